//! What tells labels, and what is searched for with it.

use super::Within;
use super::options::{Evidence, SuggestOptions};
use super::view::Nothing;
use crate::bits::BitSet;
use crate::ids::LabelId;
use crate::models::majority::row;
use crate::num::count;
use crate::session::project::Project;
use crate::suggest::{Best, KINDS, Plan, SoftLabels};

/// Records with evidence that a term needs: few where a person decided, more where rules vote, which chose the records
/// themselves.
const LEAST_GOLD: u32 = 2;
const LEAST_VOTES: u32 = 5;

/// What tells labels; of a list, label 0 is in it and label 1 out of it.
pub(super) fn evidence(project: &mut Project, evidence: &Evidence, within: &Within) -> SoftLabels {
    let n = project.corpus.len();
    match evidence {
        Evidence::Gold => SoftLabels::of_sets(n, &project.shown_gold().dev),
        Evidence::Votes => votes(project, within),
        Evidence::List(selection) => {
            let list = project.select(selection).set();
            let mut others = list.clone();
            others.invert();
            within.cut(&mut others);
            SoftLabels::of_sets(n, [&list, &others])
        }
    }
}

/// The majority vote as soft labels; a label model's posteriors could stand in its place, row by row.
fn votes(project: &Project, within: &Within) -> SoftLabels {
    let sets = &project.saved.analysis.sets;
    let mut majority = sets.majority.clone();
    majority.iter_mut().for_each(|records| within.cut(records));
    let mut tied = sets.tied.clone();
    within.cut(&mut tied);
    let decided = SoftLabels::of_sets(project.corpus.len(), &majority);
    let mut labels = SoftLabels::new(project.document.labels.len());
    for record in 0..project.records() {
        if tied.contains(record) {
            labels.push_row(row(&project.saved.matrix.scores(record)).as_deref());
        } else {
            labels.push_label(decided.row(record).first().map(|(label, _)| usize::from(*label)));
        }
    }
    labels
}

/// Why evidence tells nothing, where it doesn't.
pub(super) fn nothing(kind: &Evidence, evidence: &SoftLabels, labels: &[LabelId]) -> Option<Nothing> {
    let is_whole = |label: usize| evidence.total(label) >= f64::from(evidence.judged());
    match kind {
        Evidence::List(_) if evidence.total(0) <= 0.0 => Some(Nothing::ListIsEmpty),
        Evidence::List(_) => is_whole(0).then_some(Nothing::ListIsAll),
        Evidence::Gold if evidence.judged() == 0 => Some(Nothing::NoGold),
        Evidence::Votes if evidence.judged() == 0 => Some(Nothing::NoVotes),
        _ => {
            let only = (0..labels.len()).find(|&label| is_whole(label))?;
            Some(Nothing::OneLabel(labels[only]))
        }
    }
}

/// A search for terms; `uncovered` are the records that no rule votes on.
pub(super) fn plan(
    options: &SuggestOptions,
    evidence: SoftLabels,
    labels: &[LabelId],
    uncovered: BitSet,
    within: &Within,
) -> Plan {
    let of_label = |id: LabelId| labels.iter().position(|&held| held == id);
    let is_list = matches!(options.evidence, Evidence::List(_));
    let places = if is_list {
        let listed = (0..count(evidence.records()))
            .filter(|&record| evidence.row(record).first().is_some_and(|(label, _)| *label == 0));
        BitSet::from_indices(evidence.records(), listed)
    } else {
        evidence.judged_set()
    };
    Plan {
        label: if is_list {
            Some(0)
        } else {
            options.label.and_then(of_label)
        },
        places,
        fresh: uncovered,
        scope: within.set(),
        kinds: KINDS,
        judged: match options.evidence {
            Evidence::Gold => LEAST_GOLD,
            Evidence::Votes | Evidence::List(_) => LEAST_VOTES,
        },
        best: if is_list {
            Best::Distinct
        } else {
            Best::Gain {
                precision: options.precision,
            }
        },
        evidence,
    }
}
