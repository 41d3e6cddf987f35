//! Another person's rules: compared with the project's by name, and taken over as chosen, as one change. A rule that
//! has another name there, but the same query and label, is the same rule renamed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::document::{Document, Surroundings};
use super::edit::{Edit, RuleText};
use super::load_rules::{check_query, names_with};
use super::project::Project;
use super::reopen::Reopening;
use super::request::{ExportOptions, Include};
use crate::error::{Error, Result};
use crate::formats::project::is_project;
use crate::formats::rule_file::{RuleFile, RuleFileEntry};
use crate::ids::RuleId;
use crate::job::Step;
use crate::lists::{named, put};
use crate::rule::ColumnVotes;
use crate::rules::parse;

/// What is to be compared, and how far a person has chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOptions {
    /// A rule file or a project file, whole.
    pub file: String,
    /// Labels of the file and the labels of the project that they are; others go by their names.
    pub labels: Vec<(String, String)>,
    /// What becomes of rules of the file, by their names there; others as [`TakenRule::take`] suggests.
    pub choices: Vec<(String, Take)>,
}

/// What becomes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// Nothing: the project stays as it is.
    Mine,
    /// It takes the place of the project's, or is added.
    Theirs,
    /// It is added under a free name.
    Both,
}

/// How a rule of the file stands to the project's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TakeState {
    /// The project has no such rule.
    New,
    /// It says the same.
    Same,
    /// It says something else.
    Changed,
    /// It has another name.
    Renamed,
}

/// The comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TakeView {
    /// The file's rules in their order.
    pub rules: Vec<TakenRule>,
    /// Rules of the project that the file has not.
    pub only_here: Vec<String>,
    /// Labels of the file's rules that the project has not.
    pub missing_labels: Vec<String>,
    /// What makes the choice true; none where nothing would change.
    pub edit: Option<Edit>,
    /// What else is to be known, as whole sentences.
    pub said: Vec<String>,
}

/// A rule of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TakenRule {
    /// Its name there.
    pub name: String,
    /// How it stands to the project's.
    pub state: TakeState,
    /// The name of the project's rule, where there is one.
    pub ours: Option<String>,
    /// Its label's name, as it would be here; empty where a column says it.
    pub label: String,
    /// Its query.
    pub query: String,
    /// Who wrote it.
    pub author: String,
    /// What it says otherwise.
    pub differences: Vec<Difference>,
    /// Why it can't be taken.
    pub problem: Option<String>,
    /// What becomes of it.
    pub take: Take,
}

/// What two rules say differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Of what: `query`, `label`.
    pub what: String,
    /// Here.
    pub ours: String,
    /// There.
    pub theirs: String,
    /// Of a query: terms that only theirs has.
    pub added: Vec<String>,
    /// Of a query: terms that only ours has.
    pub removed: Vec<String>,
}

impl Project {
    /// Compares a file's rules with the project's.
    ///
    /// # Errors
    /// A file that can't be read.
    pub fn compare_rules(&mut self, options: &TakeOptions) -> Result<TakeView> {
        let mut theirs = read(&options.file)?;
        for rule in &mut theirs.rules {
            rename_labels(rule, &options.labels);
        }
        let ours = rules_of(self)?;
        let names = names_with(&theirs, self.names())?;
        let mut view = TakeView::default();
        for (number, rule) in (1u32..).zip(&theirs.rules) {
            let problem = self.check_rule(number, rule, &names).err();
            view.rules
                .push(self.compared(rule, &ours, &theirs, problem, options));
        }
        let is_matched = |name: &String| view.rules.iter().any(|rule| rule.ours.as_ref() == Some(name));
        let only = ours.rules.iter().map(|rule| rule.name.clone());
        view.only_here = only.filter(|name| !is_matched(name)).collect();
        view.missing_labels = self.missing_labels(&theirs);
        view.said = self.said_of_lists(&theirs);
        view.edit = self.taking(&theirs, &view);
        Ok(view)
    }

    fn compared(
        &self,
        rule: &RuleFileEntry,
        ours: &RuleFile,
        theirs: &RuleFile,
        problem: Option<Error>,
        options: &TakeOptions,
    ) -> TakenRule {
        let by_name = ours.rules.iter().find(|own| own.name == rule.name);
        let renamed = || {
            let is_free = |own: &&RuleFileEntry| !theirs.rules.iter().any(|other| other.name == own.name);
            let mut free = ours.rules.iter().filter(is_free);
            free.find(|own| is_alike(own, rule))
        };
        let own = by_name.or_else(renamed);
        let differences = own.map(|own| differences(own, rule, self)).unwrap_or_default();
        let state = match own {
            None => TakeState::New,
            Some(own) if own.name != rule.name => TakeState::Renamed,
            Some(_) if differences.is_empty() => TakeState::Same,
            Some(_) => TakeState::Changed,
        };
        let chosen = options.choices.iter().find(|(name, _)| *name == rule.name);
        let take = match (&problem, state, chosen) {
            (Some(_), ..) | (_, TakeState::Same, _) => Take::Mine,
            (None, _, Some((_, take))) => *take,
            // Nothing that a person wrote is changed unless they say so.
            (None, TakeState::New, None) => Take::Theirs,
            (None, _, None) => Take::Mine,
        };
        TakenRule {
            name: rule.name.clone(),
            state,
            ours: own.map(|own| own.name.clone()),
            label: rule.label.clone(),
            query: rule.query.clone(),
            author: rule.author.clone(),
            differences,
            problem: problem.map(|error| format!("{}. {}", error.what, error.remedy)),
            take,
        }
    }

