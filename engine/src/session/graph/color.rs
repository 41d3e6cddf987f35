//! A colour and flags for each record: what the map draws.

use std::sync::Arc;

use super::ask::GraphColor;
use super::build::Built;
use super::model::LabelsOf;
use super::spread::Pictured;
use super::view::{GraphHead, Legend, LegendEntry, NO_CODE, flags};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::ids::{LabelId, RuleId, SliceId};
use crate::num::{count, index};
use crate::propagation::{Disagreement, disagreements};
use crate::session::project::Project;
use crate::session::reply::{BytesReply, Reply};

/// The last code of labels; past it they share one.
const LAST_LABEL: u8 = 254;

/// The largest code of a scale.
const SCALE: f64 = 254.0;

/// Codes of all records, and what they mean.
#[derive(Debug)]
pub(super) struct Colors {
    pub(super) legend: Legend,
    pub(super) codes: Vec<u8>,
}

impl Project {
    /// Codes and flags, as bytes with their legend.
    pub(super) fn graph_colors(&self, color: GraphColor) -> Result<Reply> {
        let colors = self.colors(color)?;
        self.colored(colors)
    }

    pub(super) fn colored(&self, colors: Colors) -> Result<Reply> {
        let mut bytes = colors.codes;
        bytes.extend(self.graph_flags()?);
        BytesReply::new(&GraphHead::Legend(colors.legend), bytes).map(Reply::Bytes)
    }

    /// A colour for each record.
    pub(super) fn colors(&self, color: GraphColor) -> Result<Colors> {
        match color {
            GraphColor::Label => {
                let pictured = self.picture_now()?;
                Ok(self.by_label(
                    "Label along the graph",
                    self.picture_labels(&pictured),
                    "no seed reaches it",
                ))
            }
            GraphColor::Model => {
                let labels = self.chosen().map(|fit| self.model_labels(fit));
                let labels = labels.unwrap_or_else(|| vec![None; self.corpus.len()]);
                Ok(self.by_label("Label by the model", labels, "no label by the model"))
            }
            GraphColor::Gold => Ok(self.by_label("Gold", self.gold_labels(), "no dev gold")),
            GraphColor::Certainty => self.by_certainty(),
            GraphColor::Reach => self.by_reach(),
            GraphColor::Rule(rule) => self.by_rule(rule),
            GraphColor::Slice(slice) => self.by_slice(slice),
            GraphColor::Disagreement => self.by_disagreement(),
        }
    }

    /// Labels as codes.
    pub(super) fn by_label(&self, title: &str, labels: LabelsOf, none_words: &str) -> Colors {
        let code = |label: u32| u8::try_from(label).unwrap_or(LAST_LABEL).min(LAST_LABEL);
        let codes = labels.iter().map(|label| label.map_or(NO_CODE, code)).collect();
        let named = self.document.labels.iter().take(usize::from(LAST_LABEL));
        let mut meanings: Vec<(Option<LabelId>, String)> =
            named.map(|label| (Some(label.id), label.name.clone())).collect();
        if self.document.labels.len() > meanings.len() {
            meanings.push((None, "further labels".to_owned()));
        }
        colors(title, codes, meanings, none_words)
    }

    fn by_certainty(&self) -> Result<Colors> {
        let (pictured, reach) = self.picture_and_reach()?;
        let confidence = |record: u32| {
            let is_reached = pictured.picture.reached().contains(record);
            is_reached.then(|| reach.confidence(&pictured.picture, record))
        };
        let codes = self.scaled(confidence);
        Ok(scale(
            "Certainty",
            codes,
            ("not sure", "sure"),
            "no seed reaches it",
        ))
    }

    fn by_reach(&self) -> Result<Colors> {
        let (pictured, reach) = self.picture_and_reach()?;
        let share = |record: u32| {
            let is_reached = pictured.picture.reached().contains(record);
            is_reached.then(|| reach.share(record))
        };
        let ends = ("barely reached", "as well as half of all, or better");
        Ok(scale("Reach", self.scaled(share), ends, "no seed reaches it"))
    }

    fn by_rule(&self, id: RuleId) -> Result<Colors> {
        let name = self.document.rule(id)?.name.clone();
        let ballots = self
            .saved
            .rule(id)
            .map(|rule| rule.votes.ballots())
            .unwrap_or_default();
        let (mut codes, mut meanings) = (vec![NO_CODE; self.corpus.len()], Vec::new());
        for (code, ballot) in (0..LAST_LABEL).zip(ballots) {
            ballot
                .records
                .iter()
                .for_each(|record| codes[index(record)] = code);
            let label = self.document.labels.at(ballot.vote.label);
            let name = label.map_or("", |label| label.name.as_str());
            meanings.push(if ballot.vote.against {
                (None, format!("not {name}"))
            } else {
                (label.map(|label| label.id), name.to_owned())
            });
        }
        Ok(colors(&format!("Votes of ‘{name}’"), codes, meanings, "no vote"))
    }

