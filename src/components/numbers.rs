//! How numbers are written, everywhere the same: thousands with a comma, a space before the percent sign, a real minus.

use labelloom_engine::num::grouped;

/// A count: `1,956`.
pub(crate) fn count(n: u32) -> String {
    grouped(u64::from(n))
}

/// A count of rows or bytes, which may be past `u32`: `4,294,967,296`.
pub(crate) fn long_count(n: u64) -> String {
    grouped(n)
}

/// A number of bytes: `512 bytes`, `4.2 MB`; decimal units, as file managers and network speeds have them.
pub(crate) fn size(bytes: f64) -> String {
    let in_unit = |unit: f64, name: &str| {
        let value = bytes / unit;
        if value < 10.0 {
            format!("{value:.1} {name}")
        } else {
            format!("{value:.0} {name}")
        }
    };
    match bytes {
        bytes if bytes < 1e3 => format!("{bytes:.0} bytes"),
        bytes if bytes < 1e6 => in_unit(1e3, "kB"),
        bytes if bytes < 1e9 => in_unit(1e6, "MB"),
        _ => in_unit(1e9, "GB"),
    }
}

/// A count with its noun: `1 record`, `1,956 records`.
pub(crate) fn counted(n: u32, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// A share in percent with one decimal: `10.9 %`; a dash where there is nothing to share.
pub(crate) fn percent(part: u32, whole: u32) -> String {
    if whole == 0 {
        "–".into()
    } else {
        format!("{:.1} %", 100.0 * f64::from(part) / f64::from(whole))
    }
}

/// A share of few, where a decimal would only pretend: `91 %`; a dash where there is nothing to share.
pub(crate) fn whole_percent(part: u32, whole: u32) -> String {
    if whole == 0 {
        "–".into()
    } else {
        format!("{:.0} %", 100.0 * f64::from(part) / f64::from(whole))
    }
}

/// A change: `+37`, `−5`; nothing where there is none.
pub(crate) fn change(before: u32, after: u32) -> Option<String> {
    match after.cmp(&before) {
        std::cmp::Ordering::Greater => Some(format!("+{}", count(after - before))),
        std::cmp::Ordering::Less => Some(format!("−{}", count(before - after))),
        std::cmp::Ordering::Equal => None,
    }
}

/// Wilson's 95 % interval of a proportion, as two fractions; all of 0..1 without observations.
pub(crate) fn wilson(part: u32, whole: u32) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    const Z: f64 = 1.959_963_984_540_054;
    let n = f64::from(whole);
    let p = f64::from(part) / n;
    let centre = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (
        ((centre - half) / scale).max(0.0),
        ((centre + half) / scale).min(1.0),
    )
}

/// Wilson's interval in words: `70–97 %`.
pub(crate) fn interval(part: u32, whole: u32) -> String {
    let (low, high) = wilson(part, whole);
    format!("{:.0}–{:.0} %", 100.0 * low, 100.0 * high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_three() {
        assert_eq!(
            [count(0), count(999), count(1956), count(1_000_000)],
            ["0", "999", "1,956", "1,000,000"]
        );
        assert_eq!(
            [
                counted(1, "record", "records"),
                counted(1200, "record", "records")
            ],
            ["1 record", "1,200 records"]
        );
    }

    #[test]
    fn sizes_have_a_digit_after_the_point_while_small() {
        assert_eq!(
            [size(0.0), size(512.0), size(4_200.0)],
            ["0 bytes", "512 bytes", "4.2 kB"]
        );
        assert_eq!([size(42e6), size(1.5e9)], ["42 MB", "1.5 GB"]);
        assert_eq!(long_count(1 << 32), "4,294,967,296");
    }

    #[test]
    fn shares_and_changes_say_what_they_are() {
        assert_eq!([percent(214, 1956), percent(0, 0)], ["10.9 %", "–"]);
        assert_eq!(change(5, 42).as_deref(), Some("+37"));
        assert_eq!(change(5, 0).as_deref(), Some("−5"));
        assert_eq!(change(5, 5), None);
    }

    /// 18 of 20 by hand: centre 0.8356, half width 0.1366.
    #[test]
    fn wilson_is_asymmetric_near_one() {
        assert_eq!(interval(18, 20), "70–97 %");
        assert_eq!(interval(0, 0), "0–100 %");
        assert_eq!(interval(20, 20), "84–100 %");
    }
}
