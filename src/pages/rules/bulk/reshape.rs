//! Many rules into one, or one into many: what that would do to votes and figures is shown before it is done.

use labelloom_engine::{
    ids::RuleId,
    session::{
        edit::Edit,
        reply::{RuleOutline, RulesImpact, Totals},
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::{leave_open, rules};
use crate::{
    actions::rules::{edit_saying, impact},
    components::{
        Button, ButtonKind, Dialog, Field, LabelTag,
        numbers::{count, counted, percent, whole_percent},
    },
    pages::rules::{desk::Desk, editor::store::Editor, picked::Picked},
    worker::protocol::Problem,
};

/// What is to become of rules.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reshape {
    /// They become one.
    Merge(Vec<RuleId>),
    /// It becomes one for each of its alternatives.
    Split(RuleId),
}

impl Reshape {
    fn edit(&self, name: &str) -> Edit {
        match self {
            Self::Merge(ids) => Edit::MergeRules {
                ids: ids.clone(),
                name: Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
            },
            Self::Split(id) => Edit::SplitRule { id: *id },
        }
    }

    fn title(&self) -> String {
        match self {
            Self::Merge(ids) => format!("Merge {}", rules(ids)),
            Self::Split(_) => "Split the rule".to_owned(),
        }
    }

    fn verb(&self) -> &'static str {
        match self {
            Self::Merge(_) => "Merge",
            Self::Split(_) => "Split",
        }
    }
}

/// What is known of it: nothing yet, what it changes, or why it can't be done.
type Told = Option<Result<RulesImpact, Problem>>;

/// What the dialog is about.
#[derive(Clone)]
pub(super) struct Reshaping {
    pub(super) chosen: Reshape,
    pub(super) reshape: RwSignal<Option<Reshape>>,
}

/// The dialog. A door of the part `pages`.
#[inline(never)]
pub(super) fn door() -> AnyView {
    view! { <ReshapeDialog /> }.into_any()
}

#[component]
fn ReshapeDialog() -> impl IntoView {
    let Reshaping { chosen, reshape } = expect_context();
    let desk = Desk::expect();
    let open = RwSignal::new(true);
    Effect::new(move || {
        if !open.get() {
            reshape.set(None);
        }
    });
    let name = RwSignal::new(String::new());
    let told = told(desk, chosen.clone(), name);
    let can_do = Signal::derive(move || told.with(|told| matches!(told, Some(Ok(_)))));
    let is_merge = matches!(chosen, Reshape::Merge(_));
    let verb = chosen.verb();
    let title = chosen.title();
    let editor = Editor::expect();
    let picked = Picked::expect();
    let confirm = move |_| {
        if let Some(Ok(impact)) = told.get_untracked() {
            make(desk, editor, picked, impact);
        }
        open.set(false);
    };
    view! {
        <Dialog title=title open=open>
            <div class="reshape" data-testid="reshape">
                {move || told.get().map(|told| match told {
                    Ok(impact) => view! { <ImpactView impact=impact /> }.into_any(),
                    Err(problem) => view! { <Why problem=problem /> }.into_any(),
                })}
                {is_merge.then(|| view! { <Name name=name told=told /> })}
                <div class="reshape-deeds">
                    <Button kind=ButtonKind::Primary disabled=Signal::derive(move || !can_do.get()) attr:data-testid="reshape-do" on:click=confirm>{verb}</Button>
                    <Button on:click=move |_| open.set(false)>"Cancel"</Button>
                    <span class="muted small">"You can undo this."</span>
                </div>
            </div>
        </Dialog>
    }
}

/// What it would change, asked again whenever the name does.
fn told(desk: Desk, chosen: Reshape, name: RwSignal<String>) -> RwSignal<Told> {
    let told = RwSignal::new(None);
    Effect::new(move || {
        let edit = chosen.edit(&name.get());
        spawn_local(async move {
            // Of several questions only the newest is answered; the dialog may be closed by then.
            if let Some(answer) = impact(desk.bench, edit).await {
                told.try_set(Some(answer));
            }
        });
    });
    told
}

fn make(desk: Desk, editor: Editor, picked: Picked, impact: RulesImpact) {
    let stays = impact.becomes.first().map(|rule| rule.id);
    let gone: Vec<RuleId> = impact
        .was
        .iter()
        .map(|rule| rule.id)
        .filter(|id| Some(*id) != stays)
        .collect();
    leave_open(desk, editor, &gone, stays);
    let said = match (impact.was.as_slice(), impact.becomes.as_slice()) {
        ([split], parts) => format!("Split {} into {}", split.name, outlines(parts)),
        (merged, [rule]) => format!("Merged {} into {}", outlines(merged), rule.name),
        (merged, parts) => format!("{} became {}", outlines(merged), outlines(parts)),
    };
    picked.only(impact.becomes.iter().map(|rule| rule.id));
    edit_saying(desk.bench, Edit::Written(impact.edit), said);
}

fn outlines(rules: &[RuleOutline]) -> String {
    counted(u32::try_from(rules.len()).unwrap_or(u32::MAX), "rule", "rules")
}

