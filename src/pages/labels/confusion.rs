//! Gold against labels as a map, and its mistakes as a list, wrong labels before missing ones. Each leads to its records.

use std::sync::Arc;

use labelloom_engine::{
    ids::LabelId,
    session::{
        labels::{GoldSide, SideFigures},
        reply::LabelView,
        request::{Filter, Selection},
    },
};
use leptos::prelude::*;

use super::{board::Board, parts::Tag};
use crate::pages::lookup::Lookup;
use crate::{
    components::{
        Button, ButtonKind,
        numbers::{count, counted},
    },
    pages::heat::{At, Cell, Chart, Head, HeatMap, Hue},
    route::{Page, Route},
};

/// Mistakes that are listed before more are asked for.
const SHOWN: usize = 6;

/// The map and the list.
#[component]
pub(super) fn Confusion(side: SideFigures) -> impl IntoView {
    let board = Board::expect();
    let gold = board.judge.get_untracked().gold();
    let at: At = RwSignal::new(None);
    let labels = board.labels();
    let mistakes = mistakes(&labels, &side.confusion);
    let chart = chart(board, &labels, side.confusion, gold);
    let words = Arc::clone(&chart.words);
    let said = move || match at.get() {
        Some((row, column)) => words(row, column),
        None => "Point at a cell, or walk with the arrow keys; Enter or a click lists its records.".into(),
    };
    view! {
        <div class="mistakes">
            <div class="mistakes-map">
                <HeatMap chart=chart at=at testid="confusion" />
                <p class="fit-said small muted" role="status" aria-live="polite">{said}</p>
            </div>
            <Mistakes mistakes=mistakes gold=gold />
        </div>
    }
}

/// A kind of mistake: what gold says, what the label is, and how often.
type Mistake = (LabelId, Option<LabelId>, u32);

/// The cells off the diagonal that hold records: wrong labels before missing ones, the most first.
fn mistakes(labels: &[LabelView], confusion: &[Vec<u32>]) -> Vec<Mistake> {
    let mut found: Vec<Mistake> = Vec::new();
    for (row, counts) in confusion.iter().enumerate() {
        let Some(gold) = labels.get(row).map(|label| label.id) else {
            continue;
        };
        let wrong = counts
            .iter()
            .enumerate()
            .filter(|(column, count)| *column != row && **count > 0);
        found.extend(wrong.map(|(column, count)| (gold, labels.get(column).map(|label| label.id), *count)));
    }
    found.sort_by_key(|(_, given, count)| (given.is_none(), std::cmp::Reverse(*count)));
    found
}

/// The list. A label that is missing is a mistake of coverage and is told as such.
#[component]
fn Mistakes(mistakes: Vec<Mistake>, gold: GoldSide) -> impl IntoView {
    let board = Board::expect();
    let all = RwSignal::new(mistakes.len() <= SHOWN);
    let n = mistakes.len();
    if mistakes.is_empty() {
        return view! { <p class="mistakes-list muted">"Every record with this gold has the right label."</p> }.into_any();
    }
    let item = move |(right, given, records): Mistake| {
        let href = board.records(&[Filter::Bucket(gold, right, given)]);
        let given = match given {
            Some(id) => view! { "labeled " <Tag id=id /> }.into_any(),
            None => view! { <span class="muted">"without a label"</span> }.into_any(),
        };
        view! {
            <li class="bucket">
                <a class="bucket-link" href=href data-testid="bucket" data-count=records.to_string()>
                    <strong>{count(records)}</strong> " gold " <Tag id=right /> " " {given}
                </a>
            </li>
        }
    };
    view! {
        <div class="mistakes-list">
            <h3>"Mistakes, then what has no label"</h3>
            <ul class="buckets">
                {move || mistakes.iter().take(if all.get() { n } else { SHOWN }).copied().map(item).collect_view()}
            </ul>
            <Show when=move || !all.get()>
                <Button kind=ButtonKind::Quiet on:click=move |_| all.set(true)>{format!("All {n} kinds of mistakes")}</Button>
            </Show>
        </div>
    }
    .into_any()
}

fn chart(board: Board, labels: &[LabelView], confusion: Vec<Vec<u32>>, gold: GoldSide) -> Chart {
    let heads: Vec<Head> = labels.iter().map(head).collect();
    let mut columns = heads.clone();
    columns.push(Head {
        name: "no label".into(),
        color: None,
        group: "no label".into(),
    });
    let cells = confusion.iter().enumerate().flat_map(|(row, counts)| {
        counts.iter().enumerate().map(move |(column, &part)| Cell {
            hue: if row == column { Hue::Cool } else { Hue::Warm },
            part,
            whole: 0,
        })
    });
    let cells = cells.collect();
    let (of_words, of_route) = (labels.to_vec(), labels.to_vec());
    let counts = confusion;
    let slice = board.router.route.with_untracked(|route| route.slice);
    Chart {
        name: "Gold by label. Arrows move, Enter lists the records".into(),
        rows: heads,
        columns,
        cells,
        words: Arc::new(move |row, column| {
            let records = counted(number(&counts, row, column), "record", "records");
            let gold = at(&of_words, row).map_or("", |label| &label.name);
            match at(&of_words, column) {
                Some(_) if row == column => format!("{records} with gold {gold}, labeled so"),
                Some(label) => format!("{records} with gold {gold}, labeled {}", label.name),
                None => format!("{records} with gold {gold}, without a label"),
            }
        }),
        route: Arc::new(move |row, column| {
            let right = at(&of_route, row)?.id;
            let given = at(&of_route, column).map(|label| label.id);
            let selection = Selection {
                filters: vec![Filter::Bucket(gold, right, given)],
                search: String::new(),
            };
            Some(Route::page(Page::Rules).within(slice).listing(selection))
        }),
    }
}

fn head(label: &LabelView) -> Head {
    Head {
        name: label.name.clone(),
        color: Some(label.color),
        group: label.name.clone(),
    }
}

fn at(labels: &[LabelView], place: u32) -> Option<&LabelView> {
    labels.get(usize::try_from(place).ok()?)
}

fn number(confusion: &[Vec<u32>], row: u32, column: u32) -> u32 {
    let place = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
    let row = confusion.get(place(row));
    row.and_then(|row| row.get(place(column))).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_the_cells_off_the_diagonal_wrong_ones_and_the_most_first() {
        let label = |id: u32| LabelView {
            id: LabelId(id),
            name: format!("L{id}"),
            color: 0,
            rules: 1,
            gold: 1,
        };
        let labels = [label(4), label(7)];
        assert_eq!(
            mistakes(&labels, &[vec![9, 1, 0], vec![3, 8, 2]]),
            [
                (LabelId(7), Some(LabelId(4)), 3),
                (LabelId(4), Some(LabelId(7)), 1),
                (LabelId(7), None, 2)
            ]
        );
    }
}
