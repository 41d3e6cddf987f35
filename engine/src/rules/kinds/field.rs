//! Comparisons with a plain field: `lang:en`, `amount>=100`, `channel="phone note"`, `missing(amount)`.

use std::cmp::Ordering;
use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::Ask;
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::Source;
use super::{Reading, RuleKind};
use crate::bits::BitSet;
use crate::corpus::{Field, Value, ValueKind};
use crate::num::count;
use crate::text::{Accents, fold};

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "field",
    title: "Other columns",
    sentence: "A column's value: `:` in any case and with stars, = as it stands, <, <=, >=, >, != compare; \
               missing(column) asks for none.",
    examples: &[
        "lang:en",
        "amount>=100",
        "channel:\"phone note\"",
        "channel:app*",
        "missing(amount)",
    ],
    functions: &["missing"],
    read,
};

/// Signs as they are written, the longer ones first, and how they are said.
const SIGNS: [(&str, &str); 7] = [
    ("<=", "is at most"),
    (">=", "is at least"),
    ("!=", "is not"),
    (":", "is"),
    ("<", "is below"),
    (">", "is above"),
    ("=", "is exactly"),
];

/// Above so many records typing would feel a comparison of each.
const MANY: u32 = 200_000;

#[derive(Debug)]
struct Compare {
    /// The column's name, as the project has it.
    field: String,
    sign: usize,
    value: String,
    /// The value as a number, where it is one.
    number: Option<f64>,
}

#[derive(Debug)]
struct Missing {
    field: String,
}

fn read(term: &Term, names: &Names) -> Reading {
    match term.shape {
        Shape::Call if term.text == "missing" => Some(read_missing(term, &names.fields)),
        Shape::Bare if !term.exact => read_comparison(term, &names.fields),
        _ => None,
    }
}

fn read_missing(term: &Term, fields: &[String]) -> Result<Arc<dyn Leaf>, QueryError> {
    let problem = |what: String| {
        let remedy = "Write missing(amount), with the name of a column, in quotes if it has spaces";
        Err(QueryError::new(term.start, term.end, what, remedy))
    };
    let [column] = &term.args[..] else {
        return problem("missing takes the name of one column".to_owned());
    };
    if !term.tail.is_empty() {
        return problem("Something stands right behind missing(…)".to_owned());
    }
    match known(&column.text, fields) {
        Some(field) => Ok(Arc::new(Missing { field: field.clone() })),
        None => problem(format!("There is no column ‘{}’ beside the text", column.text)),
    }
}

/// Only a known column makes a term a comparison: `http:` and `:)` are what they look like.
fn read_comparison(term: &Term, fields: &[String]) -> Reading {
    let at = term.text.find(['<', '>', '=', '!', ':'])?;
    let (name, rest) = term.text.split_at(at);
    let field = known(name, fields)?;
    let problem = |what: String, remedy: &str| Some(Err(QueryError::new(term.start, term.end, what, remedy)));
    let Some(sign) = SIGNS.iter().position(|(sign, _)| rest.starts_with(sign)) else {
        return problem(
            format!("‘{rest}’ doesn't compare"),
            "Use :, =, !=, <, <=, >= or >, as in lang:en",
        );
    };
    let written = &rest[SIGNS[sign].0.len()..];
    if written.starts_with('"') && (written.len() == 1 || !written.ends_with('"')) {
        return problem(
            "These quotes never close".to_owned(),
            "Write \" at the end of the value",
        );
    }
    let value = unquoted(written);
    if value.contains('"') {
        return problem(
            "Quotes stand inside this value".to_owned(),
            "Use * for them: a*, *b or *c*",
        );
    }
    if value.is_empty() {
        let remedy =
            "Write a value right after the sign, in quotes if it has spaces; missing(column) asks for none";
        return problem(format!("‘{}’ is compared with nothing", field), remedy);
    }
    Some(Ok(Arc::new(Compare {
        field: field.clone(),
        sign,
        number: number(&value),
        value,
    })))
}

/// The column of a name: exactly so, else in any case and with `_` for spaces.
pub(in crate::rules) fn known<'a>(name: &str, fields: &'a [String]) -> Option<&'a String> {
    let plain = |name: &str| fold(name).replace(' ', "_");
    let exact = fields.iter().find(|field| *field == name);
    exact.or_else(|| {
        fields
            .iter()
            .find(|field| !name.is_empty() && plain(field) == plain(name))
    })
}

fn unquoted(written: &str) -> String {
    let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(written).to_owned()
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// A column's name as it reads back to itself.
pub(super) fn print_name(field: &str) -> String {
    field.replace(' ', "_")
}

/// A comparison as it is written, with the quotes that its value needs.
pub(crate) fn value_term(field: &str, sign: &str, value: &str) -> String {
    format!("{}{sign}{}", print_name(field), print_value(value))
}

fn print_value(value: &str) -> String {
    let needs_quotes = value
        .chars()
        .any(|c| c.is_whitespace() || matches!(c, ',' | '(' | ')'));
    if needs_quotes {
        format!("\"{value}\"")
    } else {
        value.to_owned()
    }
}

fn column<'a>(source: &Source<'a>, name: &str) -> Option<&'a Field> {
    source.corpus.fields().iter().find(|field| field.name == name)
}

