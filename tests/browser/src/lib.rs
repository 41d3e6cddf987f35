//! A person's steps in a real browser.
//!
//! A [`scenario`] gets a [`Stage`]: the built page on a server of its own, under some sub-path. `stage.open()` starts
//! a headless Chromium and gives a [`Page`], whose methods are what a person does: click, type, drop a file, wait
//! until something is on screen. A scenario that ends well is still refused if the console held an error, if the
//! policy stopped something, or if the page requested anything after it had loaded.
//!
//! ```no_run
//! labelloom_browser::scenario("counts_follow_typing", async |stage| {
//!     let page = stage.open().await?;
//!     page.type_into("rule-query", "subscribe").await?;
//!     page.until("the count is there", async || Ok(page.text("rule-coverage").await? == "12 %")).await
//! });
//! ```
//!
//! Scenarios are in `tests/`, the README's pictures in `src/bin/screens.rs`, measurements in `src/bin/bench.rs`.
//! `LABELLOOM_DIST`, `LABELLOOM_BROWSER` and `LABELLOOM_DRIVER` name the built page and the programs; without them
//! `dist/` of the workspace and `chromium`, `chromedriver` on PATH are taken.

mod browser;
mod dist;
mod exports;
mod files;
mod focus;
mod graph;
mod imports;
mod page;
mod problem;
mod process;
mod profile;
mod rules;
mod scenario;
mod signs;
mod site;
mod stage;
mod texts;
mod variants;
mod view;
mod wait;
mod watch;

pub use imports::Look;
pub use page::Page;
pub use problem::{Problem, Result};
pub use profile::Profile;
pub use rules::Rule;
pub use scenario::{run, scenario};
pub use signs::write_signs;
pub use site::Sent;
pub use stage::Stage;
pub use texts::texts;
pub use thirtyfour::Key;
pub use view::Theme;
