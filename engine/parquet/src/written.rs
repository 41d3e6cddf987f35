//! Single values as a table's cells: what JSON would have, and the same as a cell of its own.

use crate::moment;
use crate::scalar::Scalar;
use crate::values::Value;

/// Longer decimals are no numbers that anyone wrote.
const MOST_DECIMAL_BYTES: usize = 64;

/// A value in writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// No value.
    Missing,
    Truth(bool),
    /// A number, as JSON has it.
    Number,
    Text,
    /// A text that is JSON itself.
    Json,
    /// Bytes that are no text.
    NoText,
}

/// Writes a value; what it is.
pub(crate) fn write(scalar: &Scalar, value: Value<'_>, out: &mut Vec<u8>) -> Written {
    match (scalar, value) {
        (_, Value::Truth(truth)) => return Written::Truth(truth),
        (Scalar::Class(names), Value::Int32(number)) => return class(names, i64::from(number), out),
        (Scalar::Class(names), Value::Int64(number)) => return class(names, number, out),
        (Scalar::Count, Value::Int32(number)) => out.extend(number.cast_unsigned().to_string().bytes()),
        (Scalar::Count, Value::Int64(number)) => out.extend(number.cast_unsigned().to_string().bytes()),
        (Scalar::Decimal(_), Value::Bytes(bytes)) if bytes.len() > MOST_DECIMAL_BYTES => {
            return Written::NoText;
        }
        (Scalar::Decimal(scale), value) => decimal(*scale, value, out),
        (Scalar::Half, Value::Bytes(&[low, high])) => {
            return float(half::f16::from_le_bytes([low, high]).to_f32(), out);
        }
        (_, Value::Float(number)) => return float(number, out),
        (_, Value::Double(number)) => return double(number, out),
        (_, Value::Bytes(bytes)) => return text(scalar, bytes, out),
        (scalar, value) => return whole(scalar, value, out),
    }
    Written::Number
}

fn whole(scalar: &Scalar, value: Value<'_>, out: &mut Vec<u8>) -> Written {
    let mut said = String::new();
    let number = match value {
        Value::Int32(number) => i64::from(number),
        Value::Int64(number) => number,
        Value::Int96(parts) => {
            moment::moment_96(parts.data(), &mut said);
            out.extend(said.bytes());
            return Written::Text;
        }
        _ => return Written::Missing,
    };
    match scalar {
        Scalar::Date => moment::date(number, &mut said),
        Scalar::Time(unit) => moment::time(number, *unit, &mut said),
        Scalar::Moment(unit, is_utc) => moment::moment(number, *unit, *is_utc, &mut said),
        _ => {
            out.extend(number.to_string().bytes());
            return Written::Number;
        }
    }
    out.extend(said.bytes());
    Written::Text
}

/// The class of a number. Below nothing stands for no class, as Hugging Face's datasets have it.
fn class(names: &[String], number: i64, out: &mut Vec<u8>) -> Written {
    let Ok(place) = usize::try_from(number) else {
        return Written::Missing;
    };
    match names.get(place) {
        Some(name) => {
            out.extend(name.bytes());
            Written::Text
        }
        None => {
            out.extend(number.to_string().bytes());
            Written::Number
        }
    }
}

fn float(number: f32, out: &mut Vec<u8>) -> Written {
    if number.is_finite() {
        out.extend(zmij::Buffer::new().format_finite(number).bytes());
        return Written::Number;
    }
    no_number(f64::from(number), out)
}

fn double(number: f64, out: &mut Vec<u8>) -> Written {
    if number.is_finite() {
        out.extend(zmij::Buffer::new().format_finite(number).bytes());
        return Written::Number;
    }
    no_number(number, out)
}

/// What JSON has no number for.
fn no_number(number: f64, out: &mut Vec<u8>) -> Written {
    let said = match () {
        () if number.is_nan() => "NaN",
        () if number > 0.0 => "Infinity",
        () => "-Infinity",
    };
    out.extend(said.bytes());
    Written::Text
}

/// A whole number with a point in it, of any length.
fn decimal(scale: u32, value: Value<'_>, out: &mut Vec<u8>) {
    let (is_negative, digits) = match value {
        Value::Int32(number) => (number < 0, number.unsigned_abs().to_string()),
        Value::Int64(number) => (number < 0, number.unsigned_abs().to_string()),
        Value::Bytes(bytes) => digits(bytes),
        _ => (false, "0".to_owned()),
    };
    let scale = scale as usize;
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    out.extend(if is_negative { "-" } else { "" }.bytes());
    out.extend(whole.bytes());
    if scale > 0 {
        out.push(b'.');
        out.extend(part.bytes());
    }
}

