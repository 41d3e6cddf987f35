//! One column of lists as an array that numpy could have saved: a row a record, single precision. The engine reads embeddings
//! from such arrays.

use crate::assemble::leaf;
use crate::refused::{Refused, Result};
use crate::scalar::Scalar;
use crate::schema::{Column, Kind, Node, Repeated};
use crate::table::Table;
use crate::values::Value;

/// Bytes of an array at most: it stands in a browser's memory beside the project.
const MOST_BYTES: u64 = if cfg!(target_arch = "wasm32") {
    1 << 30
} else {
    1 << 38
};

/// Words in names of columns that hold embeddings.
const NAMES: [&str; 3] = ["embed", "vector", "emb"];

/// Writes the array.
pub(crate) struct Numbers {
    table: Table,
    column: String,
    node: Node,
    repeated: Repeated,
    /// d, once the first row was seen.
    width: Option<usize>,
    done: u64,
}

impl Numbers {
    /// Chooses the column: that of the name, or the only one, or the one whose name says what it holds.
    pub(crate) fn begin(table: Table, name: Option<&str>) -> Result<Self> {
        let column = choose(&table, name)?;
        let repeated = column.numbers().cloned();
        let repeated = repeated.ok_or_else(|| Refused::damaged("the column is no list"))?;
        Ok(Self {
            column: column.name.clone(),
            node: column.node.clone(),
            repeated,
            table,
            width: None,
            done: 0,
        })
    }

    pub(crate) fn progress(&self) -> (u64, u64) {
        (self.done, self.table.rows())
    }

    /// Writes some rows; whether there are more.
    pub(crate) fn step(&mut self, out: &mut Vec<u8>) -> Result<bool> {
        let nodes = std::slice::from_ref(&self.node);
        let rows = self.table.next_batch(nodes)?;
        if rows == 0 && self.done != self.table.rows() {
            return Err(Refused::damaged("it has fewer rows than it says"));
        }
        if rows == 0 && self.width.is_none() {
            return Err(Refused::new(
                "The Parquet file has no rows",
                "Write one with a row for every record",
            ));
        }
        for _ in 0..rows {
            self.row(out)?;
        }
        Ok(rows > 0)
    }

    fn row(&mut self, out: &mut Vec<u8>) -> Result<()> {
        let number = self.node.leaves.start;
        let place = |done: u64, column: &str| format!("row {}, column {column:?}", done + 1);
        let first = leaf(&mut self.table.leaves, number)?;
        let begin = out.len();
        let mut width = 0;
        if first.definition()? >= self.repeated.definition {
            loop {
                if first.definition()? < self.repeated.element.definition {
                    let what = format!(
                        "There is no number at {}, place {}",
                        place(self.done, &self.column),
                        width + 1
                    );
                    return Err(Refused::new(what, "Write a number at every place of the list"));
                }
                let number = single(&self.repeated.element.kind, first.take()?);
                out.extend(number.to_le_bytes());
                width += 1;
                if !first.goes_on(self.repeated.repetition) {
                    break;
                }
            }
        }
        if width == 0 {
            let what = format!(
                "There is no list of numbers at {}",
                place(self.done, &self.column)
            );
            return Err(Refused::new(what, "Write a list for every record"));
        }
        match self.width {
            None => {
                self.width = Some(width);
                let numbers = out.split_off(begin);
                out.extend(self.head(width)?);
                out.extend(numbers);
            }
            Some(before) if before != width => {
                let at = place(self.done, &self.column);
                let what = format!("The list at {at} has {width} numbers, and those before it have {before}");
                return Err(Refused::new(what, "Write as many numbers for every record"));
            }
            Some(_) => {}
        }
        self.done += 1;
        Ok(())
    }

    /// What stands before an array's numbers.
    /// <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>
    fn head(&self, width: usize) -> Result<Vec<u8>> {
        let rows = self.table.rows();
        let bytes = rows.saturating_mul(width as u64).saturating_mul(4);
        if bytes > MOST_BYTES {
            let what = format!(
                "{rows} rows of {width} numbers take {} MB, more than can be held",
                bytes >> 20
            );
            return Err(Refused::new(
                what,
                "Write fewer numbers for each record, for example by PCA",
            ));
        }
        let described = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {width}), }}");
        // With its magic, its length and a line's end it fills lines of 64 bytes.
        let length = (described.len() + 11).next_multiple_of(64) - 10;
        let mut head = b"\x93NUMPY\x01\x00".to_vec();
        head.extend(u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes());
        head.extend(format!("{described:<filled$}\n", filled = length - 1).bytes());
        Ok(head)
    }
}

fn choose<'t>(table: &'t Table, name: Option<&str>) -> Result<&'t Column> {
    let lists: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| column.numbers().is_some())
        .collect();
    let all: Vec<String> = lists.iter().map(|column| format!("{:?}", column.name)).collect();
    if let Some(name) = name {
        let named = lists.iter().find(|column| column.name == name);
        return named.copied().ok_or_else(|| {
            let what = format!("The Parquet file has no column {name:?} with lists of numbers");
            Refused::new(what, remedy(&all))
        });
    }
    let says_so = |column: &&&Column| {
        let name = column.name.to_lowercase();
        NAMES.iter().any(|known| name.contains(known))
    };
    let named: Vec<&&Column> = lists.iter().filter(says_so).collect();
    match (lists.as_slice(), named.as_slice()) {
        ([only], _) => Ok(only),
        (_, [only]) => Ok(only),
        ([], _) => Err(Refused::new(
            "The Parquet file has no column with lists of numbers",
            remedy(&all),
        )),
        _ => Err(Refused::new(
            format!(
                "The Parquet file has several columns with lists of numbers: {}",
                all.join(", ")
            ),
            "Call the one that is meant \"embedding\", or leave the others out; the command line takes its name (--embedding-column)",
        )),
    }
}

fn remedy(all: &[String]) -> String {
    if all.is_empty() {
        "Write the embeddings as a column of lists, for example of list<float>".to_owned()
    } else {
        format!("Choose one of {}", all.join(", "))
    }
}

/// A number in single precision. What is too large for it becomes infinite, which embeddings refuse.
fn single(kind: &Kind, value: Value<'_>) -> f32 {
    match value {
        Value::Float(number) => number,
        #[expect(clippy::cast_possible_truncation, reason = "single precision is what is kept")]
        Value::Double(number) => number as f32,
        Value::Bytes(&[low, high]) => half::f16::from_le_bytes([low, high]).to_f32(),
        Value::Int32(number) if *kind == Kind::Leaf(Scalar::Count) => number.cast_unsigned() as f32,
        Value::Int64(number) if *kind == Kind::Leaf(Scalar::Count) => number.cast_unsigned() as f32,
        Value::Int32(number) => number as f32,
        Value::Int64(number) => number as f32,
        _ => f32::NAN,
    }
}
