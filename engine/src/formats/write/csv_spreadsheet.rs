//! CSV for spreadsheets: what Excel and its like open as it is meant, at the price of cells that are changed.

use super::csv::put_cell;
use super::{ExportRecord, Header, Writer, WriterKind, cells};

/// The most characters a cell may have, as Excel counts them, in UTF-16 units.
const CELL_UNITS: usize = 32_767;
/// The most rows of a sheet, the header included.
const SHEET_ROWS: u64 = 1_048_576;

/// The same table as the [plain CSV](super::csv::Csv), changed in two ways. A byte order mark stands before it, by
/// which Excel knows UTF-8. A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be computed
/// as a formula when somebody opens the file: a `'` is put before it, and the writer says how often. A plain number
/// such as `-5` or `+1.5e3` is data and stays: a spreadsheet makes of it the number that it is.
pub(super) struct CsvSpreadsheet;

impl WriterKind for CsvSpreadsheet {
    fn name(&self) -> &'static str {
        "csv-spreadsheet"
    }

    fn title(&self) -> &'static str {
        "CSV for spreadsheets"
    }

    fn sentence(&self) -> &'static str {
        "The same table for Excel and its like: with a byte order mark, and with cells that look like formulas disarmed."
    }

    fn ending(&self) -> &'static str {
        ".spreadsheet.csv"
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn open(&self) -> Box<dyn Writer> {
        Box::new(SpreadsheetWriter::default())
    }
}

#[derive(Default)]
struct SpreadsheetWriter {
    rows: u64,
    disarmed: u64,
    too_long: u64,
}

impl Writer for SpreadsheetWriter {
    fn begin(&mut self, header: &Header, out: &mut Vec<u8>) {
        out.extend_from_slice("\u{FEFF}".as_bytes());
        for (place, name) in cells::columns(header).iter().enumerate() {
            self.put(out, place == 0, name);
        }
        self.end_row(out);
    }

    fn record(&mut self, header: &Header, record: &ExportRecord<'_>, out: &mut Vec<u8>) {
        let mut first = true;
        cells::visit(header, record, &mut |cell| {
            self.put(out, std::mem::take(&mut first), cell);
        });
        self.end_row(out);
    }

    fn end(&mut self, _header: &Header, _out: &mut Vec<u8>) -> Vec<String> {
        self.said()
    }
}

impl SpreadsheetWriter {
    fn put(&mut self, out: &mut Vec<u8>, first: bool, cell: &str) {
        // A character has at most as many UTF-16 units as UTF-8 bytes, so that short cells need no count.
        if cell.len() > CELL_UNITS && cell.encode_utf16().count() > CELL_UNITS {
            self.too_long += 1;
        }
        if is_formula(cell) {
            self.disarmed += 1;
            put_cell(out, first, &format!("'{cell}"));
        } else {
            put_cell(out, first, cell);
        }
    }

    fn end_row(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\r\n");
        self.rows += 1;
    }

    fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.disarmed > 0 {
            said.push(format!(
                "{} that a spreadsheet would compute as a formula got a ' before it. Choose CSV for the texts as they are.",
                cells_counted(self.disarmed)
            ));
        }
        if self.too_long > 0 {
            said.push(format!(
                "{} longer than {CELL_UNITS} characters, which Excel cuts. Choose CSV or JSON to work on with them.",
                cells_counted(self.too_long)
            ));
        }
        if self.rows > SHEET_ROWS {
            said.push(format!(
                "The table has {} rows and Excel opens the first {SHEET_ROWS} alone. Choose fewer records.",
                self.rows
            ));
        }
        said
    }
}

fn cells_counted(count: u64) -> String {
    match count {
        1 => "1 cell".to_owned(),
        _ => format!("{count} cells"),
    }
}

/// Whether a spreadsheet would compute the cell, or drop the blank before what it computes.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_plain_number(cell)
}

/// A sign, digits with at most one point, and an exponent: nothing that could name a cell or a function.
fn is_plain_number(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = |text: &str| text.strip_prefix(['+', '-']).unwrap_or(text).to_owned();
    let (mantissa, exponent) = cell.split_once(['e', 'E']).unwrap_or((cell, "0"));
    let mantissa = unsigned(mantissa);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((&mantissa, "0"));
    digits(whole) && digits(fraction) && digits(&unsigned(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_plain_numbers() {
        for formula in [
            "=1+1",
            "+1+1",
            "-1+cmd|' /C calc'!A0",
            "@SUM(A1)",
            "\tx",
            "\r=1",
            "-",
            "+",
            "--1",
            "-1.",
            "-1e",
            "+A1",
            "-1,5",
        ] {
            assert!(is_formula(formula), "{formula:?}");
        }
        for plain in [
            "-5", "+5", "-1.5", "+1.5e3", "-1E-9", "5", "", "a=1", " =1", "'=1", "e-mail",
        ] {
            assert!(!is_formula(plain), "{plain:?}");
        }
    }
}
