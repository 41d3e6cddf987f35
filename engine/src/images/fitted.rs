//! An image brought to another's size and kind, so that the two can be mixed.

use std::borrow::Cow;

use super::image::{Channels, Image};
use super::smaller::resized;

/// The image at the size and with the channels of another one; the same image where it has them already. Width and height
/// are stretched apart, each pixel is the mean of what it covers, as of Pillow's `resize(size, BOX)`. Channels are those of
/// Pillow's `convert`: colours become their brightness, an alpha channel that comes is opaque, one that goes is left out.
#[must_use]
pub fn fitted<'a>(image: &'a Image, like: &Image) -> Cow<'a, Image> {
    let of_kind = with_channels(image, like.channels());
    match of_kind.size() == like.size() {
        true => of_kind,
        false => Cow::Owned(resized(&of_kind, like.size())),
    }
}

fn with_channels(image: &Image, channels: Channels) -> Cow<'_, Image> {
    if image.channels() == channels {
        return Cow::Borrowed(image);
    }
    let mut bytes = Vec::with_capacity(image.width() * image.height() * channels.count());
    for (pixel, grey) in image.pixels().zip(image.greys()) {
        match (image.channels().colours(), channels.colours()) {
            (3, 3) => bytes.extend_from_slice(&pixel[..3]),
            (_, colours) => bytes.extend(std::iter::repeat_n(grey, colours)),
        }
        if channels.has_alpha() {
            let alpha = pixel.last().filter(|_| image.channels().has_alpha());
            bytes.push(alpha.copied().unwrap_or(u8::MAX));
        }
    }
    Cow::Owned(Image::of_checked(image.size(), channels, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::Size;

    fn image(width: u32, height: u32, channels: Channels, bytes: &[u8]) -> Image {
        Image::new(Size::new(width, height), channels, bytes.to_vec()).unwrap()
    }

    #[test]
    fn an_image_that_fits_is_itself() {
        let own = image(2, 1, Channels::Rgb, &[1, 2, 3, 4, 5, 6]);
        let like = image(2, 1, Channels::Rgb, &[0; 6]);
        assert!(matches!(fitted(&own, &like), Cow::Borrowed(same) if *same == own));
    }

    #[test]
    fn width_and_height_are_stretched_apart() {
        let own = image(4, 1, Channels::Grey, &[0, 100, 10, 20]);
        let like = image(2, 2, Channels::Grey, &[0; 4]);
        assert_eq!(fitted(&own, &like).bytes(), [50, 15, 50, 15]);
        // Two pixels on three: the middle one covers half of each.
        let wide = image(3, 1, Channels::Grey, &[0; 3]);
        let two = image(2, 1, Channels::Grey, &[0, 200]);
        assert_eq!(fitted(&two, &wide).bytes(), [0, 100, 200]);
    }

    #[test]
    fn channels_become_those_of_the_other() {
        let of = |channels: Channels, bytes: &[u8], wanted: Channels| {
            let like = image(1, 1, wanted, &vec![0; wanted.count()]);
            fitted(&image(1, 1, channels, bytes), &like).bytes().to_vec()
        };
        assert_eq!(of(Channels::Grey, &[7], Channels::Rgb), [7, 7, 7]);
        assert_eq!(of(Channels::Grey, &[7], Channels::Rgba), [7, 7, 7, 255]);
        assert_eq!(of(Channels::GreyAlpha, &[7, 9], Channels::Rgba), [7, 7, 7, 9]);
        assert_eq!(of(Channels::Rgb, &[12, 200, 77], Channels::Grey), [130]);
        assert_eq!(of(Channels::Rgba, &[1, 2, 3, 4], Channels::Rgb), [1, 2, 3]);
        assert_eq!(of(Channels::Rgb, &[1, 2, 3], Channels::Rgba), [1, 2, 3, 255]);
        assert_eq!(
            of(Channels::Rgba, &[12, 200, 77, 4], Channels::GreyAlpha),
            [130, 4]
        );
    }
}
