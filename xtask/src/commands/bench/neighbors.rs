//! The neighbour search beside sparse_dot_topn: the same drawn rows, one thread, the processor's time, in turn. A ratio only
//! where both had the same number of products to make.

use super::figures::{self, number, ratio};
use crate::failure::{Failure, Outcome};
use crate::program::Program;
use crate::{setup, table};

const RECORDS: [&str; 3] = ["10000", "50000", "100000"];
/// Both run so often, one after the other; the best of each counts.
const ROUNDS: usize = 3;
const ENGINE: &str = "bench --quiet --profile native -p labelloom-engine --bench graph -- --peer";

/// Prints a table.
pub(super) fn compare() -> Outcome {
    let python = setup::peers::ensure_graph()?;
    println!(
        "\nthe 10 nearest of all rows, drawn by Zipf's law, {ROUNDS} times in turn: three to five minutes"
    );
    let heads = ["records", "products", "sparse_dot_topn", "Labelloom", "ratio"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for records in RECORDS {
        let [mut peer, mut own] = [f64::INFINITY; 2];
        let mut products = 0.0;
        for _ in 0..ROUNDS {
            let theirs = Program::new(&python).args(["xtask/peers/graph_sparse_dot_topn.py", records]);
            let theirs = Search::of(theirs)?;
            let ours = Search::of(Program::cargo(ENGINE).args([records]))?;
            check(&theirs, &ours)?;
            products = ours.products;
            (peer, own) = (peer.min(theirs.ms), own.min(ours.ms));
        }
        rows.push(vec![
            records.to_owned(),
            format!("{products:.2e}"),
            format!("{peer:.0} ms"),
            format!("{own:.1} ms"),
            ratio(peer / own),
        ]);
    }
    table::print(&rows);
    Ok(())
}

/// What one program says of one search.
#[derive(Debug)]
struct Search {
    products: f64,
    ms: f64,
}

impl Search {
    fn of(program: Program) -> Outcome<Self> {
        let printed = program.output()?;
        let figure = |key: &str| {
            let figure = figures::line(&printed).and_then(|json| number(json, key));
            figure.ok_or_else(|| missing(&printed, key))
        };
        Ok(Self {
            products: figure("products")?,
            ms: figure("ms")?,
        })
    }
}

#[expect(clippy::float_cmp, reason = "whole numbers, counted by both")]
fn check(theirs: &Search, ours: &Search) -> Outcome {
    if theirs.products == ours.products {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "the rows differ: {} and {} products",
            theirs.products, ours.products
        ),
        "compare both generators before trusting any time",
    ))
}

fn missing(printed: &str, key: &str) -> Failure {
    Failure::new(
        format!("`{key}` is not in what was printed:\n{printed}"),
        "both sides print one line of JSON",
    )
}
