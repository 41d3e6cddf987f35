//! EDA (Wei and Zou 2019) exactly as its reference code does it: the text becomes words of the letters a to z, and what
//! comes out is words with a space between them. The bench's own operations go by the same definitions and leave
//! spacing, case and punctuation as they are ([`super::text`]).

use super::random::Draw;
use super::stop_words::is_stop_word;

/// The text in EDA's letters: lower case, hyphens as spaces, apostrophes gone, all else a space, one space at a time and
/// none at the beginning.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !matches!(c, '\'' | '’')) {
        for lower in c.to_lowercase() {
            let kept = if lower.is_ascii_lowercase() { lower } else { ' ' };
            if kept != ' ' || !(cleaned.is_empty() || cleaned.ends_with(' ')) {
                cleaned.push(kept);
            }
        }
    }
    cleaned
}

/// The words of a text, cleaned.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    clean(text)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// How many words to change: a share of them, one at least.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a count is a count; casts stop at the bounds"
)]
pub fn changes(alpha: f64, words: usize) -> usize {
    ((alpha * crate::num::exact(words)) as usize).max(1)
}

/// The share of words and the number of copies that the paper advises for so many records.
#[must_use]
pub const fn advised(records: usize) -> (f64, u32) {
    match records {
        ..2_000 => (0.05, 16),
        2_000..5_000 => (0.05, 8),
        _ => (0.1, 4),
    }
}

/// Where the reference takes synonyms from: all of a word's, without itself.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// Synonym replacement: up to `n` different words that are no stop words and have a synonym give way to one of these,
/// wherever they stand.
pub fn replace(words: &[String], n: usize, synonyms: Lookup<'_>, random: &mut impl Draw) -> Vec<String> {
    let mut chosen: Vec<&String> = words.iter().filter(|word| !is_stop_word(word)).collect();
    chosen.sort_unstable();
    chosen.dedup();
    random.shuffle(&mut chosen);
    let mut replaced = words.to_vec();
    let mut left = n;
    for word in chosen {
        let others = synonyms(word);
        if let Some(other) = random.pick(&others) {
            replaced
                .iter_mut()
                .filter(|known| *known == word)
                .for_each(|known| known.clone_from(other));
            left -= 1;
        }
        if left == 0 {
            break;
        }
    }
    replaced.join(" ").split(' ').map(str::to_owned).collect()
}

/// Random insertion, `n` times: the first synonym of a random word at a random place, which is never the end. A word
/// without synonyms is drawn anew; the tenth draw is given up.
pub fn insert(words: &[String], n: usize, synonyms: Lookup<'_>, random: &mut impl Draw) -> Vec<String> {
    let mut words = words.to_vec();
    for _ in 0..n {
        for tried in 1..=10 {
            let others = random.pick(&words).map(|word| synonyms(word)).unwrap_or_default();
            if tried == 10 {
                break;
            }
            if let Some(first) = others.into_iter().next() {
                let at = random.below(words.len());
                words.insert(at, first);
                break;
            }
        }
    }
    words
}

/// Random swap, `n` times: two places exchange their words. A second place that is the first is drawn anew; the fourth
/// draw is given up, whatever it is.
pub fn swap(words: &[String], n: usize, random: &mut impl Draw) -> Vec<String> {
    let mut words = words.to_vec();
    for _ in 0..n {
        if let Some((a, b)) = two_places(words.len(), random) {
            words.swap(a, b);
        }
    }
    words
}

/// Two different places among `n`, as [`swap`] draws them.
pub(super) fn two_places(n: usize, random: &mut impl Draw) -> Option<(usize, usize)> {
    let first = random.below(n);
    (0..4)
        .map(|tried| (tried, random.below(n)))
        .find(|&(tried, second)| second != first || tried == 3)
        .and_then(|(tried, second)| (tried < 3 && second != first).then_some((first, second)))
}

