//! Writes the changes of the open project to disk, in order and in the background: the page has its answer before, and
//! is told when the change is safe. What can't be written is kept and tried again.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use labelloom_engine::session::journal::JournalEntry;

use super::library;
use super::world::World;
use crate::worker::protocol::{Event, Problem, ProjectCard, ToPage};

/// How long to wait before a failed write is tried again.
const RETRY_AFTER_MS: i32 = 10_000;

/// The changes of one request, and what the project is after them.
#[derive(Debug)]
struct Batch {
    entries: Vec<JournalEntry>,
    card: ProjectCard,
}

/// The writer of one open project.
pub(super) struct Saver<W: World> {
    world: Rc<W>,
    queue: RefCell<VecDeque<Batch>>,
    /// The number of the next line to be written.
    next: Cell<u32>,
    writing: Cell<bool>,
    failed: Cell<bool>,
    stopped: Cell<bool>,
}

impl<W: World> Saver<W> {
    /// A writer whose next line gets this number.
    pub(super) fn new(world: Rc<W>, next: u32) -> Rc<Self> {
        Rc::new(Self {
            world,
            queue: RefCell::default(),
            next: Cell::new(next),
            writing: Cell::new(false),
            failed: Cell::new(false),
            stopped: Cell::new(false),
        })
    }

    /// Takes changes to be written.
    pub(super) fn add(self: &Rc<Self>, entries: Vec<JournalEntry>, card: ProjectCard) {
        self.queue.borrow_mut().push_back(Batch { entries, card });
        self.start();
    }

    /// Waits until everything queued is written, or until writing has failed. Whether all is written.
    pub(super) async fn flush(self: &Rc<Self>) -> bool {
        while self.writing.get() && !self.failed.get() {
            self.world.turn().await;
        }
        self.queue.borrow().is_empty()
    }

    /// Ends the writing for good: the project is another tab's now, or gone.
    pub(super) fn stop(&self) {
        self.stopped.set(true);
        self.queue.borrow_mut().clear();
    }

    fn start(self: &Rc<Self>) {
        if !self.writing.replace(true) {
            let saver = self.clone();
            self.world.spawn(async move { saver.run().await });
        }
    }

    async fn run(self: Rc<Self>) {
        loop {
            let batch = self.queue.borrow_mut().pop_front();
            let Some(batch) = batch else { break };
            if let Err(problem) = self.write(&batch).await {
                if self.stopped.get() {
                    break;
                }
                self.queue.borrow_mut().push_front(batch);
                self.world.post(&ToPage::Event(Event::SaveFailed(problem)), None);
                self.failed.set(true);
                self.world.sleep(RETRY_AFTER_MS).await;
                self.failed.set(false);
            }
        }
        self.writing.set(false);
    }

    async fn write(&self, batch: &Batch) -> Result<(), Problem> {
        let next = self.next.get();
        library::append(self.world.store(), &batch.card, next, &batch.entries).await?;
        self.next
            .set(next + u32::try_from(batch.entries.len()).unwrap_or(u32::MAX));
        if let Some(entry) = batch.entries.last() {
            let saved = Event::Saved {
                revision: entry.revision,
                at_ms: self.world.now_ms(),
            };
            self.world.post(&ToPage::Event(saved), None);
        }
        Ok(())
    }
}
