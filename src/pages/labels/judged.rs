//! How sure the labels are, and how they do on gold, dev or held-out.

use std::sync::Arc;

use labelloom_engine::session::{
    labels::{CalibrationBin, GoldSide, LabelsView, SideFigures},
    request::Filter,
};
use leptos::prelude::*;

use super::{
    board::Board,
    calibration::{Calibration, Dot},
    confusion::Confusion,
    histogram::{Bar, Histogram, Part},
    words,
};
use crate::pages::lookup::Lookup;
use crate::{
    components::{
        Tip,
        numbers::{count, counted},
    },
    route::Judge,
};

/// Records by the probability of their label.
#[component]
pub(super) fn Sureness() -> impl IntoView {
    let board = Board::expect();
    view! {
        <section class="card" aria-label="How sure">
            <div class="card-head"><h2><Tip term="How sure" meaning=words::HISTOGRAM /></h2></div>
            <div class="card-body">
                {move || board.labels_view().map(|view| view! { <Histogram bars=bars(board, &view) /> })}
            </div>
        </section>
    }
}

/// The bars that can hold a record: no label is the most probable one of k below 1/k.
fn bars(board: Board, view: &LabelsView) -> Vec<Bar> {
    let bins = view.histogram.iter().map(|row| row.bins.len()).max().unwrap_or(0);
    let width = 1.0 / f64::from(u32::try_from(bins.max(1)).unwrap_or(u32::MAX));
    let first = (0..bins).find(|&bin| view.histogram.iter().any(|row| row.bins[bin] > 0));
    let at_least = bins.saturating_sub(10);
    let parts = |bin: usize| {
        let part = |row: &labelloom_engine::session::labels::HistogramRow| {
            let label = row.label.and_then(|id| board.label(id));
            Part {
                name: label
                    .as_ref()
                    .map_or_else(|| "tied".to_owned(), |label| label.name.clone()),
                class: label.map_or_else(|| "lc-tied".to_owned(), |label| format!("lc{}", label.color)),
                count: row.bins[bin],
            }
        };
        view.histogram.iter().map(part).collect()
    };
    let bar = |bin: usize| {
        let place = u8::try_from(bin).unwrap_or(u8::MAX);
        Bar {
            low: width * f64::from(place),
            high: width * f64::from(place + 1),
            parts: parts(bin),
            href: board.records(&[Filter::TopBin(place)]),
        }
    };
    (first.unwrap_or(at_least).min(at_least)..bins).map(bar).collect()
}

/// Which gold is judged by. Held-out gold is looked at only when it is chosen here, since each look wears it.
#[component]
pub(super) fn Switch() -> impl IntoView {
    let board = Board::expect();
    let way = move |judge: Judge,
                    name: &'static str,
                    of: fn(&labelloom_engine::session::reply::GoldView) -> u32| {
        let n = move || board.project.with(|project| of(&project.gold));
        let href = move || board.router.route.with(|route| route.judging(judge).address());
        view! {
            <a
                class="segment"
                href=href
                aria-current=move || (board.judge.get() == judge).then_some("true")
                data-testid=match judge { Judge::Dev => "judge-dev", Judge::HeldOut => "judge-held-out" }
            >
                {name} " " {move || count(n())}
            </a>
        }
    };
    let has_held_out = Memo::new(move |_| board.project.with(|project| project.gold.held_out > 0));
    view! {
        <Show when=move || has_held_out.get()>
            <span class="fit-judge">
                <span class="muted">"Judged by"</span>
                <span class="segments" role="group" aria-label="Which gold judges">
                    {way(Judge::Dev, "dev gold", |gold| gold.dev)}
                    {way(Judge::HeldOut, "held-out", |gold| gold.held_out)}
                </span>
            </span>
        </Show>
    }
}

/// Whether probabilities are what they say; what to do where no gold can tell.
#[component]
pub(super) fn Calibrated() -> impl IntoView {
    let board = Board::expect();
    let shown = move |view: Arc<LabelsView>| {
        let judge = board.judge.get_untracked();
        let Some(side) = board.side(&view) else {
            return view! { <p class="muted" role="status">"Looking at held-out gold…"</p> }.into_any();
        };
        let dots = dots(board, &side, judge.gold());
        match (side.gold, dots.is_empty()) {
            (0, _) => view! { <NoGold /> }.into_any(),
            (_, true) => {
                view! { <p class="muted">"No record with this gold has a label yet."</p> }.into_any()
            }
            _ => view! { <Calibration dots=dots /> }.into_any(),
        }
    };
    view! {
        <section class="card" aria-label="Calibration">
            <div class="card-head"><h2><Tip term="Are probabilities what they say?" meaning=words::CALIBRATION /></h2></div>
            <div class="card-body">{move || board.labels_view().map(shown)}</div>
        </section>
    }
}

/// Gold against labels, and the mistakes; nothing where no gold can tell.
#[component]
pub(super) fn Mistaken() -> impl IntoView {
    let board = Board::expect();
    move || {
        let view = board.labels_view()?;
        let judge = board.judge.get_untracked();
        let side = board.side(&view).filter(|side| side.gold > 0)?;
        let uses_gold = board.named(&view.model).uses_gold;
        Some(view! {
            <section class="card fit-wide" aria-label="Gold against labels" data-testid="judged">
                <div class="card-head"><h2><Tip term="Gold against labels" meaning=words::CONFUSION /></h2></div>
                <p class="card-note mistakes-note">{note(uses_gold, judge, &side)}</p>
                <Confusion side=side />
            </section>
        })
    }
}

/// What the figures of a side are worth.
fn note(uses_gold: bool, judge: Judge, side: &SideFigures) -> String {
    let n = counted(side.gold, "record", "records");
    let labeled = count(side.labeled);
    match judge {
        Judge::Dev if uses_gold => format!(
            "{n} with dev gold, {labeled} of them labeled. Dev gold steers this model, so that its figures here are too good; \
             held-out gold is fair."
        ),
        Judge::Dev => {
            format!("{n} with dev gold, {labeled} of them labeled. Rules are written while it is in sight.")
        }
        Judge::HeldOut => format!(
            "{n} held out, {labeled} of them labeled. No rule and no model has seen this gold; each look at it while choosing \
             makes it a little less fair."
        ),
    }
}

#[component]
fn NoGold() -> impl IntoView {
    let board = Board::expect();
    view! {
        <div class="card-body" data-testid="no-gold">
            <p>"No gold says what is right yet. Label some records by hand: open one and press 1–9. Twenty already tell good rules from bad."</p>
            <p><a class="button" href=board.records(&[Filter::Conflicted])>"Begin with conflicting records"</a></p>
        </div>
    }
}

fn dots(board: Board, side: &SideFigures, gold: GoldSide) -> Vec<Dot> {
    let bins = side.calibration.len();
    let width = 1.0 / f64::from(u32::try_from(bins.max(1)).unwrap_or(u32::MAX));
    let dot = |(place, bin): (usize, &CalibrationBin)| {
        let place = u8::try_from(place).unwrap_or(u8::MAX);
        Some(Dot {
            range: (width * f64::from(place), width * f64::from(place + 1)),
            said: bin.confidence?,
            share: bin.accuracy?,
            interval: (bin.low, bin.high),
            n: bin.count,
            href: board.records(&[Filter::Calibration(gold, place)]),
        })
    };
    side.calibration.iter().enumerate().filter_map(dot).collect()
}
