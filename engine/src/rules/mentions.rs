//! Which word lists a query names, whether or not it can be read otherwise.

use std::ops::Range;

use super::lex::{Columns, Piece, Shape, Term, lex};
use crate::lists::same_name;

/// The word lists that a query names, as it writes them, each once; none where it can't be cut into terms.
#[must_use]
pub fn lists_used(query: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in mentions(query) {
        if !names.iter().any(|known| same_name(known, &name)) {
            names.push(name);
        }
    }
    names
}

/// The query with another name for a word list, all else as it was written; nothing where it doesn't name the list.
#[must_use]
pub fn rename_list(query: &str, from: &str, to: &str) -> Option<String> {
    let places = mentions(query)
        .into_iter()
        .filter(|(name, _)| same_name(name, from));
    let mut renamed = String::new();
    let mut at = 0;
    for (_, place) in places {
        renamed.push_str(&query[at..place.start]);
        renamed.push_str(to);
        at = place.end;
    }
    (at > 0).then(|| renamed + &query[at..])
}

/// The names behind each `@`, and where they stand.
fn mentions(query: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    for placed in lex(query, Columns::BeforeLists).unwrap_or_default() {
        if let Piece::Term(term) = placed.piece {
            add(&term, &mut found);
        }
    }
    found
}

fn add(term: &Term, found: &mut Vec<(String, Range<usize>)>) {
    if term.shape == Shape::List {
        found.push((term.text.clone(), term.end - term.text.len()..term.end));
    }
    term.args.iter().for_each(|arg| add(arg, found));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_found_and_renamed_where_they_stand() {
        let query = "free,  =@Hi -@bye (near(@HI, \"@hi\", 3)) x@hi :(";
        assert_eq!(
            lists_used(query),
            Vec::<String>::new(),
            "it can't be cut into terms"
        );
        let query = "free,  =@Hi -@bye (near(@HI, \"@hi\", 3)) x@hi lang:";
        assert_eq!(lists_used(query), ["Hi", "bye"]);
        assert_eq!(
            rename_list(query, "hi", "Grüße").unwrap(),
            "free,  =@Grüße -@bye (near(@Grüße, \"@hi\", 3)) x@hi lang:"
        );
        assert_eq!(rename_list(query, "other", "x"), None);
    }
}
