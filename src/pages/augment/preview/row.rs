//! A variant beside its record: the verdict with the words that did it, and what can be done with it.

use std::sync::Arc;

use labelloom_engine::session::augment::{BlameView, Fate, VariantView, VerdictView};
use leptos::{ev, prelude::*};

use super::accept;
use crate::{
    components::{Button, ButtonKind, numbers::count},
    pages::augment::{
        board::{Board, key},
        parts::{FateTag, Pair, Tag, through},
        words,
    },
};

/// The variant.
#[component]
pub(super) fn Row(at: usize, of: usize, variant: Arc<VariantView>, whole: bool) -> impl IntoView {
    let board = Board::expect();
    let own = Arc::new(key(&variant));
    let is_rejected = {
        let own = Arc::clone(&own);
        Signal::derive(move || board.rejected.with(|rejected| rejected.contains(&*own)))
    };
    let guilty: Vec<u32> = variant.blame.iter().filter_map(|blame| blame.change).collect();
    let record = variant.made.record;
    let is_valid = variant.valid || variant.accepted;
    let is_accepted = variant.accepted;
    let can_be_kept = !is_accepted && !variant.unchanged;
    let take = {
        let variant = Arc::clone(&variant);
        move || {
            if can_be_kept {
                accept(board, &variant);
            }
        }
    };
    let reject = move || board.reject((*own).clone());
    let on_key = {
        let (take, reject) = (take.clone(), reject.clone());
        move |event: ev::KeyboardEvent| {
            let on_row = event.target() == event.current_target();
            match event.key().as_str() {
                "Enter" if on_row => take(),
                "x" | "X" | "Delete" if on_row => reject(),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let name = format!(
        "Variant {} of record {}: {}",
        at + 1,
        variant.id,
        words::fate(variant.made.fate)
    );
    view! {
        <article
            class="augment-row"
            class:augment-invalid=!is_valid
            class:augment-taken=is_accepted
            class:augment-rejected=move || is_rejected.get()
            tabindex=if at == 0 { "0" } else { "-1" }
            aria-label=name
            aria-posinset=(at + 1).to_string()
            aria-setsize=of.to_string()
            data-testid="augment-variant"
            data-valid=is_valid.to_string()
            data-fate=words::fate(variant.made.fate)
            on:keydown=on_key
        >
            <div class="augment-row-head">
                <FateTag fate=variant.made.fate />
                {(!is_valid).then(|| view! { <span class="augment-flag augment-flag-bad" data-testid="augment-invalid">"invalid"</span> })}
                {flags(&variant)}
                <a class="link augment-id" href=board.record(record) title=variant.id.clone()>{format!("#{}", count(record + 1))}</a>
                {variant.label.map(|label| view! { <Tag id=label /> })}
                <span class="muted small">{through(board, &variant.made)}</span>
                <span class="gap"></span>
                {is_accepted.then(|| view! { <span class="augment-flag" data-testid="augment-accepted">"✓ accepted"</span> })}
                <span class="augment-row-deeds">
                    {can_be_kept.then(|| view! {
                        <Button kind=if is_valid { ButtonKind::Plain } else { ButtonKind::Quiet } attr:data-testid="augment-accept" attr:aria-label=format!("Accept variant {}", at + 1) on:click=move |_| take()>"Accept"</Button>
                    })}
                    {(!is_accepted).then(|| view! {
                        <Button kind=ButtonKind::Quiet attr:data-testid="augment-reject" attr:aria-label=move || if is_rejected.get() { format!("Take variant {} back", at + 1) } else { format!("Reject variant {}", at + 1) } on:click=move |_| reject()>
                            {move || if is_rejected.get() { "Take back" } else { "Reject" }}
                        </Button>
                    })}
                </span>
            </div>
            <Pair parent=variant.parent.clone() made=variant.made.clone() guilty=guilty shortens=!whole />
            <div class="augment-why small">
                {(!is_accepted).then(|| view! { <span>{sentence(&variant.made.why)}</span> })}
                {variant.verdicts.iter().copied().filter(|verdict| verdict.fate != Fate::Silent).map(|verdict| view! { <Verdict verdict=verdict /> }).collect_view()}
                {variant.blame.iter().cloned().map(|blame| view! { <Blame blame=blame /> }).collect_view()}
            </div>
        </article>
    }
}

/// Why, as a sentence.
fn sentence(why: &str) -> String {
    let mut letters = why.chars();
    match letters.next() {
        Some(first) => first
            .to_uppercase()
            .chain(letters)
            .chain(std::iter::once('.'))
            .collect(),
        None => String::new(),
    }
}

/// What is the matter besides the label.
fn flags(variant: &VariantView) -> impl IntoView + use<> {
    let similarity = format!("similar {:.2}", variant.similarity);
    let all = [
        (
            variant.unchanged,
            "unchanged",
            "Equal to its record; exports leave it out",
        ),
        (
            variant.duplicate && !variant.accepted,
            "duplicate",
            "Another record or variant has this text",
        ),
        (variant.far, "far", words::SIMILARITY),
    ];
    let raised = all.into_iter().filter(|(is_raised, ..)| *is_raised);
    let flag = |(_, name, about): (bool, &'static str, &'static str)| {
        view! { <span class="augment-flag" title=about data-testid="augment-flag">{name}</span> }
    };
    let similar = (!variant.unchanged)
        .then(|| view! { <span class="muted small number" title=words::SIMILARITY>{similarity}</span> });
    (raised.map(flag).collect_view(), similar)
}

/// What one judge says.
#[component]
fn Verdict(verdict: VerdictView) -> impl IntoView {
    let label = |label| match label {
        Some(label) => view! { <Tag id=label /> }.into_any(),
        None => view! { <span class="muted">"none"</span> }.into_any(),
    };
    let is_same = verdict.before == verdict.after;
    view! {
        <span class="augment-verdict">
            <span class="muted">{words::judge(verdict.judge)}</span>
            {label(verdict.before)}
            {(!is_same).then(|| view! { <span aria-label="becomes">"→"</span> {label(verdict.after)} })}
        </span>
    }
}

/// A rule that votes otherwise, and the words that did it.
#[component]
fn Blame(blame: BlameView) -> impl IntoView {
    let board = Board::expect();
    let said = if blame.is_lost {
        "votes no more"
    } else {
        "votes now"
    };
    let words = blame.words.trim().to_owned();
    let did = (!words.is_empty()).then(|| {
        let by = if blame.is_lost { " without " } else { " by " };
        view! { {by}<mark class="augment-culprit" data-testid="augment-culprit">{format!("‘{words}’")}</mark> }
    });
    view! {
        <span class="augment-blame" data-testid="augment-blame">
            <a class="link" href=board.editor(blame.rule)>{blame.name}</a> " " {said} {did}
        </span>
    }
}
