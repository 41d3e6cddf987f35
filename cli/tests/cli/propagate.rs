//! `propagate`: scikit-learn's distributions on the reference graphs, the forms of the contract, and what is refused.

use std::fmt::Write as _;

use serde_json::Value;

use super::support::{Files, Run};

fn case(name: &str) -> Value {
    let suite = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/suite/graph");
    serde_json::from_str(&std::fs::read_to_string(format!("{suite}/{name}.json")).unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect()
}

fn indices(value: &Value) -> Vec<usize> {
    let numbers = value.as_array().unwrap().iter();
    numbers
        .map(|number| usize::try_from(number.as_u64().unwrap()).unwrap())
        .collect()
}

/// A directory with the graph and seeds of a case.
fn files(test: &str, case: &Value) -> Files {
    let files = Files::new(test);
    let (starts, ends) = (indices(&case["indptr"]), indices(&case["indices"]));
    let weights = case.get("data").map(numbers);
    let mut graph = "record,neighbor,similarity\n".to_owned();
    for record in 0..starts.len() - 1 {
        for edge in starts[record]..starts[record + 1] {
            let weight = weights.as_ref().map_or(1.0, |weights| weights[edge]);
            writeln!(graph, "{record},{},{weight}", ends[edge]).unwrap();
        }
    }
    files.write("neighbors.csv", &graph);
    let mut seeds = "record,label\n".to_owned();
    let pairs = indices(&case["seeds"])
        .into_iter()
        .zip(indices(&case["seed_labels"]));
    for (record, label) in pairs {
        writeln!(seeds, "{record},{label}").unwrap();
    }
    files.write("seeds.csv", &seeds);
    files
}

fn propagate(files: &Files, case: &Value, more: &str) -> Run {
    files.run(&format!(
        "propagate --graph neighbors.csv --records {} --seeds seeds.csv --labels {} {more}",
        case["n"], case["n_classes"]
    ))
}

/// Rows as they are written; rows of nan as zeros.
fn rows(csv: &str) -> Vec<Vec<f64>> {
    let cell = |cell: &str| if cell == "nan" { 0.0 } else { cell.parse().unwrap() };
    csv.lines()
        .skip(1)
        .map(|line| line.split(',').map(cell).collect())
        .collect()
}

#[test]
fn distributions_are_scikit_learns() {
    for (name, prefix) in [
        ("digits300_union7_binary", ""),
        ("moons125_weighted_isolated", ""),
        ("digits120_sklearn_directed_knn", "sklearn-"),
    ] {
        let case = case(name);
        let files = files(&format!("propagate_{name}"), &case);
        for run in case["runs"].as_array().unwrap() {
            // The slow ones are compared in the engine's tests.
            if run["n_iter"].as_u64().unwrap() > 300 {
                continue;
            }
            let (method, alpha) = match run["alpha"].as_f64() {
                Some(alpha) => ("spreading", format!(" --alpha {alpha}")),
                None => ("propagation", String::new()),
            };
            let asked = format!(
                "--method {prefix}{method}{alpha} --tol {} --max-iter {} --balance none",
                run["tol"], run["max_iter"]
            );
            let found = propagate(&files, &case, &asked);
            assert_eq!(found.status, 0, "{}", found.err);
            let stopped = run["n_iter"] == run["max_iter"];
            assert_eq!(found.err.contains("before it settled"), stopped, "{}", found.err);
            let expected = run["label_distributions"].as_array().unwrap();
            let found = rows(&found.out);
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                let both = found.iter().zip(numbers(expected));
                assert!(both.into_iter().all(|(a, b)| (a - b).abs() < 1e-9), "{found:?}");
            }
        }
    }
}

