//! English words that turn the meaning of a text round: without one, or with one more, the label may be another.

/// In order, in lower case, with a plain apostrophe.
static NEGATIONS: [&str; 57] = [
    "ain't",
    "aint",
    "aren't",
    "arent",
    "barely",
    "can't",
    "cannot",
    "cant",
    "couldn't",
    "couldnt",
    "didn't",
    "didnt",
    "doesn't",
    "doesnt",
    "don't",
    "dont",
    "except",
    "failed",
    "fails",
    "hadn't",
    "hadnt",
    "hardly",
    "hasn't",
    "hasnt",
    "haven't",
    "havent",
    "isn't",
    "isnt",
    "lack",
    "lacking",
    "lacks",
    "mustn't",
    "needn't",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "nowhere",
    "rarely",
    "scarcely",
    "seldom",
    "shouldn't",
    "shouldnt",
    "unless",
    "wasn't",
    "wasnt",
    "weren't",
    "werent",
    "without",
    "won't",
    "wont",
    "wouldn't",
    "wouldnt",
];

/// Whether a word in lower case is one of them.
#[must_use]
pub fn is_negation(word: &str) -> bool {
    let is_known = |word: &str| NEGATIONS.binary_search(&word).is_ok();
    if word.contains('’') {
        return is_known(&word.replace('’', "'"));
    }
    is_known(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_found_however_they_are_written() {
        assert!(NEGATIONS.is_sorted());
        assert!(
            ["not", "don't", "don’t", "dont", "without"]
                .into_iter()
                .all(is_negation)
        );
        assert!(!["note", "do", "", "’"].into_iter().any(is_negation));
    }
}
