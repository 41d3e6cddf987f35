//! Operations that give each byte a new one: a table a channel. An alpha channel stays.

use labelloom_kernels::pixels;

use crate::images::Image;

/// A new byte for each byte.
pub(super) type Table = [u8; 256];

/// The table of a function.
pub(super) fn table(new: impl Fn(u8) -> u8) -> Table {
    let mut table = [0; 256];
    for (byte, place) in (0..=u8::MAX).zip(&mut table) {
        *place = new(byte);
    }
    table
}

/// The same table for all colours.
pub(super) fn by_one(image: &Image, table: &Table) -> Image {
    by_tables(image, &[*table; 3])
}

/// A table for each colour channel, in order.
pub(super) fn by_tables(image: &Image, tables: &[Table; 3]) -> Image {
    let channels = image.channels();
    let mut bytes = image.bytes().to_vec();
    let runs = bytes.chunks_mut(pixels::RUN * channels.count());
    runs.for_each(|run| pixels::map(run, channels.count(), tables));
    image.with_bytes(bytes)
}

/// A table for each channel by how often its bytes occur.
pub(super) fn by_counts(image: &Image, make: impl Fn(&[u64; 256]) -> Table) -> Image {
    let mut counts = [[0u64; 256]; 3];
    for pixel in image.pixels() {
        for (byte, counts) in pixel.iter().zip(&mut counts).take(image.channels().colours()) {
            counts[usize::from(*byte)] += 1;
        }
    }
    by_tables(image, &counts.each_ref().map(make))
}
