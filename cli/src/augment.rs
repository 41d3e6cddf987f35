//! `labelloom augment`: variants of the records, as lines of JSON.

mod again;
mod images;
mod search;

use std::path::PathBuf;

use clap::Args;
use labelloom_engine::augment::safety::{Rates, rates};
use labelloom_engine::augment::text::Need;
use labelloom_engine::augment::write::lines;
use labelloom_engine::augment::{Augmenter, Matched, Parent, PolicyFile, Resources};
use labelloom_engine::error::Error;
use labelloom_engine::num::grouped;
use labelloom_engine::session::Project;

use crate::data::{self, Columns};
use crate::failure::{Failure, Result, say};
use crate::output::Output;
use crate::rules;

/// Variants of the records by a policy, one JSON object a line: the new text, what was changed, and all that makes it again.
///
/// With rules it is said how many variants keep the label that the rules give their record.
///
/// A folder of PNG, JPEG and WebP images, or a binary batch of CIFAR-10 (.bin), gives variants of images: -o names a folder
/// for their PNG files and variants.jsonl. An image's label is the name of the folder in it that holds the image, a
/// batch's its class. With --variants those of an export are made again: the same pixels as in the page.
#[derive(Args)]
pub(crate) struct Augment {
    /// The data, or a saved project; a folder of images, or a batch of CIFAR-10.
    data: PathBuf,
    /// The policy: which operations, how strong, how many copies.
    #[arg(
        long,
        value_name = "POLICY.JSON",
        required_unless_present_any = ["search", "variants"],
        conflicts_with_all = ["search", "variants"]
    )]
    policy: Option<PathBuf>,
    /// Search for a policy in place of following one: operations by strength and combinations of the best, left out where
    /// the rules say that they flip labels, tried on dev gold, and the best told on held-out gold. The policy file goes to
    /// -o; where none helps there is none, and status 1.
    #[arg(long, conflicts_with = "keep_unchanged")]
    search: bool,
    /// Train the end model at most N times to choose, with --search.
    #[arg(long, value_name = "N", default_value_t = 600, conflicts_with = "policy", value_parser = clap::value_parser!(u32).range(100..=10_000))]
    trainings: u32,
    /// Try the best one N times on held-out gold, with --search.
    #[arg(long, value_name = "N", default_value_t = search::TRIES, conflicts_with = "policy", value_parser = clap::value_parser!(u32).range(2..=20))]
    tries: u32,
    /// With --search, all figures as one JSON object on standard output; the policy then needs -o.
    #[arg(long, conflicts_with = "policy")]
    json: bool,
    /// An export whose variants of images are made again, as JSON Lines; no policy is needed then.
    #[arg(long, value_name = "EXPORT.JSONL", conflicts_with_all = ["search", "rules", "keep_unchanged"])]
    variants: Option<PathBuf>,
    /// The seed: the same one gives the same variants.
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u32,
    /// The rule file, for policies that lock what rules match; a project has rules of its own.
    #[arg(long, value_name = "RULES")]
    rules: Option<PathBuf>,
    /// Write variants that are equal to their record too.
    #[arg(long)]
    keep_unchanged: bool,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    output: Output,
}

/// Records whose matches are looked for together.
const CHUNK: usize = 4_096;

/// At most so many records are asked about the labels of their variants.
const SAMPLE: usize = 2_000;

impl Augment {
    pub(crate) fn run(&self) -> Result<()> {
        let of_images = images::are_at(&self.data);
        if let Some(file) = &self.variants {
            if !of_images {
                return Err(Failure::usage(
                    "--variants makes images again: name the folder or the batch that they are of",
                ));
            }
            return again::run(self, file);
        }
        let Some(path) = &self.policy else {
            return search::run(self, self.project()?);
        };
        if of_images {
            return images::run(self, path);
        }
        let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
        let policy = PolicyFile::read(&bytes).map_err(|error| rules::in_file(path, error))?;
        let project = self.project()?;
        let has_rules = !project.variant_judge().rules().is_empty();
        if policy.locks.matched != Matched::Free && !has_rules {
            let what = "The policy locks what rules match, but there are no rules";
            let error = Error::new(what, "Give them with --rules, or write \"matched\": \"free\"");
            return Err(rules::in_file(path, error).into());
        }
        let mut resources = Resources::built_in()?;
        if policy.needs(Need::Corpus) {
            let corpus = project.corpus();
            resources = resources.counted((0..project.records()).map(|record| corpus.text(record)));
        }
        let augmenter =
            Augmenter::new(policy, &resources, self.seed).map_err(|error| rules::in_file(path, error))?;
        self.output.write(&self.variants(&project, &augmenter))?;
        tell_rates(&project, &augmenter);
        Ok(())
    }

