//! A query with an exception more.

use super::condition::Condition;
use super::names::Names;
use super::parse::parse;

/// A query that matches the same records but those that hold a word. What the person wrote stays as it is; parentheses
/// are put round it where its commas would take the exception for themselves.
#[must_use]
pub fn except(query: &str, word: &str, names: &Names) -> String {
    let query = query.trim();
    let is_plain = word.chars().all(|c| c.is_alphanumeric() || c == '_');
    let term = if is_plain {
        format!("-{word}")
    } else {
        format!("-\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
    };
    match parse(query, names).map(|parsed| parsed.condition) {
        _ if query.is_empty() => term,
        Ok(Condition::Any(_)) => format!("({query}) {term}"),
        _ => format!("{query} {term}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_stays_as_it_is_written_and_the_exception_holds_for_all_of_it() {
        let names = Names::default();
        for (query, expected) in [
            ("free", "free -lunch"),
            ("free prize ", "free prize -lunch"),
            ("free, \"my prize\"", "(free, \"my prize\") -lunch"),
            ("free OR prize", "(free OR prize) -lunch"),
            ("a b, c", "(a b, c) -lunch"),
            ("(a, b) -trial", "(a, b) -trial -lunch"),
            ("-(a, b)", "-(a, b) -lunch"),
            ("", "-lunch"),
        ] {
            let found = except(query, "lunch", &names);
            assert_eq!(found, expected);
            let read = parse(&found, &names).unwrap().condition.print();
            let Ok(parsed) = parse(query, &names) else {
                continue;
            };
            let whole = Condition::all(vec![
                parsed.condition,
                Condition::negate(parse("lunch", &names).unwrap().condition),
            ]);
            assert_eq!(read, whole.print(), "{query}");
        }
        assert_eq!(except("free", "don't", &names), "free -\"don't\"");
    }
}
