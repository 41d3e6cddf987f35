//! The tries in figures: each way beside the one without variants, try by try, with Student's interval of the mean
//! difference.

use super::training::Tried;
use crate::end_model::ConsistencyOptions;
use crate::num::{count, exact};
use crate::session::augment::view::{HelpsRow, HelpsVerdict, HelpsView, HelpsWay};
use crate::suggest::score::Z;

/// The 97.5 % quantiles of Student's t for 1 to 19 degrees of freedom.
const QUANTILES: [f64; 19] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093,
];

/// Fewer held-out records than this tell little.
const FEW: u32 = 100;

/// The figures of all tries.
pub(super) fn view(tries: &[Tried], taught_by: &str, judged_on: u32) -> HelpsView {
    let ways = tries.first().map_or(0, |tried| tried.ways.len());
    let rows: Vec<HelpsRow> = (0..ways).map(|way| row(tries, way)).collect();
    let mean = |of: fn(&Tried) -> u32| {
        let sum: u32 = tries.iter().map(of).sum();
        sum / count(tries.len().max(1))
    };
    let unlabeled = mean(|tried| tried.unlabeled);
    let mut said = Vec::new();
    let left_out = mean(|tried| tried.left_out);
    if left_out > 0 {
        said.push(format!(
            "{left_out} mixtures of a try are left out, since a record in them is held out or has no label."
        ));
    }
    if judged_on < FEW {
        said.push(format!(
            "Only {judged_on} held-out records are judged on: a difference of one record is {:.1} points.",
            100.0 / f64::from(judged_on.max(1))
        ));
    }
    if unlabeled == 0 {
        said.push("Every record has a label, so that consistency training has nothing to add.".to_owned());
    }
    let by_consistency = rows.iter().find(|row| row.way == HelpsWay::Consistency);
    if unlabeled > 0 && by_consistency.is_some_and(|row| row.variants == 0.0) {
        let sure = 100.0 * ConsistencyOptions::default().confidence;
        said.push(format!(
            "The model was not {sure:.0} % sure of any record without a label, so that none of them taught anything: \
             consistency training came to the same as training without variants."
        ));
    }
    said.push(
        "Intervals are over tries on the same held-out records: they say how much the draw of records and variants \
         matters, not how other records would do."
            .to_owned(),
    );
    HelpsView {
        verdict: verdict(&rows),
        rows,
        trained_on: mean(|tried| tried.labeled),
        unlabeled,
        judged_on,
        seeds: count(tries.len()),
        taught_by: taught_by.to_owned(),
        said,
    }
}

fn row(tries: &[Tried], way: usize) -> HelpsRow {
    let n = exact(tries.len());
    let shares: Vec<f64> = tries.iter().map(|tried| tried.ways[way].accuracy()).collect();
    let differences: Vec<f64> = tries
        .iter()
        .map(|tried| tried.ways[way].accuracy() - tried.ways[0].accuracy())
        .collect();
    let (accuracy, deviation) = mean_and_deviation(&shares);
    let (difference, spread) = mean_and_deviation(&differences);
    let half = QUANTILES[tries.len().saturating_sub(2).min(QUANTILES.len() - 1)] * spread / n.sqrt();
    let interval = [difference - half, difference + half];
    let variants: usize = tries.iter().map(|tried| tried.ways[way].variants).sum();
    HelpsRow {
        way: tries[0].ways[way].way,
        accuracy,
        deviation,
        difference,
        interval,
        over_records: over_records(tries, way),
        variants: exact(variants) / n,
        verdict: match way {
            0 => HelpsVerdict::Baseline,
            _ if interval[0] > 0.0 => HelpsVerdict::Helps,
            _ if interval[1] < 0.0 => HelpsVerdict::Hurts,
            _ => HelpsVerdict::NoDifference,
        },
        tries: shares,
    }
}

/// The 95 % interval of the mean difference over held-out records, each with its mean over tries, by the normal
/// approximation.
fn over_records(tries: &[Tried], way: usize) -> [f64; 2] {
    let n = exact(tries.len());
    let records = tries[0].ways[way].right.len();
    let differences: Vec<f64> = (0..records)
        .map(|record| {
            let right = |tried: &Tried, way: usize| f64::from(u8::from(tried.ways[way].right[record]));
            tries
                .iter()
                .map(|tried| right(tried, way) - right(tried, 0))
                .sum::<f64>()
                / n
        })
        .collect();
    let (mean, deviation) = mean_and_deviation(&differences);
    let half = Z * deviation / exact(records.max(1)).sqrt();
    [mean - half, mean + half]
}

