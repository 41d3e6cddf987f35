//! Variants of all records of the scope, made at once and accepted at once.

use labelloom_engine::session::{
    augment::{AugmentAsk, FateCounts, VariantScope},
    edit::Edit,
    request::Selection,
};
use leptos::prelude::*;

use super::{board::Board, parts::AtWork};
use crate::{
    actions,
    components::{
        Button, ButtonKind,
        numbers::{count, counted},
    },
};

/// How all came out: what became of labels adds up to all of them, and flags are told besides.
fn said(records: u32, counts: FateCounts) -> String {
    let some = |entries: &[(u32, &str)]| {
        let told = entries.iter().filter(|(n, _)| *n > 0);
        let told: Vec<String> = told.map(|(n, name)| format!("{} {name}", count(*n))).collect();
        told.join(", ")
    };
    let labels = some(&[
        (counts.kept, "kept"),
        (counts.lost, "lost"),
        (counts.flipped, "flipped"),
        (counts.gained, "gained"),
        (counts.silent, "without a label"),
    ]);
    let flags = some(&[
        (counts.unchanged, "unchanged"),
        (counts.duplicates, "there already"),
        (counts.far, "far"),
    ]);
    let made = counted(counts.variants, "variant", "variants");
    let first = format!("Of {}, {made}", counted(records, "record", "records"));
    match (labels.is_empty(), flags.is_empty()) {
        (true, _) => format!("{first}."),
        (false, true) => format!("{first}: {labels}."),
        (false, false) => format!("{first}: {labels}; among them {flags}."),
    }
}

/// Makes them, says how they came out, and offers the valid ones.
#[component]
pub(super) fn Generated() -> impl IntoView {
    let board = Board::expect();
    let generated = board.bench.augmenting.generated;
    // What was made is of the choice, the rules and the records as they were.
    let stands = Memo::new(move |_| {
        let stood = board
            .view
            .with(|view| view.as_ref().map(|view| (view.accepted, view.judges.clone())));
        (
            board.choice.get(),
            board.scope.get(),
            board.rules_as_they_are(),
            stood,
        )
    });
    Effect::new(move |before: Option<()>| {
        // Read, not only tracked: a memo that nobody reads hears of nothing.
        let _ = stands.get();
        if before.is_some() {
            generated.answer.set(None);
        }
    });
    let ask = move || {
        let VariantScope::Selection(selection) = board.scope.get_untracked() else {
            return;
        };
        let ask = AugmentAsk::Generate {
            selection,
            choice: Some((*board.choice.get_untracked()).clone()),
            only_valid: true,
        };
        actions::augment::measure(board.bench, generated, &ask);
    };
    let is_of_many = Memo::new(move |_| {
        board
            .scope
            .with(|scope| matches!(scope, VariantScope::Selection(_)))
    });
    let name = move || {
        let is_all = board
            .scope
            .with(|scope| *scope == VariantScope::Selection(Selection::default()));
        if is_all {
            "Make them of all records"
        } else {
            "Make them of all chosen records"
        }
    };
    let is_at_work = Memo::new(move |_| generated.at_work.with(Option::is_some));
    let is_of_none = move || {
        board
            .preview
            .with(|preview| preview.as_ref().is_some_and(|preview| preview.of_records == 0))
    };
    let cannot = Signal::derive(move || is_at_work.get() || is_of_none());
    let take = move |_| {
        if let Some(view) = generated.answer.get_untracked() {
            actions::edit::edit(board.bench, Edit::AcceptVariants(view.accept.clone()));
        }
    };
    view! {
        <Show when=move || is_of_many.get()>
            <div class="augment-deeds augment-generated" data-testid="augment-generated">
                <Button disabled=cannot attr:data-testid="augment-generate" on:click=move |_| ask()>{name}</Button>
                <AtWork inquiry=generated name="Making variants…" on_again=ask />
                {move || generated.answer.get().map(|view| {
                    let counts = view.counts;
                    let taken = view.taken;
                    view! {
                        <span role="status" data-testid="generated-said">
                            {said(view.records, counts)}
                        </span>
                        <Button kind=ButtonKind::Primary disabled={taken == 0} attr:data-testid="generated-accept" on:click=take>{format!("Accept all {} valid", count(taken))}</Button>
                        {view.said.iter().cloned().map(|said| view! { <span class="muted small">{said}</span> }).collect_view()}
                    }
                })}
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_labels_adds_up() {
        let counts = FateCounts {
            variants: 12,
            kept: 7,
            flipped: 2,
            silent: 3,
            unchanged: 1,
            ..FateCounts::default()
        };
        assert_eq!(
            said(3, counts),
            "Of 3 records, 12 variants: 7 kept, 2 flipped, 3 without a label; among them 1 unchanged."
        );
        assert_eq!(said(1, FateCounts::default()), "Of 1 record, 0 variants.");
    }
}
