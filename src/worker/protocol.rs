//! What page and worker say to each other: calls and their answers, events nobody asked for, and the envelopes both
//! travel in. Plain data; the transport is elsewhere.

use labelloom_engine::formats::ReadOptions;
use labelloom_engine::formats::preview::Preview;
use labelloom_engine::session::edit::Draft;
use labelloom_engine::session::import::ImportPlan;
use labelloom_engine::session::reply::{ProjectView, Reply};
use labelloom_engine::session::request::Request;
use serde::{Deserialize, Serialize};

use super::asked::Asked;

/// The build both ends must be of: a worker script kept in a cache may be older than the page.
pub(crate) const BUILD: &str = match option_env!("LABELLOOM_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
};

/// What the page can ask. Each call ends in exactly one answer, failure or drop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Call {
    /// The saved projects → [`Answer::Projects`].
    Projects,
    /// Opens a saved project in place of the open one → [`Answer::Opened`].
    Open {
        /// Its id.
        project: String,
        /// Whether to take it over from another tab that has it open.
        take_over: bool,
    },
    /// Deletes a saved project → [`Answer::Deleted`].
    Delete {
        /// Its id.
        project: String,
    },
    /// Makes a project of a sample that comes with the build → [`Answer::Imported`].
    Sample {
        /// The sample's name.
        name: String,
    },
    /// How the attached file would be read → [`Answer::Preview`].
    Preview {
        /// The file's name, which hints at its format.
        name: String,
        /// As the person wants it read; guessed where absent.
        options: Option<ReadOptions>,
    },
    /// Makes a project of the attached file and opens it → [`Answer::Imported`], with progress.
    Import {
        /// What to make of it.
        plan: ImportPlan,
    },
    /// Makes a project of the attached project file and opens it → [`Answer::Imported`].
    OpenProjectFile,
    /// Makes the attached array the embeddings of the open project's records → [`Answer::Engine`], with progress.
    AddEmbeddings {
        /// The file's name.
        name: String,
        /// Whose rows they are, a record's id a line; the records' in their order where absent.
        ids: Option<String>,
    },
    /// A question to the open project → [`Answer::Engine`].
    Engine(Asked),
    /// Keeps the draft through a reload, or forgets it → [`Answer::DraftKept`] once it is on disk.
    KeepDraft {
        /// The draft as it stands.
        draft: Option<Draft>,
        /// Grows with every change of the draft.
        draft_revision: u32,
    },
}

impl Call {
    /// A question to the open project.
    pub(crate) fn engine(request: Request) -> Self {
        Self::Engine(request.into())
    }
}

/// What a call came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answer {
    /// The saved projects, the latest used first.
    Projects(Vec<ProjectCard>),
    /// A project is open.
    Opened {
        /// Its id.
        id: String,
        /// The project.
        view: Box<ProjectView>,
        /// What could not be read and was left out, in a sentence.
        repaired: Option<String>,
        /// Whether another tab has it, so that it can't be changed here.
        read_only: bool,
    },
    /// A new project is made, saved and open.
    Imported {
        /// Its id.
        id: String,
        /// The project.
        view: Box<ProjectView>,
    },
    /// How the file would be read.
    Preview(Box<Preview>),
    /// The project is gone.
    Deleted,
    /// The open project's reply.
    Engine(Box<Reply>),
    /// The draft is on disk.
    DraftKept {
        /// The revision kept.
        draft_revision: u32,
    },
}

/// A saved project, as the start page lists it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ProjectCard {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Records.
    pub(crate) records: u32,
    /// Label names, in their order.
    pub(crate) labels: Vec<String>,
    /// Rules, switched-off ones included.
    pub(crate) rules: u32,
    /// When it was last changed, in milliseconds since 1970.
    pub(crate) updated_ms: f64,
    /// Bytes its records take in storage.
    pub(crate) size_bytes: f64,
}

/// What the worker says unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Event {
    /// The project's changes are on disk up to a revision.
    Saved {
        /// The revision.
        revision: u32,
        /// When, in milliseconds since 1970.
        at_ms: f64,
    },
    /// Changes could not be written; the worker keeps them and tries again.
    SaveFailed(Problem),
    /// A file of the build was fetched, because it was needed for the first time.
    FileLoaded,
    /// Another tab took the project over; it can no longer be changed here.
    ProjectTakenOver,
}

/// Something that went wrong, for a person: what, and what to do now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Problem {
    /// What went wrong, with its place.
    pub(crate) what: String,
    /// What to do now.
    pub(crate) remedy: String,
}

impl Problem {
    /// A problem in a person's words.
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

impl From<labelloom_engine::error::Error> for Problem {
    fn from(error: labelloom_engine::error::Error) -> Self {
        let what = if error.place.is_empty() {
            error.what
        } else {
            format!("{}: {}", error.place, error.what)
        };
        Self {
            what,
            remedy: error.remedy,
        }
    }
}

/// What progress counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Unit {
    /// Parts of the work, good for a percentage.
    #[default]
    Parts,
    /// Bytes of a file.
    Bytes,
}

/// How far long work is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct CallProgress {
    /// The stage it is in, in words.
    pub(crate) stage: String,
    /// What is counted.
    pub(crate) unit: Unit,
    /// Units done of this stage.
    pub(crate) done: f64,
    /// Units of this stage in all.
    pub(crate) total: f64,
    /// Records so far, where the work makes records.
    pub(crate) rows: Option<u32>,
    /// About what the result will be, where that can be told by now.
    pub(crate) estimate: Option<u32>,
}

impl CallProgress {
    /// The part that is done of the stage at work, 0..=1; none where it is unknown.
    pub(crate) fn fraction(&self) -> Option<f64> {
        (self.total > 0.0).then(|| (self.done / self.total).clamp(0.0, 1.0))
    }
}

/// Page to worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ToWorker {
    /// A call. A file travels beside the envelope.
    Call {
        /// Unique in the life of a page.
        request_id: u32,
        /// Only the newest call of a slot is wanted.
        slot: Option<u32>,
        /// What is asked.
        call: Box<Call>,
    },
    /// Ends a call that is queued or at work; the call then fails as cancelled.
    Cancel {
        /// Which call.
        request_id: u32,
    },
    /// Asks for a sign of life.
    Ping,
}

/// Worker to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ToPage {
    /// The worker listens. Everything the page sends waits for this.
    Ready {
        /// The worker's build.
        build: String,
    },
    /// How far a call is.
    Progress {
        /// Which call.
        request_id: u32,
        /// How far.
        progress: CallProgress,
    },
    /// The end of a call. A file's bytes travel beside the envelope.
    End {
        /// Which call.
        request_id: u32,
        /// How it ended.
        end: End,
        /// What it took.
        spent: Spent,
    },
    /// Something unasked.
    Event(Event),
    /// A sign of life.
    Pong,
    /// The worker's last word.
    Panicked {
        /// What the panic said.
        message: String,
    },
}

/// What a call took of the worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Spent {
    /// Milliseconds in which the engine answered it, waits for other calls left out; 0 where it was not asked.
    pub(crate) engine_ms: f64,
    /// Bytes that the worker's memory has grown to. It never shrinks.
    pub(crate) memory_bytes: f64,
}

/// The end of a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum End {
    /// With an answer.
    Done(Answer),
    /// With a problem.
    Failed(Problem),
    /// A newer call of its slot came first.
    Dropped,
    /// It was cancelled.
    Cancelled,
}
