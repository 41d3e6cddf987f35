//! A text with the words marked that it shares with another one.

use leptos::prelude::*;

/// The text; what it shares is marked.
#[component]
pub(super) fn Marked(text: String, terms: Vec<String>) -> impl IntoView {
    let piece = |(words, is_shared): (String, bool)| {
        if is_shared {
            view! { <mark class="shared">{words}</mark> }.into_any()
        } else {
            words.into_any()
        }
    };
    view! { <span class="graph-text" dir="auto">{pieces(&text, &terms).into_iter().map(piece).collect_view()}</span> }
}

/// The text cut where marks begin and end. A term is looked for as a word, and inside of words where it is none there.
fn pieces(text: &str, terms: &[String]) -> Vec<(String, bool)> {
    let letters: Vec<char> = text.chars().collect();
    // A letter whose lower case is several stands for itself: places must fit the text.
    let folded: Vec<char> = letters.iter().map(|letter| single_lower(*letter)).collect();
    let mut is_marked = vec![false; letters.len()];
    for term in terms {
        let term: Vec<char> = term.trim().chars().map(single_lower).collect();
        if term.is_empty() || term.len() > folded.len() {
            continue;
        }
        let found: Vec<usize> = (0..=folded.len() - term.len())
            .filter(|at| folded[*at..at + term.len()] == term[..])
            .collect();
        let is_word = |at: &usize| {
            let before = at.checked_sub(1).and_then(|at| folded.get(at));
            let after = folded.get(at + term.len());
            ![before, after]
                .into_iter()
                .flatten()
                .any(|letter| letter.is_alphanumeric())
        };
        let words: Vec<usize> = found.iter().copied().filter(is_word).collect();
        for at in if words.is_empty() { found } else { words } {
            is_marked[at..at + term.len()].fill(true);
        }
    }
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (letter, is_marked) in letters.into_iter().zip(is_marked) {
        match pieces.last_mut() {
            Some((words, held)) if *held == is_marked => words.push(letter),
            _ => pieces.push((letter.to_string(), is_marked)),
        }
    }
    pieces
}

fn single_lower(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, terms: &[&str]) -> String {
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        let shown = pieces(text, &terms).into_iter();
        shown
            .map(|(words, is_shared)| if is_shared { format!("[{words}]") } else { words })
            .collect()
    }

    #[test]
    fn words_are_marked_in_any_case_and_parts_only_where_there_is_no_word() {
        assert_eq!(
            marked("Check out my Channel", &["channel", "check"]),
            "[Check] out my [Channel]"
        );
        assert_eq!(marked("a cat, concatenated", &["cat"]), "a [cat], concatenated");
        assert_eq!(marked("concatenated", &["cat"]), "con[cat]enated");
        assert_eq!(marked("free money", &["money", "free", " fre"]), "[free] [money]");
    }

    #[test]
    fn whatever_a_text_holds_it_comes_out_whole() {
        for text in ["", "İstanbul ẞ 🙂", "aaa"] {
            let whole: String = pieces(text, &["a".into(), "".into(), "istanbul".into()])
                .into_iter()
                .map(|(words, _)| words)
                .collect();
            assert_eq!(whole, text);
        }
        assert_eq!(marked("aaa", &["aa"]), "[aaa]");
    }
}
