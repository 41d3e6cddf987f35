//! Variants as lines of JSON.
//!
//! A line a variant: `id` (the parent's, `~` and the copy's number), `parent` (its id), `text`, `label` (the parent's gold,
//! where it has one), `operations` (each with every parameter), `seed`, `copy`, `changes` (`[[from, to], [from, to]]`: bytes
//! of the parent's text and of this one's), and `unchanged` where it is equal to its parent. The original itself, where it
//! is kept, has copy 0 and no operations.

use serde::Serialize;
use serde_json::{Map, Value};

use super::augmenter::{Augmenter, Parent, Variant};
use super::policy_file::Step;

#[derive(Serialize)]
struct Line<'a> {
    id: String,
    parent: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    operations: Vec<Map<String, Value>>,
    seed: u32,
    copy: u32,
    changes: Vec<[[usize; 2]; 2]>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unchanged: bool,
}

/// Appends a variant's line.
pub fn line(out: &mut Vec<u8>, augmenter: &Augmenter, parent: &Parent<'_>, variant: &Variant) {
    let steps = &augmenter.file().steps;
    let spans = variant.edited.changes.iter();
    let line = Line {
        id: format!("{}~{}", parent.id, variant.copy),
        parent: parent.id,
        text: &variant.edited.text,
        label: parent.label,
        operations: variant
            .operations
            .iter()
            .filter_map(|&at| steps.get(at))
            .map(operation)
            .collect(),
        seed: augmenter.seed(),
        copy: variant.copy,
        changes: spans
            .map(|change| [&change.parent, &change.variant].map(|range| [range.start, range.end]))
            .collect(),
        unchanged: variant.is_unchanged() && !variant.is_original(),
    };
    crate::formats::write::put(out, &line);
    out.push(b'\n');
}

fn operation(step: &Step) -> Map<String, Value> {
    let mut said = Map::new();
    said.insert("name".to_owned(), step.operation.name.into());
    said.extend(step.settings.json());
    said
}

/// Appends the lines of a record's variants; those equal to their parent only where the policy or `keep_unchanged` says
/// so. How many were written, and how many left out.
pub fn lines(
    out: &mut Vec<u8>,
    augmenter: &Augmenter,
    parent: &Parent<'_>,
    keep_unchanged: bool,
) -> (usize, usize) {
    let keeps = keep_unchanged || augmenter.file().keeps_unchanged();
    let variants = augmenter.variants(parent);
    let is_wanted = |variant: &&Variant| keeps || variant.is_original() || !variant.is_unchanged();
    let wanted: Vec<&Variant> = variants.iter().filter(is_wanted).collect();
    wanted
        .iter()
        .for_each(|variant| line(out, augmenter, parent, variant));
    (wanted.len(), variants.len() - wanted.len())
}
