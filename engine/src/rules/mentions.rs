//! Which word lists a query names, whether or not the rest of it can be read.

use std::ops::Range;

use super::lex::{Piece, Shape, Term, lex};
use super::names::Names;
use crate::lists::same_name;

/// The word lists that a query names, as it writes them, each once; none where it can't be cut into terms.
#[must_use]
pub fn lists_used(query: &str, names: &Names) -> Vec<String> {
    let mut used: Vec<String> = Vec::new();
    for (name, _) in mentions(query, names) {
        if !used.iter().any(|known| same_name(known, &name)) {
            used.push(name);
        }
    }
    used
}

/// The query with another name for a word list, all else as it was written; nothing where it doesn't name the list.
#[must_use]
pub fn rename_list(query: &str, from: &str, to: &str, names: &Names) -> Option<String> {
    let places = mentions(query, names)
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
fn mentions(query: &str, names: &Names) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    for placed in lex(query, &names.texts).unwrap_or_default() {
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
        let names = Names {
            texts: vec!["body".into(), "title".into()],
            ..Names::default()
        };
        let query = "free,  =@Hi -@bye (near(@HI, \"@hi\", 3)) x@hi :(";
        assert_eq!(
            lists_used(query, &names),
            Vec::<String>::new(),
            "it can't be cut into terms"
        );
        let query = "free,  =@Hi -@bye (near(@HI, \"@hi\", 3)) x@hi lang:";
        assert_eq!(lists_used(query, &names), ["Hi", "bye"]);
        assert_eq!(
            rename_list(query, "hi", "Grüße", &names).unwrap(),
            "free,  =@Grüße -@bye (near(@Grüße, \"@hi\", 3)) x@hi lang:"
        );
        assert_eq!(rename_list(query, "other", "x", &names), None);
        // Behind a text column's name it is a list; behind any other it is what it looks like.
        let query = "title:@hi lang:@hi :@hi title:(a, @hi)";
        assert_eq!(
            rename_list(query, "hi", "x", &names).unwrap(),
            "title:@x lang:@hi :@hi title:(a, @x)"
        );
    }
}
