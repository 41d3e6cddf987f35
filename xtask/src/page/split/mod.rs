//! Cuts the linked wasm: what is needed late becomes files of its own, loaded when they are first needed, which share
//! the first load's memory, table and globals.
//!
//! It is done after linking, on whole functions, so that the source knows little of it. A function of a part that is
//! called from elsewhere leaves a stub behind (`first.rs`); the part's file puts the true function where the stub looks
//! (`lazy_file.rs`). Any choice of functions makes a program that does the same: `parts.rs` says which it is, `plan.rs`
//! what follows from it. The stubs call the page's own loader (`src/browser/parts.rs`).

mod data;
mod first;
mod lazy_file;
mod links;
mod module;
mod names;
mod parts;
mod plan;
mod report;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use self::data::Moved;
use self::links::Links;
use self::module::{Code, Error, Result};
use self::names::Names;
use self::parts::{PARTS, Part};
use self::plan::{Lent, Plan};
use super::short_hash;
use super::sizes::LAZY;
use crate::failure::{Failure, Outcome};
use crate::project;

/// A module, cut.
struct Cut {
    first: Vec<u8>,
    /// The files of the parts, by their names.
    files: Vec<(String, Vec<u8>)>,
    report: String,
}

/// Cuts the file in place, which was made of `linked`, and gives the files of the parts, which stand in the folder beside
/// it.
pub(super) fn run(wasm: &Path, linked: &Path) -> Outcome<Vec<PathBuf>> {
    let failed = |what: String| {
        Failure::new(
            format!("cannot cut {}: {what}", wasm.display()),
            "look at PARTS in xtask/src/page/split/parts.rs",
        )
    };
    let read =
        |file: &Path| std::fs::read(file).map_err(|error| failed(format!("{}: {error}", file.display())));
    let (wasm_bytes, linked) = (read(wasm)?, read(linked)?);
    let cut = cut_linked(&wasm_bytes, &linked).map_err(|error| failed(in_words(&error)))?;
    let folder = wasm.with_file_name("");
    let mut files = Vec::new();
    for (name, bytes) in cut.files {
        let file = folder.join(name);
        project::write(&file, bytes)?;
        files.push(file);
    }
    project::write(wasm, cut.first)?;
    project::write("target/split.txt", cut.report)?;
    Ok(files)
}

fn cut_linked(wasm: &[u8], linked: &[u8]) -> Result<Cut> {
    let code = Code::read(wasm)?;
    let links = Links::read(linked, &code)?;
    cut(&code, &links, &PARTS)
}

fn cut(code: &Code<'_>, links: &Links, parts: &[Part]) -> Result<Cut> {
    let plan = Plan::of(code, links, parts)?;
    let moved = Moved::of(links, &plan);
    let lent: Vec<Lent> = (0..parts.len()).map(|part| Lent::to(code, &plan, part)).collect();
    let names = Names::of(code, &lent);
    let mut written = Vec::new();
    for (part, lent) in lent.iter().enumerate() {
        written.push(lazy_file::write(code, &plan, &names, &moved, lent, part)?);
    }
    // What the files were cut from and how: a first load never takes a part of another cut for its own.
    let mut all = code.wasm.to_vec();
    written.iter().for_each(|part| all.extend(part));
    let hash = short_hash(&all);
    let files: Vec<String> = parts
        .iter()
        .map(|part| format!("{LAZY}/{}-{hash}.wasm", part.name))
        .collect();
    let brings = plan::brings(parts)?;
    Ok(Cut {
        first: first::write(code, &plan, &names, &moved, (&files, &brings))?,
        report: report::of(code, links, &plan, &moved, parts, &lent),
        files: files.into_iter().zip(written).collect(),
    })
}

/// The parser's error is told as such; the encoder's own word for it says nothing.
fn in_words(error: &Error) -> String {
    match error {
        Error::ParseError(error) => error.to_string(),
        other => other.to_string(),
    }
}
