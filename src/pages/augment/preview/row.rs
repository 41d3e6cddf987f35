//! A variant beside its record: the verdict with the words that did it, and what can be done with it.

use std::sync::Arc;

use labelloom_engine::session::augment::{
    BlameView, Fate, PictureView, ShareView, StatisticChange, VariantView, VerdictView,
};
use leptos::{ev, prelude::*};

use super::accept;
use crate::{
    components::{Button, ButtonKind, Drawing, numbers::count},
    pages::augment::{
        board::{Board, key},
        parts::{FateTag, Pair, Statistic, Tag, through},
        pictures::{Pictures, made},
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
                {flags(board, &variant)}
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
            {match variant.picture.clone() {
                Some(picture) => view! { <Seen variant=Arc::clone(&variant) picture=picture /> }.into_any(),
                None => view! { <Pair parent=variant.parent.clone() made=variant.made.clone() guilty=guilty shortens=!whole /> }.into_any(),
            }}
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
fn flags(board: Board, variant: &VariantView) -> impl IntoView + use<> {
    let similarity = format!("similar {:.2}", variant.similarity);
    let about = if board.of_images {
        words::SIMILARITY_OF_IMAGES
    } else {
        words::SIMILARITY
    };
    let all = [
        (
            variant.unchanged,
            "unchanged",
            "Equal to its record; exports leave it out",
        ),
        (
            variant.duplicate && !variant.accepted,
            "duplicate",
            "Another record or variant is the same",
        ),
        (variant.far, "far", about),
    ];
    let raised = all.into_iter().filter(|(is_raised, ..)| *is_raised);
    let flag = |(_, name, about): (bool, &'static str, &'static str)| {
        view! { <span class="augment-flag" title=about data-testid="augment-flag">{name}</span> }
    };
    let similar = (!variant.unchanged)
        .then(|| view! { <span class="muted small number" title=about>{similarity}</span> });
    (raised.map(flag).collect_view(), similar)
}

/// An image and its variant, what of its numbers changed, and of what it was mixed.
#[component]
fn Seen(variant: Arc<VariantView>, picture: PictureView) -> impl IntoView {
    let board = Board::expect();
    let variant_made = &variant.made;
    let of = (variant_made.record, variant_made.copy);
    // Pictures come before the variants that they are of; one that did not is asked for by itself.
    let shown: Signal<Option<Drawing>, LocalStorage> =
        match board.drawn.with_untracked(|drawn| drawn.get(&of).cloned()) {
            Some(drawing) => Signal::derive_local(move || Some(drawing.clone())),
            None => made(of.0, &variant_made.operations).into(),
        };
    let crossed = |column: &str| {
        variant
            .blame
            .iter()
            .flat_map(|blame| &blame.crossed)
            .any(|each| each.column == column)
    };
    let statistics = picture.statistics.clone().into_iter();
    let statistics = statistics.map(|change| {
        let is_guilty = crossed(&change.column);
        view! { <Statistic change=change is_guilty=is_guilty /> }
    });
    let statistics = statistics.collect_view();
    let share = |share: ShareView| {
        view! {
            <span class="augment-verdict">
                <span class="number">{format!("{:.0} %", 100.0 * share.share)}</span>
                <a class="link" href=board.record(share.record) title=share.id>{format!("#{}", count(share.record + 1))}</a>
                {share.label.map(|label| view! { <Tag id=label /> })}
            </span>
        }
    };
    let is_mixed = !picture.shares.is_empty();
    let shares = picture.shares.clone().into_iter().map(share).collect_view();
    view! {
        <div class="augment-seen">
            <Pictures record=of.0 name=variant.parent.clone() done=through(board, variant_made) shown=shown picture=Some(picture) />
            <p class="augment-statistics small">
                {is_mixed.then(|| view! { <span class="augment-statistic">"Mixed: " {shares}</span> })}
                {statistics}
            </p>
        </div>
    }
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
            {verdict.partner.map(|partner| view! { <span class="muted">"with"</span> <Tag id=partner /> })}
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
    let words = match blame.crossed.as_slice() {
        [] => blame.words.trim().to_owned(),
        crossed => crossed.iter().map(statistic).collect::<Vec<_>>().join(", "),
    };
    let is_of_words = blame.crossed.is_empty();
    let did = (!words.is_empty()).then(|| {
        let (by, words) = match (is_of_words, blame.is_lost) {
            (true, true) => (" without ", format!("‘{words}’")),
            (true, false) => (" by ", format!("‘{words}’")),
            (false, _) => (": ", words),
        };
        view! { {by}<mark class="augment-culprit" data-testid="augment-culprit">{words}</mark> }
    });
    view! {
        <span class="augment-blame" data-testid="augment-blame">
            <a class="link" href=board.editor(blame.rule)>{blame.name}</a> " " {said} {did}
        </span>
    }
}

/// `brightness 80 → 158`.
fn statistic(change: &StatisticChange) -> String {
    let or_none = |value: &str| {
        if value.is_empty() {
            "none".to_owned()
        } else {
            value.to_owned()
        }
    };
    format!(
        "{} {} → {}",
        change.column,
        or_none(&change.before),
        or_none(&change.after)
    )
}
