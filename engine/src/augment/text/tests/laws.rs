//! What holds of every operation: it describes itself, its marked changes are right, locks hold, a seed repeats, and no text
//! is too odd or too long.

use proptest::prelude::*;

use super::super::super::words::words;
use super::*;

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
