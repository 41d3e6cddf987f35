//! From an image file to its pixels, by the browser's own decoders. What a file declares is looked at before any decoder
//! sees it, and a file that is cut is no image, though browsers would show the part there is.

use labelloom_engine::images::{Channels, Format, Header, Image, Size};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, ColorSpaceConversion, File, HtmlCanvasElement, ImageBitmap, ImageBitmapOptions,
    ImageOrientation, PremultiplyAlpha, ResizeQuality,
};

use crate::browser::{files, in_words};

/// Bytes in which a header is looked for first, and at most: pictures of cameras keep previews before their size.
const HEAD_BYTES: u64 = 1 << 16;
const MOST_HEAD_BYTES: u64 = 1 << 22;

/// Bytes at the end in which a file's end mark is looked for.
const TAIL_BYTES: u64 = 1 << 16;

/// An image at its working size.
pub(super) struct Decoded {
    /// Width and height of the file's image, turned as it is shown.
    pub(super) original: Size,
    /// As it is kept.
    pub(super) image: Image,
}

/// A canvas that is never shown, on which images are drawn to be read.
pub(super) struct Easel {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Easel {
    pub(super) fn new() -> Result<Self, String> {
        let made = || {
            let document = web_sys::window()
                .and_then(|window| window.document())
                .ok_or("the page has no document")?;
            let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
            let options = js_sys::Object::new();
            // Pixels are read back after every drawing: kept where the program can reach them.
            js_sys::Reflect::set(&options, &"willReadFrequently".into(), &true.into())?;
            let context = canvas.get_context_with_context_options("2d", &options)?;
            let context = context
                .ok_or("the browser has no canvas to draw on")?
                .dyn_into()?;
            Ok(Self { canvas, context })
        };
        made().map_err(|error: JsValue| in_words(&error))
    }

    /// The pixels of a bitmap, red, green, blue and alpha.
    fn pixels(&self, bitmap: &ImageBitmap) -> Result<Vec<u8>, JsValue> {
        let (width, height) = (bitmap.width(), bitmap.height());
        // Setting the size clears what was drawn before.
        self.canvas.set_width(width);
        self.canvas.set_height(height);
        self.context.draw_image_with_image_bitmap(bitmap, 0.0, 0.0)?;
        let [width, height] = [width, height].map(f64::from);
        let data = self.context.get_image_data(0.0, 0.0, width, height)?;
        Ok(data.data().0)
    }
}

/// Decodes a file to a long side of at most `side` pixels.
///
/// # Errors
/// Why there is no image, as sentences.
pub(super) async fn decode(file: &File, side: u32, easel: &Easel) -> Result<Decoded, String> {
    let header = header(file).await?;
    if !is_whole(file, header.format).await? {
        return Err(format!(
            "The {} image is cut: its end is missing.",
            header.format.title()
        ));
    }
    let bitmap = bitmap(file).await.map_err(|error| {
        format!(
            "The browser can't decode the {} image: {}.",
            header.format.title(),
            in_words(&error).trim_end_matches('.')
        )
    })?;
    let original = Size::new(bitmap.width(), bitmap.height());
    let drawn = async {
        let bitmap = shrunk(bitmap, side).await?;
        let size = Size::new(bitmap.width(), bitmap.height());
        let pixels = easel.pixels(&bitmap);
        bitmap.close();
        Ok((size, pixels?))
    };
    let (size, pixels) = drawn.await.map_err(|error: JsValue| in_words(&error))?;
    let (channels, bytes) = packed(pixels);
    let image = Image::new(size, channels, bytes).map_err(|error| format!("{}.", error.what))?;
    Ok(Decoded { original, image })
}

async fn header(file: &File) -> Result<Header, String> {
    let mut head = Vec::new();
    for most in [HEAD_BYTES, MOST_HEAD_BYTES] {
        let read = files::read(file, 0, most, &mut head).await;
        read.map_err(|error| in_words(&error))?;
        match Header::read(&head) {
            Ok(header) => return Ok(header),
            // What follows may hold the size.
            Err(_) if most < MOST_HEAD_BYTES && is_longer(file, most) && Format::of(&head).is_some() => {}
            Err(error) => return Err(format!("{}.", error.what)),
        }
    }
    Err("The image says no size.".to_owned())
}

fn is_longer(file: &File, bytes: u64) -> bool {
    // Far below 2^53.
    file.size() > bytes as f64
}

async fn is_whole(file: &File, format: Format) -> Result<bool, String> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a file's size is a whole number far below 2^53"
    )]
    let size = file.size() as u64;
    let mut tail = Vec::new();
    let read = files::read(file, size.saturating_sub(TAIL_BYTES), size, &mut tail).await;
    read.map_err(|error| in_words(&error))?;
    Ok(has_end(format, &tail))
}

