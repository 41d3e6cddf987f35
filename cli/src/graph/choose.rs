//! `labelloom graph --choose`: graphs and models compared by the hand labels.

use std::time::Instant;

use labelloom_engine::choosing::{Candidates, Choosing, Known, Options, Outcome, Tried};
use labelloom_engine::job::Step;
use labelloom_engine::modality::Modality;
use labelloom_engine::num::index;
use labelloom_engine::session::Project;

use super::features::Chosen;
use crate::failure::Result;
use crate::table::lay_out;

/// Compares the usual graphs, and that of the features that were asked for. Held-out gold of a project is not asked.
pub(super) fn outcome(project: &Project, chosen: &Chosen<'_>, options: &Options) -> Result<Outcome> {
    let corpus = project.corpus();
    let mut candidates = match project.modality() {
        Modality::Text => Candidates::of_texts(),
        Modality::Image => Candidates::of_images(),
    };
    chosen.put(&mut candidates, corpus)?;
    let known = Known::of_gold(corpus.len(), &project.gold().dev);
    let mut choosing = Choosing::new(&known, candidates, options)?;
    loop {
        let begun = Instant::now();
        if let Step::Done(outcome) = choosing.step(corpus)? {
            return Ok(outcome);
        }
        choosing.took(begun.elapsed().as_secs_f64() * 1e3);
    }
}

/// The comparison as a table with words, or as JSON.
pub(super) fn written(outcome: &Outcome, as_json: bool) -> String {
    if as_json {
        // Plain numbers and texts always have a JSON form.
        return serde_json::to_string(outcome).unwrap_or_default() + "\n";
    }
    let mut text = String::new();
    if !outcome.tried.is_empty() {
        text = lay_out(&rows(outcome)) + "\n";
    }
    for tried in &outcome.tried {
        if let Some(problem) = &tried.problem {
            text.push_str(&format!(
                "{} on {}: {problem}\n",
                tried.model,
                tried.features.join(" + ")
            ));
        }
    }
    for sentence in std::iter::once(&outcome.advice.words).chain(&outcome.notes) {
        text.push_str(sentence);
        text.push('\n');
    }
    text
}

fn rows(outcome: &Outcome) -> Vec<Vec<String>> {
    let head = [
        "model",
        "features",
        "right",
        "from",
        "to",
        "agrees",
        "macro-F1",
        "unreached",
        "purity",
        "ms",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (place, tried) in (0..).zip(&outcome.tried) {
        let mark = if outcome.best == Some(place) {
            " (best)"
        } else {
            ""
        };
        rows.push(match &tried.problem {
            Some(_) => vec![tried.model.clone(), tried.features.join(" + "), "-".to_owned()],
            None => row(outcome, tried, mark),
        });
    }
    rows
}

fn row(outcome: &Outcome, tried: &Tried, mark: &str) -> Vec<String> {
    let percent =
        |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", share * 100.0));
    let graph = tried.graph.and_then(|graph| outcome.graphs.get(index(graph)));
    vec![
        format!("{}{mark}", tried.model),
        tried.features.join(" + "),
        percent(tried.accuracy),
        percent(Some(tried.interval.0)),
        percent(Some(tried.interval.1)),
        percent(tried.agreement),
        percent(tried.macro_f1),
        format!("{:.1}", tried.unreached),
        percent(graph.and_then(|graph| graph.purity)),
        tried.ms.map_or_else(|| "-".to_owned(), |ms| format!("{ms:.0}")),
    ]
}
