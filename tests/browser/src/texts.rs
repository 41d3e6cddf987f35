//! Generated records, for what needs many.

use std::fmt::Write as _;

/// Records of sixteen words each out of a few thousand, common ones often. The same every time.
#[must_use]
pub fn texts(records: u32) -> String {
    let mut draw = 88_172_645_463_325_252_u64;
    let mut next = || {
        draw ^= draw << 13;
        draw ^= draw >> 7;
        draw ^= draw << 17;
        draw
    };
    let mut csv = "id,text,label\n".to_owned();
    for record in 0..records {
        let _ = write!(csv, "{record},");
        for at in 0..16 {
            let (spread, of) = (next() % 12, next());
            let space = if at == 0 { "" } else { " " };
            let _ = write!(csv, "{space}w{}", of % (1 << spread).max(2));
        }
        let label = if record % 100 == 0 {
            ["a", "b"][(record / 100 % 2) as usize]
        } else {
            ""
        };
        let _ = writeln!(csv, ",{label}");
    }
    csv
}
