//! Arrays of two or three rows, in every order and broken in every way.

use super::*;
use crate::corpus::{Corpus, CorpusBuilder, Value, ValueKind};
use crate::npy::tests::{dict, npy};

fn corpus(ids: Option<[&str; 3]>) -> Corpus {
    let mut corpus = CorpusBuilder::default();
    for at in 0..3 {
        corpus.push(ids.map(|ids| ids[at]), "a text", []);
    }
    corpus.finish()
}

fn singles(numbers: &[f32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn array(descr: &str, shape: &str, data: &[u8]) -> Vec<u8> {
    npy(&dict(descr, false, shape), data)
}

#[test]
fn the_same_numbers_are_read_from_every_order() {
    let numbers = [1.0, 2.0, 3.0, -4.0, 0.5, 0.0];
    let by_column = [1.0, 3.0, 0.5, 2.0, -4.0, 0.0];
    let doubles: Vec<u8> = numbers
        .iter()
        .flat_map(|&number| f64::from(number).to_be_bytes())
        .collect();
    let halves: Vec<u8> = [0x3C00u16, 0x4000, 0x4200, 0xC400, 0x3800, 0]
        .iter()
        .flat_map(|bits| bits.to_le_bytes())
        .collect();
    let files = [
        array("<f4", "(3, 2)", &singles(&numbers)),
        npy(&dict("<f4", true, "(3, 2)"), &singles(&by_column)),
        array(">f8", "(3, 2)", &doubles),
        array("<f2", "(3, 2)", &halves),
    ];
    let read = files.map(|file| Embeddings::read("e.npy", &file, None, &corpus(None)).unwrap());
    for embeddings in &read {
        assert!(embeddings.rows().iter().eq(&numbers));
        assert_eq!(embeddings.file(), read[0].file());
    }
    assert_eq!((read[0].file().name.as_str(), read[0].file().width), ("e.npy", 2));
    let other = array("<f4", "(3, 2)", &singles(&[1.0, 2.0, 3.0, -4.0, 0.5, 0.25]));
    let other = Embeddings::read("e.npy", &other, None, &corpus(None)).unwrap();
    assert_ne!(other.file(), read[0].file());
}

#[test]
fn ids_say_whose_row_it_is() {
    let file = array("<f4", "(3, 1)", &singles(&[1.0, 2.0, 3.0]));
    let read = |ids: &str, records: &Corpus| Embeddings::read("e.npy", &file, Some(ids), records);
    let named = corpus(Some(["x", "y", "z"]));
    let rows = |embeddings: Embeddings| embeddings.rows().iter().copied().collect::<Vec<_>>();
    assert_eq!(rows(read("z\r\nx\r\ny\r\n", &named).unwrap()), [2.0, 3.0, 1.0]);
    // Records without ids are called by their number.
    assert_eq!(rows(read("3\n2\n1", &corpus(None)).unwrap()), [3.0, 2.0, 1.0]);
    let refused = |ids: &str| read(ids, &named).unwrap_err().to_string();
    assert!(
        refused("x\ny").contains("2 ids for 3 rows"),
        "{}",
        refused("x\ny")
    );
    assert!(refused("x\ny\nw").starts_with("e.npy, row 3: No record has the id \"w\""));
    assert!(refused("x\nx\ny").contains("stands at row 1 already"));
    let two = array("<f4", "(2, 1)", &singles(&[1.0, 2.0]));
    let error = Embeddings::read("e.npy", &two, Some("x\nz"), &named).unwrap_err();
    assert!(error.what.contains("No row is of record \"y\""), "{error}");
}

#[test]
fn what_can_be_no_features_is_refused_with_its_place() {
    let refused = |file: &[u8]| {
        Embeddings::read("e.npy", file, None, &corpus(None))
            .unwrap_err()
            .to_string()
    };
    let cases = [
        (
            array("<f4", "(2, 2)", &singles(&[0.0; 4])),
            "2 rows for 3 records",
        ),
        (array("<f4", "(0, 2)", &[]), "0 rows for 3 records"),
        (array("<f4", "(3, 0)", &[]), "rows are empty"),
        (array("<f4", "(3,)", &singles(&[0.0; 3])), "not records × numbers"),
        (array("<i4", "(3, 1)", &[0; 12]), "astype"),
        (array("|O", "(3, 1)", &[0; 24]), "holds \"|O\""),
        (array("<f4", "(3, 1)", &[0; 11]), "cut off"),
        (
            array("<f4", "(3, 1)", &singles(&[0.0, f32::NAN, 0.0])),
            "e.npy, row 2, column 1: NaN is no number",
        ),
        (
            array("<f4", "(3, 1)", &singles(&[0.0, 0.0, f32::INFINITY])),
            "row 3, column 1: inf is no number",
        ),
        (
            array(
                "<f8",
                "(3, 1)",
                &[0.0f64, 1e300, 0.0].map(f64::to_le_bytes).concat(),
            ),
            "row 2, column 1: 1e300 is too large",
        ),
        (b"id,text\n1,hello\n".to_vec(), "numpy"),
    ];
    for (file, told) in cases {
        assert!(refused(&file).contains(told), "{told}: {}", refused(&file));
        assert!(refused(&file).starts_with("e.npy"), "{}", refused(&file));
    }
}

fn with_fields(values: &[[Value<'static>; 3]]) -> Corpus {
    let mut corpus = CorpusBuilder::default();
    corpus.name_fields(&["vector", "number", "ragged"].map(str::to_owned));
    values
        .iter()
        .for_each(|values| corpus.push(None, "a text", *values));
    corpus.finish()
}

fn value(kind: ValueKind, text: &'static str) -> Value<'static> {
    Value { kind, text }
}

#[test]
fn columns_of_lists_are_found_and_read() {
    let row = |vector, ragged| {
        [
            value(ValueKind::Json, vector),
            value(ValueKind::Number, "3"),
            value(ValueKind::Text, ragged),
        ]
    };
    let corpus = with_fields(&[
        row("[1, -2.5e-1]", "[1]"),
        row("[0.5,0]", "[1,2]"),
        row("[0,0]", "[1]"),
    ]);
    assert_eq!(column::of_lists(&corpus), ["vector"]);
    let read = |at: usize, record, width| {
        let mut numbers = Vec::new();
        column::push(&corpus.fields()[at], record, width, &mut numbers).map(|width| (width, numbers))
    };
    assert_eq!(read(0, 0, None), Ok((2, vec![1.0, -0.25])));
    assert_eq!(read(0, 1, Some(2)), Ok((2, vec![0.5, 0.0])));
    let error = read(2, 1, Some(1)).unwrap_err();
    assert_eq!(error.place, "record 2, column \"ragged\"");
    assert!(error.what.contains("2 numbers"), "{error}");
    let error = read(1, 0, None).unwrap_err();
    assert!(error.what.contains("\"3\" is no list"), "{error}");
}

#[test]
fn lists_that_hold_no_numbers_are_refused() {
    for text in [
        "[]",
        "[1, null]",
        "[\"a\"]",
        "[1e300]",
        "[1 2]",
        "{}",
        "[1",
        "[[1]]",
    ] {
        let corpus = with_fields(&[[value(ValueKind::Json, text); 3]]);
        let error = column::push(&corpus.fields()[0], 0, None, &mut Vec::new()).unwrap_err();
        assert!(error.what.contains("is no list of numbers"), "{text}: {error}");
        assert!(column::of_lists(&corpus).is_empty());
    }
    assert!(column::of_lists(&with_fields(&[])).is_empty());
}
