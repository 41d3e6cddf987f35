//! The label set: the k classes of a project, in the order that gives them their indices 0..k.

use serde::{Deserialize, Serialize};

use crate::ids::LabelId;

/// How many colours the palette has; a label's colour is an index below this.
pub const COLORS: u8 = 12;

/// One class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Stays while the label is renamed or moved.
    pub id: LabelId,
    /// What people call it; unique in the project, compared exactly.
    pub name: String,
    /// Index into the page's colour-blind-safe palette, below [`COLORS`].
    pub color: u8,
}

/// The labels in their order; a label's position is its index in votes and posteriors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LabelSet {
    labels: Vec<Label>,
}

impl LabelSet {
    /// The labels named, with the palette's colours in order.
    #[must_use]
    pub fn from_names<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        let mut set = Self::default();
        for (id, name) in (0u32..).zip(names) {
            let color = set.next_color();
            set.labels.push(Label {
                id: LabelId(id),
                name: name.into(),
                color,
            });
        }
        set
    }

    /// k, the number of labels.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no label yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The labels in their order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Label> + ExactSizeIterator {
        self.labels.iter()
    }

    /// The label with an id.
    #[must_use]
    pub fn get(&self, id: LabelId) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == id)
    }

    /// The label at an index in 0..k.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&Label> {
        self.labels.get(index)
    }

    /// A label's index in votes and posteriors.
    #[must_use]
    pub fn index(&self, id: LabelId) -> Option<usize> {
        self.labels.iter().position(|label| label.id == id)
    }

    /// The label of a name, compared exactly.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.name == name)
    }

    /// Appends a label. The caller has checked that name and id are new.
    pub fn push(&mut self, label: Label) {
        self.labels.push(label);
    }

    /// A label to change in place.
    pub fn get_mut(&mut self, id: LabelId) -> Option<&mut Label> {
        self.labels.iter_mut().find(|label| label.id == id)
    }

    /// Takes a label out.
    pub fn remove(&mut self, id: LabelId) -> Option<Label> {
        let index = self.index(id)?;
        Some(self.labels.remove(index))
    }

    /// Moves a label to a position; positions past the end mean the end.
    pub fn move_to(&mut self, id: LabelId, position: usize) {
        if let Some(label) = self.remove(id) {
            let position = position.min(self.labels.len());
            self.labels.insert(position, label);
        }
    }

    /// The first palette colour that no label has yet, else the least used one by count.
    #[must_use]
    pub fn next_color(&self) -> u8 {
        let uses = |color: u8| self.labels.iter().filter(|label| label.color == color).count();
        (0..COLORS).min_by_key(|&color| (uses(color), color)).unwrap_or(0)
    }
}
