//! Plain numbers of an image, for rules on images: how bright, how colourful, how big. A statistic is a function here and
//! a line in [`STATISTICS`]; it describes itself.
//!
//! All are made of whole numbers summed in order, so that they are the same on every machine.

mod colour;
mod edges;
mod light;
mod looked;
mod shape;

use self::looked::Looked;
use super::image::Image;
use super::size::Size;

/// A number of an image.
#[derive(Debug)]
pub struct Statistic {
    /// Short and unique.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help, with its range.
    pub sentence: &'static str,
    /// What it is counted in; empty where it is a ratio.
    pub unit: &'static str,
    /// Digits behind the point that are written; more would be noise.
    decimals: usize,
    /// Of pixels, and of the size of the image that they were made of.
    measure: fn(&Looked<'_>, Size) -> Option<f64>,
}

impl Statistic {
    /// The number; none where the image has none, such as the hue of greys.
    #[must_use]
    pub fn of(&self, image: &Image) -> Option<f64> {
        (self.measure)(&Looked::at(image), image.size())
    }
}

/// Some numbers of an image as it is kept, written out; none where the image has none. Width, height and aspect are those of
/// the original; all others are of the pixels that are kept.
pub fn written<'a>(
    statistics: impl Iterator<Item = &'static Statistic> + 'a,
    image: &'a Image,
    original: Size,
) -> impl Iterator<Item = Option<String>> + 'a {
    let looked = Looked::at(image);
    statistics.map(move |statistic| {
        let value = (statistic.measure)(&looked, original)?;
        Some(format!("{value:.*}", statistic.decimals))
    })
}

/// Every statistic, in the order in which they are offered.
pub static STATISTICS: &[&Statistic] = &[
    &light::BRIGHTNESS,
    &light::CONTRAST,
    &colour::HUE,
    &colour::COLOURFULNESS,
    &edges::DENSITY,
    &shape::WIDTH,
    &shape::HEIGHT,
    &shape::ASPECT,
];

/// The statistic of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Statistic> {
    STATISTICS
        .iter()
        .copied()
        .find(|statistic| statistic.name == name)
}

#[cfg(test)]
mod tests {
    use super::super::image::Channels;
    use super::*;

    /// All statistics of an image, in order.
    fn all(width: u32, height: u32, channels: Channels, bytes: &[u8]) -> Vec<Option<f64>> {
        let image = Image::new(Size::new(width, height), channels, bytes.to_vec()).unwrap();
        STATISTICS.iter().map(|statistic| statistic.of(&image)).collect()
    }

    #[test]
    fn statistics_describe_themselves() {
        for (place, statistic) in STATISTICS.iter().enumerate() {
            assert!(
                STATISTICS[..place]
                    .iter()
                    .all(|other| other.name != statistic.name)
            );
            assert!(statistic.sentence.ends_with('.'), "{}", statistic.name);
            assert!(std::ptr::eq(find(statistic.name).unwrap(), *statistic));
        }
        assert!(find("weight").is_none());
    }

    #[test]
    fn small_images_can_be_counted_by_hand() {
        // Greys 0, 100, 200, 100: mean 100, variance 5000.
        let grey = all(2, 2, Channels::Grey, &[0, 100, 200, 100]);
        let contrast = 5000f64.sqrt();
        assert_eq!(
            grey,
            [
                Some(100.0),
                Some(contrast),
                None,
                Some(0.0),
                Some(1.0),
                Some(2.0),
                Some(2.0),
                Some(1.0)
            ]
        );
        // One pixel of pure red: brightness 76, red − green 255, yellow − blue 127.5.
        let red = all(1, 1, Channels::Rgba, &[255, 0, 0, 7]);
        let colourful = 0.3 * (255f64 * 255.0 + 127.5 * 127.5).sqrt();
        assert_eq!(
            red,
            [
                Some(76.0),
                Some(0.0),
                Some(0.0),
                Some(colourful),
                Some(0.0),
                Some(1.0),
                Some(1.0),
                Some(1.0)
            ]
        );
        let wide = all(3, 1, Channels::Rgb, &[0, 0, 200, 0, 0, 200, 50, 50, 50]);
        assert_eq!((wide[2], wide[7]), (Some(240.0), Some(3.0)));
    }

    #[test]
    fn numbers_are_written_of_the_original_size_and_the_kept_pixels() {
        let image = Image::new(Size::new(2, 2), Channels::Grey, vec![0, 100, 200, 100]).unwrap();
        let original = Size::new(640, 480);
        let all = STATISTICS.iter().copied();
        let written: Vec<Option<String>> = written(all, &image, original).collect();
        let numbers = ["100.0", "70.7", "", "0.0", "1.000", "640", "480", "1.333"];
        let numbers = numbers.map(|number| (!number.is_empty()).then(|| number.to_owned()));
        assert_eq!(written, numbers);
    }

    #[test]
    fn an_edge_is_found_where_it_is() {
        let row = [0, 0, 0, 0, 255, 255, 255, 255];
        let density = all(8, 8, Channels::Grey, &row.repeat(8))[4];
        assert_eq!(density, Some(0.25));
        assert_eq!(all(8, 8, Channels::Grey, &[7; 64])[4], Some(0.0));
    }
}
