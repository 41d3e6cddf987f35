//! Exports by every model: labels, probabilities and lineage, from the page's way and the command line's alike.

use super::*;
use crate::num::count;
use crate::session::request::{ExportOptions, Include};

fn options(format: &str, model: &str) -> ExportOptions {
    ExportOptions {
        augmented: Default::default(),
        format: format.into(),
        model: Some(model.into()),
        include: Include::All,
        threshold: 0.0,
        at: None,
    }
}

fn exported(session: &mut Session, options: &ExportOptions) -> Vec<u8> {
    match session.answer(Request::Export(options.clone())).unwrap() {
        Reply::File(file) => file.bytes,
        other => panic!("{other:?}"),
    }
}

fn json(session: &mut Session, options: &ExportOptions) -> serde_json::Value {
    serde_json::from_slice(&exported(session, options)).unwrap()
}

#[test]
fn every_model_writes_the_labels_that_are_shown() {
    let mut session = generated();
    for model in crate::models::MODELS {
        choose(&mut session, |choice| model.name.clone_into(&mut choice.model));
        let view = labels(&mut session, false);
        let file = json(&mut session, &options("json", model.name));
        assert_eq!(file["lineage"]["model"]["name"], model.name);
        let records = file["records"].as_array().unwrap();
        for (label, name) in view.labels.iter().zip(["HAM", "SPAM"]) {
            let found = records.iter().filter(|record| record["label"] == name).count();
            assert_eq!(count(found), label.count, "{}", model.name);
        }
        let without = records
            .iter()
            .filter(|record| record.get("probabilities").is_none())
            .count();
        assert_eq!(
            count(without),
            view.uncovered,
            "uncovered records have no probabilities"
        );
        let sums = records
            .iter()
            .filter_map(|record| record["probabilities"].as_object());
        for probabilities in sums {
            let sum: f64 = probabilities.values().filter_map(serde_json::Value::as_f64).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{probabilities:?}");
        }
        // As the command line does it, on a project that nothing was fitted to.
        let choice = (*session.project().unwrap().document().model).clone();
        let mut again = generated();
        edit(&mut again, Edit::SetModel { choice });
        let mut job = again
            .project()
            .unwrap()
            .export(&options("json", model.name))
            .unwrap();
        let bytes = loop {
            if let crate::job::Step::Done(file) = job.step(again.project().unwrap()) {
                break file.bytes;
            }
        };
        assert_eq!(
            bytes,
            exported(&mut session, &options("json", model.name)),
            "{}",
            model.name
        );
    }
}

#[test]
fn lineage_names_what_the_model_was_told() {
    let mut session = session();
    choose(&mut session, |choice| {
        choice.balance = BalanceChoice::Given(vec![(LabelId(0), 3.0), (LabelId(1), 1.0)]);
        choice.priors.push(RulePrior {
            rule: RuleId(1),
            accuracy: 0.9,
            strength: 10.0,
        });
    });
    let file = json(&mut session, &options("json", "gold-weighted"));
    let expected = serde_json::json!({
        "balance": "given",
        "class_balance": {"HAM": 0.75, "SPAM": 0.25},
        "copies": "once",
        "hand_labels": 4,
        "priors": {"prize": {"accuracy": 0.9, "strength": 10.0}},
    });
    assert_eq!(file["lineage"]["model"]["parameters"], expected);
    let plain = json(&mut session, &options("json", "majority"));
    assert_eq!(plain["lineage"]["model"]["parameters"], serde_json::json!({}));
    assert!(plain["lineage"].get("end_model").is_none());
}

#[test]
fn the_threshold_is_of_the_models_probabilities() {
    let mut session = session();
    let lines = |session: &mut Session, threshold| {
        let options = ExportOptions {
            threshold,
            ..options("jsonl", "gold-weighted")
        };
        let Reply::ExportPreview(preview) = session.answer(Request::ExportPreview(options.clone())).unwrap()
        else {
            panic!("no preview")
        };
        let lines = String::from_utf8(exported(session, &options))
            .unwrap()
            .lines()
            .count();
        assert_eq!(preview.records as usize, lines);
        lines
    };
    let counts: Vec<usize> = [0.0, 0.01, 0.9, 0.99]
        .map(|threshold| lines(&mut session, threshold))
        .to_vec();
    assert_eq!(counts[..2], [12, 10]);
    assert!(counts[2] < 10 && counts[2] > counts[3], "{counts:?}");
}

#[test]
fn the_end_model_labels_the_rest_and_each_label_says_so() {
    let mut session = session();
    choose(&mut session, |choice| choice.end_model = true);
    let file = json(&mut session, &options("json", "gold-weighted"));
    assert_eq!(
        file["lineage"]["end_model"]["features"],
        serde_json::json!(["words"])
    );
    let sources: Vec<(&str, &str)> = file["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| {
            let source = record["label_source"].as_str().unwrap_or("none");
            (record["id"].as_str().unwrap(), source)
        })
        .collect();
    assert!(sources.contains(&("a", "rules")), "{sources:?}");
    assert!(
        sources
            .iter()
            .all(|(id, source)| *source != "end model" || ["i", "j"].contains(id))
    );
    let labeled = ExportOptions {
        include: Include::Labeled,
        ..options("jsonl", "gold-weighted")
    };
    let lines = String::from_utf8(exported(&mut session, &labeled)).unwrap();
    let with_source = sources.iter().filter(|(_, source)| *source != "none").count();
    assert_eq!(lines.lines().count(), with_source);
    let votes_only = ExportOptions {
        model: None,
        ..options("json", "")
    };
    let file = json(&mut session, &votes_only);
    assert!(
        file["lineage"].get("end_model").is_none(),
        "no model, no end model"
    );
}
