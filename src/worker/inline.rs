//! The worker's end of the channel on the same thread, over memory: what tests call instead of a browser. Several tabs
//! may share one disk, and a tab may be killed at any write.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use labelloom_parquet::Job;

use super::host::Host;
use super::host::store::{Durability, Key, Row, Store, Table, Write};
use super::host::tables::{Read, Wanted};
use super::host::world::{File, Reading, World};
use super::outcome::CallError;
use super::protocol::{Answer, Call, End, Event, Problem, ToPage, ToWorker};
use super::slot::Slot;
use crate::browser::parts::Part;

/// What all tabs of one browser share: the saved rows and the locks.
#[derive(Clone, Default)]
pub(crate) struct Disk {
    rows: Rc<RefCell<BTreeMap<(Table, Key), Row>>>,
    locks: Rc<RefCell<BTreeMap<String, Holder>>>,
    ids: Rc<Cell<u32>>,
}

struct Holder {
    token: u32,
    lost: Box<dyn FnOnce()>,
}

impl Disk {
    /// The rows of a table.
    pub(crate) fn rows(&self, table: Table) -> Vec<(Key, Row)> {
        let rows = self.rows.borrow();
        let of_table = rows.iter().filter(|((of, _), _)| *of == table);
        of_table
            .map(|((_, key), row)| (key.clone(), row.clone()))
            .collect()
    }

    /// Changes a row behind everyone's back.
    pub(crate) fn damage(&self, table: Table, key: Key, row: Row) {
        self.rows.borrow_mut().insert((table, key), row);
    }

    fn unique(&self) -> u32 {
        self.ids.set(self.ids.get() + 1);
        self.ids.get()
    }
}

/// One tab's way to the disk.
pub(crate) struct Memory {
    disk: Disk,
    /// Writes that still work; the tab counts as killed after them.
    writes_left: Cell<Option<u32>>,
    /// Writes that fail before they work again.
    failing: Cell<u32>,
}

impl Store for Memory {
    async fn write(&self, writes: Vec<Write>, _: Durability) -> Result<(), Problem> {
        if self.writes_left.get() == Some(0) {
            return std::future::pending().await;
        }
        self.writes_left.set(self.writes_left.get().map(|left| left - 1));
        if self.failing.get() > 0 {
            self.failing.set(self.failing.get() - 1);
            return Err(Problem::new("full", "make room"));
        }
        let mut rows = self.disk.rows.borrow_mut();
        let mut changed = rows.clone();
        for write in writes {
            match write {
                Write::Put(table, key, row) => drop(changed.insert((table, key), row)),
                Write::Add(table, key, row) => {
                    if changed.insert((table, key), row).is_some() {
                        return Err(Problem::new("a row of this key exists", ""));
                    }
                }
                Write::Delete(of, project, from, to) => changed.retain(|(table, key), _| {
                    *table != of || key.project != project || key.number < from || key.number > to
                }),
            }
        }
        *rows = changed;
        Ok(())
    }

    async fn get(&self, table: Table, key: Key) -> Result<Option<Row>, Problem> {
        Ok(self.disk.rows.borrow().get(&(table, key)).cloned())
    }

    async fn list(&self, table: Table, project: Option<&str>) -> Result<Vec<(Key, Row)>, Problem> {
        let mut rows = self.disk.rows(table);
        rows.retain(|(key, _)| project.is_none_or(|project| key.project == project));
        Ok(rows)
    }

    async fn keys(&self, table: Table) -> Result<Vec<Key>, Problem> {
        Ok(self.disk.rows(table).into_iter().map(|(key, _)| key).collect())
    }
}

/// A file in memory.
pub(crate) struct Bytes(Vec<u8>);

impl File for Bytes {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    async fn read(&self, start: u64, end: u64, into: &mut Vec<u8>) -> Result<(), Problem> {
        into.clear();
        into.extend(&self.0[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()]);
        Ok(())
    }
}

impl Reading for Job {
    fn step(&mut self, into: &mut Vec<u8>) -> Result<Option<Read>, Problem> {
        let progress = Self::step(self, into).map_err(refused)?;
        Ok(progress.map(|progress| Read {
            is_bytes: progress.is_fingerprint,
            done: progress.done as f64,
            total: progress.total as f64,
        }))
    }
}

fn refused(refused: labelloom_parquet::Refused) -> Problem {
    Problem::new(refused.what, refused.remedy)
}

