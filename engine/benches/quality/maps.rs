//! How good maps are: neighbours of the graph that are near each other on the map, and how far what is near on it may be
//! trusted; the layout's own beside what others drew from the same rows (`xtask/peers/maps.py`).

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use labelloom_engine::features::Vectors;
use labelloom_engine::graph::Measure;
use labelloom_engine::graph::edges::Edges;
use labelloom_engine::layout::quality::{preservation, trustworthiness};
use labelloom_engine::layout::{LayoutRun, Options};
use serde::Deserialize;

use crate::Outcome;
use crate::seeded::graphs::edges;
use crate::seeded::sets::SeededSet;

/// Neighbours that are looked at.
const K: usize = 10;

/// What others drew of a set.
#[derive(Deserialize)]
struct Drawn {
    maps: Vec<Map>,
}

#[derive(Deserialize)]
struct Map {
    what: String,
    seconds: f64,
    /// n × 2.
    points: Vec<f32>,
}

/// A set as maps are measured by.
struct Ground {
    vectors: Vectors,
    measure: Measure,
    edges: Arc<Edges>,
}

/// One table of all sets.
pub(crate) fn report(found: Option<&Path>) -> Outcome<()> {
    println!("\n### Maps: ten neighbours of the graph and on the map\n");
    println!("| set | records | map | neighbours kept | trustworthiness | seconds |");
    println!("|---|---|---|---|---|---|");
    for set in SeededSet::all()? {
        let ground = Ground::of(&set)?;
        print(&set, &ground, &own(&ground.edges));
        let path = found.map(|folder| folder.join(format!("{}.maps.json", set.name)));
        let Some(path) = path.filter(|path| path.is_file()) else {
            continue;
        };
        let drawn: Drawn = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        drawn.maps.iter().for_each(|map| print(&set, &ground, map));
    }
    Ok(())
}

fn own(edges: &Arc<Edges>) -> Map {
    let begun = Instant::now();
    let mut run = LayoutRun::new(Arc::clone(edges), 1, Options::default());
    while run.step() {}
    Map {
        what: "Labelloom".to_owned(),
        seconds: begun.elapsed().as_secs_f64(),
        points: run.positions().to_vec(),
    }
}

fn print(set: &SeededSet, ground: &Ground, map: &Map) {
    let trusted = trustworthiness(&map.points, K, |one, other| ground.distance(one, other));
    println!(
        "| {} | {} | {} | {:.3} | {:.3} | {:.1} |",
        set.title,
        set.labels.len(),
        map.what,
        preservation(&ground.edges, &map.points, K),
        trusted.unwrap_or(f64::NAN),
        map.seconds
    );
}

impl Ground {
    /// Words by cosine, pixels by distance.
    fn of(set: &SeededSet) -> Outcome<Self> {
        let features = set.features()?.into_iter();
        let mut fit =
            features.filter(|(_, vectors, measure)| vectors.is_sparse() || *measure == Measure::Distance);
        let (_, vectors, measure) = fit.next().ok_or("words or pixels")?;
        let edges = Arc::new(edges(&[&vectors], measure)?);
        Ok(Self {
            vectors,
            measure,
            edges,
        })
    }

    /// How far two records are from each other, in any unit.
    fn distance(&self, one: u32, other: u32) -> f64 {
        let (one, other) = (self.vectors.row(one), self.vectors.row(other));
        if self.measure == Measure::Distance {
            let pairs = one.values().iter().zip(other.values());
            return pairs.map(|(a, b)| f64::from((a - b) * (a - b))).sum();
        }
        let (mut own, mut their) = (one.entries().peekable(), other.entries().peekable());
        let mut product = 0.0;
        while let (Some(&(a, one)), Some(&(b, other))) = (own.peek(), their.peek()) {
            if a == b {
                product += f64::from(one * other);
            }
            own.next_if(|_| a <= b);
            their.next_if(|_| b <= a);
        }
        -product
    }
}
