//! The commands end to end: bytes, messages and exit status.

use super::support::{self, Files, RULES};

#[test]
fn summary_as_json_is_the_contract() {
    let run = Files::new("summary_json").run("summary data.csv --rules rules.json --json");
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(
        run.out,
        concat!(
            r#"{"records":5,"covered":3,"overlapping":1,"conflicted":1,"rules":["#,
            r#"{"name":"my, channel","polarity":[1],"coverage":0.4,"overlaps":0.2,"conflicts":0.2,"#,
            r#""correct":2,"incorrect":0,"accuracy":1.0},"#,
            r#"{"name":"love","polarity":[0],"coverage":0.4,"overlaps":0.2,"conflicts":0.2,"#,
            r#""correct":1,"incorrect":1,"accuracy":0.5}]}"#,
            "\n"
        )
    );
    assert!(run.err.contains(
        "data.csv: read as csv; text \"text\" (guessed), id \"id\" (guessed), gold \"label\" (guessed)"
    ));
    assert!(
        run.err
            .contains("gold values that are no label count as unknown: \"spam?\" (1)"),
        "{}",
        run.err
    );
}

#[test]
fn summary_as_a_table_has_snorkels_columns() {
    let run = Files::new("summary_table").run("summary data.csv --rules rules.json");
    let lines: Vec<&str> = run.out.lines().collect();
    let head: Vec<&str> = lines[0].split_whitespace().collect();
    assert_eq!(
        head.join(" "),
        "j Polarity Coverage Overlaps Conflicts Correct Incorrect Emp. Acc."
    );
    assert_eq!(
        lines[1],
        "my, channel  0       [1]  0.400000  0.200000   0.200000        2          0   1.000000"
    );
    assert_eq!(
        lines[4],
        "5 records: 3 (60.0 %) covered, 1 (20.0 %) overlapping, 1 (20.0 %) conflicted"
    );
}

