//! Rule files as they are written and as people get them wrong.

use super::*;

const EXAMPLE: &str = include_str!("../rule_file.json");

fn error(text: &str) -> String {
    RuleFile::read(text.as_bytes()).unwrap_err().to_string()
}

fn with_rule(rule: &str) -> String {
    format!(r#"{{"version":1,"labels":["A"],"rules":[{{"name":"a","label":"A","query":"a"}},{rule}]}}"#)
}

#[test]
fn the_documented_example_is_read_and_written_to_the_byte() {
    let file = RuleFile::read(EXAMPLE.as_bytes()).unwrap();
    assert_eq!(file.rules[0].query, "\"my channel\"");
    assert_eq!(file.lists[0].entries, ["hi", "good morning", "hel*"]);
    assert!(file.rules[0].enabled && !file.rules[4].enabled);
    assert!(file.rules[1].against && file.rules[1].hard);
    let mut out = Vec::new();
    file.write(&mut out);
    assert_eq!(String::from_utf8(out).unwrap(), EXAMPLE);
}

#[test]
fn a_file_without_rules_is_a_file() {
    let mut out = Vec::new();
    let file = RuleFile {
        labels: vec!["A".to_owned()],
        ..RuleFile::default()
    };
    file.write(&mut out);
    assert_eq!(out, b"{\"version\":1,\"labels\":[\"A\"],\"rules\":[\n]}\n");
    assert_eq!(RuleFile::read(&out).unwrap(), file);
}

#[test]
fn broken_json_is_said_with_line_and_column() {
    assert!(error("{\"version\":1,\n\"labels\":[\"A\"],\n \"rules\":[}").starts_with("line 3, column 11: "));
    assert!(error(&with_rule(r#"{"name":"b","label":"A","qeury":"b"}"#)).contains("unknown field `qeury`"));
    assert!(error(&with_rule(r#"{"label":"A","query":"b"}"#)).contains("missing field `name`"));
}

#[test]
fn what_is_wrong_with_a_rule_is_said_with_its_number_and_name() {
    let cases = [
        (
            r#"{"name":"a","label":"A","query":"b"}"#,
            "rule 2 (\"a\"): Rule 1 has the same name",
        ),
        (
            r#"{"name":"b","label":"B","query":"b"}"#,
            "rule 2 (\"b\"): There is no label \"B\"",
        ),
        (
            r#"{"name":"b","label":"A","query":" "}"#,
            "rule 2 (\"b\"): The query is empty",
        ),
        (
            r#"{"name":"b","label":"A"}"#,
            "rule 2 (\"b\"): The query is empty",
        ),
        (
            r#"{"name":"b","query":"b"}"#,
            "rule 2 (\"b\"): The rule has no label",
        ),
        (
            r#"{"name":"","label":"A","query":"b"}"#,
            "rule 2 (\"\"): The rule has no name",
        ),
    ];
    for (rule, said) in cases {
        let error = error(&with_rule(rule));
        assert!(error.starts_with(said), "{error}");
    }
}

#[test]
fn examples_are_read_with_what_they_say_and_refused_where_they_are_torn() {
    let rule = |examples: &str| {
        with_rule(&format!(
            r#"{{"name":"b","label":"A","query":"b","examples":[{examples}]}}"#
        ))
    };
    let full = r#"{"text":"b","match":false,"fields":{"lang":"en","n":3.5,"at":null},"record":"7"}"#;
    let read = RuleFile::read(rule(full).as_bytes()).unwrap();
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let expected = Example {
        record: "7".to_owned(),
        text: "b".to_owned(),
        fields: vec![field("lang", "en"), field("n", "3.5")],
        matches: false,
    };
    assert_eq!(read.rules[1].examples, [expected]);
    let mut out = Vec::new();
    read.write(&mut out);
    assert_eq!(RuleFile::read(&out).unwrap(), read);
    assert!(error(&rule(r#"{"text":"b"}"#)).contains("missing field `match`"));
    assert!(error(&rule(r#"{"text":"b","match":true,"tag":1}"#)).contains("unknown field `tag`"));
}

#[test]
fn a_column_takes_the_place_of_label_and_query() {
    let text = with_rule(
        r#"{"name":"w","column":"worker","values":{"y":"A","unsure":null},"label":"A","query":"long"}"#,
    );
    let rule = RuleFile::read(text.as_bytes()).unwrap().rules.remove(1);
    let column = rule.column.unwrap();
    assert_eq!(column.column, "worker");
    assert_eq!(column.values, [("y".to_owned(), "A".to_owned())]);
    assert_eq!((rule.label.as_str(), rule.query.as_str()), ("", "long"));
}

#[test]
fn what_a_column_lacks_is_said() {
    let cases = [
        (r#""column":"w""#, "no value"),
        (r#""column":"w","values":{"y":null}"#, "no value"),
        (r#""column":" ","values":{"y":"A"}"#, "The column has no name"),
        (r#""values":{"y":"A"}"#, "no column"),
        (r#""column":"w","values":{"y":"B"}"#, "There is no label \"B\""),
        (
            r#""column":"w","values":{"y":"A","y":"A"}"#,
            "the value \"y\" is there twice",
        ),
        (
            r#""column":"w","values":{"y":"A"},"against":true"#,
            "can't vote against",
        ),
        (
            r#""column":"w","values":{"y":"A"},"label":"B""#,
            "There is no label \"B\"",
        ),
    ];
    for (keys, said) in cases {
        let error = error(&with_rule(&format!(r#"{{"name":"b",{keys}}}"#)));
        assert!(error.contains(said), "{keys}: {error}");
    }
}

#[test]
fn versions_are_checked_before_anything_else() {
    assert!(error(r#"{"version":2,"sets":[]}"#).contains("version 2"));
    assert!(error(r#"{"text":"a"}"#).contains("says no version"));
    assert!(error(r#"{"version":1,"labels":["A","A"],"rules":[]}"#).contains("there twice"));
}

#[test]
fn word_lists_have_names_of_their_own() {
    let lists = |lists: &str| {
        let file = format!(r#"{{"version":1,"labels":["A"],"lists":{lists},"rules":[]}}"#);
        RuleFile::read(file.as_bytes())
    };
    let file = lists(r#"{"b":["x"],"a":["y","z"]}"#).unwrap();
    assert_eq!(file.lists.len(), 2);
    for (wrong, said) in [
        (r#"{"a":["x"],"A":["y"]}"#, "there twice"),
        (r#"{"two words":["x"]}"#, "can't name a word list"),
        (r#"{"a":"x"}"#, "expected a sequence"),
        (r#"["x"]"#, "an object of word lists"),
    ] {
        let error = lists(wrong).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn accents_stand_in_the_file_where_they_are_ignored() {
    let mut out = Vec::new();
    let file = RuleFile {
        labels: vec!["A".to_owned()],
        accents: Accents::Ignored,
        ..RuleFile::default()
    };
    file.write(&mut out);
    assert_eq!(
        String::from_utf8(out.clone()).unwrap(),
        "{\"version\":1,\"labels\":[\"A\"],\"accents\":\"ignored\",\"rules\":[\n]}\n"
    );
    assert_eq!(RuleFile::read(&out).unwrap(), file);
}