/// The merged rule's name; their names joined while nothing is written.
#[component]
fn Name(name: RwSignal<String>, told: RwSignal<Told>) -> impl IntoView {
    let joined = Memo::new(move |before: Option<&String>| {
        let known = told.with(|told| match told {
            Some(Ok(impact)) if name.with_untracked(|name| name.trim().is_empty()) => {
                impact.becomes.first().map(|rule| rule.name.clone())
            }
            _ => None,
        });
        known.or(before.cloned()).unwrap_or_default()
    });
    view! {
        <Field id="merge-name" name="Name">
            <input
                class="input"
                id="merge-name"
                data-testid="merge-name"
                autocomplete="off"
                placeholder=joined
                prop:value=name
                on:input:target=move |event| name.set(event.target().value())
            />
        </Field>
    }
}

/// Why it can't be done, and what to do.
#[component]
fn Why(problem: Problem) -> impl IntoView {
    view! {
        <p class="reshape-problem" data-testid="reshape-problem">
            <strong>{problem.what} "."</strong> " " {(!problem.remedy.is_empty()).then(|| format!("{}.", problem.remedy.trim_end_matches('.')))}
        </p>
    }
}

/// The rules before and after, and all rules together.
#[component]
fn ImpactView(impact: RulesImpact) -> impl IntoView {
    let desk = Desk::expect();
    let sentence = sentence(&impact);
    view! {
        <table class="reshape-rules">
            <thead><tr><th scope="col">"Rule"</th><th scope="col">"Matches"</th><th scope="col">"Right on dev gold"</th></tr></thead>
            <tbody class="reshape-was">{impact.was.into_iter().map(|rule| outline(desk, rule)).collect_view()}</tbody>
            <tbody class="reshape-becomes">{impact.becomes.into_iter().map(|rule| outline(desk, rule)).collect_view()}</tbody>
        </table>
        <dl class="reshape-totals">{totals(desk, &impact.before, &impact.after)}</dl>
        <p class="reshape-sentence">{sentence}</p>
    }
}

fn outline(desk: Desk, rule: RuleOutline) -> impl IntoView {
    let label = desk.label(rule.label);
    let (correct, n) = (
        rule.figures.correct,
        rule.figures.correct + rule.figures.incorrect,
    );
    let right = match n {
        0 => "–".to_owned(),
        n => format!("{}, n {}", whole_percent(correct, n), count(n)),
    };
    view! {
        <tr>
            <td>
                <div class="reshape-name">
                    {label.map(|label| view! { <LabelTag name=label.name color=label.color /> })}
                    <span>{rule.name}</span>
                    {(!rule.enabled).then(|| view! { <span class="muted small">"off"</span> })}
                </div>
                <div class="mono reshape-query" dir="auto">{rule.query}</div>
            </td>
            <td class="number">{count(rule.figures.coverage)}</td>
            <td class="number">{right}</td>
        </tr>
    }
}

/// All rules together: each figure before and after.
fn totals(desk: Desk, before: &Totals, after: &Totals) -> impl IntoView + use<> {
    let records = desk.records.get_untracked();
    let share =
        |name: &'static str, was: u32, now: u32| entry(name, percent(was, records), percent(now, records));
    let right = |totals: &Totals| {
        let n = totals.correct + totals.incorrect;
        match n {
            0 => "–".to_owned(),
            n => format!("{}, n {}", percent(totals.correct, n), count(n)),
        }
    };
    view! {
        {share("Covered", before.covered, after.covered)}
        {share("Conflicted", before.conflicted, after.conflicted)}
        {entry("Accuracy on dev gold", right(before), right(after))}
    }
}

fn entry(name: &'static str, was: String, now: String) -> impl IntoView {
    let shown = if was == now {
        format!("{now}, as before")
    } else {
        format!("{was} → {now}")
    };
    view! { <dt>{name}</dt><dd>{shown}</dd> }
}

/// What happens to records.
fn sentence(impact: &RulesImpact) -> String {
    let mut parts = Vec::new();
    let mut add = |number: u32, what: &str| {
        if number > 0 {
            parts.push(format!("{} {what}.", counted(number, "record", "records")));
        }
    };
    add(impact.newly_covered, "would be newly covered");
    add(impact.no_longer_covered, "would no longer be covered");
    add(
        impact.majority,
        "would have another majority label, or lose or gain one",
    );
    if impact.newly_covered + impact.no_longer_covered == 0 {
        parts.insert(0, "The same records are covered.".to_owned());
    }
    if impact.was.len() > impact.becomes.len() {
        parts.push(
            "Where several of these rules voted, one vote remains. It makes rules fewer, not better."
                .to_owned(),
        );
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use labelloom_engine::session::late::Late;

    use super::*;

    #[test]
    fn the_sentence_says_what_changes_for_records() {
        let rule = RuleOutline {
            id: RuleId(0),
            name: String::new(),
            label: labelloom_engine::ids::LabelId(0),
            query: String::new(),
            enabled: true,
            figures: Default::default(),
        };
        let mut impact = RulesImpact {
            edit: Late::of(&Edit::SplitRule { id: RuleId(0) }).unwrap(),
            was: vec![rule.clone()],
            becomes: vec![rule.clone(), rule],
            before: Totals::default(),
            after: Totals::default(),
            newly_covered: 0,
            no_longer_covered: 0,
            majority: 1,
        };
        assert_eq!(
            sentence(&impact),
            "The same records are covered. 1 record would have another majority label, or lose or gain one."
        );
        impact.newly_covered = 2;
        impact.majority = 0;
        assert_eq!(sentence(&impact), "2 records would be newly covered.");
    }
}
