//! Variants of records as the bench makes, shows and keeps them: which operations, how strong, how many
//! ([`AugmentChoice`]); what every judge there is says of each variant before it is trusted ([`judges`]); and those that a
//! person accepted, which are part of the document ([`Accepted`]).
//!
//! Questions that take long are jobs ([`AugmentJob`]). Nothing is fitted or built for a verdict: the label model, the graph
//! and the end model are asked where they are there. Accepted variants are records of their own in exports and nowhere
//! else: no figure of rules or labels counts them.

mod accepted;
mod answer;
mod ask;
mod choice;
mod coverage;
mod describe;
mod exported;
mod flags;
mod generate;
mod ground;
mod helps;
mod job;
mod judges;
mod looks;
mod made;
mod mend;
mod pictures;
mod picturing;
mod places;
mod policy;
mod preview;
mod rates;
mod robust;
mod sample;
mod search;
mod state;
mod told;
mod view;
mod words;

pub use self::accepted::{Accepted, AcceptedVariant, MadeShare, MadeVariant, VariantRef};
pub(in crate::session) use self::accepted::{accepted_words, removed_words};
pub use self::ask::{AugmentAsk, MadePicture, VariantScope};
pub use self::choice::{AugmentChoice, LocksChoice, MatchedChoice, OperationChoice};
pub(in crate::session) use self::describe::is_open;
pub(in crate::session) use self::exported::ExportVariants;
pub use self::job::AugmentJob;
pub use self::view::*;
#[cfg(target_arch = "wasm32")]
pub use self::words::provide;

use std::sync::{Arc, OnceLock};

use self::describe::Columns;
use self::looks::Looks;
use self::words::Words;
use crate::augment::safety::Judge;
use crate::features::Vectors;

/// What is kept of variants between requests.
#[derive(Debug, Default)]
pub(super) struct Kept {
    words: Words,
    /// The rules as judges, of a revision.
    judge: Option<(u32, Arc<Judge>)>,
    /// The columns of features, by the features they are of.
    columns: Vec<(Arc<Vectors>, Columns)>,
    /// The records in the order of their ids.
    by_id: OnceLock<Arc<Vec<u32>>>,
    looks: Looks,
}

#[cfg(test)]
mod tests;
