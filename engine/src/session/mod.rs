//! The engine as one object: a session holds one open project and answers requests about it. It knows no transport:
//! a worker, a test and the command line all call the same methods.

pub mod augment;
pub mod changes;
mod columns;
pub mod complete;
pub mod conflicts;
mod document;
mod draft;
pub mod edit;
pub mod embeddings;
mod evaluated;
mod evaluating;
pub mod examples;
pub mod export;
mod gather;
pub mod graph;
mod hand_gold;
mod history;
mod history_view;
pub mod images;
mod impact;
pub mod import;
pub mod journal;
pub mod known;
pub mod labels;
pub mod late;
mod lists;
mod live;
pub mod load_rules;
mod many;
mod next_words;
mod project;
mod records;
pub mod related;
pub mod reopen;
pub mod reply;
pub mod request;
mod revisions;
mod rules_impact;
mod select;
mod slices;
pub mod snapshot;
pub mod suggest;
pub mod take_rules;
mod tidy;
mod variants;
mod view;
pub mod why;

pub use conflicts::ConflictsJob;
pub use document::Document;
pub use draft::DraftJob;
pub use export::ExportJob;
pub use history_view::HistoryJob;
pub use project::Project;
pub use rules_impact::ImpactJob;
pub use tidy::TidyJob;

use self::late::Late;
use edit::Draft;
use journal::{Change, JournalEntry};
use reply::{FileReply, Reply};
use request::Request;

use crate::error::{Error, Result};
use crate::job::Step;

/// One open project, if any, and the changes that are not yet written down.
#[derive(Debug, Default)]
pub struct Session {
    project: Option<Project>,
    journal: Vec<JournalEntry>,
}

/// What a request came to.
#[derive(Debug)]
pub enum Outcome {
    /// The answer.
    Done(Reply),
    /// Work to be done in steps by [`Session::step`]; dropping it cancels it.
    Job(SessionJob),
}

/// Long work that a request began.
#[derive(Debug)]
pub enum SessionJob {
    /// A draft that looks at all texts.
    Draft(Box<DraftJob>),
    /// A file being written.
    Export(Box<ExportJob>),
    /// A rule's revisions being counted.
    History(Box<HistoryJob>),
    /// What an edit of rules would change, being counted.
    RulesImpact(Box<ImpactJob>),
    /// Rules being compared with each other.
    Tidy(Box<TidyJob>),
    /// All pairs of rules being counted.
    Conflicts(Box<ConflictsJob>),
    /// Terms being searched for.
    Suggest(Box<suggest::SuggestJob>),
    /// Themes being looked for.
    Themes(Box<suggest::ThemesJob>),
    /// A label model at work, for the sake of a request.
    Labels(Box<labels::LabelsJob>),
    /// Work on the graph, for the sake of a request.
    Graph(Box<graph::GraphJob>),
    /// Variants being made or measured.
    Augment(Box<augment::AugmentJob>),
}

impl Session {
    /// A session without a project.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens a project in place of the one that is open.
    pub fn open(&mut self, project: Project) {
        self.project = Some(project);
        self.journal.clear();
    }

    /// Closes the project.
    pub fn close(&mut self) {
        self.project = None;
        self.journal.clear();
    }

    /// The open project.
    ///
    /// # Errors
    /// When none is open.
    pub fn project(&self) -> Result<&Project> {
        self.project.as_ref().ok_or_else(none_open)
    }

    /// The open project, to be changed by its own methods.
    ///
    /// # Errors
    /// When none is open.
    pub fn project_mut(&mut self) -> Result<&mut Project> {
        self.project.as_mut().ok_or_else(none_open)
    }

    /// Answers a request.
    ///
    /// # Errors
    /// What can't be done, where and what to do now; nothing has then changed.
    pub fn handle(&mut self, request: Request) -> Result<Outcome> {
        let reply = match request {
            Request::Project => self.view()?,
            Request::Edit(edit) => self.change(Change::Edit(edit))?,
            Request::Undo => self.change(Change::Undo)?,
            Request::Redo => self.change(Change::Redo)?,
            Request::Draft(draft) => return self.draft(&draft),
            Request::CloseDraft => {
                self.project_mut()?.close_draft();
                self.view()?
            }
            Request::Within(slice) => {
                self.project_mut()?.within(slice)?;
                self.view()?
            }
            Request::Rows {
                selection,
                start,
                end,
                keep,
            } if !selection.asks_more() => {
                Reply::Rows(self.project_mut()?.rows(&selection, start, end, keep))
            }
            Request::Record { index } => Reply::Record(Box::new(self.project()?.record(index)?)),
            rare => return self.handle_rare(rare),
        };
        Ok(Outcome::Done(reply))
    }

