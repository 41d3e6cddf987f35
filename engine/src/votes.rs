//! The vote matrix: n records × m rules, a label or abstain each, kept a column a rule and a bit a record, so that all
//! counting goes 64 records at a time and an edited rule replaces its own column alone.

use std::sync::Arc;

use crate::bits::BitSet;

/// A rule's votes. A keyword rule has one label and one set; an imported rule of several labels has a set a label,
/// disjoint.
#[derive(Clone, Debug, Default)]
pub struct VoteColumn {
    votes: Vec<(usize, Arc<BitSet>)>,
}

impl VoteColumn {
    /// Votes for one label (index in 0..k) on a set of records.
    #[must_use]
    pub fn single(label: usize, records: Arc<BitSet>) -> Self {
        Self {
            votes: vec![(label, records)],
        }
    }

    /// The column of a dense list: per record a label index, or none for abstain.
    #[must_use]
    pub fn dense(k: usize, votes: &[Option<usize>]) -> Self {
        let mut sets = vec![BitSet::empty(votes.len()); k];
        for (record, vote) in (0u32..).zip(votes) {
            if let Some(label) = *vote {
                sets[label].insert(record);
            }
        }
        let voted = sets.into_iter().enumerate().filter(|(_, set)| set.count() > 0);
        Self {
            votes: voted.map(|(label, set)| (label, Arc::new(set))).collect(),
        }
    }

    /// Label index and records, by label.
    #[must_use]
    pub fn by_label(&self) -> &[(usize, Arc<BitSet>)] {
        &self.votes
    }

    /// The same votes on the records of a set alone.
    #[must_use]
    pub fn within(&self, records: &BitSet) -> Self {
        let within = |(label, set): &(usize, Arc<BitSet>)| {
            let mut set = (**set).clone();
            set.and(records);
            (*label, Arc::new(set))
        };
        Self {
            votes: self.votes.iter().map(within).collect(),
        }
    }

    /// The label index voted on a record.
    #[must_use]
    pub fn vote(&self, record: u32) -> Option<usize> {
        self.votes
            .iter()
            .find(|(_, set)| set.contains(record))
            .map(|(label, _)| *label)
    }
}

/// n × m votes over k labels.
#[derive(Clone, Debug, Default)]
pub struct VoteMatrix {
    /// n.
    pub records: usize,
    /// k.
    pub labels: usize,
    /// m columns.
    pub columns: Vec<VoteColumn>,
}

impl VoteMatrix {
    /// The vote of rule `column` on a record: a label index, or none for abstain.
    #[must_use]
    pub fn vote(&self, record: u32, column: usize) -> Option<usize> {
        self.columns.get(column)?.vote(record)
    }

    /// The same votes on the records of a set alone; n stays.
    #[must_use]
    pub fn within(&self, records: &BitSet) -> Self {
        Self {
            records: self.records,
            labels: self.labels,
            columns: self.columns.iter().map(|column| column.within(records)).collect(),
        }
    }

    /// Votes per label on one record; the length is k.
    #[must_use]
    pub fn counts(&self, record: u32) -> Vec<u32> {
        let mut counts = vec![0; self.labels];
        for column in &self.columns {
            if let Some(label) = column.vote(record) {
                counts[label] += 1;
            }
        }
        counts
    }
}
