//! `labelloom graph`: the nearest neighbours of every record.

mod choose;
pub(crate) mod embeddings;
pub(crate) mod features;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use labelloom_engine::choosing;
use labelloom_engine::features::Vectors;
use labelloom_engine::graph::{self, Measure, Neighbors, Options, Search, USUAL_K};
use labelloom_engine::num::grouped;

use self::features::{Chosen, Terms};
use crate::data::{self, Columns};
use crate::failure::{Result, say};
use crate::output::Output;

/// The nearest neighbours of every record, as neighbors.csv: record, neighbor, similarity; records are numbered from 0.
///
/// Most similar first, of equal ones the lower number first; only similarities above 0.
#[derive(Args)]
pub(crate) struct Graph {
    /// The data, or a saved project.
    data: PathBuf,
    /// What records are compared by: texts by tfidf, lsa (or lsa-100, lsa-200), characters, characters-in-words; images by
    /// image, image-edges, image-colours; both by columns of numbers or of lists of numbers. Several count alike: the mean of
    /// their cosines. Columns of numbers count as one. [default: tfidf; of images image; embeddings with --embeddings]
    #[arg(long, value_name = "FEATURES", num_args = 1..)]
    features: Vec<String>,
    #[command(flatten)]
    given: embeddings::EmbeddingsGiven,
    /// How many neighbours of a record, at most.
    #[arg(short, long, value_name = "K", default_value_t = USUAL_K, value_parser = clap::value_parser!(u32).range(1..))]
    k: u32,
    /// Cosine, or for lsa and columns 1 / (1 + Euclidean distance).
    #[arg(long, value_enum, default_value_t = MeasureWord::Cosine)]
    measure: MeasureWord,
    /// Compare neighbours of neighbours rather than all pairs: quicker for very many records by lsa or columns. How many
    /// of the true neighbours it finds is measured and said.
    #[arg(long)]
    approximate: bool,
    /// The seed of --approximate, and of the parts that --choose holds out.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Megabytes of memory that the search may take.
    #[arg(long, value_name = "MB", default_value_t = 4096, value_parser = clap::value_parser!(u32).range(1..))]
    memory: u32,
    /// Compare graphs, and classifiers without one, by the hand labels instead, and say which to take: five parts of them
    /// are held out in turn. --features adds a graph to the usual five.
    #[arg(long, conflicts_with_all = ["approximate", "measure", "min_df", "max_df", "longest"])]
    choose: bool,
    /// What --choose found, as one JSON object.
    #[arg(long, requires = "choose")]
    json: bool,
    #[command(flatten)]
    terms: Terms,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    output: Output,
}

/// How alike two records are.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MeasureWord {
    /// The cosine.
    Cosine,
    /// 1 / (1 + distance).
    Distance,
}

impl Graph {
    pub(crate) fn run(mut self) -> Result<()> {
        let features = self.given.features(&self.features);
        self.columns.kept.clone_from(&features);
        let mut project = data::open(&self.data, &self.columns, None)?;
        self.given.add(&mut project)?;
        let chosen = Chosen::new(&features, &project)?;
        if self.choose {
            let outcome = choose::outcome(&project, &chosen, &self.choosing())?;
            return self.output.write(choose::written(&outcome, self.json).as_bytes());
        }
        let made = chosen.make(&project, &self.terms)?;
        let vectors: Vec<&Vectors> = made.iter().collect();
        let found = graph::find(&vectors, &self.options(&vectors))?;
        if let Some(recall) = found.recall {
            say(&format!(
                "found {:.1} % of the true neighbours of {} records that were compared with all",
                recall.share() * 100.0,
                grouped(recall.rows.into())
            ));
        }
        say_alone(&found.neighbors);
        self.output.write(&to_csv(&found.neighbors))
    }

    fn choosing(&self) -> choosing::Options {
        choosing::Options {
            k: self.k,
            seed: self.seed,
            most_bytes: u64::from(self.memory) << 20,
            ..choosing::Options::default()
        }
    }

    fn options(&self, vectors: &[&Vectors]) -> Options {
        let is_sparse = vectors.iter().any(|part| part.is_sparse());
        if self.approximate && is_sparse {
            say("--approximate changes nothing: comparing all pairs is quicker for weights of words");
        }
        Options {
            k: self.k,
            measure: match self.measure {
                MeasureWord::Cosine => Measure::Cosine,
                MeasureWord::Distance => Measure::Distance,
            },
            search: if self.approximate && !is_sparse {
                Search::Approximate { seed: self.seed }
            } else {
                Search::Exact
            },
            most_bytes: u64::from(self.memory) << 20,
            ..Options::default()
        }
    }
}

fn say_alone(neighbors: &Neighbors) {
    let alone = neighbors.lists().filter(|list| list.is_empty()).count() as u64;
    match alone {
        0 => {}
        1 => say("1 record is like no other: it is in no line"),
        _ => say(&format!(
            "{} records are like no other: they are in no line",
            grouped(alone)
        )),
    }
}

/// A line a neighbour; similarities are the shortest numbers that read back to the same bits of single precision.
fn to_csv(neighbors: &Neighbors) -> Vec<u8> {
    let mut csv = b"record,neighbor,similarity\r\n".to_vec();
    for (record, list) in neighbors.lists().enumerate() {
        for near in list {
            let line = format!("{record},{},{}\r\n", near.record, near.similarity);
            csv.extend_from_slice(line.as_bytes());
        }
    }
    csv
}
