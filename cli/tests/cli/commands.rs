//! The commands end to end: bytes, messages and exit status.

use super::support::Files;

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
