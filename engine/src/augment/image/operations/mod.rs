//! The operations on images. Each is one file and one line in [`OPERATIONS`]; it describes itself.

mod autocontrast;
mod brightness;
mod colour;
mod contrast;
mod cutmix;
mod cutout;
mod equalize;
mod invert;
mod mirror;
mod mixup;
mod pad_crop;
mod posterize;
mod rotate;
mod sharpness;
mod shear;
mod solarize;
mod solarize_add;
mod translate;

#[cfg(test)]
mod tests;

pub use self::autocontrast::OPERATION as AUTOCONTRAST;
pub use self::brightness::OPERATION as BRIGHTNESS;
pub use self::colour::OPERATION as COLOUR;
pub use self::contrast::OPERATION as CONTRAST;
pub use self::cutmix::OPERATION as CUTMIX;
pub use self::cutout::OPERATION as CUTOUT;
pub use self::equalize::OPERATION as EQUALIZE;
pub use self::invert::OPERATION as INVERT;
pub use self::mirror::OPERATION as MIRROR;
pub use self::mixup::OPERATION as MIXUP;
pub use self::pad_crop::OPERATION as PAD_CROP;
pub use self::posterize::OPERATION as POSTERIZE;
pub use self::rotate::OPERATION as ROTATE;
pub use self::sharpness::OPERATION as SHARPNESS;
pub use self::shear::{SHEAR_X, SHEAR_Y};
pub use self::solarize::OPERATION as SOLARIZE;
pub use self::solarize_add::OPERATION as SOLARIZE_ADD;
pub use self::translate::{TRANSLATE_X, TRANSLATE_Y};
use crate::augment::random::Draw;
use crate::error::{Error, Result};
use crate::images::{Image, Size};

/// Every operation, in the order in which they are offered.
pub static OPERATIONS: &[&ImageOperation] = &[
    &PAD_CROP,
    &MIRROR,
    &ROTATE,
    &SHEAR_X,
    &SHEAR_Y,
    &TRANSLATE_X,
    &TRANSLATE_Y,
    &COLOUR,
    &CONTRAST,
    &BRIGHTNESS,
    &SHARPNESS,
    &POSTERIZE,
    &SOLARIZE,
    &SOLARIZE_ADD,
    &EQUALIZE,
    &AUTOCONTRAST,
    &INVERT,
    &CUTOUT,
    &MIXUP,
    &CUTMIX,
];

/// Most numbers that an operation takes.
pub const MOST_VALUES: usize = 4;

/// The numbers of an operation, in the order of their names; zeros behind.
pub type Values = [f64; MOST_VALUES];

/// An operation on images, describing itself.
#[derive(Debug)]
pub struct ImageOperation {
    /// Short and unique.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// How strong it may be; none where there is nothing to choose.
    pub amount: Option<Amount>,
    /// The names of the numbers that it takes.
    pub values: &'static [&'static str],
    /// Draws the numbers for an image of a size and an amount within bounds.
    draw: fn(Size, f64, &mut dyn Draw) -> Values,
    work: Work,
}

/// What an operation does, for any finite numbers.
#[derive(Debug)]
enum Work {
    /// To an image.
    Alone(fn(&Image, &Values) -> Image),
    /// To an image and a partner of the same size and kind, with the share of the result's label that stays the image's.
    Pair(fn(&Image, &Image, &Values) -> Image, fn(Size, &Values) -> f64),
}

/// How strong an operation may be: what a slider moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// What it is called.
    pub title: &'static str,
    /// What the number says, as one sentence.
    pub sentence: &'static str,
    /// The least.
    pub lowest: f64,
    /// The most.
    pub highest: f64,
    /// Where nothing is said.
    pub usual: f64,
    /// Whether only whole numbers mean something.
    pub is_whole: bool,
}

impl ImageOperation {
    /// Whether it takes a second image.
    #[must_use]
    pub const fn takes_partner(&self) -> bool {
        matches!(self.work, Work::Pair(..))
    }

    /// The usual amount; 0 where there is none to choose.
    #[must_use]
    pub fn usual_amount(&self) -> f64 {
        self.amount.map_or(0.0, |amount| amount.usual)
    }

