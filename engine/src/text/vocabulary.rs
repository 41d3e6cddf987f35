//! The vocabulary: every distinct token of the corpus in its own case, grouped by its folded form. A search for a word
//! asks its group, a search in exact case one entry; other foldings would only group anew.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;

use super::folding::Accents;
use crate::num::count;

/// Distinct strings with ids in order of appearance.
#[derive(Clone, Debug, Default)]
struct Interner {
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
    fn len(&self) -> u32 {
        count(self.starts.len())
    }

    fn get(&self, id: u32) -> &str {
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

    fn find(&self, text: &str) -> Option<u32> {
        self.find_key(Key::of(text), text)
    }

    fn find_key(&self, key: Key, text: &str) -> Option<u32> {
        let same = |slot: &Slot| slot.key == key && (key.is_whole() || self.get(slot.id) == text);
        self.ids.find(key.hash(), same).map(|slot| slot.id)
    }

    /// The id of a string, and whether it is new.
    fn intern(&mut self, text: &str) -> (u32, bool) {
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

    /// The string that holds a byte of `all`.
    fn at_byte(&self, byte: usize) -> u32 {
        count(self.starts.partition_point(|&start| start as usize <= byte)).saturating_sub(1)
    }
}

/// Marks an entry id as a symbol's.
pub(super) const SYMBOL: u32 = 1 << 31;

/// The tokens of a corpus. Entry ids of symbols have their highest bit set.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    exact: Interner,
    folded: Interner,
    accents: Accents,
    /// Group of each entry.
    group: Vec<u32>,
    /// Entries of each group.
    entries: Vec<Vec<u32>>,
    /// Whether each entry is a symbol.
    symbol: Vec<bool>,
}

impl Vocabulary {
    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.exact.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry of a token, made if need be.
    pub(super) fn entry(&mut self, token: &str, is_word: bool) -> u32 {
        let (entry, new) = self.exact.intern(token);
        if new {
            self.put_in_group(entry, &self.accents.fold(token));
            self.symbol.push(!is_word);
        }
        entry
    }

    fn put_in_group(&mut self, entry: u32, folded: &str) {
        let (group, is_new) = self.folded.intern(folded);
        if is_new {
            self.entries.push(Vec::new());
        }
        self.entries[group as usize].push(entry);
        self.group.push(group);
    }

    /// Groups the entries anew. Texts and records are not looked at.
    pub(super) fn regroup(&mut self, accents: Accents) {
        self.accents = accents;
        self.folded = Interner::default();
        self.entries.clear();
        self.group.clear();
        for entry in 0..self.len() {
            self.put_in_group(entry, &accents.fold(self.exact.get(entry)));
        }
    }

    /// The folded form by which a token's group is found.
    #[must_use]
    pub fn fold(&self, token: &str) -> String {
        self.accents.fold(token)
    }

    /// Whether accents tell its groups apart.
    #[must_use]
    pub const fn accents(&self) -> Accents {
        self.accents
    }

    /// The entry of a token in its own case.
    #[must_use]
    pub fn exact(&self, token: &str) -> Option<u32> {
        self.exact.find(token)
    }

    /// The group of a folded form.
    #[must_use]
    pub fn group(&self, folded: &str) -> Option<u32> {
        self.folded.find(folded)
    }

    /// The group of an entry.
    #[must_use]
    pub fn group_of(&self, entry: u32) -> u32 {
        self.group[entry as usize]
    }

    /// The entries of a group.
    #[must_use]
    pub fn entries(&self, group: u32) -> &[u32] {
        &self.entries[group as usize]
    }

    /// The groups whose folded form contains `part`, each once, ascending.
    #[must_use]
    pub fn groups_with(&self, part: &str) -> Vec<u32> {
        let found = memchr::memmem::find_iter(self.folded.all.as_bytes(), part);
        let mut groups: Vec<u32> = found.map(|byte| self.folded.at_byte(byte)).collect();
        groups.dedup();
        groups
    }

    /// Every group.
    pub fn groups(&self) -> impl Iterator<Item = u32> + use<> {
        0..self.folded.len()
    }

    /// The folded form of a group.
    #[must_use]
    pub fn folded(&self, group: u32) -> &str {
        self.folded.get(group)
    }

    /// The entry's token, in its own case.
    #[must_use]
    pub fn token(&self, entry: u32) -> &str {
        self.exact.get(entry)
    }

    /// Whether an entry is a symbol.
    #[must_use]
    pub fn is_symbol(&self, entry: u32) -> bool {
        self.symbol[entry as usize]
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
