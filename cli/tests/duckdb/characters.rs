//! Every character that Unicode had when the oldest supported DuckDB was made, between letters and alone.

use labelloom_regex::Expression;
use serde_json::json;

use super::case::{Case, cell, rule_file};

/// Blocks of characters that are alike: of these a few will do.
fn is_one_of_many(c: char) -> bool {
    let is_many = matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{e000}'..='\u{f8ff}')
        || (c >= '\u{20000}' && !('\u{2f800}'..='\u{2fa1f}').contains(&c));
    is_many && u32::from(c) % 97 != 0
}

#[test]
#[ignore = "needs DuckDB: run by cargo xtask test"]
fn every_character() {
    // Later letters may not be known to the database.
    let known = Expression::new(r"\p{age:12.1}", true).unwrap();
    let mut data = "text,value\r\n".to_owned();
    let is_cut = |c: &char| matches!(c, '\0' | '\r' | '\n' | '\u{fdd0}' | '\u{fdd1}');
    for c in ('\u{1}'..=char::MAX).filter(|c| !is_cut(c) && !is_one_of_many(*c)) {
        if known.is_match(c.encode_utf8(&mut [0; 4])) {
            data += &format!(
                "{},{}\r\n",
                cell(&format!("x{c}Y {c} {c}\u{301}")),
                cell(&format!(" {c} "))
            );
        }
    }
    let mut queries: Vec<String> = (1..8).map(|words| format!("words={words}")).collect();
    let letters = ('a'..='z')
        .chain('0'..='9')
        .chain("ßσαιάéöдёաაᎠがか가क\u{958}אم豈\u{f900}".chars());
    for letter in letters {
        queries.extend([format!("*{letter}*"), format!("value:*{letter}*")]);
    }
    for query in [
        "xy",
        "x",
        "y",
        "starts(x)",
        "ends(y)",
        "\".\"",
        "\"!\"",
        "\"=\"",
        "\"≠\"",
        "count(\"!\")>1",
        "count(\".\")>2",
        "missing(value)",
        "chars=8",
        "chars=9",
        r"/x\w/",
        r"/x\b/",
        r"/\d/",
        r"/\s\S\s/",
        r"/x\W/",
        "/[^a-z]/",
        r"/\p{L}\p{M}/",
        r"/x\by/",
        "near(x, y, 1)",
        "=Y",
        "xya~2",
    ] {
        queries.push(query.to_owned());
    }
    let rules: Vec<_> = queries
        .iter()
        .map(|query| json!({ "name": query, "label": "YES", "query": query }))
        .collect();
    let votes = Case {
        name: "characters",
        data,
        rules: rule_file(&rules),
        columns: "--text text --id= --gold=",
    }
    .run();
    assert!(votes.cast() > 100_000, "{} votes say too little", votes.cast());
    votes.check(&[]);
}
