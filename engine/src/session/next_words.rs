//! Words that may follow a finished query: those that would add most as one more alternative, and those that would make
//! it purer, by standing there too or by not standing there. Words are counted in a sample of the records that speak for
//! or against, and only the most telling are then looked at exactly.

use super::complete::{CompleteView, Completing, Judge, MOST, Offer, OfferFigures, OfferKind, keep_most};
use super::known::Purity;
use super::project::Project;
use crate::bits::BitSet;
use crate::num::count;
use crate::rules::{Condition, Source, parse};

/// Records of which the words are counted.
const SAMPLE: u32 = 20_000;

/// Words looked at exactly, of each sort.
const LOOKED_AT: usize = 48;

/// So much of the share that all records have must an offer surely have.
const ANYHOW: f64 = 0.8;

/// How much purer a narrowing word must surely make the query.
const PURER: f64 = 0.01;

/// Of each sort of narrowing word.
const NARROWING: usize = 2;

impl Project {
    /// Words that may follow.
    // A door of the page's part `advice`.
    #[inline(never)]
    pub(super) fn next_words(&mut self, asked: &Completing) -> CompleteView {
        let mut view = CompleteView {
            query: asked.query.clone(),
            cursor: asked.cursor,
            is_finished: true,
            offers: Vec::new(),
        };
        let written = asked
            .query
            .trim_end_matches(|c: char| c.is_whitespace() || c == ',');
        let Some((condition, records)) = self.read_so_far(written) else {
            return view;
        };
        let mut covered = self.live().analysis.sets.covered.clone();
        covered.or(&records);
        let judge = self.judge(asked, covered);
        let query = Written {
            query: &asked.query,
            end: written.len(),
            is_any: matches!(condition, Some(Condition::Any(_))),
        };
        let may_narrow = condition.is_some() && !asked.query.trim_end().ends_with(',');
        let narrowing = if may_narrow {
            self.narrowing(&judge, &records, &query)
        } else {
            Vec::new()
        };
        view.offers = self.adding(&judge, &records, &query, MOST - narrowing.len());
        view.offers.extend(narrowing);
        view
    }

    /// What is written so far and its records; nothing where it can't be read, or looks at all texts.
    fn read_so_far(&mut self, written: &str) -> Option<(Option<Condition>, BitSet)> {
        if written.trim().is_empty() {
            return Some((None, BitSet::empty(self.corpus.len())));
        }
        let parsed = parse(written, &self.names).ok()?;
        if parsed.condition.scans(&self.source()) && !self.cache.knows(written) {
            return None;
        }
        let source = Source::new(&self.corpus, &self.index);
        let evaluated = self.cache.get(written, &self.names, &source).ok()?;
        Some((Some(parsed.condition), (*evaluated.records).clone()))
    }

    /// `, word`: words of records with the label that it doesn't match yet.
    fn adding(&self, judge: &Judge, records: &BitSet, query: &Written<'_>, most: usize) -> Vec<Offer> {
        let mut wanted = judge.known().of_label.clone();
        wanted.without(records);
        let counted = self.count_words(&wanted);
        let index = &self.index;
        // How often a word stands in wanted records, and how much of it does.
        let telling = |group: u32| {
            let here = f64::from(counted.of(group)) * counted.stride;
            let share = (here / f64::from(index.group_count(group).max(1))).min(1.0);
            whole(here * share * share * 1000.0)
        };
        let mut groups = counted.seen(2);
        keep_most(&mut groups, LOOKED_AT, telling);
        let offer = |group: u32| {
            let mut found = self.records_of_group(group);
            found.without(records);
            let figures = judge.adding(found);
            (figures.adds > 0).then_some((group, figures))
        };
        let mut offers: Vec<(u32, OfferFigures)> = groups.into_iter().filter_map(offer).collect();
        // What is no purer than records are anyhow tells nothing of the label.
        let anyhow = judge.known().share();
        let worth = |figures: &OfferFigures| {
            f64::from(figures.adds) * (lower_bound(figures.purity) - ANYHOW * anyhow).max(0.0)
        };
        offers.retain(|(_, figures)| worth(figures) > 0.0);
        offers.sort_by(|(a, one), (b, other)| worth(other).total_cmp(&worth(one)).then(a.cmp(b)));
        offers.truncate(most);
        offers
            .into_iter()
            .map(|(group, figures)| query.offer(OfferKind::Or, index.vocabulary().folded(group), figures))
            .collect()
    }

    /// `-word` and ` word`: words that tell the records that speak against it from the others.
    fn narrowing(&self, judge: &Judge, records: &BitSet, query: &Written<'_>) -> Vec<Offer> {
        let mut wrong = judge.known().others();
        wrong.and(records);
        let mut right = judge.known().of_label.clone();
        right.and(records);
        if wrong.count() == 0 {
            return Vec::new();
        }
        let (in_wrong, in_right) = (self.count_words(&wrong), self.count_words(&right));
        let of = |counted: &Counted, group: u32| f64::from(counted.of(group)) * counted.stride;
        let before = judge.narrowing(records, records.clone());
        let mut without = in_wrong.seen(2);
        keep_most(&mut without, LOOKED_AT / 2, |group| {
            whole(of(&in_wrong, group) - 2.0 * of(&in_right, group))
        });
        let mut with = in_right.seen(2);
        keep_most(&mut with, LOOKED_AT / 2, |group| {
            let (right, wrong) = (of(&in_right, group), of(&in_wrong, group));
            whole(right * (right / (right + wrong)).powi(2) * 1000.0)
        });
        let mut offers = self.purer(judge, records, query, (OfferKind::Not, &without), before);
        offers.extend(self.purer(judge, records, query, (OfferKind::And, &with), before));
        offers
    }

