//! TF-IDF of all texts, n × d, as scikit-learn's `TfidfVectorizer` makes it. The texts are read twice: once to count
//! the terms and choose the columns, once to weigh them. Keeping the terms of each text between the two would save the
//! second reading and take several times the memory of the result.
//!
//! A term t that stands in df(t) of n texts, within the bounds, is a column; columns are in the order of the terms'
//! letters. Where it stands tf times in a text, its weight is w(tf) · idf(df), with w and idf as the options say, and
//! rows are divided by their length. A text without terms has an empty row.

use super::Making;
use crate::arena::TextArena;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::features::ngrams::EachTerm;
use crate::features::options::TfidfOptions;
use crate::features::size::too_big;
use crate::features::terms::{TermCount, TermCounts, smooth_idf, sublinear, to_unit_length};
use crate::features::vectors::{CsrBuilder, Vectors, sparse_bytes};
use crate::intern::Interner;
use crate::job::{Progress, Step};
use crate::num::{count, grouped, ln};

/// Bytes of text read in one step, about. A longer text is a step of its own.
const STEP_BYTES: usize = 1 << 17;

/// Number of a term that is no column.
const NONE: u32 = u32::MAX;

/// TF-IDF in the making.
#[derive(Debug)]
pub(in crate::features) struct TfidfMaking {
    kind: &'static str,
    each_term: EachTerm,
    options: TfidfOptions,
    most_bytes: u64,
    counts: TermCounts,
    /// The next record to be read.
    record: u32,
    weighing: Option<Weighing>,
}

/// The second reading.
#[derive(Debug)]
struct Weighing {
    /// Per term its column, or [`NONE`].
    column_of: Vec<u32>,
    /// Per column its idf.
    idf: Vec<f64>,
    names: TextArena,
    rows: CsrBuilder,
}

impl Making for TfidfMaking {
    fn step(&mut self, corpus: &Corpus) -> Result<Step<Vectors>> {
        let n = count(corpus.len());
        if self.weighing.is_none() {
            self.count(corpus)?;
            if self.record == n {
                self.weighing = Some(self.choose()?);
                self.record = 0;
            }
            return Ok(told("counting terms", self.record, n));
        }
        self.weigh(corpus)?;
        match self.weighing.take_if(|_| self.record == n) {
            Some(weighing) => {
                Vectors::sparse(self.kind, weighing.rows.finish(), weighing.names).map(Step::Done)
            }
            None => Ok(told("weighing terms", self.record, n)),
        }
    }
}

impl TfidfMaking {
    /// Vectors of a kind's terms; none may take more bytes than that while it is made.
    ///
    /// # Errors
    /// Options that mean nothing.
    pub(in crate::features) fn new(
        kind: &'static str,
        each_term: EachTerm,
        options: TfidfOptions,
        most_bytes: u64,
    ) -> Result<Self> {
        options.check()?;
        Ok(Self {
            kind,
            each_term,
            options,
            most_bytes,
            counts: TermCounts::default(),
            record: 0,
            weighing: None,
        })
    }

    fn count(&mut self, corpus: &Corpus) -> Result<()> {
        let (each_term, range, counts) = (self.each_term, self.options.ngram_range, &mut self.counts);
        for record in step_of(corpus, self.record) {
            counts.begin_text();
            each_term(corpus.text(record), range, &mut |term| counts.add(term));
            self.record = record + 1;
            if counts.bytes() > self.most_bytes {
                let terms = grouped(u64::from(counts.terms().len()));
                let place = format!("{terms} different terms after {} texts", grouped(record.into()));
                return Err(too_big(self.most_bytes).at(place));
            }
        }
        Ok(())
    }

    /// Which terms are columns, now that all are counted.
    fn choose(&self) -> Result<Weighing> {
        let (terms, counts) = (self.counts.terms(), self.counts.counts());
        let mut kept = self.within_bounds()?;
        in_order_of_letters(&mut kept, terms);
        self.keep_frequent(&mut kept);
        let held: u64 = kept.iter().map(|&term| u64::from(counts[term as usize].df)).sum();
        let texts = self.counts.texts();
        if self.counts.bytes() + sparse_bytes(held, texts.into()) > self.most_bytes {
            let place = format!(
                "{} weights of {} terms",
                grouped(held),
                grouped(kept.len() as u64)
            );
            return Err(too_big(self.most_bytes).at(place));
        }
        let mut weighing = Weighing {
            column_of: vec![NONE; counts.len()],
            idf: Vec::with_capacity(kept.len()),
            names: TextArena::default(),
            rows: CsrBuilder::new(count(kept.len()), usize::try_from(held).unwrap_or(0)),
        };
        for (column, &term) in (0u32..).zip(&kept) {
            weighing.column_of[term as usize] = column;
            weighing.names.push(terms.get(term));
            weighing.idf.push(self.idf(counts[term as usize]));
        }
        Ok(weighing)
    }

