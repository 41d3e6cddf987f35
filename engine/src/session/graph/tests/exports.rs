//! Where the document says so the graph labels what no rule votes on, and every label says where it comes from.

use super::*;
use crate::session::labels::{LabelSource, LabelWhy, LabelsView, ModelChoice};
use crate::session::request::{ExportOptions, Include};

/// With a rule on half of the records, labeled by the graph where it doesn't vote.
fn labeled() -> Session {
    let mut session = session();
    rule(&mut session, "noon", HAM, "noon");
    choose(&mut session, |choice| choice.labels_records = true);
    session
}

fn options(format: &str) -> ExportOptions {
    ExportOptions {
        augmented: Default::default(),
        format: format.to_owned(),
        model: Some("gold-weighted".to_owned()),
        include: Include::All,
        threshold: 0.0,
        at: None,
    }
}

fn exported(session: &mut Session, options: &ExportOptions) -> (String, Vec<String>) {
    match session.answer(Request::Export(options.clone())).unwrap() {
        Reply::File(file) => (String::from_utf8(file.bytes).unwrap(), file.said),
        other => panic!("{other:?}"),
    }
}

fn why(session: &mut Session, index: u32) -> LabelWhy {
    match session.answer(Request::LabelWhy { index }).unwrap() {
        Reply::LabelWhy(why) => why.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn exports_say_where_each_label_comes_from() {
    let mut session = labeled();
    let (file, said) = exported(&mut session, &options("json"));
    let file: serde_json::Value = serde_json::from_str(&file).unwrap();
    let sources: Vec<&str> = file["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["label_source"].as_str().unwrap_or("none"))
        .collect();
    let (g, r, n) = ("graph", "rules", "none");
    assert_eq!(sources, [g, g, g, g, r, r, r, g, n, n]);
    assert_eq!(file["records"][2]["label"], "SPAM");
    assert!(file["records"][8]["label"].is_null() && file["records"][8].get("probabilities").is_none());
    let note = &file["lineage"]["graph"];
    assert_eq!(
        (note["method"].as_str(), note["k"].as_u64()),
        (Some("poisson"), Some(3))
    );
    assert_eq!(
        (note["seeds"].as_u64(), note["seeds_rules"].as_bool()),
        (Some(2), Some(false))
    );
    assert!(note.get("alpha").is_none());
    assert!(
        said.iter()
            .any(|said| said.starts_with("5 records are without a vote and labeled by the graph")),
        "{said:?}"
    );
    assert!(
        said.iter()
            .any(|said| said.starts_with("2 records are without a vote:")),
        "{said:?}"
    );
    let (csv, _) = exported(&mut session, &options("csv"));
    assert!(
        csv.contains("label_source") && csv.contains(",SPAM,,graph,"),
        "{csv}"
    );
}

#[test]
fn a_file_is_the_same_whether_labels_were_carried_before_or_not() {
    let mut session = labeled();
    let alone = |session: &Session| {
        let project = session.project().unwrap();
        let mut job = project.export(&options("json")).unwrap();
        loop {
            if let crate::job::Step::Done(file) = job.step(project) {
                return String::from_utf8(file.bytes).unwrap();
            }
        }
    };
    let first = alone(&session);
    assert_eq!(first, exported(&mut session, &options("json")).0);
    assert_eq!(first, alone(&session));
    edit(
        &mut session,
        Edit::SetGold {
            record: 4,
            label: Some(SPAM),
        },
    );
    let after = exported(&mut session, &options("json")).0;
    assert_ne!(first, after);
    let entries = session.take_journal();
    let mut anew = imported(DATA);
    anew.replay(&entries).unwrap();
    assert_eq!(alone(&anew), after, "an update ends as a new run does");
}

#[test]
fn records_and_labels_say_it_too() {
    let mut session = labeled();
    let said = why(&mut session, 2);
    assert_eq!((said.source, said.label), (LabelSource::Graph, Some(SPAM)));
    assert!(said.sentence.contains("the graph says SPAM"), "{}", said.sentence);
    assert_eq!(why(&mut session, 5).source, LabelSource::Rules);
    let nothing = why(&mut session, 8);
    assert_eq!((nothing.source, nothing.label), (LabelSource::None, None));
    assert!(
        nothing.sentence.contains("no seed reaches it"),
        "{}",
        nothing.sentence
    );
    let view: LabelsView = match session.answer(Request::Labels { held_out: false }).unwrap() {
        Reply::Labels(view) => view.open().unwrap(),
        other => panic!("{other:?}"),
    };
    let by_graph = view.by_graph.unwrap();
    let counts: Vec<u32> = by_graph.labels.iter().map(|label| label.count).collect();
    assert_eq!((counts, by_graph.left, by_graph.is_stale), (vec![1, 4], 2, false));
    let found = records(&mut session, &[Filter::Uncovered, Filter::GraphLabel(SPAM)]);
    assert_eq!(found, [0, 1, 2, 3]);
}

#[test]
fn graph_and_end_model_never_both_label() {
    let mut session = labeled();
    let with_end = |end_model| Edit::SetModel {
        choice: ModelChoice {
            end_model,
            ..ModelChoice::default()
        },
    };
    let view = edit(&mut session, with_end(true));
    assert!(view.model.end_model && !view.graph.open().unwrap().labels_records);
    let view = choose(&mut session, |choice| choice.labels_records = true);
    assert!(!view.model.end_model && view.graph.open().unwrap().labels_records);
    assert_eq!(
        view.undo.as_deref(),
        Some("label what no rule votes on by the graph")
    );
    session.answer(Request::Undo).unwrap();
    let project = session.project().unwrap();
    assert!(project.document().model.end_model && !project.document().graph.labels_records);
}

#[test]
fn a_threshold_is_of_the_graphs_probabilities_too() {
    let mut session = labeled();
    let lines = |session: &mut Session, threshold| {
        let options = ExportOptions {
            threshold,
            ..options("jsonl")
        };
        exported(session, &options).0.lines().count()
    };
    assert_eq!(lines(&mut session, 0.01), 8);
    assert!(lines(&mut session, 0.999) < 8);
}
