//! What the Graph page reads: the project, how its graph stands, and the ways to records. The worker keeps the graph, its
//! labels and the map; the page asks how they stand whenever something changed, and shows what it is told.

use std::sync::Arc;

use labelloom_engine::session::{
    edit::Edit,
    graph::{GraphAsk, GraphChoice, GraphColor, GraphHead, GraphReply, GraphView, LayoutHead, Legend},
    reply::ProjectView,
    request::Filter,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    color,
    map::{Map, places_of},
    picking,
};
use crate::{
    actions::{self, graph::Question},
    browser::clock,
    pages::lookup::Lookup,
    route::Router,
    state::{Bench, use_bench},
    theme::ShownTheme,
    worker::protocol::Problem,
};

/// What the panel beside the map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Panel {
    /// One record.
    #[default]
    Record,
    /// Records apart from their neighbours.
    Disagreements,
    /// Records that are nearly the same.
    Twins,
    /// Records picked on the map.
    Picked,
    /// Graphs and models compared.
    Choose,
}

/// What the board remembers for itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Doing {
    /// Whether places are being asked for.
    lays_out: bool,
    /// The state that was last brought up to date: revision, and whether it was only to be settled.
    updated: Option<(u32, bool)>,
}

/// The page's stores; in context on the Graph page.
#[derive(Clone, Copy)]
pub(super) struct Board {
    /// The page's stores.
    pub(super) bench: Bench,
    /// Where one is.
    pub(super) router: Router,
    /// The open project.
    pub(super) project: Memo<Arc<ProjectView>>,
    /// The map.
    pub(super) map: Map,
    /// How the graph stands, as last told.
    pub(super) view: RwSignal<Option<Arc<GraphView>>>,
    /// What the document says of the graph.
    pub(super) choice: Memo<Arc<GraphChoice>>,
    /// How far the map is.
    pub(super) layout: RwSignal<Option<LayoutHead>>,
    /// What the map is coloured by.
    pub(super) color: Memo<GraphColor>,
    /// What its colours mean.
    pub(super) legend: RwSignal<Option<Arc<Legend>>>,
    /// Why there are no colours.
    pub(super) colorless: RwSignal<Option<Problem>>,
    /// The sweep of the method that is shown instead of its result.
    pub(super) sweep: RwSignal<Option<u32>>,
    /// How many records are picked.
    pub(super) picked: RwSignal<u32>,
    /// What the panel shows.
    pub(super) panel: RwSignal<Panel>,
    doing: StoredValue<Doing>,
}

impl Board {
    /// Makes it; `first` is the project as it is now.
    pub(super) fn provide(first: ProjectView) -> Self {
        let bench = use_bench();
        let router = Router::expect();
        bench.graphing.be_of(bench.project_id.get_untracked());
        let first = Arc::new(first);
        let project = Memo::new(move |_| bench.project.get().map_or_else(|| Arc::clone(&first), Arc::new));
        let choice =
            Memo::new(move |_| Arc::new(project.with(|project| project.graph.open()).unwrap_or_default()));
        let color = Memo::new(move |_| {
            let tint = router.route.with(|route| route.tint.clone());
            let color = tint.as_deref().and_then(color::from_word);
            let exists = |color: &GraphColor| project.with(|project| color::exists(*color, project));
            color.filter(exists).unwrap_or(GraphColor::Label)
        });
        let picked = RwSignal::new(0);
        let panel = RwSignal::new(Panel::default());
        let board = Self {
            bench,
            router,
            project,
            map: Map::provide(picking::answers(bench, router, picked, panel)),
            view: RwSignal::new(None),
            choice,
            layout: RwSignal::new(None),
            color,
            legend: RwSignal::new(None),
            colorless: RwSignal::new(None),
            sweep: RwSignal::new(None),
            picked,
            panel,
            doing: StoredValue::new(Doing::default()),
        };
        board.follow();
        provide_context(board);
        board
    }

    /// The board of the page.
    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Asks anew whenever something changed.
    fn follow(self) {
        let revision = Memo::new(move |_| self.project.with(|project| (project.revision, project.slice)));
        Effect::new(move || {
            // Read, not only tracked: a memo that nobody reads hears of nothing.
            let _ = revision.get();
            self.bench.graphing.ended.track();
            self.refresh();
        });
        Effect::new(move || {
            self.view.track();
            self.picked.track();
            let (color, sweep) = (self.color.get(), self.sweep.get());
            self.recolor(color, sweep);
        });
        let theme: ShownTheme = expect_context();
        Effect::new(move || {
            theme.0.track();
            let (color, legend) = (self.color.get(), self.legend.get());
            let inks = self
                .project
                .with(|project| color::inks(color, legend.as_deref(), project));
            self.map.ink(inks);
        });
        // The record that the address names is shown on the map.
        let record = Memo::new(move |_| self.router.route.with(|route| route.record));
        Effect::new(move || {
            if record.get().is_some() {
                self.panel.set(Panel::Record);
            }
        });
        let has_points = Memo::new(move |_| self.map.points.get() > 0);
        Effect::new(move || {
            if let (Some(record), true) = (record.get(), has_points.get()) {
                self.map.show(record);
            }
        });
    }

    /// Asks how the graph stands, and goes on from there.
    fn refresh(self) {
        spawn_local(async move {
            let told = actions::graph::ask(self.bench, Question::State, &GraphAsk::State).await;
            match told {
                Ok(GraphReply::View(view)) => self.stands(*view),
                Ok(_) | Err(None) => {}
                Err(Some(problem)) => self.bench.tell_problem(problem),
            }
        });
    }

