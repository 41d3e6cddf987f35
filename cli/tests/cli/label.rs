//! `label`: every model on the reference votes, as the engine's own tests have them, and what is refused.

use serde_json::Value;

use super::reference::{gold, votes};
use super::support::{Files, Run};

/// Probabilities as they are written: a row a record, none where it has no vote.
fn posteriors(csv: &str) -> Vec<Option<Vec<f64>>> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        if cells.iter().all(|cell| *cell == "nan") {
            return None;
        }
        Some(cells.iter().map(|cell| cell.parse().unwrap()).collect())
    };
    csv.lines().skip(1).map(row).collect()
}

fn case(name: &str, folder: &str) -> Value {
    let suite = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/suite/weak-supervision");
    serde_json::from_str(&std::fs::read_to_string(format!("{suite}/{folder}{name}.json")).unwrap()).unwrap()
}

/// A directory with the votes and gold of a case.
fn files(test: &str, name: &str) -> (Files, Value, Value) {
    let (case, reference) = (case(name, ""), case(name, "models/"));
    let files = Files::new(&format!("label_{test}_{name}"));
    files.write("votes.csv", &votes(&case));
    files.write("gold.csv", &gold(&case));
    (files, case, reference)
}

fn label(files: &Files, k: &Value, more: &str) -> Run {
    files.run(&format!("label --votes votes.csv --labels {k} {more}"))
}

/// Every row as far from the reference's as `tolerance` at most, where the record has a vote.
fn check(run: &Run, reference: &Value, tolerance: f64, case: &Value) {
    assert_eq!(run.status, 0, "{}", run.err);
    let rows = posteriors(&run.out);
    assert_eq!(rows.len() as u64, case["n"].as_u64().unwrap());
    let mut compared = 0;
    let expected = reference
        .as_array()
        .unwrap()
        .iter()
        .zip(case["L"].as_array().unwrap());
    for (row, (expected, votes)) in rows.iter().zip(expected) {
        let mut votes = votes.as_array().unwrap().iter();
        assert_eq!(row.is_some(), votes.any(|vote| vote.as_i64() != Some(-1)));
        for (found, expected) in row.iter().flatten().zip(expected.as_array().unwrap()) {
            let apart = (found - expected.as_f64().unwrap()).abs();
            assert!(apart < tolerance, "{row:?} is not {expected}");
            compared += 1;
        }
    }
    assert!(compared > 100);
}

#[test]
fn models_agree_with_their_references() {
    for name in ["binary_10x1000", "multi4_15x2000", "degenerate_8x300"] {
        let (files, case, reference) = files("reference", name);
        let run = |more: &str| label(&files, &case["k"], more);
        check(
            &run("--model majority"),
            &case["majority_predict_proba"],
            1e-6,
            &case,
        );
        let snorkel = &reference["uniform"]["predict_proba"];
        check(&run("--model snorkel"), snorkel, 1e-4, &case);
        let symbols = &reference["dawid_skene"]["posterior"];
        check(&run("--model dawid-skene-wrench"), symbols, 1e-4, &case);
        if let Some(triplet) = reference["triplet"].as_object() {
            let shares = triplet["balance"].as_array().unwrap().iter();
            let shares: Vec<String> = shares.map(Value::to_string).collect();
            let asked = format!("--model triplet --balance {}", shares.join(","));
            check(&run(&asked), &triplet["predict_proba"], 1e-6, &case);
        }
    }
}

#[test]
fn every_model_runs_and_probabilities_sum_to_one() {
    let (files, case, _) = files("every", "binary_10x1000");
    for model in [
        "gold-weighted",
        "majority",
        "weighted",
        "dawid-skene",
        "dawid-skene-wrench",
        "snorkel",
        "triplet",
    ] {
        for balance in ["uniform", "gold", "estimated", "0.3,0.7"] {
            let asked = format!("--model {model} --balance {balance} --gold-file gold.csv");
            let run = label(&files, &case["k"], &asked);
            assert_eq!(run.status, 0, "{model} {balance}: {}", run.err);
            assert!(run.out.starts_with("0,1\r\n"));
            for row in posteriors(&run.out).iter().flatten() {
                let sum: f64 = row.iter().sum();
                assert!((sum - 1.0).abs() < 1e-9, "{model} {balance}: {row:?}");
            }
            let ignores = run.err.contains("ignores the class balance");
            let is_deaf = model == "majority" || model == "dawid-skene-wrench";
            assert_eq!(
                ignores,
                is_deaf && balance != "uniform",
                "{model} {balance}: {}",
                run.err
            );
        }
    }
}

#[test]
fn npz_votes_and_csv_votes_are_the_same_votes() {
    let files = Files::new("label_npz");
    files.run("apply data.csv --rules rules.json -o votes.csv");
    files.run("apply data.csv --rules rules.json -o votes.npz");
    let of = |file: &str| files.run(&format!("label --votes {file} --labels 2 --model gold-weighted"));
    let (csv, npz) = (of("votes.csv"), of("votes.npz"));
    assert_eq!((npz.status, npz.out), (0, csv.out), "{}", npz.err);
    files.write("votes.npz", "no zip");
    let run = of("votes.npz");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("votes.npz: This is no NPZ file"), "{}", run.err);
}

