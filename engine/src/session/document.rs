//! What edits change: labels, rules and the meaning of gold values. A document is small and shares its parts with the
//! ones before it, so that every state of undo can be kept whole.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::augment::{Accepted, AugmentChoice, accepted_words, removed_words};
use super::columns;
use super::edit::{Edit, RuleText};
use super::hand_gold::{records_words, shown_number};
use super::late::Late;
use crate::embeddings::EmbeddingsChoice;
use crate::error::{Error, Result};
use crate::gold::{GoldMeaning, HandGold};
use crate::graph_choice::GraphChoice;
use crate::ids::{LabelId, RuleId, SliceId};
use crate::labels::{COLORS, Label, LabelSet};
use crate::lists::{WordLists, named as named_list};
use crate::modality::Modality;
use crate::model_choice::ModelChoice;
use crate::num::index;
use crate::rule::Rule;
use crate::rules::{Names, parse};
use crate::slice::Slice;
use crate::text::Accents;

/// The edited part of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The project's name.
    pub name: String,
    /// In their order.
    pub labels: Arc<LabelSet>,
    /// In their order.
    pub rules: Arc<Vec<Arc<Rule>>>,
    /// In their order.
    #[serde(default)]
    pub slices: Arc<Vec<Slice>>,
    /// By name.
    #[serde(default, skip_serializing_if = "no_lists")]
    pub lists: WordLists,
    /// Whether accents tell words apart.
    #[serde(default, skip_serializing_if = "Accents::count")]
    pub accents: Accents,
    /// Which label each value of the gold column means.
    pub meaning: GoldMeaning,
    /// Gold set by hand, which wins over the column's.
    #[serde(default)]
    pub hand: Arc<HandGold>,
    /// Seed of the split of gold into dev and held-out.
    pub split_seed: u32,
    /// The label model and what it is told. Projects of before there were models have the default one.
    #[serde(default, skip_serializing_if = "is_default_model")]
    pub model: Arc<ModelChoice>,
    /// The graph of records that are alike, and what is carried along it. Projects of before there were graphs have the
    /// default one.
    #[serde(default, skip_serializing_if = "is_default_graph")]
    pub graph: Arc<GraphChoice>,
    /// The records' embeddings, where they have some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embeddings: Option<EmbeddingsChoice>,
    /// How variants of records are made.
    #[serde(default, skip_serializing_if = "Late::is_usual")]
    pub augment: Late<AugmentChoice>,
    /// Variants that are kept.
    #[serde(default, skip_serializing_if = "Accepted::is_empty")]
    pub accepted: Accepted,
    /// Ids are never used twice.
    pub(super) next_label: u32,
    pub(super) next_rule: u32,
    #[serde(default)]
    pub(super) next_slice: u32,
}

/// What an edit may refer to besides the document.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The values of the gold column.
    pub gold_values: &'a [String],
    /// What queries may name.
    pub names: &'a Names,
    /// n.
    pub records: u32,
    /// What the records are.
    pub modality: Modality,
}

impl Document {
    /// A document without rules.
    #[must_use]
    pub fn new(name: &str, labels: LabelSet, gold_values: &[String]) -> Self {
        let meaning = gold_values
            .iter()
            .map(|value| labels.named(value).map(|label| label.id))
            .collect();
        let next_label = labels.iter().map(|label| label.id.0 + 1).max().unwrap_or(0);
        Self {
            name: name.to_owned(),
            labels: Arc::new(labels),
            rules: Arc::default(),
            slices: Arc::default(),
            lists: WordLists::default(),
            accents: Accents::default(),
            meaning: Arc::new(meaning),
            hand: Arc::default(),
            split_seed: 1,
            model: Arc::default(),
            graph: Arc::default(),
            embeddings: None,
            augment: Late::default(),
            accepted: Accepted::default(),
            next_label,
            next_rule: 0,
            next_slice: 0,
        }
    }

