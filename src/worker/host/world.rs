//! What a host needs of its surroundings. In a worker that is the browser; in tests it is one thread and its memory.

use super::store::Store;
use super::tables::{Read, Wanted};
use crate::browser::parts::Part;
use crate::worker::protocol::{Problem, ToPage};

/// The surroundings of a host.
pub(crate) trait World: 'static {
    /// Where projects are kept.
    type Store: Store;
    /// A file that came with a call.
    type File: File;
    /// A held lock; dropping it gives it back.
    type Lock: 'static;
    /// A worker at an errand; dropping it ends the worker.
    type Helper: 'static;
    /// A table that is being read; dropping it ends that.
    type Reading: Reading;

    /// Where projects are kept.
    fn store(&self) -> &Self::Store;
    /// Milliseconds since 1970.
    fn now_ms(&self) -> f64;
    /// Milliseconds of a clock that only goes forward, to fractions of one.
    fn clock_ms(&self) -> f64;
    /// Bytes that the worker's memory has grown to.
    fn memory_bytes(&self) -> f64;
    /// An id for a new project, unlike any other.
    fn new_id(&self) -> String;
    /// Says something to the page; a file's bytes travel beside it.
    fn post(&self, message: &ToPage, bytes: Option<&[u8]>);
    /// A file of the build that few need, `lazy/NAME`.
    fn lazy_file(&self, name: &str) -> Result<Vec<u8>, Problem>;
    /// Sees to it that a part of the program is there.
    fn need(&self, part: Part) -> Result<(), Problem>;
    /// Begins to read a table that is no text; also what was made at once.
    fn read_table(&self, file: &Self::File, wanted: Wanted) -> Result<(Self::Reading, Vec<u8>), Problem>;
    /// How many helpers there may be at once.
    fn helpers(&self) -> u32;
    /// Starts a worker that does an errand; `answered` is called once, with nothing where the worker can't. None where it
    /// can't be started.
    fn help(&self, errand: Vec<u8>, answered: impl FnOnce(Option<Vec<u8>>) + 'static)
    -> Option<Self::Helper>;
    /// Runs a future behind.
    fn spawn(&self, future: impl Future<Output = ()> + 'static);
    /// Lets waiting messages in.
    async fn turn(&self);
    /// Waits.
    async fn sleep(&self, delay_ms: i32);
    /// Takes a project's lock, from its holder if asked; none where another tab holds it. `lost` is called when
    /// another tab takes it over.
    async fn lock(&self, project: &str, take_over: bool, lost: impl FnOnce() + 'static)
    -> Option<Self::Lock>;
}

/// A table that is being read.
pub(crate) trait Reading: 'static {
    /// Goes on, and appends what was made; none where nothing is left to do.
    fn step(&mut self, into: &mut Vec<u8>) -> Result<Option<Read>, Problem>;
}

/// A file that came with a call.
pub(crate) trait File: 'static {
    /// Its size in bytes.
    fn size(&self) -> u64;
    /// Reads bytes `start..end` into a buffer, which is reused.
    async fn read(&self, start: u64, end: u64, into: &mut Vec<u8>) -> Result<(), Problem>;
}
