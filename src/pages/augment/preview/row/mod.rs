//! A variant beside its record: the verdict with the words that did it, and what can be done with it.

mod numbers;
mod said;
mod why;

use labelloom_engine::session::augment::{Fate, VariantView};
use leptos::{ev, prelude::*};

use self::{numbers::Pictured, said::Said, why::Why};
use super::lines::{Line, Lines, Shown};
use super::{accept, stay};
use crate::{
    components::{Button, ButtonKind},
    pages::augment::{
        board::{Board, key},
        parts::Pair,
        words,
    },
};

/// What is to be done with a variant hangs on this.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Standing {
    fate: Fate,
    is_valid: bool,
    is_accepted: bool,
    can_be_kept: bool,
}

impl Standing {
    fn of(variant: &VariantView) -> Self {
        Self {
            fate: variant.made.fate,
            is_valid: variant.valid || variant.accepted,
            is_accepted: variant.accepted,
            // Of those that are the same the first is accepted; one equal to its record where such are valid.
            can_be_kept: !variant.accepted && !variant.again && (!variant.unchanged || variant.valid),
        }
    }
}

/// The variant at a place of the list. What is shown of it follows it, piece by piece.
#[component]
pub(super) fn Row(at: usize, lines: Lines, line: Line, whole: RwSignal<bool>) -> impl IntoView {
    let board = Board::expect();
    let shown = RwSignal::from(line);
    let standing = Memo::new(move |_| shown.with(|shown| Standing::of(&shown.variant)));
    let is_rejected = Memo::new(move |_| {
        board.rejected.with(|rejected| {
            !rejected.is_empty() && shown.with(|shown| rejected.contains(&key(&shown.variant)))
        })
    });
    let take = move || {
        if standing.get_untracked().can_be_kept {
            accept(board, &shown.get_untracked().variant);
        }
    };
    let reject = move || board.reject(shown.with_untracked(|shown| key(&shown.variant)));
    let on_key = move |event: ev::KeyboardEvent| {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        let on_row = is_plain && event.target() == event.current_target();
        match event.key().as_str() {
            "Enter" if on_row => take(),
            "x" | "X" | "Delete" if on_row && !standing.get_untracked().is_accepted => reject(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let name = move || {
        let fate = words::fate(standing.get().fate);
        shown.with(|shown| format!("Variant {} of record {}: {fate}", at + 1, shown.variant.id))
    };
    view! {
        <article
            class="augment-row"
            class:augment-invalid=move || !standing.get().is_valid
            class:augment-taken=move || standing.get().is_accepted
            class:augment-rejected=move || is_rejected.get()
            tabindex=if at == 0 { "0" } else { "-1" }
            aria-label=name
            aria-posinset=(at + 1).to_string()
            aria-setsize=move || lines.count().to_string()
            data-testid="augment-variant"
            data-valid=move || standing.get().is_valid.to_string()
            data-fate=move || words::fate(standing.get().fate)
            on:keydown=on_key
        >
            <div class="augment-row-head">
                <Said shown=shown />
                <span class="gap"></span>
                {move || view! { <Deeds at=at standing=standing.get() is_rejected=is_rejected take=take reject=reject /> }}
            </div>
            {if board.of_images {
                view! { <Pictured shown=shown /> }.into_any()
            } else {
                (move || shown.with(|shown| view! { <Texts variant=&shown.variant shortens=!whole.get() /> })).into_any()
            }}
            <Why shown=shown />
        </article>
    }
}

/// A part of what is shown, which tells of its own changes alone: an element whose attributes are put again costs far more
/// than a text in it, and there are many.
fn told<T: PartialEq + Send + Sync + 'static>(
    shown: RwSignal<Shown>,
    part: impl Fn(&VariantView) -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new(move |_| shown.with(|shown| part(&shown.variant)))
}

/// What can be done with a variant.
#[component]
fn Deeds(
    at: usize,
    standing: Standing,
    is_rejected: Memo<bool>,
    take: impl Fn() + Copy + Send + Sync + 'static,
    reject: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let Standing {
        is_valid,
        is_accepted,
        can_be_kept,
        ..
    } = standing;
    let what = move |deed: &str| format!("{deed} variant {}", at + 1);
    let rejects = move || {
        if is_rejected.get() {
            format!("Take variant {} back", at + 1)
        } else {
            what("Reject")
        }
    };
    view! {
        {is_accepted.then(|| view! { <span class="augment-flag" data-testid="augment-accepted">"✓ accepted"</span> })}
        <span class="augment-row-deeds">
            {can_be_kept.then(|| view! {
                <Button kind=if is_valid { ButtonKind::Plain } else { ButtonKind::Quiet } attr:data-testid="augment-accept" attr:aria-label=what("Accept") on:click=move |event| { stay(&event); take(); }>"Accept"</Button>
            })}
            {(!is_accepted).then(|| view! {
                <Button kind=ButtonKind::Quiet attr:data-testid="augment-reject" attr:aria-label=rejects on:click=move |_| reject()>
                    {move || if is_rejected.get() { "Take back" } else { "Reject" }}
                </Button>
            })}
        </span>
    }
}

/// A record's text and its variant's.
#[component]
fn Texts<'a>(variant: &'a VariantView, shortens: bool) -> impl IntoView + use<> {
    let guilty = variant.blame.iter().filter_map(|blame| blame.change).collect();
    view! { <Pair parent=variant.parent.clone() made=variant.made.clone() guilty=guilty shortens=shortens /> }
}
