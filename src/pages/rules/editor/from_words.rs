//! A rule from words selected in a record: their other forms and misspellings as chips that a click adds, and the way
//! back to where the words were read.

use labelloom_engine::session::{
    edit::RuleText,
    related::{RelatedTerm, RelatedView},
};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::store::Editor;
use crate::{
    actions,
    browser::parts::Part,
    components::{
        Button, ButtonKind,
        numbers::{count, counted},
    },
    pages::Later,
    pages::rules::desk::Desk,
    route::{Open, Router, Tab},
};

/// What the new rule was begun with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FromWords {
    /// What belongs to the words.
    related: RelatedView,
    /// The record they were selected in.
    record: Option<u32>,
    /// A new rule that was being written and had to make room.
    replaced: Option<RuleText>,
}

/// Begins a rule with the words selected on the page. The list, the record and the focus stay where they are.
pub(crate) fn begin(desk: Desk, editor: Editor) {
    let Some((words, record)) = selected() else {
        desk.bench
            .tell("No words are selected. Select some in a record, then press R for a rule that finds them.");
        return;
    };
    spawn_local(async move {
        let Some(related) = actions::read::related(desk.bench, words, record).await else {
            return;
        };
        // The page may have been left while the answer was on its way.
        if !editor.is_here() {
            return;
        }
        let replaced = editor.unsaved_new().filter(|text| !is_untouched(editor, text));
        let mut text = editor.blank();
        text.query.clone_from(&related.query);
        text.label = related.label.unwrap_or(text.label);
        editor.from.set(Some(FromWords {
            related,
            record,
            replaced,
        }));
        editor.begin(text);
    });
}

/// Whether a text is still what the words before gave.
fn is_untouched(editor: Editor, text: &RuleText) -> bool {
    editor.from.with_untracked(|from| {
        from.as_ref().is_some_and(|from| {
            text.query == from.related.query && text.name.is_empty() && text.examples.is_empty()
        })
    })
}

/// The words selected and the record they stand in.
fn selected() -> Option<(String, Option<u32>)> {
    let selection = window().get_selection().ok().flatten()?;
    let words = selection.to_string().as_string()?;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return None;
    }
    let record = || {
        let node = selection.anchor_node()?;
        let element = node
            .dyn_ref::<web_sys::Element>()
            .cloned()
            .or_else(|| node.parent_element())?;
        let line = element.closest("[data-index]").ok()??;
        line.get_attribute("data-index")?.parse().ok()
    };
    Some((words, record()))
}

/// The panel, while a new rule is open that was begun with words.
#[component]
pub(super) fn WordsPanel() -> impl IntoView {
    let editor = Editor::expect();
    let from = move || editor.from.get().filter(|_| editor.open.get() == Open::New);
    move || {
        from().map(|from| {
            provide_context(from);
            view! { <Later part=Part::Pages door=door /> }
        })
    }
}

/// A door of the part `pages`.
#[inline(never)]
fn door() -> AnyView {
    let from: FromWords = expect_context();
    view! { <Panel from=from /> }.into_any()
}

#[component]
fn Panel(from: FromWords) -> impl IntoView {
    let editor = Editor::expect();
    let FromWords {
        related,
        record,
        replaced,
    } = from;
    let nothing = related.forms.is_empty() && related.near.is_empty();
    let go_back = move |text: RuleText| {
        editor.from.set(None);
        editor.begin(text);
    };
    view! {
        <section class="from-words" aria-label="From selected words" data-testid="from-words">
            <p class="from-words-head muted">
                "From “" <span dir="auto">{related.words}</span> "” "
                {record.map(|record| view! { <RecordLink record=record /> })}
            </p>
            {related.apart.map(|apart| view! { <Apart phrase=related.query apart=apart /> })}
            <Chips name="Other forms" terms=related.forms />
            <Chips name="One letter away" terms=related.near />
            {nothing.then(|| view! { <p class="muted small">"No other form and no misspelling of it stands in the records."</p> })}
            {replaced.map(|text| {
                let name = if text.query.trim().is_empty() { "the other new rule".to_owned() } else { format!("‘{}’", text.query.trim()) };
                view! {
                    <p class="from-words-replaced small">
                        "You were writing " <span class="mono">{name}</span>
                        <Button kind=ButtonKind::Plain on:click=move |_| go_back(text.clone())>"Go back to it"</Button>
                    </p>
                }
            })}
        </section>
    }
}