/// The mean, and the standard deviation of a sample.
fn mean_and_deviation(values: &[f64]) -> (f64, f64) {
    let n = exact(values.len().max(1));
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (n - 1.0).max(1.0)).sqrt())
}

/// A difference of shares with its interval: `+3.8 points (−0.5 to +8.1)`.
pub(in crate::session::augment) fn points(difference: f64, interval: [f64; 2]) -> String {
    let point = |share: f64| match format!("{:+.1}", 100.0 * share) {
        nought if nought.ends_with("0.0") && nought.len() == 4 => "0.0".to_owned(),
        signed => signed.replace('-', "−"),
    };
    format!(
        "{} points ({} to {})",
        point(difference),
        point(interval[0]),
        point(interval[1])
    )
}

fn verdict(rows: &[HelpsRow]) -> String {
    let words = |row: &HelpsRow| {
        let what = match row.way {
            HelpsWay::Without => "Training without variants",
            HelpsWay::With => "Training with variants",
            HelpsWay::Guarded => "Training with valid variants alone",
            HelpsWay::Consistency => "Consistency training",
        };
        let figures = points(row.difference, row.interval);
        match row.verdict {
            HelpsVerdict::Helps => format!("{what} helps here: {figures}."),
            HelpsVerdict::Hurts => format!("{what} hurts here: {figures}."),
            HelpsVerdict::NoDifference => format!("{what} does not help here: {figures}."),
            HelpsVerdict::Baseline => String::new(),
        }
    };
    let sentences: Vec<String> = rows.iter().skip(1).map(words).collect();
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::augment::helps::training::Way;

    /// A try in which these shares of 100 held-out records are right.
    fn tried(shares: [f64; 2]) -> Tried {
        let way = |way, share: f64, variants| Way {
            way,
            right: (0..100).map(|at| f64::from(at) + 0.5 < 100.0 * share).collect(),
            variants,
        };
        Tried {
            ways: vec![
                way(HelpsWay::Without, shares[0], 0),
                way(HelpsWay::With, shares[1], 10),
            ],
            labeled: 10,
            unlabeled: 0,
            left_out: 0,
        }
    }

    #[test]
    fn consistency_that_taught_nothing_is_said() {
        let with = |variants: usize| {
            let mut tried = tried([0.5, 0.6]);
            tried.unlabeled = 9;
            tried.ways[1].way = HelpsWay::Consistency;
            tried.ways[1].variants = variants;
            view(&[tried.clone(), tried], "dev gold", 200).said
        };
        let is_said = |said: &[String]| said.iter().any(|said| said.contains("not 80 % sure"));
        assert!(is_said(&with(0)) && !is_said(&with(3)));
    }

    #[test]
    fn nothing_has_no_sign() {
        assert_eq!(points(-0.0001, [-0.012, 0.0]), "0.0 points (−1.2 to 0.0)");
        assert_eq!(points(0.1, [0.0004, 0.2]), "+10.0 points (0.0 to +20.0)");
    }

    #[test]
    fn a_difference_counts_where_its_interval_leaves_0_out() {
        let one = view(
            &[tried([0.5, 0.6]), tried([0.6, 0.7]), tried([0.7, 0.81])],
            "dev gold",
            200,
        );
        let row = &one.rows[1];
        assert!((row.difference - 0.31 / 3.0).abs() < 1e-12 && (row.accuracy - 2.11 / 3.0).abs() < 1e-12);
        // Differences .1, .1, .11: deviation .0057735, times 4.303 over the root of 3.
        assert!(
            (row.interval[1] - row.difference - 0.014_343).abs() < 1e-5,
            "{:?}",
            row.interval
        );
        assert_eq!(
            (row.verdict, one.rows[0].verdict),
            (HelpsVerdict::Helps, HelpsVerdict::Baseline)
        );
        // 30 of 100 records differ in one try of three or more: a mean of .31 / 3, and what the deviation over records says.
        assert!(row.over_records[0] > 0.0 && row.over_records[0] < row.difference);
        assert!(
            one.verdict.contains("helps here: +10.3 points"),
            "{}",
            one.verdict
        );
        let other = view(&[tried([0.5, 0.6]), tried([0.6, 0.5])], "dev gold", 20);
        assert_eq!(other.rows[1].verdict, HelpsVerdict::NoDifference);
        assert!(other.verdict.contains("does not help here") && other.said[0].contains("Only 20"));
        let worse = view(&[tried([0.6, 0.5]), tried([0.7, 0.6])], "dev gold", 200);
        assert_eq!(worse.rows[1].verdict, HelpsVerdict::Hurts);
    }
}
