//! Which parts of the program a call needs. They are asked for before the call begins, so that a part that can't be had is
//! an ordinary failure: the call ends with words, and nothing has changed.

use crate::browser::parts::Part;
use crate::worker::protocol::Call;

/// The parts that a call needs, in the order to load them. What is asked while a person types, scrolls or filters needs
/// none. A call that leads to a part and isn't named here loads it where it stands; if that fails, the worker ends.
pub(super) fn parts_of(call: &Call) -> &[Part] {
    match call {
        Call::Open { .. }
        | Call::Delete { .. }
        | Call::Sample { .. }
        | Call::Preview { .. }
        | Call::Import { .. }
        | Call::OpenProjectFile
        | Call::AddEmbeddings { .. } => &[Part::Projects],
        Call::Engine(asked) => &asked.parts,
        Call::Projects | Call::KeepDraft { .. } => &[],
    }
}
