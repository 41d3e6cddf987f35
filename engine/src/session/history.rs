//! Undo and redo: whole documents, cheap because they share what no edit changed.

use super::document::Document;

/// The states before and after the present one.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    past: Vec<(Document, String)>,
    future: Vec<(Document, String)>,
}

impl History {
    /// Keeps the state before an edit, named by what the edit does. What was undone is given up.
    pub(super) fn push(&mut self, before: Document, edit: String) {
        self.past.push((before, edit));
        self.future.clear();
    }

    /// Exchanges the present state for the one before the last edit. Returns whether there was one.
    pub(super) fn undo(&mut self, present: &mut Document) -> bool {
        Self::step(&mut self.past, &mut self.future, present)
    }

    /// Exchanges the present state for the one after the last undone edit. Returns whether there was one.
    pub(super) fn redo(&mut self, present: &mut Document) -> bool {
        Self::step(&mut self.future, &mut self.past, present)
    }

    /// What undo would take back.
    pub(super) fn undo_words(&self) -> Option<String> {
        self.past.last().map(|(_, words)| words.clone())
    }

    /// What redo would make again.
    pub(super) fn redo_words(&self) -> Option<String> {
        self.future.last().map(|(_, words)| words.clone())
    }

    fn step(
        from: &mut Vec<(Document, String)>,
        to: &mut Vec<(Document, String)>,
        present: &mut Document,
    ) -> bool {
        let Some((document, words)) = from.pop() else {
            return false;
        };
        to.push((std::mem::replace(present, document), words));
        true
    }
}
