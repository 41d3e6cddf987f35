//! What stays: the choice through undo, journal, head and project file; and work that is cut off by an edit.

use super::*;
use crate::job::Step;
use crate::session::reopen::Reopening;
use crate::session::request::{ExportOptions, Include};
use crate::session::snapshot::Loading;
use crate::session::{Outcome, SessionJob};

fn chosen(session: &Session) -> GraphChoice {
    (*session.project().unwrap().document().graph).clone()
}

fn other() -> GraphChoice {
    GraphChoice {
        features: vec!["words".into(), "lsa-50".into()],
        k: 7,
        method: "spreading".into(),
        balance: SeedBalance::Given(vec![(HAM, 2.0), (SPAM, 1.0)]),
        ..GraphChoice::default()
    }
}

pub(super) fn project_file(session: &mut Session) -> Vec<u8> {
    let options = ExportOptions {
        augmented: Default::default(),
        format: "project".to_owned(),
        model: None,
        include: Include::All,
        threshold: 0.0,
        at: None,
    };
    match session.answer(Request::Export(options)).unwrap() {
        Reply::File(file) => file.bytes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_choice_is_undone_replayed_and_reopened() {
    let mut session = imported(DATA);
    let view = edit(&mut session, Edit::Graph(other()));
    assert_eq!(view.undo.as_deref(), Some("make the graph of words and lsa-50"));
    assert_eq!(view.graph.open().unwrap(), other());
    session.answer(Request::Undo).unwrap();
    assert!(chosen(&session).is_default());
    session.answer(Request::Redo).unwrap();
    assert_eq!(chosen(&session), other());
    let entries = session.take_journal();
    let written = serde_json::to_string(&entries).unwrap();
    let mut replayed = imported(DATA);
    replayed
        .replay(&serde_json::from_str::<Vec<_>>(&written).unwrap())
        .unwrap();
    assert_eq!(chosen(&replayed), other());

    let project = session.project().unwrap();
    let mut loading = Loading::new(&project.head().unwrap()).unwrap();
    for part in project.parts() {
        loading.push(&part).unwrap();
    }
    while loading.step().is_some() {}
    assert_eq!(*loading.finish().unwrap().document().graph, other());
    let file = project_file(&mut session);
    let mut reopening = Reopening::new(&file).unwrap();
    while reopening.step().is_some() {}
    assert_eq!(*reopening.into_project().document().graph, other());
}

#[test]
fn projects_without_a_choice_are_written_as_before() {
    let session = imported(DATA);
    assert!(!session.project().unwrap().head().unwrap().contains("\"graph\""));
}

#[test]
fn shares_follow_labels() {
    let mut session = imported(DATA);
    edit(&mut session, Edit::Graph(other()));
    edit(
        &mut session,
        Edit::MergeLabel {
            from: HAM,
            into: SPAM,
        },
    );
    assert_eq!(chosen(&session).balance, SeedBalance::Given(vec![(SPAM, 3.0)]));
    session.answer(Request::Undo).unwrap();
    edit(&mut session, Edit::DeleteLabel { id: SPAM });
    assert_eq!(chosen(&session).balance, SeedBalance::Given(vec![(HAM, 2.0)]));
}

#[test]
fn undo_brings_the_picture_back() {
    let mut session = session();
    let before = picture(&mut session).labels;
    edit(
        &mut session,
        Edit::SetGold {
            record: 4,
            label: Some(SPAM),
        },
    );
    assert_ne!(picture(&mut session).labels, before);
    session.answer(Request::Undo).unwrap();
    let back = picture(&mut session);
    assert_eq!(back.labels, before);
    assert_eq!(
        (back.change.as_ref().unwrap().changed, back.change.unwrap().edit),
        (4, None)
    );
}

/// The job of a question, and its steps so far.
fn begin(session: &mut Session, ask: &GraphAsk, steps: usize) -> SessionJob {
    let Outcome::Job(mut job) = session.handle(Request::graph(ask).unwrap()).unwrap() else {
        panic!("nothing is to be done")
    };
    for _ in 0..steps {
        assert!(matches!(session.step(&mut job).unwrap(), Step::Working(_)));
    }
    job
}

fn finish(session: &mut Session, mut job: SessionJob) -> Reply {
    loop {
        if let Step::Done(reply) = session.step(&mut job).unwrap() {
            return reply;
        }
    }
}

#[test]
fn an_edit_between_the_steps_is_in_the_answer() {
    for steps in 0..30 {
        let mut session = session();
        rule(&mut session, "noon", HAM, "noon");
        choose(&mut session, |choice| choice.seeds.rules = true);
        let Outcome::Job(mut job) = session
            .handle(Request::graph(&GraphAsk::Propagate).unwrap())
            .unwrap()
        else {
            panic!("nothing is to be done")
        };
        let mut early = None;
        for _ in 0..steps {
            if let Step::Done(reply) = session.step(&mut job).unwrap() {
                early = Some(reply);
                break;
            }
        }
        if early.is_some() {
            assert!(steps > 5);
            return;
        }
        edit(
            &mut session,
            Edit::SetGold {
                record: 4,
                label: Some(SPAM),
            },
        );
        let reply = finish(&mut session, job);
        let Reply::Graph(reply) = reply else {
            panic!("{reply:?}")
        };
        let GraphReply::View(view) = reply.open().unwrap() else {
            panic!("another answer")
        };
        assert!(!view.picture.unwrap().stale, "after {steps} steps");
    }
}

#[test]
fn another_choice_between_the_steps_builds_another_graph() {
    let mut session = session();
    let job = begin(&mut session, &GraphAsk::Build, 2);
    choose(&mut session, |choice| choice.features = vec!["characters".into()]);
    finish(&mut session, job);
    let graph = view(&mut session, GraphAsk::State).graph.unwrap();
    assert_eq!(
        (graph.features, graph.stale),
        (vec!["characters".to_owned()], false)
    );
}

#[test]
fn a_rule_is_written_while_a_graph_is_built() {
    let mut session = session();
    let job = begin(&mut session, &GraphAsk::Build, 1);
    rule(&mut session, "noon", HAM, "noon");
    assert_eq!(records(&mut session, &[Filter::Covered]), [4, 5, 6]);
    finish(&mut session, job);
    assert!(view(&mut session, GraphAsk::State).graph.is_some());
}
