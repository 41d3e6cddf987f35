//! Word lists: words and phrases under a name, which queries ask for with `@name`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Most entries of a list; more is a file of texts that was taken for one.
pub const MOST_ENTRIES: usize = 100_000;

/// Longest name, in characters.
const LONGEST_NAME: usize = 64;

/// A named list of what to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordList {
    /// Unique in the project, in any case.
    pub name: String,
    /// Words, phrases (in quotes or without), parts of words (`sub*`, `*song*`) and symbols, as they are written.
    pub entries: Vec<String>,
}

/// The lists of a project, by name. States of undo share them.
pub type WordLists = Arc<Vec<Arc<WordList>>>;

/// Whether two names mean the same list.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

/// The list of a name.
#[must_use]
pub fn named<'a>(lists: &'a [Arc<WordList>], name: &str) -> Option<&'a Arc<WordList>> {
    lists.iter().find(|list| same_name(&list.name, name))
}

/// Puts a list in its place by name; it takes the place of one of the same name.
pub fn put(lists: &mut WordLists, list: WordList) {
    let lists = Arc::make_mut(lists);
    lists.retain(|known| !same_name(&known.name, &list.name));
    let key = |list: &WordList| (list.name.to_lowercase(), list.name.clone());
    let at = lists.partition_point(|known| key(known) < key(&list));
    lists.insert(at, Arc::new(list));
}

/// A name that can stand behind `@` in a query.
///
/// # Errors
/// A name that is empty, too long, or has characters that end a term.
pub fn check_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::new("The word list has no name", "Write one"));
    }
    if !name.chars().all(is_name_char) {
        let remedy = "Use letters, digits, _ and - only, so that it can be written in a query as @name";
        return Err(Error::new(format!("‘{name}’ can't name a word list"), remedy));
    }
    if name.chars().count() > LONGEST_NAME {
        let what = format!("The name ‘{name}’ is too long");
        return Err(Error::new(what, format!("Use at most {LONGEST_NAME} characters")));
    }
    Ok(name.to_owned())
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-' || unicode_normalization::char::is_combining_mark(c)
}

/// Lines as entries of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// The entries, each once, in their order.
    pub entries: Vec<String>,
    /// Lines left out because they are empty.
    pub blank: u32,
    /// Lines left out because the same stands before.
    pub repeated: u32,
}

/// Takes spaces round entries, blank lines and repetitions away, and counts them.
pub fn tidy<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> Tidied {
    let mut tidied = Tidied::default();
    let mut known = rustc_hash::FxHashSet::default();
    for line in lines {
        let line = line
            .as_ref()
            .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if line.is_empty() {
            tidied.blank += 1;
        } else if known.insert(line.to_owned()) {
            tidied.entries.push(line.to_owned());
        } else {
            tidied.repeated += 1;
        }
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_entries_and_what_is_left_out_is_counted() {
        let tidied = tidy("\u{feff}hi\r\ngood morning \n\nhi\nHi\n".lines());
        assert_eq!(tidied.entries, ["hi", "good morning", "Hi"]);
        assert_eq!((tidied.blank, tidied.repeated), (1, 1));
    }

    #[test]
    fn names_are_those_that_a_query_can_hold() {
        assert_eq!(check_name(" greetings ").unwrap(), "greetings");
        assert_eq!(check_name("Grüße_2-b").unwrap(), "Grüße_2-b");
        for name in ["", "@a", "two words", "a,b", "a(b", "a\"b", &"x".repeat(65)] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_list_takes_the_place_of_its_namesake_and_lists_stay_in_order() {
        let list = |name: &str, entry: &str| WordList {
            name: name.to_owned(),
            entries: vec![entry.to_owned()],
        };
        let mut lists = WordLists::default();
        for (name, entry) in [("b", "1"), ("A", "2"), ("c", "3"), ("B", "4")] {
            put(&mut lists, list(name, entry));
        }
        let names: Vec<&str> = lists.iter().map(|list| list.name.as_str()).collect();
        assert_eq!(names, ["A", "B", "c"]);
        assert_eq!(named(&lists, "b").unwrap().entries, ["4"]);
    }
}
