//! Real files, when they are there: what a reader that reads by the book would get wrong.

mod support;

use std::path::PathBuf;

use labelloom_engine::formats::Encoding;
use labelloom_engine::formats::preview::{Preview, preview};
use labelloom_engine::formats::report::ReadReport;
use labelloom_engine::formats::sniff::HEAD_BYTES;
use support::import;

/// The file's preview and report; none, with a word, if it is absent.
fn read(path: &str) -> Option<(Preview, ReadReport)> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data")
        .join(path);
    let Ok(bytes) = std::fs::read(&full) else {
        println!("skipped: ../shared/data absent");
        return None;
    };
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let preview = preview(path, head, head.len() == bytes.len(), None).expect("a preview");
    let (_, report) = import(&bytes, &preview.options, &preview.mapping, 10_007).expect("an import");
    Some((preview, report))
}

fn counts(report: &ReadReport) -> (u64, u64) {
    (report.rows_accepted, report.rows_bad)
}

#[test]
fn sms_texts_that_begin_with_a_quote_are_all_read() {
    let Some((preview, report)) = read("sms_spam/sms.tsv") else {
        return;
    };
    assert_eq!(counts(&report), (5574, 0));
    assert_eq!((preview.options.header, preview.options.quotes), (false, false));
    assert_eq!(
        (preview.mapping.text.as_str(), preview.mapping.gold.as_deref()),
        ("column 2", Some("column 1"))
    );
    assert!(
        preview
            .said
            .iter()
            .any(|said| said.contains("24 cells begin with a quote")),
        "{:?}",
        preview.said
    );
}

#[test]
fn trec_is_plain_text_in_windows_1252_and_says_so() {
    let Some((preview, report)) = read("trec/TREC.train.all") else {
        return;
    };
    assert_eq!(counts(&report), (5452, 0));
    assert_eq!(
        (preview.options.format.as_str(), preview.options.encoding),
        ("text", Encoding::Windows1252)
    );
    assert!(
        preview.said.iter().any(|said| said.contains("Windows-1252")),
        "{:?}",
        preview.said
    );
}

#[test]
fn youtube_comments_are_mapped_by_name() {
    let files = [
        ("01-Psy", 350),
        ("02-KatyPerry", 350),
        ("03-LMFAO", 438),
        ("04-Eminem", 448),
        ("05-Shakira", 370),
    ];
    for (name, rows) in files {
        let Some((preview, report)) = read(&format!("youtube_spam/Youtube{name}.csv")) else {
            return;
        };
        assert_eq!(counts(&report), (rows, 0), "{name}");
        assert_eq!(
            (preview.mapping.text.as_str(), preview.mapping.gold.as_deref()),
            ("text", Some("label")),
            "{name}"
        );
    }
}

#[test]
fn jsonl_with_votes_keeps_its_numeric_label_as_gold() {
    let Some((preview, report)) = read("weak_supervision/sms/train.jsonl") else {
        return;
    };
    assert_eq!(counts(&report), (4502, 0));
    let mapping = preview.mapping;
    assert_eq!(
        (
            mapping.text.as_str(),
            mapping.id.as_deref(),
            mapping.gold.as_deref()
        ),
        ("text", Some("id"), Some("label"))
    );
    assert_eq!(mapping.fields, ["weak_labels"]);
}

#[test]
fn measures_are_never_gold_unless_named_so() {
    let Some((preview, report)) = read("jena_weather/jena_2024_14var.csv") else {
        return;
    };
    assert_eq!(counts(&report), (19_132, 0));
    assert_eq!(preview.mapping.gold, None);
}
