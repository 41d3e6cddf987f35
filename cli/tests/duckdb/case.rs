//! Data and rules, and the votes that this program and DuckDB make of them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What is tried.
pub(crate) struct Case<'a> {
    /// The name of its directory and of DuckDB's table.
    pub(crate) name: &'a str,
    /// As CSV.
    pub(crate) data: String,
    /// A rule file.
    pub(crate) rules: String,
    /// Options that say which column is what.
    pub(crate) columns: &'a str,
}

/// The votes of both.
pub(crate) struct Votes {
    /// A row a record; the first row holds the rules' names.
    ours: Vec<Vec<String>>,
    /// The same behind a column of ids.
    theirs: Vec<Vec<String>>,
    /// The records, for messages.
    data: Vec<Vec<String>>,
}

impl Case<'_> {
    pub(crate) fn run(&self) -> Votes {
        let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("duckdb-{}", self.name));
        std::fs::create_dir_all(&directory).unwrap();
        let data = format!("{}.csv", self.name);
        std::fs::write(directory.join(&data), &self.data).unwrap();
        std::fs::write(directory.join("rules.json"), &self.rules).unwrap();
        let of = |command: &str| format!("{command} {data} --rules rules.json {}", self.columns);
        labelloom(&directory, &format!("{} -o ours.csv", of("apply")));
        labelloom(
            &directory,
            &format!("{} --format sql-duckdb -o votes.sql", of("export")),
        );
        duckdb(&directory, &[&data, self.name, "votes.sql", "theirs.csv"]);
        let table = |name: &str| table(&std::fs::read_to_string(directory.join(name)).unwrap());
        Votes {
            ours: table("ours.csv"),
            theirs: table("theirs.csv"),
            data: table(&data),
        }
    }
}

impl Votes {
    /// Both vote alike, but for the rules of these names, which are NULL everywhere.
    pub(crate) fn check(&self, unsayable: &[&str]) {
        let (names, records) = self.ours.split_first().unwrap();
        assert_eq!(records.len() + 1, self.theirs.len(), "records");
        assert_eq!(self.theirs[0].len(), names.len() + 1, "rules");
        let mut wrong = Vec::new();
        for (rule, name) in names.iter().enumerate() {
            let is_null = unsayable.contains(&name.as_str());
            for (record, ours) in records.iter().enumerate() {
                let theirs = &self.theirs[record + 1][rule + 1];
                let expected = if is_null { "" } else { &ours[rule] };
                if theirs != expected {
                    wrong.push(format!(
                        "{name} on {:?}: {expected:?}, not {theirs:?}",
                        self.data[record + 1]
                    ));
                }
            }
        }
        let shown = wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(wrong.is_empty(), "{} votes differ:\n{shown}", wrong.len());
    }

    /// How many votes are no abstention.
    pub(crate) fn cast(&self) -> usize {
        let votes = self.ours.iter().skip(1).flatten();
        votes.filter(|vote| *vote != "-1").count()
    }
}

fn labelloom(directory: &Path, arguments: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_labelloom"))
        .args(arguments.split_whitespace())
        .current_dir(directory)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "labelloom {arguments}: {said}");
}

fn duckdb(directory: &Path, arguments: &[&str]) {
    let python = std::env::var("LABELLOOM_DUCKDB_PYTHON")
        .expect("LABELLOOM_DUCKDB_PYTHON names no Python; `cargo xtask test` sets it");
    let output = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/sql/votes.py"))
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A CSV file as cells.
fn table(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let (mut is_quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(String::new()),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            c => row.last_mut().unwrap().push(c),
        }
    }
    rows.pop();
    rows
}

/// A cell of a CSV file.
pub(crate) fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A rule file of such rules, of two labels; names are the queries.
pub(crate) fn rule_file(rules: &[serde_json::Value]) -> String {
    serde_json::json!({ "version": 1, "labels": ["NO", "YES"], "rules": rules }).to_string()
}
