//! The list of terms: walked with the arrow keys, drafted with Enter, listed with the space bar, dismissed with X.

use std::sync::Arc;

use labelloom_engine::session::{
    request::Selection,
    suggest::{SuggestionView, SuggestionsView},
};
use leptos::{ev, html, prelude::*};

use super::{Pane, deeds, status::Status, term::TermRow, words};
use crate::{
    browser::focus,
    components::{Button, ButtonKind, EmptyState, Tip, numbers::counted},
    pages::rules::editor::store::Editor,
    route::{Page, Route},
    state::{Answered, By},
};

/// The terms, or why there are none.
#[component]
pub(super) fn Terms() -> impl IntoView {
    let pane = Pane::expect();
    let answer = pane.store.terms.answer;
    let has_answer = Memo::new(move |_| answer.with(Option::is_some));
    let nothing =
        Memo::new(move |_| answer.with(|answer| answer.as_ref().and_then(|answer| answer.view.nothing)));
    view! {
        <Replaced />
        <Status
            work=pane.store.terms
            found=pane.found
            doing="Looking for terms"
            on_ask=UnsyncCallback::new(move |()| pane.ask_terms())
            testid="suggest-refresh"
        />
        {move || match (has_answer.get(), nothing.get()) {
            (false, _) => ().into_any(),
            (true, Some(_)) => view! { <Nothing /> }.into_any(),
            (true, None) => view! { <List /> }.into_any(),
        }}
    }
}

/// The rule that had to make room for a draft.
#[component]
fn Replaced() -> impl IntoView {
    let pane = Pane::expect();
    let editor = Editor::expect();
    move || {
        pane.store.replaced.get().map(|text| {
            let query = text.query.trim();
            let what = if query.is_empty() {
                text.name.clone()
            } else {
                query.to_owned()
            };
            view! {
                <p class="suggest-status suggest-replaced">
                    <span class="suggest-stage">"You were writing " <span class="mono">{what}</span></span>
                    <Button on:click=move |_| deeds::bring_back(pane, editor)>"Go back to it"</Button>
                </p>
            }
        })
    }
}

/// Why there is nothing to suggest, and where to go.
#[component]
fn Nothing() -> impl IntoView {
    let pane = Pane::expect();
    let answer = pane.store.terms.answer;
    let said = move || {
        let why = answer.with(|answer| answer.as_ref().and_then(|answer| answer.view.nothing))?;
        let label = match why {
            labelloom_engine::session::suggest::Nothing::OneLabel(label) => pane.desk.label(label),
            _ => None,
        };
        let name = label.map(|label| label.name).unwrap_or_default();
        Some(words::nothing(why, &name, pane.shown_by()))
    };
    let by = move |by: By, name: &'static str| {
        (pane.asked.get().by != by).then(|| {
            view! { <Button on:click=move |_| pane.choose(|asked| asked.by = by)>{name}</Button> }
        })
    };
    move || {
        said().map(|(title, sentence)| {
            view! {
                <EmptyState title=title>
                    <p>{sentence}</p>
                    <div class="suggest-ways">
                        {move || by(By::Gold, "Judge by gold")}
                        {move || by(By::Votes, "Judge by votes")}
                        {move || by(By::List, "Judge by the list")}
                        <a class="button" href=Route::page(Page::Data).address()>"Open Data"</a>
                    </div>
                </EmptyState>
            }
        })
    }
}

#[component]
fn List() -> impl IntoView {
    let pane = Pane::expect();
    let editor = Editor::expect();
    let answer = pane.store.terms.answer;
    let shown = Memo::new(move |_| {
        let dismissed = pane.store.dismissed.get();
        answer.with(|answer| {
            answer
                .as_deref()
                .map_or_else(Vec::new, |answer| kept(answer, &dismissed))
        })
    });
    let body = NodeRef::<html::Tbody>::new();
    // The line the keys are at: it alone is reached with Tab.
    let at = RwSignal::new(None::<String>);
    let current = Memo::new(move |_| {
        let held = at
            .get()
            .filter(|query| shown.with(|shown| shown.iter().any(|term| term.query == *query)));
        held.or_else(|| shown.with(|shown| shown.first().map(|term| term.query.clone())))
    });
    let go_to = move |query: Option<String>| {
        at.set(query);
        request_animation_frame(move || focus_current(body));
    };
    let drop_term = move |query: &str| {
        let next = shown.with_untracked(|shown| beside(shown, query));
        deeds::dismiss(pane, query);
        go_to(next);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let (true, Some(query)) = (is_on_line(&event), current.get_untracked()) else {
            return;
        };
        let term = shown.with_untracked(|shown| shown.iter().find(|term| term.query == query).cloned());
        let Some(term) = term else { return };
        match event.key().as_str() {
            "Enter" => deeds::draft(pane, editor, term.label, &term.query),
            " " => {
                let selection = Selection {
                    filters: Vec::new(),
                    search: term.query.clone(),
                };
                let router = pane.desk.router;
                router.go(&router.route.get_untracked().listing(selection));
            }
            "x" | "X" | "Delete" => drop_term(&term.query),
            key => match shown.with_untracked(|shown| neighbour(shown, &query, key)) {
                Some(next) => go_to(Some(next)),
                None => return,
            },
        }
        event.prevent_default();
    };
    let is_list = Memo::new(move |_| pane.shown_by() == By::List);
    let said = move || {
        answer.with(|answer| {
            answer
                .as_ref()
                .map(|answer| words::counted_terms(&answer.view, pane.desk.records.get()))
        })
    };
    let number = move || shown.with(|shown| u32::try_from(shown.len()).unwrap_or(u32::MAX));
    view! {
        <p class="suggest-said small muted">
            <span data-testid="suggest-count">{move || counted(number(), "suggestion", "suggestions")}</span>
            ", by "
            {move || if is_list.get() {
                view! { <Tip term="distinctness" meaning=words::DISTINCT /> }
            } else {
                view! { <Tip term="gain" meaning=words::GAIN /> }
            }}
            ". " {said} <Dismissed />
        </p>
        <Show when=move || { number() > 0 } fallback=move || view! { <TooFew /> }>
            <table class="rules suggest-terms" role="grid" aria-label="Suggested terms">
                <thead>
                    <tr>
                        <th scope="col">"Term"</th>
                        <th scope="col"><Tip term="New" meaning=words::NEW /></th>
                        <th scope="col">{move || if is_list.get() {
                            view! { <Tip term="In the list" meaning=words::IN_LIST /> }
                        } else {
                            view! { <Tip term="Precision" meaning=words::PRECISION /> }
                        }}</th>
                        <th scope="col"><span class="unseen">"Dismiss"</span></th>
                    </tr>
                </thead>
                <tbody node_ref=body on:keydown=on_key>
                    <For each=move || shown.get() key=key let:term>
                        {
                            let query = term.query.clone();
                            let focused = term.query.clone();
                            let is_current = Signal::derive(move || current.with(|current| current.as_deref() == Some(query.as_str())));
                            view! {
                                <TermRow term=term is_current=is_current on_focus=move || at.set(Some(focused.clone())) on_dismiss=UnsyncCallback::new(move |query: String| drop_term(&query)) />
                            }
                        }
                    </For>
                </tbody>
            </table>
            <p class="rules-foot muted small">"Arrows walk, Enter drafts, Space lists the records, X dismisses."</p>
        </Show>
    }
}

