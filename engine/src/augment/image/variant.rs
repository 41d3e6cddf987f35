//! Variants of images: made again at any time from the policy, the seed, the parent and the copy's number.

use serde::Serialize;

use super::super::random::{Draw as _, Random, key};
use super::partners::{Partner, Partners};
use super::policies::{self, Recipe};
use super::step::Step;
use crate::error::{Error, Result};
use crate::images::{Image, Size, fitted};

/// The step of a copy whose stream partners are drawn from.
const PARTNERS: u32 = u32::MAX - 1;

/// An image that variants are made of.
#[derive(Clone, Copy, Debug)]
pub struct Parent<'a> {
    /// Its record's id: variants hang on it.
    pub id: &'a str,
    /// Its label, where one is known.
    pub label: Option<&'a str>,
    /// The image.
    pub image: &'a Image,
}

/// How much of a variant's label comes from whom.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The id of an image that went into the variant.
    pub id: String,
    /// Its label, where one is known.
    pub label: Option<String>,
    /// Its part, above 0; all parts sum to 1.
    pub share: f64,
}

/// An image made of another one.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageVariant {
    /// Which copy of its parent it is, from 1; 0 is the original itself.
    pub copy: u32,
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// The images that it was mixed with: one for each step that mixes, in order.
    pub partners: Vec<MixedWith>,
    /// What came of it.
    pub image: Image,
    /// Where images were mixed: whose label counts how much, the parent first. Else empty: all is the parent's.
    pub shares: Vec<Share>,
    /// Whether it is its parent, byte by byte.
    pub is_unchanged: bool,
}

/// An image that another one was mixed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MixedWith {
    /// Its record's id.
    pub id: String,
    /// Its own size, where it was brought to the other's: see [`fitted`].
    pub resized_from: Option<Size>,
}

/// Makes variants by a recipe and a seed.
#[derive(Clone, Copy, Debug)]
pub struct Variants<'a> {
    recipe: &'a Recipe,
    seed: u32,
}

impl<'a> Variants<'a> {
    /// Variants of a recipe that has been checked.
    #[must_use]
    pub const fn new(recipe: &'a Recipe, seed: u32) -> Self {
        Self { recipe, seed }
    }

    /// The steps of each copy of an image, without making them: those of copy 1 first.
    #[must_use]
    pub fn steps(&self, parent: &Parent<'_>) -> Vec<Vec<Step>> {
        let mut steps = policies::steps(self.recipe, parent.image.size(), self.seed, key(parent.id));
        // All are drawn before, so that what a label blocks changes nothing else.
        for copy in &mut steps {
            copy.retain(|step| !self.recipe.spares(parent.label, step.operation()));
        }
        steps
    }

    /// The variants of an image, in order; those equal to it are marked, not left out. Where the recipe keeps originals,
    /// the image itself is the first, copy 0. `among` are the images that operations which mix take partners from: in
    /// the order of their ids, so that the same images give the same partners wherever they come from.
    ///
    /// # Errors
    /// No other image is among them, where one is needed.
    pub fn of(&self, parent: &Parent<'_>, among: &[Parent<'_>]) -> Result<Vec<ImageVariant>> {
        self.with(parent, &among)
    }

    /// The same, with partners that are not all at hand.
    ///
    /// # Errors
    /// As for [`Self::of`].
    pub fn with(&self, parent: &Parent<'_>, among: &dyn Partners) -> Result<Vec<ImageVariant>> {
        let original = self
            .recipe
            .keep_original
            .then(|| self.made(parent, 0, Vec::new(), among));
        let copies = (1..)
            .zip(self.steps(parent))
            .map(|(copy, steps)| self.made(parent, copy, steps, among));
        original.into_iter().chain(copies).collect()
    }

    fn made(
        &self,
        parent: &Parent<'_>,
        copy: u32,
        steps: Vec<Step>,
        among: &dyn Partners,
    ) -> Result<ImageVariant> {
        let mut random = Random::of(self.seed, key(parent.id), copy, PARTNERS);
        let mut made: Option<Image> = None;
        let (mut shares, mut partners) = (Vec::new(), Vec::new());
        for step in &steps {
            let image = made.as_ref().unwrap_or(parent.image);
            let partner = match step.operation().takes_partner() {
                true => Some(partner(parent, among, &mut random)?),
                false => None,
            };
            let fitting = partner.as_ref().map(|partner| fitted(&partner.image, image));
            let next = step.apply(image, fitting.as_deref())?;
            if let Some(partner) = &partner {
                mix(&mut shares, parent, partner, step.own_share(image));
                let own_size = partner.image.size();
                partners.push(MixedWith {
                    id: partner.id.clone(),
                    resized_from: (own_size != image.size()).then_some(own_size),
                });
            }
            made = Some(next);
        }
        let image = made.unwrap_or_else(|| parent.image.clone());
        let is_unchanged = &image == parent.image && shares.iter().all(|share: &Share| share.id == parent.id);
        Ok(ImageVariant {
            copy,
            steps,
            partners,
            image,
            shares,
            is_unchanged,
        })
    }
}

/// An image to mix with: from a drawn place on the first other one.
fn partner<'a>(parent: &Parent<'_>, among: &'a dyn Partners, random: &mut Random) -> Result<Partner<'a>> {
    let count = among.count();
    let first = random.below(count);
    let mut places = (first..count).chain(0..first);
    let found = places.find(|&at| among.is_other(at, parent.id));
    found.and_then(|at| among.partner(at)).ok_or_else(|| {
        let remedy = "Give two images at least, or leave out the operations that mix";
        Error::new("There is no other image to mix this one with", remedy).at(parent.id)
    })
}

/// Shares what there is of the labels anew; parts of nothing are left out.
fn mix(shares: &mut Vec<Share>, parent: &Parent<'_>, partner: &Partner<'_>, own: f64) {
    let whole = |id: &str, label: Option<&str>, share| Share {
        id: id.to_owned(),
        label: label.map(str::to_owned),
        share,
    };
    if shares.is_empty() {
        shares.push(whole(parent.id, parent.label, 1.0));
    }
    shares.iter_mut().for_each(|share| share.share *= own);
    match shares.iter_mut().find(|share| share.id == partner.id) {
        Some(known) => known.share += 1.0 - own,
        None => shares.push(whole(&partner.id, partner.label.as_deref(), 1.0 - own)),
    }
    shares.retain(|share| share.share > 0.0);
}

#[cfg(test)]
mod tests;
