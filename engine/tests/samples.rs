//! The sample projects are what their README says they are: read by the guess of the import step alone, with rules that
//! leave something to do.

use labelloom_engine::formats::preview::preview;
use labelloom_engine::formats::rule_file::RuleFile;
use labelloom_engine::session::Project;
use labelloom_engine::session::import::{ImportPlan, ImportRun};

const COMMENTS: [&str; 3] = [
    "comments.csv",
    include_str!("../samples/comments.csv"),
    include_str!("../samples/comments.rules.json"),
];
const SUPPORT: [&str; 3] = [
    "support.csv",
    include_str!("../samples/support.csv"),
    include_str!("../samples/support.rules.json"),
];

fn open([name, records, rules]: [&str; 3]) -> (Project, RuleFile) {
    let rules = RuleFile::read(rules.as_bytes()).expect("a rule file");
    let head = preview(name, records.as_bytes(), true, None).expect("a preview");
    assert_eq!(head.mapping.text, "text", "{name}");
    assert_eq!(head.mapping.id.as_deref(), Some("id"), "{name}");
    assert_eq!(head.mapping.gold.as_deref(), Some("label"), "{name}");
    let mut run = ImportRun::new(ImportPlan {
        source_name: name.to_owned(),
        project_name: name.to_owned(),
        options: head.options,
        mapping: head.mapping,
        labels: Some(rules.labels.clone()),
    })
    .expect("a plan");
    run.push(records.as_bytes()).expect("rows");
    let mut project = run.into_project().expect("a project");
    project.load_rules(&rules).expect("rules");
    (project, rules)
}

/// Records, rules, covered, conflicted.
fn counts(project: &Project) -> (u32, usize, u32, u32) {
    let sets = &project.analysis().sets;
    (
        project.records(),
        project.document().rules.len(),
        sets.covered.count(),
        sets.conflicted.count(),
    )
}

#[test]
fn counts_are_those_of_the_readme() {
    assert_eq!(counts(&open(COMMENTS).0), (470, 14, 348, 45));
    assert_eq!(counts(&open(SUPPORT).0), (503, 15, 384, 55));
}

#[test]
fn rules_leave_something_to_do() {
    for sample in [COMMENTS, SUPPORT] {
        let (project, rules) = open(sample);
        let (n, _, covered, conflicted) = counts(&project);
        assert!(
            (70 * n..=80 * n).contains(&(100 * covered)),
            "{}: coverage",
            sample[0]
        );
        assert!(
            (5 * n..=12 * n).contains(&(100 * conflicted)),
            "{}: conflicts",
            sample[0]
        );
        let off = rules.rules.iter().filter(|rule| !rule.enabled).count();
        assert_eq!(off, 1, "{}: rules that are off", sample[0]);
        for label in &rules.labels {
            let mut voting = rules.rules.iter().filter(|rule| rule.enabled);
            assert!(
                voting.any(|rule| rule.label == *label),
                "{}: no rule for {label}",
                sample[0]
            );
        }
    }
}

#[test]
fn every_rule_can_be_read_and_none_decides_alone() {
    for sample in [COMMENTS, SUPPORT] {
        let (project, _) = open(sample);
        let n = project.records();
        for rule in project.view().rules {
            assert!(rule.problem.is_none(), "{}: {}", sample[0], rule.name);
        }
        for (rule, counts) in project.analysis().rules.iter().enumerate() {
            let share = 100 * counts.coverage;
            assert!(
                share > 0 && share <= 40 * n,
                "{}: rule {rule} covers {share} / {n}",
                sample[0]
            );
        }
    }
}

#[test]
fn both_tables_stay_small_since_they_travel_with_the_program() {
    assert!(COMMENTS[1].len() + SUPPORT[1].len() < 110_000);
}
