//! The second map: labels by labels; and, with dev gold, the majority vote and the rules against it.

use std::sync::Arc;

use labelloom_engine::session::{conflicts::ConflictsView, reply::LabelView, request::Filter};
use leptos::prelude::*;

use super::{board::Board, words};
use crate::pages::lookup::Lookup;
use crate::{
    components::numbers::{count, counted},
    pages::heat::{At, Cell, Chart, Head, HeatMap, Hue, Scale, most},
    route::Route,
};

/// What is mapped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Labels,
    Majority,
    Rules,
}

const KINDS: &[(Kind, &str, &str)] = &[
    (Kind::Labels, "Labels", words::LABELS),
    (Kind::Majority, "Majority × gold", words::MAJORITY),
    (Kind::Rules, "Rules × gold", words::RULES_GOLD),
];

/// The map with its switch.
#[component]
pub(super) fn LabelsMap() -> impl IntoView {
    let board = Board::expect();
    let chosen = RwSignal::new(Kind::default());
    let has_gold = Memo::new(move |_| {
        board.view.with(|view| {
            view.as_ref()
                .is_some_and(|view| view.majority_gold.iter().any(|&cell| cell > 0))
        })
    });
    let kind = Memo::new(move |_| {
        if has_gold.get() {
            chosen.get()
        } else {
            Kind::Labels
        }
    });
    let at: At = RwSignal::new(None);
    let chart = move || {
        let view = board.view.get()?;
        let labels = board.labels();
        let fits = usize::try_from(view.labels.size()) == Ok(labels.len());
        fits.then(|| match kind.get() {
            Kind::Labels => of_labels(board, view, labels),
            Kind::Majority => of_majority(board, view, labels),
            Kind::Rules => of_rules(board, view, labels),
        })
    };
    let button = move |(own, name, _): &(Kind, &'static str, &'static str)| {
        let own = *own;
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || (kind.get() == own).to_string()
                on:click=move |_| { at.set(None); chosen.set(own) }
            >
                {*name}
            </button>
        }
    };
    let meaning = move || {
        KINDS
            .iter()
            .find(|(own, ..)| *own == kind.get())
            .map_or("", |(_, _, meaning)| *meaning)
    };
    view! {
        <section class="card heat-card" aria-label="Labels">
            <div class="card-head">
                <h2>"Labels"</h2>
                <span class="gap"></span>
                <Show when=move || has_gold.get()>
                    <div class="segments" role="group" aria-label="What is mapped">{KINDS.iter().map(button).collect_view()}</div>
                </Show>
            </div>
            {move || chart().map(|chart| {
                let strongest = counted(most(&chart.cells).max(1), "record", "records");
                let words = Arc::clone(&chart.words);
                let said = move || match at.get() {
                    Some((row, column)) => words(row, column),
                    None => "Point at a cell: what it counts is told here.".into(),
                };
                view! {
                    <p class="heat-about heat-definition muted small">{meaning}</p>
                    <HeatMap chart=chart at=at testid="label-map" />
                    <div class="heat-under">
                        <p class="at-hand-line" role="status" aria-live="polite">{said}</p>
                        <Scale least="1" most=strongest is_warm=true />
                    </div>
                }
            })}
        </section>
    }
}

fn head(label: &LabelView) -> Head {
    Head {
        name: label.name.clone(),
        color: Some(label.color),
        group: label.name.clone(),
    }
}

fn plain(name: &str) -> Head {
    Head {
        name: name.into(),
        color: None,
        group: name.into(),
    }
}

/// Records with a vote for both labels.
fn of_labels(board: Board, view: Arc<ConflictsView>, labels: Vec<LabelView>) -> Chart {
    let heads: Vec<Head> = labels.iter().map(head).collect();
    let k = view.labels.size();
    let cell = |row: u32, column: u32| Cell {
        hue: if row == column { Hue::Itself } else { Hue::Warm },
        part: view.labels.get(row, column),
        whole: 0,
    };
    let cells = (0..k)
        .flat_map(|row| (0..k).map(move |column| (row, column)))
        .map(|(row, column)| cell(row, column))
        .collect();
    let of_route = labels.clone();
    Chart {
        name: "Labels by labels: records with votes for both. Arrows move, Enter walks the records".into(),
        rows: heads.clone(),
        columns: heads,
        cells,
        words: Arc::new(move |row, column| {
            let records = counted(view.labels.get(row, column), "record", "records");
            match (at(&labels, row), at(&labels, column)) {
                (Some(one), Some(other)) if one.id == other.id => {
                    format!("{records} with a vote for {}", one.name)
                }
                (Some(one), Some(other)) => {
                    format!("{records} with votes for {} and for {}", one.name, other.name)
                }
                _ => String::new(),
            }
        }),
        route: Arc::new(move |row, column| {
            let (one, other) = (at(&of_route, row)?, at(&of_route, column)?);
            Some(if row == column {
                board.list(Filter::VotedFor(one.id))
            } else {
                board.walk(Filter::BothLabels(one.id, other.id))
            })
        }),
    }
}

