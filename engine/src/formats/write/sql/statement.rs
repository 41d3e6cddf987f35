//! The whole statement: a comment that says what it is, the rules, and below them what makes the columns that they ask.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::columns::{TEXT, field_name};
use super::condition::Conditions;
use super::dialect::Dialect;
use super::names::{Names, on_one_line};
use crate::formats::write::{ExportRule, Header, PROGRAM};
use crate::ids::LabelId;
use crate::rule::{ColumnVotes, Rule};
use crate::rules;

/// Stands behind what belongs to the reader's own database.
const CHANGE: &str = "-- change this";
/// The record's id, as the innermost SELECT names it.
const ID: &str = "record_id";

/// The statement, and what is to be said of it.
pub(super) fn write(header: &Header, dialect: &dyn Dialect) -> (String, Vec<String>) {
    let mut statement = Statement::new(header, dialect);
    let columns = statement.rules();
    let text = format!(
        "{}CREATE OR REPLACE VIEW votes AS {CHANGE}\n{}SELECT\n{columns}\nFROM {};\n",
        statement.comment(),
        statement.records(),
        statement.made(),
    );
    let said = statement.said();
    (text, said)
}

struct Statement<'a> {
    header: &'a Header,
    dialect: &'a dyn Dialect,
    conditions: Conditions<'a>,
    /// Names and reasons of the rules that can't be said.
    unsayable: Vec<(String, String)>,
    /// Names and reasons of the rules that vote nowhere.
    unreadable: Vec<(String, String)>,
}

/// A rule that votes, as an expression; or why it can't be said.
type Said = Result<String, String>;

impl<'a> Statement<'a> {
    fn new(header: &'a Header, dialect: &'a dyn Dialect) -> Self {
        Self {
            header,
            dialect,
            conditions: Conditions::new(dialect, header),
            unsayable: Vec::new(),
            unreadable: Vec::new(),
        }
    }

    fn enabled(&self) -> impl Iterator<Item = &'a Rule> + use<'a> {
        let rules = self.header.rules.iter().map(|ExportRule { rule, .. }| rule);
        rules.filter(|rule| rule.enabled)
    }

    /// The columns of the view.
    fn rules(&mut self) -> String {
        let mut names = Names::default();
        let id = self.header.source.mapping.id.as_deref().unwrap_or(ID);
        let mut columns = vec![format!("  {ID} AS {}", self.dialect.column(&names.free(id)))];
        for rule in self.enabled() {
            let Some(said) = self.rule(rule) else { continue };
            let name = self.dialect.column(&names.free(&on_one_line(&rule.name)));
            columns.push(match said {
                Ok(expression) => format!("  {}  {expression} AS {name}", self.about(rule)),
                Err(reason) => {
                    self.unsayable.push((rule.name.clone(), reason.clone()));
                    format!(
                        "  {}  -- NULL, not sayable in SQL: {}\n  CAST(NULL AS INTEGER) AS {name}",
                        self.about(rule),
                        on_one_line(&reason)
                    )
                }
            });
        }
        columns.join(",\n")
    }

    /// A comment that says what a rule is.
    fn about(&self, rule: &Rule) -> String {
        let query = on_one_line(&rule.query);
        let votes = match &rule.column {
            Some(of) if query.trim().is_empty() => format!("the column {}", on_one_line(&of.column)),
            Some(of) => format!("the column {}, where {query}", on_one_line(&of.column)),
            None => query,
        };
        let against = if rule.against { "not " } else { "" };
        let label = self.header.labels.get(rule.label).map_or("", |label| &label.name);
        let label = if rule.column.is_some() {
            String::new()
        } else {
            format!(" → {against}{}", on_one_line(label))
        };
        format!("-- {}: {votes}{label}\n", on_one_line(&rule.name))
    }

    /// The votes of a rule; none where it can't be read and so votes nowhere.
    fn rule(&mut self, rule: &Rule) -> Option<Said> {
        let condition = if rule.column.is_some() && rule.query.trim().is_empty() {
            None
        } else {
            let fields = rules::Names::of_fields(self.header.fields.iter().cloned());
            let names = rules::Names {
                accents: self.header.accents,
                texts: self.header.source.mapping.texts(),
                ..fields.with_lists(&self.header.lists)
            };
            match rules::parse(&rule.query, &names) {
                Ok(parsed) => Some(parsed.condition),
                Err(error) => {
                    self.unreadable.push((rule.name.clone(), error.to_string()));
                    return None;
                }
            }
        };
        Some(self.votes(rule, condition.as_ref()))
    }

    fn votes(&mut self, rule: &Rule, condition: Option<&rules::Condition>) -> Said {
        let votes = match &rule.column {
            Some(of) => self.column_votes(of)?,
            None => self.vote(rule.label, rule.against)?.to_string(),
        };
        match condition {
            Some(condition) => Ok(format!(
                "CASE WHEN {} THEN {votes} ELSE -1 END",
                self.conditions.say(condition)?
            )),
            None => Ok(votes),
        }
    }

