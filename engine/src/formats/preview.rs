//! What an import would give, shown before it is done: columns, first rows, rows set aside, and a mapping.

use serde::{Deserialize, Serialize};

use super::magic::shown;
use super::mapping::{self, Mapping};
use super::pictures::{self, picture_reader};
use super::pipeline::Pipeline;
use super::profile::{MOST_VALUES, Profile};
use super::row::excerpt;
use super::sniff::{Sniffed, cut_head, sniff};
use super::table::Head;
use super::{BadRow, Cell, ImportError, Place, ReadOptions, Row, RowSink};
use crate::base64::{decoded, encoded};
use crate::images::pack::bytes_of_first;
use crate::images::{Image, rgba, smaller};

/// The most that a picture's longer side has.
const PICTURE_SIDE: u32 = 64;
/// As many rows are shown.
const SHOWN_ROWS: usize = 20;
/// As many different values of a column are shown.
const SHOWN_EXAMPLES: usize = 5;
/// As many rows set aside are shown.
const SHOWN_BAD: usize = 100;

/// What the head of a file gives.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Preview {
    /// How the file was read.
    pub options: ReadOptions,
    /// What the user should know, as whole sentences.
    pub said: Vec<String>,
    /// The columns, in the file's order.
    pub columns: Vec<ColumnPreview>,
    /// The first rows, as texts of at most 200 characters.
    pub rows: Vec<Vec<String>>,
    /// … and of images the images, small; else none.
    pub pictures: Vec<PreviewPicture>,
    /// Rows read in the head, and those of them that were set aside.
    pub rows_in_sample: u64,
    /// As `rows_in_sample`.
    pub bad_in_sample: u64,
    /// The first rows set aside.
    pub bad: Vec<BadRow>,
    /// The proposed mapping.
    pub mapping: Mapping,
}

/// An image as a preview shows it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct PreviewPicture {
    /// Columns of pixels.
    pub width: u32,
    /// Rows of pixels.
    pub height: u32,
    /// Red, green, blue and opacity of each pixel, in base64.
    pixels: String,
}

impl PreviewPicture {
    fn of(image: &Image) -> Self {
        let image = smaller(image, PICTURE_SIDE);
        let [width, height] = image.size().sides();
        Self {
            width,
            height,
            pixels: encoded(&rgba(&image)),
        }
    }

    /// Red, green, blue and opacity of each pixel, rows from the top.
    #[must_use]
    pub fn rgba(&self) -> Vec<u8> {
        decoded(&self.pixels).unwrap_or_default()
    }
}

/// One column, as far as the head shows it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct ColumnPreview {
    /// Its name.
    pub name: String,
    /// The part it is proposed for: `text`, `id`, `gold`, `split` or `field`.
    pub kind_guess: String,
    /// How many different values it has.
    pub distinct_in_sample: u64,
    /// How many rows have no value or an empty one.
    pub empty_in_sample: u64,
    /// The first different values, each of at most 200 characters; an ellipsis says that one was cut.
    pub examples: Vec<String>,
    /// All different values with their number of rows, the most frequent first, if there are at most 64.
    pub values: Vec<(String, u32)>,
    /// The names of classes that the file has for the column, also of those that no row is of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
}

/// Bytes of a file's head that show what is to be shown, as far as its beginning tells: images are large, and of a few
/// alone a mebibyte holds none whole.
#[must_use]
pub fn wanted_bytes(head: &[u8]) -> u64 {
    bytes_of_first(SHOWN_ROWS, head).unwrap_or_default()
}

/// Reads the head of a file as `options` say, or as sniffed; `complete` when the head is all of the file.
pub fn preview(
    name: &str,
    head: &[u8],
    complete: bool,
    options: Option<&ReadOptions>,
) -> Result<Preview, ImportError> {
    // Of a pack as much as its first images take is looked at; all else is told by a part of one size.
    let (head, complete) = match bytes_of_first(SHOWN_ROWS, head) {
        Some(_) => (head, complete),
        None => cut_head(head, complete),
    };
    let sniffed = sniff(name, head, complete)?;
    let (options, mut said) = match options {
        Some(options) if *options != sniffed.options => (options.clone(), Vec::new()),
        _ => {
            let Sniffed { options, said } = sniffed;
            (options, said)
        }
    };
    let sample = read(head, complete, &options)?;
    if complete {
        sample.check(name)?;
    } else if sample.profiles.is_empty() {
        said.push("No record could be read in the part of the file looked at here.".to_owned());
    }
    if sample.blank > 0 {
        said.push(blank_lines(sample.blank));
    }
    let mapping = match picture_reader(&options.format) {
        Some(kind) => pictures::mapping(kind, &sample.profiles, complete),
        None => mapping::guess(&sample.profiles),
    };
    said.extend(mapping::said_of_repeated_id(&sample.profiles, &mapping));
    let column = |(place, profile): (usize, &Profile)| sample.column(place, profile, &mapping);
    Ok(Preview {
        columns: sample.profiles.iter().enumerate().map(column).collect(),
        options,
        said,
        rows: sample.shown,
        pictures: sample.pictures,
        rows_in_sample: sample.rows,
        bad_in_sample: sample.bad_rows,
        bad: sample.bad,
        mapping,
    })
}

