//! Reading DATA or PROJECT: which columns are what is guessed unless it is given, and always said.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use labelloom_engine::error::Error;
use labelloom_engine::formats::Mapping;
use labelloom_engine::formats::preview::{Preview, preview};
use labelloom_engine::formats::project::is_project;
use labelloom_engine::formats::rule_file::RuleFile;
use labelloom_engine::formats::sniff::HEAD_BYTES;
use labelloom_engine::session::Project;
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use labelloom_engine::session::reopen::Reopening;

use crate::failure::{Failure, Result, say};
use crate::parquet;
use crate::pictures::Packing;
use crate::rules::in_file;

/// How long and high images are kept, unless another number is given.
const USUAL_SIDE: u32 = 128;

/// Which columns of DATA are what. A COL is a column's name, or its number from 1; an empty one means none.
#[derive(Args)]
pub(crate) struct Columns {
    /// The column with the texts. Further ones are fields that rules look into too: body and title make `title:refund`.
    #[arg(long, value_name = "COL")]
    text: Vec<String>,
    /// The column with the records' own ids.
    #[arg(long, value_name = "COL")]
    id: Option<String>,
    /// The column with the labels that people decided.
    #[arg(long, value_name = "COL")]
    gold: Option<String>,
    /// Images are kept no longer and no higher than that many pixels, when DATA is a folder of PNG, JPEG and WebP files; the
    /// name of an image's own folder is its label.
    #[arg(long, value_name = "PIXELS", default_value_t = USUAL_SIDE, value_parser = clap::value_parser!(u32).range(32..=512))]
    image_side: u32,
    /// Columns that no guess takes: they are asked for as plain fields.
    #[arg(skip)]
    pub(crate) kept: Vec<String>,
}

impl Columns {
    const fn are_given(&self) -> bool {
        !self.text.is_empty() || self.id.is_some() || self.gold.is_some()
    }

    /// The guess with what is given in its place.
    fn mapping(&self, head: &Preview) -> Result<Mapping> {
        let guess = &head.mapping;
        let given = self.text.iter().chain(&self.id).chain(&self.gold);
        let taken: Vec<String> = given
            .filter_map(|name| column(head, name).transpose())
            .collect::<Result<_>>()?;
        let is_free = |name: &String| !taken.contains(name) && !self.kept.contains(name);
        let part = |given: &Option<String>, guess: &Option<String>| match given {
            Some(name) => column(head, name),
            None => Ok(guess.clone().filter(is_free)),
        };
        let text = |name: &String| column(head, name)?.ok_or_else(|| Failure::usage("--text needs a column"));
        let mut texts: Vec<String> = self.text.iter().map(text).collect::<Result<_>>()?;
        let twice = (1..texts.len()).find(|&at| texts[..at].contains(&texts[at]));
        if let Some(at) = twice {
            return Err(Failure::usage(format!("--text names {:?} twice", texts[at])));
        }
        let (text, more_texts) = if texts.is_empty() {
            (guess.text.clone(), Vec::new())
        } else {
            (texts.remove(0), texts)
        };
        let mut mapping = Mapping {
            id: part(&self.id, &guess.id)?,
            gold: part(&self.gold, &guess.gold)?,
            split: guess.split.clone().filter(is_free),
            fields: Vec::new(),
            text,
            more_texts,
        };
        let names = head.columns.iter().map(|column| column.name.clone());
        mapping.fields = names.filter(|name| !plays_a_part(&mapping, name)).collect();
        Ok(mapping)
    }
}

fn plays_a_part(mapping: &Mapping, name: &str) -> bool {
    let parts = [&mapping.id, &mapping.gold, &mapping.split];
    mapping.text == name || parts.into_iter().flatten().any(|part| part == name)
}

/// The column of a name or a number from 1; none for an empty name.
fn column(head: &Preview, wanted: &str) -> Result<Option<String>> {
    if wanted.is_empty() {
        return Ok(None);
    }
    let named = head.columns.iter().find(|column| column.name == wanted);
    let numbered = || head.columns.get(wanted.parse::<usize>().ok()?.checked_sub(1)?);
    match named.or_else(numbered) {
        Some(column) => Ok(Some(column.name.clone())),
        None => {
            let names: Vec<String> = head
                .columns
                .iter()
                .map(|column| format!("{:?}", column.name))
                .collect();
            let what = format!("There is no column {wanted:?}");
            Err(Error::new(what, format!("Columns are {}", names.join(", "))).into())
        }
    }
}