    /// The terms that stand in neither too few nor too many texts.
    fn within_bounds(&self) -> Result<Vec<u32>> {
        let texts = self.counts.texts();
        let (least, most) = (self.options.min_df.of(texts), self.options.max_df.of(texts));
        let counted = (0u32..).zip(self.counts.counts());
        let within = counted.filter(|(_, counts)| (least..=most).contains(&f64::from(counts.df)));
        let kept: Vec<u32> = within.map(|(term, _)| term).collect();
        if kept.is_empty() {
            let what = format!(
                "Of {} terms in {} texts, none stands in {least} to {most} texts",
                grouped(u64::from(self.counts.terms().len())),
                grouped(texts.into())
            );
            return Err(Error::new(what, "Lower min_df, raise max_df, or take shorter runs").at(self.kind));
        }
        Ok(kept)
    }

    /// Of terms in order keeps the most frequent ones, where their number is bounded.
    fn keep_frequent(&self, kept: &mut Vec<u32>) {
        let Some(most) = self.options.max_features.map(|most| most as usize) else {
            return;
        };
        if kept.len() > most {
            let total = |term: u32| self.counts.counts()[term as usize].total;
            let mut places: Vec<usize> = (0..kept.len()).collect();
            places.sort_by_key(|&place| std::cmp::Reverse(total(kept[place])));
            places.truncate(most);
            places.sort_unstable();
            *kept = places.into_iter().map(|place| kept[place]).collect();
        }
    }

    fn idf(&self, counts: TermCount) -> f64 {
        if self.options.smooth_idf {
            smooth_idf(self.counts.texts(), counts.df)
        } else {
            ln(f64::from(self.counts.texts()) / f64::from(counts.df)) + 1.0
        }
    }

    fn weigh(&mut self, corpus: &Corpus) -> Result<()> {
        let Some(weighing) = &mut self.weighing else {
            return Ok(());
        };
        let (each_term, range, terms) = (self.each_term, self.options.ngram_range, self.counts.terms());
        let (mut found, mut row) = (Vec::new(), Line::default());
        for record in step_of(corpus, self.record) {
            found.clear();
            each_term(corpus.text(record), range, &mut |term| {
                let column = terms
                    .find(term)
                    .map_or(NONE, |id| weighing.column_of[id as usize]);
                found.extend((column != NONE).then_some(column));
            });
            found.sort_unstable();
            row.weigh(&found, &weighing.idf, self.options.sublinear_tf);
            weighing.rows.push(&row.columns, &row.single)?;
            self.record = record + 1;
        }
        Ok(())
    }
}

fn in_order_of_letters(kept: &mut [u32], terms: &Interner) {
    let mut by_letters: Vec<(&str, u32)> = kept.iter().map(|&term| (terms.get(term), term)).collect();
    by_letters.sort_unstable();
    for (place, (_, term)) in kept.iter_mut().zip(by_letters) {
        *place = term;
    }
}

/// A row while it is made.
#[derive(Debug, Default)]
pub(in crate::features) struct Line {
    columns: Vec<u32>,
    values: Vec<f64>,
    single: Vec<f32>,
}

impl Line {
    /// Its columns, ascending.
    pub(in crate::features) fn columns(&self) -> &[u32] {
        &self.columns
    }

    /// The values in them.
    pub(in crate::features) fn values(&self) -> &[f32] {
        &self.single
    }

    /// Weighs the columns of a text's terms, sorted, each as often as its term stands there.
    pub(in crate::features) fn weigh(&mut self, found: &[u32], idf: &[f64], is_sublinear: bool) {
        self.columns.clear();
        self.values.clear();
        for of_column in found.chunk_by(|a, b| a == b) {
            let times = count(of_column.len());
            let tf = match times {
                1 => 1.0,
                _ if is_sublinear => sublinear(times),
                _ => f64::from(times),
            };
            self.columns.push(of_column[0]);
            self.values.push(tf * idf[of_column[0] as usize]);
        }
        to_unit_length(&mut self.values);
        self.single.clear();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "weights are kept in single precision"
        )]
        self.single.extend(self.values.iter().map(|&value| value as f32));
    }
}

/// The records of the step that begins at one.
fn step_of(corpus: &Corpus, from: u32) -> std::ops::Range<u32> {
    let n = count(corpus.len());
    let (mut end, mut bytes) = (from, 0);
    while end < n && bytes < STEP_BYTES {
        // An empty text costs something too.
        bytes += corpus.text(end).len() + 16;
        end += 1;
    }
    from..end
}

fn told(stage: &'static str, done: u32, n: u32) -> Step<Vectors> {
    Step::Working(Progress {
        stage,
        done: done.into(),
        total: n.into(),
        estimate: None,
    })
}
