//! UDA's word replacement (Xie et al. 2020) as its reference code does it: words that say little of a text give way to
//! words that say little of any text, both by TF-IDF.

mod punctuation;
mod tokens;

use std::hash::BuildHasher as _;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

pub use tokens::words;

use super::random::Draw;
use crate::num::{exact, ln};

/// What a corpus says of its words: d words over n texts.
#[derive(Debug, Default)]
pub struct WordScores {
    /// n.
    texts: usize,
    /// By the word's hash, its number in order of appearance.
    numbers: HashTable<u32>,
    /// d words, in order of appearance.
    words: Vec<Box<str>>,
    /// Of each, ln(n / texts that hold it).
    idf: Vec<f64>,
    /// Of each, the sum over texts of its share of the text's words, times idf.
    scores: Vec<f64>,
    /// Words by falling score, in their own order where scores are equal.
    order: Vec<u32>,
    /// Sums of the probabilities to be drawn, in that order.
    cumulated: Vec<f64>,
}

/// Counts the words of a corpus, a text at a time.
#[derive(Debug, Default)]
pub struct ScoreBuilder {
    scores: WordScores,
    /// Texts that hold each word.
    held_by: Vec<u32>,
    /// Words of all texts, one after the other.
    read: Vec<u32>,
    /// Where each text's words end in `read`.
    ends: Vec<usize>,
    /// Of each word, the text that it was last seen in, from 1.
    seen: Vec<u32>,
}

impl ScoreBuilder {
    /// Takes the words of a text.
    pub fn push<'a>(&mut self, words: impl IntoIterator<Item = &'a str>) {
        let text = crate::num::count(self.ends.len() + 1);
        for word in words {
            let number = self.scores.number_or_add(word);
            let at = crate::num::index(number);
            if at == self.held_by.len() {
                self.held_by.push(0);
                self.seen.push(0);
            }
            if self.seen[at] != text {
                self.seen[at] = text;
                self.held_by[at] += 1;
            }
            self.read.push(number);
        }
        self.ends.push(self.read.len());
    }

    /// The scores of all that was taken.
    #[must_use]
    pub fn finish(self) -> WordScores {
        let Self {
            mut scores,
            held_by,
            read,
            ends,
            ..
        } = self;
        scores.texts = ends.len();
        let n = exact(ends.len());
        scores.idf = held_by.iter().map(|&held| ln(n / f64::from(held))).collect();
        scores.scores = vec![0.0; scores.idf.len()];
        let mut start = 0;
        for end in ends {
            let words = &read[start..end];
            for &word in words {
                let word = crate::num::index(word);
                scores.scores[word] += 1.0 / exact(words.len()) * scores.idf[word];
            }
            start = end;
        }
        scores.rank();
        scores
    }
}

impl WordScores {
    fn number(&self, word: &str) -> Option<u32> {
        self.numbers
            .find(hash(word), |&number| *self.words[number as usize] == *word)
            .copied()
    }

    fn number_or_add(&mut self, word: &str) -> u32 {
        if let Some(number) = self.number(word) {
            return number;
        }
        let number = crate::num::count(self.words.len());
        self.words.push(word.into());
        let words = &self.words;
        self.numbers
            .insert_unique(hash(word), number, |&other| hash(&words[other as usize]));
        number
    }

    fn rank(&mut self) {
        let scores = &self.scores;
        let mut order: Vec<u32> = (0..crate::num::count(scores.len())).collect();
        let word = |number: u32| &self.words[number as usize];
        order.sort_by(|&a, &b| {
            scores[b as usize]
                .total_cmp(&scores[a as usize])
                .then_with(|| word(a).cmp(word(b)))
        });
        self.cumulated = self.sampling_of(&order);
        let mut sum = 0.0;
        for share in &mut self.cumulated {
            sum += *share;
            *share = sum;
        }
        self.order = order;
    }

    fn sampling_of(&self, order: &[u32]) -> Vec<f64> {
        let most = order.first().map_or(0.0, |&first| self.scores[first as usize]);
        let gaps: Vec<f64> = order
            .iter()
            .map(|&word| most - self.scores[word as usize])
            .collect();
        let sum: f64 = gaps.iter().sum();
        // All words say as much: none is rather drawn than another.
        let even = 1.0 / exact(gaps.len().max(1));
        gaps.into_iter()
            .map(|gap| if sum > 0.0 { gap / sum } else { even })
            .collect()
    }

    /// d.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words by falling score, each with the probability that a replacement is this one.
    pub fn sampling(&self) -> impl Iterator<Item = (&str, f64)> {
        let before = std::iter::once(&0.0).chain(&self.cumulated);
        let shares = self
            .cumulated
            .iter()
            .zip(before)
            .map(|(sum, before)| sum - before);
        self.order
            .iter()
            .map(|&word| &*self.words[word as usize])
            .zip(shares)
    }

    /// A word's score; none where the corpus has no such word.
    #[must_use]
    pub fn score(&self, word: &str) -> Option<f64> {
        self.number(word).map(|number| self.scores[number as usize])
    }

    /// A word's idf; one that the corpus doesn't have counts as if one text had it.
    #[must_use]
    pub fn idf(&self, word: &str) -> f64 {
        self.number(word).map_or_else(
            || ln(exact(self.texts.max(1))),
            |number| self.idf[number as usize],
        )
    }

    /// Of each word of a text, the probability that it is replaced: on average a share `token_prob` of them is. All zero
    /// where all words say as much.
    #[must_use]
    pub fn replaced(&self, words: &[&str], token_prob: f64) -> Vec<f64> {
        let n = exact(words.len());
        let mut order: Vec<u32> = (0..crate::num::count(words.len())).collect();
        order.sort_by_key(|&at| words[at as usize]);
        let mut scores = vec![0.0; words.len()];
        for same in order.chunk_by(|&a, &b| words[a as usize] == words[b as usize]) {
            let idf = self.idf(words[same[0] as usize]);
            let score = same.iter().fold(0.0, |sum, _| sum + 1.0 / n * idf);
            same.iter().for_each(|&at| scores[at as usize] = score);
        }
        let most = scores.iter().copied().fold(0.0, f64::max);
        scores.iter_mut().for_each(|score| *score = most - *score);
        let sum: f64 = scores.iter().sum();
        if sum > 0.0 {
            scores
                .iter_mut()
                .for_each(|score| *score = *score / sum * token_prob * n);
        }
        scores
    }

    /// Draws a replacement; none where the corpus has no words.
    pub fn draw(&self, random: &mut impl Draw) -> Option<&str> {
        let last = self.cumulated.last()?;
        let drawn = random.fraction() * last;
        let at = self
            .cumulated
            .partition_point(|&sum| sum <= drawn)
            .min(self.order.len() - 1);
        Some(&self.words[self.order[at] as usize])
    }
}

/// A text's words, some replaced as the reference does.
pub fn replace(
    words: &[String],
    scores: &WordScores,
    token_prob: f64,
    random: &mut impl Draw,
) -> Vec<String> {
    let all: Vec<&str> = words.iter().map(String::as_str).collect();
    let replaced = scores.replaced(&all, token_prob);
    let mut one = |(word, p): (&String, f64)| match random.fraction() < p {
        true => scores.draw(random).unwrap_or(word).to_owned(),
        false => word.clone(),
    };
    words.iter().zip(replaced).map(&mut one).collect()
}

fn hash(word: &str) -> u64 {
    FxBuildHasher.hash_one(word)
}

#[cfg(test)]
mod tests;
