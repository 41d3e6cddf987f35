//! Sample projects that come with the build, so that a first look needs no file and no request.

use std::rc::Rc;

use labelloom_engine::formats::preview::preview;
use labelloom_engine::formats::rule_file::RuleFile;
use labelloom_engine::session::Project;
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use labelloom_engine::session::snapshot::Loading;

use super::world::World;
use super::{Ended, Host, Stop};
use crate::worker::protocol::Problem;

struct Sample {
    name: &'static str,
    file: &'static str,
    records: &'static str,
    rules: &'static str,
}

const SAMPLES: [Sample; 2] = [
    Sample {
        name: "comments",
        file: "comments.csv",
        records: include_str!("../../../engine/samples/comments.csv"),
        rules: include_str!("../../../engine/samples/comments.rules.json"),
    },
    Sample {
        name: "support",
        file: "support.csv",
        records: include_str!("../../../engine/samples/support.csv"),
        rules: include_str!("../../../engine/samples/support.rules.json"),
    },
];

impl<W: World> Host<W> {
    pub(super) async fn import_sample(self: &Rc<Self>, request_id: u32, name: &str) -> Ended {
        let sample = SAMPLES.iter().find(|sample| sample.name == name);
        let sample = sample
            .ok_or_else(|| Problem::new(format!("There is no sample ‘{name}’"), "Choose one of the list."))?;
        let rules = RuleFile::read(sample.rules.as_bytes())?;
        let mut run = ImportRun::new(plan(sample, &rules.labels)?)?;
        run.push(sample.records.as_bytes())?;
        let mut project = self.finish(request_id, run).await?;
        project.load_rules(&rules)?;
        self.settle(request_id, without_undo(&project)?).await
    }
}

fn plan(sample: &Sample, labels: &[String]) -> Result<ImportPlan, Stop> {
    let preview = preview(sample.file, sample.records.as_bytes(), true, None).map_err(Problem::from)?;
    Ok(ImportPlan {
        source_name: sample.file.to_owned(),
        project_name: sample.name.to_owned(),
        options: preview.options,
        mapping: preview.mapping,
        labels: Some(labels.to_vec()),
    })
}

/// The project as it will be read again: loading its rules is no change of the person's, and can't be undone.
fn without_undo(project: &Project) -> Result<Project, Stop> {
    let mut loading = Loading::new(&project.head()?)?;
    for part in project.parts() {
        loading.push(&part)?;
    }
    while loading.step().is_some() {}
    Ok(loading.finish()?)
}
