//! Phrases of two and three words. A phrase can't be in more records than its words are, nor one of three than the two
//! it begins with (Agrawal and Srikant 1994): pairs are looked for among frequent words, and threes among frequent
//! pairs.

use super::super::ground::{Ground, Line, NONE};
use super::super::tally::Tally;
use super::{Candidates, TermKind};
use crate::num::count;
use crate::text::Tokenizer;

/// See the module.
pub(super) static KIND: TermKind = TermKind {
    name: "phrase",
    title: "Phrases",
    sentence: "Two or three words in a row, whatever symbols stand between them.",
    begin: || Box::<Found>::default(),
};

/// Words of the sample read in one step.
const STEP_WORDS: usize = 50_000;

/// Pairs of two numbers, ascending, found by their first.
#[derive(Debug, Default)]
struct Pairs {
    /// Per first number where its pairs begin, and the end of the last.
    starts: Vec<u32>,
    seconds: Vec<u32>,
    firsts: Vec<u32>,
}

impl Pairs {
    /// From keys, ascending; `firsts` numbers may come first.
    fn new(keys: &[u64], firsts: usize) -> Self {
        let mut pairs = Self {
            starts: vec![0; firsts + 1],
            ..Self::default()
        };
        for (first, second) in keys.iter().map(|&key| halves(key)) {
            pairs.firsts.push(first);
            pairs.seconds.push(second);
            pairs.starts[first as usize + 1] = count(pairs.seconds.len());
        }
        // Numbers without pairs begin where the ones before them end.
        let mut end = 0;
        for start in &mut pairs.starts {
            end = end.max(*start);
            *start = end;
        }
        pairs
    }

    fn len(&self) -> usize {
        self.seconds.len()
    }

    fn find(&self, first: u32, second: u32) -> Option<u32> {
        let (start, end) = (self.starts[first as usize], self.starts[first as usize + 1]);
        let seconds = &self.seconds[start as usize..end as usize];
        seconds.binary_search(&second).ok().map(|at| start + count(at))
    }
}

const fn key(first: u32, second: u32) -> u64 {
    (first as u64) << 32 | second as u64
}

fn halves(key: u64) -> (u32, u32) {
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(0);
    (half(key >> 32), half(key))
}

/// What the steps are at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    ReadPairs,
    CountPairs,
    ReadThrees,
    CountThrees,
}

/// The frequent phrases: pairs of words, then threes.
#[derive(Debug, Default)]
struct Found {
    stage: Stage,
    /// Records of the sample read in this stage.
    at: usize,
    tally: Tally,
    pairs: Pairs,
    /// A pair and the word behind it.
    threes: Pairs,
}

impl Found {
    /// Reads some more of the sample. Whether anything was left.
    fn read(&mut self, ground: &Ground<'_>) -> bool {
        let mut line = Line::default();
        let mut words = 0;
        while words < STEP_WORDS
            && let Some(&record) = ground.sample.get(self.at)
        {
            line.read(ground.index, ground.words, record);
            if self.stage == Stage::ReadPairs {
                each_pair(&line.words, |first, second| self.tally.push(key(first, second)));
            } else {
                let (pairs, tally) = (&self.pairs, &mut self.tally);
                each_three(pairs, &line.words, |pair, third| tally.push(key(pair, third)));
            }
            words += line.words.len().max(1);
            self.at += 1;
        }
        self.at < ground.sample.len()
    }

    /// Counts a drawer. Whether any was left.
    fn count(&mut self, ground: &Ground<'_>) -> bool {
        if self.tally.step(ground.bounds.in_sample).is_some() {
            return true;
        }
        let keys = std::mem::take(&mut self.tally).finish();
        if self.stage == Stage::CountPairs {
            self.pairs = Pairs::new(&keys, ground.words.len());
        } else {
            self.threes = Pairs::new(&keys, self.pairs.len());
        }
        false
    }
}