#[test]
fn summary_of_votes_with_and_without_gold() {
    let files = Files::new("summary_votes");
    files.write("votes.csv", "r,s\n0,-1\n1,0\n-1,-1\n");
    files.write("gold.csv", "label\n0\n0\n-1\n");
    let run = files.run("summary --votes votes.csv --labels 2 --gold-file gold.csv --json");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.out.contains(r#"{"name":"r","polarity":[0,1],"#),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains(r#""correct":1,"incorrect":1,"accuracy":0.5},{"name":"s","#),
        "{}",
        run.out
    );
    let run = files.run("summary --votes votes.csv --labels 2 --json");
    assert!(
        run.out
            .contains(r#""correct":null,"incorrect":null,"accuracy":null"#),
        "{}",
        run.out
    );
}

#[test]
fn votes_that_cannot_be_read_are_said_with_their_place() {
    let files = Files::new("bad_votes");
    files.write("votes.csv", "r,s\n0,-1\n1,2\n");
    let run = files.run("summary --votes votes.csv --labels 2");
    assert_eq!(run.status, 1);
    assert!(
        run.err
            .contains("votes.csv, line 3, column 2: There is no label 2 among 2"),
        "{}",
        run.err
    );
    files.write("gold.csv", "label\n0\n");
    files.write("votes.csv", "r\n0\n1\n");
    let run = files.run("summary --votes votes.csv --labels 2 --gold-file gold.csv");
    assert_eq!(
        (run.status, run.err.contains("1 gold labels for 2 records")),
        (1, true),
        "{}",
        run.err
    );
}

#[test]
fn apply_writes_votes_as_csv_and_npz() {
    let files = Files::new("apply");
    let run = files.run("apply data.csv --rules rules.json");
    assert_eq!(
        run.out,
        "\"my, channel\",love\r\n1,-1\r\n-1,0\r\n1,0\r\n-1,-1\r\n-1,-1\r\n"
    );
    assert_eq!(
        files.run("apply data.csv --rules rules.json -o votes.npz").status,
        0
    );
    let npz = files.read("votes.npz");
    let shape = b"{'descr': '|i1', 'fortran_order': False, 'shape': (5, 2), }";
    assert!(npz.windows(shape.len()).any(|window| window == shape));
    let votes = [1, 0xFF, 0xFF, 0, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF, b'P', b'K', 1, 2];
    assert!(npz.windows(votes.len()).any(|window| window == votes));
    let from_npz = files.run("summary --votes votes.npz --labels 2 --json");
    assert_eq!(from_npz.status, 0, "{}", from_npz.err);
    assert!(
        from_npz.out.starts_with("{\"records\":5,\"covered\":3,"),
        "{}",
        from_npz.out
    );
}

#[test]
fn a_summary_of_applied_votes_is_the_summary_of_the_rules() {
    let files = Files::new("round");
    assert_eq!(
        files.run("apply data.csv --rules rules.json -o votes.csv").status,
        0
    );
    files.write("gold.csv", "label\n1\n0\n1\n0\n-1\n");
    let of_votes = files
        .run("summary --votes votes.csv --labels 2 --gold-file gold.csv --json")
        .out;
    assert_eq!(
        of_votes,
        files.run("summary data.csv --rules rules.json --json").out
    );
}

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

#[test]
fn columns_are_named_or_numbered_and_an_empty_one_is_none() {
    let files = Files::new("columns");
    let by_name = files.run("export data.csv --rules rules.json --format jsonl --text lang");
    let by_number = files.run("export data.csv --rules rules.json --format jsonl --text 4");
    assert_eq!(by_name.out, by_number.out);
    assert!(
        by_name
            .out
            .starts_with(r#"{"id":"a","text":"en","fields":{"text":"check out my channel"},"gold":"SPAM""#),
        "{}",
        by_name.out
    );
    let no_gold = files.run("export data.csv --rules rules.json --format jsonl --gold= --id=");
    assert!(
        no_gold.out.starts_with(r#"{"id":"1","text":"check out my channel","fields":{"id":"a","label":"SPAM","lang":"en"},"votes""#),
        "{}",
        no_gold.out
    );
    let unknown = files.run("summary data.csv --rules rules.json --text body");
    assert_eq!(unknown.status, 1);
    assert!(
        unknown
            .err
            .contains("There is no column \"body\". Columns are \"id\", \"text\""),
        "{}",
        unknown.err
    );
}

#[test]
fn rules_are_checked_alone_and_on_data() {
    let files = Files::new("check");
    let run = files.run("rules check rules.json");
    assert_eq!(
        (run.status, run.out.as_str()),
        (0, "3 rules, and every query can be read.\n"),
        "{}",
        run.err
    );
    files.write(
        "dead.json",
        r#"{"version":1,"labels":["HAM","SPAM","OTHER"],"rules":[{"name":"x","label":"SPAM","query":"zebra"},{"name":"y","label":"HAM","query":"love"}]}"#,
    );
    let run = files.run("rules check dead.json data.csv");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.out
            .ends_with("No rule votes for OTHER.\nThese rules find nothing: x.\n"),
        "{}",
        run.out
    );
    let run = files.run("rules check dead.json data.csv --json");
    assert_eq!(
        run.out,
        concat!(
            r#"{"ok":true,"rules":2,"errors":[],"examples":{"hold":0,"unchecked":0,"broken":[]},"failed":[],"notes":[],"#,
            r#""labels_without_rule":["OTHER"],"dead":["x"],"#,
            r#""figures":{"records":5,"covered":2,"conflicted":0,"correct":1,"incorrect":1}}"#,
            "\n"
        )
    );
}

#[test]
fn examples_that_do_not_hold_fail_with_their_place() {
    let files = Files::new("check_examples");
    files.write(
        "examples.json",
        r#"{"version":1,"labels":["A"],"rules":[{"name":"x","label":"A","query":"free","examples":[{"text":"a free lunch","match":true},{"text":"freedom","match":true},{"text":"free!","match":false}]}]}"#,
    );
    let run = files.run("rules check examples.json");
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.ends_with("1 of 3 examples hold.\n"), "{}", run.out);
    for said in [
        "examples.json, rule 1 (\"x\"), example 2: The rule does not match \"freedom\", which it must match. ",
        "examples.json, rule 1 (\"x\"), example 3: The rule matches \"free!\", which it must not match. ",
        "2 examples do not hold",
    ] {
        assert!(run.err.contains(said), "{}", run.err);
    }
    let json: serde_json::Value =
        serde_json::from_str(&files.run("rules check examples.json --json").out).unwrap();
    assert_eq!(
        (json["ok"].as_bool(), json["examples"]["hold"].as_u64()),
        (Some(false), Some(1))
    );
}

#[test]
fn figures_out_of_bounds_fail_and_those_within_pass() {
    let files = Files::new("check_bounds");
    let kept = "rules check rules.json data.csv --min-coverage 0.6 --max-conflicts 0.2 --min-accuracy 1 --min-rule-accuracy 0.5 \
                --max-rule-coverage 0.4 --no-dead --every-label";
    let run = files.run(&kept.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(run.status, 0, "{}", run.err);
    for (bound, said) in [
        (
            "--min-coverage 0.7",
            "rules.json: Votes reach 3 of 5 (0.6000), less than 0.7",
        ),
        (
            "--max-conflicts 0.1",
            "rules.json: Votes conflict on 1 of 5 (0.2000), more than 0.1",
        ),
        (
            "--min-rule-accuracy 0.6",
            "rules.json, rule \"love\": The rule is right on 1 of 2 (0.5000), less than 0.6",
        ),
        (
            "--max-rule-coverage 0.3",
            "rules.json, rule \"love\": The rule votes on 2 of 5 (0.4000), more than 0.3",
        ),
        ("--min-accuracy 0.9 --gold=", "The accuracy can't be told"),
    ] {
        let run = files.run(&format!("rules check rules.json data.csv {bound}"));
        assert_eq!(run.status, 1, "{bound}: {}", run.err);
        assert!(run.err.contains(said), "{bound}: {}", run.err);
    }
    files.write(
        "dead.json",
        r#"{"version":1,"labels":["A","B"],"rules":[{"name":"x","label":"A","query":"zebra"}]}"#,
    );
    let run = files.run("rules check dead.json data.csv --no-dead --every-label --gold=");
    assert!(
        run.err.contains("dead.json, rule \"x\": The rule finds nothing"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("dead.json: No rule votes for the label \"B\""),
        "{}",
        run.err
    );
    assert!(run.err.contains("2 bounds are not kept"), "{}", run.err);
    for usage in ["--min-coverage 2", "--columns lang"] {
        assert_eq!(
            files
                .run(&format!("rules check rules.json data.csv {usage}"))
                .status,
            2,
            "{usage}"
        );
    }
    assert_eq!(
        files.run("rules check rules.json --min-coverage 0.5").status,
        2,
        "bounds need data"
    );
}

#[test]
fn comparisons_without_data_need_their_columns_declared() {
    let files = Files::new("check_columns");
    files.write("columns.json", r#"{"version":1,"labels":["A"],"rules":[{"name":"x","label":"A","query":"lang:en missing(amount)"}]}"#);
    assert_eq!(
        files.run("rules check columns.json").status,
        1,
        "missing() needs a column"
    );
    assert_eq!(
        files.run("rules check columns.json --columns lang,amount").status,
        0
    );
    files.write(
        "words.json",
        r#"{"version":1,"labels":["A"],"rules":[{"name":"x","label":"A","query":"lang:en"}]}"#,
    );
    let run = files.run("rules check words.json");
    assert_eq!(run.status, 0);
    assert!(
        run.err
            .contains("‘lang:en’ looks for words, since no column \"lang\" is declared. Give --columns lang"),
        "{}",
        run.err
    );
    assert_eq!(files.run("rules check words.json --columns lang").err, "");
    files.write(
        "example.json",
        r#"{"version":1,"labels":["A"],"rules":[{"name":"x","label":"A","query":"lang:en","examples":[{"text":"a","match":true,"fields":{"lang":"EN"}}]}]}"#,
    );
    let run = files.run("rules check example.json");
    assert_eq!(
        (run.status, run.err.as_str()),
        (0, ""),
        "an example's fields are columns"
    );
    assert!(run.out.ends_with("1 of 1 examples hold.\n"), "{}", run.out);
}

#[test]
fn every_query_that_cannot_be_read_is_named() {
    let files = Files::new("check_errors");
    files.write(
        "bad.json",
        r#"{"version":1,"labels":["A"],"rules":[{"name":"x","label":"A","query":"(a"},{"name":"y","label":"A","query":"a"},{"name":"z","label":"A","query":"/[/"}]}"#,
    );
    for command in ["rules check bad.json", "rules check bad.json data.csv"] {
        let run = files.run(command);
        assert_eq!(run.status, 1);
        assert!(
            run.err
                .contains("bad.json, rule 1 (\"x\"), character 1 of its query: "),
            "{}",
            run.err
        );
        assert!(
            run.err.contains("bad.json, rule 3 (\"z\"), character "),
            "{}",
            run.err
        );
        assert!(run.err.contains("2 rules can't be read"), "{}", run.err);
    }
    let run = files.run("summary data.csv --rules bad.json");
    assert_eq!(
        (run.status, run.err.contains("bad.json, rule 1 (\"x\")")),
        (1, true),
        "{}",
        run.err
    );
}

#[test]
fn bad_usage_is_status_two_and_bad_input_status_one() {
    let files = Files::new("status");
    for usage in [
        "summary",
        "summary data.csv",
        "summary --votes votes.csv",
        "export data.csv --rules rules.json --format xml",
        "export data.csv --rules rules.json --format csv --model magic",
        "export data.csv --rules rules.json --format csv --threshold 0.5",
        "export data.csv --rules rules.json --format csv --model majority --threshold 2",
        "summary data.csv --rules rules.json --text text --text text",
        "apply data.csv",
        "frobnicate",
    ] {
        assert_eq!(files.run(usage).status, 2, "{usage}");
    }
    files.write("broken.json", "{\"version\":1,\n");
    files.write("empty.csv", "");
    for (input, said) in [
        ("summary absent.csv --rules rules.json", "absent.csv: "),
        ("summary data.csv --rules absent.json", "absent.json: "),
        (
            "summary data.csv --rules broken.json",
            "broken.json, line 2, column 0: ",
        ),
        ("summary empty.csv --rules rules.json", "empty.csv: "),
        (
            "apply data.csv --rules rules.json -o no/such/place.csv",
            "no/such/place.csv: ",
        ),
    ] {
        let run = files.run(input);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{input}");
        assert!(run.err.contains(said), "{input}: {}", run.err);
    }
}

/// Of the labels HAM and SPAM: one rule against SPAM that decides, and one from the column `lang`.
const BALLOTS: &str = r#"{"version":1,"labels":["HAM","SPAM"],"rules":[
{"name":"love","label":"SPAM","query":"love","against":true,"hard":true},
{"name":"lang","column":"lang","values":{"en":"SPAM","de":"HAM"}}
]}
"#;

const LANGUAGES: &str = "text,lang\nmy channel,en\nlove it,en\nso good,de\nwhat,\n";

#[test]
fn votes_against_and_of_columns_are_written_and_read_again() {
    let files = Files::new("ballots");
    files.write("rules.json", BALLOTS);
    files.write("data.csv", LANGUAGES);
    let run = files.run("apply data.csv --rules rules.json -o votes.csv");
    assert_eq!(run.status, 0, "{}", run.err);
    let votes = String::from_utf8(files.read("votes.csv")).unwrap();
    assert_eq!(votes, "love,lang\r\n-1,1\r\n-3,1\r\n-1,0\r\n-1,-1\r\n");
    let of_data = files.run("summary data.csv --rules rules.json --json").out;
    let of_votes = files.run("summary --votes votes.csv --labels 2 --json").out;
    assert_eq!(of_data, of_votes);
    assert!(
        of_votes.contains(r#""conflicted":1,"rules":[{"name":"love","polarity":[-3],"coverage":0.25"#),
        "{of_votes}"
    );
    assert!(
        of_votes.contains(r#"{"name":"lang","polarity":[0,1],"#),
        "{of_votes}"
    );
    let table = files.run("summary --votes votes.csv --labels 2").out;
    assert!(table.contains("[not 1]"), "{table}");
}

#[test]
fn snorkel_gets_no_votes_against_and_it_is_said_how_many_there_were() {
    let files = Files::new("snorkel");
    files.write("rules.json", BALLOTS);
    files.write("data.csv", LANGUAGES);
    let run = files.run("apply data.csv --rules rules.json --snorkel");
    assert_eq!(run.out, "love,lang\r\n-1,1\r\n-1,1\r\n-1,0\r\n-1,-1\r\n");
    assert!(
        run.err.contains("1 vote against a label is written as -1"),
        "{}",
        run.err
    );
}

#[test]
fn exports_say_what_is_against_and_what_decides() {
    let files = Files::new("ballots_export");
    files.write("rules.json", BALLOTS);
    files.write("data.csv", LANGUAGES);
    let command = "export data.csv --rules rules.json --model majority --format";
    let csv = files.run(&format!("{command} csv")).out;
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(
        rows[0],
        "id,text,lang,label,tied,p:HAM,p:SPAM,hard:love,rule:lang"
    );
    assert_eq!(rows[2], "2,love it,en,HAM,,1.0,0.0,not:SPAM,SPAM");
    let json = files.run(&format!("{command} json")).out;
    assert!(
        json.contains(concat!(
            r#""votes":[{"rule":"love","label":"SPAM","against":true,"hard":true},"#,
            r#"{"rule":"lang","label":"SPAM"}],"label":"HAM""#
        )),
        "{json}"
    );
    let rules = files.run("export data.csv --rules rules.json --format rules").out;
    assert_eq!(rules, BALLOTS);
}

#[test]
fn a_column_that_is_not_there_is_said_of_its_rule() {
    let files = Files::new("no_column");
    files.write("rules.json", BALLOTS);
    let run = files.run("rules check rules.json");
    assert_eq!(run.status, 0, "{}", run.err);
    files.write("data.csv", "text,language\nmy channel,en\n");
    let run = files.run("rules check rules.json data.csv");
    assert_eq!(run.status, 1);
    assert!(
        run.err.contains(
            "rules.json, rule 2 (\"lang\"), \"column\": There is no column ‘lang’. Columns are ‘language’"
        ),
        "{}",
        run.err
    );
}
