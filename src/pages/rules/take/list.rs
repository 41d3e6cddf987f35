//! The file's rules, each with what it says differently and what becomes of it.

use labelloom_engine::session::reply::{Difference, TakeState, TakenRule};
use labelloom_engine::session::take_rules::Take;
use leptos::prelude::*;

use super::Taking;

/// The rules that differ; those that don't, and those that the file lacks, by name.
#[component]
pub(super) fn RuleList(taking: Taking) -> impl IntoView {
    let rules = Memo::new(move |_| {
        let all = taking
            .view
            .with(|view| view.as_ref().map(|view| view.rules.clone()));
        let (same, open): (Vec<_>, Vec<_>) = all
            .unwrap_or_default()
            .into_iter()
            .partition(|rule| rule.state == TakeState::Same);
        (open, same.into_iter().map(|rule| rule.name).collect::<Vec<_>>())
    });
    let only_here = move || {
        taking.view.with(|view| {
            view.as_ref()
                .map(|view| view.only_here.clone())
                .unwrap_or_default()
        })
    };
    view! {
        <ul class="take-rules" aria-label="Rules that differ">
            {move || rules.with(|(open, _)| {
                open.iter().map(|rule| view! { <Rule taking=taking rule=rule.clone() /> }).collect_view()
            })}
        </ul>
        {move || names("The same", rules.with(|(_, same)| same.clone()))}
        {move || names("Only here, and they stay", only_here())}
    }
}

fn names(title: &'static str, names: Vec<String>) -> impl IntoView {
    (!names.is_empty()).then(|| {
        view! {
            <details class="take-names">
                <summary>{format!("{title}: {}", names.len())}</summary>
                <p>{names.join(", ")}</p>
            </details>
        }
    })
}

#[component]
fn Rule(taking: Taking, rule: TakenRule) -> impl IntoView {
    let TakenRule {
        name,
        state,
        ours,
        label,
        query,
        author,
        differences,
        problem,
        take,
    } = rule;
    let state_words = match (&state, &ours) {
        (TakeState::New, _) => "new".to_owned(),
        (TakeState::Renamed, Some(ours)) => format!("yours is called ‘{ours}’"),
        _ => "changed".to_owned(),
    };
    let is_new = state == TakeState::New;
    let of = name.clone();
    let can_choose = problem.is_none();
    view! {
        <li class="take-rule" data-testid="take-rule">
            <div class="take-rule-head">
                <b>{name.clone()}</b>
                <span class="muted small">{state_words}</span>
                <span class="gap"></span>
                {can_choose.then(|| view! {
                    <select
                        class="input"
                        aria-label=format!("What becomes of {name}")
                        data-testid="take-choice"
                        on:change:target=move |event| taking.choose(&of, take_of(&event.target().value()))
                    >
                        {choices(is_new)
                            .into_iter()
                            .map(|(choice, words)| view! { <option value=word(choice) prop:selected=choice == take>{words}</option> })
                            .collect_view()}
                    </select>
                })}
            </div>
            {is_new.then(|| view! {
                <p class="take-query"><code>{query}</code> {(!label.is_empty()).then(|| format!(" → {label}"))}</p>
                {(!author.is_empty()).then(|| view! { <p class="muted small">{format!("by {author}")}</p> })}
            })}
            {differences.into_iter().map(|difference| view! { <Differs difference=difference /> }).collect_view()}
            {problem.map(|problem| view! { <p class="field-error">{problem}</p> })}
        </li>
    }
}

/// One difference: of a query by its terms, else both sides.
#[component]
fn Differs(difference: Difference) -> impl IntoView {
    let Difference {
        what,
        ours,
        theirs,
        added,
        removed,
    } = difference;
    let said = |text: String| {
        if text.is_empty() {
            "nothing".to_owned()
        } else {
            text
        }
    };
    let terms = !(added.is_empty() && removed.is_empty());
    view! {
        <dl class="take-differs">
            <dt>{what}</dt>
            <dd><span class="take-side">"mine"</span> <code>{said(ours)}</code></dd>
            <dd><span class="take-side">"theirs"</span> <code>{said(theirs)}</code></dd>
            {terms.then(|| view! {
                <dd class="take-terms">
                    {removed.into_iter().map(|term| view! { <del>{term}</del> }).collect_view()}
                    {added.into_iter().map(|term| view! { <ins>{term}</ins> }).collect_view()}
                </dd>
            })}
        </dl>
    }
}

fn choices(is_new: bool) -> Vec<(Take, &'static str)> {
    if is_new {
        return vec![(Take::Theirs, "Add"), (Take::Mine, "Leave out")];
    }
    vec![
        (Take::Mine, "Mine"),
        (Take::Theirs, "Theirs"),
        (Take::Both, "Both"),
    ]
}

const fn word(take: Take) -> &'static str {
    match take {
        Take::Mine => "mine",
        Take::Theirs => "theirs",
        Take::Both => "both",
    }
}

fn take_of(word: &str) -> Take {
    match word {
        "theirs" => Take::Theirs,
        "both" => Take::Both,
        _ => Take::Mine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_a_word() {
        for take in [Take::Mine, Take::Theirs, Take::Both] {
            assert_eq!(take_of(word(take)), take);
        }
    }
}
