//! The reader of one array of records, at the top of the file or as the first list of objects in an object.

use super::object::Objects;
use super::value::ValueScanner;
use crate::formats::carry::{Carry, Cut};
use crate::formats::{BadRow, Place, Row, RowReader, RowSink};

/// A record that has not ended within this many bytes is taken to lack a quote or a bracket.
const RECORD_LIMIT: usize = 64 << 20;

/// A file in which so many records never end is not read on: each may cost a look at all that follows.
const MOST_RESTARTS: u32 = 100;

/// See the module.
#[derive(Default)]
pub(crate) struct ArrayReader {
    carry: Carry,
    elements: Elements,
}

impl RowReader for ArrayReader {
    fn push(&mut self, text: &str, sink: &mut dyn RowSink) {
        self.carry.push(text, &mut self.elements, sink);
    }

    fn finish(&mut self, sink: &mut dyn RowSink) {
        self.carry.finish(&mut self.elements, sink);
        self.elements.finish(sink);
    }
}

/// What comes next in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// The bracket of the array, or of the object around it.
    #[default]
    Start,
    /// A key of the object around the array.
    Key,
    /// The colon after a key.
    Colon,
    /// The value after a key: the list, or something to pass over.
    Value,
    /// The rest of a value that is passed over.
    Pass,
    /// A record of the array.
    Element,
    /// The array has ended, or the object around it; the rest of such an object is left out.
    After,
    /// Nothing that follows can be told apart: it is set aside line by line.
    Lost(&'static str),
}

/// What one step did.
enum Step {
    /// It read so many bytes.
    Took(usize),
    /// It needs more text.
    More,
}

#[derive(Default)]
struct Elements {
    stage: Stage,
    /// Whether the file is an object around the array.
    in_object: bool,
    found_list: bool,
    value: ValueScanner,
    objects: Objects,
    rows: u64,
    lines: u64,
    at: u64,
    restarts: u32,
}

impl Cut for Elements {
    fn cut(&mut self, text: &str, last: bool, sink: &mut dyn RowSink) -> usize {
        let mut start = 0;
        while start < text.len() {
            let Step::Took(taken) = self.step(&text[start..], last, sink) else {
                break;
            };
            let passed = &text.as_bytes()[start..start + taken];
            self.lines += memchr::memchr_iter(b'\n', passed).count() as u64;
            self.at += taken as u64;
            start += taken;
        }
        start
    }
}

impl Elements {
    fn step(&mut self, text: &str, last: bool, sink: &mut dyn RowSink) -> Step {
        let between = match self.stage {
            Stage::Element | Stage::Key => spaces(text, b","),
            Stage::Pass | Stage::Lost(_) => 0,
            Stage::After if self.in_object => text.len(),
            _ => spaces(text, b""),
        };
        // Between two tokens; a token that is under way begins with no space.
        if between > 0 {
            return Step::Took(between);
        }
        match self.stage {
            Stage::Start => self.start(text),
            Stage::Key => self.key(text, last),
            Stage::Colon => self.colon(text),
            Stage::Value => self.list_or_pass(text, last),
            Stage::Pass => self.pass(text, last),
            Stage::Element => self.element(text, last, sink),
            Stage::After => self.lose("This stands after the end of the array."),
            Stage::Lost(what) => self.lost(text, last, what, sink),
        }
    }

    fn start(&mut self, text: &str) -> Step {
        match text.as_bytes()[0] {
            b'[' => self.list(1),
            b'{' => {
                self.in_object = true;
                self.next(Stage::Key, 1)
            }
            _ => self.lose("A JSON file of records begins with [ or {, and this does not."),
        }
    }

    fn key(&mut self, text: &str, last: bool) -> Step {
        match text.as_bytes()[0] {
            b'}' => return self.next(Stage::After, 1),
            b'"' => {}
            _ => return self.lose("A key in quotes is expected here."),
        }
        match self.value.end(text.as_bytes()) {
            None if last => self.lose("The file ends inside this key."),
            None => Step::More,
            Some(end) => self.next(Stage::Colon, end),
        }
    }

    fn colon(&mut self, text: &str) -> Step {
        match text.as_bytes()[0] {
            b':' => self.next(Stage::Value, 1),
            _ => self.lose("A colon is expected after a key."),
        }
    }

    fn list_or_pass(&mut self, text: &str, last: bool) -> Step {
        if !text.starts_with('[') {
            return self.next(Stage::Pass, 0);
        }
        let inner = 1 + spaces(&text[1..], b"");
        match text.as_bytes().get(inner) {
            None if !last => Step::More,
            Some(b'{') => self.list(inner),
            _ => self.next(Stage::Pass, 0),
        }
    }

    fn pass(&mut self, text: &str, last: bool) -> Step {
        match self.value.end(text.as_bytes()) {
            None if last => self.lose("The file ends inside this value."),
            None => Step::More,
            Some(0) => self.lose("A value is expected here."),
            Some(end) => self.next(Stage::Key, end),
        }
    }

