//! Variants of images as pictures: how they are shown, and how those are asked for that say themselves how they are made:
//! accepted ones, and examples. Those of a preview come with it.

use std::cell::RefCell;

use labelloom_engine::session::{
    augment::{AugmentAsk, MadePicture, PictureView},
    request::Request,
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::{Map, Value};

use crate::{
    actions,
    browser::clock,
    components::{Canvas, Drawing, Fetching, Picture, Place, sharp},
    state::{Bench, use_bench},
};

/// Pixels of the page that an image and its variant take each.
pub(super) const SIDE: u32 = 128;

/// Bytes of pixels of made variants that are kept, and pictures of one question.
const KEPT_BYTES: usize = 16 << 20;
const MOST: usize = 100;

/// An image and its variant, side by side; of the variant's, what differs is framed.
#[component]
pub(super) fn Pictures(
    #[prop(into)] record: Signal<u32>,
    /// What the image is called.
    #[prop(into)]
    name: Signal<String>,
    /// What was done, in words.
    #[prop(into)]
    done: Signal<String>,
    #[prop(into)] shown: Signal<Option<Drawing>, LocalStorage>,
    /// Where what differs lies, where it is told: see [`frame`].
    #[prop(optional, into)]
    region: Signal<Option<[f64; 4]>>,
) -> impl IntoView {
    let framed = move || {
        let [left, top, width, height] = region.get()?;
        Some(view! {
            <i class="variant-region" aria-hidden="true" title="All that differs lies within"
                style:left=format!("{left:.1}px") style:top=format!("{top:.1}px")
                style:width=format!("{width:.1}px") style:height=format!("{height:.1}px")></i>
        })
    };
    let is_called = Signal::derive(move || format!("{}: {}", name.get(), done.get()));
    view! {
        <div class="variant-pictures">
            {move || view! { <Picture record=record.get() side=SIDE name=name.get() /> }}
            <span class="variant-arrow muted" aria-hidden="true">"→"</span>
            <span class="variant-picture"><Canvas shown=shown side=SIDE name=is_called attr:data-variant="" />{framed}</span>
        </div>
    }
}

/// Where the region that differs lies in the square, in pixels of the page: left, top, width, height. None where it is
/// nearly all of the image.
pub(super) fn frame(picture: &PictureView) -> Option<[f64; 4]> {
    let [left, top, right, bottom] = picture.region?.map(f64::from);
    let [width, height] = [picture.width, picture.height].map(f64::from);
    if (right - left) * (bottom - top) > 0.85 * width * height {
        return None;
    }
    let scale = f64::from(SIDE) / width.max(height).max(1.0);
    let [across, along] = [width, height].map(|side| (f64::from(SIDE) - side * scale) / 2.0);
    Some([
        across + left * scale,
        along + top * scale,
        (right - left) * scale,
        (bottom - top) * scale,
    ])
}

thread_local! {
    /// By record and what was done to it, as JSON.
    static MADE: RefCell<Fetching<(u32, String)>> = RefCell::default();
}

/// The picture of a variant by what it says of itself, as soon as it is there.
pub(super) fn made(record: u32, operations: &[Map<String, Value>]) -> Place {
    let place: Place = RwSignal::new_local(None);
    let bench = use_bench();
    // Numbers and names: nothing in them that JSON could not hold.
    let said = serde_json::to_string(operations).unwrap_or_default();
    let begins = MADE.with_borrow_mut(|made| {
        made.be_of(bench.project_id.get_untracked());
        made.want((record, said), place)
    });
    on_cleanup(move || MADE.with_borrow_mut(|made| made.forget(place)));
    if begins {
        clock::after(0, move || spawn_local(ask_for_all(bench)));
    }
    place
}

async fn ask_for_all(bench: Bench) {
    loop {
        let asked = MADE.with_borrow_mut(|made| made.next(|_| MOST, |_, _| true));
        if asked.is_empty() {
            return;
        }
        let picture = |(record, said): &(u32, String)| MadePicture {
            record: *record,
            operations: serde_json::from_str(said).unwrap_or_default(),
        };
        let ask = AugmentAsk::MadePictures {
            variants: asked.iter().map(picture).collect(),
            side: sharp(SIDE),
        };
        let came = actions::images::drawings(bench, Request::augment(&ask)).await;
        let came = asked
            .iter()
            .cloned()
            .zip(came.into_iter().map(|(_, drawing)| drawing));
        MADE.with_borrow_mut(|made| {
            if made.be_of(bench.project_id.get_untracked()) {
                made.put(&asked, came.collect(), KEPT_BYTES);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, region: Option<[u32; 4]>) -> PictureView {
        PictureView {
            width,
            height,
            region,
            statistics: Vec::new(),
            shares: Vec::new(),
        }
    }

    #[test]
    fn a_small_region_is_framed_where_it_is() {
        assert_eq!(
            frame(&picture(64, 64, Some([16, 0, 32, 8]))),
            Some([32.0, 0.0, 32.0, 16.0])
        );
        // A wide image stands in the middle of its square.
        assert_eq!(
            frame(&picture(64, 32, Some([0, 0, 8, 8]))),
            Some([0.0, 32.0, 16.0, 16.0])
        );
        assert_eq!(frame(&picture(64, 64, Some([0, 0, 64, 62]))), None);
        assert_eq!(frame(&picture(64, 64, None)), None);
    }
}
