//! Laws for all writers, and small files that a person can check.

use super::samples::{RECORDS, header, write};
use super::*;
use crate::labels::LabelSet;

#[test]
fn writers_describe_themselves() {
    for (place, kind) in WRITERS.iter().enumerate() {
        let name = kind.name();
        assert!(
            WRITERS[..place].iter().all(|other| other.name() != name),
            "{name} twice"
        );
        assert!(
            WRITERS[..place]
                .iter()
                .all(|other| other.ending() != kind.ending()),
            "{name}: two files of one project would overwrite each other"
        );
        assert!(!kind.title().is_empty(), "{name} needs a title");
        assert!(
            kind.sentence().ends_with('.'),
            "{name}: end the sentence with a full stop"
        );
        assert!(
            kind.ending().starts_with('.'),
            "{name}: begin the ending with its dot"
        );
        assert!(kind.media_type().contains('/'), "{name} needs a media type");
    }
}

#[test]
fn writers_write_the_same_bytes_twice_and_no_record_too() {
    for kind in WRITERS {
        let once = write(kind.name(), &header(), &RECORDS);
        assert_eq!(once, write(kind.name(), &header(), &RECORDS), "{}", kind.name());
        let (empty, _) = write(kind.name(), &header(), &[]);
        if kind.media_type() == "application/json" {
            assert!(
                serde_json::from_str::<serde_json::Value>(&empty).is_ok(),
                "{}: {empty}",
                kind.name()
            );
        }
    }
}

#[test]
fn the_documented_json_is_what_is_written() {
    let (json, said) = write("json", &header(), &RECORDS);
    assert_eq!(json, documented(include_str!("example.json")), "\n{json}");
    assert!(said.is_empty());
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
}

#[test]
fn the_documented_project_is_what_is_written() {
    let (json, _) = write("project", &header(), &RECORDS);
    assert_eq!(json, documented(include_str!("example.project.json")), "\n{json}");
}

/// An example as the present version writes it.
fn documented(example: &str) -> String {
    example.replace("labelloom 0.1.0", PROGRAM)
}

#[test]
fn json_lines_are_the_records_of_the_json_export() {
    let (json, _) = write("json", &header(), &RECORDS);
    let (jsonl, _) = write("jsonl", &header(), &RECORDS);
    let (_, records) = json.split_once("\"records\":[\n").unwrap();
    assert_eq!(
        records,
        format!("{}\n]}}\n", jsonl.trim_end().replace("}\n{", "},\n{"))
    );
    assert_eq!(jsonl.lines().count(), RECORDS.len());
}

#[test]
fn without_a_model_there_are_votes_and_no_labels() {
    let mut header = header();
    header.filter.model = None;
    let records = RECORDS.map(|record| ExportRecord {
        posterior: None,
        winners: &[],
        ..record
    });
    let (jsonl, _) = write("jsonl", &header, &records[..1]);
    assert_eq!(
        jsonl,
        "{\"id\":\"a1\",\"text\":\"Win a free prize, now\",\"fields\":{\"lang\":\"en\",\"n\":3.10},\"gold\":\"SPAM\",\
         \"split\":\"dev\",\"votes\":[{\"rule\":\"free\",\"label\":\"SPAM\"}]}\n"
    );
    let (csv, _) = write("csv", &header, &records[..1]);
    assert_eq!(
        csv,
        "id,text,lang,n,gold,rule:free,rule:lunch,hard:sign\r\na1,\"Win a free prize, now\",en,3.10,SPAM,SPAM,,\r\n"
    );
}

#[test]
fn where_an_end_model_labels_every_label_says_where_it_comes_from() {
    let mut header = header();
    header.filter.end_model = Some(EndModelNote {
        features: vec!["words".to_owned()],
        c: 1.0,
        trained_on: 3,
    });
    let by_end_model = ExportRecord {
        posterior: Some(&[0.75, 0.25]),
        winners: &[0],
        by: LabeledBy::EndModel,
        ..RECORDS[1]
    };
    let (jsonl, _) = write("jsonl", &header, &[RECORDS[0], RECORDS[2], by_end_model]);
    let source =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["label_source"].clone();
    let sources: Vec<serde_json::Value> = jsonl.lines().map(source).collect();
    assert_eq!(
        sources,
        [
            serde_json::json!("rules"),
            serde_json::Value::Null,
            "end model".into()
        ]
    );
    let (csv, _) = write("csv", &header, &[by_end_model]);
    assert!(csv.contains(",label,tied,label_source,p:HAM,"), "{csv}");
    assert!(csv.contains(",HAM,,end model,0.75,0.25,"), "{csv}");
    let (json, _) = write("json", &header, &[]);
    let lineage = &serde_json::from_str::<serde_json::Value>(&json).unwrap()["lineage"];
    assert_eq!(lineage["end_model"]["trained_on"], 3);
}

