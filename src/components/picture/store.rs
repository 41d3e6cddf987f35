//! Images that were fetched lately, and those that are wanted: what is in sight is asked for together, one question at a
//! time, so that a list that is scrolled fast asks only for where it stops.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

use labelloom_engine::session::images::{MOST_BYTES, MOST_IMAGES};
use leptos::{prelude::*, task::spawn_local};

use super::paint::Drawing;
use crate::actions;
use crate::browser::clock;
use crate::state::Bench;

/// Bytes of pixels that are kept.
const KEPT_BYTES: usize = 48 << 20;

/// Sides that are asked for: few, so that one answer serves several places.
const SIDES: [u32; 6] = [64, 96, 128, 192, 256, 512];

/// An image in one of its sizes.
type Key = (u32, u32);

/// Where an image is to be shown.
type Place = RwSignal<Option<Drawing>, LocalStorage>;

thread_local! {
    static STORE: RefCell<Store> = RefCell::default();
}

#[derive(Default)]
struct Store {
    /// The project that everything here is of.
    project: Option<String>,
    kept: BTreeMap<Key, Drawing>,
    /// The keys of what is kept, the oldest first.
    order: VecDeque<Key>,
    bytes: usize,
    /// What is wanted, and where.
    waiting: Vec<(Key, Place)>,
    /// Whether a question is under way, or about to be.
    asks: bool,
}

/// The side to ask for so that a square of so many pixels of the page looks sharp.
pub(super) fn sharp(side: u32) -> u32 {
    let dense = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    let wanted = f64::from(side) * dense;
    let fits = SIDES.into_iter().find(|each| f64::from(*each) >= wanted);
    fits.unwrap_or(SIDES[SIDES.len() - 1])
}

/// Shows an image at a place as soon as it is there, unless the place has gone by then.
pub(super) fn want(bench: Bench, record: u32, side: u32, place: Place) {
    let key = (record, side);
    let is_first = STORE.with_borrow_mut(|store| {
        store.be_of(bench.project_id.get_untracked());
        if let Some(drawing) = store.kept.get(&key) {
            place.set(Some(drawing.clone()));
            return false;
        }
        store.waiting.push((key, place));
        !std::mem::replace(&mut store.asks, true)
    });
    on_cleanup(move || STORE.with_borrow_mut(|store| store.waiting.retain(|(_, other)| *other != place)));
    if is_first {
        // All that comes into sight at once is one question.
        clock::after(0, move || spawn_local(ask_for_all(bench)));
    }
}

async fn ask_for_all(bench: Bench) {
    loop {
        let next = STORE.with_borrow_mut(Store::next);
        let Some((side, records)) = next else { return };
        let project = bench.project_id.get_untracked();
        let drawings = actions::images::fetch(bench, records.clone(), side).await;
        STORE.with_borrow_mut(|store| {
            store.be_of(bench.project_id.get_untracked());
            if store.project == project {
                store.put(side, &records, drawings);
            }
        });
    }
}

impl Store {
    /// Forgets what is of another project.
    fn be_of(&mut self, project: Option<String>) {
        if self.project != project {
            *self = Self {
                project,
                asks: self.asks,
                ..Self::default()
            };
        }
    }

    /// What to ask for next, all of one size; where there is nothing, nobody asks any longer.
    fn next(&mut self) -> Option<(u32, Vec<u32>)> {
        // What was wanted last is what is in sight.
        let Some(((_, side), _)) = self.waiting.last() else {
            self.asks = false;
            return None;
        };
        let side = *side;
        let most = most(side);
        let mut records: Vec<u32> = self
            .waiting
            .iter()
            .rev()
            .filter(|((_, other), _)| *other == side)
            .map(|((record, _), _)| *record)
            .take(most)
            .collect();
        records.sort_unstable();
        records.dedup();
        Some((side, records))
    }

    /// Takes an answer over. What could not be had is wanted no longer.
    fn put(&mut self, side: u32, records: &[u32], drawings: Vec<(u32, Drawing)>) {
        let mut shown = Vec::new();
        for (record, drawing) in drawings {
            let key = (record, side);
            self.bytes += drawing.rgba.len();
            if let Some(before) = self.kept.insert(key, drawing.clone()) {
                self.bytes -= before.rgba.len();
            } else {
                self.order.push_back(key);
            }
            let places = self.waiting.iter().filter(|(other, _)| *other == key);
            shown.extend(places.map(|(_, place)| (*place, drawing.clone())));
        }
        self.waiting
            .retain(|((record, other), _)| *other != side || records.binary_search(record).is_err());
        while self.bytes > KEPT_BYTES
            && let Some(oldest) = self.order.pop_front()
        {
            let gone = self.kept.remove(&oldest);
            self.bytes -= gone.map_or(0, |drawing| drawing.rgba.len());
        }
        for (place, drawing) in shown {
            drop(place.try_set(Some(drawing)));
        }
    }
}

/// Images of one question.
fn most(side: u32) -> usize {
    let each = u64::from(side) * u64::from(side) * 4;
    let fits = MOST_BYTES / 4 / each.max(1);
    usize::try_from(fits).unwrap_or(MOST_IMAGES).clamp(1, MOST_IMAGES)
}
