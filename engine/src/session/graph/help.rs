//! Parts of the search for neighbours that other workers may do while it is under way ([`crate::graph::Errand`]).

use super::job::{GraphJob, Work};
use crate::error::Result;
use crate::graph::{Errand, Finding};
use crate::job;
use crate::session::SessionJob;

impl GraphJob {
    fn finding(&mut self) -> Option<&mut Finding> {
        match self.work() {
            Work::Build(job) => job.finding(),
            _ => None,
        }
    }
}

impl SessionJob {
    fn finding(&mut self) -> Option<&mut Finding> {
        match self {
            Self::Graph(job) => job.finding(),
            _ => None,
        }
    }

    /// Work that helpers may do, as bytes, one a helper: asked after each step. Nearly always there is none.
    // A door of the page's part `graph`.
    #[inline(never)]
    pub fn errands(&mut self, helpers: u32) -> Vec<Vec<u8>> {
        self.finding()
            .map_or_else(Vec::new, |finding| finding.errands(helpers))
    }

    /// Takes what a helper answered, by its errand's place; none where it can't.
    // A door of the page's part `graph`.
    #[inline(never)]
    pub fn take_errand(&mut self, errand: usize, answer: Option<&[u8]>) {
        if let Some(finding) = self.finding() {
            finding.take(errand, answer);
        }
    }

    /// Whether steps do nothing before a helper answers.
    #[must_use]
    pub fn waits_for_help(&mut self) -> bool {
        self.finding().is_some_and(|finding| finding.waits())
    }
}

/// Does an errand to its end, for who has nothing else to do.
///
/// # Errors
/// Bytes that are no errand.
// A door of the page's part `graph`.
#[inline(never)]
pub fn run_errand(bytes: &[u8]) -> Result<Vec<u8>> {
    job::run(&mut Errand::read(bytes)?)
}
