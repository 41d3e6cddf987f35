//! The records' images, as places ask for them.

use std::cell::RefCell;

use labelloom_engine::session::images::{MOST_BYTES, MOST_IMAGES};
use leptos::{prelude::*, task::spawn_local};

use super::fetching::{Fetching, Place};
use crate::actions;
use crate::browser::clock;
use crate::state::Bench;

/// Bytes of pixels that are kept.
const KEPT_BYTES: usize = 48 << 20;

/// Sides that are asked for: few, so that one answer serves several places.
const SIDES: [u32; 6] = [64, 96, 128, 192, 256, 512];

thread_local! {
    /// By record and side.
    static STORE: RefCell<Fetching<(u32, u32)>> = RefCell::default();
}

/// The side to ask for so that a square of so many pixels of the page looks sharp.
pub(crate) fn sharp(side: u32) -> u32 {
    let dense = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    let wanted = f64::from(side) * dense;
    let fits = SIDES.into_iter().find(|each| f64::from(*each) >= wanted);
    fits.unwrap_or(SIDES[SIDES.len() - 1])
}

/// Shows an image at a place as soon as it is there, unless the place has gone by then.
pub(super) fn want(bench: Bench, record: u32, side: u32, place: Place) {
    let begins = STORE.with_borrow_mut(|store| {
        store.be_of(bench.project_id.get_untracked());
        store.want((record, side), place)
    });
    on_cleanup(move || STORE.with_borrow_mut(|store| store.forget(place)));
    if begins {
        // All that comes into sight at once is one question.
        clock::after(0, move || spawn_local(ask_for_all(bench)));
    }
}

async fn ask_for_all(bench: Bench) {
    loop {
        let asked =
            STORE.with_borrow_mut(|store| store.next(|(_, side)| most(*side), |one, other| one.1 == other.1));
        let Some((_, side)) = asked.first().copied() else {
            return;
        };
        let records = asked.iter().map(|(record, _)| *record).collect();
        let came = actions::images::fetch(bench, records, side).await;
        let came = came
            .into_iter()
            .map(|(record, drawing)| ((record, side), drawing));
        STORE.with_borrow_mut(|store| {
            if store.be_of(bench.project_id.get_untracked()) {
                store.put(&asked, came.collect(), KEPT_BYTES);
            }
        });
    }
}

/// Images of one question.
fn most(side: u32) -> usize {
    let each = u64::from(side) * u64::from(side) * 4;
    let fits = MOST_BYTES / 4 / each.max(1);
    usize::try_from(fits).unwrap_or(MOST_IMAGES).clamp(1, MOST_IMAGES)
}
