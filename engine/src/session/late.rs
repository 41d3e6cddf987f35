//! Answers that cross as text. What reads an answer out of the browser's objects weighs as much as what shows it; the
//! program that is loaded first would hold that for every view of every page. So the answers of pages that are loaded
//! when they are first shown are written as JSON where they are made, and read where they are shown.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A view on its way, as JSON. Numbers in it are finite.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Late<T> {
    json: String,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Late<T> {
    /// Writes a view.
    ///
    /// # Errors
    /// One that JSON can't hold.
    pub fn of(view: &T) -> Result<Self> {
        let json = serde_json::to_string(view)
            .map_err(|error| Error::new(format!("The answer can't be written: {error}"), "Ask again."))?;
        Ok(Self {
            json,
            of: PhantomData,
        })
    }
}

impl<T> Late<T> {
    /// Whether all of it is as usual.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        self.json == "{}"
    }

    /// A view that was written elsewhere.
    #[must_use]
    pub const fn of_json(json: String) -> Self {
        Self {
            json,
            of: PhantomData,
        }
    }

    /// What is written.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }
}

impl<T: DeserializeOwned> Late<T> {
    /// Reads the view.
    ///
    /// # Errors
    /// A text of another build.
    pub fn open(&self) -> Result<T> {
        serde_json::from_str(&self.json).map_err(|error| {
            Error::new(
                format!("The answer can't be read: {error}"),
                "Load the page again.",
            )
        })
    }
}

/// A view that says nothing: all of it is as usual.
impl<T> Default for Late<T> {
    fn default() -> Self {
        Self {
            json: "{}".to_owned(),
            of: PhantomData,
        }
    }
}

impl<T> Clone for Late<T> {
    fn clone(&self) -> Self {
        Self {
            json: self.json.clone(),
            of: PhantomData,
        }
    }
}

impl<T> PartialEq for Late<T> {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}

impl<T> std::fmt::Debug for Late<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Late").field(&self.json).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Late;

    #[test]
    fn a_view_comes_out_as_it_went_in() {
        let view = (vec![0.1, 1.0 / 3.0, 1e-300], Some("a\u{0}\u{2028}".to_owned()));
        let late = Late::of(&view).unwrap();
        assert_eq!(late.open().unwrap(), view);
        let other: Late<Vec<String>> = Late {
            json: late.json,
            of: std::marker::PhantomData,
        };
        assert!(other.open().is_err());
    }
}
