//! One record as writers get it: everything known of it, ready to write.

use crate::corpus::Value;
use crate::images::ImageStore;
use crate::votes::Vote;

/// A record with its votes and what the model makes of them.
#[derive(Clone, Copy, Debug)]
pub struct ExportRecord<'a> {
    /// Its id, unique in the project.
    pub id: &'a str,
    /// Whether its id stood in the source before.
    pub repeated: bool,
    /// Its text, to the byte.
    pub text: &'a str,
    /// Its plain fields, in the order of [`super::Header::fields`].
    pub fields: &'a [Value<'a>],
    /// Its gold.
    pub gold: Option<ExportGold<'a>>,
    /// Whether it is held out, by the split column or the seed.
    pub held_out: bool,
    /// Rule index and vote of every rule that votes, by rule.
    pub votes: &'a [(usize, Vote)],
    /// k probabilities; none without a model, and none where no vote reached the record.
    pub posterior: Option<&'a [f64]>,
    /// The labels that share the largest probability: one, or several where they tie.
    pub winners: &'a [usize],
    /// Whose the probabilities are.
    pub by: LabeledBy,
    /// What it was made from; none of a record of the source.
    pub variant: Option<ExportVariant<'a>>,
    /// The images of all records, and its place among them; none where records are texts, nor of a variant.
    pub image: Option<(&'a ImageStore, u32)>,
}

/// What a variant was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportVariant<'a> {
    /// The record's id.
    pub parent: &'a str,
    /// The names of the operations, in a row: `synonym+swap`.
    pub operation: &'a str,
    /// The operations with all their parameters, as a JSON list.
    pub parameters: &'a str,
    /// The seed of its draws.
    pub seed: u32,
}

/// What gives a record its probabilities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabeledBy {
    /// The rules' votes, by the label model.
    #[default]
    Rules,
    /// The end model, since no rule votes.
    EndModel,
    /// The graph, since no rule votes.
    Graph,
}

impl ExportRecord<'_> {
    /// The model's label: the only winner.
    #[must_use]
    pub fn label(&self) -> Option<usize> {
        match self.winners {
            &[label] => Some(label),
            _ => None,
        }
    }

    /// Where the label comes from: `rules`, `end model`, `graph`; none without a label.
    #[must_use]
    pub fn label_source(&self) -> Option<&'static str> {
        self.label()?;
        Some(match self.by {
            LabeledBy::Rules => "rules",
            LabeledBy::EndModel => "end model",
            LabeledBy::Graph => "graph",
        })
    }

    /// The labels that tie; none where one wins.
    #[must_use]
    pub fn tied(&self) -> &[usize] {
        if self.winners.len() > 1 { self.winners } else { &[] }
    }
}

/// Gold of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportGold<'a> {
    /// The value as it stands in the gold column, or the name of the label that was set by hand.
    pub value: &'a str,
    /// The label index it means; none where it is no label.
    pub label: Option<usize>,
    /// Whether a person set it here, over the column.
    pub by_hand: bool,
}
