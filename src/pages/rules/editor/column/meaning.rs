//! What values mean, as far as their names tell.

use labelloom_engine::{
    ids::LabelId,
    session::reply::{LabelView, ValueCount},
};

/// The label that is called like a value, in any case.
pub(super) fn called(value: &str, labels: &[LabelView]) -> Option<LabelId> {
    let plain = |name: &str| name.trim().to_lowercase();
    let exact = labels.iter().find(|label| label.name == value);
    exact
        .or_else(|| labels.iter().find(|label| plain(&label.name) == plain(value)))
        .map(|label| label.id)
}

/// The values that are called like a label, with that label.
pub(super) fn guessed(values: &[ValueCount], labels: &[LabelView]) -> Vec<(String, Option<LabelId>)> {
    values
        .iter()
        .filter_map(|value| Some((value.value.clone(), Some(called(&value.value, labels)?))))
        .collect()
}

/// The query that finds the records with a value of a column; none where it can't be written, or would find those of
/// another value too.
pub(super) fn query(column: &str, value: &str, values: &[ValueCount]) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | ' ');
    let begins = column.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let same = |other: &&ValueCount| {
        other.value == value || number(value).is_some() && number(&other.value) == number(value)
    };
    let can = begins
        && column.chars().all(is_plain)
        && !value.trim().is_empty()
        && !value
            .chars()
            .any(|c| c.is_control() || matches!(c, '"' | '\\' | '“' | '”'))
        && values.iter().filter(same).count() == 1;
    can.then(|| format!("{}=\"{value}\"", column.replace(' ', "_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(id: u32, name: &str) -> LabelView {
        LabelView {
            id: LabelId(id),
            name: name.into(),
            color: 0,
            rules: 0,
            gold: 0,
        }
    }

    fn values(values: &[&str]) -> Vec<ValueCount> {
        let count = |value: &&str| ValueCount {
            value: (*value).to_owned(),
            count: 1,
        };
        values.iter().map(count).collect()
    }

    #[test]
    fn values_called_like_a_label_vote_for_it_whatever_their_case() {
        let labels = [label(0, "HAM"), label(1, "Spam")];
        let found = guessed(&values(&["spam", " ham", "other"]), &labels);
        let expected = [("spam", 1), (" ham", 0)];
        let expected = expected.map(|(value, id)| (value.to_owned(), Some(LabelId(id))));
        assert_eq!(found, expected);
        let labels = [label(0, "ham"), label(1, "HAM")];
        assert_eq!(
            called("HAM", &labels),
            Some(LabelId(1)),
            "as it stands comes first"
        );
    }

    #[test]
    fn a_value_is_searched_where_the_search_finds_it_alone() {
        let all = values(&["spam", "3", "3.0", "a\"b"]);
        assert_eq!(
            query("worker 1", "spam", &all).as_deref(),
            Some("worker_1=\"spam\"")
        );
        assert_eq!(query("worker", "3", &all), None);
        assert_eq!(query("worker", "a\"b", &all), None);
        assert_eq!(query("is it?", "spam", &all), None);
    }
}
