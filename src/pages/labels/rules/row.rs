//! A rule's line: everything the model says of it.

use labelloom_engine::{
    ids::RuleId,
    session::{
        labels::{LeaveOneOutView, RuleFit, RuleFlag, WithoutRule},
        reply::RuleView,
        request::Filter,
    },
};
use leptos::prelude::*;

use super::super::{
    board::{Board, parts},
    parts::{Right, Tag},
    words,
};
use super::{Track, without_words};
use crate::components::{Icon, Shape, numbers::count};
use crate::pages::lookup::Lookup;

/// What a line shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// The rule as it is now.
    pub(super) rule: RuleView,
    /// What the model says of it.
    pub(super) fit: RuleFit,
    /// What would be without it, where that is counted.
    pub(super) without: Option<WithoutRule>,
    /// Its label's place in the palette.
    color: u8,
    /// What a guess would reach.
    chance: f64,
}

impl Line {
    /// Of a rule that is still there.
    pub(super) fn of(board: Board, fit: &RuleFit, without: Option<&LeaveOneOutView>) -> Option<Self> {
        let rule = board.rule(fit.rule)?;
        let label = board.label(rule.label);
        let k = f64::from(u32::try_from(board.labels().len().max(1)).unwrap_or(u32::MAX));
        let without = without.and_then(|view| view.rules.iter().find(|without| without.rule == fit.rule));
        Some(Self {
            chance: if rule.against { 1.0 - 1.0 / k } else { 1.0 / k },
            color: label.map_or(0, |label| label.color),
            without: without.cloned(),
            fit: fit.clone(),
            rule,
        })
    }
}

/// The line.
#[component]
pub(super) fn RuleRow(line: Line) -> impl IntoView {
    let board = Board::expect();
    let Line {
        rule,
        fit,
        without,
        color,
        chance,
    } = line;
    let id = rule.id;
    let (right, n) = parts(fit.empirical);
    let wrong = board.records(&[Filter::RuleIncorrect(id)]);
    let flags: Vec<_> = fit
        .flags
        .iter()
        .filter_map(|flag| flag_words(board, *flag))
        .collect();
    view! {
        <tr data-testid="model-rule" data-rule=id.0.to_string()>
            <th scope="row">
                <span class="fit-rule">
                    <Tag id=rule.label against=rule.against />
                    <a class="link" href=board.editor(id)>{rule.name}</a>
                </span>
                {(!flags.is_empty()).then(|| view! { <span class="fit-flags">{flags}</span> })}
            </th>
            <td><a class="fit-number" href=board.records(&[Filter::Rule(id)])><span>{count(fit.votes)}</span></a></td>
            <td><Right right=right n=n href=wrong /></td>
            <td data-testid="model-rule-accuracy">{fitted(fit.fitted)}</td>
            <td><Track seen=(right, n) fitted=fit.fitted chance=chance color=color /></td>
            <td data-testid="model-rule-weight">{fit.weight.map_or_else(|| "–".to_owned(), words::weight)}</td>
            <td>{without.map(|without| view! { <Without id=id without=without /> })}</td>
        </tr>
    }
}

fn fitted(accuracy: Option<f64>) -> String {
    accuracy.map_or_else(
        || "no data".to_owned(),
        |accuracy| format!("{:.0} %", 100.0 * accuracy),
    )
}

/// How many labels would change without the rule, and how many fewer or more would be right.
#[component]
fn Without(id: RuleId, without: WithoutRule) -> impl IntoView {
    let board = Board::expect();
    let (changed, right) = without_words(&without);
    let held_out = without
        .held_out_change
        .map(|change| format!("; on held-out gold {}", words::signed(i64::from(change))));
    let title = format!(
        "{} records would have no vote at all. Right on dev gold: {}{}",
        count(without.uncovered),
        words::signed(i64::from(without.dev_change)),
        held_out.unwrap_or_default()
    );
    if without.changed == 0 {
        return view! { <span class="muted" title=title>"0"</span> }.into_any();
    }
    view! {
        <a class="fit-number" href=board.records(&[Filter::ChangedWithout(id)]) title=title data-testid="model-rule-without">
            <span>{changed}</span>
            <small>{right}</small>
        </a>
    }
    .into_any()
}

/// A flag in words.
fn flag_words(board: Board, flag: RuleFlag) -> Option<AnyView> {
    let name = |id: RuleId| board.rule(id).map(|rule| rule.name).unwrap_or_default();
    let warn = |words: String| view! { <span><Icon shape=Shape::Warning />{words}</span> }.into_any();
    let plain = |words: String| view! { <span class="muted">{words}</span> }.into_any();
    Some(match flag {
        RuleFlag::NoData => plain("meets no other rule: nothing to learn from".into()),
        RuleFlag::Flipped => warn("taken for worse than chance".into()),
        RuleFlag::DuplicateOf(id) => warn(format!("votes exactly as ‘{}’", name(id))),
        RuleFlag::NearDuplicateOf(id) => warn(format!("nearly the same as ‘{}’", name(id))),
        RuleFlag::Hard => plain("decides".into()),
        RuleFlag::AgainstLeftOut => plain("votes against: left out of the fit".into()),
    })
}
