//! Labels by a model: the one that the document names is fitted to the votes of the rules that are on, its fit is kept
//! until labels may be others, and everything said of labels is said of that fit.
//!
//! A request that needs a fit which isn't there becomes a job that fits first ([`LabelsJob`]); it is then answered as if
//! the fit had always been there. Dev gold steers fits; held-out gold judges them and is in none. Records without a vote
//! stay without a label, but where the document says that the end model labels them.

mod change;
mod choice;
mod compare;
mod end;
mod end_view;
mod figures;
mod filters;
mod fit;
mod job;
mod labeled;
mod leave_out;
mod rules;
mod shown;
mod view;
mod why;

use std::sync::{Arc, OnceLock};

pub use crate::model_choice::{
    BalanceChoice, DEFAULT_MODEL, EndModelOptions, MAJORITY, ModelChoice, RulePrior,
};
pub use job::LabelsJob;
pub use view::*;

use change::Snapshot;
use end::EndJob;
pub(super) use end::Trained;
use fit::{FitGround, FitJob};
pub(super) use labeled::Labeled;
use leave_out::Without;

use super::document::Document;
use super::project::Project;
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::models::VoteTable;

/// Most fits kept: the chosen model's, the majority vote's, and one that an export asks for.
const MOST_FITS: usize = 3;

/// What is kept of labels between requests.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The votes as models read them.
    table: OnceLock<Arc<VoteTable>>,
    /// Of the present votes, the latest used last.
    fits: Vec<Arc<Labeled>>,
    /// The labels shown last.
    last: Option<Snapshot>,
    /// Those shown before, by another fit.
    before: Option<Snapshot>,
    comparison: Option<ComparisonView>,
    without: Option<Without>,
    end: Option<Arc<Trained>>,
    /// Why it could not be trained at a revision.
    end_problem: Option<(u32, Error)>,
    /// The features of the records, which never change, by the kinds they were made of.
    vectors: Option<(Vec<String>, Arc<Vectors>)>,
    /// The revision since which nothing has changed that labels hang on: what was fitted or found at it or later holds.
    since: u32,
    looks: u32,
    /// The revision at which held-out figures were last looked at.
    looked_at: Option<u32>,
}

impl Kept {
    /// Labels may be others from a revision on: what was counted of the votes is forgotten.
    fn change(&mut self, revision: u32) {
        self.since = revision;
        self.table = OnceLock::new();
        self.fits.clear();
    }

    /// Forgets features that were made of a kind.
    pub(super) fn forget_vectors(&mut self, kind: &str) {
        self.vectors
            .take_if(|(kinds, _)| kinds.iter().any(|made| made == kind));
    }

    fn keep(&mut self, labeled: Labeled) {
        self.fits.retain(|kept| kept.asked != labeled.asked);
        self.fits.push(Arc::new(labeled));
        let extra = self.fits.len().saturating_sub(MOST_FITS);
        self.fits.drain(..extra);
    }

    /// Counts a look at held-out gold; two at the same state are one.
    fn look(&mut self, revision: u32) {
        if self.looked_at != Some(revision) {
            self.looked_at = Some(revision);
            self.looks += 1;
        }
    }
}

