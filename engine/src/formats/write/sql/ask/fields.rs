//! Comparisons with a plain field. Nothing holds of a field that is missing: NULL, or nothing but spaces.

use super::super::columns::Made;
use super::super::condition::{Conditions, Unsayable};
use crate::text::tables::folded;

pub(super) fn missing(field: &str, conditions: &mut Conditions<'_>) -> Result<String, Unsayable> {
    let field = conditions.field(field)?;
    Ok(format!("{} = ''", conditions.made(Made::Trimmed(field))))
}

pub(super) fn compare(
    name: &str,
    sign: &str,
    value: &str,
    number: Option<f64>,
    conditions: &mut Conditions<'_>,
) -> Result<String, Unsayable> {
    let field = conditions.field(name)?;
    if sign == ":" {
        return Ok(alike(field, value, number, conditions));
    }
    let raw = conditions.field_name(name)?;
    let trimmed = conditions.made(Made::Trimmed(field));
    let mut is = |sign: &str, number: f64| compares(&conditions.made(Made::Number(field)), sign, number);
    let is_number = match sign {
        "=" | "!=" => number.map(|number| is("=", number)),
        _ => number.map(|number| is(sign, number)),
    };
    let text = |text: &str| conditions.dialect.text(text);
    let is_there = format!("{trimmed} <> ''");
    Ok(match (sign, is_number) {
        ("=", is_number) => any(format!("({is_there} AND {raw} = {})", text(value)), is_number),
        ("!=", is_number) => {
            let is_it = any(format!("{raw} = {}", text(value)), is_number);
            format!("({is_there} AND NOT ({is_it}))")
        }
        (_, Some(is_number)) => is_number,
        (sign, None) => format!("({is_there} AND {trimmed} {sign} {})", text(value.trim())),
    })
}

/// In any case, with stars for what may stand before and behind.
fn alike(field: usize, value: &str, number: Option<f64>, conditions: &mut Conditions<'_>) -> String {
    let wanted = folded(value.trim_matches('*').trim());
    let column = conditions.made(Made::Folded(field));
    let trimmed = conditions.made(Made::Trimmed(field));
    let dialect = conditions.dialect;
    let (before, after) = (value.starts_with('*'), value.ends_with('*'));
    let holds = match (before, after) {
        (true, true) => dialect.contains(&column, &wanted),
        (true, false) => dialect.ends(&column, &wanted),
        (false, true) => dialect.starts(&column, &wanted),
        (false, false) => format!("{column} = {}", dialect.text(&wanted)),
    };
    let is_it = format!("({trimmed} <> '' AND {holds})");
    let number = number.filter(|_| !before && !after);
    let is_number = number.map(|number| compares(&conditions.made(Made::FoldedNumber(field)), "=", number));
    any(is_it, is_number)
}

fn any(one: String, other: Option<String>) -> String {
    match other {
        Some(other) => format!("({one} OR {other})"),
        None => one,
    }
}

/// A comparison with a number, which fails where there is none.
fn compares(column: &str, sign: &str, number: f64) -> String {
    format!("coalesce({column} {sign} {number:e}, FALSE)")
}
