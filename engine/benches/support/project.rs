//! A project of generated texts, two fifths of them with gold.

use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::{Encoding, ReadOptions};
use labelloom_engine::session::Session;
use labelloom_engine::session::import::{ImportPlan, ImportRun};

use crate::support::Texts;

/// Reads so many texts into a session.
pub(crate) fn import(records: usize, texts: &mut Texts) -> Session {
    let mut file = String::from("id,text,label\n");
    for id in 0..records {
        let label = ["", "", "", "spam", "ham"][id % 5];
        file.push_str(&format!("r{id},{},{label}\n", texts.next_text()));
    }
    let plan = ImportPlan {
        source_name: "generated.csv".into(),
        project_name: "generated".into(),
        options: ReadOptions::of("csv", Encoding::Utf8),
        mapping: Mapping {
            text: "text".into(),
            id: Some("id".into()),
            gold: Some("label".into()),
            ..Mapping::default()
        },
        labels: Some(vec!["ham".into(), "spam".into()]),
    };
    let mut run = ImportRun::new(plan).expect("a plan");
    file.as_bytes()
        .chunks(1 << 20)
        .for_each(|chunk| run.push(chunk).expect("rows"));
    let mut session = Session::new();
    session.open(run.into_project().expect("a project"));
    session
}
