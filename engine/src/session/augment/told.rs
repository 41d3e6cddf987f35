//! A variant and all that is said of it, ready to show.

use std::ops::Range;

use super::accepted::MadeVariant;
use super::ground::Ground;
use super::made::{Picture, Variant};
use super::view::{
    BlameView, Fate, FateCounts, PictureView, ShareView, StatisticChange, VariantView, VerdictView,
};
use crate::augment::Change;
use crate::augment::safety::{Culprit, Verdict};
use crate::images::Image;
use crate::num::count;
use crate::session::project::Project;

impl Ground {
    pub(super) fn view(
        &self,
        project: &Project,
        record: u32,
        variant: &Variant,
        by_rules: &Verdict,
        verdicts: Vec<VerdictView>,
    ) -> VariantView {
        let picture = variant.picture();
        let edited = variant.edited();
        VariantView {
            made: MadeVariant {
                record,
                text: edited.map(|edited| edited.text.clone()).unwrap_or_default(),
                operations: self.told(variant),
                seed: self.seed(),
                copy: variant.copy(),
                changes: edited.map_or_else(Vec::new, |edited| spans(&edited.changes)),
                shares: picture.map_or_else(Vec::new, |picture| picture.shares.clone()),
                fate: Fate::Silent,
                why: String::new(),
            },
            id: project.corpus.id(record),
            parent: project.corpus.text(record).to_owned(),
            label: project.known_label(record),
            picture: picture.map(|picture| picture_view(project, record, picture)),
            verdicts,
            blame: self.blame(project, record, variant, by_rules),
            unchanged: variant.is_unchanged(),
            duplicate: false,
            again: false,
            far: false,
            similarity: 1.0,
            valid: false,
            accepted: false,
        }
    }

    fn blame(&self, project: &Project, record: u32, variant: &Variant, verdict: &Verdict) -> Vec<BlameView> {
        let parent = project.corpus.text(record);
        let view = |culprit: &Culprit| {
            let name = &self.judge.rules().get(culprit.rule)?.name;
            let rule = project.document.rules.iter().find(|rule| rule.name == *name)?;
            let edited = variant.edited();
            let change = culprit.change.zip(edited);
            let change = change.and_then(|(at, edited)| Some((edited.changes.get(at)?, edited)));
            let words = change.map_or("", |(change, edited)| match culprit.is_lost {
                true => &parent[change.parent.clone()],
                false => &edited.text[change.variant.clone()],
            });
            Some(BlameView {
                rule: rule.id,
                name: name.clone(),
                is_lost: culprit.is_lost,
                change: culprit.change.map(count),
                words: words.trim().to_owned(),
                crossed: crossed(project, record, variant, culprit),
            })
        };
        verdict.culprits.iter().filter_map(view).collect()
    }
}

/// The statistics about which a rule asks something that holds of a record and not of its variant, or the other way round.
pub(super) fn crossed(
    project: &Project,
    record: u32,
    variant: &Variant,
    culprit: &Culprit,
) -> Vec<StatisticChange> {
    let Some(picture) = variant.picture() else {
        return Vec::new();
    };
    let mut changes = statistic_changes(project, record, picture);
    changes.retain(|change| culprit.crossed.contains(&change.column));
    changes
}

fn statistic_changes(project: &Project, record: u32, picture: &Picture) -> Vec<StatisticChange> {
    let fields = project.corpus.fields();
    let change = |(place, after): &(usize, String)| {
        let field = fields.get(*place)?;
        let before = field.get(record).text;
        (before != after).then(|| StatisticChange {
            column: field.name.clone(),
            before: before.to_owned(),
            after: after.clone(),
        })
    };
    picture.fields.iter().filter_map(change).collect()
}

fn picture_view(project: &Project, record: u32, picture: &Picture) -> PictureView {
    let image = &picture.made.image;
    let parent = project.corpus.image(record);
    PictureView {
        width: count(image.width()),
        height: count(image.height()),
        region: parent.and_then(|parent| region(&parent, image)),
        statistics: statistic_changes(project, record, picture),
        shares: picture
            .shares
            .iter()
            .map(|share| ShareView {
                record: share.record,
                id: project.corpus.id(share.record),
                label: project.known_label(share.record),
                share: share.share,
            })
            .collect(),
    }
}

