//! Records as rows of numbers: what similarity is measured by, and what the end model learns from.
//!
//! [`Vectors`] are n rows of d numbers with a name for each column; whoever reads them need not know how they were made.
//! They are made by kinds ([`KINDS`], a file each), of which a [`Plan`] sets one or several side by side, in steps
//! ([`Making`]). [`tfidf`] is the form in which queries compare single texts; it shares words, counts and weights with
//! the kinds.

mod fixed;
pub mod kinds;
mod making;
mod ngrams;
mod options;
mod plan;
mod side_by_side;
mod size;
mod terms;
pub mod tfidf;
mod vectors;
mod words;

pub use self::fixed::{FixedTerms, NewRows};
pub use self::kinds::{EMBEDDINGS, FeatureKind, KINDS};
pub use self::making::Making;
pub use self::options::{DocumentBound, TfidfOptions};
pub use self::plan::{MOST_BYTES, Part, Plan, VectorsJob};
pub use self::size::Size;
pub use self::vectors::{Block, Csr, CsrBuilder, Row, Vectors};
