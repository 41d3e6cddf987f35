//! Likeness: what the index leaves out is never alike.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::super::*;
use super::read;
use crate::features::tfidf::Tfidf;

fn alike(texts: &[&str], query: &str) -> Vec<u32> {
    let (corpus, index) = read(texts);
    let parsed = parse(query, &Names::default()).unwrap_or_else(|error| panic!("{query}: {error}"));
    let source = Source::new(&corpus, &index);
    parsed.condition.select(&source).iter().collect()
}

const TEXTS: [&str; 6] = [
    "my card was charged twice",    // 1
    "My card was charged twice!",   // 2
    "my card was stolen",           // 3
    "where is my parcel",           // 4
    "!!!",                          // 5
    "the parcel was charged twice", // 6
];

#[test]
fn records_with_the_same_words_are_alike() {
    assert_eq!(alike(&TEXTS, "like(1, 1)"), [0, 1]);
    assert_eq!(alike(&TEXTS, "like(1, 0.5)"), [0, 1, 2, 5]);
    assert_eq!(alike(&TEXTS, "like(4, 0.01) -like(4, 1)"), [0, 1, 2, 5]);
    assert_eq!(alike(&TEXTS, "like(5, 0.1)"), [4], "a record is like itself");
    assert_eq!(alike(&TEXTS, "-like(1, 0.5)"), [3, 4]);
    assert_eq!(alike(&TEXTS, "like(99, 0.5)"), Vec::<u32>::new());
}

#[test]
fn ids_are_printed_as_they_read_back() {
    for (query, printed) in [
        ("like(a17, 0.60)", "like(a17, 0.6)"),
        ("like(\"a 17\", 1)", "like(\"a 17\", 1)"),
        ("like(a-1.b, .5)", "like(\"a-1.b\", 0.5)"),
        ("like(\"AND\", .5)", "like(\"AND\", 0.5)"),
        ("like(\"é \\\" )\", 1e-3)", "like(\"é \\\" )\", 0.001)"),
    ] {
        let condition = parse(query, &Names::default()).unwrap().condition;
        assert_eq!(condition.print(), printed);
        assert_eq!(
            parse(printed, &Names::default()).unwrap().condition.print(),
            printed
        );
    }
}

#[test]
fn a_record_that_isnt_there_is_said_with_its_place() {
    let (corpus, index) = read(&TEXTS);
    let source = Source::new(&corpus, &index);
    let check = |query: &str| parse(query, &Names::default()).unwrap().condition.check(&source);
    assert!(check("card like(6, 0.5)").is_ok());
    let error = check("card -(like(7, 0.5), x)").unwrap_err();
    assert_eq!((error.start, error.end), (7, 19));
    assert!(error.what.contains("no record with the id ‘7’"));
}

#[test]
fn terms_of_many_texts_are_counted_in_steps_and_once() {
    let texts: Vec<String> = (0..30_000u32)
        .map(|n| format!("aa bb{} cc{} dd", n % 9, n % 1000))
        .collect();
    let (corpus, index) = read(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let terms = OnceLock::new();
    let source = Source::new(&corpus, &index).with_terms(&terms);
    let condition = parse("aa like(1, 0.5)", &Names::default()).unwrap().condition;
    assert!(condition.scans(&source), "though one part is quick");
    let mut job = ScanJob::new(&condition, &source);
    let mut last = 0.0;
    while let Some(at) = job.step(&source) {
        let now = at.done as f64 / at.total as f64;
        assert!(now > last && now <= 1.0);
        last = now;
    }
    let scanned = job.finish();
    assert_eq!(scanned.len(), 1);
    let prepared = source.with_scanned(&scanned);
    assert_eq!(
        condition.select(&prepared),
        condition.select(&Source::new(&corpus, &index))
    );
    assert!(
        !condition.scans(&source),
        "the terms are known, and few texts share the rare ones"
    );
    assert!(
        parse("like(1, 0.01)", &Names::default())
            .unwrap()
            .condition
            .scans(&source)
    );
}

proptest! {
    /// The index only leaves out what can't be alike, whatever the characters.
    #[test]
    fn what_is_found_is_what_every_cosine_says(
        texts in prop::collection::vec("([abAßé日ไİ①ꟍ\u{a7ce}\u{a7cf}]|e\u{301}|\u{200d}| |  |_|x\u{301}y){0,12}", 2..24),
        least in 1..=20u32,
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let tfidf = Tfidf::fit(texts.iter().copied());
        let least = f64::from(least) / 20.0;
        let own = tfidf.row(texts[0]);
        let expected: Vec<u32> = (0u32..)
            .zip(&texts)
            .filter(|(at, text)| *at == 0 || tfidf.row(text).cosine(&own) + 1e-9 >= least)
            .map(|(at, _)| at)
            .collect();
        prop_assert_eq!(alike(&texts, &format!("like(1, {least})")), expected, "{:?}", texts);
    }
}
