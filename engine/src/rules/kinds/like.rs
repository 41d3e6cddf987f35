//! Likeness: `like(a17, 0.6)` finds the records whose words are those of a record, by the cosine of their TF-IDF rows.
//!
//! The index names the records that can be alike, since texts without a common term have a cosine of 0; only their texts
//! are looked at. A record that the data lacks is an error where there is data, and is like nothing where there is none.

use std::sync::{Arc, Mutex, PoisonError};

use super::super::QueryError;
use super::super::ask::Ask;
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::Source;
use super::{Reading, RuleKind, quote};
use crate::bits::BitSet;
use crate::features::tfidf::{Row, Tfidf};
use crate::num::count;
use crate::text::{TextIndex, Tokenizer};

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "like",
    title: "Likeness",
    sentence: "Records that use the words of one, given by its id: from 1, the same words, down to 0, no word in common.",
    examples: &["like(a17, 0.6)", "like(\"an id with spaces\", 0.5)"],
    functions: &["like"],
    read,
};

/// Above so many texts to look at, typing would feel it.
const MANY: u32 = 20_000;

/// Cosines are sums of rounded numbers: one so little below what is asked for is no less.
const ROUNDING: f64 = 1e-9;

#[derive(Debug)]
struct Like {
    id: String,
    least: f64,
    /// Where the term stands in its query.
    place: (usize, usize),
    /// What is looked for in the records asked last.
    sought: Mutex<Option<Arc<Sought>>>,
}

/// A record to be like, in the numbers of one index.
#[derive(Debug)]
struct Sought {
    stamp: u64,
    record: u32,
    row: Row,
    /// The records that can be alike.
    candidates: BitSet,
}

fn read(term: &Term, _names: &Names) -> Reading {
    (term.shape == Shape::Call && term.text == "like")
        .then(|| build(term).map(|like| Arc::new(like) as Arc<dyn Leaf>))
}

fn build(term: &Term) -> Result<Like, QueryError> {
    let usage = "Write like(a17, 0.6), with the id of a record, in quotes if it is no plain word";
    let problem = |what: &str| Err(QueryError::new(term.start, term.end, what, usage));
    let [record, least] = &term.args[..] else {
        return problem("like takes the id of a record and a number");
    };
    if !term.tail.is_empty() {
        return problem("Something stands right behind like(…)");
    }
    if record.exact || !matches!(record.shape, Shape::Bare | Shape::Quoted) || record.text.is_empty() {
        return problem("The first part of like(…) is no id");
    }
    let number = least
        .text
        .parse()
        .ok()
        .filter(|&least: &f64| least > 0.0 && least <= 1.0);
    match number.filter(|_| least.shape == Shape::Bare && !least.exact) {
        Some(least) => Ok(Like {
            id: record.text.clone(),
            least,
            place: (term.start, term.end),
            sought: Mutex::default(),
        }),
        None => problem("The second part of like(…) is no number above 0 and up to 1"),
    }
}

impl Like {
    fn record(&self, source: &Source<'_>) -> Option<u32> {
        source.corpus.places(&[&self.id]).first().copied().flatten()
    }

    /// What is looked for, and the terms that it is looked for by.
    fn with_sought<T>(&self, source: &Source<'_>, then: impl FnOnce(&Sought, &Tfidf) -> T) -> Option<T> {
        let fit = || Tfidf::fit((0..count(source.records())).map(|record| source.corpus.text(record)));
        let (own, kept);
        let tfidf = match source.terms {
            Some(terms) => terms.get_or_init(fit),
            None => {
                own = fit();
                &own
            }
        };
        kept = self.sought(source, tfidf)?;
        Some(then(&kept, tfidf))
    }

