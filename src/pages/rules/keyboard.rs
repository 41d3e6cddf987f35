//! Keys in the rules table: walking, opening, selecting and moving.

use labelloom_engine::ids::RuleId;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{bulk, desk::Desk, editor::store::Editor, picked::Picked, shown::Shown};
use crate::browser::focus;
use crate::route::Open;

/// Where the keys are, and what they reach.
#[derive(Clone, Copy)]
pub(super) struct Keyboard {
    desk: Desk,
    shown: Shown,
    picked: Picked,
    editor: Editor,
    body: NodeRef<html::Tbody>,
    at: RwSignal<Option<RuleId>>,
    /// The line the keys are at: it alone is reached with Tab.
    pub(super) current: Memo<Option<RuleId>>,
}

impl Keyboard {
    /// For a table's body.
    pub(super) fn new(body: NodeRef<html::Tbody>) -> Self {
        let shown = Shown::expect();
        let at = RwSignal::new(None::<RuleId>);
        let current = Memo::new(move |_| {
            let held = at.get().filter(|id| shown.ids.with(|ids| ids.contains(id)));
            held.or_else(|| shown.ids.with(|ids| ids.first().copied()))
        });
        Self {
            desk: Desk::expect(),
            shown,
            picked: Picked::expect(),
            editor: Editor::expect(),
            body,
            at,
            current,
        }
    }

    /// A line has the focus.
    pub(super) fn came_to(self, id: RuleId) {
        self.at.set(Some(id));
    }

    /// Gives the focus to the line the keys are at.
    pub(super) fn focus(self) {
        if let Some(id) = self.current.get_untracked() {
            self.go(id);
        }
    }

    fn go(self, id: RuleId) {
        self.at.set(Some(id));
        focus_line(self.body, id);
    }

    /// Answers a key.
    pub(super) fn hear(self, event: &ev::KeyboardEvent) {
        let Some(id) = self.current.get_untracked() else {
            return;
        };
        // Keys on a cell's link or switch are its own; these two mean the table wherever in it the focus is.
        let answered = self.answer_anywhere(event) || is_on_line(event) && self.answer(event, id);
        if answered {
            event.prevent_default();
        }
    }

    fn answer_anywhere(self, event: &ev::KeyboardEvent) -> bool {
        let with_ctrl = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "a" if with_ctrl => self.picked.only(self.shown.ids.get_untracked()),
            "Escape" if self.picked.is_any.get_untracked() => self.picked.clear(),
            _ => return false,
        }
        true
    }

    fn answer(self, event: &ev::KeyboardEvent, id: RuleId) -> bool {
        let key = event.key();
        match key.as_str() {
            "ArrowUp" | "ArrowDown" if event.alt_key() => {
                let by = if key == "ArrowUp" { -1 } else { 1 };
                bulk::shift(self.desk, &self.picked.with(id), by);
                request_animation_frame(move || focus_line(self.body, id));
            }
            " " => self.picked.toggle(id),
            "Enter" => {
                let route = self.desk.router.route.get_untracked();
                self.desk.router.go(&route.opening(Open::Rule(id)));
            }
            "Delete" if self.picked.is_any.get_untracked() => {
                bulk::delete(self.desk, self.editor, self.picked)
            }
            _ => {
                let Some(next) = self.shown.ids.with_untracked(|ids| neighbour(ids, id, &key)) else {
                    return false;
                };
                if event.shift_key() {
                    self.picked.extend(id, next);
                }
                self.go(next);
            }
        }
        true
    }
}

/// Whether a line itself has the focus.
fn is_on_line(event: &ev::KeyboardEvent) -> bool {
    focus::target(event).is_some_and(|on| on.tag_name() == "TR")
}

/// The line a key leads to.
fn neighbour(ids: &[RuleId], at: RuleId, key: &str) -> Option<RuleId> {
    let place = ids.iter().position(|id| *id == at)?;
    match key {
        "ArrowDown" => ids.get(place + 1).copied(),
        "ArrowUp" => ids.get(place.checked_sub(1)?).copied(),
        "Home" => ids.first().copied(),
        "End" => ids.last().copied(),
        _ => None,
    }
}

fn line_of(body: NodeRef<html::Tbody>, id: RuleId) -> Option<web_sys::HtmlElement> {
    let body = body.try_get_untracked().flatten()?;
    let line = body.query_selector(&format!("#rule-line-{}", id.0)).ok()??;
    line.dyn_into().ok()
}

/// Scrolls the table as little as needed for a line to be in sight.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a browser's boxes are far smaller than i32 in pixels"
)]
pub(super) fn reveal_line(body: NodeRef<html::Tbody>, id: RuleId) {
    let line = line_of(body, id);
    let Some((line, scroll)) =
        line.and_then(|line| Some((line.clone(), line.closest(".pane-scroll").ok()??)))
    else {
        return;
    };
    let (line, seen) = (line.get_bounding_client_rect(), scroll.get_bounding_client_rect());
    let by = if line.bottom() > seen.bottom() {
        line.bottom() - seen.bottom()
    } else {
        // The head stands over the first line's height.
        (line.top() - line.height() - seen.top()).min(0.0)
    };
    scroll.set_scroll_top(scroll.scroll_top() + by as i32);
}

fn focus_line(body: NodeRef<html::Tbody>, id: RuleId) {
    if let Some(line) = line_of(body, id) {
        // A line that can't take the focus leaves it where it is.
        drop(line.focus());
    }
}