/// Random deletion: each word stays where a draw is above `p`. If none does, one random word stays; a word that is alone
/// stays anyway.
pub fn delete(words: &[String], p: f64, random: &mut impl Draw) -> Vec<String> {
    if words.len() < 2 {
        return words.to_vec();
    }
    let kept: Vec<String> = words.iter().filter(|_| random.fraction() > p).cloned().collect();
    if kept.is_empty() {
        return random.pick(words).into_iter().cloned().collect();
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    /// Draws that a test says.
    struct Script(VecDeque<f64>);

    impl Draw for Script {
        fn below(&mut self, bound: usize) -> usize {
            let drawn = self.fraction();
            (0..bound)
                .find(|&at| crate::num::exact(at) == drawn)
                .expect("a place below the bound")
        }

        fn fraction(&mut self) -> f64 {
            self.0.pop_front().expect("a draw for each question")
        }
    }

    fn script<const N: usize>(draws: [f64; N]) -> Script {
        Script(draws.into())
    }

    fn synonyms(word: &str) -> Vec<String> {
        let found: &[&str] = match word {
            "check" => &["see", "look at"],
            "song" => &["tune"],
            _ => &[],
        };
        found.iter().map(ToString::to_string).collect()
    }

    fn fixture() -> serde_json::Value {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/suite/augmentation/eda.json"
        );
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    #[test]
    fn texts_are_cleaned_as_the_reference_does() {
        for case in fixture()["clean"].as_array().unwrap() {
            assert_eq!(clean(case["in"].as_str().unwrap()), case["out"].as_str().unwrap());
        }
        assert_eq!(clean("¡你好!"), "");
        assert!(words("").is_empty());
    }

    #[test]
    fn as_many_words_are_changed_as_the_reference_changes() {
        let fixture = fixture();
        for case in fixture["counts"].as_array().unwrap() {
            let words = usize::try_from(case["words"].as_u64().unwrap()).unwrap();
            let n = usize::try_from(case["n"].as_u64().unwrap()).unwrap();
            assert_eq!(changes(case["alpha"].as_f64().unwrap(), words), n, "{case}");
        }
        for case in fixture["paper_defaults"].as_array().unwrap() {
            let records = usize::try_from(case["n_train"].as_u64().unwrap()).unwrap();
            let (alpha, copies) = advised(records);
            assert_eq!(Some(alpha), case["alpha"].as_f64());
            assert_eq!(Some(u64::from(copies)), case["n_aug"].as_u64());
        }
    }

    #[test]
    fn a_word_is_replaced_wherever_it_stands() {
        // Different words in order: check, nice, song; the order that is drawn: nice, song, check.
        let given = words("check this song, check a nice song");
        let replaced = replace(&given, 2, &synonyms, &mut script([0.0, 0.0, 0.0, 1.0]));
        assert_eq!(
            replaced.join(" "),
            "check this tune check a nice tune".replace("check", "look at")
        );
        assert_eq!(replaced.len(), 9);
        let once = replace(&given, 1, &synonyms, &mut script([0.0, 0.0, 0.0]));
        assert_eq!(once.join(" "), "check this tune check a nice tune");
        assert_eq!(
            replace(&words("it was not"), 3, &synonyms, &mut script([])),
            words("it was not")
        );
    }

    #[test]
    fn the_first_synonym_is_inserted_and_the_tenth_draw_given_up() {
        let given = words("a nice song");
        let inserted = insert(&given, 1, &synonyms, &mut script([0.0, 1.0, 2.0, 2.0]));
        assert_eq!(inserted, ["a", "nice", "tune", "song"]);
        let mut draws = script([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0]);
        assert_eq!(insert(&given, 1, &synonyms, &mut draws), given);
        assert!(draws.0.is_empty());
        assert!(insert(&[], 1, &synonyms, &mut crate::augment::random::Random::new(1)).is_empty());
    }

    #[test]
    fn places_are_swapped_and_the_fourth_draw_given_up() {
        let given = words("a b c");
        assert_eq!(
            swap(&given, 2, &mut script([0.0, 0.0, 2.0, 1.0, 0.0])),
            ["b", "c", "a"].map(str::to_owned)
        );
        let mut draws = script([0.0, 0.0, 0.0, 0.0, 2.0]);
        assert_eq!(swap(&given, 1, &mut draws), given);
        assert!(draws.0.is_empty());
        assert_eq!(
            swap(&words("one"), 1, &mut script([0.0, 0.0, 0.0, 0.0, 0.0])),
            words("one")
        );
    }

    #[test]
    fn words_are_deleted_where_the_draw_is_not_above_p() {
        let given = words("a b c");
        assert_eq!(
            delete(&given, 0.3, &mut script([0.3, 0.31, 0.1])),
            ["b"].map(str::to_owned)
        );
        assert_eq!(
            delete(&given, 0.3, &mut script([0.0, 0.0, 0.0, 2.0])),
            ["c"].map(str::to_owned)
        );
        assert_eq!(delete(&words("one"), 1.0, &mut script([])), words("one"));
    }
}
