//! What an edit of rules would change, found by making it on the side: the rules it touches with their figures, and all
//! rules together, before and after.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::document::Document;
use super::edit::Edit;
use super::evaluating::Evaluating;
use super::late::Late;
use super::live::Live;
use super::project::Project;
use super::reply::{RuleFigures, Totals};
use crate::error::Result;
use crate::ids::{LabelId, RuleId};
use crate::job::{Progress, Step};
use crate::rule::Rule;
use crate::rules::{ScanJob, Source};

/// What an edit of rules would change, in the records that are shown: those of the slice in force, else all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulesImpact {
    /// The edit.
    pub edit: Late<Edit>,
    /// Rules that would go or be others, as they are.
    pub was: Vec<RuleOutline>,
    /// The rules that would take their place.
    pub becomes: Vec<RuleOutline>,
    /// All rules together, now.
    pub before: Totals,
    /// All rules together, afterwards.
    pub after: Totals,
    /// Records covered afterwards only.
    pub newly_covered: u32,
    /// Records covered now only.
    pub no_longer_covered: u32,
    /// Records whose majority label would change, come or go.
    pub majority: u32,
}

/// A rule with its figures, before or after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleOutline {
    /// Its id.
    pub id: RuleId,
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: LabelId,
    /// Its query.
    pub query: String,
    /// Whether it votes.
    pub enabled: bool,
    /// Its figures.
    pub figures: RuleFigures,
}

/// An impact being counted: a query a step, and more steps for those that look at all texts.
#[derive(Debug)]
pub struct ImpactJob {
    edit: Edit,
    /// Queries whose records are to be known.
    queries: Vec<String>,
    total: u64,
    scan: Option<ScanJob>,
}

impl Project {
    /// Begins to count what an edit of rules would change.
    ///
    /// # Errors
    /// What would keep it from being made.
    pub(super) fn rules_impact_job(&self, edit: &Edit) -> Result<ImpactJob> {
        if let Edit::Written(written) = edit {
            return self.rules_impact_job(&written.open()?);
        }
        let after = self.document.apply(edit, self.surroundings())?;
        let new = changed(&after, &self.document);
        // A rule from a column may have no query.
        let queries: Vec<String> = new
            .map(|rule| rule.query.clone())
            .filter(|query| !query.trim().is_empty())
            .collect();
        Ok(ImpactJob {
            edit: edit.clone(),
            total: queries.len() as u64,
            queries,
            scan: None,
        })
    }

    fn rules_impact(&mut self, edit: &Edit) -> Result<RulesImpact> {
        let after = self.document.apply(edit, self.surroundings())?;
        let source = Source::new(&self.corpus, &self.index).with_terms(&self.terms);
        // Rules tell nothing of gold, which stays as it is.
        let gold = &self.gold_sets;
        // Rules that are taken over may bring word lists.
        let names = self.names.clone().with_lists(&after.lists);
        let mut live = Live::new(&after, None, &names, &mut self.cache, &source, gold);
        live.look_within(self.scope.as_ref());
        let (was, now) = (&self.saved.shown().sets, &live.shown().sets);
        let majority = self.touched_majority(&after, &live);
        Ok(RulesImpact {
            edit: Late::of(edit)?,
            was: outlines(&self.document, &after, &self.saved),
            becomes: outlines(&after, &self.document, &live),
            before: self.saved.shown_totals(self.shown_gold()),
            after: live.shown_totals(self.shown_gold()),
            newly_covered: now.covered.count_without(&was.covered),
            no_longer_covered: was.covered.count_without(&now.covered),
            majority: match &self.scope {
                Some(scope) => majority.count_and(&scope.records),
                None => majority.count(),
            },
        })
    }
}

impl ImpactJob {
    /// Does one step.
    ///
    /// # Errors
    /// When the project changed meanwhile, and the edit can't be made any more.
    pub(super) fn step(&mut self, project: &mut Project) -> Result<Step<RulesImpact>> {
        let Some(query) = self.queries.last() else {
            return project.rules_impact(&self.edit).map(Step::Done);
        };
        if let Evaluating::Working(scanned) = project.step_query(query, None, &mut self.scan) {
            return Ok(Step::Working(scanned.progress()));
        }
        self.queries.pop();
        Ok(Step::Working(Progress {
            stage: "counting the rules as they would be",
            done: self.total - self.queries.len() as u64,
            total: self.total,
            estimate: None,
        }))
    }
}

/// A document's rules that another one lacks or has otherwise.
fn changed<'a>(document: &'a Document, other: &'a Document) -> impl Iterator<Item = &'a Arc<Rule>> {
    let same = |rule: &&Arc<Rule>| !other.rules.iter().any(|known| Arc::ptr_eq(known, rule));
    document.rules.iter().filter(same)
}

fn outlines(document: &Document, other: &Document, live: &Live) -> Vec<RuleOutline> {
    let outline = |rule: &Arc<Rule>| RuleOutline {
        id: rule.id,
        name: rule.name.clone(),
        label: rule.label,
        query: rule.query.clone(),
        enabled: rule.enabled,
        figures: live
            .rule(rule.id)
            .map(|rule| live.shown_figures(rule))
            .unwrap_or_default(),
    };
    changed(document, other).map(outline).collect()
}
