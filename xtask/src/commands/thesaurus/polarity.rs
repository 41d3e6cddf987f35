//! VADER's words as signs: `good TAB +`. Only letters and inner apostrophes make a word here; its emoticons are none.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A line a word, in order.
pub(super) fn signs(lexicon: &str) -> String {
    let mut signs = BTreeMap::new();
    for line in lexicon.lines() {
        let mut cells = line.split('\t');
        let (Some(word), Some(valence)) = (cells.next(), cells.next()) else {
            continue;
        };
        let valence: f64 = valence.trim().parse().unwrap_or(0.0);
        if is_word(word) && valence != 0.0 {
            signs.insert(word, if valence > 0.0 { '+' } else { '-' });
        }
    }
    let mut text = String::new();
    for (word, sign) in signs {
        let _ = writeln!(text, "{word}\t{sign}");
    }
    text
}

fn is_word(word: &str) -> bool {
    word.len() > 1
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c == '\'')
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_have_the_sign_of_their_valence() {
        let lexicon =
            ":)\t2.0\t1\t[]\ngood\t1.9\t0.9\t[2, 1]\nabandon\t-1.9\t0.5\t[]\nx\t1\nmeh\t0\nWIN\t2\n";
        assert_eq!(super::signs(lexicon), "abandon\t-\ngood\t+\n");
    }
}
