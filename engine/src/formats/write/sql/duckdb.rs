//! DuckDB: RE2's regular expressions, NFC by a function, lists by comprehension.

use super::dialect::{Description, Dialect, Replaced, listed};
use crate::rules::{Flavour, WORD_MARKS};
use crate::text::tables::Replacement;

/// See the module.
pub(super) struct DuckDb;

static DESCRIPTION: Description = Description {
    name: "sql-duckdb",
    title: "Rules as SQL (DuckDB)",
    sentence: "One statement that makes a view with a column a rule and the same votes, for data that lives in DuckDB.",
    ending: ".duckdb.sql",
    product: "DuckDB 1.0 or later",
    exact_for: "The votes are those of Labelloom for every text, but for letters that Unicode added after your DuckDB was made.",
    notes: &[
        "Columns beside the text are compared as they stand in a file. Where yours have types, a number may be written",
        "in another way; read_csv('…', all_varchar = true) keeps them as they are.",
    ],
};

impl Dialect for DuckDb {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn flavour(&self) -> Flavour {
        Flavour::Re2
    }

    fn text(&self, text: &str) -> String {
        let quoted = format!("'{}'", text.replace('\'', "''"));
        // What marks words is shown by no editor, and lost by some.
        let spelt = WORD_MARKS.iter().fold(quoted, |quoted, &mark| {
            quoted.replace(mark, &format!("' || chr({}) || '", u32::from(mark)))
        });
        spelt
            .trim_start_matches("'' || ")
            .trim_end_matches(" || ''")
            .to_owned()
    }

    fn column(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    fn is_ascii(&self, of: &str) -> String {
        format!("strlen({of}) = length({of})")
    }

    fn contains(&self, of: &str, text: &str) -> String {
        format!("contains({of}, {})", self.text(text))
    }

    fn starts(&self, of: &str, text: &str) -> String {
        format!("starts_with({of}, {})", self.text(text))
    }

    fn ends(&self, of: &str, text: &str) -> String {
        format!("ends_with({of}, {})", self.text(text))
    }

    fn matches(&self, of: &str, pattern: &str) -> String {
        format!("regexp_matches({of}, {})", self.text(pattern))
    }

    fn times(&self, of: &str, pattern: &str) -> String {
        format!("len(regexp_extract_all({of}, {}))", self.text(pattern))
    }

    fn replaced(&self, of: &str, pattern: &str, by: Replaced<'_>) -> String {
        let by = match by {
            Replaced::By(text) => text.to_owned(),
            Replaced::Around(before, after) => format!("{before}\\1{after}"),
        };
        format!(
            "regexp_replace({of}, {}, {}, 'g')",
            self.text(pattern),
            self.text(&by)
        )
    }

    fn mapped(&self, of: &str, table: &[Replacement]) -> String {
        let [from, to] = listed(table).map(|list| format!("string_split({}, chr(9))", self.text(&list)));
        format!("array_to_string([coalesce(map({from}, {to})[c], c) for c in string_split({of}, '')], '')")
    }

    fn composed(&self, of: &str) -> String {
        format!("nfc_normalize({of})")
    }

    fn paired(&self, one: &str, other: &str) -> String {
        let tokens = |column: &str| format!("string_split(trim({column}, ' '), ' ')");
        format!(
            "' ' || array_to_string([pair[1] || chr(9) || pair[2] for pair in list_zip({}, {})], ' ') || ' '",
            tokens(one),
            tokens(other)
        )
    }

    fn number(&self, of: &str) -> String {
        format!("TRY_CAST({of} AS DOUBLE)")
    }
}
