//! The referee: the majority vote always beside the chosen model, what follows in a sentence, and what a person should
//! look at before believing the model.

use std::sync::Arc;

use labelloom_engine::{
    ids::RuleId,
    session::{
        edit::Edit,
        labels::{DuplicateGroup, LabelsView, NoteView, SideFigures},
        request::Filter,
    },
};
use leptos::prelude::*;

use super::{
    board::{Board, parts},
    parts::{Records, Right, RuleName},
    words,
};
use crate::pages::lookup::Lookup;
use crate::{
    actions,
    components::{
        Button, Icon, Shape, Tip,
        numbers::{count, percent},
    },
};

/// Majority vote and chosen model, and what there is to look at.
#[component]
pub(super) fn Referee() -> impl IntoView {
    let board = Board::expect();
    move || {
        board.labels_view().map(|view| {
            view! {
                <section class="card fit-wide" aria-label="Beside the majority vote" data-testid="referee">
                    <div class="card-head"><h2>"Beside the majority vote"</h2></div>
                    <div class="card-body referee">
                        <div class="referee-two">
                        <p class="referee-says" data-testid="referee-sentence">{view.majority.sentence.clone()}</p>
                        <Two view=Arc::clone(&view) />
                        </div>
                        <ul class="referee-list">
                            {view.duplicates.iter().cloned().map(|group| view! { <Duplicates group=group /> }).collect_view()}
                            {notes(&view).into_iter().map(|note| view! { <Note note=note /> }).collect_view()}
                        </ul>
                    </div>
                </section>
            }
        })
    }
}

/// The notes, but for one that says of the duplicates what stands above with what to do.
fn notes(view: &LabelsView) -> Vec<NoteView> {
    let sorted = |mut rules: Vec<RuleId>| {
        rules.sort_unstable();
        rules
    };
    let duplicates = sorted(
        view.duplicates
            .iter()
            .flat_map(|group| group.rules.clone())
            .collect(),
    );
    let notes = view
        .notes
        .iter()
        .filter(|note| note.is_warning || note.rules.is_empty() || sorted(note.rules.clone()) != duplicates);
    notes.cloned().collect()
}

/// The two in figures.
#[component]
fn Two(view: Arc<LabelsView>) -> impl IntoView {
    let board = Board::expect();
    let judge = board.judge.get_untracked();
    let model = board.named(&view.model);
    let labeled: u32 = view.labels.iter().map(|label| label.count).sum();
    let (of_majority, wrong) = board.project.with_untracked(|project| {
        (
            project.totals.majority.iter().sum::<u32>(),
            Filter::LabelIncorrect(judge.gold()),
        )
    });
    let of_model = board.side(&view);
    let majority = board.majority_side(&view);
    let is_majority = model.name == "majority";
    let (both, same, differs, broken, overturned) = (
        view.majority.both,
        view.majority.same,
        view.majority.differs,
        view.majority.ties_broken,
        view.majority.overturned,
    );
    let records = view.records;
    view! {
        <div class="fit-scroll">
            <table class="fit-table referee-table" data-testid="referee-table">
                <thead><tr>
                    <th scope="col"><span class="unseen">"Model"</span></th>
                    <th scope="col"><Tip term="Labeled" meaning=words::LABELED /></th>
                    <th scope="col"><Tip term=format!("Right on {}", judge.name()) meaning=words::ACCURACY /></th>
                    <th scope="col"><Tip term="Right of all gold" meaning=words::OF_ALL /></th>
                    <th scope="col"><Tip term="Macro-F₁" meaning=words::MACRO_F1 /></th>
                    <th scope="col"><Tip term="Log loss" meaning=words::LOG_LOSS /></th>
                </tr></thead>
                <tbody>
                    {row("Majority vote".to_owned(), of_majority, records, majority.as_ref(), None)}
                    {(!is_majority).then(|| row(model.title.clone(), labeled, records, of_model.as_ref(), Some(board.records(&[wrong]))))}
                </tbody>
            </table>
        </div>
        {(!is_majority).then(|| view! {
            <p class="muted">
                <Tip term="Agree" meaning=words::AGREEMENT />
                {format!(" on {} of {} records, {}", count(same), count(both), percent(same, both))}
                ". Another label: "
                <Records records=differs href=board.records(&[Filter::DiffersFromMajority]) testid="differs" />
                ". Ties that the model decides: "
                <Records records=broken href=board.records(&[Filter::Tied, Filter::PredictedAny]) testid="ties-broken" />
                ". "
                <Tip term="Overturns" meaning=words::OVERTURNED />
                " all rules on: "
                <Records records=overturned href=board.records(&[Filter::Overturned]) testid="overturned-records" />
                "."
            </p>
        })}
    }
}

