//! The neighbour search beside sparse_dot_topn: the same drawn rows, one thread, the processor's time. A ratio only where
//! both had the same number of products to make.

use super::figures::{self, number, ratio};
use crate::failure::{Failure, Outcome};
use crate::program::Program;
use crate::{setup, table};

const RECORDS: [&str; 3] = ["10000", "50000", "100000"];
const ENGINE: &str = "bench --quiet --profile native -p labelloom-engine --bench graph -- --peer";

/// Prints a table.
pub(super) fn compare() -> Outcome {
    let python = setup::peers::ensure_graph()?;
    println!("\nthe 10 nearest of all rows, drawn by Zipf's law: one to two minutes");
    let heads = ["records", "sparse_dot_topn", "Labelloom", "ratio"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for records in RECORDS {
        let engine = Program::cargo(ENGINE).args([records]).output()?;
        let peer = Program::new(&python).args(["xtask/peers/graph_sparse_dot_topn.py", records]);
        let peer = peer.output()?;
        let figure = |printed: &str, key: &str| {
            figures::line(printed)
                .and_then(|json| number(json, key))
                .ok_or_else(|| missing(printed, key))
        };
        let products = [figure(&engine, "products")?, figure(&peer, "products")?];
        #[expect(clippy::float_cmp, reason = "whole numbers, counted by both")]
        if products[0] != products[1] {
            return Err(Failure::new(
                format!("the rows differ: {products:?} products"),
                "compare both generators before trusting any time",
            ));
        }
        let (own, peer) = (figure(&engine, "ms")?, figure(&peer, "ms")?);
        rows.push(vec![
            records.to_owned(),
            format!("{peer:.0} ms"),
            format!("{own:.1} ms"),
            ratio(peer / own),
        ]);
    }
    table::print(&rows);
    Ok(())
}

fn missing(printed: &str, key: &str) -> Failure {
    Failure::new(
        format!("`{key}` is not in what was printed:\n{printed}"),
        "both sides print one line of JSON",
    )
}
