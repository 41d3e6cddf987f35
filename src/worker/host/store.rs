//! Where projects are kept, as far as the host knows: five tables of rows, written in transactions. The browser's
//! database and the memory of a test both are one.

use crate::worker::protocol::Problem;

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    /// One row a project, its card. Written last when a project is made: what has no card is no project.
    Projects,
    /// One row a project: all but the records, as they were at one place of the journal.
    Heads,
    /// The records, in numbered parts that never change.
    Corpus,
    /// The changes since the head, numbered.
    Journal,
    /// The rule being written.
    Drafts,
}

impl Table {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [
        Self::Projects,
        Self::Heads,
        Self::Corpus,
        Self::Journal,
        Self::Drafts,
    ];

    /// The name in the database.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Projects => "projects",
            Self::Heads => "heads",
            Self::Corpus => "corpus",
            Self::Journal => "journal",
            Self::Drafts => "draft",
        }
    }
}

/// A row's key: the project's id, and the row's number among the project's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The project's id.
    pub(crate) project: String,
    /// 0 in tables of one row a project.
    pub(crate) number: u32,
}

impl Key {
    /// A key.
    pub(crate) fn new(project: &str, number: u32) -> Self {
        Self {
            project: project.to_owned(),
            number,
        }
    }
}

/// What a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// JSON, mostly.
    Text(String),
    /// A part of the records.
    Bytes(Vec<u8>),
}

/// One change of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Write {
    /// Writes a row, over an older one of its key.
    Put(Table, Key, Row),
    /// Writes a new row; one of its key must not exist. So two writers of one journal can't pass unnoticed.
    Add(Table, Key, Row),
    /// Deletes a project's rows with numbers `from..=to`.
    Delete(Table, String, u32, u32),
}

/// How sure a write must be before it is acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// On disk: survives a killed browser and a power cut.
    Strict,
    /// Handed to the system: enough for what can be read from its file again.
    Relaxed,
}

/// A database.
pub(crate) trait Store: 'static {
    /// Makes all the changes or none.
    async fn write(&self, writes: Vec<Write>, durability: Durability) -> Result<(), Problem>;
    /// One row.
    async fn get(&self, table: Table, key: Key) -> Result<Option<Row>, Problem>;
    /// The rows of one project, or of all, in the order of their keys.
    async fn list(&self, table: Table, project: Option<&str>) -> Result<Vec<(Key, Row)>, Problem>;
    /// The keys of a table, in order.
    async fn keys(&self, table: Table) -> Result<Vec<Key>, Problem>;
}
