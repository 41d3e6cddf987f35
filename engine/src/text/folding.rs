//! The form in which words are compared, unless exact case is asked for.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// Whether accents tell words apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accents {
    /// `café` is not `cafe`.
    #[default]
    Count,
    /// `café` is `cafe`.
    Ignored,
}

impl Accents {
    /// Whether they count, for what is written only where it says something.
    #[must_use]
    pub fn count(&self) -> bool {
        *self == Self::Count
    }

    /// The folded form of a token.
    #[must_use]
    pub fn fold(self, token: &str) -> String {
        let folded = fold(token);
        match self {
            Self::Ignored if !folded.is_ascii() => without_accents(&folded),
            _ => folded,
        }
    }
}

/// Unicode's default case folding, normalised again.
#[must_use]
pub fn fold(token: &str) -> String {
    if token.is_ascii() {
        return token.to_ascii_lowercase();
    }
    fold_unicode(token)
}

// Two doors of the page's part `projects`, with the tables of Unicode: never built into their callers.
#[inline(never)]
fn fold_unicode(token: &str) -> String {
    caseless::default_case_fold_str(token).nfkc().collect()
}

#[inline(never)]
fn without_accents(folded: &str) -> String {
    let bare = folded.chars().nfkd().filter(|&c| !is_accent(c));
    // What other marks stood with is put together again: kana, Hangul.
    bare.nfkc().collect()
}

/// Whether a character is a mark that Latin, Greek and Cyrillic letters and their like carry. Vowel signs of Arabic,
/// Hebrew and the scripts of India are none: without them words would be other words. Letters that only look as if
/// they had a mark (ø, ł, đ) are letters of their own.
const fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'       // combining diacritical marks
        | '\u{483}'..='\u{487}'     // Cyrillic
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_unicodes_own() {
        assert_eq!(fold("Straße"), fold("STRASSE"));
        assert_eq!(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
        assert_eq!(fold("Hello"), "hello");
    }

    #[test]
    fn accents_are_ignored_where_they_are_marks() {
        let alike = [
            ("Café", "cafe"),
            ("cafe\u{301}", "CAFE"),
            ("ÜBER", "uber"),
            ("Ελλάδα", "ελλαδα"),
            ("Ёлка", "елка"),
            ("Việt", "viet"),
            ("İstanbul", "istanbul"),
            ("e\u{301}\u{323}", "e"),
            ("ÀÉÎÕÜ", "aeiou"),
        ];
        for (one, other) in alike {
            assert_eq!(Accents::Ignored.fold(one), Accents::Ignored.fold(other), "{one}");
            assert_ne!(Accents::Count.fold(one), Accents::Count.fold(other), "{one}");
        }
        // Marks that make other words of other scripts, and letters of their own.
        for (one, other) in [
            ("が", "か"),
            ("कि", "क"),
            ("مَن", "من"),
            ("øre", "ore"),
            ("łza", "lza"),
            ("한", "ㅎㅏㄴ"),
        ] {
            assert_ne!(Accents::Ignored.fold(one), Accents::Ignored.fold(other), "{one}");
        }
        assert_eq!(Accents::Ignored.fold("がกำ한"), fold("がกำ한"));
    }
}
