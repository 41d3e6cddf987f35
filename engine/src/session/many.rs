//! Edits of many rules at once, each one step of undo: on and off, labels, order, deletion, many into one, one into many.

use std::sync::Arc;

use super::document::{Document, Surroundings};
use super::edit::RuleText;
use super::examples::{Verdict, check};
use crate::error::{Error, Result};
use crate::ids::{LabelId, RuleId};
use crate::rule::{Example, Rule};
use crate::rules::{Condition, Names, parse};

/// Most characters of a name that is made of a term.
const NAME_CHARS: usize = 40;

impl Document {
    /// The rules with these ids, in the document's order.
    pub(super) fn picked(&self, ids: &[RuleId]) -> impl Iterator<Item = &Arc<Rule>> {
        self.rules.iter().filter(|rule| ids.contains(&rule.id))
    }

    /// That there are rules to edit, and that all of them are there.
    fn check_picked(&self, ids: &[RuleId]) -> Result<()> {
        if ids.is_empty() {
            return Err(Error::new("No rule is selected", "Select some in the table"));
        }
        ids.iter().try_for_each(|id| self.rule(*id).map(drop))
    }

    fn change_picked(&mut self, ids: &[RuleId], change: impl Fn(&mut Rule)) -> Result<()> {
        self.check_picked(ids)?;
        for rule in Arc::make_mut(&mut self.rules) {
            if ids.contains(&rule.id) {
                change(Arc::make_mut(rule));
            }
        }
        Ok(())
    }

    pub(super) fn enable_rules(&mut self, ids: &[RuleId], enabled: bool) -> Result<()> {
        self.change_picked(ids, |rule| rule.enabled = enabled)
    }

    pub(super) fn label_rules(&mut self, ids: &[RuleId], label: LabelId) -> Result<()> {
        self.check_picked(ids)?;
        self.label(label)?;
        if let Some(rule) = self.picked(ids).find(|rule| rule.column.is_some()) {
            return Err(of_column(rule, "Choose the labels of its values in the editor"));
        }
        self.change_picked(ids, |rule| rule.label = label)
    }

    pub(super) fn delete_rules(&mut self, ids: &[RuleId]) -> Result<()> {
        self.check_picked(ids)?;
        Arc::make_mut(&mut self.rules).retain(|rule| !ids.contains(&rule.id));
        Ok(())
    }

    /// Brings rules together, in their order, behind as many of the others as `position` says.
    pub(super) fn move_rules(&mut self, ids: &[RuleId], position: usize) -> Result<()> {
        self.check_picked(ids)?;
        let rules = Arc::make_mut(&mut self.rules);
        let (picked, mut others): (Vec<_>, Vec<_>) = rules.drain(..).partition(|rule| ids.contains(&rule.id));
        let position = position.min(others.len());
        others.splice(position..position, picked);
        *rules = others;
        Ok(())
    }

    /// Makes one rule of several: the first of them, which keeps its id and its past.
    pub(super) fn merge_rules(
        &mut self,
        ids: &[RuleId],
        name: Option<&str>,
        around: Surroundings<'_>,
    ) -> Result<()> {
        self.check_picked(ids)?;
        let picked: Vec<&Arc<Rule>> = self.picked(ids).collect();
        let [first, _, ..] = picked.as_slice() else {
            return Err(Error::new("One rule alone can't be merged", "Select two or more"));
        };
        let first = Arc::clone(first);
        self.picked(ids)
            .try_for_each(|other| self.check_same_side(&first, other))?;
        let id = first.id;
        let text = RuleText {
            name: name.map_or_else(|| self.joined(ids, ", ", |rule| &rule.name), str::to_owned),
            label: first.label,
            query: self.union(ids, around.names)?,
            note: self.joined(ids, "\n", |rule| &rule.note),
            against: first.against,
            hard: first.hard,
            column: None,
            examples: self.all_examples(ids),
        };
        let author = self.joined(ids, ", ", |rule| &rule.author);
        let enabled = self.picked(ids).any(|rule| rule.enabled);
        let gone: Vec<RuleId> = ids.iter().copied().filter(|other| *other != id).collect();
        self.delete_rules(&gone)?;
        self.set_rule(id, &text, around)?;
        self.change_picked(&[id], |rule| {
            rule.author.clone_from(&author);
            rule.enabled = enabled;
        })
    }

