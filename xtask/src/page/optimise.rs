//! wasm-opt, where it is installed. The worker's speed is worth more than the last kilobytes, hence -O3.

use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::program::{self, Program};

/// Releases up to 108, Debian 12's, write every exported table as table 0: the glue then fills the wrong one.
const OLDEST: u32 = 116;

/// What rustc's wasm32 target and `.cargo/config.toml` use; not every release reads it from the file.
const FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];

/// Optimises the file in place, or says why it stays as it is.
pub(super) fn run(wasm: &Path) -> Outcome {
    let Some(release) = program::find("wasm-opt").map(|path| program::version_of(path).and_then(number))
    else {
        println!("wasm-opt is not on PATH: the wasm stays as the compiler made it (larger, hardly slower)");
        return Ok(());
    };
    if release.is_none_or(|release| release < OLDEST) {
        println!(
            "wasm-opt is older than {OLDEST} and would break the wasm: it stays as the compiler made it"
        );
        return Ok(());
    }
    let smaller = wasm.with_extension("opt");
    let done = Program::new("wasm-opt")
        .args(["-O3"])
        .args(FEATURES)
        .args([wasm])
        .args(["-o"])
        .args([&smaller])
        .run();
    if done.is_err() {
        println!("wasm-opt failed: the wasm stays as the compiler made it");
        return Ok(());
    }
    std::fs::rename(&smaller, wasm).map_err(|error| {
        Failure::new(
            format!("cannot replace {}: {error}", wasm.display()),
            "is another build running?",
        )
    })
}

/// The release in `108` or `120_b`.
fn number(version: String) -> Option<u32> {
    version.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn releases_are_read_with_and_without_a_letter() {
        assert_eq!(number("108".to_owned()), Some(108));
        assert_eq!(number("120_b".to_owned()), Some(120));
    }
}
