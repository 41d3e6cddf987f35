//! What holds of every operation, and what each of them does.

#![expect(clippy::single_range_in_vec_init, reason = "one piece of a text is meant")]

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;

use super::super::words::words;
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
fn operations_describe_themselves() {
    for (at, operation) in OPERATIONS.iter().enumerate() {
        assert!(OPERATIONS[..at].iter().all(|other| other.name != operation.name));
        assert!(operation.sentence.ends_with('.'), "{}", operation.name);
        for parameter in operation.parameters {
            assert!(
                parameter.sentence.ends_with('.'),
                "{} {}",
                operation.name,
                parameter.name
            );
            assert_ne!(parameter.name, "name");
        }
    }
}

#[test]
fn every_operation_changes_some_text_and_leaves_the_rest_of_it() {
    for operation in OPERATIONS {
        let ready = ready(operation.name, json!({}));
        let changed = TEXTS.iter().filter(|text| {
            (0..20).any(|seed| {
                run(&*ready, text, &Locks::none(), seed).is_some_and(|edited| !edited.changes.is_empty())
            })
        });
        assert!(changed.count() > 0, "{}", operation.name);
    }
}

#[test]
fn nothing_changes_at_strength_0() {
    for operation in OPERATIONS
        .iter()
        .filter(|operation| !operation.is_reference && operation.name != "template")
    {
        let ready = ready(operation.name, json!({"strength": 0}));
        for text in TEXTS {
            let edited = run(&*ready, text, &Locks::none(), 1);
            assert!(
                edited.is_none_or(|edited| edited.changes.is_empty()),
                "{} {text}",
                operation.name
            );
        }
    }
}

