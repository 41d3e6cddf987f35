//! A project's rules as judges of variants of its records.

#![expect(clippy::single_range_in_vec_init, reason = "one piece of a text is meant")]

use super::*;
use crate::augment::edits::Edits;
use crate::augment::safety::{Altered, Family, Fate};

#[test]
fn saved_rules_that_vote_judge_variants() {
    let mut project = project();
    let rule = |name: &str, label: &str, query: &str, enabled: bool| serde_json::json!({"name": name, "label": label, "query": query, "enabled": enabled});
    let rules = [
        rule("mine", "SPAM", "\"my channel\"", true),
        rule("love", "HAM", "love", true),
        rule("off", "HAM", "out", false),
    ];
    let file = serde_json::json!({"version": 1, "labels": ["HAM", "SPAM"], "rules": rules}).to_string();
    project
        .load_rules(&crate::formats::rule_file::RuleFile::read(file.as_bytes()).unwrap())
        .unwrap();
    let judge = project.variant_judge();
    let names: Vec<&str> = judge.rules().iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(names, ["mine", "love"]);
    let mut edits = Edits::new("love my channel", &[]);
    edits.replace(0..4, "like");
    let (calm, same) = (edits.finish(), Edits::new("check out my channel", &[]).finish());
    let families = [
        Family {
            record: 2,
            variants: vec![Altered::Text(&calm)],
        },
        Family {
            record: 0,
            variants: vec![Altered::Text(&same), Altered::Text(&calm)],
        },
    ];
    let verdicts = judge.verdicts(project.corpus(), &families);
    let fates: Vec<Vec<Fate>> = verdicts
        .iter()
        .map(|of| of.iter().map(|verdict| verdict.fate).collect())
        .collect();
    // A vote each was a tie.
    assert_eq!(fates, [vec![Fate::Gained], vec![Fate::Kept, Fate::Kept]]);
    assert_eq!(
        judge.matched(project.corpus(), &[2, 1]),
        [vec![5..15, 0..4], vec![2..6]]
    );
}
