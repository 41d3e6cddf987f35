//! How often each operation keeps, loses and flips the rules' labels, by its strength; the strength that its slider stands
//! at is marked.

use std::sync::Arc;

use labelloom_engine::session::augment::{AugmentAsk, AugmentChoice, RatesCell, RatesRow, RatesView};
use leptos::prelude::*;

use super::{board::Board, controls::strength_of, parts::AtWork, words};
use crate::{
    actions,
    components::{
        Tip,
        numbers::{count, counted, interval, whole_percent},
    },
};

/// The table, counted anew when anything but a strength changes.
#[component]
pub(super) fn Rates() -> impl IntoView {
    let board = Board::expect();
    let rates = board.bench.augmenting.rates;
    // Rates are of a fixed set of strengths, so that a slider that moves leaves them as they are.
    let choice = Memo::new(move |_| board.choice.with(|choice| without_strengths(choice)));
    let revision = Memo::new(move |_| board.rules_as_they_are());
    Effect::new(move || {
        let _ = revision.get();
        let (scope, choice) = (board.scope.get(), choice.get());
        let ask = AugmentAsk::Rates {
            scope,
            choice: Some(choice),
        };
        actions::augment::measure(board.bench, rates, &ask);
    });
    view! {
        <div class="augment-sheet-body" data-testid="augment-rates">
            <h2><Tip term="Rates" meaning=words::RATES /></h2>
            <AtWork inquiry=rates name="Counting…" on_again=move || {
                let ask = AugmentAsk::Rates { scope: board.scope.get_untracked(), choice: Some(choice.get_untracked()) };
                actions::augment::measure(board.bench, rates, &ask);
            } />
            {move || rates.answer.get().map(|view| view! { <Table view=view /> })}
        </div>
    }
}

fn without_strengths(choice: &AugmentChoice) -> AugmentChoice {
    let mut choice = choice.clone();
    for operation in &mut choice.operations {
        operation.settings.remove("strength");
    }
    // Each operation is tried alone, once a record.
    choice.policy = AugmentChoice::default().policy;
    choice.copies = 1;
    choice.length = 1;
    choice.shares.clear();
    choice
}

#[component]
fn Table(view: Arc<RatesView>) -> impl IntoView {
    let strengths = view.strengths.clone();
    let heads = strengths
        .iter()
        .map(|strength| format!("{:.0} %", 100.0 * strength));
    let all = counted(view.of_records, "record", "records");
    let of = if view.records == view.of_records {
        all
    } else {
        format!("{} of {all}", count(view.records))
    };
    let rows = view.operations.clone();
    view! {
        <p class="muted">{format!("Of {of}, seed {}. Judged by the rules alone. The frame is the strength nearest to the slider; n is how many variants have a record with a label by the rules.", view.seed)}</p>
        {view.said.iter().cloned().map(|said| view! { <p class="augment-note">{said}</p> }).collect_view()}
        <div class="fit-scroll">
            <table class="fit-table rates-table">
                <thead>
                    <tr>
                        <th scope="col">"Operation"</th>
                        {heads.map(|head| view! { <th scope="col" class="number">{head}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row=row strengths=strengths.clone() /> }).collect_view()}</tbody>
            </table>
        </div>
        <Key />
    }
}

#[component]
fn Row(row: RatesRow, strengths: Vec<f64>) -> impl IntoView {
    let board = Board::expect();
    let title = board.title(&row.operation);
    let width = strengths.len().to_string();
    let name = row.operation.clone();
    let at = Memo::new(move |_| {
        let strength = board.choice.with(|choice| strength_of(board, choice, &name))?;
        nearest(&strengths, strength)
    });
    let cells = match (row.problem, row.cells.as_slice()) {
        (Some(problem), _) => view! { <td colspan=width class="fit-why">{problem}</td> }.into_any(),
        (None, [cell]) => view! { <td colspan=width class=heat(cell) data-testid="rates-cell"><Cell cell=*cell /></td> }.into_any(),
        (None, cells) => cells
            .iter()
            .enumerate()
            .map(|(place, cell)| {
                view! {
                    <td class=heat(cell) class:rate-here=move || at.get() == Some(place) data-testid="rates-cell"><Cell cell=*cell /></td>
                }
            })
            .collect_view()
            .into_any(),
    };
    view! { <tr data-testid="rates-row"><th scope="row">{title}</th>{cells}</tr> }
}

/// The strength of the table that is nearest to one.
fn nearest(strengths: &[f64], strength: f64) -> Option<usize> {
    let far = |at: &usize| (strengths[*at] - strength).abs();
    (0..strengths.len()).min_by(|a, b| far(a).total_cmp(&far(b)))
}

#[component]
fn Cell(cell: RatesCell) -> impl IntoView {
    if cell.labeled == 0 {
        return view! { <span class="muted">"no label"</span> <small>{format!("n 0 of {}", count(cell.variants))}</small> }.into_any();
    }
    let n = cell.labeled;
    let title = format!(
        "Kept {} ({}), lost {}, flipped {} of {}; {} of {} unchanged",
        count(cell.kept),
        interval(cell.kept, n),
        count(cell.lost),
        count(cell.flipped),
        count(n),
        count(cell.unchanged),
        count(cell.variants)
    );
    view! {
        <span class="rate" title=title>
            <b>{format!("{} kept", whole_percent(cell.kept, n))}</b>
            <span>{format!("{} lost", whole_percent(cell.lost, n))}</span>
            <span>{format!("{} flipped", whole_percent(cell.flipped, n))}</span>
            <small>{format!("n {}", count(n))}</small>
        </span>
    }
    .into_any()
}

/// The ground of a cell: the warmer, the fewer labels are kept.
fn heat(cell: &RatesCell) -> &'static str {
    const STEPS: [&str; 7] = [
        "rate-0", "rate-1", "rate-2", "rate-3", "rate-4", "rate-5", "rate-6",
    ];
    let broken = f64::from(cell.lost + cell.flipped) / f64::from(cell.labeled.max(1));
    let bounds = [0.0, 0.02, 0.05, 0.1, 0.2, 0.35];
    STEPS[bounds.iter().filter(|bound| broken > **bound).count()]
}

#[component]
fn Key() -> impl IntoView {
    view! { <p class="muted small">"The warmer the ground, the more labels are lost or flipped. Point at a cell for counts and the interval."</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_strength_is_marked() {
        let strengths = [0.05, 0.1, 0.2, 0.3, 0.5];
        assert_eq!(nearest(&strengths, 0.1), Some(1));
        assert_eq!(nearest(&strengths, 0.27), Some(3));
        assert_eq!(nearest(&strengths, 1.0), Some(4));
        assert_eq!(nearest(&[], 1.0), None);
    }

    #[test]
    fn cells_are_warmer_where_more_is_lost() {
        let cell = |lost: u32| RatesCell {
            labeled: 100,
            lost,
            ..RatesCell::default()
        };
        let all: Vec<&str> = [0, 1, 4, 9, 19, 30, 90].map(|lost| heat(&cell(lost))).to_vec();
        assert_eq!(
            all,
            [
                "rate-0", "rate-1", "rate-2", "rate-3", "rate-4", "rate-5", "rate-6"
            ]
        );
        assert_eq!(heat(&RatesCell::default()), "rate-0");
    }
}
