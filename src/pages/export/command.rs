//! The command line that writes the same bytes as the page's download, for scripts and for colleagues who check.

use labelloom_engine::session::labels::BalanceChoice;
use labelloom_engine::session::reply::{LabelView, ProjectView, SourceView};
use labelloom_engine::session::request::{Augmented, ExportOptions, Include};

use super::choices::format_named;

/// Where the command reads: the data file's name and the columns it must take from it.
pub(crate) struct Columns<'a> {
    /// The data file's name, as it was when it was imported.
    pub(crate) file: &'a str,
    /// The text column's name.
    pub(crate) text: Option<&'a str>,
    /// The id column's.
    pub(crate) id: Option<&'a str>,
    /// The gold column's.
    pub(crate) gold: Option<&'a str>,
}

impl<'a> Columns<'a> {
    /// The columns as the project was imported from them.
    pub(crate) fn of(source: &'a SourceView) -> Self {
        let mapping = &source.mapping;
        Self {
            file: &source.name,
            text: Some(&mapping.text),
            id: mapping.id.as_deref(),
            gold: mapping.gold.as_deref(),
        }
    }
}

/// What the project tells its label model, as the command line takes it: only what differs from the command's own.
pub(crate) fn told(project: &ProjectView) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(balance) = balance(project) {
        told.extend(["--balance".to_owned(), balance]);
    }
    if project.model.copies {
        told.extend(["--copies".to_owned(), "each".to_owned()]);
    }
    if project.model.end_model {
        told.push("--end-model".to_owned());
    }
    told
}

fn balance(project: &ProjectView) -> Option<String> {
    match &project.model.balance {
        BalanceChoice::Uniform => None,
        BalanceChoice::Gold => Some("gold".to_owned()),
        BalanceChoice::Estimated => Some("estimated".to_owned()),
        BalanceChoice::Given(shares) => {
            let share = |label: &LabelView| shares.iter().find(|(id, _)| *id == label.id);
            let shares = project.labels.iter().map(share);
            let shares: Option<Vec<String>> = shares.map(|share| Some(share?.1.to_string())).collect();
            shares.map(|shares| shares.join(","))
        }
    }
}

/// The command for an export; none for the formats that only the page can write, since they hold its own work.
pub(crate) fn export_command(
    columns: &Columns<'_>,
    options: &ExportOptions,
    told: &[String],
    file_name: &str,
) -> Option<String> {
    let has_variants = options.augmented != Augmented::Without;
    if has_variants || matches!(options.format.as_str(), "rules" | "project") {
        return None;
    }
    let mut words = vec!["labelloom".to_owned(), "export".to_owned(), quoted(columns.file)];
    let named = [
        ("--text", columns.text),
        ("--id", columns.id),
        ("--gold", columns.gold),
    ];
    for (flag, column) in named {
        if let Some(column) = column {
            words.extend([flag.to_owned(), quoted(column)]);
        }
    }
    words.extend(["--rules".to_owned(), "rules.json".to_owned()]);
    let holds_records = format_named(&options.format).is_some_and(|format| format.records);
    let model = options.model.as_ref().filter(|_| holds_records);
    if let Some(model) = model {
        words.extend(["--model".to_owned(), quoted(model)]);
        words.extend(told.iter().map(|word| {
            if word.starts_with("--") {
                word.clone()
            } else {
                quoted(word)
            }
        }));
    }
    words.extend(["--format".to_owned(), quoted(&options.format)]);
    if options.include != Include::All && holds_records {
        words.extend(["--include".to_owned(), include_word(options.include).to_owned()]);
    }
    if model.is_some() && options.threshold > 0.0 {
        words.extend(["--threshold".to_owned(), options.threshold.to_string()]);
    }
    words.extend(["-o".to_owned(), quoted(file_name)]);
    Some(words.join(" "))
}

