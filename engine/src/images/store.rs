//! The pixels of all records' images, in few allocations: chunks are filled and never moved, as those of texts are.

use std::sync::OnceLock;

use super::image::{Channels, Image};
use super::same::SamePixels;
use super::size::Size;
use crate::num::index;

/// Bytes of a full chunk. A larger image has a chunk of its own.
const CHUNK_BYTES: usize = 4 << 20;

/// An image as a project keeps it: at most as large as the import was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredImage {
    /// Width and height of the image that it was made of.
    pub original: Size,
    /// Its pixels.
    pub image: Image,
}

/// Where an image's pixels are.
#[derive(Clone, Copy, Debug)]
struct Entry {
    original: Size,
    size: Size,
    channels: Channels,
    chunk: u32,
    start: u32,
}

impl Entry {
    const fn bytes(&self) -> usize {
        self.size.width() * self.size.height() * self.channels.count()
    }
}

/// An append-only list of images.
#[derive(Clone, Debug, Default)]
pub struct ImageStore {
    chunks: Vec<Vec<u8>>,
    entries: Vec<Entry>,
    bytes: u64,
    /// Which are the same, once that was asked.
    same: OnceLock<SamePixels>,
}

impl ImageStore {
    /// How many images there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Bytes of all pixels.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next record's image.
    pub fn push(&mut self, stored: &StoredImage) {
        self.same.take();
        let pixels = stored.image.bytes();
        let fits = self
            .chunks
            .last()
            .is_some_and(|chunk| chunk.len() + pixels.len() <= chunk.capacity());
        if !fits {
            // Small collections get small chunks.
            let size = if self.chunks.is_empty() {
                CHUNK_BYTES / 16
            } else {
                CHUNK_BYTES
            };
            self.chunks.push(Vec::with_capacity(size.max(pixels.len())));
        }
        let chunk = crate::num::count(self.chunks.len() - 1);
        if let Some(last) = self.chunks.last_mut() {
            self.entries.push(Entry {
                original: stored.original,
                size: stored.image.size(),
                channels: stored.image.channels(),
                chunk,
                start: crate::num::count(last.len()),
            });
            last.extend_from_slice(pixels);
            self.bytes += pixels.len() as u64;
        }
    }

    /// A record's image. There must be one.
    #[must_use]
    pub fn get(&self, record: u32) -> Image {
        let entry = &self.entries[index(record)];
        Image::of_checked(entry.size, entry.channels, self.pixels(record).to_vec())
    }

    /// A record's pixels, where they are kept. There must be some.
    #[must_use]
    pub fn pixels(&self, record: u32) -> &[u8] {
        let entry = &self.entries[index(record)];
        &self.chunks[index(entry.chunk)][index(entry.start)..][..entry.bytes()]
    }

    /// Width and height as a record's image is kept.
    #[must_use]
    pub fn size(&self, record: u32) -> Size {
        self.entries[index(record)].size
    }

    /// What the bytes of its pixels say.
    #[must_use]
    pub fn channels(&self, record: u32) -> Channels {
        self.entries[index(record)].channels
    }

    /// Width and height of the image that a record's was made of.
    #[must_use]
    pub fn original(&self, record: u32) -> Size {
        self.entries[index(record)].original
    }

    /// Which records' images are the same.
    pub fn same_pixels(&self) -> &SamePixels {
        self.same.get_or_init(|| SamePixels::of(self))
    }

    /// A record whose image has the pixels of another image.
    #[must_use]
    pub fn with_pixels(&self, image: &Image) -> Option<u32> {
        self.same_pixels().find(self, image)
    }

    /// Gives back what the last chunk holds unused.
    pub fn shrink(&mut self) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.shrink_to_fit();
        }
        self.entries.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(width: u32, height: u32, channels: Channels, fill: u8) -> StoredImage {
        let size = Size::new(width, height);
        let bytes = vec![fill; size.width() * size.height() * channels.count()];
        StoredImage {
            original: Size::new(width * 3, height * 3),
            image: Image::new(size, channels, bytes).unwrap(),
        }
    }

    #[test]
    fn images_come_out_as_they_went_in_across_chunks() {
        let sizes = [(3, 2), (600, 500), (1, 1), (2000, 900), (7, 5)];
        let channels = [Channels::Grey, Channels::GreyAlpha, Channels::Rgb, Channels::Rgba];
        let images: Vec<StoredImage> = (0u8..20)
            .map(|at| {
                let (width, height) = sizes[usize::from(at) % sizes.len()];
                stored(width, height, channels[usize::from(at) % channels.len()], at)
            })
            .collect();
        let mut store = ImageStore::default();
        images.iter().for_each(|image| store.push(image));
        store.shrink();
        assert_eq!(store.len(), images.len());
        for (record, image) in (0..).zip(&images) {
            assert_eq!(store.get(record), image.image);
            assert_eq!(store.original(record), image.original);
            assert_eq!(store.pixels(record), image.image.bytes());
            assert_eq!(
                (store.size(record), store.channels(record)),
                (image.image.size(), image.image.channels())
            );
        }
        let bytes: usize = images.iter().map(|image| image.image.bytes().len()).sum();
        assert_eq!(store.bytes(), bytes as u64);
    }
}
