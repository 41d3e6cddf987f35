//! Bounds that the figures must keep.

use std::path::Path;

use clap::Args;
use labelloom_engine::error::Error;

use crate::failure::{Failure, Result};
use crate::rules::in_file;
use crate::summary::Judged;

/// What must hold besides. Shares are from 0 to 1.
#[derive(Args)]
pub(super) struct Bounds {
    /// At least this share of the records has a vote.
    #[arg(long, value_name = "SHARE", requires = "data")]
    min_coverage: Option<f64>,
    /// At most this share of the records has votes that can't all be right.
    #[arg(long, value_name = "SHARE", requires = "data")]
    max_conflicts: Option<f64>,
    /// Of the records with gold whose majority vote is one label, at least this share is right.
    #[arg(long, value_name = "SHARE", requires = "data")]
    min_accuracy: Option<f64>,
    /// Of every rule's votes on records with gold, at least this share is right.
    #[arg(long, value_name = "SHARE", requires = "data")]
    min_rule_accuracy: Option<f64>,
    /// No rule votes on more than this share of the records.
    #[arg(long, value_name = "SHARE", requires = "data")]
    max_rule_coverage: Option<f64>,
    /// No rule votes on nothing.
    #[arg(long, requires = "data")]
    no_dead: bool,
    /// Every label has a rule that votes for it.
    #[arg(long)]
    every_label: bool,
}

impl Bounds {
    /// Shares are shares.
    pub(super) fn check_usage(&self) -> Result<()> {
        let shares = [
            ("--min-coverage", self.min_coverage),
            ("--max-conflicts", self.max_conflicts),
            ("--min-accuracy", self.min_accuracy),
            ("--min-rule-accuracy", self.min_rule_accuracy),
            ("--max-rule-coverage", self.max_rule_coverage),
        ];
        let is_share = |share: f64| (0.0..=1.0).contains(&share);
        match shares
            .iter()
            .find(|(_, share)| share.is_some_and(|share| !is_share(share)))
        {
            Some((option, _)) => Err(Failure::usage(format!("{option} takes a share from 0 to 1"))),
            None => Ok(()),
        }
    }

    /// Labels for which no rule votes, where each must have one.
    pub(super) fn failed_by_labels(&self, path: &Path, without: &[&str]) -> Vec<Error> {
        let missing = |label: &&str| {
            let what = format!("No rule votes for the label {label:?}");
            in_file(path, Error::new(what, "Write one, or take the label out"))
        };
        let labels = if self.every_label { without } else { &[] };
        labels.iter().map(missing).collect()
    }

    /// What the figures don't keep.
    pub(super) fn failed_by(&self, path: &Path, judged: &Judged) -> Vec<Error> {
        let mut failed = self.totals(judged);
        for (name, counts) in judged.rules() {
            let decided = counts.correct + counts.incorrect;
            let is = |what: String, remedy: &str| Error::new(what, remedy).at(format!("rule {name:?}"));
            if self.no_dead && counts.coverage == 0 {
                failed.push(is(
                    "The rule finds nothing".to_owned(),
                    "Correct its query, or take it out",
                ));
            }
            if let Some(most) = self.max_rule_coverage
                && judged.share(counts.coverage) > most
            {
                let what = format!(
                    "The rule votes on {}, more than {most}",
                    of(counts.coverage, judged.records())
                );
                failed.push(is(what, "Narrow it down"));
            }
            if let (Some(least), Some(accuracy)) = (self.min_rule_accuracy, counts.accuracy())
                && accuracy < least
            {
                let what = format!(
                    "The rule is right on {}, less than {least}",
                    of(counts.correct, decided as usize)
                );
                failed.push(is(
                    what,
                    "Look at the records where it is wrong, and narrow it down",
                ));
            }
        }
        failed.into_iter().map(|error| in_file(path, error)).collect()
    }

    fn totals(&self, judged: &Judged) -> Vec<Error> {
        let mut failed = Vec::new();
        let (covered, conflicted) = judged.totals();
        if let Some(least) = self.min_coverage
            && judged.share(covered) < least
        {
            let what = format!("Votes reach {}, less than {least}", of(covered, judged.records()));
            failed.push(Error::new(what, "Write rules for records without a vote"));
        }
        if let Some(most) = self.max_conflicts
            && judged.share(conflicted) > most
        {
            let what = format!(
                "Votes conflict on {}, more than {most}",
                of(conflicted, judged.records())
            );
            failed.push(Error::new(what, "Look at the records whose votes conflict"));
        }
        if let Some(least) = self.min_accuracy {
            failed.extend(accuracy(judged.majority(), least));
        }
        failed
    }
}

/// What the majority vote's accuracy doesn't keep.
fn accuracy(majority: Option<(u32, u32)>, least: f64) -> Option<Error> {
    let Some((correct, incorrect)) = majority.filter(|(correct, incorrect)| correct + incorrect > 0) else {
        let what = "The accuracy can't be told: no record with gold has a majority label";
        return Some(Error::new(
            what,
            "Name the column with --gold, or leave --min-accuracy out",
        ));
    };
    let decided = correct + incorrect;
    (f64::from(correct) / f64::from(decided) < least).then(|| {
        let what = format!(
            "The majority label is right on {}, less than {least}",
            of(correct, decided as usize)
        );
        Error::new(what, "Look at the records where it is wrong")
    })
}

/// A count with its whole and its share.
#[expect(clippy::cast_precision_loss, reason = "fewer than 2^32 records")]
fn of(count: u32, whole: usize) -> String {
    format!(
        "{count} of {whole} ({:.4})",
        f64::from(count) / (whole.max(1) as f64)
    )
}
