//! The class balance as it is written on the command line: `uniform`, `gold`, `estimated`, or a share a label.

use std::str::FromStr;

use crate::shares::shares;
use labelloom_engine::models::Balance;

/// `--balance B`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BalanceWord(pub(crate) Balance);

impl FromStr for BalanceWord {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Ok(Self(match word {
            "uniform" => Balance::Uniform,
            "gold" => Balance::Gold,
            "estimated" => Balance::Estimated,
            list => Balance::Given(shares(list, "uniform, gold, estimated")?),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_shares() {
        let balance = |word: &str| word.parse::<BalanceWord>().map(|word| word.0);
        assert_eq!(balance("uniform"), Ok(Balance::Uniform));
        assert_eq!(balance("estimated"), Ok(Balance::Estimated));
        assert_eq!(balance("0.4, 0.6"), Ok(Balance::Given(vec![0.4, 0.6])));
        assert!(balance("even").unwrap_err().contains("write uniform, gold"));
        assert!(balance("0.4,").is_err());
    }
}
