//! `graph`: neighbours by words, topics and columns, and what is refused.

use serde_json::Value;

use super::support::{Files, Run};

const NUMBERS: &str = "text,x,y\na,1,0\nb,2,0\nc,0,3\nd,3,4\ne,0,0\n";

fn graph(files: &Files, arguments: &str) -> Run {
    files.run(&format!("graph {arguments}"))
}

/// (record, neighbor, similarity) of each line.
fn links(csv: &str) -> Vec<(usize, usize, f64)> {
    assert!(csv.starts_with("record,neighbor,similarity\r\n"), "{csv}");
    let link = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (
            cells[0].parse().unwrap(),
            cells[1].parse().unwrap(),
            cells[2].parse().unwrap(),
        )
    };
    csv.lines().skip(1).map(link).collect()
}

/// The texts of the engine's own test, with scikit-learn's neighbours at `TfidfVectorizer(min_df=2, sublinear_tf=True)`.
#[test]
fn neighbours_are_scikit_learns() {
    let suite = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/suite/features/tfidf_160.json"
    );
    let suite: Value = serde_json::from_str(&std::fs::read_to_string(suite).unwrap()).unwrap();
    let docs = suite["docs"].as_array().unwrap();
    let lines: Vec<String> = docs
        .iter()
        .map(|text| serde_json::json!({ "text": text }).to_string())
        .collect();
    let files = Files::new("graph_words");
    files.write("texts.jsonl", &lines.join("\n"));
    let run = graph(&files, "texts.jsonl --text text --k 10 -o neighbors.csv");
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("records are like no other"), "{}", run.err);
    let links = links(&String::from_utf8(files.read("neighbors.csv")).unwrap());
    for (record, wanted) in suite["similarities"].as_array().unwrap().iter().enumerate() {
        let own: Vec<f64> = links
            .iter()
            .filter(|link| link.0 == record)
            .map(|link| link.2)
            .collect();
        let wanted: Vec<f64> = wanted
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value.as_f64().unwrap())
            .collect();
        assert_eq!(own.len(), wanted.len(), "record {record}");
        assert!(
            own.iter()
                .zip(&wanted)
                .all(|(own, wanted)| (own - wanted).abs() < 1e-6),
            "record {record}"
        );
    }
    assert!(links.len() > 1000);
    let again = graph(&files, "texts.jsonl --text text");
    assert_eq!(again.out.as_bytes(), files.read("neighbors.csv"));
    for features in ["lsa", "tfidf lsa-100", "characters-in-words"] {
        let run = graph(
            &files,
            &format!("texts.jsonl --text text --k 3 --features {features}"),
        );
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(self::links(&run.out).len() > 400);
    }
    let approximate = graph(&files, "texts.jsonl --text text --approximate");
    assert!(
        approximate.err.contains("--approximate changes nothing"),
        "{}",
        approximate.err
    );
    let approximate = graph(&files, "texts.jsonl --text text --approximate --features lsa");
    assert!(
        approximate.err.contains("% of the true neighbours"),
        "{}",
        approximate.err
    );
}

#[test]
fn columns_of_numbers_are_compared() {
    let files = Files::new("graph_columns");
    files.write("numbers.csv", NUMBERS);
    let run = graph(&files, "numbers.csv --text text --features x y --k 2");
    assert_eq!(run.status, 0, "{}", run.err);
    let expected = [
        (0, 1, 1.0),
        (0, 3, 0.6),
        (1, 0, 1.0),
        (1, 3, 0.6),
        (2, 3, 0.8),
        (3, 2, 0.8),
        (3, 0, 0.6),
    ];
    let own = links(&run.out);
    assert_eq!(own.len(), expected.len(), "{}", run.out);
    for (own, expected) in own.iter().zip(expected) {
        assert_eq!((own.0, own.1), (expected.0, expected.1), "{}", run.out);
        assert!((own.2 - expected.2).abs() < 1e-6, "{}", run.out);
    }
    let far = graph(
        &files,
        "numbers.csv --text text --features x y --k 1 --measure distance",
    );
    assert_eq!(links(&far.out)[..2], [(0, 1, 0.5), (1, 0, 0.5)], "{}", far.err);
}

/// An array of numbers in single precision, two a row.
fn npy(rows: &[[f32; 2]]) -> Vec<u8> {
    let dict = format!(
        "{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, 2), }}",
        rows.len()
    );
    let mut out = b"\x93NUMPY\x01\x00".to_vec();
    out.extend(u16::try_from(dict.len()).unwrap().to_le_bytes());
    out.extend(dict.as_bytes());
    rows.iter()
        .flatten()
        .for_each(|number| out.extend(number.to_le_bytes()));
    out
}

#[test]
fn embeddings_are_compared_and_labels_carried_along_them() {
    let files = Files::new("graph_embeddings");
    files.write(
        "texts.csv",
        "id,text,label,split,vector\na,one of all,X,dev,\"[1, 0]\"\nb,two of all,Y,dev,\"[0, 1]\"\n\
         c,three of all,,,\"[2, 0.1]\"\nd,four of all,,,\"[0.1, 3]\"\n",
    );
    let rows = [[1.0, 0.0], [0.0, 1.0], [2.0, 0.1], [0.1, 3.0]];
    files.write_bytes("e.npy", &npy(&rows));
    let run = graph(&files, "texts.csv --embeddings e.npy --k 1");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.err.contains("e.npy: 2 numbers for each record"),
        "{}",
        run.err
    );
    let pairs: Vec<(usize, usize)> = links(&run.out).iter().map(|link| (link.0, link.1)).collect();
    assert_eq!(pairs, [(0, 2), (1, 3), (2, 0), (3, 1)]);
    // The same of a column of lists, and of rows in another order with their ids.
    let column = graph(&files, "texts.csv --features vector --k 1");
    assert_eq!(column.out, run.out, "{}", column.err);
    files.write_bytes("turned.npy", &npy(&[rows[3], rows[2], rows[1], rows[0]]));
    files.write("ids.txt", "d\nc\nb\na\n");
    let turned = graph(
        &files,
        "texts.csv --embeddings turned.npy --embedding-ids ids.txt --k 1",
    );
    assert_eq!(turned.out, run.out, "{}", turned.err);
    let both = graph(
        &files,
        "texts.csv --embeddings e.npy --features characters embeddings --k 1",
    );
    assert_eq!(both.status, 0, "{}", both.err);
    let carried = files.run("propagate texts.csv --embeddings e.npy -k 1 --method propagation");
    assert_eq!(
        carried.out.lines().skip(1).collect::<Vec<_>>(),
        ["1.0,0.0", "0.0,1.0", "1.0,0.0", "0.0,1.0"],
        "{}",
        carried.err
    );
}

