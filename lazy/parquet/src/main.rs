//! The desk of Parquet files as a wasm of its own, with memory of its own, so that a file which its decoders do not bear ends
//! nothing but this. `src/worker/host/parquet.rs` loads it anew for each file and is the only caller. It reads the file by a
//! function that the caller lends; besides, nothing but numbers and the desk's buffers cross the border.
#![allow(
    unsafe_code,
    reason = "an export needs its plain name, which Rust calls unsafe, and the lent function fills memory by its address"
)]

use std::cell::RefCell;

use labelloom_parquet::desk::Desk;
use labelloom_parquet::{Refused, Source};

#[cfg(target_arch = "wasm32")]
#[link(wasm_import_module = "file")]
unsafe extern "C" {
    /// Writes that many bytes of the file from a place on to an address; whether it could.
    fn read_file(start: f64, length: usize, to: *mut u8) -> u32;
}

/// Nobody lends it where all packages are built natively, to be checked.
#[cfg(not(target_arch = "wasm32"))]
const unsafe fn read_file(_: f64, _: usize, _: *mut u8) -> u32 {
    0
}

thread_local! {
    static DESK: RefCell<Desk> = const { RefCell::new(Desk::new()) };
}

/// The caller's file.
struct Lent {
    size: u64,
}

impl Source for Lent {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&mut self, start: u64, into: &mut [u8]) -> Result<(), Refused> {
        // Places stay far below 2^53. The address is that of so many bytes of ours.
        let was_read = unsafe { read_file(start as f64, into.len(), into.as_mut_ptr()) };
        if was_read == 1 {
            Ok(())
        } else {
            Err(Refused::unread())
        }
    }
}

/// Nothing to do before the first call.
const fn main() {}

/// The address of so many bytes to write a column's name into.
#[unsafe(no_mangle)]
extern "C" fn room(bytes: usize) -> *mut u8 {
    DESK.with_borrow_mut(|desk| desk.room(bytes).as_mut_ptr())
}

/// The address of what the last call made.
#[unsafe(no_mangle)]
extern "C" fn output() -> *const u8 {
    DESK.with_borrow(|desk| desk.output().as_ptr())
}

/// How many bytes the last call made.
#[unsafe(no_mangle)]
extern "C" fn output_length() -> usize {
    DESK.with_borrow(|desk| desk.output().len())
}

/// [`Desk::open`], of a file of that size.
#[unsafe(no_mangle)]
extern "C" fn open(size: f64, wanted: u32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size is a whole number, exact in an f64 up to 2^53"
    )]
    let file = Lent { size: size as u64 };
    DESK.with_borrow_mut(|desk| desk.open(Box::new(file), wanted) as u32)
}

/// [`Desk::step`].
#[unsafe(no_mangle)]
extern "C" fn step() -> u32 {
    DESK.with_borrow_mut(|desk| desk.step() as u32)
}

/// Whether the fingerprint is being taken.
#[unsafe(no_mangle)]
extern "C" fn is_fingerprint() -> u32 {
    DESK.with_borrow(|desk| u32::from(desk.progress().is_some_and(|progress| progress.is_fingerprint)))
}

/// How many bytes or rows are done.
#[unsafe(no_mangle)]
extern "C" fn done() -> f64 {
    DESK.with_borrow(|desk| desk.progress().map_or(0.0, |progress| progress.done as f64))
}

/// How many bytes or rows there are.
#[unsafe(no_mangle)]
extern "C" fn total() -> f64 {
    DESK.with_borrow(|desk| desk.progress().map_or(0.0, |progress| progress.total as f64))
}
