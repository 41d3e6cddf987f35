//! Exports of a small project: which records, what is said, and what can be opened again.

use crate::formats::preview::preview;
use crate::formats::rule_file::RuleFile;
use crate::job::Step;
use crate::session::import::{ImportPlan, ImportRun};
use crate::session::reopen::Reopening;
use crate::session::reply::FileReply;
use crate::session::request::{ExportOptions, Include};
use crate::session::{Project, edit::Edit};

const DATA: &str = "id,text,label,lang\n\
    a,check out my channel,SPAM,en\n\
    b,I love this song,HAM,en\n\
    c,love my channel,SPAM,en\n\
    d,\"so, good\",HAM,de\n\
    d,free money,spam?,en\n";

const RULES: &str = r#"{"version":1,"labels":["HAM","SPAM"],"rules":[
{"name":"channel","label":"SPAM","query":"channel"},
{"name":"love","label":"HAM","query":"love"},
{"name":"money","label":"SPAM","query":"money","enabled":false}
]}
"#;

fn project(name: &str) -> Project {
    let head = preview("data.csv", DATA.as_bytes(), true, None).unwrap();
    let plan = ImportPlan {
        source_name: "data.csv".into(),
        project_name: name.into(),
        options: head.options,
        mapping: head.mapping,
        labels: Some(vec!["HAM".into(), "SPAM".into()]),
    };
    let mut run = ImportRun::new(plan).unwrap();
    run.push(DATA.as_bytes()).unwrap();
    let mut project = run.into_project().unwrap();
    project
        .load_rules(&RuleFile::read(RULES.as_bytes()).unwrap())
        .unwrap();
    project
}

fn options(format: &str) -> ExportOptions {
    ExportOptions {
        augmented: Default::default(),
        format: format.into(),
        model: Some("majority".into()),
        include: Include::All,
        threshold: 0.0,
        at: None,
    }
}

fn export(project: &Project, options: &ExportOptions) -> FileReply {
    let mut job = project.export(options).unwrap();
    loop {
        if let Step::Done(file) = job.step(project) {
            return file;
        }
    }
}

fn text(project: &Project, options: &ExportOptions) -> String {
    String::from_utf8(export(project, options).bytes).unwrap()
}

fn ids(project: &Project, include: Include, model: bool, threshold: f64) -> Vec<String> {
    let options = ExportOptions {
        include,
        threshold,
        model: model.then(|| "majority".to_owned()),
        ..options("jsonl")
    };
    let id = |line: &str| -> String {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        record["id"].as_str().unwrap().to_owned()
    };
    let ids: Vec<String> = text(project, &options).lines().map(id).collect();
    let preview = project.export_preview(&options).unwrap();
    assert_eq!(
        (preview.records as usize, preview.left_out as usize),
        (ids.len(), 5 - ids.len())
    );
    ids
}

#[test]
fn the_choice_of_records() {
    let project = project("data");
    assert_eq!(
        ids(&project, Include::All, true, 0.0),
        ["a", "b", "c", "d", "d#2"]
    );
    assert_eq!(ids(&project, Include::Labeled, true, 0.0), ["a", "b"]);
    assert_eq!(ids(&project, Include::Labeled, false, 0.0), ["a", "b", "c"]);
    assert_eq!(ids(&project, Include::Gold, true, 0.0), ["a", "b", "c", "d"]);
    assert_eq!(ids(&project, Include::Uncovered, true, 0.0), ["d", "d#2"]);
    assert_eq!(ids(&project, Include::Conflicted, true, 0.0), ["c"]);
    assert_eq!(ids(&project, Include::All, true, 0.5), ["a", "b", "c"]);
    assert_eq!(ids(&project, Include::All, true, 0.51), ["a", "b"]);
    assert_eq!(ids(&project, Include::All, false, 0.51).len(), 5);
}

#[test]
fn csv_of_the_project_by_hand() {
    let lines = [
        "id,text,lang,gold,label,tied,p:HAM,p:SPAM,rule:channel,rule:love",
        "a,check out my channel,en,SPAM,SPAM,,0.0,1.0,SPAM,",
        "b,I love this song,en,HAM,HAM,,1.0,0.0,,HAM",
        "c,love my channel,en,SPAM,,HAM|SPAM,0.5,0.5,SPAM,HAM",
        "d,\"so, good\",de,HAM,,,,,,",
        "d#2,free money,en,spam?,,,,,,",
    ];
    let file = export(&project("My data, 2!"), &options("csv"));
    assert_eq!(
        String::from_utf8(file.bytes).unwrap(),
        lines.map(|line| format!("{line}\r\n")).concat()
    );
    assert_eq!(
        (file.name.as_str(), file.mime.as_str()),
        ("my-data-2.csv", "text/csv")
    );
    assert_eq!(
        file.said,
        [
            "1 record is tied: exported without a label, with the labels that tie.",
            "2 records are without a vote: exported without a label and without probabilities."
        ]
    );
}

