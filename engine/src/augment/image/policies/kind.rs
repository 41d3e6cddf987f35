//! The operations of published policies.

use super::super::operations::{self, ImageOperation};

/// An operation as the policies' tables name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the operations")]
pub enum Kind {
    Identity,
    ShearX,
    ShearY,
    TranslateX,
    TranslateY,
    Rotate,
    Brightness,
    Color,
    Contrast,
    Sharpness,
    Posterize,
    Solarize,
    AutoContrast,
    Equalize,
    Invert,
}

/// Those that RandAugment and TrivialAugment draw from, in torchvision's order.
pub(super) const PLAIN: [Kind; 14] = [
    Kind::Identity,
    Kind::ShearX,
    Kind::ShearY,
    Kind::TranslateX,
    Kind::TranslateY,
    Kind::Rotate,
    Kind::Brightness,
    Kind::Color,
    Kind::Contrast,
    Kind::Sharpness,
    Kind::Posterize,
    Kind::Solarize,
    Kind::AutoContrast,
    Kind::Equalize,
];

/// What some of them do, each operation once, in order.
pub(super) fn operations(kinds: impl IntoIterator<Item = Kind>) -> Vec<&'static ImageOperation> {
    let mut all: Vec<&'static ImageOperation> = Vec::new();
    for operation in kinds.into_iter().filter_map(Kind::operation) {
        if all.iter().all(|known| known.name != operation.name) {
            all.push(operation);
        }
    }
    all
}

impl Kind {
    /// What it does; none where nothing is done.
    #[must_use]
    pub const fn operation(self) -> Option<&'static ImageOperation> {
        Some(match self {
            Self::Identity => return None,
            Self::ShearX => &operations::SHEAR_X,
            Self::ShearY => &operations::SHEAR_Y,
            Self::TranslateX => &operations::TRANSLATE_X,
            Self::TranslateY => &operations::TRANSLATE_Y,
            Self::Rotate => &operations::ROTATE,
            Self::Brightness => &operations::BRIGHTNESS,
            Self::Color => &operations::COLOUR,
            Self::Contrast => &operations::CONTRAST,
            Self::Sharpness => &operations::SHARPNESS,
            Self::Posterize => &operations::POSTERIZE,
            Self::Solarize => &operations::SOLARIZE,
            Self::AutoContrast => &operations::AUTOCONTRAST,
            Self::Equalize => &operations::EQUALIZE,
            Self::Invert => &operations::INVERT,
        })
    }

    /// The sign that stands for a direction drawn as positive: the policies' tables give what Pillow is told, and Pillow is
    /// told where pixels come from.
    pub(super) const fn is_signed_on_paper(self) -> bool {
        matches!(
            self,
            Self::ShearX | Self::ShearY | Self::TranslateX | Self::TranslateY | Self::Rotate
        )
    }

    /// Whether torchvision's magnitude goes either way: also for the enhancements.
    pub(super) const fn is_signed(self) -> bool {
        self.is_signed_on_paper() || self.is_enhancement()
    }

    /// Whether the number is a factor.
    pub(super) const fn is_enhancement(self) -> bool {
        matches!(
            self,
            Self::Brightness | Self::Color | Self::Contrast | Self::Sharpness
        )
    }
}
