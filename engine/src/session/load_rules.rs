//! A rule file takes the place of a project's rules.

use std::sync::Arc;

use super::lists::checked;
use super::project::Project;
use crate::error::{Error, Result};
use crate::formats::rule_file::{RuleFile, RuleFileEntry};
use crate::ids::{LabelId, RuleId};
use crate::labels::Label;
use crate::lists::{WordLists, put};
use crate::rule::{ColumnVotes, Rule};
use crate::rules::{Names, QueryError, parse};

impl Project {
    /// Replaces the rules by those of a rule file, as one change that undo takes back. Labels go by their names; those
    /// that the project lacks are added behind its own. The file's word lists come with it, in place of lists of the
    /// same name; others stay. Where the file ignores accents, the project does.
    ///
    /// # Errors
    /// The first query that can't be read, with its rule and place; nothing has then changed.
    pub fn load_rules(&mut self, file: &RuleFile) -> Result<()> {
        let names = names_with(file, &self.names)?;
        for (number, rule) in (1u32..).zip(&file.rules) {
            self.check_rule(number, rule, &names)?;
        }
        let before = self.document.clone();
        for list in &file.lists {
            put(&mut self.document.lists, list.clone());
        }
        if !file.accents.count() {
            self.document.accents = file.accents;
        }
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

    /// Whether a rule of a file can vote here: its query can be read where these are the names, and the records
    /// and the column that it names are there.
    ///
    /// # Errors
    /// What is wrong with it, and of which rule.
    pub fn check_rule(&mut self, number: u32, rule: &RuleFileEntry, names: &Names) -> Result<()> {
        check_query(number, rule, names)?;
        if let Ok(parsed) = parse(&rule.query, names) {
            let here = parsed.condition.check(&self.source());
            here.map_err(|error| located(number, rule, error))?;
        }
        let column = rule.column.as_ref().map(|entry| entry.column.as_str());
        column.map_or(Ok(()), |column| {
            self.check_column(column)
                .map_err(|error| error.at(format!("rule {number} ({:?}), \"column\"", rule.name)))
        })
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
        let labels = &self.document.labels;
        let named = |name: &str| labels.named(name).map(|label| label.id);
        let column = rule.column.as_ref().map(|entry| ColumnVotes {
            column: entry.column.clone(),
            meaning: entry
                .values
                .iter()
                .map(|(value, label)| (value.clone(), named(label)))
                .collect(),
        });
        let first = column.as_ref().and_then(|column| column.voting().next());
        let label = first.map_or_else(|| named(&rule.label), |(_, label)| Some(label))?;
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
            against: rule.against,
            hard: rule.hard,
            column,
            ..Rule::default()
        }))
    }
}

/// What queries may name where a file's rules are used: its own word lists before those that are there. Accents are
/// ignored where the file says so.
///
/// # Errors
/// The first entry of a list that can't be read, with its line.
pub fn names_with(file: &RuleFile, names: &Names) -> Result<Names> {
    let mut lists: WordLists = Arc::new(names.lists.iter().map(|list| Arc::clone(list.list())).collect());
    for list in &file.lists {
        put(&mut lists, checked(list.clone())?);
    }
    let mut names = names.clone().with_lists(&lists);
    if !file.accents.count() {
        names.accents = file.accents;
    }
    Ok(names)
}

/// Whether a rule's query can be read in a project with these names. Whether the records are there that it names is for
/// [`Project::check_rule`] to say.
///
/// # Errors
/// What is wrong with it, at which character of which rule.
pub fn check_query(number: u32, rule: &RuleFileEntry, names: &Names) -> Result<()> {
    if rule.column.is_some() && rule.query.trim().is_empty() {
        return Ok(());
    }
    parse(&rule.query, names)
        .map(drop)
        .map_err(|error| located(number, rule, error))
}

/// A query's error with its rule and character.
fn located(number: u32, rule: &RuleFileEntry, error: QueryError) -> Error {
    let before = rule.query.get(..error.start).unwrap_or(&rule.query);
    let place = format!(
        "rule {number} ({:?}), character {} of its query",
        rule.name,
        before.chars().count() + 1
    );
    Error::new(error.what, error.remedy).at(place)
}
