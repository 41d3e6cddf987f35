//! From Trunk's output to the `dist/` that is published: the style sheets are checked, the wasm is cut into what is
//! needed first and the parts that are needed later, each file is optimised where wasm-opt is at hand and put in order
//! for gzip, the policy and the build's id are written, the sizes are counted.

pub(crate) mod lazy;
mod likeness;
mod optimise;
mod order;
mod policy;
pub(crate) mod sheets;
mod sizes;
mod split;

use std::fmt::Write as _;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::failure::{Failure, Outcome};
use crate::program::Program;
use crate::project;

pub(crate) use sizes::Sizes;

/// A few letters that stand for a file's content.
fn short_hash(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash[..8].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Builds `dist/` and returns what its files weigh.
pub(crate) fn build() -> Outcome<Sizes> {
    sheets::check()?;
    lazy::build()?;
    // `NO_COLOR=1`, as some machines set it, is not a value that Trunk reads.
    Program::new("trunk").args(["build", "--release"]).env("NO_COLOR", "true").run().map_err(|failure| {
        failure.with_remedy("the compiler's message stands above; `cargo check -p labelloom --target wasm32-unknown-unknown` is quicker")
    })?;
    let wasm = wasm_name()?;
    let first = project::dist().join(&wasm);
    let parts = split::run(&first, &linked())?;
    for file in parts.iter().chain([&first]) {
        optimise::run(file)?;
        order::run(file)?;
    }
    seal(&wasm, &renamed(&wasm)?)?;
    Sizes::of(&project::dist())
}

/// What the linker made of the page, before wasm-bindgen.
fn linked() -> PathBuf {
    project::target().join("wasm32-unknown-unknown/release/page.wasm")
}

/// Gives the wasm a name by what it now holds: its parts fit no other, and a cache must not take one for another.
fn renamed(wasm: &str) -> Outcome<String> {
    let failed = |error| {
        Failure::new(
            format!("cannot rename dist/{wasm}: {error}"),
            "is another build running?",
        )
    };
    let file = project::dist().join(wasm);
    let hash = short_hash(&std::fs::read(&file).map_err(failed)?);
    let name = wasm.replace(build_id(wasm), &hash);
    std::fs::rename(&file, project::dist().join(&name)).map_err(failed)?;
    Ok(name)
}

/// Writes the wasm's name, the policy and the build's id into the page.
fn seal(wasm: &str, renamed: &str) -> Outcome {
    let page = sheets::join(&project::read("dist/index.html")?)?.replace(wasm, renamed);
    let page = policy::seal(&page, build_id(wasm)).map_err(|what| {
        Failure::new(
            what,
            "index.html needs a <meta charset> in its head and no inline script, style or handler of its own",
        )
    })?;
    project::write("dist/index.html", page)
}

/// The one wasm file of the build.
fn wasm_name() -> Outcome<String> {
    let missing = || {
        Failure::new(
            "Trunk left no wasm in dist/",
            "is the rust link in index.html still there?",
        )
    };
    let files = std::fs::read_dir(project::dist()).map_err(|_| missing())?;
    let mut names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    names.find(|name| name.ends_with("_bg.wasm")).ok_or_else(missing)
}

/// The hash in `page-0123456789abcdef_bg.wasm`: page and worker compare it before they talk.
fn build_id(wasm: &str) -> &str {
    let stem = wasm.strip_suffix("_bg.wasm").unwrap_or(wasm);
    stem.rsplit_once('-').map_or(stem, |(_, hash)| hash)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_build_id_is_the_hash_in_the_name() {
        assert_eq!(
            super::build_id("page-b251171a2d6915b6_bg.wasm"),
            "b251171a2d6915b6"
        );
    }
}
