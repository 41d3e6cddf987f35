//! Variants beside their records: how they came out, which are shown, and what is done with them.

mod lines;
mod row;

use std::sync::Arc;

use labelloom_engine::session::augment::VariantView;
use leptos::{ev, html, prelude::*};

use self::{
    lines::{Lines, Shown},
    row::Row,
};
use super::{
    board::{Board, MOST_SHOWN, SHOWN, key},
    generated::Generated,
    words::{self, SORTS, Sort},
};
use crate::{
    actions,
    browser::focus,
    components::{
        Button, ButtonKind, EmptyState,
        numbers::{count, counted},
    },
    pages::labels::Trouble,
    worker::protocol::Problem,
};

/// What is seen of the list.
#[derive(Clone, Copy)]
struct Seen {
    /// Which variants are listed.
    sort: RwSignal<Sort>,
    /// Whether long texts are shown whole.
    whole: RwSignal<bool>,
}

/// Counts, deeds and the list.
#[component]
pub(super) fn Preview() -> impl IntoView {
    let board = Board::expect();
    let seen = Seen {
        sort: RwSignal::new(Sort::default()),
        whole: RwSignal::new(false),
    };
    view! {
        <div class="augment-preview" data-testid="augment-preview">
            <Counts seen=seen />
            <Deeds seen=seen />
            <Generated />
            {move || board.problem.get().map(|problem| view! { <Refused problem=problem /> })}
            <List seen=seen />
        </div>
    }
}

/// Why no variants could be made.
#[component]
fn Refused(problem: Problem) -> impl IntoView {
    let board = Board::expect();
    view! {
        <div class="augment-refused" data-testid="augment-refused">
            <Trouble problem=problem />
            <Button attr:data-testid="augment-again" on:click=move |_| board.make()>"Try again"</Button>
        </div>
    }
}

/// How variants came out; each number keeps the list to those that it counts.
#[component]
fn Counts(seen: Seen) -> impl IntoView {
    let board = Board::expect();
    let entry = move |(sort, name, about): &(Sort, &'static str, &'static str)| {
        let (sort, name, about) = (*sort, *name, *about);
        let n = move || {
            board.preview.with(|preview| {
                let variants = preview.iter().flat_map(|preview| &preview.variants);
                let n = variants.filter(|variant| words::is_of(variant, sort)).count();
                u32::try_from(n).unwrap_or(u32::MAX)
            })
        };
        let is_on = move || seen.sort.get() == sort;
        view! {
            <button
                type="button"
                class="augment-count"
                class:augment-count-none=move || n() == 0
                title=about
                aria-pressed=move || is_on().to_string()
                data-testid="augment-count"
                data-sort=name
                on:click=move |_| seen.sort.set(if seen.sort.get_untracked() == sort { Sort::All } else { sort })
            >
                <b class="number">{move || count(n())}</b>
                {name}
            </button>
        }
    };
    view! { <div class="augment-counts" role="group" aria-label="Variants by how they came out">{SORTS.iter().map(entry).collect_view()}</div> }
}

/// What can be done with all of them, and of how many records they are.
#[component]
fn Deeds(seen: Seen) -> impl IntoView {
    let board = Board::expect();
    let acceptable = Memo::new(move |_| board.acceptable(seen.sort.get()));
    let n = move || u32::try_from(acceptable.with(Vec::len)).unwrap_or(u32::MAX);
    let rejected = move || u32::try_from(board.rejected.with(|rejected| rejected.len())).unwrap_or(u32::MAX);
    let about = move || {
        board.preview.with(|preview| {
            let preview = preview.as_ref()?;
            let of = counted(preview.of_records, "record", "records");
            Some(format!(
                "Of {} of {of}. {}",
                count(preview.records),
                words::judges(&preview.judges)
            ))
        })
    };
    let absent = move || {
        board
            .preview
            .with(|preview| words::absent(&preview.as_ref()?.judges))
    };
    let is_more = move || {
        let most = board.most.get();
        most < MOST_SHOWN
            && board.preview.with(|preview| {
                preview
                    .as_ref()
                    .is_some_and(|preview| preview.counts.variants >= most)
            })
    };
    view! {
        <div class="augment-deeds">
            <Button
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || n() == 0)
                attr:data-testid="augment-accept-all"
                on:click=move |_| actions::augment::accept(board.bench, &acceptable.get_untracked())
            >{move || format!("Accept all {} valid shown", count(n()))}</Button>
            <Show when=move || { rejected() > 0 }>
                <Button attr:data-testid="augment-forget-rejected" on:click=move |_| board.rejected.set(Default::default())>
                    {move || format!("Take {} back", counted(rejected(), "rejected variant", "rejected variants"))}
                </Button>
            </Show>
            <Show when=is_more>
                <Button attr:data-testid="augment-more" on:click=move |_| board.most.update(|most| *most = (*most + SHOWN).min(MOST_SHOWN))>"Show more"</Button>
            </Show>
            {(!board.of_images).then(|| view! {
                <label class="augment-check">
                    <input type="checkbox" data-testid="augment-whole" prop:checked=move || seen.whole.get() on:change:target=move |event| seen.whole.set(event.target().checked()) />
                    <span>"Whole texts"</span>
                </label>
            })}
            <span class="muted small" data-testid="augment-of">{about} " " {absent}</span>
        </div>
        {move || board.preview.with(|preview| preview.as_ref().map(|preview| preview.said.clone()).unwrap_or_default()).into_iter().map(|said| view! { <p class="augment-said small">{said}</p> }).collect_view()}
    }
}

