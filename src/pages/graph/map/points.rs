//! The points as painters take them: layer by layer, each in such an order that whatever stands first is an even sample of
//! the whole. So a part of them can be drawn while the map moves.

use std::ops::Range;

use labelloom_engine::session::graph::NO_CODE;

use super::scene::{PICKED, SEED, UNREACHED, VARIANT, is_hollow};

/// Hollow points, full ones, what is marked, and variants.
pub(super) const LAYERS: usize = 4;

/// Layers from below. Where variants are many they would cover the records that they are to be compared with.
const FEW_VARIANTS: [usize; LAYERS] = [0, 1, 2, 3];
const MANY_VARIANTS: [usize; LAYERS] = [3, 0, 1, 2];

/// Layers of records.
const OF_RECORDS: usize = 3;

/// Marked points, or variants, that are drawn whatever the part: a few that come and go would be looked at.
const FEW: usize = 1_000;

/// Variants that can cover records; fewer are looked for.
const COVERING: usize = 50;

/// Digits of a place on the curve, across and down.
const DIGITS: u32 = 16;

/// Places, codes and flags, a record each.
#[derive(Debug, Default)]
pub(super) struct Points {
    /// x and y by turns.
    pub(super) places: Vec<f32>,
    /// The legend's codes.
    pub(super) codes: Vec<u8>,
    pub(super) flags: Vec<u8>,
    /// Where each layer ends.
    ends: [usize; LAYERS],
}

impl Points {
    /// Takes the records in an order, layer by layer, and then the variants' places.
    pub(super) fn arrange(
        &mut self,
        order: &[u32],
        (positions, codes, flags): (&[f32], &[u8], &[u8]),
        variants: &[f32],
    ) {
        self.places.clear();
        self.codes.clear();
        self.flags.clear();
        for layer in 0..OF_RECORDS {
            for &record in order {
                let at = record as usize;
                let (Some(place), Some(&flag)) = (positions.get(2 * at..2 * at + 2), flags.get(at)) else {
                    continue;
                };
                // What has no colour shows as an outline, as what nothing reaches.
                let is_plain = codes[at] == NO_CODE && flag & SEED == 0;
                let flag = if is_plain { flag | UNREACHED } else { flag };
                if layer_of(flag) == layer {
                    self.places.extend_from_slice(place);
                    self.codes.push(codes[at]);
                    self.flags.push(flag);
                }
            }
            self.ends[layer] = self.flags.len();
        }
        let (places, _) = variants.as_chunks::<2>();
        for variant in spread_out(places.len()) {
            self.places.extend(places[variant as usize]);
        }
        let all = self.places.len() / 2;
        self.codes.resize(all, NO_CODE);
        self.flags.resize(all, VARIANT);
        self.ends[OF_RECORDS] = all;
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.flags.len()
    }

    /// The layers, the lowest first: variants lie above all where they are few or at most one for four records, else below.
    pub(super) fn upwards(&self) -> [usize; LAYERS] {
        let records = self.ends[OF_RECORDS - 1];
        let variants = self.len() - records;
        if variants > COVERING && 4 * variants > records {
            MANY_VARIANTS
        } else {
            FEW_VARIANTS
        }
    }

    /// The points to be drawn, layer by layer, where about so many are to be.
    pub(super) fn part(&self, most: usize) -> [Range<usize>; LAYERS] {
        let all = self.len();
        let starts = [0, self.ends[0], self.ends[1], self.ends[2]];
        std::array::from_fn(|layer| {
            let (start, end) = (starts[layer], self.ends[layer]);
            let is_few = layer >= 2 && end - start <= FEW;
            if most >= all || is_few {
                return start..end;
            }
            start..start + share(end - start, most, all)
        })
    }
}

/// `of` · `most` / `all`, rounded up.
fn share(of: usize, most: usize, all: usize) -> usize {
    let product = (of as u64) * (most as u64);
    usize::try_from(product.div_ceil(all.max(1) as u64)).map_or(of, |share| share.min(of))
}

fn layer_of(flags: u8) -> usize {
    if flags & (SEED | PICKED) != 0 {
        2
    } else if is_hollow(flags) {
        0
    } else {
        1
    }
}

