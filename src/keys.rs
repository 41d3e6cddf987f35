//! Keys that work everywhere. Chords with Ctrl always do; single keys are off while a field is written in, and can be
//! switched off altogether (WCAG 2.1.4), which is kept.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    browser::focus,
    theme::{keep, kept},
};

const KEPT_AS: &str = "labelloom-single-keys";

/// What a key can do. The pages that are open say which of these they answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Begins a rule.
    NewRule,
    /// Goes to the search field.
    Search,
    /// Goes to the field that finds rules.
    FindRule,
    /// Opens the palette of commands.
    Palette,
    /// Opens the sheet of keys.
    Help,
    /// Opens the slices.
    Slices,
    /// Goes to the suggestions, and from there back to the rules.
    Suggestions,
    /// The record before.
    PreviousRecord,
    /// The record after.
    NextRecord,
    /// Begins a rule with the words selected.
    RuleFromWords,
    /// Goes to the query of the open rule.
    EditQuery,
    /// Pins the record: the open rule must match it.
    MustMatch,
    /// Pins the record: the open rule must not match it.
    MustNotMatch,
    /// Mends the first of two rules that conflict.
    MendFirst,
    /// Mends the second.
    MendSecond,
    /// Offers exceptions to the first of two rules that conflict.
    ExceptFirst,
    /// Offers exceptions to the second.
    ExceptSecond,
    /// Labels the record at hand by hand: with the label of that number, or takes its label back at 0.
    Gold(u8),
    /// Shows variants of the open record, or of the records listed.
    Variants,
    /// Takes the last edit back.
    Undo,
    /// Makes it again.
    Redo,
    /// Saves the rule.
    SaveRule,
    /// Closes what is open: the record, else the changes to the rule.
    Close,
}

/// One line of the sheet of keys, and the keyboard's rule at once.
pub(crate) struct Key {
    /// As it is printed.
    pub(crate) shown: &'static str,
    /// In words.
    pub(crate) does: &'static str,
    /// What it does.
    pub(crate) action: Action,
    /// Whether the event is this key.
    matches: fn(&ev::KeyboardEvent) -> bool,
    /// Works without Ctrl, and therefore not in fields.
    pub(crate) single: bool,
}

