//! Rows as they are measured: how many records, what, and the figures in words.

/// Prints a row.
pub(crate) fn row(records: Option<u32>, what: &str, figures: &str) {
    let records = records.map(|records| records.to_string()).unwrap_or_default();
    println!("{records:>9}  {what:<42} {figures}");
}
