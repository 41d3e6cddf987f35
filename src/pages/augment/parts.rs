//! Small parts that several sections of the page share.

use std::sync::Arc;

use labelloom_engine::ids::LabelId;
use labelloom_engine::session::augment::{Fate, MadeVariant, VariantScope};
use labelloom_engine::session::request::Selection;
use leptos::{ev, prelude::*};

use super::{
    board::Board,
    marks::{Piece, pieces},
    words,
};
use crate::pages::lookup::Lookup;
use crate::{
    actions::augment::{Measured, stop},
    browser::{clock, focus},
    components::{Button, Field, LabelTag, NumberInput},
    pages::labels::{Trouble, Working},
    state::{Basis, Inquiry},
};

/// A label's tag.
#[component]
pub(super) fn Tag(id: LabelId) -> impl IntoView {
    Board::expect()
        .label(id)
        .map(|label| view! { <LabelTag name=label.name color=label.color /> })
}

/// What became of the label: a sign and a word.
#[component]
pub(super) fn FateTag(fate: Fate) -> impl IntoView {
    view! {
        <span class=words::class(fate) data-testid="augment-fate">
            <span aria-hidden="true">{words::sign(fate)}</span>
            {words::fate(fate)}
        </span>
    }
}

/// Which of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The record's.
    Parent,
    /// The variant's.
    Variant,
}

/// A text with what was changed marked: struck dashes under what was there before, a line under what came, and a caret
/// where words went or will come. `guilty` are the changes to which a verdict is due.
#[component]
pub(super) fn Marked(
    text: String,
    changes: Vec<[u32; 2]>,
    side: Side,
    guilty: Vec<u32>,
    shortens: bool,
) -> impl IntoView {
    let is_guilty = move |number: usize| guilty.iter().any(|change| *change as usize == number);
    let shown = |piece: Piece| match piece {
        Piece::Same(text) => text.into_any(),
        Piece::Short(begin, end) => {
            view! { {begin}<span class="muted" title="Both go on alike here">" … "</span>{end} }.into_any()
        }
        Piece::Changed(text, number) => {
            let text = if text.is_empty() { "‸".to_owned() } else { text };
            let guilty = is_guilty(number);
            match side {
                Side::Parent => view! { <del class="was" class:guilty=guilty>{text}</del> }.into_any(),
                Side::Variant => view! { <ins class="became" class:guilty=guilty>{text}</ins> }.into_any(),
            }
        }
    };
    view! { <p class="augment-text" dir="auto">{pieces(&text, &changes, shortens).into_iter().map(shown).collect_view()}</p> }
}

/// A record's text and its variant's, side by side.
#[component]
pub(super) fn Pair(parent: String, made: MadeVariant, guilty: Vec<u32>, shortens: bool) -> impl IntoView {
    let before = made.changes.iter().map(|[parent, _]| *parent).collect();
    let after = made.changes.iter().map(|[_, variant]| *variant).collect();
    view! {
        <div class="augment-pair">
            <Marked text=parent changes=before side=Side::Parent guilty=guilty.clone() shortens=shortens />
            <Marked text=made.text changes=after side=Side::Variant guilty=guilty shortens=shortens />
        </div>
    }
}

/// A statistic of an image and of its variant.
#[component]
pub(super) fn Statistic(
    column: String,
    before: String,
    #[prop(into)] after: Signal<String>,
    /// Whether a rule votes otherwise by it.
    is_guilty: bool,
) -> impl IntoView {
    let or_none = |value: String| {
        if value.is_empty() {
            "none".to_owned()
        } else {
            value
        }
    };
    view! {
        <span class="augment-statistic" class:augment-culprit=is_guilty data-testid=is_guilty.then_some("augment-culprit")>
            {column} " " <span class="number">{or_none(before)}</span> " → " <span class="number">{move || or_none(after.get())}</span>
        </span>
    }
}

/// How far a measurement is, with a way to stop it, or why it came to nothing, with a way to try again.
#[component]
pub(super) fn AtWork<T: Measured>(
    inquiry: Inquiry<T>,
    name: &'static str,
    on_again: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let bench = Board::expect().bench;
    let is_at_work = Memo::new(move |_| inquiry.at_work.with(Option::is_some));
    // Where it was stopped: its button goes, and the focus with it.
    let stopped = StoredValue::new_local(None::<web_sys::Element>);
    let cancel = move |event: ev::MouseEvent| {
        let places = ".policy-search, .augment-sheet-body, .augment-deeds, .augment-spread";
        stopped.set_value(focus::around(&event, places));
        stop(bench, inquiry);
    };
    Effect::new(move || {
        if !is_at_work.get()
            && let Some(place) = stopped.try_update_value(Option::take).flatten()
        {
            // Once the button that begins it can be pressed again.
            clock::after(0, move || {
                focus::give(focus::first_in(&place, "button:not(:disabled)"));
            });
        }
    });
    view! {
        {move || is_at_work.get().then(|| view! {
            <span class="augment-working" data-testid="augment-working">
                <Working progress=inquiry.progress name=name />
                <Button attr:data-testid="augment-stop" on:click=cancel>"Cancel"</Button>
            </span>
        })}
        {move || inquiry.problem.get().filter(|_| !is_at_work.get()).map(|problem| view! {
            <div class="augment-refused">
                <Trouble problem=problem />
                <Button on:click=move |_| on_again()>"Try again"</Button>
            </div>
        })}
    }
}

/// Says that all records count, where some are chosen.
#[component]
pub(super) fn AllRecords() -> impl IntoView {
    let board = Board::expect();
    let is_some = Memo::new(move |_| {
        board
            .scope
            .with(|scope| *scope != VariantScope::Selection(Selection::default()))
    });
    view! {
        <Show when=move || is_some.get()>
            <p class="muted">"Of all records, whichever are chosen above."</p>
        </Show>
    }
}

/// Says of an answer where it is of before.
#[component]
pub(super) fn Outdated(of: RwSignal<Option<Arc<Basis>>>) -> impl IntoView {
    let board = Board::expect();
    let is_outdated =
        Memo::new(move |_| of.with(|of| of.as_ref().is_some_and(|basis| board.is_other(basis))));
    view! {
        <Show when=move || is_outdated.get()>
            <p class="augment-note augment-outdated" role="status" data-testid="augment-outdated">
                "This is of before your last changes of rules, labels, gold or policy: measure it again to see what holds now."
            </p>
        </Show>
    }
}

/// The operations that a variant went through, in words.
pub(super) fn through(board: Board, made: &MadeVariant) -> String {
    let names = made
        .operations
        .iter()
        .filter_map(|said| said.get("name")?.as_str());
    let names: Vec<String> = names.map(|name| board.title(name)).collect();
    names.join(", then ")
}

/// Why, as a sentence.
pub(super) fn sentence(why: &str) -> String {
    let mut letters = why.chars();
    match letters.next() {
        Some(first) => first
            .to_uppercase()
            .chain(letters)
            .chain(std::iter::once('.'))
            .collect(),
        None => String::new(),
    }
}

/// A whole number within bounds.
#[component]
pub(super) fn Number(
    id: &'static str,
    name: &'static str,
    #[prop(optional)] hint: &'static str,
    least: u32,
    most: u32,
    #[prop(default = 1)] step: u32,
    #[prop(into)] value: Signal<u32>,
    on_pick: UnsyncCallback<u32>,
) -> impl IntoView {
    let wrong = RwSignal::new(None);
    view! {
        <Field id=id name=name hint=hint error=wrong>
            <NumberInput id=id least=least most=most step=step value=value wrong=wrong on_pick=on_pick />
        </Field>
    }
}
