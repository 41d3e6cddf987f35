//! `augment`: variants by a policy, the same for the same seed, and what is refused.

use serde_json::Value;

use super::support::{Files, RULES, Run};

const POLICY: &str = r#"{"version": 1, "policy": "apply-each", "operations": [
    {"name": "swap", "strength": 0.5}, {"name": "case", "to": "upper", "strength": 1}, "number"]}"#;

fn run(files: &Files, policy: &str, more: &str) -> Run {
    files.write("policy.json", policy);
    files.run(format!("augment data.csv --policy policy.json {more}").trim_end())
}

fn lines(run: &Run) -> Vec<Value> {
    assert_eq!(run.status, 0, "{}", run.err);
    run.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn variants_are_lines_that_say_where_they_come_from() {
    let files = Files::new("augment_lines");
    let found = run(&files, POLICY, "--seed 7");
    let all = lines(&found);
    assert!(all.iter().all(|line| line["seed"] == 7 && line["text"] != ""));
    let loud = all
        .iter()
        .find(|line| line["operations"][0]["name"] == "case")
        .unwrap();
    assert_eq!(
        (&loud["parent"], &loud["id"], &loud["label"]),
        (&"a".into(), &"a~2".into(), &"SPAM".into())
    );
    assert_eq!(loud["text"], "CHECK OUT MY CHANNEL");
    assert_eq!(
        loud["operations"][0],
        serde_json::json!({"name": "case", "strength": 1.0, "to": "upper"})
    );
    assert_eq!(loud["changes"].as_array().unwrap().len(), 4);
    // No record has a number.
    assert!(all.iter().all(|line| line["operations"][0]["name"] != "number"));
    assert!(
        found
            .err
            .contains(&format!("{} variants of 5 records", all.len())),
        "{}",
        found.err
    );
    assert_eq!(run(&files, POLICY, "--seed 7").out, found.out);
    assert_ne!(run(&files, POLICY, "--seed 8").out, found.out);
    assert_eq!(run(&files, POLICY, "--seed 7 -o variants.jsonl").out, "");
    assert_eq!(
        String::from_utf8(files.read("variants.jsonl")).unwrap(),
        found.out
    );
}

#[test]
fn variants_equal_to_their_record_are_left_out_unless_they_are_wanted() {
    let files = Files::new("augment_unchanged");
    let policy = r#"{"version": 1, "policy": "apply-one", "operations": [{"name": "swap", "strength": 0}]}"#;
    let none = run(&files, policy, "--seed 1");
    assert_eq!((none.status, none.out.as_str()), (0, ""), "{}", none.err);
    assert!(none.err.contains("0 variants of 5 records"), "{}", none.err);
    assert!(
        none.err
            .contains("5 variants are equal to their record and left out"),
        "{}",
        none.err
    );
    let kept = lines(&run(&files, policy, "--seed 1 --keep-unchanged"));
    assert_eq!(kept.len(), 5);
    assert!(
        kept.iter()
            .all(|line| line["unchanged"] == true && line["changes"] == serde_json::json!([]))
    );
}

#[test]
fn what_rules_matched_is_kept_and_the_labels_are_told() {
    let files = Files::new("augment_locked");
    let policy = |matched: &str| {
        format!(
            r#"{{"version": 1, "policy": "apply-one", "copies": 20, "locks": {{"matched": "{matched}"}},
            "operations": [{{"name": "delete", "strength": 0.5}}]}}"#
        )
    };
    let free = run(&files, &policy("free"), "--seed 1 --rules rules.json");
    assert!(free.err.contains("delete at 0.5: by the rules "), "{}", free.err);
    assert!(!free.err.contains("100.0 % keep the label"), "{}", free.err);
    let kept = run(&files, &policy("keep"), "--seed 1 --rules rules.json");
    assert!(
        kept.err
            .contains("all variants: by the rules 100.0 % keep the label, 0.0 % lose it"),
        "{}",
        kept.err
    );
    let of_a = lines(&kept).into_iter().filter(|line| line["parent"] == "a");
    assert!(of_a.count() > 3);
    assert!(
        lines(&kept)
            .iter()
            .all(|line| line["parent"] != "a" || line["text"].as_str().unwrap().contains("channel"))
    );
    let unlabeled = lines(&kept).into_iter().filter(|line| line["parent"] == "d#2");
    assert!(unlabeled.clone().count() > 3 && unlabeled.clone().all(|line| line.get("label").is_none()));
    let without = run(&files, &policy("keep"), "--seed 1");
    assert_eq!(without.status, 1);
    assert!(
        without
            .err
            .contains("policy.json: The policy locks what rules match, but there are no rules"),
        "{}",
        without.err
    );
}

#[test]
fn labels_are_left_alone_by_gold_and_where_there_is_none_by_the_rules() {
    let files = Files::new("augment_not_for");
    files.write("rules.json", &RULES.replace(",\"enabled\":false", ""));
    let policy = r#"{"version": 1, "policy": "apply-one", "operations": [
        {"name": "case", "to": "upper", "strength": 1, "not_for": ["SPAM"]}]}"#;
    let parents = |more: &str| {
        let found = lines(&run(&files, policy, more)).into_iter();
        found
            .map(|line| line["parent"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(parents("--seed 1"), ["b", "d", "d#2"]);
    // A rule says that the last one, which has no gold, is spam; of "c" gold counts, not the rules.
    assert_eq!(parents("--seed 1 --rules rules.json"), ["b", "d"]);
}

#[test]
fn built_in_words_and_the_corpus_serve_operations() {
    let files = Files::new("augment_words");
    let policy = r#"{"version": 1, "policy": "apply-each", "copies": 5, "keep_original": true, "operations":
        [{"name": "synonym", "strength": 0.3}, {"name": "tfidf", "strength": 0.9}, "uda-tfidf", "eda-synonym"]}"#;
    let all = lines(&run(&files, policy, "--seed 3"));
    for name in ["synonym", "tfidf", "uda-tfidf", "eda-synonym"] {
        assert!(all.iter().any(|line| line["operations"][0]["name"] == name && line["changes"] != serde_json::json!([])), "{name}");
    }
    assert_eq!(all.iter().filter(|line| line["copy"] == 0).count(), 5);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let files = Files::new("augment_refused");
    for (policy, more, status, said) in [
        (
            "{",
            "--seed 1",
            1,
            "policy.json, line 1, column 1: The policy file is no JSON",
        ),
        (
            r#"{"version": 1, "operations": ["swop"]}"#,
            "",
            1,
            "policy.json, operation 1: There is no operation \"swop\"",
        ),
        (
            r#"{"version": 1, "operations": [{"name": "template", "templates": "dear {who}"}]}"#,
            "",
            1,
            "policy.json, operation 1 (\"template\"): The template's slot {who} has no words",
        ),
        (POLICY, "--seed -1", 2, "unexpected argument '-1'"),
        (POLICY, "--seed x", 2, "invalid value 'x'"),
    ] {
        let run = run(&files, policy, more);
        assert_eq!(
            (run.status, run.out.as_str()),
            (status, ""),
            "{said}: {}",
            run.err
        );
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
}
