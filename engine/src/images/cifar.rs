//! The binary batches of CIFAR-10 (A. Krizhevsky, 2009): records of 3,073 bytes, one after the other, nothing between.
//! The first byte is the class, 0 to 9; then come 1,024 bytes of red, as many of green and of blue, 32 rows from the top.
//!
//! A batch is read in pieces cut anywhere, as files are: [`Batch::push`] hands on every record that is complete.

use super::image::{Channels, Image};
use super::size::Size;
use crate::error::{Error, Result};
use crate::num::grouped;

/// Width and height of each image.
pub const SIDE: usize = 32;

/// Pixels of an image.
const PLANE: usize = SIDE * SIDE;

/// Bytes of a record.
pub const RECORD: usize = 1 + 3 * PLANE;

/// The classes' names, as `batches.meta.txt` lists them.
pub const CLASSES: [&str; 10] = [
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
];

/// A record of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its class, a place in [`CLASSES`].
    pub class: u8,
    /// 32 × 32 pixels of red, green and blue.
    pub image: Image,
}

impl Record {
    /// The class's name.
    #[must_use]
    pub fn class_name(&self) -> &'static str {
        CLASSES.get(usize::from(self.class)).copied().unwrap_or("")
    }
}

/// Reads a batch.
#[derive(Debug, Default)]
pub struct Batch {
    /// Bytes of a record that is not complete yet.
    held: Vec<u8>,
    /// Bytes of the records that are.
    read: u64,
}

impl Batch {
    /// Reads the next piece of the file, and hands on every record that is complete.
    ///
    /// # Errors
    /// A class above 9: the file is no such batch, or is out of step. Nothing is to be read from there on.
    pub fn push(&mut self, mut bytes: &[u8], mut record: impl FnMut(Record)) -> Result<()> {
        if !self.held.is_empty() {
            let (head, rest) = bytes.split_at(bytes.len().min(RECORD - self.held.len()));
            self.held.extend_from_slice(head);
            bytes = rest;
            if self.held.len() < RECORD {
                return Ok(());
            }
            let held = std::mem::take(&mut self.held);
            record(self.next_record(&held)?);
        }
        let mut records = bytes.chunks_exact(RECORD);
        for bytes in &mut records {
            record(self.next_record(bytes)?);
        }
        self.held.extend_from_slice(records.remainder());
        Ok(())
    }

    /// Whether nothing was read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.read == 0 && self.held.is_empty()
    }

    /// Ends the file.
    ///
    /// # Errors
    /// A record that is cut, and a file of no record.
    pub fn finish(&self) -> Result<()> {
        let end = self.read + self.held.len() as u64;
        if end == 0 {
            return Err(Error::new(
                "The file is empty",
                "Choose a batch of CIFAR-10, such as data_batch_1.bin",
            ));
        }
        if self.held.is_empty() {
            return Ok(());
        }
        let what = format!(
            "The file ends at byte {}, inside record {}, which would end at byte {}: records have 3,073 bytes each",
            grouped(end),
            grouped(self.number()),
            grouped(self.read + RECORD as u64)
        );
        Err(Error::new(what, self.remedy(end)))
    }

    fn next_record(&mut self, bytes: &[u8]) -> Result<Record> {
        let class = bytes[0];
        if usize::from(class) >= CLASSES.len() {
            let what = format!(
                "The class at byte {} is {class}; classes are 0 to 9",
                grouped(self.read)
            );
            return Err(Error::new(what, self.remedy(0)).at(format!("record {}", grouped(self.number()))));
        }
        self.read += RECORD as u64;
        let image = Image::zeros(Size::new(32, 32), Channels::Rgb);
        Ok(Record {
            class,
            image: interleaved(image, &bytes[1..]),
        })
    }

    /// The number of the record that comes next, from 1.
    const fn number(&self) -> u64 {
        self.read / RECORD as u64 + 1
    }

    fn remedy(&self, end: u64) -> &'static str {
        match end > 0 && end.is_multiple_of(RECORD as u64 + 1) {
            true => {
                "It may be CIFAR-100, whose records have one byte more; choose the binary version of CIFAR-10"
            }
            false => {
                "Get the file again from its source; the binary version is wanted, unpacked from its archive"
            }
        }
    }
}

/// Three planes as one image.
fn interleaved(mut image: Image, planes: &[u8]) -> Image {
    let (red, rest) = planes.split_at(PLANE);
    let (green, blue) = rest.split_at(PLANE);
    let colours = red.iter().zip(green).zip(blue);
    for (pixel, ((&red, &green), &blue)) in image.bytes_mut().chunks_exact_mut(3).zip(colours) {
        pixel.copy_from_slice(&[red, green, blue]);
    }
    image
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record whose red is its class, whose green is a pixel's column and whose blue its row.
    fn bytes(class: u8) -> Vec<u8> {
        let places = || 0..32u8;
        let mut bytes = vec![class];
        bytes.extend(std::iter::repeat_n(class, PLANE));
        bytes.extend(places().flat_map(|_| places()));
        bytes.extend(places().flat_map(|row| std::iter::repeat_n(row, SIDE)));
        bytes
    }

    fn read(pieces: &[&[u8]]) -> Result<Vec<Record>> {
        let (mut batch, mut records) = (Batch::default(), Vec::new());
        for piece in pieces {
            batch.push(piece, |record| records.push(record))?;
        }
        batch.finish()?;
        Ok(records)
    }

    #[test]
    fn planes_become_pixels() {
        let records = read(&[&bytes(3)]).unwrap();
        assert_eq!((records.len(), records[0].class_name()), (1, "cat"));
        let pixel = |x: usize, y: usize| records[0].image.rows().nth(y).unwrap()[x * 3..x * 3 + 3].to_vec();
        assert_eq!(
            [pixel(0, 0), pixel(31, 0), pixel(5, 9)],
            [[3, 0, 0], [3, 31, 0], [3, 5, 9]]
        );
    }

    #[test]
    fn a_cut_record_is_named_with_its_bytes() {
        let mut two = [bytes(1), bytes(2)].concat();
        two.pop();
        let error = read(&[&two]).unwrap_err().to_string();
        assert!(
            error.starts_with("The file ends at byte 6,145, inside record 2, which would end at byte 6,146:"),
            "{error}"
        );
        let longer = vec![0; 2 * (RECORD + 1)];
        assert!(read(&[&longer]).unwrap_err().remedy.contains("CIFAR-100"));
        assert!(read(&[]).unwrap_err().what.contains("empty"));
    }

    #[test]
    fn a_class_out_of_range_is_named_with_its_byte() {
        let error = read(&[&[bytes(9), bytes(10)].concat()]).unwrap_err().to_string();
        assert!(
            error.starts_with("record 2: The class at byte 3,073 is 10; classes are 0 to 9."),
            "{error}"
        );
    }

    proptest::proptest! {
        #[test]
        fn records_do_not_depend_on_the_cuts(mut cuts in proptest::collection::vec(0..3 * RECORD, 0..6)) {
            let whole = [bytes(0), bytes(5), bytes(9)].concat();
            cuts.extend([0, whole.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &whole[cut[0]..cut[1]]).collect();
            proptest::prop_assert_eq!(read(&pieces).unwrap(), read(&[&whole]).unwrap());
        }
    }
}
