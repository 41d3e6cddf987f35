//! scikit-learn on the same seeds. Each set is a file, and what it says a file beside.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::candidates::Row;
use super::draws::Draw;
use super::sets::{Records, SeededSet};
use crate::Outcome;

/// What is to be labeled.
#[derive(Serialize)]
struct Case<'a> {
    /// Length n, or none.
    texts: Option<&'a [String]>,
    /// n rows of numbers, or none.
    rows: Option<&'a [Vec<f32>]>,
    /// Length n; only those of the seeds are to be looked at.
    labels: &'a [usize],
    /// The seeds of each draw.
    draws: Vec<&'a [u32]>,
}

/// What was said.
#[derive(Deserialize)]
struct Answer {
    /// scikit-learn's.
    version: String,
    models: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    on: String,
    what: String,
    /// A list of n labels a draw.
    said: Vec<Vec<usize>>,
}

/// Writes a set and its seeds.
pub(crate) fn write(set: &SeededSet, draws: &[Draw], folder: &Path) -> Outcome<()> {
    let (texts, rows) = match &set.records {
        Records::Texts(texts) => (Some(&texts[..]), None),
        Records::Rows(rows) => (None, Some(&rows[..])),
    };
    let case = Case {
        texts,
        rows,
        labels: &set.labels,
        draws: draws.iter().map(|draw| &draw.records[..]).collect(),
    };
    let path = folder.join(format!("{}.seeded.json", set.name));
    Ok(std::fs::write(path, serde_json::to_vec(&case)?)?)
}

/// The lines of all that was said of a set.
pub(crate) fn rows(set: &SeededSet, draws: &[Draw], folder: &Path) -> Outcome<Vec<Row>> {
    let path = folder.join(format!("{}.said.json", set.name));
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let answer: Answer = serde_json::from_str(&text)?;
    let mut rows = Vec::new();
    for model in &answer.models {
        let what = format!("scikit-learn {}: {}", answer.version, model.what);
        rows.push(Row::measure(set, draws, [&model.on, &what], |at, _| {
            Ok(model.said[at].iter().map(|&label| Some(label)).collect())
        })?);
    }
    Ok(rows)
}
