//! Spark: Java's regular expressions, backslashes in literals, lists by lambdas, and no function for NFC.

use super::dialect::{Description, Dialect, Replaced, listed};
use crate::rules::{Flavour, WORD_MARKS};
use crate::text::tables::Replacement;

/// See the module.
pub(super) struct Spark;

static DESCRIPTION: Description = Description {
    name: "sql-spark",
    title: "Rules as SQL (Spark)",
    sentence: "The same view in Spark's SQL. It keeps to documented functions, but is not run by Labelloom's own tests.",
    ending: ".spark.sql",
    product: "Spark 3.4 or later",
    exact_for: "The votes are those of Labelloom for every text in the Unicode form NFC, as nearly all texts are, but for letters \
                that Unicode added after your Java was made.",
    notes: &[
        "Spark has no function that puts a text into NFC: where yours may have letters apart from their accents, compose",
        "them before. Literals are written for spark.sql.parser.escapedStringLiterals = false, which is the default.",
        "Columns beside the text are compared as they stand in a file. Where yours have types, a number may be written",
        "in another way.",
    ],
};

impl Dialect for Spark {
    fn description(&self) -> &'static Description {
        &DESCRIPTION
    }

    fn flavour(&self) -> Flavour {
        Flavour::Java
    }

    fn text(&self, text: &str) -> String {
        let quoted = format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"));
        // What marks words is shown by no editor, and lost by some.
        WORD_MARKS.iter().fold(quoted, |quoted, &mark| {
            quoted.replace(mark, &format!("\\u{:04X}", u32::from(mark)))
        })
    }

    fn column(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    fn is_ascii(&self, of: &str) -> String {
        format!("octet_length({of}) = char_length({of})")
    }

    fn contains(&self, of: &str, text: &str) -> String {
        format!("contains({of}, {})", self.text(text))
    }

    fn starts(&self, of: &str, text: &str) -> String {
        format!("startswith({of}, {})", self.text(text))
    }

    fn ends(&self, of: &str, text: &str) -> String {
        format!("endswith({of}, {})", self.text(text))
    }

    fn matches(&self, of: &str, pattern: &str) -> String {
        format!("{of} RLIKE {}", self.text(pattern))
    }

    fn times(&self, of: &str, pattern: &str) -> String {
        format!("size(regexp_extract_all({of}, {}, 0))", self.text(pattern))
    }

    fn replaced(&self, of: &str, pattern: &str, by: Replaced<'_>) -> String {
        let by = match by {
            Replaced::By(text) => text.to_owned(),
            Replaced::Around(before, after) => format!("{before}$1{after}"),
        };
        format!("regexp_replace({of}, {}, {})", self.text(pattern), self.text(&by))
    }

    fn mapped(&self, of: &str, table: &[Replacement]) -> String {
        let [from, to] = listed(table).map(|list| format!("split({}, '\\t')", self.text(&list)));
        let characters = format!("regexp_extract_all({of}, {}, 0)", self.text("(?s)."));
        let map = format!("map_from_arrays({from}, {to})");
        format!("array_join(transform({characters}, c -> coalesce(try_element_at({map}, c), c)), '')")
    }

    fn composed(&self, of: &str) -> String {
        of.to_owned()
    }

    fn paired(&self, one: &str, other: &str) -> String {
        let tokens = |column: &str| format!("split(trim({column}), ' ')");
        format!(
            "concat(' ', array_join(zip_with({}, {}, (one, other) -> concat(one, '\\t', other)), ' '), ' ')",
            tokens(one),
            tokens(other)
        )
    }

    fn number(&self, of: &str) -> String {
        format!("TRY_CAST({of} AS DOUBLE)")
    }
}