    /// The rule with an id.
    ///
    /// # Errors
    /// When it is gone.
    pub fn rule(&self, id: RuleId) -> Result<&Rule> {
        let found = self.rules.iter().find(|rule| rule.id == id);
        found
            .map(AsRef::as_ref)
            .ok_or_else(|| Error::new("This rule is gone", "Choose another one from the table"))
    }

    /// The label with an id.
    ///
    /// # Errors
    /// When it is gone.
    pub fn label(&self, id: LabelId) -> Result<&Label> {
        self.labels
            .get(id)
            .ok_or_else(|| Error::new("This label is gone", "Choose another one"))
    }

    /// The document after an edit.
    ///
    /// # Errors
    /// What can't be done and why; the document is then unchanged.
    pub fn apply(&self, edit: &Edit, around: Surroundings<'_>) -> Result<Self> {
        let mut next = self.clone();
        match edit {
            Edit::Written(written) => return self.apply(&written.open()?, around),
            Edit::RenameProject { name } => next.name = named(name, "project")?,
            Edit::AddRule { text } => next.add_rule(text, true, None, around)?,
            Edit::SetRule { id, text } => next.set_rule(*id, text, around)?,
            Edit::EnableRule { id, enabled } => next.change_rule(*id, |rule| rule.enabled = *enabled)?,
            Edit::DuplicateRule { id } => next.duplicate_rule(*id, around)?,
            Edit::MoveRule { id, position } => next.move_rule(*id, index(*position))?,
            Edit::DeleteRule { id } => {
                next.rule(*id)?;
                Arc::make_mut(&mut next.rules).retain(|rule| rule.id != *id);
            }
            Edit::RestoreRule { id, revision } => next.restore_rule(*id, *revision, around)?,
            Edit::EnableRules { ids, enabled } => next.enable_rules(ids, *enabled)?,
            Edit::LabelRules { ids, label } => next.label_rules(ids, *label)?,
            Edit::MoveRules { ids, position } => next.move_rules(ids, index(*position))?,
            Edit::DeleteRules { ids } => next.delete_rules(ids)?,
            Edit::MergeRules { ids, name } => next.merge_rules(ids, name.as_deref(), around)?,
            Edit::TakeRules { file, into } => next.take_rules(file, into, around)?,
            Edit::SplitRule { id } => next.split_rule(*id, around)?,
            Edit::AddLabel { name } => next.add_label(name, around)?,
            Edit::RenameLabel { id, name } => next.rename_label(*id, name)?,
            Edit::RecolorLabel { id, color } => next.recolor_label(*id, *color)?,
            Edit::MoveLabel { id, position } => {
                next.label(*id)?;
                Arc::make_mut(&mut next.labels).move_to(*id, index(*position));
            }
            Edit::MergeLabel { from, into } => next.merge_label(*from, *into)?,
            Edit::DeleteLabel { id } => next.delete_label(*id)?,
            Edit::SetList { name, entries } => next.set_list(name, entries)?,
            Edit::RenameList { from, to } => next.rename_list(from, to, around.names)?,
            Edit::DeleteList { name } => next.delete_list(name, around.names)?,
            Edit::SetAccents { accents } => next.accents = *accents,
            Edit::MapGold { value, label } => next.map_gold(value, *label, around)?,
            Edit::AddSlice { name, query } => next.add_slice(name, query, around)?,
            Edit::SetSlice { id, name, query } => next.set_slice(*id, name, query, around)?,
            Edit::DeleteSlice { id } => next.delete_slice(*id)?,
            Edit::SetGold { record, label } => next.set_gold(*record, *label, around.records)?,
            Edit::SetModel { choice } => next.set_model(choice, around.modality)?,
            Edit::SetGolds { records, label } => next.set_golds(records, *label, around.records)?,
            Edit::Graph(choice) => next.set_graph(choice, around.modality)?,
            Edit::Embeddings(choice) => next.set_embeddings(choice.as_ref(), around)?,
            Edit::Augment(choice) => next.set_augment(choice, around.modality)?,
            Edit::AcceptVariants(variants) => next.accept_variants(variants, around.records)?,
            Edit::RemoveVariants(variants) => next.remove_variants(variants)?,
        }
        Ok(next)
    }