/// `files/packed.npz` is as `numpy.savez_compressed` writes it: deflated, the lengths in 64 bits before each member, and
/// another array before `L`. It was made with Python's `zipfile`: 25 times the rows below, as int16.
#[test]
fn packed_arrays_are_read_too() {
    let files = Files::new("label_packed");
    let packed = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/files/packed.npz");
    let rows = "1,-1,-1\n-1,0,-2\n1,0,-1\n-1,-1,-1\n";
    files.write("votes.csv", &format!("r,s,t\n{}", rows.repeat(25)));
    let of = |file: &str| files.run(&format!("label --votes {file} --labels 2 --model snorkel"));
    let (npz, csv) = (of(packed), of("votes.csv"));
    assert_eq!((npz.status, npz.out.lines().count()), (0, 101), "{}", npz.err);
    assert_eq!(npz.out, csv.out);
}

#[test]
fn labels_of_data_and_of_its_project_are_the_same() {
    let files = Files::new("label_data");
    let of_data = files.run("label data.csv --rules rules.json --model majority -o posteriors.csv");
    assert_eq!((of_data.status, of_data.out.as_str()), (0, ""), "{}", of_data.err);
    let csv = String::from_utf8(files.read("posteriors.csv")).unwrap();
    assert_eq!(
        csv,
        "HAM,SPAM\r\n0.0,1.0\r\n1.0,0.0\r\n0.5,0.5\r\nnan,nan\r\nnan,nan\r\n"
    );
    files.run("export data.csv --rules rules.json --format project -o data.labelloom.json");
    let of_project = files.run("label data.labelloom.json --model majority");
    assert_eq!(of_project.out, csv, "{}", of_project.err);
}

#[test]
fn the_report_says_what_was_fitted() {
    let files = Files::new("label_report");
    files.write("votes.csv", "r,s\n0,-1\n1,0\n-1,-1\n0,0\n");
    files.write("gold.csv", "label\n0\n1\n-1\n0\n");
    let asked = "label --votes votes.csv --labels 2 --gold-file gold.csv --model gold-weighted --json";
    let run = files.run(asked);
    assert_eq!(run.status, 0, "{}", run.err);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let part = |key: &str| report[key].clone();
    assert_eq!(
        (part("model"), part("records"), part("covered")),
        ("gold-weighted".into(), 4.into(), 3.into())
    );
    assert_eq!(part("hand_labels"), 3);
    assert_eq!(
        (&report["rules"][0]["votes"], &report["gold"]["correct"]),
        (&3.into(), &3.into())
    );
    // Beta(4, 1): three of three right, and one of two.
    let weight = |rule: usize| report["rules"][rule]["weight"].as_f64().unwrap();
    assert!(weight(0) > weight(1), "{report}");
    let both = files.run(&format!("{asked} -o posteriors.csv"));
    assert_eq!(both.out, run.out);
    let csv = String::from_utf8(files.read("posteriors.csv")).unwrap();
    assert!(csv.contains("nan,nan\r\n"), "{csv}");
}

#[test]
fn what_can_not_be_fitted_is_refused() {
    let files = Files::new("label_refused");
    files.write("votes.csv", "r,s\n0,-1\n1,0\n");
    let run = |more: &str| files.run(&format!("label --votes votes.csv --labels 2 {more}"));
    for model in ["snorkel", "triplet"] {
        let run = run(&format!("--model {model}"));
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{}", run.err);
        assert!(run.err.contains("needs at least 3 rules"), "{}", run.err);
    }
    for (more, status, said) in [
        ("--model best", 2, "invalid value 'best'"),
        ("--model weighted --balance even", 2, "is no share"),
        (
            "--model weighted --balance 0.5,0.4,0.1",
            1,
            "3 numbers, but there are 2 labels",
        ),
        (
            "--model weighted --balance 0,1",
            1,
            "no record could ever have it",
        ),
        ("--model weighted --balance gold", 1, "no record has a hand label"),
        ("--model snorkel --epochs 0", 2, "0 is not in"),
    ] {
        let run = run(more);
        assert_eq!(run.status, status, "{more}: {}", run.err);
        assert!(run.err.contains(said), "{more}: {}", run.err);
    }
    assert_eq!(files.run("label --model majority").status, 2);
    assert_eq!(files.run("label data.csv --model majority").status, 2, "no rules");
    files.write("gold.csv", "label\n0\n");
    let short = run("--model majority --gold-file gold.csv");
    assert_eq!(short.status, 1);
    assert!(short.err.contains("1 gold labels for 2 records"), "{}", short.err);
}

#[test]
fn exports_take_every_model_and_the_end_model() {
    let files = Files::new("label_export");
    let export = |more: &str| files.run(&format!("export data.csv --rules rules.json {more}"));
    let run = export("--model gold-weighted --balance 0.4,0.6 --format json");
    assert_eq!(run.status, 0, "{}", run.err);
    let file: Value = serde_json::from_str(&run.out).unwrap();
    let parameters = &file["lineage"]["model"]["parameters"];
    assert_eq!(
        parameters["class_balance"],
        serde_json::json!({"HAM": 0.4, "SPAM": 0.6})
    );
    let few = export("--model snorkel --format json");
    assert_eq!(few.status, 1);
    assert!(few.err.contains("needs at least 3 rules"), "{}", few.err);
    let with_end = export("--model majority --end-model --format jsonl");
    assert_eq!(with_end.status, 0, "{}", with_end.err);
    assert!(
        with_end
            .out
            .lines()
            .all(|line| line.contains("\"label_source\":")),
        "{}",
        with_end.out
    );
    let alone = export("--end-model --format jsonl");
    assert_eq!(alone.status, 2, "an end model needs a model that teaches it");
}
