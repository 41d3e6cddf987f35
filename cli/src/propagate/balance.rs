//! `--balance` of a propagation: `none`, `seeds`, `mass`, or a share a label.

use std::str::FromStr;

use crate::shares::shares;
use labelloom_engine::propagation::Balance;

/// `--balance B`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BalanceWord(pub(crate) Balance);

impl FromStr for BalanceWord {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Ok(Self(match word {
            "none" => Balance::None,
            "seeds" => Balance::Seeds,
            "mass" => Balance::Mass,
            list => Balance::Shares(shares(list, "none, seeds, mass")?),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_shares() {
        let balance = |word: &str| word.parse::<BalanceWord>().map(|word| word.0);
        assert_eq!(balance("none"), Ok(Balance::None));
        assert_eq!(balance("mass"), Ok(Balance::Mass));
        assert_eq!(balance("0.4, 0.6"), Ok(Balance::Shares(vec![0.4, 0.6])));
        assert!(balance("uniform").unwrap_err().contains("write none, seeds"));
        assert!(balance("0.4,").is_err());
    }
}
