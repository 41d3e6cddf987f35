//! Rules tried by variants: of each rule and operation, on how many changed texts it still votes, and what would make it
//! more tolerant.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::choice::{AugmentChoice, LocksChoice, OperationChoice};
use super::ground::Ground;
use super::job::working;
use super::made::{Kin, Variant};
use super::mend::{self, Lost};
use super::sample::drawn;
use super::told::{crossed, spans};
use super::view::{BrokenExample, RobustRule, RobustnessView, Survival};
use crate::augment::safety::{Family, Judge};
use crate::augment::text::Need;
use crate::augment::{Resources, image, text};
use crate::error::{Error, Result};
use crate::ids::RuleId;
use crate::job::Step;
use crate::modality::Modality;
use crate::num::{count, grouped};
use crate::session::project::Project;

/// Records that each rule is tried on, at most.
const RECORDS_A_RULE: usize = 40;

/// Rules that are tried together, at most.
const MOST_RULES: usize = 100;

/// Records whose variants are made in a step.
const STEP_RECORDS: usize = 48;

/// Examples that are shown of a rule.
const EXAMPLES: usize = 4;

/// Lost variants that mends are tried on.
const MOST_LOST: usize = 60;

/// Rules being tried.
#[derive(Debug)]
pub(super) struct RobustJob {
    judge: Arc<Judge>,
    /// Each operation with what makes its variants.
    grounds: Vec<(&'static str, Ground)>,
    /// For synonyms in mends.
    resources: Resources,
    rules: Vec<Tried>,
    /// Each record with the rules that are tried on it, by their places.
    records: Vec<(u32, Vec<usize>)>,
    /// The operation's place, and how many records are done.
    at: (usize, usize),
    /// Rules whose mends are told.
    mended: usize,
    seed: u32,
    said: Vec<String>,
}

/// A rule with what was found.
#[derive(Debug)]
struct Tried {
    view: RobustRule,
    /// Its place in the judge.
    asked: usize,
    lost: Vec<Lost>,
}

impl RobustJob {
    pub(super) fn new(project: &mut Project, only: Option<RuleId>) -> Result<Self> {
        let judge = project.rules_as_judge();
        let mut said = Vec::new();
        let choice = project.augment_choice()?;
        let grounds = grounds(project, &choice, &mut said)?;
        let mut rules = Vec::new();
        let mut records: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for rule in project.document.rules.iter() {
            let asked = judge.rules().iter().position(|asked| asked.name == rule.name);
            let (Some(asked), true) = (asked, only.is_none_or(|only| only == rule.id)) else {
                continue;
            };
            if rules.len() == MOST_RULES {
                said.push(format!(
                    "The first {} rules are tried.",
                    grouped(MOST_RULES as u64)
                ));
                break;
            }
            let live = project
                .saved
                .rule(rule.id)
                .and_then(|live| live.evaluated.as_ref().ok());
            let found = live.map_or_else(Vec::new, |live| drawn(&live.records, RECORDS_A_RULE, choice.seed));
            for &record in &found {
                records.entry(record).or_default().push(rules.len());
            }
            let view = RobustRule {
                rule: rule.id,
                name: rule.name.clone(),
                label: rule.label,
                query: rule.query.clone(),
                records: count(found.len()),
                variants: 0,
                lost: 0,
                by_operation: vec![Survival::default(); grounds.len()],
                examples: Vec::new(),
                mends: Vec::new(),
            };
            rules.push(Tried {
                view,
                asked,
                lost: Vec::new(),
            });
        }
        if let (Some(rule), true) = (only, rules.is_empty()) {
            let name = &project.document.rule(rule)?.name;
            let what =
                format!("Rule ‘{name}’ can't be tried: it is off, or compares records with each other");
            return Err(Error::new(what, "Switch it on, or choose another one"));
        }
        Ok(Self {
            judge,
            grounds,
            resources: project.augment.words.kept(),
            rules,
            records: records.into_iter().collect(),
            at: (0, 0),
            mended: 0,
            seed: choice.seed,
            said,
        })
    }

    /// Tries some more.
    pub(super) fn step(&mut self, project: &mut Project) -> Result<Step<RobustnessView>> {
        let (operation, done) = self.at;
        if operation < self.grounds.len() {
            let end = self.records.len().min(done + STEP_RECORDS);
            self.try_on(project, operation, done, end)?;
            self.at = if end == self.records.len() {
                (operation + 1, 0)
            } else {
                (operation, end)
            };
            let all = count(self.grounds.len());
            return Ok(Step::Working(working("trying rules", self.at.0 as u64, all)));
        }
        if let Some(rule) = self.rules.get_mut(self.mended) {
            if !rule.lost.is_empty() {
                let asked = &self.judge.rules()[rule.asked];
                rule.view.mends = mend::mends(project, rule.view.rule, asked, &rule.lost, &self.resources)?;
            }
            self.mended += 1;
            let all = count(self.rules.len());
            return Ok(Step::Working(working(
                "looking for mends",
                self.mended as u64,
                all,
            )));
        }
        Ok(Step::Done(self.view()))
    }

