//! Another person's rules: how they differ, and what is taken over.

use super::*;
use crate::session::reply::{TakeState, TakeView};
use crate::session::take_rules::{Take, TakeOptions};

const THEIRS: &str = r#"{"version":1,"labels":["HAM","SPAM","JUNK"],"rules":[
{"name":"channel","label":"SPAM","query":"channel, money","author":"Ada"},
{"name":"love","label":"HAM","query":"love"},
{"name":"adores","label":"HAM","query":"good"},
{"name":"cash","label":"JUNK","query":"money"},
{"name":"broken","label":"HAM","query":"(a"}
]}"#;

/// Four rules of one's own: changed there, the same, renamed there, and only here.
fn mine() -> Session {
    let mut session = session();
    for (name, label, query) in [
        ("channel", 1, "channel"),
        ("love", 0, "love"),
        ("nice", 0, "good"),
        ("own", 1, "free"),
    ] {
        edit(
            &mut session,
            Edit::AddRule {
                text: text(name, label, query),
            },
        );
    }
    session
}

fn compare(session: &mut Session, options: TakeOptions) -> TakeView {
    match session.answer(Request::CompareRules(options)).unwrap() {
        Reply::TakeRules(view) => view.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn options(choices: &[(&str, Take)]) -> TakeOptions {
    TakeOptions {
        file: THEIRS.into(),
        labels: Vec::new(),
        choices: choices
            .iter()
            .map(|(name, take)| ((*name).to_owned(), *take))
            .collect(),
    }
}

fn lines(view: &ProjectView) -> Vec<String> {
    view.rules
        .iter()
        .map(|rule| format!("{}: {} {}", rule.name, rule.query, rule.author))
        .collect()
}

#[test]
fn rules_are_new_the_same_changed_or_renamed() {
    let mut session = mine();
    let view = compare(&mut session, options(&[]));
    let states: Vec<(&str, TakeState, Take)> = view
        .rules
        .iter()
        .map(|rule| (rule.name.as_str(), rule.state, rule.take))
        .collect();
    assert_eq!(
        states,
        [
            ("channel", TakeState::Changed, Take::Mine),
            ("love", TakeState::Same, Take::Mine),
            ("adores", TakeState::Renamed, Take::Mine),
            ("cash", TakeState::New, Take::Theirs),
            ("broken", TakeState::New, Take::Mine),
        ]
    );
    assert_eq!(
        (view.only_here, view.missing_labels),
        (vec!["own".to_owned()], vec!["JUNK".to_owned()])
    );
    let what: Vec<&str> = view.rules[0]
        .differences
        .iter()
        .map(|difference| difference.what.as_str())
        .collect();
    assert_eq!(what, ["query", "author"]);
    assert_eq!(view.rules[0].differences[0].added, ["money"]);
    assert!(view.rules[4].problem.is_some());
}

#[test]
fn what_is_chosen_is_one_edit_that_undo_takes_back_and_that_replays() {
    let mut session = mine();
    let before = view(&mut session, Request::Project);
    let chosen = options(&[("channel", Take::Theirs), ("adores", Take::Both)]);
    let taking = compare(&mut session, chosen).edit.unwrap();
    let Reply::RulesImpact(impact) = session.answer(Request::RulesImpact(taking.clone())).unwrap() else {
        panic!("no impact");
    };
    let impact = impact.open().unwrap();
    let after = edit(&mut session, taking.clone());
    assert_eq!(impact.after, after.totals);
    assert_eq!(
        lines(&after),
        [
            "channel: channel, money Ada",
            "love: love ",
            "nice: good ",
            "own: free ",
            "adores (theirs): good ",
            "cash: money "
        ]
    );
    assert_eq!(after.labels.last().unwrap().name, "JUNK");
    let undone = view(&mut session, Request::Undo);
    assert_eq!(
        (lines(&undone), undone.labels, undone.totals),
        (lines(&before), before.labels, before.totals)
    );
    let mut replayed = mine();
    let kept = serde_json::to_string(&taking).unwrap();
    assert_eq!(
        lines(&edit(&mut replayed, serde_json::from_str(&kept).unwrap())),
        lines(&after)
    );
}

#[test]
fn a_renamed_rule_takes_its_name_and_a_label_is_mapped() {
    let mut session = mine();
    let mut chosen = options(&[("adores", Take::Theirs)]);
    chosen.labels.push(("JUNK".into(), "SPAM".into()));
    let view = compare(&mut session, chosen);
    assert!(view.missing_labels.is_empty());
    let after = edit(&mut session, view.edit.unwrap());
    assert_eq!(after.rules[2].name, "adores");
    assert_eq!((after.labels.len(), after.rules[4].label), (2, LabelId(1)));
}

#[test]
fn a_project_file_is_compared_by_its_rules() {
    let mut theirs = mine();
    edit(
        &mut theirs,
        Edit::AddRule {
            text: text("extra", 0, "so"),
        },
    );
    let options = super::super::request::ExportOptions {
        augmented: Default::default(),
        format: "project".into(),
        model: None,
        include: super::super::request::Include::All,
        threshold: 0.0,
        at: None,
    };
    let project = theirs.project().unwrap();
    let mut job = project.export(&options).unwrap();
    let file = loop {
        if let crate::job::Step::Done(file) = job.step(project) {
            break String::from_utf8(file.bytes).unwrap();
        }
    };
    let view = compare(
        &mut mine(),
        TakeOptions {
            file,
            ..TakeOptions::default()
        },
    );
    let new: Vec<&str> = view
        .rules
        .iter()
        .filter(|rule| rule.state != TakeState::Same)
        .map(|rule| rule.name.as_str())
        .collect();
    assert_eq!((new, view.only_here.len()), (vec!["extra"], 0));
    let broken = TakeOptions {
        file: "{".into(),
        ..TakeOptions::default()
    };
    assert!(mine().answer(Request::CompareRules(broken)).is_err());
}
