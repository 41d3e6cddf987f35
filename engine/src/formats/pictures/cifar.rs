//! The binary batches of CIFAR-10.

use super::cells::{Known, Rows, place, reason};
use super::{PictureReader, PictureReaderKind};
use crate::formats::RowSink;
use crate::images::StoredImage;
use crate::images::cifar::{Batch, CLASSES, RECORD, Record};

/// From so many classes on that fit, a file is a batch even where its end is cut.
const CERTAIN: usize = 10;

/// See the module.
pub(super) struct Cifar;

impl PictureReaderKind for Cifar {
    fn name(&self) -> &'static str {
        "cifar-10"
    }

    fn title(&self) -> &'static str {
        "CIFAR-10, binary"
    }

    fn sentence(&self) -> &'static str {
        "A batch of CIFAR-10 in its binary version: images of 32 × 32 pixels with a class each."
    }

    fn has_paths(&self) -> bool {
        false
    }

    /// There is no magic: by the ending `.bin`, and a class from 0 to 9 wherever a record begins.
    fn recognise(&self, name: &str, head: &[u8], complete: bool) -> Option<Vec<String>> {
        let ending = name.rsplit_once('.')?.1;
        let classes = head.iter().step_by(RECORD);
        let fits = ending.eq_ignore_ascii_case("bin")
            && head.len() >= RECORD
            && (!complete || head.len().is_multiple_of(RECORD) || head.len() > CERTAIN * RECORD)
            && classes.clone().all(|class| usize::from(*class) < CLASSES.len());
        fits.then(|| {
            vec![
                format!(
                    "Read as a batch of CIFAR-10: 32 × 32 pixels an image, its labels by their names ({} … {}).",
                    CLASSES[0],
                    CLASSES[CLASSES.len() - 1]
                ),
                "The file names no image: they are called by their number.".to_owned(),
            ]
        })
    }

    fn open(&self) -> Box<dyn PictureReader> {
        Box::new(Reader {
            rows: Rows::new(self.has_paths()),
            batch: Batch::default(),
            images: 0,
            is_broken: false,
        })
    }
}

struct Reader {
    batch: Batch,
    rows: Rows,
    images: u64,
    is_broken: bool,
}

impl PictureReader for Reader {
    fn push(&mut self, bytes: &[u8], sink: &mut dyn RowSink) {
        if self.is_broken {
            return;
        }
        let (rows, images) = (&mut self.rows, &mut self.images);
        let read = self.batch.push(bytes, |record| {
            *images += 1;
            row(rows, *images, record, sink);
        });
        if let Err(error) = read {
            self.is_broken = true;
            let told = format!("{} Nothing is read from there on.", reason(&error));
            self.rows.bad(self.next_place(), "", told, sink);
        }
    }

    fn finish(&mut self, sink: &mut dyn RowSink) {
        if self.is_broken || self.images == 0 && self.batch.is_empty() {
            return;
        }
        if let Err(error) = self.batch.finish() {
            let place = self.next_place();
            self.rows.bad(place, "", reason(&error), sink);
        }
    }
}

impl Reader {
    const fn next_place(&self) -> crate::formats::Place {
        place(self.images + 1, self.images * RECORD as u64)
    }
}

fn row(rows: &mut Rows, number: u64, record: Record, sink: &mut dyn RowSink) {
    let known = Known {
        path: None,
        name: &format!("image {number}"),
        label: record.class_name(),
    };
    let stored = StoredImage {
        original: record.image.size(),
        image: record.image,
    };
    rows.row(place(number, (number - 1) * RECORD as u64), &known, &stored, sink);
}
