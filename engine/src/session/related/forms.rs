//! Forms of one word by honest means: a shared beginning, and endings that English, German, French and Spanish inflect
//! with. Some that it finds are no forms; they are offered with their counts, never taken by themselves.

use crate::text::Vocabulary;

/// Endings, each after at least so many letters.
const ENDINGS: &[(&str, usize)] = &[
    ("", 3),
    ("s", 3),
    ("es", 3),
    ("ed", 3),
    ("ing", 3),
    ("ings", 3),
    ("er", 3),
    ("ers", 3),
    ("ies", 3),
    ("ied", 3),
    ("y", 3),
    ("ly", 3),
    ("est", 4),
    ("or", 4),
    ("ors", 4),
    ("ion", 4),
    ("ions", 4),
    ("e", 4),
    ("en", 4),
    ("em", 4),
    ("n", 4),
    ("t", 4),
    ("te", 4),
    ("ten", 4),
    ("st", 4),
    ("end", 4),
    ("ung", 4),
    ("ungen", 4),
    ("in", 4),
    ("innen", 4),
    ("é", 4),
    ("ée", 4),
    ("és", 4),
    ("ées", 4),
    ("ez", 4),
    ("ent", 4),
    ("ant", 4),
    ("ons", 4),
    ("ait", 4),
    ("o", 4),
    ("a", 4),
    ("os", 4),
    ("as", 4),
    ("ar", 4),
    ("an", 4),
    ("ó", 4),
    ("ado", 4),
    ("ada", 4),
    ("ados", 4),
    ("adas", 4),
    ("ando", 4),
    ("iendo", 4),
];

/// Endings before which English doubles a last consonant: stop, stopped.
const DOUBLING: &[&str] = &["ed", "ing", "er", "ers"];

/// The groups of other forms of a folded word, in the vocabulary's order.
pub(super) fn forms(vocabulary: &Vocabulary, word: &str) -> Vec<u32> {
    let stems = stems(word);
    let Some(shortest) = stems.iter().min_by_key(|stem| stem.len()) else {
        return Vec::new();
    };
    let mut groups = vocabulary.groups_with(shortest);
    groups.retain(|&group| {
        let other = vocabulary.folded(group);
        other != word && stems.iter().any(|stem| is_form(other, stem))
    });
    groups
}

/// The beginning that a word shares with its forms, where it is long enough to mean something.
pub(super) fn common_prefix<'a>(word: &'a str, others: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut shared = word;
    for other in others {
        let same = shared.char_indices().zip(other.chars());
        let end = same
            .take_while(|((_, one), other)| one == other)
            .map(|((at, one), _)| at + one.len_utf8())
            .last()
            .unwrap_or(0);
        shared = &shared[..end];
    }
    (shared.chars().count() >= 3).then_some(shared)
}

/// What may be left of a word without its ending: half of it at least.
fn stems(word: &str) -> Vec<&str> {
    let length = word.chars().count();
    let mut stems = Vec::new();
    for (ending, least) in ENDINGS {
        let Some(stem) = word.strip_suffix(ending) else {
            continue;
        };
        let letters = stem.chars().count();
        if letters < *least || letters * 2 < length {
            continue;
        }
        stems.push(stem);
        if let Some(single) = undoubled(stem).filter(|_| DOUBLING.contains(ending)) {
            stems.push(single);
        }
    }
    stems
}

fn is_form(word: &str, stem: &str) -> bool {
    let Some(rest) = word.strip_prefix(stem) else {
        return false;
    };
    let letters = stem.chars().count();
    let ends = |rest: &str| {
        ENDINGS
            .iter()
            .any(|(ending, least)| *ending == rest && letters >= *least)
    };
    let doubled = || {
        let last = stem.chars().next_back()?;
        rest.strip_prefix(last)
    };
    ends(rest) || doubled().is_some_and(|rest| DOUBLING.contains(&rest))
}

/// `stopp` without the second p.
fn undoubled(stem: &str) -> Option<&str> {
    let last = stem.chars().next_back()?;
    let single = stem.strip_suffix(last)?;
    (single.ends_with(last) && single.chars().count() >= 3).then_some(single)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::IndexBuilder;

    fn of(word: &str, text: &str) -> Vec<String> {
        let mut builder = IndexBuilder::default();
        builder.push(text);
        let index = builder.finish();
        let vocabulary = index.vocabulary();
        forms(vocabulary, word)
            .into_iter()
            .map(|group| vocabulary.folded(group).to_owned())
            .collect()
    }

    #[test]
    fn forms_share_their_beginning_and_end_as_words_do() {
        let english = "subscribe Subscribed subscriber subscribing subs stop stops stopped stopping stopwatch party parties";
        assert_eq!(
            of("subscribe", english),
            ["subscribed", "subscriber", "subscribing"]
        );
        assert_eq!(of("stopped", english), ["stop", "stops", "stopping"]);
        assert_eq!(of("party", english), ["parties"]);
        assert_eq!(of("subs", english), Vec::<String>::new());
        let others =
            "zahlen zahlt zahlte Zahlung zahlreich gratuit gratuite gratuits ganar gana ganado ganso";
        assert_eq!(of("zahlen", others), ["zahlt", "zahlte", "zahlung"]);
        assert_eq!(of("gratuit", others), ["gratuite", "gratuits"]);
        assert_eq!(of("card", "car care cart card cards"), ["cards"]);
    }

    #[test]
    fn a_shared_beginning_is_cut_between_letters() {
        assert_eq!(
            common_prefix("zahlung", ["zahlen", "zahlt"].into_iter()),
            Some("zahl")
        );
        assert_eq!(
            common_prefix("ändern", ["ändert", "änderung"].into_iter()),
            Some("änder")
        );
        assert_eq!(common_prefix("song", ["sing"].into_iter()), None);
    }
}
