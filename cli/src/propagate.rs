//! `labelloom propagate`: labels that flow from seeds along a graph of records that are alike.

mod balance;
mod files;
mod ground;

use std::sync::Arc;

use clap::Args;
use clap::builder::PossibleValuesParser;
use labelloom_engine::job;
use labelloom_engine::propagation::{
    ALPHA, Field, METHODS, Method, Options, Picture, PropagationRun, Stop, named,
};

use self::balance::BalanceWord;
use self::ground::{Given, Ground};
use crate::failure::{Result, say};
use crate::label::to_csv;
use crate::output::Output;

/// The probability of each label of each record, as posteriors.csv, from a few labeled records and a graph.
///
/// Records that no seed reaches are nan in every column.
#[derive(Args)]
pub(crate) struct Propagate {
    #[command(flatten)]
    given: Given,
    /// The method.
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(METHODS.iter().map(|method| method.name)))]
    method: String,
    /// Label spreading: how much of a label comes from the neighbours, between 0 and 1 [default: 0.9]
    #[arg(long, value_name = "A")]
    alpha: Option<f64>,
    /// Sweep as scikit-learn does until the sum of all absolute changes is below T [default: 1e-3 with --max-iter;
    /// with neither, the limit is solved for]
    #[arg(long, value_name = "T")]
    tol: Option<f64>,
    /// Sweep at most I times [default with --tol: 30 for label spreading, else 1000]
    #[arg(long, value_name = "I", value_parser = clap::value_parser!(u32).range(1..))]
    max_iter: Option<u32>,
    /// What is done about labels with more seeds than others: none, seeds (each label's seeds weigh the same together), mass
    /// (class mass normalisation to the seeds' shares), or shares to normalise to, p0,p1,…; volume (labels have the seeds'
    /// shares of all records, by number), or volume:p0,p1,… for other shares
    #[arg(long, value_name = "BALANCE", default_value = "seeds")]
    balance: BalanceWord,
    #[command(flatten)]
    output: Output,
}

impl Propagate {
    pub(crate) fn run(mut self) -> Result<()> {
        let method = named(&self.method)?;
        let Ground { edges, seeds, names } = self.given.ground(method)?;
        let field = Arc::new(Field::new(Arc::new(edges))?);
        let mut run = PropagationRun::new(method, field, seeds, self.options(method))?;
        let picture = job::run(&mut run)?;
        self.tell(&picture);
        self.output.write(&to_csv(&names, &picture.posteriors()))
    }

    fn options(&self, method: &Method) -> Options {
        if self.alpha.is_some() && !method.uses_alpha {
            say(&format!("{} has no alpha: --alpha changes nothing", method.name));
        }
        let stop = match (self.tol, self.max_iter, method.is_directed) {
            (None, None, false) => Stop::SETTLED,
            (tolerance, most, _) => Stop::Sweeps {
                tolerance: tolerance.unwrap_or(1e-3),
                most: most.unwrap_or(if method.uses_alpha { 30 } else { 1000 }),
            },
        };
        let has_alpha = self.alpha.filter(|_| method.uses_alpha);
        Options {
            alpha: has_alpha.unwrap_or(ALPHA),
            stop,
            balance: self.balance.0.clone(),
        }
    }

    fn tell(&self, picture: &Picture) {
        let rounds = picture.rounds();
        let noun = if rounds == 1 { "round" } else { "rounds" };
        if picture.converged() {
            say(&format!(
                "{}: settled after {rounds} {noun}",
                picture.method().title
            ));
        }
        picture.notes().iter().for_each(|note| say(&note.sentence));
    }
}
