//! The Suggestions pane: terms to write rules of, and themes among records. It asks when it is first seen, when
//! something else is chosen, and by itself after a change where the last answer came at once.

mod controls;
mod deeds;
mod status;
mod term;
mod terms;
mod themes;
mod words;

use labelloom_engine::session::{
    request::Selection,
    suggest::{Evidence, SuggestOptions, ThemeScope},
};
use leptos::prelude::*;

use self::{controls::Controls, terms::Terms, themes::Themes};
use super::{desk::Desk, shown::Shown};
use crate::{
    actions,
    components::Kbd,
    keys::{Action, Keys},
    route::Side,
    state::{Asked, By, Found, Suggesting, is_of_images},
};

/// An answer that came within so many milliseconds is asked for again without a word.
const CHEAP_MS: f64 = 300.0;

/// Themes are looked for without being asked among so many records.
const FEW: u32 = 100_000;

/// The precision that a term has at least, in percent, before another one is chosen.
const PRECISION: u8 = 90;

/// The two faces of the left pane, as tabs.
#[component]
pub(super) fn SideTabs() -> impl IntoView {
    let desk = Desk::expect();
    let shown = Shown::expect();
    let tab = move |side: Side| {
        let href = move || desk.router.route.with(|route| route.side(side).address());
        let is_here = move || {
            desk.router
                .route
                .with(|route| route.side == side)
                .then_some("true")
        };
        // Fewer are seen while the table is searched.
        let rules = move || match (desk.lines.with(Vec::len), shown.ids.with(Vec::len)) {
            (all, seen) if seen == all => all.to_string(),
            (all, seen) => format!("{seen} of {all}"),
        };
        match side {
            Side::Rules => view! {
                <a class="side-tab" href=href aria-current=is_here data-testid="side-rules">
                    "Rules " <span class="muted rules-number" data-testid="rules-number">{rules}</span>
                </a>
            }
            .into_any(),
            Side::Suggestions => view! {
                <a class="side-tab" href=href aria-current=is_here data-testid="side-suggestions">
                    "Suggestions " <Kbd keys="G" />
                </a>
            }
            .into_any(),
        }
    };
    view! { <nav class="side-tabs" aria-label="Left pane">{tab(Side::Rules)} {tab(Side::Suggestions)}</nav> }
}

/// What the pane's parts share.
#[derive(Clone, Copy)]
struct Pane {
    desk: Desk,
    store: Suggesting,
    /// What is chosen.
    asked: Memo<Asked>,
    /// The project as it is, for what terms hang on.
    found: Memo<Found>,
    /// The same, for themes.
    themes_found: Memo<Found>,
}

impl Pane {
    fn provide(desk: Desk) -> Self {
        let store = desk.bench.suggesting;
        store.be_of(desk.bench.project_id.get_untracked());
        let asked = Memo::new(move |_| store.asked.get().unwrap_or_else(|| first(desk)));
        let list = move || desk.router.route.with(|route| route.selection.clone());
        let found = Memo::new(move |_| {
            let of_list = asked.get().by == By::List;
            desk.project
                .with(|project| Found::of(project, of_list.then(list)))
        });
        let themes_found = Memo::new(move |_| {
            let of_list = asked.get().themes_of_list;
            desk.project
                .with(|project| Found::of(project, of_list.then(list)))
        });
        let pane = Self {
            desk,
            store,
            asked,
            found,
            themes_found,
        };
        provide_context(pane);
        pane
    }

    fn expect() -> Self {
        expect_context()
    }

    /// Chooses something else.
    fn choose(self, change: impl FnOnce(&mut Asked)) {
        let mut asked = self.asked.get_untracked();
        change(&mut asked);
        self.store.asked.set(Some(asked));
    }

    /// The list of records as it is.
    fn list(self) -> Selection {
        self.desk
            .router
            .route
            .with_untracked(|route| route.selection.clone())
    }

    /// What the terms that are shown were judged by: what is chosen may still be on its way.
    fn shown_by(self) -> By {
        self.store.terms.answer.with(|answer| {
            let evidence = answer.as_ref().map(|answer| &answer.view.options.evidence);
            match evidence {
                Some(Evidence::Gold) => By::Gold,
                Some(Evidence::Votes) => By::Votes,
                Some(Evidence::List(_)) => By::List,
                None => self.asked.get().by,
            }
        })
    }

    /// What is asked of the engine for terms.
    fn options(self) -> SuggestOptions {
        let asked = self.asked.get_untracked();
        SuggestOptions {
            evidence: match asked.by {
                By::Gold => Evidence::Gold,
                By::Votes => Evidence::Votes,
                By::List => Evidence::List(self.list()),
            },
            label: asked.label,
            precision: f64::from(asked.precision) / 100.0,
            dismissed: self.store.dismissed.get_untracked(),
        }
    }

