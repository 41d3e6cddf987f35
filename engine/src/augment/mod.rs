//! Augmentation: variants of records, small alterations that keep the label.
//!
//! A *variant* is a copy of a record that went through one operation or several in a row. It knows its parent, which
//! operations with which parameters, the seed, which of the copies it is, the new text, and which bytes of it stand for
//! which bytes of the parent's ([`Edited`]); that makes it again, alone, anywhere ([`random`]). One that is equal to its
//! parent is *unchanged*, and is left out of exports unless it is asked for.
//!
//! The way of a record: a [`PolicyFile`] says which operations, how strong, how many copies; the [`Augmenter`] makes them
//! ready once ([`text::Operation`] with its [`Settings`] and [`Resources`]), draws the sequences of each record
//! ([`policies`]), cuts the text into [`words`], marks those that may be changed ([`Locks`]), and hands both to each
//! operation, which asks for [`edits`]. What locks keep is kept there, whatever an operation asks for. [`safety`] says what
//! became of the rules' votes.
//!
//! Images have operations, policies and variants of their own, with the same draws: [`image`].
//!
//! EDA's and UDA's own programs are in [`eda`] and [`uda`], by the letter, on words of their kind; the bench's operations
//! go by the same definitions and keep spacing, case and punctuation.
//!
//! ```
//! use labelloom_engine::augment::{Augmenter, Parent, PolicyFile, Resources};
//!
//! let policy = br#"{"version": 1, "policy": "apply-one", "operations": ["swap"], "copies": 3}"#;
//! let augmenter = Augmenter::new(PolicyFile::read(policy)?, &Resources::default(), 7)?;
//! let parent = Parent { id: "c1", text: "Check out my channel!", label: None, matched: &[] };
//! for variant in augmenter.variants(&parent) {
//!     assert_eq!(variant.edited.replayed(parent.text), variant.edited.text);
//!     assert!(variant.edited.text.ends_with('!'));
//! }
//! # Ok::<(), labelloom_engine::error::Error>(())
//! ```

mod augmenter;
mod casing;
pub mod eda;
pub mod edits;
pub mod image;
pub mod inflect;
mod locks;
pub mod negation;
mod polarity;
pub mod policies;
mod policy_file;
pub mod random;
mod resources;
pub mod safety;
mod settings;
mod stop_words;
mod synonyms;
pub mod text;
mod thesaurus;
pub mod uda;
mod variant;
pub mod words;
pub mod write;

pub use augmenter::{Augmenter, Parent, Variant, applied, locks};
pub use locks::Locks;
pub use polarity::Polarity;
pub use policy_file::{LockChoice, Matched, PolicyFile, Step};
pub use resources::{Counting, Resources};
pub use settings::{Parameter, ParameterKind, Setting, Settings};
pub use synonyms::{Candidate, OwnSynonyms, Synonyms};
pub use thesaurus::{Entry, Reading, Thesaurus};
pub use variant::{Change, Edited};

#[cfg(test)]
mod tests;