/// The majority vote against dev gold.
fn of_majority(board: Board, view: Arc<ConflictsView>, labels: Vec<LabelView>) -> Chart {
    let k = view.labels.size();
    let mut rows: Vec<Head> = labels.iter().map(head).collect();
    rows.extend([plain("tied"), plain("no vote")]);
    let value =
        move |view: &ConflictsView, row: u32, column: u32| number(&view.majority_gold, row, column, k);
    let cells = (0..k + 2)
        .flat_map(|row| (0..k).map(move |column| (row, column)))
        .map(|(row, column)| Cell {
            hue: if row == column { Hue::Cool } else { Hue::Warm },
            part: value(&view, row, column),
            whole: 0,
        })
        .collect();
    let (of_words, names) = (
        labels.clone(),
        rows.iter().map(|head| head.name.clone()).collect::<Vec<_>>(),
    );
    Chart {
        name: "Majority vote by dev gold. Arrows move, Enter lists the records".into(),
        columns: labels.iter().map(head).collect(),
        rows,
        cells,
        words: Arc::new(move |row, column| {
            let records = counted(value(&view, row, column), "record", "records");
            let gold = at(&of_words, column).map_or("", |label| &label.name);
            let row_name = usize::try_from(row)
                .ok()
                .and_then(|row| names.get(row))
                .map_or("", String::as_str);
            match row {
                row if row == column => format!("{records} with gold {gold}, and the majority says so"),
                row if row < k => format!("{records} with gold {gold}, where the majority says {row_name}"),
                row if row == k => format!("{records} with gold {gold}, where the vote is tied"),
                _ => format!("{records} with gold {gold}, on which no rule votes"),
            }
        }),
        route: Arc::new(move |row, column| {
            let gold = Filter::Gold(at(&labels, column)?.id);
            let first = match row {
                row if row < k => Filter::Majority(at(&labels, row)?.id),
                row if row == k => Filter::Tied,
                _ => Filter::Uncovered,
            };
            Some(list_both(board, first, gold))
        }),
    }
}

/// Rules against dev gold.
fn of_rules(board: Board, view: Arc<ConflictsView>, labels: Vec<LabelView>) -> Chart {
    let k = view.labels.size();
    let rules: Vec<_> = view.rules.iter().map(|id| (*id, board.rule(*id))).collect();
    // A rule of several labels is right in one way and wrong in another: its cells say neither.
    let is_right = |row: usize, column: usize| {
        let Some(rule) = rules[row].1.as_ref().filter(|rule| rule.column.is_none()) else {
            return true;
        };
        (labels[column].id == rule.label) != rule.against
    };
    let mut cells = Vec::new();
    for row in 0..rules.len() {
        let counts = view
            .rule_gold
            .iter()
            .skip(row * labels.len())
            .take(labels.len())
            .enumerate();
        cells.extend(counts.map(|(column, &part)| Cell {
            hue: if is_right(row, column) {
                Hue::Cool
            } else {
                Hue::Warm
            },
            part,
            whole: 0,
        }));
    }
    let rows = rules
        .iter()
        .map(|(_, rule)| {
            let label = rule.as_ref().and_then(|rule| board.label(rule.label));
            Head {
                name: rule.as_ref().map(|rule| rule.name.clone()).unwrap_or_default(),
                color: label.as_ref().map(|label| label.color),
                group: label.map(|label| label.name).unwrap_or_default(),
            }
        })
        .collect();
    let names: Vec<String> = rules
        .iter()
        .map(|(_, rule)| rule.as_ref().map(|rule| rule.name.clone()).unwrap_or_default())
        .collect();
    let of_words = labels.clone();
    Chart {
        name: "Rules by dev gold. Arrows move, Enter lists the records".into(),
        columns: labels.iter().map(head).collect(),
        rows,
        cells,
        words: Arc::new(move |row, column| {
            let gold = at(&of_words, column).map_or("", |label| &label.name);
            let name = usize::try_from(row)
                .ok()
                .and_then(|row| names.get(row))
                .map_or("", String::as_str);
            format!(
                "{name} votes on {} with gold {gold}",
                count(number(&view.rule_gold, row, column, k))
            )
        }),
        route: Arc::new(move |row, column| {
            let (id, _) = rules.get(usize::try_from(row).ok()?)?;
            Some(list_both(
                board,
                Filter::Rule(*id),
                Filter::Gold(at(&labels, column)?.id),
            ))
        }),
    }
}

fn list_both(board: Board, first: Filter, second: Filter) -> Route {
    board.list(first).toggled(second)
}

fn at(labels: &[LabelView], place: u32) -> Option<&LabelView> {
    labels.get(usize::try_from(place).ok()?)
}

/// A count of a table of k columns.
fn number(table: &[u32], row: u32, column: u32, k: u32) -> u32 {
    let place = usize::try_from(row * k + column).unwrap_or(usize::MAX);
    table.get(place).copied().unwrap_or(0)
}
