//! Nearness: `near(refund, charge, 5)`: at most five words from the one to the other, in either order.

use std::ops::Range;
use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::Ask;
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::{ReadText, Source};
use super::run::{Resolved, Run};
use super::{Reading, RuleKind};
use crate::bits::BitSet;
use crate::text::TextIndex;

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "near",
    title: "Nearness",
    sentence: "Two words or phrases at most so many words from each other, in either order.",
    examples: &[
        "near(refund, charge, 5)",
        "near(not, work*, 3)",
        "near(\"credit card\", =Visa, 4)",
    ],
    functions: &["near"],
    read,
};

/// Farthest that makes sense to ask for.
const FARTHEST: usize = 1_000;

#[derive(Debug)]
struct Near {
    one: Run,
    other: Run,
    words: usize,
}

fn read(term: &Term, _names: &Names) -> Reading {
    (term.shape == Shape::Call && term.text == "near")
        .then(|| build(term).map(|near| Arc::new(near) as Arc<dyn Leaf>))
}

fn build(term: &Term) -> Result<Near, QueryError> {
    let usage = "Write near(refund, charge, 5): at most five words from the one to the other";
    let problem = |what: &str| Err(QueryError::new(term.start, term.end, what, usage));
    let [one, other, words] = &term.args[..] else {
        return problem("near takes two words or phrases and a number");
    };
    if !term.tail.is_empty() {
        return problem("Something stands right behind near(…)");
    }
    let Some(words) = number(words) else {
        return problem("The last part of near(…) is no whole number from 1 to 1000");
    };
    Ok(Near {
        one: Run::read(one)?,
        other: Run::read(other)?,
        words,
    })
}

fn number(term: &Term) -> Option<usize> {
    let number = term.text.parse().ok()?;
    let is_plain = term.shape == Shape::Bare && !term.exact;
    (is_plain && (1..=FARTHEST).contains(&number)).then_some(number)
}

impl Near {
    fn resolve(&self, index: &TextIndex) -> Option<[Resolved; 2]> {
        Some([self.one.resolve(index)?, self.other.resolve(index)?])
    }

    /// The places of the first pair in a line that is near enough. From the last word of the one to the first of the
    /// other a neighbour is one word away; a run does not stand near itself.
    fn pair(
        &self,
        [one, other]: &[Resolved; 2],
        line: &[u32],
        others: &mut Vec<usize>,
    ) -> Option<(usize, usize)> {
        others.clear();
        others.extend(other.places(line));
        let reach = self.words;
        let near = |at: usize| {
            let (start, end) = (at, at + one.len());
            others.iter().copied().find(|&place| {
                let after = place >= end && place - end < reach;
                let before = place + other.len() <= start && start - (place + other.len()) < reach;
                after || before
            })
        };
        one.places(line).find_map(|at| near(at).map(|place| (at, place)))
    }
}

impl Leaf for Near {
    fn print(&self) -> String {
        format!(
            "near({}, {}, {})",
            self.one.print(),
            self.other.print(),
            self.words
        )
    }

    fn describe(&self) -> String {
        let words = if self.words == 1 {
            "next to".to_owned()
        } else {
            format!("at most {} words from", self.words)
        };
        format!("has {} {words} {}", self.one.describe(), self.other.describe())
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let index = source.index;
        let Some(runs) = self.resolve(index) else {
            return BitSet::empty(index.records());
        };
        let mut candidates = runs[0].candidates(index);
        candidates.and(&runs[1].candidates(index));
        let (mut line, mut others) = (Vec::new(), Vec::new());
        let holds = |&record: &u32| {
            line_of(&runs, index, record, &mut line);
            self.pair(&runs, &line, &mut others).is_some()
        };
        BitSet::from_indices(index.records(), candidates.iter().filter(holds))
    }

    fn ask(&self) -> Ask {
        Ask::Near {
            one: self.one.tokens(),
            other: self.other.tokens(),
            reach: self.words,
        }
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        let Some(runs) = self.resolve(text.index) else {
            return;
        };
        let wider = wider(&runs);
        let (line, spans) = wider.text_line(text);
        if let Some((one, other)) = self.pair(&runs, &line, &mut Vec::new()) {
            marks.extend([runs[0].span(&spans, one), runs[1].span(&spans, other)]);
        }
    }
}

/// The line in which both are looked for: with symbols where either has some.
fn line_of(runs: &[Resolved; 2], index: &TextIndex, record: u32, line: &mut Vec<u32>) {
    wider(runs).line(index, record, line);
}

fn wider(runs: &[Resolved; 2]) -> &Resolved {
    if runs[0].has_symbols() { &runs[0] } else { &runs[1] }
}
