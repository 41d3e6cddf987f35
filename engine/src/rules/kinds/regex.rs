//! Regular expressions: `/https?:\S+/`, in exact case `=/[A-Z]{4,}/`. They run on the text as it stands, in linear time.
//! Where every match must hold some letters in a row, the index names the few records that have them; else all texts are
//! looked at.

use std::ops::Range;
use std::sync::Arc;

use regex_automata::meta;
use regex_syntax::hir::{Hir, HirKind, Look};

use super::super::QueryError;
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::literals::required;
use super::super::source::{ReadText, Source};
use super::{Reading, RuleKind, equals, in_case};
use crate::bits::BitSet;
use crate::text::{TextIndex, fold};

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "regex",
    title: "Regular expressions",
    sentence: "Between slashes, on the text as it stands, in any case unless = stands before it.",
    examples: &["/https?:\\S+/", "/\\d{2}%/", "=/[A-Z]{4,}/"],
    read,
};

/// Bytes that a compiled expression may take.
const SIZE_LIMIT: usize = 4 << 20;

/// More candidate records than this and typing would feel it.
const MANY: u32 = 50_000;

#[derive(Debug)]
struct Regex {
    pattern: String,
    exact: bool,
    unicode: meta::Regex,
    /// The same with ASCII word boundaries, which keep the fast automaton; for texts that are all ASCII, where both
    /// find the same.
    ascii: meta::Regex,
    /// Letters in a row, folded, one of which every match holds.
    required: Option<Vec<String>>,
}

fn read(term: &Term, _fields: &[String]) -> Reading {
    (term.shape == Shape::Slashes).then(|| match build(term) {
        Ok(regex) => Ok(Arc::new(regex) as Arc<dyn Leaf>),
        Err((what, remedy)) => Err(QueryError::new(term.start, term.end, what, remedy)),
    })
}

fn build(term: &Term) -> Result<Regex, (String, &'static str)> {
    if term.text.is_empty() {
        return Err((
            "This regular expression is empty".into(),
            "Write a pattern between the slashes",
        ));
    }
    let tree = syntax(&term.text, !term.exact)?;
    // The literals are taken in the pattern's own case and folded, as the index is.
    let required =
        required(&syntax(&term.text, false)?).map(|runs| runs.iter().map(|run| fold(run)).collect());
    let ascii = compile(&ascii_boundaries(&tree))?;
    Ok(Regex {
        pattern: term.text.clone(),
        exact: term.exact,
        unicode: compile(&tree)?,
        ascii,
        required,
    })
}

fn syntax(pattern: &str, ignore_case: bool) -> Result<Hir, (String, &'static str)> {
    let parsed = regex_syntax::ParserBuilder::new()
        .case_insensitive(ignore_case)
        .build()
        .parse(pattern);
    parsed.map_err(|error| {
        let reason = match &error {
            regex_syntax::Error::Parse(error) => error.kind().to_string(),
            regex_syntax::Error::Translate(error) => error.kind().to_string(),
            _ => error.to_string(),
        };
        let remedy =
            "Look-around and back-references don't exist here; put \\ before a character to mean itself";
        (format!("This regular expression can't be read: {reason}"), remedy)
    })
}

fn compile(tree: &Hir) -> Result<meta::Regex, (String, &'static str)> {
    let limits = meta::Config::new()
        .nfa_size_limit(Some(SIZE_LIMIT))
        .onepass_size_limit(Some(SIZE_LIMIT / 4));
    meta::Regex::builder()
        .configure(limits)
        .build_from_hir(tree)
        .map_err(|_| {
            (
                "This regular expression is too large".into(),
                "Use smaller repetitions, or several rules",
            )
        })
}

/// The tree with its Unicode word boundaries as ASCII ones.
fn ascii_boundaries(tree: &Hir) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(ascii_boundaries).collect::<Vec<_>>();
    match tree.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0.clone()),
        HirKind::Class(class) => Hir::class(class.clone()),
        HirKind::Look(look) => Hir::look(match look {
            Look::WordUnicode => Look::WordAscii,
            Look::WordUnicodeNegate => Look::WordAsciiNegate,
            Look::WordStartUnicode => Look::WordStartAscii,
            Look::WordEndUnicode => Look::WordEndAscii,
            Look::WordStartHalfUnicode => Look::WordStartHalfAscii,
            Look::WordEndHalfUnicode => Look::WordEndHalfAscii,
            other => *other,
        }),
        HirKind::Repetition(repetition) => {
            let mut repetition = repetition.clone();
            repetition.sub = Box::new(ascii_boundaries(&repetition.sub));
            Hir::repetition(repetition)
        }
        HirKind::Capture(capture) => {
            let mut capture = capture.clone();
            capture.sub = Box::new(ascii_boundaries(&capture.sub));
            Hir::capture(capture)
        }
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
    }
}

impl Regex {
    fn for_text(&self, is_ascii: bool) -> &meta::Regex {
        if is_ascii { &self.ascii } else { &self.unicode }
    }

    /// The entries one of which every match touches, where the expression tells.
    fn entries(&self, index: &TextIndex) -> Option<Vec<u32>> {
        let vocabulary = index.vocabulary();
        let runs = self.required.as_ref()?;
        let mut groups: Vec<u32> = runs.iter().flat_map(|run| vocabulary.groups_with(run)).collect();
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
        if source.scanned.is_empty() {
            return None;
        }
        let print = self.print();
        source
            .scanned
            .iter()
            .find(|(leaf, _)| *leaf == print)
            .map(|(_, records)| records)
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

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        let regex = self.for_text(text.text.is_ascii());
        marks.extend(regex.find_iter(text.text).map(|found| found.range()));
    }
}

impl Regex {
    /// Takes the records out whose text doesn't match.
    fn look_at(&self, source: &Source<'_>, records: &mut BitSet) {
        let matching = records.iter().filter(|&record| {
            self.for_text(source.index.ascii().contains(record))
                .is_match(source.corpus.text(record))
        });
        *records = BitSet::from_indices(records.len(), matching);
    }
}

/// A slash in the pattern is written `\/`; one that already is stays.
fn escape_slashes(pattern: &str) -> String {
    pattern.replace('/', "\\/")
}
