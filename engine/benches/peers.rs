//! The engine's side of `cargo xtask bench --peers`: keyword rules on the texts of a CSV file.
//!
//! `peers texts.csv rules.json` prints one line of JSON: `import_ms` (reading the file and building the index, once),
//! `apply_ms` (every query of the rule file parsed and answered by the ready index, nothing remembered between rounds),
//! `analysis_ms` (coverage, overlaps and conflicts of all rules), `covered` and `conflicted` (records).

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use labelloom_engine::analysis::analyse;
use labelloom_engine::formats::preview::preview;
use labelloom_engine::formats::rule_file::RuleFile;
use labelloom_engine::formats::sniff::HEAD_BYTES;
use labelloom_engine::rules::{Names, parse};
use labelloom_engine::session::Project;
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use labelloom_engine::session::load_rules::names_with;
use labelloom_engine::votes::{Vote, VoteColumn, VoteMatrix};

/// Rounds of applying and analysing; their medians are printed.
const ROUNDS: usize = 15;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let paths: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let [texts, rules] = paths.as_slice() else {
        // As `cargo bench` runs it among the others: there is nothing to compare.
        eprintln!("peers: give texts.csv and rules.json, or run `cargo xtask bench --peers`");
        return Ok(());
    };
    let bytes = std::fs::read(texts)?;
    let rules = RuleFile::read(&std::fs::read(rules)?).map_err(|error| error.to_string())?;
    let start = Instant::now();
    let project = import(texts, &bytes, &rules)?;
    let import_ms = milliseconds_since(start);

    let (mut apply, mut analysis) = (Vec::new(), Vec::new());
    let (mut covered, mut conflicted) = (0, 0);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let votes = votes(&project, &rules)?;
        apply.push(milliseconds_since(start));
        let start = Instant::now();
        let sets = analyse(&votes, &[]).sets;
        (covered, conflicted) = (sets.covered.count(), sets.conflicted.count());
        analysis.push(milliseconds_since(start));
    }
    println!(
        "{{\"import_ms\": {import_ms:.3}, \"apply_ms\": {:.4}, \"analysis_ms\": {:.4}, \"covered\": {covered}, \
         \"conflicted\": {conflicted}}}",
        median(apply),
        median(analysis)
    );
    Ok(())
}

/// Reads and indexes the file as the import step does.
fn import(name: &str, bytes: &[u8], rules: &RuleFile) -> Outcome<Project> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let preview = preview(name, head, head.len() == bytes.len(), None).map_err(|error| error.what)?;
    let plan = ImportPlan {
        source_name: name.to_owned(),
        project_name: name.to_owned(),
        options: preview.options,
        mapping: preview.mapping,
        labels: Some(rules.labels.clone()),
    };
    let mut run = ImportRun::new(plan).map_err(|error| error.to_string())?;
    for chunk in bytes.chunks(1 << 20) {
        run.push(chunk).map_err(|error| error.to_string())?;
    }
    Ok(run.into_project().map_err(|error| error.to_string())?)
}

fn votes(project: &Project, rules: &RuleFile) -> Outcome<VoteMatrix> {
    let source = project.source();
    let mut votes = VoteMatrix {
        records: source.records(),
        labels: rules.labels.len(),
        columns: Vec::new(),
    };
    let names = names_with(rules, &Names::default()).map_err(|error| error.to_string())?;
    for rule in &rules.rules {
        let label = rules.labels.iter().position(|label| *label == rule.label);
        let parsed = parse(&rule.query, &names).map_err(|error| error.what)?;
        let records = Arc::new(parsed.condition.select(&source));
        let label = label.ok_or("a rule's label is in the list")?;
        votes.columns.push(VoteColumn::single(Vote::is(label), records));
    }
    Ok(votes)
}

fn milliseconds_since(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
