//! The open project: opened from what is saved, put away, deleted; and who may write it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use labelloom_engine::session::journal::JournalEntry;
use labelloom_engine::session::reply::{ProjectView, Reply};
use labelloom_engine::session::request::Request;
use labelloom_engine::session::snapshot::Loading;
use labelloom_engine::session::{Project, Session};

use super::library::{self, Head, Saved};
use super::saver::Saver;
use super::world::World;
use super::{Ended, Host, Stop};
use crate::worker::protocol::{Answer, CallProgress, Event, Problem, ProjectCard, ToPage, Unit};

/// A journal of more lines than this is folded into a new head when its project is opened.
pub(super) const MOST_LINES: usize = 5_000;

/// The open project's place on disk, and the right to write there.
pub(super) struct OpenProject<W: World> {
    card: RefCell<ProjectCard>,
    saver: Rc<Saver<W>>,
    taken: Rc<Cell<bool>>,
    /// None where another tab holds it.
    lock: Option<W::Lock>,
}

impl<W: World> OpenProject<W> {
    /// A project with its card, its writer and, where this tab may write, its lock.
    pub(super) fn new(
        card: ProjectCard,
        saver: Rc<Saver<W>>,
        taken: Rc<Cell<bool>>,
        lock: Option<W::Lock>,
    ) -> Self {
        Self {
            card: RefCell::new(card),
            saver,
            taken,
            lock,
        }
    }

    /// Its id.
    pub(super) fn id(&self) -> String {
        self.card.borrow().id.clone()
    }

    /// The card, of so many bytes more.
    pub(super) fn grow(&self, bytes: f64) -> ProjectCard {
        let mut card = self.card.borrow_mut();
        card.size_bytes += bytes;
        card.clone()
    }

    /// Whether another tab has it.
    pub(super) fn is_read_only(&self) -> bool {
        self.lock.is_none() || self.taken.get()
    }

    /// Hands changes to the writer.
    pub(super) fn save(&self, entries: Vec<JournalEntry>, project: &Project, now_ms: f64) {
        if entries.is_empty() || self.is_read_only() {
            return;
        }
        let mut card = self.card.borrow_mut();
        describe(&mut card, project, now_ms);
        self.saver.add(entries, card.clone());
    }
}

/// Brings a card up to its project.
pub(super) fn describe(card: &mut ProjectCard, project: &Project, now_ms: f64) {
    let document = project.document();
    card.name.clone_from(&document.name);
    card.records = project.records();
    card.labels = document.labels.iter().map(|label| label.name.clone()).collect();
    card.rules = u32::try_from(document.rules.len()).unwrap_or(u32::MAX);
    card.updated_ms = now_ms;
}

/// A lock and the word that it was lost.
pub(super) struct Held<L> {
    pub(super) lock: Option<L>,
    pub(super) taken: Rc<Cell<bool>>,
}

impl<W: World> Host<W> {
    /// Takes a project's lock. When another tab takes it over later, the page hears of it.
    pub(super) async fn hold(self: &Rc<Self>, project: &str, take_over: bool) -> Held<W::Lock> {
        let taken = Rc::new(Cell::new(false));
        let (lost, host) = (taken.clone(), Rc::downgrade(self));
        let lock = self.world.lock(project, take_over, move || {
            lost.set(true);
            if let Some(host) = host.upgrade() {
                host.project_lost(&lost);
            }
        });
        Held {
            lock: lock.await,
            taken,
        }
    }

    fn project_lost(&self, taken: &Rc<Cell<bool>>) {
        let open = self.open.borrow();
        if let Some(open) = open.as_ref().filter(|open| Rc::ptr_eq(&open.taken, taken)) {
            open.saver.stop();
            self.world.post(&ToPage::Event(Event::ProjectTakenOver), None);
        }
    }

    pub(super) async fn open_project(self: &Rc<Self>, request_id: u32, id: &str, take_over: bool) -> Ended {
        self.put_away().await?;
        let held = self.hold(id, take_over).await;
        let read_only = held.lock.is_none();
        let mut saved = library::load(self.world.store(), id).await?;
        let mut project = self.read_project(request_id, &saved).await?;
        let repaired = self.repair(&saved, read_only).await?;
        if saved.journal.entries.len() > MOST_LINES && !read_only {
            self.fold(project, &saved).await?;
            saved = library::load(self.world.store(), id).await?;
            project = self.read_project(request_id, &saved).await?;
        }
        let saver = Saver::new(self.world.clone(), saved.journal.next);
        let open = OpenProject::new(saved.card, saver, held.taken, held.lock);
        let replayed = self.install(open, project, |session| {
            session.replay(&saved.journal.entries)?;
            saved.draft.map_or(Ok(()), |draft| session.restore_draft(draft))
        });
        if let Err(error) = replayed {
            self.forget();
            return Err(error.into());
        }
        Ok(Answer::Opened {
            id: id.to_owned(),
            view: self.view()?,
            repaired,
            read_only,
        })
    }

