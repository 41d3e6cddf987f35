//! Filters by a model's labels as their chips say them.

use labelloom_engine::{
    ids::{LabelId, RuleId},
    session::{
        labels::{
            GoldSide,
            view::{CALIBRATION_BINS, HISTOGRAM_BINS},
        },
        request::Filter,
    },
};

/// A filter by a model's labels in words, given the names of labels and rules; empty for any other.
pub(super) fn filter(
    filter: Filter,
    label: impl Fn(LabelId) -> String,
    rule: impl Fn(RuleId) -> String,
) -> String {
    match filter {
        Filter::Predicted(id) => format!("labeled {}", label(id)),
        Filter::PredictedAny => "labeled by the model".into(),
        Filter::PredictedTied => "tied by the model".into(),
        Filter::PredictedNone => "not labeled by the model".into(),
        Filter::TopBin(bin) => format!("probability {}", between(bin, HISTOGRAM_BINS)),
        Filter::Bucket(side, gold, Some(given)) => {
            format!("{} {}, labeled {}", side_words(side), label(gold), label(given))
        }
        Filter::Bucket(side, gold, None) => format!("{} {}, not labeled", side_words(side), label(gold)),
        Filter::LabelCorrect(side) => format!("labeled as {}", side_words(side)),
        Filter::LabelIncorrect(side) => format!("labeled otherwise than {}", side_words(side)),
        Filter::Calibration(side, bin) => {
            format!(
                "{}, probability {}",
                side_words(side),
                between(bin, CALIBRATION_BINS)
            )
        }
        Filter::Overturned => "model overturns unanimous rules".into(),
        Filter::DiffersFromMajority => "model differs from majority".into(),
        Filter::LabelChanged => "label changed".into(),
        Filter::Duplicates(id) => format!("rules that say the same as {}", rule(id)),
        Filter::ChangedWithout(id) => format!("labeled otherwise without {}", rule(id)),
        Filter::EndModel(id) => format!("end model: {}", label(id)),
        Filter::EndModelAny => "reached by the end model".into(),
        _ => String::new(),
    }
}

fn side_words(side: GoldSide) -> &'static str {
    match side {
        GoldSide::Dev => "dev gold",
        GoldSide::HeldOut => "held-out gold",
    }
}

/// A bin in percent: `55–60 %`.
fn between(bin: u8, bins: usize) -> String {
    let width = 100 / bins.max(1);
    let from = usize::from(bin) * width;
    format!("{from}–{} %", from + width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_and_buckets_in_words() {
        let words = |of| filter(of, |label| format!("L{}", label.0), |rule| format!("r{}", rule.0));
        assert_eq!(words(Filter::TopBin(19)), "probability 95–100 %");
        assert_eq!(
            words(Filter::Calibration(GoldSide::Dev, 5)),
            "dev gold, probability 50–60 %"
        );
        let bucket = Filter::Bucket(GoldSide::HeldOut, LabelId(1), None);
        assert_eq!(words(bucket), "held-out gold L1, not labeled");
    }
}
