//! Snorkel's sequences, by numpy's generator where it draws; and what holds of every policy.

use serde_json::Value;

use super::super::random::Random;
use super::*;

/// numpy's legacy generator: MT19937 (Matsumoto and Nishimura 1998).
struct Numpy {
    state: [u32; 624],
    at: usize,
}

impl Numpy {
    fn new(seed: u32) -> Self {
        let mut state = [seed; 624];
        for at in 1..624u32 {
            let before = state[at as usize - 1];
            state[at as usize] = (before ^ (before >> 30))
                .wrapping_mul(1_812_433_253)
                .wrapping_add(at);
        }
        Self { state, at: 624 }
    }

    fn next(&mut self) -> u32 {
        if self.at == 624 {
            for at in 0..624 {
                let y = (self.state[at] & 0x8000_0000) | (self.state[(at + 1) % 624] & 0x7FFF_FFFF);
                let odd = if y & 1 == 1 { 0x9908_B0DF } else { 0 };
                self.state[at] = self.state[(at + 397) % 624] ^ (y >> 1) ^ odd;
            }
            self.at = 0;
        }
        let mut y = self.state[self.at];
        self.at += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C_5680;
        y ^= (y << 15) & 0xEFC6_0000;
        y ^ (y >> 18)
    }
}

impl Draw for Numpy {
    fn below(&mut self, bound: usize) -> usize {
        let most = u32::try_from(bound - 1).unwrap();
        let mask = u32::MAX.checked_shr(most.leading_zeros()).unwrap_or(0);
        loop {
            let drawn = self.next() & mask;
            if drawn <= most {
                return drawn as usize;
            }
        }
    }

    fn fraction(&mut self) -> f64 {
        let (high, low) = (self.next() >> 5, self.next() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }
}

fn shape(operations: usize, copies: usize, length: usize, keep_original: bool) -> Shape {
    Shape {
        operations,
        copies,
        length,
        shares: Vec::new(),
        keep_original,
    }
}

fn expected(value: &Value) -> Vec<Vec<usize>> {
    serde_json::from_value(value.clone()).unwrap()
}

fn drawn(name: &str, shape: &Shape, seed: u32) -> Vec<Vec<usize>> {
    named(name).unwrap().sequences(shape, &mut Numpy::new(seed))
}

#[test]
fn sequences_are_snorkels() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/suite/augmentation/snorkel_policies.json"
    );
    let fixture: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for (name, key, shape) in [
        ("apply-one", "ApplyOne", shape(1, 2, 0, true)),
        ("apply-one", "ApplyOne_nokeep", shape(1, 1, 0, false)),
        ("apply-all", "ApplyAll_3", shape(3, 2, 0, false)),
        ("apply-each", "ApplyEach_3", shape(3, 1, 0, true)),
        ("apply-each", "ApplyEach_3_nokeep", shape(3, 1, 0, false)),
        ("random", "Random_4_len2_n3_seed123", shape(4, 3, 2, true)),
    ] {
        assert_eq!(drawn(name, &shape, 123), expected(&fixture[key]), "{key}");
    }
    let case = &fixture["MeanField_p"];
    let shares: Vec<f64> = serde_json::from_value(case["p"].clone()).unwrap();
    let shape = Shape {
        shares,
        ..shape(5, 4, 2, false)
    };
    assert_eq!(drawn("mean-field", &shape, 123), expected(&case["out"]));
}

#[test]
fn more_copies_leave_the_earlier_ones_as_they_are() {
    for policy in POLICIES {
        let operations = if policy.is_of_one { 1 } else { 4 };
        let few = Shape {
            shares: vec![0.25; operations],
            ..shape(operations, 2, 3, true)
        };
        let many = Shape {
            copies: 5,
            ..few.clone()
        };
        let [few, many] = [few, many].map(|shape| policy.sequences(&shape, &mut Random::new(9)));
        assert_eq!(few[..], many[..few.len()], "{}", policy.name);
        assert_eq!(few[0], Vec::<usize>::new());
        assert!(many.iter().flatten().all(|&operation| operation < operations));
    }
}

#[test]
fn policies_describe_themselves() {
    for (at, policy) in POLICIES.iter().enumerate() {
        assert!(POLICIES[..at].iter().all(|other| other.name != policy.name));
        assert!(policy.sentence.ends_with('.') && !policy.title.is_empty());
    }
    assert!(
        named("best")
            .unwrap_err()
            .to_string()
            .contains("random, apply-one, apply-each, apply-all, mean-field")
    );
}
