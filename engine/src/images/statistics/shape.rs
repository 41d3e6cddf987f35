//! Width, height, and how they stand to each other.

use super::Statistic;
use crate::num::exact;

pub(super) static WIDTH: Statistic = Statistic {
    name: "width",
    title: "Width",
    sentence: "Columns of pixels.",
    unit: "px",
    measure: |image| Some(exact(image.width())),
};

pub(super) static HEIGHT: Statistic = Statistic {
    name: "height",
    title: "Height",
    sentence: "Rows of pixels.",
    unit: "px",
    measure: |image| Some(exact(image.height())),
};

pub(super) static ASPECT: Statistic = Statistic {
    name: "aspect",
    title: "Aspect",
    sentence: "Width by height: above 1 the image is wider than high.",
    unit: "",
    measure: |image| Some(exact(image.width()) / exact(image.height())),
};
