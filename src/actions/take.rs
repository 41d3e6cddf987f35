//! Taking over another person's rules.

use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::{Reply, RulesImpact, TakeView};
use labelloom_engine::session::request::{ExportOptions, Include, Request};
use labelloom_engine::session::take_rules::TakeOptions;
use web_sys::File;

use super::{export, rules};
use crate::browser::files;
use crate::browser::parts::{self, Part};
use crate::state::Bench;
use crate::worker::CallError;
use crate::worker::protocol::{Answer, Call, Problem};

/// Larger files are no rules.
const LARGEST: f64 = 64e6;

/// How a file's rules differ from the project's; why it can't be read is for the caller to show.
pub(crate) async fn compare(bench: Bench, options: TakeOptions) -> Result<TakeView, Problem> {
    let call = Call::engine(Request::CompareRules(options));
    match bench.client().call(call).await {
        Ok(Answer::Engine(reply)) => match parts::load(Part::Pages).await {
            Ok(()) => view_of(*reply),
            Err(problem) => Err(Problem::new(problem, "Give the file again.")),
        },
        Err(CallError::Failed(problem)) => Err(problem),
        // Whoever ended the call has told why.
        Ok(_) | Err(_) => Err(not_compared()),
    }
}

// A door of the part `pages`, which shows it.
#[inline(never)]
fn view_of(reply: Reply) -> Result<TakeView, Problem> {
    match reply {
        Reply::TakeRules(view) => view.open().map_err(Problem::from),
        _ => Err(not_compared()),
    }
}

fn not_compared() -> Problem {
    Problem::new("The rules were not compared", "Give the file again.")
}

/// What taking them would change.
pub(crate) async fn figures(bench: Bench, edit: Edit) -> Option<RulesImpact> {
    match rules::impact(bench, edit).await? {
        Ok(impact) => Some(impact),
        Err(problem) => {
            bench.tell_problem(problem);
            None
        }
    }
}

/// The text of a file that a person gives.
pub(crate) async fn text_of(file: File) -> Result<String, Problem> {
    let bytes = files::read_small(&file, LARGEST).await;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.ok_or_else(|| {
        let what = format!("‘{}’ can't be read as a rule file", file.name());
        Problem::new(what, "Choose a file that ends in .rules.json, or a project file.")
    })
}

/// Downloads the rules as a file.
pub(crate) fn download(bench: Bench) {
    let options = ExportOptions {
        augmented: Default::default(),
        format: "rules".to_owned(),
        model: None,
        include: Include::All,
        threshold: 0.0,
        at: None,
    };
    export::export(bench, options);
}
