//! AutoAugment's policy for CIFAR-10 (E. Cubuk and others, 2019): one of 25 pairs of operations, each of the two with its
//! own probability and level. Invert in pair 14 has probability 0, as published.

use super::scale::{self, Space};
use super::{Draw, ImageOperation, ImagePolicy, Kind, Step, chance, kind};
use crate::images::Size;

/// By the levels of the paper's own code.
pub(super) static PAPER: ImagePolicy = ImagePolicy {
    name: "autoaugment-paper",
    title: "AutoAugment, paper's scale",
    sentence: "One of AutoAugment's 25 pairs for CIFAR-10, by the levels of its own code: made for images of 32 × 32.",
    parameters: &[],
    draws,
    draw: |_, _, random| {
        draw(random, |kind, level, is_negative| {
            scale::on_paper(kind, level, is_negative)
        })
    },
};

/// By torchvision's magnitudes.
pub(super) static TORCHVISION: ImagePolicy = ImagePolicy {
    name: "autoaugment-torchvision",
    title: "AutoAugment, torchvision's scale",
    sentence: "One of AutoAugment's 25 pairs for CIFAR-10, by torchvision's magnitudes, which go further and either way.",
    parameters: &[],
    draws,
    draw: |_, size, random| {
        draw(random, |kind, level, is_negative| {
            torchvision(kind, level, is_negative, size)
        })
    },
};

/// Those of the table that may happen.
fn draws() -> Vec<&'static ImageOperation> {
    let all = LEVELS.iter().flatten().filter(|(_, tenths, _)| *tenths > 0);
    kind::operations(all.map(|&(kind, ..)| kind))
}

/// Ten levels, 0 to 9.
static SPACE: Space = scale::usual(10);

pub(super) fn torchvision(kind: Kind, level: u8, is_negative: bool, size: Size) -> Option<Step> {
    SPACE.step(kind, level, is_negative, size)
}

/// Which pair, and then of each of the two whether it happens and which way it goes.
fn draw(random: &mut dyn Draw, step: impl Fn(Kind, u8, bool) -> Option<Step>) -> Vec<Step> {
    let pair = &LEVELS[random.below(LEVELS.len())];
    let mut steps = Vec::with_capacity(2);
    for &(kind, tenths, level) in pair {
        let happens = chance(f64::from(tenths) / 10.0, random);
        let is_negative = chance(0.5, random);
        if happens {
            steps.extend(step(kind, level, is_negative));
        }
    }
    steps
}

/// Two operations, each with its probability in tenths and its level (0 where it has none).
pub type SubPolicy = [(Kind, u8, u8); 2];

/// The 25 pairs, in the paper's order.
pub static LEVELS: [SubPolicy; 25] = {
    use Kind::{
        AutoContrast, Brightness, Color, Contrast, Equalize, Invert, Posterize, Rotate, Sharpness, ShearY,
        Solarize, TranslateX, TranslateY,
    };
    [
        [(Invert, 1, 0), (Contrast, 2, 6)],
        [(Rotate, 7, 2), (TranslateX, 3, 9)],
        [(Sharpness, 8, 1), (Sharpness, 9, 3)],
        [(ShearY, 5, 8), (TranslateY, 7, 9)],
        [(AutoContrast, 5, 0), (Equalize, 9, 0)],
        [(ShearY, 2, 7), (Posterize, 3, 7)],
        [(Color, 4, 3), (Brightness, 6, 7)],
        [(Sharpness, 3, 9), (Brightness, 7, 9)],
        [(Equalize, 6, 0), (Equalize, 5, 0)],
        [(Contrast, 6, 7), (Sharpness, 6, 5)],
        [(Color, 7, 7), (TranslateX, 5, 8)],
        [(Equalize, 3, 0), (AutoContrast, 4, 0)],
        [(TranslateY, 4, 3), (Sharpness, 2, 6)],
        [(Brightness, 9, 6), (Color, 2, 8)],
        [(Solarize, 5, 2), (Invert, 0, 0)],
        [(Equalize, 2, 0), (AutoContrast, 6, 0)],
        [(Equalize, 2, 0), (Equalize, 6, 0)],
        [(Color, 9, 9), (Equalize, 6, 0)],
        [(AutoContrast, 8, 0), (Solarize, 2, 8)],
        [(Brightness, 1, 3), (Color, 7, 0)],
        [(Solarize, 4, 5), (AutoContrast, 9, 0)],
        [(TranslateY, 9, 9), (TranslateY, 7, 9)],
        [(AutoContrast, 9, 0), (Solarize, 8, 3)],
        [(Equalize, 8, 0), (Invert, 1, 0)],
        [(TranslateY, 7, 9), (AutoContrast, 9, 0)],
    ]
};
