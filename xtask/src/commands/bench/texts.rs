//! Texts and keyword rules that every program of a comparison reads: the same bytes on every machine.
//!
//! Words follow Zipf's law (the r-th most frequent one has weight 1/r), as those of real texts do, so that a rule's
//! posting list and a scan's hits are of a realistic length.

use std::fmt::Write as _;

/// Words in the vocabulary.
const VOCABULARY: u32 = 50_000;
/// A record has this many words: about 100 bytes.
const WORDS: std::ops::Range<u64> = 10..24;
const RULES: u32 = 20;

/// SplitMix64: small, well mixed, the same everywhere.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// A CSV file with the columns `id` and `text`.
pub(super) fn csv(records: u32, seed: u64) -> String {
    let words: Vec<String> = (1..=VOCABULARY).map(word).collect();
    let weights = cumulative_weights();
    let mut rng = Rng(seed);
    let mut text = String::from("id,text\n");
    for record in 0..records {
        let _ = write!(text, "{record}");
        for place in 0..WORDS.start + rng.below(WORDS.end - WORDS.start) {
            text.push(if place == 0 { ',' } else { ' ' });
            let drawn = rng.below(weights[weights.len() - 1]);
            text.push_str(&words[weights.partition_point(|&weight| weight <= drawn)]);
        }
        text.push('\n');
    }
    text
}

/// A rule file of [`RULES`] single-word rules for two labels, covering from a fifth of a percent to some percent.
pub(super) fn rules() -> String {
    let mut text = String::from("{\"version\": 1, \"labels\": [\"HAM\", \"SPAM\"], \"rules\": [");
    for rule in 0..RULES {
        let (word, label) = (word(20 + 10 * rule), if rule % 2 == 0 { "HAM" } else { "SPAM" });
        let comma = if rule == 0 { "" } else { "," };
        let _ = write!(
            text,
            "{comma}\n  {{\"name\": \"{word}\", \"label\": \"{label}\", \"query\": \"{word}\"}}"
        );
    }
    text.push_str("\n]}\n");
    text
}

/// The word of a rank: the rank's digits as syllables, hence no two alike and letters only.
fn word(rank: u32) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za",
    ];
    let mut text = String::new();
    let mut rest = rank;
    while rest > 0 {
        text.push_str(SYLLABLES[(rest % 16) as usize]);
        rest /= 16;
    }
    text
}

/// Sums of 1/r in whole parts, so that no machine rounds them otherwise.
fn cumulative_weights() -> Vec<u64> {
    let weight = |rank: u32| (1 << 40) / u64::from(rank);
    let running = (1..=VOCABULARY).scan(0, |sum, rank| {
        *sum += weight(rank);
        Some(*sum)
    });
    running.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_words_are_alike() {
        assert_eq!(
            (1..=VOCABULARY).map(word).collect::<BTreeSet<_>>().len(),
            VOCABULARY as usize
        );
    }

    #[test]
    fn texts_are_those_of_their_seed() {
        assert_eq!(csv(50, 1), csv(50, 1));
        assert_ne!(csv(50, 1), csv(50, 2));
        let bytes = csv(2_000, 1).len() / 2_000;
        assert!((80..130).contains(&bytes), "{bytes} bytes a record");
    }

    #[test]
    fn rules_match_and_disagree() {
        let texts = csv(5_000, 1);
        let covered = |rank: u32| {
            let keyword = word(rank);
            texts
                .lines()
                .filter(|line| line.split([',', ' ']).any(|word| word == keyword))
                .count()
        };
        assert!(covered(20) > 100, "{}", covered(20));
        assert!(covered(210) > 10, "{}", covered(210));
        assert_eq!(rules().matches("\"query\"").count(), RULES as usize);
    }
}
