//! What is said of a variant at a glance.

use labelloom_engine::session::augment::VariantView;
use leptos::prelude::*;

use super::{Shown, Standing, told};
use crate::{
    components::numbers::count,
    pages::augment::{
        board::Board,
        parts::{FateTag, Tag, through},
        words,
    },
};

/// What is said of a variant at a glance.
#[component]
pub(super) fn Said(shown: RwSignal<Shown>) -> impl IntoView {
    let board = Board::expect();
    let fate = told(shown, |variant| variant.made.fate);
    let flags = told(shown, flags);
    let similarity = told(shown, |variant| {
        (!variant.unchanged).then(|| format!("similar {:.2}", variant.similarity))
    });
    let is_told = Memo::new(move |_| similarity.with(Option::is_some));
    let whose = told(shown, |variant| (variant.made.record, variant.id.clone()));
    let label = told(shown, |variant| variant.label);
    let through = told(shown, move |variant| through(board, &variant.made));
    let similar = if board.of_images {
        words::SIMILARITY_OF_IMAGES
    } else {
        words::SIMILARITY
    };
    let link = move || {
        let (record, id) = whose.get();
        view! { <a class="link augment-id" href=board.record(record) title=id>{format!("#{}", count(record + 1))}</a> }
    };
    view! {
        {move || view! { <FateTag fate=fate.get() /> }}
        {move || flags.get().into_iter().map(|flag| view! { <Flag flag=flag far=similar /> }).collect_view()}
        {move || is_told.get().then(|| view! { <span class="muted small number" title=similar>{move || similarity.get()}</span> })}
        {link}
        {move || label.get().map(|label| view! { <Tag id=label /> })}
        <span class="augment-through muted small">{move || through.get()}</span>
    }
}

/// What is the matter besides the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flagged {
    Invalid,
    Unchanged,
    Duplicate,
    Far,
}

fn flags(variant: &VariantView) -> Vec<Flagged> {
    let all = [
        (!Standing::of(variant).is_valid, Flagged::Invalid),
        (variant.unchanged, Flagged::Unchanged),
        (variant.duplicate && !variant.accepted, Flagged::Duplicate),
        (variant.far, Flagged::Far),
    ];
    let raised = all.into_iter().filter(|(is_raised, _)| *is_raised);
    raised.map(|(_, flag)| flag).collect()
}

/// A flag; `far` says what likeness is.
#[component]
fn Flag(flag: Flagged, far: &'static str) -> impl IntoView {
    let (name, about) = match flag {
        Flagged::Invalid => {
            return view! { <span class="augment-flag augment-flag-bad" data-testid="augment-invalid">"invalid"</span> }
                .into_any();
        }
        Flagged::Unchanged => ("unchanged", words::UNCHANGED),
        Flagged::Duplicate => ("duplicate", "Another record or variant is the same"),
        Flagged::Far => ("far", far),
    };
    view! { <span class="augment-flag" title=about data-testid="augment-flag">{name}</span> }.into_any()
}
