//! `rules check`: a rule file alone, on data, and within bounds.

use super::support::Files;

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
