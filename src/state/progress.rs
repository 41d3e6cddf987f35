//! Long work as the page shows it.

use crate::worker::protocol::CallProgress;

/// Long work that is under way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ProgressView {
    /// The call, to cancel it by.
    pub(crate) request_id: u32,
    /// What is being done: "Importing spam.csv".
    pub(crate) title: String,
    /// How far it is; nothing heard yet where absent.
    pub(crate) progress: Option<CallProgress>,
    /// Whether cancelling leaves everything as it was.
    pub(crate) cancellable: bool,
}

impl ProgressView {
    /// The part that is done of the stage at work, 0..=1; none where it is unknown.
    pub(crate) fn fraction(&self) -> Option<f64> {
        self.progress.as_ref()?.fraction()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_needs_a_total() {
        let mut view = ProgressView {
            request_id: 1,
            title: String::new(),
            progress: None,
            cancellable: true,
        };
        assert_eq!(view.fraction(), None);
        view.progress = Some(CallProgress {
            done: 1.0,
            total: 4.0,
            ..CallProgress::default()
        });
        assert_eq!(view.fraction(), Some(0.25));
        view.progress = Some(CallProgress::default());
        assert_eq!(view.fraction(), None);
    }
}
