//! What the label model made of the votes, as last told. It outlives the Labels page, so that the Rules page can show
//! what the model believes of its rules, and coming back finds everything as it was.

use std::sync::Arc;

use labelloom_engine::session::labels::{
    ComparisonView, EndModelView, LabelsView, LeaveOneOutView, ModelInfo,
};
use leptos::prelude::*;

use crate::worker::protocol::{CallProgress, Problem};

/// A question that takes a while, and its last answer.
#[derive(Debug)]
pub(crate) struct Inquiry<T: Send + Sync + 'static> {
    /// The last answer; of a slightly older project while a newer one is at work.
    pub(crate) answer: RwSignal<Option<Arc<T>>>,
    /// The call that is at work.
    pub(crate) at_work: RwSignal<Option<u32>>,
    /// How far it is.
    pub(crate) progress: RwSignal<Option<CallProgress>>,
    /// Why there is no answer to the last question, told where the answer would stand.
    pub(crate) problem: RwSignal<Option<Problem>>,
}

impl<T: Send + Sync + 'static> Clone for Inquiry<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Inquiry<T> {}

impl<T: Send + Sync + 'static> Inquiry<T> {
    pub(super) fn new() -> Self {
        Self {
            answer: RwSignal::new(None),
            at_work: RwSignal::new(None),
            progress: RwSignal::new(None),
            problem: RwSignal::new(None),
        }
    }

    pub(super) fn clear(self) {
        self.answer.set(None);
        self.at_work.set(None);
        self.progress.set(None);
        self.problem.set(None);
    }
}

/// The stores of labels.
#[derive(Clone, Copy)]
pub(crate) struct Fitting {
    /// The project that all of this is of.
    project_id: RwSignal<Option<String>>,
    /// Whether labels are followed: from when the Labels page is first seen, or its model first asked about.
    pub(crate) is_followed: RwSignal<bool>,
    /// The labels by the chosen model.
    pub(crate) labels: Inquiry<LabelsView>,
    /// What they would be without each rule.
    pub(crate) without: Inquiry<LeaveOneOutView>,
    /// Models side by side.
    pub(crate) comparison: Inquiry<ComparisonView>,
    /// The end model.
    pub(crate) end_model: Inquiry<EndModelView>,
}

impl Fitting {
    pub(super) fn new() -> Self {
        Self {
            project_id: RwSignal::new(None),
            is_followed: RwSignal::new(false),
            labels: Inquiry::new(),
            without: Inquiry::new(),
            comparison: Inquiry::new(),
            end_model: Inquiry::new(),
        }
    }

    /// The label models as they describe themselves; none before the first fit.
    pub(crate) fn models(self) -> Vec<ModelInfo> {
        let answer = self.labels.answer.get();
        answer.map_or_else(Vec::new, |view| view.models.clone())
    }

    /// Begins anew where another project is open than before.
    pub(crate) fn be_of(self, project_id: Option<String>) {
        if self.project_id.with_untracked(|held| *held == project_id) {
            return;
        }
        self.project_id.set(project_id);
        self.is_followed.set(false);
        self.labels.clear();
        self.without.clear();
        self.comparison.clear();
        self.end_model.clear();
    }
}
