//! Seeded texts for the benchmarks: words drawn by Zipf's law from an invented vocabulary, about 100 bytes a text, with
//! numbers, links and marks in between, as in comments and messages.

use std::fmt::Write as _;

use labelloom_engine::rng::Rng;

/// Words of the vocabulary.
const WORDS: u32 = 60_000;

/// Draws texts.
pub(crate) struct Texts {
    rng: Rng,
    words: Vec<String>,
    /// Sum of 1/rank up to each word, in millionths.
    cumulated: Vec<u64>,
}

impl Texts {
    /// The texts of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let words = (0..WORDS).map(|rank| word(&mut rng, rank)).collect();
        let mut sum = 0;
        let cumulated = (0..u64::from(WORDS))
            .map(|rank| {
                sum += 1_000_000_000 / (rank + 2);
                sum
            })
            .collect();
        Self {
            rng,
            words,
            cumulated,
        }
    }

    /// The word of a rank, 0 the most frequent one.
    pub(crate) fn word(&self, rank: usize) -> &str {
        &self.words[rank]
    }

    fn draw(&mut self) -> usize {
        let total = self.cumulated.last().copied().unwrap_or(1);
        let at = self.rng.below(total);
        self.cumulated.partition_point(|&sum| sum <= at)
    }

    /// The next text.
    pub(crate) fn next_text(&mut self) -> String {
        let mut text = String::new();
        let length = 60 + below(&mut self.rng, 80);
        while text.len() < length {
            match self.rng.below(60) {
                0 => write!(
                    text,
                    "https://{}.example/{} ",
                    self.rng.below(900),
                    self.rng.below(90_000)
                ),
                1 => write!(text, "{} ", self.rng.below(100_000)),
                2 => write!(text, "£{}! ", self.rng.below(500)),
                _ => {
                    let word = self.draw();
                    write!(text, "{} ", self.words[word])
                }
            }
            .expect("strings take all that is written");
        }
        text.pop();
        text
    }
}

/// A word that can be spoken, short where it is frequent.
fn word(rng: &mut Rng, rank: u32) -> String {
    let syllables = [1, 40, 1585].iter().filter(|&&from| rank + 1 >= from).count();
    let mut word = String::new();
    for _ in 0..syllables {
        word.push(pick(rng, b"bcdfghklmnprstvw"));
        word.push(pick(rng, b"aeiou"));
        if rng.below(3) == 0 {
            word.push(pick(rng, b"nrstl"));
        }
    }
    word
}

fn pick(rng: &mut Rng, letters: &[u8]) -> char {
    letters[below(rng, letters.len())] as char
}

fn below(rng: &mut Rng, bound: usize) -> usize {
    usize::try_from(rng.below(bound as u64)).expect("below a usize")
}
