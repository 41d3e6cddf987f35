//! Arrays as numpy saves them (`NPY`, versions 1 to 3): a header that is the text of a Python dictionary, then the numbers,
//! rows or columns together, in either order of bytes. The numbers are read where they lie; nothing is copied.

use std::borrow::Cow;

use crate::error::{Error, Result};

/// An array as its header says it lies there.
#[derive(Clone, Debug)]
pub struct Npy<'a> {
    shape: Vec<usize>,
    descr: String,
    number: Option<Number>,
    is_big_endian: bool,
    /// Whether columns lie together, rather than rows.
    is_by_column: bool,
    data: &'a [u8],
}

/// What an array holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Numbers of 2, 4 or 8 bytes with a point.
    Float(usize),
    /// Whole numbers of 1, 2, 4 or 8 bytes with a sign.
    Signed(usize),
}

impl Number {
    const fn bytes(self) -> usize {
        match self {
            Self::Float(bytes) | Self::Signed(bytes) => bytes,
        }
    }
}

impl<'a> Npy<'a> {
    /// Reads a header.
    ///
    /// # Errors
    /// What is no such array, and one whose data are more or fewer than its header says.
    pub fn read(npy: &'a [u8]) -> Result<Self> {
        let is_magic = npy.starts_with(b"\x93NUMPY");
        let (header, data) = (is_magic).then(|| cut(npy)).flatten().ok_or_else(no_array)?;
        let header = String::from_utf8_lossy(header);
        let shape = behind(&header, "shape")
            .and_then(|value| value.strip_prefix('(')?.split_once(')'))
            .ok_or_else(no_array)?
            .0;
        let sides = shape.split(',').map(str::trim).filter(|side| !side.is_empty());
        let sides = sides.map(|side| side.parse::<usize>().map_err(|_| no_array()));
        let descr = behind(&header, "descr").ok_or_else(no_array)?;
        let is_by_column = behind(&header, "fortran_order").is_some_and(|value| value.starts_with("True"));
        let descr = kind_of(descr).into_owned();
        let array = Self {
            shape: sides.collect::<Result<_>>()?,
            number: number(&descr),
            is_big_endian: descr.starts_with('>'),
            is_by_column,
            descr,
            data,
        };
        array.check_size(shape)?;
        Ok(array)
    }

    fn check_size(&self, shape: &str) -> Result<()> {
        let Some(number) = self.number else {
            return Ok(());
        };
        let numbers = self
            .shape
            .iter()
            .try_fold(1usize, |all, &side| all.checked_mul(side));
        let bytes = numbers.and_then(|numbers| numbers.checked_mul(number.bytes()));
        if bytes == Some(self.data.len()) {
            return Ok(());
        }
        let what = format!(
            "The array of the shape ({shape}) has {} bytes of data{}",
            self.data.len(),
            bytes.map_or_else(String::new, |bytes| format!(" instead of {bytes}"))
        );
        Err(Error::new(what, "The file is damaged or cut off: save it again"))
    }

    /// The lengths of its sides.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// What it holds; none where that is nothing that can be read here.
    #[must_use]
    pub const fn number(&self) -> Option<Number> {
        self.number
    }

    /// What it holds, in numpy's words: `<f4`.
    #[must_use]
    pub fn descr(&self) -> &str {
        &self.descr
    }

    /// A whole number of an array of two sides.
    #[must_use]
    pub fn signed(&self, row: usize, column: usize) -> i64 {
        let (bytes, width) = self.bytes(row, column);
        // The sign bit to the top and back, so that it fills what is above.
        let unused = 64 - 8 * width;
        (i64::from_le_bytes(bytes) << unused) >> unused
    }

    /// A number with a point of an array of two sides.
    #[must_use]
    pub fn float(&self, row: usize, column: usize) -> f64 {
        let (bytes, width) = self.bytes(row, column);
        let [a, b, c, d, ..] = bytes;
        match width {
            2 => half(u16::from_le_bytes([a, b])),
            4 => f32::from_le_bytes([a, b, c, d]).into(),
            _ => f64::from_le_bytes(bytes),
        }
    }

    /// A number's bytes, the smallest first, and how many they are.
    fn bytes(&self, row: usize, column: usize) -> ([u8; 8], usize) {
        let (rows, columns) = (self.side(0), self.side(1));
        let place = if self.is_by_column {
            column * rows + row
        } else {
            row * columns + column
        };
        let width = self.number.map_or(1, Number::bytes);
        let own = &self.data[place * width..][..width];
        let mut bytes = [0; 8];
        bytes[..width].copy_from_slice(own);
        if self.is_big_endian {
            bytes[..width].reverse();
        }
        (bytes, width)
    }

    fn side(&self, at: usize) -> usize {
        self.shape.get(at).copied().unwrap_or(1)
    }
}

/// Header and data: version 1 has the header's length in two bytes, later ones in four.
fn cut(npy: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = npy.get(8..)?;
    let (length, rest) = if *npy.get(6)? == 1 {
        let (length, rest) = rest.split_first_chunk::<2>()?;
        (usize::from(u16::from_le_bytes(*length)), rest)
    } else {
        let (length, rest) = rest.split_first_chunk::<4>()?;
        (usize::try_from(u32::from_le_bytes(*length)).ok()?, rest)
    };
    rest.split_at_checked(length)
}

/// What stands behind a key.
fn behind<'d>(dict: &'d str, key: &str) -> Option<&'d str> {
    let behind = dict.split_once(&format!("'{key}':"))?.1;
    Some(behind.trim_start())
}

/// The kind of numbers in quotes; of records, which have several kinds in brackets, all that stands there.
fn kind_of(value: &str) -> Cow<'_, str> {
    let quoted = value.strip_prefix('\'').and_then(|rest| rest.split_once('\''));
    quoted.map_or_else(
        || Cow::Owned(value.chars().take(40).collect()),
        |(kind, _)| Cow::Borrowed(kind),
    )
}

fn number(descr: &str) -> Option<Number> {
    let (order, kind) = descr.split_at_checked(1)?;
    if !matches!(order, "<" | ">" | "|" | "=") {
        return None;
    }
    Some(match kind {
        "f2" => Number::Float(2),
        "f4" => Number::Float(4),
        "f8" => Number::Float(8),
        "i1" => Number::Signed(1),
        "i2" => Number::Signed(2),
        "i4" => Number::Signed(4),
        "i8" => Number::Signed(8),
        _ => return None,
    })
}

/// A number of half precision: a sign, five bits of exponent, ten of fraction.
fn half(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1F), f64::from(bits & 0x3FF));
    let size = match exponent {
        0 => fraction * power(-24),
        0x1F if fraction == 0.0 => f64::INFINITY,
        0x1F => f64::NAN,
        _ => (1024.0 + fraction) * power(exponent - 25),
    };
    if bits >> 15 == 0 { size } else { -size }
}

/// 2 to a small power, exactly.
fn power(exponent: i32) -> f64 {
    f64::from_bits(u64::from((exponent + 1023).unsigned_abs()) << 52)
}

fn no_array() -> Error {
    Error::new(
        "This is no array that numpy saved",
        "Save it by numpy.save(file, array)",
    )
}

#[cfg(test)]
pub(crate) mod tests;