    fn missing_labels(&self, theirs: &RuleFile) -> Vec<String> {
        let mut missing: Vec<String> = Vec::new();
        for label in theirs.rules.iter().flat_map(labels_of) {
            if self.document.labels.named(label).is_none() && !missing.contains(label) {
                missing.push(label.clone());
            }
        }
        missing
    }

    fn said_of_lists(&self, theirs: &RuleFile) -> Vec<String> {
        let differs = |list: &&crate::lists::WordList| {
            named(&self.document.lists, &list.name).is_some_and(|own| own.entries != list.entries)
        };
        let mut said: Vec<String> = theirs
            .lists
            .iter()
            .filter(differs)
            .map(|list| {
                format!(
                    "The word list @{} has other entries there; yours stays.",
                    list.name
                )
            })
            .collect();
        if theirs.accents != self.document.accents {
            said.push("Accents are compared otherwise there; your setting stays.".to_owned());
        }
        said
    }

    /// The edit that takes what is chosen.
    fn taking(&self, theirs: &RuleFile, view: &TakeView) -> Option<Edit> {
        let mut taken = RuleFile::default();
        let mut into = Vec::new();
        for (rule, choice) in theirs.rules.iter().zip(&view.rules) {
            let mut rule = rule.clone();
            let own = choice.ours.as_ref().filter(|_| choice.take == Take::Theirs);
            match choice.take {
                Take::Mine => continue,
                Take::Both => rule.name = self.free_name(&rule.name, theirs),
                Take::Theirs => {}
            }
            let of_name = |name: &String| self.document.rules.iter().find(|rule| rule.name == *name);
            into.push(own.and_then(of_name).map(|rule| rule.id));
            taken.rules.push(rule);
        }
        for label in theirs.rules.iter().flat_map(labels_of) {
            let is_used = taken.rules.iter().flat_map(labels_of).any(|used| used == label);
            if is_used && !taken.labels.contains(label) {
                taken.labels.push(label.clone());
            }
        }
        let lacking = theirs
            .lists
            .iter()
            .filter(|list| named(&self.document.lists, &list.name).is_none());
        taken.lists = lacking.cloned().collect();
        let mut bytes = Vec::new();
        taken.write(&mut bytes);
        let file = String::from_utf8(bytes).ok()?;
        (!into.is_empty()).then_some(Edit::TakeRules { file, into })
    }

    fn free_name(&self, name: &str, theirs: &RuleFile) -> String {
        let is_taken = |name: &str| {
            self.document.rules.iter().any(|rule| rule.name == name)
                || theirs.rules.iter().any(|rule| rule.name == name)
        };
        let mut free = format!("{name} (theirs)");
        let mut number = 2;
        while is_taken(&free) {
            free = format!("{name} (theirs {number})");
            number += 1;
        }
        free
    }
}

impl Document {
    /// Takes the rules of a rule file, each in the place of one of the project's or behind the others.
    pub(super) fn take_rules(
        &mut self,
        file: &str,
        into: &[Option<RuleId>],
        around: Surroundings<'_>,
    ) -> Result<()> {
        let file = RuleFile::read(file.as_bytes())?;
        for label in &file.labels {
            if self.labels.named(label).is_none() {
                self.add_label(label, around)?;
            }
        }
        for list in &file.lists {
            if named(&self.lists, &list.name).is_none() {
                put(&mut self.lists, list.clone());
            }
        }
        let names = around.names.clone().with_lists(&self.lists);
        let around = Surroundings {
            names: &names,
            ..around
        };
        for (at, (number, rule)) in (1u32..).zip(&file.rules).enumerate() {
            check_query(number, rule, &names)?;
            let text = self.text_of(rule)?;
            let id = match into.get(at).copied().flatten() {
                Some(id) => {
                    self.set_rule(id, &text, around)?;
                    id
                }
                None => {
                    self.add_rule(&text, rule.enabled, None, around)?;
                    RuleId(self.next_rule - 1)
                }
            };
            let rules = Arc::make_mut(&mut self.rules);
            if let Some(own) = rules.iter_mut().find(|own| own.id == id) {
                let own = Arc::make_mut(own);
                own.enabled = rule.enabled;
                own.author.clone_from(&rule.author);
            }
        }
        Ok(())
    }

