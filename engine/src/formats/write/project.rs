//! The project file: everything that is needed to go on working.

use serde::Serialize;

use super::header::PROGRAM;
use super::line::{Fields, OnOneLine, put, put_lines};
use super::words::put_words;
use super::{ExportRecord, Header, Holds, Writer, WriterKind};
use crate::formats::project::SavedImage;
use crate::gold::HandGold;
use crate::ids::LabelId;
use crate::modality::Modality;

/// A saved project, `"format":"labelloom-project"`, version 1, read by
/// [`ProjectFile`](crate::formats::project::ProjectFile): one object, a rule and a record a line, all records in their
/// order and as they were brought.
///
/// - `name`, and the `program` that wrote it.
/// - `source`: the file's name, the report of its import and the mapping of its columns. Of rows set aside the report
///   has the place, the reason and the beginning; their bytes stay in the source.
/// - `labels` with `id`, `name` and `color`, and `next_label`, the id of the next one; `rules` with `id`, `name`, the
///   `label`'s id, `query`, `note`, `author` and `enabled`, and `next_rule`. Only where they say something: `against` and
///   `hard`, both true, and `column` with its name and its `meaning`, pairs of a value and the id of a label.
/// - `slices`, where there are some, with `id`, `name` and `query`; `lists`, where there are word lists, each with its
///   entries under its name; `accents`, `"ignored"` where they are. `model`, where another than the default was chosen:
///   the `model`'s name, the `balance` of labels (`uniform`, `gold`, `estimated`, or `given` with pairs of a label's id
///   and its share), `priors` of rules, and whether the `end_model` labels what no rule votes on. `graph`, where another
///   than the default was chosen: `features`, `k`, how records are `joined` and by which `weights`, the `method`, `alpha`
///   and `balance` of propagation, which `seeds` labels start from, and whether it `labels_records`. `embeddings`, where
///   the records have some: a `column` of lists, or a `file` by `name`, `width` and `fingerprint`; its numbers are not here
///   and have to be added again.
/// - `augment`, where another than the usual one was chosen: how variants of records are made; `variants`, where some were
///   accepted: a list of batches, each a list of variants with their `number` among those of their record and how they
///   were `made`: the `record` by its place from 0, `text`, `operations` with all parameters, `seed`, `copy`, `changes`
///   (bytes of both texts), and what judges said of it (`fate`, `why`).
/// - `gold`: the `values` of the gold column with the id of the label each means, or null; `split_column`, or null for
///   the seeded split; `split_seed`; where there is any, `by_hand`: records, by their place from 0, each with the id of
///   the label that a person set, which wins over the column.
/// - `has_ids`, `fields` (their names), then `records`: `id` where the source has ids (`repeated` where it stood there
///   before), `text`, `fields`, `gold` as it stands in the column, and `held_out` where a split column says so.
/// - Where records are images the version is 2, and a record has an `image`: width and height of the `original`, its `size`
///   as it is kept, its `channels` (`grey`, `grey-alpha`, `rgb`, `rgba`), and its `pixels` in base64, rows from the top.
///
/// An example:
///
/// ```json
#[doc = include_str!("example.project.json")]
/// ```
pub(super) struct Project;

impl WriterKind for Project {
    fn name(&self) -> &'static str {
        "project"
    }

    fn title(&self) -> &'static str {
        "Project"
    }

    fn sentence(&self) -> &'static str {
        "The whole project in one file: open it here again, on another machine too, or keep it as a second net."
    }

    fn ending(&self) -> &'static str {
        ".labelloom.json"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn holds(&self) -> Holds {
        Holds::All
    }

    fn open(&self) -> Box<dyn Writer> {
        Box::new(ProjectWriter { first: true })
    }
}

struct ProjectWriter {
    first: bool,
}

impl Writer for ProjectWriter {
    fn begin(&mut self, header: &Header, out: &mut Vec<u8>) {
        // A program that knows no images would open the names alone.
        let version = match header.modality {
            Modality::Text => "1",
            Modality::Image => "2",
        };
        out.extend_from_slice(b"{\"format\":\"labelloom-project\",\"version\":");
        out.extend_from_slice(version.as_bytes());
        out.extend_from_slice(b",\n\"name\":");
        put(out, &header.project);
        key(out, "program", &PROGRAM);
        key(out, "source", &header.source);
        key(out, "labels", &header.labels);
        key(out, "next_label", &header.next_label);
        out.extend_from_slice(b",\n\"rules\":[");
        put_lines(out, header.rules.iter().map(|rule| &rule.rule));
        out.push(b']');
        key(out, "next_rule", &header.next_rule);
        if !header.slices.is_empty() {
            key(out, "slices", &header.slices);
        }
        put_words(header, out);
        if !header.model.is_default() {
            key(out, "model", &header.model);
        }
        if !header.graph.is_default() {
            key(out, "graph", &header.graph);
        }
        if let Some(embeddings) = &header.embeddings {
            key(out, "embeddings", embeddings);
        }
        if let Some(augment) = &header.augment {
            raw_key(out, "augment", augment);
        }
        if !header.variants.is_empty() {
            raw_key(out, "variants", &format!("[\n{}\n]", header.variants.join(",\n")));
        }
        key(out, "gold", &Gold::new(header));
        key(out, "has_ids", &header.has_ids);
        key(out, "fields", &header.fields);
        out.extend_from_slice(b",\n\"records\":[");
    }

    fn record(&mut self, header: &Header, record: &ExportRecord<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(if self.first { b"\n" } else { b",\n" });
        self.first = false;
        put(out, &Line::new(header, record));
    }

    fn end(&mut self, _header: &Header, out: &mut Vec<u8>) -> Vec<String> {
        out.extend_from_slice(b"\n]}\n");
        Vec::new()
    }
}

fn key(out: &mut Vec<u8>, name: &str, value: &impl Serialize) {
    raw_key(out, name, "");
    put(out, value);
}

/// The same of a value that is JSON already.
fn raw_key(out: &mut Vec<u8>, name: &str, json: &str) {
    out.extend_from_slice(b",\n\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
    out.extend_from_slice(json.as_bytes());
}

#[derive(Serialize)]
struct Gold<'a> {
    values: Vec<GoldValue<'a>>,
    split_column: Option<&'a str>,
    split_seed: u32,
    #[serde(skip_serializing_if = "HandGold::is_empty")]
    by_hand: &'a HandGold,
}

#[derive(Serialize)]
struct GoldValue<'a> {
    value: &'a str,
    label: Option<LabelId>,
}

impl<'a> Gold<'a> {
    fn new(header: &'a Header) -> Self {
        let values = header.gold.values.iter();
        Self {
            values: values
                .map(|(value, label)| GoldValue { value, label: *label })
                .collect(),
            split_column: header.gold.split_column.as_deref(),
            split_seed: header.gold.split_seed,
            by_hand: &header.gold.by_hand,
        }
    }
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    repeated: bool,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Fields<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gold: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    held_out: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<SavedImage<'a>>,
}

impl<'a> Line<'a> {
    fn new(header: &'a Header, record: &ExportRecord<'a>) -> Self {
        Self {
            id: header.has_ids.then_some(record.id),
            repeated: record.repeated,
            text: record.text,
            fields: (!header.fields.is_empty()).then_some(Fields::new(header, record, OnOneLine::No)),
            gold: record.gold.map(|gold| gold.value),
            held_out: header.gold.split_column.is_some() && record.held_out,
            image: record
                .image
                .map(|(images, record)| SavedImage::of(images, record)),
        }
    }
}
