//! What labels records in an export: the model that was asked for and, where the document says so, the end model or the
//! graph where no rule votes. All are as they were when the export began.

use std::sync::Arc;

use crate::bits::BitSet;
use crate::error::Result;
use crate::formats::write::{EndModelNote, GraphNote, Holds, LabeledBy, ModelNote, WriterKind};
use crate::model_choice::{BalanceChoice, MAJORITY};
use crate::models::{Fitted, SnorkelOptions};
use crate::session::Project;
use crate::session::augment::ExportVariants;
use crate::session::graph::GraphLabels;
use crate::session::labels::{Labeled, Trained};
use crate::session::request::{Augmented, ExportOptions};
use serde_json::{Map, Value, json};

/// The labels of an export; none of a file of votes alone.
#[derive(Clone, Debug, Default)]
pub(super) struct ExportLabels {
    labeled: Option<Arc<Labeled>>,
    end: Option<Arc<Trained>>,
    graph: Option<Arc<GraphLabels>>,
    /// Accepted variants, where they are asked for.
    pub(super) variants: Option<Arc<ExportVariants>>,
}

impl ExportLabels {
    /// Those that are asked for, fitted now where they are not yet.
    ///
    /// # Errors
    /// A model that can't be fitted to the votes.
    pub(super) fn new(project: &Project, kind: &dyn WriterKind, options: &ExportOptions) -> Result<Self> {
        let can_label = kind.holds() == Holds::Chosen && !project.document().labels.is_empty();
        let model = options.model.as_deref().filter(|_| can_label);
        let labeled = model.map(|model| project.labels_by(model)).transpose()?;
        let end = match &labeled {
            Some(labeled) => project.end_model_for(labeled)?,
            None => None,
        };
        let graph = match &labeled {
            Some(_) if project.document().graph.labels_records => Some(graph_labels(project)?),
            _ => None,
        };
        let asks_variants = kind.holds() == Holds::Chosen && options.augmented != Augmented::Without;
        let variants = asks_variants.then(|| ExportVariants::new(project, options.augmented));
        Ok(Self {
            labeled,
            end,
            graph,
            variants: variants.transpose()?.map(Arc::new),
        })
    }

    /// Whether the file holds labels.
    pub(super) const fn are_there(&self) -> bool {
        self.labeled.is_some()
    }

    /// A record's k probabilities, and whose they are.
    pub(super) fn row(&self, record: u32) -> Option<(&[f64], LabeledBy)> {
        let by_rules = self.labeled.as_ref()?.posteriors.get(record);
        let by_end_model = || Some((self.end.as_ref()?.row(record)?, LabeledBy::EndModel));
        let by_graph = || Some((self.graph.as_ref()?.row(record)?, LabeledBy::Graph));
        by_rules
            .map(|row| (row, LabeledBy::Rules))
            .or_else(by_end_model)
            .or_else(by_graph)
    }

    /// The label model as it was fitted.
    pub(super) fn fitted(&self) -> Option<&Fitted> {
        self.labeled.as_ref().map(|labeled| &*labeled.fitted)
    }

    /// The records with one label.
    pub(super) fn any(&self, n: usize) -> BitSet {
        let by_rules = self.labeled.as_ref().map(|labeled| labeled.sets.any());
        let mut any = by_rules.unwrap_or_else(|| BitSet::empty(n));
        any.or(&self.by_end_model(n));
        any.or(&self.by_graph(n));
        any
    }

    /// The records that the graph gives a label.
    pub(super) fn by_graph(&self, n: usize) -> BitSet {
        self.graph
            .as_ref()
            .map_or_else(|| BitSet::empty(n), |graph| graph.reaches().clone())
    }

    /// The records that the end model gives a label.
    pub(super) fn by_end_model(&self, n: usize) -> BitSet {
        self.end
            .as_ref()
            .map_or_else(|| BitSet::empty(n), |end| end.reaches())
    }

    /// The records on whose votes the model's labels tie.
    pub(super) fn tied(&self, n: usize) -> BitSet {
        let tied = self
            .labeled
            .as_ref()
            .map(|labeled| labeled.sets.decided.tied.clone());
        tied.unwrap_or_else(|| BitSet::empty(n))
    }

    /// The model with its parameters.
    pub(super) fn model_note(&self, project: &Project) -> Option<ModelNote> {
        let labeled = self.labeled.as_ref()?;
        Some(ModelNote {
            name: labeled.asked.clone(),
            parameters: parameters(project, labeled),
        })
    }

    /// The end model and what it was made of.
    pub(super) fn end_note(&self) -> Option<EndModelNote> {
        let end = self.end.as_ref()?;
        Some(EndModelNote {
            features: end.features().into_iter().map(str::to_owned).collect(),
            c: end.c(),
            trained_on: end.trained_on(),
        })
    }

    /// The graph and what it was made of.
    pub(super) fn graph_note(&self) -> Option<GraphNote> {
        self.graph.as_ref().map(|graph| graph.note())
    }
}

/// The graph's labels. What they start from may hang on the chosen model.
fn graph_labels(project: &Project) -> Result<Arc<GraphLabels>> {
    let chosen = &project.document().model.model;
    let fit = project.graph_lacks_fit().then(|| project.labels_by(chosen));
    project.graph_labels(fit.transpose()?).map(Arc::new)
}

/// What was told to a model and what it took: enough to fit it again. The majority vote is told nothing.
fn parameters(project: &Project, labeled: &Labeled) -> Map<String, Value> {
    let mut parameters = Map::new();
    let model = labeled.fitted.model;
    if model.name == MAJORITY {
        return parameters;
    }
    let choice = &project.document().model;
    let mut put = |key: &str, value: Value| drop(parameters.insert(key.to_owned(), value));
    put("copies", json!(if choice.copies { "each" } else { "once" }));
    if model.uses_balance {
        let how = match choice.balance {
            BalanceChoice::Uniform => "uniform",
            BalanceChoice::Gold => "gold",
            BalanceChoice::Estimated => "estimated",
            BalanceChoice::Given(_) => "given",
        };
        put("balance", json!(how));
        let names = project.document().labels.iter().map(|label| label.name.clone());
        let shares = names.zip(labeled.fitted.balance.iter().map(|&share| json!(share)));
        put("class_balance", Value::Object(shares.collect()));
    }
    if model.uses_gold {
        put("hand_labels", json!(project.gold().dev_known.count()));
        let priors: Map<String, Value> = choice
            .priors
            .iter()
            .filter_map(|prior| {
                let name = project.document().rule(prior.rule).ok()?.name.clone();
                Some((
                    name,
                    json!({"accuracy": prior.accuracy, "strength": prior.strength}),
                ))
            })
            .collect();
        if !priors.is_empty() {
            put("priors", Value::Object(priors));
        }
    }
    if model.name == "snorkel" {
        let of = SnorkelOptions::default();
        put("epochs", json!(of.epochs));
        put("rate", json!(of.rate));
        put("l2", json!(of.l2));
        put("precision", json!(of.precision));
        put("scale", json!(of.scale));
    } else if labeled.fitted.iterations > 0 {
        put("iterations", json!(labeled.fitted.iterations));
    }
    parameters
}