fn each_pair(words: &[u32], mut found: impl FnMut(u32, u32)) {
    for pair in words.windows(2) {
        if pair[0] != NONE && pair[1] != NONE {
            found(pair[0], pair[1]);
        }
    }
}

/// The pairs of a line, each with the word behind it.
fn each_three(pairs: &Pairs, words: &[u32], mut found: impl FnMut(u32, u32)) {
    for three in words.windows(3) {
        if !three.contains(&NONE)
            && let Some(pair) = pairs.find(three[0], three[1])
        {
            found(pair, three[2]);
        }
    }
}

impl Candidates for Found {
    fn step(&mut self, ground: &Ground<'_>) -> Option<(u64, u64)> {
        let (place, goes_on) = match self.stage {
            Stage::ReadPairs | Stage::ReadThrees => (self.at, self.read(ground)),
            Stage::CountPairs | Stage::CountThrees => (ground.sample.len(), self.count(ground)),
        };
        let half = u64::from(matches!(self.stage, Stage::ReadThrees | Stage::CountThrees));
        let total = ground.sample.len() as u64;
        if !goes_on {
            self.at = 0;
            self.stage = match self.stage {
                Stage::ReadPairs => Stage::CountPairs,
                Stage::CountPairs => Stage::ReadThrees,
                Stage::ReadThrees => Stage::CountThrees,
                Stage::CountThrees => return None,
            };
        }
        Some((half * total + place as u64, 2 * total))
    }

    fn len(&self) -> usize {
        self.pairs.len() + self.threes.len()
    }

    fn held(&self, line: &Line, first: u32, found: &mut Vec<u32>) {
        let pairs = count(self.pairs.len());
        let mut before = None;
        for two in line.words.windows(2) {
            let pair = if two.contains(&NONE) {
                None
            } else {
                self.pairs.find(two[0], two[1])
            };
            found.extend(pair.map(|pair| first + pair));
            if two[1] != NONE
                && let Some(three) = before.and_then(|before| self.threes.find(before, two[1]))
            {
                found.push(first + pairs + three);
            }
            before = pair;
        }
    }

    fn query(&self, candidate: u32, ground: &Ground<'_>) -> String {
        let pairs = count(self.pairs.len());
        let (pair, third) = match candidate.checked_sub(pairs) {
            None => (candidate, None),
            Some(three) => {
                let at = three as usize;
                (self.threes.firsts[at], Some(self.threes.seconds[at]))
            }
        };
        let at = pair as usize;
        let words = [Some(self.pairs.firsts[at]), Some(self.pairs.seconds[at]), third];
        let texts = words
            .into_iter()
            .flatten()
            .map(|word| ground.words.text(ground.index, word));
        format!("\"{}\"", joined(texts))
    }
}

/// Words in a row as people write them: with a space where they would run into each other without one.
fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut written = String::new();
    let mut before = "";
    for word in words {
        if !before.is_empty() && !stays_apart(before, word) {
            written.push(' ');
        }
        written.push_str(word);
        before = word;
    }
    written
}

fn stays_apart(one: &str, next: &str) -> bool {
    let mut tokens = Vec::new();
    let together = format!("{one}{next}");
    Tokenizer::default().each(&together, &mut |token| tokens.push(token.text.to_owned()));
    tokens == [one, next]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_by_their_first() {
        let keys = [key(1, 0), key(1, 4), key(3, 3)];
        let pairs = Pairs::new(&keys, 5);
        assert_eq!(pairs.find(1, 0), Some(0));
        assert_eq!(pairs.find(1, 4), Some(1));
        assert_eq!(pairs.find(3, 3), Some(2));
        for (first, second) in [(0, 0), (1, 3), (2, 3), (4, 0)] {
            assert_eq!(pairs.find(first, second), None);
        }
    }

    #[test]
    fn words_of_scripts_without_spaces_are_joined_without() {
        assert_eq!(joined(["my", "channel"].into_iter()), "my channel");
        assert_eq!(joined(["免", "费"].into_iter()), "免费");
        assert_eq!(joined(["看", "my", "频"].into_iter()), "看my频");
    }
}
