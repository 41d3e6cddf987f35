//! A policy at work: from a record to its variants.

use std::ops::Range;

use super::edits::Edits;
use super::locks::Locks;
use super::policy_file::{LockChoice, Matched, PolicyFile};
use super::random::{Random, key};
use super::resources::Resources;
use super::text::{Apply, Ground};
use super::variant::Edited;
use super::words::{Word, words};
use crate::error::Result;

/// A record to make variants of.
#[derive(Clone, Copy, Debug)]
pub struct Parent<'a> {
    /// Its id: the draws hang on it.
    pub id: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The name of its label, where that is known: operations may leave labels alone.
    pub label: Option<&'a str>,
    /// Bytes that a rule matched, in order.
    pub matched: &'a [Range<usize>],
}

/// A copy of a record that went through operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Which of the record's copies it is, from 1; 0 is the original itself.
    pub copy: u32,
    /// The operations that it went through, by their number in the policy. Those that found nothing to change are left
    /// out.
    pub operations: Vec<usize>,
    /// Its text, and what was changed.
    pub edited: Edited,
}

impl Variant {
    /// Whether it is equal to its parent.
    #[must_use]
    pub const fn is_unchanged(&self) -> bool {
        self.edited.changes.is_empty()
    }

    /// Whether it is the original itself.
    #[must_use]
    pub const fn is_original(&self) -> bool {
        self.copy == 0
    }
}

/// A policy, ready for records.
#[derive(Debug)]
pub struct Augmenter {
    file: PolicyFile,
    ready: Vec<Box<dyn Apply>>,
    seed: u32,
}

/// The step whose stream sequences are drawn from.
const SEQUENCES: u32 = u32::MAX;

impl Augmenter {
    /// Makes a policy ready. Synonyms and lists of the file take the place of those of the resources.
    ///
    /// # Errors
    /// An operation lacks something, with which it is.
    pub fn new(file: PolicyFile, resources: &Resources, seed: u32) -> Result<Self> {
        let mut resources = resources.clone();
        resources.synonyms = file.synonyms.clone();
        resources.lists = file.lists.clone();
        let mut ready = Vec::with_capacity(file.steps.len());
        for (number, step) in (1..).zip(&file.steps) {
            let place = format!("operation {number} ({:?})", step.operation.name);
            ready.push(
                step.operation
                    .prepare(&step.settings, &resources)
                    .map_err(|error| error.at(place))?,
            );
        }
        Ok(Self { file, ready, seed })
    }

    /// The policy.
    #[must_use]
    pub const fn file(&self) -> &PolicyFile {
        &self.file
    }

    /// The seed.
    #[must_use]
    pub const fn seed(&self) -> u32 {
        self.seed
    }

    /// The variants of a record, in order; those equal to it are marked, not left out. As in Snorkel a copy of which no
    /// operation found anything to change is none.
    #[must_use]
    pub fn variants(&self, parent: &Parent<'_>) -> Vec<Variant> {
        let id = key(parent.id);
        let sequences = self
            .file
            .policy
            .sequences(&self.file.shape, &mut Random::of(self.seed, id, 0, SEQUENCES));
        let cut = Cut::of_parent(&self.file.locks, parent);
        let mut variants = Vec::with_capacity(sequences.len());
        let first = u32::from(!self.file.shape.keep_original);
        for (copy, sequence) in (first..).zip(sequences) {
            variants.extend(self.variant(parent, &cut, (id, copy), &sequence));
        }
        variants
    }

    fn variant(
        &self,
        parent: &Parent<'_>,
        cut: &Cut,
        (id, copy): (u64, u32),
        sequence: &[usize],
    ) -> Option<Variant> {
        let mut made = Made::default();
        let mut operations = Vec::with_capacity(sequence.len());
        for (number, &operation) in (0u32..).zip(sequence) {
            let mut random = Random::of(self.seed, id, copy, number);
            let step = self.file.steps.get(operation)?;
            let is_blocked = parent
                .label
                .is_some_and(|label| step.not_for.iter().any(|name| name == label));
            if !is_blocked && made.step(parent.text, cut, &*self.ready[operation], &mut random) {
                operations.push(operation);
            }
        }
        if operations.is_empty() && copy > 0 {
            return None;
        }
        let edited = made.edited.unwrap_or_else(|| Edited::same(parent.text));
        Some(Variant {
            copy,
            operations,
            edited,
        })
    }
}

/// A text's words and locks, which all copies begin with.
#[derive(Debug)]
struct Cut {
    words: Vec<Word>,
    locks: Locks,
}

impl Cut {
    fn of_parent(choice: &LockChoice, parent: &Parent<'_>) -> Self {
        let words = words(parent.text);
        let locks = locks_of(choice, parent, &words);
        Self::closed(words, locks)
    }

    fn of_edited(edited: &Edited, locks: Locks) -> Self {
        Self::closed(words(&edited.text), locks)
    }

    fn closed(mut words: Vec<Word>, locks: Locks) -> Self {
        locks.close(&mut words);
        Self { words, locks }
    }

    /// What an operation makes of the text; none where it finds nothing to change.
    fn apply(&self, operation: &dyn Apply, text: &str, random: &mut Random) -> Option<Edited> {
        let mut edits = Edits::new(text, self.locks.kept());
        let ground = Ground {
            text,
            words: &self.words,
            locks: &self.locks,
        };
        operation
            .apply(ground, random, &mut edits)
            .then(|| edits.finish())
    }
}

/// What has become of a text so far; none while it is as it was.
#[derive(Default)]
struct Made {
    edited: Option<Edited>,
    locks: Option<Locks>,
}

impl Made {
    /// Whether the operation found anything to change.
    fn step(&mut self, parent: &str, first: &Cut, operation: &dyn Apply, random: &mut Random) -> bool {
        let locks = self.locks.as_ref().unwrap_or(&first.locks);
        let next = match &self.edited {
            None => first.apply(operation, parent, random),
            Some(edited) => Cut::of_edited(edited, locks.clone()).apply(operation, &edited.text, random),
        };
        let Some(next) = next else {
            return false;
        };
        if next.changes.is_empty() {
            return true;
        }
        if !locks.are_open() {
            self.locks = Some(locks.carried(&next));
        }
        self.edited = Some(match self.edited.take() {
            Some(before) => before.then(parent, next),
            None => next,
        });
        true
    }
}

/// What one operation makes of a text; none where it finds nothing to change.
#[must_use]
pub fn applied(operation: &dyn Apply, text: &str, locks: &Locks, random: &mut Random) -> Option<Edited> {
    Cut::closed(words(text), locks.clone()).apply(operation, text, random)
}

/// The locks of a record's text.
#[must_use]
pub fn locks(choice: &LockChoice, parent: &Parent<'_>) -> Locks {
    locks_of(choice, parent, &words(parent.text))
}

fn locks_of(choice: &LockChoice, parent: &Parent<'_>, words: &[Word]) -> Locks {
    let text = parent.text;
    let mut locks = match choice.matched {
        Matched::Free => Locks::none(),
        Matched::Keep => Locks::none().keep(text, parent.matched),
        Matched::Only => Locks::none().only(text, parent.matched),
    };
    if choice.negations {
        locks = locks.keep_negations(text, words);
    }
    if !choice.words.is_empty() {
        locks = locks.keep_words(text, words, |word| choice.words.iter().any(|known| known == word));
    }
    locks
}
