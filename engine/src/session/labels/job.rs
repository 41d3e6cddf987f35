//! Work that a request needs before it can be answered: a fit, a comparison, rules left out. What it finds is kept with the
//! project, and then the request is asked again.

use super::compare::CompareJob;
use super::end::EndJob;
use super::fit::{FitGround, FitJob};
use super::leave_out::LeaveOutJob;
use crate::error::{Error, Result};
use crate::formats::write::{Holds, writer};
use crate::job::{Progress, Step};
use crate::model_choice::MAJORITY;
use crate::session::late::Late;
use crate::session::project::Project;
use crate::session::reply::Reply;
use crate::session::request::{ExportOptions, Filter, Request, Selection};
use crate::session::suggest::{Evidence, SuggestOptions, ThemeScope};

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
    End(Box<EndJob>),
}

impl LabelsJob {
    /// Does one step; at the end gives the request back, which can then be answered.
    ///
    /// # Errors
    /// What can't be fitted, and why.
    // A door of the page's part `models`.
    #[inline(never)]
    pub(in crate::session) fn step(&mut self, project: &mut Project) -> Result<Step<Request>> {
        let progress = match &mut self.work {
            Work::Fit(job) => match job.step()? {
                Step::Working(progress) => Some(progress),
                Step::Done(labeled) => {
                    if project.labels_hold(labeled.revision) {
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
            Work::End(job) => match job.step(project) {
                Ok(Step::Working(progress)) => Some(progress),
                Ok(Step::Done(trained)) => {
                    project.keep_end(trained);
                    None
                }
                // A record without a label has its reasons too.
                Err(error) if matches!(self.then, Request::LabelWhy { .. }) => {
                    project.labels.end_problem = Some((project.revision, error));
                    None
                }
                Err(error) => return Err(error),
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
        // A file of records without labels needs no model.
        let is_file = matches!(request, Request::Export(_) | Request::ExportPreview(_));
        if request.asks_labels() && !(is_file && self.document.labels.is_empty()) {
            self.begin_labels_work(request)
        } else {
            Ok(None)
        }
    }

    // A door of the page's part `models`.
    #[inline(never)]
    fn begin_labels_work(&self, request: &Request) -> Result<Option<LabelsJob>> {
        let work = match self.fit_needed(request)? {
            Some(fit) => Some(fit),
            None => self.further_work(request)?,
        };
        Ok(work.map(|work| LabelsJob {
            work,
            then: request.clone(),
        }))
    }

    /// The fit of the chosen model, for the sake of a request that goes by its labels.
    ///
    /// # Errors
    /// A model that is not there; votes that can't be read as one.
    // A door of the page's part `models`.
    #[inline(never)]
    pub(in crate::session) fn chosen_work(&self, request: &Request) -> Result<LabelsJob> {
        let job = FitJob::new(FitGround::new(self)?, &self.document.model.model)?;
        Ok(LabelsJob {
            work: Work::Fit(Box::new(job)),
            then: request.clone(),
        })
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
            Request::EndModel(options) if self.trained(&self.document.model.model, options).is_none() => {
                Some(Work::End(Box::new(EndJob::new(
                    self,
                    self.chosen_fit()?,
                    options.clone(),
                )?)))
            }
            Request::LabelWhy { index }
                if !self.saved.analysis.sets.covered.contains(*index) && self.end_problem().is_none() =>
            {
                self.end_work(&self.document.model.model)?
            }
            Request::Rows { selection, .. } | Request::Walk { selection, .. } => self.work_of(selection)?,
            Request::Export(options) | Request::ExportPreview(options) if options.labels_records() => {
                let model = options.model.as_deref().unwrap_or_default();
                self.end_work(model)?
            }
            _ => None,
        })
    }

    /// The training of the end model, where the document says that it labels records.
    fn end_work(&self, model: &str) -> Result<Option<Work>> {
        let options = &self.document.model.end_options;
        if !self.document.model.end_model || self.trained(model, options).is_some() {
            return Ok(None);
        }
        let labeled = self.fit_of(model).map(std::sync::Arc::clone);
        let labeled =
            labeled.filter(|labeled| labeled.problem.is_none() || model == self.document.model.model);
        labeled
            .map(|labeled| EndJob::new(self, labeled, options.clone()))
            .transpose()
            .map(|job| job.map(|job| Work::End(Box::new(job))))
    }

    /// Why the end model can't be trained for the present labels.
    pub(super) fn end_problem(&self) -> Option<&Error> {
        let problem = self.labels.end_problem.as_ref();
        problem
            .filter(|(revision, _)| self.labels_hold(*revision))
            .map(|(_, error)| error)
    }

    /// What a list's filters need besides the fit.
    fn work_of(&self, selection: &Selection) -> Result<Option<Work>> {
        let asks = |is_it: fn(&Filter) -> bool| selection.filters.iter().any(is_it);
        if asks(|filter| matches!(filter, Filter::ChangedWithout(_))) && !self.has_without() {
            return Ok(Some(Work::LeaveOut(Box::new(LeaveOutJob::new(self)?))));
        }
        let asks_end = asks(|filter| matches!(filter, Filter::EndModel(_) | Filter::EndModelAny));
        if asks_end && self.labels.end.is_none() {
            let options = self.document.model.end_options.clone();
            return Ok(Some(Work::End(Box::new(EndJob::new(
                self,
                self.chosen_fit()?,
                options,
            )?))));
        }
        Ok(None)
    }

    fn has_comparison(&self) -> bool {
        let comparison = self.labels.comparison.as_ref();
        comparison.is_some_and(|comparison| self.labels_hold(comparison.revision))
    }

    /// Answers a request about labels for which no work is left.
    ///
    /// # Errors
    /// A record that is not there.
    // A door of the page's part `models`.
    #[inline(never)]
    pub(in crate::session) fn answer_labels(&mut self, request: &Request) -> Result<Reply> {
        match request {
            Request::Labels { held_out } => Ok(Reply::Labels(Late::of(&self.labels_view(*held_out)?)?)),
            Request::LabelWhy { index } => Ok(Reply::LabelWhy(Late::of(&self.label_why(*index)?)?)),
            Request::CompareModels => {
                let comparison = self.labels.comparison.clone();
                let comparison =
                    comparison.ok_or_else(|| Error::new("The models are not compared yet", "Ask again"))?;
                Ok(Reply::Comparison(Late::of(&comparison)?))
            }
            Request::LeaveOneOut { held_out } => {
                let view = self.leave_out_view(*held_out);
                let view = view.ok_or_else(|| Error::new("No rule was left out yet", "Ask again"))?;
                Ok(Reply::LeaveOneOut(Late::of(&view)?))
            }
            Request::EndModel(options) => {
                let trained = self
                    .trained(&self.document.model.model, options)
                    .map(std::sync::Arc::clone);
                let trained =
                    trained.ok_or_else(|| Error::new("The end model is not trained yet", "Ask again"))?;
                self.labels.look(self.revision);
                Ok(Reply::EndModel(Late::of(&self.end_view(&trained)?)?))
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
        Request::Suggest(SuggestOptions {
            evidence: Evidence::List(selection),
            ..
        })
        | Request::Themes(ThemeScope::List(selection)) => of_selection(selection),
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
    match &options.model {
        Some(model) if options.labels_records() => Needs::Model(model),
        _ => Needs::Nothing,
    }
}

impl ExportOptions {
    /// Whether the file holds a model's labels.
    pub(in crate::session) fn labels_records(&self) -> bool {
        self.model.is_some() && writer(&self.format).is_some_and(|kind| kind.holds() == Holds::Chosen)
    }
}