    pub(super) fn add_rule(
        &mut self,
        text: &RuleText,
        enabled: bool,
        position: Option<usize>,
        around: Surroundings<'_>,
    ) -> Result<()> {
        self.check_rule(text, None, around)?;
        let id = RuleId(self.next_rule);
        self.next_rule += 1;
        let mut rule = Rule {
            id,
            enabled,
            ..Rule::default()
        };
        text.write_to(&mut rule);
        let rules = Arc::make_mut(&mut self.rules);
        rules.insert(position.unwrap_or(rules.len()), Arc::new(rule));
        Ok(())
    }

    pub(super) fn set_rule(&mut self, id: RuleId, text: &RuleText, around: Surroundings<'_>) -> Result<()> {
        self.rule(id)?;
        self.check_rule(text, Some(id), around)?;
        self.change_rule(id, |rule| text.write_to(rule))
    }

    fn check_rule(&self, text: &RuleText, id: Option<RuleId>, around: Surroundings<'_>) -> Result<()> {
        let name = named(&text.name, "rule")?;
        if self
            .rules
            .iter()
            .any(|rule| rule.name == name && Some(rule.id) != id)
        {
            let what = format!("There is a rule ‘{name}’ already");
            return Err(Error::new(what, "Give this one another name"));
        }
        self.label(text.label)?;
        columns::check(text, self, &around.names.fields)?;
        if text.column.is_some() && text.query.trim().is_empty() {
            return Ok(());
        }
        parse(&text.query, around.names).map(drop).map_err(|error| {
            Error::new(error.what.clone(), error.remedy.clone()).at(format!("rule ‘{name}’"))
        })
    }

    fn change_rule(&mut self, id: RuleId, change: impl FnOnce(&mut Rule)) -> Result<()> {
        self.rule(id)?;
        if let Some(rule) = Arc::make_mut(&mut self.rules)
            .iter_mut()
            .find(|rule| rule.id == id)
        {
            change(Arc::make_mut(rule));
        }
        Ok(())
    }

    /// The copy is off: two equal rules would count each vote twice.
    fn duplicate_rule(&mut self, id: RuleId, around: Surroundings<'_>) -> Result<()> {
        let rule = self.rule(id)?.clone();
        let free = |n: u32| format!("{} ({n})", rule.name);
        let name = (2..)
            .map(free)
            .find(|name| self.rules.iter().all(|rule| rule.name != *name));
        let text = RuleText {
            name: name.unwrap_or_default(),
            ..RuleText::of(&rule)
        };
        let position = self
            .rules
            .iter()
            .position(|other| other.id == id)
            .map(|at| at + 1);
        self.add_rule(&text, false, position, around)
    }

    fn move_rule(&mut self, id: RuleId, position: usize) -> Result<()> {
        self.rule(id)?;
        let rules = Arc::make_mut(&mut self.rules);
        if let Some(at) = rules.iter().position(|rule| rule.id == id) {
            let rule = rules.remove(at);
            rules.insert(position.min(rules.len()), rule);
        }
        Ok(())
    }

    pub(super) fn add_label(&mut self, name: &str, around: Surroundings<'_>) -> Result<()> {
        let name = self.free_label_name(name, None)?;
        let label = Label {
            id: LabelId(self.next_label),
            name,
            color: self.labels.next_color(),
        };
        self.next_label += 1;
        let meaning = Arc::make_mut(&mut self.meaning);
        for (value, meant) in around.gold_values.iter().zip(meaning) {
            if *value == label.name && meant.is_none() {
                *meant = Some(label.id);
            }
        }
        Arc::make_mut(&mut self.labels).push(label);
        Ok(())
    }

    fn rename_label(&mut self, id: LabelId, name: &str) -> Result<()> {
        self.label(id)?;
        let name = self.free_label_name(name, Some(id))?;
        if let Some(label) = Arc::make_mut(&mut self.labels).get_mut(id) {
            label.name = name;
        }
        Ok(())
    }

