//! Analysis and majority vote against Snorkel 0.10.0, on the matrices in `tests/suite/weak-supervision`.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use labelloom_engine::analysis::{Analysis, RuleCounts, analyse, polarity};
use labelloom_engine::bits::BitSet;
use labelloom_engine::models::majority;
use labelloom_engine::votes::{Vote, VoteColumn, VoteMatrix};
use serde::Deserialize;

/// Half of the sixth decimal, to which the references are rounded, and a little for the rounding itself.
const SIX_DECIMALS: f64 = 0.500_001e-6;

#[derive(Deserialize)]
struct Reference {
    name: String,
    n: u32,
    m: usize,
    k: usize,
    label_coverage: f64,
    label_overlap: f64,
    label_conflict: f64,
    lf_summary: Vec<Summary>,
    #[serde(rename = "Y")]
    gold: Vec<i64>,
    #[serde(rename = "L")]
    votes: Vec<Vec<i64>>,
    majority_predict_proba: Vec<Vec<f64>>,
}

/// A row of Snorkel's summary: Polarity, Coverage, Overlaps, Conflicts, Correct, Incorrect, Emp. Acc.
#[derive(Deserialize)]
struct Summary(Vec<i64>, f64, f64, f64, u32, u32, f64);

impl Reference {
    fn matrix(&self) -> VoteMatrix {
        let column = |rule: usize| -> Vec<Option<Vote>> {
            self.votes.iter().map(|row| Vote::from_code(row[rule])).collect()
        };
        let columns = (0..self.m).map(|rule| VoteColumn::dense(&column(rule))).collect();
        VoteMatrix {
            records: self.votes.len(),
            labels: self.k,
            columns,
        }
    }

    fn gold_sets(&self) -> Vec<BitSet> {
        let of = |label: usize| {
            let records = (0..self.n)
                .zip(&self.gold)
                .filter(move |(_, gold)| usize::try_from(**gold) == Ok(label));
            BitSet::from_indices(self.gold.len(), records.map(|(record, _)| record))
        };
        (0..self.k).map(of).collect()
    }

    fn assert_close(&self, found: f64, expected: f64, what: &str) {
        assert!(
            (found - expected).abs() <= SIX_DECIMALS,
            "{}: {what}: {found}, Snorkel {expected}",
            self.name
        );
    }

    /// A share of all records, which times n is a whole number of records.
    fn assert_share(&self, found: u32, expected: f64, what: &str) {
        self.assert_close(f64::from(found) / f64::from(self.n), expected, what);
        assert_eq!(
            f64::from(found),
            (expected * f64::from(self.n)).round(),
            "{}: {what}",
            self.name
        );
    }

    fn assert_totals(&self, found: &Analysis) {
        self.assert_share(found.sets.covered.count(), self.label_coverage, "covered");
        self.assert_share(found.sets.overlapping.count(), self.label_overlap, "overlapping");
        self.assert_share(found.sets.conflicted.count(), self.label_conflict, "conflicted");
    }

    fn assert_rule(&self, found: RuleCounts, expected: &Summary, what: &str) {
        let Summary(_, coverage, overlaps, conflicts, correct, incorrect, accuracy) = expected;
        self.assert_share(found.coverage, *coverage, what);
        self.assert_share(found.overlaps, *overlaps, what);
        self.assert_share(found.conflicts, *conflicts, what);
        assert_eq!(
            (found.correct, found.incorrect),
            (*correct, *incorrect),
            "{}: {what}",
            self.name
        );
        match found.accuracy() {
            Some(found) => self.assert_close(found, *accuracy, what),
            // Snorkel says 0 of a rule that never votes; 0 of 0 is no figure.
            None => assert_eq!((found.coverage, *accuracy), (0, 0.0), "{}: {what}", self.name),
        }
    }
}

fn references() -> [Reference; 3] {
    [
        include_str!("../../tests/suite/weak-supervision/binary_10x1000.json"),
        include_str!("../../tests/suite/weak-supervision/multi4_15x2000.json"),
        include_str!("../../tests/suite/weak-supervision/degenerate_8x300.json"),
    ]
    .map(|text| serde_json::from_str(text).unwrap())
}

#[test]
fn analysis_agrees_with_snorkel() {
    for reference in references() {
        let votes = reference.matrix();
        let found = analyse(&votes, &reference.gold_sets());
        reference.assert_totals(&found);
        assert_eq!(found.rules.len(), reference.lf_summary.len());
        for (rule, expected) in reference.lf_summary.iter().enumerate() {
            let what = format!("rule {rule}");
            assert_eq!(
                polarity(&votes.columns[rule]),
                expected.0,
                "{}: {what}",
                reference.name
            );
            reference.assert_rule(found.rules[rule], expected, &what);
        }
    }
}

#[test]
fn majority_vote_agrees_with_snorkel_on_covered_records() {
    for reference in references() {
        let posteriors = majority::predict(&reference.matrix());
        let mut uncovered = 0;
        for (record, expected) in (0..reference.n).zip(&reference.majority_predict_proba) {
            let covered = reference.votes[record as usize].iter().any(|&vote| vote >= 0);
            let row = posteriors.row(record);
            assert_eq!(row.is_some(), covered, "{}: record {record}", reference.name);
            uncovered += u32::from(!covered);
            for (found, expected) in row.iter().flatten().zip(expected) {
                reference.assert_close(*found, *expected, &format!("record {record}"));
            }
        }
        let share = 1.0 - f64::from(uncovered) / f64::from(reference.n);
        reference.assert_close(share, reference.label_coverage, "records with a row");
    }
}
