//! The colours and shapes of the points, by code. Colours come from the page's tokens, so that the map is in the theme in
//! force; each has been told apart from the ground it stands on there.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::shapes::Shape;

/// Codes there are: a byte.
pub(super) const CODES: usize = 256;

/// The last code of a scale.
const LAST: usize = CODES - 2;

/// Red, green and blue, 0..=255.
pub(in crate::pages::graph) type Rgb = [u8; 3];

/// What a code looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::pages::graph) struct Ink {
    /// Its colour.
    pub(in crate::pages::graph) color: Rgb,
    /// Its shape.
    pub(in crate::pages::graph) shape: Shape,
}

/// What all codes look like, and the colours that are no code's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pages::graph) struct Inks {
    /// By code.
    pub(super) of_code: Vec<Ink>,
    /// The ground.
    pub(super) ground: Rgb,
    /// The rings around what is picked, and around seeds.
    pub(super) picked: Rgb,
}

impl Default for Inks {
    fn default() -> Self {
        Self {
            of_code: vec![Ink::default(); CODES],
            ground: [255; 3],
            picked: [0; 3],
        }
    }
}

impl Inks {
    /// Codes with their looks; all others look like "no code".
    pub(in crate::pages::graph) fn of(codes: &[(u8, Ink)], none: Ink, theme: &Tokens) -> Self {
        let mut of_code = vec![none; CODES];
        for (code, ink) in codes {
            of_code[usize::from(*code)] = *ink;
        }
        Self {
            of_code,
            ground: theme.color("--panel"),
            picked: theme.color("--ink"),
        }
    }

    /// Two rows of 256 texels: colours, then shapes.
    pub(super) fn texels(&self) -> Vec<u8> {
        let colors = self.of_code.iter().map(|ink| {
            let [r, g, b] = ink.color;
            [r, g, b, 255]
        });
        let shapes = self.of_code.iter().map(|ink| [ink.shape.number(), 0, 0, 255]);
        colors.chain(shapes).flatten().collect()
    }
}

/// The tokens of the theme in force, as the browser has computed them.
pub(in crate::pages::graph) struct Tokens(Option<web_sys::CssStyleDeclaration>);

impl Tokens {
    /// Reads them.
    pub(in crate::pages::graph) fn now() -> Self {
        let root = document().document_element();
        let style = root.and_then(|root| window().get_computed_style(root.unchecked_ref()).ok().flatten());
        Self(style)
    }

    /// A token's colour; grey where it is none.
    pub(in crate::pages::graph) fn color(&self, token: &str) -> Rgb {
        let value = self
            .0
            .as_ref()
            .and_then(|style| style.get_property_value(token).ok());
        value.as_deref().and_then(read).unwrap_or([128; 3])
    }
}

/// A colour as a style sheet has it: `#2f5bd3`, `#fff`.
fn read(value: &str) -> Option<Rgb> {
    let digits = value.trim().strip_prefix('#')?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, r, g, b] = number.to_be_bytes();
    match digits.len() {
        6 => Some([r, g, b]),
        3 => Some([g & 15, b >> 4, b & 15].map(|digit| digit * 17)),
        _ => None,
    }
}

/// A colour for a style sheet.
pub(super) fn css([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Colours of a scale from one end over the stops between to the other, one a code; the last code has none.
pub(in crate::pages::graph) fn ramp(stops: &[Rgb]) -> Vec<Rgb> {
    let (Some(first), steps @ 1..) = (stops.first(), stops.len().saturating_sub(1)) else {
        return vec![stops.first().copied().unwrap_or_default(); CODES - 1];
    };
    (0..CODES - 1)
        .map(|code| {
            let along = steps * code;
            let (stop, part) = (along / LAST, along % LAST);
            let from = stops.get(stop).unwrap_or(first);
            let to = stops.get(stop + 1).unwrap_or(from);
            std::array::from_fn(|channel| mixed(from[channel], to[channel], part))
        })
        .collect()
}

fn mixed(from: u8, to: u8, part: usize) -> u8 {
    let sum = usize::from(from) * (LAST - part) + usize::from(to) * part;
    u8::try_from((sum + LAST / 2) / LAST).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_style_sheets_are_read() {
        assert_eq!(read(" #2f5bd3"), Some([0x2f, 0x5b, 0xd3]));
        assert_eq!(read("#fa0"), Some([255, 170, 0]));
        assert_eq!([read("red"), read("#12345"), read("")], [None; 3]);
        assert_eq!(css([0x2f, 0x5b, 3]), "#2f5b03");
    }

    #[test]
    fn a_scale_goes_from_one_end_to_the_other_without_a_jump() {
        let scale = ramp(&[[0, 0, 0], [100, 0, 0], [100, 200, 50]]);
        assert_eq!(scale.len(), CODES - 1);
        assert_eq!((scale[0], scale[254]), ([0, 0, 0], [100, 200, 50]));
        for pair in scale.windows(2) {
            assert!((0..3).all(|channel| pair[0][channel].abs_diff(pair[1][channel]) <= 2));
        }
        assert_eq!(ramp(&[[7, 7, 7]])[200], [7, 7, 7]);
    }

    #[test]
    fn codes_that_mean_nothing_look_like_no_code() {
        let ink = |color, place| Ink {
            color,
            shape: Shape::of(place),
        };
        let inks = Inks::of(&[(7, ink([1, 2, 3], 2))], ink([4, 5, 6], 0), &Tokens(None));
        let texels = inks.texels();
        assert_eq!(texels.len(), 2 * 4 * CODES);
        assert_eq!(texels[4 * 7..4 * 7 + 4], [1, 2, 3, 255]);
        assert_eq!(texels[4 * 200..4 * 200 + 4], [4, 5, 6, 255]);
        assert_eq!((texels[4 * (CODES + 7)], texels[4 * (CODES + 8)]), (2, 0));
    }
}
