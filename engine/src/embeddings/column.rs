//! Lists of numbers in a column of the records, as JSON has them: `[0.25, -1e-3]`. In CSV such a list is a cell's text.

use ndarray::ArcArray2;

use crate::corpus::{Corpus, Field, Value, ValueKind};
use crate::error::{Error, Result};
use crate::num::{count, grouped};

/// Records that are looked at to find out whether a column holds lists.
const SAMPLE: u32 = 50;

/// The columns whose first records all have lists of as many numbers.
#[must_use]
pub fn of_lists(corpus: &Corpus) -> Vec<&str> {
    let fields = corpus
        .fields()
        .iter()
        .filter(|field| is_of_lists(field, count(corpus.len())));
    fields.map(|field| field.name.as_str()).collect()
}

fn is_of_lists(field: &Field, n: u32) -> bool {
    let mut width = None;
    let looks_so = (0..n.min(SAMPLE)).all(|record| {
        let numbers = numbers(field.get(record)).unwrap_or_default();
        !numbers.is_empty() && *width.get_or_insert(numbers.len()) == numbers.len()
    });
    looks_so && width.is_some()
}

/// The lists of all records in a field, n × d.
///
/// # Errors
/// A record without a list, or with one of another length.
pub fn rows(corpus: &Corpus, field: &Field) -> Result<ArcArray2<f32>> {
    let (mut numbers, mut width) = (Vec::new(), None);
    for record in 0..count(corpus.len()) {
        width = Some(push(field, record, width, &mut numbers)?);
    }
    ArcArray2::from_shape_vec((corpus.len(), width.unwrap_or_default()), numbers)
        .map_err(|error| Error::new(error.to_string(), "Choose another column"))
}

/// Appends a record's numbers. `width` is that of the records before it.
///
/// # Errors
/// No list of numbers, or one of another length.
pub(crate) fn push(field: &Field, record: u32, width: Option<usize>, to: &mut Vec<f32>) -> Result<usize> {
    let place = || {
        format!(
            "record {}, column {:?}",
            grouped(u64::from(record) + 1),
            field.name
        )
    };
    let value = field.get(record);
    let Some(numbers) = numbers(value).filter(|numbers| !numbers.is_empty()) else {
        let what = match value.kind {
            ValueKind::Missing => "There is no list of numbers".to_owned(),
            _ => format!("{:?} is no list of numbers", beginning(value.text)),
        };
        let remedy = "Write a list for every record, as in [0.25, -0.5], or choose another column";
        return Err(Error::new(what, remedy).at(place()));
    };
    let wanted = width.unwrap_or(numbers.len());
    if numbers.len() != wanted {
        let what = format!(
            "The list has {} numbers, and those before it have {wanted}",
            numbers.len()
        );
        return Err(Error::new(what, "Write as many numbers for every record").at(place()));
    }
    to.extend(numbers);
    Ok(wanted)
}

/// The numbers of a list, where it is one and all are finite in single precision.
fn numbers(value: Value<'_>) -> Option<Vec<f32>> {
    let text = value.text.trim();
    if !text.starts_with('[') {
        return None;
    }
    let numbers: Vec<f32> = serde_json::from_str(text).ok()?;
    numbers.iter().all(|number| number.is_finite()).then_some(numbers)
}

fn beginning(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        shown.push('…');
    }
    shown
}