    fn element(&mut self, text: &str, last: bool, sink: &mut dyn RowSink) -> Step {
        if text.starts_with(']') {
            return self.next(Stage::After, 1);
        }
        match self.value.end(text.as_bytes()) {
            Some(0) => self.lose("A record is expected here."),
            Some(end) if end <= RECORD_LIMIT => {
                self.read(&text[..end], sink);
                self.next(Stage::Element, end)
            }
            // A number or word at the end of a file that lacks its bracket.
            None if last && !text.starts_with(['{', '[', '"']) => {
                self.read(text, sink);
                self.next(Stage::Element, text.len())
            }
            None if !last && self.value.looked() <= RECORD_LIMIT => Step::More,
            _ => self.restart(text, sink),
        }
    }

    fn read(&mut self, raw: &str, sink: &mut dyn RowSink) {
        let place = self.next_place();
        self.objects.read(raw, place, sink);
    }

    /// Sets a record that never ends aside, up to where the next record seems to begin.
    fn restart(&mut self, text: &str, sink: &mut dyn RowSink) -> Step {
        self.restarts += 1;
        let next = next_record(&text[..text.floor_char_boundary(RECORD_LIMIT)]);
        let Some(next) = next.filter(|_| self.restarts <= MOST_RESTARTS) else {
            return self.lose("This record never ends.");
        };
        let place = self.next_place();
        let reason = "This record never ends: a closing quote or bracket is missing, so it is set aside up to the \
                      next record. Correct it in the file and import it again.";
        sink.bad(BadRow::new(
            place,
            None,
            reason,
            text[..next].trim_end().trim_end_matches(','),
        ));
        self.next(Stage::Element, next)
    }

    fn lost(&mut self, text: &str, last: bool, what: &str, sink: &mut dyn RowSink) -> Step {
        let newline = memchr::memchr(b'\n', text.as_bytes());
        let Some(end) = newline.or(last.then_some(text.len())) else {
            return Step::More;
        };
        let line = &text[..end];
        if !line.trim().is_empty() {
            let place = self.next_place();
            let reason =
                format!("{what} From here on nothing is read; correct the file here and import it again.");
            sink.bad(BadRow::new(place, None, reason, line));
        }
        Step::Took(text.len().min(end + 1))
    }

    fn finish(&mut self, sink: &mut dyn RowSink) {
        let what = match self.stage {
            Stage::Element => "The file ends before the array does: records may be missing",
            Stage::Key | Stage::Colon | Stage::Value | Stage::Pass => {
                "The file ends before a list of records begins"
            }
            Stage::After if !self.found_list => "There is no list of objects in this object",
            _ => return,
        };
        let place = self.next_place();
        sink.bad(BadRow::new(
            place,
            None,
            format!("{what}. Check that the file is whole."),
            "",
        ));
    }

    fn next_place(&mut self) -> Place {
        self.rows += 1;
        Place {
            row: self.rows,
            line: self.lines + 1,
            byte: self.at,
        }
    }

    fn list(&mut self, taken: usize) -> Step {
        self.found_list = true;
        self.next(Stage::Element, taken)
    }

    fn next(&mut self, stage: Stage, taken: usize) -> Step {
        self.stage = stage;
        self.value = ValueScanner::default();
        Step::Took(taken)
    }

    fn lose(&mut self, what: &'static str) -> Step {
        self.next(Stage::Lost(what), 0)
    }
}

/// How many spaces (and such separators) the text begins with.
fn spaces(text: &str, separators: &[u8]) -> usize {
    let between = |byte: &u8| byte.is_ascii_whitespace() || separators.contains(byte);
    text.bytes().take_while(between).count()
}

/// Where, after the first, a record seems to begin: `{` after `},`.
fn next_record(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'{', bytes).skip(1).find(|&brace| {
        let before = text[..brace].trim_end();
        before
            .strip_suffix(',')
            .is_some_and(|before| before.trim_end().ends_with('}'))
    })
}

/// The key of the list of records in an object, as far as the text shows it.
pub(super) fn key_of_list(text: &str) -> Option<String> {
    let mut elements = Elements::default();
    let mut key = String::new();
    let mut rest = text;
    while !rest.is_empty() && !elements.found_list {
        let stage = elements.stage;
        let Step::Took(taken) = elements.step(rest, false, &mut Nowhere) else {
            return None;
        };
        if (stage, elements.stage) == (Stage::Key, Stage::Colon) {
            key = serde_json::from_str(&rest[..taken]).ok()?;
        }
        rest = &rest[taken..];
    }
    (elements.found_list && elements.in_object).then_some(key)
}

/// For looking ahead: no row is reached.
struct Nowhere;

impl RowSink for Nowhere {
    fn columns(&mut self, _names: &[String]) {}
    fn row(&mut self, _row: Row<'_>) {}
    fn bad(&mut self, _bad: BadRow) {}
}
