//! The page's end of the channel. Every call ends exactly once: with its answer, with a problem, dropped because a
//! newer one of its slot came, cancelled, or because the worker died. A dead worker is replaced, and the project that
//! was open is opened again from what is saved.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::deaths::{Deaths, Next};
use super::handshake::{Handshake, Send};
use super::link::{Heard, Link};
use super::oneshot::{Sender, oneshot};
use super::outcome::{CallError, Delivery, OnProgress, Said, Ticket, WorkerStatus};
use super::pending::{Pending, Silence};
use super::protocol::{Answer, BUILD, Call, CallProgress, End, Event, Problem, Spent, ToPage, ToWorker};
use super::slot::Slot;
use crate::browser::clock;

/// How often the worker's silence is looked at.
const LOOK_EVERY_MS: i32 = 5_000;

type Listener = Rc<dyn Fn(Said)>;

struct Waiter {
    sender: Sender<Result<Delivery, CallError>>,
    on_progress: Option<OnProgress>,
}

struct Parcel {
    message: ToWorker,
    attachment: Option<JsValue>,
}

/// The project to open again after a death.
#[derive(Clone)]
struct OpenProject {
    id: String,
    read_only: bool,
}

struct Inner {
    link: RefCell<Option<Link>>,
    handshake: RefCell<Handshake<Parcel>>,
    pending: RefCell<Pending<Waiter>>,
    deaths: RefCell<Deaths>,
    open: RefCell<Option<OpenProject>>,
    reopening: Cell<bool>,
    listener: RefCell<Option<Listener>>,
}

/// The page's end of the channel; clones are the same end.
#[derive(Clone)]
pub(crate) struct Client(Rc<Inner>);

impl Client {
    /// Starts the worker. Calls may be made at once; they wait until it listens.
    pub(crate) fn start() -> Self {
        let client = Self(Rc::new(Inner {
            link: RefCell::new(None),
            handshake: RefCell::new(Handshake::new()),
            pending: RefCell::new(Pending::new()),
            deaths: RefCell::default(),
            open: RefCell::default(),
            reopening: Cell::new(false),
            listener: RefCell::default(),
        }));
        client.start_worker();
        let watching = client.clone();
        clock::every(LOOK_EVERY_MS, move || watching.look_at_silence());
        client
    }

    /// Who hears what the worker says unasked; there is one listener.
    pub(crate) fn listen(&self, listener: impl Fn(Said) + 'static) {
        *self.0.listener.borrow_mut() = Some(Rc::new(listener));
    }

    /// Makes a call.
    pub(crate) fn call(&self, call: Call) -> impl Future<Output = Result<Answer, CallError>> + use<> {
        self.begin(call, None, None, None).answer()
    }

    /// Makes a call that only matters as long as no newer one is made in the same slot.
    pub(crate) fn latest(
        &self,
        slot: Slot,
        call: Call,
    ) -> impl Future<Output = Result<Answer, CallError>> + use<> {
        self.begin(call, Some(slot), None, None).answer()
    }

    /// Makes a call with a file. It can be cancelled by the ticket's id.
    pub(crate) fn call_with_blob(&self, call: Call, blob: &Blob, on_progress: OnProgress) -> Ticket {
        self.begin(call, None, Some(blob.into()), Some(on_progress))
    }

    /// Makes a call in any of the ways above.
    pub(crate) fn begin(
        &self,
        call: Call,
        slot: Option<Slot>,
        attachment: Option<JsValue>,
        on_progress: Option<OnProgress>,
    ) -> Ticket {
        let slot = slot.map(Slot::number);
        let (sender, receiver) = oneshot();
        let begun = self
            .0
            .pending
            .borrow_mut()
            .begin(slot, Waiter { sender, on_progress }, clock::now_ms());
        if let Some((_, waiter)) = begun.superseded {
            waiter.sender.send(Err(CallError::Dropped));
        }
        let request_id = begun.request_id;
        self.send(Parcel {
            message: ToWorker::Call {
                request_id,
                slot,
                call: Box::new(call),
            },
            attachment,
        });
        Ticket { request_id, receiver }
    }

    /// Cancels a call; its end is then [`CallError::Cancelled`], unless it was done just before.
    pub(crate) fn cancel(&self, request_id: u32) {
        self.send(Parcel {
            message: ToWorker::Cancel { request_id },
            attachment: None,
        });
    }

    fn send(&self, parcel: Parcel) {
        let request_id = match &parcel.message {
            ToWorker::Call { request_id, .. } => Some(*request_id),
            ToWorker::Cancel { .. } | ToWorker::Ping => None,
        };
        let sending = self.0.handshake.borrow_mut().send(parcel);
        let problem = match sending {
            Send::Kept => return,
            Send::Now(parcel) => match self.post(&parcel) {
                Ok(()) => return,
                Err(error) => Problem::new(error, "Load the page again; everything saved is kept."),
            },
            Send::Never => no_worker(),
        };
        if let Some(waiter) = request_id.and_then(|id| self.0.pending.borrow_mut().settle(id)) {
            waiter.sender.send(Err(CallError::Failed(problem)));
        }
    }

    fn post(&self, parcel: &Parcel) -> Result<(), String> {
        let link = self.0.link.borrow();
        let link = link.as_ref().ok_or("The worker is not running")?;
        link.post(&parcel.message, parcel.attachment.as_ref())
    }

