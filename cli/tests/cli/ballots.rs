//! Votes against a label, deciding rules and rules from a column, through every command.

use super::support::Files;

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
