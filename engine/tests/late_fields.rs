//! Keys of JSON that first appear behind the head of the file, where no preview could show them.

use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::sniff::HEAD_BYTES;
use labelloom_engine::formats::{Encoding, ReadOptions};
use labelloom_engine::session::Project;
use labelloom_engine::session::import::{ImportPlan, ImportRun};

fn import(file: &str, chunk: usize) -> Project {
    let plan = ImportPlan {
        source_name: "late.jsonl".into(),
        project_name: "late".into(),
        options: ReadOptions::of("jsonl", Encoding::Utf8),
        mapping: Mapping {
            text: "text".into(),
            ..Mapping::default()
        },
        labels: None,
    };
    let mut run = ImportRun::new(plan).expect("a plan");
    file.as_bytes()
        .chunks(chunk)
        .for_each(|chunk| run.push(chunk).expect("rows"));
    run.into_project().expect("a project")
}

/// Each field's name and its value of the last record.
fn last_values(project: &Project) -> Vec<(&str, &str)> {
    let fields = project.corpus().fields().iter();
    fields
        .map(|field| (field.name.as_str(), field.get(project.records() - 1).text))
        .collect()
}

#[test]
fn a_key_of_the_last_line_keeps_its_name_with_or_without_a_line_end() {
    let line = "{\"text\": \"one of many lines\"}\n";
    let mut file = line.repeat(HEAD_BYTES / line.len() + 1);
    file.push_str("{\"text\": \"the last one\", \"late\": \"seen\"}");
    for end in ["", "\n"] {
        let file = format!("{file}{end}");
        for chunk in [file.len(), 65_536, file.len() - 10] {
            let project = import(&file, chunk);
            assert_eq!(
                last_values(&project),
                [("late", "seen")],
                "{end:?}, chunks of {chunk}"
            );
            assert_eq!(project.view().source.fields, ["late"]);
        }
    }
}
