//! `export`: bytes, lineage, SQL.

use super::support::{self, Files, RULES};

#[test]
fn export_csv_to_the_byte() {
    let files = Files::new("export_csv");
    let run = files
        .run("export data.csv --rules rules.json --model majority --format csv --include labeled -o out.csv");
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    let lines = [
        "id,text,lang,gold,label,tied,p:HAM,p:SPAM,\"rule:my, channel\",rule:love",
        "a,check out my channel,en,SPAM,SPAM,,0.0,1.0,SPAM,",
        "b,I love this song,en,HAM,HAM,,1.0,0.0,,HAM",
    ];
    assert_eq!(
        String::from_utf8(files.read("out.csv")).unwrap(),
        lines.map(|line| format!("{line}\r\n")).concat()
    );
}

#[test]
fn json_holds_lineage_and_a_time_only_when_given() {
    let files = Files::new("export_json");
    let command = "export data.csv --rules rules.json --format json";
    let first = files.run(command).out;
    assert_eq!(first, files.run(command).out);
    let json: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!(
        (json["format"].as_str(), json["version"].as_u64()),
        (Some("labelloom-export"), Some(1))
    );
    let source = &json["lineage"]["source"];
    assert_eq!(source["name"], "data.csv");
    assert_eq!(source["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(
        (source["bytes"].as_u64(), source["rows_read"].as_u64()),
        (Some(support::DATA.len() as u64), Some(5))
    );
    assert_eq!(json["lineage"].get("at"), None);
    assert_eq!(json["records"][0].get("label"), None);
    let timed: serde_json::Value =
        serde_json::from_str(&files.run(&format!("{command} --at 2026-01-02")).out).unwrap();
    assert_eq!(timed["lineage"]["at"], "2026-01-02");
}

#[test]
fn a_project_file_exports_the_same_as_its_data() {
    let files = Files::new("project");
    assert_eq!(
        files
            .run("export data.csv --rules rules.json --format project -o p.labelloom.json")
            .status,
        0
    );
    for format in ["json", "jsonl", "csv", "csv-spreadsheet", "rules", "project"] {
        let of_data = files.run(&format!(
            "export data.csv --rules rules.json --model majority --format {format}"
        ));
        let of_project = files.run(&format!(
            "export p.labelloom.json --model majority --format {format}"
        ));
        assert_eq!((of_data.status, of_project.status), (0, 0), "{}", of_project.err);
        assert_eq!(of_project.out, of_data.out, "{format}");
    }
    let summary = files.run("summary p.labelloom.json --json");
    assert_eq!(
        summary.out,
        files.run("summary data.csv --rules rules.json --json").out
    );
    assert_eq!(files.run("summary p.labelloom.json --text text").status, 2);
}

#[test]
fn the_rule_file_comes_out_as_it_went_in() {
    assert_eq!(
        Files::new("rules")
            .run("export data.csv --rules rules.json --format rules")
            .out,
        RULES
    );
}

#[test]
fn rules_as_sql_name_the_table_and_what_is_left_out() {
    let files = Files::new("sql");
    for (format, column) in [("sql-duckdb", "\"my, channel\""), ("sql-spark", "`my, channel`")] {
        let run = files.run(&format!("export data.csv --rules rules.json --format {format}"));
        assert_eq!(run.status, 0, "{}", run.err);
        let expected = format!("  CASE WHEN contains(words, ' channel ') THEN 1 ELSE -1 END AS {column},\n");
        assert!(run.out.contains(&expected), "{}", run.out);
        assert!(
            run.err.contains("1 rule is switched off and left out."),
            "{}",
            run.err
        );
    }
    files.write(
        "own.json",
        r#"{"version":1,"labels":["A"],"rules":[{"name":"x","label":"A","query":"/\\Bx/"}]}"#,
    );
    let run = files.run("export data.csv --rules own.json --format sql-duckdb");
    assert!(
        run.err
            .contains("1 rule is not sayable in SQL, and NULL everywhere: ‘x’"),
        "{}",
        run.err
    );
}