/// The smallest rectangle that holds all pixels in which two images of one size differ: left, top, and right and bottom
/// behind it.
fn region(one: &Image, other: &Image) -> Option<[u32; 4]> {
    let channels = one.channels().count();
    let mut found: Option<[usize; 4]> = None;
    for (y, (row, other)) in one.rows().zip(other.rows()).enumerate() {
        let differs = |(a, b): (&[u8], &[u8])| a != b;
        let mut pixels = row.chunks_exact(channels).zip(other.chunks_exact(channels));
        let Some(first) = pixels.clone().position(differs) else {
            continue;
        };
        let last = pixels.rposition(differs).unwrap_or(first);
        let [left, top, right, _] = found.unwrap_or([first, y, 0, 0]);
        found = Some([left.min(first), top, right.max(last + 1), y + 1]);
    }
    found.map(|sides| sides.map(count))
}

/// Bytes that were changed, from and to, of both texts.
pub(super) fn spans(changes: &[Change]) -> Vec<[[u32; 2]; 2]> {
    let span = |range: &Range<usize>| [count(range.start), count(range.end)];
    let spans = changes.iter();
    spans
        .map(|change| [span(&change.parent), span(&change.variant)])
        .collect()
}

impl VariantView {
    /// Says what all judges and flags come to.
    pub(super) fn settle(&mut self, keeps_unchanged: bool) {
        let any = |fate: Fate| self.verdicts.iter().find(|verdict| verdict.fate == fate);
        let order = [Fate::Flipped, Fate::Lost, Fate::Kept, Fate::Gained];
        let worst = order.into_iter().find_map(any).copied();
        let fate = worst.map_or(Fate::Silent, |verdict| verdict.fate);
        let objection = match (worst, fate) {
            (Some(verdict), Fate::Flipped) => Some(format!("{} gives another label", verdict.judge.words())),
            (Some(verdict), Fate::Lost) => Some(format!("{} gives no label any more", verdict.judge.words())),
            _ if self.unchanged && !keeps_unchanged => Some("it is equal to its record".to_owned()),
            _ if self.duplicate => Some(match self.picture {
                Some(_) => "these pixels are there already".to_owned(),
                None => "this text is there already".to_owned(),
            }),
            _ if self.far => Some("it has little in common with its record".to_owned()),
            _ => None,
        };
        self.valid = objection.is_none();
        self.made.fate = fate;
        self.made.why = objection.unwrap_or_else(|| self.kept_by());
    }

    fn kept_by(&self) -> String {
        let kept = self.verdicts.iter().filter(|verdict| verdict.fate == Fate::Kept);
        let kept: Vec<&str> = kept.map(|verdict| verdict.judge.words()).collect();
        let what = match self.made.shares.is_empty() {
            true => "the label",
            false => "a label of the records mixed",
        };
        match &kept[..] {
            [] => "no judge had a say".to_owned(),
            [one] => format!("{what} is kept by {one}"),
            [first @ .., last] => format!("{what} is kept by {} and {last}", first.join(", ")),
        }
    }
}

impl FateCounts {
    pub(super) fn add(&mut self, view: &VariantView) {
        self.variants += 1;
        *match view.made.fate {
            Fate::Kept => &mut self.kept,
            Fate::Lost => &mut self.lost,
            Fate::Flipped => &mut self.flipped,
            Fate::Gained => &mut self.gained,
            Fate::Silent => &mut self.silent,
        } += 1;
        self.unchanged += u32::from(view.unchanged);
        self.duplicates += u32::from(view.duplicate);
        self.far += u32::from(view.far);
        self.valid += u32::from(view.valid);
    }

    /// These and others.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            variants: self.variants + other.variants,
            kept: self.kept + other.kept,
            lost: self.lost + other.lost,
            flipped: self.flipped + other.flipped,
            gained: self.gained + other.gained,
            silent: self.silent + other.silent,
            unchanged: self.unchanged + other.unchanged,
            duplicates: self.duplicates + other.duplicates,
            far: self.far + other.far,
            valid: self.valid + other.valid,
        }
    }
}
