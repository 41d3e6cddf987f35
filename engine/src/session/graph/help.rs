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

    // This and the two below are doors of the page's part `graph`.
    #[inline(never)]
    fn errands(&mut self, helpers: u32) -> Vec<Vec<u8>> {
        self.finding()
            .map_or_else(Vec::new, |finding| finding.errands(helpers))
    }

    #[inline(never)]
    fn take_errand(&mut self, errand: usize, answer: Option<&[u8]>) {
        if let Some(finding) = self.finding() {
            finding.take(errand, answer);
        }
    }

    #[inline(never)]
    fn waits_for_help(&mut self) -> bool {
        self.finding().is_some_and(|finding| finding.waits())
    }
}

impl SessionJob {
    /// Work that helpers may do, as bytes, one a helper: asked after each step. Nearly always there is none.
    // This and the two below are doors of the page's part `projects`, which leads to those of `graph`.
    #[inline(never)]
    pub fn errands(&mut self, helpers: u32) -> Vec<Vec<u8>> {
        match self {
            Self::Graph(job) => job.errands(helpers),
            _ => Vec::new(),
        }
    }

    /// Takes what a helper answered, by its errand's place; none where it can't.
    #[inline(never)]
    pub fn take_errand(&mut self, errand: usize, answer: Option<&[u8]>) {
        if let Self::Graph(job) = self {
            job.take_errand(errand, answer);
        }
    }

    /// Whether steps do nothing before a helper answers.
    #[must_use]
    #[inline(never)]
    pub fn waits_for_help(&mut self) -> bool {
        match self {
            Self::Graph(job) => job.waits_for_help(),
            _ => false,
        }
    }
}

/// Does an errand to its end, for who has nothing else to do.
///
/// # Errors
/// Bytes that are no errand.
// A door of `projects`, which leads to the one of `graph` below.
#[inline(never)]
pub fn run_errand(bytes: &[u8]) -> Result<Vec<u8>> {
    run_to_its_end(bytes)
}

#[inline(never)]
fn run_to_its_end(bytes: &[u8]) -> Result<Vec<u8>> {
    job::run(&mut Errand::read(bytes)?)
}
