//! The rules as SQL, run by DuckDB, vote as `labelloom apply` does: on the samples, on generated texts with rules of
//! every kind, and on every character. `cargo xtask test` runs this, with a Python that has DuckDB in
//! `LABELLOOM_DUCKDB_PYTHON`; without one these tests are not run.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

mod case;
mod characters;
mod generated;

use case::Case;

#[test]
#[ignore = "needs DuckDB: run by cargo xtask test"]
fn the_samples() {
    for name in ["comments", "support"] {
        let sample = |ending: &str| {
            let path = format!("{}/../engine/samples/{name}.{ending}", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).unwrap()
        };
        let votes = Case {
            name,
            data: sample("csv"),
            rules: sample("rules.json"),
            columns: "",
        }
        .run();
        votes.check(&[]);
    }
}
