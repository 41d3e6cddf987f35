//! The saved projects: what of a project stands in which table, and in which order it is written, so that a browser
//! killed at any moment leaves whole projects only.

use labelloom_engine::session::edit::Draft;
use labelloom_engine::session::journal::JournalEntry;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::sealed::{self, Readable};
use super::store::{Durability, Key, Row, Store, Table, Write};
use crate::worker::protocol::{Problem, ProjectCard};

/// The row of the table of heads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Head {
    /// The first line of the journal that the head does not cover.
    pub(super) journal_from: u32,
    /// Parts of the corpus.
    pub(super) parts: u32,
    /// The project's head, as the engine writes it.
    pub(super) head: String,
}

/// What stands saved of a project, but for its records.
#[derive(Debug)]
pub(super) struct Saved {
    pub(super) card: ProjectCard,
    pub(super) head: Head,
    pub(super) journal: Readable,
    pub(super) draft: Option<Draft>,
}

/// The cards of all saved projects, the latest used first.
pub(super) async fn cards(store: &impl Store) -> Result<Vec<ProjectCard>, Problem> {
    let rows = store.list(Table::Projects, None).await?;
    let mut cards: Vec<ProjectCard> = rows.iter().map(|(_, row)| parse(row)).collect::<Result<_, _>>()?;
    cards.sort_by(|a, b| {
        b.updated_ms
            .total_cmp(&a.updated_ms)
            .then_with(|| a.id.cmp(&b.id))
    });
    Ok(cards)
}

/// Reads what stands saved of a project.
pub(super) async fn load(store: &impl Store, project: &str) -> Result<Saved, Problem> {
    let card = store
        .get(Table::Projects, Key::new(project, 0))
        .await?
        .ok_or_else(gone)?;
    let head = head(store, project).await?;
    let lines = store.list(Table::Journal, Some(project)).await?;
    // A draft that can't be read is no reason to keep the project shut.
    let draft = store
        .get(Table::Drafts, Key::new(project, 0))
        .await?
        .and_then(|row| parse(&row).ok());
    Ok(Saved {
        card: parse(&card)?,
        journal: sealed::read(&lines, head.journal_from),
        head,
        draft,
    })
}

/// Reads a project's head.
pub(super) async fn head(store: &impl Store, project: &str) -> Result<Head, Problem> {
    let head = store.get(Table::Heads, Key::new(project, 0)).await?;
    parse(&head.ok_or_else(gone)?)
}

/// Reads one part of the records.
pub(super) async fn part(store: &impl Store, project: &str, number: u32) -> Result<Vec<u8>, Problem> {
    match store.get(Table::Corpus, Key::new(project, number)).await? {
        Some(Row::Bytes(bytes)) => Ok(bytes),
        _ => Err(gone()),
    }
}

/// Writes one part of the records of a project that is being made, or one more of embeddings: it counts once the head says
/// so.
pub(super) async fn put_part(
    store: &impl Store,
    project: &str,
    number: u32,
    part: Vec<u8>,
) -> Result<(), Problem> {
    let write = Write::Put(Table::Corpus, Key::new(project, number), Row::Bytes(part));
    store.write(vec![write], Durability::Relaxed).await
}

/// Makes a project of the parts written before: from here on it exists, or has them.
pub(super) async fn commit(store: &impl Store, card: &ProjectCard, head: &Head) -> Result<(), Problem> {
    store
        .write(
            vec![put_head(&card.id, head)?, put_card(card)?],
            Durability::Strict,
        )
        .await
}

/// Adds lines to a journal from a number on.
pub(super) async fn append(
    store: &impl Store,
    card: &ProjectCard,
    next: u32,
    entries: &[JournalEntry],
) -> Result<(), Problem> {
    let mut writes = Vec::with_capacity(entries.len() + 1);
    for (number, entry) in (next..).zip(entries) {
        let line = sealed::seal(entry).map_err(unwritable)?;
        writes.push(Write::Add(
            Table::Journal,
            Key::new(&card.id, number),
            Row::Text(line),
        ));
    }
    writes.push(put_card(card)?);
    store.write(writes, Durability::Strict).await
}

/// Writes a new head and drops the lines it covers.
pub(super) async fn snapshot(store: &impl Store, card: &ProjectCard, head: &Head) -> Result<(), Problem> {
    let mut writes = vec![put_head(&card.id, head)?, put_card(card)?];
    if let Some(last) = head.journal_from.checked_sub(1) {
        writes.push(Write::Delete(Table::Journal, card.id.clone(), 0, last));
    }
    store.write(writes, Durability::Strict).await
}

/// Drops the lines of a journal that can't be read, so that new ones can take their numbers.
pub(super) async fn cut(store: &impl Store, project: &str, from: u32) -> Result<(), Problem> {
    let cut = Write::Delete(Table::Journal, project.to_owned(), from, u32::MAX);
    store.write(vec![cut], Durability::Strict).await
}

/// Keeps a draft, or forgets it.
pub(super) async fn put_draft(
    store: &impl Store,
    project: &str,
    draft: Option<&Draft>,
) -> Result<(), Problem> {
    let write = match draft {
        Some(draft) => Write::Put(Table::Drafts, Key::new(project, 0), Row::Text(print(draft)?)),
        None => Write::Delete(Table::Drafts, project.to_owned(), 0, 0),
    };
    store.write(vec![write], Durability::Strict).await
}

/// Deletes a project, all of it at once.
pub(super) async fn delete(store: &impl Store, project: &str) -> Result<(), Problem> {
    let all = |table: Table| Write::Delete(table, project.to_owned(), 0, u32::MAX);
    store.write(Table::ALL.map(all).into(), Durability::Strict).await
}

/// The projects that have records but no card: imports that were killed, or are under way in another tab.
pub(super) async fn leftovers(store: &impl Store) -> Result<Vec<String>, Problem> {
    let whole = store.keys(Table::Projects).await?;
    let mut begun: Vec<String> = store
        .keys(Table::Corpus)
        .await?
        .into_iter()
        .map(|key| key.project)
        .collect();
    begun.dedup();
    begun.retain(|project| !whole.iter().any(|key| key.project == *project));
    Ok(begun)
}

fn put_card(card: &ProjectCard) -> Result<Write, Problem> {
    Ok(Write::Put(
        Table::Projects,
        Key::new(&card.id, 0),
        Row::Text(print(card)?),
    ))
}

fn put_head(project: &str, head: &Head) -> Result<Write, Problem> {
    Ok(Write::Put(
        Table::Heads,
        Key::new(project, 0),
        Row::Text(print(head)?),
    ))
}

fn print(value: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|error| unwritable(error.to_string()))
}

fn parse<T: DeserializeOwned>(row: &Row) -> Result<T, Problem> {
    let damaged = |reason: String| {
        let remedy = "Open the project file you saved last, or import the data again.";
        Problem::new(format!("A saved project is damaged: {reason}"), remedy)
    };
    match row {
        Row::Text(text) => serde_json::from_str(text).map_err(|error| damaged(error.to_string())),
        Row::Bytes(_) => Err(damaged("bytes where text should be".to_owned())),
    }
}

fn unwritable(reason: String) -> Problem {
    Problem::new(
        format!("A change could not be written: {reason}"),
        "Save the project as a file.",
    )
}

fn gone() -> Problem {
    Problem::new(
        "This project is not saved here any more",
        "Open another one, or the project file you saved last.",
    )
}