    fn free_label_name(&self, name: &str, id: Option<LabelId>) -> Result<String> {
        let name = named(name, "label")?;
        match self.labels.named(&name) {
            Some(label) if Some(label.id) != id => {
                let remedy = "Give this one another name, or merge the two";
                Err(Error::new(format!("There is a label ‘{name}’ already"), remedy))
            }
            _ => Ok(name),
        }
    }

    fn recolor_label(&mut self, id: LabelId, color: u8) -> Result<()> {
        self.label(id)?;
        if let Some(label) = Arc::make_mut(&mut self.labels).get_mut(id) {
            label.color = color % COLORS;
        }
        Ok(())
    }

    fn merge_label(&mut self, from: LabelId, into: LabelId) -> Result<()> {
        self.label(from)?;
        self.label(into)?;
        if from == into {
            return Err(Error::new(
                "A label can't become part of itself",
                "Choose another label",
            ));
        }
        for rule in Arc::make_mut(&mut self.rules)
            .iter_mut()
            .filter(|rule| rule.label == from || rule.votes_for(from))
        {
            Arc::make_mut(rule).merge_label(from, into);
        }
        let meant = Arc::make_mut(&mut self.meaning)
            .iter_mut()
            .filter(|meant| **meant == Some(from));
        meant.for_each(|meant| *meant = Some(into));
        Arc::make_mut(&mut self.hand).relabel(from, into);
        self.change_model(|model| model.merge_label(from, into));
        self.change_graph(|graph| graph.merge_label(from, into));
        self.relabel_augment(from, Some(into));
        Arc::make_mut(&mut self.labels).remove(from);
        Ok(())
    }

    fn delete_label(&mut self, id: LabelId) -> Result<()> {
        self.label(id)?;
        Arc::make_mut(&mut self.rules).retain_mut(|rule| {
            let is_of = rule.label == id || rule.votes_for(id);
            !is_of || Arc::make_mut(rule).forget_label(id)
        });
        let meant = Arc::make_mut(&mut self.meaning)
            .iter_mut()
            .filter(|meant| **meant == Some(id));
        meant.for_each(|meant| *meant = None);
        self.change_model(|model| model.forget_label(id));
        self.change_graph(|graph| graph.forget_label(id));
        self.relabel_augment(id, None);
        Arc::make_mut(&mut self.labels).remove(id);
        Ok(())
    }

    fn map_gold(&mut self, value: &str, label: Option<LabelId>, around: Surroundings<'_>) -> Result<()> {
        if let Some(label) = label {
            self.label(label)?;
        }
        let Some(at) = around.gold_values.iter().position(|known| known == value) else {
            return Err(Error::new(
                format!("No record has the gold value ‘{value}’"),
                "Choose one of the list",
            ));
        };
        if let Some(meant) = Arc::make_mut(&mut self.meaning).get_mut(at) {
            *meant = label;
        }
        Ok(())
    }
}

/// Heads of projects that never chose a model are as they were before there was a choice.
fn is_default_model(model: &Arc<ModelChoice>) -> bool {
    model.is_default()
}

/// Heads of projects that never chose a graph are as they were before there was one.
fn is_default_graph(graph: &Arc<GraphChoice>) -> bool {
    graph.is_default()
}

/// Heads of projects without lists are as they were before there were any.
fn no_lists(lists: &WordLists) -> bool {
    lists.is_empty()
}

/// A name that says something.
pub(super) fn named(name: &str, what: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::new(format!("The {what} has no name"), "Write one"));
    }
    Ok(name.to_owned())
}

