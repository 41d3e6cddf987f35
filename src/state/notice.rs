//! What the person should know: problems with their remedy, and things that went well.

use crate::worker::protocol::Problem;

/// So many notices are kept; the oldest go first.
const KEPT: usize = 5;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Good to know.
    Said,
    /// Something went wrong. Stays until it is dismissed.
    Problem,
}

/// What a notice offers to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoticeAction {
    /// Take the last change back.
    Undo,
    /// Take the project over from the other tab.
    TakeOver,
    /// See what import found.
    ImportReport,
    /// Load the page again.
    Reload,
    /// Download the project as a file.
    SaveProjectFile,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// Unique among those shown.
    pub(crate) id: u32,
    /// How it is meant.
    pub(crate) tone: Tone,
    /// What happened.
    pub(crate) what: String,
    /// What to do now; empty where nothing is to be done.
    pub(crate) remedy: String,
    /// What it offers.
    pub(crate) action: Option<NoticeAction>,
}

impl Notice {
    /// A problem.
    pub(super) fn problem(problem: Problem) -> Self {
        Self {
            id: 0,
            tone: Tone::Problem,
            what: problem.what,
            remedy: problem.remedy,
            action: None,
        }
    }

    /// Something good to know.
    pub(super) fn said(what: impl Into<String>) -> Self {
        Self {
            id: 0,
            tone: Tone::Said,
            what: what.into(),
            remedy: String::new(),
            action: None,
        }
    }

    /// The same with something to do about it.
    pub(super) fn with(mut self, action: NoticeAction) -> Self {
        self.action = Some(action);
        self
    }
}

/// Adds a notice under a new id. The same words again replace the older ones instead of piling up.
pub(super) fn push(notices: &mut Vec<Notice>, mut notice: Notice) {
    notice.id = notices.iter().map(|shown| shown.id + 1).max().unwrap_or(0);
    notices.retain(|shown| (&shown.what, &shown.remedy) != (&notice.what, &notice.remedy));
    notices.push(notice);
    let surplus = notices.len().saturating_sub(KEPT);
    notices.drain(..surplus);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whats(notices: &[Notice]) -> Vec<&str> {
        notices.iter().map(|notice| notice.what.as_str()).collect()
    }

    #[test]
    fn the_same_words_are_shown_once_with_a_new_id() {
        let mut notices = Vec::new();
        for what in ["a", "b", "a"] {
            push(&mut notices, Notice::said(what));
        }
        assert_eq!(whats(&notices), ["b", "a"]);
        assert_ne!(notices[0].id, notices[1].id);
    }

    #[test]
    fn the_oldest_go_first() {
        let mut notices = Vec::new();
        for what in ["1", "2", "3", "4", "5", "6"] {
            push(&mut notices, Notice::said(what));
        }
        assert_eq!(whats(&notices), ["2", "3", "4", "5", "6"]);
    }
}
