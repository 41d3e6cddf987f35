//! Width, height, and how they stand to each other.

use super::Statistic;
use crate::num::exact;

pub(super) static WIDTH: Statistic = Statistic {
    name: "width",
    title: "Width",
    sentence: "Pixels across, of the original.",
    unit: "px",
    decimals: 0,
    measure: |_, size| Some(exact(size.width())),
};

pub(super) static HEIGHT: Statistic = Statistic {
    name: "height",
    title: "Height",
    sentence: "Pixels down, of the original.",
    unit: "px",
    decimals: 0,
    measure: |_, size| Some(exact(size.height())),
};

pub(super) static ASPECT: Statistic = Statistic {
    name: "aspect",
    title: "Aspect",
    sentence: "Width by height: above 1 the image is wider than high.",
    unit: "",
    decimals: 3,
    measure: |_, size| Some(exact(size.width()) / exact(size.height())),
};
