//! A map has the same bits wherever it is made: here, and in a browser (`cargo xtask bench --browser`).

#[path = "../benches/support/drawn.rs"]
#[expect(dead_code, reason = "benchmarks draw seeds too")]
mod drawn;

use std::sync::Arc;

use labelloom_engine::layout::{LayoutRun, Options};

#[test]
fn a_drawn_map_has_the_bits_that_browsers_are_compared_with() {
    let edges = Arc::new(drawn::graph(3_000, 200));
    let mut run = LayoutRun::new(edges, 1, Options { rounds: 40 });
    while run.step() {}
    assert_eq!(drawn::fingerprint(run.positions()), drawn::MAP);
}
