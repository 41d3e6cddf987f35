//! A session as the page uses it: import, rules, drafts, filters, labels, undo, saving and opening.

mod ballots;
mod history;
pub(super) mod images;
mod many;
mod take;
mod variants;

use super::edit::{Draft, Edit, RuleText};
use super::import::{ImportPlan, ImportRun};
use super::reply::{DraftView, ProjectView, RowsView};
use super::request::{Filter, Request, Selection};
use super::snapshot::Loading;
use super::*;
use crate::formats::preview::preview;
use crate::ids::{LabelId, RuleId};

/// The rule that is open: its examples, what changes with it, and what is offered for it.
mod editor;

const DATA: &str = "id,text,label,lang\n\
    a,check out my channel,SPAM,en\n\
    b,I love this song,HAM,en\n\
    c,love my channel,SPAM,en\n\
    d,\"so, good\",HAM,de\n\
    d,free money,spam?,en\n\
    e,,,\n";

/// A project of [`DATA`] as the mapping step guesses it.
pub(super) fn project() -> Project {
    project_of(DATA)
}

fn project_of(data: &str) -> Project {
    let head = preview("data.csv", data.as_bytes(), true, None).unwrap();
    let plan = ImportPlan {
        source_name: "data.csv".into(),
        project_name: "data".into(),
        options: head.options,
        mapping: head.mapping,
        labels: Some(vec!["HAM".into(), "SPAM".into()]),
    };
    let mut run = ImportRun::new(plan).unwrap();
    data.as_bytes()
        .chunks(7)
        .for_each(|chunk| run.push(chunk).unwrap());
    run.into_project().unwrap()
}

/// A session of some records without rules.
pub(super) fn imported(data: &str) -> Session {
    let mut session = Session::new();
    session.open(project_of(data));
    session
}

pub(super) fn session() -> Session {
    imported(DATA)
}

pub(super) fn text(name: &str, label: u32, query: &str) -> RuleText {
    RuleText {
        name: name.into(),
        label: LabelId(label),
        query: query.into(),
        ..RuleText::default()
    }
}

pub(super) fn view(session: &mut Session, request: Request) -> ProjectView {
    match session.answer(request).unwrap() {
        Reply::Project(view) => *view,
        other => panic!("{other:?}"),
    }
}

pub(super) fn edit(session: &mut Session, edit: Edit) -> ProjectView {
    view(session, Request::Edit(edit))
}

pub(super) fn draft(session: &mut Session, rule: Option<u32>, text: RuleText) -> DraftView {
    match session
        .answer(Request::Draft(Draft {
            rule: rule.map(RuleId),
            text,
        }))
        .unwrap()
    {
        Reply::Draft(view) => *view,
        other => panic!("{other:?}"),
    }
}

pub(super) fn rows(session: &mut Session, filters: &[Filter], search: &str) -> RowsView {
    let selection = Selection {
        filters: filters.to_vec(),
        search: search.into(),
    };
    match session
        .answer(Request::Rows {
            selection,
            start: 0,
            end: 100,
            keep: None,
        })
        .unwrap()
    {
        Reply::Rows(rows) => rows,
        other => panic!("{other:?}"),
    }
}

pub(super) fn ids(session: &mut Session, filters: &[Filter]) -> Vec<String> {
    rows(session, filters, "")
        .rows
        .into_iter()
        .map(|row| row.id)
        .collect()
}

