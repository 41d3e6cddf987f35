//! What was measured of variants, as last told. It outlives the Augment page, and work on it goes on while another page is
//! shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use labelloom_engine::session::augment::{
    AugmentAsk, CoverageView, GeneratedView, HelpsView, RatesView, RobustnessView, SearchView,
};
use labelloom_engine::session::reply::ProjectView;
use leptos::prelude::*;

use super::Inquiry;

/// The stores of variants.
#[derive(Clone, Copy)]
pub(crate) struct Augmenting {
    /// The project that all of this is of.
    project_id: RwSignal<Option<String>>,
    /// Rates by operation and strength.
    pub(crate) rates: Inquiry<RatesView>,
    /// How well rules withstand operations.
    pub(crate) robustness: Inquiry<RobustnessView>,
    /// Variants of all records of a selection.
    pub(crate) generated: Inquiry<GeneratedView>,
    /// Whether variants help.
    pub(crate) helps: Inquiry<HelpsView>,
    /// Which policy helps.
    pub(crate) search: Inquiry<SearchView>,
    /// How accepted variants spread.
    pub(crate) coverage: Inquiry<CoverageView>,
    /// What the answer on whether variants help is of.
    pub(crate) helps_of: RwSignal<Option<Arc<Basis>>>,
    /// What the answer of the search is of.
    pub(crate) search_of: RwSignal<Option<Arc<Basis>>>,
    /// Variants that were looked at and are not wanted: each its record, and what it is.
    pub(crate) rejected: RwSignal<Arc<BTreeSet<(u32, String)>>>,
}

/// What an answer is of: the project as it was, and the question.
#[derive(Debug)]
pub(crate) struct Basis {
    /// The project when it was asked.
    pub(crate) project: ProjectView,
    /// What was asked.
    pub(crate) ask: AugmentAsk,
}

impl Augmenting {
    pub(super) fn new() -> Self {
        Self {
            project_id: RwSignal::new(None),
            rates: Inquiry::new(),
            robustness: Inquiry::new(),
            generated: Inquiry::new(),
            helps: Inquiry::new(),
            search: Inquiry::new(),
            coverage: Inquiry::new(),
            helps_of: RwSignal::new(None),
            search_of: RwSignal::new(None),
            rejected: RwSignal::new(Arc::default()),
        }
    }

    /// Begins anew where another project is open than before.
    pub(crate) fn be_of(self, project_id: Option<String>) {
        if self.project_id.with_untracked(|held| *held == project_id) {
            return;
        }
        self.project_id.set(project_id);
        self.rates.clear();
        self.robustness.clear();
        self.generated.clear();
        self.helps.clear();
        self.search.clear();
        self.coverage.clear();
        self.helps_of.set(None);
        self.search_of.set(None);
        self.rejected.set(Arc::default());
    }
}
