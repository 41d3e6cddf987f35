//! The rules as SQL: one statement that makes a view with a column a rule, so that the votes can be had where the data
//! lives.
//!
//! A rule is a condition on columns that are made of the text: `words`, the text's words in folded form, each between
//! spaces (` free money now `), and their like ([`columns`]). What makes them cuts and folds texts as this program does,
//! so that the conditions are short and the votes the same. A term that a database can't say is named in the file, and
//! its rule's column is NULL.

mod ask;
mod columns;
mod condition;
mod dialect;
mod duckdb;
mod names;
mod spark;
mod statement;

use super::{ExportRecord, Header, Holds, Writer, WriterKind};
use dialect::Dialect;

/// SQL for one database.
pub(super) struct Sql(&'static dyn Dialect);

/// SQL for DuckDB.
pub(super) static DUCKDB: Sql = Sql(&duckdb::DuckDb);
/// SQL for Spark.
pub(super) static SPARK: Sql = Sql(&spark::Spark);

impl WriterKind for Sql {
    fn name(&self) -> &'static str {
        self.0.description().name
    }

    fn title(&self) -> &'static str {
        self.0.description().title
    }

    fn sentence(&self) -> &'static str {
        self.0.description().sentence
    }

    fn ending(&self) -> &'static str {
        self.0.description().ending
    }

    fn media_type(&self) -> &'static str {
        "application/sql"
    }

    fn holds(&self) -> Holds {
        Holds::None
    }

    fn open(&self) -> Box<dyn Writer> {
        Box::new(SqlWriter {
            dialect: self.0,
            said: Vec::new(),
        })
    }
}

struct SqlWriter {
    dialect: &'static dyn Dialect,
    said: Vec<String>,
}

impl Writer for SqlWriter {
    fn begin(&mut self, header: &Header, out: &mut Vec<u8>) {
        let (statement, said) = statement::write(header, self.dialect);
        out.extend_from_slice(statement.as_bytes());
        self.said = said;
    }

    fn record(&mut self, _header: &Header, _record: &ExportRecord<'_>, _out: &mut Vec<u8>) {}

    fn end(&mut self, _header: &Header, _out: &mut Vec<u8>) -> Vec<String> {
        std::mem::take(&mut self.said)
    }
}

#[cfg(test)]
mod tests;
