//! What of the program is loaded when it is first needed.

/// A part of the program that becomes a file of its own.
pub(super) struct Part {
    /// Its file is `lazy/NAME-HASH.wasm`; the page asks for it by this name (`src/browser/parts.rs`).
    pub(super) name: &'static str,
    /// The part that is always there before it, by name: only that one's functions call its doors. What both lead to
    /// goes with the earlier one instead of into the first load.
    pub(super) behind: Option<&'static str>,
    /// The part that is loaded before it, by name, for what it has in common with other parts; the page's loader
    /// (`src/browser/parts.rs`) knows of it too.
    pub(super) brings: Option<&'static str>,
    /// Its doors: functions that the rest of the program calls when it needs the part, named as in a backtrace.
    pub(super) doors: &'static [&'static str],
}

/// Every part. A door is a function that is `#[inline(never)]`; everything that only doors lead to goes with them. After
/// a build `target/split.txt` says what each part came to hold, and what of the first load is large.
pub(super) const PARTS: [Part; 10] = [
    // What the worker's parts and the page's need and the first load does not: questions and answers that cross as text.
    Part {
        name: "common",
        behind: None,
        brings: None,
        doors: &[],
    },
    Part {
        name: "projects",
        behind: None,
        brings: Some("common"),
        doors: &[
            "<page::worker::host::Host<page::worker::host::browser::BrowserWorld>>::project_call",
            "<labelloom_engine::session::project::Project>::edit",
            "<labelloom_engine::session::project::Project>::of_model",
            "<labelloom_engine::session::Session>::handle_rare",
            "<labelloom_engine::session::Session>::step_rare",
            "<labelloom_engine::session::SessionJob>::errands",
            "<labelloom_engine::session::SessionJob>::take_errand",
            "<labelloom_engine::session::SessionJob>::waits_for_help",
            "labelloom_engine::session::graph::help::run_errand",
            "page::worker::asked::read",
            "as labelloom_engine::formats::ReaderKind>::open",
            "as labelloom_engine::formats::ReaderKind>::score",
            "as labelloom_engine::formats::ReaderKind>::guess",
            "<labelloom_engine::text::tokens::Tokenizer>::each_unicode",
            "labelloom_engine::text::folding::fold_unicode",
            "labelloom_engine::text::folding::without_accents",
        ],
    },
    Part {
        name: "models",
        behind: Some("projects"),
        brings: None,
        doors: &[
            "<labelloom_engine::session::labels::job::LabelsJob>::step",
            "<labelloom_engine::session::project::Project>::begin_labels_work",
            "<labelloom_engine::session::project::Project>::answer_labels",
            "<labelloom_engine::session::project::Project>::labels_by",
            "<labelloom_engine::session::project::Project>::chosen_work",
            "<labelloom_engine::session::project::Project>::end_model_for",
        ],
    },
    Part {
        name: "graph",
        behind: Some("projects"),
        brings: None,
        doors: &[
            "<labelloom_engine::session::graph::job::GraphJob>::step",
            "<labelloom_engine::session::graph::job::GraphJob>::errands",
            "<labelloom_engine::session::graph::job::GraphJob>::take_errand",
            "<labelloom_engine::session::graph::job::GraphJob>::waits_for_help",
            "labelloom_engine::session::graph::help::run_to_its_end",
            "<labelloom_engine::session::project::Project>::graph_missing",
            "<labelloom_engine::session::project::Project>::answer_graph",
            "<labelloom_engine::session::project::Project>::of_graph",
            "<labelloom_engine::session::project::Project>::graph_labels",
        ],
    },
    Part {
        name: "export",
        behind: Some("projects"),
        brings: None,
        doors: &[
            "<labelloom_engine::session::project::Project>::export",
            "<labelloom_engine::session::project::Project>::export_preview",
            "<labelloom_engine::session::export::job::ExportJob>::step",
            "as labelloom_engine::formats::write::WriterKind>::open",
        ],
    },
    Part {
        name: "advice",
        behind: Some("projects"),
        brings: None,
        doors: &[
            "<labelloom_engine::session::project::Project>::next_words",
            "<labelloom_engine::session::project::Project>::related",
            "<labelloom_engine::session::project::Project>::suggest",
            "<labelloom_engine::session::project::Project>::themes",
            "<labelloom_engine::session::project::Project>::tidy_job",
            "<labelloom_engine::session::suggest::terms::SuggestJob>::step",
            "<labelloom_engine::session::suggest::themes::ThemesJob>::step",
            "<labelloom_engine::session::tidy::TidyJob>::step",
        ],
    },
    Part {
        name: "augment",
        behind: Some("projects"),
        brings: None,
        doors: &[
            "<labelloom_engine::session::augment::job::AugmentJob>::step",
            "<labelloom_engine::session::augment::exported::ExportVariants>::new",
            "<labelloom_engine::session::augment::exported::ExportVariants>::of",
            "<labelloom_engine::session::document::Document>::set_augment",
            "<labelloom_engine::session::document::Document>::relabel_choice",
            "<labelloom_engine::session::document::Document>::accept_variants",
            "<labelloom_engine::session::document::Document>::remove_variants",
            "<labelloom_engine::session::project::Project>::augment",
            "labelloom_engine::session::augment::accepted::accepted_words",
            "labelloom_engine::session::augment::accepted::removed_words",
        ],
    },
    Part {
        name: "pages",
        behind: None,
        brings: Some("common"),
        doors: &[
            "page::actions::labels::labels_of",
            "page::actions::labels::without_of",
            "page::actions::labels::comparison_of",
            "page::actions::labels::end_model_of",
            "page::pages::conflicts::door",
            "page::frame::palette::door",
            "page::pages::augment::door",
            "page::pages::data::door",
            "page::pages::export::door",
            "page::pages::graph::door",
            "page::pages::labels::door",
            "page::pages::why::labels::door",
            "page::actions::rules::impact_of",
            "page::actions::take::view_of",
            "page::pages::rules::bulk::reshape::door",
            "page::pages::rules::editor::column::door",
            "page::pages::rules::editor::examples_door",
            "page::pages::rules::editor::form::door",
            "page::pages::rules::editor::from_words::door",
            "page::pages::rules::editor::history::door",
            "page::pages::rules::suggest::door",
            "page::pages::rules::take::door",
            "page::pages::start::import::door",
            "page::pages::start::pictures::door",
            "page::components::picture::door",
        ],
    },
    Part {
        name: "graph-page",
        behind: Some("pages"),
        brings: None,
        doors: &["page::pages::graph::whole"],
    },
    Part {
        name: "augment-page",
        behind: Some("pages"),
        brings: None,
        doors: &["page::pages::augment::whole"],
    },
];
