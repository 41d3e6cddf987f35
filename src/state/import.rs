//! A file between being chosen and being imported.

use labelloom_engine::formats::preview::Preview;
use web_sys::File;

use crate::worker::protocol::Problem;

/// The file and how it would be read.
#[derive(Clone)]
pub(crate) struct Incoming {
    /// The file. It is read in the worker, a slice at a time.
    pub(crate) file: File,
    /// How it would be read, once the worker has looked at it.
    pub(crate) preview: Option<Preview>,
    /// Why it could not be read or imported as the person asked last; shown where they asked.
    pub(crate) problem: Option<Problem>,
}
