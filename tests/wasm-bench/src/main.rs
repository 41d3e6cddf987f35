//! The engine at work on drawn votes and generated texts, as a wasm of its own that is compiled as the page's is.
//! `tests/browser/src/bin/bench/models.rs` loads it in a browser and times the calls. Work is begun by one export and
//! done by `step`, as the page does it, so that its longest step can be seen too.
#![allow(
    unsafe_code,
    reason = "an export needs its plain name, which Rust calls unsafe; there is nothing else"
)]

#[path = "../../../engine/benches/support/drawn.rs"]
mod drawn;
mod graph;
mod map;
#[path = "../../../engine/benches/support/pictures.rs"]
mod pictures;
#[path = "../../../engine/benches/support/samples.rs"]
mod samples;
#[path = "../../../engine/benches/support/mod.rs"]
mod support;
mod texts;
mod variants;
#[path = "../../../engine/benches/support/votes.rs"]
mod votes;
mod work;
#[path = "../../../engine/benches/support/zipf.rs"]
mod zipf;

use std::cell::RefCell;

use labelloom_engine::models::MODELS;

use self::work::Bench;

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::default();
}

/// Nothing to do before the first call.
const fn main() {}

/// Draws votes.
#[unsafe(no_mangle)]
extern "C" fn draw(records: usize, rules: usize, labels: usize) {
    BENCH.with_borrow_mut(|bench| bench.draw(records, rules, labels));
}

/// How many label models there are.
#[unsafe(no_mangle)]
extern "C" fn models() -> usize {
    MODELS.len()
}

/// The address of a model's name.
#[unsafe(no_mangle)]
extern "C" fn name(model: usize) -> *const u8 {
    MODELS[model].name.as_ptr()
}

/// The bytes of a model's name.
#[unsafe(no_mangle)]
extern "C" fn name_length(model: usize) -> usize {
    MODELS[model].name.len()
}

/// Makes a new table of the votes, of which nothing has been counted.
#[unsafe(no_mangle)]
extern "C" fn table() {
    BENCH.with_borrow_mut(Bench::table);
}

/// Finds the distinct patterns of the votes, and says how many there are.
#[unsafe(no_mangle)]
extern "C" fn patterns() -> usize {
    BENCH.with_borrow_mut(|bench| bench.patterns())
}

/// Begins a model's fit. Dawid and Skene's models take so many iterations at most.
#[unsafe(no_mangle)]
extern "C" fn fit(model: usize, iterations: u32) {
    BENCH.with_borrow_mut(|bench| bench.fit(model, iterations));
}

/// Begins to label all records with what was fitted.
#[unsafe(no_mangle)]
extern "C" fn label() {
    BENCH.with_borrow_mut(|bench| bench.label());
}

/// Iterations of the last fit.
#[unsafe(no_mangle)]
extern "C" fn iterations() -> u32 {
    BENCH.with_borrow(|bench| bench.iterations)
}

/// Generates texts.
#[unsafe(no_mangle)]
extern "C" fn texts(records: usize) {
    BENCH.with_borrow_mut(|bench| bench.texts(records));
}

/// Begins to make features of the texts.
#[unsafe(no_mangle)]
extern "C" fn features() {
    BENCH.with_borrow_mut(|bench| bench.features());
}

/// Begins to train the end model.
#[unsafe(no_mangle)]
extern "C" fn end_model() {
    BENCH.with_borrow_mut(|bench| bench.end_model());
}

/// Begins to label all texts by the end model.
#[unsafe(no_mangle)]
extern "C" fn predict() {
    BENCH.with_borrow_mut(|bench| bench.predict());
}

/// Does a step of what was begun. 1 while more is to be done, then 0.
#[unsafe(no_mangle)]
extern "C" fn step() -> u32 {
    BENCH.with_borrow_mut(|bench| u32::from(bench.step()))
}
