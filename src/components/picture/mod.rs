//! An image of a record, in a box of its own; its name stands for it where it can't be seen. What draws it is in the part
//! `pages`, so that a project of texts never loads it.

mod fetching;
mod paint;
mod store;

use leptos::{html, prelude::*};

pub(crate) use self::fetching::{Fetching, Place};
pub(crate) use self::paint::Drawing;
use self::paint::paint;
pub(crate) use self::store::sharp;
use self::store::want;
use crate::state::{is_of_images, use_bench};

/// A record's image in a square of `side` pixels; nothing in a project of texts.
#[component]
pub(crate) fn Picture(
    /// The record, by its index in the corpus.
    record: u32,
    side: u32,
    /// What the image is called.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let bench = use_bench();
    move || bench.pictures.get().then(|| door(record, side, name.clone()))
}

/// A door of the part `pages`.
#[inline(never)]
fn door(record: u32, side: u32, name: String) -> AnyView {
    let shown = RwSignal::new_local(None);
    let wanted = sharp(side);
    want(use_bench(), record, wanted, shown);
    view! { <Canvas shown=shown side=side name=name attr:data-record=record.to_string() /> }.into_any()
}

/// A square with what is drawn in it, once there is something.
#[component]
pub(crate) fn Canvas(
    #[prop(into)] shown: Signal<Option<Drawing>, LocalStorage>,
    side: u32,
    #[prop(into)] name: Signal<String>,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let is_drawn = RwSignal::new(false);
    let is_smooth = RwSignal::new(false);
    Effect::new(move || {
        let (Some(canvas), Some(drawing)) = (canvas.get(), shown.get()) else {
            return;
        };
        put(is_smooth, drawing.long_side() > sharp(side) / 2);
        // A canvas that can't be drawn on stays empty, and its name says what it was to show.
        put(is_drawn, paint(&canvas, &drawing).is_ok());
    });
    view! {
        <canvas
            class="picture"
            class:picture-smooth=move || is_smooth.get()
            node_ref=canvas
            role="img"
            aria-label=move || name.get()
            title=move || name.get()
            style:width=format!("{side}px")
            style:height=format!("{side}px")
            data-testid="picture"
            data-drawn=move || is_drawn.get().to_string()
        ></canvas>
    }
}

/// Tells of a change alone.
fn put(signal: RwSignal<bool>, value: bool) {
    if signal.get_untracked() != value {
        signal.set(value);
    }
}

/// What names a record, beside its image; alone in a project of texts.
#[component]
pub(crate) fn Pictured(
    record: u32,
    side: u32,
    #[prop(into)] name: String,
    children: Children,
) -> impl IntoView {
    if use_bench().project.with_untracked(is_of_images) {
        view! { <span class="pictured"><Picture record=record side=side name=name />{children()}</span> }
            .into_any()
    } else {
        children().into_any()
    }
}
