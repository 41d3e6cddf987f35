//! Images: what they are, what a file says of itself before it is decoded, CIFAR-10's batches, and images as numbers.
//!
//! Decoding is not here: in the page the browser decodes, natively the package `labelloom-images` does, and both ask
//! [`Header`] before they begin, so that no image of a huge declared size is ever unpacked.

pub mod cifar;
pub mod descriptors;
mod header;
mod image;
mod size;
pub mod statistics;

pub use self::header::{Format, Header};
pub use self::image::{Channels, Image};
pub use self::size::{MOST_PIXELS, Size};
