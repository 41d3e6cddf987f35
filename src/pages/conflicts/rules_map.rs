//! The map of rules by rules, what its switch shows, and the pair at hand in words.

use std::sync::Arc;

use labelloom_engine::{
    ids::RuleId,
    session::{
        conflicts::{ConflictsView, PairFigures},
        reply::{LabelView, ProjectView, RuleView},
        request::Filter,
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    board::Board,
    facts::{PairFacts, PairNames, RuleLink},
    words,
};
use crate::pages::lookup::Lookup;
use crate::{
    actions,
    browser::clock,
    components::{
        Tip,
        numbers::{count, counted, percent, whole_percent},
    },
    pages::heat::{At, Cell, Chart, Head, HeatMap, Hue, Scale, most},
    route::{Map, Route},
};

/// The pair at hand is looked up when the pointer rests this long.
const REST_MS: i32 = 120;

/// What the switch offers.
const MAPS: &[(Map, &str, &str)] = &[
    (Map::Conflicts, "Conflicts", words::CONFLICT),
    (Map::Overlaps, "Overlaps", words::OVERLAP),
    (Map::Share, "Share of the smaller rule", words::SHARE),
];

/// The map with its switch, its scale, and the pair at hand.
#[component]
pub(super) fn RulesMap() -> impl IntoView {
    let board = Board::expect();
    let map = Memo::new(move |_| board.router.route.with(|route| route.map));
    let at: At = RwSignal::new(None);
    let order = Memo::new(move |_| {
        board
            .view
            .with(|view| view.as_ref().map(|view| order(view, &board.project.get())))
    });
    let chart = move || {
        let (view, order) = (board.view.get()?, order.get()?);
        Some(chart(board, view, order, map.get()))
    };
    view! {
        <section class="card heat-card" aria-label="Rules by rules">
            <div class="card-head">
                <h2>"Rules by rules"</h2>
                <span class="gap"></span>
                <Switch map=map />
            </div>
            {move || chart().map(|chart| {
                let (strongest, is_warm) = (strongest(&chart, map.get()), map.get() == Map::Conflicts);
                view! {
                    <div class="heat-about">
                        <Definition map=map.get() />
                        <Scale least=least(map.get()) most=strongest is_warm=is_warm />
                    </div>
                    <HeatMap chart=chart at=at testid="conflict-map" />
                }
            })}
            <AtHand at=at order=order />
        </section>
    }
}

/// Which of the three is mapped; each has its address.
#[component]
fn Switch(map: Memo<Map>) -> impl IntoView {
    let board = Board::expect();
    let entry = move |(kind, name, _): &(Map, &'static str, &'static str)| {
        let kind = *kind;
        let address = move || board.router.route.with(|route| route.mapping(kind).address());
        view! {
            <a class="segment" href=address aria-current=move || (map.get() == kind).then_some("true")>{*name}</a>
        }
    };
    view! { <nav class="segments" aria-label="What is mapped">{MAPS.iter().map(entry).collect_view()}</nav> }
}

#[component]
fn Definition(map: Map) -> impl IntoView {
    let meaning = MAPS
        .iter()
        .find(|(kind, ..)| *kind == map)
        .map_or("", |(_, _, meaning)| meaning);
    view! { <p class="heat-definition muted small">{meaning}</p> }
}

/// The rules' places in the map, by their columns in the counts: by label, and in the project's order within one.
fn order(view: &ConflictsView, project: &ProjectView) -> Vec<u32> {
    let label = |id: &RuleId| {
        let rule = project.rules.iter().find(|rule| rule.id == *id);
        rule.and_then(|rule| project.labels.iter().position(|label| label.id == rule.label))
    };
    let mut order: Vec<(Option<usize>, u32)> = view.rules.iter().map(label).zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, rule)| rule).collect()
}

/// What a map needs to know of a rule.
#[derive(Clone)]
struct Entry {
    /// Its place in the counts.
    at: u32,
    id: RuleId,
    name: String,
    label: Option<LabelView>,
}

