//! What the page knows: small plain stores in one [`Bench`] that every component finds in its context. Records are
//! never here; lists ask for the rows they show. What changes these stores are the [`crate::actions`].

mod augment;
mod fitting;
mod graph;
mod import;
mod notice;
mod progress;
mod save;
mod suggest;
mod theme;

use std::collections::BTreeMap;

use labelloom_engine::ids::RuleId;
use labelloom_engine::modality::Modality;
use labelloom_engine::session::edit::{Draft, RuleText};
use labelloom_engine::session::reply::{DraftView, ProjectView};
use labelloom_engine::session::request::Selection;
use leptos::prelude::*;

pub(crate) use augment::{Augmenting, Basis};
pub(crate) use fitting::{Fitting, Inquiry};
pub(crate) use graph::Graphing;
pub(crate) use import::Incoming;
pub(crate) use notice::{Notice, NoticeAction, Tone};
pub(crate) use progress::ProgressView;
pub(crate) use save::{SaveState, Shown};
pub(crate) use suggest::{Answered, Asked, By, Found, Suggesting, Work};
pub(crate) use theme::Theme;

use crate::route::{Open, Route};
use crate::worker::protocol::{CallProgress, Problem, ProjectCard};
use crate::worker::{CallError, Client, WorkerStatus};

/// Where one comes from while a conflict is mended in the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mending {
    /// The rule that is mended.
    pub(crate) rule: RuleId,
    /// The record, by its index in the corpus.
    pub(crate) record: Option<u32>,
    /// The walk to go back to.
    pub(crate) back: Route,
}

/// The stores of the page. Copies are the same stores.
#[derive(Clone, Copy)]
pub(crate) struct Bench {
    client: StoredValue<Client, LocalStorage>,
    /// The saved projects, once listed.
    pub(crate) projects: RwSignal<Option<Vec<ProjectCard>>>,
    /// The open project's id.
    pub(crate) project_id: RwSignal<Option<String>>,
    /// The open project.
    pub(crate) project: RwSignal<Option<ProjectView>>,
    /// Whether the open project is of images, and what draws them is there.
    pub(crate) pictures: RwSignal<bool>,
    /// Whether the open project can't be changed here, because another tab has it.
    pub(crate) read_only: RwSignal<bool>,
    /// What is on disk.
    pub(crate) save: RwSignal<SaveState>,
    /// The rule being written, as it stands in the editor.
    pub(crate) draft_text: RwSignal<Option<Draft>>,
    /// The newest figures of the draft; of a slightly older text while the engine counts.
    pub(crate) draft: RwSignal<Option<DraftView>>,
    /// How far the draft's figures are, while they are counted step by step.
    pub(crate) draft_progress: RwSignal<Option<CallProgress>>,
    /// Changes to rules that are not open now, by the rule; they outlive the page that they were written on.
    pub(crate) left: RwSignal<BTreeMap<Open, RuleText>>,
    /// A record whose conflict is being mended, while the rule is in the editor.
    pub(crate) mending: RwSignal<Option<Mending>>,
    /// Which records are shown.
    pub(crate) selection: RwSignal<Selection>,
    /// Files and folders that are no one file of text: gone through by [`crate::pages`]' pictures before anything is read.
    pub(crate) dropped: RwSignal<Option<js_sys::Array>, LocalStorage>,
    /// The file about to be imported.
    pub(crate) incoming: RwSignal<Option<Incoming>, LocalStorage>,
    /// Long work that is under way.
    pub(crate) progress: RwSignal<Option<ProgressView>>,
    /// What the person should know, the oldest first.
    pub(crate) notices: RwSignal<Vec<Notice>>,
    /// Light, dark, or as the system is.
    pub(crate) theme: RwSignal<Theme>,
    /// Time the engine took for the last figures of the draft, in milliseconds.
    pub(crate) engine_ms: RwSignal<Option<f64>>,
    /// Bytes that the worker's memory has grown to.
    pub(crate) memory_bytes: RwSignal<f64>,
    /// Files of the build that page and worker have fetched since the page was loaded.
    pub(crate) files_loaded: RwSignal<u32>,
    /// How the worker is.
    pub(crate) worker: RwSignal<WorkerStatus>,
    /// What to write the next rule about.
    pub(crate) suggesting: Suggesting,
    /// What the label model made of the votes.
    pub(crate) fitting: Fitting,
    /// Work on the graph.
    pub(crate) graphing: Graphing,
    /// What was measured of variants.
    pub(crate) augmenting: Augmenting,
}

