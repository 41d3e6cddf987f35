use super::*;
use crate::arena::TextArena;
use crate::features::CsrBuilder;

/// Columns: a word of label 0 alone, one of label 1 alone, one of both, one of none.
fn four() -> Vectors {
    let (mut rows, mut names) = (CsrBuilder::new(4, 0), TextArena::default());
    for row in [&[0, 2][..], &[1, 2], &[0, 1], &[3], &[]] {
        rows.push(row, &vec![1.0; row.len()]).unwrap();
    }
    ["left", "right", "both", "never"]
        .iter()
        .for_each(|name| names.push(name));
    Vectors::sparse("words", rows.finish(), names).unwrap()
}

fn taught(record: u32, label: usize) -> Taught {
    Taught {
        record,
        label,
        weight: 1.0,
    }
}

/// Counts of the complement, with 1 added: label 0 has (1, 2, 2, 1) of 6, label 2 (2, 1, 2, 1) of 6.
#[test]
fn two_records_are_counted_by_hand() {
    let vectors = four();
    let records = [taught(0, 0), taught(1, 2)];
    let model = ComplementNaiveBayes::fit(&vectors, &records, 3, &ComplementOptions::default()).unwrap();
    assert_eq!(model.trained_labels(), [0, 2]);
    for (column, label, share) in [
        (0, 0, 1.0 / 6.0),
        (1, 0, 2.0 / 6.0),
        (0, 2, 2.0 / 6.0),
        (3, 2, 1.0 / 6.0),
    ] {
        assert!((model.weight(column, label) + ln(share)).abs() < 1e-15);
    }
    assert_eq!(model.weight(0, 1), 0.0, "no record has label 1");
    let row = model.row(&vectors, 0).unwrap();
    assert!((row[0] - 2.0 / 3.0).abs() < 1e-15 && row[1] == 0.0, "{row:?}");
    let torn = model.row(&vectors, 2).unwrap();
    assert!((torn[0] - 0.5).abs() < 1e-15);
    assert_eq!(model.row(&vectors, 3), None, "nobody taught its word");
    assert_eq!(model.row(&vectors, 4), None, "it has no word");
}

#[test]
fn a_label_alone_is_given_to_all_that_is_known() {
    let vectors = four();
    let model =
        ComplementNaiveBayes::fit(&vectors, &[taught(0, 1)], 2, &ComplementOptions::default()).unwrap();
    assert_eq!(model.row(&vectors, 1), Some(vec![0.0, 1.0]));
    assert_eq!(model.row(&vectors, 3), None);
}

#[test]
fn what_can_teach_nothing_is_refused() {
    let vectors = four();
    let usual = ComplementOptions::default();
    let said = |taught: &[Taught], options: &ComplementOptions| {
        let fitted = ComplementNaiveBayes::fit(&vectors, taught, 2, options);
        fitted.unwrap_err().to_string()
    };
    assert!(said(&[], &usual).contains("No record has a label"));
    assert!(said(&[taught(5, 0)], &usual).contains("Record 5 can't teach label 0"));
    assert!(said(&[taught(0, 2)], &usual).contains("can't teach label 2"));
    let nothing = Taught {
        weight: 0.0,
        ..taught(0, 0)
    };
    assert!(said(&[nothing], &usual).contains("weight 0"));
    let flat = ComplementOptions { alpha: 0.0, ..usual };
    assert!(said(&[taught(0, 0)], &flat).starts_with("alpha: "));
    let tight = ComplementOptions {
        most_bytes: 31,
        ..usual
    };
    assert!(said(&[taught(0, 0)], &tight).contains("4 weights would take more"));
    let mut names = TextArena::default();
    names.push("up");
    let dense = Vectors::dense("columns", ndarray::array![[-0.5]], names).unwrap();
    let error = ComplementNaiveBayes::fit(&dense, &[taught(0, 0)], 2, &usual).unwrap_err();
    assert!(error.what.contains("“up” is below 0"), "{error}");
}
