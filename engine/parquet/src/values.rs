//! Values of one leaf as the decoders give them.

use parquet::basic::Type as Physical;
use parquet::data_type::{ByteArray, FixedLenByteArray, Int96};

/// A batch of values, by how they are stored.
#[derive(Debug)]
pub(crate) enum Values {
    Truths(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<Int96>),
    Floats(Vec<f32>),
    Doubles(Vec<f64>),
    Bytes(Vec<ByteArray>),
    Fixed(Vec<FixedLenByteArray>),
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Truth(bool),
    Int32(i32),
    Int64(i64),
    Int96(&'a Int96),
    Float(f32),
    Double(f64),
    Bytes(&'a [u8]),
}

impl Values {
    pub(crate) const fn of(stored: Physical) -> Self {
        match stored {
            Physical::BOOLEAN => Self::Truths(Vec::new()),
            Physical::INT32 => Self::Int32(Vec::new()),
            Physical::INT64 => Self::Int64(Vec::new()),
            Physical::INT96 => Self::Int96(Vec::new()),
            Physical::FLOAT => Self::Floats(Vec::new()),
            Physical::DOUBLE => Self::Doubles(Vec::new()),
            Physical::BYTE_ARRAY => Self::Bytes(Vec::new()),
            Physical::FIXED_LEN_BYTE_ARRAY => Self::Fixed(Vec::new()),
        }
    }

    pub(crate) fn clear(&mut self) {
        match self {
            Self::Truths(values) => values.clear(),
            Self::Int32(values) => values.clear(),
            Self::Int64(values) => values.clear(),
            Self::Int96(values) => values.clear(),
            Self::Floats(values) => values.clear(),
            Self::Doubles(values) => values.clear(),
            Self::Bytes(values) => values.clear(),
            Self::Fixed(values) => values.clear(),
        }
    }

    pub(crate) fn get(&self, at: usize) -> Option<Value<'_>> {
        Some(match self {
            Self::Truths(values) => Value::Truth(*values.get(at)?),
            Self::Int32(values) => Value::Int32(*values.get(at)?),
            Self::Int64(values) => Value::Int64(*values.get(at)?),
            Self::Int96(values) => Value::Int96(values.get(at)?),
            Self::Floats(values) => Value::Float(*values.get(at)?),
            Self::Doubles(values) => Value::Double(*values.get(at)?),
            Self::Bytes(values) => Value::Bytes(values.get(at)?.data()),
            Self::Fixed(values) => Value::Bytes(values.get(at)?.data()),
        })
    }
}
