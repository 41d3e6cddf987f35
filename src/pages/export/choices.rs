//! What can be exported: every format and every kind of selection, with a sentence on what it is for.

use labelloom_engine::session::request::{Augmented, Include};

/// A format as the page offers it.
pub(crate) struct Format {
    /// A writer's name, as in [`labelloom_engine::session::request::ExportOptions::format`].
    pub(crate) name: &'static str,
    /// As people know it.
    pub(crate) title: &'static str,
    /// What it is for.
    pub(crate) sentence: &'static str,
    /// Whether it holds records, so that model, selection and threshold matter.
    pub(crate) records: bool,
}

/// Every format, in the order shown.
pub(crate) const FORMATS: [Format; 8] = [
    Format {
        name: "json",
        title: "JSON",
        sentence: "One documented, versioned file: records with labels and votes, the rules, and where it all came from.",
        records: true,
    },
    Format {
        name: "jsonl",
        title: "JSON Lines",
        sentence: "One record a line, to read as a stream: for training scripts and large data.",
        records: true,
    },
    Format {
        name: "csv",
        title: "CSV",
        sentence: "A table for pandas, R or a database; every text exactly as it was.",
        records: true,
    },
    Format {
        name: "csv-spreadsheet",
        title: "CSV for spreadsheets",
        sentence: "Safe to open in Excel or LibreOffice: cells they would run as formulas get an apostrophe, and are counted.",
        records: true,
    },
    Format {
        name: "rules",
        title: "Rules",
        sentence: "Labels and rules without any text: to share, to compare, or to run on the command line.",
        records: false,
    },
    Format {
        name: "sql-duckdb",
        title: "Rules as SQL (DuckDB)",
        sentence: "A view with a column a rule and the same votes, for data that lives in DuckDB. Tested against it.",
        records: false,
    },
    Format {
        name: "sql-spark",
        title: "Rules as SQL (Spark)",
        sentence: "The same view for Spark 3.4 and later. It keeps to documented functions, but has not been run there.",
        records: false,
    },
    Format {
        name: "project",
        title: "Project",
        sentence: "Everything in one file: records, gold, labels and rules. Open it in any tab; keep it as a second net.",
        records: false,
    },
];

/// The format of a name.
pub(crate) fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Which records, in the order shown.
pub(crate) const INCLUDES: [Include; 5] = [
    Include::All,
    Include::Labeled,
    Include::Gold,
    Include::Uncovered,
    Include::Conflicted,
];

/// Whether accepted variants of records go in: the form's word, in words, and what that means.
pub(crate) const AUGMENTED: [(Augmented, &str, &str, &str); 3] = [
    (Augmented::Without, "without", "Leave them out", "Records alone."),
    (
        Augmented::AsParent,
        "record",
        "With their record's label",
        "Each behind its record, with the same label and probabilities, and how it was made.",
    ),
    (
        Augmented::ByRules,
        "rules",
        "With a label of their own",
        "The rules and the model are asked about each variant itself.",
    ),
];

/// An include choice in words, and what that means.
pub(crate) fn include_words(include: Include) -> (&'static str, &'static str) {
    match include {
        Include::All => ("All records", "Also those without a label; their label is empty."),
        Include::Labeled => ("Labeled", "One label wins. Without a model: at least one vote."),
        Include::Gold => ("Gold", "A person has decided."),
        Include::Uncovered => ("Uncovered", "No rule votes: what is left to do."),
        Include::Conflicted => ("Conflicted", "Two rules vote differently: what is worth a look."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_of_the_engine_is_offered() {
        let names = FORMATS.iter().map(|format| format.name);
        let writers = labelloom_engine::formats::write::WRITERS.iter();
        assert!(names.eq(writers.map(|writer| writer.name())));
    }

    #[test]
    fn formats_are_found_by_their_unique_names() {
        for format in &FORMATS {
            assert_eq!(
                format_named(format.name).map(|found| found.title),
                Some(format.title)
            );
            assert!(
                format.sentence.ends_with('.'),
                "{}: end the sentence with a full stop",
                format.name
            );
        }
        assert!(format_named("parquet").is_none());
    }
}
