//! What descriptors promise; and on images that lie beside the repository, that they tell classes better than pixels do.

use std::path::{Path, PathBuf};

use super::*;
use crate::features::Row;
use crate::images::{Channels, Size};
use crate::num::{count, exact};

fn image(width: u32, height: u32, channels: Channels, bytes: Vec<u8>) -> Image {
    Image::new(Size::new(width, height), channels, bytes).unwrap()
}

#[test]
fn images_of_any_kind_have_a_row_of_length_1() {
    let mut descriptors = Descriptors::default();
    for channels in [Channels::Grey, Channels::GreyAlpha, Channels::Rgb, Channels::Rgba] {
        for (width, height) in [(1, 1), (3, 50), (33, 2), (64, 64)] {
            let bytes =
                (0..width * height * count(channels.count())).map(|at| u8::try_from(at * 37 % 251).unwrap());
            descriptors.push(&image(width, height, channels, bytes.collect()));
        }
    }
    assert_eq!(descriptors.len(), 16);
    let vectors = descriptors.finish().unwrap();
    assert_eq!((vectors.len(), vectors.width()), (16, 388));
    for record in 0..16 {
        let length: f32 = vectors
            .row(record)
            .values()
            .iter()
            .map(|value| value * value)
            .sum();
        assert!((length - 1.0).abs() < 1e-5, "{record}: {length}");
    }
    for (look, width, first) in [
        (Look::Edges, 324, "edges block 1 cell 1,1 at 10°"),
        (Look::Colours, 64, "red 0–63 green 0–63 blue 0–63"),
    ] {
        let mut descriptors = Descriptors::new(look);
        descriptors.push(&image(2, 2, Channels::Grey, vec![0, 9, 200, 255]));
        let alone = descriptors.finish().unwrap();
        assert_eq!(
            (alone.width(), alone.name(0), alone.kind(0)),
            (width, first, look.name())
        );
        let length: f32 = alone.row(0).values().iter().map(|value| value * value).sum();
        assert!((length - 1.0).abs() < 1e-5);
    }
    assert_eq!(vectors.name(0), "edges block 1 cell 1,1 at 10°");
    assert_eq!(vectors.name(387), "red 192–255 green 192–255 blue 192–255");
}

#[test]
fn an_upright_edge_and_its_negative_are_alike() {
    let row: Vec<u8> = (0..32).map(|x| if x < 16 { 0 } else { 255 }).collect();
    let upright = image(32, 32, Channels::Grey, row.repeat(32));
    let negative = image(
        32,
        32,
        Channels::Grey,
        row.iter().map(|byte| 255 - byte).collect::<Vec<_>>().repeat(32),
    );
    let lying = image(
        32,
        32,
        Channels::Grey,
        row.iter().flat_map(|&byte| [byte; 32]).collect(),
    );
    let [upright, negative, lying] = [upright, negative, lying].map(|image| describe(&image));
    assert!(
        upright
            .iter()
            .zip(&negative)
            .all(|(one, other)| (one - other).abs() < 1e-6)
    );
    let cosine: f32 = upright[..edges::WIDTH]
        .iter()
        .zip(&lying)
        .map(|(one, other)| one * other)
        .sum();
    assert!(cosine < 0.1, "{cosine}");
}

/// A file beside the repository, where it is.
fn beside(name: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data")
        .join(name);
    if file.is_file() {
        return Some(file);
    }
    println!("skipped: ../shared/data/{name} is absent");
    None
}

/// The share of records that the five most alike others, weighed by their cosine, label rightly.
fn right(vectors: &Vectors, classes: &[usize]) -> f64 {
    let cosine = |one: Row<'_>, other: Row<'_>| -> f32 {
        one.values()
            .iter()
            .zip(other.values())
            .map(|(one, other)| one * other)
            .sum()
    };
    let rows = || 0..count(classes.len());
    let mut hits = 0;
    for record in rows() {
        let others = rows().filter(|&other| other != record);
        let mut near: Vec<(f32, u32)> = others
            .map(|other| (cosine(vectors.row(record), vectors.row(other)), other))
            .collect();
        near.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut votes = [0.0; 10];
        near.iter()
            .take(5)
            .for_each(|&(cosine, other)| votes[classes[other as usize]] += cosine);
        let voted = (0..10)
            .rev()
            .max_by(|&one, &other| votes[one].total_cmp(&votes[other]));
        hits += usize::from(voted == Some(classes[record as usize]));
    }
    exact(hits) / exact(classes.len())
}

/// Of raw pixels and of descriptors.
fn both(images: &[Image], classes: &[usize]) -> (f64, f64) {
    let mut descriptors = Descriptors::default();
    let mut pixels = Vec::new();
    for image in images {
        descriptors.push(image);
        let mut row: Vec<f64> = image.bytes().iter().map(|&byte| f64::from(byte)).collect();
        scale_to(&mut row, 1.0);
        pixels.extend(row.into_iter().map(single));
    }
    let width = images[0].bytes().len();
    let mut names = TextArena::default();
    (0..width).for_each(|at| names.push(&at.to_string()));
    let pixels = Array2::from_shape_vec((images.len(), width), pixels).unwrap();
    let pixels = Vectors::dense("pixels", pixels, names).unwrap();
    (
        right(&pixels, classes),
        right(&descriptors.finish().unwrap(), classes),
    )
}

#[test]
fn digits_are_told_better_than_by_pixels() {
    let Some(file) = beside("digits/digits_8x8.csv") else {
        return;
    };
    let text = std::fs::read_to_string(file).unwrap();
    let (mut images, mut classes) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let mut values: Vec<usize> = line.split(',').map(|value| value.parse().unwrap()).collect();
        classes.push(values.pop().unwrap());
        let bytes = values
            .iter()
            .map(|value| u8::try_from(value * 16).unwrap_or(255))
            .collect();
        images.push(image(8, 8, Channels::Grey, bytes));
    }
    let (pixels, descriptors) = both(&images, &classes);
    println!(
        "{} digits: pixels {pixels:.4}, descriptors {descriptors:.4}",
        images.len()
    );
    assert!(
        descriptors > 0.99 && descriptors > pixels,
        "{descriptors} by descriptors, {pixels} by pixels"
    );
}
