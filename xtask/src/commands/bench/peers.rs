//! The same rules on the same texts, by Snorkel and by the engine; a ratio only where both count the same.

use std::time::Instant;

use super::figures::{self, number, ratio};
use super::texts;
use crate::failure::{Failure, Outcome};
use crate::program::Program;
use crate::{project, setup, table};

const RECORDS: [u32; 2] = [10_000, 100_000];
const SEED: u64 = 1;
const ENGINE: &str = "bench --quiet --profile native -p labelloom-engine --bench peers";
const RULES: &str = "target/peers/rules.json";

/// What one program says of one run, and how long it ran from its start to its end, reading included.
#[derive(Debug)]
struct Run {
    /// Reading and indexing, where the program says it; Snorkel's reading is not timed.
    import_ms: Option<f64>,
    apply_ms: f64,
    analysis_ms: f64,
    covered: f64,
    conflicted: f64,
    whole_ms: f64,
}

/// Prints one table a number of records.
pub(super) fn compare() -> Outcome {
    let python = setup::peers::ensure()?;
    println!("\nbuilding the engine's side (1–4 minutes the first time)");
    Program::cargo("build --quiet --profile native -p labelloom-cli").run()?;
    Program::cargo(&format!("{ENGINE} --no-run")).run()?;
    project::write(RULES, texts::rules())?;
    for records in RECORDS {
        let path = format!("target/peers/texts-{records}.csv");
        project::write(&path, texts::csv(records, SEED))?;
        println!("\n20 keyword rules on {records} texts (seed {SEED}): under a minute");
        let engine = Program::cargo(&format!("{ENGINE} --"));
        let engine = timed(engine.args([absolute(&path), absolute(RULES)]))?;
        let snorkel = Program::new(&python).args(["xtask/peers/snorkel_apply.py", &path, RULES]);
        let snorkel = timed(snorkel)?;
        check(&snorkel, &engine)?;
        print(&snorkel, &engine, command_line_ms(&path)?);
    }
    Ok(())
}

/// Cargo runs a bench in its package's folder.
fn absolute(path: &str) -> String {
    project::root().join(path).to_string_lossy().into_owned()
}

fn timed(program: Program) -> Outcome<Run> {
    let start = Instant::now();
    let printed = program.output()?;
    let whole_ms = start.elapsed().as_secs_f64() * 1000.0;
    Run::read(&printed, whole_ms).ok_or_else(|| {
        Failure::new(
            format!("the figures are not in what was printed:\n{printed}"),
            "both sides print {\"apply_ms\", \"analysis_ms\", \"covered\", \"conflicted\"} as one line of JSON",
        )
    })
}

/// The command line at the same task, from start to end.
fn command_line_ms(texts: &str) -> Outcome<f64> {
    let program = project::target().join(format!("native/labelloom{}", std::env::consts::EXE_SUFFIX));
    let words = ["summary", texts, "--text", "text", "--rules", RULES, "--json"];
    let start = Instant::now();
    Program::new(program).args(words).output()?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

/// A ratio of two programs that do different things says nothing.
fn check(snorkel: &Run, engine: &Run) -> Outcome {
    let counts = |run: &Run| (run.covered, run.conflicted);
    if counts(snorkel) == counts(engine) {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "the two disagree on (covered, conflicted): Snorkel {:?}, the engine {:?}",
            counts(snorkel),
            counts(engine)
        ),
        "compare their votes on target/peers/texts-*.csv before trusting any time",
    ))
}

fn print(snorkel: &Run, engine: &Run, command_line_ms: f64) {
    let import_ms = engine.import_ms.unwrap_or(0.0);
    let row = |what: &str, peer: f64, own: f64| {
        vec![
            what.to_owned(),
            format!("{peer:.1} ms"),
            format!("{own:.2} ms"),
            ratio(peer / own),
        ]
    };
    table::print(&[
        ["", "Snorkel", "Labelloom", "ratio"].map(str::to_owned).to_vec(),
        vec![
            "read and index the file".to_owned(),
            "not timed".to_owned(),
            format!("{import_ms:.1} ms"),
            String::new(),
        ],
        row("apply 20 rules", snorkel.apply_ms, engine.apply_ms),
        row(
            "apply, with reading and indexing",
            snorkel.apply_ms,
            engine.apply_ms + import_ms,
        ),
        row("analysis of the votes", snorkel.analysis_ms, engine.analysis_ms),
        row(
            "whole process, reading included",
            snorkel.whole_ms,
            command_line_ms,
        ),
    ]);
    println!(
        "  both count {} records covered, {} in conflict",
        engine.covered, engine.conflicted
    );
}

impl Run {
    fn read(printed: &str, whole_ms: f64) -> Option<Self> {
        let json = figures::line(printed)?;
        let figure = |key| number(json, key);
        Some(Self {
            import_ms: figure("import_ms"),
            apply_ms: figure("apply_ms")?,
            analysis_ms: figure("analysis_ms")?,
            covered: figure("covered")?,
            conflicted: figure("conflicted")?,
            whole_ms,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "{\"apply_ms\": 12.5, \"analysis_ms\":3, \"covered\": 7, \"conflicted\": 2}";

    #[test]
    fn figures_are_read_from_the_last_line_of_json() {
        let run = Run::read(&format!("{{\"noise\": 1}}\n{LINE}\n"), 20.0).unwrap();
        assert_eq!(
            (run.apply_ms, run.analysis_ms, run.covered, run.conflicted),
            (12.5, 3.0, 7.0, 2.0)
        );
        assert_eq!(run.import_ms, None);
        assert!(Run::read("nothing", 0.0).is_none());
        let engine = Run::read(&LINE.replace('{', "{\"import_ms\": 4.5, "), 1.0).unwrap();
        assert_eq!((engine.import_ms, engine.apply_ms), (Some(4.5), 12.5));
    }

    #[test]
    fn no_ratio_without_equal_counts() {
        let [one, mut other] = [0, 1].map(|_| Run::read(LINE, 1.0).unwrap());
        assert!(check(&one, &other).is_ok());
        other.conflicted = 3.0;
        assert!(check(&one, &other).is_err());
    }
}
