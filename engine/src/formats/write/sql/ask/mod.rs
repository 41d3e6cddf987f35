//! What a term asks, as a condition on the made columns: a file a kind of question.

mod characters;
mod count;
mod edges;
mod fields;
mod holds;
mod length;
mod matches;
mod misspelt;
mod near;
mod tokens;

use super::condition::{Conditions, Unsayable};
use crate::rules::Ask;

/// A question as a condition that needs no parentheses but behind NOT.
pub(super) fn say(ask: &Ask, conditions: &mut Conditions<'_>) -> Result<String, Unsayable> {
    if conditions.ignores_accents && asks_in_any_case(ask) {
        return Err("accents are ignored in this project, which can't be said elsewhere".to_owned());
    }
    if conditions.has_several_texts && !matches!(ask, Ask::Compare { .. } | Ask::Missing(_) | Ask::Own(_)) {
        return Err(
            "the project has several text columns, of which only one can be said elsewhere".to_owned(),
        );
    }
    match ask {
        Ask::Holds(tokens) => Ok(holds::say(tokens, conditions)),
        Ask::Starts(tokens) => Ok(edges::starts(tokens, conditions)),
        Ask::Ends(tokens) => Ok(edges::ends(tokens, conditions)),
        Ask::Count(tokens, comparison) => Ok(count::say(tokens, *comparison, conditions)),
        Ask::Near { one, other, reach } => Ok(near::say([one, other], *reach, conditions)),
        Ask::Misspelt { word, distance } => misspelt::say(word, *distance, conditions),
        Ask::Characters { needle, tokens } => Ok(characters::say(needle, tokens, conditions)),
        Ask::Words(comparison) => Ok(length::words(*comparison, conditions)),
        Ask::Length(comparison) => Ok(length::characters(*comparison)),
        Ask::Matches(expression) => matches::say(expression.as_ref(), conditions),
        Ask::Compare {
            field,
            sign,
            value,
            number,
        } => fields::compare(field, sign, value, *number, conditions),
        Ask::Missing(field) => fields::missing(field, conditions),
        Ask::Any(asks) => {
            let said: Result<Vec<String>, _> = asks.iter().map(|ask| say(ask, conditions)).collect();
            Ok(format!("({})", said?.join(" OR ")))
        }
        Ask::Own(reason) => Err((*reason).to_owned()),
    }
}

/// Whether the answer hangs on how words are folded.
fn asks_in_any_case(ask: &Ask) -> bool {
    match ask {
        Ask::Holds(run) | Ask::Starts(run) | Ask::Ends(run) | Ask::Count(run, _) => !run.exact,
        Ask::Near { one, other, .. } => !(one.exact && other.exact),
        Ask::Misspelt { .. } => true,
        _ => false,
    }
}
