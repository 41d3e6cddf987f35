//! JSONL: one JSON value a line.

use super::carry::{Carry, Cut};
use super::json::object::Objects;
use super::json::reads_alone;
use super::lines::{Line, Lines};
use super::{Place, ReadOptions, ReaderKind, RowReader, RowSink, Sample, Sniffed};

/// See the module.
pub(crate) struct Jsonl;

impl ReaderKind for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn title(&self) -> &'static str {
        "JSONL"
    }

    fn sentence(&self) -> &'static str {
        "One JSON object or JSON string a line."
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn score(&self, sample: &Sample<'_>) -> f32 {
        let named = sample.ends_with(self.endings());
        let mut lines = sample.text.lines().filter(|line| !line.trim().is_empty());
        let first = lines.next().unwrap_or("").trim();
        let reads = first.starts_with(['{', '"']) && reads_alone(first);
        match (named, reads) {
            (true, true) => 0.98,
            // One bad line does not make it another format.
            (true, false) => {
                if first.starts_with('[') {
                    0.9
                } else {
                    0.96
                }
            }
            (false, true) if first.starts_with('{') => 0.95,
            (false, true) if lines.next().is_none_or(reads_alone) => 0.7,
            _ => 0.0,
        }
    }

    fn guess(&self, sample: &Sample<'_>) -> Sniffed {
        Sniffed {
            options: ReadOptions::of("jsonl", sample.encoding),
            said: Vec::new(),
        }
    }

    fn open(&self, _options: &ReadOptions) -> Box<dyn RowReader> {
        Box::new(JsonlReader::default())
    }
}

#[derive(Default)]
struct JsonlReader {
    carry: Carry,
    rows: Rows,
}

#[derive(Default)]
struct Rows {
    lines: Lines,
    objects: Objects,
    rows: u64,
}

impl RowReader for JsonlReader {
    fn push(&mut self, text: &str, sink: &mut dyn RowSink) {
        self.carry.push(text, &mut self.rows, sink);
    }

    fn finish(&mut self, sink: &mut dyn RowSink) {
        self.carry.finish(&mut self.rows, sink);
    }
}

impl Cut for Rows {
    fn cut(&mut self, text: &str, last: bool, sink: &mut dyn RowSink) -> usize {
        let Self { lines, objects, rows } = self;
        lines.cut(text, last, |line: Line<'_>| {
            let value = line.text.trim_ascii_start();
            let byte = line.byte + (line.text.len() - value.len()) as u64;
            let value = value.trim_ascii_end();
            if value.is_empty() {
                return sink.blank();
            }
            *rows += 1;
            objects.read(
                value,
                Place {
                    row: *rows,
                    line: line.number,
                    byte,
                },
                sink,
            );
        })
    }
}
