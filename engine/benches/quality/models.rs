//! Every model with few and many hand labels, with a uniform balance and with that of the hand labels.

use labelloom_engine::models::{Balance, LabelModel, MODELS};

use crate::Outcome;
use crate::fits::{Gold, as_on_the_page, end_model, features, filled, label};
use crate::score::Score;
use crate::set::Set;

/// Hand labels that are drawn; behind them all there are.
const DRAWN: [usize; 2] = [20, 50];
/// The end model alone, and where no rule votes.
pub(crate) const END: &str = "end model";
pub(crate) const FILLED: &str = "gold-weighted, else end model";
/// Draws of which the mean is taken.
const DRAWS: u64 = 10;

/// Where the class balance comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    Uniform,
    Gold,
}

impl From {
    fn balance(self) -> Balance {
        match self {
            Self::Uniform => Balance::Uniform,
            Self::Gold => Balance::Gold,
        }
    }
}

/// One line of the table.
pub(crate) struct Row {
    /// The model's name, [`END`], [`FILLED`], or the peer's.
    pub(crate) what: String,
    /// How many hand labels.
    pub(crate) hand: usize,
    pub(crate) from: From,
    pub(crate) score: Score,
    /// Of the draws, how many are above the majority vote on records with a vote.
    pub(crate) above: Option<(usize, usize)>,
}

/// All lines of a set, and what they are compared with.
pub(crate) struct Measured<'a> {
    pub(crate) set: &'a Set,
    pub(crate) majority: Score,
    pub(crate) rows: Vec<Row>,
}

/// Fits everything.
pub(crate) fn measure(set: &Set) -> Outcome<Measured<'_>> {
    let none = set.gold(0, 0);
    let majority = MODELS.iter().find(|model| model.name == "majority");
    let majority = score(
        set,
        majority.ok_or("there is a majority vote")?,
        &none,
        From::Uniform,
    )?;
    let mut measured = Measured {
        set,
        majority,
        rows: Vec::new(),
    };
    for model in MODELS {
        for from in [From::Uniform, From::Gold] {
            measured.model(model, from)?;
        }
    }
    measured.end_model()?;
    Ok(measured)
}

fn score(set: &Set, model: &'static LabelModel, gold: &Gold, from: From) -> Outcome<Score> {
    let found = label(model, &set.table, gold, from.balance(), as_on_the_page(model))?;
    Ok(Score::of(set, &found))
}

impl Measured<'_> {
    /// The lines of one model.
    fn model(&mut self, model: &'static LabelModel, from: From) -> Outcome<()> {
        if from == From::Gold && !model.uses_balance {
            return Ok(());
        }
        let is_moved = model.uses_gold || from == From::Gold;
        let set = self.set;
        for hand in hands(set) {
            if hand == 0 && from == From::Gold || hand > 0 && !is_moved {
                continue;
            }
            self.draws(model.name, hand, from, |gold| score(set, model, gold, from))?;
        }
        Ok(())
    }

    /// The lines of the end model, on what the default model says: of all records, and of those alone that no rule
    /// reaches.
    fn end_model(&mut self) -> Outcome<()> {
        let set = self.set;
        let vectors = features(set)?;
        for hand in hands(set) {
            for (what, is_filling) in [(END, false), (FILLED, true)] {
                self.draws(what, hand, From::Uniform, |gold| {
                    let page = as_on_the_page(MODELS[0]);
                    let rules = label(MODELS[0], &set.table, gold, Balance::Uniform, page)?;
                    let found = end_model(&vectors, &rules, gold)?;
                    let found = if is_filling { filled(&rules, &found) } else { found };
                    Ok(Score::of(set, &found))
                })?;
            }
        }
        Ok(())
    }

    /// Adds the line of a model with so many hand labels: one fit where nothing is drawn, else the mean of ten.
    fn draws(
        &mut self,
        what: &str,
        hand: usize,
        from: From,
        mut of: impl FnMut(&Gold) -> Outcome<Score>,
    ) -> Outcome<()> {
        let draws = if DRAWN.contains(&hand) { DRAWS } else { 1 };
        let mut scores = Vec::new();
        for seed in 0..draws {
            scores.push(of(&self.set.gold(hand, seed))?);
        }
        let is_above = |score: &&Score| score.above(&self.majority, self.set).mean > 0.0;
        let above = scores.iter().filter(is_above).count();
        self.rows.push(Row {
            what: what.to_owned(),
            hand,
            from,
            score: Score::mean(&scores),
            above: (draws > 1).then_some((above, scores.len())),
        });
        Ok(())
    }

    /// The line of a model, where there is one.
    pub(crate) fn row(&self, what: &str, hand: usize, from: From) -> Option<&Row> {
        let mut rows = self.rows.iter();
        rows.find(|row| row.what == what && row.hand == hand && row.from == from)
    }
}

fn hands(set: &Set) -> Vec<usize> {
    [0].into_iter().chain(DRAWN).chain([set.validation()]).collect()
}

/// Prints the table.
pub(crate) fn print(measured: &Measured) {
    println!(
        "| model | hand labels | balance | accuracy, with a vote | to the majority | accuracy, all | macro-F₁, all |"
    );
    println!("|---|---|---|---|---|---|---|");
    for row in &measured.rows {
        let difference = row.score.above(&measured.majority, measured.set);
        let above = row.above.map_or(String::new(), |(above, draws)| {
            format!("; {above} of {draws} draws above")
        });
        println!(
            "| {} | {} | {} | {:.1} | {:+.1} ± {:.1}{above} | {:.1} | {:.1} |",
            row.what,
            row.hand,
            if row.from == From::Gold {
                "of gold"
            } else {
                "uniform"
            },
            row.score.of_covered(measured.set) * 100.0,
            difference.mean * 100.0,
            difference.error * 100.0,
            row.score.of_all() * 100.0,
            row.score.macro_f1 * 100.0
        );
    }
}