impl Edit {
    /// The edit in words, as undo names it: "rename label ‘ham’". `before` is the document it was made to.
    #[must_use]
    pub fn describe(&self, before: &Document) -> String {
        let rule = |id: &RuleId| {
            before
                .rule(*id)
                .map_or_else(|_| String::new(), |rule| format!("‘{}’", rule.name))
        };
        let label = |id: &LabelId| {
            before
                .label(*id)
                .map_or_else(|_| String::new(), |label| format!("‘{}’", label.name))
        };
        let slice = |id: &SliceId| {
            before
                .slice(*id)
                .map_or_else(|_| String::new(), |slice| format!("‘{}’", slice.name))
        };
        let rules = |ids: &[RuleId]| match ids {
            [id] => format!("rule {}", rule(id)),
            ids => format!("{} rules", ids.len()),
        };
        match self {
            Self::Written(_) => "change the project".to_owned(),
            Self::RenameProject { name } => format!("rename the project to ‘{}’", name.trim()),
            Self::AddRule { text } => format!("add rule ‘{}’", text.name.trim()),
            Self::SetRule { id, .. } => format!("change rule {}", rule(id)),
            Self::EnableRule { id, enabled: true } => format!("switch rule {} on", rule(id)),
            Self::EnableRule { id, .. } => format!("switch rule {} off", rule(id)),
            Self::DuplicateRule { id } => format!("duplicate rule {}", rule(id)),
            Self::MoveRule { id, .. } => format!("move rule {}", rule(id)),
            Self::DeleteRule { id } => format!("delete rule {}", rule(id)),
            Self::RestoreRule { id, revision } => format!("restore revision {revision} of rule {}", rule(id)),
            Self::EnableRules { ids, enabled: true } => format!("switch {} on", rules(ids)),
            Self::EnableRules { ids, .. } => format!("switch {} off", rules(ids)),
            Self::LabelRules { ids, label: to } => format!("label {} {}", rules(ids), label(to)),
            Self::MoveRules { ids, .. } => format!("move {}", rules(ids)),
            Self::DeleteRules { ids } => format!("delete {}", rules(ids)),
            Self::MergeRules { ids, .. } => format!("merge {}", rules(ids)),
            Self::TakeRules { into, .. } if into.len() == 1 => "take over 1 rule".to_owned(),
            Self::TakeRules { into, .. } => format!("take over {} rules", into.len()),
            Self::SplitRule { id } => format!("split rule {}", rule(id)),
            Self::AddLabel { name } => format!("add label ‘{}’", name.trim()),
            Self::RenameLabel { id, .. } => format!("rename label {}", label(id)),
            Self::RecolorLabel { id, .. } => format!("recolour label {}", label(id)),
            Self::MoveLabel { id, .. } => format!("move label {}", label(id)),
            Self::MergeLabel { from, into } => format!("merge label {} into {}", label(from), label(into)),
            Self::DeleteLabel { id } => format!("delete label {}", label(id)),
            Self::AddSlice { name, .. } => format!("add slice ‘{}’", name.trim()),
            Self::SetSlice { id, .. } => format!("change slice {}", slice(id)),
            Self::DeleteSlice { id } => format!("delete slice {}", slice(id)),
            Self::SetList { name, .. } => match named_list(&before.lists, name) {
                Some(list) => format!("change word list ‘{}’", list.name),
                None => format!("add word list ‘{}’", name.trim()),
            },
            Self::RenameList { from, .. } => format!("rename word list ‘{from}’"),
            Self::DeleteList { name } => format!("delete word list ‘{name}’"),
            Self::SetAccents {
                accents: Accents::Count,
            } => "let accents count".to_owned(),
            Self::SetAccents { .. } => "ignore accents".to_owned(),
            Self::MapGold { value, .. } => format!("say what the gold value ‘{value}’ means"),
            Self::SetModel { choice } => choice.describe(&before.model),
            Self::Graph(choice) => choice.describe(&before.graph),
            Self::Embeddings(choice) => EmbeddingsChoice::words(choice.as_ref()),
            Self::Augment(_) => "choose how variants are made".to_owned(),
            Self::AcceptVariants(variants) => accepted_words(variants),
            Self::RemoveVariants(variants) => removed_words(variants),
            Self::SetGolds { records, label: to } => match to {
                Some(id) => format!("label {} by hand {}", records_words(records), label(id)),
                None => format!("take the labels of {} back", records_words(records)),
            },
            Self::SetGold {
                record,
                label: Some(id),
            } => format!("label record #{} {} by hand", shown_number(*record), label(id)),
            Self::SetGold { record, label: None } => {
                format!("take the label of record #{} back", shown_number(*record))
            }
        }
    }
}
