//! The two votes side by side, each with its rule, its figures, and what can be done about it.

use labelloom_engine::{ids::RuleId, session::request::Filter};
use leptos::prelude::*;

use super::super::{
    board::Board,
    facts::{PairFacts, RuleLink},
};
use super::store::WalkStore;
use crate::pages::lookup::Lookup;
use crate::{
    components::{Button, LabelTag, Proportion, numbers::counted},
    keys::{Action, Keys},
};

/// Both sides, and what the pair comes to.
#[component]
pub(super) fn Sides() -> impl IntoView {
    let walk = WalkStore::expect();
    let board = Board::expect();
    let shown = move || {
        board.project.track();
        let (a, b) = walk.pair.get()?;
        Some(view! {
            <div class="sides">
                <Side id=a letter="A" mend=Action::MendFirst except=Action::ExceptFirst />
                <Side id=b letter="B" mend=Action::MendSecond except=Action::ExceptSecond />
            </div>
            <Others a=a b=b />
            {move || walk.figures.get().filter(|figures| (figures.a, figures.b) == (a, b)).map(|figures| view! { <PairFacts pair=figures /> })}
        })
    };
    view! { <section class="card walk-sides" aria-label="The two votes">{shown}</section> }
}

#[component]
fn Side(id: RuleId, letter: &'static str, mend: Action, except: Action) -> impl IntoView {
    let board = Board::expect();
    let walk = WalkStore::expect();
    let keys: Keys = expect_context();
    let Some(rule) = board.rule(id) else {
        return view! { <div class="side"><p class="muted">"This rule is gone."</p></div> }.into_any();
    };
    let votes = move || {
        walk.record.with(|record| {
            let record = record.as_ref()?;
            let vote = record.votes.iter().find(|vote| vote.rule == Some(id))?;
            // A length or a number in a column is in no word.
            Some(if vote.words.is_empty() {
                "by its query as a whole".to_owned()
            } else {
                vote.words.join(" · ")
            })
        })
    };
    let color = board.label(rule.label).map_or(0, |label| label.color);
    let (correct, judged) = (
        rule.figures.correct,
        rule.figures.correct + rule.figures.incorrect,
    );
    let mend_keys = if letter == "A" { "A" } else { "B" };
    let except_keys = if letter == "A" { "Shift A" } else { "Shift B" };
    let wrong = move || board.list(Filter::RuleIncorrect(id)).address();
    view! {
        <div class=format!("side lc{color}") data-testid="walk-side">
            <p class="side-head"><strong class="side-letter">{letter}</strong> <RuleLink id=id /></p>
            <p class="side-words" dir="auto">{move || votes().unwrap_or_else(|| "does not vote here".into())}</p>
            <p class="side-query mono" title=rule.query.clone()>{rule.query.clone()}</p>
            <p class="small">
                <a class="link" href=move || board.list(Filter::Rule(id)).address()>{counted(rule.figures.coverage, "record", "records")}</a>
                " · "
                <a class="side-gold" href=wrong title="Those it gets wrong"><Proportion part=correct whole=judged none="no dev gold on it" /></a>
                {(judged > 0).then_some(" right")}
            </p>
            {move || walk.is_unsaved(id).then(|| view! { <p class="side-unsaved small">"It has changes that are not saved; an exception is added to them."</p> })}
            <div class="side-actions">
                <Button keys=mend_keys attr:data-testid="walk-mend" on:click=move |_| keys.press(mend)>"Mend"</Button>
                <Button keys=except_keys attr:data-testid="walk-except" on:click=move |_| keys.press(except)>"Add an exception"</Button>
            </div>
        </div>
    }
    .into_any()
}

/// Further rules that vote on the record; each can take the place of a side.
#[component]
fn Others(a: RuleId, b: RuleId) -> impl IntoView {
    let board = Board::expect();
    let walk = WalkStore::expect();
    let others = move || {
        walk.record.with(|record| {
            let votes = record
                .as_ref()
                .map(|record| record.votes.clone())
                .unwrap_or_default();
            votes
                .into_iter()
                .filter(|vote| vote.rule.is_some_and(|rule| rule != a && rule != b))
                .collect::<Vec<_>>()
        })
    };
    let button = move |vote: labelloom_engine::session::reply::RuleVote| {
        let label = board.label(vote.label);
        let own = vote.label;
        let rule = vote.rule.unwrap_or_default();
        let take = move |_| {
            let same_as_first = board.rule(a).is_some_and(|first| first.label == own);
            walk.offered.set(None);
            walk.chosen
                .set(Some(if same_as_first { (rule, b) } else { (a, rule) }));
        };
        view! {
            <button type="button" class="chip" title="Put it side by side" on:click=take>
                {label.map(|label| view! { <LabelTag name=label.name color=label.color /> })}
                {vote.name}
            </button>
        }
    };
    move || {
        let others = others();
        (!others.is_empty()).then(|| view! {
            <div class="chips sides-others"><span class="muted small">"Also voting"</span>{others.into_iter().map(button).collect_view()}</div>
        })
    }
}
