//! TF-IDF: texts as sparse rows of word weights, n × d, as scikit-learn's `TfidfVectorizer(min_df=2, sublinear_tf=True)`
//! makes them; checked against scikit-learn 1.9.1 (`tests/suite/features`).
//!
//! Words are those of its default pattern `(?u)\b\w\w+\b` on the lower-cased text: runs of at least two letters, digits
//! and underscores. They are not the index's tokens: nothing is normalised, marks and joiners end a word, and scripts
//! without spaces are not cut.
//!
//! A term t that stands in df(t) ≥ 2 of n texts is a column; in a text where it stands tf times its weight is
//! (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1), and rows are divided by their length. Source: G. Salton and C. Buckley,
//! "Term-weighting approaches in automatic text retrieval", Information Processing & Management 24 (1988), in
//! scikit-learn's smoothed form.

use crate::intern::Interner;
use crate::num::{count, ln};

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
            let tf = 1.0 + ln(f64::from(count(of_column.len())));
            row.columns.push(of_column[0]);
            row.values.push(tf * self.idf(of_column[0]));
        }
        let length = row.values.iter().map(|value| value * value).sum::<f64>().sqrt();
        row.values.iter_mut().for_each(|value| *value /= length);
        row
    }

    fn idf(&self, column: u32) -> f64 {
        let df = self.df.get(column as usize).copied().unwrap_or(0);
        ln((1.0 + f64::from(self.texts)) / (1.0 + f64::from(df))) + 1.0
    }
}

/// Counts terms text by text, so that a million texts can be counted in steps.
#[derive(Debug, Default)]
pub struct Counting {
    words: Interner,
    df: Vec<u32>,
    /// Per word one past the text seen last.
    next: Vec<u32>,
    texts: u32,
}

impl Counting {
    /// Counts the next text.
    pub fn push(&mut self, text: &str) {
        let (words, df, next) = (&mut self.words, &mut self.df, &mut self.next);
        self.texts += 1;
        each_word(text, &mut |word| {
            let (id, is_new) = words.intern(word);
            if is_new {
                df.push(0);
                next.push(0);
            }
            let at = id as usize;
            if next[at] != self.texts {
                next[at] = self.texts;
                df[at] += 1;
            }
        });
    }

    /// The terms, once all texts are counted.
    #[must_use]
    pub fn finish(self) -> Tfidf {
        let mut tfidf = Tfidf {
            texts: self.texts,
            ..Tfidf::default()
        };
        for (word, &df) in (0u32..).zip(&self.df).filter(|(_, df)| **df >= MIN_DF) {
            tfidf.terms.intern(self.words.get(word));
            tfidf.df.push(df);
        }
        tfidf
    }
}

/// Calls `found` for every word of a text, lower-cased, in order.
fn each_word(text: &str, found: &mut impl FnMut(&str)) {
    let lower = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.to_lowercase()
    };
    for run in lower.split(|c: char| !is_word(c)) {
        if run.chars().nth(1).is_some() {
            found(run);
        }
    }
}

/// Whether Python's `\w` holds: letters, digits and the underscore, no marks.
pub(crate) fn is_word(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => true,
        '\0'..='\u{7f}' => false,
        // Circled letters count as alphabetic and are symbols all the same.
        '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}' => false,
        _ => c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, &mut |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_are_pythons() {
        assert_eq!(words("It's 5 o'CLOCK, x_y z1!"), ["it", "clock", "x_y", "z1"]);
        assert_eq!(
            words("日本語テスト naïve cafe\u{301}s"),
            ["日本語テスト", "naïve", "cafe"]
        );
        assert_eq!(words("ΟΔΟΣ \u{24b6}\u{24b7} ½¾ हिन्दी"), ["οδος", "½¾"]);
        assert_eq!(words("İstanbul a b"), ["stanbul"]);
    }

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
