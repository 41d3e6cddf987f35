//! The JSON export: the records with all that is known of them, and where it all came from.

use serde::Serialize;

use super::header::{EndModelNote, GraphNote, ModelNote, PROGRAM};
use super::line::{Line, put, put_lines};
use super::rules::column;
use super::words::put_words;
use super::{ExportRecord, ExportRule, Header, Writer, WriterKind};
use crate::formats::ReadOptions;
use crate::formats::mapping::Mapping;
use crate::formats::rule_file::ColumnEntry;

/// The JSON export, `"format": "labelloom-export"`, version 1: one object in UTF-8, a rule and a record a line.
///
/// - `project`: the project's name.
/// - `lineage`: `program` and its version; `at`, only where a time was given; `source`, with the file's `name`,
///   `sha256` and length in `bytes`, how it was `read` and by which `mapping` of columns, `rows_read` and
///   `rows_set_aside`; `records`, how many the project has; `split_seed`, which decides what gold is held out;
///   `gold_by_hand`, where there is any: how many records of the project have gold that a person set here;
///   `model`, the label model with its `parameters`, or null; `end_model`, only where it labels what no rule votes on,
///   with its `features`, `c` and how many records it was `trained_on`; `graph`, only where that labels them, with its
///   `features`, `k`, `joined`, `weights`, `method`, `alpha` and `balance`, how many `seeds` there were and which
///   (`seeds_gold`, `seeds_model_at_least`, `seeds_rules`); `include` and `threshold`, which chose the records;
///   `augmented`, only where accepted variants stand behind their records: what labels them, `record` or `rules`.
/// - `labels`: the label names in order.
/// - `rules`: `name`, `label`, `query`, `enabled`, `note`, `author`, and `coverage`, `overlaps` and `conflicts` as
///   numbers of records of the whole project. Rules that are off cast no votes. Only where they say something: `against`
///   (the rule votes that a record has not its label), `hard` (it decides: where such rules vote, only they count for
///   the majority label), and, in place of `label`, `column` with the label of each of its `values`.
/// - `lists`, where there are word lists, each with its entries under its name; `accents`, `"ignored"` where the rules
///   were applied so.
/// - `records`: `id`; `text`, to the byte; `fields`, each as it stood in the source, null where the record lacks it;
///   `votes`, the rules that vote with the label of each, by rule, with `"against":true` where the vote is against it
///   and `"hard":true` where the rule decides. With a gold column also `gold`, a label or null, and
///   `split`, `dev` or `held-out`, null without gold; where the column's value is no label, `gold` is null and
///   `gold_value` holds the value; `by_hand` is true where a person set the gold here, over the column. With a model also `label`, and `probabilities` by label. A record without a vote has
///   `label` null and no `probabilities`; where labels tie, `label` is null and `tied` lists them. With an end model or a graph
///   also `label_source`, `rules`, `end model`, `graph`, or null without a label. A variant of a record is
///   `"augmented":true`, with the `parent`'s id, the `operation` (several in a row as `synonym+swap`), all `parameters`
///   and the `seed`; its id is the parent's, `~` and a number.
///
/// Keys may be added within a version; numbers are the shortest that read back to the same bits. An example:
///
/// ```json
#[doc = include_str!("example.json")]
/// ```
pub(super) struct Json;

impl WriterKind for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn title(&self) -> &'static str {
        "JSON"
    }

    fn sentence(&self) -> &'static str {
        "Records, votes, labels and probabilities in one documented file, with the rules and where all of it came from."
    }

    fn ending(&self) -> &'static str {
        ".json"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn open(&self) -> Box<dyn Writer> {
        Box::new(JsonWriter { first: true })
    }
}

struct JsonWriter {
    first: bool,
}

impl Writer for JsonWriter {
    fn begin(&mut self, header: &Header, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"format\":\"labelloom-export\",\"version\":1,\n\"project\":");
        put(out, &header.project);
        out.extend_from_slice(b",\n\"lineage\":");
        put(out, &Lineage::new(header));
        out.extend_from_slice(b",\n\"labels\":");
        let names: Vec<&str> = header.labels.iter().map(|label| label.name.as_str()).collect();
        put(out, &names);
        out.extend_from_slice(b",\n\"rules\":[");
        put_lines(out, rules(header));
        out.push(b']');
        put_words(header, out);
        out.extend_from_slice(b",\n\"records\":[");
    }

    fn record(&mut self, header: &Header, record: &ExportRecord<'_>, out: &mut Vec<u8>) {
        let before: &[u8] = if self.first { b"\n" } else { b",\n" };
        self.first = false;
        out.extend_from_slice(before);
        put(out, &Line::new(header, record));
    }

    fn end(&mut self, _header: &Header, out: &mut Vec<u8>) -> Vec<String> {
        out.extend_from_slice(b"\n]}\n");
        Vec::new()
    }
}

fn rules(header: &Header) -> impl Iterator<Item = Rule<'_>> {
    header.rules.iter().map(|ExportRule { rule, counts, .. }| Rule {
        name: &rule.name,
        label: match rule.column {
            None => header.labels.get(rule.label).map(|label| label.name.as_str()),
            Some(_) => None,
        },
        query: &rule.query,
        column: column(header, rule),
        against: rule.against,
        hard: rule.hard,
        enabled: rule.enabled,
        note: &rule.note,
        author: &rule.author,
        coverage: counts.coverage,
        overlaps: counts.overlaps,
        conflicts: counts.conflicts,
    })
}

#[derive(Serialize)]
struct Rule<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    query: &'a str,
    #[serde(flatten)]
    column: Option<ColumnEntry>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    against: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hard: bool,
    enabled: bool,
    note: &'a str,
    author: &'a str,
    coverage: u32,
    overlaps: u32,
    conflicts: u32,
}

#[derive(Serialize)]
struct Lineage<'a> {
    program: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    source: SourceNote<'a>,
    records: u64,
    split_seed: u32,
    #[serde(skip_serializing_if = "is_zero")]
    gold_by_hand: u32,
    model: Option<&'a ModelNote>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_model: Option<&'a EndModelNote>,
    #[serde(skip_serializing_if = "Option::is_none")]
    graph: Option<&'a GraphNote>,
    include: &'a str,
    threshold: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    augmented: Option<&'a str>,
}

impl<'a> Lineage<'a> {
    fn new(header: &'a Header) -> Self {
        Self {
            program: PROGRAM,
            at: header.at.as_deref(),
            source: SourceNote::new(header),
            records: header.source.report.rows_accepted,
            split_seed: header.gold.split_seed,
            gold_by_hand: header.gold.by_hand.len(),
            model: header.filter.model.as_ref(),
            end_model: header.filter.end_model.as_ref(),
            graph: header.filter.graph.as_ref(),
            include: &header.filter.include,
            threshold: header.filter.threshold,
            augmented: header.filter.augmented,
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[derive(Serialize)]
struct SourceNote<'a> {
    name: &'a str,
    sha256: &'a str,
    bytes: u64,
    read: &'a ReadOptions,
    mapping: &'a Mapping,
    rows_read: u64,
    rows_set_aside: u64,
}

impl<'a> SourceNote<'a> {
    fn new(header: &'a Header) -> Self {
        let report = &header.source.report;
        Self {
            name: &header.source.name,
            sha256: &report.sha256,
            bytes: report.bytes,
            read: &report.options,
            mapping: &header.source.mapping,
            rows_read: report.rows_read,
            rows_set_aside: report.rows_bad,
        }
    }
}