    fn stands(self, view: GraphView) {
        let is_left = self.picked.try_set(view.picked).is_some();
        if is_left {
            return;
        }
        let has_graph = view.graph.is_some();
        let laid = view.layout.is_some_and(|layout| layout.finished)
            && self.layout.get_untracked() == view.layout
            && self.map.points.get_untracked() > 0;
        if has_graph && !laid {
            self.lay_out();
        }
        let update = wants_update(&view);
        self.view.set(Some(Arc::new(view)));
        let is_at_work = self.bench.graphing.at_work.with_untracked(Option::is_some);
        let updated = self.doing.with_value(|doing| doing.updated);
        if update.is_some() && update != updated && !is_at_work {
            self.doing.update_value(|doing| doing.updated = update);
            actions::graph::work(self.bench, &GraphAsk::Propagate);
        }
    }

    /// Asks for places until the map is done, showing each as they come.
    fn lay_out(self) {
        if self.doing.with_value(|doing| doing.lays_out) {
            return;
        }
        self.doing.update_value(|doing| doing.lays_out = true);
        spawn_local(async move {
            let mut rounds = 1;
            loop {
                let begun_ms = clock::now_ms();
                let ask = GraphAsk::Layout { rounds };
                let told = actions::graph::numbers(self.bench, Question::Layout, &ask).await;
                let (head, bytes) = match told {
                    Ok((GraphHead::Layout(head), bytes)) => (head, bytes),
                    Err(Some(problem)) => {
                        self.bench.tell_problem(problem);
                        break;
                    }
                    _ => break,
                };
                // The page may be left by then.
                if self.layout.try_set(Some(head)).is_some() {
                    return;
                }
                self.map.place(places_of(&bytes), head.finished);
                if head.finished {
                    break;
                }
                rounds = rounds_next(rounds, clock::now_ms() - begun_ms);
            }
            self.doing.try_update_value(|doing| doing.lays_out = false);
        });
    }

    /// Asks what each record looks like.
    fn recolor(self, color: GraphColor, sweep: Option<u32>) {
        let has = self.view.with_untracked(|view| {
            view.as_ref()
                .map(|view| (view.graph.is_some(), view.picture.is_some()))
        });
        let Some((true, has_picture)) = has else { return };
        let ask = match (sweep, has_picture, color::filter_of_none(color)) {
            (Some(rounds), true, _) => GraphAsk::Watch { rounds },
            // Labels were not carried yet: that is asked for, not done by the way.
            (_, false, Some(Filter::GraphUnreached)) => GraphAsk::Color(GraphColor::Gold),
            _ => GraphAsk::Color(color),
        };
        spawn_local(async move {
            match actions::graph::numbers(self.bench, Question::Color, &ask).await {
                Ok((GraphHead::Legend(legend), mut codes)) => {
                    let flags = codes.split_off(codes.len() / 2);
                    if self.legend.try_set(Some(Arc::new(legend))).is_none() {
                        self.colorless.set(None);
                        self.map.mark(codes, flags);
                    }
                }
                Err(Some(problem)) => drop(self.colorless.try_set(Some(problem))),
                _ => {}
            }
        });
    }

    /// How many records are seeds.
    pub(super) fn seeds(self) -> u32 {
        self.view.with(|view| {
            let picture = view.as_ref().and_then(|view| view.picture.as_ref());
            picture.map_or(0, |picture| picture.seeded)
        })
    }

    /// Whether work is under way.
    pub(super) fn is_at_work(self) -> bool {
        self.bench.graphing.at_work.with(Option::is_some)
    }

    /// Changes what the document says of the graph.
    pub(super) fn choose(self, change: impl FnOnce(&mut GraphChoice)) {
        let now = self.choice.get_untracked();
        let mut choice = (*now).clone();
        change(&mut choice);
        if choice != *now {
            actions::edit::edit(self.bench, Edit::Graph(choice));
        }
    }

    /// The address of a record on the map.
    pub(super) fn on_map(self, record: u32) -> String {
        self.router
            .route
            .with_untracked(|route| route.showing(Some(record)).address())
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

/// How many rounds to ask for next, so that the map is seen to move and little is spent on the way.
fn rounds_next(rounds: u32, took_ms: f64) -> u32 {
    const EVERY_MS: f64 = 120.0;
    let fit = f64::from(rounds) * EVERY_MS / took_ms.max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "1 to 1000"
    )]
    let fit = fit.clamp(1.0, 1000.0) as u32;
    // One slow turn says little of the next one.
    fit.min(rounds.saturating_mul(4)).max(rounds / 4).max(1)
}

/// What is to be brought up to date behind a person's back: labels of an older state of the project, along a graph that
/// still stands; and labels that an edit gave at once, to be settled. A graph of another choice waits to be asked for.
fn wants_update(view: &GraphView) -> Option<(u32, bool)> {
    let graph = view.graph.as_ref()?;
    let picture = view.picture.as_ref().filter(|_| !graph.stale)?;
    let only_settles = !picture.stale && !picture.settled;
    (picture.stale || only_settles).then_some((view.revision, only_settles))
}

#[cfg(test)]
mod tests {
    use super::rounds_next;

    #[test]
    fn rounds_follow_the_time_that_they_take() {
        assert_eq!(rounds_next(1, 5.0), 4);
        assert_eq!(rounds_next(16, 120.0), 16);
        assert_eq!(rounds_next(16, 240.0), 8);
        assert_eq!(rounds_next(16, 9_000.0), 4);
        assert_eq!(rounds_next(1, 9_000.0), 1);
        assert_eq!(rounds_next(4_000, 0.0), 1_000);
    }
}
