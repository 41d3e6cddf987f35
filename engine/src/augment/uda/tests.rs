//! The reference's figures on its five texts, and what it can't do.

use serde_json::Value;

use super::super::random::Random;
use super::*;

fn fixture() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/suite/augmentation/uda_tfidf.json"
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn docs(fixture: &Value) -> Vec<Vec<&str>> {
    let words = |doc: &Value| doc.as_array().unwrap().clone();
    let docs = fixture["docs"].as_array().unwrap();
    assert!(docs.iter().all(|doc| !words(doc).is_empty()));
    docs.iter()
        .map(|doc| {
            doc.as_array()
                .unwrap()
                .iter()
                .map(|word| word.as_str().unwrap())
                .collect()
        })
        .collect()
}

fn scores(docs: &[Vec<&str>]) -> WordScores {
    let mut builder = ScoreBuilder::default();
    docs.iter().for_each(|doc| builder.push(doc.iter().copied()));
    builder.finish()
}

fn near(a: f64, b: &Value) {
    let b = b.as_f64().unwrap();
    assert!((a - b).abs() <= 1e-12 + 1e-9 * b.abs(), "{a} is not {b}");
}

#[test]
fn scores_are_the_references() {
    let fixture = fixture();
    let docs = docs(&fixture);
    let scores = scores(&docs);
    for (word, idf) in fixture["idf"].as_object().unwrap() {
        near(scores.idf(word), idf);
    }
    for (word, score) in fixture["tf_idf"].as_object().unwrap() {
        near(scores.score(word).unwrap(), score);
    }
    let (words, shares): (Vec<&str>, Vec<f64>) = scores.sampling().unzip();
    let order: Vec<&str> = fixture["vocab_order"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    assert_eq!(words, order);
    let expected = fixture["replacement_sampling_prob"].as_array().unwrap();
    shares
        .into_iter()
        .zip(expected)
        .for_each(|(share, expected)| near(share, expected));
}

#[test]
fn probabilities_to_be_replaced_are_the_references() {
    let fixture = fixture();
    let docs = docs(&fixture);
    let scores = scores(&docs);
    let token_prob = fixture["token_prob"].as_f64().unwrap();
    for (doc, expected) in docs
        .iter()
        .zip(fixture["replace_prob_per_doc"].as_array().unwrap())
    {
        let expected = expected.as_array().unwrap();
        let found = scores.replaced(doc, token_prob);
        assert_eq!(found.len(), expected.len());
        found
            .into_iter()
            .zip(expected)
            .for_each(|(found, expected)| near(found, expected));
    }
}

#[test]
fn words_are_replaced_about_as_often_as_that() {
    let fixture = fixture();
    let docs = docs(&fixture);
    let scores = scores(&docs);
    let doc: Vec<String> = docs[0].iter().map(ToString::to_string).collect();
    let mut random = Random::new(3);
    let mut changed = [0; 5];
    for _ in 0..4000 {
        let replaced = replace(&doc, &scores, 0.3, &mut random);
        changed
            .iter_mut()
            .zip(replaced.iter().zip(&doc))
            .for_each(|(count, (a, b))| *count += u32::from(a != b));
    }
    // Three of four, less the times that the word itself is drawn.
    assert_eq!((changed[0], changed[1], changed[4]), (0, 0, 0));
    let expected = 4000.0 * 0.75 * (1.0 - 0.081);
    assert!(
        changed[2..4]
            .iter()
            .all(|&count| (f64::from(count) - expected).abs() < 120.0),
        "{changed:?}"
    );
}

#[test]
fn where_all_words_say_as_much_none_is_replaced() {
    let scores = scores(&[vec!["a", "b"], vec!["c", "d"]]);
    assert_eq!(scores.replaced(&["a", "b"], 0.9), [0.0, 0.0]);
    assert!(scores.replaced(&[], 0.9).is_empty());
    assert!(scores.draw(&mut Random::new(1)).is_some());
    let none = ScoreBuilder::default().finish();
    assert!(none.is_empty() && none.draw(&mut Random::new(1)).is_none());
    assert_eq!(none.replaced(&["a", "b"], 0.3), [0.0, 0.0]);
}