    fn try_on(&mut self, project: &Project, operation: usize, from: usize, to: usize) -> Result<()> {
        let (name, ground) = &self.grounds[operation];
        let chunk = &self.records[from..to];
        let records: Vec<u32> = chunk.iter().map(|(record, _)| *record).collect();
        let kin = ground.make(project, &records)?;
        let families: Vec<Family<'_>> = kin.iter().map(Kin::family).collect();
        let verdicts = self.judge.verdicts(&project.corpus, &families);
        for (((record, of), kin), verdicts) in chunk.iter().zip(&kin).zip(verdicts) {
            for (variant, verdict) in kin.variants.iter().zip(verdicts) {
                if variant.is_unchanged() {
                    continue;
                }
                for &at in of {
                    let rule = &mut self.rules[at];
                    let survival = &mut rule.view.by_operation[operation];
                    survival.variants += 1;
                    rule.view.variants += 1;
                    let culprit = verdict.culprits.iter().find(|culprit| culprit.rule == rule.asked);
                    let Some(culprit) = culprit.filter(|culprit| culprit.is_lost) else {
                        continue;
                    };
                    survival.lost += 1;
                    rule.view.lost += 1;
                    // Every operation has its turn among the few that are kept.
                    let quota = count(MOST_LOST.div_ceil(self.grounds.len().max(1)));
                    if survival.lost > quota {
                        continue;
                    }
                    if rule.view.examples.len() < EXAMPLES && survival.lost == 1 {
                        rule.view.examples.push(BrokenExample {
                            change: culprit.change.map(count),
                            crossed: crossed(project, *record, variant, culprit),
                            ..example(project, *record, variant, name)
                        });
                    }
                    rule.lost
                        .push(Lost::of(project, *record, variant, &culprit.crossed));
                }
            }
        }
        Ok(())
    }

    fn view(&mut self) -> RobustnessView {
        let mut rules: Vec<RobustRule> = self.rules.drain(..).map(|rule| rule.view).collect();
        // Shares compared without dividing; a rule that was not tried is as good as one that loses nothing.
        rules.sort_by_key(|rule| {
            let share = u64::from(rule.lost) * 1_000_000 / u64::from(rule.variants.max(1));
            std::cmp::Reverse(share)
        });
        let names = self.grounds.iter().map(|(name, _)| (*name).to_owned());
        RobustnessView {
            rules,
            operations: names.collect(),
            unasked: self.judge.unasked().to_vec(),
            most_records: count(RECORDS_A_RULE),
            seed: self.seed,
            said: std::mem::take(&mut self.said),
        }
    }
}

/// A variant that a rule no longer votes on, but for what did it.
fn example(project: &Project, record: u32, variant: &Variant, operation: &str) -> BrokenExample {
    let edited = variant.edited();
    BrokenExample {
        record,
        parent: project.corpus.text(record).to_owned(),
        text: edited.map(|edited| edited.text.clone()).unwrap_or_default(),
        operation: operation.to_owned(),
        changes: edited.map_or_else(Vec::new, |edited| spans(&edited.changes)),
        change: None,
        operations: variant.picture().map_or_else(Vec::new, |picture| picture.told()),
        crossed: Vec::new(),
    }
}

/// Each operation alone as it usually is, without locks. Those on texts that reference programs do are left out, since the
/// bench has them in its own way too, and those whose words would have to be counted or given first; of those on images the
/// ones that mix, since a mixture has no single label to keep.
fn grounds(
    project: &mut Project,
    choice: &AugmentChoice,
    said: &mut Vec<String>,
) -> Result<Vec<(&'static str, Ground)>> {
    let open = AugmentChoice {
        locks: LocksChoice {
            negations: project.modality() == Modality::Image,
            ..LocksChoice::default()
        },
        ..choice.clone()
    };
    let mut grounds = Vec::new();
    if project.modality() == Modality::Image {
        for operation in image::OPERATIONS
            .iter()
            .filter(|operation| !operation.takes_partner())
        {
            let ground = project.ground(&open.alone(&OperationChoice::of(operation.name)))?;
            grounds.push((operation.name, ground));
        }
        let mixing = image::OPERATIONS
            .iter()
            .filter(|operation| operation.takes_partner());
        let titles: Vec<&str> = mixing.map(|operation| operation.title).collect();
        said.push(format!(
            "Not tried: {} (a mixture has no single label to keep).",
            titles.join(", ")
        ));
        return Ok(grounds);
    }
    let usual = text::OPERATIONS
        .iter()
        .filter(|operation| !operation.is_reference);
    for operation in usual.filter(|operation| operation.needs != Need::Corpus) {
        match project.ground(&open.alone(&OperationChoice::of(operation.name))) {
            Ok(ground) => grounds.push((operation.name, ground)),
            Err(error) if operation.needs == Need::Synonyms => {
                said.push(format!("Not tried: {} ({error}).", operation.title))
            }
            // It wants lists or templates of one's own.
            Err(_) => {}
        }
    }
    Ok(grounds)
}
