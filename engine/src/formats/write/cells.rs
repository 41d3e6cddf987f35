//! A record as cells of a table, the same in both kinds of CSV.

use super::{ExportRecord, ExportRule, Header};
use crate::modality::Modality;

/// The columns' names: `id`, `text` (of images `name`), the fields, `gold` and `split` where there are any; with a model
/// `label`, `tied`, `label_source` where an end model or the graph labels too, and a `p:LABEL` a label; then a `rule:NAME`
/// for each rule that is on, `hard:NAME` for one that decides. A vote for a label is its name, one against it `not:NAME`.
/// Where variants of records stand in the file, then `augmented` (`true` or `false`), and of variants `parent`,
/// `operation`, `parameters` and `seed`. A field that is called like one of the others becomes `field:NAME`.
pub(super) fn columns(header: &Header) -> Vec<String> {
    let mut after = Vec::new();
    if header.has_gold() {
        after.push("gold".to_owned());
    }
    if header.gold.split_column.is_some() {
        after.push("split".to_owned());
    }
    if header.filter.model.is_some() {
        after.extend(["label".to_owned(), "tied".to_owned()]);
        after.extend(header.filter.has_sources().then(|| "label_source".to_owned()));
        after.extend(header.labels.iter().map(|label| format!("p:{}", label.name)));
    }
    after.extend(voting(header).map(|(_, rule)| {
        let kind = if rule.rule.hard { "hard" } else { "rule" };
        format!("{kind}:{}", rule.rule.name)
    }));
    if header.filter.augmented.is_some() {
        after.extend(["augmented", "parent", "operation", "parameters", "seed"].map(str::to_owned));
    }
    let text = match header.modality {
        Modality::Text => "text",
        Modality::Image => "name",
    };
    let mut columns = vec!["id".to_owned(), text.to_owned()];
    for field in &header.fields {
        let mut name = field.clone();
        while columns.contains(&name) || after.contains(&name) {
            name.insert_str(0, "field:");
        }
        columns.push(name);
    }
    columns.extend(after);
    columns
}

/// Hands the cells of a record on, as many as there are columns.
pub(super) fn visit(header: &Header, record: &ExportRecord<'_>, cell: &mut impl FnMut(&str)) {
    cell(record.id);
    cell(record.text);
    for value in record.fields {
        cell(value.text);
    }
    if header.has_gold() {
        let of = |label| header.label_name(label);
        cell(record.gold.map_or("", |gold| gold.label.map_or(gold.value, of)));
    }
    if header.gold.split_column.is_some() {
        cell(side(record));
    }
    visit_model(header, record, cell);
    visit_votes(header, record, cell);
    visit_variant(header, record, cell);
}

fn visit_variant(header: &Header, record: &ExportRecord<'_>, cell: &mut impl FnMut(&str)) {
    if header.filter.augmented.is_none() {
        return;
    }
    match record.variant {
        None => ["false", "", "", "", ""].into_iter().for_each(cell),
        Some(variant) => {
            cell("true");
            cell(variant.parent);
            cell(variant.operation);
            cell(variant.parameters);
            cell(&variant.seed.to_string());
        }
    }
}

/// Without gold only a split column can have put a record aside.
fn side(record: &ExportRecord<'_>) -> &'static str {
    match (record.held_out, record.gold) {
        (true, _) => "held-out",
        (false, Some(_)) => "dev",
        (false, None) => "",
    }
}

fn visit_model(header: &Header, record: &ExportRecord<'_>, cell: &mut impl FnMut(&str)) {
    if header.filter.model.is_none() {
        return;
    }
    cell(record.label().map_or("", |label| header.label_name(label)));
    let tied: Vec<&str> = record
        .tied()
        .iter()
        .map(|&label| header.label_name(label))
        .collect();
    cell(&tied.join("|"));
    if header.filter.has_sources() {
        cell(record.label_source().unwrap_or_default());
    }
    for label in 0..header.labels.len() {
        match record.posterior.and_then(|posterior| posterior.get(label)) {
            // As in JSON: the shortest number that reads back to the same bits.
            Some(probability) => cell(&serde_json::Value::from(*probability).to_string()),
            None => cell(""),
        }
    }
}

fn visit_votes(header: &Header, record: &ExportRecord<'_>, cell: &mut impl FnMut(&str)) {
    let mut votes = record.votes.iter().peekable();
    for (rule, _) in voting(header) {
        match votes.next_if(|vote| vote.0 == rule) {
            Some(&(_, vote)) if vote.against => cell(&format!("not:{}", header.label_name(vote.label))),
            Some(&(_, vote)) => cell(header.label_name(vote.label)),
            None => cell(""),
        }
    }
}

/// The rules that are on, with their indices.
fn voting(header: &Header) -> impl Iterator<Item = (usize, &ExportRule)> {
    header
        .rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| rule.rule.enabled)
}
