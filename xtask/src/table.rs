//! Plain tables for the terminal.

/// Rows of cells under each other, the first column to the left and the others to the right.
pub(crate) fn print(rows: &[Vec<String>]) {
    print!("{}", drawn(rows));
}

fn drawn(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::from(" ");
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let space = " ".repeat(width - cell.chars().count());
            line += &if column == 0 {
                format!(" {cell}{space}")
            } else {
                format!("  {space}{cell}")
            };
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [["a", "10"], ["bbb", "5"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(drawn(&rows), "  a    10\n  bbb   5\n");
    }
}
