//! What is on the map: where the records are, and what each looks like. Plain arrays, as they come from the worker.

pub(super) use labelloom_engine::session::graph::flags::{ISOLATED, PICKED, SEED, UNREACHED};

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
}

impl Scene {
    /// Takes places; what is not known of new records yet is the first code, without flags.
    pub(super) fn place(&mut self, positions: Vec<f32>) {
        let points = positions.len() / 2;
        self.positions = positions;
        self.codes.resize(points, 0);
        self.flags.resize(points, 0);
    }

    /// Takes codes and flags.
    pub(super) fn mark(&mut self, mut codes: Vec<u8>, mut flags: Vec<u8>) {
        let points = self.points();
        codes.resize(points, 0);
        flags.resize(points, 0);
        (self.codes, self.flags) = (codes, flags);
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
    fn arrays_always_fit_the_places() {
        let mut scene = Scene::default();
        scene.mark(vec![3; 9], vec![1; 9]);
        assert_eq!(scene.codes.len(), 0);
        scene.place(places_of(&[0, 0, 128, 63, 0, 0, 0, 191]));
        assert_eq!(scene.positions, [1.0, -0.5]);
        scene.mark(vec![3, 4], Vec::new());
        assert_eq!((scene.codes.as_slice(), scene.flags.as_slice()), (&[3][..], &[0][..]));
    }
}
