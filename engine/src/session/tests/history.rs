//! Revisions of rules: noted by every edit that changes what a rule says, taken back by undo, kept in head, journal and
//! project file, counted, compared and restored.

use super::*;
use crate::revision::{MergedRule, Origin, Revision};
use crate::rule::Rule;
use crate::session::reply::{RevisionChange, RuleHistory};

/// A project with the rule ‘channel’, rewritten twice.
fn rewritten() -> Session {
    let mut session = session();
    add(&mut session, text("channel", 1, "channel"));
    set(&mut session, 0, text("channel", 1, "channel, love"));
    set(&mut session, 0, text("mine", 1, "\"my channel\", love"));
    session
}

fn add(session: &mut Session, text: RuleText) {
    edit(session, Edit::AddRule { text });
}

fn set(session: &mut Session, rule: u32, text: RuleText) {
    let id = RuleId(rule);
    edit(session, Edit::SetRule { id, text });
}

fn rule(session: &Session, id: u32) -> Rule {
    session
        .project()
        .unwrap()
        .document()
        .rule(RuleId(id))
        .unwrap()
        .clone()
}

fn numbers(session: &Session, id: u32) -> Vec<u32> {
    let revisions = rule(session, id).revisions;
    revisions.iter().map(|revision| revision.number).collect()
}

fn last(session: &Session, id: u32) -> Revision {
    (**rule(session, id).revisions.last().unwrap()).clone()
}

