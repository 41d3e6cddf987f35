//! A pack of images: what is made of a folder of image files.

use super::cells::{Known, Rows, place, reason};
use super::{PictureReader, PictureReaderKind};
use crate::formats::RowSink;
use crate::images::pack::{Entry, MAGIC, PackReader};

/// See the module.
pub(super) struct Pack;

impl PictureReaderKind for Pack {
    fn name(&self) -> &'static str {
        "images"
    }

    fn title(&self) -> &'static str {
        "Images"
    }

    fn sentence(&self) -> &'static str {
        "PNG, JPEG and WebP files of a folder; the name of an image's own folder is its label."
    }

    fn has_paths(&self) -> bool {
        true
    }

    fn recognise(&self, _name: &str, head: &[u8], _complete: bool) -> Option<Vec<String>> {
        head.starts_with(MAGIC).then(Vec::new)
    }

    fn open(&self) -> Box<dyn PictureReader> {
        Box::new(Reader {
            rows: Rows::new(self.has_paths()),
            pack: PackReader::default(),
            images: 0,
            is_broken: false,
        })
    }
}

struct Reader {
    pack: PackReader,
    rows: Rows,
    /// Images so far, those set aside too.
    images: u64,
    is_broken: bool,
}

impl PictureReader for Reader {
    fn push(&mut self, bytes: &[u8], sink: &mut dyn RowSink) {
        if self.is_broken {
            return;
        }
        let (rows, images) = (&mut self.rows, &mut self.images);
        let read = self.pack.push(bytes, &mut |entry| {
            *images = entry.number;
            row(rows, &entry, sink);
        });
        if let Err(error) = read {
            self.is_broken = true;
            let place = place(*images + 1, self.pack.place());
            rows.bad(place, "", reason(&error), sink);
        }
    }

    fn finish(&mut self, sink: &mut dyn RowSink) {
        // A pack without an image is no row; that is told by whoever counts rows.
        if self.is_broken || self.pack.is_empty() {
            return;
        }
        if let Err(error) = self.pack.finish() {
            let place = place(self.images + 1, self.pack.place());
            self.rows.bad(place, "", reason(&error), sink);
        }
    }
}

fn row(rows: &mut Rows, entry: &Entry, sink: &mut dyn RowSink) {
    let place = place(entry.number, entry.byte);
    match &entry.content {
        Ok(image) => {
            let known = Known {
                path: Some(&image.name),
                name: image.name.rsplit('/').next().unwrap_or_default(),
                label: &image.label,
            };
            rows.row(place, &known, &image.stored, sink);
        }
        Err(refused) => {
            let reason = match refused.name.as_str() {
                "" => refused.reason.clone(),
                name => format!("{name}: {}", refused.reason),
            };
            rows.bad(place, &refused.name, reason, sink);
        }
    }
}
