//! What is chosen among.

use std::sync::Arc;

use crate::classifiers::{CLASSIFIERS, Classifier};
use crate::error::{Error, Result};
use crate::features::{FeatureKind, KINDS, Vectors, kinds};
use crate::propagation::{METHODS, Method};

/// Features by which records are alike, or of which a classifier learns.
#[derive(Clone, Debug)]
pub enum Features {
    /// Made of the texts, with the kind's usual options.
    Kind(&'static FeatureKind),
    /// Given, a row a record.
    Given {
        /// What they are called.
        name: String,
        /// n × d numbers.
        vectors: Arc<Vectors>,
    },
}

impl Features {
    /// Short and unique.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Kind(kind) => kind.name,
            Self::Given { name, .. } => name,
        }
    }

    /// What they are called.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Kind(kind) => kind.title,
            Self::Given { name, .. } => name,
        }
    }
}

/// The features of a candidate; several are compared by the mean of their cosines.
type Several = Vec<usize>;

/// Features, and what is made of them.
#[derive(Clone, Debug)]
pub struct Candidates {
    pub(super) features: Vec<Features>,
    /// Each graph's features, by their places.
    pub(super) graphs: Vec<Several>,
    /// What classifiers learn from, by its place.
    pub(super) plain: Vec<usize>,
    pub(super) methods: Vec<&'static Method>,
    pub(super) classifiers: Vec<&'static Classifier>,
}

/// The usual graphs.
const GRAPHS: [&[&str]; 5] = [
    &["words"],
    &["characters-in-words"],
    &["lsa-50"],
    &["lsa-100"],
    &["words", "lsa-100"],
];

/// What classifiers learn from.
const PLAIN: &str = "words";

/// The usual graphs of images.
const IMAGE_GRAPHS: [&[&str]; 3] = [&["image"], &["image-edges"], &["image-edges", "image-colours"]];

/// What classifiers of images learn from.
const IMAGE_PLAIN: &str = "image";

impl Candidates {
    /// None yet, but all methods that take a graph of both ways, and all classifiers.
    #[must_use]
    pub fn none() -> Self {
        Self {
            features: Vec::new(),
            graphs: Vec::new(),
            plain: Vec::new(),
            methods: METHODS
                .iter()
                .copied()
                .filter(|method| !method.is_directed)
                .collect(),
            classifiers: CLASSIFIERS.to_vec(),
        }
    }

    /// The usual ones of texts: graphs by words, pieces of words, topics, and words and topics together; classifiers on
    /// words.
    #[must_use]
    pub fn of_texts() -> Self {
        Self::of(&GRAPHS, PLAIN)
    }

    /// The usual ones of images: graphs by edges and colours, by edges, and by both each for itself; classifiers on both.
    #[must_use]
    pub fn of_images() -> Self {
        Self::of(&IMAGE_GRAPHS, IMAGE_PLAIN)
    }

    fn of(graphs: &[&[&str]], plain: &str) -> Self {
        let mut candidates = Self::none();
        for names in graphs {
            let kinds = names.iter().filter_map(|name| kinds::find(name));
            candidates.put_graph(kinds.map(Features::Kind));
        }
        candidates.plain = candidates.places_of(&[plain]);
        candidates
    }

    /// One more graph, by these kinds of features together, unless it is there.
    ///
    /// # Errors
    /// A kind that isn't known; none at all.
    pub fn put_kinds<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let found: Result<Vec<Features>> = names.into_iter().map(kind).collect();
        let found = found?;
        if found.is_empty() {
            return Err(Error::new("No kind of features is chosen", "Choose one"));
        }
        self.put_graph(found);
        Ok(())
    }

    /// What the records' embeddings add: graphs by them, alone and beside what classifiers learn from, and classifiers on
    /// them.
    pub fn put_given(&mut self) {
        let usual = self.plain.first().map(|&place| self.features[place].clone());
        for kind in KINDS.iter().filter(|kind| kind.is_given) {
            self.put_graph([Features::Kind(kind)]);
            self.put_graph(usual.clone().into_iter().chain([Features::Kind(kind)]));
            self.put_plain(Features::Kind(kind));
        }
    }

    /// One more graph, by these features together, unless it is there.
    pub fn put_graph(&mut self, features: impl IntoIterator<Item = Features>) {
        let mut places: Several = Vec::new();
        for features in features {
            let place = self.put(features);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let same =
            |graph: &Several| graph.len() == places.len() && places.iter().all(|at| graph.contains(at));
        if !places.is_empty() && !self.graphs.iter().any(same) {
            self.graphs.push(places);
        }
    }

    /// Classifiers learn from these features too.
    pub fn put_plain(&mut self, features: Features) {
        let place = self.put(features);
        if !self.plain.contains(&place) {
            self.plain.push(place);
        }
    }

    /// All features that any candidate takes.
    #[must_use]
    pub fn features(&self) -> &[Features] {
        &self.features
    }

    fn put(&mut self, features: Features) -> usize {
        let found = self
            .features
            .iter()
            .position(|other| other.name() == features.name());
        found.unwrap_or_else(|| {
            self.features.push(features);
            self.features.len() - 1
        })
    }

    fn places_of(&self, names: &[&str]) -> Several {
        let is_named = |at: &usize| names.contains(&self.features[*at].name());
        (0..self.features.len()).filter(is_named).collect()
    }

    /// The names of some features.
    pub(super) fn names(&self, places: &[usize]) -> Vec<String> {
        places
            .iter()
            .map(|&at| self.features[at].name().to_owned())
            .collect()
    }

    /// What some features are called together: `Words and Topics, 100`.
    pub(super) fn title(&self, places: &[usize]) -> String {
        let titles: Vec<&str> = places.iter().map(|&at| self.features[at].title()).collect();
        titles.join(" + ")
    }

    /// Steps that each take features: those of classifiers first.
    pub(super) fn plans(&self) -> usize {
        self.plain.len() + self.graphs.len()
    }

    /// The features of a plan.
    pub(super) fn of_plan(&self, plan: usize) -> &[usize] {
        match plan.checked_sub(self.plain.len()) {
            None => &self.plain[plan..=plan],
            Some(graph) => &self.graphs[graph],
        }
    }

    /// That given features are of so many records.
    pub(super) fn check(&self, records: usize) -> Result<()> {
        for features in &self.features {
            if let Features::Given { name, vectors } = features
                && vectors.len() != records
            {
                let what = format!("“{name}” has {} rows for {records} records", vectors.len());
                return Err(Error::new(what, "Take a row for every record"));
            }
        }
        Ok(())
    }
}

fn kind(name: &str) -> Result<Features> {
    kinds::find(name).map(Features::Kind).ok_or_else(|| {
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        let what = format!("There is no kind of features called “{name}”");
        Error::new(what, format!("Take of {}", names.join(", ")))
    })
}