fn history(session: &mut Session, id: u32, revisions: &[u32]) -> RuleHistory {
    let request = Request::RuleHistory {
        rule: RuleId(id),
        revisions: revisions.to_vec(),
    };
    match session.answer(request).unwrap() {
        Reply::RuleHistory(history) => history.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_rule_said_is_kept_and_undo_takes_it_back() {
    let mut session = rewritten();
    assert_eq!(numbers(&session, 0), [1, 2, 3]);
    assert_eq!(rule(&session, 0).revisions[0].origin, Origin::Made);
    assert_eq!(last(&session, 0).origin, Origin::Changed);
    let off = Edit::EnableRule {
        id: RuleId(0),
        enabled: false,
    };
    edit(&mut session, off);
    assert_eq!(numbers(&session, 0), [1, 2, 3], "being off is not what it says");
    view(&mut session, Request::Undo);
    view(&mut session, Request::Undo);
    assert_eq!(numbers(&session, 0), [1, 2]);
    view(&mut session, Request::Redo);
    assert_eq!(numbers(&session, 0), [1, 2, 3]);
    set(&mut session, 0, text("mine", 1, "money"));
    assert_eq!(
        numbers(&session, 0),
        [1, 2, 3, 8],
        "numbers are the project's, and never given twice"
    );
}

#[test]
fn an_edit_of_labels_is_part_of_the_rules_past() {
    let mut session = rewritten();
    let merge = Edit::MergeLabel {
        from: LabelId(1),
        into: LabelId(0),
    };
    let view = edit(&mut session, merge);
    assert_eq!(
        (last(&session, 0).label, view.rules[0].revisions),
        (LabelId(0), 4)
    );
}

#[test]
fn the_history_says_what_each_revision_changed() {
    let mut session = rewritten();
    add(&mut session, text("love", 0, "love"));
    let history = history(&mut session, 0, &[]);
    let told: Vec<_> = history
        .revisions
        .iter()
        .map(|view| {
            let figures = view.figures;
            (
                view.revision.number,
                figures.coverage,
                figures.conflicts,
                (figures.correct, figures.incorrect),
            )
        })
        .collect();
    let judged = |records: &[&str]| {
        let gold = ids(&mut rewritten(), &[Filter::HasGold]);
        let spam = ["a", "c"];
        let on_gold: Vec<_> = records
            .iter()
            .filter(|id| gold.iter().any(|known| known == *id))
            .collect();
        let right = on_gold.iter().filter(|id| spam.contains(id)).count();
        (crate::num::count(right), crate::num::count(on_gold.len() - right))
    };
    // ‘channel’ finds a and c, with love also b; another rule says HAM of b and c.
    assert_eq!(
        told,
        [
            (3, 3, 2, judged(&["a", "b", "c"])),
            (2, 3, 2, judged(&["a", "b", "c"])),
            (1, 2, 1, judged(&["a", "c"])),
        ]
    );
    let change = |number: usize| history.revisions[number].change.clone();
    let expected = RevisionChange {
        before: 1,
        added: vec!["love".into()],
        removed: Vec::new(),
        regrouped: false,
        gained: 1,
        lost: 0,
        kept: 2,
    };
    assert_eq!((change(1), change(2)), (Some(expected), None));
    let replaced = change(0).unwrap();
    assert_eq!(
        (replaced.added, replaced.removed, replaced.gained, replaced.lost),
        (
            vec!["\"my channel\"".to_owned()],
            vec!["channel".to_owned()],
            0,
            0
        )
    );
}

#[test]
fn two_revisions_are_compared_and_their_records_found() {
    let mut session = rewritten();
    set(&mut session, 0, text("mine", 1, "love"));
    let two = history(&mut session, 0, &[1, 4]);
    let change = two.revisions[0].change.clone().unwrap();
    assert_eq!(
        (change.before, change.gained, change.kept, change.lost),
        (1, 1, 1, 1)
    );
    let id = RuleId(0);
    assert_eq!(ids(&mut session, &[Filter::Revision(id, 1)]), ["a", "c"]);
    assert_eq!(ids(&mut session, &[Filter::RevisionOnly(id, 1, 4)]), ["a"]);
    assert_eq!(ids(&mut session, &[Filter::RevisionOnly(id, 4, 1)]), ["b"]);
    assert_eq!(ids(&mut session, &[Filter::RevisionBoth(id, 1, 4)]), ["c"]);
    assert!(ids(&mut session, &[Filter::Revision(id, 99)]).is_empty());
    add(&mut session, text("good", 0, "love, song"));
    assert_eq!(ids(&mut session, &[Filter::RevisionConflicts(id, 1)]), ["c"]);
    assert_eq!(ids(&mut session, &[Filter::RevisionConflicts(id, 4)]), ["b", "c"]);
    let gone = Request::RuleHistory {
        rule: id,
        revisions: vec![99],
    };
    assert!(session.answer(gone).is_err());
}

#[test]
fn an_old_text_can_be_taken_back() {
    let mut session = rewritten();
    let restore = |revision| Edit::RestoreRule {
        id: RuleId(0),
        revision,
    };
    let view = edit(&mut session, restore(1));
    assert_eq!(
        (view.rules[0].name.as_str(), view.rules[0].query.as_str()),
        ("channel", "channel")
    );
    assert_eq!(view.undo.as_deref(), Some("restore revision 1 of rule ‘mine’"));
    assert_eq!(last(&session, 0).origin, Origin::Restored { number: 1 });
    let undone = super::view(&mut session, Request::Undo);
    assert_eq!(undone.rules[0].name, "mine");
    assert!(session.answer(Request::Edit(restore(99))).is_err());
    let taken = text("channel", 0, "x");
    add(&mut session, taken);
    let error = session.answer(Request::Edit(restore(1))).unwrap_err();
    assert!(error.what.contains("‘channel’"), "{error}");
}

#[test]
fn a_restored_rule_keeps_its_examples() {
    let mut session = session();
    let example = crate::rule::Example {
        text: "my channel".into(),
        matches: true,
        ..Default::default()
    };
    add(&mut session, text("channel", 1, "channel"));
    let with = RuleText {
        examples: vec![example.clone()],
        ..text("channel", 1, "channel")
    };
    set(&mut session, 0, with.clone());
    assert_eq!(numbers(&session, 0), [1], "examples are no text");
    let query = "love".to_owned();
    set(&mut session, 0, RuleText { query, ..with });
    let restore = Edit::RestoreRule {
        id: RuleId(0),
        revision: 1,
    };
    edit(&mut session, restore);
    assert_eq!(rule(&session, 0).examples, [example]);
}

#[test]
fn a_rule_from_before_revisions_begins_with_what_it_said() {
    let mut session = rewritten();
    let project = session.project_mut().unwrap();
    let rules = std::sync::Arc::make_mut(&mut project.document.rules);
    std::sync::Arc::make_mut(&mut rules[0]).revisions = std::sync::Arc::default();
    let alone = history(&mut session, 0, &[]);
    assert_eq!(
        (alone.revisions.len(), &alone.revisions[0].revision.origin),
        (1, &Origin::Found)
    );
    set(&mut session, 0, text("mine", 1, "money"));
    assert_eq!(numbers(&session, 0), [0, 4]);
    assert_eq!(rule(&session, 0).revisions[0].query, "\"my channel\", love");
}

#[test]
fn a_copy_a_merged_and_a_split_rule_say_where_they_come_from() {
    let mut session = rewritten();
    edit(&mut session, Edit::DuplicateRule { id: RuleId(0) });
    assert_eq!(last(&session, 1).origin, Origin::Copied { name: "mine".into() });
    edit(&mut session, Edit::SplitRule { id: RuleId(1) });
    let split = Origin::Split {
        name: "mine (2)".into(),
        query: "\"my channel\", love".into(),
    };
    assert_eq!(
        (last(&session, 1).origin, last(&session, 2).origin),
        (split.clone(), split)
    );
    let merge = Edit::MergeRules {
        ids: vec![RuleId(2), RuleId(1)],
        name: None,
    };
    edit(&mut session, merge);
    let from = [("my channel", "\"my channel\""), ("love", "love")].map(|(name, query)| MergedRule {
        name: name.into(),
        query: query.into(),
    });
    assert_eq!(last(&session, 1).origin, Origin::Merged { from: from.into() });
}

#[test]
fn head_journal_and_project_file_keep_revisions() {
    let mut session = session();
    let base = session.project().unwrap();
    let (head, parts): (String, Vec<Vec<u8>>) = (base.head().unwrap(), base.parts().collect());
    add(&mut session, text("channel", 1, "channel"));
    set(&mut session, 0, text("channel", 1, "channel, love"));
    view(&mut session, Request::Undo);
    set(&mut session, 0, text("channel", 1, "channel, money"));
    let expected = rule(&session, 0).revisions;
    assert_eq!(expected.len(), 2);
    let open = |head: &str| {
        let mut loading = Loading::new(head).unwrap();
        for part in &parts {
            loading.push(part).unwrap();
        }
        while loading.step().is_some() {}
        let mut session = Session::new();
        session.open(loading.finish().unwrap());
        session
    };
    let mut replayed = open(&head);
    replayed.replay(&session.take_journal()).unwrap();
    assert_eq!(rule(&replayed, 0).revisions, expected);
    let later = session.project().unwrap().head().unwrap();
    assert_eq!(rule(&open(&later), 0).revisions, expected);
    let mut from_file = from_file(&mut session);
    assert_eq!(rule(&from_file, 0).revisions, expected);
    set(&mut from_file, 0, text("channel", 1, "free"));
    assert_eq!(numbers(&from_file, 0), [1, 4, 5]);
}

/// The project saved as a file and opened again.
fn from_file(session: &mut Session) -> Session {
    let options = crate::session::request::ExportOptions {
        augmented: Default::default(),
        format: "project".into(),
        model: None,
        include: crate::session::request::Include::All,
        threshold: 0.0,
        at: None,
    };
    let Reply::File(file) = session.answer(Request::Export(options)).unwrap() else {
        panic!("no file")
    };
    let mut reopening = crate::session::reopen::Reopening::new(&file.bytes).unwrap();
    while reopening.step().is_some() {}
    let mut opened = Session::new();
    opened.open(reopening.into_project());
    opened
}
