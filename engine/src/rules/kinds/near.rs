//! Nearness: `near(refund, charge, 5)`: at most five words from the one to the other, in either order.

use std::ops::Range;
use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::Ask;
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::{ReadText, Source};
use super::run::{IN_A_LIST, Resolved, Run, span};
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

fn read(term: &Term, names: &Names) -> Reading {
    (term.shape == Shape::Call && term.text == "near")
        .then(|| build(term, names).map(|near| Arc::new(near) as Arc<dyn Leaf>))
}

fn build(term: &Term, names: &Names) -> Result<Near, QueryError> {
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
        one: Run::read(one, names)?,
        other: Run::read(other, names)?,
        words,
    })
}

fn number(term: &Term) -> Option<usize> {
    let number = term.text.parse().ok()?;
    let is_plain = term.shape == Shape::Bare && !term.exact;
    (is_plain && (1..=FARTHEST).contains(&number)).then_some(number)
}

impl Near {
    /// What is looked for, in pairs: a list is its words and its symbols.
    fn resolve<'a>(&self, index: &'a TextIndex) -> Vec<[Resolved<'a>; 2]> {
        let mut pairs = Vec::new();
        for one in self.one.resolve(index) {
            let others = self.other.resolve(index);
            pairs.extend(others.into_iter().map(|other| [one.clone(), other]));
        }
        pairs
    }

    /// The first pair of places in a line that is near enough. From the last word of the one to the first of the other
    /// a neighbour is one word away; a run does not stand near itself.
    fn pair(&self, runs: &[Resolved<'_>; 2], line: &[u32], room: &mut [Places; 2]) -> Option<[Place; 2]> {
        let [ones, others] = room;
        runs[0].places(line, ones);
        runs[1].places(line, others);
        let near = |one: &Place, other: &Place| {
            let after = other.start >= one.end && other.start - one.end < self.words;
            let before = other.end <= one.start && one.start - other.end < self.words;
            after || before
        };
        ones.iter().find_map(|one| {
            let other = others.iter().find(|other| near(one, other))?;
            Some([one.clone(), other.clone()])
        })
    }
}

type Place = Range<usize>;
type Places = Vec<Place>;

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
        let mut found = BitSet::empty(index.records());
        let (mut line, mut room) = (Vec::new(), Default::default());
        for runs in self.resolve(index) {
            let mut candidates = runs[0].candidates();
            candidates.and(&runs[1].candidates());
            candidates.without(&found);
            for record in candidates.iter() {
                wider(&runs).line(record, &mut line);
                if self.pair(&runs, &line, &mut room).is_some() {
                    found.insert(record);
                }
            }
        }
        found
    }

    fn lists(&self) -> Vec<&str> {
        self.one.list().into_iter().chain(self.other.list()).collect()
    }

    fn ask(&self) -> Ask {
        match (self.one.tokens(), self.other.tokens()) {
            (Some(one), Some(other)) => Ask::Near {
                one,
                other,
                reach: self.words,
            },
            _ => Ask::Own(IN_A_LIST),
        }
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        for runs in self.resolve(text.index) {
            let (line, spans) = wider(&runs).text_line(text);
            if let Some(places) = self.pair(&runs, &line, &mut Default::default()) {
                marks.extend(places.iter().map(|place| span(&spans, place)));
            }
        }
    }
}

/// The run whose line serves both: with symbols where either has some.
fn wider<'a, 'b>(runs: &'a [Resolved<'b>; 2]) -> &'a Resolved<'b> {
    if runs[0].has_symbols() { &runs[0] } else { &runs[1] }
}