    fn project(&self) -> Result<Project> {
        let file = self.rules.as_ref().map(|path| rules::read(path)).transpose()?;
        data::open(&self.data, &self.columns, self.rules.as_ref().zip(file.as_ref()))
    }

    fn variants(&self, project: &Project, augmenter: &Augmenter) -> Vec<u8> {
        let corpus = project.corpus();
        let labels = labels(project);
        let judge = project.variant_judge();
        let records: Vec<u32> = (0..project.records()).collect();
        let (mut out, mut written, mut left_out) = (Vec::new(), 0, 0);
        for chunk in records.chunks(CHUNK) {
            let matched = match augmenter.file().locks.matched {
                Matched::Free => vec![Vec::new(); chunk.len()],
                Matched::Keep | Matched::Only => judge.matched(corpus, chunk),
            };
            for (&record, matched) in chunk.iter().zip(&matched) {
                let id = corpus.id(record);
                let label = labels[record as usize];
                let parent = Parent {
                    id: &id,
                    text: corpus.text(record),
                    label,
                    matched,
                };
                let (more, fewer) = lines(&mut out, augmenter, &parent, self.keep_unchanged);
                written += more;
                left_out += fewer;
            }
        }
        say(&format!(
            "{} of {} records",
            counted(written, "variant"),
            grouped(u64::from(project.records()))
        ));
        if left_out > 0 {
            let which = if left_out == 1 {
                "is equal to its record and"
            } else {
                "are equal to their record and"
            };
            say(&format!(
                "{} {which} left out: --keep-unchanged writes them too",
                counted(left_out, "variant")
            ));
        }
        out
    }
}

/// The label that is known of each record, by which operations leave some alone: gold, else the rules' majority.
fn labels(project: &Project) -> Vec<Option<&str>> {
    let known = project.labels_to_leave_alone().into_iter();
    let name = |label| Some(project.document().labels.get(label)?.name.as_str());
    known.map(|label| label.and_then(name)).collect()
}

fn tell_rates(project: &Project, augmenter: &Augmenter) {
    let judge = project.variant_judge();
    if judge.rules().is_empty() {
        return;
    }
    for name in judge.unasked() {
        say(&format!(
            "The rule {name:?} compares records with each other and was not asked of variants"
        ));
    }
    let n = project.corpus().len();
    let sample: Vec<u32> = (0..project.records())
        .step_by(n.div_ceil(SAMPLE).max(1))
        .collect();
    let (whole, alone) = rates(&judge, project.corpus(), &sample, augmenter);
    let of = if sample.len() < n {
        format!(" (of {} records)", sample.len())
    } else {
        String::new()
    };
    tell(&format!("all variants{of}"), &whole);
    for (step, rates) in augmenter.file().steps.iter().zip(&alone) {
        let set = step.settings.json();
        let strength = set
            .get("strength")
            .map(|strength| format!(" at {strength}"))
            .unwrap_or_default();
        tell(&format!("{}{strength}", step.operation.name), rates);
    }
}

fn tell(what: &str, rates: &Rates) {
    let labeled = rates.of_labeled();
    if labeled == 0 {
        return;
    }
    let share = |count: u32| format!("{:.1} %", 100.0 * f64::from(count) / f64::from(labeled));
    say(&format!(
        "{what}: by the rules {} keep the label, {} lose it, {} change it (n = {labeled})",
        share(rates.kept),
        share(rates.lost),
        share(rates.flipped)
    ));
}

fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count as u64))
}
