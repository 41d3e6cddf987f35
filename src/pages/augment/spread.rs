//! How accepted variants spread over what the records are about, before and after.

use std::sync::Arc;

use labelloom_engine::session::augment::{AugmentAsk, CoverageView};
use leptos::prelude::*;

use super::{board::Board, parts::AtWork, words};
use crate::{
    actions,
    components::{
        Tip,
        numbers::{count, counted, percent},
    },
    route::{Page, Route},
};

/// The figures, compared anew when variants are accepted or removed.
#[component]
pub(super) fn Spread() -> impl IntoView {
    let board = Board::expect();
    let coverage = board.bench.augmenting.coverage;
    let ask = move || actions::augment::measure(board.bench, coverage, &AugmentAsk::Coverage);
    Effect::new(move || {
        board.view.track();
        ask();
    });
    view! {
        <div class="augment-spread" data-testid="augment-spread">
            <span class="muted small"><Tip term="Coverage" meaning=words::SPREAD /></span>
            <AtWork inquiry=coverage name="Comparing…" on_again=ask />
            {move || coverage.answer.get().map(|view| view! { <Figures view=view /> })}
        </div>
    }
}

#[component]
fn Figures(view: Arc<CoverageView>) -> impl IntoView {
    let board = Board::expect();
    let slice = board.router.route.with_untracked(|route| route.slice);
    let on_map = Route::page(Page::Graph).within(slice).address();
    let show = move || {
        let graphing = board.bench.graphing;
        graphing.be_of(board.bench.project_id.get_untracked());
        graphing.shows_variants.set(true);
    };
    let cells = view.cells.map(|[before, after]| {
        format!(
            "Cells of the map held: {} before, {} with variants.",
            count(before),
            count(after)
        )
    });
    view! {
        <span data-testid="spread-figures">
            {format!(
                "Distance of {} to the nearest other: {:.3} before, {:.3} with variants; {} ({}) have a variant nearer than any record.",
                counted(view.probes, "record set aside", "records set aside"),
                view.before,
                view.after,
                count(view.nearer),
                percent(view.nearer, view.probes)
            )}
        </span>
        {cells.map(|said| view! { <span>{said} " "<a class="link" href=on_map data-testid="spread-on-map" on:click=move |_| show()>"See them on the map"</a></span> })}
        {view.said.iter().cloned().map(|said| view! { <span class="muted small">{said}</span> }).collect_view()}
    }
}
