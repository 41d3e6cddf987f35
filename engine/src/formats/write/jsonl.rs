//! JSON Lines: one record a line and nothing else.

use super::line::{Line, put};
use super::{ExportRecord, Header, Writer, WriterKind};

/// One JSON object a record, with the same keys as the records of the [JSON export](super::json::Json); what that
/// says in its header is left out.
pub(super) struct Jsonl;

impl WriterKind for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn title(&self) -> &'static str {
        "JSON Lines"
    }

    fn sentence(&self) -> &'static str {
        "One record a line, as JSON: what training scripts and Hugging Face datasets read most easily."
    }

    fn ending(&self) -> &'static str {
        ".jsonl"
    }

    fn media_type(&self) -> &'static str {
        "application/jsonl"
    }

    fn open(&self) -> Box<dyn Writer> {
        Box::new(JsonlWriter)
    }
}

struct JsonlWriter;

impl Writer for JsonlWriter {
    fn begin(&mut self, _header: &Header, _out: &mut Vec<u8>) {}

    fn record(&mut self, header: &Header, record: &ExportRecord<'_>, out: &mut Vec<u8>) {
        put(out, &Line::new(header, record));
        out.push(b'\n');
    }

    fn end(&mut self, _header: &Header, _out: &mut Vec<u8>) -> Vec<String> {
        Vec::new()
    }
}
