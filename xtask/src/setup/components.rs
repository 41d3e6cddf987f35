//! rustfmt and clippy of the project's toolchain.

use crate::failure::Outcome;
use crate::program::Program;
use crate::project;

/// Adds the components that are missing.
pub(crate) fn ensure() -> Outcome {
    for (program, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !Program::cargo(program).args(["--version"]).succeeds() {
            add(component)?;
        }
    }
    Ok(())
}

fn add(component: &str) -> Outcome {
    let toolchain = project::toolchain()?;
    println!("setup: adding {component} to Rust {toolchain} (seconds)");
    Program::new("rustup")
        .args(["component", "add", component, "--toolchain", &toolchain])
        .run()
        .map_err(|failure| {
            failure.with_remedy(format!(
                "run `rustup component add {component} --toolchain {toolchain}`"
            ))
        })
}
