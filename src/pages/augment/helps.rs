//! Whether variants make the end model better on held-out gold: measured, with intervals and a plain verdict.

use std::sync::Arc;

use labelloom_engine::session::augment::{AugmentAsk, HelpsRow, HelpsVerdict, HelpsView, HelpsWay};
use leptos::prelude::*;

use super::{
    board::Board,
    parts::{AllRecords, AtWork, Number, Outdated},
    search::Search,
    words,
};
use crate::{
    actions,
    components::{
        Button, ButtonKind, Tip,
        numbers::{count, counted},
    },
    route::{Page, Route},
};

/// How often it is tried at first.
pub(super) const TRIES: u32 = 6;

/// The question, and its last answer.
#[component]
pub(super) fn Helps() -> impl IntoView {
    let board = Board::expect();
    let helps = board.bench.augmenting.helps;
    let tries = RwSignal::new(TRIES);
    let has_gold = Memo::new(move |_| board.project.with(|project| project.gold.held_out > 0));
    let ask = move || {
        let ask = AugmentAsk::Helps {
            choice: Some((*board.choice.get_untracked()).clone()),
            seeds: tries.get_untracked(),
        };
        actions::augment::measure(board.bench, helps, &ask);
    };
    let is_at_work = Memo::new(move |_| helps.at_work.with(Option::is_some));
    view! {
        <div class="augment-sheet-body" data-testid="augment-helps">
            <h2><Tip term="Does it help?" meaning=words::HELPS /></h2>
            <AllRecords />
            <Show when=move || has_gold.get() fallback=NoGold>
                <div class="helps-ask">
                    <Number id="helps-tries" name="Tries" hint="Each draws its records anew." least=2 most=20 value=tries on_pick=UnsyncCallback::new(move |number| tries.set(number)) />
                    <Button kind=ButtonKind::Primary disabled=is_at_work attr:data-testid="helps-begin" on:click=move |_| ask()>"Measure it"</Button>
                </div>
                <AtWork inquiry=helps name="Training…" on_again=ask />
                {move || helps.answer.get().map(|view| view! { <Outdated of=board.bench.augmenting.helps_of /> <Answer view=view /> })}
                <Search />
            </Show>
        </div>
    }
}

#[component]
fn NoGold() -> impl IntoView {
    let data = Route::page(Page::Data).address();
    view! {
        <p data-testid="helps-no-gold">"There is no held-out gold to judge by. "<a class="link" href=data>"Set some gold apart on Data"</a></p>
    }
}

/// What was measured.
#[component]
pub(super) fn Answer(view: Arc<HelpsView>) -> impl IntoView {
    let scale = view
        .rows
        .iter()
        .flat_map(|row| row.interval)
        .fold(0.01_f64, |most, end| most.max(end.abs()));
    let rows = view.rows.clone();
    let unlabeled = (view.unlabeled > 0).then(|| {
        format!(
            "; consistency had {} without a label besides",
            counted(view.unlabeled, "record", "records")
        )
    });
    view! {
        <p class="helps-verdict" role="status" data-testid="helps-verdict">{view.verdict.clone()}</p>
        <div class="fit-scroll">
            <table class="fit-table">
                <thead>
                    <tr>
                        <th scope="col">"Trained"</th>
                        <th scope="col">"Right on held-out gold"</th>
                        <th scope="col">"Difference, 95 % interval"</th>
                        <th scope="col">"Drawn"</th>
                        <th scope="col">"Variants a try"</th>
                        <th scope="col">"Verdict"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row=row scale=scale /> }).collect_view()}</tbody>
            </table>
        </div>
        <p class="muted small">
            {format!(
                "{}, each trained on {} taught by {} and judged on {} of held-out gold",
                counted(view.seeds, "try", "tries"),
                counted(view.trained_on, "record", "records"),
                view.taught_by,
                counted(view.judged_on, "record", "records")
            )}
            {unlabeled} "."
        </p>
        {view.said.iter().cloned().map(|said| view! { <p class="augment-note">{said}</p> }).collect_view()}
    }
}

#[component]
fn Row(row: HelpsRow, scale: f64) -> impl IntoView {
    let way = match row.way {
        HelpsWay::Without => "without variants",
        HelpsWay::With => "with all variants",
        HelpsWay::Guarded => "with valid variants alone",
        HelpsWay::Consistency => "by consistency, as UDA does",
    };
    let verdict = match row.verdict {
        HelpsVerdict::Baseline => "the others are compared with it",
        HelpsVerdict::Helps => "helps",
        HelpsVerdict::NoDifference => "does not help",
        HelpsVerdict::Hurts => "hurts",
    };
    let class = match row.verdict {
        HelpsVerdict::Helps => "helps-good",
        HelpsVerdict::Hurts => "helps-bad",
        HelpsVerdict::Baseline | HelpsVerdict::NoDifference => "muted",
    };
    let is_first = row.way == HelpsWay::Without;
    let tries: Vec<String> = row
        .tries
        .iter()
        .map(|share| format!("{:.1}", 100.0 * share))
        .collect();
    let difference = if is_first {
        "–".to_owned()
    } else {
        format!(
            "{} [{}, {}]",
            points(row.difference),
            points(row.interval[0]),
            points(row.interval[1])
        )
    };
    let drawn = (!is_first).then(|| drawn(row.difference, row.interval, scale));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a mean count, never negative"
    )]
    let variants = count(row.variants.round() as u32);
    view! {
        <tr data-testid="helps-row">
            <th scope="row">{way}</th>
            <td title=format!("Each try: {}", tries.join(", "))>{format!("{:.1} %", 100.0 * row.accuracy)} <small>{format!(" ± {:.1}", 100.0 * row.deviation)}</small></td>
            <td class="number">{difference}</td>
            <td>{drawn}</td>
            <td class="number">{variants}</td>
            <td class=class>{verdict}</td>
        </tr>
    }
}

/// A difference with its interval on a line, nought in the middle.
pub(super) fn drawn(difference: f64, interval: [f64; 2], scale: f64) -> impl IntoView {
    let place = |of: f64| 50.0 + 50.0 * (of / scale).clamp(-1.0, 1.0);
    let [low, high] = interval.map(place);
    view! {
        <span class="track helps-track" aria-hidden="true">
            <i class="track-chance" style:left="50%"></i>
            <i class="track-interval" style:left=format!("{low:.1}%") style:width=format!("{:.1}%", high - low)></i>
            <i class="track-seen" style:left=format!("{:.1}%", place(difference))></i>
        </span>
    }
}

/// A difference of shares in points: `+1.2`, `−0.4`.
pub(super) fn points(share: f64) -> String {
    let points = 100.0 * share;
    let sign = if points < -0.05 {
        "−"
    } else if points > 0.05 {
        "+"
    } else {
        ""
    };
    format!("{sign}{:.1}", points.abs())
}

#[cfg(test)]
mod tests {
    #[test]
    fn differences_have_a_sign() {
        assert_eq!(
            [0.012, -0.004, 0.0001].map(super::points),
            ["+1.2", "−0.4", "0.0"]
        );
    }
}
