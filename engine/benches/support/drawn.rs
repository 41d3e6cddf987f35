//! Drawn graphs with seeds: 16 edges a record, about.

use labelloom_engine::graph::edges::{Edges, Link};
use labelloom_engine::num::count;
use labelloom_engine::propagation::{Origin, Seed, Seeds};
use labelloom_engine::rng::Rng;

/// Neighbours in each record's list; the union has about twice as many edges a record.
const NEIGHBOURS: u32 = 8;

/// Each record with neighbours among the `around` records around it.
pub(crate) fn graph(n: usize, around: usize) -> Edges {
    let mut rng = Rng::new(1);
    let mut links = Vec::new();
    for from in 0..count(n) {
        for _ in 0..NEIGHBOURS {
            let step = u32::try_from(rng.below(around as u64)).expect("below a u32");
            let to = (from + step) % count(n);
            let thousandths = u32::try_from(200 + rng.below(800)).expect("below a u32");
            let similarity = f64::from(thousandths) / 1000.0;
            links.push(Link { from, to, similarity });
        }
    }
    Edges::union(n, &links).expect("drawn links are sound")
}

/// One record in a hundred a seed.
pub(crate) fn seeds(n: usize, k: usize) -> Seeds {
    let mut rng = Rng::new(2);
    let mut seeds = Seeds::new(n, k);
    for _ in 0..n / 100 {
        let record = u32::try_from(rng.below(n as u64)).expect("below a u32");
        let label = u32::try_from(rng.below(k as u64)).expect("below a u32");
        seeds.put(gold(record, label)).expect("within the records");
    }
    seeds
}

/// What a person said.
pub(crate) fn gold(record: u32, label: u32) -> Seed {
    Seed {
        record,
        label,
        origin: Origin::Gold,
        weight: 1.0,
    }
}

/// The fingerprint of the map of 3,000 records with neighbours among 200 around, in 40 rounds.
#[allow(dead_code, reason = "only maps are compared by it")]
pub(crate) const MAP: u32 = 0x0d8d_530b;

/// A number of all bits of some numbers (FNV-1a).
#[allow(dead_code, reason = "only maps are compared by it")]
pub(crate) fn fingerprint(numbers: &[f32]) -> u32 {
    let bytes = numbers.iter().flat_map(|number| number.to_bits().to_le_bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
