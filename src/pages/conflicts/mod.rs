//! The Conflicts page: how rules and labels meet, as maps and lists; and a walk through conflicting records, one at a
//! time, to mend a rule, add an exception, or decide by hand.

mod board;
mod facts;
mod labels_map;
mod pairs;
mod rules_map;
mod walk;
mod words;

use labelloom_engine::session::{reply::ProjectView, request::Filter};
use leptos::prelude::*;

use self::{
    board::Board,
    labels_map::LabelsMap,
    pairs::{MostConflicts, SayTheSame},
    rules_map::RulesMap,
    walk::Walk,
};
use crate::{
    actions,
    components::{
        EmptyState, Tip,
        numbers::{count, percent},
    },
    state::use_bench,
};

/// Shows the page. A door of the part `pages`.
#[inline(never)]
pub(crate) fn door() -> AnyView {
    let project = use_bench().project.get_untracked();
    project
        .map(|project| view! { <ConflictsPage project=project /> })
        .into_any()
}

/// The page; `project` is the project as it is when the page opens. An address with filters walks their records.
#[component]
fn ConflictsPage(project: ProjectView) -> impl IntoView {
    let board = Board::provide(project);
    // Figures here are of the rules as saved. What is being written waits for the editor.
    Effect::new(move |before: Option<()>| {
        if board.bench.draft.with(Option::is_some) || before.is_none() {
            actions::draft::set_aside(board.bench);
        }
    });
    let walks = Memo::new(move |_| {
        board.router.route.with(|route| {
            let selection = &route.selection;
            !selection.filters.is_empty() || !selection.search.is_empty()
        })
    });
    move || {
        if walks.get() {
            view! { <Walk /> }.into_any()
        } else {
            view! { <Maps /> }.into_any()
        }
    }
}

/// The maps and lists.
#[component]
fn Maps() -> impl IntoView {
    let board = Board::expect();
    board.count();
    let has_pairs = Memo::new(move |_| {
        board
            .project
            .with(|project| project.rules.iter().filter(|rule| rule.enabled).count() >= 2)
    });
    view! {
        <div class="conflicts" data-testid="conflicts-page">
            <Summary />
            <Show when=move || has_pairs.get() fallback=TooFew>
                <Counting />
                <RulesMap />
                <div class="conflicts-side"><LabelsMap /><MostConflicts /><SayTheSame /></div>
            </Show>
        </div>
    }
}

/// How many records conflict, how many of them are decided, and the way through them.
#[component]
fn Summary() -> impl IntoView {
    let board = Board::expect();
    let totals = Memo::new(move |_| {
        board.project.with(|project| {
            (
                project.totals.conflicted,
                project.totals.overlapping,
                project.scope,
            )
        })
    });
    let decided = move || {
        board.view.with(|view| {
            view.as_ref()
                .map(|view| words::decided(view.decided, view.conflicted))
        })
    };
    view! {
        <div class="conflicts-head">
            <h1>"Conflicts"</h1>
            <p class="conflicts-totals">
                <Tip term="Conflicted" meaning=words::CONFLICT />
                {move || { let (conflicted, _, n) = totals.get(); format!(" {}, {}", count(conflicted), percent(conflicted, n)) }}
                <span class="muted">{move || decided().map(|decided| format!(" · {decided}"))}</span>
                " · "
                <Tip term="Overlapping" meaning=words::OVERLAP />
                " "
                <a class="link" href=move || board.list(Filter::Overlapping).address()>{move || count(totals.get().1)}</a>
            </p>
            <span class="gap"></span>
            <Show when=move || { totals.get().0 > 0 }>
                <a class="button button-primary" data-testid="walk-all" href=move || board.walk(Filter::Conflicted).address()>
                    {move || format!("Walk all conflicts ({})", count(totals.get().0))}
                </a>
            </Show>
        </div>
    }
}

#[component]
fn Counting() -> impl IntoView {
    let board = Board::expect();
    let words = move || {
        let waits = board.view.with(Option::is_none);
        waits.then(|| {
            let done = board
                .progress
                .with(|progress| progress.as_ref().and_then(|progress| progress.fraction()));
            done.map_or_else(
                || "Counting all pairs of rules…".to_owned(),
                |done| format!("Counting all pairs of rules, {:.0} %", 100.0 * done),
            )
        })
    };
    move || words().map(|words| view! { <p class="conflicts-counting muted" role="status">{words}</p> })
}

/// What the page says while no two rules vote.
#[component]
fn TooFew() -> impl IntoView {
    let board = Board::expect();
    let rules = move || {
        board.router.route.with(|route| {
            crate::route::Route::page(crate::route::Page::Rules)
                .within(route.slice)
                .address()
        })
    };
    view! {
        <EmptyState title="Conflicts need two rules">
            <p>"Once two rules vote, this page shows where they meet: which agree, which contradict each other, and on which records. From there a conflict is mended or decided, one record at a time."</p>
            <a class="button" href=rules>"Write rules"</a>
        </EmptyState>
    }
}
