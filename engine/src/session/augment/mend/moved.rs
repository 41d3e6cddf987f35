//! Comparisons of statistics, moved so far that variants are found which were lost.

use std::collections::BTreeMap;

use super::super::view::MendKind;
use super::{Lost, Seen};
use crate::rules::{Ask, Condition, value_term};

/// What stands for each comparison that some lost variant crossed, by how it is written.
pub(super) fn terms(condition: &Condition, kind: MendKind, lost: &[Lost]) -> BTreeMap<String, String> {
    let mut terms = BTreeMap::new();
    condition.leaves(&mut |leaf| {
        if let Ask::Compare {
            field,
            sign,
            number: Some(number),
            ..
        } = leaf.ask()
        {
            terms.extend(moved(&field, sign, number, kind, lost).map(|term| (leaf.print(), term)));
        }
    });
    terms
}

/// A comparison that holds of half of the values that fail it, those nearest to it, or of all.
fn moved(field: &str, sign: &str, number: f64, kind: MendKind, lost: &[Lost]) -> Option<String> {
    // Of a rule with two bounds a value fails one.
    let (sign, fails): (&str, fn(f64, f64) -> bool) = match sign {
        ">" => (">=", |value, number| value <= number),
        ">=" => (">=", |value, number| value < number),
        "<" => ("<=", |value, number| value >= number),
        "<=" => ("<=", |value, number| value > number),
        _ => return None,
    };
    let crossed = lost.iter().flat_map(|lost| match &lost.seen {
        Seen::Image { crossed, .. } => &crossed[..],
        Seen::Text(_) => &[],
    });
    let values = crossed.filter(|(name, _)| name == field);
    let mut values: Vec<(f64, &str)> = values
        .filter_map(|(_, value)| Some((value.parse().ok()?, value.as_str())))
        .filter(|&(value, _)| fails(value, number))
        .collect();
    values.sort_by(|(one, _), (other, _)| (one - number).abs().total_cmp(&(other - number).abs()));
    let at = match kind {
        MendKind::MovedHalf => values.len().saturating_sub(1) / 2,
        MendKind::MovedAll => values.len().saturating_sub(1),
        MendKind::Typos | MendKind::Endings | MendKind::Synonyms => return None,
    };
    Some(value_term(field, sign, values.get(at)?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(hue: &str) -> Lost {
        Lost {
            record: 0,
            seen: Seen::Image {
                fields: Vec::new(),
                crossed: vec![("hue".to_owned(), hue.to_owned())],
            },
        }
    }

    #[test]
    fn of_two_bounds_only_the_one_that_fails_is_moved() {
        let lost = [lost("40"), lost("200"), lost("209")];
        let moved = |sign, number, kind| moved("hue", sign, number, kind, &lost);
        assert_eq!(
            moved(">=", 210.0, MendKind::MovedHalf).as_deref(),
            Some("hue>=200")
        );
        assert_eq!(moved(">=", 210.0, MendKind::MovedAll).as_deref(), Some("hue>=40"));
        assert_eq!(moved("<=", 230.0, MendKind::MovedAll), None);
        assert_eq!(moved("<", 209.0, MendKind::MovedAll).as_deref(), Some("hue<=209"));
        assert_eq!(moved("=", 209.0, MendKind::MovedAll), None);
    }
}