    fn text_of(&self, rule: &RuleFileEntry) -> Result<RuleText> {
        let named = |name: &str| self.labels.named(name).map(|label| label.id);
        let column = rule.column.as_ref().map(|entry| ColumnVotes {
            column: entry.column.clone(),
            meaning: entry
                .values
                .iter()
                .map(|(value, label)| (value.clone(), named(label)))
                .collect(),
        });
        let first = column.as_ref().and_then(|column| column.voting().next());
        let label = first.map_or_else(|| named(&rule.label), |(_, label)| Some(label));
        Ok(RuleText {
            name: rule.name.clone(),
            label: label.ok_or_else(|| Error::new("This label is gone", "Choose another one"))?,
            query: rule.query.clone(),
            note: rule.note.clone(),
            against: rule.against,
            hard: rule.hard,
            column,
            examples: rule.examples.clone(),
        })
    }
}

/// The rules of a rule file or a project file.
fn read(file: &str) -> Result<RuleFile> {
    if !is_project(file.as_bytes()) {
        return RuleFile::read(file.as_bytes());
    }
    let mut reopening = Reopening::new(file.as_bytes())?;
    while reopening.step().is_some() {}
    rules_of(&reopening.into_project())
}

/// A project's rules as a rule file has them.
fn rules_of(project: &Project) -> Result<RuleFile> {
    if project.document.rules.is_empty() {
        return Ok(RuleFile::default());
    }
    let mut job = project.export(&ExportOptions {
        augmented: Default::default(),
        format: "rules".to_owned(),
        model: None,
        include: Include::All,
        threshold: 0.0,
        at: None,
    })?;
    loop {
        if let Step::Done(file) = job.step(project) {
            return RuleFile::read(&file.bytes);
        }
    }
}

fn labels_of(rule: &RuleFileEntry) -> Vec<&String> {
    match &rule.column {
        Some(column) => column.values.iter().map(|(_, label)| label).collect(),
        None => vec![&rule.label],
    }
}

fn rename_labels(rule: &mut RuleFileEntry, labels: &[(String, String)]) {
    let rename = |label: &mut String| {
        if let Some((_, to)) = labels.iter().find(|(from, _)| from == label) {
            label.clone_from(to);
        }
    };
    rename(&mut rule.label);
    let values = rule.column.iter_mut().flat_map(|column| &mut column.values);
    values.for_each(|(_, label)| rename(label));
}

/// Whether two rules vote the same, whatever they are called.
fn is_alike(own: &RuleFileEntry, rule: &RuleFileEntry) -> bool {
    let says = |rule: &RuleFileEntry| {
        (
            rule.query.clone(),
            rule.label.clone(),
            rule.against,
            rule.column.clone(),
        )
    };
    says(own) == says(rule)
}

fn differences(own: &RuleFileEntry, rule: &RuleFileEntry, project: &Project) -> Vec<Difference> {
    let votes = |rule: &RuleFileEntry| match &rule.column {
        Some(column) => {
            let values = column
                .values
                .iter()
                .map(|(value, label)| format!("{value} = {label}"));
            format!(
                "column {}: {}",
                column.column,
                values.collect::<Vec<_>>().join(", ")
            )
        }
        None if rule.against => format!("not {}", rule.label),
        None => rule.label.clone(),
    };
    let on = |rule: &RuleFileEntry| if rule.enabled { "on" } else { "off" }.to_owned();
    let decides = |rule: &RuleFileEntry| if rule.hard { "decides" } else { "votes" }.to_owned();
    let examples = |rule: &RuleFileEntry| {
        let must = rule.examples.iter().filter(|example| example.matches).count();
        format!("{must} must match, {} must not", rule.examples.len() - must)
    };
    let sides = [
        ("name", own.name.clone(), rule.name.clone()),
        ("query", own.query.clone(), rule.query.clone()),
        ("label", votes(own), votes(rule)),
        ("decides", decides(own), decides(rule)),
        ("on or off", on(own), on(rule)),
        ("note", own.note.clone(), rule.note.clone()),
        ("author", own.author.clone(), rule.author.clone()),
    ];
    let mut all: Vec<Difference> = sides
        .into_iter()
        .filter(|(_, ours, theirs)| ours != theirs)
        .map(|(what, ours, theirs)| difference(what, ours, theirs, project))
        .collect();
    if own.examples != rule.examples {
        all.push(difference("examples", examples(own), examples(rule), project));
    }
    all
}

fn difference(what: &str, ours: String, theirs: String, project: &Project) -> Difference {
    let read = |query: &str| parse(query, project.names()).ok();
    let change = match (what, read(&ours), read(&theirs)) {
        ("query", Some(own), Some(other)) => other.condition.change_from(&own.condition),
        _ => crate::rules::TermChange::default(),
    };
    Difference {
        what: what.to_owned(),
        ours,
        theirs,
        added: change.added,
        removed: change.removed,
    }
}
