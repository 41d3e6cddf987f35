//! Questions about variants: answered at once, or begun as a job.

use super::ask::{AugmentAsk, VariantScope};
use super::choice::AugmentChoice;
use super::coverage::CoverageJob;
use super::generate::GenerateJob;
use super::helps::HelpsJob;
use super::job::{AugmentJob, Work};
use super::places::PlacesJob;
use super::policy::Policy;
use super::rates::RatesJob;
use super::robust::RobustJob;
use super::search::SearchJob;
use super::view::AugmentReply;
use crate::error::{Error, Result};
use crate::modality::Modality;
use crate::session::late::Late;
use crate::session::project::Project;
use crate::session::reply::{FileReply, Reply};
use crate::session::request::{Request, Selection};
use crate::session::{Outcome, SessionJob};

impl AugmentAsk {
    /// The choice that it gives; none where it goes by none.
    const fn choice(&self) -> Option<&Option<AugmentChoice>> {
        match self {
            Self::Preview { choice, .. }
            | Self::Rates { choice, .. }
            | Self::Generate { choice, .. }
            | Self::Helps { choice, .. }
            | Self::Search { choice, .. } => Some(choice),
            Self::State
            | Self::Accepted { .. }
            | Self::Robustness { .. }
            | Self::Coverage
            | Self::Places
            | Self::Text(_)
            | Self::MadePictures { .. }
            | Self::Policy { .. } => None,
        }
    }

    const fn selection(&self) -> Option<&Selection> {
        match self {
            Self::Preview {
                scope: VariantScope::Selection(selection),
                ..
            }
            | Self::Rates {
                scope: VariantScope::Selection(selection),
                ..
            }
            | Self::Generate { selection, .. } => Some(selection),
            _ => None,
        }
    }
}

impl Project {
    /// Answers a question about variants, or begins with it.
    ///
    /// # Errors
    /// A choice that means nothing, a thesaurus that can't be had, records or gold that are not there.
    // A door of the page's part `augment`.
    #[inline(never)]
    pub(in crate::session) fn augment(&mut self, asked: &Late<AugmentAsk>) -> Result<Outcome> {
        let ask = asked.open()?;
        if let Some(first) = self.before_variants(asked, &ask)? {
            return Ok(Outcome::Job(first));
        }
        let chosen = |project: &Self, choice: Option<AugmentChoice>| match choice {
            Some(choice) => Ok(choice),
            None => project.augment_choice(),
        };
        let reply = match ask {
            AugmentAsk::State => AugmentReply::State(Box::new(self.augment_view()?)),
            AugmentAsk::Accepted { start, count } => {
                AugmentReply::Accepted(self.accepted_view(start, count)?)
            }
            AugmentAsk::Preview {
                scope,
                count,
                choice,
                side,
            } => {
                let choice = chosen(self, choice)?;
                let (view, kin) = self.preview(&scope, count, &choice)?;
                match side.filter(|_| self.modality() == Modality::Image) {
                    Some(side) => return self.with_pixels(view, &kin, side).map(Outcome::Done),
                    None => AugmentReply::Preview(view),
                }
            }
            AugmentAsk::MadePictures { variants, side } => {
                return self.made_pictures(&variants, side).map(Outcome::Done);
            }
            AugmentAsk::Policy { choice } => {
                let choice = chosen(self, choice)?;
                return self.policy_file(&choice).map(Outcome::Done);
            }
            AugmentAsk::Rates { scope, choice } => {
                let choice = chosen(self, choice)?;
                let job = RatesJob::new(self, &scope, choice)?;
                return Ok(self.begun(Work::Rates(Box::new(job))));
            }
            AugmentAsk::Robustness { rule } => {
                let job = RobustJob::new(self, rule)?;
                return Ok(self.begun(Work::Robustness(Box::new(job))));
            }
            AugmentAsk::Generate {
                selection,
                choice,
                only_valid,
            } => {
                let choice = chosen(self, choice)?;
                let job = GenerateJob::new(self, &selection, &choice, only_valid)?;
                return Ok(self.begun(Work::Generate(Box::new(job))));
            }
            AugmentAsk::Helps { choice, seeds } => {
                let choice = chosen(self, choice)?;
                let job = HelpsJob::new(self, choice, seeds)?;
                return Ok(self.begun(Work::Helps(Box::new(job))));
            }
            AugmentAsk::Search {
                choice,
                trainings,
                seeds,
            } => {
                let choice = chosen(self, choice)?;
                let job = SearchJob::new(self, choice, trainings, seeds)?;
                return Ok(self.begun(Work::Search(Box::new(job))));
            }
            AugmentAsk::Coverage => {
                let job = CoverageJob::new(self)?;
                return Ok(self.begun(Work::Coverage(Box::new(job))));
            }
            AugmentAsk::Places => {
                let job = PlacesJob::new(self)?;
                return Ok(self.begun(Work::Places(Box::new(job))));
            }
            AugmentAsk::Text(variant) => return self.variant_text(variant).map(Outcome::Done),
        };
        Ok(Outcome::Done(Reply::Augment(Late::of(&reply)?)))
    }

    fn begun(&self, work: Work) -> Outcome {
        Outcome::Job(SessionJob::Augment(Box::new(AugmentJob::new(
            work,
            self.revision,
        ))))
    }

    /// What has to be done before a question can be answered: the fit that a selection goes by, the words of the corpus.
    fn before_variants(&mut self, asked: &Late<AugmentAsk>, ask: &AugmentAsk) -> Result<Option<SessionJob>> {
        if let Some(selection) = ask.selection() {
            if selection.asks_model() && self.chosen().is_none() {
                let job = self.chosen_work(&Request::Augment(asked.clone()))?;
                return Ok(Some(SessionJob::Labels(Box::new(job))));
            }
            if selection.asks_graph() && self.graph_around().is_none() {
                let what = "These records are chosen by the graph, which is not built";
                return Err(Error::new(what, "Build the graph first, or choose other records"));
            }
        }
        let has_votes = !self.saved.matrix.columns.is_empty();
        let trains = matches!(ask, AugmentAsk::Helps { .. } | AugmentAsk::Search { .. });
        if trains && has_votes && self.chosen().is_none() {
            let job = self.chosen_work(&Request::Augment(asked.clone()))?;
            return Ok(Some(SessionJob::Labels(Box::new(job))));
        }
        let Some(choice) = ask.choice() else {
            return Ok(None);
        };
        let mut choice = match choice {
            Some(choice) => choice.clone(),
            None => self.augment_choice()?,
        };
        if matches!(ask, AugmentAsk::Search { .. }) && self.modality() == Modality::Text {
            choice = SearchJob::everything(&choice);
        }
        let policy = choice.policy(&self.document, self.modality())?;
        let lacks_counts =
            matches!(&policy, Policy::Texts(policy) if self.augment.words.lacks_counts(policy));
        Ok(lacks_counts.then(|| {
            let counting = Work::Count(Box::default(), 0, asked.clone());
            SessionJob::Augment(Box::new(AugmentJob::new(counting, self.revision)))
        }))
    }

    fn policy_file(&self, choice: &AugmentChoice) -> Result<Reply> {
        let file = choice.policy_file(&self.document, self.modality())?;
        let bytes = serde_json::to_vec_pretty(&file)
            .map_err(|error| Error::new(format!("The policy can't be written: {error}"), "Choose again"))?;
        Ok(Reply::File(FileReply {
            name: "policy.json".to_owned(),
            mime: "application/json".to_owned(),
            said: vec![format!(
                "The same variants on the command line: labelloom augment … policy.json --seed {}",
                choice.seed
            )],
            bytes,
        }))
    }
}
