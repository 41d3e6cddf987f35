//! Phrases as people write them: `"i'll"` and `"facebook.com"` instead of `"i ll"` and `"facebook com"`. Phrases pass
//! symbols over, so that both find the same records.

use crate::bits::BitSet;
use crate::session::project::Project;
use crate::text::{Tokenizer, fold};

/// Records that are looked at.
const LOOKED_AT: usize = 5;

/// A phrase, as a query of quoted words, with the symbols that stand between its words in most of the first records
/// that match, where these are symbols alone; else as it is.
pub(super) fn as_written(project: &Project, query: &str, records: &BitSet) -> String {
    let words: Vec<String> = tokens(query).into_iter().map(|(word, ..)| fold(&word)).collect();
    let looked_at = records.iter().take(LOOKED_AT);
    let forms: Vec<String> = looked_at
        .filter_map(|record| form(project.corpus.text(record), &words))
        .collect();
    let times = |form: &String| forms.iter().filter(|other| *other == form).count();
    let most = forms
        .iter()
        .reduce(|most, next| if times(next) > times(most) { next } else { most });
    match most {
        Some(form) if times(form) * 2 > forms.len() && !form.contains(char::is_whitespace) => {
            format!("\"{}\"", form.replace('\\', "\\\\").replace('"', "\\\""))
        }
        _ => query.to_owned(),
    }
}

/// The first place of a text where words stand in a row, folded but for what stands between them.
fn form(text: &str, words: &[String]) -> Option<String> {
    let tokens = tokens(text);
    let place = tokens.windows(words.len()).find(|row| {
        let folded = row.iter().map(|(word, ..)| fold(word));
        folded.eq(words.iter().cloned())
    })?;
    let (start, end) = (place.first()?.1, place.last()?.2);
    Some(fold(&text[start..end]))
}

/// The words of a text, each with where it begins and ends.
fn tokens(text: &str) -> Vec<(String, usize, usize)> {
    let mut words = Vec::new();
    Tokenizer::default().each(text, &mut |token| {
        if token.is_word {
            words.push((token.text.to_owned(), token.start, token.end));
        }
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_what_stands_in_the_text() {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        assert_eq!(form("So I'LL go", &words(&["i", "ll"])).as_deref(), Some("i'll"));
        assert_eq!(
            form("my, Channel", &words(&["my", "channel"])).as_deref(),
            Some("my, channel")
        );
        assert_eq!(
            form("on www.Facebook.com", &words(&["facebook", "com"])).as_deref(),
            Some("facebook.com")
        );
        assert_eq!(form("my", &words(&["my", "channel"])), None);
    }
}
