//! The fits: a label model on a set's votes, and the end model on what the default label model says.

use std::sync::Arc;

use labelloom_engine::bits::BitSet;
use labelloom_engine::end_model::{self, EndOptions, GoldRecord};
use labelloom_engine::features::{KINDS, Plan, Vectors};
use labelloom_engine::job;
use labelloom_engine::models::{Balance, Duplicates, FitInput, Fitted, LabelModel, Options, VoteTable};
use labelloom_engine::posteriors::Posteriors;

use crate::Outcome;
use crate::set::Set;

/// Hand labels as k sets of records.
pub(crate) type Gold = Arc<Vec<BitSet>>;

/// How copies are counted where the page has it so: clusters once, but for the majority vote, which counts every rule.
pub(crate) fn as_on_the_page(model: &LabelModel) -> Duplicates {
    if model.name == "majority" {
        Duplicates::Keep
    } else {
        Duplicates::Clusters
    }
}

/// What a model says of all records.
pub(crate) fn label(
    model: &'static LabelModel,
    table: &Arc<VoteTable>,
    gold: &Gold,
    balance: Balance,
    duplicates: Duplicates,
) -> Outcome<Posteriors> {
    let input = FitInput {
        table: Arc::clone(table),
        gold: Arc::clone(gold),
        balance,
        options: Options {
            duplicates,
            ..Options::default()
        },
    };
    let said = |error: labelloom_engine::error::Error| format!("{}: {error}", model.name);
    let mut run = model.fit(input).map_err(said)?;
    let fitted: Arc<Fitted> = Arc::new(job::run(&mut run).map_err(said)?);
    Ok(job::run(&mut fitted.label_all()).map_err(said)?)
}

/// TF-IDF of words, as the page makes it.
pub(crate) fn features(set: &Set) -> Outcome<Vectors> {
    let plan = Plan::of(KINDS[0]);
    Ok(plan.make(&set.corpus).map_err(|error| error.to_string())?)
}

/// What the end model says of all records, trained on a label model's posteriors and on hand labels.
pub(crate) fn end_model(vectors: &Vectors, posteriors: &Posteriors, gold: &Gold) -> Outcome<Posteriors> {
    let known = |(label, set): (usize, &BitSet)| -> Vec<GoldRecord> {
        set.iter().map(|record| GoldRecord { record, label }).collect()
    };
    let gold: Vec<GoldRecord> = gold.iter().enumerate().flat_map(known).collect();
    let model = end_model::fit(vectors, posteriors, &gold, &EndOptions::default());
    let model = model.map_err(|error| error.to_string())?;
    Ok(end_model::predict(&model, vectors).map_err(|error| error.to_string())?)
}

/// What the rules say, and where none votes what the end model says.
pub(crate) fn filled(rules: &Posteriors, end: &Posteriors) -> Posteriors {
    let mut filled = rules.clone();
    for record in end.reached().iter().filter(|&record| rules.get(record).is_none()) {
        if let Some(row) = end.get(record) {
            filled.set(record, row);
        }
    }
    filled
}
