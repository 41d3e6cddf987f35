//! Files of images into rows: a row is an image, its name and label, and the numbers that can be told of it. These files
//! hold no text, so that their readers are given bytes, and know their files by the first of them.
//!
//! A new reader of images is one file here and one line in [`PICTURE_READERS`].

mod cells;
mod cifar;
mod pack;

use super::profile::Profile;
use super::sniff::Sniffed;
use super::{Mapping, ReadOptions, RowSink};
use crate::images::statistics::STATISTICS;

/// The column of the image's file with its folders.
pub const PATH: &str = "path";
/// The column of the name by which rules know an image.
const NAME: &str = "name";
/// The column of what a person has decided.
pub const LABEL: &str = "label";

/// Every reader of images, in the order they are tried.
pub static PICTURE_READERS: &[&dyn PictureReaderKind] = &[&pack::Pack, &cifar::Cifar];

/// A format of images: it describes itself, recognises its files, and opens a reader.
pub trait PictureReaderKind: Sync {
    /// The name in options and commands.
    fn name(&self) -> &'static str;
    /// The name as people know it.
    fn title(&self) -> &'static str;
    /// One sentence on what the format holds.
    fn sentence(&self) -> &'static str;
    /// Whether it says of each image which file it is of.
    fn has_paths(&self) -> bool;
    /// What the user should be told of a file of that name and head; none if it is no such file. `complete` when the head
    /// is all of it.
    fn recognise(&self, name: &str, head: &[u8], complete: bool) -> Option<Vec<String>>;
    /// A reader that has read nothing yet.
    fn open(&self) -> Box<dyn PictureReader>;
}

/// Cuts bytes into rows. They come in pieces cut anywhere; the rows do not depend on the cuts.
pub trait PictureReader {
    /// Reads the next piece, and hands on every image that is complete.
    fn push(&mut self, bytes: &[u8], sink: &mut dyn RowSink);
    /// Reads what is left as the end of the file.
    fn finish(&mut self, sink: &mut dyn RowSink);
}

/// The reader of that name.
pub fn picture_reader(name: &str) -> Option<&'static dyn PictureReaderKind> {
    PICTURE_READERS.iter().copied().find(|kind| kind.name() == name)
}

/// How the file of that name and head would be read, if it holds images.
pub(super) fn sniff(name: &str, head: &[u8], complete: bool) -> Option<Sniffed> {
    PICTURE_READERS.iter().find_map(|kind| {
        Some(Sniffed {
            said: kind.recognise(name, head, complete)?,
            options: ReadOptions::of(kind.name(), super::Encoding::Utf8),
        })
    })
}

/// The columns of images are known, and so is what each is. Labels that the head does not show may come behind it.
pub(super) fn mapping(kind: &dyn PictureReaderKind, columns: &[Profile], complete: bool) -> Mapping {
    let label = columns.iter().find(|column| column.name == LABEL);
    let has_labels = label.is_some_and(|column| column.filled() > 0 || !complete);
    let statistics = STATISTICS.iter().map(|statistic| statistic.name.to_owned());
    Mapping {
        text: NAME.to_owned(),
        id: kind.has_paths().then(|| PATH.to_owned()),
        gold: has_labels.then(|| LABEL.to_owned()),
        split: None,
        fields: statistics.collect(),
        more_texts: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
