//! What copies of a rule do: each of the ten rules that vote most, copied once and five times, with the guard against
//! copies and without.

use std::path::Path;
use std::sync::Arc;

use labelloom_engine::models::{Balance, Duplicates, LabelModel, MODELS, VoteTable};

use crate::fits::{Gold, label};
use crate::score::Score;
use crate::set::Set;
use crate::{Outcome, snorkel};

/// Rules that are copied, each for itself.
const RULES: usize = 10;
/// How often.
pub(crate) const COPIES: [usize; 2] = [1, 5];
/// Hand labels of the models that read them.
const HAND: usize = 20;

/// The accuracy on records with a vote: without copies, and the lowest and highest with copies.
pub(crate) struct Spread {
    pub(crate) plain: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Spread {
    /// The most that a copy moves the accuracy either way.
    pub(crate) fn moved(&self) -> f64 {
        (self.plain - self.low).max(self.high - self.plain)
    }

    fn shown(&self) -> String {
        format!("{:.1}–{:.1}", self.low * 100.0, self.high * 100.0)
    }
}

/// What so many copies do to a model.
pub(crate) fn spread(
    set: &Set,
    model: &'static LabelModel,
    copies: usize,
    duplicates: Duplicates,
) -> Outcome<Spread> {
    let gold: Gold = set.gold(HAND, 0);
    let accuracy = |table: &Arc<VoteTable>| -> Outcome<f64> {
        let found = label(model, table, &gold, Balance::Uniform, duplicates)?;
        Ok(Score::of(set, &found).of_covered(set))
    };
    let plain = accuracy(&set.table)?;
    let mut spread = Spread {
        plain,
        low: plain,
        high: plain,
    };
    for rule in set.busiest(RULES) {
        let found = accuracy(&set.with_copies(&vec![rule; copies])?)?;
        spread.low = spread.low.min(found);
        spread.high = spread.high.max(found);
    }
    Ok(spread)
}

/// Prints the table of a set.
pub(crate) fn print(set: &Set, found: Option<&Path>) -> Outcome<()> {
    println!(
        "\n### {}: copies of one of the {RULES} rules that vote most; accuracy on records with a vote, {HAND} hand labels\n",
        set.title
    );
    println!(
        "| model | no copy | 1 copy | 5 copies | no copy, guarded | 1 copy, guarded | 5 copies, guarded |"
    );
    println!("|---|---|---|---|---|---|---|");
    for model in MODELS {
        let mut line = format!("| {} |", model.name);
        for duplicates in [Duplicates::Keep, Duplicates::Clusters] {
            let one = spread(set, model, COPIES[0], duplicates)?;
            let five = spread(set, model, COPIES[1], duplicates)?;
            line += &format!(" {:.1} | {} | {} |", one.plain * 100.0, one.shown(), five.shown());
        }
        println!("{line}");
    }
    if let Some(folder) = found {
        snorkel::print_copies(set, folder)?;
    }
    Ok(())
}
