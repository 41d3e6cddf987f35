//! What each operation does; what holds of all of them is in `laws`.

#![expect(clippy::single_range_in_vec_init, reason = "one piece of a text is meant")]

mod laws;

use std::sync::Arc;

use serde_json::json;

use super::super::{Edited, Locks, Thesaurus, applied};
use super::*;

const TEXTS: [&str; 7] = [
    "Check out my NEW channel, please!! It's not bad: don't miss it...",
    "Anna paid £1,000.50 on 12 May 2019 in London, see https://a.example/x?b=1",
    "I love love LOVE this song",
    "win £1000 cash 2nite, txt 4 info",
    "We are here on Monday. We will call {name} at 10:30",
    "مرحبا بالعالم هذا نص عربي",
    "我的频道很好 AI cafe\u{301} 👩\u{200d}👧",
];

fn resources() -> Resources {
    let lists = [
        ("name".to_owned(), vec!["Ann".to_owned(), "Bo".to_owned()]),
        ("word".to_owned(), vec!["x".to_owned()]),
    ];
    let built_in = Resources::built_in().unwrap().counted(TEXTS);
    Resources {
        lists: Arc::new(lists.into()),
        ..built_in
    }
}

/// An operation with settings.
fn ready(name: &str, set: serde_json::Value) -> Box<dyn Apply> {
    let operation = named(name).unwrap();
    let mut settings = Settings::defaults(operation.parameters);
    for (key, value) in set.as_object().unwrap() {
        settings.set(operation.parameters, key, value).unwrap();
    }
    operation.prepare(&settings, &resources()).unwrap()
}

fn run(operation: &dyn Apply, text: &str, locks: &Locks, seed: u64) -> Option<Edited> {
    applied(operation, text, locks, &mut Random::new(seed))
}

/// Different variants of a text over some seeds, in order of appearance.
fn variants(name: &str, set: serde_json::Value, text: &str) -> Vec<String> {
    let operation = ready(name, set);
    let mut all = Vec::new();
    for seed in 0..200 {
        let variant =
            run(&*operation, text, &Locks::none(), seed).map_or_else(String::new, |edited| edited.text);
        if !all.contains(&variant) {
            all.push(variant);
        }
    }
    all
}

#[test]
fn synonyms_keep_case_and_form_and_replace_every_occurrence() {
    let file = "channel\tn\tconduit\t\t\nlove\tv\tenjoy\thate\t\n";
    let resources = Resources {
        thesaurus: Some(Arc::new(Thesaurus::read(file.as_bytes()).unwrap())),
        ..Resources::default()
    };
    let operation = named("synonym").unwrap();
    let ready = operation
        .prepare(&Settings::defaults(operation.parameters), &resources)
        .unwrap();
    let one = |text: &str| run(&*ready, text, &Locks::none(), 5).map(|edited| edited.text);
    assert_eq!(
        one("my Channel, MY CHANNEL: channel!").as_deref(),
        Some("my Conduit, MY CONDUIT: conduit!")
    );
    assert_eq!(one("my channels"), None, "an unknown word is not put into a form");
    assert_eq!(one("no such word"), None);
}

#[test]
fn swapped_words_leave_marks_and_the_capital_where_they_are() {
    let all = variants("swap", json!({}), "Come here, now!");
    for expected in ["Here come, now!", "Come now, here!", "Now here, come!"] {
        assert!(all.iter().any(|variant| variant == expected), "{all:?}");
    }
    assert!(variants("swap", json!({}), "I see").contains(&"See I".to_owned()));
    assert_eq!(variants("swap", json!({}), "one"), [""]);
}

#[test]
fn deleted_words_take_a_space_along() {
    let all = variants("delete", json!({"strength": 0.5}), "one, two three");
    for expected in [
        "one, two three",
        "one, three",
        "one, two",
        "one,",
        ", two three",
        ", three",
        ", two",
    ] {
        assert!(
            all.iter().any(|variant| variant == expected),
            "{expected:?} of {all:?}"
        );
    }
    assert!(
        !all.iter().any(|variant| variant.contains("  ") || variant == ","),
        "{all:?}"
    );
    assert_eq!(
        variants("delete", json!({"strength": 1}), "A我B")
            .iter()
            .filter(|variant| variant.len() > 3)
            .count(),
        0
    );
    assert!(variants("delete", json!({"strength": 0.5}), "A我B").contains(&"A B".to_owned()));
}

#[test]
fn a_word_comes_in_before_others_and_never_at_the_end() {
    for variant in variants("insert", json!({}), "stop (the) channel") {
        assert!(variant.ends_with("channel"), "{variant}");
        assert!(
            variant == "stop (the) channel" || variant.split(' ').count() == 4,
            "{variant}"
        );
        assert!(
            !variant.contains("(the)") || variant.contains(" (the) "),
            "{variant}"
        );
    }
}

