//! Filters, definitions and sentences of the Rules page, each written once.

use super::{graph_words, model_words};
use labelloom_engine::{
    ids::{LabelId, RuleId},
    session::{
        reply::{ProjectView, QueryProblem},
        request::Filter,
    },
};

/// What "uncovered" means.
pub(super) const UNCOVERED: &str = "No rule votes on the record.";
/// What a rule's coverage means.
pub(super) const COVERAGE: &str = "Records the rule votes on, out of all records.";
/// That a rule votes on so much that it tells little.
pub(super) const BROAD: &str = "On more than half of all records";
/// What "overlap" means.
pub(super) const OVERLAP: &str = "Another rule votes on the record too, for whatever label.";
/// What "conflict" means.
pub(super) const CONFLICT: &str =
    "Another rule's vote on the record contradicts this one: both can't be right.";
/// What it means that a rule decides.
pub(super) const DECIDES: &str = "Where a rule that decides votes, only such rules count for the majority label. Coverage, \
     overlaps and conflicts stay as they are.";
/// What "covered" means.
pub(super) const COVERED: &str = "At least one rule votes on the record.";
/// What a rule's accuracy means.
pub(super) const RULE_ACCURACY: &str =
    "Votes that agree with dev gold, out of its votes on records with dev gold. n is how many those are.";
/// What the accuracy that a label model believes means.
pub(super) const BELIEVED: &str =
    "How often the label model believes that the rule's votes are right. More of it on the Labels page.";
/// What the accuracy of all rules means.
pub(super) const ACCURACY: &str = "Records whose majority vote agrees with dev gold, out of those with dev gold and one \
     winning label; with Wilson's 95 % interval. Held-out gold stays out of it.";

/// A problem in sentences: what is wrong, then the remedy.
pub(super) fn problem(problem: &QueryProblem) -> [String; 2] {
    [&problem.what, &problem.remedy].map(|part| match part.trim_end_matches('.') {
        "" => String::new(),
        words => format!("{words}."),
    })
}

/// Why no accuracy can be told: there is no dev gold at all, or `otherwise`.
pub(super) fn no_gold(dev: u32, otherwise: &'static str) -> &'static str {
    if dev == 0 { "no dev gold yet" } else { otherwise }
}

/// A revision of a rule by its number, which is the project's own; 0 is what it said before numbers were kept.
pub(super) fn revision(number: u32) -> String {
    if number == 0 {
        "the beginning".to_owned()
    } else {
        format!("revision {number}")
    }
}

/// A filter as its chip says it.
pub(crate) fn filter(project: &ProjectView, filter: Filter) -> String {
    let rule = |id: RuleId| {
        project
            .rules
            .iter()
            .find(|rule| rule.id == id)
            .map_or_else(|| format!("deleted rule {}", id.0), |rule| rule.name.clone())
    };
    let label = |id: LabelId| {
        let label = project.labels.iter().find(|label| label.id == id);
        label.map_or_else(|| format!("deleted label {}", id.0), |label| label.name.clone())
    };
    match filter {
        Filter::Covered => "covered".into(),
        Filter::Uncovered => "uncovered".into(),
        Filter::Overlapping => "overlapping".into(),
        Filter::Conflicted => "conflicted".into(),
        Filter::Tied => "tied".into(),
        Filter::Rule(id) => format!("rule: {}", rule(id)),
        Filter::RuleOverlaps(id) => format!("overlaps of {}", rule(id)),
        Filter::RuleConflicts(id) => format!("conflicts of {}", rule(id)),
        Filter::BothRules(one, other) => format!("{} and {}", rule(one), rule(other)),
        Filter::RuleCorrect(id) => format!("{} right on dev gold", rule(id)),
        Filter::RuleIncorrect(id) => format!("{} wrong on dev gold", rule(id)),
        Filter::Majority(id) => format!("majority: {}", label(id)),
        Filter::VotedFor(id) => format!("a vote for {}", label(id)),
        Filter::Gold(id) => format!("gold: {}", label(id)),
        Filter::HasGold => "has dev gold".into(),
        Filter::ByHand => "labeled by hand".into(),
        Filter::NotByHand => "not labeled by hand".into(),
        Filter::RulesConflict(one, other) => format!("{} against {}", rule(one), rule(other)),
        Filter::BothLabels(one, other) => format!("votes for {} and {}", label(one), label(other)),
        Filter::UnknownGold => "unknown gold".into(),
        Filter::MajorityCorrect => "right on dev gold".into(),
        Filter::MajorityIncorrect => "wrong on dev gold".into(),
        Filter::EmptyText => "empty text".into(),
        Filter::Slice(id) => {
            let slice = project.slices.iter().find(|slice| slice.id == id);
            let name = slice.map_or_else(|| format!("deleted slice {}", id.0), |slice| slice.name.clone());
            format!("slice: {name}")
        }
        Filter::RepeatedId => "repeated id".into(),
        Filter::DraftMatches => "matches now".into(),
        Filter::DraftConflicts(id) => format!("conflicts with {}", rule(id)),
        Filter::NewlyCovered => "newly covered".into(),
        Filter::NoLongerCovered => "no longer covered".into(),
        Filter::NewlyConflicted => "newly conflicted".into(),
        Filter::NoLongerConflicted => "no longer conflicted".into(),
        Filter::NewlyMatched => "new match".into(),
        Filter::NoLongerMatched => "no longer matched".into(),
        Filter::Changed => "changed by the open rule".into(),
        Filter::NewlyCorrect => "newly right on dev gold".into(),
        Filter::NoLongerCorrect => "no longer right on dev gold".into(),
        Filter::CorrectBefore => "right on dev gold before".into(),
        Filter::NewConflictsWith(id) => format!("new conflicts with {}", rule(id)),
        Filter::CounterExamples => "speaks against the open rule".into(),
        Filter::Revision(id, number) => format!("{} as of {}", rule(id), revision(number)),
        Filter::RevisionConflicts(id, number) => {
            format!("conflicts of {} as of {}", rule(id), revision(number))
        }
        Filter::RevisionBoth(id, one, other) => {
            format!("{} as of {} and {}", rule(id), revision(one), revision(other))
        }
        Filter::RevisionOnly(id, one, other) => {
            format!("{} as of {}, not {}", rule(id), revision(one), revision(other))
        }
        Filter::CoveredAsSaved => "covered by saved rules".into(),
        Filter::UncoveredAsSaved => "uncovered by saved rules".into(),
        by_graph if by_graph.asks_graph() => graph_words::filter(by_graph, label),
        by_model => model_words::filter(by_model, label, rule),
    }
}
