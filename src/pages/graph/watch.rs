//! Watching labels go along the graph: sweep by sweep, by hand or by itself.

use std::time::Duration;

use leptos::prelude::*;

use super::{board::Board, words};
use crate::components::{Button, Tip};

/// The last sweep that is shown; labels hardly change any more by then.
const LAST: u32 = 30;

/// Between two sweeps.
const EVERY: Duration = Duration::from_millis(450);

/// The bar, once labels were carried.
#[component]
pub(super) fn Watch() -> impl IntoView {
    let board = Board::expect();
    let has_picture = Memo::new(move |_| {
        board
            .view
            .with(|view| view.as_ref().is_some_and(|view| view.picture.is_some()))
    });
    move || has_picture.get().then(|| view! { <Bar /> })
}

#[component]
fn Bar() -> impl IntoView {
    let board = Board::expect();
    let plays = RwSignal::new(false);
    let go = move |by: i64| {
        let now = i64::from(
            board
                .sweep
                .get_untracked()
                .unwrap_or(if by > 0 { 0 } else { LAST }),
        );
        let from_result = board.sweep.get_untracked().is_none() && by > 0;
        let next = if from_result {
            0
        } else {
            (now + by).clamp(0, i64::from(LAST))
        };
        board.sweep.set(u32::try_from(next).ok());
    };
    let clock = StoredValue::new(None::<IntervalHandle>);
    let stop = move || {
        let running = clock.try_update_value(Option::take).flatten();
        if let Some(clock) = running {
            clock.clear();
        }
    };
    on_cleanup(stop);
    Effect::new(move || {
        stop();
        if !plays.get() {
            return;
        }
        let step = move || match board.sweep.try_get_untracked() {
            Some(Some(LAST..)) => plays.set(false),
            Some(_) => go(1),
            None => {}
        };
        clock.set_value(set_interval_with_handle(step, EVERY).ok());
    });
    let play = move |_| {
        if !plays.get_untracked() && board.sweep.get_untracked() == Some(LAST) {
            board.sweep.set(None);
        }
        plays.update(|plays| *plays = !*plays);
    };
    let said = move || match board.sweep.get() {
        None => "result".to_owned(),
        Some(0) => "seeds alone".to_owned(),
        Some(1) => "1 sweep".to_owned(),
        Some(sweep) => format!("{sweep} sweeps"),
    };
    let end = move |_| {
        plays.set(false);
        board.sweep.set(None);
    };
    view! {
        <div class="watch" role="group" aria-label="Watch labels go along the graph" data-testid="graph-watch">
            <Tip term="Watch" meaning=words::WATCH />
            <Button attr:data-testid="watch-play" attr:aria-label=move || if plays.get() { "Pause" } else { "Play" } on:click=play>
                {move || if plays.get() { "Pause" } else { "Play" }}
            </Button>
            <Button attr:data-testid="watch-back" attr:aria-label="One sweep back" on:click=move |_| { plays.set(false); go(-1); }>"‹"</Button>
            <input
                class="watch-slider"
                type="range"
                min="0"
                max=LAST.to_string()
                aria-label="Sweeps"
                data-testid="watch-sweeps"
                prop:value=move || board.sweep.get().unwrap_or(LAST).to_string()
                on:input:target=move |event| { plays.set(false); board.sweep.set(event.target().value().parse().ok()); }
            />
            <Button attr:data-testid="watch-step" attr:aria-label="One sweep on" on:click=move |_| { plays.set(false); go(1); }>"›"</Button>
            <span class="watch-said" role="status" data-testid="watch-said">{said}</span>
            <Show when=move || board.sweep.get().is_some()>
                <Button attr:data-testid="watch-end" on:click=end>"Show the result"</Button>
            </Show>
        </div>
    }
}
