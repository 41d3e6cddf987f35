//! Word lists: an entry finds what the same term finds, however many there are.

use std::sync::Arc;

use proptest::prelude::*;

use super::super::*;
use super::{TEXTS, read};
use crate::lists::WordList;

pub(super) fn list(name: &str, entries: &[&str]) -> Arc<WordList> {
    Arc::new(WordList {
        name: name.to_owned(),
        entries: entries.iter().map(ToString::to_string).collect(),
    })
}

fn names(entries: &[&str]) -> Names {
    ReadList::new(list("words", entries)).unwrap();
    Names::default().with_lists(&[list("words", entries)])
}

fn found(texts: &[&str], query: &str, names: &Names) -> Vec<u32> {
    let (corpus, index) = read(texts);
    let parsed = parse(query, names).unwrap_or_else(|error| panic!("{query}: {error}"));
    parsed
        .condition
        .select(&Source::new(&corpus, &index))
        .iter()
        .collect()
}

#[test]
fn lists_find_what_any_entry_finds() {
    let names = names(&["subscribe", "My Channel", "*song*", "€", "♥", "unheard of"]);
    let cases: [(&str, &[u32]); 9] = [
        ("@words", &[0, 1, 2, 3, 5]),
        ("=@words", &[2, 3, 5]),
        ("@Words", &[0, 1, 2, 3, 5]),
        ("-@words", &[4, 6, 7, 8, 9, 10, 11]),
        ("@words check", &[1]),
        ("starts(@words)", &[0]),
        ("near(@words, please, 1)", &[1]),
        ("count(@words)=2", &[0, 2]),
        ("a@words, x @", &[]),
    ];
    for (query, expected) in cases {
        assert_eq!(found(&TEXTS, query, &names), expected, "{query}");
    }
}

#[test]
fn a_missing_list_is_said_with_those_that_are_there() {
    let names = names(&["a"]).with_lists(&[list("greetings", &["hi"]), list("byes", &["bye"])]);
    let error = parse("free @greeting", &names).unwrap_err();
    assert_eq!((error.start, error.end), (5, 14));
    assert_eq!(
        error.to_string(),
        "at character 6: There is no word list ‘greeting’. There are @greetings, @byes. Others are made on the Data page"
    );
    let error = parse("@x", &Names::default()).unwrap_err();
    assert!(error.remedy.contains("Make it on the Data page"));
}

#[test]
fn a_lists_words_are_marked_where_they_stand() {
    let (_, index) = read(&TEXTS);
    let marked = |query: &str, text: usize| -> Vec<&str> {
        let read = ReadText::new(TEXTS[text], &index);
        let names = names(&["subscribe", "my channel", "my", "*song*", "♥", "channel please"]);
        let marks = parse(query, &names).unwrap().condition.marks(&read);
        marks.into_iter().map(|mark| &TEXTS[text][mark]).collect()
    };
    assert_eq!(marked("@words", 0), ["Subscribe", "my channel"]);
    assert_eq!(marked("@words", 1), ["MY   Channel, please"]);
    assert_eq!(marked("@words", 2), ["song", "♥"]);
    assert_eq!(marked("count(@words)=1", 1), ["MY   Channel"]);
    assert_eq!(marked("starts(@words)", 10), ["my"]);
}

#[test]
fn thousands_of_entries_are_resolved_once_an_index() {
    let entries: Vec<String> = (0..5000)
        .flat_map(|n| [format!("word{n}"), format!("two {n}")])
        .collect();
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    let names = names(&entries);
    let texts: Vec<String> = (0..2000)
        .map(|n| format!("two {n} or word{} here", n * 7))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(found(&texts, "@words", &names).len(), 2000);
    let (_, index) = read(&texts);
    let list = names.list("words").unwrap();
    let once = list.resolve(&index, false);
    assert!(Arc::ptr_eq(&once, &list.resolve(&index, false)));
    let (_, other) = read(&texts[..10]);
    assert!(!Arc::ptr_eq(&once, &list.resolve(&other, false)));
}

fn entries() -> impl Strategy<Value = Vec<String>> {
    let entry = prop_oneof![
        "[abAB]{1,3}",
        "[ab]{1,2} [ab]{1,2}( [ab])?",
        "[ab]{1,2}\\*",
        "\\*[ab]{1,2}",
        "\\*[aé]{1,2}\\*",
        "[!:)♥]{1,2}",
    ];
    prop::collection::vec(entry, 1..12)
}

proptest! {
    /// A list is its entries as terms, quoted where they hold more than a word, joined by commas.
    #[test]
    fn a_list_is_its_entries_as_terms(
        entries in entries(),
        texts in prop::collection::vec("[abAé!:)♥ ]{0,14}", 1..20),
    ) {
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let names = names(&entries);
        let term = |entry: &&str| if entry.contains('*') { entry.to_string() } else { format!("\"{entry}\"") };
        for exact in ["", "="] {
            let terms: Vec<String> = entries.iter().map(term).map(|term| format!("{exact}{term}")).collect();
            let of_terms = found(&texts, &terms.join(", "), &names);
            let of_list = found(&texts, &format!("{exact}@words"), &names);
            prop_assert_eq!(&of_list, &of_terms, "{:?} in {:?}", &entries, &texts);
            let (_, index) = read(&texts);
            let condition = |query: &str| parse(query, &names).unwrap().condition;
            let (list, terms) = (condition(&format!("{exact}@words")), condition(&terms.join(", ")));
            for text in &texts {
                let text = ReadText::new(text, &index);
                prop_assert_eq!(list.marks(&text), terms.marks(&text));
            }
        }
    }

    /// A function over a list holds where it holds for any entry.
    #[test]
    fn a_function_over_a_list_is_that_over_its_entries(
        entries in prop::collection::vec("[ab]{1,2}( [ab]{1,2})?|[!:]{1,2}", 1..6),
        texts in prop::collection::vec("[ab]{1,2}([ !:][abc]{1,2}){0,6}[!:]?", 1..20),
        near in 1..4usize,
    ) {
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let names = names(&entries);
        let any = |query: &dyn Fn(&str) -> String| {
            let all: Vec<String> = entries.iter().map(|entry| query(&format!("\"{entry}\""))).collect();
            found(&texts, &all.join(", "), &names)
        };
        let queries: [&dyn Fn(&str) -> String; 4] = [
            &|run| format!("starts({run})"),
            &|run| format!("ends({run})"),
            &|run| format!("near({run}, c, {near})"),
            &|run| format!("count({run})>=1"),
        ];
        for query in queries {
            prop_assert_eq!(found(&texts, &query("@words"), &names), any(query), "{} of {:?}", query("@words"), &entries);
        }
    }
}
