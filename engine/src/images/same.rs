//! Which images have the same pixels, however they are stored: a grey image kept in colours is the same image. They are known
//! by a few pixels first, then by all of them as one number, and compared where these are equal.

use labelloom_kernels::pixels;

use super::image::{Channels, Image};
use super::size::Size;
use super::store::ImageStore;
use crate::num::count;
use crate::rng::mix;

/// Pixels of an image that it is first known by.
const KNOWN_BY: usize = 64;

/// An image where it lies.
#[derive(Clone, Copy)]
struct Pixels<'a> {
    size: Size,
    channels: Channels,
    bytes: &'a [u8],
}

impl<'a> Pixels<'a> {
    fn of(image: &'a Image) -> Self {
        Self {
            size: image.size(),
            channels: image.channels(),
            bytes: image.bytes(),
        }
    }

    fn kept(store: &'a ImageStore, record: u32) -> Self {
        Self {
            size: store.size(record),
            channels: store.channels(record),
            bytes: store.pixels(record),
        }
    }

    /// Red, green, blue and opacity of each so manieth pixel.
    fn each(self, step: usize) -> impl Iterator<Item = u32> + 'a {
        let channels = self.channels;
        let pixels = self.bytes.chunks_exact(channels.count()).step_by(step);
        pixels.map(move |pixel| u32::from_le_bytes(rgba_of(channels, pixel)))
    }

    fn of_size(self) -> u64 {
        let [width, height] = self.size.sides();
        mix(u64::from(width) << 32 | u64::from(height))
    }

    /// All pixels and the size as one number.
    fn hash(self) -> u64 {
        let channels = self.channels.count();
        let runs = self.bytes.chunks(pixels::RUN * channels);
        runs.fold(self.of_size(), |hash, run| pixels::hash(run, channels, hash))
    }

    /// Some pixels from all over it and the size as one number.
    fn first_sight(self) -> u64 {
        let count = self.bytes.len() / self.channels.count();
        let some = self.each(count.div_ceil(KNOWN_BY).max(1));
        some.fold(self.of_size(), |hash, pixel| mix(hash ^ u64::from(pixel)))
    }

    fn is_same(self, other: Self) -> bool {
        self.size == other.size
            && match self.channels == other.channels {
                true => self.bytes == other.bytes,
                false => self.each(1).eq(other.each(1)),
            }
    }
}

fn rgba_of(channels: Channels, pixel: &[u8]) -> [u8; 4] {
    match (channels, pixel) {
        (Channels::Grey, &[grey]) => [grey, grey, grey, u8::MAX],
        (Channels::GreyAlpha, &[grey, alpha]) => [grey, grey, grey, alpha],
        (Channels::Rgb, &[red, green, blue]) => [red, green, blue, u8::MAX],
        (Channels::Rgba, &[red, green, blue, alpha]) => [red, green, blue, alpha],
        _ => [0; 4],
    }
}

/// All pixels and the size as one number: of two images that differ the numbers differ, but for one pair in 2^64.
#[must_use]
pub fn pixels_hash(image: &Image) -> u64 {
    Pixels::of(image).hash()
}

/// What is known of the images of a store.
#[derive(Clone, Debug, Default)]
pub struct SamePixels {
    /// What each record is first known by, ascending, with the record.
    known: Vec<(u64, u32)>,
    groups: Vec<Vec<u32>>,
}

impl SamePixels {
    pub(super) fn of(store: &ImageStore) -> Self {
        let sight = |record| (Pixels::kept(store, record).first_sight(), record);
        let mut known: Vec<(u64, u32)> = (0..count(store.len())).map(sight).collect();
        known.sort_unstable();
        let alike = known.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1);
        let mut groups: Vec<Vec<u32>> = alike.flat_map(|alike| grouped(store, alike)).collect();
        groups.sort_unstable();
        Self { known, groups }
    }

    /// Groups of two records and more whose images are the same, in the order of their first ones; ascending within each.
    #[must_use]
    pub fn groups(&self) -> &[Vec<u32>] {
        &self.groups
    }

    /// A record of the store that has the pixels of an image.
    pub(super) fn find(&self, store: &ImageStore, image: &Image) -> Option<u32> {
        let wanted = Pixels::of(image);
        let sight = wanted.first_sight();
        let first = self.known.partition_point(|(known, _)| *known < sight);
        let alike = self.known[first..]
            .iter()
            .take_while(|(known, _)| *known == sight);
        let mut records = alike.map(|(_, record)| *record);
        records.find(|&record| Pixels::kept(store, record).is_same(wanted))
    }
}

