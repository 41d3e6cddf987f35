//! On 1,000 images of CIFAR-10 that lie beside the repository: descriptors tell classes better than raw pixels do.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use std::path::Path;

use labelloom_engine::images::descriptors::describe;
use labelloom_engine::images::{Channels, Image, Size};

/// The share of rows that the five most alike others, weighed by their cosine, label rightly; rows have length 1.
fn right(rows: &[Vec<f32>], classes: &[usize]) -> f64 {
    let mut hits = 0u32;
    for (at, row) in rows.iter().enumerate() {
        let others = rows.iter().enumerate().filter(|(other, _)| *other != at);
        let cosine = |other: &[f32]| row.iter().zip(other).map(|(one, other)| one * other).sum::<f32>();
        let mut near: Vec<(f32, usize)> = others.map(|(other, row)| (cosine(row), other)).collect();
        near.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut votes = [0.0; 10];
        near.iter()
            .take(5)
            .for_each(|&(cosine, other)| votes[classes[other]] += cosine);
        let voted = (0..10)
            .rev()
            .max_by(|&one: &usize, &other| votes[one].total_cmp(&votes[other]));
        hits += u32::from(voted == Some(classes[at]));
    }
    f64::from(hits) / f64::from(u32::try_from(rows.len()).unwrap())
}

#[test]
fn classes_are_told_better_than_by_pixels() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/cifar10_subset");
    let Ok(file) = std::fs::read(folder.join("cifar10_batch_0.png")) else {
        println!("skipped: ../shared/data/cifar10_subset is absent");
        return;
    };
    let labels = std::fs::read_to_string(folder.join("labels.csv")).unwrap();
    let labels = labels
        .lines()
        .filter(|line| line.contains(",cifar10_batch_0.png,"));
    let classes: Vec<usize> = labels
        .map(|line| line.split(',').nth(3).unwrap().parse().unwrap())
        .collect();
    // An image a row.
    let sheet = labelloom_images::decode(&file).unwrap();
    let size = Size::new(32, 32);
    let images = sheet
        .rows()
        .map(|row| Image::new(size, Channels::Rgb, row.to_vec()).unwrap());
    let images: Vec<Image> = images.take(classes.len()).collect();
    let classes = &classes[..images.len()];
    let descriptors: Vec<Vec<f32>> = images.iter().map(describe).collect();
    let pixels = |image: &Image| {
        let row: Vec<f32> = image.bytes().iter().map(|&byte| f32::from(byte)).collect();
        let length = row.iter().map(|value| value * value).sum::<f32>().sqrt();
        row.iter().map(|value| value / length).collect()
    };
    let pixels: Vec<Vec<f32>> = images.iter().map(pixels).collect();
    let (by_pixels, by_descriptors) = (right(&pixels, classes), right(&descriptors, classes));
    println!(
        "{} images: pixels {by_pixels:.3}, descriptors {by_descriptors:.3}",
        images.len()
    );
    assert!(
        by_descriptors > 0.4 && by_descriptors > by_pixels + 0.1,
        "{by_descriptors} and {by_pixels}"
    );
}