#[test]
fn every_method_and_balance_runs() {
    let case = case("poisson_digits200");
    let files = files("propagate_every", &case);
    let shares = ["0.1"; 10].join(",");
    for method in ["poisson", "spreading", "propagation"] {
        for balance in ["none", "seeds", "mass", &shares] {
            let run = propagate(&files, &case, &format!("--method {method} --balance {balance}"));
            assert_eq!(run.status, 0, "{}", run.err);
            assert!(run.out.starts_with("0,1,2,3,4,5,6,7,8,9\r\n"));
            assert!(run.err.contains("settled after"), "{}", run.err);
            let sums: Vec<f64> = rows(&run.out).iter().map(|row| row.iter().sum()).collect();
            assert_eq!(sums.len(), 200);
            assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-9));
        }
    }
    let default = propagate(&files, &case, "--method poisson -o posteriors.csv");
    assert_eq!((default.status, default.out.as_str()), (0, ""));
    let asked = propagate(&files, &case, "--method poisson --balance seeds");
    assert_eq!(
        String::from_utf8(files.read("posteriors.csv")).unwrap(),
        asked.out
    );
}

/// One link is enough for two records, the larger similarity counts, and what no seed reaches is nan.
#[test]
fn lists_become_a_graph_by_their_union() {
    let files = Files::new("propagate_union");
    files.write(
        "neighbors.csv",
        "record,neighbor,similarity\n0,1,0.25\n1,0,0.75\n2,1,0.25\n1,1,1\n4,3,0.5\n",
    );
    files.write("seeds.csv", "record,label\n0,0\n2,1\n2,1\n");
    let asked = "propagate --graph neighbors.csv --records 5 --seeds seeds.csv --labels 3 --method propagation --balance none";
    let run = files.run(asked);
    assert_eq!(run.status, 0, "{}", run.err);
    let found = rows(&run.out);
    assert!((found[1][0] - 0.75).abs() < 1e-12, "{found:?}");
    assert!(run.out.ends_with("nan,nan,nan\r\nnan,nan,nan\r\n"), "{}", run.out);
    for said in [
        "1 records are their own neighbours",
        "1 lines repeat a seed",
        "No seed has label 2",
        "No seed reaches 2 records",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    let alpha = files.run(&format!("{asked} --alpha 0.5"));
    assert!(alpha.err.contains("--alpha changes nothing"), "{}", alpha.err);
    assert_eq!(alpha.out, run.out);
    files.write("seeds.csv", "label,record\n");
    let none = files.run(asked);
    assert_eq!(none.status, 0);
    assert!(none.err.contains("There is no seed"), "{}", none.err);
}

#[test]
fn what_is_no_graph_or_seed_is_refused_with_its_place() {
    let files = Files::new("propagate_refused");
    let good = ("record,neighbor,similarity\n0,1,0.5\n", "record,label\n0,0\n");
    let run = |graph: &str, seeds: &str, more: &str| {
        files.write("neighbors.csv", graph);
        files.write("seeds.csv", seeds);
        files.run(&format!(
            "propagate --graph neighbors.csv --records 2 --seeds seeds.csv --labels 2 {more}"
        ))
    };
    for (graph, seeds, said) in [
        (
            "a,b\n",
            good.1,
            "neighbors.csv, line 1: The header record,neighbor,similarity is missing",
        ),
        ("", good.1, "neighbors.csv: The header"),
        (
            "record,neighbor,similarity\n0,2,0.5\n",
            good.1,
            "neighbors.csv, line 2: There is no record 2 among 2",
        ),
        (
            "record,neighbor,similarity\n0,1,0.5\n0,1,0\n",
            good.1,
            "line 3: \"0\" is no similarity above 0",
        ),
        (
            "record,neighbor,similarity\n0,1,nan\n",
            good.1,
            "\"nan\" is no similarity above 0",
        ),
        (
            "record,neighbor,similarity\n0,-1,1\n",
            good.1,
            "\"-1\" is no record's number",
        ),
        (
            good.0,
            "record,label\n1,2\n",
            "seeds.csv, line 2: There is no label 2 among 2",
        ),
        (
            good.0,
            "record,label\n99999999999,0\n",
            "There is no record 99999999999",
        ),
        (good.0, "record,label\n0,\n", "\"\" is no label's number"),
    ] {
        let run = run(graph, seeds, "--method poisson");
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{said}: {}", run.err);
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    for (more, status, said) in [
        ("--method best", 2, "invalid value 'best'"),
        ("--method poisson --balance even", 2, "is no share"),
        (
            "--method poisson --balance 0.5,0.2,0.3",
            1,
            "3 numbers, but there are 2 labels",
        ),
        ("--method spreading --alpha 1", 1, "not between 0 and 1"),
        ("--method spreading --tol -1", 2, ""),
        ("--method spreading --max-iter 0", 2, "0 is not in"),
    ] {
        let run = run(good.0, good.1, more);
        assert_eq!(run.status, status, "{more}: {}", run.err);
        assert!(run.err.contains(said), "{more}: {}", run.err);
    }
}

/// Two themes, a hand label in each, and a text that is like no other.
const THEMES: &str = "id,text,label\n\
    a,win a free prize now,SPAM\n\
    b,win a free prize today,\n\
    c,free prize inside,\n\
    d,free prize inside,\n\
    e,lunch at noon with you,HAM\n\
    f,lunch at noon tomorrow,\n\
    g,noon with you then,\n\
    h,lunch with you,\n\
    i,xylophone,\n";

fn winners(csv: &str) -> Vec<Option<usize>> {
    let rows = csv.lines().skip(1).map(|line| {
        let row: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        (!row[0].is_nan()).then(|| usize::from(row[1] > row[0]))
    });
    rows.collect()
}

#[test]
fn of_data_the_graph_is_made_and_gold_and_rules_are_its_seeds() {
    let files = Files::new("propagate-data");
    files.write("data.csv", THEMES);
    let rules =
        r#"{"version":1,"labels":["HAM","SPAM"],"rules":[{"name":"noon","label":"HAM","query":"noon"}]}"#;
    files.write("rules.json", rules);
    // Of two hand labels the seeded split may hold one out; the rule speaks for its theme.
    let run = files.run("propagate data.csv --rules rules.json --method poisson -k 3");
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(run.out.lines().next(), Some("HAM,SPAM"));
    assert!(
        run.err.contains("rule \"noon\": ") && run.err.contains("seeds that weigh"),
        "{}",
        run.err
    );
    let found = winners(&run.out);
    assert_eq!(found[4..8], [Some(0); 4]);
    assert_eq!(found[8], None, "a record that no seed reaches is nan");
}

#[test]
fn seeds_of_a_file_flow_along_a_graph_of_data() {
    let files = Files::new("propagate-data-seeds");
    files.write("data.csv", THEMES);
    files.write("seeds.csv", "record,label\n0,1\n4,0\n");
    for method in ["poisson", "spreading", "propagation"] {
        let run = files.run(&format!(
            "propagate data.csv --seeds seeds.csv --labels 2 --method {method} -k 3"
        ));
        assert_eq!(run.status, 0, "{}", run.err);
        assert_eq!(run.out.lines().next(), Some("0,1"));
        let (spam, ham) = (Some(1), Some(0));
        let expected = [spam, spam, spam, spam, ham, ham, ham, ham, None];
        assert_eq!(winners(&run.out), expected, "{method}");
    }
    // The same graph as a file gives the same to the last digit.
    let lists = files.run("graph data.csv -k 3 -o neighbors.csv");
    assert_eq!(lists.status, 0, "{}", lists.err);
    let way = "--seeds seeds.csv --labels 2 --method poisson";
    let of_file = files.run(&format!("propagate --graph neighbors.csv --records 9 {way}"));
    let of_data = files.run(&format!("propagate data.csv -k 3 {way}"));
    assert_eq!(of_file.out, of_data.out);
}

#[test]
fn without_anything_that_says_a_label_there_is_nothing_to_carry() {
    let files = Files::new("propagate-data-none");
    files.write("data.csv", "id,text\na,free prize\nb,free prize now\n");
    let run = files.run("propagate data.csv --method poisson");
    assert_eq!(run.status, 2);
    assert!(run.err.contains("nothing says a label"), "{}", run.err);
    for bad in [
        "propagate --method poisson",
        "propagate data.csv --graph neighbors.csv --records 2 --method poisson",
        "propagate data.csv --seeds seeds.csv --method poisson",
    ] {
        assert_eq!(files.run(bad).status, 2, "{bad}");
    }
}

/// With a column that takes all gold for dev.
fn split_of(data: &str) -> String {
    let lines = data.lines().enumerate();
    let with = |(at, line): (usize, &str)| format!("{line},{}\n", if at == 0 { "split" } else { "dev" });
    lines.map(with).collect()
}

/// Isolated and equal records, two labels on one text, a label without seeds, no seeds: each has a result and words.
#[test]
fn what_is_degenerate_has_a_result_and_words() {
    let files = Files::new("propagate_odd");
    let run = |data: &str, more: &str| {
        files.write("odd.csv", data);
        let asked = format!("propagate odd.csv --method poisson {more}");
        let run = files.run(asked.trim_end());
        assert_eq!(run.status, 0, "{}", run.err);
        run
    };
    let alone = run(&split_of(THEMES), "");
    assert!(alone.out.ends_with("nan,nan\r\n"), "{}", alone.out);
    assert!(alone.err.contains("No seed reaches 1 record"), "{}", alone.err);
    let twins: Vec<&str> = alone.out.lines().skip(3).take(2).collect();
    assert_eq!(twins[0], twins[1], "equal texts have equal rows");
    let twice =
        "id,text,label,split\na,free prize,SPAM,dev\nb,free prize,HAM,dev\nc,free prize,,\nd,free lunch,,\n";
    let twice = run(twice, "--balance none");
    let row: Vec<f64> = rows(&twice.out)[2].clone();
    assert!((row[0] - 0.5).abs() < 1e-6, "{row:?}: both labels are as near");
    let vectors = "id,text,label,split,where\na,one,A,dev,\"[1, 0]\"\nb,two,B,dev,\"[0, 1]\"\n\
        c,three,,,\"[0, 0]\"\nd,four,,,\"[1, 0]\"\n";
    let zeros = run(vectors, "--features where");
    assert!(zeros.err.contains("No seed reaches 1 record"), "{}", zeros.err);
    assert!(zeros.out.lines().nth(3) == Some("nan,nan"), "{}", zeros.out);
    files.write("seeds.csv", "record,label\n0,1\n");
    let one = run(THEMES, "--seeds seeds.csv --labels 2");
    assert!(
        one.err.contains("No seed has label 0, so no record can get it"),
        "{}",
        one.err
    );
    assert!(one.out.lines().nth(2) == Some("0.0,1.0"), "{}", one.out);
    files.write("odd.csv", "id,text\na,free prize\nb,free prize now\n");
    let none = files.run("propagate odd.csv --method poisson");
    assert_eq!(none.status, 2);
    assert!(none.err.contains("nothing says a label"), "{}", none.err);
}

#[test]
fn labels_have_the_shares_of_records_that_are_asked_for() {
    let files = Files::new("propagate_volume");
    let mut graph = "record,neighbor,similarity\n".to_owned();
    for record in 0..199 {
        writeln!(
            graph,
            "{record},{},{}",
            record + 1,
            0.5 + f64::from(record * 37 % 100) / 250.0
        )
        .unwrap();
    }
    files.write("neighbors.csv", &graph);
    files.write("seeds.csv", "record,label\n0,0\n199,1\n");
    let asked =
        "propagate --graph neighbors.csv --records 200 --seeds seeds.csv --labels 2 --method propagation";
    let ones = |balance: &str| {
        let run = files.run(&format!("{asked} --balance {balance}"));
        assert_eq!(run.status, 0, "{}", run.err);
        winners(&run.out)
            .iter()
            .filter(|&&label| label == Some(1))
            .count()
    };
    assert_eq!(ones("volume:0.75,0.25"), 51);
    assert_eq!(ones("volume"), 100);
}
