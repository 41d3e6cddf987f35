//! `cargo xtask bench`: the figures of the README, measured again.

mod figures;
mod label_models;
mod neighbors;
mod peers;
mod quality;
mod texts;
mod variants;

use crate::arguments::Arguments;
use crate::command::{Choice, Command};
use crate::failure::Outcome;
use crate::program::Program;
use crate::{page, project, setup};

pub(crate) const COMMAND: Command = Command {
    name: "bench",
    about: "Measures the engine natively, the page in the browser, and the peers at the same task.",
    options: &[
        Choice {
            name: "--native",
            value: None,
            about: "The engine's benches alone.",
        },
        Choice {
            name: "--browser",
            value: None,
            about: "The page in a real browser alone.",
        },
        Choice {
            name: "--peers",
            value: None,
            about: "Against Snorkel, on the same texts and rules, and on the same votes; against sparse_dot_topn on the same rows; against programs that make variants of texts and images.",
        },
        Choice {
            name: "--neighbors",
            value: None,
            about: "Of the peers sparse_dot_topn alone.",
        },
        Choice {
            name: "--variants",
            value: None,
            about: "Of the peers those that make variants of texts and images alone.",
        },
        Choice {
            name: "--quality",
            value: None,
            about: "Label models, the end model and labels from seeds, beside Snorkel's and scikit-learn's.",
        },
    ],
    run,
};

/// The engine's benches, each a program in `engine/benches/`.
const NATIVE: &[&str] = &[
    "keystroke",
    "editor",
    "pairs",
    "suggest",
    "import",
    "models",
    "end_model",
    "layout",
    "augment_text",
    "augment_image",
];

/// The engine at work, as a wasm of its own.
const WASM: &str = "wasm32-unknown-unknown/release/wasm-bench.wasm";

fn run(given: &Arguments) -> Outcome {
    let is_asked = |names: &[&str]| names.iter().any(|name| given.has(name));
    let all = !COMMAND.options.iter().any(|choice| given.has(choice.name));
    if all || is_asked(&["--native"]) {
        native()?;
    }
    if all || is_asked(&["--browser"]) {
        browser()?;
    }
    if is_asked(&["--peers"]) {
        peers::compare()?;
        label_models::compare()?;
    }
    if is_asked(&["--peers", "--neighbors"]) {
        neighbors::compare()?;
    }
    if is_asked(&["--peers", "--variants"]) {
        variants::compare()?;
    }
    if is_asked(&["--quality"]) {
        quality::compare()?;
        choosing()?;
    }
    Ok(())
}

/// What the choice of graph and model loses to the best candidate.
fn choosing() -> Outcome {
    println!("\nthe choice of graph and model (5–10 minutes)");
    Program::cargo("bench --quiet --profile native -p labelloom-engine --bench choosing").run()
}

fn native() -> Outcome {
    for bench in NATIVE {
        println!("\nengine, native: {bench} (1–5 minutes the first time)");
        Program::cargo("bench --quiet --profile native -p labelloom-engine --bench")
            .args([bench])
            .run()?;
    }
    Ok(())
}

fn browser() -> Outcome {
    println!("\npage, in Chromium (2–8 minutes the first time)");
    let browser = setup::browser::ensure()?;
    setup::page()?;
    page::build()?.print();
    Program::cargo("build --quiet --release --target wasm32-unknown-unknown -p labelloom-wasm-bench")
        .run()?;
    let program = browser.named_for(Program::cargo(
        "run --quiet --profile native -p labelloom-browser --bin bench",
    ));
    program
        .env("LABELLOOM_DIST", project::dist())
        .env("LABELLOOM_WASM_BENCH", project::target().join(WASM))
        .run()
}
