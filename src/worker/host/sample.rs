//! Sample projects that come with the build, so that a first look needs no file of one's own: of texts as files beside the
//! page, of images drawn where they are wanted.

use std::rc::Rc;

use labelloom_engine::formats::preview::preview;
use labelloom_engine::formats::rule_file::RuleFile;
use labelloom_engine::images::drawn;
use labelloom_engine::session::Project;
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use labelloom_engine::session::snapshot::Loading;

use super::world::World;
use super::{Ended, Host, Stop};
use crate::worker::protocol::Problem;

/// The samples: of each, `NAME.rules.json` in `engine/samples/`, and `NAME.csv` but for that of images.
const SAMPLES: [&str; 3] = ["comments", "support", IMAGES];

/// The sample whose records are images.
const IMAGES: &str = "signs";

impl<W: World> Host<W> {
    pub(super) async fn import_sample(self: &Rc<Self>, request_id: u32, name: &str) -> Ended {
        if !SAMPLES.contains(&name) {
            return Err(
                Problem::new(format!("There is no sample ‘{name}’"), "Choose one of the list.").into(),
            );
        }
        let file = |ending: &str| self.world.lazy_file(&format!("samples/{name}.{ending}"));
        let (source, records) = match name {
            IMAGES => ("drawn signs".to_owned(), drawn::sample()?),
            _ => (format!("{name}.csv"), file("csv")?),
        };
        let rules = RuleFile::read(&file("rules.json")?)?;
        let mut run = ImportRun::new(plan(name, source, &records, &rules.labels)?)?;
        run.push(&records)?;
        let mut project = self.finish(request_id, run).await?;
        project.load_rules(&rules)?;
        self.settle(request_id, without_undo(&project)?).await
    }
}

fn plan(name: &str, source: String, records: &[u8], labels: &[String]) -> Result<ImportPlan, Stop> {
    let preview = preview(&source, records, true, None).map_err(Problem::from)?;
    Ok(ImportPlan {
        source_name: source,
        project_name: name.to_owned(),
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
