//! Filters as they stand in an address: a word, and the ids it is about: `uncovered`, `rule:3`, `conflict:3+5`.

mod graph;
mod model;

use labelloom_engine::{
    ids::{LabelId, RuleId, SliceId},
    session::request::Filter,
};

/// Filters that are about no rule or label.
const PLAIN: &[(&str, Filter)] = &[
    ("covered", Filter::Covered),
    ("uncovered", Filter::Uncovered),
    ("overlapping", Filter::Overlapping),
    ("conflicted", Filter::Conflicted),
    ("tied", Filter::Tied),
    ("has-gold", Filter::HasGold),
    ("by-hand", Filter::ByHand),
    ("not-by-hand", Filter::NotByHand),
    ("unknown-gold", Filter::UnknownGold),
    ("majority-correct", Filter::MajorityCorrect),
    ("majority-incorrect", Filter::MajorityIncorrect),
    ("empty-text", Filter::EmptyText),
    ("repeated-id", Filter::RepeatedId),
    ("draft", Filter::DraftMatches),
    ("newly-covered", Filter::NewlyCovered),
    ("no-longer-covered", Filter::NoLongerCovered),
    ("newly-conflicted", Filter::NewlyConflicted),
    ("no-longer-conflicted", Filter::NoLongerConflicted),
    ("newly-matched", Filter::NewlyMatched),
    ("no-longer-matched", Filter::NoLongerMatched),
    ("changed", Filter::Changed),
    ("newly-correct", Filter::NewlyCorrect),
    ("no-longer-correct", Filter::NoLongerCorrect),
    ("correct-before", Filter::CorrectBefore),
    ("counter-examples", Filter::CounterExamples),
    ("saved-covered", Filter::CoveredAsSaved),
    ("saved-uncovered", Filter::UncoveredAsSaved),
];

/// Makes the filter about one thing.
type Of<Id> = fn(Id) -> Filter;

/// Filters about one rule.
const OF_RULE: &[(&str, Of<RuleId>)] = &[
    ("rule", Filter::Rule),
    ("rule-overlaps", Filter::RuleOverlaps),
    ("rule-conflicts", Filter::RuleConflicts),
    ("rule-correct", Filter::RuleCorrect),
    ("rule-incorrect", Filter::RuleIncorrect),
    ("draft-conflicts", Filter::DraftConflicts),
    ("new-conflicts", Filter::NewConflictsWith),
];

/// Filters about one label.
const OF_LABEL: &[(&str, Of<LabelId>)] = &[
    ("majority", Filter::Majority),
    ("voted", Filter::VotedFor),
    ("gold", Filter::Gold),
];

/// Filters about one slice.
const OF_SLICE: &[(&str, Of<SliceId>)] = &[("slice", Filter::Slice)];
/// Makes the filter about two things.
type OfTwo<Id> = fn(Id, Id) -> Filter;

/// Filters about two rules: `both:3+5`.
const OF_RULES: &[(&str, OfTwo<RuleId>)] =
    &[("both", Filter::BothRules), ("conflict", Filter::RulesConflict)];

/// Filters about two labels: `labels:0+1`.
const OF_LABELS: &[(&str, OfTwo<LabelId>)] = &[("labels", Filter::BothLabels)];

/// A filter as it stands in an address.
pub(super) fn word(filter: Filter) -> String {
    let plain = PLAIN
        .iter()
        .find(|(_, held)| *held == filter)
        .map(|(word, _)| (*word).to_owned())
        .or_else(|| model::word(filter))
        .or_else(|| graph::word(filter));
    plain.unwrap_or_else(|| match filter {
        Filter::BothRules(one, other) | Filter::RulesConflict(one, other) => {
            about_two(filter, OF_RULES, [one, other], [one.0, other.0])
        }
        Filter::BothLabels(one, other) => about_two(filter, OF_LABELS, [one, other], [one.0, other.0]),
        Filter::Revision(rule, number) => format!("revision:{}+{number}", rule.0),
        Filter::RevisionConflicts(rule, number) => format!("revision-conflicts:{}+{number}", rule.0),
        Filter::RevisionBoth(rule, one, other) => format!("revisions:{}+{one}+{other}", rule.0),
        Filter::RevisionOnly(rule, one, other) => format!("revision-only:{}+{one}+{other}", rule.0),
        _ => about(filter),
    })
}

/// The word of a filter about two things: the one whose maker makes it again.
fn about_two<Id: Copy>(
    filter: Filter,
    words: &[(&str, OfTwo<Id>)],
    [one, other]: [Id; 2],
    [first, second]: [u32; 2],
) -> String {
    let word = words.iter().find(|(_, make)| make(one, other) == filter);
    format!(
        "{}:{first}+{second}",
        word.map(|(word, _)| *word).unwrap_or_default()
    )
}

