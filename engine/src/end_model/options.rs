//! What the fit takes into account, checked at the door.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Options of the end model's fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndOptions {
    /// The inverse strength of the penalty on weights, as scikit-learn's `LogisticRegression` means it: the sum of all
    /// records' losses counts C times as much as half the sum of squared weights. Smaller is smoother.
    pub c: f64,
    /// What a gold record counts for; a record of the posteriors counts for 1.
    pub gold_weight: f64,
    /// The fit ends when no component of the mean loss's gradient is larger than this.
    pub tolerance: f64,
    /// Most iterations.
    pub most_iterations: u32,
    /// Bytes that the fit may take.
    pub most_bytes: u64,
}

impl Default for EndOptions {
    /// C is 1, as in scikit-learn. The posteriors are made by words of the rules; a weaker penalty lets just these words
    /// explain them, so that the model repeats the rules, while at 1 the words beside them have their share, which is
    /// what reaches other records. Gold counts as much as any other record.
    fn default() -> Self {
        Self {
            c: 1.0,
            gold_weight: 1.0,
            tolerance: 1e-6,
            most_iterations: 500,
            most_bytes: 1 << 30,
        }
    }
}

impl EndOptions {
    /// Refuses options that mean nothing.
    ///
    /// # Errors
    /// A number that is not above 0 and finite, or no iteration at all; the error's place names it.
    pub fn check(&self) -> Result<()> {
        let numbers = [
            ("c", self.c),
            ("gold_weight", self.gold_weight),
            ("tolerance", self.tolerance),
            ("most_iterations", f64::from(self.most_iterations)),
        ];
        for (name, value) in numbers {
            if !(value.is_finite() && value > 0.0) {
                let what = format!("The end model can't be trained with {name} = {value}");
                return Err(Error::new(what, "Give a number above 0").at(name));
            }
        }
        Ok(())
    }
}
