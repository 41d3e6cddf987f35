//! What the fuzz targets check: no panic; cuts never change the result, and bad rows keep the file's bytes; a query
//! prints to one that reads to the same tree; what a rule file or a project lacks is said.

use labelloom_engine::formats::import::{Importer, MappedRow, RecordSink};
use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::preview::preview;
use labelloom_engine::formats::rule_file::RuleFile;
use labelloom_engine::formats::{Encoding, ReadOptions};
use labelloom_engine::rules::{Names, parse};
use labelloom_engine::session::reopen::Reopening;

#[derive(Default)]
struct Texts(Vec<String>);

impl RecordSink for Texts {
    fn record(&mut self, row: MappedRow<'_>) {
        self.0.push(row.text.to_owned());
    }
}

/// Reads the data in one format; its first two bytes choose the options and the size of the chunks.
pub fn read(format: &str, data: &[u8]) {
    let [choice, step, file @ ..] = data else { return };
    let encodings = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252];
    let options = ReadOptions {
        encoding: encodings[usize::from(choice & 3)],
        quotes: choice & 4 != 0,
        header: choice & 8 != 0,
        ..ReadOptions::of(format, Encoding::Utf8)
    };
    let text = if options.header || !format.ends_with("sv") { "text" } else { "column 1" };
    let mapping = Mapping { text: text.to_owned(), ..Mapping::default() };
    let whole = import(file, &options, &mapping, file.len());
    assert_eq!(whole, import(file, &options, &mapping, usize::from(*step)), "cuts change the result");
}

/// Every record's text and every bad row's reason, or the error.
fn import(
    file: &[u8],
    options: &ReadOptions,
    mapping: &Mapping,
    step: usize,
) -> Result<(Vec<String>, Vec<String>), String> {
    let mut texts = Texts::default();
    let mut importer = Importer::new(options, mapping).map_err(|error| error.to_string())?;
    for chunk in file.chunks(step.max(1)) {
        importer.push(chunk, &mut texts).map_err(|error| error.to_string())?;
    }
    let report = importer.finish(&mut texts).map_err(|error| error.to_string())?;
    for bad in &report.bad {
        let from = usize::try_from(bad.byte).expect("within the file");
        assert_eq!(&file[from..from + bad.raw.len()], &bad.raw[..], "raw bytes of {bad:?}");
    }
    Ok((texts.0, report.bad.into_iter().map(|bad| bad.reason).collect()))
}

/// Sniffs the data under a name that its first byte chooses, and shows a preview.
pub fn look(data: &[u8]) {
    let [choice, head @ ..] = data else { return };
    let names = ["a.csv", "a.tsv", "a.json", "a.jsonl", "a.txt", "a"];
    let name = names[usize::from(*choice) % names.len()];
    for complete in [true, false] {
        if let Ok(seen) = preview(name, head, complete, None) {
            preview(name, head, complete, Some(&seen.options)).expect("the options that were proposed");
        }
    }
}

/// Reads a query, and what it prints to; errors have their place in it.
pub fn query(data: &[u8]) {
    let Ok(written) = std::str::from_utf8(data) else { return };
    let names = Names::of_fields(["lang", "Order amount"]);
    match parse(written, &names) {
        Ok(parsed) => {
            let printed = parsed.condition.print();
            let again = parse(&printed, &names).unwrap_or_else(|error| panic!("{written} → {printed}: {error}"));
            assert_eq!(again.condition.print(), printed, "{written}");
            assert_eq!(again.condition.describe(), parsed.condition.describe(), "{written}");
        }
        Err(error) => {
            assert!(error.start <= error.end && error.end <= written.len(), "{error}");
            assert!(!error.what.is_empty() && !error.remedy.is_empty(), "{error}");
        }
    }
}

/// Reads the data as a rule file and as a saved project.
pub fn rule_file(data: &[u8]) {
    if let Err(error) = RuleFile::read(data) {
        assert!(!error.what.is_empty() && !error.remedy.is_empty());
    }
    if let Ok(mut project) = Reopening::new(data) {
        while project.step().is_some() {}
        drop(project.into_project());
    }
}
