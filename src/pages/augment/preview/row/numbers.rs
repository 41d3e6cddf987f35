//! An image beside its variant, with what of its numbers changed.

use labelloom_engine::session::augment::{ShareView, VariantView};
use leptos::prelude::*;

use super::{Shown, told};
use crate::{
    components::numbers::count,
    pages::augment::{
        board::Board,
        parts::{Statistic, Tag, through},
        pictures::{Pictures, frame},
    },
};

/// An image and its variant, what of its numbers changed, and of what it was mixed.
#[component]
pub(super) fn Pictured(shown: RwSignal<Shown>) -> impl IntoView {
    let board = Board::expect();
    let record = Memo::new(move |_| shown.with(|shown| shown.variant.made.record));
    let name = Memo::new(move |_| shown.with(|shown| shown.variant.parent.clone()));
    let done = Memo::new(move |_| shown.with(|shown| through(board, &shown.variant.made)));
    let region = Memo::new(move |_| shown.with(|shown| frame(shown.variant.picture.as_ref()?)));
    let drawing = Signal::derive_local(move || shown.with(|shown| shown.drawing.clone()));
    view! {
        <div class="augment-seen">
            <Pictures record=record name=name done=done shown=drawing region=region />
            <Numbers shown=shown />
        </div>
    }
}

/// What of an image's numbers changed, and of what it was mixed.
#[component]
fn Numbers(shown: RwSignal<Shown>) -> impl IntoView {
    let board = Board::expect();
    let columns = told(shown, changed_columns);
    let shares = told(shown, |variant| {
        let picture = variant.picture.as_ref();
        picture.map(|picture| picture.shares.clone()).unwrap_or_default()
    });
    let share = move |share: ShareView| {
        view! {
            <span class="augment-verdict">
                <span class="number">{format!("{:.0} %", 100.0 * share.share)}</span>
                <a class="link" href=board.record(share.record) title=share.id>{format!("#{}", count(share.record + 1))}</a>
                {share.label.map(|label| view! { <Tag id=label /> })}
            </span>
        }
    };
    let mixed = move || {
        let shares = shares.get();
        (!shares.is_empty()).then(|| {
            let shares = shares.into_iter().map(share).collect_view();
            view! { <span class="augment-mixed">"Mixed:" {shares}</span> }
        })
    };
    let change = move |ChangedColumn {
                           column,
                           before,
                           is_guilty,
                       }: ChangedColumn| {
        let name = column.clone();
        let after = Signal::derive(move || {
            shown.with(|shown| after(&shown.variant, &name).unwrap_or_default().to_owned())
        });
        view! { <Statistic column=column before=before after=after is_guilty=is_guilty /> }
    };
    view! {
        <p class="augment-statistics small">
            {mixed} <For each=move || columns.get() key=ChangedColumn::clone children=change />
        </p>
    }
}

/// A number of an image that is another one of its variant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct ChangedColumn {
    column: String,
    before: String,
    /// Whether a rule votes otherwise by it.
    is_guilty: bool,
}

fn changed_columns(variant: &VariantView) -> Vec<ChangedColumn> {
    let crossed = |column: &str| {
        let mut crossed = variant.blame.iter().flat_map(|blame| &blame.crossed);
        crossed.any(|each| each.column == column)
    };
    let statistics = variant.picture.iter().flat_map(|picture| &picture.statistics);
    let changed = statistics.map(|change| ChangedColumn {
        column: change.column.clone(),
        before: change.before.clone(),
        is_guilty: crossed(&change.column),
    });
    changed.collect()
}

/// What a column is of a variant.
fn after<'a>(variant: &'a VariantView, column: &str) -> Option<&'a str> {
    let mut statistics = variant.picture.as_ref()?.statistics.iter();
    let change = statistics.find(|change| change.column == column)?;
    Some(&change.after)
}
