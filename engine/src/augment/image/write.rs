//! Variants of images as lines of JSON, beside the files that hold the images.
//!
//! A line a variant: `id` (the parent's, `~` and the copy's number), `parent` (its id), `image` (the file), `label` (the
//! parent's, where it has one), `operations` (each with its numbers and, where it
//! mixes, the `partner`'s id, with `resized_from` where it had another size: see [`super::told`]), `seed`, `copy`, `shares` where images were mixed (of each its `id`,
//! `label` and `share`), and `unchanged` where it is equal to its parent. The original itself, where it is kept, has copy
//! 0 and no operations.

use serde::Serialize;
use serde_json::{Map, Value};

use super::policies::Recipe;
use super::variant::{ImageVariant, Parent, Share};

#[derive(Serialize)]
struct Line<'a> {
    id: String,
    parent: &'a str,
    image: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    operations: Vec<Map<String, Value>>,
    seed: u32,
    copy: u32,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    shares: &'a [Share],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unchanged: bool,
}

/// A variant's id.
#[must_use]
pub fn id(parent: &Parent<'_>, variant: &ImageVariant) -> String {
    format!("{}~{}", parent.id, variant.copy)
}

/// Appends a variant's line; `file` is where its image is.
pub fn line(out: &mut Vec<u8>, seed: u32, parent: &Parent<'_>, variant: &ImageVariant, file: &str) {
    let line = Line {
        id: id(parent, variant),
        parent: parent.id,
        image: file,
        label: parent.label,
        operations: variant.told(),
        seed,
        copy: variant.copy,
        shares: &variant.shares,
        unchanged: is_unchanged(variant),
    };
    crate::formats::write::put(out, &line);
    out.push(b'\n');
}

/// Whether a variant is written: one that is equal to its image only where the recipe or `keep_unchanged` says so.
#[must_use]
pub fn is_wanted(recipe: &Recipe, variant: &ImageVariant, keep_unchanged: bool) -> bool {
    recipe.keep_unchanged || keep_unchanged || !is_unchanged(variant)
}

/// The original itself is no variant that nothing has changed.
const fn is_unchanged(variant: &ImageVariant) -> bool {
    variant.is_unchanged && variant.copy > 0
}
