//! Inputs that break importers: huge cells, deep nesting, files of nothing but structure. None may panic, hang or
//! take the good rows with it.

mod support;

use std::time::{Duration, Instant};

use labelloom_engine::formats::preview::preview;
use labelloom_engine::formats::{Encoding, READERS, ReadOptions};
use support::{import, only_text};

/// Far more than any of these takes, and far less than anything quadratic would.
const PATIENCE: Duration = Duration::from_secs(60);
const MIB: usize = 1 << 20;

fn utf8(format: &str) -> ReadOptions {
    ReadOptions::of(format, Encoding::Utf8)
}

#[test]
fn a_cell_of_10_mb_is_a_cell() {
    let long = "word, \"\"two\"\"\n".repeat(10 * MIB / 14);
    let csv = format!("id,text\n1,\"{long}\"\n2,b\n");
    let (records, report) = import(csv.as_bytes(), &utf8("csv"), &only_text("text"), 64 << 10).unwrap();
    assert_eq!((records.len(), report.rows_bad), (2, 0));
    assert_eq!(records[0].1, long.replace("\"\"", "\""));
    let seen = preview("long.csv", &csv.as_bytes()[..MIB], false, None).unwrap();
    assert_eq!(seen.mapping.text, "text");
    assert!(
        seen.columns
            .iter()
            .flat_map(|column| &column.examples)
            .all(|example| example.chars().count() <= 201)
    );
}

#[test]
fn a_line_of_10_mb_is_a_record_in_every_format() {
    let long = "a".repeat(10 * MIB);
    let files = [
        ("text", format!("{long}\nb\n")),
        ("csv", format!("text\n{long}\nb\n")),
        ("tsv", format!("text\n{long}\nb\n")),
        ("jsonl", format!("{{\"text\":\"{long}\"}}\n\"b\"\n")),
        ("json", format!("[{{\"text\":\"{long}\"}},\"b\"]")),
    ];
    for (format, file) in files {
        let (records, report) = import(file.as_bytes(), &utf8(format), &only_text("text"), 10_000).unwrap();
        assert_eq!((records.len(), report.rows_bad), (2, 0), "{format}");
        assert_eq!(records[0].1.len(), long.len(), "{format}");
    }
}

#[test]
fn nesting_of_10_000_is_set_aside_with_a_reason() {
    for depth in [10_000, 1_000_000] {
        let deep = format!(
            "{{\"text\":\"x\",\"deep\":{}{}}}",
            "[".repeat(depth),
            "]".repeat(depth)
        );
        for (format, file) in [
            ("json", format!("[{deep},{{\"text\":\"b\"}}]")),
            ("jsonl", format!("{deep}\n\"b\"\n")),
        ] {
            let (records, report) = import(file.as_bytes(), &utf8(format), &only_text("text"), 4096).unwrap();
            assert_eq!((records.len(), report.rows_bad), (1, 1), "{format}");
            let reason = &report.bad[0].reason;
            assert!(
                reason.contains(&format!("Nested {} deep", depth + 1)),
                "{format}: {reason}"
            );
            assert_eq!(report.bad[0].raw, deep.as_bytes(), "{format}");
        }
    }
}

#[test]
fn deep_nesting_does_not_hide_the_format() {
    let deep = format!("{{\"deep\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    for file in [
        format!("[{deep},{{\"text\":\"b\"}}]"),
        format!("{deep}\n{{\"text\":\"b\"}}\n"),
    ] {
        let seen = preview("deep.json", file.as_bytes(), true, None).unwrap();
        assert_eq!(
            (
                seen.rows_in_sample,
                seen.bad_in_sample,
                seen.mapping.text.as_str()
            ),
            (2, 1, "text")
        );
    }
}

#[test]
fn nothing_but_structure_ends_in_time() {
    let pieces: [&[u8]; 14] = [
        b"\"",
        b"\"\n",
        b",\"",
        b"\"a\n",
        b"[",
        b"{\"a",
        b"},{",
        b"\\",
        b"\r",
        b"\n",
        b",",
        b"\xFF",
        b"{\"a},{\"",
        b"\0",
    ];
    let start = Instant::now();
    for piece in pieces {
        let file = piece.repeat(MIB / piece.len());
        for kind in READERS {
            let result = import(&file, &utf8(kind.name()), &only_text("text"), 4096);
            if let Ok((records, report)) = result {
                assert_eq!(
                    records.len() as u64 + report.rows_bad,
                    report.rows_read,
                    "{} on {piece:?}",
                    kind.name()
                );
            }
            assert!(
                start.elapsed() < PATIENCE,
                "{} takes too long on {piece:?}",
                kind.name()
            );
        }
        let _ = preview("structure.csv", &file, true, None);
    }
}

#[test]
fn a_stray_quote_in_a_large_file_costs_one_row() {
    let mut csv = String::from("id,text\n");
    for row in 0..200_000 {
        csv.push_str(&format!(
            "{row},{}\n",
            if row == 77 { "\"open" } else { "some text" }
        ));
    }
    let options = ReadOptions {
        quotes: true,
        ..utf8("csv")
    };
    let (records, report) = import(csv.as_bytes(), &options, &only_text("text"), 64 << 10).unwrap();
    assert_eq!((records.len(), report.rows_bad), (199_999, 1));
    assert_eq!(
        (report.bad[0].row, report.bad[0].line, report.bad[0].column),
        (78, 79, Some(2))
    );
}

#[test]
fn a_record_of_ids_does_not_make_a_million_columns() {
    let file: String = (0..50_000)
        .map(|id| format!("{{\"text\":\"t\",\"id{id}\":1}}\n"))
        .collect();
    let start = Instant::now();
    let (records, report) = import(file.as_bytes(), &utf8("jsonl"), &only_text("text"), 64 << 10).unwrap();
    assert_eq!((records.len(), report.rows_bad), (999, 49_001));
    assert!(
        report.bad[0].reason.contains("more than 1000 columns"),
        "{}",
        report.bad[0].reason
    );
    assert!(start.elapsed() < PATIENCE);
}

#[test]
fn rows_set_aside_are_kept_within_bounds_and_counted_beyond() {
    let line = format!("{},x\n", "y".repeat(MIB));
    let file = format!("text\n{}", line.repeat(70));
    let (_, report) = import(file.as_bytes(), &utf8("csv"), &only_text("text"), MIB).unwrap();
    assert_eq!(
        (report.rows_bad, report.bad.len() as u64 + report.bad_dropped),
        (70, 70)
    );
    assert!(report.bad_dropped > 0 && report.bad_kept_bytes <= 64 << 20);
    assert!(
        report.said.iter().any(|said| said.contains("no longer kept")),
        "{:?}",
        report.said
    );
}
