//! English endings by rule: the plural, and a verb's three. A word is taken to pieces only where putting it together
//! again gives the same word, and irregular words are left out, so that no `maked` or `mans` comes about.

/// An ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The word itself.
    Base,
    /// `cats`, `stops`.
    S,
    /// `stopped`.
    Ed,
    /// `stopping`.
    Ing,
}

/// Forms of nouns and verbs with an ending, and the letter of the part of speech in the thesaurus.
pub(super) const ENDED: [(Form, char); 4] =
    [(Form::S, 'n'), (Form::S, 'v'), (Form::Ed, 'v'), (Form::Ing, 'v')];

/// A word with an ending, where the rules know how; words are of lower-case letters.
#[must_use]
pub fn inflected(word: &str, form: Form) -> Option<String> {
    let bytes = word.as_bytes();
    let (last, before) = match bytes {
        [.., before, last] if word.is_ascii() && last.is_ascii_lowercase() => (*last, *before),
        _ => return None,
    };
    let stem = &word[..word.len() - 1];
    let ends_in_consonant_y = last == b'y' && !is_vowel(before);
    match form {
        Form::Base => Some(word.to_owned()),
        Form::S if last == b'o' || word.ends_with('f') || word.ends_with("fe") => None,
        Form::S if ends_in_consonant_y => Some(format!("{stem}ies")),
        Form::S if matches!(last, b's' | b'x' | b'z') || word.ends_with("ch") || word.ends_with("sh") => {
            Some(format!("{word}es"))
        }
        Form::S => Some(format!("{word}s")),
        Form::Ed if last == b'e' => Some(format!("{word}d")),
        Form::Ed if ends_in_consonant_y => Some(format!("{stem}ied")),
        Form::Ed if doubles(bytes) => Some(format!("{word}{}ed", char::from(last))),
        Form::Ed => Some(format!("{word}ed")),
        Form::Ing if word.ends_with("ie") => Some(format!("{}ying", &word[..word.len() - 2])),
        Form::Ing if last == b'e' && !matches!(before, b'e' | b'o' | b'y') => Some(format!("{stem}ing")),
        Form::Ing if doubles(bytes) => Some(format!("{word}{}ing", char::from(last))),
        Form::Ing => Some(format!("{word}ing")),
    }
}

/// The words that a form may be of: candidates, to be looked up and put together again.
pub(super) fn bases(word: &str, form: Form) -> Vec<String> {
    let mut bases = Vec::new();
    let (ending, from_y) = match form {
        Form::Base => return bases,
        Form::S => ("s", "ies"),
        Form::Ed => ("ed", "ied"),
        Form::Ing => ("ing", "ying"),
    };
    if let Some(stem) = word.strip_suffix(from_y) {
        bases.push(format!("{stem}{}", if form == Form::Ing { "ie" } else { "y" }));
    }
    if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 1) {
        bases.push(stem.to_owned());
        match form {
            Form::S => bases.extend(stem.strip_suffix('e').map(str::to_owned)),
            _ => {
                bases.push(format!("{stem}e"));
                bases.extend(undoubled(stem));
            }
        }
    }
    bases
}

fn undoubled(stem: &str) -> Option<String> {
    match stem.as_bytes() {
        [.., a, b] if a == b && b.is_ascii() => Some(stem[..stem.len() - 1].to_owned()),
        _ => None,
    }
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether the last letter is doubled: one syllable that ends in consonant, vowel, consonant, as `stop` and `quit` do.
fn doubles(word: &[u8]) -> bool {
    let [head @ .., vowel, last] = word else {
        return false;
    };
    let is_short = is_vowel(*vowel) && !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'y');
    let head = match head {
        [head @ .., b'q', b'u'] => head,
        [.., before] if !is_vowel(*before) => head,
        _ => return false,
    };
    is_short && !head.iter().any(|&letter| is_vowel(letter) || letter == b'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_follow_the_rules() {
        for (word, s, ed, ing) in [
            ("check", "checks", "checked", "checking"),
            ("love", "loves", "loved", "loving"),
            ("stop", "stops", "stopped", "stopping"),
            ("quit", "quits", "quitted", "quitting"),
            ("copy", "copies", "copied", "copying"),
            ("play", "plays", "played", "playing"),
            ("watch", "watches", "watched", "watching"),
            ("agree", "agrees", "agreed", "agreeing"),
            ("tie", "ties", "tied", "tying"),
            ("visit", "visits", "visited", "visiting"),
            ("fix", "fixes", "fixed", "fixing"),
        ] {
            let forms = [Form::S, Form::Ed, Form::Ing].map(|form| inflected(word, form).unwrap());
            assert_eq!(forms, [s, ed, ing]);
            for (form, written) in [(Form::S, s), (Form::Ed, ed), (Form::Ing, ing)] {
                assert!(bases(written, form).iter().any(|base| base == word), "{written}");
            }
        }
        assert_eq!(inflected("photo", Form::S), None);
        assert_eq!(inflected("é", Form::S), None);
    }
}
