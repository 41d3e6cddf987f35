//! The language by cases, and its laws over generated queries.

use proptest::prelude::*;

use super::*;
use crate::corpus::{Corpus, CorpusBuilder};
use crate::text::{IndexBuilder, TextIndex};

fn read(texts: &[&str]) -> (Corpus, TextIndex) {
    let mut corpus = CorpusBuilder::default();
    let mut index = IndexBuilder::default();
    for text in texts {
        corpus.push(None, text, []);
        index.push(text);
    }
    (corpus.finish(), index.finish())
}

fn matches(texts: &[&str], query: &str) -> Vec<u32> {
    let (corpus, index) = read(texts);
    let source = Source {
        corpus: &corpus,
        index: &index,
        scanned: &[],
    };
    parse(query, &[])
        .unwrap_or_else(|error| panic!("{query}: {error}"))
        .condition
        .select(&source)
        .iter()
        .collect()
}

const TEXTS: [&str; 12] = [
    "Subscribe to my channel!",           // 0
    "check out MY   Channel, please",     // 1
    "I love this song so much ♥\u{fe0f}", // 2
    "best songwriter ever",               // 3
    "free e-mail, don't wait",            // 4
    "the market's open: 50% off €20",     // 5
    "visit https://example.org/a now",    // 6
    "",                                   // 7
    "caf\u{e9} cafe\u{301} CAFÉ",         // 8
    "我的频道很好",                       // 9
    "my new channel",                     // 10
    "Free FREE free",                     // 11
];

#[test]
fn queries_find_their_records() {
    let cases: [(&str, &[u32]); 36] = [
        ("subscribe", &[0]),
        ("subscrib*", &[0]),
        ("*song*", &[2, 3]),
        ("*ing", &[]),
        ("song", &[2]),
        ("\"my channel\"", &[0, 1]),
        ("my channel", &[0, 1, 10]),
        ("my AND channel", &[0, 1, 10]),
        ("=\"my channel\"", &[0]),
        ("=Channel", &[1]),
        ("=Chan*", &[1]),
        ("my -new", &[0, 1]),
        ("my NOT new", &[0, 1]),
        ("my -(new, please)", &[0]),
        ("song, subscribe", &[0, 2]),
        ("song OR subscribe", &[0, 2]),
        ("song, my new", &[2, 10]),
        ("(song, my) new", &[10]),
        ("e-mail", &[4]),
        ("don't", &[4]),
        ("market", &[5]),
        ("\u{20ac}", &[5]),
        ("\"50%\"", &[5]),
        ("♥", &[2]),
        ("/https?:\\S+/", &[6]),
        ("/FREE/", &[4, 11]),
        ("=/FREE/", &[11]),
        ("/cafe/", &[8]),
        ("/^$/", &[7]),
        ("words<1", &[7]),
        ("words=3 chars<=14", &[10, 11]),
        ("café", &[8]),
        ("频道", &[9]),
        ("free*", &[4, 11]),
        ("“my channel”", &[0, 1]),
        ("-words>0", &[7]),
    ];
    for (query, expected) in cases {
        assert_eq!(matches(&TEXTS, query), expected, "{query}");
    }
}

#[test]
fn problems_have_a_place_and_a_remedy() {
    let cases = [
        ("", 0, 0, "Nothing is asked"),
        ("free,", 4, 5, "nothing after it"),
        (", free", 0, 1, "nothing before it"),
        ("free (song", 5, 6, "never closes"),
        ("free :)", 6, 7, "closes nothing"),
        ("\"my channel", 0, 11, "quotes never close"),
        ("/http", 0, 5, "never ends"),
        ("/a(/", 0, 4, "can't be read"),
        ("/x/i", 0, 4, "right after the closing slashes"),
        ("a - b", 2, 3, "stands alone"),
        ("@names", 0, 6, "word lists"),
        ("near(a, b)", 0, 5, "no function"),
        ("words<", 0, 6, "whole number"),
        ("words < 5", 0, 7, "stands together"),
        ("so*ng", 0, 5, "beginning or the end"),
        ("\"\"", 0, 2, "empty"),
        ("NOT", 0, 3, "nothing after it"),
        ("lang:en", 0, 7, "field"),
    ];
    for (query, start, end, what) in cases {
        let error = parse(query, &["lang".to_owned()]).expect_err(query);
        assert_eq!((error.start, error.end), (start, end), "{query}: {error}");
        assert!(error.what.contains(what), "{query}: {error}");
        assert!(!error.remedy.is_empty(), "{query}");
    }
    assert!(
        parse(&"(".repeat(100_000), &[])
            .expect_err("deep")
            .what
            .contains("deep")
    );
    assert!(parse(&"-".repeat(100_001), &[]).is_err());
}

