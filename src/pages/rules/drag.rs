//! Rules dragged to another place in the table with the mouse; Alt and the arrows do the same by keyboard. Only where
//! the table stands in the project's order and shows all of it: a place then means a place.

use labelloom_engine::{ids::RuleId, session::edit::Edit};
use leptos::{ev, prelude::*};

use super::{desk::Desk, picked::Picked, shown::Shown};

/// What is being dragged, and where it would fall; in context on the Rules page.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    desk: Desk,
    shown: Shown,
    picked: Picked,
    /// The rules on their way.
    ids: RwSignal<Vec<RuleId>>,
    /// The line they would fall at, and whether below it.
    over: RwSignal<Option<(RuleId, bool)>>,
}

impl Drag {
    /// Makes it.
    pub(super) fn provide(desk: Desk, shown: Shown, picked: Picked) {
        provide_context(Self {
            desk,
            shown,
            picked,
            ids: RwSignal::new(Vec::new()),
            over: RwSignal::new(None),
        });
    }

    /// The page's own.
    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Whether dragged rules would fall above this line, or below it.
    pub(super) fn falls(self, id: RuleId, below: bool) -> bool {
        self.over.get() == Some((id, below))
    }

    /// A line is taken.
    pub(super) fn begin(self, event: &ev::DragEvent, id: RuleId) {
        if !self.shown.is_whole(self.desk) {
            return event.prevent_default();
        }
        if let Some(data) = event.data_transfer() {
            data.set_effect_allowed("move");
            // Some browsers begin no drag without data.
            drop(data.set_data("text/plain", &id.0.to_string()));
        }
        self.ids.set(self.picked.with(id));
    }

    /// It is over another line.
    pub(super) fn over(self, event: &ev::DragEvent, id: RuleId) {
        if self.ids.with_untracked(Vec::is_empty) {
            return;
        }
        event.prevent_default();
        let below = is_below(event);
        if self.over.get_untracked() != Some((id, below)) {
            self.over.set(Some((id, below)));
        }
    }

    /// It is let go over a line.
    pub(super) fn end_at(self, event: &ev::DragEvent, id: RuleId) {
        event.prevent_default();
        let ids = self.ids.get_untracked();
        let order: Vec<RuleId> = self
            .desk
            .lines
            .with_untracked(|lines| lines.iter().map(|line| line.view.id).collect());
        if let Some(position) = place(&order, &ids, id, is_below(event)) {
            self.desk.edit(Edit::MoveRules { ids, position });
        }
        self.end();
    }

    /// It is let go, wherever.
    pub(super) fn end(self) {
        self.ids.set(Vec::new());
        self.over.set(None);
    }
}

/// Whether the mouse is in the lower half of the line.
fn is_below(event: &ev::DragEvent) -> bool {
    let line: Option<web_sys::Element> = event.current_target().and_then(|line| {
        use wasm_bindgen::JsCast;
        line.dyn_into().ok()
    });
    line.is_some_and(|line| {
        let there = line.get_bounding_client_rect();
        f64::from(event.client_y()) > there.top() + there.height() / 2.0
    })
}

/// How many of the other rules stand before the dragged ones once they fall; none where nothing moves.
fn place(order: &[RuleId], ids: &[RuleId], at: RuleId, below: bool) -> Option<u32> {
    let others: Vec<RuleId> = order.iter().copied().filter(|id| !ids.contains(id)).collect();
    let position = others.iter().position(|id| *id == at)? + usize::from(below);
    let mut moved = others.clone();
    let in_order = order.iter().copied().filter(|id| ids.contains(id));
    moved.splice(position..position, in_order);
    (moved != order).then_some(())?;
    u32::try_from(position).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_fall_above_or_below_a_line() {
        let order: Vec<RuleId> = (0..5).map(RuleId).collect();
        let to = |ids: &[u32], at: u32, below| {
            let ids: Vec<RuleId> = ids.iter().copied().map(RuleId).collect();
            place(&order, &ids, RuleId(at), below)
        };
        assert_eq!(to(&[0], 3, false), Some(2));
        assert_eq!(to(&[0], 3, true), Some(3));
        assert_eq!(to(&[4], 0, false), Some(0));
        assert_eq!(to(&[1, 3], 4, true), Some(3));
        assert_eq!(to(&[0], 1, false), None, "it stands there already");
        assert_eq!(to(&[0, 1], 1, true), None, "on itself");
    }
}
