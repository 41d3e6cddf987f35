//! Where a label comes from: the parts of rules and hand labels in it, and of the seeds that count most.

use std::sync::Arc;

use labelloom_engine::session::graph::{MeaningView, NodeView, OriginView, SeedOrigin, SeedPart};
use leptos::prelude::*;

use super::super::{
    board::Board,
    parts::{RuleLink, Tag},
    words,
};
use crate::components::{Pictured, Tip, numbers::counted};
use crate::pages::lookup::Lookup;

/// What a share means.
const SHARE: &str = "Exact parts of the probability: those of all seeds of one label add up to it.";
/// What a pull means.
const PULL: &str = "How much each seed pulls the record towards its label, as part of all pulls. It is no part of the probability; below 0 a \
     seed is further away than the mean seed.";

/// The receipt.
#[component]
pub(super) fn Receipt(node: Arc<NodeView>) -> impl IntoView {
    let meaning = node.meaning?;
    let (title, about) = match meaning {
        MeaningView::Share => ("Shares", SHARE),
        MeaningView::Pull => ("Pulls", PULL),
    };
    let largest =
        |shares: &mut dyn Iterator<Item = f64>| shares.fold(0.0_f64, |most, share| most.max(share.abs()));
    let of_origins = largest(&mut node.origins.iter().map(|origin| origin.part.share));
    let of_seeds = largest(&mut node.seeds.iter().map(|seed| seed.share));
    let rest = (node.rest.seeds > 0).then(|| {
        format!(
            "{}: {} together",
            counted(node.rest.seeds, "more seed", "more seeds"),
            words::share(node.rest.share)
        )
    });
    Some(view! {
        <section class="graph-part" aria-label="Receipt" data-testid="graph-receipt" data-meaning=title>
            <h3>"Receipt: " <Tip term=title meaning=about /></h3>
            <ul class="graph-bars">
                {node.origins.iter().cloned().map(|origin| view! { <Origin origin=origin most=of_origins /> }).collect_view()}
            </ul>
            {(!node.seeds.is_empty()).then(|| view! { <h4>"The seeds that count most"</h4> })}
            <ul class="graph-bars">
                {node.seeds.iter().cloned().map(|seed| view! { <Seed seed=seed most=of_seeds /> }).collect_view()}
            </ul>
            {rest.map(|rest| view! { <p class="muted small">{rest}</p> })}
        </section>
    })
}

/// All seeds of one origin for one label.
#[component]
fn Origin(origin: OriginView, most: f64) -> impl IntoView {
    let name = match origin.origin {
        SeedOrigin::Rule(rule) => view! { <RuleLink id=rule /> }.into_any(),
        SeedOrigin::Gold | SeedOrigin::Model => origin.name.clone().into_any(),
    };
    view! {
        <li class="graph-bar-row" data-testid="receipt-origin">
            <span class="graph-bar-name"><Tag id=origin.label /> " " {name} " " <span class="muted">{counted(origin.part.seeds, "seed", "seeds")}</span></span>
            <ShareBar share=origin.part.share most=most label=origin.label />
        </li>
    }
}

/// One seed, with its text.
#[component]
fn Seed(seed: SeedPart, most: f64) -> impl IntoView {
    let board = Board::expect();
    view! {
        <li class="graph-bar-row" data-testid="receipt-seed">
            <Pictured record=seed.index side=40 name=seed.text.clone()><a class="graph-quote" href=board.on_map(seed.index) dir="auto">{shown(&seed.text)}</a></Pictured>
            <ShareBar share=seed.share most=most label=seed.label />
            <span class="graph-bar-about"><Tag id=seed.label /> <span class="muted">{seed.name}</span></span>
        </li>
    }
}

/// A share as a bar beside its number; what pulls away is hatched.
#[component]
fn ShareBar(share: f64, most: f64, label: labelloom_engine::ids::LabelId) -> impl IntoView {
    let board = Board::expect();
    let color = board.label(label).map_or(0, |label| label.color);
    let width = if most > 0.0 {
        100.0 * (share.abs() / most).min(1.0)
    } else {
        0.0
    };
    view! {
        <span class=format!("graph-bar lc{color}") class:graph-bar-away={share < 0.0}>
            <i aria-hidden="true"><b style:width=format!("{width:.1}%")></b></i>
            <span class="number">{words::share(share)}</span>
        </span>
    }
}

/// A text, or that there is none.
pub(super) fn shown(text: &str) -> String {
    if text.trim().is_empty() {
        "(empty text)".to_owned()
    } else {
        text.to_owned()
    }
}
