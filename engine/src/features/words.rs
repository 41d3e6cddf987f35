//! Words as scikit-learn's default pattern `(?u)\b\w\w+\b` finds them in the lower-cased text: runs of at least two
//! letters, digits and underscores. They are not the index's tokens: nothing is normalised, marks and joiners end a
//! word, and scripts without spaces are not cut.

/// The text in lower case, as Python's `str.lower` makes it.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.to_lowercase()
    }
}

/// Calls `found` for every word of a text, lower-cased, in order.
pub(super) fn each_word(text: &str, found: &mut impl FnMut(&str)) {
    for run in lower(text).split(|c: char| !is_word(c)) {
        if run.chars().nth(1).is_some() {
            found(run);
        }
    }
}

/// Whether Python's `\w` holds: letters, digits and the underscore, no marks.
fn is_word(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => true,
        '\0'..='\u{7f}' => false,
        // Circled letters count as alphabetic and are symbols all the same.
        '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}' => false,
        _ => c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c),
    }
}

/// Whether Python's `\s` holds, and `str.split` cuts: Unicode's white space and four old separators.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, &mut |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_are_pythons() {
        assert_eq!(words("It's 5 o'CLOCK, x_y z1!"), ["it", "clock", "x_y", "z1"]);
        assert_eq!(
            words("日本語テスト naïve cafe\u{301}s"),
            ["日本語テスト", "naïve", "cafe"]
        );
        assert_eq!(words("ΟΔΟΣ \u{24b6}\u{24b7} ½¾ हिन्दी"), ["οδος", "½¾"]);
        assert_eq!(words("İstanbul a b"), ["stanbul"]);
    }
}
