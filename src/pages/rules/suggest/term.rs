//! One line of the list of terms.

use std::sync::Arc;

use labelloom_engine::session::{
    request::{Filter, Selection},
    suggest::{Alike, SuggestionView},
};
use leptos::prelude::*;

use super::{Pane, deeds, words};
use crate::{
    components::{
        IconButton, LabelTag, Shape,
        numbers::{count, counted, percent},
    },
    pages::rules::editor::store::Editor,
    state::By,
};

/// A term with its figures; each number leads to its records, the line itself to a draft.
#[component]
pub(super) fn TermRow(
    term: Arc<SuggestionView>,
    /// Whether Tab leads here.
    is_current: Signal<bool>,
    on_focus: impl Fn() + 'static,
    on_dismiss: UnsyncCallback<String>,
) -> impl IntoView {
    let pane = Pane::expect();
    let editor = Editor::expect();
    let query = term.query.clone();
    let is_drafted = {
        let query = query.clone();
        move || {
            let is_new = editor.open.get() == crate::route::Open::New;
            is_new && editor.text.with(|text| text.query == query)
        }
    };
    let draft = {
        let (query, label) = (query.clone(), term.label);
        move |_| deeds::draft(pane, editor, label, &query)
    };
    let name = format!("Dismiss {query}");
    let dismiss = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        on_dismiss.run(query.clone());
    };
    view! {
        <tr
            class="rule suggest-term"
            data-testid="suggest-term"
            tabindex=move || if is_current.get() { "0" } else { "-1" }
            aria-selected=move || is_drafted().to_string()
            title="Opens it as a new rule"
            on:focus=move |_| on_focus()
            on:click=draft
        >
            <td>{title(pane, &term)}{about(pane, &term)}{more(pane, editor, &term)}</td>
            <td>{new(pane, &term)}</td>
            <td>{precision(pane, &term)}</td>
            <td><IconButton shape=Shape::Close name=name attr:data-testid="suggest-dismiss" attr:tabindex="-1" on:click=dismiss /></td>
        </tr>
    }
}

/// Label and query.
fn title(pane: Pane, term: &SuggestionView) -> impl IntoView + use<> {
    let (label, query) = (term.label, term.query.clone());
    let tag = move || {
        pane.desk.labels.track();
        let label = label.and_then(|label| pane.desk.label(label));
        label.map(|label| view! { <LabelTag name=label.name color=label.color /> })
    };
    view! {
        <div class="rule-title">
            {tag}
            <span class="suggest-query mono" data-testid="suggest-query" title=query.clone()>{query.clone()}</span>
        </div>
    }
}

/// All its records, and the rule it shares most of them with.
fn about(pane: Pane, term: &SuggestionView) -> impl IntoView + use<> {
    let (query, records) = (term.query.clone(), term.records);
    let href = {
        let query = query.clone();
        move || deeds::address(pane, &[], &query)
    };
    let overlap = term.overlap;
    let rule = move || {
        let overlap = overlap?;
        let name = pane.desk.project.with(|project| {
            let rule = project.rules.iter().find(|rule| rule.id == overlap.rule);
            rule.map(|rule| rule.name.clone())
        })?;
        let href = deeds::address(pane, &[Filter::Rule(overlap.rule)], &query);
        let said = format!(
            "overlaps “{name}” {}",
            words::share(f64::from(overlap.count), records)
        );
        let title = format!(
            "{} of its {} are records of the rule {name}",
            count(overlap.count),
            counted(records, "record", "records")
        );
        Some(
            view! { " · " <a class="suggest-link suggest-overlap" href=href title=title on:click=|event| event.stop_propagation()>{said}</a> },
        )
    };
    view! {
        <div class="suggest-about">
            <a class="suggest-link" data-testid="suggest-records" href=href on:click=|event| event.stop_propagation()>
                {counted(records, "record", "records")}
            </a>
            " " {move || percent(records, pane.desk.records.get())}
            {rule}
        </div>
    }
}

/// The words it gathers, and terms much like it, each of which can be drafted instead.
fn more(pane: Pane, editor: Editor, term: &SuggestionView) -> impl IntoView + use<> {
    let named = u32::try_from(term.words.len()).unwrap_or(u32::MAX);
    let rest = term.words_in_all.saturating_sub(named);
    let gathers = (named > 0).then(|| {
        let rest = if rest > 0 {
            format!(" and {}", counted(rest, "more word", "more words"))
        } else {
            String::new()
        };
        view! { <div class="suggest-about">{format!("gathers {}{rest}", term.words.join(", "))}</div> }
    });
    let label = term.label;
    let alike = move |alike: &Alike| {
        let query = alike.query.clone();
        let title = format!(
            "{}, {} new; right in {} of n {}. Opens it as a new rule",
            counted(alike.records, "record", "records"),
            count(alike.fresh),
            words::share(alike.right, alike.judged),
            count(alike.judged)
        );
        let shown = query.clone();
        let draft = move |event: leptos::ev::MouseEvent| {
            event.stop_propagation();
            deeds::draft(pane, editor, label, &query);
        };
        view! { <button type="button" class="suggest-alike mono" title=title on:click=draft>{shown}</button> }
    };
    let further = (term.alike_further > 0)
        .then(|| view! { <span class="muted">{format!("and {} more", count(term.alike_further))}</span> });
    let others = (!term.alike.is_empty()).then(|| {
        view! {
            <div class="suggest-about suggest-likes">"much like it "{term.alike.iter().map(alike).collect_view()} {further}</div>
        }
    });
    view! { {gathers} {others} }
}

/// Records it would newly cover.
fn new(pane: Pane, term: &SuggestionView) -> impl IntoView + use<> {
    let (query, fresh) = (term.query.clone(), term.fresh);
    let title = format!("Ordered by {:.1}", term.score);
    let href = move || deeds::address(pane, &[Filter::UncoveredAsSaved], &query);
    view! {
        <a class="cell" href=href title=title on:click=|event| event.stop_propagation()>
            <span data-testid="suggest-new">{if fresh > 0 { format!("+{}", count(fresh)) } else { "0".to_owned() }}</span>
            <small class="cell-change muted">{move || percent(fresh, pane.desk.records.get())}</small>
        </a>
    }
}

/// How precise it is estimated to be, on how many records.
fn precision(pane: Pane, term: &SuggestionView) -> impl IntoView + use<> {
    let interval = format!("{:.0}–{:.0} %", 100.0 * term.lower, 100.0 * term.upper);
    let query = term.query.clone();
    let href = move || {
        let answer = pane.store.terms.answer.get();
        let list = answer.and_then(|answer| answer.found.list.clone());
        match (pane.shown_by(), list) {
            (By::Gold, _) => deeds::address(pane, &[Filter::HasGold], &query),
            (By::Votes, _) => deeds::address(pane, &[Filter::CoveredAsSaved], &query),
            (By::List, list) => {
                let Selection { filters, search } = deeds::narrowed(&list.unwrap_or_default(), &query);
                deeds::address(pane, &filters, &search)
            }
        }
    };
    view! {
        <a class="cell" href=href title="Opens the records that tell" on:click=|event| event.stop_propagation()>
            <span data-testid="suggest-precision-value">{words::share(term.right, term.judged)}</span>
            <small class="cell-change muted">{interval}</small>
            <small class="cell-change muted">{format!("n {}", count(term.judged))}</small>
        </a>
    }
}