    /// Whether an amount may be chosen.
    ///
    /// # Errors
    /// Beyond the bounds, not whole where it must be, or an amount of an operation that has none.
    pub fn check(&self, amount: f64) -> Result<()> {
        let Some(bounds) = self.amount else {
            let what = format!("“{}” has no amount", self.name);
            return if amount == 0.0 {
                Ok(())
            } else {
                Err(Error::new(what, "Leave it out"))
            };
        };
        let is_within = (bounds.lowest..=bounds.highest).contains(&amount);
        if is_within && !(bounds.is_whole && amount.fract() != 0.0) {
            return Ok(());
        }
        let what = format!("“{}” can't have the amount {amount}", self.name);
        let kind = if bounds.is_whole {
            "a whole number"
        } else {
            "a number"
        };
        Err(Error::new(
            what,
            format!("Give {kind} from {} to {}", bounds.lowest, bounds.highest),
        ))
    }

    /// Draws the numbers for an image of a size. The amount is brought within its bounds.
    pub fn draw(&self, size: Size, amount: f64, random: &mut dyn Draw) -> Values {
        let amount = self.amount.map_or(0.0, |bounds| match amount.is_finite() {
            true => amount.clamp(bounds.lowest, bounds.highest),
            false => bounds.usual,
        });
        (self.draw)(size, amount, random)
    }

    pub(super) fn apply(&self, image: &Image, partner: Option<&Image>, values: &Values) -> Result<Image> {
        let values = &values.map(|value| if value.is_finite() { value } else { 0.0 });
        match (&self.work, partner) {
            (Work::Alone(make), _) => Ok(make(image, values)),
            (Work::Pair(make, _), Some(partner)) if is_like(image, partner) => {
                Ok(make(image, partner, values))
            }
            (Work::Pair(..), Some(partner)) => {
                let what = format!(
                    "{} takes two images alike; one is {}, the other {}",
                    self.title,
                    kind(image),
                    kind(partner)
                );
                Err(Error::new(
                    what,
                    "Bring all images to one size, or leave the operation out",
                ))
            }
            (Work::Pair(..), None) => {
                let what = format!("{} takes a second image, and there is none", self.title);
                Err(Error::new(
                    what,
                    "Give two images at least, or leave the operation out",
                ))
            }
        }
    }

    pub(super) fn own_share(&self, size: Size, values: &Values) -> f64 {
        match self.work {
            Work::Alone(_) => 1.0,
            Work::Pair(_, share) => share(size, values).clamp(0.0, 1.0),
        }
    }
}

/// The operation of a name.
///
/// # Errors
/// There is none.
pub fn find(name: &str) -> Result<&'static ImageOperation> {
    let found = OPERATIONS
        .iter()
        .copied()
        .find(|operation| operation.name == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
        let what = format!("There is no operation “{name}” on images");
        Error::new(what, format!("Choose one of {}", names.join(", ")))
    })
}

fn is_like(image: &Image, partner: &Image) -> bool {
    image.size() == partner.size() && image.channels() == partner.channels()
}

fn kind(image: &Image) -> String {
    format!("{} with {} channels", image.size(), image.channels().count())
}

/// Numbers with zeros behind.
fn values<const N: usize>(given: [f64; N]) -> Values {
    let mut values = [0.0; MOST_VALUES];
    values
        .iter_mut()
        .zip(given)
        .for_each(|(place, value)| *place = value);
    values
}

/// No numbers.
fn none(_: Size, _: f64, _: &mut dyn Draw) -> Values {
    [0.0; MOST_VALUES]
}

/// A number in −1..1.
fn either_way(random: &mut dyn Draw) -> f64 {
    random.fraction() * 2.0 - 1.0
}

/// The whole number below, within what a place in an image can be.
#[expect(clippy::cast_possible_truncation, reason = "`as` stops at the largest number")]
fn whole(value: f64) -> i64 {
    value.floor().clamp(-1e9, 1e9) as i64
}

/// A place in an image, 0 to its length.
fn within(place: i64, length: usize) -> usize {
    usize::try_from(place).unwrap_or(0).min(length)
}

/// Of operations that make more or less of something.
const ENHANCEMENT: Option<Amount> = Some(Amount {
    title: "Change",
    sentence: "How far the factor may lie from 1, either way.",
    lowest: 0.0,
    highest: 1.0,
    usual: 0.5,
    is_whole: false,
});

/// A factor round 1.
fn enhancement(_: Size, most: f64, random: &mut dyn Draw) -> Values {
    values([1.0 + most * either_way(random)])
}
