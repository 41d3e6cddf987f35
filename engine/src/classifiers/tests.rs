//! What holds of every classifier, run over the list.

use super::*;
use crate::arena::TextArena;
use crate::features::CsrBuilder;

/// Twelve records of three labels, each with a word of its label and one of its own; then one with words that are new,
/// and one without words.
fn drawn() -> (Vectors, Vec<Taught>) {
    let (mut rows, mut names) = (CsrBuilder::new(20, 0), TextArena::default());
    let mut taught = Vec::new();
    for record in 0..12 {
        rows.push(&[record % 3, 3 + record], &[0.8, 0.6]).unwrap();
        let label = record as usize % 3;
        taught.push(Taught {
            record,
            label,
            weight: 1.0,
        });
    }
    rows.push(&[18, 19], &[0.8, 0.6]).unwrap();
    rows.push(&[], &[]).unwrap();
    (0..20).for_each(|name| names.push(&name.to_string()));
    (Vectors::sparse("words", rows.finish(), names).unwrap(), taught)
}

fn learned(classifier: &Classifier, vectors: &Vectors, taught: &[Taught], k: usize) -> Box<dyn Learned> {
    let mut learning = classifier.begin(vectors, taught, k).unwrap();
    loop {
        if let Step::Done(learned) = learning.step(vectors).unwrap() {
            return learned;
        }
    }
}

#[test]
fn the_list_describes_itself() {
    for classifier in CLASSIFIERS {
        let same = CLASSIFIERS.iter().filter(|other| other.name == classifier.name);
        assert_eq!(same.count(), 1);
        assert!(classifier.sentence.ends_with('.'), "{}", classifier.name);
    }
}

#[test]
fn what_was_taught_is_told_and_nothing_of_what_is_new() {
    let (vectors, taught) = drawn();
    for classifier in CLASSIFIERS {
        // Records 6..12 are held out; label 3 has no record.
        let learned = learned(classifier, &vectors, &taught[..6], 4);
        for at in &taught {
            let row = learned.row(&vectors, at.record).unwrap();
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!(
                row.iter().all(|&p| p <= row[at.label]),
                "{}: {row:?}",
                classifier.name
            );
            assert_eq!(row[3], 0.0, "{}", classifier.name);
        }
        assert_eq!(learned.row(&vectors, 12), None, "{}", classifier.name);
        assert_eq!(learned.row(&vectors, 13), None, "{}", classifier.name);
    }
}

#[test]
fn records_that_can_not_teach_are_refused() {
    let (vectors, taught) = drawn();
    for classifier in CLASSIFIERS {
        let refused = |change: fn(&mut Taught)| {
            let mut taught = taught.clone();
            change(&mut taught[1]);
            classifier.begin(&vectors, &taught, 3).is_err()
        };
        assert!(!refused(|_| ()), "{}", classifier.name);
        assert!(refused(|at| at.record = 14), "{}", classifier.name);
        assert!(refused(|at| at.label = 3), "{}", classifier.name);
        assert!(refused(|at| at.weight = 0.0), "{}", classifier.name);
        assert!(classifier.begin(&vectors, &[], 3).is_err(), "{}", classifier.name);
    }
}
