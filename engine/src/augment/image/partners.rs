//! The images that others are mixed with: all of a project or of a folder, of which few are looked at.

use std::borrow::Cow;

use super::variant::Parent;
use crate::images::Image;

/// An image to mix with.
#[derive(Clone, Debug)]
pub struct Partner<'a> {
    /// Its record's id.
    pub id: String,
    /// Its label, where one is known.
    pub label: Option<String>,
    /// The image.
    pub image: Cow<'a, Image>,
}

/// Images to mix with, by their place in the order of their ids.
pub trait Partners {
    /// How many there are.
    fn count(&self) -> usize;

    /// Whether the one at a place is not that of `id`.
    fn is_other(&self, at: usize, id: &str) -> bool;

    /// The one at a place; none where there is none.
    fn partner(&self, at: usize) -> Option<Partner<'_>>;
}

impl Partners for &[Parent<'_>] {
    fn count(&self) -> usize {
        self.len()
    }

    fn is_other(&self, at: usize, id: &str) -> bool {
        self.get(at).is_some_and(|other| other.id != id)
    }

    fn partner(&self, at: usize) -> Option<Partner<'_>> {
        let other = self.get(at)?;
        Some(Partner {
            id: other.id.to_owned(),
            label: other.label.map(str::to_owned),
            image: Cow::Borrowed(other.image),
        })
    }
}
