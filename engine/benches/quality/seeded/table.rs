//! The table of one set.

use super::candidates::Row;
use super::draws::PERCENTS;
use super::figures::{Figures, spread};
use super::sets::SeededSet;

/// Prints the table, the best figure of each column in bold.
pub(crate) fn print(set: &SeededSet, rows: &[Row]) {
    println!(
        "\n### {} from seeds: {} records, {} labels\n",
        set.title,
        set.labels.len(),
        set.k
    );
    println!("| what | on | 1 %: accuracy | macro-F₁ | unlabeled | 5 %: accuracy | macro-F₁ | unlabeled |");
    println!("|---|---|---|---|---|---|---|---|");
    let columns: Vec<Vec<(f64, f64)>> = rows.iter().map(columns).collect();
    for (row, own) in rows.iter().zip(&columns) {
        let cell = |(at, &(mean, deviation)): (usize, &(f64, f64))| {
            if at % 3 == 2 {
                return format!(" {:.1} |", mean * 100.0);
            }
            let best = columns.iter().map(|other| other[at].0).fold(0.0, f64::max);
            let bold = if mean >= best { "**" } else { "" };
            format!(" {bold}{:.1}{bold} ± {:.1} |", mean * 100.0, deviation * 100.0)
        };
        let cells: String = own.iter().enumerate().map(cell).collect();
        println!("| {} | {} |{cells}", row.what, row.on);
    }
}

/// Mean and deviation over draws: accuracy, macro-F₁ and the share without a label, for each share of seeds.
fn columns(row: &Row) -> Vec<(f64, f64)> {
    let kinds: [fn(&Figures) -> f64; 3] = [
        |figures| figures.accuracy,
        |figures| figures.macro_f1,
        |figures| figures.unlabeled,
    ];
    let of = |percent: usize, kind: fn(&Figures) -> f64| {
        let drawn = row.figures.iter().filter(|(own, _)| *own == percent);
        let values: Vec<f64> = drawn.map(|(_, figures)| kind(figures)).collect();
        spread(&values)
    };
    let all = PERCENTS
        .into_iter()
        .flat_map(|percent| kinds.map(|kind| of(percent, kind)));
    all.collect()
}