/// The way back to the record; where there is room for one pane, its pane comes to the front.
#[component]
fn RecordLink(record: u32) -> impl IntoView {
    let router = Router::expect();
    let href = move || {
        router
            .route
            .with(|route| route.tab(Tab::Records).showing(Some(record)).address())
    };
    view! { <a class="link" href=href data-testid="from-words-back">{format!("Back to record #{}", count(record + 1))}</a> }
}

/// The words in a row or anywhere, while the query is one of the two.
#[component]
fn Apart(phrase: String, apart: RelatedTerm) -> impl IntoView {
    let editor = Editor::expect();
    let query = Memo::new(move |_| editor.text.with(|text| text.query.clone()));
    move || {
        let (other, words) = match query.get() {
            now if now == phrase => (
                apart.term.clone(),
                format!(
                    "Find them anywhere instead: {}",
                    counted(apart.count, "record", "records")
                ),
            ),
            now if now == apart.term => (phrase.clone(), "Find them in a row instead".to_owned()),
            _ => return None,
        };
        let press = move |_| editor.change(|text| text.query.clone_from(&other));
        Some(view! { <Button attr:data-testid="from-words-apart" on:click=press>{words}</Button> })
    }
}

#[component]
fn Chips(name: &'static str, terms: Vec<RelatedTerm>) -> impl IntoView {
    (!terms.is_empty()).then(|| {
        view! {
            <div class="chips from-words-chips" role="group" aria-label=name>
                <span class="muted small">{name}</span>
                {terms.into_iter().map(|term| view! { <TermChip term=term /> }).collect_view()}
            </div>
        }
    })
}

/// A term with its count; pressed while it stands in the query.
#[component]
fn TermChip(term: RelatedTerm) -> impl IntoView {
    let editor = Editor::expect();
    let named = match (term.words.is_empty(), term.more) {
        (true, _) => String::new(),
        (false, 0) => term.words.join(", "),
        (false, more) => format!("{} and {more} more", term.words.join(", ")),
    };
    let (written, shown, records) = (term.term.clone(), term.term.clone(), term.count);
    let is_in = Memo::new(move |_| editor.text.with(|text| has_term(&text.query, &term.term)));
    let title = if named.is_empty() {
        format!("In {} records", count(records))
    } else {
        named
    };
    let press = move |_| {
        editor.change(|text| {
            text.query = if has_term(&text.query, &written) {
                without_term(&text.query, &written)
            } else {
                with_term(&text.query, &written)
            }
        });
    };
    view! {
        <button
            type="button"
            class="chip term-chip"
            class:chip-on=is_in
            title=title
            aria-pressed=move || is_in.get().to_string()
            data-testid="term-chip"
            on:click=press
        >
            <span aria-hidden="true">{move || if is_in.get() { "✓" } else { "+" }}</span>
            <span class="mono">{shown}</span>
            <span class="muted">{count(records)}</span>
        </button>
    }
}

/// The terms between the commas of a query.
fn terms(query: &str) -> impl Iterator<Item = &str> {
    query.split(',').map(str::trim)
}

fn has_term(query: &str, term: &str) -> bool {
    terms(query).any(|held| held == term)
}

fn with_term(query: &str, term: &str) -> String {
    if query.trim().is_empty() {
        term.to_owned()
    } else {
        format!("{}, {term}", query.trim_end())
    }
}

fn without_term(query: &str, term: &str) -> String {
    terms(query)
        .filter(|held| *held != term)
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_added_behind_a_comma_and_taken_out_again() {
        let query = with_term("", "free");
        let query = with_term(&query, "freed");
        assert_eq!(query, "free, freed");
        assert!(has_term(&query, "freed") && !has_term(&query, "fre"));
        assert_eq!(without_term(&query, "free"), "freed");
    }
}
