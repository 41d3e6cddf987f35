//! Each function beside its plain definition.

use super::*;

/// Pixels without an order that a loop could go by.
fn pixels(bytes: usize) -> Vec<u8> {
    let mut state = 7u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..bytes).map(next).collect()
}

#[test]
fn greys_are_those_of_each_pixel() {
    let mut found = [0; 4];
    greys(&[255, 255, 255, 0, 0, 0, 255, 0, 0, 12, 200, 77], 3, &mut found);
    assert_eq!(found, [255, 0, 76, 130]);
    greys(&[255, 0, 0, 9, 12, 200, 77, 1], 4, &mut found[..2]);
    assert_eq!(found[..2], [76, 130]);
}

#[test]
fn the_same_pixels_give_the_same_number_whatever_their_channels() {
    let grey = pixels(100);
    let with_alpha: Vec<u8> = grey.iter().flat_map(|&grey| [grey, 255]).collect();
    let in_colours: Vec<u8> = grey.iter().flat_map(|&grey| [grey; 3]).collect();
    let whole: Vec<u8> = grey.iter().flat_map(|&grey| [grey, grey, grey, 255]).collect();
    let found = [(&grey, 1), (&with_alpha, 2), (&in_colours, 3), (&whole, 4)];
    let found = found.map(|(row, channels)| hash(row, channels, 5));
    assert_eq!(found, [found[0]; 4]);
    let mut other = grey.clone();
    other.swap(8, 9);
    assert_ne!(hash(&other, 1, 5), found[0]);
    assert_ne!(hash(&grey, 1, 6), found[0]);
}

#[test]
fn sums_are_those_of_wide_numbers() {
    let row = pixels(3 * 9_001);
    let wide = |by: u32| row.iter().map(|byte| u64::from(*byte).pow(by)).sum::<u64>();
    assert_eq!(moments(&row), [wide(1), wide(2)]);
    let each = |by: u32| {
        let opposite = |pixel: &[u8]| {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(i64::from);
            [(red - green).pow(by), (red + green - 2 * blue).pow(by)]
        };
        let all = row.chunks_exact(3).map(opposite);
        all.fold([0, 0], |sums, [a, b]| [sums[0] + a, sums[1] + b])
    };
    assert_eq!(opponents(&row, 3), [each(1), each(2)]);
    assert_eq!(opponents(&[255, 0, 0].repeat(5_000), 3)[1], [5_000 * 65_025; 2]);
}

#[test]
fn hues_stand_where_they_are_on_the_circle() {
    let mut steps = [0; 36];
    let row = [
        [200, 0, 0],
        [0, 90, 0],
        [0, 0, 7],
        [9, 9, 9],
        [255, 0, 255],
        [200, 0, 3],
    ];
    add_hues(&row.concat(), 3, &mut steps);
    let found: Vec<(usize, u64)> = (0..36).zip(steps).filter(|(_, chroma)| *chroma > 0).collect();
    assert_eq!(found, [(0, 400), (12, 90), (24, 7), (30, 255)]);
}

#[test]
fn an_edge_is_steep_on_both_sides() {
    let row = [0, 0, 0, 255, 255, 255];
    assert_eq!(steep(&row, &row, &row, 255 * 255), 2);
    assert_eq!(steep(&[5; 6], &[5; 6], &[5; 6], 1), 0);
}

/// As it is defined, pixel by pixel.
fn hues_plainly(row: &[u8], channels: usize, steps: &mut [u64; 36]) {
    for pixel in row.chunks_exact(channels) {
        let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(i64::from);
        let most = red.max(green).max(blue);
        let chroma = most - red.min(green).min(blue);
        let sixths = match most {
            _ if chroma == 0 => continue,
            _ if most == red => green - blue,
            _ if most == green => 2 * chroma + blue - red,
            _ => 4 * chroma + red - green,
        };
        let nearest = (12 * sixths + chroma).div_euclid(2 * chroma);
        steps[usize::try_from(nearest.rem_euclid(36)).unwrap()] += chroma.unsigned_abs();
    }
}

#[test]
fn rows_of_any_width_are_taken_pixel_by_pixel() {
    for (width, channels) in [(1, 3), (15, 4), (16, 3), (17, 4), (64, 3), (65, 3), (1_000, 4)] {
        let row = pixels(width * channels);
        let (mut steps, mut plain_steps) = ([7; 36], [7; 36]);
        add_hues(&row, channels, &mut steps);
        hues_plainly(&row, channels, &mut plain_steps);
        assert_eq!(steps, plain_steps, "{width}");
        let (mut counts, mut plain_counts) = ([1; 64], [1; 64]);
        add_colours(&row, channels, &mut counts);
        for pixel in row.chunks_exact(channels) {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(|byte| usize::from(byte >> 6));
            plain_counts[red * 16 + green * 4 + blue] += 1;
        }
        assert_eq!(counts, plain_counts, "{width}");
    }
}

