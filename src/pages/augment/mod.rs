//! The Augment page: variants of records beside the records, with what every judge there is says of them, before any is
//! trusted; and those that were accepted.

mod accepted;
mod board;
mod controls;
mod generated;
mod head;
mod helps;
mod marks;
mod parts;
mod pictures;
mod preview;
mod rates;
mod robust;
mod search;
mod spread;
mod words;

use labelloom_engine::session::reply::ProjectView;
use leptos::prelude::*;

use self::{
    accepted::AcceptedList, board::Board, controls::Controls, head::Head, helps::Helps, preview::Preview,
    rates::Rates, robust::Robustness,
};
use crate::{
    actions,
    browser::parts::Part,
    components::EmptyState,
    pages::Later,
    route::{Page, Route, Sheet},
    state::use_bench,
};

/// Shows the page once its part is there. A door of the part `pages`, behind which that one lies.
#[inline(never)]
pub(crate) fn door() -> AnyView {
    view! { <Later part=Part::AugmentPage door=whole /> }.into_any()
}

/// A door of the part `augment-page`.
#[inline(never)]
fn whole() -> AnyView {
    let project = use_bench().project.get_untracked();
    project
        .map(|project| view! { <AugmentPage project=project /> })
        .into_any()
}

/// The page; `project` is the project as it is when the page opens.
#[component]
fn AugmentPage(project: ProjectView) -> impl IntoView {
    let has_records = project.records > 0;
    let board = Board::provide(project);
    // Rules judge as they are saved. What is being written waits for the editor.
    Effect::new(move |before: Option<()>| {
        if board.bench.draft.with(Option::is_some) || before.is_none() {
            actions::draft::set_aside(board.bench);
        }
    });
    let is_known = Memo::new(move |_| board.view.with(Option::is_some));
    move || match (has_records, is_known.get()) {
        (false, _) => view! { <Nothing /> }.into_any(),
        (true, false) => view! { <p class="part-coming" role="status">"Loading…"</p> }.into_any(),
        (true, true) => view! { <Everything /> }.into_any(),
    }
}

/// What the page says while there is no record.
#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState title="Variants of records">
            <p>{words::AUGMENT}</p>
            <p>"This project has no records to make them of. "<a class="link" href=Route::page(Page::Data).address()>"Look at its data"</a></p>
        </EmptyState>
    }
}

/// Everything there is.
#[component]
fn Everything() -> impl IntoView {
    let board = Board::expect();
    // Where the page is narrow, they are there when they are asked for.
    let shows_controls = RwSignal::new(false);
    view! {
        <div class="augment" class:augment-open=move || shows_controls.get() data-testid="augment-page">
            <Head />
            <button
                type="button"
                class="button augment-toggle"
                aria-expanded=move || shows_controls.get().to_string()
                aria-controls="augment-controls"
                data-testid="augment-toggle"
                on:click=move |_| shows_controls.update(|shows| *shows = !*shows)
            >"How variants are made"</button>
            <Controls />
            <section class="augment-main" aria-label="Variants">
                {move || match board.sheet.get() {
                    Sheet::Variants => view! { <Preview /> }.into_any(),
                    Sheet::Rates => view! { <Rates /> }.into_any(),
                    Sheet::Robustness => view! { <Robustness /> }.into_any(),
                    Sheet::Helps => view! { <Helps /> }.into_any(),
                    Sheet::Accepted => view! { <AcceptedList /> }.into_any(),
                }}
            </section>
        </div>
    }
}
