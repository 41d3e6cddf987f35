//! The sample texts, to make variants of.

const SAMPLES: [&str; 2] = [
    include_str!("../../samples/comments.csv"),
    include_str!("../../samples/support.csv"),
];

/// All of them.
pub(crate) fn texts() -> Vec<String> {
    SAMPLES.iter().flat_map(|csv| second_cells(csv)).collect()
}

/// The second cells of a CSV file's rows: the texts.
fn second_cells(csv: &str) -> Vec<String> {
    let mut rows: Vec<Vec<String>> = vec![vec![String::new()]];
    let mut is_quoted = false;
    for c in csv.chars() {
        let row = rows.last_mut().expect("a row is open");
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(String::new()),
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            _ => row.last_mut().expect("a cell is open").push(c),
        }
    }
    rows.into_iter()
        .skip(1)
        .filter_map(|row| row.into_iter().nth(1))
        .collect()
}
