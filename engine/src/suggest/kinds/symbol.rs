//! Single symbols and emoji.

use super::super::ground::{Ground, Line, NONE, entries_count, is_word};
use super::{Candidates, TermKind};
use crate::num::count;

/// See the module.
pub(super) static KIND: TermKind = TermKind {
    name: "symbol",
    title: "Symbols",
    sentence: "A symbol or an emoji, wherever it stands.",
    begin: || Box::<Found>::default(),
};

/// The frequent symbols.
#[derive(Debug, Default)]
struct Found {
    /// Per group its candidate, or [`NONE`].
    number: Vec<u32>,
    groups: Vec<u32>,
}

impl Candidates for Found {
    fn step(&mut self, ground: &Ground<'_>) -> Option<(u64, u64)> {
        let index = ground.index;
        for group in index.vocabulary().groups() {
            let is_frequent = !is_word(index, group) && entries_count(index, group) >= ground.bounds.records;
            self.number.push(if is_frequent {
                count(self.groups.len())
            } else {
                NONE
            });
            if is_frequent {
                self.groups.push(group);
            }
        }
        None
    }

    fn len(&self) -> usize {
        self.groups.len()
    }

    fn held(&self, line: &Line, first: u32, found: &mut Vec<u32>) {
        let numbers = line.symbols.iter().map(|&group| self.number[group as usize]);
        found.extend(
            numbers
                .filter(|&number| number != NONE)
                .map(|number| first + number),
        );
    }

    fn query(&self, candidate: u32, ground: &Ground<'_>) -> String {
        let symbol = ground.index.vocabulary().folded(self.groups[candidate as usize]);
        if !symbol.is_ascii() {
            return symbol.to_owned();
        }
        // Most ASCII symbols mean something in a query.
        format!("\"{}\"", symbol.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
