//! How levels become numbers.

use super::super::step::Step;
use super::Kind;
use crate::images::Size;
use crate::num::exact;

/// AutoAugment's own code for CIFAR-10 (`augmentation_transforms.py`): levels 0 to 10. Factors go one way, 5.5 of 10 is
/// 1 and level 5 too; posterize leaves 4 bits at most; pixels are those of an image of 32.
pub(super) fn on_paper(kind: Kind, level: u8, is_negative: bool) -> Option<Step> {
    let tenths = f64::from(level) / 10.0;
    let sign = if is_negative && kind.is_signed_on_paper() {
        -1.0
    } else {
        1.0
    };
    let value = match kind {
        Kind::ShearX | Kind::ShearY => tenths * 0.3,
        Kind::TranslateX | Kind::TranslateY => (tenths * 10.0).trunc(),
        Kind::Rotate => (tenths * 30.0).trunc(),
        Kind::Solarize => 256.0 - (tenths * 256.0).trunc(),
        Kind::Posterize => 4.0 - (tenths * 4.0).trunc(),
        kind if kind.is_enhancement() => tenths * 1.8 + 0.1,
        _ => 0.0,
    };
    kind.operation()
        .map(|operation| Step::of(operation, sign * value))
}

/// The magnitudes of a policy of torchvision's: so many of them, from nothing to the most.
#[derive(Debug)]
pub(super) struct Space {
    /// How many magnitudes there are.
    pub(super) bins: u8,
    /// Largest shear.
    pub(super) shear: f64,
    /// Most pixels that an image of a side is moved by.
    pub(super) translate: fn(usize) -> f64,
    /// Most degrees.
    pub(super) rotate: f64,
    /// Furthest from 1 that a factor is.
    pub(super) enhance: f64,
    /// Most bits that are taken away.
    pub(super) posterize: f64,
}

/// AutoAugment's and RandAugment's, in so many magnitudes.
pub(super) const fn usual(bins: u8) -> Space {
    Space {
        bins,
        shear: 0.3,
        translate: |side| 150.0 / 331.0 * exact(side),
        rotate: 30.0,
        enhance: 0.9,
        posterize: 4.0,
    }
}

impl Space {
    /// The step of a magnitude, 0 to below [`Self::bins`]; none where nothing is done.
    pub(super) fn step(&self, kind: Kind, magnitude: u8, is_negative: bool, size: Size) -> Option<Step> {
        let last = self.bins.saturating_sub(1).max(1);
        let magnitude = f64::from(magnitude.min(last));
        let of = |most: f64| most * magnitude / f64::from(last);
        let sign = if is_negative && kind.is_signed() {
            -1.0
        } else {
            1.0
        };
        let value = match kind {
            Kind::ShearX | Kind::ShearY => sign * of(self.shear),
            Kind::TranslateX => sign * of((self.translate)(size.width())).trunc(),
            Kind::TranslateY => sign * of((self.translate)(size.height())).trunc(),
            Kind::Rotate => sign * of(self.rotate),
            Kind::Solarize => 255.0 - of(255.0),
            Kind::Posterize => 8.0 - of(self.posterize).round_ties_even(),
            kind if kind.is_enhancement() => 1.0 + sign * of(self.enhance),
            _ => 0.0,
        };
        kind.operation().map(|operation| Step::of(operation, value))
    }
}
