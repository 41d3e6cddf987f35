//! Figures that other programs print: one flat object of JSON, the last line that is one.

/// The last line of JSON in what was printed.
pub(super) fn line(printed: &str) -> Option<&str> {
    printed.lines().rev().find(|line| line.starts_with('{'))
}

/// The number under a key of one flat object: all the JSON that is read here.
pub(super) fn number(json: &str, key: &str) -> Option<f64> {
    let (_, after) = json.split_once(&format!("\"{key}\""))?;
    let value = after.trim_start().strip_prefix(':')?;
    value.split([',', '}']).next()?.trim().parse().ok()
}

/// As many digits as a measurement bears out.
pub(super) fn ratio(times: f64) -> String {
    let digits = usize::from(times < 10.0);
    format!("{times:.digits$}×")
}
