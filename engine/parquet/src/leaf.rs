//! One leaf of one row group: its levels and values, a batch of rows at a time, with a place in them.

use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::file::metadata::ColumnChunkMetaData;

use crate::page::{Budget, Pages, Shared};
use crate::refused::{Refused, Result};
use crate::values::{Value, Values};

/// Reads a leaf.
pub(crate) struct Leaf {
    reader: ColumnReader,
    budget: Budget,
    levels: Levels,
    values: Values,
    /// Where in the levels, and where in the values.
    at: usize,
    value_at: usize,
}

/// How deep each value is there, and which list it goes on.
struct Levels {
    most: i16,
    repeats: bool,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    count: usize,
}

impl Leaf {
    pub(crate) fn open(file: Shared, size: u64, column: &ColumnChunkMetaData) -> Result<Self> {
        let described = column.column_descr_ptr();
        let levels = Levels {
            most: described.max_def_level(),
            repeats: described.max_rep_level() > 0,
            definitions: Vec::new(),
            repetitions: Vec::new(),
            count: 0,
        };
        let budget = Budget::default();
        let pages = Pages::new(file, size, column, budget.clone())?;
        Ok(Self {
            budget,
            reader: get_column_reader(described, Box::new(pages)),
            levels,
            values: Values::of(column.column_type()),
            at: 0,
            value_at: 0,
        })
    }

    /// Reads the next rows; all of those before must have been gone through.
    pub(crate) fn fill(&mut self, rows: usize) -> Result<()> {
        self.check_end()?;
        self.budget.fill();
        (self.at, self.value_at) = (0, 0);
        self.values.clear();
        let levels = &mut self.levels;
        let read = match (&mut self.reader, &mut self.values) {
            (ColumnReader::BoolColumnReader(reader), Values::Truths(values)) => {
                levels.read(reader, rows, values)
            }
            (ColumnReader::Int32ColumnReader(reader), Values::Int32(values)) => {
                levels.read(reader, rows, values)
            }
            (ColumnReader::Int64ColumnReader(reader), Values::Int64(values)) => {
                levels.read(reader, rows, values)
            }
            (ColumnReader::Int96ColumnReader(reader), Values::Int96(values)) => {
                levels.read(reader, rows, values)
            }
            (ColumnReader::FloatColumnReader(reader), Values::Floats(values)) => {
                levels.read(reader, rows, values)
            }
            (ColumnReader::DoubleColumnReader(reader), Values::Doubles(values)) => {
                levels.read(reader, rows, values)
            }
            (ColumnReader::ByteArrayColumnReader(reader), Values::Bytes(values)) => {
                levels.read(reader, rows, values)
            }
            (ColumnReader::FixedLenByteArrayColumnReader(reader), Values::Fixed(values)) => {
                levels.read(reader, rows, values)
            }
            _ => Err(Refused::damaged("a column's values are of two kinds")),
        };
        if read? == rows {
            Ok(())
        } else {
            Err(Refused::damaged("a column has fewer rows than it says"))
        }
    }

    /// Whether all rows of a batch were gone through.
    pub(crate) fn check_end(&self) -> Result<()> {
        if self.at == self.levels.count {
            Ok(())
        } else {
            Err(Refused::damaged("columns of one list have different lengths"))
        }
    }

    /// How deep what comes next is there.
    pub(crate) fn definition(&self) -> Result<i16> {
        if self.at >= self.levels.count {
            return Err(Refused::damaged("columns of one list have different lengths"));
        }
        Ok(self.levels.definition(self.at))
    }

    /// Whether what comes next goes on a list of that level.
    pub(crate) fn goes_on(&self, repetition: i16) -> bool {
        self.at < self.levels.count && self.levels.repetition(self.at) >= repetition
    }

    /// Passes over what comes next.
    pub(crate) fn pass(&mut self) {
        if self.at < self.levels.count {
            self.value_at += usize::from(self.levels.definition(self.at) == self.levels.most);
            self.at += 1;
        }
    }

    /// The next value of a batch, past all that is not there.
    pub(crate) fn next_value(&mut self) -> Option<Value<'_>> {
        self.at = self.levels.count;
        let at = self.value_at;
        self.value_at += 1;
        self.values.get(at)
    }

    /// The next value, which is there.
    pub(crate) fn take(&mut self) -> Result<Value<'_>> {
        let at = self.value_at;
        self.pass();
        let value = self.values.get(at);
        value.ok_or_else(|| Refused::damaged("a column has fewer values than it says"))
    }
}

impl Levels {
    /// Reads rows; how many there were.
    fn read<T: DataType>(
        &mut self,
        reader: &mut ColumnReaderImpl<T>,
        rows: usize,
        values: &mut Vec<T::T>,
    ) -> Result<usize> {
        self.definitions.clear();
        self.repetitions.clear();
        let (definitions, repetitions) = (&mut self.definitions, &mut self.repetitions);
        let (rows, _, levels) = reader.read_records(rows, Some(definitions), Some(repetitions), values)?;
        self.count = levels;
        Ok(rows)
    }

    fn definition(&self, at: usize) -> i16 {
        if self.most == 0 {
            return 0;
        }
        self.definitions.get(at).copied().unwrap_or_default()
    }

    fn repetition(&self, at: usize) -> i16 {
        if self.repeats {
            self.repetitions.get(at).copied().unwrap_or_default()
        } else {
            0
        }
    }
}
