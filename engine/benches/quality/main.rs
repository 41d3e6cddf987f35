//! How good label models and the end model are on three published rule sets: `cargo xtask bench --quality`, or by hand
//! `cargo bench -p labelloom-engine --profile native --bench quality`; and with the word `seeded` how good labels are that
//! are carried from seeds along a graph ([`seeded`]), with `maps` how good maps of records are ([`maps`]). Prints Markdown.
//!
//! The sets (`../shared/data/weak_supervision`, beside the repository) are YouTube, TREC and SMS with the votes of 10, 68
//! and 73 rules. Models are fitted on all records; hand labels are drawn from the validation records alone, and figures
//! are of all train and test records. A tie among t labels counts as 1/t right, a record without a vote as 1/k: what
//! guessing would bring. With 20 and 50 hand labels a figure is the mean of ten draws, seeds 0 to 9.
//!
//! `quality cases FOLDER` writes what Snorkel is to fit, and `quality FOLDER` reads what it found
//! (`xtask/peers/snorkel_quality.py`) and sets it beside.

mod copies;
mod fits;
mod goals;
mod maps;
mod models;
mod score;
mod seeded;
mod set;
mod snorkel;

use std::error::Error;
use std::path::{Path, PathBuf};

use self::models::Measured;
use self::set::Set;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => report(&Set::all()?, None),
        ["seeded"] => seeded::report(None),
        ["seeded", folder] => seeded::report(Some(Path::new(folder))),
        ["seeded", "cases", folder] => seeded::write_cases(Path::new(folder)),
        ["maps"] => maps::report(None),
        ["maps", folder] => maps::report(Some(Path::new(folder))),
        [folder] => report(&Set::all()?, Some(PathBuf::from(folder))),
        ["cases", folder] => snorkel::write_cases(&Set::all()?, Path::new(folder)),
        _ => Err(
            "quality takes nothing, a folder, or `cases` and a folder; all of that after `seeded`, too, or `maps` and a folder"
                .into(),
        ),
    }
}

/// All tables of all sets, then what became of the goals.
fn report(sets: &[Set], found: Option<PathBuf>) -> Outcome<()> {
    if found.is_none() {
        println!("\nSnorkel itself was not run: `cargo xtask bench --quality` sets it beside.");
    }
    let mut all = Vec::new();
    for set in sets {
        println!(
            "\n### {}: {} records judged, {} rules, {} labels, {:.1} % of the records have a vote\n",
            set.title,
            set.judged,
            set.rules(),
            set.k,
            set.coverage() * 100.0
        );
        let mut measured = models::measure(set)?;
        if let Some(folder) = &found {
            snorkel::add(set, folder, &mut measured)?;
        }
        models::print(&measured);
        all.push((set, measured));
    }
    for set in sets {
        copies::print(set, found.as_deref())?;
    }
    let all: Vec<(&Set, &Measured)> = all.iter().map(|(set, measured)| (*set, measured)).collect();
    goals::print(&all);
    Ok(())
}