fn entries(board: Board, view: &ConflictsView, order: &[u32]) -> Vec<Entry> {
    let entry = |&at: &u32| {
        let id = *view.rules.get(usize::try_from(at).ok()?)?;
        let rule = board.rule(id);
        let label = rule.as_ref().and_then(|rule: &RuleView| board.label(rule.label));
        let name = rule.map_or_else(|| "deleted rule".into(), |rule| rule.name);
        Some(Entry { at, id, name, label })
    };
    order.iter().filter_map(entry).collect()
}

fn chart(board: Board, view: Arc<ConflictsView>, order: Vec<u32>, map: Map) -> Chart {
    let entries = Arc::new(entries(board, &view, &order));
    let heads: Vec<Head> = entries.iter().map(head).collect();
    let mut cells = Vec::with_capacity(entries.len().pow(2));
    for row in entries.iter() {
        cells.extend(entries.iter().map(|column| cell(&view, row, column, map)));
    }
    let of_words = Arc::clone(&entries);
    let words = move |row: u32, column: u32| match pair_of(&of_words, row, column) {
        Some((row, column)) => sentence(&view, row, column),
        None => String::new(),
    };
    let route = move |row: u32, column: u32| {
        let (row, column) = pair_of(&entries, row, column)?;
        Some(route(board, row, column, map))
    };
    Chart {
        name: format!(
            "Rules by rules: {}. Arrows move, Enter opens the records",
            MAPS.iter()
                .find(|(kind, ..)| *kind == map)
                .map_or("", |(_, name, _)| name)
        ),
        rows: heads.clone(),
        columns: heads,
        cells,
        words: Arc::new(words),
        route: Arc::new(route),
    }
}

fn head(entry: &Entry) -> Head {
    Head {
        name: entry.name.clone(),
        color: entry.label.as_ref().map(|label| label.color),
        group: entry
            .label
            .as_ref()
            .map(|label| label.name.clone())
            .unwrap_or_default(),
    }
}

fn pair_of(entries: &[Entry], row: u32, column: u32) -> Option<(&Entry, &Entry)> {
    let entry = |at: u32| entries.get(usize::try_from(at).ok()?);
    Some((entry(row)?, entry(column)?))
}

fn cell(view: &ConflictsView, row: &Entry, column: &Entry, map: Map) -> Cell {
    let coverage = |entry: &Entry| view.overlaps.get(entry.at, entry.at);
    if row.at == column.at {
        return Cell {
            hue: Hue::Itself,
            part: if map == Map::Share { 0 } else { coverage(row) },
            whole: 0,
        };
    }
    let overlaps = view.overlaps.get(row.at, column.at);
    match map {
        Map::Conflicts => {
            let conflicts = view.conflicts.get(row.at, column.at);
            let same =
                row.label.as_ref().map(|label| label.id) == column.label.as_ref().map(|label| label.id);
            Cell {
                hue: if same && conflicts == 0 {
                    Hue::Empty
                } else {
                    Hue::Warm
                },
                part: conflicts,
                whole: 0,
            }
        }
        Map::Overlaps => Cell {
            hue: Hue::Cool,
            part: overlaps,
            whole: 0,
        },
        Map::Share => Cell {
            hue: Hue::Cool,
            part: overlaps,
            whole: coverage(row).min(coverage(column)),
        },
    }
}

/// A cell in words.
fn sentence(view: &ConflictsView, row: &Entry, column: &Entry) -> String {
    let overlaps = view.overlaps.get(row.at, column.at);
    if row.at == column.at {
        return format!("{} votes on {}", row.name, counted(overlaps, "record", "records"));
    }
    format!(
        "{} and {}: {} on {} that both vote on",
        row.name,
        column.name,
        super::facts::conflicts(view.conflicts.get(row.at, column.at)),
        counted(overlaps, "record", "records"),
    )
}

