//! Texts into tokens. Tokens are read on the NFKC form of a text, in its own case; where in the text they stand is
//! told in bytes of the text as it is, so that marks fall where people see the words.

use unicode_normalization::UnicodeNormalization as _;

use super::chars::{Class, class};

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its characters, normalised, in their own case.
    pub text: &'a str,
    /// Whether it is a word; else a symbol, which is searchable, not counted as a word and skipped by phrases.
    pub is_word: bool,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
}

/// Cuts texts into tokens; keeps its buffers between texts.
#[derive(Debug, Default)]
pub struct Tokenizer {
    token: String,
}

impl Tokenizer {
    /// Calls `found` for every token of a text, in order. Returns whether a token's characters differ from those in
    /// the text, by normalisation, so that a search in the index could miss what a search in the text finds.
    pub fn each(&mut self, text: &str, found: &mut impl FnMut(Token<'_>)) -> bool {
        let mut altered = false;
        let mut at = 0;
        while at < text.len() {
            let plain_end = each_plain(text, at, found);
            at = mixed_end(text.as_bytes(), plain_end);
            altered |= self.each_unicode(&text[plain_end..at], plain_end, found);
        }
        altered
    }

    /// The tokens of a piece that begins at byte `offset` of its text, whatever its characters are.
    // A door of the page's part `projects`, with the tables of Unicode: never built into its caller.
    #[inline(never)]
    fn each_unicode(&mut self, piece: &str, offset: usize, found: &mut impl FnMut(Token<'_>)) -> bool {
        let mut altered = false;
        let mut open: Option<(usize, usize)> = None;
        self.token.clear();
        for (start, cluster) in clusters(piece) {
            let start = offset + start;
            let end = start + cluster.len();
            let mut emit = |c: char, token: &mut String, open: &mut Option<(usize, usize)>| {
                step(c, (start, end), token, open, found);
            };
            let mut chars = cluster.chars();
            if let (Some(only), None) = (chars.next(), chars.next())
                && only.is_ascii()
            {
                emit(only, &mut self.token, &mut open);
                continue;
            }
            let before = cluster.chars();
            altered |= !cluster.chars().nfkc().eq(before);
            for c in cluster.chars().nfkc() {
                emit(c, &mut self.token, &mut open);
            }
        }
        close(&mut self.token, &mut open, found);
        altered
    }
}

/// Takes one normalised character into the open token, or closes it.
fn step(
    c: char,
    (start, end): (usize, usize),
    token: &mut String,
    open: &mut Option<(usize, usize)>,
    found: &mut impl FnMut(Token<'_>),
) {
    match (class(c), open.as_mut()) {
        (Class::Ignored, _) => {}
        (Class::Word, Some(span)) if !ends_single(token) => {
            token.push(c);
            span.1 = end;
        }
        (Class::Mark, Some(span)) => {
            token.push(c);
            span.1 = end;
        }
        (Class::Word | Class::Single, _) => {
            close(token, open, found);
            token.push(c);
            *open = Some((start, end));
        }
        (Class::Space, _) => close(token, open, found),
        (Class::Symbol | Class::Mark, _) => {
            close(token, open, found);
            let mut bytes = [0; 4];
            // A joiner or a mark with nothing to join is drawn with the symbol before it: no token.
            if class(c) == Class::Symbol {
                found(Token {
                    text: c.encode_utf8(&mut bytes),
                    is_word: false,
                    start,
                    end,
                });
            }
        }
    }
}

/// Whether the open token is a character of a script without spaces, which nothing but marks may join.
fn ends_single(token: &str) -> bool {
    token
        .chars()
        .next()
        .is_some_and(|first| class(first) == Class::Single)
}

fn close(token: &mut String, open: &mut Option<(usize, usize)>, found: &mut impl FnMut(Token<'_>)) {
    if let Some((start, end)) = open.take() {
        found(Token {
            text: token,
            is_word: true,
            start,
            end,
        });
        token.clear();
    }
}

/// The parts of a text that normalise on their own: a character with the marks after it; conjoining jamo together.
fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    let mut offset = 0;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        let (_, first) = chars.next()?;
        let joins = |c: char| {
            !c.is_ascii()
                && (unicode_normalization::char::is_combining_mark(c)
                    || ('\u{1160}'..='\u{11ff}').contains(&c)
                    || (first != c && matches!(c, '\u{ff9e}' | '\u{ff9f}')))
        };
        let end = chars.find(|&(_, c)| !joins(c)).map_or(rest.len(), |(at, _)| at);
        let (cluster, after) = rest.split_at(end);
        let start = offset;
        offset += end;
        rest = after;
        Some((start, cluster))
    })
}

/// The tokens from byte `from` on that are of ASCII characters and have no other character after them, which might
/// join them. Returns where the first one begins that is not.
fn each_plain(text: &str, from: usize, found: &mut impl FnMut(Token<'_>)) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let start = at;
        let class = BYTES[usize::from(bytes[at])];
        at += 1;
        if class == Byte::Word {
            while at < bytes.len() && BYTES[usize::from(bytes[at])] == Byte::Word {
                at += 1;
            }
        }
        if class == Byte::Other || bytes.get(at).is_some_and(|next| !next.is_ascii()) {
            return start;
        }
        if class != Byte::Space {
            found(Token {
                text: &text[start..at],
                is_word: class == Byte::Word,
                start,
                end: at,
            });
        }
    }
    at
}

/// Where a piece ends that [`each_plain`] could not read: before an ASCII character that closes whatever token is
/// open there, with or without marks after it.
fn mixed_end(bytes: &[u8], from: usize) -> usize {
    let after_first = bytes.len().min(from + 1);
    let closes = |byte: &u8| matches!(BYTES[usize::from(*byte)], Byte::Space | Byte::Symbol);
    let rest = bytes[after_first..].iter().position(closes);
    rest.map_or(bytes.len(), |length| after_first + length)
}

/// What a byte of a text is to the tokeniser.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Word,
    Space,
    Symbol,
    /// Part of a character that is not ASCII.
    Other,
}