/// The variants.
#[component]
fn List(seen: Seen) -> impl IntoView {
    let board = Board::expect();
    let element = NodeRef::<html::Div>::new();
    let lines = Lines::new();
    Effect::new(move || {
        let sort = seen.sort.get();
        let wanted = board.preview.with(|preview| {
            let variants = preview.iter().flat_map(|preview| &preview.variants);
            let variants = variants.filter(|variant| words::is_of(variant, sort));
            // Pictures are put before the preview that they are of.
            board.drawn.with_untracked(|drawn| {
                let shown = |variant: &VariantView| Shown {
                    drawing: drawn.get(&(variant.made.record, variant.made.copy)).cloned(),
                    variant: Arc::new(variant.clone()),
                };
                variants.map(shown).collect()
            })
        });
        lines.show(wanted);
    });
    let is_made = move || board.preview.with(Option::is_some);
    let is_empty = Memo::new(move |_| lines.count() == 0);
    view! {
        <div class="augment-list" class:augment-list-pictures=board.of_images role="feed" aria-label="Variants" node_ref=element on:keydown=move |event| walk(element, &event)>
            <For
                each=move || 0..lines.count()
                key=|at| *at
                children=move |at| lines.at(at).map(|line| view! { <Row at=at lines=lines line=line whole=seen.whole /> })
            />
        </div>
        {move || match (is_empty.get(), is_made()) {
            (true, true) => view! { <NothingSo seen=seen /> }.into_any(),
            (true, false) => view! { <p class="part-coming" role="status">"Making variants…"</p> }.into_any(),
            (false, _) => ().into_any(),
        }}
    }
}

/// What the list says while it is empty.
#[component]
fn NothingSo(seen: Seen) -> impl IntoView {
    let of_images = Board::expect().of_images;
    let is_all = move || seen.sort.get() == Sort::All;
    view! {
        <div data-testid="augment-none">
            <EmptyState title=Signal::derive(move || if is_all() { "No variants" } else { "No variant is so" }.to_owned())>
                <Show when=is_all fallback=move || view! { <Button on:click=move |_| seen.sort.set(Sort::All)>"Show all"</Button> }>
                    <p>{if of_images { "Switch more operations on, make them stronger, or choose other records." } else { "Switch more operations on, make them stronger, unlock words, or choose other records." }}</p>
                </Show>
            </EmptyState>
        </div>
    }
}

/// Where keys go in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    Next,
    Previous,
    First,
    Last,
}

/// The arrow keys go from variant to variant, Home and End to the first and the last one.
fn walk(list: NodeRef<html::Div>, event: &ev::KeyboardEvent) {
    let to = match event.key().as_str() {
        "ArrowDown" | "PageDown" => To::Next,
        "ArrowUp" | "PageUp" => To::Previous,
        "Home" => To::First,
        "End" => To::Last,
        _ => return,
    };
    let Some(list) = list.get_untracked() else { return };
    let next = match (focus::around(event, "article"), to) {
        (Some(row), To::Next) => row.next_element_sibling(),
        (Some(row), To::Previous) => row.previous_element_sibling(),
        (_, To::Last) => list.last_element_child(),
        (None, _) | (_, To::First) => list.first_element_child(),
    };
    if next.is_some() {
        event.prevent_default();
        focus::give(next);
    }
}

/// Gives the focus to the variant in which something was done: the button may go.
fn stay(event: &ev::MouseEvent) {
    focus::give(focus::around(event, "article"));
}

/// Accepts one.
fn accept(board: Board, variant: &VariantView) {
    board.rejected.update(|rejected| {
        Arc::make_mut(rejected).remove(&key(variant));
    });
    actions::augment::accept(board.bench, &vec![variant.made.clone()]);
}
