//! n × k scores, cut into panels of at most eight columns: a row of a panel is one line of the processor's cache, and
//! the loops over it have a width that is known when they are compiled.

use super::aligned::Aligned;

/// Columns of a full panel.
pub(super) const WIDEST: usize = 8;

/// n × k numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    labels: usize,
    /// Eight columns each; the last one 1, 2, 4 or 8, of which some may be empty.
    pub(super) panels: Vec<Panel>,
}

/// n rows of `width` numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Panel {
    pub(super) width: usize,
    pub(super) values: Aligned,
}

impl Scores {
    /// Zeros.
    pub(super) fn zeros(records: usize, labels: usize) -> Self {
        let panels = (0..labels).step_by(WIDEST);
        let width = |first: usize| (labels - first).min(WIDEST).next_power_of_two();
        Self {
            labels,
            panels: panels.map(|first| Panel::zeros(records, width(first))).collect(),
        }
    }

    /// k, the number of labels.
    #[must_use]
    pub const fn labels(&self) -> usize {
        self.labels
    }

    /// One number.
    #[must_use]
    pub fn get(&self, record: usize, label: usize) -> f64 {
        let panel = &self.panels[label / WIDEST];
        panel.values[record * panel.width + label % WIDEST]
    }

    pub(super) fn get_mut(&mut self, record: usize, label: usize) -> &mut f64 {
        let panel = &mut self.panels[label / WIDEST];
        &mut panel.values[record * panel.width + label % WIDEST]
    }

    /// A record's k numbers.
    pub(super) fn row(&self, record: usize) -> impl Iterator<Item = f64> + '_ {
        let parts = self.panels.iter();
        let row = parts.flat_map(move |panel| &panel.values[record * panel.width..][..panel.width]);
        row.copied().take(self.labels)
    }

    /// A label's n numbers.
    pub(super) fn column(&self, label: usize) -> impl Iterator<Item = f64> + '_ {
        let panel = &self.panels[label / WIDEST];
        panel
            .values
            .iter()
            .skip(label % WIDEST)
            .step_by(panel.width)
            .copied()
    }

    /// A label's n numbers, to be changed.
    pub(super) fn column_mut(&mut self, label: usize) -> impl Iterator<Item = &mut f64> {
        let panel = &mut self.panels[label / WIDEST];
        panel.values.iter_mut().skip(label % WIDEST).step_by(panel.width)
    }

    /// A record's k numbers, to be changed.
    pub(super) fn row_mut(&mut self, record: usize) -> impl Iterator<Item = &mut f64> {
        let parts = self.panels.iter_mut();
        let row = parts.flat_map(move |panel| &mut panel.values[record * panel.width..][..panel.width]);
        row.take(self.labels)
    }
}

impl Panel {
    pub(super) fn zeros(records: usize, width: usize) -> Self {
        Self {
            width,
            values: Aligned::zeros(records * width),
        }
    }

    /// Some of its columns.
    pub(super) fn taken(&self, columns: &[usize]) -> Self {
        let width = columns.len().next_power_of_two();
        let mut taken = Self::zeros(self.values.len() / self.width, width);
        let rows = taken.values.chunks_exact_mut(width);
        for (row, from) in rows.zip(self.values.chunks_exact(self.width)) {
            row.iter_mut()
                .zip(columns)
                .for_each(|(value, &column)| *value = from[column]);
        }
        taken
    }

    /// A row.
    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.width..][..self.width]
    }

    /// A row, to be changed.
    pub(super) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.values[row * self.width..][..self.width]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_panels_of_eight() {
        for (labels, widths) in [
            (1, vec![1]),
            (3, vec![4]),
            (8, vec![8]),
            (13, vec![8, 8]),
            (18, vec![8, 8, 2]),
        ] {
            let mut scores = Scores::zeros(2, labels);
            assert_eq!(
                scores.panels.iter().map(|panel| panel.width).collect::<Vec<_>>(),
                widths
            );
            *scores.get_mut(1, labels - 1) = 1.0;
            let row: Vec<f64> = scores.row(1).collect();
            assert_eq!((row.len(), row[labels - 1]), (labels, 1.0));
            assert_eq!(scores.row(0).sum::<f64>(), 0.0);
        }
    }
}
