//! Accepted variants on the map of records: hollow diamonds, each beside the records that it is most like. They are asked
//! for when a person wants to see them, and again when the project changes.

use labelloom_engine::session::{
    augment::VariantRef,
    graph::{GraphHead, VariantsHead},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    board::Board,
    map::{Shape, places_of},
};
use crate::{
    actions,
    components::numbers::{count, counted},
    route::{Page, Route},
    worker::protocol::Problem,
};

/// Bytes of a variant: record, number, x and y.
const VARIANT_BYTES: usize = 16;

/// The switch, with what the marks mean once they are shown.
#[component]
pub(super) fn Variants() -> impl IntoView {
    let board = Board::expect();
    let shows = board.bench.graphing.shows_variants;
    let told = RwSignal::new(None::<Result<VariantsHead, Problem>>);
    let revision = Memo::new(move |_| board.project.with(|project| project.revision));
    let is_laid = Memo::new(move |_| board.layout.get().is_some_and(|layout| layout.finished));
    Effect::new(move || {
        // Read, not only tracked: a memo that nobody reads hears of nothing.
        let _ = revision.get();
        if shows.get() && is_laid.get() {
            spawn_local(ask(board, told));
        } else if told.with_untracked(Option::is_some) {
            told.set(None);
            board.map.show_variants(Vec::new(), Vec::new());
        }
    });
    view! {
        <div class="legend-variants">
            <label class="graph-check">
                <input type="checkbox" data-testid="graph-variants" prop:checked=move || shows.get()
                    on:change:target=move |event| shows.set(event.target().checked()) />
                <span>"Accepted variants"</span>
            </label>
            <span role="status" data-testid="variants-said">{move || told.get().map(|told| said(board, told))}</span>
        </div>
    }
}

async fn ask(board: Board, told: RwSignal<Option<Result<VariantsHead, Problem>>>) {
    let answer = actions::graph::places_of_variants(board.bench).await;
    // They may be unwanted by now, or the page left.
    let is_wanted = board.bench.graphing.shows_variants.get_untracked() && !told.is_disposed();
    if !is_wanted {
        return;
    }
    let answer = match answer {
        Ok((GraphHead::Variants(head), bytes)) => {
            let (variants, places) = read(&bytes);
            board.map.show_variants(variants, places);
            Ok(head)
        }
        Err(Some(problem)) => {
            board.map.show_variants(Vec::new(), Vec::new());
            Err(problem)
        }
        _ => return,
    };
    told.try_set(Some(answer));
}

/// Which variants they are, and where.
fn read(bytes: &[u8]) -> (Vec<VariantRef>, Vec<f32>) {
    let (all, _) = bytes.as_chunks::<VARIANT_BYTES>();
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .fold(0, |sum, &byte| sum << 8 | u32::from(byte))
    };
    let variants = all.iter().map(|variant| VariantRef {
        record: number(&variant[..4]),
        number: number(&variant[4..8]),
    });
    let places = all.iter().flat_map(|variant| places_of(&variant[8..]));
    (variants.collect(), places.collect())
}

/// What is shown, or why nothing is.
fn said(board: Board, told: Result<VariantsHead, Problem>) -> AnyView {
    let head = match told {
        Ok(head) => head,
        Err(problem) => {
            let augment = board
                .router
                .route
                .with_untracked(|route| Route::page(Page::Augment).within(route.slice).address());
            return view! { <span class="muted">{problem.what} ". "</span> <a class="link" href=augment>"Variants"</a> }.into_any();
        }
    };
    let unplaced = (head.unplaced > 0).then(|| {
        let left_out = counted(head.unplaced, "shares no word", "share no word");
        view! { <span class="muted">{format!(" ({left_out} with a record around its own)")}</span> }
    });
    view! {
        <span class="legend-entry" title="Each lies beside the records that it is most like.">
            <svg class="legend-shape" viewBox="0 0 12 12" aria-hidden="true"><path class="legend-variant" d=Shape::VARIANT.path() /></svg>
            <span class="legend-name">"accepted variant"</span>
            " "
            {count(head.placed)}
        </span>
        {unplaced}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_records_numbers_and_places() {
        let mut bytes = Vec::new();
        for (record, number, x, y) in [(7_u32, 1_u32, 0.5_f32, -1.0_f32), (70_000, 2, 0.0, 0.25)] {
            bytes.extend(record.to_le_bytes());
            bytes.extend(number.to_le_bytes());
            bytes.extend(x.to_le_bytes());
            bytes.extend(y.to_le_bytes());
        }
        let (variants, places) = read(&bytes);
        let expected = [(7, 1), (70_000, 2)].map(|(record, number)| VariantRef { record, number });
        assert_eq!(
            (variants, places),
            (expected.to_vec(), vec![0.5, -1.0, 0.0, 0.25])
        );
    }
}
