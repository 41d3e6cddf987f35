//! What decoders do not bear of a broken file may be a panic. Natively it is caught and becomes an error; the wasm that reads
//! these files in a browser has memory of its own and is given up as a whole.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use crate::refused::{Refused, Result};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Does something with a file. A panic of it says nothing, and is an error; what it was at is not to be used again.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    keep_quiet();
    GUARDED.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    done.unwrap_or_else(|_| Err(Refused::damaged("its values are not as it says")))
}

/// Panics in here are no bugs that anyone needs to hear of.
fn keep_quiet() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = take_hook();
        set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                others(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let error = guarded::<()>(|| panic!("levels")).unwrap_err();
        assert!(error.what.contains("damaged"), "{error}");
        assert_eq!(guarded(|| Ok(1)), Ok(1));
    }
}
