//! What single values are: by how they are stored, and by what the schema says of them.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::schema::types::Type;

/// Digits that a decimal may have behind its point.
const MOST_SCALE: u32 = 100;

/// What a single value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    Truth,
    Whole,
    /// A whole number without a sign.
    Count,
    /// The number of a class, which has this name.
    Class(Vec<String>),
    Float,
    Double,
    Half,
    /// So many digits stand behind the point.
    Decimal(u32),
    Date,
    Time(Unit),
    /// A point in time; whether it is one of the world's clock.
    Moment(Unit, bool),
    /// Nanoseconds and a Julian day, of old writers.
    Moment96,
    Text,
    Json,
    Uuid,
    /// Without a word on what they are: mostly texts of old writers.
    Bytes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Milli,
    Micro,
    Nano,
}

/// What a leaf's values are, by how they are stored and what is said of them.
pub(crate) fn scalar(place: &Type) -> Result<Scalar, String> {
    let info = place.get_basic_info();
    let (logical, converted) = (info.logical_type_ref(), info.converted_type());
    let stored = place.get_physical_type();
    if is_decimal(logical, converted)
        && matches!(
            stored,
            Physical::INT32 | Physical::INT64 | Physical::BYTE_ARRAY | Physical::FIXED_LEN_BYTE_ARRAY
        )
    {
        return decimal(place.get_scale());
    }
    Ok(match stored {
        Physical::BOOLEAN => Scalar::Truth,
        Physical::INT32 | Physical::INT64 => whole(logical, converted),
        Physical::INT96 => Scalar::Moment96,
        Physical::FLOAT => Scalar::Float,
        Physical::DOUBLE => Scalar::Double,
        Physical::BYTE_ARRAY => return bytes(logical, converted),
        Physical::FIXED_LEN_BYTE_ARRAY => match logical {
            Some(LogicalType::Float16) => Scalar::Half,
            Some(LogicalType::Uuid) => Scalar::Uuid,
            _ if converted == ConvertedType::INTERVAL => return Err("holds spans of time".to_owned()),
            _ => return Err("holds bytes".to_owned()),
        },
    })
}

fn decimal(scale: i32) -> Result<Scalar, String> {
    match u32::try_from(scale) {
        Ok(scale) if scale <= MOST_SCALE => Ok(Scalar::Decimal(scale)),
        _ => Err(format!("holds decimals with {scale} digits behind the point")),
    }
}

fn is_decimal(logical: Option<&LogicalType>, converted: ConvertedType) -> bool {
    matches!(logical, Some(LogicalType::Decimal(_))) || converted == ConvertedType::DECIMAL
}

fn whole(logical: Option<&LogicalType>, converted: ConvertedType) -> Scalar {
    match logical {
        Some(LogicalType::Date) => return Scalar::Date,
        Some(LogicalType::Time(time)) => return Scalar::Time(unit(&time.unit)),
        Some(LogicalType::Timestamp(moment)) => {
            return Scalar::Moment(unit(&moment.unit), moment.is_adjusted_to_u_t_c);
        }
        Some(LogicalType::Integer(whole)) if !whole.is_signed => return Scalar::Count,
        _ => {}
    }
    match converted {
        ConvertedType::DATE => Scalar::Date,
        ConvertedType::TIME_MILLIS => Scalar::Time(Unit::Milli),
        ConvertedType::TIME_MICROS => Scalar::Time(Unit::Micro),
        ConvertedType::TIMESTAMP_MILLIS => Scalar::Moment(Unit::Milli, true),
        ConvertedType::TIMESTAMP_MICROS => Scalar::Moment(Unit::Micro, true),
        ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64 => {
            Scalar::Count
        }
        _ => Scalar::Whole,
    }
}

const fn unit(unit: &TimeUnit) -> Unit {
    match unit {
        TimeUnit::MILLIS => Unit::Milli,
        TimeUnit::MICROS => Unit::Micro,
        TimeUnit::NANOS => Unit::Nano,
    }
}

fn bytes(logical: Option<&LogicalType>, converted: ConvertedType) -> Result<Scalar, String> {
    Ok(match (logical, converted) {
        (Some(LogicalType::Json), _) | (None, ConvertedType::JSON) => Scalar::Json,
        (Some(LogicalType::String | LogicalType::Enum), _)
        | (None, ConvertedType::UTF8 | ConvertedType::ENUM) => Scalar::Text,
        (Some(LogicalType::Bson), _) | (None, ConvertedType::BSON) => {
            return Err("holds BSON documents".to_owned());
        }
        (Some(LogicalType::Geometry(_) | LogicalType::Geography(_)), _) => {
            return Err("holds shapes".to_owned());
        }
        _ => Scalar::Bytes,
    })
}
