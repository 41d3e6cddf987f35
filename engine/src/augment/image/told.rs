//! What was done to an image as it is told: each operation with its numbers and, where it mixes, the id of the image that it
//! mixed with, and that one's own size where it had to be brought to this one's. That is all it takes to make the same bytes
//! again, without policy or seed.
//!
//! ```
//! use labelloom_engine::augment::image::told;
//! use labelloom_engine::images::{Channels, Image, Size};
//!
//! let image = Image::new(Size::new(2, 1), Channels::Grey, vec![0, 200])?;
//! let partner = Image::new(Size::new(2, 1), Channels::Grey, vec![100, 0])?;
//! let operations = serde_json::json!([{"name": "mirror"}, {"name": "mixup", "share": 0.5, "partner": "b"}]);
//! let operations: Vec<_> = operations.as_array().into_iter().flatten().filter_map(|said| said.as_object().cloned()).collect();
//! let made = told::made(&image, &operations, &mut |id| (id == "b").then(|| partner.clone()))?;
//! assert_eq!(made.bytes(), [150, 0]);
//! # Ok::<(), labelloom_engine::error::Error>(())
//! ```

use serde_json::{Map, Value, json};

use super::step::Step;
use super::variant::{ImageVariant, MixedWith};
use crate::error::{Error, Result};
use crate::images::{Image, fitted};

/// Under this key an operation that mixes names the other image.
pub const PARTNER: &str = "partner";

/// Under this key it tells width and height of the other image, where these were not the image's own.
pub const RESIZED_FROM: &str = "resized_from";

impl ImageVariant {
    /// What was done, as it is told.
    #[must_use]
    pub fn told(&self) -> Vec<Map<String, Value>> {
        let mut partners = self.partners.iter();
        let tell = |step: &Step| {
            let mut said = Map::new();
            said.insert("name".to_owned(), step.operation().name.into());
            said.extend(step.values().map(|(name, value)| (name.to_owned(), value.into())));
            if step.operation().takes_partner() {
                said.extend(partners.next().into_iter().flat_map(tell_partner));
            }
            said
        };
        self.steps.iter().map(tell).collect()
    }
}

fn tell_partner(partner: &MixedWith) -> impl Iterator<Item = (String, Value)> {
    let id = (PARTNER.to_owned(), partner.id.as_str().into());
    let resized = partner
        .resized_from
        .map(|size| (RESIZED_FROM.to_owned(), json!(size.sides())));
    std::iter::once(id).chain(resized)
}

/// The image that operations as they are told make of another; `partner` finds the image of an id.
///
/// # Errors
/// No such operation, numbers that are missing, an image to mix with that is not there.
pub fn made(
    image: &Image,
    operations: &[Map<String, Value>],
    partner: &mut dyn FnMut(&str) -> Option<Image>,
) -> Result<Image> {
    let mut made = image.clone();
    for said in operations {
        let mut numbers = said.clone();
        let id = numbers.shift_remove(PARTNER);
        // The size that it has is what counts.
        numbers.shift_remove(RESIZED_FROM);
        let step = Step::from_json(&Value::Object(numbers))?;
        let other = match id.as_ref().and_then(Value::as_str) {
            Some(id) => Some(partner(id).ok_or_else(|| {
                let what = format!("The image “{id}” to mix with is not there");
                Error::new(what, "Give all images that the variants were made of").at(step.operation().name)
            })?),
            None => None,
        };
        let fitting = other.as_ref().map(|other| fitted(other, &made));
        made = step.apply(&made, fitting.as_deref())?;
    }
    Ok(made)
}
