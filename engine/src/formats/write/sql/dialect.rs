//! What databases say differently. Every expression is text; what a function is given is an expression already, unless
//! it is called text or pattern.

use crate::rules::Flavour;
use crate::text::tables::Replacement;

/// A database, for those who choose.
pub(super) struct Description {
    /// The writer's name: `sql-duckdb`.
    pub(super) name: &'static str,
    /// The writer's title.
    pub(super) title: &'static str,
    /// The writer's sentence.
    pub(super) sentence: &'static str,
    /// The end of the file's name.
    pub(super) ending: &'static str,
    /// The database's own name, and the versions that the statement is for.
    pub(super) product: &'static str,
    /// For which texts the votes are the same, as a whole sentence.
    pub(super) exact_for: &'static str,
    /// What else is to be known: comments at the head of the file.
    pub(super) notes: &'static [&'static str],
}

/// The words of a database.
pub(super) trait Dialect: Sync {
    fn description(&self) -> &'static Description;
    /// Whose regular expressions it has.
    fn flavour(&self) -> Flavour;
    /// A text as a literal.
    fn text(&self, text: &str) -> String;
    /// A column or a table by its name.
    fn column(&self, name: &str) -> String;
    /// Whether every character is one byte.
    fn is_ascii(&self, of: &str) -> String;
    fn contains(&self, of: &str, text: &str) -> String;
    fn starts(&self, of: &str, text: &str) -> String;
    fn ends(&self, of: &str, text: &str) -> String;
    fn matches(&self, of: &str, pattern: &str) -> String;
    /// How often a pattern matches, from left to right.
    fn times(&self, of: &str, pattern: &str) -> String;
    /// Every match replaced by its first group with a text before it and one behind it; by the texts alone, where the
    /// pattern has no group.
    fn replaced(&self, of: &str, pattern: &str, by: Replaced<'_>) -> String;
    /// Every character of a table replaced.
    fn mapped(&self, of: &str, table: &[Replacement]) -> String;
    /// In NFC, or as it is where the database has no function for it.
    fn composed(&self, of: &str) -> String;
    /// Tokens between spaces, those of one column and those of another beside each other with a tab between them.
    fn paired(&self, one: &str, other: &str) -> String;
    /// As a floating-point number; NULL where it is none.
    fn number(&self, of: &str) -> String;
}

/// What a match becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Replaced<'a> {
    /// A text.
    By(&'a str),
    /// Its first group, between two texts.
    Around(&'a str, &'a str),
}

/// A table's characters and what replaces them, each between tabs, which no text of a table holds.
pub(super) fn listed(table: &[Replacement]) -> [String; 2] {
    let from: Vec<String> = table.iter().map(|(from, _)| from.to_string()).collect();
    let to: Vec<&str> = table.iter().map(|(_, to)| to.as_str()).collect();
    [from.join("\t"), to.join("\t")]
}
