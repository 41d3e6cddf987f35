//! `--balance` of a propagation: `none`, `seeds`, `mass`, `volume`, or a share a label, of scores or of records.

use std::str::FromStr;

use crate::shares::shares;
use labelloom_engine::propagation::Balance;

const WORDS: &str = "none, seeds, mass, volume";

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
            "volume" => Balance::Volume(None),
            list => match list.strip_prefix("volume:") {
                Some(list) => Balance::Volume(Some(shares(list, WORDS)?)),
                None => Balance::Shares(shares(list, WORDS)?),
            },
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
        assert_eq!(balance("volume"), Ok(Balance::Volume(None)));
        assert_eq!(
            balance("volume:0.4,0.6"),
            Ok(Balance::Volume(Some(vec![0.4, 0.6])))
        );
        assert_eq!(balance("0.4, 0.6"), Ok(Balance::Shares(vec![0.4, 0.6])));
        assert!(balance("uniform").unwrap_err().contains("write none, seeds"));
        assert!(balance("0.4,").is_err());
    }
}
