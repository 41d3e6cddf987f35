//! What the Labels page reads: the project, its labels as last told, and the ways to records and rules.

use std::sync::Arc;

use labelloom_engine::session::{
    edit::Edit,
    labels::{GoldSide, LabelsView, Measured, ModelChoice, ModelInfo, SideFigures},
    reply::ProjectView,
};
use leptos::prelude::*;

use crate::{
    actions,
    pages::lookup::Lookup,
    route::{Judge, Router},
    state::{Bench, Fitting, use_bench},
};

/// The page's stores; in context on the Labels page.
#[derive(Clone, Copy)]
pub(super) struct Board {
    /// The page's stores.
    pub(super) bench: Bench,
    /// Where one is.
    pub(super) router: Router,
    /// The open project.
    pub(super) project: Memo<Arc<ProjectView>>,
    /// What the label model made of the votes.
    pub(super) fitting: Fitting,
    /// The label models as they describe themselves; none before the first fit.
    pub(super) models: Memo<Vec<ModelInfo>>,
    /// Which gold is judged by: what the address says, as far as there is such gold.
    pub(super) judge: Memo<Judge>,
}

impl Board {
    /// Makes it; `first` is the project as it is now.
    pub(super) fn provide(first: ProjectView) -> Self {
        let bench = use_bench();
        let router = Router::expect();
        let first = Arc::new(first);
        let project = Memo::new(move |_| bench.project.get().map_or_else(|| Arc::clone(&first), Arc::new));
        let judge = Memo::new(move |_| {
            let has_held_out = project.with(|project| project.gold.held_out > 0);
            router.route.with(|route| route.judge).or(has_held_out)
        });
        let board = Self {
            bench,
            router,
            project,
            fitting: bench.fitting,
            models: Memo::new(move |_| bench.fitting.models()),
            judge,
        };
        provide_context(board);
        board
    }

    /// The board of the page.
    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// The labels as last told. Who calls it is drawn again with every fit, and when other gold judges; what is drawn
    /// below may then read without tracking.
    pub(super) fn labels_view(self) -> Option<Arc<LabelsView>> {
        self.judge.track();
        self.fitting.labels.answer.get()
    }

    /// Whether the labels told are not those of the project as it is.
    pub(super) fn is_behind(self) -> bool {
        let revision = self.project.with(|project| project.revision);
        self.fitting
            .labels
            .answer
            .with(|answer| answer.as_ref().is_none_or(|view| view.revision != revision))
    }

    /// The label model that the project has chosen.
    pub(super) fn model(self) -> ModelInfo {
        self.models.track();
        self.project.with(|project| self.named(&project.model.model))
    }

    /// The model of a name, as it describes itself.
    pub(super) fn named(self, name: &str) -> ModelInfo {
        self.models.with_untracked(|models| {
            let known = models.iter().find(|model| model.name == name);
            known.cloned().unwrap_or_else(|| unknown(name))
        })
    }

    /// Changes what the label model is told.
    pub(super) fn choose(self, change: impl FnOnce(&mut ModelChoice)) {
        let now = self.project.with_untracked(|project| project.model.clone());
        let mut choice = now.clone();
        change(&mut choice);
        if choice != now {
            actions::edit::edit(self.bench, Edit::SetModel { choice });
        }
    }

    /// The figures on the gold in force.
    pub(super) fn side(self, view: &LabelsView) -> Option<SideFigures> {
        match self.judge.get_untracked() {
            Judge::Dev => Some(view.dev.clone()),
            Judge::HeldOut => view.held_out.clone(),
        }
    }

    /// The majority vote's figures on the gold in force.
    pub(super) fn majority_side(self, view: &LabelsView) -> Option<SideFigures> {
        match self.judge.get_untracked() {
            Judge::Dev => Some(view.majority.dev.clone()),
            Judge::HeldOut => view.majority.held_out.clone(),
        }
    }
}

impl Lookup for Board {
    fn open_project(self) -> Memo<Arc<ProjectView>> {
        self.project
    }

    fn place(self) -> Router {
        self.router
    }
}

impl Judge {
    /// The same where there is such gold, else dev.
    fn or(self, has_held_out: bool) -> Self {
        if has_held_out { self } else { Self::Dev }
    }

    /// As the engine calls it.
    pub(super) fn gold(self) -> GoldSide {
        match self {
            Self::Dev => GoldSide::Dev,
            Self::HeldOut => GoldSide::HeldOut,
        }
    }

    /// As people say it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev gold",
            Self::HeldOut => "held-out gold",
        }
    }
}

/// A model that nothing is told of yet but its name.
fn unknown(name: &str) -> ModelInfo {
    ModelInfo {
        name: name.to_owned(),
        title: name.to_owned(),
        sentence: String::new(),
        least_rules: 1,
        uses_gold: false,
        uses_balance: true,
    }
}

/// Right, and of how many; nothing of nothing where it was not measured.
pub(super) fn parts(measured: Option<Measured>) -> (u32, u32) {
    measured.map_or((0, 0), |measured| (measured.correct, measured.n))
}