#[test]
fn rules_count_and_filters_lead_to_their_records() {
    let mut session = session();
    edit(
        &mut session,
        Edit::AddRule {
            text: text("channel", 1, "channel"),
        },
    );
    let view = edit(
        &mut session,
        Edit::AddRule {
            text: text("love", 0, "love"),
        },
    );
    assert_eq!(
        (view.records, view.totals.covered, view.totals.conflicted),
        (6, 3, 1)
    );
    assert_eq!(view.totals.majority, [1, 1]);
    assert_eq!(view.totals.tied, 1);
    assert_eq!(
        (view.rules[0].figures.coverage, view.rules[0].figures.overlaps),
        (2, 1)
    );
    assert_eq!(view.gold.unknown[0].value, "spam?");
    assert_eq!(view.source.repeated_ids, 1);
    assert_eq!(ids(&mut session, &[Filter::Conflicted]), ["c"]);
    assert_eq!(ids(&mut session, &[Filter::Uncovered]), ["d", "d#2", "e"]);
    assert_eq!(ids(&mut session, &[Filter::RepeatedId]), ["d#2"]);
    assert_eq!(ids(&mut session, &[Filter::EmptyText]), ["e"]);
    assert_eq!(ids(&mut session, &[Filter::UnknownGold]), ["d#2"]);
    assert_eq!(
        ids(
            &mut session,
            &[Filter::Rule(RuleId(1)), Filter::Majority(LabelId(0))]
        ),
        ["b"]
    );
    assert_eq!(rows(&mut session, &[], "so good").rows[0].id, "d");
    let marked = rows(&mut session, &[Filter::Conflicted], "")
        .rows
        .remove(0)
        .pieces;
    let marked: Vec<_> = marked
        .iter()
        .filter_map(|piece| Some((piece.text.as_str(), piece.label?.0)))
        .collect();
    assert_eq!(marked, [("love", 0), ("channel", 1)]);
}

#[test]
fn a_draft_shows_figures_without_changing_anything() {
    let mut session = session();
    edit(
        &mut session,
        Edit::AddRule {
            text: text("channel", 1, "channel"),
        },
    );
    let new = draft(&mut session, None, text("love", 0, "love"));
    assert_eq!(
        (new.figures.coverage, new.newly_covered, new.newly_conflicted),
        (2, 1, 1)
    );
    assert_eq!(new.conflicts_with[0].rule, RuleId(0));
    assert_eq!(new.rules[0].conflicts, 1);
    assert_eq!(ids(&mut session, &[Filter::NewlyCovered]), ["b"]);
    assert_eq!(view(&mut session, Request::Project).totals.covered, 2);
    let changed = draft(&mut session, Some(0), text("channel", 1, "\"my channel\" -love"));
    assert_eq!((changed.figures.coverage, changed.no_longer_covered), (1, 1));
    assert_eq!(ids(&mut session, &[Filter::NoLongerCovered]), ["c"]);
    let broken = draft(&mut session, Some(0), text("channel", 1, "é \"my"));
    assert_eq!(broken.problem.unwrap().start, 2);
    assert_eq!(
        broken.totals, changed.totals,
        "votes stay as they were last counted"
    );
    let closed = view(&mut session, Request::CloseDraft);
    assert_eq!(closed.draft, None);
}

#[test]
fn saving_a_draft_ends_it_and_every_edit_can_be_undone() {
    let mut session = session();
    draft(&mut session, None, text("love", 0, "love"));
    let saved = edit(
        &mut session,
        Edit::AddRule {
            text: text("love", 0, "love"),
        },
    );
    assert_eq!(saved.draft, None);
    let merged = edit(
        &mut session,
        Edit::MergeLabel {
            from: LabelId(0),
            into: LabelId(1),
        },
    );
    assert_eq!(merged.labels.len(), 1);
    assert_eq!(merged.labels[0].gold, 4);
    assert_eq!(merged.rules[0].label, LabelId(1));
    assert_eq!(merged.undo.as_deref(), Some("merge label ‘HAM’ into ‘SPAM’"));
    let undone = view(&mut session, Request::Undo);
    assert_eq!(
        undone.labels.iter().map(|label| label.gold).collect::<Vec<_>>(),
        [2, 2]
    );
    assert_eq!(undone.rules[0].label, LabelId(0));
    let deleted = edit(&mut session, Edit::DeleteLabel { id: LabelId(0) });
    assert!(deleted.rules.is_empty());
    view(&mut session, Request::Undo);
    let again = view(&mut session, Request::Redo);
    assert!(again.rules.is_empty());
    assert!(session.answer(Request::Redo).is_err());
    let added = edit(&mut session, Edit::AddLabel { name: "spam?".into() });
    assert_eq!(
        (added.labels[1].gold, added.gold.unknown.len()),
        (1, 1),
        "HAM's gold is what is unknown now"
    );
}