fn is_missing(value: Value<'_>) -> bool {
    value.kind == ValueKind::Missing || value.text.trim().is_empty()
}

impl Compare {
    /// Whether a value is what is asked for; `wanted` is the query's value as it compares in any case.
    fn holds(&self, value: Value<'_>, wanted: &str, accents: Accents) -> bool {
        if is_missing(value) {
            return false;
        }
        let is = |wanted: Ordering| self.order(value.text) == Some(wanted);
        match SIGNS[self.sign].0 {
            ":" => self.is_alike(value.text, wanted, accents),
            "=" => value.text == self.value || self.is_number(value.text),
            "!=" => value.text != self.value && !self.is_number(value.text),
            "<" => is(Ordering::Less),
            "<=" => is(Ordering::Less) || is(Ordering::Equal),
            ">" => is(Ordering::Greater),
            _ => is(Ordering::Greater) || is(Ordering::Equal),
        }
    }

    /// As numbers where the query's value is one, else as text, so that dates written year first compare too.
    fn order(&self, text: &str) -> Option<Ordering> {
        match self.number {
            Some(number) => self::number(text)?.partial_cmp(&number),
            None => Some(text.trim().cmp(self.value.trim())),
        }
    }

    fn is_number(&self, text: &str) -> bool {
        self.number.is_some() && self.number == number(text)
    }

    /// In any case, with stars for what may stand before and behind.
    fn is_alike(&self, text: &str, wanted: &str, accents: Accents) -> bool {
        let (before, after) = (self.value.starts_with('*'), self.value.ends_with('*'));
        let text = accents.fold(text.trim());
        match (before, after) {
            (true, true) => text.contains(wanted),
            (true, false) => text.ends_with(wanted),
            (false, true) => text.starts_with(wanted),
            (false, false) => text == wanted || self.is_number(&text),
        }
    }
}

impl Leaf for Compare {
    fn print(&self) -> String {
        format!(
            "{}{}{}",
            print_name(&self.field),
            SIGNS[self.sign].0,
            print_value(&self.value)
        )
    }

    fn describe(&self) -> String {
        format!(
            "the column {} {} “{}”",
            self.field, SIGNS[self.sign].1, self.value
        )
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let mut records = BitSet::full(source.records());
        self.retain(source, &mut records);
        records
    }

    fn retain(&self, source: &Source<'_>, records: &mut BitSet) {
        if let Some(found) = source.found(|| self.print()) {
            records.and(found);
            return;
        }
        let accents = source.index.vocabulary().accents();
        let wanted = accents.fold(self.value.trim_matches('*').trim());
        let holds = |value: Value<'_>| self.holds(value, &wanted, accents);
        keep(source, records, &self.field, holds);
    }

    fn ask(&self) -> Ask {
        Ask::Compare {
            field: self.field.clone(),
            sign: SIGNS[self.sign].0,
            value: self.value.clone(),
            number: self.number,
        }
    }

    fn reads_text(&self) -> bool {
        false
    }

    fn scans(&self, source: &Source<'_>) -> bool {
        count(source.records()) > MANY && source.found(|| self.print()).is_none()
    }

    fn column(&self) -> Option<&str> {
        Some(&self.field)
    }
}

impl Leaf for Missing {
    fn print(&self) -> String {
        if self.field.contains(' ') {
            format!("missing(\"{}\")", self.field)
        } else {
            format!("missing({})", self.field)
        }
    }

    fn describe(&self) -> String {
        format!("the column {} is empty", self.field)
    }

    fn reads_text(&self) -> bool {
        false
    }

    /// Accents don't come into it.
    fn folds(&self) -> bool {
        false
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let mut records = BitSet::full(source.records());
        keep(source, &mut records, &self.field, is_missing);
        records
    }

    fn column(&self) -> Option<&str> {
        Some(&self.field)
    }

    fn ask(&self) -> Ask {
        Ask::Missing(self.field.clone())
    }
}

/// Keeps the records whose value of a column holds; a column that isn't there is missing everywhere.
fn keep(source: &Source<'_>, records: &mut BitSet, field: &str, holds: impl Fn(Value<'_>) -> bool) {
    let column = column(source, field);
    let nothing = Value {
        kind: ValueKind::Missing,
        text: "",
    };
    let value = |record: u32| column.map_or(nothing, |column| column.get(record));
    let kept = records.iter().filter(|&record| holds(value(record)));
    *records = BitSet::from_indices(records.len(), kept.collect::<Vec<u32>>());
}
