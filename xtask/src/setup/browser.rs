//! A Chromium and its driver, for the browser tests.

use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::program::{self, Program};

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
/// A browser without any font lays out nothing like a person's.
const FONTS: &str = "fonts-liberation";
const REMEDY: &str = "install Chromium (or Chrome) and a chromedriver of the same version, put both on PATH or name \
                      them in LABELLOOM_BROWSER and LABELLOOM_DRIVER; Debian: `apt-get install chromium chromium-driver`";

/// A browser and the driver that fits it.
pub(crate) struct Browser {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// The program with the names that the browser tests read.
    pub(crate) fn named_for(&self, program: Program) -> Program {
        program
            .env("LABELLOOM_BROWSER", &self.browser)
            .env("LABELLOOM_DRIVER", &self.driver)
    }
}

/// Finds the pair, or installs it where apt is at hand.
pub(crate) fn ensure() -> Outcome<Browser> {
    if let Some(pair) = find() {
        return Ok(pair);
    }
    install()?;
    find().ok_or_else(|| Failure::new("no browser with a driver of its version was found", REMEDY))
}

fn find() -> Option<Browser> {
    let driver = named("LABELLOOM_DRIVER").or_else(|| program::find("chromedriver"))?;
    let wanted = major(&driver)?;
    let candidates = named("LABELLOOM_BROWSER")
        .map(|browser| vec![browser])
        .unwrap_or_else(|| BROWSERS.iter().filter_map(|name| program::find(name)).collect());
    let browser = candidates
        .into_iter()
        .find(|browser| major(browser).as_ref() == Some(&wanted))?;
    Some(Browser { browser, driver })
}

fn named(variable: &str) -> Option<PathBuf> {
    program::find(&std::env::var(variable).ok()?)
}

/// The first number of a version: driver and browser must agree on it.
fn major(program: &PathBuf) -> Option<String> {
    Some(program::version_of(program)?.split('.').next()?.to_owned())
}

fn install() -> Outcome {
    let Some(apt) = apt() else {
        return Err(Failure::new(
            "no Chromium with its chromedriver was found, and there is no apt-get to ask",
            REMEDY,
        ));
    };
    println!("setup: installing chromium and chromium-driver with apt-get (about 120 MB, 1–4 minutes)");
    apt_get(&apt, &["update", "-q"])?;
    apt_get(
        &apt,
        &[
            "install",
            "-y",
            "-q",
            "--no-install-recommends",
            "chromium",
            "chromium-driver",
            FONTS,
        ],
    )
}

/// `apt-get` as root, directly or by a sudo that does not ask.
fn apt() -> Option<Vec<&'static str>> {
    program::find("apt-get")?;
    let root = Program::new("id")
        .args(["-u"])
        .output()
        .is_ok_and(|id| id.trim() == "0");
    if root {
        return Some(vec!["apt-get"]);
    }
    let sudo = program::find("sudo").is_some() && Program::new("sudo").args(["-n", "true"]).succeeds();
    sudo.then(|| vec!["sudo", "-n", "apt-get"])
}

fn apt_get(apt: &[&str], words: &[&str]) -> Outcome {
    let program = Program::new(apt[0])
        .args(&apt[1..])
        .args(words)
        .env("DEBIAN_FRONTEND", "noninteractive");
    program.run().map_err(|failure| failure.with_remedy(REMEDY))
}
