//! A rule file takes the place of a project's rules.

use std::sync::Arc;

use super::project::Project;
use crate::error::{Error, Result};
use crate::formats::rule_file::{RuleFile, RuleFileEntry};
use crate::ids::{LabelId, RuleId};
use crate::labels::Label;
use crate::rule::Rule;
use crate::rules::{Names, parse};

impl Project {
    /// Replaces the rules by those of a rule file, as one change that undo takes back. Labels go by their names; those
    /// that the project lacks are added behind its own.
    ///
    /// # Errors
    /// The first query that can't be read, with its rule and place; nothing has then changed.
    pub fn load_rules(&mut self, file: &RuleFile) -> Result<()> {
        for (number, rule) in (1u32..).zip(&file.rules) {
            check_query(number, rule, &self.names)?;
        }
        let before = self.document.clone();
        for name in &file.labels {
            self.add_label(name);
        }
        let rules: Vec<Arc<Rule>> = file.rules.iter().filter_map(|rule| self.rule_of(rule)).collect();
        let words = format!("load {} rules", rules.len());
        self.document.rules = Arc::new(rules);
        self.draft = None;
        self.kept_draft = None;
        self.changed(&before);
        self.history.push(before, words);
        Ok(())
    }

    fn add_label(&mut self, name: &str) {
        if self.document.labels.named(name).is_some() {
            return;
        }
        let id = LabelId(self.document.next_label);
        self.document.next_label += 1;
        let labels = Arc::make_mut(&mut self.document.labels);
        let color = labels.next_color();
        labels.push(Label {
            id,
            name: name.to_owned(),
            color,
        });
        let meaning = Arc::make_mut(&mut self.document.meaning);
        for (value, meant) in self.gold.values().iter().zip(meaning) {
            if value == name && meant.is_none() {
                *meant = Some(id);
            }
        }
    }

    fn rule_of(&mut self, rule: &RuleFileEntry) -> Option<Arc<Rule>> {
        let label = self.document.labels.named(&rule.label)?.id;
        let id = RuleId(self.document.next_rule);
        self.document.next_rule += 1;
        Some(Arc::new(Rule {
            id,
            name: rule.name.clone(),
            label,
            query: rule.query.clone(),
            note: rule.note.clone(),
            author: rule.author.clone(),
            enabled: rule.enabled,
            examples: rule.examples.clone(),
            ..Rule::default()
        }))
    }
}

/// Whether a rule's query can be read in a project with these names.
///
/// # Errors
/// What is wrong with it, at which character of which rule.
pub fn check_query(number: u32, rule: &RuleFileEntry, names: &Names) -> Result<()> {
    match parse(&rule.query, names) {
        Ok(_) => Ok(()),
        Err(error) => {
            let before = rule.query.get(..error.start).unwrap_or(&rule.query);
            let place = format!(
                "rule {number} ({:?}), character {} of its query",
                rule.name,
                before.chars().count() + 1
            );
            Err(Error::new(error.what, error.remedy).at(place))
        }
    }
}
