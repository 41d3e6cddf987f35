//! Which of very many keys come often: keys are dealt to drawers by a hash of theirs, and a drawer at a time is sorted
//! and counted, so that no step takes long and the answer doesn't hang on an order.

use crate::rng::mix;

/// Drawers.
const DRAWERS: usize = 64;

/// Keys on their way to being counted.
#[derive(Debug)]
pub(super) struct Tally {
    drawers: Vec<Vec<u64>>,
    /// Keys that come often enough, of the drawers counted by now.
    frequent: Vec<u64>,
    counted: usize,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            drawers: vec![Vec::new(); DRAWERS],
            frequent: Vec::new(),
            counted: 0,
        }
    }
}

impl Tally {
    /// Takes a key in.
    pub(super) fn push(&mut self, key: u64) {
        let drawer = usize::try_from(mix(key) % DRAWERS as u64).unwrap_or(0);
        self.drawers[drawer].push(key);
    }

    /// Counts one drawer, and empties it. Returns how many are counted, of how many; none once all are.
    pub(super) fn step(&mut self, least: u32) -> Option<(u64, u64)> {
        let drawer = self.drawers.get_mut(self.counted)?;
        let mut keys = std::mem::take(drawer);
        keys.sort_unstable();
        let often = keys
            .chunk_by(|one, next| one == next)
            .filter(|run| run.len() >= least as usize);
        self.frequent.extend(often.map(|run| run[0]));
        self.counted += 1;
        Some((self.counted as u64, DRAWERS as u64))
    }

    /// The keys that come often, ascending.
    pub(super) fn finish(mut self) -> Vec<u64> {
        self.frequent.sort_unstable();
        self.frequent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_come_often_are_told_ascending() {
        let mut tally = Tally::default();
        for round in 0..3u64 {
            (0..1000u64)
                .filter(|key| key % 7 >= round)
                .for_each(|key| tally.push(key << 32));
        }
        while tally.step(3).is_some() {}
        let expected: Vec<u64> = (0..1000)
            .filter(|key| key % 7 >= 2)
            .map(|key| key << 32)
            .collect();
        assert_eq!(tally.finish(), expected);
    }
}
