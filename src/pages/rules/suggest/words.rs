//! Sentences of the pane, each written once.

use labelloom_engine::session::suggest::{Nothing, SuggestionsView, ThemesView};

use crate::components::numbers::{count, counted};
use crate::state::By;

/// What evidence is.
pub(super) const EVIDENCE: &str = "What tells which label a record has. Dev gold: what people decided; held-out gold is never \
     used. Votes: the majority of your rules, which chose these records themselves, so that terms like theirs look \
     better than they are. The list: not a label, but what tells the records listed from all others.";
/// How terms are ordered where labels are told.
pub(super) const GAIN: &str = "Records a rule of the term would newly get right, beyond chance: its new records × (lower end of \
     the precision's 95 % interval − the label's share of the evidence). Weighted relative accuracy (Lavrač 1999) on \
     uncovered records.";
/// How terms are ordered where a list is told from the others.
pub(super) const DISTINCT: &str = "How much more likely the term is in the list than outside: the z-score of its log-odds ratio, \
     with a prior as large as a tenth of the records (Monroe 2008, “Fightin’ Words”).";
/// What a term's new records are.
pub(super) const NEW: &str = "Records that hold the term and that no saved rule votes on.";
/// What a term's precision is.
pub(super) const PRECISION: &str = "Of its records with evidence (n), the share that has the label, with Wilson's 95 % interval. It is \
     an estimate for the others.";
/// The same, of a list.
pub(super) const IN_LIST: &str =
    "Of its records (n), the share that is in the list, with Wilson's 95 % interval.";
/// What themes are.
pub(super) const THEMES: &str = "Records that share words, grouped by spherical k-means on TF-IDF weights of their words (seed 1). \
     Named by the terms most distinct of them against the rest (log-odds). The query is the short one that finds the \
     group best again (highest F1).";

/// Why nothing is suggested, and what to do.
pub(super) fn nothing(why: Nothing, label: &str, by: By) -> (&'static str, String) {
    match why {
        Nothing::NoGold => (
            "No dev gold yet",
            "Gold is what people decided: name a gold column on Data, or label some records there. Until then, judge \
             by the votes of your rules."
                .into(),
        ),
        Nothing::NoVotes => (
            "No rule votes yet",
            "Write a rule for each of two labels; which further words go with them is then suggested. Without any rule, \
             search or filter the records, and judge by the list."
                .into(),
        ),
        Nothing::OneLabel(_) if by == By::Gold => (
            "Gold of one label only",
            format!("All dev gold is {label}, so that nothing can be told from it. Label some records of another label."),
        ),
        Nothing::OneLabel(_) => (
            "Votes for one label only",
            format!("All votes are for {label}, so that nothing can be told from it. Write a rule for another label."),
        ),
        Nothing::ListIsAll => (
            "The list shows every record",
            "Search or filter the records, in the middle; then it is told what sets them apart from all others.".into(),
        ),
        Nothing::ListIsEmpty => (
            "The list is empty",
            "Take a filter or the search away, so that it shows some records.".into(),
        ),
    }
}

/// What was counted, and what is not shown.
pub(super) fn counted_terms(view: &SuggestionsView, records: u32) -> String {
    let mut said = format!(
        "{} counted, each in {} or more. ",
        counted(view.candidates, "term", "terms"),
        counted(view.least_records, "record", "records")
    );
    if let Some(read) = view.sampled {
        said += &format!(
            "To order them {} of {} records were read; the figures are of all. ",
            count(read),
            count(records)
        );
    }
    if view.in_rules > 0 {
        let (are, rules) = if view.in_rules == 1 {
            ("is", "a rule has it")
        } else {
            ("are", "rules have them")
        };
        said += &format!("{} {are} left out: {rules} already. ", count(view.in_rules));
    }
    if view.further > 0 {
        said += &format!("{} further ones come after these.", count(view.further));
    }
    said
}

/// Where themes were looked for, and what is not shown.
pub(super) fn counted_themes(view: &ThemesView) -> String {
    let mut said = format!(
        "{} of {} are in none of these. ",
        count(view.apart),
        counted(view.records, "record", "records")
    );
    if let Some(fitted) = view.fitted {
        said += &format!(
            "The groups were made from {} of them, evenly spread. ",
            count(fitted)
        );
    }
    if view.vague > 0 {
        said += &format!(
            "{} left out: no short query finds them again. ",
            counted(view.vague, "group is", "groups are")
        );
    }
    if view.further > 0 {
        said += &format!("{} smaller ones are not shown.", count(view.further));
    }
    said
}

/// A share that was estimated: `97 %`, which no line breaks.
pub(super) fn share(part: f64, whole: u32) -> String {
    if whole == 0 {
        return "–".into();
    }
    format!("{:.0}\u{a0}%", 100.0 * part / f64::from(whole))
}

#[cfg(test)]
mod tests {
    use labelloom_engine::session::suggest::{Evidence, SuggestOptions};

    use super::*;

    #[test]
    fn nothing_is_left_unsaid() {
        let options = SuggestOptions {
            evidence: Evidence::Gold,
            label: None,
            precision: 0.9,
            dismissed: Vec::new(),
        };
        let mut view = SuggestionsView {
            options,
            nothing: None,
            judged: 10,
            candidates: 1200,
            least_records: 3,
            sampled: None,
            suggestions: Vec::new(),
            further: 0,
            in_rules: 1,
        };
        assert_eq!(
            counted_terms(&view, 5000),
            "1,200 terms counted, each in 3 records or more. 1 is left out: a rule has it already. "
        );
        view.sampled = Some(1000);
        view.further = 7;
        view.in_rules = 0;
        assert_eq!(
            counted_terms(&view, 5000),
            "1,200 terms counted, each in 3 records or more. To order them 1,000 of 5,000 records were read; the \
             figures are of all. 7 further ones come after these."
        );
        assert_eq!([share(96.5, 100), share(0.0, 0)], ["96\u{a0}%", "–"]);
    }
}
