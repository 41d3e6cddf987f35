//! What was measured of variants, as last told. It outlives the Augment page, and work on it goes on while another page is
//! shown.

use labelloom_engine::session::augment::{
    CoverageView, GeneratedView, HelpsView, RatesView, RobustnessView, SearchView,
};
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
    }
}
