//! The lines of a word list as they are written and brought in.

use labelloom_engine::lists::tidy;
use labelloom_engine::rules::quote_inner_stars;

use crate::components::numbers::counted;

/// Lines put behind those that are there, and what became of them.
pub(super) struct Added {
    /// All lines.
    pub(super) text: String,
    /// What became of the new ones, in a sentence.
    pub(super) said: String,
}

/// What a list holds, and what of its lines will be left out.
pub(super) fn summary(text: &str) -> String {
    let tidied = tidy(text.lines());
    let mut parts = vec![entries(tidied.entries.len())];
    parts.extend((tidied.repeated > 0).then(|| format!("{} left out", repeated(tidied.repeated))));
    parts.join(", ")
}

/// Puts a file's lines behind those that are there, each once.
pub(super) fn add(text: &str, file: &str, name: &str) -> Added {
    let mut new = tidy(file.lines());
    let quoted = quote_inner_stars(&mut new.entries);
    let lines = text
        .lines()
        .map(str::to_owned)
        .filter(|line| !line.trim().is_empty());
    let before: Vec<String> = lines.collect();
    let known = tidy(&before).entries.len();
    let all = tidy(before.into_iter().chain(new.entries));
    let mut said = format!("{} added from {name}", entries(all.entries.len() - known));
    let left_out = [
        (new.repeated + all.repeated > 0).then(|| repeated(new.repeated + all.repeated)),
        (new.blank > 0).then(|| counted(new.blank, "blank line", "blank lines")),
    ];
    let left_out: Vec<String> = left_out.into_iter().flatten().collect();
    if !left_out.is_empty() {
        said += &format!(", {} left out", left_out.join(" and "));
    }
    if quoted > 0 {
        said += &format!(
            ". {} with a star inside put in quotes, to be looked for as written",
            counted(quoted, "entry", "entries")
        );
    }
    Added {
        text: all.entries.join("\n"),
        said: said + ".",
    }
}

fn entries(n: usize) -> String {
    counted(u32::try_from(n).unwrap_or(u32::MAX), "entry", "entries")
}

fn repeated(n: u32) -> String {
    counted(n, "repeated line", "repeated lines")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_brought_in_is_counted() {
        let added = add(
            "hi\n\nhello",
            "\u{feff}hello\r\nhey\r\n\r\nhey\r\nf*ck\r\n",
            "words.txt",
        );
        assert_eq!(added.text, "hi\nhello\nhey\n\"f*ck\"");
        assert_eq!(
            added.said,
            "2 entries added from words.txt, 2 repeated lines and 1 blank line left out. 1 entry with a star inside put \
             in quotes, to be looked for as written."
        );
        assert_eq!(add("", "a\nb", "x").said, "2 entries added from x.");
    }

    #[test]
    fn a_summary_counts_what_will_be_kept() {
        assert_eq!(summary("a\n\nb\na\n"), "2 entries, 1 repeated line left out");
        assert_eq!(summary("a"), "1 entry");
        assert_eq!(summary(""), "0 entries");
    }
}