#[test]
fn csv_to_the_byte() {
    let (csv, said) = write("csv", &header(), &RECORDS);
    let rows = [
        "id,text,lang,n,gold,label,tied,p:HAM,p:SPAM,rule:free,rule:lunch,hard:sign",
        "a1,\"Win a free prize, now\",en,3.10,SPAM,SPAM,,0.0,1.0,SPAM,,",
        "a2,\"Two\n\"\"lines\"\" 💩\",de,,,,,,,,,",
        "a3,free lunch,,\"[1,\n 2]\",hm,,HAM|SPAM,0.5,0.5,SPAM,HAM,",
        "a3#2,=lunch,,-5,HAM,HAM,,1.0,0.0,,HAM,not:SPAM",
    ];
    assert_eq!(csv, rows.map(|row| format!("{row}\r\n")).concat());
    assert!(said.is_empty());
}

#[test]
fn spreadsheets_get_formulas_disarmed_and_are_told() {
    let (csv, said) = write("csv-spreadsheet", &header(), &RECORDS);
    let (plain, _) = write("csv", &header(), &RECORDS);
    assert_eq!(csv, format!("\u{FEFF}{}", plain.replace(",=lunch,", ",'=lunch,")));
    assert_eq!(said.len(), 1);
    assert!(
        said[0].starts_with("1 cell that a spreadsheet would compute"),
        "{}",
        said[0]
    );
}

#[test]
fn spreadsheets_are_warned_of_cells_that_excel_cuts() {
    let long = "💩".repeat(16_384);
    let record = ExportRecord {
        text: &long,
        ..RECORDS[0]
    };
    assert!(write("csv-spreadsheet", &header(), &[record]).1[0].contains("longer than 32767"));
    let fits = "💩".repeat(16_383);
    let record = ExportRecord {
        text: &fits,
        ..RECORDS[0]
    };
    assert!(write("csv-spreadsheet", &header(), &[record]).1.is_empty());
}

#[test]
fn fields_called_like_our_columns_are_told_apart() {
    let mut header = header();
    header.fields = vec!["label".to_owned(), "rule:free".to_owned()];
    header.labels = LabelSet::from_names(["HAM"]);
    let (csv, _) = write("csv", &header, &[]);
    assert_eq!(
        csv,
        "id,text,field:label,field:rule:free,gold,label,tied,p:HAM,rule:free,rule:lunch,hard:sign\r\n"
    );
}

#[test]
fn a_split_column_stays_a_column() {
    let mut header = header();
    header.gold.split_column = Some("part".to_owned());
    let (csv, _) = write("csv", &header, &RECORDS);
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert!(
        rows[0].starts_with("id,text,lang,n,gold,split,label,"),
        "{}",
        rows[0]
    );
    assert!(rows[1].contains(",SPAM,dev,SPAM,"), "{}", rows[1]);
    assert!(rows[4].contains(",HAM,held-out,HAM,"), "{}", rows[4]);
}

#[test]
fn probabilities_read_back_to_the_same_bits() {
    let third = [1.0 / 3.0, 2.0 / 3.0];
    let record = ExportRecord {
        posterior: Some(&third),
        winners: &[1],
        ..RECORDS[0]
    };
    let (jsonl, _) = write("jsonl", &header(), &[record]);
    let read: serde_json::Value = serde_json::from_str(&jsonl).unwrap();
    assert_eq!(read["probabilities"]["HAM"].as_f64(), Some(third[0]));
    assert!(
        write("csv", &header(), &[record])
            .0
            .contains(",0.3333333333333333,0.6666666666666666,")
    );
}

#[test]
fn the_rule_file_reads_back() {
    let (text, _) = write("rules", &header(), &[]);
    let file = crate::formats::rule_file::RuleFile::read(text.as_bytes()).unwrap();
    assert_eq!(file.labels, ["HAM", "SPAM"]);
    assert_eq!(file.rules[0].query, "free, \"prize\"");
    assert!(file.rules[2].against && file.rules[2].hard);
    let column = file.rules[3].column.as_ref().unwrap();
    assert_eq!(column.values, [("de".to_owned(), "HAM".to_owned())]);
}