#[test]
fn an_impact_says_what_the_edit_then_does() {
    let mut session = session();
    edit(
        &mut session,
        Edit::AddRule {
            text: text("channel", 1, "channel"),
        },
    );
    edit(
        &mut session,
        Edit::AddRule {
            text: text("love", 0, "love"),
        },
    );
    let merge = Edit::MergeLabel {
        from: LabelId(0),
        into: LabelId(1),
    };
    let Reply::Impact(impact) = session.answer(Request::Impact(merge)).unwrap() else {
        panic!()
    };
    assert_eq!(
        (impact.gold, impact.conflicts_ended, impact.rules.as_slice()),
        (2, 1, &["love".to_owned()][..])
    );
    let delete = Edit::DeleteLabel { id: LabelId(1) };
    let Reply::Impact(impact) = session.answer(Request::Impact(delete)).unwrap() else {
        panic!()
    };
    assert_eq!((impact.gold, impact.coverage_lost), (2, 1));
    assert!(
        impact.sentence.contains("1 rule, 2 gold labels"),
        "{}",
        impact.sentence
    );
}

#[test]
fn errors_leave_everything_as_it_was() {
    let mut session = session();
    edit(
        &mut session,
        Edit::AddRule {
            text: text("love", 0, "love"),
        },
    );
    for wrong in [
        Edit::AddRule {
            text: text("love", 0, "x"),
        },
        Edit::AddRule {
            text: text(" ", 0, "x"),
        },
        Edit::AddRule {
            text: text("y", 9, "x"),
        },
        Edit::AddRule {
            text: text("y", 0, "(x"),
        },
        Edit::RenameLabel {
            id: LabelId(0),
            name: "SPAM".into(),
        },
        Edit::DeleteRule { id: RuleId(7) },
        Edit::MergeLabel {
            from: LabelId(0),
            into: LabelId(0),
        },
    ] {
        let error = session.answer(Request::Edit(wrong.clone())).expect_err("wrong");
        assert!(!error.remedy.is_empty(), "{wrong:?}");
    }
    assert_eq!(view(&mut session, Request::Project).revision, 1);
    assert_eq!(session.take_journal().len(), 1);
}

#[test]
fn a_saved_project_and_its_journal_give_the_same_project() {
    let mut session = session();
    let base = session.project().unwrap();
    let (head, parts): (String, Vec<Vec<u8>>) = (base.head().unwrap(), base.parts().collect());
    edit(
        &mut session,
        Edit::AddRule {
            text: text("channel", 1, "channel"),
        },
    );
    edit(
        &mut session,
        Edit::RenameLabel {
            id: LabelId(1),
            name: "junk".into(),
        },
    );
    view(&mut session, Request::Undo);
    edit(
        &mut session,
        Edit::RenameLabel {
            id: LabelId(0),
            name: "fine".into(),
        },
    );
    let expected = view(&mut session, Request::Project);
    let open = |head: &str| {
        let mut loading = Loading::new(head).unwrap();
        for part in &parts {
            loading.push(part).unwrap();
        }
        while loading.step().is_some() {}
        loading.finish().unwrap()
    };
    let journal = session.take_journal();
    let mut again = Session::new();
    again.open(open(&head));
    again.replay(&journal).unwrap();
    assert_eq!(view(&mut again, Request::Project), expected);
    let later = session.project().unwrap().head().unwrap();
    let mut from_head = Session::new();
    from_head.open(open(&later));
    let from_head = view(&mut from_head, Request::Project);
    assert_eq!(
        (from_head.rules, from_head.revision),
        (expected.rules, expected.revision)
    );
    assert_eq!(from_head.undo, None);
}

#[test]
fn a_damaged_part_is_refused() {
    let project = project();
    let head = project.head().unwrap();
    let part = project.parts().next().unwrap();
    for at in [0, 5, 9, part.len() / 2, part.len() - 1] {
        let mut damaged = part.clone();
        damaged[at] ^= 1;
        assert!(Loading::new(&head).unwrap().push(&damaged).is_err(), "byte {at}");
    }
    assert!(
        Loading::new(&head)
            .unwrap()
            .push(&part[..part.len() - 1])
            .is_err()
    );
    assert!(Loading::new(&head).unwrap().finish().is_err(), "no parts");
}

