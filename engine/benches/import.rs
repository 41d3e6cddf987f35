//! How fast files are read, without building any index: `cargo bench -p labelloom-engine --profile native --bench
//! import [-- MEGABYTES]`. Prints one line a format; the files are generated, seeded and of short texts.

use std::fmt::Write as _;
use std::time::Instant;

use labelloom_engine::formats::import::{Importer, MappedRow, RecordSink};
use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::{Encoding, ReadOptions};

/// The chunk a browser's file stream might give.
const CHUNK: usize = 1 << 20;
const ROUNDS: usize = 3;

/// Appends the record of that id and text.
type WriteRow = fn(&mut String, u64, &str);

fn main() {
    // Cargo passes `--bench`; a number among the arguments is the size.
    let megabytes: usize = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(200);
    println!(
        "{:<20} {:>9} {:>10} {:>9} {:>8} {:>8}",
        "file", "MB", "rows", "bad", "ms", "MB/s"
    );
    let files: [(&str, &str, WriteRow); 6] = [
        ("csv", "csv", |file, id, text| csv_row(file, id, text, "")),
        ("csv, all quoted", "csv", |file, id, text| {
            csv_row(file, id, text, "\"")
        }),
        ("csv, quotes inside", "csv", |file, id, text| {
            put(
                file,
                format_args!("{id},\"so \"\"{text}\"\", he said\",{}\n", label(id)),
            );
        }),
        ("tsv", "tsv", |file, id, text| {
            put(file, format_args!("{id}\t{text}\t{}\n", label(id)))
        }),
        ("jsonl", "jsonl", json_row),
        ("json", "json", |file, id, text| {
            file.push(if id == 0 { '[' } else { ',' });
            json_row(file, id, text);
        }),
    ];
    for (name, format, row) in files {
        let file = generate(format, megabytes * 1_000_000, row);
        measure(name, format, &file);
    }
}

fn put(file: &mut String, row: std::fmt::Arguments<'_>) {
    file.write_fmt(row).expect("strings take all that is written");
}

fn csv_row(file: &mut String, id: u64, text: &str, quote: &str) {
    put(
        file,
        format_args!(
            "{quote}{id}{quote},{quote}{text}{quote},{quote}{}{quote}\n",
            label(id)
        ),
    );
}

fn json_row(file: &mut String, id: u64, text: &str) {
    put(
        file,
        format_args!(
            "{{\"id\":{id},\"text\":\"{text}\",\"label\":\"{}\"}}\n",
            label(id)
        ),
    );
}

fn label(id: u64) -> &'static str {
    if id.is_multiple_of(5) { "SPAM" } else { "HAM" }
}

/// Rows of one to about forty words, near 190 bytes with the rest, so that 200 MB are about a million rows.
fn generate(format: &str, bytes: usize, row: WriteRow) -> String {
    const WORDS: [&str; 16] = [
        "check",
        "out",
        "my",
        "channel",
        "this",
        "song",
        "is",
        "so",
        "good",
        "please",
        "subscribe",
        "café",
        "love",
        "the",
        "video",
        "1000",
    ];
    let mut file = match format {
        "csv" => "id,text,label\n".to_owned(),
        "tsv" => "id\ttext\tlabel\n".to_owned(),
        _ => String::new(),
    };
    let mut state = 1_u64;
    let mut next = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut text = String::new();
    let mut id = 0;
    while file.len() < bytes {
        text.clear();
        for _ in 0..=next(68) {
            text.push_str(WORDS[usize::try_from(next(16)).unwrap_or(0)]);
            text.push(' ');
        }
        row(&mut file, id, text.trim_end());
        id += 1;
    }
    if format == "json" {
        file.push(']');
    }
    file
}

/// Counts what it is given, so that no reading can be left out.
#[derive(Default)]
struct Count {
    bytes: usize,
}

impl RecordSink for Count {
    fn record(&mut self, row: MappedRow<'_>) {
        self.bytes += row.text.len() + row.gold.map_or(0, str::len);
    }
}

fn measure(name: &str, format: &str, file: &str) {
    let options = ReadOptions::of(format, Encoding::Utf8);
    let part = |name: &str| Some(name.to_owned());
    let mapping = Mapping {
        text: "text".to_owned(),
        id: part("id"),
        gold: part("label"),
        ..Mapping::default()
    };
    let mut best: Option<(f64, u64, u64)> = None;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut importer = Importer::new(&options, &mapping).expect("options of a known format");
        let mut count = Count::default();
        for chunk in file.as_bytes().chunks(CHUNK) {
            importer
                .push(chunk, &mut count)
                .expect("the mapped columns are there");
        }
        let report = importer.finish(&mut count).expect("the file has rows");
        let seconds = start.elapsed().as_secs_f64();
        assert!(std::hint::black_box(count.bytes) > 0);
        if best.is_none_or(|(least, ..)| seconds < least) {
            best = Some((seconds, report.rows_accepted, report.rows_bad));
        }
    }
    if let Some((seconds, rows, bad)) = best {
        let megabytes = file.len() as f64 / 1e6;
        let (ms, speed) = (seconds * 1e3, megabytes / seconds);
        println!("{name:<20} {megabytes:>9.1} {rows:>10} {bad:>9} {ms:>8.0} {speed:>8.0}");
    }
}
