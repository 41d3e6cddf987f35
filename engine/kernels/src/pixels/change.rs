//! Other bytes for bytes.

use super::{BLOCK, filled};
use crate::whole::{Bytes, Shorts};

/// From bytes of a duller image towards and past those of an image, in single precision, cut to whole numbers.
#[inline(never)]
pub fn blend(dull: &mut [u8], bytes: &[u8], factor: f32) {
    let ((dull, last), (bytes, last_bytes)) = (dull.as_chunks_mut::<16>(), bytes.as_chunks::<16>());
    for (dull, bytes) in dull.iter_mut().zip(bytes) {
        *dull = blend_block(dull, bytes, factor);
    }
    let len = last.len().min(last_bytes.len());
    let rest = blend_block(&filled(&last[..len]), &filled(&last_bytes[..len]), factor);
    last[..len].copy_from_slice(&rest[..len]);
}

#[inline(always)]
fn blend_block(dull: &[u8; BLOCK], bytes: &[u8; BLOCK], factor: f32) -> [u8; BLOCK] {
    let (owns, others) = (Bytes::read(bytes).wide(), Bytes::read(dull).wide());
    let low = blend_half(owns[0], others[0], factor);
    let high = blend_half(owns[1], others[1], factor);
    Bytes::bounded([low, high]).array()
}

#[inline(always)]
fn blend_half(own: Shorts, other: Shorts, factor: f32) -> Shorts {
    let ([own_low, own_high], [other_low, other_high]) = (own.wide(), other.wide());
    Shorts::bounded([
        own_low.beyond(other_low, factor),
        own_high.beyond(other_high, factor),
    ])
}

/// Gives each byte of a row of pixels another one, by a table for each of the first three channels; an alpha channel stays.
#[inline(never)]
pub fn map(row: &mut [u8], channels: usize, tables: &[[u8; 256]; 3]) {
    let [first, second, third] = tables;
    match channels {
        1 => row.iter_mut().for_each(|byte| *byte = first[usize::from(*byte)]),
        2 => {
            let (pixels, _) = row.as_chunks_mut::<2>();
            for [grey, _] in pixels {
                *grey = first[usize::from(*grey)];
            }
        }
        3 => {
            let (pixels, _) = row.as_chunks_mut::<3>();
            for [red, green, blue] in pixels {
                *red = first[usize::from(*red)];
                *green = second[usize::from(*green)];
                *blue = third[usize::from(*blue)];
            }
        }
        _ => {
            let (pixels, _) = row.as_chunks_mut::<4>();
            for [red, green, blue, _] in pixels {
                *red = first[usize::from(*red)];
                *green = second[usize::from(*green)];
                *blue = third[usize::from(*blue)];
            }
        }
    }
}
