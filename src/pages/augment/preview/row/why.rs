//! Why a variant came out as it did.

use labelloom_engine::{
    ids::RuleId,
    session::augment::{BlameView, Fate, StatisticChange, VerdictView},
};
use leptos::prelude::*;

use super::{Shown, told};
use crate::pages::{
    augment::{
        board::Board,
        parts::{Tag, sentence},
        words,
    },
    lookup::Lookup,
};

/// Why a variant came out as it did, by whom, and which rules it changed.
#[component]
pub(super) fn Why(shown: RwSignal<Shown>) -> impl IntoView {
    let why = told(shown, |variant| {
        (!variant.accepted).then(|| sentence(&variant.made.why))
    });
    let verdicts = told(shown, |variant| {
        let told = variant.verdicts.iter().copied();
        told.filter(|verdict| verdict.fate != Fate::Silent)
            .collect::<Vec<_>>()
    });
    let blames = told(shown, |variant| {
        variant.blame.iter().map(Blamed::of).collect::<Vec<_>>()
    });
    view! {
        <div class="augment-why small">
            {move || why.get().map(|why| view! { <span>{why}</span> })}
            {move || verdicts.get().into_iter().map(|verdict| view! { <Verdict verdict=verdict /> }).collect_view()}
            {move || blames.get().into_iter().enumerate().map(|(at, blamed)| view! { <Blame shown=shown at=at blamed=blamed /> }).collect_view()}
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

/// A rule that votes otherwise, but for what did it.
#[derive(Clone, Debug, PartialEq)]
struct Blamed {
    rule: RuleId,
    name: String,
    is_lost: bool,
    /// Whether it is known what did it.
    is_told: bool,
}

impl Blamed {
    fn of(blame: &BlameView) -> Self {
        Self {
            rule: blame.rule,
            name: blame.name.clone(),
            is_lost: blame.is_lost,
            is_told: !culprit(blame).is_empty(),
        }
    }
}

/// What did it: words as they are marked, or numbers.
fn culprit(blame: &BlameView) -> String {
    match blame.crossed.as_slice() {
        [] if blame.words.trim().is_empty() => String::new(),
        [] => format!("‘{}’", blame.words.trim()),
        crossed => crossed.iter().map(statistic).collect::<Vec<_>>().join(", "),
    }
}

/// A rule that votes otherwise, the one of its variant at a place, and the words that did it.
#[component]
fn Blame(shown: RwSignal<Shown>, at: usize, blamed: Blamed) -> impl IntoView {
    let board = Board::expect();
    let said = if blamed.is_lost {
        "votes no more"
    } else {
        "votes now"
    };
    let by = match (board.of_images, blamed.is_lost) {
        (true, _) => ": ",
        (false, true) => " without ",
        (false, false) => " by ",
    };
    let words = move || shown.with(|shown| shown.variant.blame.get(at).map(culprit));
    let did = blamed.is_told.then(|| {
        view! { {by}<mark class="augment-culprit" data-testid="augment-culprit">{words}</mark> }
    });
    view! {
        <span class="augment-blame" data-testid="augment-blame">
            <a class="link" href=board.editor(blamed.rule)>{blamed.name}</a> " " {said} {did}
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
