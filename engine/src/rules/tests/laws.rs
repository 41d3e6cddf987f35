//! What the engine finds equals the plain reading of the language, for every kind and for trees of them; and what a tree
//! prints reads back to the same tree.

use std::sync::{Arc, OnceLock};

use proptest::prelude::*;

use super::super::*;
use super::plain::{Record, Rule, Term, What, Word, World};
use crate::corpus::{Corpus, CorpusBuilder, Value, ValueKind};
use crate::lists::WordList;
use crate::text::{IndexBuilder, TextIndex};

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[abAB]{1,2}|é|É|ß|a_|7|日|ae\u{301}", 1..3)
}

fn what() -> impl Strategy<Value = What> {
    let part = ("[abé]{1,2}", 0..3u8).prop_map(|(text, stars)| {
        What::Part(Word {
            text,
            before: stars != 0,
            after: stars != 1,
        })
    });
    prop_oneof![
        4 => words().prop_map(What::Words),
        2 => part,
        1 => "[!♥]{1,2}".prop_map(What::Symbols),
    ]
}

fn term() -> impl Strategy<Value = Term> {
    let what = prop_oneof![5 => what(), 1 => Just(What::List)];
    (what, prop::bool::weighted(0.3)).prop_map(|(what, exact)| Term { what, exact })
}

const SIGNS: [&str; 6] = ["<", "<=", "=", "!=", ">=", ">"];

fn leaf() -> impl Strategy<Value = Rule> {
    let regex = (
        any::<bool>(),
        prop::collection::vec(
            prop::option::weighted(0.8, prop::sample::select(vec!['a', 'b', 'B', '!', 'é', ' '])),
            1..4,
        ),
        any::<bool>(),
        any::<bool>(),
    );
    let field = prop_oneof![
        (
            Just("lang"),
            prop::sample::select(vec![":", "=", "!="]),
            "a|B|ab|a\\*"
        ),
        (
            Just("n"),
            prop::sample::select(vec![":", "=", "!=", "<", ">="]),
            "1|1\\.5|-2|x"
        ),
    ];
    let sign = || prop::sample::select(SIGNS.to_vec());
    prop_oneof![
        4 => term().prop_map(Rule::Term),
        1 => (prop::sample::select(vec!["words", "chars"]), sign(), 0..6u32).prop_map(|(of, sign, n)| Rule::Length(of, sign, n)),
        2 => (term(), term(), 1..4usize).prop_map(|(one, other, words)| Rule::Near(one, other, words)),
        2 => (term(), sign(), 0..3u32).prop_map(|(term, sign, n)| Rule::Count(term, sign, n)),
        1 => term().prop_map(Rule::Starts),
        1 => term().prop_map(Rule::Ends),
        1 => ("[abé]{2,4}", 1..2usize).prop_map(|(word, distance)| Rule::Fuzzy(word, distance)),
        1 => field.prop_map(|(field, sign, value)| Rule::Field(field, sign, value)),
        1 => prop::sample::select(vec!["lang", "n"]).prop_map(Rule::Missing),
        1 => (0..2usize, prop::sample::select(vec![0.07, 0.33, 0.61, 0.97])).prop_map(|(record, least)| Rule::Like(record, least)),
        1 => regex.prop_map(|(at_start, letters, at_end, exact)| Rule::Regex { at_start, letters, at_end, exact }),
    ]
}

fn rules() -> impl Strategy<Value = Rule> {
    leaf().prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Rule::All),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Rule::Any),
            inner.prop_map(|rule| Rule::Not(Box::new(rule))),
        ]
    })
}

fn records() -> impl Strategy<Value = Vec<Record>> {
    let text = "([abAB]{1,2}|é|É|ß|_|7|日|e\u{301}|[!♥,]| |  ){0,9}";
    let record = (
        text,
        prop::option::of("a|A|ab|B|"),
        prop::option::of("1|1\\.50|2|-2|x|"),
    );
    prop::collection::vec(record.prop_map(|(text, lang, n)| Record { text, lang, n }), 2..10)
}

fn indexed(world: &World) -> (Corpus, TextIndex, Names) {
    let (mut corpus, mut index) = (CorpusBuilder::default(), IndexBuilder::default());
    corpus.name_fields(&["lang".to_owned(), "n".to_owned()]);
    for record in &world.records {
        let value = |value: &'_ Option<String>| value.clone();
        let (lang, n) = (value(&record.lang), value(&record.n));
        let field = |value: &Option<String>| {
            if value.is_some() {
                ValueKind::Text
            } else {
                ValueKind::Missing
            }
        };
        let values = [(&lang, field(&lang)), (&n, field(&n))];
        let values = values.map(|(value, kind)| Value {
            kind,
            text: value.as_deref().unwrap_or(""),
        });
        corpus.push(None, &record.text, values);
        index.push(&record.text);
    }
    let list = WordList {
        name: "list".to_owned(),
        entries: world.list.iter().map(What::line).collect(),
    };
    let names = Names::of_fields(["lang", "n"]).with_lists(&[Arc::new(list)]);
    (corpus.finish(), index.finish(), names)
}

proptest! {
    // Each case is four rules; PROPTEST_CASES asks for more.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(1000)))]

    #[test]
    fn rules_find_what_the_plain_reading_finds(
        records in records(),
        list in prop::collection::vec(what(), 1..5),
        rules in prop::collection::vec(rules(), 4),
    ) {
        let world = World { records, list };
        let (corpus, index, names) = indexed(&world);
        let terms = OnceLock::new();
        let source = Source::new(&corpus, &index).with_terms(&terms);
        for rule in &rules {
            let query = rule.query();
            let parsed = parse(&query, &names);
            prop_assert!(parsed.is_ok(), "{query}: {:?}", parsed.err());
            let condition = parsed.unwrap().condition;
            let found: Vec<usize> = condition.select(&source).iter().map(|record| record as usize).collect();
            let plainly: Vec<usize> = (0..world.records.len()).filter(|&at| world.holds(rule, at)).collect();
            prop_assert_eq!(&found, &plainly, "{} on {:?} with {:?}", &query, &world.records, &world.list);

            let printed = condition.print();
            let again = parse(&printed, &names);
            prop_assert!(again.is_ok(), "{query} → {printed}: {:?}", again.err());
            let again = again.unwrap().condition;
            prop_assert_eq!(again.print(), printed);
            prop_assert_eq!(again.describe(), condition.describe());
            prop_assert_eq!(again.select(&source), condition.select(&source));
        }
    }
}
