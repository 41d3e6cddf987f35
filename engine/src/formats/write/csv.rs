//! CSV as RFC 4180 has it, to the byte.

use super::{ExportRecord, Header, Writer, WriterKind, cells};

/// A header, then a row a record, as [`cells`] says. UTF-8 without a byte order mark, CRLF after every row; a cell
/// with a comma, a quote or a line break stands in quotes. No cell is changed.
pub(super) struct Csv;

impl WriterKind for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn title(&self) -> &'static str {
        "CSV"
    }

    fn sentence(&self) -> &'static str {
        "A table with a row a record and a column a rule, exact to the byte, for scripts and for reading in again."
    }

    fn ending(&self) -> &'static str {
        ".csv"
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn open(&self) -> Box<dyn Writer> {
        Box::new(CsvWriter)
    }
}

struct CsvWriter;

impl Writer for CsvWriter {
    fn begin(&mut self, header: &Header, out: &mut Vec<u8>) {
        for (place, name) in cells::columns(header).iter().enumerate() {
            put_cell(out, place == 0, name);
        }
        out.extend_from_slice(b"\r\n");
    }

    fn record(&mut self, header: &Header, record: &ExportRecord<'_>, out: &mut Vec<u8>) {
        let mut first = true;
        cells::visit(header, record, &mut |cell| {
            put_cell(out, std::mem::take(&mut first), cell);
        });
        out.extend_from_slice(b"\r\n");
    }

    fn end(&mut self, _header: &Header, _out: &mut Vec<u8>) -> Vec<String> {
        Vec::new()
    }
}

/// Appends a cell of a CSV file, behind a comma unless it is the first of its row, and in quotes where it needs them.
pub fn put_cell(out: &mut Vec<u8>, first: bool, cell: &str) {
    if !first {
        out.push(b',');
    }
    if !cell.contains([',', '"', '\r', '\n']) {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    out.push(b'"');
    for &byte in cell.as_bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}
