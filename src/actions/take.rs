//! Taking over another person's rules.

use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::{Reply, RulesImpact, TakeView};
use labelloom_engine::session::request::{ExportOptions, Include, Request};
use labelloom_engine::session::take_rules::TakeOptions;
use web_sys::File;

use super::{ask, export};
use crate::browser::files;
use crate::state::Bench;
use crate::worker::protocol::Problem;

/// Larger files are no rules.
const LARGEST: f64 = 64e6;

/// How a file's rules differ from the project's.
pub(crate) async fn compare(bench: Bench, options: TakeOptions) -> Option<TakeView> {
    match ask(bench, Request::CompareRules(options)).await? {
        Reply::TakeRules(view) => Some(*view),
        _ => None,
    }
}

/// What taking them would change.
pub(crate) async fn figures(bench: Bench, edit: Edit) -> Option<RulesImpact> {
    match ask(bench, Request::RulesImpact(edit)).await? {
        Reply::RulesImpact(impact) => Some(*impact),
        _ => None,
    }
}

/// The text of a file that a person gives; what is no text is told.
pub(crate) async fn text_of(bench: Bench, file: File) -> Option<String> {
    let bytes = files::read_small(&file, LARGEST).await;
    match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(text) => Some(text),
        None => {
            let what = format!("‘{}’ can't be read as a rule file", file.name());
            bench.tell_problem(Problem::new(
                what,
                "Choose a file that ends in .rules.json, or a project file.",
            ));
            None
        }
    }
}

/// Downloads the rules as a file.
pub(crate) fn download(bench: Bench) {
    let options = ExportOptions {
        format: "rules".to_owned(),
        model: None,
        include: Include::All,
        threshold: 0.0,
        at: None,
    };
    export::export(bench, options);
}