/// A lock on the shared disk.
pub(crate) struct HeldLock {
    disk: Disk,
    project: String,
    token: u32,
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        let mut locks = self.disk.locks.borrow_mut();
        if locks
            .get(&self.project)
            .is_some_and(|holder| holder.token == self.token)
        {
            locks.remove(&self.project);
        }
    }
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// One tab's surroundings.
pub(crate) struct InlineWorld {
    store: Memory,
    tasks: RefCell<Vec<Task>>,
    posted: RefCell<Vec<(ToPage, Option<Vec<u8>>)>>,
    clock_ms: Cell<f64>,
    tokens: RefCell<Vec<u32>>,
    /// Whether parts of the program can't be had.
    offline: Cell<bool>,
    /// How many helpers there may be.
    helpers: Cell<u32>,
    /// Errands given so far.
    errands: Cell<u32>,
    /// Held by each helper.
    alive: Rc<()>,
}

impl World for InlineWorld {
    type Store = Memory;
    type File = Bytes;
    type Lock = HeldLock;
    type Helper = Rc<()>;
    type Reading = Job;

    fn store(&self) -> &Memory {
        &self.store
    }

    fn now_ms(&self) -> f64 {
        self.clock_ms.set(self.clock_ms.get() + 1000.0);
        self.clock_ms.get()
    }

    fn clock_ms(&self) -> f64 {
        self.now_ms()
    }

    fn memory_bytes(&self) -> f64 {
        0.0
    }

    fn new_id(&self) -> String {
        format!("p{}", self.store.disk.unique())
    }

    fn post(&self, message: &ToPage, bytes: Option<&[u8]>) {
        self.posted
            .borrow_mut()
            .push((message.clone(), bytes.map(<[u8]>::to_vec)));
    }

    fn lazy_file(&self, name: &str) -> Result<Vec<u8>, Problem> {
        let name = name.strip_prefix("samples/").unwrap_or(name);
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("engine/samples");
        std::fs::read(folder.join(name)).map_err(|error| Problem::new(error.to_string(), ""))
    }

    fn need(&self, _: Part) -> Result<(), Problem> {
        match self.offline.get() {
            true => Err(Problem::new(
                "A part of this page could not be loaded",
                "Check the connection",
            )),
            false => Ok(()),
        }
    }

    fn read_table(&self, file: &Bytes, wanted: Wanted) -> Result<(Job, Vec<u8>), Problem> {
        let wanted = match wanted {
            Wanted::Preview => labelloom_parquet::Wanted::Preview,
            Wanted::Table => labelloom_parquet::Wanted::Table,
            Wanted::Numbers => labelloom_parquet::Wanted::Numbers(None),
        };
        let file = labelloom_parquet::Bytes(file.0.clone());
        Job::new(Box::new(file), &wanted).map_err(refused)
    }

    fn helpers(&self) -> u32 {
        self.helpers.get()
    }

    fn help(&self, errand: Vec<u8>, answered: impl FnOnce(Option<Vec<u8>>) + 'static) -> Option<Rc<()>> {
        self.errands.set(self.errands.get() + 1);
        let answer = match self.errands.get() {
            // The first can't be started, the second dies, the others come to an end.
            1 => return None,
            2 => None,
            _ => labelloom_engine::session::graph::run_errand(&errand).ok(),
        };
        self.spawn(async move { answered(answer) });
        Some(self.alive.clone())
    }

    fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        self.tasks.borrow_mut().push(Box::pin(future));
    }

    async fn turn(&self) {
        let mut waited = false;
        std::future::poll_fn(|_| match std::mem::replace(&mut waited, true) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
        .await;
    }

    async fn sleep(&self, _: i32) {
        self.turn().await;
    }

    async fn lock(&self, project: &str, take_over: bool, lost: impl FnOnce() + 'static) -> Option<HeldLock> {
        let disk = self.store.disk.clone();
        if disk.locks.borrow().contains_key(project) && !take_over {
            return None;
        }
        let token = disk.unique();
        let before = disk.locks.borrow_mut().insert(
            project.to_owned(),
            Holder {
                token,
                lost: Box::new(lost),
            },
        );
        if let Some(before) = before {
            (before.lost)();
        }
        self.tokens.borrow_mut().push(token);
        Some(HeldLock {
            disk,
            project: project.to_owned(),
            token,
        })
    }
}

/// One tab.
pub(crate) struct Inline {
    world: Rc<InlineWorld>,
    host: Rc<Host<InlineWorld>>,
    next_id: Cell<u32>,
}

impl Inline {
    /// A tab on a disk.
    pub(crate) fn open(disk: &Disk) -> Self {
        let store = Memory {
            disk: disk.clone(),
            writes_left: Cell::new(None),
            failing: Cell::new(0),
        };
        let world = Rc::new(InlineWorld {
            store,
            tasks: RefCell::default(),
            posted: RefCell::default(),
            clock_ms: Cell::new(0.0),
            tokens: RefCell::default(),
            offline: Cell::new(false),
            helpers: Cell::new(0),
            errands: Cell::new(0),
            alive: Rc::new(()),
        });
        let host = Host::start(world.clone());
        let tab = Self {
            world,
            host,
            next_id: Cell::new(1),
        };
        tab.settle();
        tab
    }

