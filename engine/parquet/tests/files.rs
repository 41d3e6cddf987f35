//! Files of several writers (`tests/parquet/write.py`): all hold what is in `rows.jsonl`, whatever codec, encoding and version.

mod support;

use labelloom_parquet::{Job, Wanted};
use serde_json::{Value, json};
use support::{cells, file, made, named, numbers, refused, rows};

fn expected() -> Vec<Value> {
    let lines = String::from_utf8(support::bytes("rows.jsonl")).expect("rows in UTF-8");
    lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("rows in UTF-8"))
        .collect()
}

#[test]
fn every_writer_codec_and_encoding_gives_the_same_rows() {
    let expected = expected();
    for name in [
        "none", "snappy", "gzip", "zstd", "lz4", "groups", "pages-v1", "pages-v2", "deltas", "polars",
        "duckdb",
    ] {
        let rows = rows(&format!("rows-{name}"));
        assert_eq!(rows.len(), expected.len(), "{name}");
        for (row, expected) in rows.iter().zip(&expected) {
            assert_eq!(row, expected, "{name}");
        }
    }
}

#[test]
fn every_kind_of_value_is_written_as_people_know_it() {
    let expected = json!({
        "text": "a text", "large": "größe", "bytes that are text": "old", "truth": true, "tiny": -128,
        "count": 4_294_967_295u32, "long count": u64::MAX, "half": 0.5, "float": 0.1, "double": 1e300, "no number": "NaN",
        "date": "2024-02-29", "time": "23:59:59.000001", "local": "2024-02-29T12:30:15.250",
        "moment": "2024-02-29T12:30:15.250Z", "nanos": "2024-02-29T12:30:15.250",
        "struct": {"a": 1, "b": [0.5, null]}, "lists": [[1, 2], [], null, [3]],
        "structs": [{"k": "x", "v": 1}, {"k": null, "v": null}], "map": {"a": 1, "b": null}, "halves": [1.5, -2.0],
        "fixed": [1.5, 2.5], "nothing": null,
    });
    for name in ["kinds", "kinds-v2"] {
        let (rows, head) = (rows(name), support::head(name));
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(rows[0][key], *value, "{name}, {key}");
            assert_eq!(rows[1][key], Value::Null, "{name}, {key}");
        }
        let row = &cells(name)[0];
        assert_eq!(named(name, row, "decimal"), "-1234.500", "{name}");
        assert_eq!(named(name, row, "small decimal"), "0.07", "{name}");
        let said: Vec<&str> = head["said"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let bytes = [
            "The column \"fixed bytes\" is left out: it holds bytes.",
            "The column \"bytes\" is left out: it holds bytes that are no text.",
        ];
        assert_eq!(said, bytes, "{name}");
    }
    assert_eq!(rows("int96")[0]["when"], "2024-02-29T12:30:15.250");
}

#[test]
fn classes_of_hugging_face_have_their_names() {
    let head = support::head("huggingface");
    assert_eq!(
        head["columns"][1],
        json!({"name": "label", "classes": ["negative", "neutral", "positive"]})
    );
    assert!(
        head["said"][0]
            .as_str()
            .unwrap()
            .contains("\"image\" is left out"),
        "{head}"
    );
    let rows = rows("huggingface");
    let labels: Vec<&Value> = rows.iter().map(|row| &row["label"]).collect();
    assert_eq!(
        labels,
        [
            &json!("positive"),
            &json!("negative"),
            &json!("positive"),
            &Value::Null
        ]
    );
    assert_eq!(rows[0]["others"], json!(["negative", "neutral"]));
}

#[test]
fn a_row_whose_bytes_are_no_text_is_set_aside_with_them() {
    let (pack, _) = made("not-utf8", &Wanted::Table).unwrap();
    let read = support::Pack::read(&pack);
    assert_eq!((read.rows.len(), read.set_aside.len()), (71, 1));
    let (column, reason, raw) = &read.set_aside[0];
    assert_eq!(
        (*column, raw.as_slice()),
        (1, &b"{\"text\":\"\xFF\\\"b\",\"n\":70}"[..])
    );
    assert!(reason.contains("no UTF-8"), "{reason}");
}

#[test]
fn the_file_is_known_by_its_own_fingerprint() {
    let (pack, _) = made("rows-snappy", &Wanted::Table).unwrap();
    let head = support::Pack::read(&pack).head;
    assert_eq!(head["bytes"], support::bytes("rows-snappy.parquet").len());
    // sha256sum of the file, taken by the tests' own way.
    assert_eq!(head["sha256"], support::sha256("rows-snappy.parquet"));
    assert_eq!(support::head("rows-snappy")["sha256"], "");
}

#[test]
fn lists_of_numbers_are_the_array_that_numpy_saved() {
    let saved = support::bytes("embeddings.npy");
    assert_eq!(numbers("embeddings", None).unwrap(), saved);
    // The other column of lists is called otherwise.
    assert_eq!(numbers("embeddings-double", None).unwrap(), saved);
    assert_eq!(numbers("embeddings-double", Some("vector")).unwrap(), saved);
    assert_eq!(numbers("embeddings-half", None).unwrap().len(), saved.len());
    assert_eq!(numbers("rows-none", None).unwrap().len(), 128 + 240 * 3 * 4);
}

#[test]
fn what_can_be_no_embeddings_is_said_with_its_place() {
    let told = |name: &str, column: Option<&str>| numbers(name, column).unwrap_err().to_string();
    assert!(
        told("embeddings-ragged", None)
            .contains("row 2, column \"e\" has 1 numbers, and those before it have 2")
    );
    assert!(told("embeddings-missing", None).contains("no list of numbers at row 2"));
    assert!(told("embeddings-two", None).contains("several columns with lists of numbers: \"a\", \"b\""));
    assert!(told("embeddings-two", Some("c")).contains("Choose one of \"a\", \"b\""));
    assert!(told("huggingface", None).contains("no column with lists of numbers"));
    assert!(told("empty", None).contains("no rows"));
}

#[test]
fn what_is_not_read_is_refused_by_name() {
    assert!(
        refused("brotli").contains("compressed by Brotli"),
        "{}",
        refused("brotli")
    );
    assert!(
        refused("brotli").contains("compression=\"snappy\""),
        "{}",
        refused("brotli")
    );
    let no_file = Job::new(
        Box::new(labelloom_parquet::Bytes(b"PAR1PAR1".to_vec())),
        &Wanted::Table,
    );
    assert!(no_file.err().unwrap().what.contains("too short"));
    let encrypted = Job::new(
        Box::new(labelloom_parquet::Bytes(b"PARE............PARE".to_vec())),
        &Wanted::Table,
    );
    assert!(encrypted.err().unwrap().what.contains("encrypted"));
    assert!(rows("empty").is_empty());
}

#[test]
fn a_job_says_how_far_it_is() {
    let (mut job, mut out) = Job::new(file("rows-groups"), &Wanted::Table).unwrap();
    let mut told = Vec::new();
    while let Some(progress) = job.step(&mut out).unwrap() {
        told.push(progress);
    }
    assert!(
        told[0].is_fingerprint
            && told
                .last()
                .is_some_and(|last| last.done == 240 && last.total == 240)
    );
}
