//! Variants of images.
//!
//! An [operation](operations) makes an image of an image and of a few numbers; it also says how it draws these numbers
//! for a strength that a person chose. A [`Step`] is an operation with its numbers: applied again to the same image it
//! gives the same bytes on any machine. A [policy](policies) draws the steps of a variant, [`Variants`] makes it.
//!
//! ```
//! use labelloom_engine::augment::image::{Parent, Variants, policies::Recipe};
//! use labelloom_engine::images::{Channels, Image, Size};
//!
//! let recipe = Recipe::read(br#"{"version": 1, "policy": "cifar10", "copies": 3}"#)?;
//! let image = Image::new(Size::new(32, 32), Channels::Grey, vec![200; 1024])?;
//! let parent = Parent { id: "cat-1", label: Some("cat"), image: &image };
//! for variant in Variants::new(&recipe, 7).of(&parent, &[])? {
//!     assert_eq!(variant.steps[0].operation().name, "pad-crop");
//!     assert_eq!(variant.image.size(), image.size());
//! }
//! # Ok::<(), labelloom_engine::error::Error>(())
//! ```
//!
//! Operations that Pillow has too give its bytes exactly, on images of 8 bits a channel. All that turn, shear or move an
//! image take the nearest pixel, and zeros for what lies outside: black, and transparent where there is an alpha channel.

mod affine;
mod blend;
mod blocks;
mod lookup;
pub mod operations;
mod partners;
pub mod policies;
mod step;
pub mod told;
mod variant;
pub mod write;

pub use self::blocks::Blocks;
pub use self::operations::{Amount, ImageOperation, OPERATIONS};
pub use self::partners::{Partner, Partners};
pub use self::step::Step;
pub use self::variant::{ImageVariant, MixedWith, Parent, Share, Variants};
