//! Regular expressions: `/https?:\S+/`, in exact case `=/[A-Z]{4,}/`. They run on the text as it stands, in linear time.
//! Where every match must hold some letters in a row, the index names the few records that have them; else all texts are
//! looked at.

use std::ops::Range;
use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::Ask;
use super::super::condition::Leaf;
use super::super::expression::{Expression, compile};
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::{ReadText, Source};
use super::{Reading, RuleKind, equals, in_case};
use crate::bits::BitSet;
use crate::text::TextIndex;

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "regex",
    title: "Regular expressions",
    sentence: "Between slashes, on the text as it stands, in any case unless = stands before it.",
    examples: &["/https?:\\S+/", "/\\d{2}%/", "=/[A-Z]{4,}/"],
    functions: &[],
    read,
};

/// The kind's name.
pub(in super::super) const fn name() -> &'static str {
    KIND.name
}

/// More candidate records than this and typing would feel it.
const MANY: u32 = 50_000;

#[derive(Debug)]
struct Regex {
    pattern: String,
    exact: bool,
    expression: Arc<dyn Expression>,
    /// Letters in a row, one of which every match holds.
    required: Option<Vec<String>>,
}

fn read(term: &Term, _names: &Names) -> Reading {
    (term.shape == Shape::Slashes).then(|| match compile(&term.text, term.exact) {
        Ok(expression) => Ok(Arc::new(Regex::new(term, expression)) as Arc<dyn Leaf>),
        Err((what, remedy)) => Err(QueryError::new(term.start, term.end, what, remedy)),
    })
}

impl Regex {
    fn new(term: &Term, expression: Arc<dyn Expression>) -> Self {
        let required = expression.required();
        Self {
            pattern: term.text.clone(),
            exact: term.exact,
            expression,
            required,
        }
    }

    /// The entries one of which every match touches, where the expression tells.
    fn entries(&self, index: &TextIndex) -> Option<Vec<u32>> {
        let vocabulary = index.vocabulary();
        let runs = self.required.as_ref()?;
        let mut groups: Vec<u32> = runs
            .iter()
            .flat_map(|run| vocabulary.groups_with(&vocabulary.fold(run)))
            .collect();
        groups.sort_unstable();
        groups.dedup();
        Some(
            groups
                .iter()
                .flat_map(|&group| vocabulary.entries(group).iter().copied())
                .collect(),
        )
    }

    /// The records that can match.
    fn candidates(&self, source: &Source<'_>) -> BitSet {
        let index = source.index;
        let Some(entries) = self.entries(index) else {
            return BitSet::full(index.records());
        };
        let mut records = index.altered().clone();
        entries
            .iter()
            .for_each(|&entry| index.add_entry(entry, &mut records));
        records
    }

    fn scanned<'a>(&self, source: &Source<'a>) -> Option<&'a BitSet> {
        source.found(|| self.print())
    }
}

impl Leaf for Regex {
    fn print(&self) -> String {
        format!("{}/{}/", equals(self.exact), escape_slashes(&self.pattern))
    }

    fn describe(&self) -> String {
        format!("matches /{}/{}", self.pattern, in_case(self.exact))
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        if let Some(records) = self.scanned(source) {
            return records.clone();
        }
        let mut records = self.candidates(source);
        self.look_at(source, &mut records);
        records
    }

    fn retain(&self, source: &Source<'_>, records: &mut BitSet) {
        if let Some(found) = self.scanned(source) {
            records.and(found);
            return;
        }
        if self.required.is_some() {
            records.and(&self.candidates(source));
        }
        self.look_at(source, records);
    }

    fn scans(&self, source: &Source<'_>) -> bool {
        if self.scanned(source).is_some() {
            return false;
        }
        let candidates = |entries: Vec<u32>| {
            entries.iter().fold(0u32, |sum, &entry| {
                sum.saturating_add(source.index.entry_count(entry))
            })
        };
        self.entries(source.index)
            .map_or(crate::num::count(source.records()), candidates)
            > MANY
    }

    fn ask(&self) -> Ask {
        Ask::Matches(Arc::clone(&self.expression))
    }

    /// It runs on the text as it stands.
    fn folds(&self) -> bool {
        false
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        marks.extend(self.expression.spans(text.text));
    }
}

impl Regex {
    /// Takes the records out whose text doesn't match.
    fn look_at(&self, source: &Source<'_>, records: &mut BitSet) {
        let mut found = BitSet::empty(records.len());
        let mut asked = records.iter();
        // One answer a text, in their order.
        self.expression.matches(
            &mut records.iter().map(|record| source.text(record)),
            &mut |is_match| {
                if let Some(record) = asked.next().filter(|_| is_match) {
                    found.insert(record);
                }
            },
        );
        drop(asked);
        *records = found;
    }
}

/// A slash in the pattern is written `\/`; one that already is stays.
fn escape_slashes(pattern: &str) -> String {
    pattern.replace('/', "\\/")
}
