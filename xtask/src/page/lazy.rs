//! The parts that are files of their own, fetched by the page when they are first used. They are built before Trunk,
//! which copies them to `dist/lazy/`.

use crate::failure::{Failure, Outcome};
use crate::program::Program;
use crate::project;

use super::order;

/// Folder for Trunk to copy from; index.html names it too.
const FOLDER: &str = "target/lazy";

/// A package under `lazy/` and the file it becomes.
struct Part {
    package: &'static str,
    program: &'static str,
    file: &'static str,
}

/// Every part. A new one also needs a line in index.html.
const PARTS: [Part; 2] = [
    Part {
        package: "labelloom-lazy-regex",
        program: "lazy-regex",
        file: "regex.wasm",
    },
    Part {
        package: "labelloom-lazy-parquet",
        program: "lazy-parquet",
        file: "parquet.wasm",
    },
];

/// Builds every part.
pub(crate) fn build() -> Outcome {
    let folder = project::root().join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|error| failed(format!("cannot make {FOLDER}: {error}")))?;
    PARTS.iter().try_for_each(|part| {
        Program::new("cargo")
            .args([
                "build",
                "--quiet",
                "--release",
                "--target",
                "wasm32-unknown-unknown",
            ])
            .args(["-p", part.package])
            .run()?;
        let built = project::target()
            .join("wasm32-unknown-unknown/release")
            .join(part.program)
            .with_extension("wasm");
        let file = folder.join(part.file);
        std::fs::copy(&built, &file)
            .map_err(|error| failed(format!("cannot copy {}: {error}", built.display())))?;
        order::run(&file)
    })
}

fn failed(what: String) -> Failure {
    Failure::new(what, "is another build running?")
}
