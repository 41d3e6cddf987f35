//! Work on the graph that is under way: building it, carrying labels along it. It goes on while another page is shown;
//! what comes of it stays in the worker, and whoever shows it asks there.

use leptos::prelude::*;

use crate::worker::protocol::{CallProgress, Problem};

/// The stores of work on the graph.
#[derive(Clone, Copy)]
pub(crate) struct Graphing {
    /// The project that all of this is of.
    project_id: RwSignal<Option<String>>,
    /// The call that is at work.
    pub(crate) at_work: RwSignal<Option<u32>>,
    /// How far it is.
    pub(crate) progress: RwSignal<Option<CallProgress>>,
    /// Why the last work came to nothing.
    pub(crate) problem: RwSignal<Option<Problem>>,
    /// Grows with every end of work: there is something new to ask for.
    pub(crate) ended: RwSignal<u32>,
    /// Whether accepted variants are shown on the map.
    pub(crate) shows_variants: RwSignal<bool>,
}

impl Graphing {
    pub(super) fn new() -> Self {
        Self {
            project_id: RwSignal::new(None),
            at_work: RwSignal::new(None),
            progress: RwSignal::new(None),
            problem: RwSignal::new(None),
            ended: RwSignal::new(0),
            shows_variants: RwSignal::new(false),
        }
    }

    /// Begins anew where another project is open than before.
    pub(crate) fn be_of(self, project_id: Option<String>) {
        if self.project_id.with_untracked(|held| *held != project_id) {
            self.project_id.set(project_id);
            self.at_work.set(None);
            self.progress.set(None);
            self.problem.set(None);
            self.shows_variants.set(false);
        }
    }
}
