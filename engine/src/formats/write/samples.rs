//! Four records with every turn an export can take: a plain one, one without a vote or gold, a tie with a gold value
//! that is no label, and a repeated id with a text that looks like a formula and a vote against a label that decides.

use std::sync::Arc;

use serde_json::Map;

use super::*;
use crate::analysis::RuleCounts;
use crate::corpus::{Value, ValueKind};
use crate::formats::{Encoding, Mapping, ReadOptions, ReadReport};
use crate::ids::{LabelId, RuleId};
use crate::labels::LabelSet;
use crate::modality::Modality;
use crate::rule::{ColumnVotes, Rule};
use crate::votes::Vote;

/// The header of the sample project.
pub(in crate::formats) fn header() -> Header {
    let labels = LabelSet::from_names(["HAM", "SPAM"]);
    Header {
        project: "Messages".to_owned(),
        at: None,
        source: source(),
        modality: Modality::Text,
        has_ids: true,
        fields: vec!["lang".to_owned(), "n".to_owned()],
        labels,
        next_label: LabelId(2),
        rules: vec![
            rule(0, "free", 1, "free, \"prize\"", [2, 1, 1]),
            rule(1, "lunch", 0, "lunch", [2, 2, 1]),
            against_and_hard(rule(3, "sign", 1, "starts(\"=\")", [1, 1, 0])),
            of_column(rule(4, "guess", 0, "", [1, 0, 0])),
        ],
        next_rule: RuleId(5),
        slices: Vec::new(),
        lists: Default::default(),
        accents: Default::default(),
        gold: GoldNote {
            values: vec![
                ("spam".to_owned(), Some(LabelId(1))),
                ("hm".to_owned(), None),
                ("ham".to_owned(), Some(LabelId(0))),
            ],
            split_column: None,
            split_seed: 1,
            by_hand: Arc::default(),
        },
        model: Default::default(),
        graph: Default::default(),
        embeddings: None,
        augment: None,
        variants: Vec::new(),
        filter: FilterNote {
            augmented: None,
            model: Some(ModelNote {
                name: "majority".to_owned(),
                parameters: Map::new(),
            }),
            end_model: None,
            graph: None,
            include: "all".to_owned(),
            threshold: 0.0,
        },
    }
}

fn rule(
    id: u32,
    name: &str,
    label: u32,
    query: &str,
    [coverage, overlaps, conflicts]: [u32; 3],
) -> ExportRule {
    ExportRule {
        compares: Vec::new(),
        rule: Rule {
            id: RuleId(id),
            name: name.to_owned(),
            label: LabelId(label),
            query: query.to_owned(),
            enabled: true,
            ..Rule::default()
        },
        counts: RuleCounts {
            coverage,
            overlaps,
            conflicts,
            ..RuleCounts::default()
        },
    }
}

fn against_and_hard(mut rule: ExportRule) -> ExportRule {
    rule.rule.against = true;
    rule.rule.hard = true;
    rule
}

/// A rule that is off.
fn of_column(mut rule: ExportRule) -> ExportRule {
    rule.rule.enabled = false;
    rule.rule.column = Some(ColumnVotes {
        column: "lang".to_owned(),
        meaning: vec![("de".to_owned(), Some(LabelId(0))), ("en".to_owned(), None)],
    });
    rule
}

fn source() -> Source {
    let mapping = Mapping {
        text: "text".to_owned(),
        id: Some("id".to_owned()),
        gold: Some("kind".to_owned()),
        split: None,
        fields: vec!["lang".to_owned(), "n".to_owned()],
        more_texts: Vec::new(),
    };
    let report = ReadReport {
        options: ReadOptions::of("jsonl", Encoding::Utf8),
        rows_read: 5,
        rows_accepted: 4,
        rows_bad: 1,
        blank_lines: 0,
        empty_texts: 0,
        missing_texts: 1,
        bad: Vec::new(),
        bad_kept_bytes: 12,
        bad_dropped: 0,
        bytes: 330,
        sha256: "a".repeat(64),
        said: Vec::new(),
    };
    Source {
        name: "messages.jsonl".to_owned(),
        report,
        mapping,
    }
}

const fn value(kind: ValueKind, text: &str) -> Value<'_> {
    Value { kind, text }
}

const MISSING: Value<'static> = value(ValueKind::Missing, "");

/// The records of the sample project.
pub(in crate::formats) const RECORDS: [ExportRecord<'static>; 4] = [
    ExportRecord {
        variant: None,
        image: None,
        id: "a1",
        repeated: false,
        text: "Win a free prize, now",
        fields: &[value(ValueKind::Text, "en"), value(ValueKind::Number, "3.10")],
        gold: Some(ExportGold {
            value: "spam",
            label: Some(1),
            by_hand: false,
        }),
        held_out: false,
        votes: &[(0, Vote::is(1))],
        posterior: Some(&[0.0, 1.0]),
        winners: &[1],
        by: LabeledBy::Rules,
    },
    ExportRecord {
        variant: None,
        image: None,
        id: "a2",
        repeated: false,
        text: "Two\n\"lines\" 💩",
        fields: &[value(ValueKind::Text, "de"), MISSING],
        gold: None,
        held_out: false,
        votes: &[],
        posterior: None,
        winners: &[],
        by: LabeledBy::Rules,
    },
    ExportRecord {
        variant: None,
        image: None,
        id: "a3",
        repeated: false,
        text: "free lunch",
        fields: &[value(ValueKind::Text, ""), value(ValueKind::Json, "[1,\n 2]")],
        gold: Some(ExportGold {
            value: "hm",
            label: None,
            by_hand: false,
        }),
        held_out: false,
        votes: &[(0, Vote::is(1)), (1, Vote::is(0))],
        posterior: Some(&[0.5, 0.5]),
        winners: &[0, 1],
        by: LabeledBy::Rules,
    },
    ExportRecord {
        variant: None,
        image: None,
        id: "a3#2",
        repeated: true,
        text: "=lunch",
        fields: &[MISSING, value(ValueKind::Number, "-5")],
        gold: Some(ExportGold {
            value: "ham",
            label: Some(0),
            by_hand: false,
        }),
        held_out: true,
        votes: &[(1, Vote::is(0)), (2, Vote::is_not(1))],
        posterior: Some(&[1.0, 0.0]),
        winners: &[0],
        by: LabeledBy::Rules,
    },
];

/// A whole file, and what its writer says.
pub(in crate::formats) fn write(
    name: &str,
    header: &Header,
    records: &[ExportRecord<'_>],
) -> (String, Vec<String>) {
    let mut writer = writer(name).unwrap().open();
    let mut out = Vec::new();
    writer.begin(header, &mut out);
    records
        .iter()
        .for_each(|record| writer.record(header, record, &mut out));
    let said = writer.end(header, &mut out);
    (String::from_utf8(out).unwrap(), said)
}
