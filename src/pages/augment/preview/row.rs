//! A variant beside its record: the verdict with the words that did it, and what can be done with it.

use labelloom_engine::session::augment::{
    BlameView, Fate, ShareView, StatisticChange, VariantView, VerdictView,
};
use leptos::{ev, prelude::*};

use super::accept;
use super::lines::{Line, Lines, Shown};
use crate::pages::lookup::Lookup;
use crate::{
    components::{Button, ButtonKind, numbers::count},
    pages::augment::{
        board::{Board, key},
        parts::{FateTag, Pair, Statistic, Tag, sentence, through},
        pictures::{Pictures, frame},
        words,
    },
};

/// What is to be done with a variant hangs on this.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Standing {
    fate: Fate,
    is_valid: bool,
    is_accepted: bool,
    can_be_kept: bool,
}

impl Standing {
    fn of(variant: &VariantView) -> Self {
        Self {
            fate: variant.made.fate,
            is_valid: variant.valid || variant.accepted,
            is_accepted: variant.accepted,
            can_be_kept: !variant.accepted && !variant.unchanged,
        }
    }
}

/// The variant at a place of the list. What is shown of it follows it, piece by piece.
#[component]
pub(super) fn Row(at: usize, lines: Lines, line: Line, whole: RwSignal<bool>) -> impl IntoView {
    let board = Board::expect();
    let shown = RwSignal::from(line);
    let standing = Memo::new(move |_| shown.with(|shown| Standing::of(&shown.variant)));
    let is_rejected = Memo::new(move |_| {
        board.rejected.with(|rejected| {
            !rejected.is_empty() && shown.with(|shown| rejected.contains(&key(&shown.variant)))
        })
    });
    let take = move || {
        if standing.get_untracked().can_be_kept {
            accept(board, &shown.get_untracked().variant);
        }
    };
    let reject = move || board.reject(shown.with_untracked(|shown| key(&shown.variant)));
    let on_key = move |event: ev::KeyboardEvent| {
        let on_row = event.target() == event.current_target();
        match event.key().as_str() {
            "Enter" if on_row => take(),
            "x" | "X" | "Delete" if on_row => reject(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let name = move || {
        let fate = words::fate(standing.get().fate);
        shown.with(|shown| format!("Variant {} of record {}: {fate}", at + 1, shown.variant.id))
    };
    view! {
        <article
            class="augment-row"
            class:augment-invalid=move || !standing.get().is_valid
            class:augment-taken=move || standing.get().is_accepted
            class:augment-rejected=move || is_rejected.get()
            tabindex=if at == 0 { "0" } else { "-1" }
            aria-label=name
            aria-posinset=(at + 1).to_string()
            aria-setsize=move || lines.count().to_string()
            data-testid="augment-variant"
            data-valid=move || standing.get().is_valid.to_string()
            data-fate=move || words::fate(standing.get().fate)
            on:keydown=on_key
        >
            <div class="augment-row-head">
                {move || shown.with(|shown| view! { <Said variant=&shown.variant /> })}
                <span class="gap"></span>
                {move || view! { <Deeds at=at standing=standing.get() is_rejected=is_rejected take=take reject=reject /> }}
            </div>
            {if board.of_images {
                view! { <Pictured shown=shown /> }.into_any()
            } else {
                (move || shown.with(|shown| view! { <Texts variant=&shown.variant shortens=!whole.get() /> })).into_any()
            }}
            {move || shown.with(|shown| view! { <Why variant=&shown.variant /> })}
        </article>
    }
}

/// What is said of a variant at a glance.
#[component]
fn Said<'a>(variant: &'a VariantView) -> impl IntoView + use<> {
    let board = Board::expect();
    let record = variant.made.record;
    let is_valid = Standing::of(variant).is_valid;
    view! {
        <FateTag fate=variant.made.fate />
        {(!is_valid).then(|| view! { <span class="augment-flag augment-flag-bad" data-testid="augment-invalid">"invalid"</span> })}
        {flags(board, variant)}
        <a class="link augment-id" href=board.record(record) title=variant.id.clone()>{format!("#{}", count(record + 1))}</a>
        {variant.label.map(|label| view! { <Tag id=label /> })}
        <span class="augment-through muted small">{through(board, &variant.made)}</span>
    }
}

/// What can be done with a variant.
#[component]
fn Deeds(
    at: usize,
    standing: Standing,
    is_rejected: Memo<bool>,
    take: impl Fn() + Copy + Send + Sync + 'static,
    reject: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let Standing {
        is_valid,
        is_accepted,
        can_be_kept,
        ..
    } = standing;
    let what = move |deed: &str| format!("{deed} variant {}", at + 1);
    let rejects = move || {
        if is_rejected.get() {
            format!("Take variant {} back", at + 1)
        } else {
            what("Reject")
        }
    };
    view! {
        {is_accepted.then(|| view! { <span class="augment-flag" data-testid="augment-accepted">"✓ accepted"</span> })}
        <span class="augment-row-deeds">
            {can_be_kept.then(|| view! {
                <Button kind=if is_valid { ButtonKind::Plain } else { ButtonKind::Quiet } attr:data-testid="augment-accept" attr:aria-label=what("Accept") on:click=move |_| take()>"Accept"</Button>
            })}
            {(!is_accepted).then(|| view! {
                <Button kind=ButtonKind::Quiet attr:data-testid="augment-reject" attr:aria-label=rejects on:click=move |_| reject()>
                    {move || if is_rejected.get() { "Take back" } else { "Reject" }}
                </Button>
            })}
        </span>
    }
}

/// A record's text and its variant's.
#[component]
fn Texts<'a>(variant: &'a VariantView, shortens: bool) -> impl IntoView + use<> {
    let guilty = variant.blame.iter().filter_map(|blame| blame.change).collect();
    view! { <Pair parent=variant.parent.clone() made=variant.made.clone() guilty=guilty shortens=shortens /> }
}

/// Why a variant came out as it did, by whom, and which rules it changed.
#[component]
fn Why<'a>(variant: &'a VariantView) -> impl IntoView + use<> {
    let told = variant
        .verdicts
        .iter()
        .copied()
        .filter(|verdict| verdict.fate != Fate::Silent);
    view! {
        <div class="augment-why small">
            {(!variant.accepted).then(|| view! { <span>{sentence(&variant.made.why)}</span> })}
            {told.map(|verdict| view! { <Verdict verdict=verdict /> }).collect_view()}
            {variant.blame.iter().cloned().map(|blame| view! { <Blame blame=blame /> }).collect_view()}
        </div>
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
fn Pictured(shown: RwSignal<Shown>) -> impl IntoView {
    let board = Board::expect();
    let record = Memo::new(move |_| shown.with(|shown| shown.variant.made.record));
    let name = Memo::new(move |_| shown.with(|shown| shown.variant.parent.clone()));
    let done = Memo::new(move |_| shown.with(|shown| through(board, &shown.variant.made)));
    let region = Memo::new(move |_| shown.with(|shown| frame(shown.variant.picture.as_ref()?)));
    let drawing = Signal::derive_local(move || shown.with(|shown| shown.drawing.clone()));
    view! {
        <div class="augment-seen">
            <Pictures record=record name=name done=done shown=drawing region=region />
            {move || shown.with(|shown| view! { <Numbers variant=&shown.variant /> })}
        </div>
    }
}

/// What of an image's numbers changed, and of what it was mixed.
#[component]
fn Numbers<'a>(variant: &'a VariantView) -> impl IntoView + use<> {
    let board = Board::expect();
    let picture = variant.picture.as_ref();
    let crossed = |column: &str| {
        let crossed = variant.blame.iter().flat_map(|blame| &blame.crossed);
        crossed.into_iter().any(|each| each.column == column)
    };
    let statistics = picture.map_or(&[][..], |picture| &picture.statistics).iter();
    let statistics = statistics.map(|change| {
        view! { <Statistic change=change.clone() is_guilty=crossed(&change.column) /> }
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
    let shares = picture.map_or(&[][..], |picture| &picture.shares);
    let mixed = (!shares.is_empty()).then(|| {
        let shares = shares.iter().cloned().map(share).collect_view();
        view! { <span class="augment-mixed">"Mixed:" {shares}</span> }
    });
    view! { <p class="augment-statistics small">{mixed} {statistics}</p> }
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
