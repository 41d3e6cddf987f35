//! A question to the open project on its way. What is asked while a person types, scrolls and filters crosses as plain
//! objects. All else crosses as text, which the worker reads when the part of the program is there that answers it: what
//! reads every kind of question out of the browser's objects would weigh on the first load.

use labelloom_engine::ids::SliceId;
use labelloom_engine::session::edit::Draft;
use labelloom_engine::session::request::{Keep, Request, Selection};
use serde::{Deserialize, Serialize};

use super::protocol::Problem;

/// A question, and what of the program answers it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// What answers it.
    pub(crate) by: Answering,
    /// What is asked.
    question: Question,
}

/// What of the program answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answering {
    /// What is always there.
    FirstLoad,
    /// What knows whole projects.
    Projects,
    /// What fits label models.
    Models,
    /// What knows the graph, which reads what models say.
    Graph,
    /// What makes variants of records, and keeps them.
    Augment,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    Frequent(Box<Frequent>),
    /// A request as JSON.
    Text(String),
}

/// The requests for which [`Request::is_frequent`] holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Frequent {
    Project,
    Undo,
    Redo,
    Draft(Draft),
    CloseDraft,
    Within(Option<SliceId>),
    Rows {
        selection: Selection,
        start: u32,
        end: u32,
        keep: Option<Keep>,
    },
    Record {
        index: u32,
    },
}

impl From<Request> for Asked {
    fn from(request: Request) -> Self {
        let by = if request.is_frequent() {
            Answering::FirstLoad
        } else if request.asks_augment() {
            Answering::Augment
        } else if request.asks_graph() {
            Answering::Graph
        } else if request.asks_labels() {
            Answering::Models
        } else {
            Answering::Projects
        };
        let question = match request {
            Request::Project => Frequent::Project.into(),
            Request::Undo => Frequent::Undo.into(),
            Request::Redo => Frequent::Redo.into(),
            Request::Draft(draft) => Frequent::Draft(draft).into(),
            Request::CloseDraft => Frequent::CloseDraft.into(),
            Request::Within(slice) => Frequent::Within(slice).into(),
            Request::Record { index } => Frequent::Record { index }.into(),
            Request::Rows {
                selection,
                start,
                end,
                keep,
            } if by == Answering::FirstLoad => Frequent::Rows {
                selection,
                start,
                end,
                keep,
            }
            .into(),
            // A text that holds nothing is refused where it is read.
            rare => Question::Text(serde_json::to_string(&rare).unwrap_or_default()),
        };
        Self { by, question }
    }
}

impl From<Frequent> for Question {
    fn from(frequent: Frequent) -> Self {
        Self::Frequent(Box::new(frequent))
    }
}

impl Asked {
    /// The request.
    ///
    /// # Errors
    /// A text of another build.
    pub(crate) fn request(self) -> Result<Request, Problem> {
        let frequent = match self.question {
            Question::Frequent(frequent) => *frequent,
            Question::Text(text) => return read(&text),
        };
        Ok(match frequent {
            Frequent::Project => Request::Project,
            Frequent::Undo => Request::Undo,
            Frequent::Redo => Request::Redo,
            Frequent::Draft(draft) => Request::Draft(draft),
            Frequent::CloseDraft => Request::CloseDraft,
            Frequent::Within(slice) => Request::Within(slice),
            Frequent::Rows {
                selection,
                start,
                end,
                keep,
            } => Request::Rows {
                selection,
                start,
                end,
                keep,
            },
            Frequent::Record { index } => Request::Record { index },
        })
    }
}

/// A door of the part `projects`.
#[inline(never)]
fn read(text: &str) -> Result<Request, Problem> {
    serde_json::from_str(text).map_err(|error| {
        Problem::new(
            format!("The question can't be read: {error}"),
            "Load the page again.",
        )
    })
}

#[cfg(test)]
mod tests {
    use labelloom_engine::ids::RuleId;
    use labelloom_engine::session::augment::AugmentAsk;
    use labelloom_engine::session::request::Filter;

    use super::*;

    fn rows(filter: Filter) -> Request {
        Request::Rows {
            selection: Selection {
                filters: vec![filter],
                search: "a \u{2028}“b”".to_owned(),
            },
            start: 3,
            end: 9,
            keep: None,
        }
    }

    #[test]
    fn questions_arrive_as_they_were_asked() {
        let asked = [
            (Request::Project, Answering::FirstLoad),
            (Request::Undo, Answering::FirstLoad),
            (Request::Redo, Answering::FirstLoad),
            (Request::CloseDraft, Answering::FirstLoad),
            (Request::Within(Some(SliceId(4))), Answering::FirstLoad),
            (Request::Record { index: 7 }, Answering::FirstLoad),
            (rows(Filter::Covered), Answering::FirstLoad),
            (rows(Filter::Duplicates(RuleId(2))), Answering::Models),
            (rows(Filter::GraphUnreached), Answering::Graph),
            (rows(Filter::GraphUnreached), Answering::Graph),
            (Request::Tidy, Answering::Projects),
            (Request::augment(&AugmentAsk::State).unwrap(), Answering::Augment),
            (
                Request::List {
                    name: "ä".to_owned()
                },
                Answering::Projects,
            ),
        ];
        for (request, by) in asked {
            let crossing = Asked::from(request.clone());
            assert_eq!(crossing.by, by, "{request:?}");
            let is_text = matches!(crossing.question, Question::Text(_));
            assert_eq!(is_text, !request.is_frequent(), "{request:?}");
            assert_eq!(crossing.request().unwrap(), request);
        }
    }

    #[test]
    fn a_text_that_is_no_question_is_refused() {
        let crossing = Asked {
            by: Answering::Projects,
            question: Question::Text("{\"unheard_of\":1}".to_owned()),
        };
        assert!(crossing.request().unwrap_err().what.contains("unheard_of"));
    }
}
