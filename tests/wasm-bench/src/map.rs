//! Whether a map has the bits here that it has natively.

use std::sync::Arc;

use labelloom_engine::layout::{LayoutRun, Options};

use crate::drawn;

/// 1 where it has, else 0.
#[unsafe(no_mangle)]
extern "C" fn map_is_as_native() -> u32 {
    let mut run = LayoutRun::new(Arc::new(drawn::graph(3_000, 200)), 1, Options { rounds: 40 });
    while run.step() {}
    u32::from(drawn::fingerprint(run.positions()) == drawn::MAP)
}