    fn vote(&self, label: LabelId, against: bool) -> Result<i64, String> {
        let index = self
            .header
            .labels
            .index(label)
            .and_then(|index| i64::try_from(index).ok());
        let index = index.ok_or("a label that is not there")?;
        Ok(if against { -(index + 2) } else { index })
    }

    fn column_votes(&mut self, of: &ColumnVotes) -> Said {
        let column = self.conditions.field_name(&of.column)?;
        let mut votes = format!("CASE {column}");
        for (value, label) in &of.meaning {
            let Some(label) = label.filter(|_| !value.is_empty()) else {
                continue;
            };
            let vote = self.vote(label, false)?;
            let _ = write!(votes, " WHEN {} THEN {vote}", self.dialect.text(value));
        }
        Ok(votes + " ELSE -1 END")
    }

    /// Where the records come from: what a reader must adapt, at the top.
    fn records(&self) -> String {
        let mapping = &self.header.source.mapping;
        let (_, fields) = self.conditions.columns();
        let column = |name: &str| self.dialect.column(name);
        let mut lines = vec![match &mapping.id {
            Some(id) => format!("    {} AS {ID}", column(id)),
            None => format!("    row_number() OVER () AS {ID}"),
        }];
        lines.push(format!(
            "    coalesce(CAST({} AS {STRING}), '') AS {TEXT}",
            column(&mapping.text)
        ));
        for &field in fields {
            let name = self.header.fields.get(field).map_or("", String::as_str);
            lines.push(format!(
                "    coalesce(CAST({} AS {STRING}), '') AS {}",
                column(name),
                field_name(field)
            ));
        }
        let last = lines.len() - 1;
        let lines: String = lines
            .iter()
            .enumerate()
            .map(|(at, line)| format!("{line}{} {CHANGE}\n", if at == last { "" } else { "," }))
            .collect();
        format!(
            "WITH records AS (\n  SELECT\n{lines}  FROM {} {CHANGE}\n)\n",
            column(&table(self.header))
        )
    }

    /// The columns that conditions ask, level by level around the records.
    fn made(&self) -> String {
        let (made, _) = self.conditions.columns();
        let levels: BTreeSet<usize> = made.iter().map(|made| made.level()).collect();
        let mut from = "records".to_owned();
        for level in levels {
            let columns: Vec<String> = made
                .iter()
                .filter(|made| made.level() == level)
                .map(|made| {
                    format!(
                        "  -- {}: {}\n  {} AS {}",
                        made.name(),
                        made.comment(),
                        made.expression(self.dialect),
                        made.name()
                    )
                })
                .collect();
            from = format!(
                "(\n  SELECT *,\n{}\n  FROM {from}\n) AS level_{level}",
                columns.join(",\n")
            );
        }
        from
    }

    /// What stands at the head of the file.
    fn comment(&self) -> String {
        let header = self.header;
        let description = self.dialect.description();
        let labels: Vec<String> = header
            .labels
            .iter()
            .enumerate()
            .map(|(index, label)| format!("{index} = {}", on_one_line(&label.name)))
            .collect();
        let mut lines = vec![
            format!(
                "The votes of the rules of ‘{}’, as a view for {}. Written by {PROGRAM}.",
                on_one_line(&header.project),
                description.product
            ),
            "A column a rule: the number of the label it votes for, -1 where it abstains, and -(number + 2) where it \
             votes against a label."
                .to_owned(),
            format!("Labels: {}.", labels.join(", ")),
            "Lines that end in ‘change this’ name the view, the table and its columns.".to_owned(),
        ];
        if let Some(at) = &header.at {
            lines.insert(1, format!("At {}.", on_one_line(at)));
        }
        lines.extend(self.said());
        lines.extend(description.notes.iter().map(|note| (*note).to_owned()));
        lines.iter().map(|line| format!("-- {line}\n")).collect()
    }

    /// What a person should know, as whole sentences.
    fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        let off = self.header.rules.len() - self.enabled().count();
        if off > 0 {
            said.push(format!("{} and left out.", rules_are(off, "switched off")));
        }
        for (name, reason) in &self.unreadable {
            said.push(format!(
                "The rule ‘{}’ is not readable and left out: {}",
                on_one_line(name),
                on_one_line(reason)
            ));
        }
        let unsayable: Vec<String> = self
            .unsayable
            .iter()
            .map(|(name, reason)| format!("‘{}’ ({})", on_one_line(name), on_one_line(reason)))
            .collect();
        if !unsayable.is_empty() {
            let of = rules_are(unsayable.len(), "not sayable in SQL");
            said.push(format!("{of}, and NULL everywhere: {}.", unsayable.join(", ")));
        }
        said.push(self.dialect.description().exact_for.to_owned());
        said
    }
}

/// The text type; both databases know it by this name.
const STRING: &str = "STRING";

fn rules_are(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 rule is {what}")
    } else {
        format!("{count} rules are {what}")
    }
}

/// The table's name: the file's, without its ending.
fn table(header: &Header) -> String {
    let name = &header.source.name;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    if stem.is_empty() {
        "records_table".to_owned()
    } else {
        stem.to_owned()
    }
}
