//! Parquet files for those who read bytes in a row. The route of one file: [`Source`] gives parts of it wherever they lie;
//! [`table`] reads the footer and says which columns there are ([`schema`]); a [`Job`] then goes through the row groups a
//! batch at a time and writes either a table as the engine imports it ([`rows`]) or one column of lists as an array that numpy
//! could have saved ([`numbers`]). Pages are read and decompressed here, with their sizes checked before anything is
//! allocated ([`page`], [`codec`]); the crate `parquet` decodes the values inside.
//!
//! A file can't be trusted: whatever it says of itself, memory stays bounded, and what the decoders below do not bear is an
//! error in words ([`guard`]).

mod assemble;
mod codec;
pub mod desk;
mod footer;
mod guard;
mod huggingface;
mod job;
mod leaf;
mod moment;
mod numbers;
mod page;
mod page_header;
mod refused;
mod rows;
mod scalar;
mod schema;
mod source;
mod table;
mod thrift;
mod values;
mod written;

pub use job::{Job, Progress, Wanted};
pub use refused::Refused;
pub use source::{Bytes, Source};

/// How a Parquet file begins, and ends.
pub const MAGIC: &[u8; 4] = b"PAR1";
