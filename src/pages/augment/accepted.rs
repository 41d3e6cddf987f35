//! Variants that were accepted: how many of each label and operation, the list, and letting them go.

use std::sync::Arc;

use labelloom_engine::session::augment::{AcceptedRow, AcceptedView, AugmentAsk, AugmentReply};
use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    board::Board,
    parts::{FateTag, Pair, Tag, through},
    pictures::{Pictures, made as made_picture},
    spread::Spread,
};
use crate::{
    actions::{self, augment::Question},
    browser::focus,
    components::{
        Button, ButtonKind, EmptyState,
        numbers::{count, counted},
    },
    route::{Page, Route, Sheet},
    state::Bench,
};

/// Rows of a page of the list.
const ROWS: u32 = 50;

/// The list, page by page.
#[component]
pub(super) fn AcceptedList() -> impl IntoView {
    let board = Board::expect();
    let start = RwSignal::new(0_u32);
    let told = RwSignal::new(None::<Arc<AcceptedView>>);
    Effect::new(move || {
        board.view.track();
        let start = start.get();
        spawn_local(async move {
            let ask = AugmentAsk::Accepted { start, count: ROWS };
            match actions::augment::ask(board.bench, Question::Accepted, &ask).await {
                Ok(AugmentReply::Accepted(view)) => drop(told.try_set(Some(Arc::new(view)))),
                Err(Some(problem)) => board.bench.tell_problem(problem),
                Ok(_) | Err(None) => {}
            }
        });
    });
    // The last page may have gone.
    Effect::new(move || {
        let n = told.with(|told| told.as_ref().map(|told| told.count));
        if let Some(n) = n
            && start.get_untracked() > 0
            && start.get_untracked() >= n
        {
            start.update(|start| *start = start.saturating_sub(ROWS));
        }
    });
    let stands = Memo::new(move |_| told.with(|told| told.as_ref().map(|told| told.count > 0)));
    move || match stands.get() {
        None => view! { <p class="part-coming" role="status">"Loading…"</p> }.into_any(),
        Some(false) => view! { <Nothing /> }.into_any(),
        Some(true) => view! { <Rows told=told start=start /> }.into_any(),
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let board = Board::expect();
    let back = move || {
        board
            .router
            .route
            .with(|route| route.sheet(Sheet::Variants).address())
    };
    view! {
        <div data-testid="accepted-none">
            <EmptyState title="No variant is accepted yet">
                <p>"Accepted variants stand behind their records in exports, with their operation, parameters and seed. They count in no figure of rules and labels."</p>
                <a class="button" href=back>"Look at variants"</a>
            </EmptyState>
        </div>
    }
}

/// The list itself. What its buttons do is read when they are pressed.
#[component]
fn Rows(told: RwSignal<Option<Arc<AcceptedView>>>, start: RwSignal<u32>) -> impl IntoView {
    let board = Board::expect();
    let all = Memo::new(move |_| told.with(|told| told.as_ref().map_or(0, |told| told.count)));
    let shown = move || {
        told.with(|told| {
            told.as_ref()
                .map(|told| told.variants.clone())
                .unwrap_or_default()
        })
    };
    let n = Memo::new(move |_| u32::try_from(shown().len()).unwrap_or(u32::MAX));
    let is_more = Memo::new(move |_| all.get() > n.get());
    let export = Route::page(Page::Export).address();
    let remove_shown = move |_| {
        let shown: Vec<_> = untrack(shown).iter().map(|row| row.variant.reference()).collect();
        actions::augment::remove(board.bench, &shown);
    };
    let remove_all = move |_| spawn_local(remove_all(board.bench, all.get_untracked()));
    view! {
        <div class="augment-preview" data-testid="accepted-list">
            <By />
            <Spread />
            <div class="augment-deeds">
                <strong data-testid="accepted-count">{move || counted(all.get(), "accepted variant", "accepted variants")}</strong>
                <span class="muted small">"Exports can hold them. "<a class="link" href=export>"Export"</a></span>
                <span class="gap"></span>
                <Show when=move || is_more.get()>
                    <Button disabled=Signal::derive(move || start.get() == 0) on:click=move |_| start.update(|start| *start = start.saturating_sub(ROWS))>"Previous"</Button>
                    <span class="number small">{move || format!("{}–{}", count(start.get() + 1), count(start.get() + n.get()))}</span>
                    <Button disabled=Signal::derive(move || start.get() + n.get() >= all.get()) on:click=move |_| start.update(|start| *start += ROWS)>"Next"</Button>
                </Show>
                <Button attr:data-testid="accepted-remove-shown" on:click=remove_shown>{move || format!("Remove the {} shown", count(n.get()))}</Button>
                <Show when=move || is_more.get()>
                    <Button attr:data-testid="accepted-remove-all" on:click=remove_all>{move || format!("Remove all {}", count(all.get()))}</Button>
                </Show>
            </div>
            <div class="augment-list" class:augment-list-pictures=board.of_images>
                <For each=shown key=|row| (row.id.clone(), row.variant.made.text.clone(), format!("{:?}", row.variant.made.operations)) children=move |row| view! { <Row row=row /> } />
            </div>
        </div>
    }
}

/// Lets all go, in one edit that can be undone.
async fn remove_all(bench: Bench, all: u32) {
    let mut found = Vec::new();
    // As many as an answer holds.
    const MOST: u32 = 1_000;
    let mut start = 0;
    while start < all {
        let ask = AugmentAsk::Accepted { start, count: MOST };
        match actions::augment::ask(bench, Question::Accepted, &ask).await {
            Ok(AugmentReply::Accepted(view)) if !view.variants.is_empty() => {
                found.extend(view.variants.iter().map(|row| row.variant.reference()));
            }
            Err(Some(problem)) => return bench.tell_problem(problem),
            _ => break,
        }
        start += MOST;
    }
    actions::augment::remove(bench, &found);
}

/// How many of each label and operation.
#[component]
fn By() -> impl IntoView {
    let board = Board::expect();
    let view = move || board.view.get();
    let labels = move || {
        let counted = view()
            .map(|view| view.accepted_by_label.clone())
            .unwrap_or_default();
        let entry = |each: labelloom_engine::session::labels::LabelCounted| {
            view! { <span class="augment-by"><Tag id=each.label /> <b class="number">{count(each.count)}</b></span> }
        };
        let labeled: u32 = counted.iter().map(|each| each.count).sum();
        let without = view().map_or(0, |view| view.accepted.saturating_sub(labeled));
        view! {
            {counted.into_iter().map(entry).collect_view()}
            {(without > 0).then(|| view! { <span class="augment-by">"no label" " " <b class="number">{count(without)}</b></span> })}
        }
    };
    let operations = move || {
        let counted = view()
            .map(|view| view.accepted_by_operation.clone())
            .unwrap_or_default();
        let entry = |each: labelloom_engine::session::augment::NameCounted| {
            view! { <span class="augment-by">{board.title(&each.name)} <b class="number">{count(each.count)}</b></span> }
        };
        counted.into_iter().map(entry).collect_view()
    };
    view! {
        <p class="augment-bys small"><span class="muted">"By label"</span> {labels}</p>
        <p class="augment-bys small"><span class="muted">"By operation"</span> {operations}</p>
    }
}

/// The variant goes: the focus goes on to the next one's button, or the one's before.
fn go_on(event: &ev::MouseEvent) {
    let other = focus::around(event, "article").and_then(|row| {
        row.next_element_sibling()
            .or_else(|| row.previous_element_sibling())
    });
    focus::give(other.and_then(|row| focus::first_in(&row, "[data-testid=accepted-remove]")));
}

#[component]
fn Row(row: AcceptedRow) -> impl IntoView {
    let board = Board::expect();
    let reference = row.variant.reference();
    let made = row.variant.made;
    let name = format!("Remove {}", row.id);
    view! {
        <article class="augment-row" data-testid="accepted-variant">
            <div class="augment-row-head">
                <FateTag fate=made.fate />
                <a class="link augment-id" href=board.record(made.record)>{row.id}</a>
                {row.label.map(|label| view! { <Tag id=label /> })}
                <span class="augment-through muted small">{through(board, &made)} {format!(" · seed {}, copy {}", made.seed, made.copy)}</span>
                <span class="gap"></span>
                <Button kind=ButtonKind::Quiet attr:data-testid="accepted-remove" attr:aria-label=name on:click=move |event| { go_on(&event); actions::augment::remove(board.bench, &vec![reference]); }>"Remove"</Button>
            </div>
            {if board.of_images {
                let shown = made_picture(made.record, &made.operations);
                view! { <Pictures record=made.record name=row.parent done=through(board, &made) shown=shown /> }.into_any()
            } else {
                view! { <Pair parent=row.parent made=made.clone() guilty=Vec::new() shortens=true /> }.into_any()
            }}
            <p class="augment-why small">"When it was accepted: " {made.why.clone()} "."</p>
        </article>
    }
}
