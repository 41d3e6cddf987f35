//! `export --augmented`: the variants that a saved project accepted, behind their records.

use serde_json::{Value, json};

use super::support::Files;

/// A project with two accepted variants of its first record: one still speaks of a channel, the other does not.
fn project(test: &str) -> Files {
    let files = Files::new(test);
    let run = files.run("export data.csv --rules rules.json --format project -o p.labelloom.json");
    assert_eq!(run.status, 0, "{}", run.err);
    let mut project: Value = serde_json::from_slice(&files.read("p.labelloom.json")).unwrap();
    let variant = |number: u32, text: &str, fate: &str| {
        json!({"number": number, "made": {
            "record": 0, "text": text, "operations": [{"name": "delete", "strength": 0.3}], "seed": 5, "copy": number,
            "changes": [], "fate": fate, "why": "a person took it"
        }})
    };
    project["variants"] = json!([[
        variant(1, "check my channel", "kept"),
        variant(2, "check out my", "lost")
    ]]);
    files.write("p.labelloom.json", &project.to_string());
    files
}

fn lines(files: &Files, more: &str) -> Vec<Value> {
    let run = files.run(format!("export p.labelloom.json --format jsonl --model majority {more}").trim_end());
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(
        run.err.contains("accepted variants"),
        !more.is_empty(),
        "{}",
        run.err
    );
    run.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn accepted_variants_stand_behind_their_record() {
    let files = project("augmented");
    assert_eq!(lines(&files, "").len(), 5);
    let all = lines(&files, "--augmented record");
    assert_eq!(all.len(), 7);
    assert_eq!(
        (
            &all[1]["id"],
            &all[1]["parent"],
            &all[1]["augmented"],
            &all[1]["seed"]
        ),
        (&json!("a~1"), &json!("a"), &json!(true), &json!(5))
    );
    assert_eq!(
        (&all[1]["text"], &all[2]["text"]),
        (&json!("check my channel"), &json!("check out my"))
    );
    assert_eq!(
        (&all[1]["label"], &all[2]["label"]),
        (&json!("SPAM"), &json!("SPAM"))
    );
    assert_eq!(all[3]["id"], "b");
}

#[test]
fn variants_may_be_labeled_by_the_rules() {
    let files = project("augmented_rules");
    let all = lines(&files, "--augmented rules");
    assert_eq!(
        (&all[1]["label"], &all[2]["label"]),
        (&json!("SPAM"), &Value::Null)
    );
    let few = lines(&files, "--augmented rules --include labeled");
    assert!(few.iter().all(|line| line["label"] != Value::Null), "{few:?}");
}

#[test]
fn data_has_no_variants_and_other_words_are_refused() {
    let files = project("augmented_refused");
    let plain = files.run("export data.csv --rules rules.json --format csv");
    let augmented = files.run("export data.csv --rules rules.json --format csv --augmented record");
    assert_eq!((plain.status, augmented.status), (0, 0), "{}", augmented.err);
    assert_eq!(plain.out.lines().count(), augmented.out.lines().count());
    let run = files.run("export p.labelloom.json --format csv --augmented parent");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("record, rules"), "{}", run.err);
}
