//! Pinning records to the rule that is open: it must match them, or must not. Pins are part of what is being written,
//! and saved with the rule.

use labelloom_engine::{
    rule::Example,
    session::reply::{Piece, RecordView},
};
use leptos::{prelude::*, task::spawn_local};

use super::store::Editor;
use crate::{
    actions,
    components::{Button, numbers::count},
    keys::{Action, Keys},
    pages::rules::desk::Desk,
    route::Open,
};

/// The text of a record's pieces.
pub(crate) fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// Answers the keys that pin the record at hand: the one in the drawer, else the one the list's keys are at.
pub(crate) fn answer_keys(desk: Desk, editor: Editor) {
    let at_hand = move || {
        let open = desk.router.route.with_untracked(|route| route.record);
        let active = desk.rows.active.get_untracked();
        open.or_else(|| desk.rows.at_untracked(active).map(|row| row.index))
    };
    let pin_at_hand = move |matches: bool| {
        if let Some(index) = at_hand() {
            pin(desk, editor, index, matches);
        }
    };
    Keys::on(Action::MustMatch, move || pin_at_hand(true));
    Keys::on(Action::MustNotMatch, move || pin_at_hand(false));
}

/// Pins a record to the open rule, or unpins it where it is pinned so already.
pub(super) fn pin(desk: Desk, editor: Editor, index: u32, matches: bool) {
    if editor.open.get_untracked() == Open::Nothing {
        desk.bench.tell(
            "No rule is open. Open one from the table, or begin one with N; then pin the record to it.",
        );
        return;
    }
    spawn_local(async move {
        let Some(record) = actions::read::record_aside(desk.bench, index).await else {
            return;
        };
        if record.cut > 0 || record.texts.iter().any(|text| text.cut > 0) {
            let shown = u32::try_from(joined(&record.pieces).chars().count()).unwrap_or(u32::MAX);
            desk.bench.tell(format!(
                "Record #{} is too long for an example: it has more than {} characters.",
                count(index + 1),
                count(shown)
            ));
            return;
        }
        // The page may have been left while the record was on its way.
        if !editor.is_here() {
            return;
        }
        let example = example(record, matches);
        editor.change(|text| toggle(&mut text.examples, example));
    });
}

fn example(record: RecordView, matches: bool) -> Example {
    Example {
        text: joined(&record.pieces),
        record: record.id,
        // Further texts are fields too.
        fields: record
            .texts
            .iter()
            .map(|text| (text.name.clone(), joined(&text.pieces)))
            .chain(record.fields)
            .collect(),
        matches,
    }
}

/// Adds an example, exchanges what is said of the same record, or takes it away where the same is said already.
fn toggle(examples: &mut Vec<Example>, example: Example) {
    let same = |held: &Example| held.record == example.record && held.text == example.text;
    match examples.iter().position(same) {
        Some(at) if examples[at].matches == example.matches => drop(examples.remove(at)),
        Some(at) => examples[at] = example,
        None => examples.push(example),
    }
}

/// What the open rule's examples say of the record with an id.
pub(super) fn pinned(editor: Editor, id: &str) -> Option<bool> {
    editor.text.with(|rule| {
        let example = rule.examples.iter().find(|example| example.record == id);
        example.map(|example| example.matches)
    })
}

/// In the drawer: the two pins with their keys, while a rule is open.
#[component]
pub(crate) fn Pins(index: u32, id: String) -> impl IntoView {
    let desk = Desk::expect();
    let editor = Editor::expect();
    let said = Memo::new(move |_| pinned(editor, &id));
    let button = move |matches: bool, words: &'static str, keys: &'static str, testid: &'static str| {
        let is_pinned = move || said.get() == Some(matches);
        view! {
            <Button
                keys=keys
                attr:data-testid=testid
                attr:aria-pressed=move || is_pinned().to_string()
                on:click=move |_| pin(desk, editor, index, matches)
            >
                {move || if is_pinned() { "✓ " } else { "" }}
                {words}
            </Button>
        }
    };
    move || {
        (editor.open.get() != Open::Nothing).then(|| {
            view! {
                <div class="pins" role="group" aria-label="Examples of the open rule">
                    <span class="muted">"The open rule"</span>
                    {button(true, "must match this", "M", "pin-match")}
                    {button(false, "must not match this", "Shift M", "pin-no-match")}
                </div>
            }
        })
    }
}

/// In a line of the list: what is pinned, and the two pins for a mouse. Keys have their own way, hence no tab stops.
#[component]
pub(crate) fn RowPins(index: u32, id: String) -> impl IntoView {
    let desk = Desk::expect();
    let editor = Editor::expect();
    let said = Memo::new(move |_| pinned(editor, &id));
    let button = move |matches: bool, words: &'static str, title: &'static str| {
        let click = move |event: leptos::ev::MouseEvent| {
            event.stop_propagation();
            pin(desk, editor, index, matches);
        };
        view! {
            <button
                type="button"
                class="row-pin"
                tabindex="-1"
                title=title
                aria-pressed=move || (said.get() == Some(matches)).to_string()
                on:click=click
            >
                {words}
            </button>
        }
    };
    let tag = move || {
        said.get().map(|matches| {
            let words = if matches { "must match" } else { "must not match" };
            view! { <span class="pin-tag">{words}</span> }
        })
    };
    view! {
        {tag}
        {move || {
            (editor.open.get() != Open::Nothing).then(|| {
                view! {
                    <span class="row-pins">
                        {button(true, "must match", "The open rule must match it (M)")}
                        {button(false, "must not", "The open rule must not match it (Shift M)")}
                    </span>
                }
            })
        }}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(record: &str, matches: bool) -> Example {
        Example {
            record: record.into(),
            matches,
            ..Example::default()
        }
    }

    #[test]
    fn the_same_pin_again_takes_it_away_and_the_other_takes_its_place() {
        let mut examples = Vec::new();
        toggle(&mut examples, of("1", true));
        toggle(&mut examples, of("2", true));
        toggle(&mut examples, of("1", false));
        assert_eq!(examples, [of("1", false), of("2", true)]);
        toggle(&mut examples, of("2", true));
        assert_eq!(examples, [of("1", false)]);
    }
}
