//! The steps of `cargo xtask test`, cheap ones first.

use super::purity;
use crate::failure::Outcome;
use crate::page;
use crate::program::Program;
use crate::project;
use crate::setup;

/// What `--only` takes.
pub(super) const GROUPS: [&str; 4] = ["lint", "native", "wasm", "browser"];

/// One thing that must hold.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) group: &'static str,
    pub(super) title: &'static str,
    /// How long it may take, in words.
    pub(super) patience: &'static str,
    pub(super) run: fn() -> Outcome,
}

/// In the order they run.
pub(super) const STEPS: &[Step] = &[
    Step {
        group: "lint",
        title: "rustfmt and clippy are installed",
        patience: "seconds",
        run: setup::components::ensure,
    },
    Step {
        group: "lint",
        title: "code is formatted",
        patience: "seconds",
        run: formatted,
    },
    Step {
        group: "lint",
        title: "every style sheet is linked",
        patience: "at once",
        run: page::sheets::check,
    },
    Step {
        group: "lint",
        title: "clippy, native",
        patience: "1–4 minutes the first time",
        run: clippy_native,
    },
    Step {
        group: "native",
        title: "tests",
        patience: "2–6 minutes the first time",
        run: tests_native,
    },
    Step {
        group: "native",
        title: "a Python with DuckDB is installed",
        patience: "under a minute, once",
        run: duckdb_is_there,
    },
    Step {
        group: "native",
        title: "DuckDB gives the same votes",
        patience: "under a minute",
        run: tests_duckdb,
    },
    Step {
        group: "wasm",
        title: "the wasm target is installed",
        patience: "seconds",
        run: setup::wasm_target::ensure,
    },
    Step {
        group: "wasm",
        title: "the engine reaches no browser",
        patience: "seconds",
        run: purity::check,
    },
    Step {
        group: "wasm",
        title: "clippy, engine and lazy parts",
        patience: "1 minute the first time",
        run: clippy_engine,
    },
    Step {
        group: "wasm",
        title: "clippy, page",
        patience: "1–3 minutes the first time",
        run: clippy_page,
    },
    Step {
        group: "browser",
        title: "trunk and wasm-bindgen are installed",
        patience: "10–20 minutes, once",
        run: setup::page,
    },
    Step {
        group: "browser",
        title: "a browser is installed",
        patience: "1–4 minutes, once",
        run: browser_is_there,
    },
    Step {
        group: "browser",
        title: "the page is built and within its budget",
        patience: "2–6 minutes the first time",
        run: build,
    },
    Step {
        group: "browser",
        title: "tests in Chromium",
        patience: "2–5 minutes",
        run: tests_browser,
    },
];

fn formatted() -> Outcome {
    Program::cargo("fmt --all --check")
        .run()
        .map_err(|failure| failure.with_remedy("run `cargo fmt --all`"))
}

fn clippy_native() -> Outcome {
    clippy("--workspace --all-targets")
}

fn clippy_engine() -> Outcome {
    clippy(
        "-p labelloom-engine -p labelloom-lazy-regex -p labelloom-lazy-parquet --target wasm32-unknown-unknown",
    )
}

fn clippy_page() -> Outcome {
    clippy("-p labelloom --target wasm32-unknown-unknown")
}

fn clippy(what: &str) -> Outcome {
    let program = Program::cargo(&format!("clippy --quiet {what} -- -D warnings"));
    program.run().map_err(|failure| {
        failure.with_remedy("each message above names its file and line, and often the cure")
    })
}

/// All but the browser's, which need the built page. The page's own run here too: it compiles natively.
fn tests_native() -> Outcome {
    tests("--workspace --exclude labelloom-browser")
}

fn duckdb_is_there() -> Outcome {
    setup::duckdb::ensure().map(|_| ())
}

fn tests_duckdb() -> Outcome {
    let python = setup::duckdb::ensure()?;
    let program = Program::cargo("test -p labelloom-cli --test duckdb -- --ignored");
    program.env("LABELLOOM_DUCKDB_PYTHON", python).run().map_err(|failure| {
        failure.with_remedy(
            "each line names a rule, a record and both votes; the statement is in target/tmp/duckdb-NAME/votes.sql",
        )
    })
}

fn browser_is_there() -> Outcome {
    setup::browser::ensure().map(|_| ())
}

fn build() -> Outcome {
    let sizes = page::build()?;
    sizes.print();
    sizes.check()
}

fn tests_browser() -> Outcome {
    let browser = setup::browser::ensure()?;
    let program = browser.named_for(Program::cargo("test -p labelloom-browser"));
    program.env("LABELLOOM_DIST", project::dist()).run().map_err(|failure| {
        failure.with_remedy("the test's message says which step failed; target/browser/ has a picture of the page at that moment")
    })
}

fn tests(what: &str) -> Outcome {
    Program::cargo(&format!("test {what}")).run().map_err(|failure| {
        failure.with_remedy(
            "the lines under `failures:` name the tests; `cargo test -p PACKAGE NAME` repeats one",
        )
    })
}
