//! The worker's end of the channel. It owns the session and the open project's place on disk, takes calls from its
//! inbox, and gives each exactly one end. Small questions to the engine are answered between the steps of long work,
//! so that typing in a rule never waits for an import.

pub(crate) mod browser;
mod embeddings;
mod help;
mod import;
mod library;
mod need;
mod open;
mod parquet;
#[cfg(target_arch = "wasm32")]
mod regex;
mod sample;
mod saver;
mod sealed;
pub(crate) mod store;
pub(crate) mod tables;
pub(crate) mod world;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use labelloom_engine::job::Step;
use labelloom_engine::session::edit::Draft;
use labelloom_engine::session::request::Request;
use labelloom_engine::session::{Outcome, Session, SessionJob};

use self::help::Help;
use self::open::OpenProject;
use self::world::World;
use super::inbox::{Cancelled, Inbox, Queued};
use super::protocol::{Answer, Call, CallProgress, End, Problem, Spent, ToPage, ToWorker};

/// Progress is told at most this often.
const TELL_EVERY_MS: f64 = 100.0;

/// Between two looks for a helper's answer.
const WAIT_MS: i32 = 4;

/// A call and its file.
struct Parcel<F> {
    call: Call,
    file: Option<F>,
}

/// How a call that was begun comes to its end.
type Ended = Result<Answer, Stop>;

