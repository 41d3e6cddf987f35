//! Which part of the program a call needs. It is asked for before the call begins, so that a part that can't be had is
//! an ordinary failure: the call ends with words, and nothing has changed.

use crate::browser::parts::Part;
use crate::worker::protocol::Call;

/// The part that a call needs. What is asked while a person types, scrolls or filters needs none. A call that leads to a
/// part and isn't named here loads it where it stands; if that fails, the worker ends.
pub(super) fn part_of(call: &Call) -> Option<Part> {
    match call {
        Call::Open { .. }
        | Call::Delete { .. }
        | Call::Sample { .. }
        | Call::Preview { .. }
        | Call::Import { .. }
        | Call::OpenProjectFile => Some(Part::Projects),
        Call::Engine(request) => (!request.is_frequent()).then_some(Part::Projects),
        Call::Projects | Call::KeepDraft { .. } => None,
    }
}
