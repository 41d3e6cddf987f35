//! Definitions and sentences of the Conflicts page, each written once.

use labelloom_engine::session::conflicts::PairFigures;

use crate::components::numbers::{count, counted, interval, whole_percent};

/// What "overlap" means.
pub(super) const OVERLAP: &str = "Both rules vote on the record, for whatever label. Two rules that agree overlap as much as two that disagree.";
/// What "conflict" means.
pub(super) const CONFLICT: &str = "Both rules vote on the record and can't both be right: an overlap whose votes differ. Rules for the same label never conflict.";
/// What "share of the smaller rule" means.
pub(super) const SHARE: &str = "Records both vote on, in percent of the records of the rule with fewer. At 100 % the smaller rule lies wholly inside the larger one.";
/// What the map of labels shows.
pub(super) const LABELS: &str = "Records with a vote for both labels, from whatever rules. On the diagonal: records with a vote for the label.";
/// What the confusion shows.
pub(super) const MAJORITY: &str = "Rows are the majority vote, columns dev gold. The diagonal is right, everything else is wrong, tied or without a vote.";
/// What the map of rules by gold shows.
pub(super) const RULES_GOLD: &str =
    "Rows are rules, columns dev gold: on records of which label a rule votes. Its own label is right.";
/// What "by chance" means.
pub(super) const CHANCE: &str = "So many records would have both votes if the two rules voted independently of each other, each on as many records as it does.";

/// How two rules meet, in one sentence.
pub(super) fn meeting(pair: &PairFigures) -> String {
    if pair.overlaps == 0 {
        return "They never vote on the same record.".into();
    }
    let smaller = pair.a_coverage.min(pair.b_coverage);
    format!(
        "Both vote on {}, {} of the smaller rule; by chance it would be {}.",
        counted(pair.overlaps, "record", "records"),
        whole_percent(pair.overlaps, smaller),
        count(pair.expected)
    )
}

/// Which of two rules dev gold bears out where they conflict.
pub(super) fn borne_out(pair: &PairFigures, a: &str, b: &str) -> String {
    if pair.conflicts == 0 {
        return String::new();
    }
    let n = pair.judged;
    if n == 0 {
        return "None of these has dev gold: label some by hand to see which rule is right.".into();
    }
    let of = |right: u32| format!("{} of {} ({})", count(right), count(n), interval(right, n));
    let neither = n - pair.a_right - pair.b_right;
    let neither = if neither > 0 {
        format!(", neither {}", count(neither))
    } else {
        String::new()
    };
    format!(
        "Right on dev gold: {a} {}, {b} {}{neither}.",
        of(pair.a_right),
        of(pair.b_right)
    )
}

/// How many conflicts are decided: `12 of 78 decided by hand`.
pub(super) fn decided(decided: u32, of: u32) -> String {
    format!("{} of {} decided by hand", count(decided), count(of))
}

#[cfg(test)]
mod tests {
    use labelloom_engine::ids::RuleId;

    use super::*;

    fn pair() -> PairFigures {
        PairFigures {
            a: RuleId(0),
            b: RuleId(1),
            a_coverage: 200,
            b_coverage: 50,
            overlaps: 20,
            expected: 10,
            conflicts: 20,
            decided: 2,
            judged: 10,
            a_right: 7,
            b_right: 2,
        }
    }

    #[test]
    fn a_meeting_is_told_beside_chance() {
        assert_eq!(
            meeting(&pair()),
            "Both vote on 20 records, 40 % of the smaller rule; by chance it would be 10."
        );
    }

    #[test]
    fn who_is_right_is_told_with_n_and_interval_or_not_at_all() {
        assert_eq!(
            borne_out(&pair(), "free", "lunch"),
            "Right on dev gold: free 7 of 10 (40–89 %), lunch 2 of 10 (6–51 %), neither 1."
        );
        let unjudged = PairFigures { judged: 0, ..pair() };
        assert!(borne_out(&unjudged, "free", "lunch").starts_with("None of these has dev gold"));
    }
}
