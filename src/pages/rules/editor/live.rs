//! What saving the rule would change, at every keystroke. Each figure leads to its records.

use labelloom_engine::session::{reply::DraftView, request::Filter};
use leptos::prelude::*;

use super::accuracy::MajorityOnGold;
use crate::components::{
    Icon, Proportion, Shape,
    numbers::{count, percent},
};
use crate::pages::rules::{ballot, desk::Desk, words};

/// The live panel.
#[component]
pub(super) fn Live() -> impl IntoView {
    let desk = Desk::expect();
    let has_draft = Memo::new(move |_| {
        of(desk, |draft| {
            let text = &draft.draft.text;
            draft.is_counted && (text.column.is_some() || !text.query.trim().is_empty())
        })
    });
    let is_before = Memo::new(move |_| of(desk, |draft| draft.problem.is_some()));
    move || {
        has_draft.get().then(|| {
            let title = move || match (is_before.get(), of(desk, |draft| draft.saved.is_some())) {
                (true, _) => "As last counted, before what can't be read",
                (false, true) => "Against the saved rule",
                (false, false) => "With this rule",
            };
            view! {
                <div class="live" class:live-before=is_before data-testid="live">
                    <h3 class="live-title">{title}</h3>
                    <dl class="live-figures">
                        <Matches />
                        <OnGold />
                        <MajorityOnGold />
                        <Change name="Newly covered" of=|draft| draft.newly_covered filter=Filter::NewlyCovered sign="+" />
                        <Change name="No longer covered" of=|draft| draft.no_longer_covered filter=Filter::NoLongerCovered sign="−" />
                        <Change name="New conflicts" of=|draft| draft.newly_conflicted filter=Filter::NewlyConflicted sign="+" />
                        <Change name="Conflicts ended" of=|draft| draft.no_longer_conflicted filter=Filter::NoLongerConflicted sign="−" />
                    </dl>
                    <ConflictsWith />
                    <Broad />
                    <OftenWrong />
                </div>
            }
        })
    }
}

#[component]
fn Matches() -> impl IntoView {
    let desk = Desk::expect();
    let matches = Memo::new(move |_| of(desk, |draft| draft.figures.coverage));
    // Of a new rule every match is new, which says nothing.
    let changes = Memo::new(move |_| {
        of(desk, |draft| {
            let changes = draft.changes;
            draft
                .saved
                .map(|_| (changes.newly_matched, changes.no_longer_matched))
        })
    });
    let part = move |records: u32, sign: &'static str, filter: Filter, title: &'static str| {
        (records > 0).then(|| view! {
            <small class="live-change"><a href=desk.link(filter) title=title>{format!("{sign}{}", count(records))}</a></small>
        })
    };
    let changed = move || {
        changes.get().map(|(newly, gone)| {
            view! {
                {part(newly, "+", Filter::NewlyMatched, "Matched now, and not by the saved rule")}
                {part(gone, "−", Filter::NoLongerMatched, "Matched by the saved rule, and no longer")}
            }
        })
    };
    view! {
        <div>
            <dt>"Matches"</dt>
            <dd>
                <a href=desk.link(Filter::DraftMatches) data-testid="draft-matches">{move || count(matches.get())}</a>
                <small>{move || percent(matches.get(), desk.records.get())}</small>
                {changed}
            </dd>
        </div>
    }
}

#[component]
fn OnGold() -> impl IntoView {
    let desk = Desk::expect();
    let known = Memo::new(move |_| {
        of(desk, |draft| {
            (
                draft.figures.correct,
                draft.figures.correct + draft.figures.incorrect,
            )
        })
    });
    view! {
        <div>
            <dt>"Right on dev gold"</dt>
            <dd data-testid="draft-gold">{move || {
                let (correct, n) = known.get();
                let none = words::no_gold(desk.project.with(|project| project.gold.dev), "none matched");
                view! { <Proportion part=correct whole=n none=none /> }
            }}</dd>
        </div>
    }
}

