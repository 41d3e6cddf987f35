//! Records that disagree with their neighbours: likely errors of rules, and likely errors of gold.

use super::ask::GraphSide;
use super::build::Built;
use super::model::LabelsOf;
use super::view::{DisagreementView, DisagreementsView};
use crate::bits::BitSet;
use crate::error::Result;
use crate::ids::{LabelId, RuleId};
use crate::num::{count, index};
use crate::propagation::{Disagreement, disagreements};
use crate::session::project::Project;
use crate::session::records::first_chars;

/// Records in one answer.
const PAGE: usize = 200;

/// Characters of a text in lists of the graph.
pub(super) const TEXT_CHARS: usize = 300;

impl Project {
    /// A page of the records that disagree with their neighbours.
    pub(super) fn disagreements_view(&self, side: GraphSide, start: u32) -> Result<DisagreementsView> {
        let built = self.built_graph()?;
        let found = self.disagreements(&built, side);
        let page = found.iter().skip(index(start)).take(PAGE);
        Ok(DisagreementsView {
            total: count(found.len()),
            start,
            rows: page.filter_map(|one| self.disagreement_view(one)).collect(),
        })
    }

    /// The records that do.
    pub(super) fn disagreeing(&self, side: GraphSide) -> BitSet {
        let found = self.built().map(|built| self.disagreements(built, side));
        let records = found.unwrap_or_default().into_iter().map(|one| one.record);
        BitSet::from_indices(self.corpus.len(), records)
    }

    /// The most striking first.
    fn disagreements(&self, built: &Built, side: GraphSide) -> Vec<Disagreement> {
        let k = self.document.labels.len();
        let model = self.chosen().map(|fit| self.model_labels(fit));
        let model = model.unwrap_or_else(|| vec![None; self.corpus.len()]);
        match side {
            GraphSide::Model => disagreements(built.edges(), &model, k),
            GraphSide::Gold => {
                let gold = self.gold_labels();
                let known: LabelsOf = gold
                    .iter()
                    .zip(model)
                    .map(|(gold, model)| gold.or(model))
                    .collect();
                let mut found = disagreements(built.edges(), &known, k);
                found.retain(|one| gold[index(one.record)].is_some());
                found
            }
        }
    }

    fn disagreement_view(&self, of: &Disagreement) -> Option<DisagreementView> {
        Some(DisagreementView {
            index: of.record,
            text: self.graph_text(of.record),
            label: self.label_at(of.label)?,
            neighbors_label: self.label_at(of.neighbours_label)?,
            share: of.share,
            neighbors: of.neighbours,
            rules: self.rules_voting_on(of.record),
        })
    }

    /// The rules that vote on a record.
    fn rules_voting_on(&self, record: u32) -> Vec<RuleId> {
        let voting = self.saved.voting();
        let here = voting.filter(|(_, column)| column.vote(record).is_some());
        here.filter_map(|(rule, _)| rule.id).collect()
    }

    /// The label at an index of the document's.
    pub(super) fn label_at(&self, at: u32) -> Option<LabelId> {
        self.document.labels.at(index(at)).map(|label| label.id)
    }

    /// The beginning of a record's text, as lists of the graph show it.
    pub(super) fn graph_text(&self, record: u32) -> String {
        let text = self.corpus.text(record);
        let shown = first_chars(text, TEXT_CHARS);
        if shown.len() < text.len() {
            format!("{shown}…")
        } else {
            shown.to_owned()
        }
    }
}