    /// Folds a long journal into a new head. A head has no undo, so the project is then read again from it: what undo
    /// offers is always what the journal can replay.
    async fn fold(&self, project: Project, saved: &Saved) -> Result<(), Stop> {
        let mut session = Session::new();
        session.open(project);
        session.replay(&saved.journal.entries)?;
        let head = Head {
            journal_from: saved.journal.next,
            parts: saved.head.parts,
            head: session.project()?.head()?,
        };
        library::snapshot(self.world.store(), &saved.card, &head).await?;
        Ok(())
    }

    /// Reads a project as it was when its journal began.
    async fn read_project(&self, request_id: u32, saved: &Saved) -> Result<Project, Stop> {
        let mut loading = self.read_parts(request_id, saved).await?;
        while let Some(progress) = loading.step() {
            self.go_on(request_id)?;
            self.tell(request_id, CallProgress::from(progress));
            self.world.turn().await;
        }
        Ok(loading.finish()?)
    }

    async fn read_parts(&self, request_id: u32, saved: &Saved) -> Result<Loading, Stop> {
        let mut loading = Loading::new(&saved.head.head)?;
        for number in 0..saved.head.parts {
            self.go_on(request_id)?;
            let part = library::part(self.world.store(), &saved.card.id, number).await?;
            let records = loading.push(&part)?;
            let progress = CallProgress {
                estimate: None,
                stage: "reading the records".to_owned(),
                unit: Unit::Parts,
                done: f64::from(records),
                total: f64::from(loading.records()),
                rows: Some(records),
            };
            self.tell(request_id, progress);
            self.world.turn().await;
        }
        Ok(loading)
    }

    /// Cuts off what can't be read of the journal, and says so.
    async fn repair(&self, saved: &Saved, read_only: bool) -> Result<Option<String>, Stop> {
        let lost = saved.journal.lost;
        if lost == 0 {
            return Ok(None);
        }
        if !read_only {
            library::cut(self.world.store(), &saved.card.id, saved.journal.next).await?;
        }
        let changes = if lost == 1 {
            "The last change".to_owned()
        } else {
            format!("The last {lost} changes")
        };
        Ok(Some(format!(
            "{changes} could not be read and was left out. Everything before is here."
        )))
    }

    /// Makes a project the open one, and brings its session up to date, without a turn for other calls between.
    pub(super) fn install(
        &self,
        open: OpenProject<W>,
        project: Project,
        prepare: impl FnOnce(&mut Session) -> labelloom_engine::error::Result<()>,
    ) -> labelloom_engine::error::Result<()> {
        self.generation.set(self.generation.get() + 1);
        let mut session = self.session.borrow_mut();
        session.open(project);
        *self.open.borrow_mut() = Some(open);
        prepare(&mut session)
    }

    /// The open project as the page shows it.
    pub(super) fn view(&self) -> Result<Box<ProjectView>, Stop> {
        match self.session.borrow_mut().answer(Request::Project)? {
            Reply::Project(view) => Ok(view),
            _ => Err(Problem::new(
                "The engine gave another answer than asked for",
                "Load the page again.",
            )
            .into()),
        }
    }

    pub(super) async fn delete_project(self: &Rc<Self>, id: &str) -> Ended {
        let is_open = self.open.borrow().as_ref().is_some_and(|open| open.id() == id);
        if is_open {
            // Unsaved changes go with it.
            self.forget();
            self.world.turn().await;
        }
        let held = self.hold(id, false).await;
        if held.lock.is_none() {
            let remedy = "Close it there first.";
            return Err(Problem::new("This project is open in another tab", remedy).into());
        }
        library::delete(self.world.store(), id).await?;
        Ok(Answer::Deleted)
    }

    /// Waits until everything is on disk, and closes the open project. One that can't be saved stays open.
    pub(super) async fn put_away(&self) -> Result<(), Stop> {
        let saver = self.open.borrow().as_ref().map(|open| open.saver.clone());
        if let Some(saver) = saver
            && !saver.flush().await
        {
            let what = "The open project has changes that could not be saved";
            return Err(Problem::new(what, "Save it as a project file, or make room, and try again.").into());
        }
        self.forget();
        // The browser takes the lock back in a later turn; until then the project would count as open elsewhere.
        self.world.turn().await;
        Ok(())
    }

    /// Closes the open project at once.
    pub(super) fn forget(&self) {
        self.generation.set(self.generation.get() + 1);
        if let Some(open) = self.open.borrow_mut().take() {
            open.saver.stop();
        }
        self.session.borrow_mut().close();
    }

    /// Clears away the records of imports that were killed. Those under way in another tab hold their lock.
    pub(super) async fn sweep(self: &Rc<Self>) {
        // Leftovers only take room: what can't be swept now is swept at another start.
        let Ok(leftovers) = library::leftovers(self.world.store()).await else {
            return;
        };
        for id in leftovers {
            let held = self.hold(&id, false).await;
            if held.lock.is_some()
                && library::leftovers(self.world.store())
                    .await
                    .is_ok_and(|ids| ids.contains(&id))
            {
                let _ = library::delete(self.world.store(), &id).await;
            }
        }
    }
}