/// Whether the last bytes of a file hold the mark that ends images of its format. Some programs write more behind it.
fn has_end(format: Format, tail: &[u8]) -> bool {
    let mark: &[u8] = match format {
        Format::Png => b"IEND",
        Format::Jpeg => &[0xFF, 0xD9],
        // Their chunks have lengths, which decoders check.
        Format::Webp | Format::Gif => return true,
    };
    tail.windows(mark.len()).any(|bytes| bytes == mark)
}

/// The file's image: turned as it is shown, its numbers as they are written.
async fn bitmap(file: &File) -> Result<ImageBitmap, JsValue> {
    let options = options();
    options.set_image_orientation(ImageOrientation::FromImage);
    let made = window()?.create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)?;
    JsFuture::from(made).await?.dyn_into()
}

/// The same with a long side of at most `side`; never larger than it was.
async fn shrunk(bitmap: ImageBitmap, side: u32) -> Result<ImageBitmap, JsValue> {
    let Some((width, height)) = within(bitmap.width(), bitmap.height(), side) else {
        return Ok(bitmap);
    };
    let options = options();
    options.set_resize_width(width);
    options.set_resize_height(height);
    options.set_resize_quality(ResizeQuality::High);
    let made = window()?.create_image_bitmap_with_image_bitmap_and_image_bitmap_options(&bitmap, &options)?;
    let small = JsFuture::from(made).await;
    bitmap.close();
    small?.dyn_into()
}

fn options() -> ImageBitmapOptions {
    let options = ImageBitmapOptions::new();
    options.set_color_space_conversion(ColorSpaceConversion::None);
    options.set_premultiply_alpha(PremultiplyAlpha::None);
    options
}

fn window() -> Result<web_sys::Window, JsValue> {
    web_sys::window().ok_or_else(|| "there is no window".into())
}

/// A size of the same proportions with a long side of `side`, where the size is larger.
fn within(width: u32, height: u32, side: u32) -> Option<(u32, u32)> {
    let long = width.max(height);
    if long <= side {
        return None;
    }
    let fit = |pixels: u32| {
        let rounded = (u64::from(pixels) * u64::from(side) + u64::from(long) / 2) / u64::from(long);
        u32::try_from(rounded).unwrap_or(side).max(1)
    };
    Some((fit(width), fit(height)))
}

/// The pixels without what says nothing: alpha where all is opaque.
fn packed(pixels: Vec<u8>) -> (Channels, Vec<u8>) {
    if pixels.chunks_exact(4).any(|pixel| pixel[3] != u8::MAX) {
        return (Channels::Rgba, pixels);
    }
    let colours = pixels
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]);
    (Channels::Rgb, colours.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_keep_their_proportions() {
        assert_eq!(within(400, 200, 128), Some((128, 64)));
        assert_eq!(within(1, 40_000, 128), Some((1, 128)));
        assert_eq!(within(128, 3, 128), None);
        assert_eq!(within(129, 128, 128), Some((128, 127)));
    }

    #[test]
    fn a_cut_file_has_no_end() {
        assert!(has_end(Format::Png, b"...\0\0\0\0IEND\xAE\x42\x60\x82"));
        assert!(!has_end(Format::Png, b"...\0\0\0\0IEN"));
        assert!(has_end(Format::Jpeg, b"..\xFF\xD9 behind it"));
        assert!(!has_end(Format::Jpeg, b"..\xFF"));
    }

    #[test]
    fn opaque_images_keep_three_channels() {
        assert_eq!(packed(vec![1, 2, 3, 255]), (Channels::Rgb, vec![1, 2, 3]));
        assert_eq!(packed(vec![1, 2, 3, 254]).0, Channels::Rgba);
    }
}
