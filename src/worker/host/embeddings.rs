//! An array of embeddings, or a Parquet file's column of lists, is added to the open project: read, checked, and written as further parts of its records. Only
//! then an edit names it, so that a browser killed on the way leaves parts that nothing names, over which the next array is
//! written.

use std::rc::Rc;

use labelloom_engine::embeddings::{Embeddings, EmbeddingsChoice};
use labelloom_engine::session::Project;
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::request::Request;
use labelloom_engine::session::snapshot::head_with_embeddings;

use super::library;
use super::world::{File, World};
use super::{Ended, Host, Stop};
use crate::worker::protocol::{Answer, Problem};

/// Bytes of a file read at a time.
const SLICE_BYTES: u64 = 4 << 20;

/// Larger files would not fit in a tab's memory beside the project.
const MOST_BYTES: u64 = 1 << 30;

impl<W: World> Host<W> {
    pub(super) async fn add_embeddings(
        self: &Rc<Self>,
        request_id: u32,
        file: &W::File,
        name: &str,
        ids: Option<&str>,
    ) -> Ended {
        self.writable()?;
        let bytes = if self.begins_as_table(file).await? {
            self.table_numbers(request_id, file).await?
        } else {
            self.read_whole(request_id, file).await?
        };
        let embeddings = self
            .session
            .borrow()
            .project()?
            .read_embeddings(name, &bytes, ids)?;
        drop(bytes);
        let choice = EmbeddingsChoice::File(embeddings.file().clone());
        let is_there = self.session.borrow().project()?.has_embeddings(&embeddings);
        if !is_there {
            self.write_embeddings(request_id, &embeddings).await?;
        }
        let reply = {
            let mut session = self.session.borrow_mut();
            let project = session.project_mut()?;
            project.keep_embeddings(embeddings);
            // Those of a project file are named already; what was missing is there now.
            let is_named = project.document().embeddings.as_ref() == Some(&choice);
            let request = if is_named {
                Request::Project
            } else {
                Request::Edit(Edit::Embeddings(Some(choice)))
            };
            session.answer(request)?
        };
        self.save_changes();
        Ok(Answer::Engine(Box::new(reply)))
    }

    async fn read_whole(&self, request_id: u32, file: &W::File) -> Result<Vec<u8>, Stop> {
        let size = file.size();
        if size > MOST_BYTES {
            let what = format!("The file has {} MB, more than a tab can hold", size >> 20);
            return Err(
                Problem::new(what, "Save it as float16, or with fewer numbers for each record.").into(),
            );
        }
        let mut bytes = Vec::new();
        self.read_slices(request_id, file, SLICE_BYTES, |slice| {
            bytes.extend_from_slice(slice);
            Ok(None)
        })
        .await?;
        Ok(bytes)
    }

    /// Writes the parts, then the head that counts them.
    async fn write_embeddings(&self, request_id: u32, embeddings: &Embeddings) -> Result<(), Stop> {
        let id = self.open.borrow().as_ref().map(super::OpenProject::id);
        let id = id.ok_or_else(|| Problem::new("No project is open", "Open one, or import a file."))?;
        let store = self.world.store();
        let mut head = library::head(store, &id).await?;
        let mut size_bytes = 0.0;
        for part in Project::embeddings_parts(embeddings) {
            self.go_on(request_id)?;
            // A size to show, far below 2^53.
            size_bytes += part.len() as f64;
            library::put_part(store, &id, head.parts, part).await?;
            head.parts += 1;
            self.world.turn().await;
        }
        head.head = head_with_embeddings(&head.head)?;
        self.writable()?;
        let card = self.open.borrow().as_ref().map(|open| open.grow(size_bytes));
        let card =
            card.ok_or_else(|| Problem::new("The project was closed", "Open it and add the file again."))?;
        library::commit(store, &card, &head).await?;
        Ok(())
    }
}
