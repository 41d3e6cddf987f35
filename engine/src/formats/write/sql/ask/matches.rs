//! Regular expressions, in the database's own syntax.

use super::super::columns::{Made, TEXT};
use super::super::condition::{Conditions, Unsayable};
use crate::rules::Expression;

pub(super) fn say(expression: &dyn Expression, conditions: &mut Conditions<'_>) -> Result<String, Unsayable> {
    let portable = expression.portable(conditions.dialect.flavour())?;
    let text = if portable.marked {
        conditions.made(Made::Marked)
    } else {
        TEXT.to_owned()
    };
    Ok(conditions.dialect.matches(&text, &portable.pattern))
}
