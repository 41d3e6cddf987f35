//! What a person does on the page. Elements are named by their `data-testid`; every step waits until it can be done.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::session::handle::SessionHandle;
use thirtyfour::{By, Key, TypingData, WebElement};

use crate::browser::Browser;
use crate::site::Site;
use crate::{Problem, Result, wait};

/// Shift, Control and Alt as the protocol writes them: held until the end of a chord.
const MODIFIERS: [char; 3] = ['\u{e008}', '\u{e009}', '\u{e00a}'];

/// The bench in a browser. A clone is the same tab.
#[derive(Clone)]
pub struct Page {
    browser: Arc<Browser>,
    pub(crate) site: Arc<Site>,
    pub(crate) downloads: PathBuf,
}

impl Page {
    pub(crate) fn new(browser: Browser, site: Arc<Site>, downloads: PathBuf) -> Self {
        Self {
            browser: Arc::new(browser),
            site,
            downloads,
        }
    }

    /// The driver's session, for what this type has no word for.
    pub fn session(&self) -> &Arc<SessionHandle> {
        self.browser.session()
    }

    /// Loads the page afresh at an address below the host's, `#/rules` for one, and waits until it stands.
    pub async fn go_to(&self, address: &str) -> Result {
        let address = format!("{}{address}", self.site.address());
        // A new hash alone would not load anything.
        self.session().goto("about:blank").await?;
        self.loaded_by(async || Ok(self.session().goto(address).await?))
            .await
    }

    /// Loads the page again, as F5 does.
    pub async fn reload(&self) -> Result {
        self.loaded_by(async || Ok(self.session().refresh().await?)).await
    }

    /// A step after which the page may ask for its own files again: a worker that is started anew.
    pub async fn expect_requests(&self, step: impl AsyncFnOnce() -> Result) -> Result {
        self.site.loading_starts();
        step().await?;
        self.requests_have_settled().await;
        self.site.loading_ends();
        Ok(())
    }

    /// A step that loads the page; done when the bench stands and no request has come for a while.
    async fn loaded_by(&self, step: impl AsyncFnOnce() -> Result) -> Result {
        self.expect_requests(async || {
            step().await?;
            self.until_ready().await
        })
        .await
    }

    /// Waits until the bench has replaced its placeholder.
    pub async fn until_ready(&self) -> Result {
        let placeholder_is_gone = async || Ok(self.count_css("#loading").await? == 0);
        wait::until_within(
            wait::LOADING,
            "the placeholder #loading is gone",
            placeholder_is_gone,
        )
        .await
    }

    /// The host's address of the page, without a hash.
    pub fn address(&self) -> String {
        self.site.address()
    }

    /// The element with that test id, waited for.
    pub async fn by_test_id(&self, id: &str) -> Result<WebElement> {
        self.until(&format!("`{id}` is on the page"), async || {
            Ok(!self.all(id).await?.is_empty())
        })
        .await?;
        Ok(self.session().find(By::Css(selector(id))).await?)
    }

    /// All elements with that test id, now.
    pub async fn all(&self, id: &str) -> Result<Vec<WebElement>> {
        Ok(self.session().find_all(By::Css(selector(id))).await?)
    }

    /// How many elements with that test id there are, now.
    pub async fn count(&self, id: &str) -> Result<usize> {
        Ok(self.all(id).await?.len())
    }

    async fn count_css(&self, selector: &str) -> Result<usize> {
        Ok(self.session().find_all(By::Css(selector)).await?.len())
    }

    /// Clicks it once it can be clicked.
    pub async fn click(&self, id: &str) -> Result {
        self.retry(&format!("`{id}` is clicked"), async || {
            Ok(self.by_test_id(id).await?.click().await?)
        })
        .await
    }

    /// Clicks the element with that test id whose text holds these words, by script: wherever it is scrolled to, and
    /// whatever notice lies over it.
    pub async fn click_named(&self, id: &str, words: &str) -> Result {
        let click = "const found = [...document.querySelectorAll(arguments[0])]
            .find(element => element.textContent.includes(arguments[1]));
            found?.click(); return !!found";
        let arguments = vec![json!(selector(id)), json!(words)];
        self.until(&format!("a `{id}` that says `{words}` is clicked"), async || {
            Ok(self.script(click, arguments.clone()).await? == json!(true))
        })
        .await
    }

