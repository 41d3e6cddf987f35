//! Beginnings of words: `subscrib*`. One is a candidate where it gathers several words, and for each set of words it is
//! the longest beginning that they share. They are the nodes of the words' tree of beginnings, found on their sorted
//! list (the intervals of longest common prefixes of Abouelhoda, Kurtz and Ohlebusch 2004).

use super::super::ground::{Ground, Line, NONE, entries_count, is_word};
use super::{Candidates, TermKind};
use crate::num::count;

/// See the module.
pub(super) static KIND: TermKind = TermKind {
    name: "prefix",
    title: "Beginnings of words",
    sentence: "Every word that begins so, where these are several.",
    begin: || Box::<Found>::default(),
};

/// Letters that a beginning has at least.
const LEAST_CHARS: usize = 3;

/// Words that are named as examples.
const EXAMPLES: usize = 4;

/// Of all records that hold some word of a beginning, the most frequent word may hold so many of a hundred: past that
/// the beginning says no more than the word.
const MOST_OF_ONE: u64 = 95;

/// A beginning and the words it gathers.
#[derive(Debug)]
struct Beginning {
    /// Its words: a range of the sorted list.
    start: u32,
    end: u32,
    /// Its bytes, of each of these words.
    bytes: u32,
    /// Its frequent words, by number.
    frequent: Vec<u32>,
}

#[derive(Debug, Default)]
struct Found {
    /// Words that may be gathered, as groups, sorted by their letters.
    sorted: Vec<u32>,
    beginnings: Vec<Beginning>,
    /// Per group where its beginnings begin in `of_group`, and the end of the last.
    starts: Vec<u32>,
    of_group: Vec<u32>,
}

impl Found {
    /// The words to be gathered. Of a large corpus those in very few records are left out while beginnings are
    /// compared: a fiftieth of what a term needs.
    fn sort(&mut self, ground: &Ground<'_>) {
        let (index, least) = (ground.index, (ground.bounds.records / 50).max(1));
        let vocabulary = index.vocabulary();
        let fits = |&group: &u32| {
            let first = vocabulary.folded(group).chars().next();
            is_word(index, group)
                && entries_count(index, group) >= least
                && first.is_some_and(|first| !first.is_numeric())
        };
        self.sorted = vocabulary.groups().filter(fits).collect();
        self.sorted
            .sort_unstable_by(|&one, &other| vocabulary.folded(one).cmp(vocabulary.folded(other)));
    }

    /// The intervals of the sorted list: a stack of those that are open, each longer than the one below.
    fn gather(&mut self, ground: &Ground<'_>) {
        let vocabulary = ground.index.vocabulary();
        let mut open: Vec<(u32, usize)> = Vec::new();
        let words = count(self.sorted.len());
        for at in 1..=words {
            let shared = if at == words {
                0
            } else {
                let [one, other] = [at - 1, at].map(|at| vocabulary.folded(self.sorted[at as usize]));
                shared_bytes(one, other)
            };
            let mut start = at - 1;
            while let Some(&(from, bytes)) = open.last()
                && bytes > shared
            {
                open.pop();
                start = from;
                self.close(ground, from, at, bytes);
            }
            if shared > 0 && open.last().is_none_or(|&(_, bytes)| bytes < shared) {
                open.push((start, shared));
            }
        }
    }

    /// Takes an interval as a beginning, where it is long enough and gathers enough.
    fn close(&mut self, ground: &Ground<'_>, start: u32, end: u32, bytes: usize) {
        let groups = &self.sorted[start as usize..end as usize];
        let part = &ground.index.vocabulary().folded(groups[0])[..bytes];
        if part.chars().count() < LEAST_CHARS {
            return;
        }
        let records = groups.iter().map(|&group| entries_count(ground.index, group));
        let (mut all, mut most) = (0u64, 0u64);
        for records in records {
            all += u64::from(records);
            most = most.max(u64::from(records));
        }
        if all < u64::from(ground.bounds.records) || most * 100 > all * MOST_OF_ONE {
            return;
        }
        let numbers = groups.iter().map(|&group| ground.words.number(group));
        self.beginnings.push(Beginning {
            start,
            end,
            bytes: count(bytes),
            frequent: numbers.filter(|&number| number != NONE).collect(),
        });
    }

    /// Turns the list round: per group its beginnings.
    fn index(&mut self, groups: usize) {
        self.starts = vec![0; groups + 1];
        for beginning in &self.beginnings {
            for &group in &self.sorted[beginning.start as usize..beginning.end as usize] {
                self.starts[group as usize + 1] += 1;
            }
        }
        for at in 1..self.starts.len() {
            self.starts[at] += self.starts[at - 1];
        }
        let mut next = self.starts.clone();
        self.of_group = vec![0; self.starts.last().map_or(0, |&end| end as usize)];
        for (number, beginning) in (0u32..).zip(&self.beginnings) {
            for &group in &self.sorted[beginning.start as usize..beginning.end as usize] {
                let place = &mut next[group as usize];
                self.of_group[*place as usize] = number;
                *place += 1;
            }
        }
    }

    fn groups(&self, candidate: u32) -> &[u32] {
        let beginning = &self.beginnings[candidate as usize];
        &self.sorted[beginning.start as usize..beginning.end as usize]
    }
}

/// Bytes at the beginning of both, whole characters.
fn shared_bytes(one: &str, other: &str) -> usize {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    same.map(|(c, _)| c.len_utf8()).sum()
}

impl Candidates for Found {
    fn step(&mut self, ground: &Ground<'_>) -> Option<(u64, u64)> {
        if self.sorted.is_empty() {
            self.sort(ground);
            if !self.sorted.is_empty() {
                return Some((1, 2));
            }
        }
        self.gather(ground);
        self.index(ground.index.vocabulary().groups().count());
        None
    }

    fn len(&self) -> usize {
        self.beginnings.len()
    }

    fn held(&self, line: &Line, first: u32, found: &mut Vec<u32>) {
        for &group in &line.groups {
            let (start, end) = (self.starts[group as usize], self.starts[group as usize + 1]);
            let beginnings = &self.of_group[start as usize..end as usize];
            found.extend(beginnings.iter().map(|beginning| first + beginning));
        }
    }

    fn query(&self, candidate: u32, ground: &Ground<'_>) -> String {
        let bytes = self.beginnings[candidate as usize].bytes as usize;
        let word = ground.index.vocabulary().folded(self.groups(candidate)[0]);
        format!("{}*", &word[..bytes])
    }

    fn gathers(&self, candidate: u32) -> &[u32] {
        &self.beginnings[candidate as usize].frequent
    }

    fn words(&self, candidate: u32, ground: &Ground<'_>) -> (Vec<String>, u32) {
        let mut groups = self.groups(candidate).to_vec();
        groups.sort_by_key(|&group| std::cmp::Reverse(entries_count(ground.index, group)));
        let words = groups.iter().take(EXAMPLES);
        let texts = words.map(|&group| ground.index.vocabulary().folded(group).to_owned());
        (texts.collect(), count(groups.len()))
    }
}
