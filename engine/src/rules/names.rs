//! What a query may name besides words: the project's own things.

/// The names that queries of a project can refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The plain fields.
    pub fields: Vec<String>,
}

impl Names {
    /// The names of a project that has these plain fields and nothing else to refer to.
    #[must_use]
    pub fn of_fields<S: Into<String>>(fields: impl IntoIterator<Item = S>) -> Self {
        Self {
            fields: fields.into_iter().map(Into::into).collect(),
        }
    }
}
