//! Which policy helps here: searched on dev gold, told on held-out gold, and taken with a click.

use std::sync::Arc;

use labelloom_engine::session::augment::{
    AugmentAsk, AugmentChoice, OperationChoice, SearchGain, SearchRow, SearchVerdict, SearchView,
};
use leptos::prelude::*;

use super::{
    board::Board,
    helps::{self, points},
    parts::{AtWork, Number, Outdated},
    words,
};
use crate::{
    actions,
    components::{
        Button, ButtonKind, Tip,
        numbers::{count, counted, whole_percent},
    },
};

/// How often the end model is trained at first.
const TRAININGS: u32 = 600;

/// The question, and its last answer.
#[component]
pub(super) fn Search() -> impl IntoView {
    let board = Board::expect();
    let search = board.bench.augmenting.search;
    let tries = RwSignal::new(helps::TRIES);
    let trainings = RwSignal::new(TRAININGS);
    let ask = move || {
        let ask = AugmentAsk::Search {
            choice: Some((*board.choice.get_untracked()).clone()),
            trainings: trainings.get_untracked(),
            seeds: tries.get_untracked(),
        };
        actions::augment::measure(board.bench, search, &ask);
    };
    let is_at_work = Memo::new(move |_| search.at_work.with(Option::is_some));
    view! {
        <section class="policy-search" data-testid="augment-search">
            <h2><Tip term="Find a policy" meaning=words::SEARCH /></h2>
            <div class="helps-ask">
                <Number id="search-trainings" name="Trainings" hint="At most; more tell policies apart better." least=100 most=10_000 step=100 value=trainings on_pick=UnsyncCallback::new(move |number| trainings.set(number)) />
                <Number id="search-tries" name="Tries" hint="Of the best one, on held-out gold." least=2 most=20 value=tries on_pick=UnsyncCallback::new(move |number| tries.set(number)) />
                <Button kind=ButtonKind::Primary disabled=is_at_work attr:data-testid="search-begin" on:click=move |_| ask()>"Search"</Button>
            </div>
            <AtWork inquiry=search name="Searching…" on_again=ask />
            {move || search.answer.get().map(|view| view! { <Outdated of=board.bench.augmenting.search_of /> <Answer view=view /> })}
        </section>
    }
}

#[component]
fn Answer(view: Arc<SearchView>) -> impl IntoView {
    let scale = view
        .candidates
        .iter()
        .filter_map(|row| row.gain)
        .flat_map(|gain| gain.interval)
        .fold(0.01_f64, |most, end| most.max(end.abs()));
    let (tried, left_out): (Vec<SearchRow>, Vec<SearchRow>) = view
        .candidates
        .iter()
        .cloned()
        .partition(|row| row.gain.is_some());
    let left = left_out.len();
    // What holds of held-out gold is said with it below.
    let below = view.held_out.as_ref().map_or(&[][..], |held_out| &held_out.said);
    let said: Vec<String> = view
        .said
        .iter()
        .filter(|said| !below.contains(said))
        .cloned()
        .collect();
    view! {
        <p class="helps-verdict" role="status" data-testid="search-verdict">{view.verdict.clone()}</p>
        {view.proposal.clone().map(|proposal| view! { <Take proposal=proposal /> })}
        <Table rows=tried scale=scale />
        {(left > 0).then(|| view! {
            <details class="search-left-out" data-testid="search-left-out">
                <summary>{format!("{} left out before training", counted(u32::try_from(left).unwrap_or(u32::MAX), "policy", "policies"))}</summary>
                <Table rows=left_out scale=scale />
            </details>
        })}
        <p class="muted small">
            {format!(
                "{} of the end model on {} taught by {}; {} with dev gold choose, {:.1} % of them right without variants. Labels are judged on variants of {}; more than {:.0} % flipped is too many. Seed {}.",
                counted(view.trainings, "training", "trainings"),
                counted(view.trained_on, "record", "records"),
                view.taught_by,
                counted(view.judged_on, "record", "records"),
                100.0 * view.baseline,
                counted(view.screened_on, "record", "records"),
                100.0 * view.most_flipped,
                view.seed
            )}
        </p>
        {said.into_iter().map(|said| view! { <p class="augment-note">{said}</p> }).collect_view()}
        {view.held_out.clone().map(|held_out| view! {
            <h3>"The best on held-out gold"</h3>
            <p class="muted small">"The verdict above goes by the wider one of two intervals, that of the table and that over other held-out records: luck in either is no help."</p>
            <helps::Answer view=Arc::new(held_out) />
        })}
    }
}

