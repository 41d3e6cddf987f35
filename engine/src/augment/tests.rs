//! A policy at work, from the file to the lines that are written.

#![expect(clippy::single_range_in_vec_init, reason = "one piece of a text is meant")]

use serde_json::{Value, json};

use super::write::lines;
use super::*;

const TEXT: &str = "Check out my channel, don't miss it!";

fn augmenter(policy: &Value, seed: u32) -> Augmenter {
    let file = PolicyFile::of_json(policy).unwrap();
    Augmenter::new(
        file,
        &Resources::built_in().unwrap().counted([TEXT, "another song"]),
        seed,
    )
    .unwrap()
}

fn parent<'a>(id: &'a str, text: &'a str, matched: &'a [std::ops::Range<usize>]) -> Parent<'a> {
    Parent {
        id,
        text,
        label: Some("spam"),
        matched,
    }
}

fn texts(augmenter: &Augmenter, parent: &Parent<'_>) -> Vec<String> {
    augmenter
        .variants(parent)
        .into_iter()
        .map(|variant| variant.edited.text)
        .collect()
}

fn strong(name: &str) -> Value {
    if name == "template" {
        json!("template")
    } else {
        json!({"name": name, "strength": 0.6})
    }
}

fn every_operation() -> Value {
    let names: Vec<Value> = text::OPERATIONS
        .iter()
        .map(|operation| strong(operation.name))
        .collect();
    json!({"version": 1, "policy": "random", "length": 4, "copies": 60, "operations": names})
}

#[test]
fn the_same_seed_and_id_give_the_same_variants() {
    let policy = every_operation();
    let one = |seed, id| texts(&augmenter(&policy, seed), &parent(id, TEXT, &[]));
    assert_eq!(one(1, "a"), one(1, "a"));
    assert_ne!(one(1, "a"), one(2, "a"));
    assert_ne!(one(1, "a"), one(1, "b"));
}

/// What a saved seed means must never change.
#[test]
fn variants_are_what_they_were() {
    let operations = json!(["synonym", "insert", "swap", "delete", "typo", "case"]);
    let policy = json!({"version": 1, "policy": "apply-each", "operations": operations});
    assert_eq!(
        texts(&augmenter(&policy, 7), &parent("c1", TEXT, &[])),
        [
            "Check out my channel, don't missy it!",
            "Check canalise out my channel, don't miss it!",
            "Channel out my check, don't miss it!",
            "Check out my channel, don't miss it!",
            "Dheck out my channel, don't miss it!",
            "check out my channel, don't miss it!",
        ]
    );
}

#[test]
fn steps_in_a_row_are_told_as_one_change_from_the_parent() {
    let augmenter = augmenter(&every_operation(), 3);
    let mut longest = 0;
    for id in 0..40 {
        for variant in augmenter.variants(&parent(&id.to_string(), TEXT, &[])) {
            assert_eq!(variant.edited.replayed(TEXT), variant.edited.text);
            longest = longest.max(variant.operations.len());
        }
    }
    assert_eq!(longest, 4);
}

#[test]
fn what_a_rule_matched_stays_through_all_steps() {
    let mut policy = every_operation();
    policy["locks"] = json!({"matched": "keep", "words": ["miss"]});
    let augmenter = augmenter(&policy, 5);
    for id in 0..60 {
        for text in texts(&augmenter, &parent(&id.to_string(), TEXT, &[10..12, 13..20])) {
            assert!(
                ["my channel", "don't", "miss"]
                    .iter()
                    .all(|kept| text.contains(kept)),
                "{text}"
            );
        }
    }
    policy["locks"] = json!({"matched": "only", "negations": false});
    policy["operations"] = json!([
        strong("synonym"),
        strong("typo"),
        strong("ocr"),
        strong("case"),
        strong("swap")
    ]);
    let augmenter = self::augmenter(&policy, 5);
    let all: Vec<String> = (0..60)
        .flat_map(|id| texts(&augmenter, &parent(&id.to_string(), TEXT, &[13..20])))
        .collect();
    assert!(
        all.iter()
            .all(|text| text.starts_with("Check out my ") && text.ends_with(", don't miss it!")),
        "{all:?}"
    );
    assert!(all.iter().any(|text| text != TEXT));
}

/// As Snorkel's applier: what finds nothing to change is passed over, and a copy of which all steps do is none.
#[test]
fn copies_without_anything_to_change_are_none() {
    let policy = json!({"version": 1, "policy": "apply-all", "keep_original": true, "operations": [
        {"name": "entity", "lists": ["short"]}, {"name": "template", "templates": "{text} A"}, "number"],
        "lists": {"short": ["ann", "bo"]}});
    let variants = augmenter(&policy, 1).variants(&parent("a", "x", &[]));
    let found: Vec<(u32, &str, &[usize])> = (variants.iter())
        .map(|variant| {
            (
                variant.copy,
                variant.edited.text.as_str(),
                &variant.operations[..],
            )
        })
        .collect();
    assert_eq!(found, [(0, "x", &[][..]), (1, "x A", &[1])]);
    let policy = json!({"version": 1, "policy": "apply-one", "operations": ["number"], "copies": 3});
    assert!(augmenter(&policy, 1).variants(&parent("a", "x", &[])).is_empty());
}

#[test]
fn labels_can_block_operations() {
    let policy = json!({"version": 1, "policy": "apply-each", "operations": [
        {"name": "case", "to": "upper", "strength": 1, "not_for": ["spam"]}, {"name": "template", "templates": "{text}!", "not_for": ["ham"]}]});
    let augmenter = augmenter(&policy, 1);
    assert_eq!(texts(&augmenter, &parent("a", "x y", &[])), ["x y!"]);
    let unlabeled = Parent {
        label: None,
        ..parent("a", "x y", &[])
    };
    assert_eq!(texts(&augmenter, &unlabeled), ["X Y", "x y!"]);
}

#[test]
fn a_line_says_all_that_makes_a_variant_again() {
    let policy =
        json!({"version": 1, "policy": "apply-one", "operations": [{"name": "swap", "strength": 0.5}]});
    let mut out = Vec::new();
    let augmenter = augmenter(&policy, 9);
    assert_eq!(
        lines(&mut out, &augmenter, &parent("a", "x \"y\"", &[]), false),
        (1, 0)
    );
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "{\"id\":\"a~1\",\"parent\":\"a\",\"text\":\"y \\\"x\\\"\",\"label\":\"spam\",\
         \"operations\":[{\"name\":\"swap\",\"strength\":0.5}],\"seed\":9,\"copy\":1,\
         \"changes\":[[[0,1],[0,1]],[[3,4],[3,4]]]}\n"
    );
}

#[test]
fn unchanged_variants_are_written_where_that_is_asked_for() {
    let policy = |keep: bool, name: &str| {
        let operation = json!({"name": name, "strength": 0.0});
        json!({"version": 1, "policy": "apply-one", "operations": [operation], "keep_unchanged": keep})
    };
    let written = |policy: &Value, keep: bool| {
        let mut out = Vec::new();
        let counts = lines(&mut out, &augmenter(policy, 9), &parent("a", "x y", &[]), keep);
        (
            counts,
            String::from_utf8(out).unwrap().contains("\"unchanged\":true"),
        )
    };
    assert_eq!(written(&policy(false, "swap"), false), ((0, 1), false));
    assert_eq!(written(&policy(false, "swap"), true), ((1, 0), true));
    assert_eq!(written(&policy(true, "swap"), false), ((1, 0), true));
    assert_eq!(written(&policy(false, "eda-delete"), false), ((1, 0), true));
}
