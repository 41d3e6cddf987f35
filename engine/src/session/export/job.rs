//! The writing of an export, some records at a time.

use std::sync::Arc;

use super::choice::Choice;
use super::labels::ExportLabels;
use super::{file_name, header::header};
use crate::bits::BitSet;
use crate::corpus::Value;
use crate::formats::write::{ExportGold, ExportRecord, Header, Holds, LabeledBy, Writer, WriterKind};
use crate::gold::GoldMeaning;
use crate::ids::LabelId;
use crate::job::{Progress, Step};
use crate::num::{count, grouped};
use crate::posteriors::winners;
use crate::session::Project;
use crate::session::augment::ExportVariants;
use crate::session::reply::FileReply;
use crate::session::request::{ExportOptions, Include};
use crate::votes::{Vote, VoteMatrix};

/// As many bytes are written in a step, about.
const STEP_BYTES: usize = 1 << 18;

/// An export under way. It has the votes and the meaning of gold as they were when it began (columns are shared, not
/// copied); texts and fields, which never change, it reads from the project.
pub struct ExportJob {
    kind: &'static dyn WriterKind,
    writer: Box<dyn Writer>,
    header: Header,
    labels: ExportLabels,
    /// Accepted variants, each behind its record.
    variants: Option<Arc<ExportVariants>>,
    /// Whether variants without a label are left out, as such records are; and how many were.
    only_labeled: bool,
    unlabeled_variants: u32,
    votes: VoteMatrix,
    /// The rule of each column of `votes`, as an index into the header's rules.
    rule_of_column: Vec<usize>,
    meaning: GoldMeaning,
    held_out: BitSet,
    repeated: BitSet,
    /// The records that go into the file, ascending.
    records: Vec<u32>,
    done: usize,
    out: Vec<u8>,
    said: Vec<String>,
}

impl std::fmt::Debug for ExportJob {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "ExportJob of {}, {} of {} records",
            self.kind.name(),
            self.done,
            self.records.len()
        )
    }
}

