//! A file as a table: its columns, and its rows a batch at a time, row group by row group.

use std::sync::{Arc, Mutex};

use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};

use crate::assemble::leaf;
use crate::footer;
use crate::huggingface::Classes;
use crate::leaf::Leaf;
use crate::page::Shared;
use crate::refused::{Refused, Result};
use crate::schema::{Column, LeftOut, Node};
use crate::source::Source;
use crate::values::Value;

/// As many bytes of values are decoded at a time, if rows are no larger.
const BATCH_BYTES: u64 = 1 << 20;

/// As many rows are decoded at a time at most.
const MOST_BATCH_ROWS: u64 = 8192;

/// Columns that a table has at most, as in the other formats.
const MOST_COLUMNS: usize = 16_384;

/// As many values are looked at to find out whether bytes are texts.
const LOOKED_AT: u64 = 64;

/// A file whose footer was read.
pub(crate) struct Table {
    file: Shared,
    size: u64,
    metadata: ParquetMetaData,
    pub(crate) columns: Vec<Column>,
    pub(crate) left_out: Vec<LeftOut>,
    /// The leaves of the row group at hand; those that nobody wants are none.
    pub(crate) leaves: Vec<Option<Leaf>>,
    /// The next row group.
    group: usize,
    /// Rows of the one at hand that were not decoded yet.
    rows_left: u64,
    batch_rows: u64,
}

impl Table {
    /// Reads the footer, and what it takes to tell texts from bytes.
    pub(crate) fn open(mut file: Box<dyn Source>) -> Result<Self> {
        let metadata = footer::read(&mut *file)?;
        let described = metadata.file_metadata();
        let classes = Classes::read(described.key_value_metadata());
        let (columns, left_out) = Column::all(described.schema(), &classes);
        if columns.len() > MOST_COLUMNS {
            let what = format!(
                "The table has {} columns; at most {MOST_COLUMNS} are read",
                columns.len()
            );
            return Err(Refused::new(
                what,
                "Write those that are wanted, into a file of their own",
            ));
        }
        let mut table = Self {
            size: file.size(),
            file: Arc::new(Mutex::new(file)),
            metadata,
            columns,
            left_out,
            leaves: Vec::new(),
            group: 0,
            rows_left: 0,
            batch_rows: 1,
        };
        table.leave_bytes_out()?;
        if table.columns.is_empty() {
            let said: Vec<String> = table.left_out.iter().map(ToString::to_string).collect();
            let what = format!(
                "The Parquet file has no column that can be read. {}",
                said.join(" ")
            );
            let remedy = "Write texts and numbers, for example as strings and floats";
            return Err(Refused::new(what.trim_end_matches(['.', ' ']), remedy));
        }
        Ok(table)
    }

    /// Rows as the footer counts them.
    pub(crate) fn rows(&self) -> u64 {
        let rows = self
            .metadata
            .row_groups()
            .iter()
            .map(|group| whole(group.num_rows()));
        rows.fold(0, u64::saturating_add)
    }

    /// Bytes of the file.
    pub(crate) const fn size(&self) -> u64 {
        self.size
    }

    pub(crate) const fn file(&self) -> &Shared {
        &self.file
    }

    /// Where columns without a word on what they are hold no texts, they are left out.
    fn leave_bytes_out(&mut self) -> Result<()> {
        let mut kept = Vec::new();
        for column in std::mem::take(&mut self.columns) {
            if self.are_texts(&column.node)? {
                kept.push(column);
            } else {
                let why = "holds bytes that are no text".to_owned();
                let name = column.name;
                self.left_out.push(LeftOut { name, why });
            }
        }
        self.columns = kept;
        Ok(())
    }

    fn are_texts(&self, node: &Node) -> Result<bool> {
        let Some(group) = self
            .metadata
            .row_groups()
            .iter()
            .find(|group| group.num_rows() > 0)
        else {
            return Ok(true);
        };
        for number in node.bare_leaves() {
            let mut leaf = self.leaf(group, number)?;
            leaf.fill(index(whole(group.num_rows()).min(LOOKED_AT)))?;
            while let Some(value) = leaf.next_value() {
                if matches!(value, Value::Bytes(bytes) if std::str::from_utf8(bytes).is_err()) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    fn leaf(&self, group: &RowGroupMetaData, number: usize) -> Result<Leaf> {
        let column = group.columns().get(number);
        let column = column.ok_or_else(|| Refused::damaged("a row group has too few columns"))?;
        Leaf::open(Arc::clone(&self.file), self.size, column)
    }

    /// Decodes the next rows of those columns; how many there are, none at the end.
    pub(crate) fn next_batch(&mut self, wanted: &[Node]) -> Result<usize> {
        while self.rows_left == 0 {
            if self.group == self.metadata.num_row_groups() {
                return Ok(0);
            }
            self.open_group(wanted)?;
        }
        let rows = self.rows_left.min(self.batch_rows);
        for leaf in self.leaves.iter_mut().flatten() {
            leaf.fill(index(rows))?;
        }
        self.rows_left -= rows;
        Ok(index(rows))
    }

    fn open_group(&mut self, wanted: &[Node]) -> Result<()> {
        let group = self.metadata.row_group(self.group);
        let mut leaves: Vec<Option<Leaf>> = Vec::new();
        leaves.resize_with(group.num_columns(), || None);
        let (mut bytes, mut values) = (0u64, 0u64);
        for number in wanted.iter().flat_map(|node| node.leaves.clone()) {
            let opened = self.leaf(group, number)?;
            let column = group.column(number);
            bytes = bytes.saturating_add(whole(column.uncompressed_size()));
            values = values.saturating_add(whole(column.num_values()));
            leaves[number] = Some(opened);
        }
        let rows = whole(group.num_rows());
        // A value takes some bytes more, decoded, and its levels.
        let row_bytes = bytes.saturating_add(values.saturating_mul(8)) / rows.max(1);
        self.batch_rows = (BATCH_BYTES / row_bytes.max(1)).clamp(1, MOST_BATCH_ROWS);
        self.rows_left = rows;
        self.leaves = leaves;
        self.group += 1;
        Ok(())
    }

    /// Sees to it that a row ends with all its leaves.
    pub(crate) fn end_row(&mut self, wanted: &[Node]) -> Result<()> {
        for number in wanted.iter().flat_map(|node| node.leaves.clone()) {
            if leaf(&mut self.leaves, number)?.goes_on(1) {
                return Err(Refused::damaged("columns of one list have different lengths"));
            }
        }
        Ok(())
    }
}

impl std::fmt::Display for LeftOut {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "The column {:?} is left out: it {}.", self.name, self.why)
    }
}

fn whole(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