    /// After so many more writes nothing is written any more.
    pub(crate) fn kill_after(&self, writes: u32) {
        self.world.store.writes_left.set(Some(writes));
    }

    /// From now on parts of the program can't be had, or can be again.
    pub(crate) fn set_offline(&self, offline: bool) {
        self.world.offline.set(offline);
    }

    /// From now on there may be so many helpers.
    pub(crate) fn set_helpers(&self, helpers: u32) {
        self.world.helpers.set(helpers);
    }

    /// Errands given so far, and helpers that are alive.
    pub(crate) fn helped(&self) -> (u32, usize) {
        let alive = Rc::strong_count(&self.world.alive) - 1;
        (self.world.errands.get(), alive)
    }

    /// The next so many writes fail.
    pub(crate) fn fail_writes(&self, writes: u32) {
        self.world.store.failing.set(writes);
    }

    /// The tab is gone, with its locks.
    pub(crate) fn kill(self) {
        self.world.tasks.borrow_mut().clear();
        let tokens = self.world.tokens.borrow();
        self.world
            .store
            .disk
            .locks
            .borrow_mut()
            .retain(|_, holder| !tokens.contains(&holder.token));
    }

    /// Sends a call and does not wait. Its id.
    pub(crate) fn send(&self, slot: Option<Slot>, call: Call, file: Option<&[u8]>) -> u32 {
        let request_id = self.next_id.get();
        self.next_id.set(request_id + 1);
        let file = file.map(|bytes| Bytes(bytes.to_vec()));
        self.host.receive(
            ToWorker::Call {
                request_id,
                slot: slot.map(Slot::number),
                call: Box::new(call),
            },
            file,
        );
        request_id
    }

    /// Cancels a call.
    pub(crate) fn cancel(&self, request_id: u32) {
        self.host.receive(ToWorker::Cancel { request_id }, None);
    }

    /// Lets every task go on once. Whether any is left.
    pub(crate) fn step(&self) -> bool {
        let tasks = std::mem::take(&mut *self.world.tasks.borrow_mut());
        let mut context = Context::from_waker(Waker::noop());
        for mut task in tasks {
            if task.as_mut().poll(&mut context).is_pending() {
                self.world.tasks.borrow_mut().push(task);
            }
        }
        !self.world.tasks.borrow().is_empty()
    }

    /// Lets all tasks come to their end. Those of a killed tab never do.
    pub(crate) fn settle(&self) {
        for _ in 0..10_000 {
            if !self.step() {
                return;
            }
        }
        assert_eq!(self.world.store.writes_left.get(), Some(0), "a task never ends");
    }

    /// The ends told of a call so far.
    pub(crate) fn ends(&self, request_id: u32) -> Vec<End> {
        let posted = self.world.posted.borrow();
        let ends = posted.iter().filter_map(|(message, _)| match message {
            ToPage::End {
                request_id: of, end, ..
            } if *of == request_id => Some(end.clone()),
            _ => None,
        });
        ends.collect()
    }

    /// The bytes that came with a call's end.
    pub(crate) fn attachment(&self, request_id: u32) -> Option<Vec<u8>> {
        let posted = self.world.posted.borrow();
        let of =
            |message: &ToPage| matches!(message, ToPage::End { request_id: of, .. } if *of == request_id);
        posted
            .iter()
            .find(|(message, _)| of(message))
            .and_then(|(_, bytes)| bytes.clone())
    }

    /// The events told so far.
    pub(crate) fn events(&self) -> Vec<Event> {
        let posted = self.world.posted.borrow();
        let events = posted.iter().filter_map(|(message, _)| match message {
            ToPage::Event(event) => Some(event.clone()),
            _ => None,
        });
        events.collect()
    }

    /// How often progress of a call was told.
    pub(crate) fn progress_count(&self, request_id: u32) -> usize {
        let of = |message: &ToPage| matches!(message, ToPage::Progress { request_id: of, .. } if *of == request_id);
        self.world
            .posted
            .borrow()
            .iter()
            .filter(|(message, _)| of(message))
            .count()
    }

    /// Makes a call and waits for its one end.
    pub(crate) fn call(&self, call: Call) -> Result<Answer, CallError> {
        self.call_with(call, None)
    }

    /// Makes a call with a file and waits for its one end.
    pub(crate) fn call_with(&self, call: Call, file: Option<&[u8]>) -> Result<Answer, CallError> {
        let request_id = self.send(None, call, file);
        self.settle();
        let mut ends = self.ends(request_id);
        assert_eq!(ends.len(), 1, "exactly one end to each call: {ends:?}");
        match ends.remove(0) {
            End::Done(answer) => Ok(answer),
            End::Failed(problem) => Err(CallError::Failed(problem)),
            End::Dropped => Err(CallError::Dropped),
            End::Cancelled => Err(CallError::Cancelled),
        }
    }
}
