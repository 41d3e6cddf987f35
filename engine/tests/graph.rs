//! Neighbours and graphs against scikit-learn's, on the cases in `tests/suite`.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use labelloom_engine::arena::TextArena;
use labelloom_engine::corpus::CorpusBuilder;
use labelloom_engine::features::{DocumentBound, Part, Plan, TfidfOptions, Vectors};
use labelloom_engine::graph::{Graph, Joined, Measure, Neighbors, Options, Weights, find};
use ndarray::Array2;
use serde_json::Value;

/// Weights of single precision, summed over a text.
const SINGLE: f64 = 5e-7;

fn read(suite: &str) -> Value {
    serde_json::from_str(suite).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn whole(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

fn matrix(rows: &[Value]) -> Vectors {
    let width = rows[0].as_array().unwrap().len();
    let of_row = |row: &Value| row.as_array().unwrap().iter().map(number).collect::<Vec<_>>();
    #[expect(clippy::cast_possible_truncation, reason = "rows are in single precision")]
    let flat: Vec<f32> = rows.iter().flat_map(of_row).map(|value| value as f32).collect();
    let mut names = TextArena::default();
    (0..width).for_each(|column| names.push(&column.to_string()));
    Vectors::dense(
        "numbers",
        Array2::from_shape_vec((rows.len(), width), flat).unwrap(),
        names,
    )
    .unwrap()
}

fn by_distance(vectors: &Vectors, k: u32) -> Neighbors {
    let options = Options {
        k,
        measure: Measure::Distance,
        ..Options::default()
    };
    find(&[vectors], &options).unwrap().neighbors
}

fn tfidf(docs: &[Value], settings: &Value) -> Vectors {
    let mut corpus = CorpusBuilder::default();
    docs.iter()
        .for_each(|doc| corpus.push(None, doc.as_str().unwrap(), []));
    let range = list(settings, "ngram_range");
    let options = TfidfOptions {
        min_df: DocumentBound::Texts(whole(&settings["min_df"])),
        sublinear_tf: settings["sublinear_tf"].as_bool().unwrap(),
        ..TfidfOptions::runs(whole(&range[0]), whole(&range[1]))
    };
    let kind = match settings["analyzer"].as_str().unwrap() {
        "word" => "words",
        "char_wb" => "characters-in-words",
        _ => "characters",
    };
    let parts = vec![Part {
        kind: kind.to_owned(),
        options,
    }];
    let plan = Plan {
        parts,
        ..Plan::default()
    };
    plan.make(&corpus.finish()).unwrap()
}

fn check_texts(suite: &Value) {
    let k = whole(&suite["k"]);
    for run in list(suite, "runs") {
        let vectors = tfidf(list(suite, "docs"), &run["settings"]);
        let options = Options {
            k,
            ..Options::default()
        };
        let neighbors = find(&[&vectors], &options).unwrap().neighbors;
        let mut compared = 0;
        for (record, own) in neighbors.lists().enumerate() {
            let (theirs, similar) = (&run["neighbours"][record], &run["similarities"][record]);
            let (theirs, similar) = (theirs.as_array().unwrap(), similar.as_array().unwrap());
            assert_eq!(own.len(), similar.len(), "record {record}");
            for (own, wanted) in own.iter().zip(similar) {
                let apart = (f64::from(own.similarity) - number(wanted)).abs();
                assert!(apart < SINGLE, "record {record}: {own:?} is not {wanted}");
                compared += 1;
            }
            // Where similarities differ by more than rounding, the records are the same.
            let is_apart = |a: f64, b: f64| (a - b).abs() > 2.0 * SINGLE;
            for at in 0..own.len() {
                let others = similar.iter().enumerate().filter(|(other, _)| *other != at);
                let mut others = others.map(|(_, similarity)| number(similarity));
                let is_last = at + 1 == own.len();
                if !is_last && others.all(|other| is_apart(other, number(&similar[at]))) {
                    assert_eq!(own[at].record, whole(&theirs[at]), "record {record}");
                }
            }
        }
        assert!(compared > 1000);
    }
}

#[test]
fn texts_have_scikit_learns_neighbours() {
    check_texts(&read(include_str!("../../tests/suite/features/words_160.json")));
}

/// Real utterances, not ours to ship.
#[test]
fn real_utterances_have_scikit_learns_neighbours() {
    let place = "../../shared/specs/graph-and-sampling/shared_only_tfidf_knn_clinc300.json";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    match std::fs::read_to_string(path) {
        Ok(suite) => check_texts(&read(&suite)),
        Err(_) => println!("skipped: the optional texts of CLINC150 are not here"),
    }
}

fn digits() -> Value {
    read(include_str!("../../tests/suite/graph/digits300_exact_knn.json"))
}

#[test]
fn digits_have_their_exact_neighbours() {
    let suite = digits();
    let neighbors = by_distance(&matrix(list(&suite, "X")), 15);
    for (record, own) in neighbors.lists().enumerate() {
        let records: Vec<u32> = own.iter().map(|near| near.record).collect();
        let theirs: Vec<u32> = list(&suite, "indices")[record]
            .as_array()
            .unwrap()
            .iter()
            .map(whole)
            .collect();
        assert_eq!(records, theirs, "record {record}");
        for (near, distance) in own
            .iter()
            .zip(list(&suite, "distances")[record].as_array().unwrap())
        {
            let own = 1.0 / f64::from(near.similarity) - 1.0;
            assert!((own - number(distance)).abs() < 1e-4, "{own} is not {distance}");
        }
    }
}

#[test]
fn digits_are_joined_as_in_the_reference() {
    let suite = read(include_str!(
        "../../tests/suite/graph/digits300_union7_binary.json"
    ));
    let neighbors = by_distance(&matrix(list(&digits(), "X")), 7);
    let graph = Graph::new(&neighbors, Joined::Union, Weights::Equal);
    let starts: Vec<u32> = list(&suite, "indptr").iter().map(whole).collect();
    let ends: Vec<u32> = list(&suite, "indices").iter().map(whole).collect();
    assert!(
        graph
            .starts
            .iter()
            .zip(&starts)
            .all(|(own, theirs)| *own == *theirs as usize)
    );
    assert_eq!((graph.len(), graph.ends), (300, ends));
    assert!(graph.weights.iter().all(|&weight| weight == 1.0));
}

#[test]
fn moons_have_their_self_tuned_weights() {
    let suite = read(include_str!(
        "../../tests/suite/graph/moons125_weighted_isolated.json"
    ));
    let points = &list(&suite, "X")[..120];
    let neighbors = by_distance(&matrix(points), 5);
    let graph = Graph::new(&neighbors, Joined::Union, Weights::SelfTuning(Measure::Distance));
    let starts: Vec<usize> = list(&suite, "indptr")
        .iter()
        .map(|at| whole(at) as usize)
        .collect();
    for record in 0..120 {
        let place = starts[record]..starts[record + 1];
        let (ends, weights) = graph.row(u32::try_from(record).unwrap());
        let theirs: Vec<u32> = list(&suite, "indices")[place.clone()].iter().map(whole).collect();
        assert_eq!(ends, theirs, "record {record}");
        for (own, theirs) in weights.iter().zip(&list(&suite, "data")[place]) {
            assert!(
                (own - number(theirs)).abs() < 2e-5,
                "record {record}: {own} is not {theirs}"
            );
        }
    }
}
