//! The layout of a map: a drawn graph's.

use std::cell::RefCell;
use std::sync::Arc;

use labelloom_engine::layout::{LayoutRun, Options};

use crate::drawn;

thread_local! {
    static RUN: RefCell<Option<LayoutRun>> = const { RefCell::new(None) };
}

/// Draws a graph and begins its layout.
#[unsafe(no_mangle)]
extern "C" fn map_begin(records: usize, around: usize, rounds: u32) {
    let run = LayoutRun::new(Arc::new(drawn::graph(records, around)), 1, Options { rounds });
    RUN.set(Some(run));
}

/// Does a step. 1 while more is to be done, then 0.
#[unsafe(no_mangle)]
extern "C" fn map_step() -> u32 {
    RUN.with_borrow_mut(|run| run.as_mut().map_or(0, |run| u32::from(run.step())))
}

/// Whether a map has the bits that it has natively: 1, else 0.
#[unsafe(no_mangle)]
extern "C" fn map_is_as_native() -> u32 {
    map_begin(3_000, 200, 40);
    while map_step() == 1 {}
    let fingerprint = RUN.with_borrow(|run| run.as_ref().map(|run| drawn::fingerprint(run.positions())));
    u32::from(fingerprint == Some(drawn::MAP))
}