#[test]
fn typing_errors_are_of_the_kind_that_is_asked_for() {
    let of = |error: &str| variants("typo", json!({"error": error}), "so MANY");
    assert!(
        of("missing")
            .iter()
            .all(|variant| ["so MNY", "so MAY", "so MAN"].contains(&variant.as_str()))
    );
    assert!(
        of("double")
            .iter()
            .all(|variant| variant.len() == 8 && variant.starts_with("so M"))
    );
    assert!(
        of("neighbour")
            .iter()
            .all(|variant| variant.len() == 7 && *variant == format!("so {}", variant[3..].to_uppercase()))
    );
    assert!(of("exchange").contains(&"so AMNY".to_owned()));
    assert_eq!(of("missing").len(), 3);
    assert_eq!(variants("typo", json!({}), "so it is"), [""]);
}

#[test]
fn characters_are_misread_as_scanners_do() {
    let all = variants("ocr", json!({}), "corn");
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(
        ["eorn", "c0rn", "com"]
            .iter()
            .all(|expected| all.contains(&(*expected).to_owned())),
        "{all:?}"
    );
}

#[test]
fn contractions_go_both_ways_in_the_case_they_stand_in() {
    let one = |direction: &str, text: &str| {
        variants("contraction", json!({"direction": direction}), text).remove(0)
    };
    assert_eq!(
        one("both", "Don't go, I'M here: it is"),
        "Do not go, I AM here: it's"
    );
    assert_eq!(one("expand", "CAN’T stop. It is"), "CANNOT stop. It is");
    assert_eq!(
        one("contract", "I am. We  are. Is not, DO NOT"),
        "I'm. We  are. Isn't, DON'T"
    );
    assert_eq!(one("contract", "Anna's songs"), "");
}

#[test]
fn case_is_changed_as_asked() {
    let mut upper = variants("case", json!({"to": "upper"}), "one straße");
    upper.sort();
    assert_eq!(upper, ["ONE straße", "one STRASSE"]);
    assert_eq!(variants("case", json!({"to": "lower"}), "one two"), [""]);
    assert_eq!(
        variants("case", json!({"to": "title", "strength": 1}), "oNE two"),
        ["One Two"]
    );
}

#[test]
fn marks_go_and_come_at_the_ends_of_words_alone() {
    assert_eq!(
        variants("punctuation", json!({"error": "missing"}), "e-mail me at 1.5, ok"),
        ["e-mail me at 1.5 ok"]
    );
    assert_eq!(
        variants("punctuation", json!({"error": "double"}), "so! ok"),
        ["so!! ok"]
    );
    let mut added = variants("punctuation", json!({"error": "added"}), "ok");
    added.sort();
    assert_eq!(added, ["ok!", "ok.", "ok..."]);
}

#[test]
fn names_and_numbers_stay_of_their_kind() {
    for variant in variants("entity", json!({}), "ANNA went to Paris on monday") {
        let words: Vec<&str> = variant.split(' ').collect();
        assert_eq!(
            (words.len(), words[1], words[2], words[4]),
            (6, "went", "to", "on")
        );
        assert!(
            words[0] == words[0].to_uppercase()
                && words[0] != "ANNA"
                && words[3] != "Paris"
                && words[5].ends_with("day")
        );
    }
    assert_eq!(variants("entity", json!({}), "in paris, a mark"), [""]);
    assert_eq!(
        variants("entity", json!({"lists": ["name"]}), "ann and I"),
        ["Bo and I"]
    );
    for variant in variants("number", json!({}), "1,000.50 in 2019 or 7") {
        let bytes = variant.as_bytes();
        assert!(
            bytes.len() == 21
                && bytes[1] == b','
                && bytes[5] == b'.'
                && bytes[0] != b'0'
                && variant.contains(" in 20"),
            "{variant}"
        );
    }
}

#[test]
fn templates_are_filled_and_hold_the_text_where_they_say() {
    let mut all = variants(
        "template",
        json!({"templates": ["{name}: {text}", "{word} {} {a b}"]}),
        "hello",
    );
    all.sort();
    assert_eq!(all, ["Ann: hello", "Bo: hello", "x {} {a b}"]);
    let mut own = variants("template", json!({}), "dear {name}, {other}");
    own.sort();
    assert_eq!(own, ["dear Ann, {other}", "dear Bo, {other}"]);
    assert!(variants("template", json!({}), "{name}2").contains(&"Bo 2".to_owned()));
    assert_eq!(variants("template", json!({}), "no slot {"), [""]);
}

#[test]
fn a_kept_text_is_not_replaced_as_a_whole() {
    let ready = ready("template", json!({"templates": ["{word}"]}));
    assert_eq!(run(&*ready, "a b", &Locks::none().keep("a b", &[0..1]), 1), None);
    for operation in OPERATIONS.iter().filter(|operation| operation.is_reference) {
        let ready = self::ready(operation.name, json!({}));
        let text = TEXTS[0];
        assert_eq!(
            run(&*ready, text, &Locks::none().keep(text, &[0..5]), 1),
            None,
            "{}",
            operation.name
        );
    }
}

#[test]
fn reference_operations_write_the_references_words() {
    for variant in variants("eda-swap", json!({}), "Come here, NOW!") {
        let mut words: Vec<&str> = variant.split(' ').collect();
        words.sort_unstable();
        assert_eq!(words, ["come", "here", "now"]);
    }
    assert_eq!(variants("eda-delete", json!({}), "¡!"), [""]);
    assert!(
        variants("uda-tfidf", json!({"strength": 0.9}), "Check, this!")
            .iter()
            .all(|variant| variant.split(' ').count() == 4)
    );
}