#[test]
fn records_of_a_project_without_labels_are_exported_without_any() {
    let head = preview("data.csv", b"text\none\ntwo\n", true, None).unwrap();
    let plan = ImportPlan {
        source_name: "data.csv".into(),
        project_name: "bare".into(),
        options: head.options,
        mapping: head.mapping,
        labels: None,
    };
    let mut run = ImportRun::new(plan).unwrap();
    run.push(b"text\none\ntwo\n").unwrap();
    let project = run.into_project().unwrap();
    for model in crate::models::MODELS {
        let mut options = options("json");
        options.model = Some(model.name.into());
        let file: serde_json::Value = serde_json::from_str(&text(&project, &options)).unwrap();
        assert_eq!(
            file["records"].as_array().map(Vec::len),
            Some(2),
            "{}",
            model.name
        );
    }
}

#[test]
fn what_cannot_be_exported_is_refused() {
    let project = project("data");
    let refused = |options: ExportOptions| project.export(&options).unwrap_err().to_string();
    assert!(refused(options("xml")).contains("no export format \"xml\". Choose one of json, jsonl"));
    assert!(
        refused(ExportOptions {
            threshold: 1.5,
            ..options("csv")
        })
        .contains("1.5 is no probability")
    );
    assert!(
        refused(ExportOptions {
            threshold: f64::NAN,
            ..options("csv")
        })
        .contains("no probability")
    );
    assert!(
        refused(ExportOptions {
            model: Some("magic".into()),
            ..options("csv")
        })
        .contains("magic")
    );
}

#[test]
fn a_preview_is_the_beginning_of_the_file() {
    let project = project("data");
    for format in ["json", "jsonl", "csv", "rules", "project"] {
        let preview = project.export_preview(&options(format)).unwrap();
        assert!(preview.complete, "{format}");
        assert_eq!(preview.head, text(&project, &options(format)));
    }
    assert_eq!(project.export_preview(&options("rules")).unwrap().left_out, 0);
    let mut job = project.export(&options("csv")).unwrap();
    let (head, complete, _) = job.head(&project, 70);
    assert!(!complete);
    assert!(text(&project, &options("csv")).starts_with(&head), "{head}");
}

#[test]
fn an_export_is_of_the_project_as_it_was_when_it_began() {
    let mut project = project("data");
    let expected = text(&project, &options("csv"));
    let mut job = project.export(&options("csv")).unwrap();
    project.edit(&Edit::AddLabel { name: "spam?".into() }).unwrap();
    project
        .edit(&Edit::EnableRule {
            id: project.document().rules[0].id,
            enabled: false,
        })
        .unwrap();
    match job.step(&project) {
        Step::Done(file) => assert_eq!(String::from_utf8(file.bytes).unwrap(), expected),
        Step::Working(progress) => panic!("{progress:?}"),
    }
}

#[test]
fn rules_are_written_as_they_were_read() {
    assert_eq!(text(&project("data"), &options("rules")), RULES);
}

#[test]
fn a_saved_project_opens_as_it_was_and_saves_to_the_same_bytes() {
    let project = project("Spam & ham");
    let saved = text(&project, &options("project"));
    let mut reopening = Reopening::new(saved.as_bytes()).unwrap();
    while reopening.step().is_some() {}
    let reopened = reopening.into_project();
    assert_eq!(reopened.document(), project.document());
    assert_eq!(reopened.view().totals, project.view().totals);
    assert_eq!(reopened.view().gold, project.view().gold);
    assert_eq!(reopened.view().source, project.view().source);
    assert_eq!(text(&reopened, &options("project")), saved);
    assert_eq!(
        text(&reopened, &options("json")),
        text(&project, &options("json"))
    );
}

#[test]
fn loading_rules_adds_the_labels_that_are_missing_and_can_be_undone() {
    let mut project = project("data");
    let before = project.document().clone();
    let file =
        r#"{"version":1,"labels":["SPAM","spam?"],"rules":[{"name":"m","label":"spam?","query":"money"}]}"#;
    project
        .load_rules(&RuleFile::read(file.as_bytes()).unwrap())
        .unwrap();
    let names: Vec<String> = project
        .document()
        .labels
        .iter()
        .map(|label| label.name.clone())
        .collect();
    assert_eq!(names, ["HAM", "SPAM", "spam?"]);
    assert_eq!(project.view().rules[0].figures.coverage, 1);
    assert!(project.view().gold.unknown.is_empty());
    assert!(project.undo());
    assert_eq!(*project.document(), before);
}

#[test]
fn a_rule_that_cannot_be_read_leaves_the_rules_as_they_were() {
    let mut project = project("data");
    let file = r#"{"version":1,"labels":["SPAM"],"rules":[{"name":"é","label":"SPAM","query":"é (money"}]}"#;
    let error = project
        .load_rules(&RuleFile::read(file.as_bytes()).unwrap())
        .unwrap_err();
    assert!(error.place.starts_with("rule 1 (\"é\"), character "), "{error}");
    assert_eq!(project.document().rules.len(), 3);
}