/// The word of an include choice, on the command line and in the page's form.
pub(crate) fn include_word(include: Include) -> &'static str {
    match include {
        Include::All => "all",
        Include::Labeled => "labeled",
        Include::Gold => "gold",
        Include::Uncovered => "uncovered",
        Include::Conflicted => "conflicted",
    }
}

/// A word as a POSIX shell takes it: in single quotes where it holds anything a shell would read.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/+:,@%".contains(c);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(plain) {
        return word.to_owned();
    }
    let escaped = word.replace('\'', r"'\''");
    if word.starts_with('-') {
        format!("'./{escaped}'")
    } else {
        format!("'{escaped}'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(format: &str, model: Option<&str>) -> ExportOptions {
        ExportOptions {
            augmented: Default::default(),
            format: format.into(),
            model: model.map(Into::into),
            include: Include::All,
            threshold: 0.0,
            at: None,
        }
    }

    fn columns(file: &str) -> Columns<'_> {
        Columns {
            file,
            text: Some("CONTENT"),
            id: None,
            gold: Some("gold label"),
        }
    }

    #[test]
    fn columns_and_model_are_written_out() {
        let command = export_command(
            &columns("c.csv"),
            &options("jsonl", Some("majority")),
            &[],
            "c.jsonl",
        );
        let expected = "labelloom export c.csv --text CONTENT --gold 'gold label' --rules rules.json \
                        --model majority --format jsonl -o c.jsonl";
        assert_eq!(command.as_deref(), Some(expected));
    }

    #[test]
    fn what_a_model_is_told_is_said_with_the_model() {
        let told = ["--balance", "0.4,0.6", "--end-model"].map(str::to_owned);
        let command = export_command(
            &columns("c.csv"),
            &options("csv", Some("snorkel")),
            &told,
            "c.csv",
        );
        assert!(
            command
                .unwrap()
                .contains("--model snorkel --balance 0.4,0.6 --end-model --format")
        );
        let command = export_command(&columns("c.csv"), &options("csv", None), &told, "c.csv");
        assert!(!command.unwrap().contains("--balance"));
    }

    #[test]
    fn include_and_threshold_appear_only_where_they_say_something() {
        let mut asked = options("json", Some("majority"));
        asked.include = Include::Conflicted;
        asked.threshold = 0.75;
        let command = export_command(&columns("c.csv"), &asked, &[], "c.json").unwrap();
        assert!(
            command.contains("--include conflicted --threshold 0.75 -o"),
            "{command}"
        );
        asked.model = None;
        let command = export_command(&columns("c.csv"), &asked, &[], "c.json").unwrap();
        assert!(
            !command.contains("--threshold"),
            "no model, no probability: {command}"
        );
    }

    #[test]
    fn what_holds_no_records_takes_no_model_and_no_choice_of_them() {
        let mut asked = options("sql-duckdb", Some("majority"));
        asked.include = Include::Gold;
        let command = export_command(&columns("c.csv"), &asked, &[], "c.duckdb.sql");
        let expected = "labelloom export c.csv --text CONTENT --gold 'gold label' --rules rules.json \
                        --format sql-duckdb -o c.duckdb.sql";
        assert_eq!(command.as_deref(), Some(expected));
    }

    #[test]
    fn a_shell_reads_file_names_as_one_word() {
        let command =
            export_command(&columns("it's mine.csv"), &options("csv", None), &[], "-o.csv").unwrap();
        assert!(command.contains(r"export 'it'\''s mine.csv' "), "{command}");
        assert!(command.ends_with("-o './-o.csv'"), "{command}");
    }

    #[test]
    fn rules_projects_and_variants_come_from_the_page_alone() {
        let mut asked = options("csv", None);
        asked.augmented = Augmented::AsParent;
        assert_eq!(export_command(&columns("c.csv"), &asked, &[], "c.csv"), None);
        assert_eq!(
            export_command(&columns("c.csv"), &options("rules", None), &[], "rules.json"),
            None
        );
        assert_eq!(
            export_command(&columns("c.csv"), &options("project", None), &[], "p.json"),
            None
        );
    }
}
