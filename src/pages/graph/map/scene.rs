//! What is on the map: where the records are, and what each looks like. Plain arrays, as they come from the worker.

use labelloom_engine::session::graph::NO_CODE;

use super::points::{Points, even_order, spread_out};

pub(super) use labelloom_engine::session::graph::flags::{ISOLATED, PICKED, SEED, UNREACHED};

/// A point that is no record but an accepted variant; no bit of a record's flags.
pub(super) const VARIANT: u8 = 64;

/// Whether a record shows as an outline: nothing is known of it.
pub(super) fn is_hollow(flags: u8) -> bool {
    flags & (ISOLATED | UNREACHED) != 0 && flags & SEED == 0
}

/// The records' places, codes and flags.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// x and y by turns.
    pub(super) positions: Vec<f32>,
    /// One a record: the legend's code.
    pub(super) codes: Vec<u8>,
    /// One a record.
    pub(super) flags: Vec<u8>,
    /// The same for painters.
    pub(super) painted: Points,
    /// Accepted variants that are shown: x and y by turns.
    pub(super) variants: Vec<f32>,
    /// The order in which records are painted.
    order: Vec<u32>,
}

impl Scene {
    /// Takes places, which may not be the last ones.
    pub(super) fn place(&mut self, positions: Vec<f32>, are_last: bool) {
        self.positions = positions;
        if are_last {
            self.order = even_order(&self.positions);
        } else if self.order.len() != self.points() {
            self.order = spread_out(self.points()).collect();
        }
        self.fill();
    }

    /// Takes codes and flags, which may come before the places do.
    pub(super) fn mark(&mut self, codes: Vec<u8>, flags: Vec<u8>) {
        (self.codes, self.flags) = (codes, flags);
        self.fill();
    }

    /// Takes the places of the variants that are shown.
    pub(super) fn show_variants(&mut self, places: Vec<f32>) {
        self.variants = places;
        self.fill();
    }

    /// What is not known of a record yet has no code and no flags.
    fn fill(&mut self) {
        let records = self.points().max(self.codes.len()).max(self.flags.len());
        self.codes.resize(records, NO_CODE);
        self.flags.resize(records, 0);
        let records = (&*self.positions, &*self.codes, &*self.flags);
        self.painted.arrange(&self.order, records, &self.variants);
    }

    /// How many records there are.
    pub(super) fn points(&self) -> usize {
        self.positions.len() / 2
    }
}

/// Places out of bytes, little endian as everywhere in a browser.
pub(in crate::pages::graph) fn places_of(bytes: &[u8]) -> Vec<f32> {
    bytes
        .chunks_exact(4)
        .map(|number| f32::from_le_bytes([number[0], number[1], number[2], number[3]]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_never_hollow() {
        assert!(is_hollow(ISOLATED) && is_hollow(UNREACHED));
        assert!(!is_hollow(0) && !is_hollow(SEED | ISOLATED) && !is_hollow(PICKED));
    }

    #[test]
    fn codes_may_come_before_places_and_places_before_codes() {
        let mut scene = Scene::default();
        scene.mark(vec![3, 4], vec![1, 0]);
        scene.place(places_of(&[0, 0, 128, 63, 0, 0, 0, 191]), false);
        assert_eq!(scene.positions, [1.0, -0.5]);
        assert_eq!((scene.points(), scene.codes.as_slice()), (1, &[3, 4][..]));
        assert_eq!(
            (scene.painted.len(), scene.painted.codes.as_slice()),
            (1, &[3][..])
        );
        scene.place(vec![0.0; 6], true);
        assert_eq!(scene.painted.len(), 3);
        assert_eq!(
            (scene.codes.as_slice(), scene.flags.as_slice()),
            (&[3, 4, NO_CODE][..], &[1, 0, 0][..])
        );
    }
}
