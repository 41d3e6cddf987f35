//! How a word is written: a replacement is written the same way.

use std::borrow::Cow;

/// The letters' case in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Casing {
    /// `word`, and words of scripts without case.
    Lower,
    /// `Word`.
    Title,
    /// `WORD`, of two letters or more.
    Upper,
    /// `wOrd`.
    Mixed,
}

impl Casing {
    /// The case of a word.
    #[must_use]
    pub(in crate::augment) fn of(word: &str) -> Self {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else {
            return Self::Lower;
        };
        let (mut upper, mut lower) = (0, 0);
        for letter in letters {
            upper += usize::from(letter.is_uppercase());
            lower += usize::from(!letter.is_uppercase());
        }
        match (first.is_uppercase(), upper, lower) {
            (false, 0, _) => Self::Lower,
            (true, 0, _) => Self::Title,
            (true, _, 0) => Self::Upper,
            _ => Self::Mixed,
        }
    }

    /// A word in lower case, written so. Mixed case says nothing of another word.
    #[must_use]
    pub(in crate::augment) fn write<'a>(self, word: &'a str) -> Cow<'a, str> {
        match self {
            Self::Lower | Self::Mixed => Cow::Borrowed(word),
            Self::Title => Cow::Owned(title(word)),
            Self::Upper => Cow::Owned(word.to_uppercase()),
        }
    }
}

/// A word with a capital at its beginning.
#[must_use]
pub(super) fn title(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// A word in lower case; one that is already is not copied.
#[must_use]
pub(super) fn lower(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replacement_is_written_as_the_word_was() {
        let cases = [
            ("love", "like"),
            ("Love", "Like"),
            ("LOVE", "LIKE"),
            ("lOve", "like"),
            ("I", "Like"),
            ("Ünï", "Like"),
            ("我", "like"),
        ];
        for (word, written) in cases {
            assert_eq!(Casing::of(word).write("like"), written, "{word}");
        }
    }
}
