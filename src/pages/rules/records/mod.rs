//! The pane of records: which ones, their list, and one of them in full.

mod changed;
mod detail;
mod filters;
mod row;
mod search;
mod words;

pub(crate) use self::words::majority;

use leptos::prelude::*;

use self::{changed::Changed, detail::Detail, filters::Filters, row::RecordRow, search::Search};
use super::desk::Desk;
use crate::{
    components::{
        EmptyState, VirtualList,
        numbers::{count, counted},
    },
    keys::{Action, Keys},
    route::{Page, Route, Router},
};

/// Height of a record's line: `--row` in `style/tokens.css`, and what two lines of text and the votes take below it
/// where the page is narrow.
const ROW: f64 = 55.0;
const NARROW_ROW: f64 = 84.0;

/// Records: filters, search, list, and the drawer with one of them.
#[component]
pub(super) fn RecordsPane() -> impl IntoView {
    let desk = Desk::expect();
    view! {
        <section class="pane records-pane" aria-label="Records">
            <div class="pane-head records-head">
                <h2>"Records"</h2>
                <Search />
                <span class="gap"></span>
                <Changed />
                <span class="muted records-count" data-testid="records-shown">
                    {move || format!("{} of {}", count(desk.rows.total.get()), count(desk.records.get()))}
                </span>
            </div>
            <Filters />
            <List />
            <Detail />
        </section>
    }
}

#[component]
fn List() -> impl IntoView {
    let desk = Desk::expect();
    let router = Router::expect();
    let total = Signal::derive(move || desk.rows.total.get());
    let open = move |position: u32| {
        if let Some(row) = desk.rows.at_untracked(position) {
            router.go(&router.route.get_untracked().showing(Some(row.index)));
        }
    };
    walk(desk, router);
    view! {
        <Show when=move || { total.get() > 0 || desk.rows.is_waiting.get() } fallback=NothingFound>
            <VirtualList
                name="Records"
                total=total
                row_height=Signal::derive(move || if desk.is_narrow.get() { NARROW_ROW } else { ROW })
                active=desk.rows.active
                quiet=desk.rows.quiet
                moved=desk.rows.moved
                first=desk.rows.first
                reset=Signal::derive(move || desk.rows.generation.get())
                on_range=UnsyncCallback::new(move |(start, end)| desk.rows.range.set((start, end)))
                on_open=UnsyncCallback::new(open)
                row=move |position| view! { <RecordRow position=position /> }.into_any()
            />
        </Show>
    }
}

/// `[` and `]` walk the list; an open drawer follows once the row is known.
fn walk(desk: Desk, router: Router) {
    let rows = desk.rows;
    let step = move |by: i32| {
        let to = rows.active.get_untracked().saturating_add_signed(by);
        if to < rows.total.get_untracked() {
            rows.active.set(to);
        }
    };
    Keys::on(Action::PreviousRecord, move || step(-1));
    Keys::on(Action::NextRecord, move || step(1));
    Effect::new(move |before: Option<u32>| {
        let at = rows.active.get();
        let row = rows.at(at);
        let Some(row) = row else {
            return before.unwrap_or(at);
        };
        let route = router.route.get_untracked();
        // The keys' record moved; nobody went to another one.
        if rows.quiet.get_untracked() == Some(at) {
            return at;
        }
        if before.is_some_and(|before| before != at) && route.record.is_some_and(|open| open != row.index) {
            router.slide(&route.showing(Some(row.index)));
        }
        at
    });
}

/// What the list says when no record is left.
#[component]
fn NothingFound() -> impl IntoView {
    let router = Router::expect();
    let without = move || {
        let route = router.route.get();
        Route {
            page: Page::Rules,
            open: route.open,
            tab: route.tab,
            slice: route.slice,
            side: route.side,
            ..Route::default()
        }
        .address()
    };
    let desk = Desk::expect();
    view! {
        <EmptyState title="No record fits">
            <p>{move || {
                let filters = router.route.with(|route| route.selection.filters.len());
                let filters = u32::try_from(filters).unwrap_or(u32::MAX);
                format!("{} and the search hold together for none of {}.", counted(filters, "filter", "filters"), counted(desk.records.get(), "record", "records"))
            }}</p>
            <a class="button" href=without>"Show every record"</a>
        </EmptyState>
    }
}