/// The way to take what was found; undo takes it back.
#[component]
fn Take(proposal: AugmentChoice) -> impl IntoView {
    let board = Board::expect();
    let proposal = StoredValue::new(proposal);
    let is_taken = Memo::new(move |_| {
        board
            .choice
            .with(|choice| proposal.with_value(|proposal| *proposal == **choice))
    });
    view! {
        <p class="search-take">
            <Button kind=ButtonKind::Primary disabled=is_taken attr:data-testid="search-take" on:click=move |_| board.choose(|choice| *choice = proposal.get_value())>
                {move || if is_taken.get() { "Taken" } else { "Take this policy" }}
            </Button>
            <span class="muted">"Variants are then made so; undo takes it back."</span>
        </p>
    }
}

#[component]
fn Table(rows: Vec<SearchRow>, scale: f64) -> impl IntoView {
    view! {
        <div class="fit-scroll">
            <table class="fit-table search-table">
                <thead>
                    <tr>
                        <th scope="col">"Policy"</th>
                        <th scope="col">"Labels kept"</th>
                        <th scope="col">"lost"</th>
                        <th scope="col">"flipped"</th>
                        <th scope="col">"Gain on dev gold, 95 % interval"</th>
                        <th scope="col">"Drawn"</th>
                        <th scope="col">"Verdict"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row=row scale=scale /> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: SearchRow, scale: f64) -> impl IntoView {
    let board = Board::expect();
    let names = row.operations.iter().map(|operation| named(board, operation));
    let name = match board.drawing(&row.policy) {
        Some(title) => title,
        None => names.collect::<Vec<String>>().join(" + "),
    };
    let counts = row.counts;
    let labeled = counts.kept + counts.lost + counts.flipped;
    let share = |part: u32| match labeled {
        0 => "–".to_owned(),
        _ => whole_percent(part, labeled),
    };
    let shares = [counts.kept, counts.lost, counts.flipped].map(share);
    let title = format!(
        "Of {} of a record with a label; {} of {} are equal to their record",
        counted(labeled, "variant", "variants"),
        count(counts.unchanged),
        count(counts.variants)
    );
    let (words, class) = verdict(row.verdict);
    let words = row.problem.unwrap_or_else(|| words.to_owned());
    view! {
        <tr data-testid="search-row" class:search-best=matches!(row.verdict, SearchVerdict::Helps | SearchVerdict::NotConfirmed)>
            <th scope="row">{name}</th>
            {shares.into_iter().map(|share| view! { <td class="number" title=title.clone()>{share}</td> }).collect_view()}
            <td class="number" title=row.gain.map(passes)>{row.gain.map_or_else(|| "–".to_owned(), figures)}</td>
            <td>{row.gain.map(|gain| helps::drawn(gain.difference, gain.interval, scale))}</td>
            <td class=class>{words}</td>
        </tr>
    }
}

/// An operation with its strength: `Synonyms 10 %`.
fn named(board: Board, operation: &OperationChoice) -> String {
    let title = board.title(&operation.name);
    let strength = operation
        .settings
        .get("strength")
        .and_then(serde_json::Value::as_f64);
    strength.map_or(title.clone(), |strength| {
        format!("{title} {:.0} %", 100.0 * strength)
    })
}

fn figures(gain: SearchGain) -> String {
    format!(
        "{} [{}, {}]",
        points(gain.difference),
        points(gain.interval[0]),
        points(gain.interval[1])
    )
}

fn passes(gain: SearchGain) -> String {
    format!(
        "{:.1} % right with its variants; rung {}, dev gold gone over {}",
        100.0 * gain.accuracy,
        gain.rung + 1,
        counted(gain.passes, "time", "times")
    )
}

const fn verdict(verdict: SearchVerdict) -> (&'static str, &'static str) {
    match verdict {
        SearchVerdict::Helps => ("helps, by held-out gold too", "helps-good"),
        SearchVerdict::NotConfirmed => ("best, not confirmed by held-out gold", "muted"),
        SearchVerdict::NotBetter => ("best, no better than none", "muted"),
        SearchVerdict::Open | SearchVerdict::Behind => ("not the best", "muted"),
        SearchVerdict::Flips => ("flips too many labels", "helps-bad"),
        SearchVerdict::Same => ("as a weaker one", "muted"),
        SearchVerdict::ChangesLittle => ("changes next to nothing", "muted"),
        SearchVerdict::NotTried => ("not tried, for want of trainings", "muted"),
        SearchVerdict::CannotBe => ("can't be had", "muted"),
    }
}
