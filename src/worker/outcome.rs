//! What becomes of a call, and what the channel says unasked.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::oneshot::Receiver;
use super::protocol::{Answer, CallProgress, Event, Problem};

/// Why a call has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CallError {
    /// A newer call of its slot came. Nothing to show.
    Dropped,
    /// It could not be done.
    Failed(Problem),
    /// The person cancelled it. Nothing to show.
    Cancelled,
    /// The worker died; told once to all, by [`Said::Died`].
    WorkerDied {
        /// Its last word.
        message: String,
    },
}

/// How the worker is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum WorkerStatus {
    /// Not yet listening; calls wait.
    #[default]
    Starting,
    /// It listens.
    Ready,
    /// It is of another build: only loading the page again helps.
    Refused,
    /// It died too often and is not started again.
    GaveUp,
}

/// What the client lets the page know unasked.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    /// The worker's own events.
    Event(Event),
    /// Bytes that the worker's memory has grown to.
    Memory(f64),
    /// How the worker is now.
    Status(WorkerStatus),
    /// The worker died, with its last word. Calls that waited have ended.
    Died(String),
    /// The project that was open when the worker died was opened again, or could not be.
    Reopened(Result<Answer, CallError>),
}

/// An answer and the bytes that came with it.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    /// The answer.
    pub(crate) answer: Answer,
    /// A file's bytes, still the browser's: the page's own memory never grows by them.
    pub(crate) attachment: Option<JsValue>,
    /// Milliseconds in which the engine answered.
    pub(crate) engine_ms: f64,
}

/// A call on its way.
pub(crate) struct Ticket {
    /// To cancel it by.
    pub(crate) request_id: u32,
    pub(super) receiver: Receiver<Result<Delivery, CallError>>,
}

impl Ticket {
    /// Waits for the end.
    pub(crate) async fn delivery(self) -> Result<Delivery, CallError> {
        self.receiver.await
    }

    /// Waits for the answer.
    pub(crate) async fn answer(self) -> Result<Answer, CallError> {
        Ok(self.receiver.await?.answer)
    }
}

/// Who hears of progress.
pub(crate) type OnProgress = Rc<dyn Fn(CallProgress)>;
