//! What normalisation, folding and the classes of characters do, as tables: for a database that must cut and fold texts
//! as this program does.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use super::chars::{Class, class};

/// A character, and what stands in its place.
pub type Replacement = (char, String);

/// Characters that NFKC replaces even where the text is in NFC. A text in which they are replaced, put into NFC, is in
/// NFKC.
pub static COMPATIBLE: LazyLock<Vec<Replacement>> = LazyLock::new(|| {
    let replaced = |c: char| -> Option<Replacement> {
        let composed: String = c.nfc().collect();
        let compatible: String = c.nfkc().collect();
        (composed != compatible).then_some((c, compatible))
    };
    characters().filter_map(replaced).collect()
});

/// Characters that NFKC replaces. A text of single characters in which they are replaced is in NFKC; marks that stand
/// apart from their letters stay apart.
pub static NORMALISED: LazyLock<Vec<Replacement>> = LazyLock::new(|| {
    let replaced = |c: char| -> Option<Replacement> {
        let normal: String = c.nfkc().collect();
        (!normal.chars().eq([c])).then_some((c, normal))
    };
    characters().filter_map(replaced).collect()
});

/// Characters that folding replaces by others than their own lower case. A text in which they are replaced, then put
/// into lower case character by character, and then into NFC, is folded as by [`folded`]. Sigma is among them, since
/// some programs look at its neighbours.
pub static FOLDED: LazyLock<Vec<Replacement>> = LazyLock::new(|| {
    let replaced = |c: char| -> Option<Replacement> {
        let folded: String = caseless::default_case_fold_str(c.encode_utf8(&mut [0; 4]))
            .nfc()
            .collect();
        let is_lower =
            lower(c).is_some_and(|lower| folded.chars().map(lowered).eq([lower].into_iter().nfc()));
        (!is_lower || c == 'Σ').then_some((c, folded))
    };
    characters().filter_map(replaced).collect()
});

/// Ranges of characters that are a word each.
pub static SINGLES: LazyLock<Vec<(char, char)>> = LazyLock::new(|| ranges(|c| class(c) == Class::Single));

/// The characters that NFKC or folding may change, or that classes must be asked about: all but blocks of characters
/// that are alike.
fn characters() -> impl Iterator<Item = char> {
    ('\0'..='\u{1ffff}')
        .filter(|c| !matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{e000}'..='\u{f8ff}'))
        .chain('\u{2f800}'..='\u{2fa1f}')
}

/// Neighbouring characters of a kind, first and last.
fn ranges(is_of_kind: impl Fn(char) -> bool) -> Vec<(char, char)> {
    let mut ranges: Vec<(char, char)> = Vec::new();
    let mut before = None;
    for c in ('\0'..='\u{3ffff}').filter(|&c| is_of_kind(c)) {
        match ranges.last_mut() {
            Some(range) if before == Some(range.1) && next(range.1) == Some(c) => range.1 = c,
            _ => ranges.push((c, c)),
        }
        before = Some(c);
    }
    ranges
}

fn next(c: char) -> Option<char> {
    char::from_u32(u32::from(c) + 1)
}

/// The lower case of a character, where it is one character.
fn lower(c: char) -> Option<char> {
    let mut lower = c.to_lowercase();
    lower.next().filter(|_| lower.next().is_none())
}

fn lowered(c: char) -> char {
    lower(c).unwrap_or(c)
}

/// The form in which a database compares words: [`super::fold`], in which letters whose folded form is a capital
/// (Cherokee) are small.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let folded = caseless::default_case_fold_str(text);
    folded.chars().map(lowered).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    fn replace(text: &str, table: &[Replacement]) -> String {
        let mut replaced = String::new();
        for c in text.chars() {
            match table.binary_search_by_key(&c, |(from, _)| *from) {
                Ok(at) => replaced += &table[at].1,
                Err(_) => replaced.push(c),
            }
        }
        replaced
    }

    /// As a database does it.
    fn folded_by_table(text: &str) -> String {
        replace(text, &FOLDED).chars().map(lowered).nfc().collect()
    }

    #[test]
    fn tables_say_what_normalisation_and_folding_do_to_every_character() {
        for c in ('\0'..='\u{323af}').chain('\u{e0000}'..='\u{e01ff}') {
            let text = c.to_string();
            let normal: String = c.nfkc().collect();
            let by_table: String = replace(&text, &COMPATIBLE).nfc().collect();
            assert_eq!(by_table, normal, "{c:?}");
            assert_eq!(folded_by_table(&normal), folded(&normal), "{c:?}");
        }
    }

    #[test]
    fn words_are_the_same_in_this_form_as_by_folding() {
        // Letters whose small form is younger than the tables of folding; a database may or may not know it.
        let is_young = |c: char| {
            let is_cherokee = ('\u{13a0}'..='\u{13f5}').contains(&c);
            !is_cherokee && lowered(c) != c && fold(c.encode_utf8(&mut [0; 4])) == c.to_string()
        };
        let mut forms: Vec<(String, String)> = characters()
            .filter(|&c| !is_young(c))
            .map(|c| {
                let normal: String = c.nfkc().collect();
                (folded(&normal), fold(&normal))
            })
            .collect();
        forms.sort();
        forms.dedup();
        let count = forms.len();
        forms.dedup_by(|one, other| one.0 == other.0);
        assert_eq!(forms.len(), count, "two folded forms became one");
        forms.sort_by(|one, other| one.1.cmp(&other.1));
        forms.dedup_by(|one, other| one.1 == other.1);
        assert_eq!(forms.len(), count, "a folded form became two");
    }

    proptest::proptest! {
        #[test]
        fn texts_are_normalised_and_folded_by_the_tables(text in "[a-zA-ZßẞİıſΣςσǰΐéÉ\u{301}\u{308}\u{345}ﬁＡ①㎑Ꭰꭰ가-힣\u{1100}\u{1161}]{0,12}") {
            let normal: String = text.nfkc().collect();
            let by_table: String = replace(&text, &COMPATIBLE).nfc().collect();
            proptest::prop_assert_eq!(&by_table, &normal);
            proptest::prop_assert_eq!(folded_by_table(&normal), folded(&normal));
        }
    }
}
