//! A question to the open project on its way. What is asked while a person types, scrolls and filters crosses as plain
//! objects. All else crosses as text, which the worker reads when the part of the program is there that answers it: what
//! reads every kind of question out of the browser's objects would weigh on the first load.

use labelloom_engine::ids::SliceId;
use labelloom_engine::session::edit::Draft;
use labelloom_engine::session::request::{Augmented, Keep, Request, Selection};
use serde::{Deserialize, Serialize};

use super::protocol::Problem;
use crate::browser::parts::Part;

/// A question, and the parts of the program that answer it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// What has to be there before it is read and answered, in the order to load it.
    pub(crate) parts: Vec<Part>,
    /// What is asked.
    question: Question,
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
        let parts = parts_of(&request);
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
            } if parts.is_empty() => Frequent::Rows {
                selection,
                start,
                end,
                keep,
            }
            .into(),
            // A text that holds nothing is refused where it is read.
            rare => Question::Text(serde_json::to_string(&rare).unwrap_or_default()),
        };
        Self { parts, question }
    }
}

/// What a question needs. Parts that are not named here are loaded where the program comes to them, and then one that
/// can't be had ends the worker.
fn parts_of(request: &Request) -> Vec<Part> {
    if request.is_frequent() {
        return Vec::new();
    }
    let export = match request {
        Request::Export(options) | Request::ExportPreview(options) => Some(options),
        _ => None,
    };
    // The document may say that the graph labels what no rule does.
    let graph = request.asks_graph() || export.is_some_and(|options| options.model.is_some());
    let of_variants = export.is_some_and(|options| options.augmented != Augmented::Without);
    let variants = request.asks_augment() || of_variants;
    let labels = request.asks_labels();
    // Rules are compared as files have them.
    let writes = export.is_some() || matches!(request, Request::CompareRules(_));
    let parts = [
        (true, Part::Projects),
        (labels || graph || variants, Part::Models),
        (graph, Part::Graph),
        (variants, Part::Augment),
        (writes, Part::Export),
        (asks_advice(request), Part::Advice),
    ];
    let asked = parts.into_iter().filter(|(is_asked, _)| *is_asked);
    asked.map(|(_, part)| part).collect()
}

const fn asks_advice(request: &Request) -> bool {
    matches!(
        request,
        Request::Suggest(_)
            | Request::Themes(_)
            | Request::NextWords(_)
            | Request::Related { .. }
            | Request::Tidy
    )
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
            (Request::Project, vec![]),
            (Request::Undo, vec![]),
            (Request::Redo, vec![]),
            (Request::CloseDraft, vec![]),
            (Request::Within(Some(SliceId(4))), vec![]),
            (Request::Record { index: 7 }, vec![]),
            (rows(Filter::Covered), vec![]),
            (
                rows(Filter::Duplicates(RuleId(2))),
                vec![Part::Projects, Part::Models],
            ),
            (
                rows(Filter::GraphUnreached),
                vec![Part::Projects, Part::Models, Part::Graph],
            ),
            (
                Request::CompareRules(Default::default()),
                vec![Part::Projects, Part::Export],
            ),
            (Request::Tidy, vec![Part::Projects, Part::Advice]),
            (
                Request::augment(&AugmentAsk::State).unwrap(),
                vec![Part::Projects, Part::Models, Part::Augment],
            ),
            (
                Request::List {
                    name: "ä".to_owned()
                },
                vec![Part::Projects],
            ),
        ];
        for (request, parts) in asked {
            let crossing = Asked::from(request.clone());
            assert_eq!(crossing.parts, parts, "{request:?}");
            let is_text = matches!(crossing.question, Question::Text(_));
            assert_eq!(is_text, !request.is_frequent(), "{request:?}");
            assert_eq!(crossing.request().unwrap(), request);
        }
    }

    #[test]
    fn a_text_that_is_no_question_is_refused() {
        let crossing = Asked {
            parts: vec![Part::Projects],
            question: Question::Text("{\"unheard_of\":1}".to_owned()),
        };
        assert!(crossing.request().unwrap_err().what.contains("unheard_of"));
    }
}