/// Where a cell leads: conflicts are walked here, everything else is listed on the Rules page.
fn route(board: Board, row: &Entry, column: &Entry, map: Map) -> Route {
    if row.at == column.at {
        board.list(Filter::Rule(row.id))
    } else if map == Map::Conflicts {
        board.walk(Filter::RulesConflict(row.id, column.id))
    } else {
        board.list(Filter::BothRules(row.id, column.id))
    }
}

fn least(map: Map) -> &'static str {
    if map == Map::Share { "0 %" } else { "1" }
}

fn strongest(chart: &Chart, map: Map) -> String {
    match (map, most(&chart.cells)) {
        (Map::Share, _) => "100 % of the smaller rule".into(),
        (_, most) => counted(most.max(1), "record", "records"),
    }
}

/// The pair at hand, in a box that keeps its height.
#[component]
fn AtHand(at: At, order: Memo<Option<Vec<u32>>>) -> impl IntoView {
    let board = Board::expect();
    let pair = Memo::new(move |_| {
        let (row, column) = at.get()?;
        let (view, order) = (board.view.get()?, order.get()?);
        let rule = |place: u32| {
            let at = *order.get(usize::try_from(place).ok()?)?;
            Some((at, *view.rules.get(usize::try_from(at).ok()?)?))
        };
        Some((rule(row)?, rule(column)?))
    });
    let figures = RwSignal::new(None::<PairFigures>);
    Effect::new(move || {
        let Some(((_, a), (_, b))) = pair.get().filter(|(a, b)| a != b) else {
            return;
        };
        clock::after(REST_MS, move || {
            let is_still = pair
                .try_get_untracked()
                .flatten()
                .is_some_and(|((_, one), (_, other))| (one, other) == (a, b));
            if is_still {
                spawn_local(async move {
                    if let Some(found) = actions::conflicts::pair(board.bench, a, b).await {
                        figures.try_set(Some(found));
                    }
                });
            }
        });
    });
    let shown = move || {
        match pair.get() {
        None => view! { <p class="muted">"Point at a cell, or walk the map with the arrow keys: the pair is told here, and Enter or a click opens its records."</p> }.into_any(),
        Some(((row, a), (column, _))) if row == column => {
            let coverage = board.view.with(|view| view.as_ref().map_or(0, |view| view.overlaps.get(row, row)));
            let scope = board.project.with(|project| project.scope);
            view! {
                <p><RuleLink id=a /></p>
                <p>{format!("It votes on {}, {} of {}.", counted(coverage, "record", "records"), percent(coverage, scope), count(scope))}</p>
            }.into_any()
        }
        Some(((row, a), (column, b))) => {
            let counts = board.view.with(|view| view.as_ref().map_or((0, 0), |view| {
                (view.conflicts.get(row, column), view.overlaps.get(row, column))
            }));
            let found = figures.get().filter(|found| (found.a, found.b) == (a, b));
            let facts = match found {
                Some(found) => view! { <PairFacts pair=found /> }.into_any(),
                None => view! { <p class="muted">{first_words(counts)}</p> }.into_any(),
            };
            view! { <p class="at-hand-names"><PairNames a=a b=b /> <strong>{super::facts::conflicts(counts.0)}</strong></p> {facts} }.into_any()
        }
    }
    };
    view! {
        <div class="at-hand" role="status" aria-live="polite" data-testid="pair-at-hand">{shown}</div>
        <p class="heat-foot muted small">
            <Tip term="By chance" meaning=words::CHANCE />
            " is the measure for overlaps: rules on the same subject meet more often."
        </p>
    }
}

/// What the counts alone say, until the pair's own figures are here.
fn first_words((conflicts, overlaps): (u32, u32)) -> String {
    if overlaps == 0 {
        return "They never vote on the same record.".into();
    }
    format!(
        "{} of {} both vote on, {}.",
        count(conflicts),
        counted(overlaps, "record", "records"),
        whole_percent(conflicts, overlaps)
    )
}
