//! Letters that every match of a regular expression must hold, with which the index finds its candidates.

use regex_syntax::hir::{Hir, HirKind};

/// Fewer letters than this are in too many words to help.
const SHORTEST: usize = 2;

/// Most alternatives worth asking the index for.
const MOST: usize = 64;

/// Runs of ASCII word characters, one of which every match holds; none where the expression promises nothing. A run
/// stands within one word of the text, since no word ends between such characters.
pub(crate) fn required(tree: &Hir) -> Option<Vec<String>> {
    match tree.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let runs = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let longest = runs
                .max_by_key(|run| run.len())
                .filter(|run| run.len() >= SHORTEST)?;
            Some(vec![longest.to_owned()])
        }
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(required).max_by_key(|runs| worth(runs)),
        HirKind::Alternation(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(required).collect();
            let runs: Vec<String> = parts?.into_iter().flatten().collect();
            (runs.len() <= MOST).then_some(runs)
        }
        _ => None,
    }
}

/// How few records a choice of runs leaves: the shortest run decides, then how many there are.
fn worth(runs: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    (
        runs.iter().map(String::len).min().unwrap_or(0),
        std::cmp::Reverse(runs.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_those_that_no_match_can_lack() {
        let runs = |pattern: &str| required(&regex_syntax::parse(pattern).unwrap());
        assert_eq!(runs(r"https?:\S+"), Some(vec!["http".into()]));
        assert_eq!(
            runs(r"(free|win a prize) now"),
            Some(vec!["free".into(), "prize".into()])
        );
        assert_eq!(
            runs(r"\b(call|text)\b\d+"),
            Some(vec!["call".into(), "text".into()])
        );
        assert_eq!(runs(r"(call|\d)x"), None);
        assert_eq!(runs(r"(abc)*"), None);
        assert_eq!(runs(r"(abc)+"), Some(vec!["abc".into()]));
        assert_eq!(runs(r"\d{5}"), None);
    }
}