/// Records in an order of which every beginning is spread over the map as all of them are: along a curve that goes through
/// the squares of the map one after the other (Morton's), first every 2^k-th, then those in the middle between them, and so
/// on (van der Corput's sequence).
pub(super) fn even_order(positions: &[f32]) -> Vec<u32> {
    let mut along: Vec<(u32, u32)> = positions
        .as_chunks::<2>()
        .0
        .iter()
        .map(|place| on_curve(*place))
        .zip(0..)
        .collect();
    along.sort_unstable();
    spread_out(along.len())
        .map(|rank| along[rank as usize].1)
        .collect()
}

/// The numbers below `n`, such that every beginning is spread over them.
pub(super) fn spread_out(n: usize) -> impl Iterator<Item = u32> {
    let digits = usize::BITS - n.saturating_sub(1).leading_zeros();
    let n = u32::try_from(n).unwrap_or(u32::MAX);
    let turned = move |at: u32| at.reverse_bits() >> (u32::BITS - digits).min(u32::BITS - 1);
    (0..1 << digits).map(turned).filter(move |rank| *rank < n)
}

/// How far along the curve a place from −1 to 1 is.
fn on_curve(place: [f32; 2]) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 65,535; what is no number is 0"
    )]
    let [across, down] = place.map(|value| ((value + 1.0) * 32_767.5).clamp(0.0, 65_535.0) as u32);
    // The digits of both by turns.
    (0..DIGITS).fold(0, |so_far, digit| {
        so_far | (across >> digit & 1) << (2 * digit) | (down >> digit & 1) << (2 * digit + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points on a square lattice.
    fn lattice(side: usize) -> Vec<f32> {
        let along = |at: usize| 2.0 * (at as f32 + 0.5) / side as f32 - 1.0;
        let places = (0..side * side).flat_map(|at| [along(at % side), along(at / side)]);
        places.collect()
    }

    #[test]
    fn an_order_holds_every_record_once() {
        for n in [0, 1, 2, 3, 7, 8, 9, 1_000] {
            let mut order: Vec<u32> = spread_out(n).collect();
            order.sort_unstable();
            assert_eq!(order, (0..u32::try_from(n).unwrap()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn every_beginning_is_spread_evenly_over_the_map() {
        let positions = lattice(64);
        let order = even_order(&positions);
        for first in [64, 256, 500, 1_024, 3_000] {
            let mut in_square = [0_usize; 16];
            for &record in &order[..first] {
                let (column, row) = (record % 64 / 16, record / 64 / 16);
                in_square[(4 * row + column) as usize] += 1;
            }
            let (least, most) = (in_square.iter().min(), in_square.iter().max());
            let fair = first / 16;
            assert!(
                least >= Some(&(fair - fair / 4 - 1)) && most <= Some(&(fair + fair / 4 + 1)),
                "{in_square:?}"
            );
        }
    }

    #[test]
    fn a_part_takes_of_each_layer_its_share_and_of_few_marks_all() {
        let n = 8_000;
        let flags: Vec<u8> = (0..n)
            .map(|at| match at % 8 {
                0 => UNREACHED,
                1 if at < 100 => PICKED,
                _ => 0,
            })
            .collect();
        let mut points = Points::default();
        let order: Vec<u32> = (0..n).collect();
        let (places, codes) = (vec![0.0; 2 * n as usize], vec![7; n as usize]);
        points.arrange(&order, (&places, &codes, &flags), &[0.5, 0.5, -0.5, 0.25]);
        assert_eq!(points.len(), n as usize + 2);
        assert_eq!(
            points.part(usize::MAX),
            [0..1_000, 1_000..7_987, 7_987..8_000, 8_000..8_002]
        );
        assert_eq!(points.places[16_000..], [0.5, 0.5, -0.5, 0.25]);
        let [hollow, full, marked, variants] = points.part(800);
        assert_eq!((hollow, full.len(), marked), (0..100, 699, 7_987..8_000));
        assert_eq!(variants, 8_000..8_002);
        assert_eq!(points.upwards(), FEW_VARIANTS);
        points.arrange(&order, (&places, &codes, &flags), &vec![0.5; 2 * 2_001]);
        assert_eq!(points.upwards(), MANY_VARIANTS);
    }
}
