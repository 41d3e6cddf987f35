//! How often votes are kept, lost and flipped: of a policy as a whole, and of each of its operations.

use super::super::augmenter::{Augmenter, Parent, Variant};
use super::super::policy_file::Matched;
use super::{Altered, Family, Fate, Judge};
use crate::corpus::Corpus;

/// Counts of variants by what became of the vote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// All variants.
    pub variants: u32,
    /// Those equal to their parent; they are among the others too.
    pub unchanged: u32,
    /// Those with their parent's label.
    pub kept: u32,
    /// Those without a label, whose parent has one.
    pub lost: u32,
    /// Those with another label than their parent.
    pub flipped: u32,
    /// Those with a label, whose parent has none.
    pub gained: u32,
    /// Those without a label, whose parent has none either.
    pub silent: u32,
}

impl Rates {
    fn add(&mut self, fate: Fate, is_unchanged: bool) {
        self.variants += 1;
        self.unchanged += u32::from(is_unchanged);
        *match fate {
            Fate::Kept => &mut self.kept,
            Fate::Lost => &mut self.lost,
            Fate::Flipped => &mut self.flipped,
            Fate::Gained => &mut self.gained,
            Fate::Silent => &mut self.silent,
        } += 1;
    }

    /// Variants whose parent has a label: what shares of kept, lost and flipped are of.
    #[must_use]
    pub const fn of_labeled(&self) -> u32 {
        self.kept + self.lost + self.flipped
    }
}

/// The rates of a policy on some records: of all variants, and for each operation of those that went through it alone.
#[must_use]
pub fn rates(judge: &Judge, corpus: &Corpus, records: &[u32], augmenter: &Augmenter) -> (Rates, Vec<Rates>) {
    let matched = match augmenter.file().locks.matched {
        Matched::Free => vec![Vec::new(); records.len()],
        _ => judge.matched(corpus, records),
    };
    let mut made: Vec<(u32, Vec<Variant>)> = Vec::with_capacity(records.len());
    for (&record, matched) in records.iter().zip(&matched) {
        let id = corpus.id(record);
        let parent = Parent {
            id: &id,
            text: corpus.text(record),
            label: None,
            matched,
        };
        let mut variants = augmenter.variants(&parent);
        variants.retain(|variant| !variant.is_original());
        made.push((record, variants));
    }
    let families: Vec<Family<'_>> = made
        .iter()
        .map(|(record, variants)| Family {
            record: *record,
            variants: variants
                .iter()
                .map(|variant| Altered::Text(&variant.edited))
                .collect(),
        })
        .collect();
    let verdicts = judge.verdicts(corpus, &families);
    let mut whole = Rates::default();
    let mut alone = vec![Rates::default(); augmenter.file().steps.len()];
    let both = made
        .iter()
        .flat_map(|(_, variants)| variants)
        .zip(verdicts.iter().flatten());
    for (variant, verdict) in both {
        whole.add(verdict.fate, variant.is_unchanged());
        if let [operation] = variant.operations[..] {
            alone[operation].add(verdict.fate, variant.is_unchanged());
        }
    }
    (whole, alone)
}
