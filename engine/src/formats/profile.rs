//! What a sample of rows says about each column: enough to guess what the column is.

use std::collections::BTreeMap;

use super::header::{is_date, is_number};

/// More different values than this are not listed.
pub(crate) const MOST_VALUES: usize = 64;

/// Facts about one column in the sample.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// The column's name.
    pub name: String,
    /// Rows in the sample.
    pub rows: usize,
    /// Rows without a value, or with an empty one.
    pub empty: usize,
    /// Values that are written as numbers.
    pub numbers: usize,
    /// Values that begin with a date.
    pub dates: usize,
    /// Values with a space inside.
    pub spaced: usize,
    /// Objects and arrays.
    pub nested: usize,
    /// Characters of all values together.
    pub chars: usize,
    /// Every value, with the number of rows it is in.
    pub values: BTreeMap<String, u32>,
}

impl Profile {
    /// A column of which nothing has been seen.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Takes one row's value into account.
    pub fn add(&mut self, value: &str, nested: bool) {
        self.rows += 1;
        if value.is_empty() {
            self.empty += 1;
            return;
        }
        self.numbers += usize::from(is_number(value));
        self.dates += usize::from(is_date(value));
        self.spaced += usize::from(value.trim().contains(' '));
        self.nested += usize::from(nested);
        self.chars += value.chars().count();
        match self.values.get_mut(value) {
            Some(count) => *count += 1,
            None => {
                self.values.insert(value.to_owned(), 1);
            }
        }
    }

    /// Rows with a value.
    pub fn filled(&self) -> usize {
        self.rows - self.empty
    }

    /// Characters of a value, on average.
    pub fn mean_chars(&self) -> usize {
        self.chars.checked_div(self.filled()).unwrap_or(0)
    }

    /// Whether no two rows share a value and none is without.
    pub fn all_distinct(&self) -> bool {
        self.empty == 0 && self.values.len() == self.rows
    }

    /// Whether at least half of the values differ.
    pub(crate) fn mostly_distinct(&self) -> bool {
        self.values.len() * 2 >= self.rows
    }

    /// Whether nearly all values pass.
    pub(crate) fn mostly(&self, passing: usize) -> bool {
        self.filled() > 0 && passing * 10 >= self.filled() * 9
    }
}
