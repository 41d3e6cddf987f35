//! How bright an image is, and how much brightness differs in it.

use super::Statistic;

pub(super) static BRIGHTNESS: Statistic = Statistic {
    name: "brightness",
    title: "Brightness",
    sentence: "The mean of the pixels' brightness, 0 (black) to 255 (white).",
    unit: "",
    decimals: 1,
    measure: |looked, _| Some(looked.light().0),
};

pub(super) static CONTRAST: Statistic = Statistic {
    name: "contrast",
    title: "Contrast",
    sentence: "The standard deviation of the pixels' brightness, 0 (all alike) to 127.5.",
    unit: "",
    decimals: 1,
    measure: |looked, _| Some(looked.light().1.sqrt()),
};
