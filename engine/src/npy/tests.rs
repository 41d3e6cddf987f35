//! Arrays as bytes, written out by hand, and broken.

use super::*;

/// An array's header with some data behind it.
pub(crate) fn npy(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = b"\x93NUMPY\x01\x00".to_vec();
    out.extend(u16::try_from(dict.len()).unwrap().to_le_bytes());
    out.extend_from_slice(dict.as_bytes());
    out.extend_from_slice(data);
    out
}

/// A header's dictionary.
pub(crate) fn dict(descr: &str, is_by_column: bool, shape: &str) -> String {
    let by_column = if is_by_column { "True" } else { "False" };
    format!("{{'descr': '{descr}', 'fortran_order': {by_column}, 'shape': {shape}, }}")
}

#[test]
fn orders_and_widths_of_whole_numbers() {
    let by_column = npy(&dict("|i1", true, "(2, 2)"), &[1, 0xFF, 0, 1]);
    let array = Npy::read(&by_column).unwrap();
    let all =
        |array: &Npy<'_>| [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(row, column)| array.signed(row, column));
    assert_eq!(all(&array), [1, -1, 0, 1]);
    assert_eq!(
        (array.shape(), array.number()),
        (&[2, 2][..], Some(Number::Signed(1)))
    );
    let wide = npy(
        &dict(">i2", false, "(2, 2)"),
        &[0, 1, 0xFF, 0xFF, 0xFF, 0xFE, 0, 0],
    );
    assert_eq!(all(&Npy::read(&wide).unwrap()), [1, -2, -1, 0]);
}

#[test]
fn numbers_with_a_point_of_each_width_and_order() {
    let value = |descr: &str, bytes: &[u8]| {
        let file = npy(&dict(descr, false, "(1, 1)"), bytes);
        Npy::read(&file).unwrap().float(0, 0)
    };
    for number in [0.0, 1.5, -2.25, 1e-3] {
        assert_eq!(value("<f8", &f64::to_le_bytes(number)), number);
        assert_eq!(value(">f8", &f64::to_be_bytes(number)), number);
    }
    assert_eq!(value("<f4", &f32::to_le_bytes(-0.1)), f64::from(-0.1f32));
    assert_eq!(value(">f4", &f32::to_be_bytes(7.0)), 7.0);
    // Python: struct.pack('<e', x).
    let halves: [(u16, f64); 6] = [
        (0x3C00, 1.0),
        (0xC000, -2.0),
        (0x3555, 0.333_251_953_125),
        (0x7BFF, 65504.0),
        (0x0001, 5.960_464_477_539_063e-8),
        (0x0000, 0.0),
    ];
    for (bits, number) in halves {
        assert_eq!(value("<f2", &bits.to_le_bytes()), number, "{bits:x}");
        assert_eq!(value(">f2", &bits.to_be_bytes()), number, "{bits:x}");
    }
    assert!(value("<f2", &[0x00, 0x7C]).is_infinite() && value("<f2", &[0x01, 0x7C]).is_nan());
}

#[test]
fn what_is_no_such_array_is_refused_with_words() {
    let refused = |dict: &str, data: &[u8]| Npy::read(&npy(dict, data)).unwrap_err().to_string();
    assert!(refused(&dict("|i1", false, "(3, 3)"), &[0; 4]).contains("4 bytes of data instead of 9"));
    let huge = format!("({}, {})", usize::MAX, usize::MAX);
    assert!(refused(&dict("|i1", false, &huge), &[]).contains("damaged"));
    assert!(refused("{'descr': '<f4'}", &[]).contains("no array"));
    assert!(Npy::read(b"\x93NUMPY\x01\x00\xFF\xFF{").is_err());
    assert!(Npy::read(b"").is_err() && Npy::read(b"a,b\n0,1\n").is_err());
    // Records of several kinds, and Python's objects.
    for (written, told) in [("[('x', '<f4')]", "[('x', '<f4')]"), ("'|O'", "|O")] {
        let header = format!("{{'descr': {written}, 'fortran_order': False, 'shape': (1, 1), }}");
        let file = npy(&header, &[0; 4]);
        let array = Npy::read(&file).unwrap();
        assert!(
            array.number().is_none() && array.descr().starts_with(told),
            "{}",
            array.descr()
        );
    }
}

/// Every cut and every flipped byte of a good file is an array or an error, and never a panic.
#[test]
fn damaged_files_are_refused() {
    let good = npy(&dict("<f4", false, "(2, 3)"), &[0; 24]);
    for end in 0..good.len() {
        assert!(Npy::read(&good[..end]).is_err(), "cut at {end}");
    }
    for at in 0..good.len() {
        let mut flipped = good.clone();
        flipped[at] ^= 0xFF;
        let _ = Npy::read(&flipped);
    }
}

/// Files that numpy wrote (`tests/suite/features/npy.py`).
#[test]
fn what_numpy_writes_is_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/suite/features/npy");
    let rows = [[1.0, -0.5, 0.25, 0.0], [2.0, 0.125, -3.0, 1024.0], [0.0; 4]];
    for order in ["little", "big"] {
        for kind in ["f2", "f4", "f8"] {
            for by in ["c", "f"] {
                let name = format!("{folder}/{order}-{kind}-{by}.npy");
                let file = std::fs::read(&name).unwrap();
                let array = Npy::read(&file).unwrap();
                assert_eq!(array.shape(), [3, 4], "{name}");
                for (row, numbers) in rows.iter().enumerate() {
                    for (column, number) in numbers.iter().enumerate() {
                        assert_eq!(array.float(row, column), *number, "{name}");
                    }
                }
            }
        }
    }
}
