//! TF-IDF: texts as sparse rows of word weights, n × d, as scikit-learn's `TfidfVectorizer(min_df=2, sublinear_tf=True)`
//! makes them; checked against scikit-learn 1.9.1 (`tests/suite/features`).
//!
//! This is the form in which `like` compares single texts, whose rows are made when they are asked for; all rows at once
//! are made by the kind [`super::kinds`] calls `words`.
//!
//! A term t that stands in df(t) ≥ 2 of n texts is a column; in a text where it stands tf times its weight is
//! (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1), and rows are divided by their length. Source: G. Salton and C. Buckley,
//! "Term-weighting approaches in automatic text retrieval", Information Processing & Management 24 (1988), in
//! scikit-learn's smoothed form.

use super::terms::{TermCounts, smooth_idf, sublinear, to_unit_length};
use super::words::each_word;
use crate::intern::Interner;
use crate::num::count;

/// Fewest texts that a term stands in.
const MIN_DF: u32 = 2;

/// The d terms of a collection of n texts, and in how many texts each stands.
#[derive(Clone, Debug, Default)]
pub struct Tfidf {
    /// In the order in which they first stand in the texts; a term's place is its column. (scikit-learn sorts them, which
    /// changes no value of a row. Sorting hundreds of thousands would be felt.)
    terms: Interner,
    /// d counts, each from [`MIN_DF`] to n.
    df: Vec<u32>,
    /// n.
    texts: u32,
}

/// A row of the matrix: its non-zero values by column, ascending. Its length is 1, or 0 where the text has no term.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Columns in 0..d.
    pub columns: Vec<u32>,
    /// Their values, above 0.
    pub values: Vec<f64>,
}

impl Row {
    /// The cosine of two rows, in 0..=1: their products summed by column.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f64 {
        let (mut at, mut sum) = (0, 0.0);
        for (column, value) in self.columns.iter().zip(&self.values) {
            while other.columns.get(at).is_some_and(|other| other < column) {
                at += 1;
            }
            if other.columns.get(at) == Some(column) {
                sum += value * other.values[at];
            }
        }
        sum
    }
}

impl Tfidf {
    /// Counts the terms of n texts.
    #[must_use]
    pub fn fit<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut counting = Counting::default();
        texts.for_each(|text| counting.push(text));
        counting.finish()
    }

    /// d.
    #[must_use]
    pub fn len(&self) -> usize {
        self.df.len()
    }

    /// Whether no term stands in two texts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.df.is_empty()
    }

    /// The term of a column.
    #[must_use]
    pub fn term(&self, column: u32) -> &str {
        self.terms.get(column)
    }

    /// The row of a text, which need not be one of the n.
    #[must_use]
    pub fn row(&self, text: &str) -> Row {
        let mut columns = Vec::new();
        each_word(text, &mut |word| columns.extend(self.terms.find(word)));
        columns.sort_unstable();
        let mut row = Row::default();
        for of_column in columns.chunk_by(|a, b| a == b) {
            let tf = sublinear(count(of_column.len()));
            row.columns.push(of_column[0]);
            row.values.push(tf * self.idf(of_column[0]));
        }
        to_unit_length(&mut row.values);
        row
    }

    fn idf(&self, column: u32) -> f64 {
        let df = self.df.get(column as usize).copied().unwrap_or(0);
        smooth_idf(self.texts, df)
    }
}

/// Counts terms text by text, so that a million texts can be counted in steps.
#[derive(Debug, Default)]
pub struct Counting(TermCounts);

impl Counting {
    /// Counts the next text.
    pub fn push(&mut self, text: &str) {
        self.0.begin_text();
        each_word(text, &mut |word| self.0.add(word));
    }

    /// The terms, once all texts are counted.
    #[must_use]
    pub fn finish(self) -> Tfidf {
        let mut tfidf = Tfidf {
            texts: self.0.texts(),
            ..Tfidf::default()
        };
        let counted = (0u32..).zip(self.0.counts());
        for (word, counts) in counted.filter(|(_, counts)| counts.df >= MIN_DF) {
            tfidf.terms.intern(self.0.terms().get(word));
            tfidf.df.push(counts.df);
        }
        tfidf
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::ln;

    /// Two texts of two words: “bb” stands in both, so idf(bb) = ln(3/3) + 1 = 1; “aa” and “cc” in one each and are no
    /// columns.
    #[test]
    fn weights_are_those_of_the_formula() {
        let tfidf = Tfidf::fit(["aa bb", "bb cc bb"].into_iter());
        assert_eq!((tfidf.len(), tfidf.term(0)), (1, "bb"));
        assert_eq!(tfidf.row("bb aa").values, [1.0]);
        assert_eq!(tfidf.row("aa"), Row::default());
        // Three texts: idf(aa) = ln(4/4) + 1 = 1, idf(bb) = ln(4/3) + 1; “aa” twice weighs 1 + ln 2.
        let tfidf = Tfidf::fit(["aa bb", "aa bb", "aa"].into_iter());
        let row = tfidf.row("AA bb aa");
        let (one, other) = (1.0 + ln(2.0), ln(4.0 / 3.0) + 1.0);
        let length = (one * one + other * other).sqrt();
        assert!((row.values[0] - one / length).abs() < 1e-15);
        assert!((row.cosine(&row) - 1.0).abs() < 1e-15);
        assert!((row.cosine(&tfidf.row("bb zz")) - other / length).abs() < 1e-15);
    }

    #[test]
    fn rows_are_scikit_learns() {
        let suite = include_str!("../../../tests/suite/features/tfidf_160.json");
        let suite: serde_json::Value = serde_json::from_str(suite).unwrap();
        let list = |key: &str| suite[key].as_array().unwrap();
        let docs: Vec<&str> = list("docs").iter().map(|doc| doc.as_str().unwrap()).collect();
        let tfidf = Tfidf::fit(docs.iter().copied());
        assert_eq!(tfidf.len() as u64, suite["n_terms"].as_u64().unwrap());
        let rows: Vec<Row> = docs.iter().map(|doc| tfidf.row(doc)).collect();
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(Some(row.columns.len() as u64), list("row_nnz")[at].as_u64());
            let neighbours = list("neighbours")[at].as_array().unwrap();
            let similarities = list("similarities")[at].as_array().unwrap();
            let others = rows.iter().enumerate().filter(|(other, _)| *other != at);
            let mut best: Vec<f64> = others
                .map(|(_, other)| row.cosine(other))
                .filter(|&cosine| cosine > 1e-12)
                .collect();
            best.sort_by(|a, b| b.total_cmp(a));
            assert_eq!(best.len().min(10), similarities.len());
            assert!(
                best.iter()
                    .zip(similarities)
                    .all(|(own, theirs)| (own - theirs.as_f64().unwrap()).abs() < 1e-9)
            );
            for (neighbour, similarity) in neighbours.iter().zip(similarities) {
                let other = &rows[usize::try_from(neighbour.as_u64().unwrap()).unwrap()];
                let difference = row.cosine(other) - similarity.as_f64().unwrap();
                assert!(
                    difference.abs() < 1e-9,
                    "{:?} and {neighbour}: {difference}",
                    docs[at]
                );
            }
        }
    }
}