#[test]
fn a_half_typed_query_keeps_the_figures_before_it() {
    let mut session = session();
    let found = draft(&mut session, None, text("free", 1, "channel"));
    assert!(found.is_counted && found.figures.coverage > 0);
    let half = draft(&mut session, None, text("free", 1, "channel (free"));
    assert!(half.problem.is_some() && half.is_counted);
    assert_eq!((half.figures, &half.totals), (found.figures, &found.totals));
    let emptied = draft(&mut session, None, text("free", 1, " "));
    assert!(!emptied.is_counted);
    assert_eq!(emptied.figures.coverage, 0);
    let never = draft(&mut session, None, text("free", 1, "(free"));
    assert!(never.problem.is_some() && !never.is_counted);
}

#[test]
fn a_second_text_column_is_read_kept_and_shown() {
    const MAIL: &str = "body,title,label\nplease help,Refund now,A\nrefund me,hi,A\nnothing,,B\n";
    let head = preview("mail.csv", MAIL.as_bytes(), true, None).unwrap();
    let mut mapping = head.mapping;
    assert_eq!(
        (mapping.text.as_str(), &mapping.fields[..]),
        ("body", &["title".to_owned()][..])
    );
    mapping.more_texts = vec!["title".into()];
    let plan = ImportPlan {
        source_name: "mail.csv".into(),
        project_name: "mail".into(),
        options: head.options,
        mapping,
        labels: None,
    };
    let mut run = ImportRun::new(plan).unwrap();
    run.push(MAIL.as_bytes()).unwrap();
    let mut session = Session::new();
    session.open(run.into_project().unwrap());
    let rule = |name, query| Edit::AddRule {
        text: text(name, 0, query),
    };
    edit(&mut session, rule("anywhere", "refund"));
    let after = edit(&mut session, rule("title", "title:refund"));
    let coverage: Vec<u32> = after.rules.iter().map(|rule| rule.figures.coverage).collect();
    assert_eq!(coverage, [2, 1]);
    let listed = rows(&mut session, &[Filter::Rule(RuleId(1))], "");
    let shown: String = listed.rows[0]
        .pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(shown, "Refund now · please help");
    let Reply::Record(record) = session.answer(Request::Record { index: 0 }).unwrap() else {
        panic!("no record");
    };
    assert_eq!(record.texts[0].name, "title");
    assert!(record.fields.is_empty(), "it is shown as a text");
    assert_eq!(record.votes[1].words, ["Refund"]);
    // It is read again when the project is opened from its parts.
    let project = session.project().unwrap();
    let mut loading = Loading::new(&project.head().unwrap()).unwrap();
    project
        .parts()
        .for_each(|part| assert!(loading.push(&part).unwrap() > 0));
    while loading.step().is_some() {}
    let opened = loading.finish().unwrap();
    assert_eq!(opened.view().rules[1].figures.coverage, 1);
}

#[test]
fn likeness_is_refused_where_the_record_is_missing() {
    let mut session = session();
    let found = draft(&mut session, None, text("like", 1, "like(a, 0.1)"));
    assert_eq!(found.problem, None);
    assert_eq!(found.figures.coverage, 2, "a and c: my channel");
    let missing = draft(&mut session, None, text("like", 1, "x, like(zz, 0.1)"));
    let problem = missing.problem.unwrap();
    assert_eq!((problem.start, problem.end), (3, 16));
    let file = |id: &str| {
        let rule = format!(r#"{{"name":"l","label":"SPAM","query":"like({id}, 0.5)"}}"#);
        let file = format!(r#"{{"version":1,"labels":["SPAM"],"rules":[{rule}]}}"#);
        crate::formats::rule_file::RuleFile::read(file.as_bytes()).unwrap()
    };
    let project = session.project_mut().unwrap();
    project.load_rules(&file("d#2")).unwrap();
    let error = project.load_rules(&file("zz")).unwrap_err().to_string();
    assert!(
        error.starts_with("rule 1 (\"l\"), character 1 of its query: There is no record"),
        "{error}"
    );
}
