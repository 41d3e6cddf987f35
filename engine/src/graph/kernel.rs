//! The loops that the time goes into, written so that the compiler makes vector instructions of them, natively and in
//! wasm, and so that every sum has one order whatever the width of a vector. None is inlined: browsers optimise a
//! function between its calls.

/// Rows whose similarities to one row are added up together. Their sums stay in the processor's nearest cache.
pub(super) const BLOCK: usize = 4096;

/// Similarities that are looked at together.
pub(super) const CHUNK: usize = 32;

/// A sum for each row of a block.
pub(super) type Sums = [f32; BLOCK];

/// Adds a term's share: `weight` times what each row of the block has of it. `rows` are places in the block.
#[inline(always)]
pub(super) fn add_term(sums: &mut Sums, rows: &[u16], values: &[f32], weight: f32) {
    for (&row, &value) in rows.iter().zip(values) {
        // All places are below BLOCK; saying so spares the check.
        sums[usize::from(row) % BLOCK] += weight * value;
    }
}

/// Adds the products of four columns, which hold a value for each row of the block.
#[inline(never)]
pub(super) fn add_products(sums: &mut [f32], [a, b, c, d]: [&[f32]; 4], own: [f32; 4]) {
    for ((((sum, a), b), c), d) in sums.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        let with_two = (*sum + own[0] * a) + own[1] * b;
        *sum = (with_two + own[2] * c) + own[3] * d;
    }
}

/// Adds the squared differences in four columns.
#[inline(never)]
pub(super) fn add_squares(sums: &mut [f32], [a, b, c, d]: [&[f32]; 4], own: [f32; 4]) {
    let square = |own: f32, other: f32| (own - other) * (own - other);
    for ((((sum, &a), &b), &c), &d) in sums.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        let with_two = (*sum + square(own[0], a)) + square(own[1], b);
        *sum = (with_two + square(own[2], c)) + square(own[3], d);
    }
}

/// Turns squared distances into similarities: 1 / (1 + distance).
#[inline(never)]
pub(super) fn from_squares(sums: &mut [f32]) {
    sums.iter_mut().for_each(|sum| *sum = 1.0 / (1.0 + sum.sqrt()));
}

/// The place, from one that is a multiple of [`CHUNK`] on, of the next chunk with a similarity above `own` or above its
/// own bound; the length where there is none. What is left behind the last whole chunk counts as one with.
#[inline(never)]
pub(super) fn next_above(similarities: &[f32], bounds: &[f32], own: f32, from: usize) -> usize {
    if from >= similarities.len() {
        return similarities.len();
    }
    let (chunks, _) = similarities[from..].as_chunks::<CHUNK>();
    let (bounds, _) = bounds[from..].as_chunks::<CHUNK>();
    let found = chunks
        .iter()
        .zip(bounds)
        .position(|(chunk, bounds)| any_above(chunk, bounds, own));
    from + found.unwrap_or(chunks.len()) * CHUNK
}

#[inline(always)]
fn any_above(similarities: &[f32; CHUNK], bounds: &[f32; CHUNK], own: f32) -> bool {
    let mut above = [false; CHUNK];
    for ((above, &similarity), &bound) in above.iter_mut().zip(similarities).zip(bounds) {
        let bound = if bound < own { bound } else { own };
        *above = similarity > bound;
    }
    above.iter().fold(false, |any, &is_above| any | is_above)
}

/// The product of two rows, in eight sums that are joined at the end.
#[inline(always)]
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    lanes(a, b, |a, b| a * b)
}

/// The squared distance of two rows, in eight sums that are joined at the end.
#[inline(always)]
pub(super) fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    lanes(a, b, |a, b| (a - b) * (a - b))
}

#[inline(always)]
fn lanes(a: &[f32], b: &[f32], of: impl Fn(f32, f32) -> f32) -> f32 {
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    let mut sums = [0.0f32; 8];
    for (a, b) in a.iter().zip(b) {
        for ((sum, &a), &b) in sums.iter_mut().zip(a).zip(b) {
            *sum += of(a, b);
        }
    }
    for ((sum, &a), &b) in sums.iter_mut().zip(a_rest).zip(b_rest) {
        *sum += of(a, b);
    }
    let halves = |at: usize| sums[at] + sums[at + 4];
    (halves(0) + halves(1)) + (halves(2) + halves(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_with_something_above_are_found() {
        let mut similarities = vec![0.0; 3 * CHUNK + 1];
        let mut bounds = vec![0.5; 3 * CHUNK + 1];
        assert_eq!(next_above(&similarities, &bounds, 0.5, 0), 3 * CHUNK);
        assert_eq!(next_above(&similarities, &bounds, 0.5, 3 * CHUNK), 3 * CHUNK);
        assert_eq!(
            next_above(&similarities[..2 * CHUNK], &bounds[..2 * CHUNK], 0.5, 0),
            2 * CHUNK
        );
        similarities[CHUNK + 3] = 0.4;
        assert_eq!(next_above(&similarities, &bounds, 0.5, 0), 3 * CHUNK);
        assert_eq!(next_above(&similarities, &bounds, 0.3, 0), CHUNK);
        assert_eq!(
            next_above(&similarities, &bounds, 0.5, 3 * CHUNK + 1),
            3 * CHUNK + 1
        );
        bounds[CHUNK + 3] = 0.3;
        assert_eq!(next_above(&similarities, &bounds, 0.5, 0), CHUNK);
        assert_eq!(next_above(&similarities, &bounds, 0.5, 2 * CHUNK), 3 * CHUNK);
    }

    #[test]
    fn sums_are_those_of_plain_loops() {
        let (a, b): (Vec<f32>, Vec<f32>) = (0..21u8).map(|at| (f32::from(at), f32::from(at % 5))).unzip();
        let plain: f32 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
        assert_eq!(dot(&a, &b), plain);
        let plain: f32 = a.iter().zip(&b).map(|(a, b)| (a - b) * (a - b)).sum();
        assert_eq!(squared_distance(&a, &b), plain);
    }
}
