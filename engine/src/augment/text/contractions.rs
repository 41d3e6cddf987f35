//! English contractions and what they are short for. What stands for several (`he'd`: he had, he would) is left out, but
//! for `'s`, which is read as `is`.

/// Full and contracted, in lower case.
pub(super) static PAIRS: [(&str, &str); 55] = [
    ("are not", "aren't"),
    ("can not", "can't"),
    ("cannot", "can't"),
    ("could have", "could've"),
    ("could not", "couldn't"),
    ("did not", "didn't"),
    ("do not", "don't"),
    ("does not", "doesn't"),
    ("had not", "hadn't"),
    ("has not", "hasn't"),
    ("have not", "haven't"),
    ("he is", "he's"),
    ("he will", "he'll"),
    ("how is", "how's"),
    ("i am", "i'm"),
    ("i have", "i've"),
    ("i will", "i'll"),
    ("is not", "isn't"),
    ("it is", "it's"),
    ("it will", "it'll"),
    ("let us", "let's"),
    ("might have", "might've"),
    ("must have", "must've"),
    ("must not", "mustn't"),
    ("need not", "needn't"),
    ("she is", "she's"),
    ("she will", "she'll"),
    ("should have", "should've"),
    ("should not", "shouldn't"),
    ("that is", "that's"),
    ("that will", "that'll"),
    ("there is", "there's"),
    ("there will", "there'll"),
    ("they are", "they're"),
    ("they have", "they've"),
    ("they will", "they'll"),
    ("was not", "wasn't"),
    ("we are", "we're"),
    ("we have", "we've"),
    ("we will", "we'll"),
    ("were not", "weren't"),
    ("what are", "what're"),
    ("what is", "what's"),
    ("when is", "when's"),
    ("where is", "where's"),
    ("who have", "who've"),
    ("who is", "who's"),
    ("who will", "who'll"),
    ("why is", "why's"),
    ("will not", "won't"),
    ("would have", "would've"),
    ("would not", "wouldn't"),
    ("you are", "you're"),
    ("you have", "you've"),
    ("you will", "you'll"),
];

/// What a contraction in lower case, with a plain apostrophe, is short for.
pub(super) fn expanded(word: &str) -> Option<&'static str> {
    // `can't` is `cannot`: the later of its two.
    PAIRS
        .iter()
        .rev()
        .find(|(_, short)| *short == word)
        .map(|(full, _)| *full)
}

/// What words in lower case, with a space between them, are contracted to.
pub(super) fn contracted(words: &str) -> Option<&'static str> {
    PAIRS
        .iter()
        .find(|(full, _)| *full == words)
        .map(|(_, short)| *short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_contracted_can_be_expanded() {
        for (full, short) in PAIRS {
            assert_eq!(contracted(full), Some(short));
            let expanded = expanded(short).unwrap();
            assert!(expanded == full || (full, expanded) == ("can not", "cannot"));
        }
        assert_eq!((expanded("he'd"), contracted("a song")), (None, None));
    }
}
