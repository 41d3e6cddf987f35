//! What an image file says of itself in its first bytes: its format and its size. Nothing is decoded and nothing of the
//! declared size is set aside, so that a file of a few bytes can't claim memory.

use super::size::Size;
use crate::error::{Error, Result};

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// JPEG, baseline or progressive.
    Jpeg,
    /// WebP, lossy or lossless.
    Webp,
    /// Graphics Interchange Format; of several frames the first is the image.
    Gif,
}

impl Format {
    /// The name as people know it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
        }
    }

    /// The format of a file by its first bytes, whatever it is called.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            _ => None,
        }
    }
}

/// What a file says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its format.
    pub format: Format,
    /// Its declared size: some pixels, and no more than are read.
    pub size: Size,
}

impl Header {
    /// Reads the header of an image file. All of the file may be given; only a JPEG's is looked through further than some
    /// dozen bytes, since pictures of cameras keep previews before their size.
    ///
    /// # Errors
    /// No format that is read, a header that is cut or broken, a size that is refused.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let Some(format) = Format::of(bytes) else {
            return Err(Error::new(
                "This file is no PNG, JPEG, WebP or GIF image",
                "Save it as PNG, or leave it out",
            ));
        };
        let size = match format {
            Format::Png => png(bytes),
            Format::Jpeg => jpeg(bytes),
            Format::Webp => webp(bytes),
            Format::Gif => gif(bytes),
        };
        let Some(size) = size else {
            let what = format!(
                "The {} image is cut or broken before it says its size",
                format.title()
            );
            return Err(Error::new(
                what,
                "Get the file again from its source, or leave it out",
            ));
        };
        size.check()?;
        Ok(Self { format, size })
    }
}

/// The first chunk is `IHDR`: length, name, width, height.
fn png(bytes: &[u8]) -> Option<Size> {
    let chunk = bytes.get(8..24)?;
    (chunk.get(4..8)? == b"IHDR").then_some(())?;
    Some(Size::new(be32(chunk.get(8..)?)?, be32(chunk.get(12..)?)?))
}

/// Segments up to the first frame header (SOF0 … SOF15, but for the tables C4, C8, CC): length, bits, height, width.
fn jpeg(bytes: &[u8]) -> Option<Size> {
    let mut rest = bytes.get(2..)?;
    loop {
        let (&begin, after) = rest.split_first()?;
        (begin == 0xFF).then_some(())?;
        // Any number of FF may stand before a marker.
        let (&marker, after) = after.split_first()?;
        match marker {
            0xFF => rest = &rest[1..],
            0x01 | 0xD0..=0xD8 => rest = after,
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                return Some(Size::new(be16(after.get(5..)?)?, be16(after.get(3..)?)?));
            }
            // The image's data or its end before any size.
            0xD9 | 0xDA => return None,
            _ => {
                let length = usize::try_from(be16(after)?).ok()?;
                (length >= 2).then_some(())?;
                rest = after.get(length..)?;
            }
        }
    }
}

/// The first chunk says whether it is lossy (`VP8 `), lossless (`VP8L`) or extended (`VP8X`); each has its own fields.
fn webp(bytes: &[u8]) -> Option<Size> {
    let data = bytes.get(20..)?;
    match bytes.get(12..16)? {
        b"VP8 " => {
            (data.get(3..6)? == [0x9D, 0x01, 0x2A]).then_some(())?;
            let side = |at: usize| {
                Some(u32::from(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?])) & 0x3FFF)
            };
            Some(Size::new(side(6)?, side(8)?))
        }
        b"VP8L" => {
            (*data.first()? == 0x2F).then_some(())?;
            let bits = u32::from_le_bytes(data.get(1..5)?.try_into().ok()?);
            Some(Size::new((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        b"VP8X" => {
            let side = |at: usize| {
                let [low, middle, high] = data.get(at..at + 3)?.try_into().ok()?;
                Some(u32::from_le_bytes([low, middle, high, 0]) + 1)
            };
            Some(Size::new(side(4)?, side(7)?))
        }
        _ => None,
    }
}

/// The screen that all frames are drawn on: width, height.
fn gif(bytes: &[u8]) -> Option<Size> {
    let side = |at: usize| {
        Some(u32::from(u16::from_le_bytes(
            bytes.get(at..at + 2)?.try_into().ok()?,
        )))
    };
    Some(Size::new(side(6)?, side(8)?))
}

fn be16(bytes: &[u8]) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(..2)?.try_into().ok()?)))
}

fn be32(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    fn webp_of(chunk: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [b"RIFF\0\0\0\0WEBP", &chunk[..], &[0; 4], data].concat()
    }

    fn size(bytes: &[u8]) -> Option<(usize, usize)> {
        let size = Header::read(bytes).ok()?.size;
        Some((size.width(), size.height()))
    }

    #[test]
    fn sizes_are_read() {
        assert_eq!(size(&png_of(300, 2)), Some((300, 2)));
        let exif = b"\xFF\xD8\xFF\xE1\0\x05abc\xFF\xFF\xC4\0\x03x\xFF\xC2\0\x11\x08\0\x07\x01\x02\x03";
        assert_eq!(size(exif), Some((258, 7)));
        assert_eq!(
            size(&webp_of(b"VP8 ", b"\0\0\0\x9D\x01\x2A\x05\x40\x06\0")),
            Some((5, 6))
        );
        let lossless = (4u32 | 5 << 14).to_le_bytes();
        assert_eq!(
            size(&webp_of(b"VP8L", &[&[0x2F], &lossless[..]].concat())),
            Some((5, 6))
        );
        assert_eq!(
            size(&webp_of(b"VP8X", &[0, 0, 0, 0, 1, 1, 0, 2, 0, 0])),
            Some((258, 3))
        );
        assert_eq!(size(b"GIF89a\x02\x01\x03\0"), Some((258, 3)));
    }

    #[test]
    fn a_huge_declared_size_is_refused_by_its_header() {
        let huge = png_of(40_000, 40_000);
        let error = Header::read(&huge).unwrap_err().to_string();
        assert!(error.contains("40,000 × 40,000 pixels, 1,600 million"), "{error}");
        let jpeg = b"\xFF\xD8\xFF\xC0\0\x11\x08\xFF\xFF\xFF\xFF\x03";
        assert!(Header::read(jpeg).unwrap_err().what.contains("65,535 × 65,535"));
    }

    #[test]
    fn files_cut_anywhere_are_refused_in_words() {
        let whole: [&[u8]; 4] = [
            b"GIF87a\x02\0\x03\0",
            &png_of(3, 4),
            b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xC0\0\x11\x08\0\x02\0\x03",
            &webp_of(b"VP8X", &[0; 10]),
        ];
        for bytes in whole {
            assert!(Header::read(bytes).is_ok());
            for end in 0..bytes.len() {
                let error = Header::read(&bytes[..end]).unwrap_err();
                assert!(!error.remedy.is_empty(), "{error}");
            }
        }
        assert!(Header::read(b"GIF90a\x02\0\x03\0").is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(format in 0..4usize, rest in proptest::collection::vec(proptest::num::u8::ANY, 0..64)) {
            let begin: [&[u8]; 4] = [b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF", b"RIFF\0\0\0\0WEBP", b"GIF89a"];
            if let Ok(header) = Header::read(&[begin[format], &rest].concat()) {
                proptest::prop_assert!(header.size.check().is_ok());
            }
        }
    }
}
