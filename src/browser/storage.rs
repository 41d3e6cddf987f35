//! Asks the browser to keep what is saved.

/// Asks that saved projects are not evicted when disk space runs short. Not awaited: Firefox asks the person, and the
/// promise hangs until they answer.
pub(crate) fn ask_to_persist() {
    if let Some(window) = web_sys::window() {
        // A browser without it keeps what it can; there is nothing to tell.
        let _ = window.navigator().storage().persist();
    }
}
