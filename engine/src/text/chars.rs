//! Which characters make words. A word character is alphanumeric, `_`, or a combining mark or joiner directly after
//! one. Scripts that write without spaces have one token a character, since nothing in the text says where words end.

/// What a character is to the tokeniser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Continues or begins a word.
    Word,
    /// A word of its own.
    Single,
    /// Joins the token before it; alone it is a symbol.
    Mark,
    /// Says how the character before it is drawn; never part of a token.
    Ignored,
    /// Between tokens.
    Space,
    /// A token that is searchable and no word.
    Symbol,
}

/// The class of a character.
pub(crate) fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => Class::Word,
        '\0'..='\u{7f}' if c.is_ascii_whitespace() || c.is_ascii_control() => Class::Space,
        '\0'..='\u{7f}' => Class::Symbol,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => Class::Ignored,
        '\u{200c}' | '\u{200d}' => Class::Mark,
        _ if unicode_normalization::char::is_combining_mark(c) => Class::Mark,
        _ if is_unspaced(c) => Class::Single,
        _ if c.is_alphanumeric() => Class::Word,
        _ if c.is_whitespace() || c.is_control() => Class::Space,
        _ => Class::Symbol,
    }
}

/// Whether a character belongs to a script written without spaces: Han, kana, Thai, Lao, Khmer, Myanmar. Their digits
/// make words as other digits do.
fn is_unspaced(c: char) -> bool {
    let in_script = matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303b}' // Han marks and numerals
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}'                                                  // Han
        | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{1b000}'..='\u{1b16f}'                        // kana
        | '\u{0e01}'..='\u{0e3a}' | '\u{0e40}'..='\u{0e4e}'                          // Thai
        | '\u{0e81}'..='\u{0ec6}' | '\u{0edc}'..='\u{0edf}'                          // Lao
        | '\u{1780}'..='\u{17d3}' | '\u{17d7}' | '\u{17dc}'                          // Khmer
        | '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ef}'
        | '\u{a9fa}'..='\u{a9fe}' | '\u{aa60}'..='\u{aa7f}'); // Myanmar
    in_script && c.is_alphanumeric() && (!c.is_numeric() || ('\u{3005}'..='\u{303b}').contains(&c))
}
