//! `summary --votes` against Snorkel's figures, on the same cases as the engine.

use super::support::Files;

#[test]
fn summary_agrees_with_snorkel() {
    for name in ["binary_10x1000", "multi4_15x2000", "degenerate_8x300"] {
        let path = format!(
            "{}/../tests/suite/weak-supervision/{name}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let case: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let files = Files::new(name);
        files.write("votes.csv", &votes(&case));
        files.write("gold.csv", &gold(&case));
        let run = files.run(&format!(
            "summary --votes votes.csv --labels {} --gold-file gold.csv --json",
            case["k"]
        ));
        assert_eq!(run.status, 0, "{}", run.err);
        check(&case, &serde_json::from_str(&run.out).unwrap());
    }
}

fn numbers(row: &serde_json::Value) -> Vec<String> {
    row.as_array().unwrap().iter().map(ToString::to_string).collect()
}

/// A case's votes as a file.
pub(super) fn votes(case: &serde_json::Value) -> String {
    let names: Vec<String> = (0..case["m"].as_u64().unwrap())
        .map(|rule| format!("r{rule}"))
        .collect();
    let rows = case["L"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| numbers(row).join(",") + "\n");
    format!("{}\n{}", names.join(","), rows.collect::<String>())
}

/// A case's gold as a file.
pub(super) fn gold(case: &serde_json::Value) -> String {
    format!("label\n{}\n", numbers(&case["Y"]).join("\n"))
}

fn check(case: &serde_json::Value, found: &serde_json::Value) {
    let rules = found["rules"].as_array().unwrap();
    for (found, expected) in rules.iter().zip(case["lf_summary"].as_array().unwrap()) {
        assert_eq!(found["polarity"], expected[0]);
        for (key, place) in [("coverage", 1), ("overlaps", 2), ("conflicts", 3)] {
            let difference = found[key].as_f64().unwrap() - expected[place].as_f64().unwrap();
            assert!(difference.abs() < 0.500_001e-6, "{key} of {found}: {expected}");
        }
        assert_eq!(
            (&found["correct"], &found["incorrect"]),
            (&expected[4], &expected[5])
        );
        let accuracy = found["accuracy"].as_f64().unwrap_or(0.0);
        assert!((accuracy - expected[6].as_f64().unwrap()).abs() < 0.500_001e-6);
    }
    let covered = found["covered"].as_f64().unwrap() / case["n"].as_f64().unwrap();
    assert!((covered - case["label_coverage"].as_f64().unwrap()).abs() < 0.500_001e-6);
}
