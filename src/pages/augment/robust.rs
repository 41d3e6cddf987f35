//! How well rules withstand the same small changes: the most brittle first, what broke them, and queries that would break
//! less, each with what it would do to the records.

use std::sync::Arc;

use labelloom_engine::session::{
    augment::{AugmentAsk, BrokenExample, MendKind, MendView, RobustRule, RobustnessView},
    edit::RuleText,
};
use leptos::prelude::*;

use super::{
    board::Board,
    parts::{AllRecords, AtWork, Marked, Side, Statistic, Tag},
    pictures::{Pictures, made},
    words,
};
use crate::pages::lookup::Lookup;
use crate::{
    actions,
    components::{
        Button, EmptyState, Proportion, Tip,
        numbers::{change, count, counted, whole_percent},
    },
    route::{Open, Page, Route},
};

/// The rules, tried anew when they change.
#[component]
pub(super) fn Robustness() -> impl IntoView {
    let board = Board::expect();
    let robustness = board.bench.augmenting.robustness;
    // Draws hang on the seed, synonyms on one's own; nothing else of the choice counts.
    let revision = Memo::new(move |_| {
        let drawn = board.choice.with(|choice| (choice.seed, choice.synonyms.clone()));
        (board.rules_as_they_are(), drawn)
    });
    let ask = move || {
        actions::augment::measure(board.bench, robustness, &AugmentAsk::Robustness { rule: None });
    };
    Effect::new(move || {
        let _ = revision.get();
        ask();
    });
    view! {
        <div class="augment-sheet-body" data-testid="augment-robustness">
            <h2><Tip term="Rule robustness" meaning=words::ROBUST /></h2>
            <AllRecords />
            <AtWork inquiry=robustness name="Trying the rules…" on_again=ask />
            {move || robustness.answer.get().map(|view| view! { <Rules view=view /> })}
        </div>
    }
}

#[component]
fn Rules(view: Arc<RobustnessView>) -> impl IntoView {
    let operations = view.operations.clone();
    let unasked = (!view.unasked.is_empty()).then(|| {
        format!(
            "Not tried, since they can't be asked of a variant alone: {}.",
            view.unasked.join(", ")
        )
    });
    let how = format!(
        "Each rule on {} of its records at most, each of {} operations alone at its usual strength, nothing locked, seed {}.",
        count(view.most_records),
        view.operations.len(),
        view.seed
    );
    if view.rules.is_empty() && view.unasked.is_empty() {
        let rules = Route::page(Page::Rules).address();
        return view! {
            <EmptyState title="No rule votes">
                <p>"Rules are tried here once there are some."</p>
                <a class="button" href=rules>"Write a rule"</a>
            </EmptyState>
        }
        .into_any();
    }
    let rules = view.rules.clone();
    // All that a card shows is in its key: one that changes is made anew.
    let card = move |rule: RobustRule| view! { <RuleCard rule=rule operations=operations.clone() /> };
    view! {
        <p class="muted" data-testid="robust-how">{how}</p>
        {view.said.iter().cloned().map(|said| view! { <p class="augment-note">{said}</p> }).collect_view()}
        {unasked.map(|said| view! { <p class="augment-note">{said}</p> })}
        <div class="robust-list"><For each=move || rules.clone() key=|rule| format!("{rule:?}") children=card /></div>
    }
    .into_any()
}

