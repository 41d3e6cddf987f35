//! Pages unpacked. How long they will be is known before, so that nothing is made that is longer.

use std::io::Read as _;

use parquet::basic::CompressionCodec as Codec;

use crate::refused::{Refused, Result};

/// The bytes of a page, which are `length` unpacked.
pub(crate) fn unpack(codec: Codec, packed: &[u8], length: usize) -> Result<Vec<u8>> {
    let unpacked = match codec {
        Codec::UNCOMPRESSED => Some(packed.to_vec()),
        Codec::SNAPPY => snappy(packed, length),
        Codec::GZIP => read(flate2::read::MultiGzDecoder::new(packed), length),
        Codec::ZSTD => zstd(packed, length),
        Codec::LZ4_RAW => lz4(packed, length),
        Codec::LZ4 => lz4_in_frames(packed, length).or_else(|| lz4(packed, length)),
        Codec::BROTLI | Codec::LZO => return Err(not_read(codec)),
    };
    unpacked
        .filter(|page| page.len() == length)
        .ok_or_else(|| Refused::damaged(format!("a page can't be unpacked ({})", name(codec))))
}

/// Refuses what no column of a file may be packed by.
pub(crate) fn check(codec: Codec) -> Result<()> {
    match codec {
        Codec::BROTLI | Codec::LZO => Err(not_read(codec)),
        _ => Ok(()),
    }
}

fn not_read(codec: Codec) -> Refused {
    Refused::new(
        format!(
            "The Parquet file is compressed by {}, which is not read here",
            name(codec)
        ),
        "Write it with compression=\"snappy\", \"zstd\" or \"gzip\", for example with pandas: df.to_parquet(\"data.parquet\", \
         compression=\"snappy\")",
    )
}

const fn name(codec: Codec) -> &'static str {
    match codec {
        Codec::UNCOMPRESSED => "nothing",
        Codec::SNAPPY => "Snappy",
        Codec::GZIP => "gzip",
        Codec::LZO => "LZO",
        Codec::BROTLI => "Brotli",
        Codec::LZ4 | Codec::LZ4_RAW => "LZ4",
        Codec::ZSTD => "Zstandard",
    }
}

fn snappy(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    let said = snap::raw::decompress_len(packed).ok()?;
    if said != length {
        return None;
    }
    let mut page = vec![0; length];
    snap::raw::Decoder::new().decompress(packed, &mut page).ok()?;
    Some(page)
}

fn zstd(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    read(ruzstd::decoding::StreamingDecoder::new(packed).ok()?, length)
}

/// What a decoder gives, at most one byte too many.
fn read(decoder: impl std::io::Read, length: usize) -> Option<Vec<u8>> {
    let mut page = Vec::with_capacity(length);
    decoder.take(length as u64 + 1).read_to_end(&mut page).ok()?;
    Some(page)
}

fn lz4(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    lz4_flex::block::decompress(packed, length).ok()
}

/// Hadoop's frames: the lengths unpacked and packed, four bytes each with the highest first, and a block.
fn lz4_in_frames(mut packed: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut page = Vec::with_capacity(length);
    while !packed.is_empty() {
        let (unpacked, rest) = packed.split_first_chunk()?;
        let (block, rest) = rest.split_first_chunk()?;
        let [unpacked, block] = [unpacked, block].map(|bytes| u32::from_be_bytes(*bytes) as usize);
        if unpacked > length - page.len() {
            return None;
        }
        let (block, rest) = rest.split_at_checked(block)?;
        page.extend(lz4(block, unpacked)?);
        packed = rest;
    }
    Some(page)
}
