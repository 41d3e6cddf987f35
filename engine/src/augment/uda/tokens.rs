//! The words of a text as UDA reads them, by BERT's basic tokens: lower case without accents, apart at white space and at
//! punctuation, of which each character is a word; and so is each Chinese one.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::punctuation::is_punctuation;

/// The words in order.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut open = String::new();
    for c in text.chars().flat_map(char::to_lowercase).nfd() {
        let is_space = c.is_whitespace();
        let is_nothing = (c.is_control() && !is_space) || c == '\u{fffd}' || is_combining_mark(c);
        if is_nothing {
            continue;
        }
        let is_alone = is_punctuation(c) || is_chinese(c);
        if (is_space || is_alone) && !open.is_empty() {
            words.push(std::mem::take(&mut open));
        }
        if is_alone {
            words.push(c.to_string());
        } else if !is_space {
            open.push(c);
        }
    }
    if !open.is_empty() {
        words.push(open);
    }
    words
}

/// The blocks of Han characters that BERT names.
const fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2b73f}'
        | '\u{2b740}'..='\u{2b81f}' | '\u{2b820}'..='\u{2ceaf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_those_of_berts_basic_tokens() {
        assert_eq!(
            words("Don't  PAY £5,\u{0} Ünïque—我们 ok\n"),
            ["don", "'", "t", "pay", "£5", ",", "unique", "—", "我", "们", "ok"]
        );
        assert!(words(" \u{301}\u{0}").is_empty());
    }
}
