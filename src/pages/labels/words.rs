//! Definitions and sentences of the Labels page, each written once.

use crate::components::numbers::{count, counted, interval, percent};

/// What a label model is.
pub(super) const MODEL: &str = "A label model makes one label with a probability of all votes on a record. It differs \
     from counting in that it may trust some rules more than others.";
/// What the class balance is.
pub(super) const BALANCE: &str = "How frequent each label is among all records, as far as the model asks. It decides where votes leave \
     a record open.";
/// What "labeled" counts.
pub(super) const LABELED: &str = "Records with at least one vote and one most likely label. A record without a vote is never labeled by a label model.";
/// What the accuracy of a model means.
pub(super) const ACCURACY: &str = "Labels that agree with gold, out of the records with gold that have a label; with n and Wilson's 95 % interval. \
     A tie is no label.";
/// What the accuracy of all gold means.
pub(super) const OF_ALL: &str = "Labels that agree with gold, out of all records with gold: those that are tied or without a vote count as wrong. So models \
     that label more and models that label less are compared fairly.";
/// What a covered record that ties is.
pub(super) const TIED: &str =
    "Rules vote on the record, and the most probable labels are equally so. It has no label.";
/// What the difference to the majority means.
pub(super) const AGAINST_MAJORITY: &str = "How much more of all gold is right than by the majority vote, in points, on the same records; ± is the standard error. \
     Within about twice that the two can't be told apart.";
/// What macro-F₁ means.
pub(super) const MACRO_F1: &str = "Per label the harmonic mean of precision and recall on gold, averaged over the labels, so that a rare label counts as \
     much as a frequent one.";
/// What the log loss means.
pub(super) const LOG_LOSS: &str = "The mean of −ln of the probability given to the right label. Lower is better; sure and wrong costs most.";
/// What agreement with the majority means.
pub(super) const AGREEMENT: &str = "Records on which the model and the majority vote give the same label, out of those on which both give one.";
/// What it means to overturn unanimous rules.
pub(super) const OVERTURNED: &str = "All rules that vote on the record agree, and the model says another label. It claims to know better than every \
     rule: look before you believe it.";
/// What a flipped rule is.
pub(super) const FLIPPED: &str = "The model believes that the rule is wrong more often than a guess would be, and so counts its votes for the \
     contrary. Often the model is mistaken, not the rule.";
/// What duplicates are.
pub(super) const DUPLICATES: &str = "Rules that agree more often than their accuracies explain, as copies and near copies do. Where they count once, \
     saying the same thing again adds nothing. The majority vote always counts each.";
/// What a rule's fitted accuracy means.
pub(super) const FITTED: &str = "How often the model believes that the rule's votes are right. It is an estimate from agreement with other rules, the \
     balance and, in some models, dev gold.";
/// What a rule's seen accuracy means.
pub(super) const SEEN: &str = "Votes that agree with dev gold, out of its votes on records with dev gold.";
/// What a rule's weight means.
pub(super) const WEIGHT: &str = "What one vote of the rule adds to its label: log-odds in models of probabilities, votes in those that count. 0 \
     counts for nothing, below 0 against.";
/// What switching a rule off would do.
pub(super) const OFF: &str = "The model fitted again without the rule: how many labels would change, and how many more or fewer would be right on gold.";
/// What the histogram shows.
pub(super) const HISTOGRAM: &str = "Labeled records by the probability of their label. Bars at the left are records the rules leave open; they are \
     worth a look first.";
/// What the calibration shows.
pub(super) const CALIBRATION: &str = "Probabilities keep their word where the dots lie on the line: of records said to be 80 % sure, eight in ten are \
     right. Below the line the model claims too much.";
/// What the confusion shows.
pub(super) const CONFUSION: &str = "Rows are gold, columns what the model says. The diagonal is right; every other cell is a kind of mistake, and leads to its records.";
/// What an end model is.
pub(super) const END_MODEL: &str = "A classifier of words, trained on the labels that the rules give. It reads the whole text, so that it also has a \
     label for records no rule votes on.";

/// `91 % of 84`, as figures stand in a sentence.
pub(super) fn right_of(right: u32, n: u32) -> String {
    format!("{} of {}", percent(right, n), count(n))
}

/// An accuracy with its n and interval.
pub(super) fn accuracy_detail(right: u32, n: u32) -> String {
    format!("{}, n {}", interval(right, n), count(n))
}

/// What an edit did to the labels: `212 labels changed, accuracy 91.1 → 92.9 % of 84`.
pub(super) fn changed(labels: u32, before: (u32, u32), after: (u32, u32)) -> String {
    let said = match labels {
        0 => "No label changed".to_owned(),
        n => format!("{} changed", counted(n, "label", "labels")),
    };
    let share = |(right, n): (u32, u32)| 100.0 * f64::from(right) / f64::from(n.max(1));
    match (before, after) {
        ((_, 0), _) | (_, (_, 0)) => said,
        (before, after) if before == after => {
            format!("{said}, accuracy {} as before", right_of(after.0, after.1))
        }
        (before, after) if before.1 == after.1 => format!(
            "{said}, accuracy {:.1} → {:.1} % of {}",
            share(before),
            share(after),
            count(after.1)
        ),
        (before, after) => format!(
            "{said}, accuracy {} → {}",
            right_of(before.0, before.1),
            right_of(after.0, after.1)
        ),
    }
}

/// A number with its sign: `+3`, `−2`, `0`.
pub(super) fn signed(change: i64) -> String {
    match change {
        0 => "0".to_owned(),
        change if change < 0 => format!("−{}", change.unsigned_abs()),
        change => format!("+{change}"),
    }
}

/// A number between 0 and 1, or a loss, with three digits; a dash where there is none.
pub(super) fn fraction(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

/// A difference of shares in points, with its standard error: `+1.2 ± 0.8`.
pub(super) fn against_majority(difference: Option<f64>, error: Option<f64>) -> String {
    let Some(difference) = difference else {
        return "–".to_owned();
    };
    let points = format!("{:+.1}", 100.0 * difference).replace('-', "−");
    match error {
        Some(error) => format!("{points} ± {:.1}", 100.0 * error),
        None => points,
    }
}

/// A weight with two digits and a true minus.
pub(super) fn weight(weight: f64) -> String {
    format!("{weight:.2}").replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_with_its_n() {
        assert_eq!(
            changed(212, (77, 84), (78, 84)),
            "212 labels changed, accuracy 91.7 → 92.9 % of 84"
        );
        assert_eq!(
            changed(1, (77, 84), (78, 85)),
            "1 label changed, accuracy 91.7 % of 84 → 91.8 % of 85"
        );
        assert_eq!(
            changed(0, (77, 84), (77, 84)),
            "No label changed, accuracy 91.7 % of 84 as before"
        );
        assert_eq!(changed(3, (0, 0), (0, 0)), "3 labels changed");
    }

    #[test]
    fn numbers_have_signs_that_are_read_as_such() {
        assert_eq!([signed(3), signed(-2), signed(0)], ["+3", "−2", "0"]);
        assert_eq!([weight(-1.386), weight(0.5)], ["−1.39", "0.50"]);
        assert_eq!(against_majority(Some(-0.012), Some(0.008)), "−1.2 ± 0.8");
        assert_eq!([against_majority(None, None), fraction(None)], ["–", "–"]);
    }
}
