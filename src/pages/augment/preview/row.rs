//! A variant beside its record: the verdict with the words that did it, and what can be done with it.

use labelloom_engine::{
    ids::RuleId,
    session::augment::{BlameView, Fate, ShareView, StatisticChange, VariantView, VerdictView},
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
                <Said shown=shown />
                <span class="gap"></span>
                {move || view! { <Deeds at=at standing=standing.get() is_rejected=is_rejected take=take reject=reject /> }}
            </div>
            {if board.of_images {
                view! { <Pictured shown=shown /> }.into_any()
            } else {
                (move || shown.with(|shown| view! { <Texts variant=&shown.variant shortens=!whole.get() /> })).into_any()
            }}
            <Why shown=shown />
        </article>
    }
}

/// A part of what is shown, which tells of its own changes alone: an element whose attributes are put again costs far more
/// than a text in it, and there are many.
fn told<T: PartialEq + Send + Sync + 'static>(
    shown: RwSignal<Shown>,
    part: impl Fn(&VariantView) -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new(move |_| shown.with(|shown| part(&shown.variant)))
}

/// What is said of a variant at a glance.
#[component]
fn Said(shown: RwSignal<Shown>) -> impl IntoView {
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
fn Why(shown: RwSignal<Shown>) -> impl IntoView {
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
        Flagged::Unchanged => ("unchanged", "Equal to its record; exports leave it out"),
        Flagged::Duplicate => ("duplicate", "Another record or variant is the same"),
        Flagged::Far => ("far", far),
    };
    view! { <span class="augment-flag" title=about data-testid="augment-flag">{name}</span> }.into_any()
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
