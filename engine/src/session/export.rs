//! Files to take away: which records go into one, what the label model makes of them, and the writing in steps.

mod choice;
mod header;
mod job;
mod labels;

pub use job::ExportJob;

use self::labels::ExportLabels;
use super::project::Project;
use super::reply::ExportPreview;
use super::request::ExportOptions;
use crate::error::{Error, Result};
use crate::formats::write::{Holds, WRITERS, WriterKind, writer};
use crate::images::ImageStore;
use crate::models::named;
use crate::num::{count, grouped};

/// Bytes of pixels that a project file holds, at most.
const MOST_PIXEL_BYTES: u64 = 256 << 20;

/// About as many bytes are shown of a file before it is made.
const HEAD_BYTES: usize = 4096;

impl Project {
    /// An export as work in steps. It is of the project as it is now, whatever is edited between the steps.
    ///
    /// # Errors
    /// A format or model that is not there, a model that can't be fitted to the votes, a threshold that is no
    /// probability.
    // A door of the page's part `export`.
    #[inline(never)]
    pub fn export(&self, options: &ExportOptions) -> Result<ExportJob> {
        let kind = checked(options)?;
        if kind.holds() == Holds::All {
            check_pixels(self.corpus.images())?;
        }
        let labels = ExportLabels::new(self, kind, options)?;
        Ok(ExportJob::new(self, kind, options, labels))
    }

    /// How an export would begin.
    ///
    /// # Errors
    /// As [`Self::export`].
    // A door of the page's part `export`.
    #[inline(never)]
    pub fn export_preview(&self, options: &ExportOptions) -> Result<ExportPreview> {
        let kind = checked(options)?;
        let labels = ExportLabels::new(self, kind, options)?;
        let mut job = ExportJob::new(self, kind, options, labels);
        let (head, complete, said) = job.head(self, HEAD_BYTES);
        let of_records = if kind.holds() == Holds::None {
            0
        } else {
            count(self.corpus.len())
        };
        Ok(ExportPreview {
            records: job.records(),
            left_out: of_records - job.records(),
            head,
            complete,
            file_name: file_name(&self.document.name, kind),
            said,
        })
    }
}

/// A project file is made in memory, and pixels are a third longer in it than they are.
fn check_pixels(images: Option<&ImageStore>) -> Result<()> {
    let bytes = images.map_or(0, ImageStore::bytes);
    if bytes <= MOST_PIXEL_BYTES {
        return Ok(());
    }
    let what = format!(
        "The images of this project are {} MB as they are kept; a project file holds {} MB at most",
        grouped(bytes >> 20),
        MOST_PIXEL_BYTES >> 20
    );
    let remedy = "Keep the folder and save the rules; or import it again with smaller images";
    Err(Error::new(what, remedy))
}

fn checked(options: &ExportOptions) -> Result<&'static dyn WriterKind> {
    if !(0.0..=1.0).contains(&options.threshold) {
        let what = format!("{} is no probability", options.threshold);
        return Err(Error::new(what, "Choose a threshold from 0 to 1"));
    }
    if let Some(model) = &options.model {
        named(model)?;
    }
    writer(&options.format).ok_or_else(|| {
        let names: Vec<&str> = WRITERS.iter().map(|kind| kind.name()).collect();
        let what = format!("There is no export format {:?}", options.format);
        Error::new(what, format!("Choose one of {}", names.join(", ")))
    })
}

/// The project's name as a file name that every system takes, and the format's ending.
fn file_name(project: &str, kind: &dyn WriterKind) -> String {
    let lower = project.to_lowercase();
    let words: Vec<&str> = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let slug: String = words.join("-").chars().take(60).collect();
    let slug = slug.trim_end_matches('-');
    format!(
        "{}{}",
        if slug.is_empty() { "labelloom" } else { slug },
        kind.ending()
    )
}

#[cfg(test)]
mod tests;
