//! Which column is the text, which the id, the gold label, the split; the rest are fields.

use serde::{Deserialize, Serialize};

use super::profile::Profile;

/// The parts that columns play, by the columns' names.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq, Default)]
pub struct Mapping {
    /// The text to label.
    pub text: String,
    /// The record's own id.
    pub id: Option<String>,
    /// What a person has decided.
    pub gold: Option<String>,
    /// Which part of the data the record belongs to: `train`, `dev`, `test`, …
    pub split: Option<String>,
    /// Further columns to keep, in this order.
    pub fields: Vec<String>,
    /// Those of the fields that are texts too: rules look into them as into the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_texts: Vec<String>,
}

impl Mapping {
    /// The text columns, where there are several; else none.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let first = (!self.more_texts.is_empty()).then(|| self.text.clone());
        first.into_iter().chain(self.more_texts.iter().cloned()).collect()
    }
}

/// Names that text columns go by, the likelier first.
const TEXTS: &[&str] = &[
    "text",
    "texts",
    "comment",
    "comment_text",
    "content",
    "message",
    "body",
    "sentence",
    "utterance",
    "review",
    "review_text",
    "tweet",
    "post",
    "question",
    "query",
    "document",
    "abstract",
    "description",
    "input",
    "premise",
    "title",
    "headline",
    "v2",
];
const IDS: &[&str] = &[
    "id",
    "record_id",
    "uid",
    "uuid",
    "guid",
    "key",
    "identifier",
    "comment_id",
    "message_id",
    "tweet_id",
    "doc_id",
    "document_id",
    "example_id",
    "row_id",
];
const GOLDS: &[&str] = &[
    "gold",
    "label",
    "labels",
    "class",
    "category",
    "target",
    "y",
    "gold_label",
    "true_label",
    "label_text",
    "class_name",
    "sentiment",
    "intent",
    "topic",
    "tag",
    "annotation",
    "v1",
];
const SPLITS: &[&str] = &["split", "set", "fold", "subset", "partition"];
/// What a split column holds.
const PARTS: &[&str] = &[
    "train",
    "training",
    "test",
    "testing",
    "dev",
    "valid",
    "val",
    "validation",
    "held-out",
    "heldout",
    "unlabeled",
];

/// A name that columns have and values seldom have.
pub(crate) fn is_known_name(name: &str) -> bool {
    let name = plain(name);
    // One letter or a version number is as likely a value.
    name.len() > 2
        && [TEXTS, GOLDS, SPLITS, IDS]
            .iter()
            .any(|list| list.contains(&name.as_str()))
        || name == "id"
}

/// `Comment Text` and `comment-text` are `comment_text`.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-', '.'], "_")
}

/// Proposes a mapping from the columns' names and, where these say nothing, from what they hold.
pub fn guess(columns: &[Profile]) -> Mapping {
    let mut parts = Parts {
        columns,
        taken: Vec::new(),
    };
    let split = parts.by_name(SPLITS, |_| true).or_else(|| parts.any(holds_split));
    let named_text = parts.by_name(TEXTS, |column| !column.mostly(column.numbers));
    let gold = parts.by_name(GOLDS, could_be_named_gold);
    // Whoever calls a column `id` means it; an id that comes back is kept, told apart and reported.
    let id = parts.by_name(IDS, Profile::mostly_distinct);
    let text = named_text.or_else(|| parts.longest());
    let id = id.or_else(|| parts.any(could_be_id));
    let gold = gold.or_else(|| parts.only(could_be_gold));
    let fields = (0..columns.len()).filter(|column| !parts.taken.contains(column));
    let name = |column: usize| columns[column].name.clone();
    Mapping {
        fields: fields.map(name).collect(),
        text: text.map(name).unwrap_or_default(),
        id: id.map(name),
        gold: gold.map(name),
        split: split.map(name),
        more_texts: Vec::new(),
    }
}

/// What to say of a column that is called an id and is none, since its values come again.
pub(crate) fn said_of_repeated_id(columns: &[Profile], mapping: &Mapping) -> Option<String> {
    let named = columns
        .iter()
        .find(|column| IDS.contains(&plain(&column.name).as_str()))?;
    if mapping.id.is_some() || named.all_distinct() {
        return None;
    }
    let again = named.filled() - named.values.len();
    let rows = if again == 1 {
        "1 row repeats"
    } else {
        &format!("{again} rows repeat")
    };
    Some(format!(
        "{:?} is not taken as the id: {rows} an earlier value and {} have none.",
        named.name, named.empty
    ))
}

/// Columns and those that have been given a part.
struct Parts<'p> {
    columns: &'p [Profile],
    taken: Vec<usize>,
}