    /// What is not needed for figures, rows and records. A door of the page's part `projects`, where all that
    /// only this leads to stands too: never built into its caller.
    #[inline(never)]
    fn handle_rare(&mut self, request: Request) -> Result<Outcome> {
        if let Some(job) = self.project()?.labels_work(&request)? {
            return Ok(Outcome::Job(SessionJob::Labels(Box::new(job))));
        }
        if let Some(job) = self.graph_work(&request)? {
            return Ok(Outcome::Job(job));
        }
        let reply = match request {
            Request::List { name } => Reply::List(self.project()?.list(&name)?),
            Request::Complete(asked) => Reply::Complete(Box::new(self.project_mut()?.complete(&asked))),
            Request::NextWords(asked) => Reply::Complete(Box::new(self.project_mut()?.next_words(&asked))),
            Request::Related { words, record } => {
                Reply::Related(Box::new(self.project()?.related(&words, record)))
            }
            Request::Column { column } => Reply::Column(self.project_mut()?.column_view(&column)?),
            Request::Marked { index, rules } => {
                Reply::Record(Box::new(self.project()?.marked(index, rules)?))
            }
            Request::Conflicts => {
                let job = self.project()?.conflicts();
                return Ok(Outcome::Job(SessionJob::Conflicts(Box::new(job))));
            }
            Request::Pair(a, b) => Reply::Pair(self.project()?.pair(a, b)?),
            Request::Walk { selection, record } => Reply::Walk(self.project_mut()?.walk(&selection, record)),
            Request::Exceptions {
                rule,
                against,
                record,
                query,
            } => Reply::Exceptions(self.project()?.exceptions(rule, against, record, &query)?),
            Request::Impact(edit) => Reply::Impact(self.project_mut()?.impact(&edit)?),
            Request::RuleHistory { rule, revisions } => {
                let job = self.project()?.history_job(rule, &revisions)?;
                return Ok(Outcome::Job(SessionJob::History(Box::new(job))));
            }
            Request::RulesImpact(edit) => {
                let job = self.project()?.rules_impact_job(&edit)?;
                return Ok(Outcome::Job(SessionJob::RulesImpact(Box::new(job))));
            }
            Request::CompareRules(options) => {
                Reply::TakeRules(Late::of(&self.project_mut()?.compare_rules(&options)?)?)
            }
            Request::Tidy => {
                let job = self.project()?.tidy_job();
                return Ok(Outcome::Job(SessionJob::Tidy(Box::new(job))));
            }
            Request::BadRows => Reply::File(self.bad_rows()?),
            Request::ExportPreview(options) => {
                Reply::ExportPreview(self.project()?.export_preview(&options)?)
            }
            Request::Export(options) => {
                let job = self.project()?.export(&options)?;
                return Ok(Outcome::Job(SessionJob::Export(Box::new(job))));
            }
            Request::Suggest(options) => return self.project_mut()?.suggest(options),
            Request::Themes(scope) => return Ok(self.project_mut()?.themes(scope)),
            labels @ (Request::Labels { .. }
            | Request::CompareModels
            | Request::LeaveOneOut { .. }
            | Request::EndModel(_)
            | Request::LabelWhy { .. }) => self.project_mut()?.answer_labels(&labels)?,
            Request::Rows {
                selection,
                start,
                end,
                keep,
            } => Reply::Rows(self.project_mut()?.rows(&selection, start, end, keep)),
            Request::Graph(ask) => self.project_mut()?.answer_graph(&ask)?,
            Request::Augment(ask) => return self.project_mut()?.augment(&ask),
            Request::Images(ask) => self.project()?.answer_images(&ask)?,
            // Answered already, by who calls this.
            frequent => return self.handle(frequent),
        };
        Ok(Outcome::Done(reply))
    }

    /// Does one step of long work.
    ///
    /// # Errors
    /// As [`Self::handle`].
    pub fn step(&mut self, job: &mut SessionJob) -> Result<Step<Reply>> {
        match job {
            SessionJob::Draft(job) => {
                let project = self.project_mut()?;
                Ok(match project.step_draft(job) {
                    Some(scanned) => Step::Working(scanned.progress()),
                    None => Step::Done(draft_reply(project)?),
                })
            }
            rare => self.step_rare(rare),
        }
    }

    /// The same of work that nobody waits for while typing. A door, as [`Self::handle_rare`].
    #[inline(never)]
    fn step_rare(&mut self, job: &mut SessionJob) -> Result<Step<Reply>> {
        match job {
            SessionJob::Labels(at_work) => match at_work.step(self.project_mut()?)? {
                Step::Working(progress) => Ok(Step::Working(progress)),
                Step::Done(request) => match self.handle(request)? {
                    Outcome::Done(reply) => Ok(Step::Done(reply)),
                    Outcome::Job(next) => {
                        *job = next;
                        Ok(Step::Working(labels::LabelsJob::begun()))
                    }
                },
            },
            SessionJob::Graph(_) => self.step_graph(job),
            SessionJob::Augment(at_work) => at_work.step(self.project_mut()?),
            SessionJob::Export(job) => Ok(match job.step(self.project()?) {
                Step::Working(progress) => Step::Working(progress),
                Step::Done(file) => Step::Done(Reply::File(file)),
            }),
            SessionJob::History(job) => {
                let step = job.step(self.project_mut()?);
                late(step, Reply::RuleHistory)
            }
            SessionJob::RulesImpact(job) => {
                let step = job.step(self.project_mut()?)?;
                late(step, Reply::RulesImpact)
            }
            SessionJob::Tidy(job) => Ok(answered(job.step(), Reply::Tidy)),
            SessionJob::Conflicts(job) => {
                let step = self.project()?.step_conflicts(job);
                late(step, Reply::Conflicts)
            }
            SessionJob::Suggest(job) => {
                let step = job.step(self.project()?)?;
                late(step, Reply::Suggestions)
            }
            SessionJob::Themes(job) => {
                let step = job.step(self.project()?)?;
                late(step, Reply::Themes)
            }
            frequent @ SessionJob::Draft(_) => self.step(frequent),
        }
    }