fn row(
    name: String,
    labeled: u32,
    records: u32,
    side: Option<&SideFigures>,
    wrong: Option<String>,
) -> impl IntoView + use<> {
    let figures = side.map(|side| {
        (
            parts(side.accuracy),
            parts(side.accuracy_of_all),
            side.macro_f1,
            side.log_loss,
        )
    });
    let ((right, n), (of_all, all), f1, loss) = figures.unwrap_or_default();
    let right = match wrong {
        Some(href) => view! { <Right right=right n=n href=href /> }.into_any(),
        None => view! { <Right right=right n=n /> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{count(labeled)} " " <small>{percent(labeled, records)}</small></td>
            <td>{right}</td>
            <td><Right right=of_all n=all /></td>
            <td>{words::fraction(f1)}</td>
            <td>{words::fraction(loss)}</td>
        </tr>
    }
}

/// One thing to look at, with what can be done about it.
#[component]
fn Item(
    /// Whether it is a warning; else something to know.
    #[prop(optional)]
    is_warning: bool,
    #[prop(optional)] testid: &'static str,
    /// Buttons.
    #[prop(optional, into)]
    deeds: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    view! {
        <li class="referee-item" class:referee-quiet=!is_warning data-testid=(!testid.is_empty()).then_some(testid)>
            <Icon shape=if is_warning { Shape::Warning } else { Shape::Flag } />
            <div class="referee-about">{children()}</div>
            <div class="referee-deeds">{deeds}</div>
        </li>
    }
}

/// Rules that say the same, and two ways to say it once.
#[component]
fn Duplicates(group: DuplicateGroup) -> impl IntoView {
    let board = Board::expect();
    let first = group.rules.first().copied();
    let others: Vec<RuleId> = group.rules.iter().skip(1).copied().collect();
    let (to_merge, can_merge) = (group.rules.clone(), mergeable(board, &group.rules));
    let merge = move |_| {
        let edit = Edit::MergeRules {
            ids: to_merge.clone(),
            name: None,
        };
        actions::edit::edit(board.bench, edit);
    };
    let switch_off = move |_| {
        let edit = Edit::EnableRules {
            ids: others.clone(),
            enabled: false,
        };
        actions::edit::edit(board.bench, edit);
    };
    let filter = first.map(Filter::Duplicates);
    let keep = first
        .and_then(|id| board.rule(id))
        .map(|rule| format!("Keep only ‘{}’", rule.name));
    let deeds = view! {
        {can_merge.then(|| view! { <Button attr:data-testid="duplicates-merge" attr:title="One rule that finds what any of them finds" on:click=merge>"Merge into one"</Button> })}
        <Button attr:data-testid="duplicates-off" attr:title="The others are switched off, not deleted" on:click=switch_off>{keep}</Button>
    };
    view! {
        <Item is_warning=!group.exact testid="duplicates" deeds=deeds.into_any()>
            <Tip term="Duplicates" meaning=words::DUPLICATES /> ": " {group.sentence.clone()} " "
            {filter.map(|filter| view! { "See " <Records records=group.records href=board.records(&[filter]) testid="duplicates-records" /> ". " })}
            <span class="referee-rules">{group.rules.iter().map(|id| view! { <RuleName id=*id /> }).collect_view()}</span>
        </Item>
    }
}

/// Whether rules can become one: they vote alike, and none is made of a column.
fn mergeable(board: Board, rules: &[RuleId]) -> bool {
    let found: Vec<_> = rules.iter().filter_map(|id| board.rule(*id)).collect();
    found.len() == rules.len()
        && found.iter().all(|rule| rule.column.is_none())
        && found.windows(2).all(|pair| {
            (pair[0].label, pair[0].against, pair[0].hard) == (pair[1].label, pair[1].against, pair[1].hard)
        })
}

/// What else there is to know.
#[component]
fn Note(note: NoteView) -> impl IntoView {
    view! {
        <Item is_warning=note.is_warning testid="model-note">
            {note.sentence} " "
            <span class="referee-rules">{note.rules.into_iter().map(|id| view! { <RuleName id=id /> }).collect_view()}</span>
        </Item>
    }
}
