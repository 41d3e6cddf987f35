//! One job at a time for a caller that shares no types and no memory with this package: it asks by numbers, gives a name as
//! bytes, and reads what was made out of one buffer.

use crate::job::{Job, Progress, Wanted};
use crate::refused::Refused;
use crate::source::Source;

/// The job under way, and the buffers.
#[derive(Default)]
pub struct Desk {
    name: Vec<u8>,
    output: Vec<u8>,
    job: Option<Job>,
    progress: Option<Progress>,
}

/// What came of a call; the buffer holds the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Came {
    /// Bytes were made, and there is more to do.
    More = 0,
    /// There is nothing more to do.
    Done = 1,
    /// Two lines: what is wrong, and what to do.
    Refused = 2,
}

impl Desk {
    /// A desk without a job.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            name: Vec::new(),
            output: Vec::new(),
            job: None,
            progress: None,
        }
    }

    /// Room for a column's name, to be written before a file is opened.
    pub fn room(&mut self, bytes: usize) -> &mut [u8] {
        self.name.resize(bytes, 0);
        &mut self.name
    }

    /// What the last call made.
    #[must_use]
    pub fn output(&self) -> &[u8] {
        &self.output
    }

    /// How far the job is.
    #[must_use]
    pub const fn progress(&self) -> Option<Progress> {
        self.progress
    }

    /// Opens a file: 0 to preview it, 1 to read it as a table, 2 for an array of one column, named in the room if it has a name.
    pub fn open(&mut self, file: Box<dyn Source>, wanted: u32) -> Came {
        let name = String::from_utf8_lossy(&self.name).into_owned();
        let wanted = match wanted {
            0 => Wanted::Preview,
            1 => Wanted::Table,
            _ => Wanted::Numbers((!name.is_empty()).then_some(name)),
        };
        match Job::new(file, &wanted) {
            Ok((job, made)) => {
                (self.job, self.output) = (Some(job), made);
                Came::More
            }
            Err(refused) => self.refuse(&refused),
        }
    }

    /// Goes on.
    pub fn step(&mut self) -> Came {
        self.output.clear();
        let Some(job) = &mut self.job else {
            return Came::Done;
        };
        match job.step(&mut self.output) {
            Ok(Some(progress)) => {
                self.progress = Some(progress);
                Came::More
            }
            Ok(None) => Came::Done,
            Err(refused) => self.refuse(&refused),
        }
    }

    fn refuse(&mut self, refused: &Refused) -> Came {
        self.job = None;
        self.output = format!("{}\n{}", refused.what.replace('\n', " "), refused.remedy).into_bytes();
        Came::Refused
    }
}
