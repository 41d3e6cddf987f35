//! How the graph stands, in figures.

use std::collections::BTreeMap;

use super::build::Built;
use super::layout::Layout;
use super::spread::Pictured;
use super::view::{
    GraphFigures, GraphView, KindInfo, MethodInfo, PictureFigures, PurityView, SeedOrigin, SeedsView,
};
use crate::error::Result;
use crate::features::kinds;
use crate::num::{count, exact, grouped};
use crate::propagation::{METHODS, Note, NoteKind, Origin, purity, purity_by_chance};
use crate::session::labels::{LabelCounted, Measured};
use crate::session::project::Project;

impl Project {
    /// How the graph stands. Makes nothing.
    pub(super) fn graph_view(&mut self) -> Result<GraphView> {
        let need = self.graph_need()?;
        let kinds = kinds::of(self.modality()).map(|kind| KindInfo {
            name: kind.name.to_owned(),
            title: kind.title.to_owned(),
            sentence: kind.sentence.to_owned(),
            is_there: !kind.is_given || self.document.embeddings.is_some(),
        });
        let methods = METHODS.iter().map(|method| MethodInfo {
            name: method.name.to_owned(),
            title: method.title.to_owned(),
            sentence: method.sentence.to_owned(),
            uses_alpha: method.uses_alpha,
            uses_weights: method.uses_weights,
            is_directed: method.is_directed,
        });
        Ok(GraphView {
            revision: self.revision,
            choice: (*self.document.graph).clone(),
            features: kinds.collect(),
            methods: methods.collect(),
            embeddings: self.embeddings_view(),
            need,
            graph: self.graph.built.as_deref().map(|built| self.graph_figures(built)),
            picture: self
                .graph
                .pictured
                .as_deref()
                .map(|pictured| self.picture_figures(pictured)),
            layout: self.layout().map(Layout::head),
            picked: self.picked(),
        })
    }

    fn graph_figures(&self, built: &Built) -> GraphFigures {
        let edges = built.edges();
        let (n, ends) = (edges.records(), edges.ends.len());
        let (identical_groups, identical) = self.identical(built);
        #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
        let bytes = built.bytes() as f64;
        GraphFigures {
            stale: !built.is_of(&self.document),
            features: built.choice.features.clone(),
            records: count(n),
            edges: exact(ends) / 2.0,
            mean_degree: if n == 0 { 0.0 } else { exact(ends) / exact(n) },
            isolated: built.isolated.count(),
            parts: count(built.field.components()),
            identical,
            identical_groups,
            purity_gold: self.purity(built, &self.gold_labels()),
            purity_model: self
                .chosen()
                .and_then(|fit| self.purity(built, &self.model_labels(fit))),
            bytes,
            recall: built.found.recall.map(|recall| recall.share()),
        }
    }

    /// Groups of records that are the same, and the records in them: images go by their pixels, all else by its features.
    fn identical(&self, built: &Built) -> (u32, u32) {
        match self.corpus.images() {
            Some(images) => {
                let groups = images.same_pixels().groups();
                (count(groups.len()), count(groups.iter().map(Vec::len).sum()))
            }
            None => (built.found.identical.groups, built.found.identical.records),
        }
    }

    fn purity(&self, built: &Built, labels: &[Option<u32>]) -> Option<PurityView> {
        let purity = purity(built.edges(), labels);
        #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
        let edges = purity.edges as f64 / 2.0;
        Some(PurityView {
            edges,
            share: purity.share()?,
            chance: purity_by_chance(labels, self.document.labels.len())?,
        })
    }

    fn picture_figures(&self, pictured: &Pictured) -> PictureFigures {
        let reached = pictured.picture.reached().count();
        let labels = pictured.labels.iter().zip(&pictured.by_label);
        PictureFigures {
            revision: pictured.revision,
            stale: pictured.revision != self.revision,
            settled: pictured.settled,
            method: pictured.picture.method().name.to_owned(),
            rounds: pictured.picture.rounds(),
            seeds: self.seeds_views(pictured),
            seeded: pictured.seeded.count(),
            reached,
            unreached: self.records() - reached,
            labels: labels
                .map(|(&label, records)| LabelCounted {
                    label,
                    count: records.count(),
                })
                .collect(),
            dev: self.picture_on_gold(pictured),
            change: self.graph.changed.as_ref().map(|changed| changed.view.clone()),
            notes: self.picture_notes(pictured),
        }
    }

    /// The seeds by origin: gold, the model, then rules in the document's order.
    fn seeds_views(&self, pictured: &Pictured) -> Vec<SeedsView> {
        let mut by_origin: BTreeMap<Origin, (u32, Option<f64>)> = BTreeMap::new();
        for seed in pictured.picture.seeds().iter() {
            let (seeds, weight) = by_origin.entry(seed.origin).or_insert((0, Some(seed.weight)));
            *seeds += 1;
            *weight = weight.filter(|weight| weight.total_cmp(&seed.weight).is_eq());
        }
        let place = |origin: Origin| match origin {
            Origin::Gold | Origin::Model => 0,
            Origin::Rule(id) => {
                let at = self.document.rules.iter().position(|rule| rule.id.0 == id);
                at.map_or(usize::MAX, |at| at + 1)
            }
        };
        let mut all: Vec<_> = by_origin.into_iter().collect();
        all.sort_by_key(|(origin, _)| place(*origin));
        let view = |(origin, (seeds, weight))| SeedsView {
            origin: SeedOrigin::from(origin),
            name: self.origin_words(origin),
            seeds,
            weight,
        };
        all.into_iter().map(view).collect()
    }

    /// Labels beside dev gold, where that is no seed.
    fn picture_on_gold(&self, pictured: &Pictured) -> Option<Measured> {
        let (right, wrong) = self.picture_beside_gold(pictured);
        let unreached = self.gold_sets.dev_known.iter();
        let unreached = unreached.filter(|&record| {
            !pictured.seeded.contains(record) && !pictured.picture.reached().contains(record)
        });
        let right = right.count();
        Measured::of(right, right + wrong.count() + count(unreached.count()))
    }

    /// A picture's notes, with labels by their names.
    fn picture_notes(&self, pictured: &Pictured) -> Vec<String> {
        let notes = pictured.picture.notes().iter();
        notes.map(|note| self.note_words(pictured, note)).collect()
    }

    fn note_words(&self, pictured: &Pictured, note: &Note) -> String {
        if note.kind != NoteKind::UnseededLabels {
            return note.sentence.clone();
        }
        let name = |at: &u32| {
            let id = *pictured.labels.get(*at as usize)?;
            Some(format!("‘{}’", self.document.label(id).ok()?.name))
        };
        let names: Vec<String> = note.labels.iter().filter_map(name).collect();
        match &names[..] {
            [name] => format!("No seed has the label {name}, so no record can get it."),
            [first, .., last] if names.len() == 2 => {
                format!("No seed has the labels {first} and {last}, so no record can get them.")
            }
            _ => format!(
                "No seed has {} of the labels, so no record can get them: {}.",
                grouped(names.len() as u64),
                names.join(", ")
            ),
        }
    }
}
