//! Variants beside their records, made anew at each question: nothing of them is kept.

use super::ask::VariantScope;
use super::choice::AugmentChoice;
use super::ground::Ground;
use super::made::Kin;
use super::view::{PreviewView, VariantView};
use crate::error::Result;
use crate::num::{count, grouped};
use crate::session::project::Project;

/// Most variants that a preview shows.
const MOST: u32 = 200;

/// Most records that are looked at for them: operations may find something to change in few records.
const MOST_RECORDS: usize = 2_000;

/// Records whose variants are made together.
const CHUNK: usize = 16;

/// What holds of mixtures.
pub(super) const MIXTURES: &str = "A mixture has a share of the label of each record in it, and no hard label: a judge keeps \
     its label by giving it that of any of them.";

impl Project {
    /// Variants of a scope, as many as are asked for, with what is said of each, in the same order.
    ///
    /// # Errors
    /// A choice that means nothing, a thesaurus that can't be had, records that are not there.
    pub(super) fn preview(
        &mut self,
        scope: &VariantScope,
        most: u32,
        choice: &AugmentChoice,
    ) -> Result<(PreviewView, Vec<Kin>)> {
        let most = most.min(MOST) as usize;
        // Of more records the first are those of fewer.
        let (records, of_records) = self.scoped(scope, MOST_RECORDS, choice.seed)?;
        let ground = self.ground(choice)?;
        let judges = self.judges();
        let mut kin: Vec<Kin> = Vec::new();
        let mut room = most;
        for chunk in records.chunks(CHUNK) {
            for mut made in ground.make(self, chunk)? {
                if room > 0 {
                    made.variants.truncate(room);
                    room -= made.variants.len();
                    kin.push(made);
                }
            }
            if room == 0 {
                break;
            }
        }
        let (variants, counts) = ground.judged(self, &judges, &kin)?;
        let view = PreviewView {
            said: self.preview_words(&ground, [count(kin.len()), of_records], &variants),
            variants,
            counts,
            records: count(kin.len()),
            of_records,
            judges: judges.kinds(),
        };
        Ok((view, kin))
    }

    fn preview_words(
        &self,
        ground: &Ground,
        [records, of_records]: [u32; 2],
        variants: &[VariantView],
    ) -> Vec<String> {
        let mut said = Vec::new();
        if of_records == 0 {
            said.push("The selection holds no record.".to_owned());
        } else if variants.is_empty() {
            let all = match records == of_records {
                true => String::new(),
                false => format!(" {} of", grouped(records.into())),
            };
            said.push(format!(
                "No operation finds anything to change in{all} these records."
            ));
        }
        if ground.judge.rules().is_empty() {
            said.push("No rule votes, so that the rules have no say about variants.".to_owned());
        }
        if variants.iter().any(|variant| !variant.made.shares.is_empty()) {
            said.push(MIXTURES.to_owned());
        }
        said
    }
}
