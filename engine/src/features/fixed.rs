//! TF-IDF with terms and weights as they were counted once: rows of records that came or changed, in the columns of the
//! vectors there are. Terms that are new are no columns, and no weight changes, so that all other rows stay as they are.

use std::sync::Arc;

use super::kinds;
use super::making::tfidf::Line;
use super::ngrams::EachTerm;
use super::plan::Part;
use super::terms::smooth_idf;
use super::vectors::{CsrBuilder, Row, Vectors};
use crate::bits::BitSet;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::intern::Interner;
use crate::num::{count, index, ln};

/// The terms of vectors, with their weights.
#[derive(Debug)]
pub struct FixedTerms {
    part: Part,
    each_term: EachTerm,
    /// By column.
    terms: Interner,
    /// By column.
    idf: Vec<f64>,
}

impl FixedTerms {
    /// The terms of vectors that this part alone has made, and no row of which has been rewritten.
    ///
    /// # Errors
    /// A kind that makes no terms, options that mean nothing, vectors of another kind.
    pub fn of(vectors: &Vectors, part: &Part) -> Result<Self> {
        part.options.check()?;
        let kind = kinds::find(&part.kind).and_then(|kind| kind.each_term);
        let is_made_by = vectors.blocks().iter().all(|block| block.kind == part.kind);
        let (Some(each_term), true) = (kind, is_made_by) else {
            let what = format!("These features are not terms of the kind “{}”", part.kind);
            return Err(Error::new(what, "Make all features anew"));
        };
        let n = count(vectors.len());
        let mut df = vec![0u32; index(vectors.width())];
        for record in 0..n {
            let row = vectors.row(record);
            row.entries().for_each(|(column, _)| df[index(column)] += 1);
        }
        let weigh = |&df: &u32| match part.options.smooth_idf {
            true => smooth_idf(n, df),
            false => ln(f64::from(n) / f64::from(df)) + 1.0,
        };
        let mut terms = Interner::default();
        vectors.names().for_each(|name| {
            terms.intern(name);
        });
        Ok(Self {
            part: part.clone(),
            each_term,
            terms,
            idf: df.iter().map(weigh).collect(),
        })
    }

    /// The vectors of a corpus: rows of changed records, and of those behind the last row, are made of their texts; all
    /// others are taken over.
    ///
    /// # Errors
    /// Vectors of other columns, fewer records than rows.
    pub fn rewrite(&self, vectors: &Vectors, corpus: &Corpus, changed: &[u32]) -> Result<Vectors> {
        if index(vectors.width()) != self.idf.len() || vectors.len() > corpus.len() {
            let what = format!(
                "{} rows of {} columns are not these records' in {} terms",
                vectors.len(),
                vectors.width(),
                self.idf.len()
            );
            return Err(Error::new(what, "Make all features anew"));
        }
        let changed = changed
            .iter()
            .copied()
            .filter(|&record| index(record) < corpus.len());
        let changed = BitSet::from_indices(corpus.len(), changed);
        let mut rows = CsrBuilder::new(vectors.width(), vectors.held());
        let mut line = Line::default();
        for record in 0..count(corpus.len()) {
            let is_kept = index(record) < vectors.len() && !changed.contains(record);
            match vectors
                .is_sparse()
                .then(|| is_kept.then(|| vectors.row(record)))
                .flatten()
            {
                Some(Row::Sparse(columns, values)) => rows.push(columns, values)?,
                _ => {
                    self.weigh(corpus.text(record), &mut line);
                    rows.push(line.columns(), line.values())?;
                }
            }
        }
        let mut names = crate::arena::TextArena::default();
        vectors.names().for_each(|name| names.push(name));
        Vectors::sparse(&self.part.kind, rows.finish(), names)
    }