/// Every key of the page. Lists have the arrow keys, Page Up and Down, Home, End and Enter besides.
pub(crate) const KEYS: &[Key] = &[
    Key {
        shown: "N",
        does: "New rule",
        action: Action::NewRule,
        matches: |event| event.key() == "n",
        single: true,
    },
    Key {
        shown: "/",
        does: "Find records",
        action: Action::Search,
        matches: |event| event.key() == "/",
        single: true,
    },
    Key {
        shown: "F",
        does: "Find a rule, where there are many",
        action: Action::FindRule,
        matches: |event| event.key() == "f",
        single: true,
    },
    Key {
        shown: "R",
        does: "New rule from the words selected in a record",
        action: Action::RuleFromWords,
        matches: |event| event.key() == "r",
        single: true,
    },
    Key {
        shown: "S",
        does: "Slices",
        action: Action::Slices,
        matches: |event| event.key() == "s",
        single: true,
    },
    Key {
        shown: "G",
        does: "Suggestions; again for the rules. In their list Enter drafts, Space lists records, X dismisses",
        action: Action::Suggestions,
        matches: |event| event.key() == "g",
        single: true,
    },
    Key {
        shown: "M",
        does: "The open rule must match the record at hand; again to unpin it",
        action: Action::MustMatch,
        matches: |event| event.key() == "m",
        single: true,
    },
    Key {
        shown: "Shift M",
        does: "The open rule must not match the record at hand; again to unpin it",
        action: Action::MustNotMatch,
        matches: |event| event.key() == "M",
        single: true,
    },
    Key {
        shown: "E",
        does: "Write on at the open rule",
        action: Action::EditQuery,
        matches: |event| event.key() == "e",
        single: true,
    },
    Key {
        shown: "[",
        does: "Previous record",
        action: Action::PreviousRecord,
        matches: |event| event.key() == "[",
        single: true,
    },
    Key {
        shown: "]",
        does: "Next record",
        action: Action::NextRecord,
        matches: |event| event.key() == "]",
        single: true,
    },
    Key {
        shown: "1 – 9",
        does: "Label the open record by hand: the label of that number",
        action: Action::Gold(1),
        matches: |event| digit(event).is_some_and(|digit| digit > 0),
        single: true,
    },
    Key {
        shown: "0",
        does: "Take the label set by hand back",
        action: Action::Gold(0),
        matches: |event| digit(event) == Some(0),
        single: true,
    },
    Key {
        shown: "A",
        does: "In a conflict: mend rule A",
        action: Action::MendFirst,
        matches: |event| event.key() == "a",
        single: true,
    },
    Key {
        shown: "B",
        does: "In a conflict: mend rule B",
        action: Action::MendSecond,
        matches: |event| event.key() == "b",
        single: true,
    },
    Key {
        shown: "Shift A",
        does: "In a conflict: an exception to rule A",
        action: Action::ExceptFirst,
        matches: |event| event.key() == "A",
        single: true,
    },
    Key {
        shown: "Shift B",
        does: "In a conflict: an exception to rule B",
        action: Action::ExceptSecond,
        matches: |event| event.key() == "B",
        single: true,
    },
    Key {
        shown: "V",
        does: "Variants of the open record, or of the records listed",
        action: Action::Variants,
        matches: |event| event.key() == "v",
        single: true,
    },
    Key {
        shown: "?",
        does: "This sheet",
        action: Action::Help,
        matches: |event| event.key() == "?",
        single: true,
    },
    Key {
        shown: "Ctrl K",
        does: "Commands: everything by name",
        action: Action::Palette,
        matches: |event| with_ctrl(event) && event.key() == "k",
        single: false,
    },
    Key {
        shown: "Ctrl Enter",
        does: "Save the rule",
        action: Action::SaveRule,
        matches: |event| with_ctrl(event) && event.key() == "Enter",
        single: false,
    },
    Key {
        shown: "Esc",
        does: "Close the record; in the editor, revert the rule",
        action: Action::Close,
        matches: |event| event.key() == "Escape",
        single: false,
    },
    Key {
        shown: "Ctrl Z",
        does: "Undo",
        action: Action::Undo,
        matches: |event| with_ctrl(event) && !event.shift_key() && event.key() == "z",
        single: false,
    },
    Key {
        shown: "Ctrl Shift Z",
        does: "Redo (or Ctrl Y)",
        action: Action::Redo,
        matches: |event| {
            with_ctrl(event)
                && (event.key() == "y" || event.shift_key() && event.key().eq_ignore_ascii_case("z"))
        },
        single: false,
    },
];

/// Keys of the rules table, which mean this only while a line has the focus.
pub(crate) const TABLE_KEYS: &[(&str, &str)] = &[
    ("Space", "In the rules: select the rule"),
    ("Shift ↑ ↓", "In the rules: select more of them"),
    ("Ctrl A", "In the rules: select all"),
    ("Alt ↑ ↓", "In the rules: move the rule, or all selected"),
    ("Del", "In the rules: delete the selected ones"),
    ("Esc", "In the rules: select none"),
];

/// Keys of the map, which mean this only while it has the focus.
pub(crate) const MAP_KEYS: &[(&str, &str)] = &[
    ("← ↑ ↓ →", "On the map: go from record to record; Enter opens it"),
    (
        "Space",
        "On the map: pick the record; Shift Space its neighbours too",
    ),
    (
        "V L B",
        "On the map: move, lasso, box; then Space sets a corner, Enter closes the lasso",
    ),
    ("+ − Home", "On the map: nearer, further, all of it"),
];

/// Keys of the list of variants, which mean this only while one of them has the focus.
pub(crate) const VARIANT_KEYS: &[(&str, &str)] = &[
    ("↑ ↓", "In variants: go from one to the next; Enter accepts it"),
    ("X", "In variants: reject it, or take it back"),
];