/// What the person took away, and the way back.
#[component]
fn Dismissed() -> impl IntoView {
    let pane = Pane::expect();
    let store = pane.store;
    let number = move || u32::try_from(store.dismissed.with(Vec::len)).unwrap_or(u32::MAX);
    let bring_back = move |_| {
        store.dismissed.set(Vec::new());
        pane.ask_terms();
    };
    move || {
        (number() > 0).then(|| {
            view! {
                <span data-testid="suggest-dismissed">
                    {format!(" {} dismissed. ", counted(number(), "term", "terms"))}
                    <button type="button" class="link-button" on:click=bring_back>"Show again"</button>
                </span>
            }
        })
    }
}

/// What the list says when no term is good enough.
#[component]
fn TooFew() -> impl IntoView {
    let pane = Pane::expect();
    let lower = move || match pane.asked.get() {
        asked if asked.by == By::List => None,
        asked => [90, 80, 50]
            .into_iter()
            .find(|&percent| percent < asked.precision),
    };
    view! {
        <EmptyState title="No term to suggest">
            <p>"No term is precise enough, surer than chance and found in records that no rule votes on. Ask for less precision, or give it more evidence."</p>
            {move || lower().map(|percent| view! {
                <Button kind=ButtonKind::Plain on:click=move |_| pane.choose(|asked| asked.precision = percent)>
                    {format!("Precise at least {percent} %")}
                </Button>
            })}
        </EmptyState>
    }
}

/// The terms that are not dismissed.
fn kept(answer: &Answered<SuggestionsView>, dismissed: &[String]) -> Vec<Arc<SuggestionView>> {
    let all = answer.view.suggestions.iter();
    all.filter(|term| !dismissed.contains(&term.query))
        .cloned()
        .map(Arc::new)
        .collect()
}

/// A line is drawn anew when any of its figures changes.
fn key(term: &Arc<SuggestionView>) -> String {
    let label = term.label.map_or(u32::MAX, |label| label.0);
    let overlap = term
        .overlap
        .map_or((0, 0), |overlap| (overlap.rule.0, overlap.count));
    format!(
        "{} {label} {} {} {} {} {overlap:?} {}",
        term.query,
        term.records,
        term.fresh,
        term.judged,
        term.right,
        term.alike.len()
    )
}

/// The term after one, else the one before.
fn beside(shown: &[Arc<SuggestionView>], query: &str) -> Option<String> {
    let place = shown.iter().position(|term| term.query == query)?;
    let before = place.checked_sub(1).and_then(|before| shown.get(before));
    shown.get(place + 1).or(before).map(|term| term.query.clone())
}

/// The line a key leads to.
fn neighbour(shown: &[Arc<SuggestionView>], query: &str, key: &str) -> Option<String> {
    let place = shown.iter().position(|term| term.query == query)?;
    let next = match key {
        "ArrowDown" => shown.get(place + 1),
        "ArrowUp" => shown.get(place.checked_sub(1)?),
        "Home" => shown.first(),
        "End" => shown.last(),
        _ => None,
    };
    next.map(|term| term.query.clone())
}

/// Whether a key goes to a line itself: keys on its links and buttons are their own.
fn is_on_line(event: &ev::KeyboardEvent) -> bool {
    focus::target(event).is_some_and(|target| target.tag_name() == "TR")
        && !event.ctrl_key()
        && !event.meta_key()
        && !event.alt_key()
}

fn focus_current(body: NodeRef<html::Tbody>) {
    let line = body
        .try_get_untracked()
        .flatten()
        .and_then(|body| focus::first_in(&body, "tr[tabindex='0']"));
    focus::give(line);
}

/// Leads the keys to the list once it is drawn; to its choices while there is no list.
pub(super) fn focus_soon() {
    request_animation_frame(|| {
        request_animation_frame(|| {
            let find = |selector| document().query_selector(selector).ok().flatten();
            focus::give(find(".suggest-terms tr[tabindex='0']").or_else(|| find("#suggest-by")));
        });
    });
}
