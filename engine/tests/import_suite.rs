//! Runs the cases of `tests/corpora/import.json` and `tests/corpora/refused.json`.

mod support;

use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::preview::{Preview, preview};
use labelloom_engine::formats::report::ReadReport;
use labelloom_engine::formats::{ImportError, ReadOptions};
use serde::Deserialize;
use support::{Noted, import};

#[derive(Deserialize)]
struct Suite<C> {
    cases: Vec<C>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    file: String,
    bytes: String,
    #[serde(default)]
    options: Option<Changes>,
    columns: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
    #[serde(default)]
    bad: Vec<Bad>,
    #[serde(default)]
    said: Vec<String>,
    #[serde(default)]
    blank: u64,
}

/// Options that differ from the sniffed ones.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    quotes: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bad {
    row: u64,
    line: u64,
    byte: u64,
    column: Option<u32>,
    reason: String,
    raw: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    name: String,
    file: String,
    bytes: String,
    error: Vec<String>,
}

fn bytes_of(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(c).expect("every character is one byte"))
        .collect()
}

fn look(case: &Case, bytes: &[u8]) -> Result<Preview, ImportError> {
    let first = preview(&case.file, bytes, true, None)?;
    let Some(changes) = &case.options else {
        return Ok(first);
    };
    let options = ReadOptions {
        quotes: changes.quotes,
        ..first.options
    };
    preview(&case.file, bytes, true, Some(&options))
}

/// Every column is a field, and one of them the text as well. A row without it would be set aside, so the text is
/// the first column that no row lacks.
fn mapping(case: &Case) -> Mapping {
    let full = |column: &usize| case.rows.iter().all(|row| row[*column].is_some());
    let text = (0..case.columns.len())
        .find(full)
        .expect("a column that all rows have");
    Mapping {
        text: case.columns[text].clone(),
        fields: case.columns.clone(),
        ..Mapping::default()
    }
}

fn check(case: &Case, preview: &Preview, records: &[Noted], report: &ReadReport) {
    let name = &case.name;
    let columns: Vec<&String> = preview.columns.iter().map(|column| &column.name).collect();
    assert_eq!(
        columns,
        case.columns.iter().collect::<Vec<_>>(),
        "{name}: columns"
    );
    let rows: Vec<&Vec<Option<String>>> = records.iter().map(|(_, _, fields)| fields).collect();
    for (number, row) in case.rows.iter().enumerate() {
        let mut read = rows.get(number).copied().cloned().unwrap_or_default();
        read.resize(row.len(), None);
        assert_eq!(&read, row, "{name}: record {}", number + 1);
    }
    assert_eq!(rows.len(), case.rows.len(), "{name}: number of records");
    assert_eq!(report.bad.len(), case.bad.len(), "{name}: {:?}", report.bad);
    for (bad, expected) in report.bad.iter().zip(&case.bad) {
        let place = (bad.row, bad.line, bad.byte, bad.column);
        assert_eq!(
            place,
            (expected.row, expected.line, expected.byte, expected.column),
            "{name}: {bad:?}"
        );
        assert!(
            bad.reason.contains(&expected.reason),
            "{name}: {:?} lacks {:?}",
            bad.reason,
            expected.reason
        );
        let raw = bytes_of(&expected.raw);
        assert!(
            bytes_of(&case.bytes)[usize::try_from(bad.byte).expect("within the file")..].starts_with(&raw),
            "{name}: its place"
        );
        assert_eq!(bad.raw, raw, "{name}: raw bytes");
    }
    for said in &case.said {
        assert!(
            preview.said.iter().any(|line| line.contains(said)),
            "{name}: {:?} lacks {said:?}",
            preview.said
        );
    }
    assert_eq!(report.blank_lines, case.blank, "{name}: blank lines");
}

#[test]
fn files_give_what_the_cases_say_in_chunks_of_any_size() {
    let suite: Suite<Case> = serde_json::from_str(include_str!("../../tests/corpora/import.json")).unwrap();
    for case in &suite.cases {
        let bytes = bytes_of(&case.bytes);
        let preview = look(case, &bytes).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        for step in [1, 2, 3, 5, 8, bytes.len()] {
            let (records, report) = import(&bytes, &preview.options, &mapping(case), step)
                .unwrap_or_else(|error| panic!("{}: {error}", case.name));
            check(case, &preview, &records, &report);
        }
    }
}

#[test]
fn files_that_hold_no_records_are_refused_with_a_remedy() {
    let suite: Suite<Refused> =
        serde_json::from_str(include_str!("../../tests/corpora/refused.json")).unwrap();
    for case in &suite.cases {
        let error = match preview(&case.file, &bytes_of(&case.bytes), true, None) {
            Ok(preview) => panic!("{}: should be refused, and gives {preview:?}", case.name),
            Err(error) => error,
        };
        for word in &case.error {
            assert!(
                error.to_string().contains(word),
                "{}: {error} lacks {word:?}",
                case.name
            );
        }
        assert!(!error.remedy.is_empty(), "{}: what to do now?", case.name);
    }
}
