//! `cargo xtask serve`: the bench on this machine, rebuilt and reloaded when a file changes.

use crate::arguments::Arguments;
use crate::command::{Choice, Command};
use crate::failure::{Failure, Outcome};
use crate::page::{lazy, sheets};
use crate::program::Program;
use crate::setup;

pub(crate) const COMMAND: Command = Command {
    name: "serve",
    about: "Builds the bench, opens it in the browser, and rebuilds it when a file changes.",
    options: &[
        Choice {
            name: "--port",
            value: Some("PORT"),
            about: "Where to serve; 8080 unless told.",
        },
        Choice {
            name: "--dev",
            value: None,
            about: "Build quickly; the bench runs slower than it is.",
        },
        Choice {
            name: "--no-open",
            value: None,
            about: "Do not open a browser.",
        },
    ],
    run,
};

/// Not `dist/`: that is for builds under the policy, which would refuse the script that reloads the page.
const FOLDER: &str = "target/serve";

fn run(given: &Arguments) -> Outcome {
    let port = port(given.value("--port").unwrap_or("8080"))?;
    setup::page()?;
    sheets::check()?;
    lazy::build()?;
    println!(
        "the bench will be at http://127.0.0.1:{port}/ once it is built (2–6 minutes the first time); Ctrl-C ends it"
    );
    let mut words = vec!["serve", "--port", &port, "--dist", FOLDER];
    if !given.has("--dev") {
        words.push("--release");
    }
    if !given.has("--no-open") && has_display() {
        words.push("--open");
    }
    Program::new("trunk")
        .args(words)
        .env("NO_COLOR", "true")
        .run()
        .map_err(|failure| {
            failure.with_remedy(format!(
                "is port {port} taken? Then try `--port`; the message stands above"
            ))
        })
}

fn port(word: &str) -> Outcome<String> {
    let port: u16 = word
        .parse()
        .map_err(|_| Failure::new(format!("`{word}` is no port"), "give a number from 1 to 65535"))?;
    Ok(port.to_string())
}

/// Whether there is a desktop to open a browser on; elsewhere the address alone is printed.
fn has_display() -> bool {
    let unix_without_desktop = cfg!(all(unix, not(target_os = "macos")));
    !unix_without_desktop
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some())
}
