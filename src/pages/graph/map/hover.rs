//! What the record is that the pointer, or the keys, are at: its text and its label, beside the point.

use labelloom_engine::session::reply::RecordView;
use leptos::{prelude::*, task::spawn_local};

use super::{camera::Place, store::Map};
use crate::pages::graph::{board::Board, color};
use crate::pages::lookup::Lookup;
use crate::{
    actions,
    components::{LabelTag, Picture},
};

/// Characters of the text.
const SHOWN: usize = 180;

/// The card.
#[component]
pub(super) fn Hover() -> impl IntoView {
    let board = Board::expect();
    let map = board.map;
    let told = RwSignal::new(None::<RecordView>);
    let of_keys = move || map.cursor.get().filter(|_| map.by_keys.get());
    let at = Memo::new(move |_| map.hover.get().or_else(of_keys));
    Effect::new(move || {
        let Some(index) = at.get() else {
            return told.set(None);
        };
        spawn_local(async move {
            if let Some(record) = actions::graph::pointed_at(board.bench, index).await {
                told.try_set(Some(record));
            }
        });
    });
    let shown = Memo::new(move |_| {
        let at = at.get();
        told.with(|told| told.clone().filter(|told| Some(told.index) == at))
    });
    // The keys' record is spoken; the pointer's is for the eye.
    let spoken = move || {
        let cursor = of_keys()?;
        let record = told.get().filter(|told| told.index == cursor)?;
        Some(format!("{}: {}", label(board, record.index), beginning(&record)))
    };
    view! {
        {move || {
            map.seen.track();
            map.marked.track();
            let record = shown.get()?;
            let place = map.seen_at(record.index)?;
            Some(view! { <Card record=record place=place /> })
        }}
        <p class="unseen" role="status">{spoken}</p>
    }
}

#[component]
fn Card(record: RecordView, place: Place) -> impl IntoView {
    let board = Board::expect();
    let [left, top, transform] = beside(board.map, place);
    let gold = record.gold.and_then(|gold| board.label(gold));
    view! {
        <div class="map-card" data-testid="graph-hover" aria-hidden="true"
            style:left=left style:top=top style:transform=transform>
            <Picture record=record.index side=96 name=record.id.clone() />
            <p class="map-card-text" dir="auto">{beginning(&record)}</p>
            <p class="map-card-about">
                <span>{label(board, record.index)}</span>
                {gold.map(|gold| view! { <span class="muted">"gold "</span> <LabelTag name=gold.name color=gold.color /> })}
            </p>
        </div>
    }
}

/// Where a card stands beside a place of the screen, on the side where there is room: `left`, `top` and `transform`, each
/// set by itself, since the page's policy allows no style as text.
pub(super) fn beside(map: Map, (x, y): Place) -> [String; 3] {
    let (width, height) = map.with(|stage| stage.camera.size()).unwrap_or((1.0, 1.0));
    let across = if x > width / 2.0 {
        "calc(-100% - 14px)"
    } else {
        "14px"
    };
    let along = if y > height / 2.0 { "-100%" } else { "0" };
    [
        format!("{x:.0}px"),
        format!("{y:.0}px"),
        format!("translate({across}, {along})"),
    ]
}

/// What the map's colour says of a record, in words.
fn label(board: Board, record: u32) -> String {
    let Some((code, flags)) = board.map.marks_of(record) else {
        return String::new();
    };
    let said = board
        .legend
        .with_untracked(|legend| legend.as_ref().map(|legend| color::said(legend, code)));
    let marks = [
        (flags & super::scene::SEED != 0, "seed"),
        (flags & super::scene::PICKED != 0, "picked"),
    ];
    let marks = marks
        .iter()
        .filter(|(has, _)| *has)
        .map(|(_, word)| (*word).to_owned());
    said.into_iter().chain(marks).collect::<Vec<_>>().join(", ")
}

/// The beginning of its text.
pub(super) fn beginning(record: &RecordView) -> String {
    let letters = record.pieces.iter().flat_map(|piece| piece.text.chars());
    let mut text = shortened(letters);
    if record.cut > 0 && !text.ends_with('…') {
        text.push('…');
    }
    if text.trim().is_empty() {
        text = "(empty text)".to_owned();
    }
    text
}

/// As much of a text as a card holds.
pub(super) fn shortened(letters: impl Iterator<Item = char>) -> String {
    let mut letters = letters;
    let mut text: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() {
        text.push('…');
    }
    text
}
