//! Which names fit what is typed, and how well: every word typed must stand in the name or its detail, and it counts
//! more the nearer it is to the beginning of the name, or of one of its words.

/// The things whose texts (name, detail) hold all words typed, the best first; in their order where nothing is typed.
pub(super) fn rank<'a, T>(
    things: &'a [T],
    typed: &str,
    texts: impl Fn(&'a T) -> (&'a str, &'a str),
) -> Vec<&'a T> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut fitting: Vec<(u32, usize, &T)> = Vec::new();
    for (place, thing) in things.iter().enumerate() {
        let (name, detail) = texts(thing);
        if let Some(distance) = distance(&words, &name.to_lowercase(), &detail.to_lowercase()) {
            fitting.push((distance, place, thing));
        }
    }
    fitting.sort_by_key(|(distance, place, _)| (*distance, *place));
    fitting.into_iter().map(|(.., thing)| thing).collect()
}

/// How far a name is from the words typed; none where one of them is missing.
fn distance(words: &[String], name: &str, detail: &str) -> Option<u32> {
    words.iter().map(|word| of_word(word, name, detail)).sum()
}

fn of_word(word: &str, name: &str, detail: &str) -> Option<u32> {
    let begins_word = |(at, _): (usize, &str)| {
        name[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric())
    };
    if name.starts_with(word) {
        Some(0)
    } else if name.match_indices(word).any(begins_word) {
        Some(1)
    } else if name.contains(word) {
        Some(3)
    } else if detail.contains(word) {
        Some(6)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_come_first_and_every_word_must_be_there() {
        let things = [
            ("Records of begging", ""),
            ("begging", "please"),
            ("unbegging", ""),
            ("short", "beg"),
            ("Rules", ""),
        ];
        let ranked = |typed: &str| -> Vec<&str> {
            let found = rank(&things, typed, |(name, detail)| (name, detail));
            found.into_iter().map(|(name, _)| *name).collect()
        };
        assert_eq!(
            ranked("beg"),
            ["begging", "Records of begging", "unbegging", "short"]
        );
        assert_eq!(ranked("BEG rec"), ["Records of begging"]);
        assert_eq!(ranked("").len(), 5);
        assert!(ranked("beg x").is_empty());
    }
}
