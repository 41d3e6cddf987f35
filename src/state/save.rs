//! What is on disk. "Saved" is shown only when everything that the page shows as done is there, the draft included.

use crate::worker::protocol::Problem;

/// Revisions on the page and on disk.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SaveState {
    /// The project's revision on the page.
    pub(crate) revision: u32,
    /// The project's revision on disk.
    pub(crate) saved_revision: u32,
    /// The draft's revision on the page.
    pub(crate) draft_revision: u32,
    /// The draft's revision on disk.
    pub(crate) saved_draft_revision: u32,
    /// When the project was last written, in milliseconds since 1970.
    pub(crate) saved_at_ms: Option<f64>,
    /// Why the last attempt to write failed.
    pub(crate) problem: Option<Problem>,
}

/// The save state in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Everything is on disk.
    Saved,
    /// Something is on its way to disk.
    Saving,
    /// Something could not be written.
    Failed,
}

impl SaveState {
    /// A project was opened: what the page shows is what is on disk.
    pub(crate) fn opened(&mut self, revision: u32) {
        *self = Self {
            revision,
            saved_revision: revision,
            ..Self::default()
        };
    }

    /// The page shows a new revision.
    pub(crate) fn changed(&mut self, revision: u32) {
        self.revision = revision;
    }

    /// The draft changed; its new revision.
    pub(crate) fn draft_changed(&mut self) -> u32 {
        self.draft_revision += 1;
        self.draft_revision
    }

    /// The project is on disk up to a revision.
    pub(crate) fn saved(&mut self, revision: u32, at_ms: f64) {
        self.saved_revision = self.saved_revision.max(revision);
        self.saved_at_ms = Some(at_ms);
        self.problem = None;
    }

    /// The draft is on disk up to a revision.
    pub(crate) fn draft_saved(&mut self, draft_revision: u32) {
        self.saved_draft_revision = self.saved_draft_revision.max(draft_revision);
    }

    /// Writing failed.
    pub(crate) fn failed(&mut self, problem: Problem) {
        self.problem = Some(problem);
    }

    /// The state in one word.
    pub(crate) fn shown(&self) -> Shown {
        if self.problem.is_some() {
            Shown::Failed
        } else if self.saved_revision < self.revision || self.saved_draft_revision < self.draft_revision {
            Shown::Saving
        } else {
            Shown::Saved
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_means_project_and_draft() {
        let mut save = SaveState::default();
        save.opened(4);
        assert_eq!(save.shown(), Shown::Saved);
        save.changed(6);
        assert_eq!(save.shown(), Shown::Saving);
        save.saved(5, 1.0);
        assert_eq!(save.shown(), Shown::Saving, "an older revision is on disk");
        save.saved(6, 2.0);
        assert_eq!(save.shown(), Shown::Saved);
        let draft_revision = save.draft_changed();
        assert_eq!(save.shown(), Shown::Saving);
        save.draft_saved(draft_revision);
        assert_eq!(save.shown(), Shown::Saved);
    }

    #[test]
    fn a_late_word_about_an_older_revision_changes_nothing() {
        let mut save = SaveState::default();
        save.changed(2);
        save.saved(2, 1.0);
        save.saved(1, 2.0);
        assert_eq!(save.shown(), Shown::Saved);
    }

    #[test]
    fn a_failure_stays_until_something_is_written() {
        let mut save = SaveState::default();
        save.changed(1);
        save.failed(Problem::new("full", "make room"));
        assert_eq!(save.shown(), Shown::Failed);
        save.saved(1, 1.0);
        assert_eq!(save.shown(), Shown::Saved);
    }
}
