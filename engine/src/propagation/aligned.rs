//! Numbers that begin where a line of the processor's cache does. A row of eight is then one line; otherwise each look at a
//! row would fetch two.

use std::ops::{Deref, DerefMut};

/// Bytes of a line.
const LINE: usize = 64;
/// Numbers in it.
const IN_LINE: usize = LINE / size_of::<f64>();

/// So many numbers.
#[derive(Debug)]
pub(super) struct Aligned {
    held: Vec<f64>,
    first: usize,
    len: usize,
}

impl Aligned {
    pub(super) fn zeros(len: usize) -> Self {
        let held = vec![0.0; len + IN_LINE - 1];
        let first = held.as_ptr().align_offset(LINE).min(IN_LINE - 1);
        Self { held, first, len }
    }
}

impl Deref for Aligned {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.held[self.first..self.first + self.len]
    }
}

impl DerefMut for Aligned {
    fn deref_mut(&mut self) -> &mut [f64] {
        &mut self.held[self.first..self.first + self.len]
    }
}

impl Clone for Aligned {
    fn clone(&self) -> Self {
        let mut new = Self::zeros(self.len);
        new.copy_from_slice(self);
        new
    }
}

impl PartialEq for Aligned {
    fn eq(&self, other: &Self) -> bool {
        self[..] == other[..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_begin_at_a_line_and_a_copy_does_too() {
        for len in [0, 1, 8, 1001] {
            let mut numbers = Aligned::zeros(len);
            numbers
                .iter_mut()
                .zip(1u16..)
                .for_each(|(number, value)| *number = value.into());
            let copy = numbers.clone();
            assert_eq!((copy.len(), &copy), (len, &numbers));
            assert!(
                [numbers, copy]
                    .iter()
                    .all(|numbers| numbers.as_ptr().addr() % LINE == 0)
            );
        }
    }
}
