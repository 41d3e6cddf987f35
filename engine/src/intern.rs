//! Distinct strings with small numbers: words of a vocabulary, each stored once.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;

use crate::num::count;

/// Distinct strings with ids in order of appearance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    /// All strings, each ended by a line break (which no token contains).
    all: String,
    /// Start of each string, and the end of the last.
    starts: Vec<u32>,
    ids: HashTable<Slot>,
}

/// A place in the table. The key stands in it, so that most look-ups touch no other memory, and growing none at all.
#[derive(Clone, Copy, Debug)]
struct Slot {
    key: Key,
    id: u32,
}

/// A short string itself, or a hash of a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key(u64);

/// Bytes of a string that fit into a key beside their number.
const SHORT: usize = 7;

impl Key {
    fn of(text: &str) -> Self {
        if text.len() > SHORT {
            return Self(rustc_hash::FxBuildHasher.hash_one(text) | 0xff);
        }
        let bytes = text.bytes().fold(0, |bytes, byte| bytes << 8 | u64::from(byte));
        Self(bytes << 8 | text.len() as u64)
    }

    /// Whether equal keys mean equal strings.
    const fn is_whole(self) -> bool {
        self.0 & 0xff != 0xff
    }

    fn hash(self) -> u64 {
        rustc_hash::FxBuildHasher.hash_one(self.0)
    }
}

impl Interner {
    /// How many strings there are.
    pub(crate) fn len(&self) -> u32 {
        count(self.starts.len())
    }

    /// The string of an id.
    pub(crate) fn get(&self, id: u32) -> &str {
        let start = self
            .starts
            .get(id as usize)
            .map_or(self.all.len(), |&start| start as usize);
        let end = self
            .starts
            .get(id as usize + 1)
            .map_or(self.all.len(), |&start| start as usize);
        self.all[start..end].strip_suffix('\n').unwrap_or_default()
    }

    /// The id of a string, if it is known.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.find_key(Key::of(text), text)
    }

    fn find_key(&self, key: Key, text: &str) -> Option<u32> {
        let same = |slot: &Slot| slot.key == key && (key.is_whole() || self.get(slot.id) == text);
        self.ids.find(key.hash(), same).map(|slot| slot.id)
    }

    /// The id of a string, and whether it is new.
    pub(crate) fn intern(&mut self, text: &str) -> (u32, bool) {
        let key = Key::of(text);
        if let Some(id) = self.find_key(key, text) {
            return (id, false);
        }
        let id = self.len();
        self.starts.push(count(self.all.len()));
        self.all.push_str(text);
        self.all.push('\n');
        self.ids
            .insert_unique(key.hash(), Slot { key, id }, |slot| slot.key.hash());
        (id, true)
    }

    /// All strings, each ended by a line break.
    pub(crate) fn all(&self) -> &str {
        &self.all
    }

    /// The string that holds a byte of `all`.
    pub(crate) fn at_byte(&self, byte: usize) -> u32 {
        count(self.starts.partition_point(|&start| start as usize <= byte)).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_every_length_keep_their_own_ids() {
        let long = "ab".repeat(6);
        let mut strings: Vec<String> = (0..=long.len()).map(|end| long[..end].to_owned()).collect();
        strings.extend((0..=9).map(|zeros| "\0".repeat(zeros + 1)));
        strings.extend((0..5000).map(|number| format!("{number}")));
        strings.extend((0..5000).map(|number| format!("number {number}")));
        let mut interner = Interner::default();
        for (id, string) in (0u32..).zip(&strings) {
            assert_eq!(interner.find(string), None, "{string:?}");
            assert_eq!(interner.intern(string), (id, true), "{string:?}");
        }
        for (id, string) in (0u32..).zip(&strings) {
            assert_eq!(interner.intern(string), (id, false), "{string:?}");
            assert_eq!(interner.get(id), string);
        }
    }
}