    /// Handles a request to its end.
    ///
    /// # Errors
    /// As [`Self::handle`].
    pub fn answer(&mut self, request: Request) -> Result<Reply> {
        let mut job = match self.handle(request)? {
            Outcome::Done(reply) => return Ok(reply),
            Outcome::Job(job) => job,
        };
        loop {
            if let Step::Done(reply) = self.step(&mut job)? {
                return Ok(reply);
            }
        }
    }

    /// The changes made since the last call, to be written down in order.
    pub fn take_journal(&mut self) -> Vec<JournalEntry> {
        std::mem::take(&mut self.journal)
    }

    /// Makes changes again that were written down. Returns how many there were; one that can't be made ends the
    /// replay, and the error says which.
    ///
    /// # Errors
    /// A change that doesn't fit the project.
    pub fn replay(&mut self, entries: &[JournalEntry]) -> Result<()> {
        for entry in entries {
            self.make(&entry.change)
                .map_err(|error| error.at(format!("change {}", entry.revision)))?;
        }
        Ok(())
    }

    /// Gives back a draft that was kept while the project was closed.
    ///
    /// # Errors
    /// When no project is open.
    pub fn restore_draft(&mut self, draft: Draft) -> Result<()> {
        self.project_mut()?.restore_draft(draft);
        Ok(())
    }

    fn view(&self) -> Result<Reply> {
        Ok(Reply::Project(Box::new(self.project()?.view())))
    }

    fn change(&mut self, change: Change) -> Result<Reply> {
        self.make(&change)?;
        let revision = self.project()?.revision();
        self.journal.push(JournalEntry { revision, change });
        self.view()
    }

    fn make(&mut self, change: &Change) -> Result<()> {
        let project = self.project_mut()?;
        let (done, what) = match change {
            Change::Edit(edit) => return project.edit(edit),
            Change::Undo => (project.undo(), "undo"),
            Change::Redo => (project.redo(), "redo"),
        };
        if done {
            Ok(())
        } else {
            Err(Error::new(format!("There is nothing to {what}"), ""))
        }
    }

    fn draft(&mut self, draft: &Draft) -> Result<Outcome> {
        let project = self.project_mut()?;
        project.document().label(draft.text.label)?;
        if let Some(id) = draft.rule {
            project.document().rule(id)?;
        }
        match project.open_draft(draft) {
            Some(job) => Ok(Outcome::Job(SessionJob::Draft(Box::new(job)))),
            None => Ok(Outcome::Done(draft_reply(project)?)),
        }
    }

    fn bad_rows(&self) -> Result<FileReply> {
        let project = self.project()?;
        if project.bad_rows.is_empty() {
            return Err(no_bad_rows(project));
        }
        let dropped = project.source.report.bad_dropped;
        let said = (dropped > 0)
            .then(|| format!("{dropped} more rows were counted but not kept: they were too many."));
        Ok(FileReply {
            name: format!("{}-set-aside.csv", stem(&project.source.name)),
            mime: "text/csv".to_owned(),
            said: said.into_iter().collect(),
            bytes: project.bad_rows.clone(),
        })
    }
}

/// The same of an answer that is read where it is shown.
fn late<T: serde::Serialize>(step: Step<T>, reply: fn(Late<T>) -> Reply) -> Result<Step<Reply>> {
    Ok(match step {
        Step::Working(progress) => Step::Working(progress),
        Step::Done(view) => Step::Done(reply(Late::of(&view)?)),
    })
}

/// A job's step with what it makes as a reply.
fn answered<T>(step: Step<T>, reply: impl FnOnce(T) -> Reply) -> Step<Reply> {
    match step {
        Step::Working(progress) => Step::Working(progress),
        Step::Done(made) => Step::Done(reply(made)),
    }
}

fn draft_reply(project: &Project) -> Result<Reply> {
    let view = project
        .draft_view()
        .ok_or_else(|| Error::new("No rule is being written", ""))?;
    Ok(Reply::Draft(Box::new(view)))
}

/// A project file keeps the report of its import, and not the bytes of the rows set aside.
fn no_bad_rows(project: &Project) -> Error {
    let source = &project.source;
    if source.report.rows_bad == 0 {
        return Error::new("No row was set aside", "");
    }
    let what = format!(
        "The {} rows set aside are not in the project file",
        source.report.rows_bad
    );
    Error::new(what, format!("Import {} again to save them", source.name))
}

fn none_open() -> Error {
    Error::new("No project is open", "Open one, or import a file")
}

/// A file's name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests;