impl Bench {
    /// Stores of a page that has just loaded, over a channel.
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client: StoredValue::new_local(client),
            projects: RwSignal::new(None),
            project_id: RwSignal::new(None),
            project: RwSignal::new(None),
            pictures: RwSignal::new(false),
            read_only: RwSignal::new(false),
            save: RwSignal::new(SaveState::default()),
            draft_text: RwSignal::new(None),
            draft: RwSignal::new(None),
            draft_progress: RwSignal::new(None),
            left: RwSignal::new(BTreeMap::new()),
            mending: RwSignal::new(None),
            selection: RwSignal::new(Selection::default()),
            dropped: RwSignal::new_local(None),
            incoming: RwSignal::new_local(None),
            progress: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            theme: RwSignal::new(Theme::default()),
            engine_ms: RwSignal::new(None),
            memory_bytes: RwSignal::new(0.0),
            files_loaded: RwSignal::new(0),
            worker: RwSignal::new(WorkerStatus::default()),
            suggesting: Suggesting::new(),
            fitting: Fitting::new(),
            graphing: Graphing::new(),
            augmenting: Augmenting::new(),
        }
    }

    /// The channel.
    pub(crate) fn client(&self) -> Client {
        self.client.get_value()
    }

    /// Tells a person what went wrong and what to do.
    pub(crate) fn tell_problem(&self, problem: Problem) {
        self.notices
            .update(|notices| notice::push(notices, Notice::problem(problem)));
    }

    /// Tells a person something good to know.
    pub(crate) fn tell(&self, what: impl Into<String>) {
        self.notices
            .update(|notices| notice::push(notices, Notice::said(what)));
    }

    /// Tells a person something good to know, with a way to act on it.
    pub(crate) fn tell_with(&self, what: impl Into<String>, action: NoticeAction) {
        self.notices
            .update(|notices| notice::push(notices, Notice::said(what).with(action)));
    }

    /// Tells a person of a problem with a way to act on it.
    pub(crate) fn offer(&self, problem: Problem, action: NoticeAction) {
        self.notices
            .update(|notices| notice::push(notices, Notice::problem(problem).with(action)));
    }

    /// Takes away what offers an action that has become pointless.
    pub(crate) fn withdraw(&self, action: NoticeAction) {
        self.notices
            .update(|notices| notices.retain(|notice| notice.action != Some(action)));
    }

    /// Takes a notice away.
    pub(crate) fn dismiss(&self, notice_id: u32) {
        self.notices
            .update(|notices| notices.retain(|notice| notice.id != notice_id));
    }

    /// The one place where a call's error reaches the person. Dropped and cancelled calls are nothing to tell; a
    /// worker's death is told once, by the listener in [`crate::actions::worker`].
    pub(crate) fn tell_error(&self, error: CallError) {
        if let CallError::Failed(problem) = error {
            self.tell_problem(problem);
        }
    }
}

/// Whether a project is of images.
pub(crate) fn is_of_images(project: &Option<ProjectView>) -> bool {
    let project = project.as_ref();
    project.is_some_and(|project| project.source.modality == Modality::Image)
}

/// The page's stores, from the context.
pub(crate) fn use_bench() -> Bench {
    expect_context::<Bench>()
}
