//! One record in the graph: its label and where that comes from.

use std::sync::Arc;

use super::build::Built;
use super::spread::Pictured;
use super::view::{HopView, MeaningView, NearView, NodeView, OriginView, PartView, SeedOrigin, SeedPart};
use crate::error::{Error, Result};
use crate::num::{count, index};
use crate::propagation::{FromOrigin, FromSeed, Meaning, Receipt};
use crate::session::hand_gold::shown_number;
use crate::session::labels::LabelShare;
use crate::session::project::Project;

/// Seeds of a receipt that are named; the others are counted.
const MOST_SEEDS: usize = 12;

/// A receipt, and the picture that it is of.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) of: Arc<Pictured>,
    pub(super) receipt: Receipt,
}

impl Project {
    /// Refuses a record that is not there.
    pub(super) fn check_record(&self, record: u32) -> Result<()> {
        if record < self.records() {
            return Ok(());
        }
        let what = format!("There is no record #{}", shown_number(record));
        Err(Error::new(what, "Choose one from the list"))
    }

    /// The receipt of a record's label, where it was made.
    pub(super) fn graph_receipt(&self, pictured: &Pictured, record: u32) -> Option<&Receipt> {
        let received = self.graph.received.as_ref()?;
        let is_it = Arc::ptr_eq(&received.of.picture, &pictured.picture) && received.receipt.record == record;
        is_it.then_some(&received.receipt)
    }

    /// One record in the graph.
    ///
    /// # Errors
    /// A record that is not there.
    pub(super) fn node_view(&self, record: u32) -> Result<NodeView> {
        self.check_record(record)?;
        let (pictured, reach) = self.picture_and_reach()?;
        let built = &pictured.built;
        let mut row = vec![0.0; pictured.labels.len()];
        let is_reached = pictured.picture.read(record, &mut row);
        let shares = pictured.labels.iter().zip(&row).filter(|_| is_reached);
        let mut view = NodeView {
            index: record,
            id: self.corpus.id(record),
            text: self.graph_text(record),
            label: pictured.label(record),
            probabilities: shares
                .map(|(&label, &share)| LabelShare { label, share })
                .collect(),
            gold: self.dev_gold(record),
            is_seed: pictured.seeded.contains(record),
            reach: reach.share(record),
            reach_words: reach_words(is_reached, reach.share(record)).to_owned(),
            confidence: reach.confidence(&pictured.picture, record),
            meaning: None,
            seeds: Vec::new(),
            rest: PartView::default(),
            origins: Vec::new(),
            path: Vec::new(),
            neighbors: self.near_views(&pictured, record),
            sentence: String::new(),
        };
        match self.graph_receipt(&pictured, record) {
            Some(receipt) => self.put_receipt(&mut view, &pictured, receipt),
            None => view.sentence = without_receipt(built, record).to_owned(),
        }
        Ok(view)
    }

    fn put_receipt(&self, view: &mut NodeView, pictured: &Pictured, receipt: &Receipt) {
        let (named, rest) = receipt.seeds.split_at(receipt.seeds.len().min(MOST_SEEDS));
        view.meaning = Some(match receipt.meaning {
            Meaning::Share => MeaningView::Share,
            Meaning::Pull => MeaningView::Pull,
        });
        view.seeds = named
            .iter()
            .filter_map(|part| self.seed_part(pictured, part))
            .collect();
        view.rest = PartView {
            seeds: count(rest.len()),
            share: rest.iter().map(|part| part.share).sum(),
        };
        let origins = receipt.origins.iter();
        view.origins = origins.filter_map(|of| self.origin_view(pictured, of)).collect();
        view.path = self.hop_views(pictured, receipt);
        view.sentence = match receipt.meaning {
            Meaning::Share => {
                "Shares are parts of P(label): those of the seeds of one label add up to its probability."
            }
            Meaning::Pull if receipt.seeds.is_empty() => {
                "All seeds that it is connected with have this label, so that none pulls more than another."
            }
            Meaning::Pull => {
                "Each seed pulls towards its label: how much nearer it is than the mean seed, as a part of all pulls."
            }
        }
        .to_owned();
    }

    fn seed_part(&self, pictured: &Pictured, part: &FromSeed) -> Option<SeedPart> {
        Some(SeedPart {
            index: part.seed.record,
            text: self.graph_text(part.seed.record),
            label: *pictured.labels.get(index(part.seed.label))?,
            origin: SeedOrigin::from(part.seed.origin),
            name: self.origin_words(part.seed.origin),
            share: part.share,
        })
    }

    fn origin_view(&self, pictured: &Pictured, of: &FromOrigin) -> Option<OriginView> {
        Some(OriginView {
            origin: SeedOrigin::from(of.origin),
            name: self.origin_words(of.origin),
            label: *pictured.labels.get(index(of.label))?,
            part: PartView {
                seeds: of.seeds,
                share: of.share,
            },
        })
    }

    fn hop_views(&self, pictured: &Pictured, receipt: &Receipt) -> Vec<HopView> {
        let mut before: Option<u32> = None;
        let mut views = Vec::new();
        for hop in &receipt.path {
            views.push(HopView {
                index: hop.record,
                text: self.graph_text(hop.record),
                label: pictured.label(hop.record),
                similarity: before.map(|before| {
                    let weight = pictured.built.weight(hop.record, before);
                    weight.unwrap_or(hop.similarity)
                }),
                shared: before.map_or_else(Vec::new, |before| {
                    self.shared_terms(&pictured.built, before, hop.record)
                }),
            });
            before = Some(hop.record);
        }
        views
    }

    /// A record's neighbours, the strongest edge first.
    fn near_views(&self, pictured: &Pictured, record: u32) -> Vec<NearView> {
        let (ends, weights) = pictured.built.edges().row(index(record));
        let mut near: Vec<(u32, f64)> = ends.iter().copied().zip(weights.iter().copied()).collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let view = |(near, similarity)| NearView {
            index: near,
            text: self.graph_text(near),
            similarity,
            label: pictured.label(near),
            gold: self.dev_gold(near),
            shared: self.shared_terms(&pictured.built, record, near),
        };
        near.into_iter().map(view).collect()
    }
}

fn without_receipt(built: &Built, record: u32) -> &'static str {
    if built.isolated.contains(record) {
        "This record is like no other, so no seed reaches it: it stays without a label."
    } else {
        "No seed reaches this record: it stays without a label."
    }
}

/// A reach beside the median of all in words.
fn reach_words(is_reached: bool, share: f64) -> &'static str {
    match share {
        _ if !is_reached => "not reached",
        share if share < 0.05 => "barely reached",
        share if share < 0.5 => "weakly reached",
        share if share < 1.0 => "reached nearly as well as half of all",
        _ => "well reached",
    }
}
