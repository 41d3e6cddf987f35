//! One number a label, as it is written on the command line: `0.4,0.6`.

/// The numbers; `words` are what may stand in their place.
///
/// # Errors
/// What is no number, and what may be written.
pub(crate) fn shares(list: &str, words: &str) -> Result<Vec<f64>, String> {
    let share = |word: &str| {
        word.trim().parse().map_err(|_| {
            format!("{word:?} is no share: write {words}, or one number a label, such as 0.4,0.6")
        })
    };
    list.split(',').map(share).collect()
}