    /// Replaces what a field holds by typing.
    pub async fn fill(&self, id: &str, text: &str) -> Result {
        let field = self.by_test_id(id).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete + "").await?;
        Ok(field.send_keys(text).await?)
    }

    /// Types into a field, behind what it holds.
    pub async fn type_into(&self, id: &str, keys: impl Into<TypingData>) -> Result {
        Ok(self.by_test_id(id).await?.send_keys(keys).await?)
    }

    /// Writes into the field that has the focus as an input method does: any script, and emoji.
    pub async fn insert(&self, text: &str) -> Result {
        self.command("Input.insertText", json!({"text": text})).await?;
        Ok(())
    }

    /// Chooses an option of a `<select>` by its visible text.
    pub async fn select(&self, id: &str, option: &str) -> Result {
        self.by_test_id(id).await?;
        self.select_at(id, 0, option).await
    }

    /// The same of several with that test id, by its place among them.
    pub async fn select_at(&self, id: &str, place: usize, option: &str) -> Result {
        let all = self.all(id).await?;
        let select = all
            .get(place)
            .ok_or_else(|| Problem::new(format!("there are {} of `{id}`", all.len())))?;
        for candidate in select.find_all(By::Tag("option")).await? {
            if candidate.text().await?.trim() == option {
                return Ok(candidate.click().await?);
            }
        }
        Err(Problem::new(format!("`{id}` has no option `{option}`")))
    }

    /// Presses keys wherever the focus is: `Key::Tab.into()`, `Key::Control + "z"`, `"1".into()`.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result {
        let at_once = Some(Duration::ZERO);
        let mut chain = self.session().action_chain_with_delay(at_once, at_once);
        let mut held = Vec::new();
        for key in keys.into().as_vec() {
            chain = chain.key_down(key);
            if MODIFIERS.contains(&key) {
                held.push(key);
            } else {
                chain = chain.key_up(key);
            }
        }
        for key in held {
            chain = chain.key_up(key);
        }
        Ok(chain.perform().await?)
    }

    /// The visible text of an element.
    pub async fn text(&self, id: &str) -> Result<String> {
        self.retry(&format!("the text of `{id}` is read"), async || {
            Ok(self.by_test_id(id).await?.text().await?)
        })
        .await
    }

    /// The visible texts of all elements with that test id, top to bottom.
    pub async fn texts(&self, id: &str) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(element => element.innerText)";
        Ok(serde_json::from_value(
            self.script(script, vec![json!(selector(id))]).await?,
        )?)
    }

    /// What a field holds.
    pub async fn value(&self, id: &str) -> Result<String> {
        Ok(self
            .by_test_id(id)
            .await?
            .prop("value")
            .await?
            .unwrap_or_default())
    }

    /// What all fields with that test id hold, top to bottom.
    pub async fn values(&self, id: &str) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(field => field.value)";
        Ok(serde_json::from_value(
            self.script(script, vec![json!(selector(id))]).await?,
        )?)
    }

    /// Waits until a field holds exactly this.
    pub async fn until_value(&self, id: &str, value: &str) -> Result {
        self.until(&format!("`{id}` holds `{value}`"), async || {
            Ok(self.value(id).await? == value)
        })
        .await
    }

    /// Waits until there is no element with that test id.
    pub async fn until_gone(&self, id: &str) -> Result {
        self.until(
            &format!("`{id}` is gone"),
            async || Ok(self.count(id).await? == 0),
        )
        .await
    }

    /// Waits until an element's text is exactly this.
    pub async fn until_text(&self, id: &str, text: &str) -> Result {
        self.until(&format!("`{id}` reads `{text}`"), async || {
            Ok(self.text(id).await?.trim() == text)
        })
        .await
    }

    /// Runs a function body in the page and returns what it returns; `arguments` hold the given values.
    pub async fn script(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.session().execute(body, arguments).await?.json().clone())
    }

    /// A command of the browser's own protocol.
    pub async fn command(&self, name: &str, parameters: Value) -> Result<Value> {
        self.browser.command(name, parameters).await
    }

    /// Resident bytes of the process that holds the page and its worker, where the system tells.
    pub fn resident_bytes(&self) -> Option<u64> {
        self.browser.renderer_bytes()
    }

    /// Waits until a condition holds, at most ten seconds; `what` completes "waited in vain until".
    pub async fn until(&self, what: &str, condition: impl AsyncFnMut() -> Result<bool>) -> Result {
        wait::until_within(wait::USUAL, what, condition).await
    }

    /// Waits as one does for an import of a large file, at most two minutes.
    pub async fn until_long(&self, what: &str, condition: impl AsyncFnMut() -> Result<bool>) -> Result {
        wait::until_within(wait::LONG, what, condition).await
    }

    /// Repeats a step that a re-rendered element may break.
    async fn retry<T>(&self, what: &str, step: impl AsyncFnMut() -> Result<T>) -> Result<T> {
        wait::retry_within(wait::RETRY, what, step).await
    }

    /// Ends the browser as a person does, so that it may write what it has to.
    pub async fn close(&self) -> Result {
        self.browser.close().await
    }

    /// Ends the whole browser by SIGKILL, as a crash does.
    pub fn kill(&self) {
        self.browser.end();
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.browser.has_ended()
    }
}

/// The selector of a test id.
pub(crate) fn selector(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}
