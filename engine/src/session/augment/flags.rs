//! What is wrong with a variant besides its label: a text or pixels that are there already, or that have little in common
//! with the record's.

use std::collections::BTreeSet;

use super::looks;
use super::made::Variant;
use super::view::VariantView;
use crate::bits::BitSet;
use crate::images::pixels_hash;
use crate::num::{count, ln};
use crate::session::project::Project;
use crate::text::Tokenizer;

/// Below this cosine a variant of a text is far from its record: less than half of what its words say is left.
const FAR: f64 = 0.5;

/// The flags of variants, one after the other.
#[derive(Debug)]
pub(super) struct Flags<'a> {
    project: &'a Project,
    accepted: &'a BTreeSet<(u32, String)>,
    /// Whether variants that are equal to their record count as any others.
    keeps_unchanged: bool,
    /// What was told of a record, and the pixels.
    told: BTreeSet<(u32, String)>,
    seen: BTreeSet<(u32, u64)>,
}

impl<'a> Flags<'a> {
    pub(super) const fn new(
        project: &'a Project,
        accepted: &'a BTreeSet<(u32, String)>,
        keeps_unchanged: bool,
    ) -> Self {
        Self {
            project,
            accepted,
            keeps_unchanged,
            told: BTreeSet::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Raises those of the next variant.
    pub(super) fn raise(&mut self, view: &mut VariantView, variant: &Variant) {
        if view.unchanged && !self.keeps_unchanged {
            return;
        }
        let record = view.made.record;
        let told = (record, view.made.content());
        let is_accepted = self.accepted.contains(&told);
        view.again = !self.told.insert(told);
        // Of several that are the same the first is the one that was accepted.
        view.accepted = is_accepted && !view.again;
        view.duplicate = is_accepted || view.again;
        match variant {
            // It is its own record's, and as near to it as can be.
            _ if view.unchanged => {}
            Variant::Text(variant) => {
                let text = &variant.edited.text;
                view.duplicate |= self.is_a_record(text);
                view.similarity = self.similarity(&view.parent, text);
                view.far = view.similarity < FAR;
            }
            Variant::Image(picture) => {
                let image = &picture.made.image;
                let pixels = pixels_hash(image);
                view.duplicate |= !self.seen.insert((record, pixels))
                    || self.project.has_pixels(image)
                    || self.is_an_accepted_image(record, pixels);
                view.similarity = looks::cosine(&self.project.described(record), picture.described());
                view.far = view.similarity < self.project.far_below();
            }
        }
    }

    /// Whether an accepted variant of the record has these pixels, whatever made it.
    fn is_an_accepted_image(&self, record: u32, pixels: u64) -> bool {
        let own = (record, String::new())..(record + 1, String::new());
        let mut own = self.accepted.range(own);
        own.any(|(_, content)| self.project.accepted_pixels(record, content) == Some(pixels))
    }

    /// Whether a record has this text: it is looked for where its rarest token is.
    fn is_a_record(&self, text: &str) -> bool {
        let index = &self.project.index;
        let mut rarest: Option<(u32, u32)> = None;
        let mut is_known = true;
        Tokenizer::default().each(text, &mut |token| {
            match index.vocabulary().exact(token.text) {
                Some(entry) => {
                    let found = (index.entry_count(entry), entry);
                    rarest = Some(rarest.map_or(found, |known| known.min(found)));
                }
                None => is_known = false,
            };
        });
        let Some((_, entry)) = rarest.filter(|_| is_known) else {
            return false;
        };
        let corpus = &self.project.corpus;
        let mut with_it = BitSet::empty(corpus.len());
        index.add_entry(entry, &mut with_it);
        with_it.iter().any(|record| corpus.text(record) == text)
    }

    /// The cosine of two texts' words by their counts and rareness; 1 where both have none.
    fn similarity(&self, one: &str, other: &str) -> f64 {
        let (one, other) = (self.words(one), self.words(other));
        let mut products = 0.0;
        for (word, times) in &one {
            let found = other.binary_search_by(|(known, _)| known.cmp(word));
            products += found.map_or(0.0, |at| other[at].1 * times);
        }
        let length = |words: &[(String, f64)]| words.iter().map(|(_, weight)| weight * weight).sum::<f64>();
        let lengths = (length(&one) * length(&other)).sqrt();
        if lengths > 0.0 {
            (products / lengths).min(1.0)
        } else if one.is_empty() && other.is_empty() {
            1.0
        } else {
            0.0
        }
    }

    /// The words of a text, each once, with their weights.
    fn words(&self, text: &str) -> Vec<(String, f64)> {
        let index = &self.project.index;
        let mut all: Vec<String> = Vec::new();
        Tokenizer::default().each(text, &mut |token| {
            if token.is_word {
                all.push(index.fold(token.text));
            }
        });
        all.sort_unstable();
        let n = f64::from(self.project.records());
        let weigh = |same: &[String]| {
            let group = index.vocabulary().group(&same[0]);
            let held_by = group.map_or(0, |group| index.group_count(group));
            let rareness = ln((1.0 + n) / (1.0 + f64::from(held_by))) + 1.0;
            (same[0].clone(), f64::from(count(same.len())) * rareness)
        };
        all.chunk_by(|a, b| a == b).map(weigh).collect()
    }
}