    fn by_slice(&self, id: SliceId) -> Result<Colors> {
        let name = self.document.slice(id)?.name.clone();
        let mut codes = vec![NO_CODE; self.corpus.len()];
        self.slice_records(id)
            .iter()
            .for_each(|record| codes[index(record)] = 0);
        Ok(colors(
            &format!("Slice ‘{name}’"),
            codes,
            vec![(None, name)],
            "not in it",
        ))
    }

    fn by_disagreement(&self) -> Result<Colors> {
        let (built, pictured) = (self.built_graph()?, self.picture_now()?);
        let mut shares: Vec<Option<f64>> = vec![None; self.corpus.len()];
        for record in pictured.picture.reached().iter() {
            shares[index(record)] = Some(0.0);
        }
        for one in self.picture_disagreements(&built, &pictured) {
            shares[index(one.record)] = Some(one.share);
        }
        let codes = self.scaled(|record| shares[index(record)]);
        let ends = (
            "agrees with its neighbours",
            "all its neighbours have another label",
        );
        Ok(scale("Disagreement", codes, ends, "no label"))
    }

    /// Numbers from 0 to 1 as codes.
    fn scaled(&self, value: impl Fn(u32) -> Option<f64>) -> Vec<u8> {
        let code = |value: f64| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 254")]
            let code = (value.clamp(0.0, 1.0) * SCALE).round() as u8;
            code
        };
        (0..self.records())
            .map(|record| value(record).map_or(NO_CODE, code))
            .collect()
    }

    /// Records whose neighbours weigh more for another label, by gold and, where there is none, the graph's own labels.
    fn picture_disagreements(&self, built: &Built, pictured: &Pictured) -> Vec<Disagreement> {
        disagreements(
            built.edges(),
            &self.known_labels(pictured),
            self.document.labels.len(),
        )
    }

    /// What is marked of each record ([`flags`]).
    pub(super) fn graph_flags(&self) -> Result<Vec<u8>> {
        let built = self.built_graph()?;
        let mut marks = vec![0u8; self.corpus.len()];
        let mut mark = |records: &BitSet, flag: u8| {
            records.iter().for_each(|record| marks[index(record)] |= flag);
        };
        mark(&built.isolated, flags::ISOLATED);
        mark(&self.near_duplicates(&built), flags::NEAR_DUPLICATE);
        if let Some(picked) = &self.graph.picked {
            mark(picked, flags::PICKED);
        }
        if let Some(pictured) = self.pictured() {
            mark(&pictured.seeded, flags::SEED);
            mark(&pictured.unreached(), flags::UNREACHED);
            let found = self.picture_disagreements(&built, pictured);
            let records = found.into_iter().map(|one| one.record);
            mark(
                &BitSet::from_indices(self.corpus.len(), records),
                flags::DISAGREES,
            );
        }
        Ok(marks)
    }

    pub(super) fn picture_and_reach(&self) -> Result<(Arc<Pictured>, Arc<crate::propagation::Reach>)> {
        let pictured = self.picture_now()?;
        let reach = self.graph_reach(&pictured).map(Arc::clone);
        let reach = reach.ok_or_else(|| Error::new("Reach is not measured yet", "Ask again"))?;
        Ok((pictured, reach))
    }
}

fn colors(title: &str, codes: Vec<u8>, meanings: Vec<(Option<LabelId>, String)>, none_words: &str) -> Colors {
    let counts = counts(&codes);
    let entries = (0..NO_CODE)
        .zip(meanings)
        .map(|(code, (label, name))| LegendEntry {
            code,
            label,
            name,
            count: counts[usize::from(code)],
        });
    Colors {
        legend: Legend {
            title: title.to_owned(),
            entries: entries.collect(),
            scale: None,
            none: counts[usize::from(NO_CODE)],
            none_words: none_words.to_owned(),
        },
        codes,
    }
}

fn scale(title: &str, codes: Vec<u8>, (low, high): (&str, &str), none_words: &str) -> Colors {
    Colors {
        legend: Legend {
            title: title.to_owned(),
            entries: Vec::new(),
            scale: Some((low.to_owned(), high.to_owned())),
            none: counts(&codes)[usize::from(NO_CODE)],
            none_words: none_words.to_owned(),
        },
        codes,
    }
}

/// How many records have each code.
fn counts(codes: &[u8]) -> [u32; 256] {
    let mut counts = [0usize; 256];
    codes.iter().for_each(|&code| counts[usize::from(code)] += 1);
    counts.map(count)
}
