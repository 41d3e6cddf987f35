//! The vocabulary: every distinct token of the corpus in its own case, grouped by its folded form. A search for a word
//! asks its group, a search in exact case one entry; other foldings would only group anew.

use super::folding::Accents;
use crate::intern::Interner;

/// Marks an entry id as a symbol's.
pub const SYMBOL: u32 = 1 << 31;

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
        let found = memchr::memmem::find_iter(self.folded.all().as_bytes(), part);
        let mut groups: Vec<u32> = found.map(|byte| self.folded.at_byte(byte)).collect();
        groups.dedup();
        groups
    }

    /// The groups whose folded form begins with `part`, ascending.
    #[must_use]
    pub fn groups_beginning(&self, part: &str) -> Vec<u32> {
        let is_first = self.folded.get(0).starts_with(part) && self.folded.len() > 0;
        // A string begins behind the end of the one before it.
        let behind = format!("\n{part}");
        let found = memchr::memmem::find_iter(self.folded.all().as_bytes(), &behind);
        let others = found.map(|byte| self.folded.at_byte(byte + 1));
        is_first.then_some(0).into_iter().chain(others).collect()
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