/// Why a call has no answer.
#[derive(Debug)]
enum Stop {
    Cancelled,
    Dropped,
    Failed(Problem),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

impl From<labelloom_engine::error::Error> for Stop {
    fn from(error: labelloom_engine::error::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// The worker's end of the channel.
pub(crate) struct Host<W: World> {
    world: Rc<W>,
    inbox: RefCell<Inbox<Parcel<W::File>>>,
    pumping: Cell<bool>,
    session: RefCell<Session>,
    open: RefCell<Option<OpenProject<W>>>,
    /// Grows when another project is opened: work begun on the one before is then of no use.
    generation: Cell<u32>,
    told_ms: Cell<f64>,
    /// What the engine took for the call that ends next.
    engine_ms: Cell<f64>,
}

impl<W: World> Host<W> {
    /// A host without a project. It clears away what killed imports have left.
    pub(crate) fn start(world: Rc<W>) -> Rc<Self> {
        let host = Rc::new(Self {
            world,
            inbox: RefCell::new(Inbox::new()),
            pumping: Cell::new(false),
            session: RefCell::new(Session::new()),
            open: RefCell::default(),
            generation: Cell::new(0),
            told_ms: Cell::new(0.0),
            engine_ms: Cell::new(0.0),
        });
        let sweeping = host.clone();
        host.world.spawn(async move { sweeping.sweep().await });
        host
    }

    /// Takes a message in.
    pub(crate) fn receive(self: &Rc<Self>, message: ToWorker, file: Option<W::File>) {
        match message {
            ToWorker::Call {
                request_id,
                slot,
                call,
            } => {
                let exclusive = is_exclusive(&call);
                let queued = Queued {
                    request_id,
                    slot,
                    exclusive,
                    call: Parcel { call: *call, file },
                };
                let replaced = self.inbox.borrow_mut().push(queued);
                if let Some(request_id) = replaced {
                    self.post_end(request_id, End::Dropped, None);
                }
                self.pump();
            }
            ToWorker::Cancel { request_id } => {
                let cancelled = self.inbox.borrow_mut().cancel(request_id);
                if cancelled == Cancelled::Queued {
                    self.post_end(request_id, End::Cancelled, None);
                }
            }
            ToWorker::Ping => self.world.post(&ToPage::Pong, None),
        }
    }

    /// Starts calls until none may start. It gives messages a turn before each, so that of many keystrokes that came
    /// while the engine was busy only the last is counted.
    fn pump(self: &Rc<Self>) {
        if self.pumping.replace(true) {
            return;
        }
        let host = self.clone();
        self.world.spawn(async move {
            loop {
                host.world.turn().await;
                let next = host.inbox.borrow_mut().next();
                let Some(queued) = next else { break };
                host.begin(queued);
            }
            host.pumping.set(false);
        });
    }

    fn begin(self: &Rc<Self>, queued: Queued<Parcel<W::File>>) {
        let request_id = queued.request_id;
        let Parcel { call, file } = queued.call;
        for &part in need::parts_of(&call) {
            if let Err(problem) = self.world.need(part) {
                return self.end(request_id, Err(problem.into()));
            }
        }
        match call {
            Call::Engine(asked) => match asked.request() {
                Ok(request) => self.engine(request_id, request),
                Err(problem) => self.end(request_id, Err(problem.into())),
            },
            Call::Projects => self.run(request_id, |host| async move { host.projects().await }),
            Call::KeepDraft {
                draft,
                draft_revision,
            } => self.run(request_id, move |host| async move {
                host.keep_draft(draft.as_ref(), draft_revision).await
            }),
            call => self.project_call(request_id, call, file),
        }
    }

    /// Does what a call asks for, and tells its end.
    fn run<F>(self: &Rc<Self>, request_id: u32, work: impl FnOnce(Rc<Self>) -> F)
    where
        F: Future<Output = Ended> + 'static,
    {
        let (host, work) = (self.clone(), work(self.clone()));
        self.world.spawn(async move { host.end(request_id, work.await) });
    }

    async fn projects(&self) -> Ended {
        Ok(Answer::Projects(library::cards(self.world.store()).await?))
    }

    /// Calls about whole projects. A door of the part `projects`.
    #[inline(never)]
    fn project_call(self: &Rc<Self>, request_id: u32, call: Call, file: Option<W::File>) {
        self.run(request_id, move |host| async move {
            host.about_projects(request_id, call, file).await
        });
    }

    async fn about_projects(self: &Rc<Self>, request_id: u32, call: Call, file: Option<W::File>) -> Ended {
        match call {
            Call::Open { project, take_over } => self.open_project(request_id, &project, take_over).await,
            Call::Delete { project } => self.delete_project(&project).await,
            Call::Sample { name } => self.import_sample(request_id, &name).await,
            Call::Preview { name, options } => self.preview(&attached(file)?, &name, options.as_ref()).await,
            Call::Import { plan } => self.import_file(request_id, &attached(file)?, plan).await,
            Call::OpenProjectFile => self.import_project_file(request_id, &attached(file)?).await,
            Call::AddEmbeddings { name, ids } => {
                self.add_embeddings(request_id, &attached(file)?, &name, ids.as_deref())
                    .await
            }
            Call::Projects | Call::KeepDraft { .. } | Call::Engine(_) => {
                Err(Problem::new("A question came the wrong way", "Ask again.").into())
            }
        }
    }

    /// Answers a question to the open project, at once or by a job.
    fn engine(self: &Rc<Self>, request_id: u32, request: Request) {
        if changes(&request)
            && let Err(problem) = self.writable()
        {
            return self.end(request_id, Err(problem.into()));
        }
        let (outcome, engine_ms) = self.timed(|| self.session.borrow_mut().handle(request));
        match outcome {
            Ok(Outcome::Done(reply)) => {
                self.engine_ms.set(engine_ms);
                self.end(request_id, Ok(Answer::Engine(Box::new(reply))));
                self.save_changes();
            }
            Ok(Outcome::Job(job)) => {
                let host = self.clone();
                self.world.spawn(async move {
                    let (ended, step_ms) = host.work(request_id, job).await;
                    host.engine_ms.set(engine_ms + step_ms);
                    host.end(request_id, ended);
                });
            }
            Err(error) => self.end(request_id, Err(error.into())),
        }
    }

    /// Does a job step by step, with a turn for other calls between the steps; its end, and the milliseconds of all
    /// steps.
    async fn work(&self, request_id: u32, mut job: SessionJob) -> (Ended, f64) {
        let generation = self.generation.get();
        let (mut engine_ms, mut help) = (0.0, Help::none());
        loop {
            if self.generation.get() != generation {
                return (Err(Stop::Dropped), engine_ms);
            }
            if let Err(stop) = self.go_on(request_id) {
                return (Err(stop), engine_ms);
            }
            let (step, step_ms) = self.timed(|| self.session.borrow_mut().step(&mut job));
            engine_ms += step_ms;
            match step {
                Err(error) => return (Err(error.into()), engine_ms),
                Ok(Step::Done(reply)) => return (Ok(Answer::Engine(Box::new(reply))), engine_ms),
                Ok(Step::Working(progress)) => self.tell(request_id, CallProgress::from(progress)),
            }
            if help.turn(&*self.world, &mut job) {
                self.world.sleep(WAIT_MS).await;
            }
            self.world.turn().await;
        }
    }

    /// Does something; what came of it, and the milliseconds it took.
    fn timed<T>(&self, work: impl FnOnce() -> T) -> (T, f64) {
        let begun_ms = self.world.clock_ms();
        let done = work();
        (done, self.world.clock_ms() - begun_ms)
    }

    /// Whether a call at work should go on.
    fn go_on(&self, request_id: u32) -> Result<(), Stop> {
        let inbox = self.inbox.borrow();
        if inbox.is_cancelled(request_id) {
            Err(Stop::Cancelled)
        } else if inbox.is_superseded(request_id) {
            Err(Stop::Dropped)
        } else {
            Ok(())
        }
    }

    /// Tells how far a call is, if that was not told a moment ago.
    fn tell(&self, request_id: u32, progress: CallProgress) {
        let now_ms = self.world.now_ms();
        if now_ms - self.told_ms.get() >= TELL_EVERY_MS {
            self.told_ms.set(now_ms);
            self.world.post(&ToPage::Progress { request_id, progress }, None);
        }
    }

    fn end(self: &Rc<Self>, request_id: u32, ended: Ended) {
        if !self.inbox.borrow_mut().end(request_id) {
            return;
        }
        match ended {
            Ok(mut answer) => {
                let bytes = take_bytes(&mut answer);
                self.post_end(request_id, End::Done(answer), bytes.as_deref());
            }
            Err(Stop::Cancelled) => self.post_end(request_id, End::Cancelled, None),
            Err(Stop::Dropped) => self.post_end(request_id, End::Dropped, None),
            Err(Stop::Failed(problem)) => self.post_end(request_id, End::Failed(problem), None),
        }
        self.pump();
    }

    fn post_end(&self, request_id: u32, end: End, bytes: Option<&[u8]>) {
        let spent = Spent {
            engine_ms: self.engine_ms.take(),
            memory_bytes: self.world.memory_bytes(),
        };
        self.world.post(
            &ToPage::End {
                request_id,
                end,
                spent,
            },
            bytes,
        );
    }

    /// Hands what was changed to the saver.
    fn save_changes(&self) {
        let mut session = self.session.borrow_mut();
        let entries = session.take_journal();
        let open = self.open.borrow();
        if let (Some(open), Ok(project)) = (open.as_ref(), session.project()) {
            open.save(entries, project, self.world.now_ms());
        }
    }

    async fn keep_draft(&self, draft: Option<&Draft>, draft_revision: u32) -> Ended {
        self.writable()?;
        let id = self.open.borrow().as_ref().map(OpenProject::id);
        let id = id.ok_or_else(|| Problem::new("No project is open", "Open one, or import a file."))?;
        library::put_draft(self.world.store(), &id, draft).await?;
        Ok(Answer::DraftKept { draft_revision })
    }

    /// Refuses changes of a project that another tab has.
    fn writable(&self) -> Result<(), Problem> {
        match self.open.borrow().as_ref() {
            Some(open) if open.is_read_only() => Err(Problem::new(
                "This project is open in another tab and can't be changed here",
                "Close it there, or take it over.",
            )),
            _ => Ok(()),
        }
    }
}

/// Calls that open, make, delete or write a project's parts: one at a time.
fn is_exclusive(call: &Call) -> bool {
    match call {
        Call::Open { .. }
        | Call::Delete { .. }
        | Call::Sample { .. }
        | Call::Import { .. }
        | Call::OpenProjectFile
        | Call::AddEmbeddings { .. } => true,
        Call::Projects | Call::Preview { .. } | Call::Engine(_) | Call::KeepDraft { .. } => false,
    }
}

fn changes(request: &Request) -> bool {
    matches!(request, Request::Edit(_) | Request::Undo | Request::Redo)
}

fn attached<F>(file: Option<F>) -> Result<F, Problem> {
    file.ok_or_else(|| Problem::new("No file came with the call", "Choose the file again."))
}

/// Bytes of files, and of numbers of all records, travel beside the envelope.
fn take_bytes(answer: &mut Answer) -> Option<Vec<u8>> {
    match answer {
        Answer::Engine(reply) => reply.take_bytes(),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
