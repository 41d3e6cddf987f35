//! Several text columns: terms are looked for in all of them, or in the one that is named.

use super::super::*;
use crate::corpus::{Corpus, CorpusBuilder, Value, ValueKind};
use crate::text::{IndexBuilder, TextColumnBuilder, TextIndex};

/// Body, title, and a plain column.
const RECORDS: [[&str; 3]; 4] = [
    ["please refund me", "Order 17", "en"],
    ["it broke again", "Refund!", "en"],
    ["refund refused", "your refund", "de"],
    ["hello there you", "", "en"],
];

fn records() -> (Corpus, TextIndex, Names) {
    let mut corpus = CorpusBuilder::default();
    let mut index = IndexBuilder::default();
    corpus.name_fields(&["title".to_owned(), "lang".to_owned()]);
    for [body, title, lang] in RECORDS {
        let value = |text| Value {
            kind: ValueKind::Text,
            text,
        };
        corpus.push(None, body, [value(title), value(lang)]);
        index.push(body);
    }
    let corpus = corpus.finish();
    let title = TextColumnBuilder::new("title", &corpus).unwrap().finish(&corpus);
    let index = index.finish().with_columns("body".to_owned(), vec![title]);
    let mut names = Names::of_fields(["title", "lang"]);
    names.texts = vec!["body".to_owned(), "title".to_owned()];
    (corpus, index, names)
}

fn found(query: &str) -> Vec<u32> {
    let (corpus, index, names) = records();
    let parsed = parse(query, &names).unwrap_or_else(|error| panic!("{query}: {error}"));
    let printed = parsed.condition.print();
    let again = parse(&printed, &names).unwrap_or_else(|error| panic!("{query} → {printed}: {error}"));
    assert_eq!(again.condition.print(), printed);
    let source = Source::new(&corpus, &index);
    let records = parsed.condition.select(&source);
    assert_eq!(records, again.condition.select(&source), "{query} → {printed}");
    // A scan finds the same as looking at once.
    let mut job = ScanJob::new(&parsed.condition, &source);
    while job.step(&source).is_some() {}
    let scanned = job.finish();
    assert_eq!(
        records,
        parsed.condition.select(&source.with_scanned(&scanned)),
        "{query}"
    );
    records.iter().collect()
}

#[test]
fn a_term_is_looked_for_in_every_text_or_in_the_one_named() {
    let cases: &[(&str, &[u32])] = &[
        ("refund", &[0, 1, 2]),
        ("title:refund", &[1, 2]),
        ("body:refund", &[0, 2]),
        ("TITLE:=Refund", &[1]),
        ("refund -title:refund", &[0]),
        ("title:(refund -your)", &[1]),
        ("title:(order, your) lang:en", &[0]),
        ("title:\"your refund\"", &[2]),
        ("title:/^re/", &[1]),
        ("/^re/", &[1, 2]),
        ("title:ref*", &[1, 2]),
        ("title:refnud~2", &[1, 2]),
        ("title:near(your, refund, 1)", &[2]),
        ("near(your, refund, 1)", &[2]),
        ("starts(refund)", &[1, 2]),
        ("title:starts(refund)", &[1]),
        ("\"!\"", &[1]),
        ("-title:/./", &[3]),
    ];
    for (query, expected) in cases {
        assert_eq!(found(query), *expected, "{query}");
    }
}

#[test]
fn words_of_two_texts_are_no_phrase_and_lengths_are_of_the_first() {
    assert_eq!(found("\"me order\""), [0u32; 0]);
    assert_eq!(found("words<3"), [2]);
    assert_eq!(found("title:words<1"), [3]);
    assert_eq!(found("title:count(refund)>=1"), [1, 2]);
    assert_eq!(found("count(refund)>=1"), [0, 2]);
}

#[test]
fn what_is_looked_for_in_no_text_cannot_stand_in_one() {
    let (_, _, names) = records();
    for query in [
        "title:lang:en",
        "title:(a, lang:en)",
        "title:body:x",
        "title:missing(lang)",
    ] {
        let error = parse(query, &names).expect_err(query);
        assert_eq!((error.start, error.end), (0, 6), "{query}: {error}");
    }
    let names = Names::of_fields(["title"]);
    let plain = parse("title:refund", &names).unwrap();
    assert_eq!(plain.condition.describe(), "the column title is “refund”");
}

#[test]
fn marks_fall_in_the_text_that_is_looked_into() {
    let (corpus, index, names) = records();
    let marks = |query: &str, record: u32| {
        let condition = parse(query, &names).unwrap().condition;
        let column = &index.columns()[0];
        let title = corpus.fields()[column.field].get(record).text;
        let of_body = condition.marks(&ReadText::new(corpus.text(record), &index));
        let of_title = condition.marks(&ReadText::of_column(title, column));
        (of_body.len(), of_title.len())
    };
    assert_eq!(marks("refund", 2), (1, 1));
    assert_eq!(marks("title:refund", 2), (0, 1));
    assert_eq!(marks("body:refund", 2), (1, 0));
    assert_eq!(marks("count(refund)>=1", 2), (1, 0));
}