impl Project {
    /// The votes as models read them.
    fn vote_table(&self) -> Result<Arc<VoteTable>> {
        if let Some(table) = self.labels.table.get() {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(VoteTable::new(&self.saved.matrix)?);
        Ok(Arc::clone(self.labels.table.get_or_init(|| table)))
    }

    /// What a model makes of the records now, if it was fitted.
    fn fit_of(&self, model: &str) -> Option<&Arc<Labeled>> {
        let mut kept = self.labels.fits.iter();
        kept.find(|kept| kept.asked == model && self.labels_hold(kept.revision))
    }

    /// The chosen model's labels, if it was fitted.
    pub(super) fn chosen(&self) -> Option<&Arc<Labeled>> {
        self.fit_of(&self.document.model.model)
    }

    /// The chosen model's labels.
    ///
    /// # Errors
    /// When it was not fitted: requests that need it begin with its fit.
    fn chosen_fit(&self) -> Result<Arc<Labeled>> {
        self.chosen().map(Arc::clone).ok_or_else(unfitted)
    }

    /// What a model makes of the records, as it was asked for and nothing else in its place; fitted now where it was not
    /// before.
    ///
    /// # Errors
    /// A model that is not there, or that can't be fitted to these votes.
    // A door of the page's part `models`.
    #[inline(never)]
    pub(super) fn labels_by(&self, model: &str) -> Result<Arc<Labeled>> {
        if let Some(labeled) = self.fit_of(model) {
            return match &labeled.problem {
                None => Ok(Arc::clone(labeled)),
                Some(problem) => Err(problem.clone()),
            };
        }
        FitJob::strict(FitGround::new(self)?, model)?.run().map(Arc::new)
    }

    /// The end model that a model's labels teach, where the document says that it labels what no rule votes on; trained
    /// now where it was not before.
    ///
    /// # Errors
    /// What it can't be trained for.
    // A door of the page's part `models`.
    #[inline(never)]
    pub(super) fn end_model_for(&self, labeled: &Arc<Labeled>) -> Result<Option<Arc<Trained>>> {
        let options = &self.document.model.end_options;
        if !self.document.model.end_model {
            return Ok(None);
        }
        if let Some(trained) = self.trained(&labeled.asked, options) {
            return Ok(Some(Arc::clone(trained)));
        }
        let job = EndJob::new(self, Arc::clone(labeled), options.clone())?;
        job.run(self).map(|trained| Some(Arc::new(trained)))
    }

    /// The end model of the present labels, whatever its options, if one was trained.
    pub(super) fn end_model_now(&self) -> Option<&Arc<Trained>> {
        let kept = self.labels.end.as_ref();
        kept.filter(|kept| self.labels_hold(kept.revision()))
    }

    /// Notes whether the change to the present revision is one that labels may hang on.
    pub(super) fn note_change(&mut self, before: &Document) {
        if !is_same_for_labels(before, &self.document) {
            self.labels.change(self.revision);
        }
    }

    /// Whether what labels were at a revision they still are.
    pub(in crate::session) fn labels_hold(&self, revision: u32) -> bool {
        revision >= self.labels.since
    }

    /// Counts a look at held-out gold.
    pub(super) fn look_at_held_out(&mut self) {
        self.labels.look(self.revision);
    }

    /// The features of the records that an end model was made of last, with the kinds.
    pub(super) fn kept_features(&self) -> Option<&(Vec<String>, Arc<Vectors>)> {
        self.labels.vectors.as_ref()
    }

    /// The end model as it would be trained now, if it was.
    fn trained(&self, taught_by: &str, options: &EndModelOptions) -> Option<&Arc<Trained>> {
        let kept = self.labels.end.as_ref()?;
        let is_same = self.labels_hold(kept.revision()) && kept.is_of(taught_by, options);
        is_same.then_some(kept)
    }
}

/// Whether two documents are the same but for what labels don't hang on: names, slices, the graph, variants. The states
/// of undo share what is the same.
fn is_same_for_labels(one: &Document, other: &Document) -> bool {
    Arc::ptr_eq(&one.labels, &other.labels)
        && Arc::ptr_eq(&one.rules, &other.rules)
        && Arc::ptr_eq(&one.lists, &other.lists)
        && Arc::ptr_eq(&one.meaning, &other.meaning)
        && Arc::ptr_eq(&one.hand, &other.hand)
        && Arc::ptr_eq(&one.model, &other.model)
        && one.accents == other.accents
        && one.split_seed == other.split_seed
        && one.embeddings == other.embeddings
}

fn unfitted() -> Error {
    Error::new("The label model is not fitted to these votes yet", "Ask again")
}

#[cfg(test)]
mod tests;
