//! Filters by a model's labels as they stand in an address: `predicted:2`, `top:17`, `bucket:dev+0+1`.

use labelloom_engine::{
    ids::{LabelId, RuleId},
    session::{labels::GoldSide, request::Filter},
};

/// Filters that are about no label, rule or bin.
const PLAIN: &[(&str, Filter)] = &[
    ("predicted", Filter::PredictedAny),
    ("predicted-tied", Filter::PredictedTied),
    ("predicted-none", Filter::PredictedNone),
    ("label-right", Filter::LabelCorrect(GoldSide::Dev)),
    ("label-wrong", Filter::LabelIncorrect(GoldSide::Dev)),
    ("held-out-right", Filter::LabelCorrect(GoldSide::HeldOut)),
    ("held-out-wrong", Filter::LabelIncorrect(GoldSide::HeldOut)),
    ("overturned", Filter::Overturned),
    ("differs", Filter::DiffersFromMajority),
    ("label-changed", Filter::LabelChanged),
    ("end-model", Filter::EndModelAny),
];

/// The halves of gold in an address.
const SIDES: [(&str, GoldSide); 2] = [("dev", GoldSide::Dev), ("held-out", GoldSide::HeldOut)];

/// What stands for "no label".
const NO_LABEL: &str = "none";

/// The word of a filter by a model's labels; none of any other.
pub(super) fn word(filter: Filter) -> Option<String> {
    if let Some((word, _)) = PLAIN.iter().find(|(_, held)| *held == filter) {
        return Some((*word).to_owned());
    }
    Some(match filter {
        Filter::Predicted(label) => format!("predicted:{}", label.0),
        Filter::EndModel(label) => format!("end-model:{}", label.0),
        Filter::TopBin(bin) => format!("top:{bin}"),
        Filter::Duplicates(rule) => format!("same-as:{}", rule.0),
        Filter::ChangedWithout(rule) => format!("without:{}", rule.0),
        Filter::Calibration(side, bin) => format!("calibration:{}+{bin}", side_word(side)),
        Filter::Bucket(side, gold, given) => {
            let given = given.map_or_else(|| NO_LABEL.to_owned(), |label| label.0.to_string());
            format!("bucket:{}+{}+{given}", side_word(side), gold.0)
        }
        _ => return None,
    })
}

/// The filter of a word.
pub(super) fn from_word(word: &str) -> Option<Filter> {
    if let Some((_, filter)) = PLAIN.iter().find(|(plain, _)| *plain == word) {
        return Some(*filter);
    }
    let (kind, about) = word.split_once(':')?;
    let about: Vec<&str> = about.split('+').collect();
    match (kind, about[..].as_ref()) {
        ("predicted", [label]) => Some(Filter::Predicted(LabelId(label.parse().ok()?))),
        ("end-model", [label]) => Some(Filter::EndModel(LabelId(label.parse().ok()?))),
        ("top", [bin]) => Some(Filter::TopBin(bin.parse().ok()?)),
        ("same-as", [rule]) => Some(Filter::Duplicates(RuleId(rule.parse().ok()?))),
        ("without", [rule]) => Some(Filter::ChangedWithout(RuleId(rule.parse().ok()?))),
        ("calibration", [side, bin]) => Some(Filter::Calibration(side_of(side)?, bin.parse().ok()?)),
        ("bucket", [side, gold, given]) => {
            let gold = LabelId(gold.parse().ok()?);
            let given = match *given {
                NO_LABEL => None,
                label => Some(LabelId(label.parse().ok()?)),
            };
            Some(Filter::Bucket(side_of(side)?, gold, given))
        }
        _ => None,
    }
}

fn side_word(side: GoldSide) -> &'static str {
    SIDES
        .iter()
        .find(|(_, of)| *of == side)
        .map_or("dev", |(word, _)| word)
}

fn side_of(word: &str) -> Option<GoldSide> {
    SIDES.iter().find(|(of, _)| *of == word).map(|(_, side)| *side)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_by_a_models_labels_survives_the_way_there_and_back() {
        let of_sides = SIDES.iter().flat_map(|&(_, side)| {
            [
                Filter::Bucket(side, LabelId(0), Some(LabelId(3))),
                Filter::Bucket(side, LabelId(2), None),
                Filter::LabelCorrect(side),
                Filter::LabelIncorrect(side),
                Filter::Calibration(side, 9),
            ]
        });
        let about = [
            Filter::Predicted(LabelId(2)),
            Filter::EndModel(LabelId(0)),
            Filter::TopBin(19),
            Filter::Duplicates(RuleId(7)),
            Filter::ChangedWithout(RuleId(7)),
        ];
        let plain = PLAIN.iter().map(|(_, filter)| *filter);
        for filter in plain.chain(about).chain(of_sides) {
            let word = word(filter).unwrap();
            assert!(filter.asks_model(), "{word}");
            assert_eq!(from_word(&word), Some(filter), "{word}");
        }
        assert_eq!(from_word("bucket:dev+0"), None);
        assert_eq!(from_word("bucket:test+0+1"), None);
        assert_eq!(word(Filter::Covered), None);
    }
}
