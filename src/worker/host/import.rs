//! From a file to a saved, open project. The file is read a slice at a time into one buffer, so that its size is never
//! the worker's memory; between slices other calls have their turn and cancelling is heard.

use std::rc::Rc;

use labelloom_engine::formats::preview::{preview, wanted_bytes};
use labelloom_engine::formats::{ImportError, ReadOptions};
use labelloom_engine::job::Progress;
use labelloom_engine::session::Project;
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use labelloom_engine::session::reopen::Reopening;

use super::library::{self, Head};
use super::open::{OpenProject, describe};
use super::saver::Saver;
use super::tables::{is_of_table, is_table};
use super::world::{File, World};
use super::{Ended, Host, Stop};
use crate::worker::protocol::{Answer, CallProgress, Problem, ProjectCard, Unit};

/// Bytes of a file read at a time.
const SLICE_BYTES: u64 = 1 << 20;

/// Bytes of a file that a preview looks at, and at most where its first records take more.
pub(super) const PREVIEW_BYTES: u64 = 1 << 20;
const MOST_PREVIEW_BYTES: u64 = 32 << 20;

impl From<Progress> for CallProgress {
    fn from(progress: Progress) -> Self {
        // Counts of records and bytes stay far below 2^53.
        Self {
            stage: progress.stage.to_owned(),
            done: progress.done as f64,
            total: progress.total as f64,
            unit: Unit::Parts,
            rows: None,
            estimate: progress.estimate,
        }
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        let what = match error.place {
            Some(place) => format!("Row {}, line {}: {}", place.row, place.line, error.what),
            None => error.what,
        };
        Self {
            what,
            remedy: error.remedy,
        }
    }
}

impl<W: World> Host<W> {
    pub(super) async fn preview(&self, file: &W::File, name: &str, options: Option<&ReadOptions>) -> Ended {
        let mut head = head(file).await?;
        let mut is_all = head.len() as u64 == file.size();
        if is_table(&head) {
            (head, is_all) = self.table_head(file).await?;
        }
        let preview = preview(name, &head, is_all, options).map_err(Problem::from)?;
        Ok(Answer::Preview(Box::new(preview)))
    }

    /// Reads a file a slice at a time; between slices other calls have their turn. What takes a slice says how many rows
    /// there are so far, where it knows.
    pub(super) async fn read_slices(
        &self,
        request_id: u32,
        file: &W::File,
        slice_bytes: u64,
        mut take: impl FnMut(&[u8]) -> Result<Option<u32>, Stop>,
    ) -> Result<(), Stop> {
        let (size, mut start, mut slice) = (file.size(), 0, Vec::new());
        while start < size {
            let end = size.min(start + slice_bytes);
            file.read(start, end, &mut slice).await?;
            self.go_on(request_id)?;
            let rows = take(&slice)?;
            start = end;
            let progress = Progress {
                stage: "reading the file",
                done: start,
                total: size,
                estimate: None,
            };
            self.tell(
                request_id,
                CallProgress {
                    unit: Unit::Bytes,
                    rows,
                    ..progress.into()
                },
            );
            self.world.turn().await;
        }
        Ok(())
    }

    pub(super) async fn import_file(
        self: &Rc<Self>,
        request_id: u32,
        file: &W::File,
        plan: ImportPlan,
    ) -> Ended {
        let is_table = is_of_table(&plan);
        let mut run = ImportRun::new(plan)?;
        if is_table {
            self.push_table(request_id, file, &mut run).await?;
        } else {
            self.read_slices(request_id, file, SLICE_BYTES, |slice| {
                run.push(slice)?;
                Ok(Some(run.records()))
            })
            .await?;
        }
        let project = self.finish(request_id, run).await?;
        self.settle(request_id, project).await
    }

    /// Sorts the index of an import whose file is read.
    pub(super) async fn finish(&self, request_id: u32, run: ImportRun) -> Result<Project, Stop> {
        let mut finishing = run.finish()?;
        while let Some(progress) = finishing.step() {
            self.go_on(request_id)?;
            self.tell(request_id, progress.into());
            self.world.turn().await;
        }
        Ok(finishing.into_project())
    }