#[test]
fn queries_that_mix_are_shown_as_they_are_read() {
    let parsed = |query: &str| parse(query, &[]).unwrap();
    assert!(parsed("song, my new").mixes);
    assert!(!parsed("song, (my new)").mixes);
    assert!(!parsed("song my new").mixes);
    assert_eq!(parsed("song, my new").condition.print(), "song, (my new)");
    assert_eq!(
        parsed("song, my -\"new one\"").condition.describe(),
        "contains “song” or (contains “my” and not contains the phrase “new one”)"
    );
}

#[test]
fn marks_stand_where_people_see_the_words() {
    let (_, index) = read(&TEXTS);
    let marked = |query: &str, text: usize| -> Vec<&str> {
        let read = ReadText::new(TEXTS[text], &index);
        let marks = parse(query, &[]).unwrap().condition.marks(&read);
        marks.into_iter().map(|mark| &TEXTS[text][mark]).collect()
    };
    assert_eq!(marked("\"my channel\", check", 1), ["check", "MY   Channel"]);
    assert_eq!(marked("café", 8), ["caf\u{e9}", "cafe\u{301}", "CAFÉ"]);
    assert_eq!(marked("♥", 2), ["♥"]);
    assert_eq!(marked("/https?:\\S+/", 6), ["https://example.org/a"]);
    assert_eq!(marked("*song*", 3), ["songwriter"]);
    assert_eq!(marked("-song", 2), Vec::<&str>::new());
}

#[test]
fn a_scan_in_steps_finds_what_one_pass_finds() {
    let texts: Vec<String> = (0..60_000u32).map(|i| format!("text {} {}", i % 97, i)).collect();
    let (corpus, index) = read(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let source = Source {
        corpus: &corpus,
        index: &index,
        scanned: &[],
    };
    let condition = parse("/[13]7$/, /\\d 5/", &[]).unwrap().condition;
    assert!(condition.scans(&source));
    assert!(!parse("17 /[13]7$/", &[]).unwrap().condition.scans(&source));
    let mut job = ScanJob::new(&condition, &source);
    while job.step(&source).is_some() {}
    let scanned = job.finish();
    assert_eq!(scanned.len(), 2);
    let prepared = Source {
        scanned: &scanned,
        ..source
    };
    assert!(!condition.scans(&prepared));
    assert_eq!(condition.select(&prepared), condition.select(&source));
}

#[test]
fn kinds_describe_themselves_and_their_examples_run() {
    let mut names: Vec<_> = KINDS.iter().map(|kind| kind.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), KINDS.len(), "two kinds of one name");
    for kind in KINDS {
        assert!(
            !kind.title.is_empty() && kind.sentence.ends_with('.'),
            "{}",
            kind.name
        );
        for example in kind.examples {
            let parsed =
                parse(example, &[]).unwrap_or_else(|error| panic!("{}: {example}: {error}", kind.name));
            assert_eq!(
                parse(&parsed.condition.print(), &[]).unwrap().condition.print(),
                parsed.condition.print()
            );
        }
    }
}

/// Queries of any shape, from terms of all kinds.
fn queries() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        "[a-zA-Z0-9é频_'!€-]{1,8}",
        "=?\"[a-z €\\\\\"“.*-]{0,8}\"",
        "=?/[a-z\\\\/.()|d+]{1,6}/",
        "=?\\*?[a-z]{1,4}\\*?",
        "(words|chars)(<|<=|>|>=|=|!=)[0-9]{1,3}",
    ];
    term.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| parts.join(" ")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| parts.join(", ")),
            inner.clone().prop_map(|part| format!("({part})")),
            inner.clone().prop_map(|part| format!("-{part}")),
            inner.prop_map(|part| format!("NOT ({part})")),
        ]
    })
}

proptest! {
    #[test]
    fn printing_reads_back_to_the_same_tree(query in queries()) {
        if let Ok(parsed) = parse(&query, &[]) {
            let printed = parsed.condition.print();
            let again = parse(&printed, &[]);
            prop_assert!(again.is_ok(), "{query} → {printed}: {:?}", again.err());
            let again = again.unwrap();
            prop_assert_eq!(format!("{:?}", parsed.condition.describe()), format!("{:?}", again.condition.describe()));
            prop_assert_eq!(again.condition.print(), printed);
            prop_assert!(!again.mixes);
        }
    }

    #[test]
    fn any_text_at_all_is_read_or_refused_in_place(query in "\\PC{0,40}") {
        if let Err(error) = parse(&query, &[]) {
            prop_assert!(error.start <= error.end && error.end <= query.len());
            prop_assert!(query.is_char_boundary(error.start) && query.is_char_boundary(error.end));
        }
    }
}
