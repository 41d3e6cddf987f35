//! What was aimed at, and what became of it.

use labelloom_engine::models::{Balance, Duplicates, MODELS};
use labelloom_engine::posteriors::winners;

use crate::copies::{COPIES, spread};
use crate::fits::{as_on_the_page, label};
use crate::models::{END, FILLED, From, Measured, Row};
use crate::set::Set;

const POINT: f64 = 0.01;

/// Prints every goal with its figures on every set.
pub(crate) fn print(all: &[(&Set, &Measured)]) {
    println!("\n### Goals\n");
    println!("| goal | set | figures | met |\n|---|---|---|---|");
    for (set, measured) in all {
        close_to_the_best(set, measured, 20);
        close_to_the_best(set, measured, 50);
        same_as_majority(set);
        copies_lose_nothing(set);
        end_model_above(set, measured);
    }
}

fn told(goal: &str, set: &Set, figures: &str, is_met: bool) {
    let met = if is_met { "yes" } else { "no" };
    println!("| {goal} | {} | {figures} | {met} |", set.title);
}

/// The default as the page has it against the best label model built here, whatever its balance.
fn close_to_the_best(set: &Set, measured: &Measured, hand: usize) {
    let is_known = |row: &&Row| MODELS.iter().any(|model| model.name == row.what);
    // A model that hand labels don't move is as good with any number of them.
    let rows = measured.rows.iter().filter(is_known);
    let rows = rows.filter(|row| row.hand == hand || row.hand == 0);
    let best = rows.max_by(|one, other| one.score.of_covered(set).total_cmp(&other.score.of_covered(set)));
    let own = measured.row(MODELS[0].name, hand, From::Uniform);
    let (Some(best), Some(own)) = (best, own) else {
        return;
    };
    let difference = own.score.above(&best.score, set);
    let figures = format!(
        "{:.1}; the best is {}{}, {:.1}: {:+.2} ± {:.2}",
        own.score.of_covered(set) * 100.0,
        best.what,
        if best.from == From::Gold {
            " with gold's balance"
        } else {
            ""
        },
        best.score.of_covered(set) * 100.0,
        difference.mean * 100.0,
        difference.error * 100.0
    );
    if hand == 20 {
        let goal = "20 hand labels: at most a point below the best";
        told(goal, set, &figures, difference.mean >= -POINT);
    } else {
        let goal = "50 hand labels: at most a standard error below the best";
        told(goal, set, &figures, difference.mean >= -difference.error);
    }
}

fn same_as_majority(set: &Set) {
    let none = set.gold(0, 0);
    let say = |model, duplicates| label(model, &set.table, &none, Balance::Uniform, duplicates);
    let majority = MODELS.iter().find(|model| model.name == "majority");
    let Some(majority) = majority else { return };
    let (keep, page) = (Duplicates::Keep, as_on_the_page(MODELS[0]));
    for (way, ours, theirs) in [
        ("every rule counted", keep, keep),
        ("both guarded", page, page),
        ("as on the page, the default guarded", page, keep),
    ] {
        let (Ok(own), Ok(votes)) = (say(MODELS[0], ours), say(majority, theirs)) else {
            return;
        };
        let (reached, k) = (votes.reached(), set.k);
        let differ = reached.iter().filter(|&record| {
            let labels = |row: Option<&[f64]>| row.map_or_else(|| (0..k).collect(), winners);
            labels(own.get(record)) != labels(votes.get(record))
        });
        let number = differ.count();
        told(
            "no hand labels: the majority vote",
            set,
            &format!("{way}: {number} records differ"),
            number == 0,
        );
    }
}

fn copies_lose_nothing(set: &Set) {
    let mut most: (f64, &str) = (0.0, "no model");
    for model in MODELS {
        for copies in COPIES {
            let Ok(spread) = spread(set, model, copies, Duplicates::Clusters) else {
                return;
            };
            if spread.moved() > most.0 {
                most = (spread.moved(), model.name);
            }
        }
    }
    let figures = format!(
        "the most that a copy moves: {:.2} points ({})",
        most.0 * 100.0,
        most.1
    );
    told("guarded, copies change nothing", set, &figures, most.0 == 0.0);
}

fn end_model_above(set: &Set, measured: &Measured) {
    for (what, hand) in [END, FILLED]
        .into_iter()
        .flat_map(|what| [0, 20, 50, set.validation()].map(|hand| (what, hand)))
    {
        let own = measured.row(what, hand, From::Uniform);
        let rules = measured.row(MODELS[0].name, hand, From::Uniform);
        let (Some(own), Some(rules)) = (own, rules) else {
            return;
        };
        let difference = own.score.above_on_all(&rules.score);
        let figures = format!(
            "{what}, {hand} hand labels: {:.1} against {:.1}: {:+.1} ± {:.1}",
            own.score.of_all() * 100.0,
            rules.score.of_all() * 100.0,
            difference.mean * 100.0,
            difference.error * 100.0
        );
        let goal = "over all records the end model above the label model";
        told(goal, set, &figures, difference.mean > 0.0);
    }
}
