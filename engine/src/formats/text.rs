//! Plain text: one record a line.

use super::carry::{Carry, Cut};
use super::lines::{Line, Lines};
use super::{Cell, Place, ReadOptions, ReaderKind, Row, RowReader, RowSink, Sample, Sniffed};

/// See the module.
pub(crate) struct Text;

impl ReaderKind for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn title(&self) -> &'static str {
        "Plain text"
    }

    fn sentence(&self) -> &'static str {
        "One record a line; the line is the text."
    }

    fn endings(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn score(&self, sample: &Sample<'_>) -> f32 {
        if sample.ends_with(self.endings()) {
            0.5
        } else {
            0.1
        }
    }

    fn guess(&self, sample: &Sample<'_>) -> Sniffed {
        Sniffed {
            options: ReadOptions::of("text", sample.encoding),
            said: Vec::new(),
        }
    }

    fn open(&self, _options: &ReadOptions) -> Box<dyn RowReader> {
        Box::new(TextReader::default())
    }
}

#[derive(Default)]
struct TextReader {
    carry: Carry,
    rows: Rows,
}

#[derive(Default)]
struct Rows {
    lines: Lines,
    rows: u64,
}

impl RowReader for TextReader {
    fn push(&mut self, text: &str, sink: &mut dyn RowSink) {
        self.carry.push(text, &mut self.rows, sink);
    }

    fn finish(&mut self, sink: &mut dyn RowSink) {
        self.carry.finish(&mut self.rows, sink);
    }
}

impl Cut for Rows {
    fn cut(&mut self, text: &str, last: bool, sink: &mut dyn RowSink) -> usize {
        let rows = &mut self.rows;
        self.lines.cut(text, last, |line: Line<'_>| {
            if line.text.is_empty() {
                return sink.blank();
            }
            if *rows == 0 {
                sink.columns(&["text".to_owned()]);
            }
            *rows += 1;
            let place = Place {
                row: *rows,
                line: line.number,
                byte: line.byte,
            };
            sink.row(Row {
                place,
                raw: line.text,
                cells: &[Cell::Text(line.text)],
                image: None,
            });
        })
    }
}
