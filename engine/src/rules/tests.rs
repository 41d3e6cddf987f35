//! The language by cases, and its laws over generated queries.

mod columns;
mod laws;
mod like;
mod lists;
mod plain;
mod scripts;
mod tree;

use proptest::prelude::*;

use super::*;
use crate::corpus::{Corpus, CorpusBuilder, Value, ValueKind};
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
    let source = Source::new(&corpus, &index);
    parse(query, &Names::default())
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
    let cases: [(&str, &[u32]); 54] = [
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
        ("near(check, channel, 3)", &[1]),
        ("near(channel, check, 2)", &[]),
        ("near(my, channel, 1)", &[0, 1]),
        ("near(\"out my\", please, 2)", &[1]),
        ("near(=MY, chan*, 1)", &[1]),
        ("near(free, free, 1)", &[11]),
        ("count(free)>=3", &[11]),
        ("count(=free)=1", &[4, 11]),
        ("count(\"!\")=1", &[0]),
        ("count(free)=0 words=3", &[3, 8, 10]),
        ("starts(my)", &[10]),
        ("starts(\"i love\")", &[2]),
        ("ends(channel)", &[0, 10]),
        ("ends(\"!\")", &[0]),
        ("ends(ple*)", &[1]),
        ("chanel~1", &[0, 1, 10]),
        ("subskribe~1", &[0]),
        ("sonn~2", &[2, 4]),
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
        ("@names", 0, 6, "no word list ‘names’"),
        ("a @@b", 2, 5, "names no word list"),
        ("near(@a, b, 3)", 5, 7, "no word list"),
        ("@a(b)", 0, 3, "no function"),
        ("far(a, b)", 0, 4, "no function"),
        ("near(a, b)", 0, 10, "two words or phrases and a number"),
        ("near(a, b, 0)", 0, 13, "whole number from 1"),
        ("near(a b, c, 2)", 7, 8, "comma belongs"),
        ("near(a, /b/, 2)", 8, 11, "regular expression"),
        ("near(a, (b), 2)", 8, 9, "Only words"),
        ("near(a, b, 2", 4, 5, "never closes"),
        ("near()", 4, 6, "Nothing stands"),
        ("near(starts(a), b, 2)", 5, 12, "inside another"),
        ("near(a, b, 2)x", 0, 14, "right behind"),
        ("count(a)", 0, 8, "compared with nothing"),
        ("count(a)>=x", 0, 11, "no whole number"),
        ("starts(a, b)", 0, 12, "takes one word"),
        ("like(a)", 0, 7, "takes the id of a record and a number"),
        ("like(a, 2)", 0, 10, "above 0"),
        ("like(a, 0)", 0, 10, "above 0"),
        ("like(=a, 1)", 0, 11, "no id"),
        ("like(a, 1)x", 0, 11, "right behind"),
        ("chanel~3", 0, 8, "two letters"),
        ("=chanel~1", 0, 9, "any case"),
        ("a~1", 0, 3, "short"),
        ("missing(x)", 0, 10, "no column"),
        ("lang:", 0, 5, "compared with nothing"),
        ("lang:\"en", 0, 8, "quotes never close"),
        ("lang:\"e n\"x", 0, 11, "right after the closing quotes"),
        ("words<", 0, 6, "whole number"),
        ("words < 5", 0, 7, "stands together"),
        ("so*ng", 0, 5, "beginning or the end"),
        ("\"\"", 0, 2, "empty"),
        ("NOT", 0, 3, "nothing after it"),
    ];
    for (query, start, end, what) in cases {
        let error = parse(query, &Names::of_fields(["lang"])).expect_err(query);
        assert_eq!((error.start, error.end), (start, end), "{query}: {error}");
        assert!(error.what.contains(what), "{query}: {error}");
        assert!(!error.remedy.is_empty(), "{query}");
    }
    assert!(
        parse(&"(".repeat(100_000), &Names::default())
            .expect_err("deep")
            .what
            .contains("deep")
    );
    assert!(parse(&"-".repeat(100_001), &Names::default()).is_err());
}