/// The last key pressed that means something, and whether single keys do.
#[derive(Clone, Copy)]
pub(crate) struct Keys {
    /// Grows by one with every press, so that the same key twice is two presses.
    pressed: RwSignal<Option<(u32, Action)>>,
    /// Whether keys without Ctrl work.
    pub(crate) single: RwSignal<bool>,
}

impl Keys {
    /// Begins to listen.
    pub(crate) fn provide() -> Self {
        let keys = Self {
            pressed: RwSignal::new(None),
            single: RwSignal::new(kept(KEPT_AS).as_deref() != Some("off")),
        };
        let listener = window_event_listener(ev::keydown, move |event| keys.hear(&event));
        on_cleanup(move || listener.remove());
        Effect::new(move || keep(KEPT_AS, if keys.single.get() { "on" } else { "off" }));
        provide_context(keys);
        keys
    }

    /// Answers an action while the caller lives.
    pub(crate) fn on(action: Action, answer: impl Fn() + 'static) {
        let keys: Self = expect_context();
        let begun = keys.pressed.get_untracked().map(|(press, _)| press);
        Effect::new(move || {
            let Some((press, pressed)) = keys.pressed.get() else {
                return;
            };
            if pressed == action && Some(press) != begun {
                untrack(&answer);
            }
        });
    }

    /// Hears the digits that label a record, while the caller lives.
    pub(crate) fn on_gold(answer: impl Fn(u8) + 'static) {
        let keys: Self = expect_context();
        let begun = keys.pressed.get_untracked().map(|(press, _)| press);
        Effect::new(move || {
            if let Some((press, Action::Gold(digit))) = keys.pressed.get()
                && Some(press) != begun
            {
                untrack(|| answer(digit));
            }
        });
    }

    /// Does an action as if its key had been pressed.
    pub(crate) fn press(self, action: Action) {
        self.pressed.update(|pressed| {
            *pressed = Some((pressed.map_or(0, |(press, _)| press.wrapping_add(1)), action))
        });
    }

    fn hear(self, event: &ev::KeyboardEvent) {
        // A dialog has its own keys.
        let in_dialog = document()
            .query_selector("dialog[open]")
            .is_ok_and(|dialog| dialog.is_some());
        if event.default_prevented() || event.is_composing() || in_dialog {
            return;
        }
        let writing = is_writing(event);
        let Some(key) = KEYS.iter().find(|key| (key.matches)(event)) else {
            return;
        };
        if key.single && (writing || !self.single.get_untracked() || has_modifier(event)) {
            return;
        }
        // In a field, Ctrl Z takes back letters, as everywhere; a slider and a tick box hold none.
        if holds_letters(event) && matches!(key.action, Action::Undo | Action::Redo) {
            return;
        }
        event.prevent_default();
        self.press(match (key.action, digit(event)) {
            (Action::Gold(_), Some(digit)) => Action::Gold(digit),
            (action, _) => action,
        });
    }
}

/// The digit of a key.
fn digit(event: &ev::KeyboardEvent) -> Option<u8> {
    event.key().parse().ok().filter(|digit| *digit < 10)
}

fn with_ctrl(event: &ev::KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key()
}

fn has_modifier(event: &ev::KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// Whether the key goes into a field.
fn is_writing(event: &ev::KeyboardEvent) -> bool {
    focus::target(event)
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "SELECT") || is_text(&element))
}

/// Whether the key goes into a field of letters or digits, which the browser itself can take back.
fn holds_letters(event: &ev::KeyboardEvent) -> bool {
    const OTHERS: [&str; 7] = ["range", "checkbox", "radio", "button", "submit", "file", "color"];
    focus::target(event).is_some_and(|element| {
        let kind = element.get_attribute("type").unwrap_or_default();
        match element.tag_name().as_str() {
            "INPUT" => !OTHERS.contains(&kind.as_str()),
            _ => is_text(&element),
        }
    })
}

fn is_text(element: &web_sys::Element) -> bool {
    let is_open = element
        .dyn_ref::<web_sys::HtmlElement>()
        .is_some_and(web_sys::HtmlElement::is_content_editable);
    is_open || element.tag_name() == "TEXTAREA"
}