/// [`class`] of the ASCII characters; a table, since this is the hot loop of import.
static BYTES: [Byte; 256] = {
    let mut table = [Byte::Other; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = if byte.is_ascii_alphanumeric() || byte == b'_' {
            Byte::Word
        } else if byte.is_ascii_whitespace() || byte.is_ascii_control() {
            Byte::Space
        } else {
            Byte::Symbol
        };
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(String, bool, &str)> {
        let mut all = Vec::new();
        Tokenizer::default().each(text, &mut |token| {
            all.push((token.text.to_owned(), token.is_word, token.start, token.end));
        });
        all.into_iter()
            .map(|(token, word, start, end)| (token, word, &text[start..end]))
            .collect()
    }

    fn words(text: &str) -> Vec<String> {
        tokens(text)
            .into_iter()
            .filter(|(_, word, _)| *word)
            .map(|(token, ..)| token)
            .collect()
    }

    #[test]
    fn words_end_at_apostrophes_and_hyphens_and_keep_underscores() {
        assert_eq!(
            words("market's e-mail snake_case 3.5"),
            ["market", "s", "e", "mail", "snake_case", "3", "5"]
        );
    }

    #[test]
    fn normal_forms_meet_and_spans_stay_on_the_text() {
        assert_eq!(
            tokens("cafe\u{301}!"),
            [("café".into(), true, "cafe\u{301}"), ("!".into(), false, "!")]
        );
        assert_eq!(words("ＦＲＥＥ ①"), ["FREE", "1"]);
        assert_eq!(words("ｶﾞ"), ["ガ"]);
        assert!(Tokenizer::default().each("cafe\u{301}", &mut |_| {}));
        assert!(!Tokenizer::default().each("café", &mut |_| {}));
    }

    #[test]
    fn scripts_without_spaces_have_a_token_a_character() {
        assert_eq!(words("私はAIが好き"), ["私", "は", "AI", "が", "好", "き"]);
        assert_eq!(words("ไทย 50"), ["ไ", "ท", "ย", "50"]);
    }

    #[test]
    fn emoji_are_symbols_however_they_are_drawn() {
        assert_eq!(
            tokens("♥\u{fe0f} ok"),
            [("♥".into(), false, "♥\u{fe0f}"), ("ok".into(), true, "ok")]
        );
        let family: Vec<String> = tokens("👩\u{200d}👧")
            .into_iter()
            .map(|(token, ..)| token)
            .collect();
        assert_eq!(family, ["👩", "👧"]);
    }

    type Owned = (String, bool, usize, usize);

    fn owned(all: &mut Vec<Owned>) -> impl FnMut(Token<'_>) {
        |token| all.push((token.text.to_owned(), token.is_word, token.start, token.end))
    }

    fn check_against_whole(text: &str) {
        let (mut fast, mut whole) = (Vec::new(), Vec::new());
        let altered = Tokenizer::default().each(text, &mut owned(&mut fast));
        let expected = Tokenizer::default().each_unicode(text, 0, &mut owned(&mut whole));
        assert_eq!((fast, altered), (whole, expected), "{text:?}");
    }

    /// Characters that join, compose, decompose or close, beside plain ones.
    const PIECES: [&str; 32] = [
        "a", "Z", "7", "_", " ", "\n", "!", "=", "<", "`", "é", "e\u{301}", "\u{301}", "\u{338}", "£",
        "\u{fe0f}", "\u{200d}", "\u{200c}", "\u{ff9e}", "ｶ", "が", "ไ", "\u{e38}", "\u{1100}", "\u{1161}",
        "\u{11a8}", "가", "ﬁ", "①", "´", "…", "👩",
    ];

    proptest::proptest! {
        #[test]
        fn plain_stretches_give_the_tokens_of_the_whole(
            pieces in proptest::collection::vec(0..PIECES.len(), 0..24),
            any in ".{0,40}",
        ) {
            let mixed: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
            check_against_whole(&mixed);
            check_against_whole(&any);
            check_against_whole(&format!("{any}{mixed}"));
        }
    }

    #[test]
    fn every_character_after_and_before_plain_ones_reads_as_in_the_whole() {
        for c in '\0'..=char::MAX {
            check_against_whole(&format!("a{c}b ={c}1 !{c}"));
        }
    }
}
