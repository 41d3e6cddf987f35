//! Panels of numbers, rows of 1, 2, 4 or 8: as rows of cells whose number is known when it is compiled.

use crate::lanes::Several;

/// A number a column of a panel.
pub type Columns = [f64; 8];

/// Calls a function of the panel's width.
macro_rules! at_width {
    ($width:expr, $function:ident($($argument:expr),*)) => {
        match $width {
            1 => $function::<f64, 1>($($argument),*),
            2 => $function::<Doubles, 1>($($argument),*),
            4 => $function::<Doubles, 2>($($argument),*),
            _ => $function::<Doubles, 4>($($argument),*),
        }
    };
}
pub(crate) use at_width;

/// A panel's rows, each of V cells.
#[inline(always)]
pub(crate) fn rows_of<N: Several, const V: usize>(panel: &[f64]) -> &[[N::Cell; V]] {
    N::cells(panel).as_chunks().0
}

/// The same, to be changed.
#[inline(always)]
pub(crate) fn rows_mut<N: Several, const V: usize>(panel: &mut [f64]) -> &mut [[N::Cell; V]] {
    N::cells_mut(panel).as_chunks_mut().0
}

#[inline(always)]
pub(crate) fn read<N: Several, const V: usize>(row: &[N::Cell; V]) -> [N; V] {
    std::array::from_fn(|at| N::read(&row[at]))
}

#[inline(always)]
pub(crate) fn columns<N: Several, const V: usize>(columns: &Columns) -> [N; V] {
    std::array::from_fn(|at| N::read(&N::cells(columns)[at]))
}

#[inline(always)]
pub(crate) fn put<N: Several, const V: usize>(columns: &mut Columns, numbers: [N; V]) {
    for (cell, number) in N::cells_mut(columns).iter_mut().zip(numbers) {
        *cell = number.cell();
    }
}
