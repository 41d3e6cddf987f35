//! The statements to the letter, and what is said of them.

use super::super::samples::{header, write};
use super::super::{ExportRule, Header};
use crate::analysis::RuleCounts;
use crate::ids::{LabelId, RuleId};
use crate::labels::LabelSet;
use crate::rule::{ColumnVotes, Rule};

/// A rule of every kind and every turn that a rule can take.
const QUERIES: [(&str, &str); 28] = [
    ("word", "free"),
    ("exact word", "=Free"),
    ("phrase", "\"my channel\""),
    ("folded", "Straße"),
    ("parts", "sub*, *song*, =*ING"),
    ("tree", "free (win, \"big prize\") -(not, n't)"),
    ("symbols", "€, \"!!\", \"=)\""),
    ("apostrophe", "\"it's\", \"'\""),
    ("regular expression", "/https?:\\/\\/\\S+/"),
    ("exact expression", "=/[A-Z]{4,}/"),
    ("word boundaries", "/\\bwin\\b/"),
    ("lines", "/(?m)^>/"),
    ("not sayable", "/\\Bx/, free"),
    ("words", "words<5"),
    ("characters", "chars>=200"),
    ("starts", "starts(\"re:\"), starts(*ing)"),
    ("ends", "ends(thanks), ends(=thank*)"),
    ("count", "count(\"!\")>=3, count(=\"my channel\")!=1"),
    ("near", "near(refund, charge, 5)"),
    ("near, in both forms", "near(=Visa, card*, 1)"),
    ("misspelt", "chanel~1"),
    ("misspelt twice", "win~2"),
    ("column", "lang:en, lang=\"it's\", lang!=de"),
    ("column with stars", "lang:*n*"),
    ("column as number", "n>=1.5, n:3"),
    ("column as text", "lang<fr"),
    ("missing", "missing(n)"),
    ("broken", "(free"),
];

fn rule(name: &str, query: &str) -> Rule {
    Rule {
        name: name.to_owned(),
        label: LabelId(1),
        query: query.to_owned(),
        enabled: true,
        ..Rule::default()
    }
}

fn with_rules(rules: impl IntoIterator<Item = Rule>) -> Header {
    let rules = (0..).zip(rules).map(|(id, rule)| ExportRule {
        rule: Rule {
            id: RuleId(id),
            ..rule
        },
        counts: RuleCounts::default(),
        compares: Vec::new(),
    });
    Header {
        rules: rules.collect(),
        labels: LabelSet::from_names(["HAM", "SPAM", "?"]),
        ..header()
    }
}

fn every_turn() -> Header {
    let mut rules: Vec<Rule> = QUERIES.iter().map(|(name, query)| rule(name, query)).collect();
    rules.push(Rule {
        against: true,
        ..rule("against", "free")
    });
    rules.push(Rule {
        enabled: false,
        ..rule("off", "free")
    });
    let meaning = [
        ("yes", Some(LabelId(1))),
        ("no", Some(LabelId(0))),
        ("?", None),
        ("", Some(LabelId(2))),
    ];
    let column = ColumnVotes {
        column: "lang".to_owned(),
        meaning: meaning.map(|(value, label)| (value.to_owned(), label)).into(),
    };
    for (name, query) in [("votes of a column", ""), ("votes of a column where", "free")] {
        rules.push(Rule {
            column: Some(column.clone()),
            ..rule(name, query)
        });
    }
    rules.push(rule("WORD", "free"));
    rules.push(rule("two \"lines\"\nand a `tick`", "free"));
    with_rules(rules)
}

/// The statement with its tables of characters cut short.
fn shortened(statement: &str) -> String {
    let short = |line: &str| -> String {
        if line.trim_start().starts_with("--") {
            return line.to_owned();
        }
        let parts = line.split('\'').map(|part| match part.chars().count() {
            length @ 200.. => format!("{}… ({length})", part.chars().take(24).collect::<String>()),
            _ => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("'")
    };
    statement.split_inclusive('\n').map(short).collect()
}

#[test]
fn the_statements_to_the_letter() {
    for (format, expected) in [
        ("sql-duckdb", include_str!("example.duckdb.sql")),
        ("sql-spark", include_str!("example.spark.sql")),
    ] {
        let (statement, said) = write(format, &every_turn(), &[]);
        let short = shortened(&statement);
        if std::env::var_os("LABELLOOM_BLESS").is_some() {
            let ending = format.trim_start_matches("sql-");
            std::fs::write(
                format!(
                    "{}/src/formats/write/sql/example.{ending}.sql",
                    env!("CARGO_MANIFEST_DIR")
                ),
                &short,
            )
            .unwrap();
            continue;
        }
        assert_eq!(
            short,
            expected.replace("labelloom 0.1.0", super::super::PROGRAM),
            "{format}; LABELLOOM_BLESS=1 writes the example anew"
        );
        assert_eq!(said.len(), 4, "{said:?}");
        assert_eq!(said[0], "1 rule is switched off and left out.");
        assert!(
            said[1].starts_with("The rule ‘broken’ is not readable and left out: at character 1"),
            "{}",
            said[1]
        );
        assert!(
            said[2].starts_with("1 rule is not sayable in SQL, and NULL everywhere: ‘not sayable’ (/\\Bx/: "),
            "{}",
            said[2]
        );
        assert!(
            said[3].starts_with("The votes are those of Labelloom for every text"),
            "{}",
            said[3]
        );
    }
}

#[test]
fn nothing_is_made_that_no_rule_asks() {
    let (statement, _) = write("sql-duckdb", &with_rules([rule("long", "chars>9")]), &[]);
    assert!(statement.ends_with("\nFROM records;\n"), "{statement}");
    let (statement, _) = write("sql-duckdb", &with_rules([]), &[]);
    assert!(
        statement.contains("SELECT\n  record_id AS \"id\"\nFROM records;"),
        "{statement}"
    );
}

#[test]
fn a_rule_name_never_ends_its_comment() {
    let (statement, _) = write(
        "sql-duckdb",
        &with_rules([rule("a\nDROP TABLE x; --", "free")]),
        &[],
    );
    assert!(
        statement
            .lines()
            .all(|line| !line.trim_start().starts_with("DROP")),
        "{statement}"
    );
}
