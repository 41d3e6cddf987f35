//! The engine knows no browser: nothing in its dependencies may reach one.

use crate::failure::{Failure, Outcome};
use crate::program::Program;

const FORBIDDEN: [&str; 4] = ["wasm-bindgen", "web-sys", "js-sys", "leptos"];

/// Stops where the engine's dependencies for wasm hold a browser's crate, and shows the way to it.
pub(super) fn check() -> Outcome {
    let tree = "tree -p labelloom-engine --target wasm32-unknown-unknown -e normal";
    let packages = Program::cargo(tree)
        .args(["--prefix", "none", "--format", "{p}"])
        .output()?;
    let Some(found) = forbidden(&packages) else {
        return Ok(());
    };
    let path = Program::cargo(tree)
        .args(["--invert", found])
        .output()
        .unwrap_or_default();
    Err(Failure::new(
        format!("labelloom-engine reaches {found}:\n{path}"),
        "switch that dependency's feature off, or take the browser's part to src/",
    ))
}

fn forbidden(packages: &str) -> Option<&'static str> {
    let names = || packages.lines().filter_map(|line| line.split_whitespace().next());
    FORBIDDEN
        .into_iter()
        .find(|name| names().any(|package| package == *name))
}

#[cfg(test)]
mod tests {
    use super::forbidden;

    #[test]
    fn a_browser_crate_is_found_by_its_whole_name() {
        assert_eq!(
            forbidden("labelloom-engine v0.1.0\nserde v1.0.1\nwasm-bindgen-shared v0.2.1"),
            None
        );
        assert_eq!(forbidden("serde v1.0.1\njs-sys v0.3.80 (*)"), Some("js-sys"));
    }
}
