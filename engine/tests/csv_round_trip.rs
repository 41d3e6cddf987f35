//! The plain CSV reads back to the same records through the importer, whatever stands in them.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use labelloom_engine::analysis::RuleCounts;
use labelloom_engine::corpus::{Value, ValueKind};
use labelloom_engine::formats::import::{Importer, MappedRow, RecordSink};
use labelloom_engine::formats::write::{
    ExportGold, ExportRecord, ExportRule, FilterNote, GoldNote, Header, LabeledBy, Source, writer,
};
use labelloom_engine::formats::{Encoding, Mapping, ReadOptions, ReadReport};
use labelloom_engine::ids::{LabelId, RuleId};
use labelloom_engine::labels::LabelSet;
use labelloom_engine::modality::Modality;
use labelloom_engine::rule::Rule;
use labelloom_engine::votes::Vote;
use proptest::prelude::*;

/// What a record is, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Record {
    id: String,
    text: String,
    field: String,
    gold: Option<String>,
    voted: bool,
}

#[derive(Default)]
struct Taken(Vec<Record>);

impl RecordSink for Taken {
    fn record(&mut self, row: MappedRow<'_>) {
        let cell = |place: usize| row.fields[place].text().unwrap_or_default().to_owned();
        self.0.push(Record {
            id: row.id.unwrap_or_default().to_owned(),
            text: row.text.to_owned(),
            field: cell(0),
            gold: row.gold.map(str::to_owned),
            voted: cell(1) == "B",
        });
    }
}

fn mapping(fields: &[&str]) -> Mapping {
    Mapping {
        text: "text".into(),
        id: Some("id".into()),
        gold: Some("gold".into()),
        split: None,
        fields: fields.iter().map(ToString::to_string).collect(),
        more_texts: Vec::new(),
    }
}

fn header() -> Header {
    let report = ReadReport {
        options: ReadOptions::of("csv", Encoding::Utf8),
        rows_read: 0,
        rows_accepted: 0,
        rows_bad: 0,
        blank_lines: 0,
        empty_texts: 0,
        missing_texts: 0,
        bad: Vec::new(),
        bad_kept_bytes: 0,
        bad_dropped: 0,
        bytes: 0,
        sha256: String::new(),
        said: Vec::new(),
    };
    let rule = Rule {
        id: RuleId(0),
        name: "r, \"1\"".into(),
        label: LabelId(1),
        query: "x".into(),
        enabled: true,
        ..Rule::default()
    };
    Header {
        modality: Modality::Text,
        augment: None,
        variants: Vec::new(),
        project: "p".into(),
        at: None,
        source: Source {
            name: "p.csv".into(),
            report,
            mapping: mapping(&["a\nb"]),
        },
        has_ids: true,
        fields: vec!["a\nb".into()],
        labels: LabelSet::from_names(["A", "B"]),
        next_label: LabelId(2),
        rules: vec![ExportRule {
            compares: Vec::new(),
            rule,
            counts: RuleCounts::default(),
        }],
        next_rule: RuleId(1),
        slices: Vec::new(),
        lists: Default::default(),
        accents: Default::default(),
        gold: GoldNote {
            values: vec![("A".into(), Some(LabelId(0)))],
            split_column: None,
            split_seed: 1,
            by_hand: std::sync::Arc::default(),
        },
        model: Default::default(),
        graph: Default::default(),
        embeddings: None,
        filter: FilterNote {
            augmented: None,
            model: None,
            end_model: None,
            graph: None,
            include: "all".into(),
            threshold: 0.0,
        },
    }
}

fn written(records: &[Record]) -> Vec<u8> {
    let header = header();
    let mut writer = writer("csv").unwrap().open();
    let mut out = Vec::new();
    writer.begin(&header, &mut out);
    for record in records {
        let votes: &[(usize, Vote)] = if record.voted { &[(0, Vote::is(1))] } else { &[] };
        let line = ExportRecord {
            image: None,
            variant: None,
            id: &record.id,
            repeated: false,
            text: &record.text,
            fields: &[Value {
                kind: ValueKind::Text,
                text: &record.field,
            }],
            gold: record.gold.as_deref().map(|value| ExportGold {
                value,
                label: None,
                by_hand: false,
            }),
            held_out: false,
            votes,
            posterior: None,
            winners: &[],
            by: LabeledBy::Rules,
        };
        writer.record(&header, &line, &mut out);
    }
    writer.end(&header, &mut out);
    out
}

/// Characters that CSV has trouble with, and some that it hasn't.
fn cell() -> impl Strategy<Value = String> {
    let characters = prop::sample::select(vec![
        'a', ',', '"', '\n', '\r', ' ', '\t', ';', '\'', '=', 'é', '💩', '\u{FEFF}', '\0',
    ]);
    prop::collection::vec(characters, 0..8).prop_map(|characters| characters.into_iter().collect())
}

fn record() -> impl Strategy<Value = Record> {
    let gold = prop::option::of(cell().prop_filter("an empty value is none", |value| !value.is_empty()));
    (cell(), cell(), cell(), gold, any::<bool>()).prop_map(|(id, text, field, gold, voted)| Record {
        id,
        text,
        field,
        gold,
        voted,
    })
}

proptest! {
    #[test]
    fn every_record_reads_back(records in prop::collection::vec(record(), 1..6)) {
        let options = ReadOptions::of("csv", Encoding::Utf8);
        let mapping = mapping(&["a\nb", "rule:r, \"1\""]);
        let mut importer = Importer::new(&options, &mapping).unwrap();
        let mut taken = Taken::default();
        for chunk in written(&records).chunks(5) {
            importer.push(chunk, &mut taken).unwrap();
        }
        let report = importer.finish(&mut taken).unwrap();
        prop_assert_eq!(report.rows_bad, 0);
        prop_assert_eq!(taken.0, records);
    }
}
