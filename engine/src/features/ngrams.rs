//! Terms of a text: runs of n words or of n characters, n in a range, as scikit-learn's analyzers `word`, `char` and
//! `char_wb` cut them. Each function calls `found` for every term, as often as it stands in the text; their order says
//! nothing.

use super::words::{each_word, is_space, lower};

/// The smallest and the largest n, both at least 1.
pub(super) type Range = (u32, u32);

/// Cuts a text into its terms.
pub(super) type EachTerm = fn(&str, Range, &mut dyn FnMut(&str));

/// Runs of n words, joined by single spaces.
pub(super) fn words(text: &str, range: Range, found: &mut dyn FnMut(&str)) {
    if range == (1, 1) {
        return each_word(text, &mut |word| found(word));
    }
    let (mut joined, mut places) = (String::with_capacity(text.len() + 1), Vec::new());
    each_word(text, &mut |word| {
        let start = joined.len();
        joined.push_str(word);
        places.push((start, joined.len()));
        joined.push(' ');
    });
    for n in range.0..=range.1 {
        for run in places.windows(n as usize) {
            found(&joined[run[0].0..run[run.len() - 1].1]);
        }
    }
}

/// Runs of n characters of the whole text. Several spaces in a row count as one.
pub(super) fn characters(text: &str, range: Range, found: &mut dyn FnMut(&str)) {
    let text = single_spaced(&lower(text));
    let places = boundaries(&text);
    for n in range.0..=range.1 {
        each_run(&text, &places, n as usize, found);
    }
}

/// Runs of n characters that do not reach over the spaces between words; each word has a space before and after it. A
/// word that is too short for n is one term, once.
pub(super) fn characters_in_words(text: &str, range: Range, found: &mut dyn FnMut(&str)) {
    let text = lower(text);
    let mut padded = String::new();
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        padded.clear();
        padded.push(' ');
        padded.push_str(word);
        padded.push(' ');
        let places = boundaries(&padded);
        let length = places.len() - 1;
        for n in range.0..=range.1 {
            if n as usize >= length {
                found(&padded);
                break;
            }
            each_run(&padded, &places, n as usize, found);
        }
    }
}

/// Where characters begin, and the end.
fn boundaries(text: &str) -> Vec<usize> {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.chain([text.len()]).collect()
}

fn each_run(text: &str, places: &[usize], n: usize, found: &mut dyn FnMut(&str)) {
    for (start, end) in places.iter().zip(places.iter().skip(n)) {
        found(&text[*start..*end]);
    }
}

/// Two or more spaces in a row become one blank. A single one stays what it is, be it a tab or a line break.
fn single_spaced(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    let mut run: Option<(char, u32)> = None;
    for c in text.chars() {
        if is_space(c) {
            run = Some(run.map_or((c, 1), |(first, times)| (first, times + 1)));
            continue;
        }
        close(&mut single, run.take());
        single.push(c);
    }
    close(&mut single, run);
    single
}

fn close(text: &mut String, run: Option<(char, u32)>) {
    match run {
        Some((first, 1)) => text.push(first),
        Some(_) => text.push(' '),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(each: EachTerm, text: &str, range: Range) -> Vec<String> {
        let mut terms = Vec::new();
        each(text, range, &mut |term| terms.push(term.to_owned()));
        terms
    }

    #[test]
    fn words_are_joined_by_single_spaces() {
        assert_eq!(
            cut(words, "The  cat, a SAT", (1, 2)),
            ["the", "cat", "sat", "the cat", "cat sat"]
        );
        assert_eq!(cut(words, "cat", (2, 3)), Vec::<String>::new());
    }

    #[test]
    fn characters_reach_over_spaces() {
        assert_eq!(cut(characters, "aB \n c", (3, 3)), ["ab ", "b c"]);
        assert_eq!(cut(characters, "a\tb", (2, 4)), ["a\t", "\tb", "a\tb"]);
        assert_eq!(cut(characters, "", (1, 2)), Vec::<String>::new());
    }

    /// As scikit-learn's own comment says: a short word is counted once.
    #[test]
    fn short_words_are_one_term() {
        assert_eq!(
            cut(characters_in_words, "ab é", (3, 4)),
            [" ab", "ab ", " ab ", " é "]
        );
        assert_eq!(cut(characters_in_words, "x", (5, 9)), [" x "]);
        assert_eq!(cut(characters_in_words, " \t ", (1, 3)), Vec::<String>::new());
    }
}