#[test]
fn queries_that_mix_are_shown_as_they_are_read() {
    let parsed = |query: &str| parse(query, &Names::default()).unwrap();
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
fn lone_signs_at_the_end_are_printed_in_quotes() {
    for query in ["a, * @", "a, * /", "a, b -"] {
        let printed = parse(query, &Names::default()).unwrap().condition.print();
        assert_eq!(
            parse(&printed, &Names::default()).unwrap().condition.print(),
            printed,
            "{query}"
        );
    }
}

#[test]
fn marks_stand_where_people_see_the_words() {
    let (_, index) = read(&TEXTS);
    let marked = |query: &str, text: usize| -> Vec<&str> {
        let read = ReadText::new(TEXTS[text], &index);
        let marks = parse(query, &Names::default()).unwrap().condition.marks(&read);
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
    let source = Source::new(&corpus, &index);
    let condition = parse("/[13]7$/, /\\d 5/", &Names::default()).unwrap().condition;
    assert!(condition.scans(&source));
    assert!(
        !parse("17 /[13]7$/", &Names::default())
            .unwrap()
            .condition
            .scans(&source)
    );
    let mut job = ScanJob::new(&condition, &source);
    while job.step(&source).is_some() {}
    let scanned = job.finish();
    assert_eq!(scanned.len(), 2);
    let prepared = source.with_scanned(&scanned);
    assert!(!condition.scans(&prepared));
    assert_eq!(condition.select(&prepared), condition.select(&source));
}

#[test]
fn kinds_describe_themselves_and_their_examples_run() {
    let mut names: Vec<_> = KINDS.iter().map(|kind| kind.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), KINDS.len(), "two kinds of one name");
    let names = Names::of_fields(["lang", "amount", "channel"])
        .with_lists(&[lists::list("greetings", &["hi", "good morning"])]);
    for kind in KINDS {
        assert!(
            !kind.title.is_empty() && kind.sentence.ends_with('.'),
            "{}",
            kind.name
        );
        for example in kind.examples {
            let parsed =
                parse(example, &names).unwrap_or_else(|error| panic!("{}: {example}: {error}", kind.name));
            assert_eq!(
                parse(&parsed.condition.print(), &names)
                    .unwrap()
                    .condition
                    .print(),
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
        "near\\(=?[a-z]{1,3}\\*?, \"[a-z ]{1,5}[a-z]\", [1-9]\\)",
        "count\\((\"!\"|[a-z]{1,3})\\)(<|<=|>|>=|=|!=)[0-9]",
        "(starts|ends)\\(=?[a-z]{1,3}\\)",
        "[a-z]{3,6}~[12]",
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
        if let Ok(parsed) = parse(&query, &Names::default()) {
            let printed = parsed.condition.print();
            let again = parse(&printed, &Names::default());
            prop_assert!(again.is_ok(), "{query} → {printed}: {:?}", again.err());
            let again = again.unwrap();
            prop_assert_eq!(format!("{:?}", parsed.condition.describe()), format!("{:?}", again.condition.describe()));
            prop_assert_eq!(again.condition.print(), printed);
            prop_assert!(!again.mixes);
        }
    }

    #[test]
    fn any_text_at_all_is_read_or_refused_in_place(query in "\\PC{0,40}") {
        if let Err(error) = parse(&query, &Names::default()) {
            prop_assert!(error.start <= error.end && error.end <= query.len());
            prop_assert!(query.is_char_boundary(error.start) && query.is_char_boundary(error.end));
        }
    }
}

fn with_fields(query: &str) -> Vec<u32> {
    let mut corpus = CorpusBuilder::default();
    let mut index = IndexBuilder::default();
    corpus.name_fields(&["lang".to_owned(), "Order amount".to_owned(), "day".to_owned()]);
    let text = |text| Value {
        kind: ValueKind::Text,
        text,
    };
    let missing = Value {
        kind: ValueKind::Missing,
        text: "",
    };
    for (lang, amount, day) in [
        (text("en"), text("100"), text("2024-01-31")),
        (text("EN "), text("99.5"), text("2024-02-01")),
        (text("de"), text("1e2"), text("")),
        (text("phone note"), missing, text("2023-12-31")),
        (missing, text("n/a"), missing),
    ] {
        corpus.push(None, "x", [lang, amount, day]);
        index.push("x");
    }
    let (corpus, index) = (corpus.finish(), index.finish());
    let source = Source::new(&corpus, &index);
    let names = Names::of_fields(corpus.fields().iter().map(|field| field.name.clone()));
    let parsed = parse(query, &names).unwrap_or_else(|error| panic!("{query}: {error}"));
    let again = parse(&parsed.condition.print(), &names).unwrap();
    assert_eq!(again.condition.describe(), parsed.condition.describe(), "{query}");
    parsed.condition.select(&source).iter().collect()
}

#[test]
fn columns_are_compared_as_numbers_text_or_nothing() {
    let cases: [(&str, &[u32]); 15] = [
        ("lang:en", &[0, 1]),
        ("lang=en", &[0]),
        ("lang!=en", &[1, 2, 3]),
        ("-lang:en", &[2, 3, 4]),
        ("lang:\"phone note\"", &[3]),
        ("lang:phone*", &[3]),
        ("lang:*e*", &[0, 1, 2, 3]),
        ("missing(lang)", &[4]),
        ("order_amount>=100", &[0, 2]),
        ("order_amount=100", &[0, 2]),
        ("order_amount<100", &[1]),
        ("missing(\"Order amount\")", &[3]),
        ("day>=2024-01-01", &[0, 1]),
        ("missing(day)", &[2, 4]),
        ("day<2024-02-01 order_amount>1", &[0]),
    ];
    for (query, expected) in cases {
        assert_eq!(with_fields(query), expected, "{query}");
    }
    assert_eq!(matches(&["http: //x"], "http:"), [0], "no column, no comparison");
}

/// What the functions find, said once more as plainly as can be, on words cut at spaces.
fn plainly(text: &str, query: &(String, String, usize, usize)) -> [bool; 4] {
    let (one, other, near, times) = query;
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let places = |wanted: &str| -> Vec<usize> {
        let stands = |&at: &usize| words[at] == wanted;
        (0..words.len()).filter(stands).collect()
    };
    let pairs = places(one)
        .into_iter()
        .flat_map(|a| places(other).into_iter().map(move |b| (a, b)));
    [
        pairs.into_iter().any(|(a, b)| a != b && a.abs_diff(b) <= *near),
        places(one).len() >= *times,
        words.first() == Some(&one.as_str()),
        words.last() == Some(&other.as_str()),
    ]
}

proptest! {
    #[test]
    fn functions_find_what_is_plainly_there(
        texts in prop::collection::vec("[abc]( [abc]){0,8}", 1..20),
        query in ("[abc]", "[abc]", 1..5usize, 0..4usize),
    ) {
        let (one, other, near, times) = &query;
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let queries = [
            format!("near({one}, {other}, {near})"),
            format!("count({one})>={times}"),
            format!("starts({one})"),
            format!("ends({other})"),
        ];
        for (which, written) in queries.iter().enumerate() {
            let expected: Vec<u32> = (0..).zip(&texts).filter(|(_, text)| plainly(text, &query)[which]).map(|(at, _)| at).collect();
            prop_assert_eq!(matches(&texts, written), expected, "{} on {:?}", written, texts);
        }
    }
}