    /// The words that make the query purest, of those that make it purer.
    fn purer(
        &self,
        judge: &Judge,
        records: &BitSet,
        query: &Written<'_>,
        (kind, groups): (OfferKind, &[u32]),
        before: OfferFigures,
    ) -> Vec<Offer> {
        let mut found: Vec<(u32, OfferFigures)> = Vec::new();
        for &group in groups {
            let mut after = records.clone();
            let with = self.records_of_group(group);
            if kind == OfferKind::Not {
                after.without(&with);
            } else {
                after.and(&with);
            }
            let figures = judge.narrowing(records, after);
            let is_purer = lower_bound(figures.purity) > lower_bound(before.purity) + PURER;
            if is_purer && figures.loses > 0 && figures.matches > 0 {
                found.push((group, figures));
            }
        }
        // Purity is worth more than what is lost, and what is lost still something.
        let worth = |figures: &OfferFigures| {
            let kept = f64::from(figures.purity.of_label) / f64::from(before.purity.of_label.max(1));
            lower_bound(figures.purity) * (0.5 + 0.5 * kept)
        };
        found.sort_by(|(a, one), (b, other)| worth(other).total_cmp(&worth(one)).then(a.cmp(b)));
        found.truncate(NARROWING);
        found
            .into_iter()
            .map(|(group, figures)| query.offer(kind, self.index.vocabulary().folded(group), figures))
            .collect()
    }

    fn records_of_group(&self, group: u32) -> BitSet {
        let mut records = BitSet::empty(self.corpus.len());
        self.index.add_group(group, &mut records);
        records
    }

    /// In how many of some records each word stands, counted in a sample of them.
    fn count_words(&self, records: &BitSet) -> Counted {
        let vocabulary = self.index.vocabulary();
        let groups = vocabulary.groups().count();
        let mut counts = vec![0u32; groups];
        let mut last = vec![u32::MAX; groups];
        let step = records.count().div_ceil(SAMPLE).max(1);
        for record in records.iter().step_by(step as usize) {
            for entry in self.index.word_entries(record) {
                let group = vocabulary.group_of(entry) as usize;
                if last[group] != record {
                    last[group] = record;
                    counts[group] += 1;
                }
            }
        }
        Counted {
            counts,
            stride: f64::from(step),
        }
    }
}

/// Words counted in a sample.
struct Counted {
    /// Per group.
    counts: Vec<u32>,
    /// Each record of the sample stands for so many.
    stride: f64,
}

impl Counted {
    fn of(&self, group: u32) -> u32 {
        self.counts.get(group as usize).copied().unwrap_or(0)
    }

    /// The groups seen at least so often.
    fn seen(&self, least: u32) -> Vec<u32> {
        let seen = (0u32..).zip(&self.counts).filter(|(_, count)| **count >= least);
        seen.map(|(group, _)| group).collect()
    }
}

/// A query and where what follows it begins.
struct Written<'a> {
    query: &'a str,
    /// One past its last byte that is no space or comma.
    end: usize,
    /// Whether it is alternatives, which parentheses must hold together before they are narrowed.
    is_any: bool,
}

impl Written<'_> {
    fn offer(&self, kind: OfferKind, word: &str, figures: OfferFigures) -> Offer {
        let sign = if kind == OfferKind::Not { "-" } else { "" };
        let written = &self.query[..self.end];
        let is_first = written.trim().is_empty();
        let from_start = is_first || (self.is_any && kind != OfferKind::Or);
        let text = match kind {
            OfferKind::Or if is_first => word.to_owned(),
            OfferKind::Or => format!(", {word}"),
            _ if self.is_any => format!("({}) {sign}{word}", written.trim()),
            _ => format!(" {sign}{word}"),
        };
        let utf16 = |text: &str| count(text.encode_utf16().count());
        Offer {
            kind,
            shown: word.to_owned(),
            text,
            start: if from_start { 0 } else { utf16(written) },
            end: utf16(self.query),
            figures: Some(figures),
        }
    }
}

/// The lower end of Wilson's 95 % interval of a share: what few records show is trusted less.
fn lower_bound(purity: Purity) -> f64 {
    const Z: f64 = 1.959_963_984_540_054;
    let n = f64::from(purity.known);
    if purity.known == 0 {
        return 0.0;
    }
    let p = f64::from(purity.of_label) / n;
    let centre = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    (centre - half) / (1.0 + Z * Z / n)
}

/// A score as a whole number, for ranking; negative ones are nothing.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to u32's own range"
)]
fn whole(score: f64) -> u32 {
    score.clamp(0.0, f64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests;