#[test]
fn embeddings_that_are_none_are_refused() {
    let files = Files::new("graph_embeddings_refused");
    files.write("texts.csv", "id,text\na,one\nb,two\n");
    files.write_bytes("short.npy", &npy(&[[1.0, 0.0]]));
    files.write_bytes("nan.npy", &npy(&[[1.0, 0.0], [0.0, f32::NAN]]));
    files.write_bytes("cut.npy", &npy(&[[1.0, 0.0], [0.0, 1.0]])[..70]);
    files.write("ids.txt", "a\nz\n");
    files.write_bytes("good.npy", &npy(&[[1.0, 0.0], [0.0, 1.0]]));
    for (arguments, said) in [
        (
            "--embeddings short.npy",
            "short.npy: The array has 1 row for 2 records",
        ),
        (
            "--embeddings nan.npy",
            "nan.npy, row 2, column 2: NaN is no number",
        ),
        ("--embeddings cut.npy", "cut.npy: "),
        ("--embeddings texts.csv", "no array that numpy saved"),
        ("--embeddings nowhere.npy", "nowhere.npy"),
        (
            "--embeddings good.npy --embedding-ids ids.txt",
            "row 2: No record has the id \"z\"",
        ),
        ("--features embeddings", "These records have no embeddings"),
    ] {
        let run = graph(&files, &format!("texts.csv {arguments}"));
        assert_eq!(run.status, 1, "{arguments}: {}", run.err);
        assert!(run.err.contains(said), "{arguments}: {}", run.err);
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    let files = Files::new("graph_refused");
    files.write("numbers.csv", NUMBERS);
    files.write("holes.csv", "text,x\na,1\nb,\n");
    for (arguments, status, said) in [
        (
            "numbers.csv --text text --features z",
            1,
            "There are no features called \"z\". Take of tfidf, lsa",
        ),
        ("numbers.csv --text text", 1, "none stands in 2 to 5 texts"),
        (
            "holes.csv --text text --features x",
            1,
            "record 1, column \"x\": \"\" is no number",
        ),
        ("numbers.csv --text text --features x x", 2, "twice"),
        ("numbers.csv --k 0", 2, "--k"),
        (
            "data.csv --features tfidf --measure distance",
            1,
            "Distances are for dense features",
        ),
    ] {
        let run = graph(&files, arguments);
        assert_eq!(run.status, status, "{arguments}: {}", run.err);
        assert!(run.err.contains(said), "{arguments}: {}", run.err);
    }
}

/// Forty texts of two themes with a hand label each, and a column of numbers that tells them apart.
fn themes(labeled: usize) -> String {
    let more = ["red", "blue", "large", "small", "old"];
    let record = |at: usize| {
        let (own, label, number) = [("win a prize", "SPAM", 1), ("lunch at noon", "HAM", -1)][at % 2];
        let (label, split) = if at < labeled { (label, "dev") } else { ("", "") };
        let text = format!("{own} {} {} {at}", more[at % 5], more[at / 5 % 5]);
        format!("{text},{label},{split},{number}\n")
    };
    let records: String = (0..40).map(record).collect();
    format!("text,label,split,number\n{records}")
}

#[test]
fn graphs_are_compared_by_hand_labels() {
    let files = Files::new("graph_choose");
    files.write("themes.csv", &themes(30));
    let run = graph(&files, "themes.csv --choose");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.starts_with("model"), "{}", run.out);
    assert_eq!(
        run.out
            .lines()
            .filter(|line| line.contains('%') && line.contains("  "))
            .count(),
        17
    );
    assert!(run.out.contains("logistic-regression (best)"), "{}", run.out);
    assert!(
        run.out
            .contains("The graph does not help here: Logistic regression on Words"),
        "{}",
        run.out
    );
    let run = graph(&files, "themes.csv --choose --json --features words number --k 5");
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["judged"], 30);
    assert_eq!(found["graphs"].as_array().unwrap().len(), 6);
    assert_eq!(
        found["graphs"][5]["features"],
        serde_json::json!(["words", "columns"])
    );
    assert_eq!(found["tried"].as_array().unwrap().len(), 4 + 6 * 3);
    assert!(found["tried"][0]["ms"].as_f64().unwrap() > 0.0);
    assert_eq!(found["advice"]["verdict"], "no-graph");
}

#[test]
fn without_hand_labels_there_is_nothing_to_choose_by() {
    let files = Files::new("graph_choose_few");
    files.write("themes.csv", &themes(3));
    let run = graph(&files, "themes.csv --choose");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.out
            .starts_with("There are 3 hand labels, 2 of labels that have two or more"),
        "{}",
        run.out
    );
    assert_eq!(graph(&files, "themes.csv --choose --approximate").status, 2);
    assert_eq!(graph(&files, "themes.csv --json").status, 2);
}