/// That the rule votes on so much that it tells little.
#[component]
fn Broad() -> impl IntoView {
    let desk = Desk::expect();
    let is_broad = Memo::new(move |_| {
        let matches = of(desk, |draft| draft.figures.coverage);
        u64::from(matches) * 2 > u64::from(desk.records.get())
    });
    move || {
        is_broad.get().then(|| {
            view! { <p class="live-broad"><Icon shape=Shape::Warning />{words::BROAD}</p> }
        })
    }
}

/// That the rule decides though dev gold contradicts it often.
#[component]
fn OftenWrong() -> impl IntoView {
    let desk = Desk::expect();
    let words = Memo::new(move |_| {
        of(desk, |draft| {
            ballot::often_wrong(draft.draft.text.hard, &draft.figures)
        })
    });
    move || {
        words.get().map(|words| {
            view! { <p class="live-broad" data-testid="draft-hard-wrong"><Icon shape=Shape::Warning />{words}</p> }
        })
    }
}

/// A number of records that change, with its sign.
#[component]
fn Change(
    name: &'static str,
    of: fn(&DraftView) -> u32,
    filter: Filter,
    sign: &'static str,
) -> impl IntoView {
    let desk = Desk::expect();
    let records = Memo::new(move |_| self::of(desk, of));
    let shown = move || {
        if records.get() == 0 {
            "0".to_owned()
        } else {
            format!("{sign}{}", count(records.get()))
        }
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd><a href=desk.link(filter) class:live-none=move || records.get() == 0>{shown}</a></dd>
        </div>
    }
}

/// The rules it conflicts with, most records first.
#[component]
fn ConflictsWith() -> impl IntoView {
    const SHOWN: usize = 4;
    let desk = Desk::expect();
    let rules = Memo::new(move |_| {
        of(desk, |draft| {
            (
                draft.draft.rule,
                draft.conflicts_with.clone(),
                draft.new_conflicts.clone(),
            )
        })
    });
    move || {
        let (own, rules, new) = rules.get();
        let more = rules.len().saturating_sub(SHOWN);
        let entry = |with: &labelloom_engine::session::reply::RuleCount| {
            let (other, records) = (with.rule, with.count);
            let name = desk.project.with(|project| {
                project
                    .rules
                    .iter()
                    .find(|rule| rule.id == other)
                    .map(|rule| rule.name.clone())
            })?;
            let href = desk.address(match own {
                Some(own) => Filter::RulesConflict(own, other),
                None => Filter::DraftConflicts(other),
            });
            // Of a new rule all conflicts are new.
            let newly = new.iter().find(|new| new.rule == other).filter(|_| own.is_some());
            let newly = newly.map(|new| {
                let href = desk.address(Filter::NewConflictsWith(other));
                view! { " " <a class="live-change" href=href title="Conflicts that the saved rule doesn't have">{format!("+{} new", count(new.count))}</a> }
            });
            Some(
                view! { <li><a class="link" href=href>{name}</a> " " <span class="muted">{count(records)}</span>{newly}</li> },
            )
        };
        (!rules.is_empty()).then(|| {
            view! {
                <div class="live-conflicts">
                    <span class="muted">"Conflicts with"</span>
                    <ul>{rules.iter().take(SHOWN).map(entry).collect_view()}</ul>
                    {(more > 0).then(|| view! {
                        <details class="live-more">
                            <summary class="muted">{format!("and {more} more")}</summary>
                            <ul>{rules.iter().skip(SHOWN).map(entry).collect_view()}</ul>
                        </details>
                    })}
                </div>
            }
        })
    }
}

/// Something of the draft's figures; nothing's default without a draft.
fn of<T: Default>(desk: Desk, take: impl Fn(&DraftView) -> T) -> T {
    desk.draft
        .with(|draft| draft.as_ref().map(|draft| take(draft)).unwrap_or_default())
}
