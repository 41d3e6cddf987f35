//! The images of variants that were exported, made again of the images that they are of: an export says what was done, and
//! holds no pixels.

use std::path::Path;

use labelloom_engine::augment::image::told;
use labelloom_engine::error::Error;
use labelloom_engine::images::Image;
use labelloom_engine::num::grouped;
use serde_json::{Map, Value};

use super::images::{Source, png, sources};
use super::{Augment, counted};
use crate::failure::{Failure, Result, say};

/// A variant as a line tells it.
struct Told {
    id: String,
    parent: String,
    operations: Vec<Map<String, Value>>,
}

pub(super) fn run(command: &Augment, file: &Path) -> Result<()> {
    let Some(folder) = command.output.path() else {
        return Err(Failure::usage("images go into a folder: name it with -o"));
    };
    let text = std::fs::read_to_string(file).map_err(|error| Failure::file(file, &error))?;
    let mut sources = sources(&command.data)?;
    sources.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    let (mut made, mut records) = (0, 0);
    for (number, line) in (1..).zip(text.lines()) {
        let at_line = |error: Error| {
            let place = match error.place.is_empty() {
                true => String::new(),
                false => format!(", {}", error.place),
            };
            error.at(format!("{}, line {number}{place}", file.display()))
        };
        match read(line).map_err(at_line)? {
            None => records += 1,
            Some(variant) => {
                let image = variant.made(&sources).map_err(at_line)?;
                png(folder, &format!("{}.png", variant.id), &image)?;
                made += 1;
            }
        }
    }
    if made == 0 {
        let error = Error::new(
            "There is no variant in the file",
            "Export with accepted variants, as JSON Lines",
        );
        return Err(error.at(file.display().to_string()).into());
    }
    say(&counted(made, "variant"));
    if records > 0 {
        say(&format!("{} lines are no variants", grouped(records)));
    }
    Ok(())
}

/// The variant of a line; none where it is a record.
fn read(line: &str) -> std::result::Result<Option<Told>, Error> {
    let remedy = "Export as JSON Lines, and leave the lines as they are";
    let value: Value = serde_json::from_str(line)
        .map_err(|error| Error::new(format!("The line is no JSON: {error}"), remedy))?;
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let Some(parent) = text("parent") else {
        return Ok(None);
    };
    // An export calls them parameters, `variants.jsonl` operations.
    let operations = value.get("parameters").or_else(|| value.get("operations"));
    let operations = operations.and_then(Value::as_array);
    let operations = operations.and_then(|all| all.iter().map(|said| said.as_object().cloned()).collect());
    let missing = || Error::new("The line does not say what was done", remedy);
    Ok(Some(Told {
        id: text("id").ok_or_else(missing)?,
        parent,
        operations: operations.ok_or_else(missing)?,
    }))
}

impl Told {
    fn made(&self, sources: &[Source]) -> std::result::Result<Image, Error> {
        let find = |id: &str| {
            let found = sources.binary_search_by(|source| source.id.as_str().cmp(id));
            found.ok().map(|at| &sources[at])
        };
        let parent = find(&self.parent).ok_or_else(|| {
            let what = format!("The image “{}” is not there", self.parent);
            Error::new(what, "Name the folder or the batch that the export is of")
        })?;
        let mut partner = |id: &str| find(id)?.image().ok();
        told::made(&parent.image()?, &self.operations, &mut partner)
    }
}