    fn sought(&self, source: &Source<'_>, tfidf: &Tfidf) -> Option<Arc<Sought>> {
        let stamp = source.index.stamp();
        let mut kept = self.sought.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sought) = kept.as_ref().filter(|sought| sought.stamp == stamp) {
            return Some(Arc::clone(sought));
        }
        let record = self.record(source)?;
        let row = tfidf.row(source.corpus.text(record));
        let candidates = self.candidates(&row, tfidf, source.index);
        let sought = Arc::new(Sought {
            stamp,
            record,
            row,
            candidates,
        });
        *kept = Some(Arc::clone(&sought));
        Some(sought)
    }

    /// Every record that can be alike. It shares a term that counts: those left out together weigh too little, by the
    /// inequality of Cauchy and Schwarz. The frequent ones are left out first.
    fn candidates(&self, row: &Row, tfidf: &Tfidf, index: &TextIndex) -> BitSet {
        let terms = row.columns.iter().zip(&row.values);
        let mut terms: Vec<(BitSet, f64)> = terms
            .map(|(&column, &weight)| (records_with(tfidf.term(column), index), weight))
            .collect();
        terms.sort_by_key(|(records, _)| std::cmp::Reverse(records.count()));
        let mut left_out = 0.0;
        // Where words end elsewhere than for the index, it may not know.
        let mut found = index.altered().clone();
        found.or(index.peculiar());
        for (records, weight) in terms {
            let with = left_out + weight * weight;
            if with.sqrt() + ROUNDING < self.least - ROUNDING {
                left_out = with;
            } else {
                found.or(&records);
            }
        }
        found
    }
}

/// The records whose words may be a term: those that hold all of its tokens.
fn records_with(term: &str, index: &TextIndex) -> BitSet {
    let mut found = BitSet::full(index.records());
    Tokenizer::default().each(term, &mut |token| {
        let mut with = BitSet::empty(index.records());
        if let Some(group) = index.vocabulary().group(&index.fold(token.text)) {
            index.add_group(group, &mut with);
        }
        found.and(&with);
    });
    found
}

impl Leaf for Like {
    fn print(&self) -> String {
        let is_plain = self.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !matches!(self.id.as_str(), "AND" | "OR" | "NOT");
        if is_plain {
            format!("like({}, {})", self.id, self.least)
        } else {
            format!("like({}, {})", quote(&self.id), self.least)
        }
    }

    fn describe(&self) -> String {
        format!("is like the record “{}” by {} at least", self.id, self.least)
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let mut records = BitSet::full(source.records());
        self.retain(source, &mut records);
        records
    }

    fn retain(&self, source: &Source<'_>, records: &mut BitSet) {
        if let Some(found) = source.found(|| self.print()) {
            records.and(found);
            return;
        }
        let retained = self.with_sought(source, |sought, tfidf| {
            let itself = records.contains(sought.record);
            records.and(&sought.candidates);
            let alike = |&record: &u32| {
                let row = tfidf.row(source.corpus.text(record));
                row.cosine(&sought.row) + ROUNDING >= self.least
            };
            let mut alike = BitSet::from_indices(records.len(), records.iter().filter(alike));
            // Also where it has no term at all.
            if itself {
                alike.insert(sought.record);
            }
            alike
        });
        *records = retained.unwrap_or_else(|| BitSet::empty(records.len()));
    }

    fn scans(&self, source: &Source<'_>) -> bool {
        let Some(terms) = source.terms else { return false };
        if count(source.records()) <= MANY || source.found(|| self.print()).is_some() {
            return false;
        }
        match terms.get() {
            None => true,
            Some(tfidf) => self
                .sought(source, tfidf)
                .is_some_and(|sought| sought.candidates.count() > MANY),
        }
    }

    fn problem(&self, source: &Source<'_>) -> Option<QueryError> {
        self.record(source).is_none().then(|| {
            let what = format!("There is no record with the id ‘{}’", self.id);
            let remedy = "Write the id as a record shows it, in quotes if it is no plain word";
            QueryError::new(self.place.0, self.place.1, what, remedy)
        })
    }

    /// Accents don't come into it.
    fn folds(&self) -> bool {
        false
    }

    fn counts_terms(&self) -> bool {
        true
    }

    /// Of several text columns it compares the first.
    fn reads_text(&self) -> bool {
        false
    }

    fn ask(&self) -> Ask {
        Ask::Own("likeness needs the terms of all records counted")
    }

    fn asks_others(&self) -> bool {
        true
    }
}
