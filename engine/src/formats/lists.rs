//! Word lists in files: an object from each list's name to its entries, a list a line.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};

use super::write::put;
use crate::lists::{WordList, check_name, same_name};

/// Lists as files hold them.
#[derive(Debug, Default)]
pub(super) struct StoredLists(pub(super) Vec<WordList>);

impl<'de> Deserialize<'de> for StoredLists {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ListsVisitor)
    }
}

struct ListsVisitor;

impl<'de> Visitor<'de> for ListsVisitor {
    type Value = StoredLists;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object of word lists, each an array of words and phrases")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<StoredLists, A::Error> {
        let mut lists: Vec<WordList> = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let name = check_name(&name).map_err(|error| A::Error::custom(error.to_string()))?;
            if lists.iter().any(|known| same_name(&known.name, &name)) {
                return Err(A::Error::custom(format!("the word list {name:?} is there twice")));
            }
            let entries = map.next_value()?;
            lists.push(WordList { name, entries });
        }
        Ok(StoredLists(lists))
    }
}

/// Appends the object.
pub(super) fn put_lists<'a>(out: &mut Vec<u8>, lists: impl Iterator<Item = &'a WordList>) {
    out.push(b'{');
    for (place, list) in lists.enumerate() {
        out.extend_from_slice(if place == 0 { b"\n" } else { b",\n" });
        put(out, &list.name);
        out.push(b':');
        put(out, &list.entries);
    }
    out.extend_from_slice(b"\n}");
}