    /// Vectors of texts that are no records, in the same columns.
    ///
    /// # Errors
    /// None, unless columns are out of order.
    pub fn rows<'a>(self: &Arc<Self>, texts: impl IntoIterator<Item = &'a str>) -> Result<Vectors> {
        let mut rows = NewRows::new(Arc::clone(self));
        texts.into_iter().try_for_each(|text| rows.push(text))?;
        rows.finish()
    }

    fn weigh(&self, text: &str, line: &mut Line) {
        let mut found = Vec::new();
        (self.each_term)(text, self.part.options.ngram_range, &mut |term| {
            found.extend(self.terms.find(term));
        });
        found.sort_unstable();
        line.weigh(&found, &self.idf, self.part.options.sublinear_tf);
    }
}

/// Rows of texts that are no records, made one after the other.
#[derive(Debug)]
pub struct NewRows {
    terms: Arc<FixedTerms>,
    rows: CsrBuilder,
    line: Line,
}

impl NewRows {
    /// None yet.
    #[must_use]
    pub fn new(terms: Arc<FixedTerms>) -> Self {
        Self {
            rows: CsrBuilder::new(count(terms.idf.len()), 0),
            line: Line::default(),
            terms,
        }
    }

    /// The next text's.
    ///
    /// # Errors
    /// None, unless columns are out of order.
    pub fn push(&mut self, text: &str) -> Result<()> {
        self.terms.weigh(text, &mut self.line);
        self.rows.push(self.line.columns(), self.line.values())
    }

    /// The vectors, in the columns of the terms.
    ///
    /// # Errors
    /// None.
    pub fn finish(self) -> Result<Vectors> {
        let mut names = crate::arena::TextArena::default();
        let columns = 0..count(self.terms.idf.len());
        columns.for_each(|column| names.push(self.terms.terms.get(column)));
        Vectors::sparse(&self.terms.part.kind, self.rows.finish(), names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::CorpusBuilder;
    use crate::features::Plan;

    fn corpus(texts: &[&str]) -> Corpus {
        let mut corpus = CorpusBuilder::default();
        texts.iter().for_each(|text| corpus.push(None, text, []));
        corpus.finish()
    }

    #[test]
    fn rows_of_the_same_texts_are_the_same_to_the_bit() {
        let texts = corpus(&["late box late", "late lamp", "lamp box", ""]);
        for kind in kinds::KINDS.iter().filter(|kind| kind.each_term.is_some()) {
            let plan = Plan::of(kind);
            let vectors = plan.make(&texts).unwrap();
            let terms = FixedTerms::of(&vectors, &plan.parts[0]).unwrap();
            let again = terms.rewrite(&vectors, &texts, &[0, 1, 2, 3]).unwrap();
            assert!(
                (0..4).all(|record| vectors.row(record) == again.row(record)),
                "{}",
                kind.name
            );
        }
    }

    #[test]
    fn new_texts_get_rows_in_the_old_columns() {
        let plan = Plan::default();
        let vectors = plan
            .make(&corpus(&["late box", "late lamp", "lamp box"]))
            .unwrap();
        let terms = FixedTerms::of(&vectors, &plan.parts[0]).unwrap();
        let more = corpus(&["late box", "box", "lamp box", "strange lamp", "strange"]);
        let updated = terms.rewrite(&vectors, &more, &[1]).unwrap();
        assert_eq!((updated.len(), updated.width()), (5, 3));
        assert_eq!(updated.row(1), Row::Sparse(&[0], &[1.0]));
        assert_eq!((updated.row(0), updated.row(2)), (vectors.row(0), vectors.row(2)));
        assert_eq!(updated.row(3), Row::Sparse(&[1], &[1.0]));
        assert!(updated.row(4).is_empty());
        assert!(terms.rewrite(&updated, &corpus(&["late"]), &[]).is_err());
        let apart = Arc::new(FixedTerms::of(&vectors, &plan.parts[0]).unwrap());
        let apart = apart.rows(["box", "strange", "late box"]).unwrap();
        assert_eq!((apart.len(), apart.width()), (3, 3));
        assert_eq!((apart.row(0), apart.row(2)), (updated.row(1), vectors.row(0)));
        assert!(apart.row(1).is_empty() && apart.name(0) == vectors.name(0));
        let lsa = Plan::of(kinds::find("lsa-50").unwrap());
        assert!(FixedTerms::of(&vectors, &lsa.parts[0]).is_err());
    }
}
