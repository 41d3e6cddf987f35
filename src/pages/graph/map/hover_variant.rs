//! What the accepted variant is that the pointer is at: its text, and which record it is of.

use labelloom_engine::session::{augment::VariantRef, reply::RecordView};
use leptos::{prelude::*, task::spawn_local};

use super::hover::{beginning, beside, shortened};
use crate::pages::graph::board::Board;
use crate::{actions, components::numbers::count};

/// What is told of a variant.
#[derive(Clone, Debug)]
struct Told {
    variant: VariantRef,
    text: String,
    parent: RecordView,
}

/// The card.
#[component]
pub(super) fn HoverVariant() -> impl IntoView {
    let board = Board::expect();
    let map = board.map;
    let told = RwSignal::new(None::<Told>);
    Effect::new(move || {
        let Some(variant) = map.hover_variant.get() else {
            return told.set(None);
        };
        spawn_local(async move {
            let text = actions::graph::variant(board.bench, variant).await;
            let parent = actions::graph::pointed_at(board.bench, variant.record).await;
            if let (Ok(text), Some(parent)) = (text, parent) {
                told.try_set(Some(Told {
                    variant,
                    text,
                    parent,
                }));
            }
        });
    });
    view! {
        {move || {
            map.seen.track();
            let told = told.get().filter(|told| map.hover_variant.get() == Some(told.variant))?;
            let place = map.variant_seen_at(told.variant)?;
            let [left, top, transform] = beside(map, place);
            let about = format!("variant {} of record {}", told.variant.number, count(told.variant.record + 1));
            Some(view! {
                <div class="map-card" data-testid="graph-hover-variant" aria-hidden="true"
                    style:left=left style:top=top style:transform=transform>
                    <p class="map-card-text" dir="auto">{shortened(told.text.chars())}</p>
                    <p class="map-card-about">{about}</p>
                    <p class="map-card-text muted" dir="auto">{beginning(&told.parent)}</p>
                </div>
            })
        }}
    }
}
