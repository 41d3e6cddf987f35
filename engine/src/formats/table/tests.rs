//! Packs written out by hand, cut anywhere and broken.

use super::*;
use crate::formats::import::{Importer, MappedRow, RecordSink};
use crate::formats::preview::preview;
use crate::formats::report::ReadReport;
use crate::formats::{Cell, ImportError, Mapping};

fn entry(content: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(content.len()).unwrap().to_le_bytes().to_vec();
    out.extend(content);
    out
}

fn row(cells: &[Cell<'_>]) -> Vec<u8> {
    let mut out = vec![1];
    for cell in cells {
        let (tag, text) = match cell {
            Cell::Missing => (0, None),
            Cell::Text(text) => (1, Some(*text)),
            Cell::Number(text) => (2, Some(*text)),
            Cell::Bool(truth) => (if *truth { 3 } else { 4 }, None),
            Cell::Json(text) => (5, Some(*text)),
        };
        out.push(tag);
        out.extend(text.map(|text| entry(text.as_bytes())).unwrap_or_default());
    }
    entry(&out)
}

fn pack() -> Vec<u8> {
    let head = r#"{"bytes":99,"sha256":"ab","said":["The column \"x\" is left out: it holds bytes."],"columns":
        [{"name":"text","classes":[]},{"name":"label","classes":["neg","pos","never"]},{"name":"v","classes":[]}]}"#;
    let mut set_aside = vec![0, 3, 0, 0, 0];
    set_aside.extend(entry(b"No text."));
    set_aside.extend(b"{\"v\":\xFF}");
    [
        MAGIC.to_vec(),
        entry(head.as_bytes()),
        row(&[Cell::Text("one"), Cell::Text("pos"), Cell::Json("[0.5,1]")]),
        entry(&set_aside),
        row(&[Cell::Missing, Cell::Text("neg"), Cell::Number("2")]),
        row(&[Cell::Text(""), Cell::Missing, Cell::Bool(true)]),
    ]
    .concat()
}

#[derive(Default, Debug, PartialEq)]
struct Taken(Vec<(String, Option<String>, Vec<String>)>);

impl RecordSink for Taken {
    fn record(&mut self, row: MappedRow<'_>) {
        let fields = row.fields.iter().map(|cell| format!("{cell:?}")).collect();
        self.0
            .push((row.text.to_owned(), row.gold.map(str::to_owned), fields));
    }
}

fn import(pack: &[u8], chunk: usize) -> Result<(Taken, ReadReport), ImportError> {
    let mapping = Mapping {
        text: "text".into(),
        gold: Some("label".into()),
        fields: vec!["v".into()],
        ..Mapping::default()
    };
    let mut importer = Importer::new(&ReadOptions::of(NAME, Encoding::Utf8), &mapping)?;
    let mut taken = Taken::default();
    for chunk in pack.chunks(chunk) {
        importer.push(chunk, &mut taken)?;
    }
    let report = importer.finish(&mut taken)?;
    Ok((taken, report))
}

#[test]
fn rows_do_not_depend_on_cuts() {
    let (whole, report) = import(&pack(), usize::MAX).unwrap();
    let fields: Vec<&str> = whole.0.iter().map(|(_, _, fields)| fields[0].as_str()).collect();
    assert_eq!(fields, ["Json(\"[0.5,1]\")", "Bool(true)"]);
    assert_eq!(
        (report.rows_read, report.rows_bad, report.missing_texts),
        (4, 2, 1)
    );
    assert_eq!((report.bytes, report.sha256.as_str()), (99, "ab"));
    assert!(report.said[0].contains("\"x\" is left out"), "{:?}", report.said);
    let [no_utf8, no_text] = report.bad.as_slice() else {
        panic!("{:?}", report.bad)
    };
    assert_eq!(
        (no_utf8.row, no_utf8.column, no_utf8.raw.as_slice()),
        (2, Some(3), &b"{\"v\":\xFF}"[..])
    );
    assert_eq!(no_text.raw, br#"{"text":null,"label":"neg","v":2}"#);
    for chunk in 1..40 {
        let (cut, of_cut) = import(&pack(), chunk).unwrap();
        assert_eq!((cut, of_cut), (import(&pack(), usize::MAX).unwrap()), "{chunk}");
    }
}

#[test]
fn a_preview_knows_classes_that_no_row_is_of() {
    let seen = preview("a.parquet", &pack(), true, None).unwrap();
    assert_eq!(seen.options.format, NAME);
    assert_eq!(
        (seen.mapping.text.as_str(), seen.mapping.gold.as_deref()),
        ("text", Some("label"))
    );
    assert_eq!(seen.columns[1].classes, ["neg", "pos", "never"]);
    assert!(seen.said[0].contains("left out"), "{:?}", seen.said);
}

#[test]
fn broken_packs_are_refused_and_no_panic() {
    let pack = pack();
    for end in 0..pack.len() {
        let _ = import(&pack[..end], 7);
    }
    for at in 0..pack.len() {
        let mut spoilt = pack.clone();
        spoilt[at] ^= 0x55;
        let _ = import(&spoilt, 11);
    }
}

#[test]
fn columns_of_one_name_are_told_apart() {
    let before = ["a".to_owned(), "a 2".to_owned()];
    assert_eq!([apart("a", &before), apart("b", &before)], ["a 3", "b"]);
}
