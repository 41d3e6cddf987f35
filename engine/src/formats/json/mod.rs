//! JSON: one array of records, read without ever holding more than one of them.

mod array;
pub(crate) mod object;
pub(crate) mod value;

use super::{ReadOptions, ReaderKind, RowReader, Sample, Sniffed};

/// The most objects and arrays in one another that a record may hold; the JSON library's own limit.
pub(crate) const DEEPEST: u64 = 127;

/// What is done with a record that cannot be read, and what the user can do.
pub(crate) const SET_ASIDE: &str = "Set aside; correct it in the file and import it again.";

/// See the module.
pub(crate) struct Json;

impl ReaderKind for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn title(&self) -> &'static str {
        "JSON"
    }

    fn sentence(&self) -> &'static str {
        "An array of objects or of texts, alone or inside one object."
    }

    fn endings(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn score(&self, sample: &Sample<'_>) -> f32 {
        let text = sample.text.trim_start();
        let named = sample.ends_with(self.endings());
        match text.as_bytes().first() {
            Some(b'[') if named || first_element_reads(text) => 0.97,
            // One object a line is JSONL, unless the only line holds the list.
            Some(b'{') if array::key_of_list(text).is_some() && !several_lines_read(text) => 0.97,
            Some(b'{') if named => 0.9,
            None if named => 0.9,
            _ => 0.0,
        }
    }

    fn guess(&self, sample: &Sample<'_>) -> Sniffed {
        let mut said = Vec::new();
        let text = sample.text.trim_start();
        if let (true, Some(key)) = (text.starts_with('{'), array::key_of_list(text)) {
            said.push(format!(
                "The records are read from the list \"{key}\"; what stands beside it is left out."
            ));
        }
        Sniffed {
            options: ReadOptions::of("json", sample.encoding),
            said,
        }
    }

    fn open(&self, _options: &ReadOptions) -> Box<dyn RowReader> {
        Box::new(array::ArrayReader::default())
    }
}

/// Whether what follows the bracket is a value, so that `[1] as a text` is no JSON.
fn first_element_reads(text: &str) -> bool {
    let first = text[1..].trim_start();
    let mut scanner = value::ValueScanner::default();
    match scanner.end(first.as_bytes()) {
        Some(0) => first.starts_with(']') && first[1..].trim().is_empty(),
        Some(end) => {
            let after = first[end..].trim_start();
            let goes_on = after.starts_with(',') || (after.starts_with(']') && after[1..].trim().is_empty());
            goes_on && first.starts_with(['{', '"', '['])
        }
        None => first.starts_with(['{', '"']),
    }
}

/// Whether the first two lines are a value each.
fn several_lines_read(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let mut reads = || lines.next().is_some_and(reads_alone);
    reads() && reads()
}

/// Whether the line is one whole JSON value, be it one that is nested too deep to be read.
pub(crate) fn reads_alone(line: &str) -> bool {
    let line = line.trim();
    let whole = value::ValueScanner::default().end(line.as_bytes()) == Some(line.len());
    whole && (value::depth(line) > DEEPEST || serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok())
}
