//! Parquet files as DATA and as embeddings; the files are those of `tests/parquet`.

use crate::support::Files;

const RULES: &str =
    r#"{"version":1,"labels":["ham","spam"],"rules":[{"name":"see","label":"ham","query":"see"}]}"#;

/// A folder with some of the files.
fn given(test: &str, names: &[&str]) -> Files {
    let (files, folder) = (
        Files::new(test),
        concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/parquet"),
    );
    for name in names {
        files.write_bytes(name, &std::fs::read(format!("{folder}/{name}")).unwrap());
    }
    files
}

#[test]
fn a_table_is_what_its_json_would_be() {
    let files = given(
        "parquet_table",
        &["rows-zstd.parquet", "rows-polars.parquet", "rows.jsonl"],
    );
    files.write("rules.json", RULES);
    let lines = files.run("export rows.jsonl --rules rules.json --format csv");
    assert_eq!(lines.status, 0, "{}", lines.err);
    for name in ["rows-zstd.parquet", "rows-polars.parquet"] {
        let table = files.run(&format!("export {name} --rules rules.json --format csv"));
        assert_eq!(table.status, 0, "{}", table.err);
        assert_eq!(table.out, lines.out, "{name}");
        assert!(table.err.contains("read as parquet"), "{}", table.err);
    }
}

#[test]
fn a_column_of_lists_is_the_array_that_numpy_saved() {
    let files = given(
        "parquet_embeddings",
        &[
            "embeddings.parquet",
            "embeddings-double.parquet",
            "embeddings.npy",
        ],
    );
    let neighbors = |more: &str| {
        let run = files.run(&format!("graph embeddings.parquet --k 3 {more}"));
        assert_eq!(run.status, 0, "{more}: {}", run.err);
        run.out
    };
    let of_array = neighbors("--embeddings embeddings.npy");
    assert_eq!(neighbors("--features embedding"), of_array);
    assert_eq!(neighbors("--embeddings embeddings.parquet"), of_array);
    assert_eq!(neighbors("--embeddings embeddings-double.parquet"), of_array);
    let counts = neighbors("--embeddings embeddings-double.parquet --embedding-column counts");
    assert_ne!(counts, of_array);
}

#[test]
fn what_is_not_read_is_told_with_a_remedy() {
    let names = [
        "brotli.parquet",
        "embeddings.parquet",
        "embeddings-ragged.parquet",
        "rows-none.parquet",
    ];
    let files = given("parquet_refused", &names);
    let whole = files.read("rows-none.parquet");
    files.write_bytes("cut.parquet", &whole[..whole.len() / 2]);
    for (command, said) in [
        (
            "export brotli.parquet --format csv",
            "brotli.parquet: The Parquet file is compressed by Brotli",
        ),
        (
            "export cut.parquet --format csv",
            "cut.parquet: The Parquet file is damaged or cut",
        ),
        (
            "graph embeddings.parquet --embeddings embeddings-ragged.parquet",
            "The list at row 2, column \"e\" has 1 numbers, and those before it have 2",
        ),
        (
            "graph embeddings.parquet --embeddings embeddings.parquet --embedding-column text",
            "no column \"text\" with lists of numbers. Choose one of \"embedding\"",
        ),
        (
            "graph embeddings.parquet --embeddings rows-none.parquet",
            "The array has 240 rows for 120 records",
        ),
    ] {
        let run = files.run(command);
        assert_eq!(run.status, 1, "{command}: {}", run.err);
        assert!(run.err.contains(said), "{command}: {}", run.err);
    }
}