#[test]
fn what_an_operation_lacks_is_said() {
    for operation in OPERATIONS {
        let settings = Settings::defaults(operation.parameters);
        let error = operation.prepare(&settings, &Resources::default()).err();
        assert_eq!(
            error.is_some(),
            operation.needs != Need::Nothing,
            "{}",
            operation.name
        );
        assert!(error.is_none_or(|error| !error.remedy.is_empty()));
    }
    let template = named("template").unwrap();
    let mut settings = Settings::defaults(template.parameters);
    settings
        .set(template.parameters, "templates", &json!("dear {who}"))
        .unwrap();
    let error = template.prepare(&settings, &resources()).unwrap_err().to_string();
    assert!(error.contains("{who} has no words"), "{error}");
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

/// Characters that join, break, double and turn round, beside plain words.
const PIECES: [&str; 24] = [
    "check",
    "Out",
    "MY",
    "channel",
    "don't",
    "not",
    " ",
    " ",
    "  ",
    "\n",
    "!",
    ", ",
    "1,000.5",
    "2019",
    "@joe",
    "www.a.example",
    "e\u{301}",
    "\u{301}",
    "我",
    "的",
    "👩\u{200d}👧",
    "مرحبا",
    "{name}",
    "_x",
];

/// The letters of all words that are kept, folded, in order.
fn kept_words(text: &str, locks: &Locks) -> Vec<String> {
    let mut found = Vec::new();
    crate::text::Tokenizer::default().each(text, &mut |token| {
        let is_kept = locks
            .kept()
            .iter()
            .any(|kept| kept.start <= token.start && token.end <= kept.end);
        if token.is_word && is_kept {
            found.push(token.text.to_owned());
        }
    });
    found
}

fn all_tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    crate::text::Tokenizer::default().each(text, &mut |token| found.push(token.text.to_owned()));
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn changes_are_right_locks_hold_and_seeds_repeat(
        pieces in proptest::collection::vec(0..PIECES.len(), 0..16),
        any in ".{0,12}",
        lock in proptest::collection::vec(0..20usize, 0..3),
        seed: u64,
    ) {
        static READY: std::sync::OnceLock<Vec<Box<dyn Apply>>> = std::sync::OnceLock::new();
        let ready = READY.get_or_init(|| {
            let strong = |operation: &&Operation| if operation.name == "template" { json!({}) } else { json!({"strength": 0.5}) };
            OPERATIONS.iter().map(|operation| self::ready(operation.name, strong(operation))).collect()
        });
        let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect::<String>() + &any;
        // Whole words of the index are locked, as a rule's marks are.
        let mut spans = Vec::new();
        crate::text::Tokenizer::default().each(&text, &mut |token| {
            if token.is_word {
                spans.push(token.start..token.end);
            }
        });
        let chosen: Vec<_> = lock.iter().filter_map(|&at| spans.get(at).cloned()).collect();
        let locks = Locks::none().keep(&text, &chosen);
        let kept = kept_words(&text, &locks);
        for (operation, ready) in OPERATIONS.iter().zip(ready) {
            let Some(edited) = run(&**ready, &text, &locks, seed) else { continue };
            prop_assert_eq!(&edited.replayed(&text), &edited.text, "{}", operation.name);
            prop_assert_eq!(edited.changes.is_empty(), edited.text == text);
            let mut at = (0, 0);
            for change in &edited.changes {
                prop_assert!(change.parent.start >= at.0 && change.variant.start >= at.1, "{}", operation.name);
                prop_assert_eq!(change.parent.start - at.0, change.variant.start - at.1);
                at = (change.parent.end, change.variant.end);
            }
            let mut left = all_tokens(&edited.text);
            for word in &kept {
                let found = left.iter().position(|token| token == word);
                prop_assert!(found.is_some(), "{}: {:?} of {:?} in {:?}", operation.name, word, text, edited.text);
                left.remove(found.unwrap());
            }
            prop_assert_eq!(run(&**ready, &text, &locks, seed), Some(edited));
        }
    }

    #[test]
    fn where_only_some_words_change_the_others_stay_in_order(
        pieces in proptest::collection::vec(0..14usize, 1..12), lock in 0..9usize, seed: u64,
    ) {
        let text: String = pieces.iter().map(|&piece| format!("{} ", PIECES[piece].trim())).collect();
        let words = words(&text);
        let Some(chosen) = words.get(lock) else { return Ok(()) };
        let locks = Locks::none().only(&text, &[chosen.range()]);
        for name in ["swap", "delete", "typo", "ocr", "case", "contraction", "number", "tfidf", "synonym", "insert", "punctuation", "entity"] {
            let ready = ready_once(name);
            let Some(edited) = run(ready, &text, &locks, seed) else { continue };
            let others = words.iter().filter(|word| word.range() != chosen.range());
            let mut rest = edited.text.as_str();
            for word in others {
                let found = rest.find(word.of(&text));
                prop_assert!(found.is_some(), "{name}: {:?} of {text:?} in {:?}", word.of(&text), edited.text);
                rest = &rest[found.unwrap() + word.of(&text).len()..];
            }
        }
    }
}

/// An operation at its defaults, made ready once for all cases.
fn ready_once(name: &str) -> &'static dyn Apply {
    static READY: std::sync::OnceLock<Vec<(&str, Box<dyn Apply>)>> = std::sync::OnceLock::new();
    let all = READY.get_or_init(|| {
        OPERATIONS
            .iter()
            .map(|operation| (operation.name, ready(operation.name, json!({}))))
            .collect()
    });
    &**all
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, ready)| ready)
        .unwrap()
}

#[test]
fn long_texts_take_no_longer_than_their_length_asks() {
    let long = TEXTS.join(" ").repeat(2_000);
    assert!(long.len() > 600_000);
    let same = "a ".repeat(300_000);
    let one = "a".repeat(1_000_000);
    for operation in OPERATIONS {
        let ready = ready_once(operation.name);
        for text in [&long, &same, &one] {
            let begun = std::time::Instant::now();
            if let Some(edited) = run(ready, text, &Locks::none(), 1) {
                assert_eq!(edited.replayed(text), edited.text, "{}", operation.name);
            }
            assert!(
                begun.elapsed().as_secs() < 20,
                "{} took {:?}",
                operation.name,
                begun.elapsed()
            );
        }
    }
}