    /// Saves a new project and makes it the open one.
    pub(super) async fn settle(self: &Rc<Self>, request_id: u32, project: Project) -> Ended {
        self.put_away().await?;
        let id = self.world.new_id();
        let held = self.hold(&id, false).await;
        let mut card = ProjectCard {
            id: id.clone(),
            name: String::new(),
            records: 0,
            labels: Vec::new(),
            rules: 0,
            updated_ms: 0.0,
            size_bytes: 0.0,
        };
        if let Err(stop) = self.write_new(request_id, &project, &mut card).await {
            // What was written of it has no card: if it can't be deleted now, the next start does.
            let _ = library::delete(self.world.store(), &id).await;
            return Err(stop);
        }
        let saver = Saver::new(self.world.clone(), 0);
        let open = OpenProject::new(card, saver, held.taken, held.lock);
        self.install(open, project, |_| Ok(()))?;
        Ok(Answer::Imported {
            id,
            view: self.view()?,
        })
    }

    /// Writes the records, then head and card.
    async fn write_new(
        &self,
        request_id: u32,
        project: &Project,
        card: &mut ProjectCard,
    ) -> Result<(), Stop> {
        let store = self.world.store();
        let mut written = project.parts();
        let mut parts = 0;
        while let Some(part) = written.next() {
            self.go_on(request_id)?;
            // A size to show, far below 2^53.
            card.size_bytes += part.len() as f64;
            library::put_part(store, &card.id, parts, part).await?;
            parts += 1;
            let progress = Progress {
                stage: "saving the records",
                done: u64::from(written.records()),
                total: u64::from(project.records()),
                estimate: None,
            };
            self.tell(request_id, progress.into());
            self.world.turn().await;
        }
        describe(card, project, self.world.now_ms());
        let head = Head {
            journal_from: 0,
            parts,
            head: project.head()?,
        };
        library::commit(store, card, &head).await?;
        Ok(())
    }

    pub(super) async fn import_project_file(self: &Rc<Self>, request_id: u32, file: &W::File) -> Ended {
        let mut bytes = Vec::new();
        file.read(0, file.size(), &mut bytes).await?;
        let mut reopening = Reopening::new(&bytes)?;
        drop(bytes);
        while let Some(progress) = reopening.step() {
            self.go_on(request_id)?;
            self.tell(request_id, progress.into());
            self.world.turn().await;
        }
        self.settle(request_id, reopening.into_project()).await
    }
}

/// The beginning of a file, with its first images where it holds such.
async fn head(file: &impl File) -> Result<Vec<u8>, Problem> {
    let (mut head, mut slice) = (Vec::new(), Vec::new());
    let mut end = file.size().min(PREVIEW_BYTES);
    loop {
        file.read(head.len() as u64, end, &mut slice).await?;
        head.append(&mut slice);
        let wanted = wanted_bytes(&head).min(MOST_PREVIEW_BYTES).min(file.size());
        if wanted <= end {
            return Ok(head);
        }
        end = wanted;
    }
}

#[cfg(test)]
mod tests {
    use labelloom_engine::formats::preview::Preview;
    use labelloom_engine::images::{Channels, Image, Size, pack};

    use crate::worker::inline::{Disk, Inline};
    use crate::worker::protocol::{Answer, Call};

    /// What is seen of a pack of so many square images.
    fn seen(images: u32, side: u32, channels: Channels) -> Preview {
        let size = Size::new(side, side);
        let bytes = vec![9; size.width() * size.height() * channels.count()];
        let image = Image::new(size, channels, bytes).unwrap();
        let mut file = Vec::new();
        pack::begin(&mut file);
        for at in 0..images {
            pack::put(&mut file, &format!("cats/{at}.png"), "cats", size, &image).unwrap();
        }
        let call = Call::Preview {
            name: "folder".to_owned(),
            options: None,
        };
        match Inline::open(&Disk::default()).call_with(call, Some(&file)) {
            Ok(Answer::Preview(preview)) => *preview,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_preview_sees_the_first_images_however_large_they_are() {
        // A mebibyte each, and as many as are shown.
        let many = seen(24, 512, Channels::Rgba);
        assert_eq!((many.rows.len(), many.rows_in_sample), (20, 20));
        assert_eq!(
            many.columns
                .iter()
                .filter(|column| column.name == "label")
                .count(),
            1
        );
        let few = seen(2, 700, Channels::Rgb);
        assert_eq!((few.rows_in_sample, few.said.len()), (2, 0));
        // More than is ever looked at: of ten images one fits.
        let huge = seen(3, 4_000, Channels::Grey);
        assert_eq!(huge.rows_in_sample, 2);
    }
}
