//! Laws of importing, over generated files.

mod support;

use labelloom_engine::formats::preview::preview;
use labelloom_engine::formats::{Encoding, READERS, ReadOptions};
use proptest::collection::vec;
use proptest::prelude::*;
use support::{Noted, import, only_text};

/// Pieces that files are made of: structure, line ends, halves of characters, plain words.
fn any_file() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&[u8]> = vec![
        b"\"",
        b"\"\"",
        b",",
        b"\t",
        b"\n",
        b"\r\n",
        b"\r",
        b"[",
        b"]",
        b"{",
        b"}",
        b":",
        b"\"text\":",
        b"\\",
        b"\\ud83d",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\xC3",
        b"\xA9",
        b"\xF0\x9F",
        b"\0",
        b"a",
        b"text",
        b"1",
        b" ",
        b"null",
        b"{\"text\":\"a\"}",
        b",{\"text\":\"b\"}",
        b"[{\"text\":1}",
        "é".as_bytes(),
        "😀".as_bytes(),
        b"\xD8\x3D",
    ];
    vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

fn any_options() -> impl Strategy<Value = ReadOptions> {
    let formats: Vec<&str> = READERS.iter().map(|kind| kind.name()).collect();
    let encodings = vec![
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Windows1252,
    ];
    (
        prop::sample::select(formats),
        prop::sample::select(encodings),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(format, encoding, quotes, header)| ReadOptions {
            quotes,
            header,
            ..ReadOptions::of(format, encoding)
        })
}

/// Everything an import gives, or its error.
fn outcome(file: &[u8], options: &ReadOptions, step: usize) -> Result<(Vec<Noted>, String), String> {
    let text = if options.header || !options.format.ends_with("sv") {
        "text"
    } else {
        "column 1"
    };
    let (records, report) =
        import(file, options, &only_text(text), step).map_err(|error| error.to_string())?;
    let raw: Vec<&[u8]> = report.bad.iter().map(|bad| bad.raw.as_slice()).collect();
    Ok((records, format!("{report:?} {raw:?}")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cuts_never_change_the_result(file in any_file(), options in any_options(), step in 1_usize..9) {
        prop_assert_eq!(outcome(&file, &options, step), outcome(&file, &options, file.len()));
    }

    #[test]
    fn bad_rows_keep_the_bytes_they_have_in_the_file(file in any_file(), options in any_options()) {
        let text = if options.header || !options.format.ends_with("sv") { "text" } else { "column 1" };
        if let Ok((_, report)) = import(&file, &options, &only_text(text), 7) {
            for bad in &report.bad {
                let from = usize::try_from(bad.byte).unwrap();
                prop_assert_eq!(file.get(from..from + bad.raw.len()), Some(bad.raw.as_slice()), "{:?}", bad);
            }
            prop_assert_eq!(report.rows_read, report.rows_accepted + report.rows_bad);
        }
    }

    #[test]
    fn any_bytes_have_a_preview_or_an_error(file in any_file(), name in "[a-z]{0,3}\\.(csv|tsv|json|jsonl|txt|bin)") {
        let _ = preview(&name, &file, true, None);
        let _ = preview(&name, &file, false, None);
    }

    #[test]
    fn what_is_written_as_csv_is_read_as_it_was(
        rows in vec((".*", "(?s).{0,20}"), 1..20),
        end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut file = format!("a,text{end}");
        for (first, text) in &rows {
            file.push_str(&format!("{},{}{end}", quoted(first), quoted(text)));
        }
        let options = ReadOptions::of("csv", Encoding::Utf8);
        let (records, report) = import(file.as_bytes(), &options, &only_text("text"), 5).unwrap();
        prop_assert_eq!(report.rows_bad, 0);
        let texts: Vec<&String> = records.iter().map(|(_, text, _)| text).collect();
        prop_assert_eq!(texts, rows.iter().map(|(_, text)| text).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_written_as_jsonl_is_read_as_it_was(texts in vec("(?s).{0,20}", 1..20)) {
        let line = |text: &String| serde_json::json!({ "text": text }).to_string();
        let file = texts.iter().map(line).collect::<Vec<_>>().join("\n");
        let (records, report) =
            import(file.as_bytes(), &ReadOptions::of("jsonl", Encoding::Utf8), &only_text("text"), 5).unwrap();
        prop_assert_eq!(report.rows_bad, 0);
        prop_assert_eq!(records.into_iter().map(|(_, text, _)| text).collect::<Vec<_>>(), texts);
    }
}