/// The error of a file that has no rows.
pub(crate) fn no_rows(name: &str, columns: &[Profile]) -> ImportError {
    let what = match columns.is_empty() {
        true => format!("{} holds no records", shown(name)),
        false => format!("{} holds column names and no records", shown(name)),
    };
    ImportError::new(
        what,
        "Choose a file with records, or say that the first row is no header.",
    )
}

/// What to say of lines without a character.
pub(crate) fn blank_lines(count: u64) -> String {
    let lines = if count == 1 {
        "1 blank line is".to_owned()
    } else {
        format!("{count} blank lines are")
    };
    format!("{lines} passed over: they hold no record.")
}

fn read(head: &[u8], complete: bool, options: &ReadOptions) -> Result<SampleRows, ImportError> {
    let mut sample = SampleRows::default();
    let mut pipeline = Pipeline::new(options)?;
    pipeline.push(head, &mut sample);
    sample.head = pipeline.head().cloned().unwrap_or_default();
    if complete {
        pipeline.finish(&mut sample);
    } else if sample.profiles.is_empty() {
        // What the head cut off is no row; but if it is all there is, its columns are better than none.
        let mut cut_row = SampleRows::default();
        pipeline.finish(&mut cut_row);
        if !cut_row.profiles.is_empty() {
            return Ok(cut_row);
        }
    }
    Ok(sample)
}

/// Gathers what the preview shows.
#[derive(Default)]
struct SampleRows {
    profiles: Vec<Profile>,
    /// For each column its first different values.
    examples: Vec<Vec<String>>,
    shown: Vec<Vec<String>>,
    pictures: Vec<PreviewPicture>,
    rows: u64,
    bad_rows: u64,
    bad: Vec<BadRow>,
    blank: u64,
    /// What a table says of its columns.
    head: Head,
}

impl RowSink for SampleRows {
    fn columns(&mut self, names: &[String]) {
        let accepted = usize::try_from(self.rows - self.bad_rows).unwrap_or(usize::MAX);
        for name in &names[self.profiles.len()..] {
            // Rows before this one lack the column.
            let mut profile = Profile::new(name);
            (profile.rows, profile.empty) = (accepted, accepted);
            self.profiles.push(profile);
            self.examples.push(Vec::new());
        }
        for row in &mut self.shown {
            row.resize(names.len(), String::new());
        }
    }

    fn row(&mut self, row: Row<'_>) {
        self.rows += 1;
        for (column, cell) in row.cells.iter().enumerate() {
            let value = cell.text().unwrap_or("");
            let examples = &mut self.examples[column];
            let new = !value.is_empty() && !self.profiles[column].values.contains_key(value);
            if new && examples.len() < SHOWN_EXAMPLES {
                examples.push(excerpt(value));
            }
            self.profiles[column].add(value, matches!(cell, Cell::Json(_)));
        }
        if self.shown.len() < SHOWN_ROWS {
            let pictures = row.image.map(|stored| PreviewPicture::of(&stored.image));
            self.pictures.extend(pictures);
            self.shown.push(
                row.cells
                    .iter()
                    .map(|cell| excerpt(cell.text().unwrap_or("")))
                    .collect(),
            );
        }
    }

    fn bad(&mut self, bad: BadRow) {
        self.rows += 1;
        self.bad_rows += 1;
        if self.bad.len() < SHOWN_BAD {
            self.bad.push(bad);
        }
    }

    fn blank(&mut self) {
        self.blank += 1;
    }
}

impl SampleRows {
    /// Refuses a whole file of which nothing can be imported.
    fn check(&self, name: &str) -> Result<(), ImportError> {
        match self.bad.first() {
            _ if self.rows == 0 => Err(no_rows(name, &self.profiles)),
            Some(bad) if self.bad_rows == self.rows => {
                let what = format!("No row of {} can be read", shown(name));
                let place = Some(Place {
                    row: bad.row,
                    line: bad.line,
                    byte: bad.byte,
                });
                Err(ImportError {
                    what,
                    place,
                    remedy: format!("The first: {}", bad.reason),
                })
            }
            _ => Ok(()),
        }
    }

    fn column(&self, place: usize, profile: &Profile, mapping: &Mapping) -> ColumnPreview {
        let mut values: Vec<(String, u32)> = Vec::new();
        if profile.values.len() <= MOST_VALUES {
            values.extend(profile.values.iter().map(|(value, rows)| (excerpt(value), *rows)));
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        }
        ColumnPreview {
            name: profile.name.clone(),
            kind_guess: kind(&profile.name, mapping).to_owned(),
            distinct_in_sample: profile.values.len() as u64,
            empty_in_sample: profile.empty as u64,
            examples: self.examples[place].clone(),
            values,
            classes: self.head.classes(&profile.name).to_vec(),
        }
    }
}

fn kind(name: &str, mapping: &Mapping) -> &'static str {
    let is = |part: &Option<String>| part.as_deref() == Some(name);
    match () {
        () if mapping.text == name => "text",
        () if is(&mapping.id) => "id",
        () if is(&mapping.gold) => "gold",
        () if is(&mapping.split) => "split",
        () => "field",
    }
}