/// Reads DATA or PROJECT with the rules of a file; a project without one keeps its own.
pub(crate) fn open(data: &Path, columns: &Columns, rules: Option<(&PathBuf, &RuleFile)>) -> Result<Project> {
    let mut project = if data.is_dir() {
        let mut packing = Packing::new(data, columns.image_side)?;
        import(data, columns, rules.map(|(_, rules)| rules), &mut packing)?
    } else {
        open_file(data, columns, rules.map(|(_, rules)| rules))?
    };
    if let Some((path, rules)) = rules {
        project.load_rules(rules).map_err(|error| in_file(path, error))?;
    }
    say_unknown_gold(&project);
    Ok(project)
}

fn open_file(data: &Path, columns: &Columns, rules: Option<&RuleFile>) -> Result<Project> {
    let mut file = File::open(data).map_err(|error| Failure::file(data, &error))?;
    let mut head = Vec::new();
    let read = file.by_ref().take(HEAD_BYTES as u64 + 1).read_to_end(&mut head);
    read.map_err(|error| Failure::file(data, &error))?;
    if is_project(&head) {
        return reopen(data, columns, head, file);
    }
    if parquet::is_one(&head) {
        return import(data, columns, rules, &mut parquet::Table::open(data, file)?);
    }
    import(data, columns, rules, &mut head.as_slice().chain(file))
}

fn reopen(path: &Path, columns: &Columns, mut bytes: Vec<u8>, mut rest: File) -> Result<Project> {
    if columns.are_given() {
        return Err(Failure::usage(
            "--text, --id and --gold are for data; a project knows its columns",
        ));
    }
    rest.read_to_end(&mut bytes)
        .map_err(|error| Failure::file(path, &error))?;
    let mut reopening = Reopening::new(&bytes).map_err(|error| in_file(path, error))?;
    while reopening.step().is_some() {}
    Ok(reopening.into_project())
}

fn import(path: &Path, columns: &Columns, rules: Option<&RuleFile>, bytes: &mut dyn Read) -> Result<Project> {
    let failed = |error| parquet::told(path, error);
    let mut head = Vec::new();
    let read = bytes.take(HEAD_BYTES as u64 + 1).read_to_end(&mut head);
    read.map_err(failed)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let complete = head.len() <= HEAD_BYTES;
    let preview = preview(&name, &head[..head.len().min(HEAD_BYTES)], complete, None)
        .map_err(|error| Error::new(error.what, error.remedy).at(name.clone()))?;
    let mapping = columns.mapping(&preview)?;
    say_how(&name, &preview, &mapping, columns);
    let plan = ImportPlan {
        project_name: path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default(),
        source_name: name.clone(),
        options: preview.options,
        mapping,
        labels: rules.map(|rules| rules.labels.clone()),
    };
    let mut run = ImportRun::new(plan)?;
    run.push(&head)?;
    let mut chunk = vec![0; 1 << 20];
    loop {
        match bytes.read(&mut chunk).map_err(failed)? {
            0 => break,
            length => run.push(&chunk[..length])?,
        }
    }
    let project = run.into_project()?;
    say_report(&name, &project);
    Ok(project)
}

fn say_how(name: &str, preview: &Preview, mapping: &Mapping, columns: &Columns) {
    let part = |part: &str, column: Option<&String>, is_given: bool| {
        let column = column.map_or_else(|| "none".to_owned(), |column| format!("{column:?}"));
        format!("{part} {column}{}", if is_given { "" } else { " (guessed)" })
    };
    let mut texts = part("text", Some(&mapping.text), !columns.text.is_empty());
    for more in &mapping.more_texts {
        texts.push_str(&format!(" and {more:?}"));
    }
    say(&format!(
        "{name}: read as {}; {}, {}, {}",
        preview.options.format,
        texts,
        part("id", mapping.id.as_ref(), columns.id.is_some()),
        part("gold", mapping.gold.as_ref(), columns.gold.is_some()),
    ));
    preview
        .said
        .iter()
        .for_each(|said| say(&format!("{name}: {said}")));
}

fn say_report(name: &str, project: &Project) {
    let report = &project.view().source.report;
    let accepted = report.rows_accepted;
    say(&format!(
        "{name}: {accepted} records, {} rows set aside",
        report.rows_bad
    ));
    report
        .said
        .iter()
        .for_each(|said| say(&format!("{name}: {said}")));
    for bad in report.bad.iter().take(5) {
        say(&format!(
            "{name}: row {}, line {}: {}",
            bad.row, bad.line, bad.reason
        ));
    }
}

fn say_unknown_gold(project: &Project) {
    let unknown = project.view().gold.unknown;
    if unknown.is_empty() {
        return;
    }
    let named: Vec<String> = unknown
        .iter()
        .take(5)
        .map(|value| format!("{:?} ({})", value.value, value.count))
        .collect();
    let more = if unknown.len() > 5 { ", …" } else { "" };
    say(&format!(
        "gold values that are no label count as unknown: {}{more}",
        named.join(", ")
    ));
}
