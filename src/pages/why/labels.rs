//! What the label model makes of a record: its label with the probabilities, and what each vote adds to it, the
//! strongest first. Fetched and asked for when it is opened.

use std::sync::Arc;

use labelloom_engine::{
    ids::LabelId,
    session::{
        labels::{LabelSource, LabelWhy, VoteWeight},
        reply::LabelView,
    },
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::{
    actions, browser::parts::Part, components::LabelTag, pages::Later, route::Open, state::use_bench,
};

/// What the section is about; in context where it is shown.
#[derive(Clone, Copy)]
struct Of {
    /// The record's index in the corpus.
    index: u32,
    /// The address of a rule in the editor.
    open: Callback<Open, String>,
}

/// The section, closed until labels are followed or a person opens it.
#[component]
pub(crate) fn ByModel(index: u32, open: Callback<Open, String>) -> impl IntoView {
    let bench = use_bench();
    let is_open = RwSignal::new(bench.fitting.is_followed.get_untracked());
    provide_context(Of { index, open });
    view! {
        <div class="why-model" data-testid="why-model">
            <button type="button" class="why-model-head" aria-expanded=move || is_open.get().to_string() on:click=move |_| is_open.update(|open| *open = !*open)>
                "By the label model"
            </button>
            {move || is_open.get().then(|| view! { <Later part=Part::Pages door=door /> })}
        </div>
    }
}

/// Shows what the model says. A door of the part `pages`.
#[inline(never)]
pub(crate) fn door() -> AnyView {
    let Of { index, open } = expect_context();
    let bench = use_bench();
    let answer = RwSignal::new(None::<Arc<LabelWhy>>);
    let revision = Memo::new(move |_| {
        bench
            .project
            .with(|project| project.as_ref().map(|project| project.revision))
    });
    Effect::new(move || {
        if revision.get().is_some() {
            spawn_local(async move {
                if let Some(why) = actions::labels::why(bench, index).await {
                    answer.try_set(Some(Arc::new(why)));
                }
            });
        }
    });
    let labels = move || {
        bench.project.with(|project| {
            project
                .as_ref()
                .map(|project| project.labels.clone())
                .unwrap_or_default()
        })
    };
    (move || match answer.get() {
        Some(why) => view! { <Answer why=why labels=labels() open=open /> }.into_any(),
        None => view! { <p class="muted small" role="status">"Asking the model…"</p> }.into_any(),
    })
    .into_any()
}

#[component]
fn Answer(why: Arc<LabelWhy>, labels: Vec<LabelView>, open: Callback<Open, String>) -> impl IntoView {
    let tag = |id: LabelId, against: bool| {
        let label = labels.iter().find(|label| label.id == id);
        label.map(|label| view! { <LabelTag name=label.name.clone() color=label.color against=against /> })
    };
    let mut shares = why.probabilities.clone();
    shares.sort_by(|one, other| other.share.total_cmp(&one.share));
    let likely = shares.iter().take(3).map(|share| {
        view! { <span class="why-share">{tag(share.label, false)} {format!("{:.1} %", 100.0 * share.share)}</span> }
    });
    let likely = likely.collect_view();
    let most = why
        .votes
        .iter()
        .filter_map(|vote| vote.weight)
        .fold(0.0_f64, |most, weight| most.max(weight.abs()));
    let votes = why.votes.iter().map(|vote| {
        let rule = vote.rule;
        view! { <li class="why-weight">{weighed(vote, most)} {tag(vote.label, vote.against)} <a class="link" href=move || open.run(Open::Rule(rule))>{vote.name.clone()}</a> {(!vote.counts).then(|| view! { <span class="muted small">"doesn't count here"</span> })}</li> }
    });
    let votes = votes.collect_view();
    let words = why.words.iter().map(|word| {
        view! { <span class="mono">{word.word.clone()} " " <small class="muted">{weight(word.weight)}</small></span> }
    });
    let words = words.collect_view();
    let by_words = why.source == LabelSource::EndModel;
    view! {
        <p data-testid="why-model-sentence">{why.sentence.clone()}</p>
        {(!shares.is_empty()).then(|| view! { <p class="why-shares">{likely}</p> })}
        <ul class="why-weights">{votes}</ul>
        {by_words.then(|| view! { <p class="why-shares">{words}</p> })}
    }
}

/// What a vote adds to its label, as a number and as a bar from the middle.
fn weighed(vote: &VoteWeight, most: f64) -> impl IntoView + use<> {
    vote.weight.map(|value| {
        let share = if most > 0.0 { 50.0 * value.abs() / most } else { 0.0 };
        let left = if value < 0.0 { 50.0 - share } else { 50.0 };
        let class = if value < 0.0 { "why-bar-fill why-bar-minus" } else { "why-bar-fill" };
        view! {
            <span class="why-bar" aria-hidden="true"><i class=class style:left=format!("{left:.1}%") style:width=format!("{share:.1}%")></i></span>
            <span class="why-number">{weight(value)}</span>
        }
    })
}

/// With its sign: `+1.39`, `−0.20`.
fn weight(value: f64) -> String {
    format!("{value:+.2}").replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_have_a_true_sign() {
        assert_eq!([weight(1.386), weight(-0.2)], ["+1.39", "−0.20"]);
    }
}