/// A number of two's complement with its highest byte first, in digits.
fn digits(bytes: &[u8]) -> (bool, String) {
    let is_negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    let mut left: Vec<u8> = bytes.to_vec();
    if is_negative {
        let mut carry = true;
        for byte in left.iter_mut().rev() {
            let (turned, carries) = (!*byte).overflowing_add(u8::from(carry));
            (*byte, carry) = (turned, carries);
        }
    }
    let mut digits = Vec::new();
    while left.iter().any(|&byte| byte != 0) {
        let mut rest = 0u32;
        for byte in &mut left {
            let sum = rest << 8 | u32::from(*byte);
            *byte = u8::try_from(sum / 10).unwrap_or_default();
            rest = sum % 10;
        }
        digits.push(char::from_digit(rest, 10).unwrap_or('0'));
    }
    if digits.is_empty() {
        digits.push('0');
    }
    (is_negative, digits.into_iter().rev().collect())
}

fn text(scalar: &Scalar, bytes: &[u8], out: &mut Vec<u8>) -> Written {
    if *scalar == Scalar::Uuid
        && let Ok(bytes) = <[u8; 16]>::try_from(bytes)
    {
        uuid(u128::from_be_bytes(bytes), out);
        return Written::Text;
    }
    out.extend_from_slice(bytes);
    match std::str::from_utf8(bytes) {
        Err(_) => Written::NoText,
        Ok(text) if *scalar == Scalar::Json && is_json(text) => Written::Json,
        Ok(_) => Written::Text,
    }
}

fn uuid(number: u128, out: &mut Vec<u8>) {
    let digits = format!("{number:032x}");
    for (place, digit) in digits.bytes().enumerate() {
        if matches!(place, 8 | 12 | 16 | 20) {
            out.push(b'-');
        }
        out.push(digit);
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Writes a text as JSON does, in quotes. Bytes that are no text are left as they are.
pub(crate) fn quote(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    for &byte in text {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', byte]),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\t' => out.extend(b"\\t"),
            0..0x20 => out.extend(format!("\\u{byte:04x}").bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(scalar: &Scalar, value: Value<'_>) -> (Written, String) {
        let mut out = Vec::new();
        let written = write(scalar, value, &mut out);
        (written, String::from_utf8_lossy(&out).into_owned())
    }

    #[test]
    fn decimals_have_their_point() {
        let of = |scale, value| said(&Scalar::Decimal(scale), value).1;
        assert_eq!(of(2, Value::Int32(-1234)), "-12.34");
        assert_eq!(of(3, Value::Int64(7)), "0.007");
        assert_eq!(of(0, Value::Int64(i64::MIN)), "-9223372036854775808");
        assert_eq!(of(2, Value::Bytes(&[0xFF, 0x85])), "-1.23");
        assert_eq!(
            of(1, Value::Bytes(&[1, 0, 0, 0, 0, 0, 0, 0, 0])),
            "1844674407370955161.6"
        );
        assert_eq!(of(1, Value::Bytes(&[])), "0.0");
    }

    #[test]
    fn numbers_read_back_as_they_were() {
        assert_eq!(
            said(&Scalar::Float, Value::Float(0.1)),
            (Written::Number, "0.1".into())
        );
        assert_eq!(
            said(&Scalar::Double, Value::Double(f64::NAN)),
            (Written::Text, "NaN".into())
        );
        assert_eq!(said(&Scalar::Half, Value::Bytes(&[0, 0x3C])).1, "1.0");
        assert_eq!(said(&Scalar::Count, Value::Int32(-1)).1, "4294967295");
    }

    #[test]
    fn classes_have_names_where_there_are_such() {
        let classes = Scalar::Class(vec!["neg".into(), "pos".into()]);
        assert_eq!(said(&classes, Value::Int64(1)), (Written::Text, "pos".into()));
        assert_eq!(said(&classes, Value::Int64(-1)).0, Written::Missing);
        assert_eq!(said(&classes, Value::Int32(2)), (Written::Number, "2".into()));
    }

    #[test]
    fn texts_are_kept_to_the_byte_and_json_is_told_apart() {
        assert_eq!(said(&Scalar::Json, Value::Bytes(b"{\"a\":1}")).0, Written::Json);
        assert_eq!(said(&Scalar::Json, Value::Bytes(b"{a")).0, Written::Text);
        assert_eq!(said(&Scalar::Text, Value::Bytes(b"\xFFx")).0, Written::NoText);
        let uuid: Vec<u8> = (0..16).collect();
        assert_eq!(
            said(&Scalar::Uuid, Value::Bytes(&uuid)).1,
            "00010203-0405-0607-0809-0a0b0c0d0e0f"
        );
        let mut out = Vec::new();
        quote("a\"\\\n\u{1}é".as_bytes(), &mut out);
        assert_eq!(out, "\"a\\\"\\\\\\n\\u0001é\"".as_bytes());
    }
}
