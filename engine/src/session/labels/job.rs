//! Work that a request needs before it can be answered: a fit, a comparison, rules left out. What it finds is kept with the
//! project, and then the request is asked again.

use super::compare::CompareJob;
use super::fit::{FitGround, FitJob};
use super::leave_out::LeaveOutJob;
use crate::error::{Error, Result};
use crate::formats::write::{Holds, writer};
use crate::job::{Progress, Step};
use crate::model_choice::MAJORITY;
use crate::session::project::Project;
use crate::session::reply::Reply;
use crate::session::request::{ExportOptions, Request, Selection};

/// Work for the sake of a request.
#[derive(Debug)]
pub struct LabelsJob {
    work: Work,
    then: Request,
}

#[derive(Debug)]
enum Work {
    Fit(Box<FitJob>),
    Compare(Box<CompareJob>),
    LeaveOut(Box<LeaveOutJob>),
}

impl LabelsJob {
    /// Does one step; at the end gives the request back, which can then be answered.
    ///
    /// # Errors
    /// What can't be fitted, and why.
    pub(in crate::session) fn step(&mut self, project: &mut Project) -> Result<Step<Request>> {
        let progress = match &mut self.work {
            Work::Fit(job) => match job.step()? {
                Step::Working(progress) => Some(progress),
                Step::Done(labeled) => {
                    if labeled.revision == project.revision {
                        project.labels.keep(labeled);
                    }
                    None
                }
            },
            Work::Compare(job) => match job.step(project)? {
                Step::Working(progress) => Some(progress),
                Step::Done(comparison) => {
                    project.keep_comparison(comparison);
                    None
                }
            },
            // Another state of the project may lack the fit that this began with.
            Work::LeaveOut(job) if !job.is_of(project) => None,
            Work::LeaveOut(job) => match job.step(project)? {
                Step::Working(progress) => Some(progress),
                Step::Done(without) => {
                    project.keep_without(without);
                    None
                }
            },
        };
        Ok(progress.map_or_else(|| Step::Done(self.then.clone()), Step::Working))
    }

    /// How far it is before its first step.
    pub(in crate::session) fn begun() -> Progress {
        Progress {
            stage: "fitting",
            done: 0,
            total: 1,
            estimate: None,
        }
    }
}

/// The models that a request needs fitted, the chosen one by no name.
enum Needs<'a> {
    Nothing,
    Chosen,
    ChosenAndMajority,
    Model(&'a str),
}

impl Project {
    /// The work that has to be done before a request can be answered, if any is left.
    ///
    /// # Errors
    /// A model that is not there; votes that can't be read as one.
    pub(in crate::session) fn labels_work(&self, request: &Request) -> Result<Option<LabelsJob>> {
        let work = match self.fit_needed(request)? {
            Some(fit) => Some(fit),
            None => self.further_work(request)?,
        };
        Ok(work.map(|work| LabelsJob {
            work,
            then: request.clone(),
        }))
    }

    fn fit_needed(&self, request: &Request) -> Result<Option<Work>> {
        let chosen = self.document.model.model.as_str();
        let models: &[&str] = match needs(request) {
            Needs::Nothing => &[],
            Needs::Chosen => &[chosen],
            Needs::ChosenAndMajority => &[chosen, MAJORITY],
            Needs::Model(model) => &[model],
        };
        let Some(model) = models.iter().find(|model| self.fit_of(model).is_none()) else {
            return Ok(None);
        };
        let ground = FitGround::new(self)?;
        Ok(Some(Work::Fit(Box::new(FitJob::new(ground, model)?))))
    }

    fn further_work(&self, request: &Request) -> Result<Option<Work>> {
        Ok(match request {
            Request::CompareModels if !self.has_comparison() => {
                Some(Work::Compare(Box::new(CompareJob::new(self)?)))
            }
            Request::LeaveOneOut { .. } if !self.has_without() => {
                Some(Work::LeaveOut(Box::new(LeaveOutJob::new(self)?)))
            }
            _ => None,
        })
    }

    fn has_comparison(&self) -> bool {
        let comparison = self.labels.comparison.as_ref();
        comparison.is_some_and(|comparison| comparison.revision == self.revision)
    }

    /// Answers a request about labels for which no work is left.
    ///
    /// # Errors
    /// A record that is not there.
    pub(in crate::session) fn answer_labels(&mut self, request: &Request) -> Result<Reply> {
        match request {
            Request::Labels { held_out } => Ok(Reply::Labels(Box::new(self.labels_view(*held_out)?))),
            Request::LabelWhy { index } => Ok(Reply::LabelWhy(Box::new(self.label_why(*index)?))),
            Request::CompareModels => {
                let comparison = self.labels.comparison.clone();
                let comparison =
                    comparison.ok_or_else(|| Error::new("The models are not compared yet", "Ask again"))?;
                Ok(Reply::Comparison(Box::new(comparison)))
            }
            Request::LeaveOneOut { held_out } => {
                let view = self.leave_out_view(*held_out);
                let view = view.ok_or_else(|| Error::new("No rule was left out yet", "Ask again"))?;
                Ok(Reply::LeaveOneOut(view))
            }
            _ => Err(Error::new("This is no question about labels", "")),
        }
    }
}

fn needs(request: &Request) -> Needs<'_> {
    match request {
        Request::Labels { .. } => Needs::ChosenAndMajority,
        Request::LeaveOneOut { .. } | Request::LabelWhy { .. } | Request::EndModel(_) => Needs::Chosen,
        Request::Rows { selection, .. } | Request::Walk { selection, .. } => of_selection(selection),
        Request::Export(options) | Request::ExportPreview(options) => of_export(options),
        _ => Needs::Nothing,
    }
}

fn of_selection(selection: &Selection) -> Needs<'static> {
    if selection.asks_model() {
        Needs::Chosen
    } else {
        Needs::Nothing
    }
}

fn of_export(options: &ExportOptions) -> Needs<'_> {
    let holds_labels = writer(&options.format).is_some_and(|kind| kind.holds() == Holds::Chosen);
    match &options.model {
        Some(model) if holds_labels => Needs::Model(model),
        _ => Needs::Nothing,
    }
}
