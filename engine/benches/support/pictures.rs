//! Images of drawn bytes, as large as those of CIFAR-10.

use labelloom_engine::images::{Channels, Image, Size};
use labelloom_engine::rng::Rng;

/// So many of them.
pub(crate) fn pictures(count: usize) -> Vec<Image> {
    let mut rng = Rng::new(1);
    let mut bytes = || (0..384).flat_map(|_| rng.next_u64().to_le_bytes()).collect();
    (0..count)
        .map(|_| Image::new(Size::new(32, 32), Channels::Rgb, bytes()).expect("an image"))
        .collect()
}
