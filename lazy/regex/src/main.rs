//! The desk of regular expressions as a wasm of its own, with memory of its own. `src/worker/regex.rs` loads it and is
//! the only caller. Every export works on the desk's two buffers, so that nothing but numbers crosses the border.
#![allow(
    unsafe_code,
    reason = "an export needs its plain name, which Rust calls unsafe; there is nothing else"
)]

use std::cell::RefCell;

use labelloom_regex::Desk;

thread_local! {
    static DESK: RefCell<Desk> = const { RefCell::new(Desk::new()) };
}

/// Nothing to do before the first call.
const fn main() {}

/// The address of so many bytes to write into.
#[unsafe(no_mangle)]
extern "C" fn room(bytes: usize) -> *mut u8 {
    DESK.with_borrow_mut(|desk| desk.room(bytes).as_mut_ptr())
}

/// The address of what the last call left.
#[unsafe(no_mangle)]
extern "C" fn output() -> *const u8 {
    DESK.with_borrow(|desk| desk.output().as_ptr())
}

/// How many bytes the last call left.
#[unsafe(no_mangle)]
extern "C" fn output_length() -> usize {
    DESK.with_borrow(|desk| desk.output().len())
}

/// [`Desk::compile`].
#[unsafe(no_mangle)]
extern "C" fn compile(exact: u32) -> u32 {
    DESK.with_borrow_mut(|desk| desk.compile(exact != 0))
}

/// [`Desk::matches`].
#[unsafe(no_mangle)]
extern "C" fn matches(number: u32, texts: usize) {
    DESK.with_borrow_mut(|desk| desk.matches(number, texts));
}

/// [`Desk::spans`].
#[unsafe(no_mangle)]
extern "C" fn spans(number: u32) {
    DESK.with_borrow_mut(|desk| desk.spans(number));
}

/// [`Desk::portable`].
#[unsafe(no_mangle)]
extern "C" fn portable(number: u32, java: u32) {
    DESK.with_borrow_mut(|desk| desk.portable(number, java != 0));
}

/// [`Desk::release`].
#[unsafe(no_mangle)]
extern "C" fn release(number: u32) {
    DESK.with_borrow_mut(|desk| desk.release(number));
}
