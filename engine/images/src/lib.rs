//! Image files for native programs: PNG, JPEG, WebP and GIF in, PNG out. A package of its own because decoders are heavy, and
//! the page has those of the browser.
//!
//! A file's header is read before anything is decoded ([`Header`]), so that memory stays bounded whatever a file
//! declares. Images come out as browsers show them: turned as their EXIF data says, 8 bits a channel, palettes resolved.
//! PNG and lossless WebP have one meaning; JPEG and lossy WebP may differ by a level or two from a browser's decoder.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageEncoder as _, ImageFormat, ImageReader, Limits};
use labelloom_engine::error::{Error, Result};
use labelloom_engine::images::{Channels, Format, Header, Image, MOST_PIXELS, Size};

/// Bytes that a decoder may take: the largest image at 16 bits a channel, and room for its own tables.
const MOST_BYTES: u64 = MOST_PIXELS * 8 + (64 << 20);

/// The image in a file.
///
/// # Errors
/// What [`Header::read`] refuses, and a file that is cut or broken behind its header.
pub fn decode(file: &[u8]) -> Result<Image> {
    let header = Header::read(file)?;
    let decoded = decoded(file, header.format).map_err(|error| {
        let what = format!(
            "The {} image is cut or broken: {}",
            header.format.title(),
            told(&error)
        );
        Error::new(what, "Get the file again from its source, or leave it out")
    })?;
    let size = Size::new(decoded.width(), decoded.height());
    let colour = decoded.color();
    let (channels, bytes) = match (colour.has_color(), colour.has_alpha()) {
        (false, false) => (Channels::Grey, decoded.into_luma8().into_raw()),
        (false, true) => (Channels::GreyAlpha, decoded.into_luma_alpha8().into_raw()),
        (true, false) => (Channels::Rgb, decoded.into_rgb8().into_raw()),
        (true, true) => (Channels::Rgba, decoded.into_rgba8().into_raw()),
    };
    Image::new(size, channels, bytes)
}

fn decoded(file: &[u8], format: Format) -> image::ImageResult<DynamicImage> {
    let format = match format {
        Format::Png => ImageFormat::Png,
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Webp => ImageFormat::WebP,
        Format::Gif => ImageFormat::Gif,
    };
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut decoded = DynamicImage::from_decoder(decoder)?;
    decoded.apply_orientation(orientation);
    Ok(decoded)
}

/// A decoder's words as a part of a sentence.
fn told(error: &image::ImageError) -> String {
    error.to_string().trim_end_matches('.').replace('\n', " ")
}

/// An image as a PNG file.
///
/// # Errors
/// None that is known of: memory is written to.
pub fn encode_png(image: &Image) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let colour = match image.channels() {
        Channels::Grey => image::ExtendedColorType::L8,
        Channels::GreyAlpha => image::ExtendedColorType::La8,
        Channels::Rgb => image::ExtendedColorType::Rgb8,
        Channels::Rgba => image::ExtendedColorType::Rgba8,
    };
    let [width, height] = [image.width(), image.height()].map(|side| u32::try_from(side).unwrap_or(u32::MAX));
    let written =
        image::codecs::png::PngEncoder::new(&mut file).write_image(image.bytes(), width, height, colour);
    written
        .map_err(|error| Error::new(format!("The PNG can't be written: {}", told(&error)), "Try again"))?;
    Ok(file)
}

#[cfg(test)]
mod tests;
