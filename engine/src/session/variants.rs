//! The project's rules as judges of variants.

use std::sync::Arc;

use super::project::Project;
use crate::augment::safety::{Judge, JudgingRule, RuleVotes};
use crate::ids::LabelId;
use crate::rule::{ColumnVotes, Rule};
use crate::rules::{Condition, parse};
use crate::votes::Vote;

impl Project {
    /// The saved rules that vote, to be asked of variants of the records. Rules that can't be read vote nowhere.
    #[must_use]
    pub fn variant_judge(&self) -> Judge {
        let rules = self.document.rules.iter().filter(|rule| rule.enabled);
        let rules = rules.filter_map(|rule| self.judging(rule)).collect();
        Judge::new(rules, self.document.labels.len(), self.names.clone())
    }

    fn judging(&self, rule: &Arc<Rule>) -> Option<JudgingRule> {
        let condition = match &rule.column {
            Some(_) if rule.query.trim().is_empty() => Condition::all(Vec::new()),
            _ => parse(&rule.query, &self.names).ok()?.condition,
        };
        condition.check(&self.source()).ok()?;
        let votes = match &rule.column {
            Some(column) => RuleVotes::OfField(column.column.clone(), self.meaning(column)),
            None => RuleVotes::One(Vote {
                label: self.document.labels.index(rule.label)?,
                against: rule.against,
            }),
        };
        Some(JudgingRule {
            name: rule.name.clone(),
            condition: Arc::new(condition),
            votes,
            is_hard: rule.hard,
        })
    }

    fn meaning(&self, column: &ColumnVotes) -> Vec<(String, usize)> {
        let labels = &self.document.labels;
        let placed = |(value, label): (&str, LabelId)| Some((value.to_owned(), labels.index(label)?));
        column.voting().filter_map(placed).collect()
    }
}