/// Groups of those that are the same among some that are alike at first sight.
fn grouped(store: &ImageStore, alike: &[(u64, u32)]) -> Vec<Vec<u32>> {
    let hash = |&(_, record): &(u64, u32)| (Pixels::kept(store, record).hash(), record);
    let mut hashed: Vec<(u64, u32)> = alike.iter().map(hash).collect();
    hashed.sort_unstable();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for same in hashed.chunk_by(|a, b| a.0 == b.0) {
        // Nearly always one group; several with one number stay apart.
        let first = groups.len();
        for &(_, record) in same {
            let pixels = Pixels::kept(store, record);
            let mut there = groups[first..].iter_mut();
            match there.find(|group| Pixels::kept(store, group[0]).is_same(pixels)) {
                Some(group) => group.push(record),
                None => groups.push(vec![record]),
            }
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::StoredImage;

    fn image(sides: [u32; 2], channels: Channels, bytes: Vec<u8>) -> Image {
        Image::new(Size::new(sides[0], sides[1]), channels, bytes).unwrap()
    }

    fn store(images: &[Image]) -> ImageStore {
        let mut store = ImageStore::default();
        for image in images {
            store.push(&StoredImage {
                original: image.size(),
                image: image.clone(),
            });
        }
        store
    }

    /// A grey ramp, the pixel at a place changed.
    fn ramp(changed: Option<usize>) -> Vec<u8> {
        let mut bytes: Vec<u8> = (0..200).collect();
        changed.into_iter().for_each(|at| bytes[at] ^= 1);
        bytes
    }

    #[test]
    fn images_are_the_same_where_every_pixel_is() {
        let in_colours: Vec<u8> = ramp(None).iter().flat_map(|&grey| [grey; 3]).collect();
        let with_alpha = |alpha| ramp(None).iter().flat_map(|&grey| [grey, alpha]).collect();
        let images = [
            image([20, 10], Channels::Grey, ramp(None)),
            image([10, 20], Channels::Grey, ramp(None)),
            image([20, 10], Channels::Grey, ramp(Some(1))),
            image([20, 10], Channels::Rgb, in_colours),
            image([20, 10], Channels::GreyAlpha, with_alpha(255)),
            image([20, 10], Channels::GreyAlpha, with_alpha(254)),
            image([20, 10], Channels::Grey, ramp(Some(1))),
            image([20, 10], Channels::Grey, ramp(None)),
        ];
        let store = store(&images);
        let same = store.same_pixels();
        assert_eq!(same.groups(), [vec![0, 3, 4, 7], vec![2, 6]]);
        assert_eq!(store.with_pixels(&images[1]), Some(1));
        assert_eq!(
            store.with_pixels(&image([20, 10], Channels::Grey, ramp(Some(3)))),
            None
        );
        assert_eq!(pixels_hash(&images[0]), pixels_hash(&images[3]));
        assert_ne!(pixels_hash(&images[0]), pixels_hash(&images[1]));
        assert_ne!(pixels_hash(&images[0]), pixels_hash(&images[2]));
    }

    #[test]
    fn an_image_that_comes_later_is_known_too() {
        let mut store = store(&[image([2, 1], Channels::Grey, vec![1, 2])]);
        assert!(store.same_pixels().groups().is_empty());
        let again = image([2, 1], Channels::Grey, vec![1, 2]);
        store.push(&StoredImage {
            original: again.size(),
            image: again,
        });
        assert_eq!(store.same_pixels().groups(), [vec![0, 1]]);
    }
}
