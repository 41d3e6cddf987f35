//! The rules alone, as a rule file.

use super::{ExportRecord, ExportRule, Header, Holds, Writer, WriterKind};
use crate::formats::rule_file::{ColumnEntry, RuleFile, RuleFileEntry};
use crate::ids::LabelId;
use crate::rule::{Example, Rule};

/// A [`RuleFile`] of all rules in their order, switched-off ones included.
pub(super) struct Rules;

impl WriterKind for Rules {
    fn name(&self) -> &'static str {
        "rules"
    }

    fn title(&self) -> &'static str {
        "Rules"
    }

    fn sentence(&self) -> &'static str {
        "The labels and rules alone, a rule a line, to use on other data, on the command line, or to compare."
    }

    fn ending(&self) -> &'static str {
        ".rules.json"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn holds(&self) -> Holds {
        Holds::None
    }

    fn open(&self) -> Box<dyn Writer> {
        Box::new(RulesWriter)
    }
}

struct RulesWriter;

impl Writer for RulesWriter {
    fn begin(&mut self, header: &Header, out: &mut Vec<u8>) {
        rule_file(header).write(out);
    }

    fn record(&mut self, _header: &Header, _record: &ExportRecord<'_>, _out: &mut Vec<u8>) {}

    fn end(&mut self, _header: &Header, _out: &mut Vec<u8>) -> Vec<String> {
        Vec::new()
    }
}

fn rule_file(header: &Header) -> RuleFile {
    RuleFile {
        labels: header.labels.iter().map(|label| label.name.clone()).collect(),
        lists: header.lists.iter().map(|list| list.as_ref().clone()).collect(),
        accents: header.accents,
        rules: header.rules.iter().map(|rule| entry(header, rule)).collect(),
    }
}

/// A rule's examples with those of their fields that its query compares; what else the records hold stays at home.
fn compared(rule: &Rule, compares: &[String]) -> Vec<Example> {
    let mut examples = rule.examples.clone();
    for example in &mut examples {
        example.fields.retain(|(name, _)| compares.contains(name));
    }
    examples
}

/// A rule as its line of the file.
fn entry(header: &Header, ExportRule { rule, compares, .. }: &ExportRule) -> RuleFileEntry {
    let column = column(header, rule);
    RuleFileEntry {
        name: rule.name.clone(),
        label: if column.is_some() {
            String::new()
        } else {
            name(header, rule.label)
        },
        query: rule.query.clone(),
        column,
        against: rule.against,
        hard: rule.hard,
        enabled: rule.enabled,
        note: rule.note.clone(),
        author: rule.author.clone(),
        examples: compared(rule, compares),
    }
}

/// What a rule's column means, in the labels' names.
pub(super) fn column(header: &Header, rule: &Rule) -> Option<ColumnEntry> {
    let column = rule.column.as_ref()?;
    Some(ColumnEntry {
        column: column.column.clone(),
        values: column
            .voting()
            .map(|(value, label)| (value.to_owned(), name(header, label)))
            .collect(),
    })
}

fn name(header: &Header, label: LabelId) -> String {
    let label = header.labels.get(label);
    label.map(|label| label.name.clone()).unwrap_or_default()
}
