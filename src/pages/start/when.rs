//! How long ago something was, in words that stay true for a while.

const MINUTE_MS: f64 = 60_000.0;
const HOUR_MS: f64 = 60.0 * MINUTE_MS;
const DAY_MS: f64 = 24.0 * HOUR_MS;

/// `just now`, `5 minutes ago`, `3 days ago`. A clock that went backwards counts as now.
pub(crate) fn ago(then_ms: f64, now_ms: f64) -> String {
    let passed = (now_ms - then_ms).max(0.0);
    if passed < MINUTE_MS {
        return "just now".into();
    }
    let (unit_ms, unit) = match passed {
        passed if passed < HOUR_MS => (MINUTE_MS, "minute"),
        passed if passed < DAY_MS => (HOUR_MS, "hour"),
        _ => (DAY_MS, "day"),
    };
    let units = (passed / unit_ms).floor();
    format!("{units:.0} {unit}{} ago", if units < 2.0 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_whole_unit_is_named() {
        let said =
            [0.0, 59_000.0, 60_000.0, 3_599_000.0, 7_200_000.0, 172_800_000.0].map(|passed| ago(0.0, passed));
        assert_eq!(
            said,
            [
                "just now",
                "just now",
                "1 minute ago",
                "59 minutes ago",
                "2 hours ago",
                "2 days ago"
            ]
        );
        assert_eq!(ago(10.0, 0.0), "just now");
    }
}