impl Parts<'_> {
    fn free(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.columns.len()).filter(|column| !self.taken.contains(column))
    }

    fn take(&mut self, column: Option<usize>) -> Option<usize> {
        self.taken.extend(column);
        column
    }

    /// The column with the earliest name of the list.
    fn by_name(&mut self, names: &[&str], fits: impl Fn(&Profile) -> bool) -> Option<usize> {
        let of_name = |name: &&str| {
            self.free()
                .find(|&c| plain(&self.columns[c].name) == *name && fits(&self.columns[c]))
        };
        let found = names.iter().find_map(of_name);
        self.take(found)
    }

    fn any(&mut self, fits: impl Fn(&Profile) -> bool) -> Option<usize> {
        let found = self.free().find(|&column| fits(&self.columns[column]));
        self.take(found)
    }

    /// The column that fits, if no other does.
    fn only(&mut self, fits: impl Fn(&Profile) -> bool) -> Option<usize> {
        let mut fitting = self.free().filter(|&column| fits(&self.columns[column]));
        let found = fitting.next().filter(|_| fitting.next().is_none());
        drop(fitting);
        self.take(found)
    }

    /// The column of the longest values, rather one with spaces in them than one of numbers or dates.
    fn longest(&mut self) -> Option<usize> {
        let weight = |&column: &usize| {
            let column = &self.columns[column];
            let wordy = column.spaced * 4 >= column.filled().max(1);
            let typed = column.mostly(column.numbers) || column.mostly(column.dates) || column.nested > 0;
            (!typed, wordy, column.mean_chars())
        };
        // The first of equals.
        let found = self.free().rev().max_by_key(weight);
        self.take(found)
    }
}

fn holds_split(column: &Profile) -> bool {
    column.values.len() >= 2
        && column
            .values
            .keys()
            .all(|value| PARTS.contains(&plain(value).replace('_', "-").as_str()))
}

/// Whoever calls a column `label` means it, numbers or not; lists of votes are something else.
fn could_be_named_gold(column: &Profile) -> bool {
    column.nested == 0 && column.mean_chars() <= 64
}

fn could_be_gold(column: &Profile) -> bool {
    let distinct = column.values.len();
    column.rows >= 4
        && column.numbers == 0
        && column.dates == 0
        && column.nested == 0
        && (2..=50).contains(&distinct)
        && distinct * 2 <= column.filled()
        && column.mean_chars() <= 40
}

fn could_be_id(column: &Profile) -> bool {
    column.rows >= 3
        && column.all_distinct()
        && column.numbers == 0
        && column.dates == 0
        && column.nested == 0
        && column.spaced == 0
        && column.mean_chars() <= 64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mapping for columns of such values.
    fn mapping_of(columns: &[(&str, &[&str])]) -> Mapping {
        let profile = |(name, values): &(&str, &[&str])| {
            let mut profile = Profile::new(name);
            values
                .iter()
                .for_each(|value| profile.add(value, value.starts_with('[')));
            profile
        };
        guess(&columns.iter().map(profile).collect::<Vec<_>>())
    }

    fn parts(mapping: &Mapping) -> [&str; 4] {
        let name = |part: &Option<String>| part.clone().unwrap_or_default().leak() as &str;
        [
            mapping.text.clone().leak(),
            name(&mapping.id),
            name(&mapping.gold),
            name(&mapping.split),
        ]
    }

    const WORDS: &[&str] = &["a b c d", "some more words", "and others", "the last text"];

    #[test]
    fn names_come_first() {
        let columns: &[(&str, &[&str])] = &[
            ("Title", WORDS),
            ("ID", &["4", "3", "2", "1"]),
            ("Label", &["0", "1", "0", "1"]),
            ("Comment", WORDS),
        ];
        assert_eq!(parts(&mapping_of(columns)), ["Comment", "ID", "Label", ""]);
        assert_eq!(mapping_of(columns).fields, ["Title"]);
    }

    #[test]
    fn what_columns_hold_decides_without_names() {
        let columns: &[(&str, &[&str])] = &[
            ("p", &["x1", "x2", "x3", "x4"]),
            ("q", &["ham", "spam", "ham", "ham"]),
            ("r", WORDS),
            ("s", &["train", "test", "train", "train"]),
        ];
        assert_eq!(parts(&mapping_of(columns)), ["r", "p", "q", "s"]);
    }

    #[test]
    fn measures_votes_and_ids_of_groups_are_fields() {
        let columns: &[(&str, &[&str])] = &[
            ("stars", &["1", "2", "1", "2"]),
            ("label", &["[1]", "[2]", "[1]", "[2]"]),
            ("id", &["7", "7", "7", "9", "7"]),
            ("when", &["2013-11-07", "2013-11-07", "2013-11-08", "2013-11-08"]),
            ("text", WORDS),
        ];
        assert_eq!(parts(&mapping_of(columns)), ["text", "", "", ""]);
    }
}
