//! Snorkel's own label model at the same votes. Each case is a file that names votes and class balance, and Snorkel's
//! answer a file beside it.

use std::path::Path;

use labelloom_engine::models::{Balance, Duplicates, named};
use labelloom_engine::num::{count, index};
use labelloom_engine::posteriors::Posteriors;
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::copies::COPIES;
use crate::fits::label;
use crate::models::{From, Measured, Row};
use crate::score::{Score, dense};
use crate::set::Set;

/// What it is called in tables.
const NAME: &str = "Snorkel 0.10.0";

/// What Snorkel is to fit.
#[derive(Serialize)]
struct Case {
    k: usize,
    /// n × m.
    votes: Vec<Vec<i64>>,
    /// Length k; none for a uniform one.
    balance: Option<Vec<f64>>,
}

/// What it found, n × k.
#[derive(Deserialize)]
struct Answer {
    probabilities: Vec<Vec<f64>>,
}

/// Writes every case of every set.
pub(crate) fn write_cases(sets: &[Set], folder: &Path) -> Outcome<()> {
    std::fs::create_dir_all(folder)?;
    for set in sets {
        write(folder, set, "uniform", &[], None)?;
        write(folder, set, "gold", &[], Some(gold_balance(set)))?;
        for copies in COPIES {
            write(
                folder,
                set,
                &format!("copies-{copies}"),
                &copied(set, copies),
                None,
            )?;
        }
    }
    Ok(())
}

fn write(folder: &Path, set: &Set, name: &str, copies: &[usize], balance: Option<Vec<f64>>) -> Outcome<()> {
    let case = Case {
        k: set.k,
        votes: set.rows(copies),
        balance,
    };
    let path = folder.join(format!("{}-{name}.case.json", set.name));
    Ok(std::fs::write(path, serde_json::to_vec(&case)?)?)
}

/// Copies of the rule that votes most.
fn copied(set: &Set, copies: usize) -> Vec<usize> {
    vec![set.busiest(1)[0]; copies]
}

/// As the models take it from all validation labels.
fn gold_balance(set: &Set) -> Vec<f64> {
    let gold = set.gold(set.validation(), 0);
    let all = f64::from(count(set.validation() + set.k));
    gold.iter().map(|of| f64::from(of.count() + 1) / all).collect()
}

/// What Snorkel said in a case; records without a vote are none of its business.
fn answer(set: &Set, folder: &Path, name: &str) -> Outcome<Posteriors> {
    let path = folder.join(format!("{}-{name}.answer.json", set.name));
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let answer: Answer = serde_json::from_str(&text)?;
    let covered = set.table.covered();
    Ok(dense(&answer.probabilities, set.k, |record| {
        covered.contains(record)
    }))
}

/// Adds Snorkel's lines to a set's, and says how near `snorkel` comes to it.
pub(crate) fn add(set: &Set, folder: &Path, measured: &mut Measured) -> Outcome<()> {
    for (name, hand, from) in [
        ("uniform", 0, From::Uniform),
        ("gold", set.validation(), From::Gold),
    ] {
        let theirs = answer(set, folder, name)?;
        let balance = if from == From::Gold {
            Balance::Given(gold_balance(set))
        } else {
            Balance::Uniform
        };
        let ours = label(
            named("snorkel").map_err(|error| error.to_string())?,
            &set.table,
            &set.gold(0, 0),
            balance,
            Duplicates::Keep,
        )?;
        println!(
            "The model `snorkel`, every rule counted, and {NAME} with the balance {name}: probabilities differ by at \
             most {:.1e}.\n",
            apart(&ours, &theirs)
        );
        measured.rows.push(Row {
            what: NAME.to_owned(),
            hand,
            from,
            score: Score::of(set, &theirs),
            above: None,
        });
    }
    Ok(())
}

/// The largest difference of two probabilities.
fn apart(ours: &Posteriors, theirs: &Posteriors) -> f64 {
    let rows = ours
        .reached()
        .iter()
        .filter_map(|record| ours.get(record).zip(theirs.get(record)));
    let differences = rows.flat_map(|(one, other)| one.iter().zip(other).map(|(a, b)| (a - b).abs()));
    differences.fold(0.0, f64::max)
}

/// Its line in the table of copies.
pub(crate) fn print_copies(set: &Set, folder: &Path) -> Outcome<()> {
    let accuracy = |name: &str| -> Outcome<f64> {
        Ok(Score::of(set, &answer(set, folder, name)?).of_covered(set) * 100.0)
    };
    let plain = accuracy("uniform")?;
    let copies = COPIES.map(|copies| accuracy(&format!("copies-{copies}")));
    let [one, five] = copies;
    println!(
        "| {NAME}, rule {} copied | {plain:.1} | {:.1} | {:.1} | – | – | – |",
        index(count(copied(set, 1)[0])) + 1,
        one?,
        five?
    );
    Ok(())
}
