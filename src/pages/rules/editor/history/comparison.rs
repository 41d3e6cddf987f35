//! Two revisions side by side: their texts and figures, and the records that only one of them or both match.

use labelloom_engine::{
    revision::Revision,
    session::{
        reply::{RevisionView, RuleHistory},
        request::Filter,
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Past,
    words::{title, vote},
};
use crate::{
    actions,
    components::numbers::{count, whole_percent},
};

/// The two that are chosen; until then, once one is, what to do.
#[component]
pub(super) fn Comparison(past: Past) -> impl IntoView {
    let compared = RwSignal::new(None::<RuleHistory>);
    // With a new answer for the whole list the figures may be others.
    Effect::new(move || {
        past.answer.track();
        let chosen = past.chosen.get();
        if chosen.len() < 2 {
            return compared.set(None);
        }
        spawn_local(async move {
            if let Some(history) = actions::rules::history(past.desk.bench, past.rule, chosen).await {
                compared.try_set(Some(history));
            }
        });
    });
    let one_is_chosen = move || past.chosen.with(Vec::len) == 1;
    move || {
        let two = compared.get().and_then(|history| {
            let [later, earlier] = <[RevisionView; 2]>::try_from(history.revisions).ok()?;
            Some(view! { <SideBySide past=past earlier=earlier later=later /> })
        });
        view! {
            {two}
            {one_is_chosen().then(|| view! { <p class="muted small">"Choose one more to compare the two."</p> })}
        }
    }
}

#[component]
fn SideBySide(past: Past, earlier: RevisionView, later: RevisionView) -> impl IntoView {
    let (one, other) = (earlier.revision.number, later.revision.number);
    let Some(change) = later.change.clone() else {
        return ().into_any();
    };
    let rule = past.rule;
    let name = move |id| {
        past.desk
            .label(id)
            .map_or_else(|| "a deleted label".to_owned(), |label| label.name)
    };
    let text = |what: &'static str, take: &dyn Fn(&Revision) -> String| {
        let (was, now) = (take(&earlier.revision), take(&later.revision));
        (was != now).then(|| row(what, was.into_any(), now.into_any()))
    };
    let matches = |number: u32, records: u32| link(past, Filter::Revision(rule, number), records);
    let conflicts = |number: u32, records: u32| link(past, Filter::RevisionConflicts(rule, number), records);
    view! {
        <div class="comparison" data-testid="comparison">
            <table class="comparison-table">
                <thead><tr><td></td><th scope="col">{title(one)}</th><th scope="col">{title(other)}</th></tr></thead>
                <tbody>
                    {query_row(&earlier.revision, &later.revision)}
                    {text("Votes", &|revision| vote(revision, name))}
                    {text("Name", &|revision| revision.name.clone())}
                    {text("Note", &|revision| revision.note.clone())}
                    {text("Decides", &|revision| if revision.hard { "yes" } else { "no" }.to_owned())}
                    {row("Matches", matches(one, earlier.figures.coverage), matches(other, later.figures.coverage))}
                    {row("Conflicts", conflicts(one, earlier.figures.conflicts), conflicts(other, later.figures.conflicts))}
                    {row("Accuracy", accuracy(past, one, &earlier), accuracy(past, other, &later))}
                </tbody>
            </table>
            <ul class="comparison-records">
                <li>{link(past, Filter::RevisionOnly(rule, one, other), change.lost)} {format!(" only in {}", short(one))}</li>
                <li>{link(past, Filter::RevisionBoth(rule, one, other), change.kept)} " in both"</li>
                <li>{link(past, Filter::RevisionOnly(rule, other, one), change.gained)} {format!(" only in {}", short(other))}</li>
            </ul>
        </div>
    }
    .into_any()
}

fn row(what: &'static str, one: AnyView, other: AnyView) -> impl IntoView {
    view! { <tr><th scope="row">{what}</th><td>{one}</td><td>{other}</td></tr> }
}

/// Both queries, whether they differ or not.
fn query_row(earlier: &Revision, later: &Revision) -> impl IntoView + use<> {
    let query = |revision: &Revision| {
        let query = revision.query.clone();
        view! { <span class="mono" dir="auto">{query}</span> }.into_any()
    };
    row("Query", query(earlier), query(later))
}

/// A number of records, and the way to them.
fn link(past: Past, filter: Filter, records: u32) -> AnyView {
    view! { <a class="link" href=past.desk.link(filter)>{count(records)}</a> }.into_any()
}

/// How often it is right, and its records with dev gold.
fn accuracy(past: Past, number: u32, view: &RevisionView) -> AnyView {
    let n = view.figures.correct + view.figures.incorrect;
    if n == 0 {
        return "–".into_any();
    }
    let share = whole_percent(view.figures.correct, n);
    let filter = Filter::Revision(past.rule, number);
    let there = move || {
        past.desk
            .router
            .route
            .with(|route| route.records(filter).toggled(Filter::HasGold).address())
    };
    view! { {share} ", n " <a class="link" href=there>{count(n)}</a> }.into_any()
}

fn short(number: u32) -> String {
    if number == 0 {
        "the beginning".to_owned()
    } else {
        number.to_string()
    }
}
