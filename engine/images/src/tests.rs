//! Files of all kinds: read as they were written, and refused in words where they are broken.

use image::codecs::{jpeg::JpegEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use proptest::prelude::*;

use super::*;

fn picture(channels: Channels) -> Image {
    let bytes = (0..20 * 11 * channels.count()).map(|at| u8::try_from(at * 7 % 256).unwrap_or(0));
    Image::new(Size::new(20, 11), channels, bytes.collect()).unwrap()
}

fn jpeg(image: &Image) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new(&mut file)
        .write_image(image.bytes(), 20, 11, ExtendedColorType::Rgb8)
        .unwrap();
    file
}

fn webp(image: &Image) -> Vec<u8> {
    let mut file = Vec::new();
    let encoder = WebPEncoder::new_lossless(&mut file);
    encoder
        .write_image(image.bytes(), 20, 11, ExtendedColorType::Rgb8)
        .unwrap();
    file
}

/// A PNG file that declares a size and holds nothing of it; its checksum is right.
fn empty_png(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut crc = u32::MAX;
    for &byte in &chunk {
        crc ^= u32::from(byte);
        (0..8).for_each(|_| crc = (crc >> 1) ^ ((crc & 1) * 0xEDB8_8320));
    }
    [
        b"\x89PNG\r\n\x1A\n\0\0\0\r",
        &chunk[..],
        &(!crc).to_be_bytes(),
        b"\0\0\0\0IEND\xAE\x42\x60\x82",
    ]
    .concat()
}

#[test]
fn what_is_written_is_read_again() {
    for channels in [Channels::Grey, Channels::GreyAlpha, Channels::Rgb, Channels::Rgba] {
        let image = picture(channels);
        assert_eq!(decode(&encode_png(&image).unwrap()).unwrap(), image);
    }
    let image = picture(Channels::Rgb);
    assert_eq!(decode(&webp(&image)).unwrap(), image);
    let read = decode(&jpeg(&image)).unwrap();
    assert_eq!((read.size(), read.channels()), (image.size(), image.channels()));
}

#[test]
fn sixteen_bits_are_brought_to_eight_and_cameras_turns_are_done() {
    let mut file = Vec::new();
    let deep = [0x0000u16, 0x8080, 0xFFFF].map(u16::to_ne_bytes).concat();
    image::codecs::png::PngEncoder::new(&mut file)
        .write_image(&deep, 3, 1, ExtendedColorType::L16)
        .unwrap();
    assert_eq!(decode(&file).unwrap().bytes(), [0, 0x80, 0xFF]);
    // EXIF with one entry, orientation 6: to be turned by a quarter.
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let plain = jpeg(&picture(Channels::Rgb));
    let turned = [&plain[..2], b"\xFF\xE1", &length, exif, &plain[2..]].concat();
    assert_eq!(decode(&turned).unwrap().size(), Size::new(11, 20));
}

#[test]
fn huge_and_broken_files_are_refused_in_words() {
    let told = |file: &[u8]| decode(file).unwrap_err().to_string();
    let huge = told(&empty_png(40_000, 40_000));
    assert!(
        huge.starts_with("The image is 40,000 × 40,000 pixels, 1,600 million in all;"),
        "{huge}"
    );
    let empty = told(&empty_png(500, 400));
    assert!(empty.starts_with("The PNG image is cut or broken: "), "{empty}");
    assert!(told(b"id,text").starts_with("This file is no PNG, JPEG, WebP or GIF image."));
    let mut wrong = encode_png(&picture(Channels::Rgb)).unwrap();
    let middle = wrong.len() / 2;
    wrong[middle] ^= 0x55;
    assert!(told(&wrong).contains("PNG"));
}

#[test]
fn files_cut_anywhere_never_panic_and_png_and_webp_are_refused() {
    let image = picture(Channels::Rgb);
    for file in [encode_png(&image).unwrap(), webp(&image)] {
        // The last chunk of a PNG, 12 bytes, holds nothing.
        for end in 0..file.len() - 12 {
            let error = decode(&file[..end]).unwrap_err();
            assert!(!error.remedy.is_empty(), "{end}: {error}");
        }
    }
    let file = jpeg(&image);
    for end in 0..file.len() {
        if let Ok(read) = decode(&file[..end]) {
            assert_eq!(read.size(), image.size(), "{end}");
        }
    }
}

proptest! {
    #[test]
    fn spoilt_files_never_panic(format in 0..3usize, spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let image = picture(Channels::Rgb);
        let mut file = [encode_png(&image).unwrap(), jpeg(&image), webp(&image)][format].clone();
        for (at, byte) in spoilt {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Ok(read) = decode(&file) {
            prop_assert!(read.size().check().is_ok());
        }
    }
}
