//! Days and times as ISO 8601 writes them. Days count from 1970-01-01 in the calendar of today, also before it was used.

use std::fmt::Write as _;

use crate::scalar::Unit;

const DAY_SECONDS: i64 = 86_400;

/// The Julian day on which days begin to count.
const JULIAN_1970: i64 = 2_440_588;

impl Unit {
    /// How many make a second, and how many digits that is.
    const fn second(self) -> (i64, usize) {
        match self {
            Self::Milli => (1_000, 3),
            Self::Micro => (1_000_000, 6),
            Self::Nano => (1_000_000_000, 9),
        }
    }
}

/// `2024-02-29`.
pub(crate) fn date(days: i64, out: &mut String) {
    let (year, month, day) = civil(days);
    let sign = if year < 0 { "-" } else { "" };
    let year = year.unsigned_abs();
    // Writing to a string does not fail.
    let _ = write!(out, "{sign}{year:04}-{month:02}-{day:02}");
}

/// `13:45:00`, with as many digits behind the second as say something: none, three, six or nine.
pub(crate) fn time(since_midnight: i64, unit: Unit, out: &mut String) {
    let (per_second, digits) = unit.second();
    let (second, part) = (
        since_midnight.div_euclid(per_second),
        since_midnight.rem_euclid(per_second),
    );
    let _ = write!(
        out,
        "{:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    );
    if part == 0 {
        return;
    }
    let (mut part, mut digits) = (part, digits);
    while part % 1_000 == 0 {
        (part, digits) = (part / 1_000, digits - 3);
    }
    let _ = write!(out, ".{part:0digits$}");
}

/// `2024-02-29T13:45:00`, with a `Z` where it is of the world's clock.
pub(crate) fn moment(since_1970: i64, unit: Unit, is_utc: bool, out: &mut String) {
    let per_day = unit.second().0 * DAY_SECONDS;
    date(since_1970.div_euclid(per_day), out);
    out.push('T');
    time(since_1970.rem_euclid(per_day), unit, out);
    if is_utc {
        out.push('Z');
    }
}

/// A moment of old writers: nanoseconds in eight bytes, the Julian day in four.
pub(crate) fn moment_96(parts: &[u32], out: &mut String) {
    let &[low, high, day] = parts else { return };
    let nanos = (u64::from(high) << 32 | u64::from(low)).cast_signed();
    let per_day = Unit::Nano.second().0 * DAY_SECONDS;
    date(i64::from(day) - JULIAN_1970 + nanos.div_euclid(per_day), out);
    out.push('T');
    time(nanos.rem_euclid(per_day), Unit::Nano, out);
}

/// Year, month and day. Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut String)) -> String {
        let mut out = String::new();
        write(&mut out);
        out
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        let dates = [0, 19_782, -1, -719_528, 2_932_896].map(|days| written(|out| date(days, out)));
        assert_eq!(
            dates,
            [
                "1970-01-01",
                "2024-02-29",
                "1969-12-31",
                "0000-01-01",
                "9999-12-31"
            ]
        );
    }

    #[test]
    fn times_have_the_digits_that_say_something() {
        let of = |parts, unit| written(|out| moment(parts, unit, true, out));
        assert_eq!(of(1_500, Unit::Milli), "1970-01-01T00:00:01.500Z");
        assert_eq!(of(-1, Unit::Micro), "1969-12-31T23:59:59.999999Z");
        assert_eq!(
            of(86_400_000_000_001, Unit::Nano),
            "1970-01-02T00:00:00.000000001Z"
        );
        assert_eq!(of(2_000_000_000, Unit::Nano), "1970-01-01T00:00:02Z");
        // The least and the greatest there are.
        assert!(of(i64::MIN, Unit::Milli).starts_with("-292275055-"));
        assert_eq!(
            written(|out| moment_96(&[0, 0, 2_440_589], out)),
            "1970-01-02T00:00:00"
        );
    }
}