impl ExportJob {
    pub(super) fn new(
        project: &Project,
        kind: &'static dyn WriterKind,
        options: &ExportOptions,
        labels: ExportLabels,
    ) -> Self {
        let mut choice = Choice::new(project, kind.holds(), options, &labels);
        let header = header(project, options, &labels);
        let variants = match kind.holds() {
            Holds::Chosen => header.filter.augmented.and(labels.variants.clone()),
            Holds::All | Holds::None => None,
        };
        choice.said.extend(
            variants
                .iter()
                .flat_map(|variants| variants.said(&choice.records)),
        );
        let mut writer = kind.open();
        let mut out = Vec::new();
        writer.begin(&header, &mut out);
        let voting = project
            .saved
            .rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| rule.column.is_some());
        Self {
            kind,
            writer,
            header,
            labels,
            variants,
            only_labeled: options.include == Include::Labeled,
            unlabeled_variants: 0,
            votes: project.saved.matrix.clone(),
            rule_of_column: voting.map(|(rule, _)| rule).collect(),
            meaning: project.document.meaning.clone(),
            held_out: project.held_out.clone(),
            repeated: project.corpus.repeated(),
            records: choice.records.iter().collect(),
            done: 0,
            out,
            said: choice.said,
        }
    }

    /// How many records the file will hold.
    pub(super) fn records(&self) -> u32 {
        count(self.records.len())
    }

    /// Writes some more records.
    // A door of the page's part `export`.
    #[inline(never)]
    pub fn step(&mut self, project: &Project) -> Step<FileReply> {
        self.write_until(project, self.out.len() + STEP_BYTES);
        if self.done < self.records.len() {
            return Step::Working(Progress {
                stage: "writing records",
                done: self.done as u64,
                total: self.records.len() as u64,
                estimate: None,
            });
        }
        self.end();
        Step::Done(FileReply {
            name: file_name(&self.header.project, self.kind),
            mime: self.kind.media_type().to_owned(),
            said: std::mem::take(&mut self.said),
            bytes: std::mem::take(&mut self.out),
        })
    }

    /// About the first `bytes` bytes, whether they are all, and what is to be said.
    pub(super) fn head(&mut self, project: &Project, bytes: usize) -> (String, bool, Vec<String>) {
        self.write_until(project, bytes);
        let whole = self.done == self.records.len();
        if whole {
            self.end();
        }
        let text = String::from_utf8_lossy(&self.out);
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        // One record may be longer than all that can be shown.
        let cut = text.floor_char_boundary(2 * bytes);
        (
            text[..cut].to_owned(),
            whole && cut == text.len(),
            std::mem::take(&mut self.said),
        )
    }

    fn write_until(&mut self, project: &Project, bytes: usize) {
        while self.out.len() < bytes && self.done < self.records.len() {
            self.write(project, self.records[self.done]);
            self.done += 1;
        }
    }

    fn end(&mut self) {
        match self.unlabeled_variants {
            0 => (),
            1 => self
                .said
                .push("1 variant that nothing labels is left out.".to_owned()),
            left => self.said.push(format!(
                "{} variants that nothing labels are left out.",
                grouped(u64::from(left))
            )),
        }
        self.said.extend(self.writer.end(&self.header, &mut self.out));
    }

    fn write(&mut self, project: &Project, record: u32) {
        let votes = self.votes_on(record);
        let posterior = self.labels.row(record);
        let winners = posterior.map(|(row, _)| winners(row)).unwrap_or_default();
        let fields: Vec<Value<'_>> = project
            .corpus
            .fields()
            .iter()
            .map(|field| field.get(record))
            .collect();
        // A project file keeps the column as it stands, and what was set by hand beside it.
        let by_hand = match self.kind.holds() {
            Holds::All => None,
            Holds::Chosen | Holds::None => self.header.gold.by_hand.get(record),
        };
        let gold = match by_hand {
            Some(label) => gold_by_hand(&self.header, label),
            None => gold_of_column(&self.header, &self.meaning, project, record),
        };
        let line = ExportRecord {
            id: &project.corpus.id(record),
            repeated: self.repeated.contains(record),
            text: project.corpus.text(record),
            fields: &fields,
            gold,
            held_out: by_hand.is_none() && self.held_out.contains(record),
            votes: &votes,
            posterior: posterior.map(|(row, _)| row),
            by: posterior.map_or(LabeledBy::Rules, |(_, by)| by),
            winners: &winners,
            variant: None,
            image: project.corpus.images().map(|images| (images, record)),
        };
        self.writer.record(&self.header, &line, &mut self.out);
        if let Some(variants) = &self.variants {
            let fitted = self.labels.fitted();
            let rows = |record| self.labels.row(record).map(|(row, _)| row.to_vec());
            for variant in variants.of(project, record, &self.header, fitted, &rows) {
                if self.only_labeled && !variant.is_labeled() {
                    self.unlabeled_variants += 1;
                    continue;
                }
                let fields = variant.fields(&fields);
                let line = variant.line(&line, &fields);
                self.writer.record(&self.header, &line, &mut self.out);
            }
        }
    }

    /// Rule index and vote of every rule that votes.
    fn votes_on(&self, record: u32) -> Vec<(usize, Vote)> {
        let columns = self.votes.columns.iter().zip(&self.rule_of_column);
        columns
            .filter_map(|(column, &rule)| Some((rule, column.vote(record)?)))
            .collect()
    }
}

/// Gold that was set by hand; none where its label is gone.
fn gold_by_hand(header: &Header, label: LabelId) -> Option<ExportGold<'_>> {
    let label = header.labels.index(label)?;
    Some(ExportGold {
        value: header.label_name(label),
        label: Some(label),
        by_hand: true,
    })
}

fn gold_of_column<'p>(
    header: &Header,
    meaning: &GoldMeaning,
    project: &'p Project,
    record: u32,
) -> Option<ExportGold<'p>> {
    let value = project.gold.value_of(record)?;
    let label = meaning.get(value).copied().flatten();
    Some(ExportGold {
        value: project.gold.values().get(value)?,
        label: label.and_then(|label| header.labels.index(label)),
        by_hand: false,
    })
}
