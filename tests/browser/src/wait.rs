//! Waiting for the page, with words for the case that it does not come.

use std::time::{Duration, Instant};

use crate::{Problem, Result};

/// What a person would wait for without doubt.
pub(crate) const USUAL: Duration = Duration::from_secs(10);
/// A busy machine may take long to compile the wasm.
pub(crate) const LOADING: Duration = Duration::from_secs(30);
/// For work that says how far it is.
pub(crate) const LONG: Duration = Duration::from_secs(120);
/// For a step that meets an element just being replaced.
pub(crate) const RETRY: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(25);

/// Asks until the answer is yes. An error of the condition counts as no: elements come and go while a page changes.
pub(crate) async fn until_within(
    patience: Duration,
    what: &str,
    mut condition: impl AsyncFnMut() -> Result<bool>,
) -> Result {
    let end = Instant::now() + patience;
    loop {
        let answer = condition().await;
        if matches!(answer, Ok(true)) {
            return Ok(());
        }
        if Instant::now() >= end {
            let last = answer
                .err()
                .map(|problem| format!(" (last: {problem})"))
                .unwrap_or_default();
            return Err(Problem::new(format!(
                "waited {patience:?} in vain until {what}{last}"
            )));
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Repeats a step until it does not fail.
pub(crate) async fn retry_within<T>(
    patience: Duration,
    what: &str,
    mut step: impl AsyncFnMut() -> Result<T>,
) -> Result<T> {
    let end = Instant::now() + patience;
    loop {
        match step().await {
            Ok(value) => return Ok(value),
            Err(problem) if Instant::now() >= end => {
                return Err(problem.while_doing(&format!("waited in vain until {what}")));
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}
