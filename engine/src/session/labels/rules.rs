//! Rules as the fitted model sees them: what it believes of each beside what gold says, and which of them say the same.

use super::labeled::Labeled;
use super::view::{DuplicateGroup, Measured, RuleFit, RuleFlag};
use crate::ids::RuleId;
use crate::model_choice::MAJORITY;
use crate::models::NoteKind;
use crate::models::duplicates::Merged;
use crate::models::referee::{Look, look};
use crate::num::{grouped, index};
use crate::session::project::Project;

/// Rules that a sentence names; of more it gives the number.
const MOST_NAMED: usize = 3;

impl Project {
    /// What the model does with the votes, without asking gold.
    pub(super) fn look(&self, labeled: &Labeled) -> Look {
        look(&labeled.fitted, &labeled.sets.decided, &self.saved.analysis.sets)
    }

    /// The rules that vote, in the document's order.
    pub(super) fn rule_fits(
        &self,
        labeled: &Labeled,
        found: &Look,
        groups: &[DuplicateGroup],
    ) -> Vec<RuleFit> {
        let voting = self.saved.voting().enumerate();
        voting
            .filter_map(|(at, (live, column))| {
                let id = live.id?;
                let estimate = labeled.fitted.rules.get(at).copied().unwrap_or_default();
                let figures = self.saved.shown_figures(live);
                let mut flags = Vec::new();
                if estimate.accuracy.is_none() && estimate.weight.is_none() {
                    flags.push(RuleFlag::NoData);
                }
                if found.flipped.iter().any(|&flipped| index(flipped) == at) {
                    flags.push(RuleFlag::Flipped);
                }
                flags.extend(duplicate_flag(id, groups));
                if column.is_hard() {
                    flags.push(RuleFlag::Hard);
                }
                if labeled.leaves_out(at) {
                    flags.push(RuleFlag::AgainstLeftOut);
                }
                Some(RuleFit {
                    rule: id,
                    votes: figures.coverage,
                    empirical: Measured::of(figures.correct, figures.correct + figures.incorrect),
                    fitted: estimate.accuracy,
                    weight: estimate.weight,
                    flags,
                })
            })
            .collect()
    }

    /// Groups of rules that say the same.
    pub(super) fn duplicate_groups(&self) -> Vec<DuplicateGroup> {
        let Ok(table) = self.vote_table() else {
            return Vec::new();
        };
        let rules = self.voting_rules();
        let exact = Merged::exact(&table);
        let groups = Merged::clusters(&table).groups();
        groups
            .into_iter()
            .map(|group| {
                let first = group.first().copied().unwrap_or_default();
                let is_exact = group
                    .iter()
                    .all(|&rule| exact.of(index(rule)) == exact.of(index(first)));
                let rules: Vec<RuleId> = group
                    .iter()
                    .filter_map(|&rule| rules.get(index(rule)).copied())
                    .collect();
                let records = self.voted_twice(&rules).count();
                DuplicateGroup {
                    sentence: self.duplicates_sentence(&rules, is_exact, records),
                    exact: is_exact,
                    records,
                    rules,
                }
            })
            .collect()
    }

    fn duplicates_sentence(&self, rules: &[RuleId], is_exact: bool, records: u32) -> String {
        let name = |id: &RuleId| self.document.rule(*id).map_or("", |rule| rule.name.as_str());
        let mut names: Vec<String> = rules
            .iter()
            .take(MOST_NAMED)
            .map(|id| format!("‘{}’", name(id)))
            .collect();
        if rules.len() > MOST_NAMED {
            names.push(format!("{} more", rules.len() - MOST_NAMED));
        }
        let last = names.pop().unwrap_or_default();
        let named = format!("{} and {last}", names.join(", "));
        let choice = &self.document.model;
        let counted = if choice.copies || choice.model == MAJORITY {
            "each counts, so that one reason counts several times"
        } else {
            "together they count once"
        };
        let how = if is_exact {
            "say the same"
        } else {
            "say nearly the same"
        };
        let verb = if records == 1 { "record" } else { "records" };
        format!(
            "{named} {how} on {} {verb}: {counted}.",
            grouped(u64::from(records))
        )
    }
}

fn duplicate_flag(rule: RuleId, groups: &[DuplicateGroup]) -> Option<RuleFlag> {
    let group = groups.iter().find(|group| group.rules.contains(&rule))?;
    let first = *group.rules.first()?;
    let other = if first == rule {
        *group.rules.get(1)?
    } else {
        first
    };
    Some(if group.exact {
        RuleFlag::DuplicateOf(other)
    } else {
        RuleFlag::NearDuplicateOf(other)
    })
}

impl Labeled {
    /// Whether votes of a column are against labels and the model's own equations know none.
    fn leaves_out(&self, column: usize) -> bool {
        let notes = self.fitted.notes.iter();
        let mut about = notes.filter(|note| note.kind == NoteKind::VotesAgainst);
        about.any(|note| note.rules.iter().any(|&rule| index(rule) == column))
    }
}
