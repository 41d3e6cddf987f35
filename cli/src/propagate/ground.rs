//! What labels are carried along and what they start from: given as files, or made of the data.

use std::path::PathBuf;

use clap::Args;
use labelloom_engine::features::Vectors;
use labelloom_engine::graph::edges::Edges;
use labelloom_engine::graph::{self, Graph, Joined, USUAL_K, Weights};
use labelloom_engine::graph_choice::SeedChoice;
use labelloom_engine::num::grouped;
use labelloom_engine::propagation::{Method, Origin, Seeds};
use labelloom_engine::session::Project;

use super::files;
use crate::data::{self, Columns};
use crate::failure::{Failure, Result, say};
use crate::graph::embeddings;
use crate::graph::features::{Chosen, Terms};
use crate::rules;

/// Where graph and seeds come from.
#[derive(Args)]
pub(super) struct Given {
    /// The data, or a saved project, of which the graph is made: in place of --graph.
    #[arg(required_unless_present = "graph", conflicts_with = "graph")]
    data: Option<PathBuf>,
    /// The graph: record,neighbor,similarity, records numbered from 0. Two records are joined if one has the other among
    /// its neighbours, with the larger similarity.
    #[arg(long, value_name = "NEIGHBORS.CSV", requires = "records")]
    graph: Option<PathBuf>,
    /// How many records there are, with --graph.
    #[arg(long, value_name = "N", requires = "graph")]
    records: Option<u32>,
    /// The labels that are known: record,label, both numbered from 0. Without it they are dev gold of the data, and the
    /// rules where some are given.
    #[arg(
        long,
        value_name = "SEEDS.CSV",
        requires = "labels",
        required_unless_present = "data"
    )]
    seeds: Option<PathBuf>,
    /// How many labels there are, with --seeds.
    #[arg(long, value_name = "K", requires = "seeds", value_parser = clap::value_parser!(u16).range(1..))]
    labels: Option<u16>,
    /// The rule file: its votes are seeds too, each rule with the weight that the label model gives it. Gold wins where
    /// there is some. A project has rules of its own, which are seeds with --rules-as-seeds.
    #[arg(long, value_name = "RULES", requires = "data", conflicts_with = "seeds")]
    rules: Option<PathBuf>,
    /// A project's own rules are seeds.
    #[arg(long, requires = "data", conflicts_with = "seeds")]
    rules_as_seeds: bool,
    /// What records are compared by, with data: texts by tfidf, lsa (or lsa-100, lsa-200), characters, characters-in-words;
    /// images by image, image-edges, image-colours; both by columns of numbers or of lists of numbers. Several count alike.
    /// [default: tfidf; of images image; embeddings with --embeddings]
    #[arg(long, value_name = "FEATURES", num_args = 1..)]
    features: Vec<String>,
    #[command(flatten)]
    embeddings: embeddings::EmbeddingsGiven,
    /// How many neighbours of a record, at most, with data.
    #[arg(short, long, value_name = "K", default_value_t = USUAL_K, value_parser = clap::value_parser!(u32).range(1..))]
    k: u32,
    #[command(flatten)]
    terms: Terms,
    #[command(flatten)]
    columns: Columns,
}

/// A graph, seeds, and what labels are called.
pub(super) struct Ground {
    pub(super) edges: Edges,
    pub(super) seeds: Seeds,
    pub(super) names: Vec<String>,
}

impl Given {
    pub(super) fn ground(&mut self, method: &Method) -> Result<Ground> {
        if let Some(graph) = &self.graph {
            let n = self.records.unwrap_or_default() as usize;
            let edges = files::read_graph(graph, n, method.is_directed)?;
            let (seeds, names) = self.seeds_of_file(n)?;
            return Ok(Ground { edges, seeds, names });
        }
        let data = self.data.take();
        let data = data.ok_or_else(|| Failure::usage("give DATA or --graph"))?;
        self.of_data(&data, method)
    }

    fn of_data(&mut self, data: &std::path::Path, method: &Method) -> Result<Ground> {
        let features = self.embeddings.features(&self.features);
        self.columns.kept.clone_from(&features);
        let file = self.rules.as_deref().map(rules::read).transpose()?;
        let mut project = data::open(data, &self.columns, self.rules.as_ref().zip(file.as_ref()))?;
        self.embeddings.add(&mut project)?;
        let (seeds, names) = if self.seeds.is_some() {
            self.seeds_of_file(project.corpus().len())?
        } else {
            self.seeds_of_project(&project)?
        };
        let made = Chosen::new(&features, &project)?.make(&project, &self.terms)?;
        let vectors: Vec<&Vectors> = made.iter().collect();
        let options = graph::Options {
            k: self.k,
            most_bytes: 4 << 30,
            ..graph::Options::default()
        };
        let found = graph::find(&vectors, &options)?;
        let edges = if method.is_directed {
            Edges::listed(&found.neighbors)
        } else {
            Edges::from(Graph::new(&found.neighbors, Joined::Union, Weights::Similarity))
        };
        Ok(Ground { edges, seeds, names })
    }

    fn seeds_of_file(&self, n: usize) -> Result<(Seeds, Vec<String>)> {
        let k = usize::from(self.labels.unwrap_or_default());
        let path = self.seeds.as_deref();
        let path = path.ok_or_else(|| Failure::usage("give --seeds SEEDS"))?;
        let names = (0..k).map(|label| label.to_string()).collect();
        Ok((files::read_seeds(path, n, k)?, names))
    }

    fn seeds_of_project(&self, project: &Project) -> Result<(Seeds, Vec<String>)> {
        let choice = SeedChoice {
            gold: true,
            posteriors: None,
            rules: self.rules.is_some() || self.rules_as_seeds,
        };
        let seeds = project.seeds(&choice)?;
        if seeds.is_empty() {
            return Err(Failure::usage(
                "nothing says a label: give --gold COL, --rules RULES or --seeds SEEDS",
            ));
        }
        tell(&seeds, project);
        let names = project.document().labels.iter().map(|label| label.name.clone());
        Ok((seeds, names.collect()))
    }
}

/// Says what labels start from.
fn tell(seeds: &Seeds, project: &Project) {
    let of_gold = seeds.iter().filter(|seed| seed.origin == Origin::Gold).count();
    say(&format!("{} hand labels are seeds", grouped(of_gold as u64)));
    for rule in project.document().rules.iter() {
        let own = seeds.iter().filter(|seed| seed.origin == Origin::Rule(rule.id.0));
        let weights: Vec<f64> = own.map(|seed| seed.weight).collect();
        if let Some(weight) = weights.first() {
            let number = grouped(weights.len() as u64);
            say(&format!(
                "rule {:?}: {number} seeds that weigh {weight:.2}",
                rule.name
            ));
        }
    }
}
