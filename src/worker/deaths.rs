//! What to do when a worker dies: start another one and open the project again, but never in a circle.

/// Deaths closer together than this count as one series.
const SERIES_MS: f64 = 60_000.0;
/// A series of this many ends the restarts: something is wrong that another start won't cure.
const SERIES_MAX: usize = 4;

/// What follows a death.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// A new worker, and the open project again.
    Reopen,
    /// A new worker without the project: opening it is what killed the last one.
    Restart,
    /// No new worker.
    GiveUp,
}

/// The deaths so far.
#[derive(Debug, Default)]
pub(crate) struct Deaths {
    recent_ms: Vec<f64>,
}

impl Deaths {
    /// Counts a death; `reopening` says whether the worker died while it opened the project after another death. That
    /// call has then killed twice and is not tried again.
    pub(crate) fn died(&mut self, now_ms: f64, reopening: bool) -> Next {
        self.recent_ms.retain(|at_ms| now_ms - at_ms < SERIES_MS);
        self.recent_ms.push(now_ms);
        if self.recent_ms.len() >= SERIES_MAX {
            Next::GiveUp
        } else if reopening {
            Next::Restart
        } else {
            Next::Reopen
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_opened_again_once() {
        let mut deaths = Deaths::default();
        assert_eq!(deaths.died(0.0, false), Next::Reopen);
        assert_eq!(deaths.died(10.0, true), Next::Restart);
    }

    #[test]
    fn a_series_ends_and_rare_deaths_are_no_series() {
        let mut deaths = Deaths::default();
        for at in 0..3 {
            assert_ne!(deaths.died(f64::from(at), false), Next::GiveUp);
        }
        assert_eq!(deaths.died(3.0, false), Next::GiveUp);
        assert_eq!(deaths.died(3.0 + SERIES_MS, false), Next::Reopen);
    }
}
