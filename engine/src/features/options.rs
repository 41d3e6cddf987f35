//! What TF-IDF takes into account, checked at the door.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The longest run of words or characters.
const LONGEST: u32 = 20;

/// In how many texts a term stands, as a bound: a number of texts or a share of them, as scikit-learn's integers and
/// floats.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentBound {
    /// So many texts.
    Texts(u32),
    /// This share of all texts, in 0..=1.
    Share(f64),
}

impl DocumentBound {
    /// The bound in texts, out of n.
    #[must_use]
    pub fn of(self, n: u32) -> f64 {
        match self {
            Self::Texts(texts) => f64::from(texts),
            Self::Share(share) => share * f64::from(n),
        }
    }

    fn check(self, name: &str) -> Result<()> {
        let is_one = match self {
            Self::Texts(texts) => texts > 0,
            Self::Share(share) => (0.0..=1.0).contains(&share),
        };
        if is_one {
            return Ok(());
        }
        let remedy = "Give a number of texts from 1 up, or a share from 0 to 1";
        Err(Error::new("That is no bound on texts", remedy).at(name))
    }
}

/// Options of TF-IDF, named as scikit-learn's `TfidfVectorizer` names them. Rows are brought to unit length (`l2`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TfidfOptions {
    /// The shortest and the longest run of words or characters that is a term.
    pub ngram_range: (u32, u32),
    /// Fewest texts that a term stands in.
    pub min_df: DocumentBound,
    /// Most texts that a term stands in.
    pub max_df: DocumentBound,
    /// Most terms: those that stand most often in all texts. Of terms that stand as often, those first in order.
    pub max_features: Option<u32>,
    /// Whether a term that stands tf times weighs 1 + ln tf rather than tf.
    pub sublinear_tf: bool,
    /// Whether idf is ln((1 + n) / (1 + df)) + 1 rather than ln(n / df) + 1.
    pub smooth_idf: bool,
}

impl TfidfOptions {
    /// Runs of that many words or characters; terms in two texts or more, damped and smoothed, as `like` weighs words.
    #[must_use]
    pub const fn runs(shortest: u32, longest: u32) -> Self {
        Self {
            ngram_range: (shortest, longest),
            min_df: DocumentBound::Texts(2),
            max_df: DocumentBound::Share(1.0),
            max_features: None,
            sublinear_tf: true,
            smooth_idf: true,
        }
    }

    /// Refuses options that mean nothing.
    ///
    /// # Errors
    /// A range of runs that is empty or too long, bounds that are none, no term allowed at all.
    pub fn check(&self) -> Result<()> {
        let (shortest, longest) = self.ngram_range;
        if shortest == 0 || shortest > longest || longest > LONGEST {
            let remedy = format!("Give two lengths from 1 to {LONGEST}, the shorter one first");
            return Err(
                Error::new(format!("Runs of {shortest} to {longest} can't be cut"), remedy).at("ngram_range"),
            );
        }
        self.min_df.check("min_df")?;
        self.max_df.check("max_df")?;
        if self.max_features == Some(0) {
            return Err(
                Error::new("No feature is allowed", "Allow one or more, or any number").at("max_features"),
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_that_mean_nothing_are_refused_with_their_name() {
        let good = TfidfOptions::runs(1, 2);
        assert_eq!(good.check(), Ok(()));
        let broken = [
            ("ngram_range", TfidfOptions::runs(0, 2)),
            ("ngram_range", TfidfOptions::runs(3, 2)),
            ("ngram_range", TfidfOptions::runs(3, 21)),
            ("min_df", with(|options| options.min_df = DocumentBound::Texts(0))),
            (
                "max_df",
                with(|options| options.max_df = DocumentBound::Share(1.5)),
            ),
            (
                "max_df",
                with(|options| options.max_df = DocumentBound::Share(f64::NAN)),
            ),
            ("max_features", with(|options| options.max_features = Some(0))),
        ];
        for (name, options) in broken {
            assert_eq!(options.check().unwrap_err().place, name);
        }
    }

    fn with(change: impl FnOnce(&mut TfidfOptions)) -> TfidfOptions {
        let mut options = TfidfOptions::runs(1, 1);
        change(&mut options);
        options
    }
}
