//! A condition tree as a condition in SQL.

use std::collections::BTreeSet;

use super::ask;
use super::columns::{Line, Made, field_name};
use super::dialect::Dialect;
use crate::formats::write::Header;
use crate::rules::Condition;
use crate::text::Accents;

/// Says conditions, and remembers which columns they ask.
pub(super) struct Conditions<'a> {
    pub(super) dialect: &'a dyn Dialect,
    /// Whether words compare without their accents.
    pub(super) ignores_accents: bool,
    /// Whether terms are looked for in more than one text.
    pub(super) has_several_texts: bool,
    /// The plain fields' names.
    fields: &'a [String],
    made: BTreeSet<Made>,
    asked: BTreeSet<usize>,
}

/// Why a condition can't be said.
pub(super) type Unsayable = String;

impl<'a> Conditions<'a> {
    pub(super) fn new(dialect: &'a dyn Dialect, header: &'a Header) -> Self {
        Self {
            dialect,
            ignores_accents: header.accents == Accents::Ignored,
            has_several_texts: !header.source.mapping.more_texts.is_empty(),
            fields: &header.fields,
            made: BTreeSet::new(),
            asked: BTreeSet::new(),
        }
    }

    /// A condition, or what in it can't be said and why. It is never NULL.
    pub(super) fn say(&mut self, condition: &Condition) -> Result<String, Unsayable> {
        match condition {
            Condition::Leaf(leaf) => {
                ask::say(&leaf.ask(), self).map_err(|reason| format!("{}: {reason}", leaf.print()))
            }
            Condition::All(parts) => self.join(parts, " AND "),
            Condition::Any(parts) => self.join(parts, " OR "),
            Condition::Not(inner) => Ok(format!("NOT ({})", self.say(inner)?)),
        }
    }

    fn join(&mut self, parts: &[Condition], between: &str) -> Result<String, Unsayable> {
        let said: Vec<String> = parts
            .iter()
            .map(|part| {
                let said = self.say(part)?;
                Ok(match part {
                    Condition::All(_) | Condition::Any(_) => format!("({said})"),
                    Condition::Leaf(_) | Condition::Not(_) => said,
                })
            })
            .collect::<Result<_, Unsayable>>()?;
        Ok(said.join(between))
    }

    /// The name of a column, which will be made.
    pub(super) fn made(&mut self, made: Made) -> String {
        if self.made.insert(made) {
            for of in made.of() {
                self.made(of);
            }
        }
        made.name()
    }

    /// The name of a line of tokens, which will be made.
    pub(super) fn line(&mut self, line: Line) -> &'static str {
        self.made(Made::Line(line));
        line.name()
    }

    /// The place of a plain field, which will be read.
    pub(super) fn field(&mut self, name: &str) -> Result<usize, Unsayable> {
        let field = self.fields.iter().position(|field| field == name);
        let field = field.ok_or_else(|| format!("there is no column {name}"))?;
        self.asked.insert(field);
        Ok(field)
    }

    /// The name of a plain field, which will be read. It is never NULL.
    pub(super) fn field_name(&mut self, name: &str) -> Result<String, Unsayable> {
        self.field(name).map(field_name)
    }

    /// The columns to be made, and the places of the fields to be read.
    pub(super) fn columns(&self) -> (&BTreeSet<Made>, &BTreeSet<usize>) {
        (&self.made, &self.asked)
    }
}
