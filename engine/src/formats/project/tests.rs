//! What is saved opens again, and what is no project says so.

use super::*;
use crate::corpus::{Corpus, CorpusBuilder};
use crate::error::Error;
use crate::formats::write::samples::{RECORDS, header, write};

#[derive(Default)]
struct Taken {
    corpus: CorpusBuilder,
    repeated: Vec<bool>,
    gold: Vec<Option<String>>,
    held_out: Vec<bool>,
}

impl ProjectSink for Taken {
    fn begin(&mut self, columns: &SavedColumns) {
        self.corpus.name_fields(&columns.fields);
    }

    fn record(&mut self, record: &SavedRecord<'_>) -> Result<()> {
        if record.text == "refuse me" {
            return Err(Error::new("Refused", ""));
        }
        self.corpus
            .push(record.id, record.text, record.fields.iter().copied());
        self.repeated.push(record.repeated);
        self.gold.push(record.gold.map(str::to_owned));
        self.held_out.push(record.held_out);
        Ok(())
    }
}

fn read(text: &str) -> Result<(ProjectFile, Taken)> {
    let mut taken = Taken::default();
    let file = ProjectFile::read(text.as_bytes(), &mut taken)?;
    Ok((file, taken))
}

fn sample() -> String {
    write("project", &header(), &RECORDS).0
}

fn error(text: &str) -> String {
    read(text).err().map(|error| error.to_string()).unwrap()
}

#[test]
fn everything_that_was_saved_is_there_again() {
    let mut saved = header();
    saved.gold.split_column = Some("part".to_owned());
    let (file, taken) = read(&write("project", &saved, &RECORDS).0).unwrap();
    assert_eq!(file.name, saved.project);
    assert_eq!(file.source, saved.source);
    assert_eq!(file.labels, saved.labels);
    assert_eq!(
        file.rules,
        saved
            .rules
            .iter()
            .map(|rule| rule.rule.clone())
            .collect::<Vec<_>>()
    );
    assert_eq!(
        (file.next_label, file.next_rule),
        (saved.next_label, saved.next_rule)
    );
    assert_eq!((&file.gold, file.split_seed), (&saved.gold.values, 1));
    assert_eq!(taken.repeated, RECORDS.map(|record| record.repeated));
    assert_eq!(taken.held_out, RECORDS.map(|record| record.held_out));
    let gold = RECORDS.map(|record| record.gold.map(|gold| gold.value.to_owned()));
    assert_eq!(taken.gold, gold);
    check_corpus(&taken.corpus.finish());
}

fn check_corpus(corpus: &Corpus) {
    for (index, record) in (0..).zip(&RECORDS) {
        assert_eq!(corpus.id(index), record.id);
        assert_eq!(corpus.text(index), record.text);
        let fields: Vec<Value<'_>> = corpus.fields().iter().map(|field| field.get(index)).collect();
        assert_eq!(fields, record.fields);
    }
}

#[test]
fn projects_are_told_from_other_json() {
    assert!(is_project(sample().as_bytes()));
    assert!(is_project(
        b"{ \"format\" : \"labelloom-project\", \"version\": 1"
    ));
    assert!(!is_project(write("json", &header(), &RECORDS).0.as_bytes()));
    assert!(!is_project(
        b"{\"text\":\"\\\"format\\\":\\\"labelloom-project\\\"\"}"
    ));
    assert!(!is_project(b""));
}

#[test]
fn a_file_that_was_laid_out_anew_is_the_same_project() {
    let value: serde_json::Value = serde_json::from_str(&sample()).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(read(&pretty).unwrap().1.corpus.len(), 4);
}

#[test]
fn fields_in_another_order_find_their_columns_and_absent_ones_are_missing() {
    let text = sample()
        .replace(r#"{"lang":"en","n":3.10}"#, r#"{"n":3.10,"lang":"en"}"#)
        .replace(r#"{"lang":"de","n":null}"#, r#"{"lang":"de"}"#);
    check_corpus(&read(&text).unwrap().1.corpus.finish());
    let unknown = sample().replace(r#"{"lang":"de","n":null}"#, r#"{"mood":"good"}"#);
    assert!(error(&unknown).contains("a field \"mood\" that \"fields\" does not name"));
}

#[test]
fn later_versions_and_other_files_are_named() {
    let later = sample()
        .replace("\"version\":1", "\"version\":3")
        .replace("\"name\":\"Messages\"", "\"name\":{}");
    assert!(error(&later).contains("saved as version 3"), "{}", error(&later));
    assert!(error("{\"records\":[]}").contains("this is no saved project"));
    assert!(error(&sample().replace("labelloom-project", "other")).contains("this is no saved project"));
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let cut = &sample()[..sample().len() - 20];
    assert!(error(cut).starts_with("line "), "{}", error(cut));
    let no_id = sample().replace("{\"id\":\"a2\",", "{");
    assert!(
        error(&no_id).contains("this record has no id"),
        "{}",
        error(&no_id)
    );
    let lost = sample().replace("\"label\":1,\"query\"", "\"label\":9,\"query\"");
    assert!(
        error(&lost).contains("rule \"free\" votes for a label"),
        "{}",
        error(&lost)
    );
    let refused = sample().replace("free lunch", "refuse me");
    assert!(error(&refused).contains("Refused"));
    let late = sample().replace("\"has_ids\":true,\n", "");
    assert!(error(&late).contains("\"has_ids\" must stand before \"records\""));
    assert!(error(&format!("{}x", sample())).contains("trailing characters"));
}