#[test]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` cuts the fraction and stops at 0 and 255"
)]
fn greys_blends_and_weighed_sums_of_any_width() {
    for (width, channels) in [(1, 3), (15, 4), (16, 3), (33, 4), (100, 3)] {
        let row = pixels(width * channels);
        let mut found = vec![0; width];
        greys(&row, channels, &mut found);
        let plain = row.chunks_exact(channels).map(|pixel| {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
            u8::try_from((red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16).unwrap()
        });
        assert_eq!(found, plain.collect::<Vec<u8>>());
        let other: Vec<u8> = row.iter().rev().copied().collect();
        for factor in [0.0f32, 0.3, 1.0, 1.9] {
            let mut mixed = other.clone();
            blend(&mut mixed, &row, factor);
            let plain = row.iter().zip(&other).map(|(own, other)| {
                let (own, other) = (f32::from(*own), f32::from(*other));
                (other + factor * (own - other)) as u8
            });
            assert_eq!(mixed, plain.collect::<Vec<u8>>(), "{factor}");
        }
        let mut sums: Vec<u32> = (0..).take(row.len()).collect();
        add_weighed(&row, 70_000, &mut sums);
        let plain = (0..).zip(&row).map(|(at, byte)| at + 70_000 * u32::from(*byte));
        assert_eq!(sums, plain.collect::<Vec<u32>>());
    }
    let mut last = [0];
    add_weighed(&[255], (1 << 24) + 1, &mut last);
    assert_eq!(last, [255 * ((1 << 24) + 1)]);
}

#[test]
fn hues_of_every_kind_of_pixel() {
    let mut row = Vec::new();
    for (red, green) in (0..=255).flat_map(|red| (0..=255).map(move |green| (red, green))) {
        row.extend([red, green, 90]);
    }
    let (mut steps, mut plain) = ([0; 36], [0; 36]);
    add_hues(&row, 3, &mut steps);
    hues_plainly(&row, 3, &mut plain);
    assert_eq!(steps, plain);
}

#[test]
fn gradients_of_rows_of_any_width() {
    for width in [1, 2, 63, 64, 65, 128, 200] {
        let rows = pixels(3 * (width + 2));
        let [above, own, below] = [0, 1, 2].map(|at| &rows[at * (width + 2)..(at + 1) * (width + 2)]);
        let plain = (1..=width).filter(|&x| {
            let at = |row: &[u8], x: usize| i32::from(row[x]);
            let column = |x| at(above, x) + 2 * at(own, x) + at(below, x);
            let line = |row| at(row, x - 1) + 2 * at(row, x) + at(row, x + 1);
            let (dx, dy) = (column(x + 1) - column(x - 1), line(below) - line(above));
            dx * dx + dy * dy >= 255 * 255
        });
        assert_eq!(
            steep(above, own, below, 255 * 255),
            u32::try_from(plain.count()).unwrap()
        );
    }
}

#[test]
fn tables_leave_an_alpha_channel_alone() {
    let mut tables = [[0; 256]; 3];
    for (at, byte) in tables.iter_mut().zip([10, 20, 30]) {
        at.fill(byte);
    }
    for (channels, wanted) in [
        (1, vec![10, 10, 10, 10]),
        (2, vec![10, 9, 10, 9]),
        (3, vec![10, 20, 30]),
        (4, vec![10, 20, 30, 9]),
    ] {
        let mut row = vec![9; wanted.len()];
        map(&mut row, channels, &tables);
        assert_eq!(row, wanted);
    }
}

#[test]
fn blends_are_cut_and_bounded() {
    let mut dull = [0, 0, 100, 200];
    blend(&mut dull, &[100, 101, 200, 10], 1.5);
    assert_eq!(dull, [150, 151, 250, 0]);
}

#[test]
fn colours_are_counted_by_four_steps_each() {
    let mut counts = [0; 64];
    add_colours(&[0, 64, 255, 255, 255, 255], 3, &mut counts);
    add_colours(&[130, 9, 130, 8], 2, &mut counts);
    let found: Vec<(usize, u32)> = (0..64).zip(counts).filter(|(_, count)| *count > 0).collect();
    assert_eq!(found, [(7, 1), (42, 2), (63, 1)]);
}

#[test]
fn what_is_covered_is_summed_by_its_parts() {
    let covers = Covers {
        firsts: vec![0, 1],
        starts: vec![0, 2, 4],
        parts: vec![2, 1, 1, 2],
    };
    let mut line = [0; 3];
    add_weighed(&[0, 90, 240], 2, &mut line);
    add_weighed(&[0, 90, 240], 1, &mut line);
    let mut sums = [1, 0];
    add_covered(&line, 1, &covers, &mut sums);
    assert_eq!(sums, [271, 1_710]);
}
