//! What a query may name besides words, the project's own things, and how words compare there.

use std::sync::Arc;

use super::word_list::ReadList;
use crate::lists::{WordList, same_name};
use crate::text::Accents;

/// The names that queries of a project can refer to.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The plain fields.
    pub fields: Vec<String>,
    /// The text columns, where there are several; the first one is no plain field.
    pub texts: Vec<String>,
    /// The word lists, by name.
    pub lists: Arc<Vec<Arc<ReadList>>>,
    /// Whether accents tell words apart.
    pub accents: Accents,
}

impl Names {
    /// The names of a project that has these plain fields and nothing else to refer to.
    #[must_use]
    pub fn of_fields<S: Into<String>>(fields: impl IntoIterator<Item = S>) -> Self {
        Self {
            fields: fields.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// The same with these word lists, which were checked when they were made. Lists that are there already are not
    /// read again.
    #[must_use]
    pub fn with_lists(mut self, lists: &[Arc<WordList>]) -> Self {
        let read = |list: &Arc<WordList>| {
            let known = self.lists.iter().find(|known| Arc::ptr_eq(known.list(), list));
            known
                .cloned()
                .unwrap_or_else(|| Arc::new(ReadList::checked(Arc::clone(list))))
        };
        self.lists = Arc::new(lists.iter().map(read).collect());
        self
    }

    /// The word list of a name.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&Arc<ReadList>> {
        self.lists.iter().find(|list| same_name(&list.list().name, name))
    }
}
