//! Rules that a person writes in an hour, against those of Snorkel's spam tutorial, on the same comments and messages.
//! The tutorial's votes stand in the data, those of its three models too. The data is no part of this project; without
//! it there is nothing to compare, and the tests say so.

use std::path::{Path, PathBuf};

use labelloom_engine::formats::preview::preview;
use labelloom_engine::formats::rule_file::RuleFile;
use labelloom_engine::session::Project;
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use serde::Deserialize;

/// A line of the data: 0 or 1, and the votes of other people's rules, -1 where they abstain.
#[derive(Deserialize)]
struct Line {
    label: usize,
    weak_labels: Vec<i32>,
}

/// How far rules reach, as shares of all records; a tie or no vote is right half of the time.
#[derive(Debug)]
struct Reach {
    covered: f64,
    right: f64,
}

fn data(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data/weak_supervision")
        .join(file);
    if !path.exists() {
        println!("nothing to compare with: {} is not there", path.display());
    }
    path.exists().then_some(path)
}

fn project(path: &Path, rules: &str) -> Project {
    let bytes = std::fs::read(path).expect("readable");
    let name = path.file_name().expect("readable").to_str().expect("readable");
    let head = preview(name, &bytes, true, None).expect("readable");
    let mut mapping = head.mapping;
    mapping.gold = None;
    let plan = ImportPlan {
        source_name: name.to_owned(),
        project_name: "data".to_owned(),
        options: head.options,
        mapping,
        labels: None,
    };
    let mut run = ImportRun::new(plan).expect("readable");
    run.push(&bytes).expect("readable");
    let mut project = run.into_project().expect("readable");
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../docs/rules")
        .join(rules);
    project
        .load_rules(&RuleFile::read(&std::fs::read(path).expect("readable")).expect("readable"))
        .expect("readable");
    project
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand records")]
fn share(part: f64, whole: usize) -> f64 {
    part / whole as f64
}

fn of_rules(project: &Project, lines: &[Line]) -> Reach {
    let sets = &project.analysis().sets;
    let right: f64 = (0u32..)
        .zip(lines)
        .map(|(record, line)| {
            let voted = sets.majority.iter().position(|set| set.contains(record));
            voted.map_or(0.5, |label| f64::from(u8::from(label == line.label)))
        })
        .sum();
    Reach {
        covered: share(f64::from(sets.covered.count()), lines.len()),
        right: share(right, lines.len()),
    }
}

fn of_tutorial(lines: &[Line]) -> Reach {
    let votes = |line: &Line, label: i32| line.weak_labels.iter().filter(|vote| **vote == label).count();
    let right = |line: &Line| match votes(line, 0).cmp(&votes(line, 1)) {
        std::cmp::Ordering::Equal => 0.5,
        order => f64::from(u8::from(
            usize::from(order == std::cmp::Ordering::Less) == line.label,
        )),
    };
    let covered = lines
        .iter()
        .filter(|line| line.weak_labels.iter().any(|vote| *vote >= 0));
    let covered = u32::try_from(covered.count()).expect("few");
    Reach {
        covered: share(f64::from(covered), lines.len()),
        right: share(lines.iter().map(right).sum(), lines.len()),
    }
}

/// Both on one part of a set; none where the data is not there.
fn compare(file: &str, rules: &str) -> Option<(Reach, Reach)> {
    let path = data(file)?;
    let text = std::fs::read_to_string(&path).expect("readable");
    let lines: Vec<Line> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("readable"))
        .collect();
    let (ours, theirs) = (of_rules(&project(&path, rules), &lines), of_tutorial(&lines));
    println!("{file}: ours {ours:?}, theirs {theirs:?}");
    Some((ours, theirs))
}

#[test]
fn thirteen_rules_reach_further_than_the_tutorials_ten_on_comments() {
    for part in ["train", "test"] {
        if let Some((ours, theirs)) = compare(&format!("youtube/{part}.jsonl"), "video-comments.rules.json") {
            assert!(ours.covered > theirs.covered, "{part}: {ours:?}, {theirs:?}");
            assert!(ours.right > theirs.right + 0.05, "{part}: {ours:?}, {theirs:?}");
        }
    }
}

#[test]
fn twelve_rules_reach_further_than_seventy_three_expressions_on_messages() {
    for part in ["train", "test"] {
        if let Some((ours, theirs)) = compare(&format!("sms/{part}.jsonl"), "sms.rules.json") {
            assert!(
                ours.covered > 0.95 && theirs.covered < 0.5,
                "{part}: {ours:?}, {theirs:?}"
            );
            assert!(ours.right > 0.95, "{part}: {ours:?}, {theirs:?}");
        }
    }
}