    /// Whether two rules vote alike where they vote.
    fn check_same_side(&self, one: &Rule, other: &Rule) -> Result<()> {
        if let Some(rule) = [one, other].into_iter().find(|rule| rule.column.is_some()) {
            return Err(of_column(rule, "Merge rules that have queries alone"));
        }
        let says = |rule: &Rule| {
            let label = self.label(rule.label).map_or("", |label| &label.name);
            let side = if rule.against { "against" } else { "for" };
            format!("‘{}’ votes {side} {label}", rule.name)
        };
        if (one.label, one.against) != (other.label, other.against) {
            let what = format!("{}, and {}", says(one), says(other));
            return Err(Error::new(
                what,
                "Merge rules that vote alike, or give them one label first",
            ));
        }
        if one.hard != other.hard {
            let (hard, soft) = if one.hard { (one, other) } else { (other, one) };
            let what = format!("‘{}’ decides, and ‘{}’ only votes", hard.name, soft.name);
            return Err(Error::new(what, "Make both of them hard, or neither"));
        }
        Ok(())
    }

    /// The query that finds what any of the rules finds.
    fn union(&self, ids: &[RuleId], names: &Names) -> Result<String> {
        let read = |rule: &Arc<Rule>| condition(rule, names);
        let conditions = self.picked(ids).map(read).collect::<Result<Vec<_>>>()?;
        Ok(Condition::any_of(&conditions).print())
    }

    /// What the rules say of one kind, each once.
    fn joined<'a>(&'a self, ids: &[RuleId], between: &str, take: impl Fn(&'a Rule) -> &'a String) -> String {
        let mut parts: Vec<&str> = Vec::new();
        for rule in self.picked(ids) {
            let part = take(rule).trim();
            if !part.is_empty() && !parts.contains(&part) {
                parts.push(part);
            }
        }
        parts.join(between)
    }

    fn all_examples(&self, ids: &[RuleId]) -> Vec<Example> {
        let mut examples = Vec::new();
        for example in self.picked(ids).flat_map(|rule| &rule.examples) {
            if !examples.contains(example) {
                examples.push(example.clone());
            }
        }
        examples
    }

    /// Makes a rule of each alternative that a rule lists. The first one keeps its id and its past; the others follow.
    pub(super) fn split_rule(&mut self, id: RuleId, around: Surroundings<'_>) -> Result<()> {
        let rule = self.rule(id)?.clone();
        let condition = condition(&rule, around.names)?;
        let parts = condition.alternatives();
        if parts.len() < 2 {
            let what = format!("‘{}’ is one condition, not a list of alternatives", rule.name);
            let remedy = "Only what commas join can be split: free, prize";
            return Err(Error::new(what, remedy));
        }
        let at = self.rules.iter().position(|other| other.id == id).unwrap_or(0);
        let mut texts = Vec::with_capacity(parts.len());
        for part in parts {
            let query = part.print();
            let name = self.free_name(&query, id, &texts);
            let examples = kept_examples(&query, around.names, &rule.examples);
            texts.push(RuleText {
                name,
                query,
                examples,
                ..RuleText::of(&rule)
            });
        }
        for (text, place) in texts.iter().zip(at..) {
            if place == at {
                self.set_rule(id, text, around)?;
            } else {
                self.add_rule(text, rule.enabled, Some(place), around)?;
                let author = rule.author.clone();
                if let Some(new) = Arc::make_mut(&mut self.rules).get_mut(place) {
                    Arc::make_mut(new).author = author;
                }
            }
        }
        Ok(())
    }

    /// A name made of a term, that no other rule has.
    fn free_name(&self, query: &str, own: RuleId, texts: &[RuleText]) -> String {
        let short: String = query.replace('"', "").chars().take(NAME_CHARS).collect();
        let base = match short.trim() {
            "" => "part",
            short => short,
        };
        let is_taken = |name: &str| {
            let of_rule = |rule: &Arc<Rule>| rule.name == name && rule.id != own;
            self.rules.iter().any(of_rule) || texts.iter().any(|text| text.name == name)
        };
        std::iter::once(base.to_owned())
            .chain((2u32..).map(|n| format!("{base} ({n})")))
            .find(|name| !is_taken(name))
            .unwrap_or_default()
    }
}

/// The examples that hold for a part of a rule: what it must not match, and of what it must match its own share.
fn kept_examples(query: &str, names: &Names, examples: &[Example]) -> Vec<Example> {
    let verdicts = check(query, names, examples).unwrap_or_default();
    let kept = examples
        .iter()
        .zip(verdicts)
        .filter(|(example, verdict)| !example.matches || *verdict != Verdict::Broken);
    kept.map(|(example, _)| example.clone()).collect()
}

/// A rule's condition.
fn condition(rule: &Rule, names: &Names) -> Result<Condition> {
    let parsed = parse(&rule.query, names);
    parsed.map(|parsed| parsed.condition).map_err(|error| {
        let what = format!("The query of ‘{}’ can't be read: {}", rule.name, error.what);
        Error::new(what, error.remedy)
    })
}

fn of_column(rule: &Rule, remedy: &str) -> Error {
    let column = rule.column.as_ref().map_or("", |votes| &votes.column);
    let what = format!("‘{}’ takes its votes from the column {column}", rule.name);
    Error::new(what, remedy)
}
