//! Where a scenario plays: the built page on a host of its own, and the browsers that were opened on it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::browser::Browser;
use crate::site::{Sent, Site};
use crate::{Page, Profile, Result, dist};

/// One host; its origin stays the same for every page that is opened on it.
pub struct Stage {
    scenario: String,
    site: Arc<Site>,
    profiles: AtomicUsize,
    /// Kept to the end, also by scenarios that do not name them.
    own_profiles: Mutex<Vec<Profile>>,
    pages: Mutex<Vec<Page>>,
}

impl Stage {
    /// Serves the built page.
    pub(crate) fn new(scenario: &str) -> Result<Self> {
        Ok(Self {
            scenario: scenario.to_owned(),
            site: Arc::new(Site::serve(dist::find()?)?),
            profiles: AtomicUsize::new(0),
            own_profiles: Mutex::default(),
            pages: Mutex::default(),
        })
    }

    /// Sends something else for a file of the build, once.
    pub fn send_once(&self, file: &str, sent: Sent) {
        self.site.send_once(file, sent);
    }

    /// Whether what was to be sent once was asked for.
    pub fn has_sent(&self) -> bool {
        self.site.has_sent()
    }

    /// The file of a part of the program, `lazy/projects-0123456789abcdef.wasm`.
    pub fn part(&self, name: &str) -> Result<String> {
        dist::part(name)
    }

    /// The file of the script that loads the program, in the page and in every worker.
    pub fn loader(&self) -> Result<String> {
        dist::script()
    }

    /// A new, empty profile, for a browser that is to be opened again.
    pub fn profile(&self) -> Result<Profile> {
        Profile::new(&self.scenario, self.profiles.fetch_add(1, Ordering::SeqCst))
    }

    /// A browser of its own with the bench in it, loaded.
    pub async fn open(&self) -> Result<Page> {
        let profile = self.profile()?;
        let page = self.open_with(&profile).await;
        self.own_profiles
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(profile);
        page
    }

    /// The bench in a browser that remembers what an earlier one with this profile saved.
    pub async fn open_with(&self, profile: &Profile) -> Result<Page> {
        let browser = Browser::start(profile).await?;
        let page = Page::new(browser, Arc::clone(&self.site), profile.downloads());
        self.pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(page.clone());
        page.watch().await?;
        page.go_to("").await?;
        Ok(page)
    }

    /// The pages that no one closed or killed.
    pub(crate) fn open_pages(&self) -> Vec<Page> {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.iter().filter(|page| !page.has_ended()).cloned().collect()
    }

    /// Ends every browser, before the profiles' folders go.
    pub(crate) async fn end(&self) {
        for page in self.open_pages() {
            // One that hangs is killed.
            let _ = tokio::time::timeout(Duration::from_secs(5), page.close()).await;
            page.kill();
        }
    }
}
