//! Images: what they are, what a file says of itself before it is decoded, how those of a project are kept ([`ImageStore`])
//! and handed to it ([`pack`]), CIFAR-10's batches, and images as numbers.
//!
//! Decoding is not here: in the page the browser decodes, natively the package `labelloom-images` does, and both ask
//! [`Header`] before they begin, so that no image of a huge declared size is ever unpacked.

pub mod cifar;
pub mod descriptors;
pub mod drawn;
mod fitted;
mod header;
mod image;
pub mod pack;
mod same;
mod size;
mod smaller;
pub mod statistics;
mod store;

pub use self::fitted::fitted;
pub use self::header::{Format, Header};
pub use self::image::{Channels, Image};
pub use self::same::{SamePixels, pixels_hash};
pub use self::size::{MOST_PIXELS, Size};
pub use self::smaller::{put_rgba, rgba, smaller, within};
pub use self::store::{ImageStore, StoredImage};