    fn start_worker(&self) {
        *self.0.handshake.borrow_mut() = Handshake::new();
        let weak = Rc::downgrade(&self.0);
        let heard = Rc::new(move |heard| {
            if let Some(inner) = weak.upgrade() {
                Self(inner).hear(heard);
            }
        });
        match Link::start(heard) {
            Ok(link) => *self.0.link.borrow_mut() = Some(link),
            Err(error) => self.give_up(&error),
        }
    }

    fn hear(&self, heard: Heard) {
        self.0.pending.borrow_mut().heard(clock::now_ms());
        match heard {
            Heard::Message(message, attachment) => self.receive(*message, attachment),
            Heard::Broken(message) => self.bury(&message),
        }
    }

    fn receive(&self, message: ToPage, attachment: Option<JsValue>) {
        match message {
            ToPage::Ready { build } => self.ready(&build),
            ToPage::Progress { request_id, progress } => self.progress(request_id, progress),
            ToPage::End {
                request_id,
                end,
                spent,
            } => self.end(request_id, end, spent, attachment),
            ToPage::Event(event) => self.event(event),
            ToPage::Pong => {}
            ToPage::Panicked { message } => self.bury(&message),
        }
    }

    fn ready(&self, build: &str) {
        let kept = self.0.handshake.borrow_mut().ready(build, BUILD);
        let Some(kept) = kept else {
            self.say(Said::Status(WorkerStatus::Refused));
            return self.fail_all(&CallError::Failed(no_worker()));
        };
        self.say(Said::Status(WorkerStatus::Ready));
        for parcel in kept {
            self.send(parcel);
        }
    }

    fn progress(&self, request_id: u32, progress: CallProgress) {
        let on_progress = self
            .0
            .pending
            .borrow()
            .get(request_id)
            .and_then(|waiter| waiter.on_progress.clone());
        if let Some(on_progress) = on_progress {
            on_progress(progress);
        }
    }

    fn end(&self, request_id: u32, end: End, spent: Spent, attachment: Option<JsValue>) {
        self.say(Said::Memory(spent.memory_bytes));
        if let End::Done(answer) = &end {
            self.remember_project(answer);
        }
        let Some(waiter) = self.0.pending.borrow_mut().settle(request_id) else {
            return;
        };
        waiter.sender.send(match end {
            End::Done(answer) => Ok(Delivery {
                answer,
                attachment,
                engine_ms: spent.engine_ms,
            }),
            End::Failed(problem) => Err(CallError::Failed(problem)),
            End::Dropped => Err(CallError::Dropped),
            End::Cancelled => Err(CallError::Cancelled),
        });
    }

    fn event(&self, event: Event) {
        if event == Event::ProjectTakenOver
            && let Some(open) = self.0.open.borrow_mut().as_mut()
        {
            open.read_only = true;
        }
        self.say(Said::Event(event));
    }

    fn remember_project(&self, answer: &Answer) {
        let open = match answer {
            Answer::Opened { id, read_only, .. } => Some(OpenProject {
                id: id.clone(),
                read_only: *read_only,
            }),
            Answer::Imported { id, .. } => Some(OpenProject {
                id: id.clone(),
                read_only: false,
            }),
            _ => return,
        };
        *self.0.open.borrow_mut() = open;
    }

    fn look_at_silence(&self) {
        let silence = self.0.pending.borrow().silence(clock::now_ms());
        match silence {
            Silence::Fine => {}
            Silence::Ask => self.send(Parcel {
                message: ToWorker::Ping,
                attachment: None,
            }),
            Silence::Dead => self.bury("The worker no longer answers"),
        }
    }

    /// Ends a dead worker and everything that waits for it, and starts another.
    fn bury(&self, message: &str) {
        let Some(link) = self.0.link.borrow_mut().take() else {
            return;
        };
        drop(link);
        let reopening = self.0.reopening.replace(false);
        let next = self.0.deaths.borrow_mut().died(clock::now_ms(), reopening);
        self.fail_all(&CallError::WorkerDied {
            message: message.to_owned(),
        });
        self.say(Said::Died(message.to_owned()));
        match next {
            Next::GiveUp => self.give_up(message),
            Next::Restart => {
                self.0.open.borrow_mut().take();
                self.restart();
            }
            Next::Reopen => {
                self.restart();
                self.reopen();
            }
        }
    }

    fn restart(&self) {
        self.say(Said::Status(WorkerStatus::Starting));
        self.start_worker();
    }

    fn reopen(&self) {
        let Some(open) = self.0.open.borrow().clone() else {
            return;
        };
        self.0.reopening.set(true);
        let client = self.clone();
        // The dead worker's lock may outlive it for a moment: what was ours is taken over.
        let opening = self.call(Call::Open {
            project: open.id,
            take_over: !open.read_only,
        });
        clock::spawn(async move {
            let opened = opening.await;
            client.0.reopening.set(false);
            client.say(Said::Reopened(opened));
        });
    }

    fn give_up(&self, message: &str) {
        self.0.link.borrow_mut().take();
        *self.0.handshake.borrow_mut() = Handshake::Refused;
        self.fail_all(&CallError::WorkerDied {
            message: message.to_owned(),
        });
        self.say(Said::Status(WorkerStatus::GaveUp));
    }

    fn fail_all(&self, error: &CallError) {
        let waiters = self.0.pending.borrow_mut().take_all();
        for waiter in waiters {
            waiter.sender.send(Err(error.clone()));
        }
    }

    fn say(&self, said: Said) {
        let listener = self.0.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(said);
        }
    }
}

fn no_worker() -> Problem {
    Problem::new(
        "The page and its worker do not fit together any more",
        "Load the page again; everything saved is kept.",
    )
}