    fn ask_terms(self) {
        actions::suggest::terms(self.desk.bench, self.options(), self.found.get_untracked());
    }

    fn ask_themes(self) {
        let scope = if self.asked.get_untracked().themes_of_list {
            ThemeScope::List(self.list())
        } else {
            ThemeScope::Uncovered
        };
        actions::suggest::themes(self.desk.bench, scope, self.themes_found.get_untracked());
    }

    /// Asks when the pane opens, when something else is chosen, and after cheap changes.
    fn follow(self) {
        let terms = self.store.terms;
        let wanted = Memo::new(move |_| {
            let asked = self.asked.get();
            (asked.by, asked.label, asked.precision)
        });
        // What is read is what an effect follows: a memo that nobody has read follows nothing itself.
        Effect::new(move |before: Option<_>| {
            let now = wanted.get();
            let is_answered =
                terms.answer.with_untracked(Option::is_some) || terms.at_work.get_untracked().is_some();
            if before.is_some() || !is_answered {
                untrack(|| self.ask_terms());
            }
            now
        });
        Effect::new(move || {
            let now = self.found.get();
            // Following a link changes the list: what is told of a list stays until it is asked for anew.
            let is_due = terms.answer.with_untracked(|answer| {
                answer.as_ref().is_some_and(|answer| {
                    answer.took_ms < CHEAP_MS
                        && answer.found != now
                        && answer.found.list.is_none()
                        && now.list.is_none()
                })
            });
            if is_due {
                untrack(|| self.ask_terms());
            }
        });
        Effect::new(move || {
            let is_there = terms.answer.with(Option::is_some) && terms.at_work.get().is_none();
            if is_there && self.store.wants_focus.get() {
                self.store.wants_focus.set(false);
                terms::focus_soon();
            }
        });
        let themes = self.store.themes;
        let of_list = Memo::new(move |_| self.asked.get().themes_of_list);
        Effect::new(move |before: Option<_>| {
            let now = of_list.get();
            let is_answered =
                themes.answer.with_untracked(Option::is_some) || themes.at_work.get_untracked().is_some();
            // Names of images are no texts that could have themes.
            let of_images = self.desk.bench.project.with_untracked(is_of_images);
            let is_small = self.desk.records.get_untracked() <= FEW && !of_images;
            if before.is_some() || !is_answered && is_small {
                untrack(|| self.ask_themes());
            }
            now
        });
        Effect::new(move || {
            let now = self.themes_found.get();
            let is_due = themes.answer.with_untracked(|answer| {
                answer.as_ref().is_some_and(|answer| {
                    answer.took_ms < CHEAP_MS
                        && answer.found != now
                        && answer.found.list.is_none()
                        && now.list.is_none()
                })
            });
            if is_due {
                untrack(|| self.ask_themes());
            }
        });
    }
}

/// What is chosen at first: gold where there is any, else votes, else the list of records.
fn first(desk: Desk) -> Asked {
    let by = desk.project.with_untracked(|project| {
        if project.gold.dev > 0 {
            By::Gold
        } else if project.rules.is_empty() {
            By::List
        } else {
            By::Votes
        }
    });
    Asked {
        by,
        label: None,
        precision: PRECISION,
        themes_of_list: false,
    }
}

/// The pane. A door of the part `pages`.
#[inline(never)]
pub(super) fn door() -> AnyView {
    view! { <SuggestPane /> }.into_any()
}

/// The pane.
#[component]
fn SuggestPane() -> impl IntoView {
    let pane = Pane::provide(Desk::expect());
    let of_images = pane.desk.bench.project.with_untracked(is_of_images);
    pane.follow();
    view! {
        <section class="pane suggest-pane" aria-label="Suggestions" data-testid="suggest-pane">
            <div class="pane-head"><SideTabs /></div>
            <Controls />
            <div class="pane-scroll suggest-scroll">
                {of_images.then(|| view! { <p class="suggest-images muted small">"Terms are words of the images' names. For what images look like, compare their numbers in a rule, or see what is alike on the page Graph."</p> })}
                <Terms />
                {(!of_images).then(|| view! { <Themes /> })}
            </div>
        </section>
    }
}

/// `G` goes to the suggestions, and from within them back to the rules.
pub(super) fn answer_keys(desk: Desk) {
    let router = desk.router;
    Keys::on(Action::Suggestions, move || {
        let route = router.route.get_untracked();
        let is_inside = document()
            .active_element()
            .and_then(|focused| focused.closest(".suggest-pane").ok().flatten())
            .is_some();
        if route.side == Side::Suggestions && is_inside {
            return router.go(&route.side(Side::Rules));
        }
        let there = route.side(Side::Suggestions);
        if there != route {
            router.go(&there);
        }
        desk.bench.suggesting.wants_focus.set(true);
    });
}
