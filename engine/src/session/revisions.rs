//! Rules keep what they said: each edit that changes a rule's text leaves a revision with it, and an old one can be
//! taken back. No clock is read; a revision is told by the project's own number.

use std::sync::Arc;

use super::document::{Document, Surroundings};
use super::edit::{Edit, RuleText};
use crate::error::{Error, Result};
use crate::ids::RuleId;
use crate::revision::{MergedRule, Origin, Revision};
use crate::rule::Rule;

impl Document {
    /// Adds a revision to each rule that says something else than before an edit. `number` is the project's revision
    /// after it.
    pub(super) fn note_revisions(&mut self, before: &Self, number: u32, edit: &Edit) {
        if Arc::ptr_eq(&before.rules, &self.rules) {
            return;
        }
        for rule in Arc::make_mut(&mut self.rules) {
            let was = before.rules.iter().find(|was| was.id == rule.id);
            if was.is_none_or(|was| !Arc::ptr_eq(was, rule)) {
                note(rule, was.map(AsRef::as_ref), number, || {
                    edit.origin(before, was.is_some())
                });
            }
        }
    }

    /// Makes a rule say again what it said in a revision.
    pub(super) fn restore_rule(&mut self, id: RuleId, number: u32, around: Surroundings<'_>) -> Result<()> {
        let rule = self.rule(id)?;
        let revision = revision_of(rule, number)?;
        let text = RuleText {
            name: revision.name.clone(),
            label: revision.label,
            query: revision.query.clone(),
            note: revision.note.clone(),
            against: revision.against,
            hard: revision.hard,
            column: revision.column.clone(),
            examples: rule.examples.clone(),
        };
        self.set_rule(id, &text, around)
    }
}

/// A rule's revision of a number.
///
/// # Errors
/// When it has none such: an address may be older than what undo took back.
pub(super) fn revision_of(rule: &Rule, number: u32) -> Result<Arc<Revision>> {
    let known = revisions_of(rule)
        .into_iter()
        .find(|known| known.number == number);
    known.ok_or_else(|| {
        let what = format!("Rule ‘{}’ has no revision {number}", rule.name);
        Error::new(what, "Choose one of its history")
    })
}

/// All that is known of what a rule said, oldest first; at least what it says now.
pub(super) fn revisions_of(rule: &Rule) -> Vec<Arc<Revision>> {
    if rule.revisions.is_empty() {
        return vec![Arc::new(Revision::of(rule, 0, Origin::Found))];
    }
    rule.revisions.to_vec()
}

fn note(rule: &mut Arc<Rule>, was: Option<&Rule>, number: u32, origin: impl FnOnce() -> Origin) {
    let found = || was.map(|was| Revision::of(was, 0, Origin::Found));
    let known = match rule.revisions.last() {
        Some(last) => last.is_of(rule),
        None => found().is_some_and(|found| found.is_of(rule)),
    };
    if known {
        return;
    }
    let now = Revision::of(rule, number, origin());
    let revisions = Arc::make_mut(&mut Arc::make_mut(rule).revisions);
    if revisions.is_empty() {
        revisions.extend(found().map(Arc::new));
    }
    revisions.push(Arc::new(now));
}

impl Edit {
    /// How a rule came to what this edit made it say.
    fn origin(&self, before: &Document, existed: bool) -> Origin {
        let rule = |id: &RuleId| before.rule(*id).cloned().unwrap_or_default();
        match self {
            Self::RestoreRule { revision, .. } => Origin::Restored { number: *revision },
            Self::DuplicateRule { id } => Origin::Copied { name: rule(id).name },
            Self::SplitRule { id } => {
                let Rule { name, query, .. } = rule(id);
                Origin::Split { name, query }
            }
            Self::MergeRules { ids, .. } => Origin::Merged {
                from: before.picked(ids).map(merged).collect(),
            },
            _ if existed => Origin::Changed,
            _ => Origin::Made,
        }
    }
}

fn merged(rule: &Arc<Rule>) -> MergedRule {
    MergedRule {
        name: rule.name.clone(),
        query: rule.query.clone(),
    }
}