/// The word of a filter about one rule or label: the one whose maker makes it again.
fn about(filter: Filter) -> String {
    let id = match filter {
        Filter::Rule(rule)
        | Filter::RuleOverlaps(rule)
        | Filter::RuleConflicts(rule)
        | Filter::RuleCorrect(rule)
        | Filter::RuleIncorrect(rule)
        | Filter::DraftConflicts(rule)
        | Filter::NewConflictsWith(rule) => rule.0,
        Filter::Majority(label) | Filter::VotedFor(label) | Filter::Gold(label) => label.0,
        Filter::Slice(slice) => slice.0,
        _ => 0,
    };
    let of_rule = OF_RULE
        .iter()
        .find(|(_, make)| make(RuleId(id)) == filter)
        .map(|(word, _)| *word);
    let of_label = OF_LABEL
        .iter()
        .find(|(_, make)| make(LabelId(id)) == filter)
        .map(|(word, _)| *word);
    let of_slice = OF_SLICE
        .iter()
        .find(|(_, make)| make(SliceId(id)) == filter)
        .map(|(word, _)| *word);
    format!("{}:{id}", of_rule.or(of_label).or(of_slice).unwrap_or_default())
}

/// The filter of a word.
pub(super) fn from_word(word: &str) -> Option<Filter> {
    if let Some((_, filter)) = PLAIN.iter().find(|(plain, _)| *plain == word) {
        return Some(*filter);
    }
    if let Some(filter) = model::from_word(word).or_else(|| graph::from_word(word)) {
        return Some(filter);
    }
    let (kind, ids) = word.split_once(':')?;
    if let Some(filter) = of_revisions(kind, ids) {
        return Some(filter);
    }
    if let Some((one, other)) = ids.split_once('+') {
        let (one, other) = (one.parse().ok()?, other.parse().ok()?);
        let rules = OF_RULES.iter().find(|(word, _)| *word == kind);
        let labels = OF_LABELS.iter().find(|(word, _)| *word == kind);
        return rules
            .map(|(_, make)| make(RuleId(one), RuleId(other)))
            .or_else(|| labels.map(|(_, make)| make(LabelId(one), LabelId(other))));
    }
    let id = ids.parse().ok()?;
    let of_rule = OF_RULE
        .iter()
        .find(|(word, _)| *word == kind)
        .map(|(_, make)| make(RuleId(id)));
    let of_label = OF_LABEL
        .iter()
        .find(|(word, _)| *word == kind)
        .map(|(_, make)| make(LabelId(id)));
    let of_slice = OF_SLICE
        .iter()
        .find(|(word, _)| *word == kind)
        .map(|(_, make)| make(SliceId(id)));
    of_rule.or(of_label).or(of_slice)
}

/// A filter about revisions of a rule, by its word: `revision-only:3+12+9`.
fn of_revisions(kind: &str, ids: &str) -> Option<Filter> {
    let ids: Vec<u32> = ids.split('+').map(str::parse).collect::<Result<_, _>>().ok()?;
    match (kind, ids.as_slice()) {
        ("revision", &[rule, number]) => Some(Filter::Revision(RuleId(rule), number)),
        ("revision-conflicts", &[rule, number]) => Some(Filter::RevisionConflicts(RuleId(rule), number)),
        ("revisions", &[rule, one, other]) => Some(Filter::RevisionBoth(RuleId(rule), one, other)),
        ("revision-only", &[rule, one, other]) => Some(Filter::RevisionOnly(RuleId(rule), one, other)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_survives_the_way_there_and_back() {
        let of_rules = OF_RULES.iter().map(|(_, make)| make(RuleId(1), RuleId(2)));
        let of_labels = OF_LABELS.iter().map(|(_, make)| make(LabelId(2), LabelId(0)));
        let of_two = of_rules.chain(of_labels);
        let revisions = [
            Filter::Revision(RuleId(1), 12),
            Filter::RevisionConflicts(RuleId(1), 12),
            Filter::RevisionBoth(RuleId(1), 12, 3),
            Filter::RevisionOnly(RuleId(1), 12, 3),
        ];
        let of_two = of_two.chain(revisions);
        let plain = PLAIN.iter().map(|(_, filter)| *filter);
        let of_rule = OF_RULE.iter().map(|(_, make)| make(RuleId(7)));
        let of_label = OF_LABEL.iter().map(|(_, make)| make(LabelId(7)));
        let of_slice = OF_SLICE.iter().map(|(_, make)| make(SliceId(7)));
        for filter in plain.chain(of_rule).chain(of_label).chain(of_slice).chain(of_two) {
            assert_eq!(from_word(&word(filter)), Some(filter), "{}", word(filter));
        }
    }
}
