//! What must never happen on the page, whatever a scenario does: an error in the console, something that the policy
//! had to stop, a request after the page had loaded.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::{Page, Problem, Result};

/// Runs before the page's own scripts and writes down what the console's log may lack.
const WATCHER: &str = "
    window.labelloomTroubles = [];
    addEventListener('securitypolicyviolation', event =>
        labelloomTroubles.push(`the policy (${event.violatedDirective}) stopped ${event.blockedURI} ${event.sample}`));
    addEventListener('error', event => labelloomTroubles.push(`error: ${event.message || event.target?.outerHTML}`), true);
    addEventListener('unhandledrejection', event => labelloomTroubles.push(`unhandled rejection: ${event.reason}`));";

/// No request for this long, and the page has what it needs.
const QUIET: Duration = Duration::from_millis(500);
const PATIENCE: Duration = Duration::from_secs(10);
/// The only files that may be asked for later.
const LAZY: &str = "/lazy/";

impl Page {
    /// Starts watching; from the next load on.
    pub(crate) async fn watch(&self) -> Result {
        self.command(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({"source": WATCHER}),
        )
        .await?;
        Ok(())
    }

    /// Returns when the page has stopped asking for files.
    pub(crate) async fn requests_have_settled(&self) {
        let end = Instant::now() + PATIENCE;
        let mut seen = self.site.count();
        let mut since = Instant::now();
        while since.elapsed() < QUIET && Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(25)).await;
            let now = self.site.count();
            if now != seen {
                (seen, since) = (now, Instant::now());
            }
        }
    }

    /// What this page, or another of the scenario, asked for once it was loaded; files for later use are not in it.
    pub fn requests_after_load(&self) -> Vec<String> {
        self.site
            .late_requests()
            .into_iter()
            .filter(|request| !request.contains(LAZY))
            .collect()
    }

    /// What was asked for of the files for later use.
    pub fn lazy_files(&self) -> Vec<String> {
        let mut requests = self.site.late_requests();
        requests.retain(|request| request.contains(LAZY));
        requests
    }

    /// Errors of the console since the last call, and violations of the policy since the page was loaded.
    pub async fn troubles(&self) -> Result<Vec<String>> {
        let log = self.session().browser_log().await?;
        let mut troubles: Vec<String> = log
            .into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message)
            .collect();
        let seen = self
            .script("return window.labelloomTroubles || []", vec![])
            .await?;
        troubles.extend(serde_json::from_value::<Vec<String>>(seen)?);
        Ok(troubles)
    }

    /// Fails where any of it happened.
    pub(crate) async fn check_quiet(&self) -> Result {
        let troubles = self.troubles().await?;
        if !troubles.is_empty() {
            return Err(Problem::new(format!(
                "the console has errors:\n  {}",
                troubles.join("\n  ")
            )));
        }
        let requests = self.requests_after_load();
        if !requests.is_empty() {
            return Err(Problem::new(format!(
                "requests after the page had loaded:\n  {}",
                requests.join("\n  ")
            )));
        }
        Ok(())
    }
}
