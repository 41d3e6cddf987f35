//! A headless Chromium with its driver: started, closed, or killed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use thirtyfour::session::handle::SessionHandle;
use thirtyfour::{Capabilities, WebDriver};

use crate::process::{self, Driver};
use crate::{Problem, Profile, Result};

/// No first-run pages, no updates, no calls home: the only requests are the page's.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
];

/// A browser and its one tab.
pub(crate) struct Browser {
    session: Arc<SessionHandle>,
    process: u32,
    ended: AtomicBool,
    /// After the session in the order of drops; none once the browser has ended.
    driver: Mutex<Option<Driver>>,
}

impl Browser {
    /// Starts driver and browser on a profile.
    pub(crate) async fn start(profile: &Profile) -> Result<Self> {
        let driver = Driver::start()?;
        let address = format!("http://127.0.0.1:{}", driver.port);
        let started = WebDriver::new(address, capabilities(profile)?).await?;
        let session = Arc::clone(started.handle());
        // Ending it is this type's work, not that of the last handle to be dropped.
        started
            .leak()
            .map_err(|_| Problem::new("the session ended as it began"))?;
        let process = session
            .capabilities()
            .get("goog:processID")
            .and_then(Value::as_u64);
        let process = process
            .and_then(|process| u32::try_from(process).ok())
            .ok_or_else(|| {
                Problem::new("chromedriver does not tell the browser's process: a newer one is needed")
            })?;
        let browser = Self {
            session,
            process,
            ended: AtomicBool::new(false),
            driver: Mutex::new(Some(driver)),
        };
        browser.collect_downloads(profile).await?;
        Ok(browser)
    }

    pub(crate) fn session(&self) -> &Arc<SessionHandle> {
        &self.session
    }

    /// Closes the last tab, which ends the browser as a person would.
    pub(crate) async fn close(&self) -> Result {
        self.session.close_window().await?;
        self.end();
        Ok(())
    }

    /// SIGKILL to the whole browser, now. Nothing more can be asked of it.
    pub(crate) fn end(&self) {
        if !self.ended.swap(true, Ordering::SeqCst) {
            process::kill_group(self.process);
            self.driver.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    /// See [`process::renderer_bytes`].
    pub(crate) fn renderer_bytes(&self) -> Option<u64> {
        process::renderer_bytes(self.process)
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn command(&self, name: &str, parameters: Value) -> Result<Value> {
        let answer = thirtyfour::cdp::Cdp::new(Arc::clone(&self.session))
            .send_raw(name, parameters)
            .await;
        answer.map_err(|error| Problem::from(error).while_doing(name))
    }

    async fn collect_downloads(&self, profile: &Profile) -> Result {
        let folder = profile.downloads();
        self.command(
            "Browser.setDownloadBehavior",
            json!({"behavior": "allow", "downloadPath": folder}),
        )
        .await?;
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.end();
    }
}

fn capabilities(profile: &Profile) -> Result<Capabilities> {
    let mut flags: Vec<String> = FLAGS.iter().map(|&flag| flag.to_owned()).collect();
    flags.push(format!("--user-data-dir={}", profile.data().display()));
    let mut options = json!({"args": flags});
    if let Ok(program) = std::env::var("LABELLOOM_BROWSER") {
        options["binary"] = json!(program);
    }
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "chrome")?;
    capabilities.set("goog:chromeOptions", options)?;
    capabilities.set("goog:loggingPrefs", json!({"browser": "ALL"}))?;
    Ok(capabilities)
}