#[component]
fn RuleCard(rule: RobustRule, operations: Vec<String>) -> impl IntoView {
    let board = Board::expect();
    let id = rule.rule;
    let kept = rule.variants.saturating_sub(rule.lost);
    let by = rule.by_operation.iter().zip(&operations);
    let by = by.filter(|(survival, _)| survival.variants > 0).map(|(survival, operation)| {
        let title = format!("{} of {} variants lost", count(survival.lost), count(survival.variants));
        view! {
            <span class="robust-by" class:robust-broken={survival.lost * 10 > survival.variants} title=title>
                {board.title(operation)} " " <b class="number">{whole_percent(survival.lost, survival.variants)}</b>
                <small>{format!("n {}", count(survival.variants))}</small>
            </span>
        }
    });
    let by = by.collect_view();
    let examples = rule.examples.clone();
    let mends = rule.mends.clone();
    view! {
        <article class="augment-row" data-testid="robust-rule">
            <div class="augment-row-head">
                <Tag id=rule.label />
                <a class="link" href=board.editor(id)>{rule.name.clone()}</a>
                <code class="mono robust-query">{rule.query.clone()}</code>
                <span class="gap"></span>
                <span>"still votes on " <Proportion part=kept whole=rule.variants none="nothing that changed" /></span>
            </div>
            <p class="robust-bys small"><span class="muted">{format!("Lost, of {}:", counted(rule.records, "record", "records"))}</span> {by}</p>
            {mends.into_iter().map(|mend| view! { <Mend rule=id mend=mend /> }).collect_view()}
            {(!examples.is_empty()).then(|| view! {
                <details class="robust-examples">
                    <summary class="small">{format!("{} of {} it lost", examples.len(), counted(rule.lost, "variant", "variants"))}</summary>
                    {examples.into_iter().map(|example| view! { <Example example=example /> }).collect_view()}
                </details>
            })}
        </article>
    }
}

/// A query that would lose fewer, with what it would do, and the way to the editor.
#[component]
fn Mend(rule: labelloom_engine::ids::RuleId, mend: MendView) -> impl IntoView {
    let board = Board::expect();
    let how = match mend.kind {
        MendKind::Typos => "Tolerant of typing errors",
        MendKind::Endings => "With other endings",
        MendKind::Synonyms => "With synonyms",
        MendKind::MovedHalf => "With a threshold moved for half of those tried",
        MendKind::MovedAll => "With a threshold moved for all of those tried",
    };
    let moved = |name: &str, before: u32, after: u32| {
        let by = change(before, after).unwrap_or_else(|| "as before".to_owned());
        format!("{name} {} ({by})", count(after))
    };
    let effect = [
        moved("coverage", mend.before.coverage, mend.after.coverage),
        moved("its conflicts", mend.before.conflicts, mend.after.conflicts),
        moved("all conflicts", mend.conflicted_before, mend.conflicted_after),
        moved("wrong on dev gold", mend.before.incorrect, mend.after.incorrect),
    ];
    let query = mend.query.clone();
    let open = move |_| {
        let now = board.project.with_untracked(|project| {
            let rule = project.rules.iter().find(|known| known.id == rule);
            rule.map(|rule| rule.text())
        });
        if let Some(text) = now {
            let text = RuleText {
                query: query.clone(),
                ..text
            };
            board
                .bench
                .left
                .update(|left| drop(left.insert(Open::Rule(rule), text)));
            board.go_to_editor(rule);
        }
    };
    view! {
        <div class="robust-mend" data-testid="robust-mend">
            <span><b>{how}</b> {format!(" finds {} of {} again that it was tried on: ", count(mend.recovered), counted(mend.tried, "lost variant", "lost variants"))} <span class="muted">{effect.join(" · ")}</span></span>
            <code class="mono robust-query">{mend.query}</code>
            <Button attr:data-testid="robust-open" on:click=open>"Open in the editor"</Button>
        </div>
    }
}

#[component]
fn Example(example: BrokenExample) -> impl IntoView {
    let board = Board::expect();
    let before = example.changes.iter().map(|[parent, _]| *parent).collect();
    let after = example.changes.iter().map(|[_, variant]| *variant).collect();
    let guilty: Vec<u32> = example.change.into_iter().collect();
    view! {
        <div class="robust-example">
            <p class="small"><a class="link" href=board.record(example.record)>{format!("#{}", count(example.record + 1))}</a> " " <span class="muted">{board.title(&example.operation)}</span></p>
            {if board.of_images {
                let done = board.title(&example.operation);
                let shown = made(example.record, &example.operations);
                view! {
                    <Pictures record=example.record name=example.parent done=done shown=shown />
                    <p class="augment-statistics small">{example.crossed.into_iter().map(|change| view! { <Statistic column=change.column before=change.before after=change.after is_guilty=true /> }).collect_view()}</p>
                }.into_any()
            } else {
                view! {
                    <div class="augment-pair">
                        <Marked text=example.parent changes=before side=Side::Parent guilty=guilty.clone() shortens=true />
                        <Marked text=example.text changes=after side=Side::Variant guilty=guilty shortens=true />
                    </div>
                }.into_any()
            }}
        </div>
    }
}
