//! Graphs of images: which look alike, by the kinds of features of images alone.

use super::super::*;
use super::{answer, choose, records, rule, view};
use crate::graph_choice::GraphChoice;
use crate::ids::LabelId;
use crate::images::{Channels, Image, Size};
use crate::session::Session;
use crate::session::edit::Edit;
use crate::session::reply::Reply;
use crate::session::request::{Filter, Request};
use crate::session::tests::edit;
use crate::session::tests::images::imported_images;

/// An image of 16 × 16 pixels, bright on one side of its middle: above it, or left of it.
fn halves(is_upright: bool, bright: u8) -> Image {
    let pixel = |at: usize| {
        let place = if is_upright { at % 16 } else { at / 16 };
        if place < 8 { bright } else { 10 }
    };
    Image::new(Size::new(16, 16), Channels::Grey, (0..256).map(pixel).collect()).unwrap()
}

/// Three images of an upright edge, of which two are the same, and three of a lying one; one of each has gold.
fn session() -> Session {
    let mut session = imported_images(&[
        ("up/1.png", "up", halves(true, 250)),
        ("2.png", "", halves(true, 250)),
        ("3.png", "", halves(true, 180)),
        ("down/4.png", "down", halves(false, 250)),
        ("5.png", "", halves(false, 150)),
        ("6.png", "", halves(false, 100)),
    ]);
    choose(&mut session, |choice| choice.k = 2);
    session
}

#[test]
fn labels_go_along_the_graph_of_images() {
    let mut session = session();
    for (record, label) in [(0, 0), (3, 1)] {
        let label = Some(LabelId(label));
        edit(&mut session, Edit::SetGold { record, label });
    }
    let found = view(&mut session, GraphAsk::Propagate);
    assert_eq!(found.choice.features, ["image"]);
    // Embeddings may be of images too, and these have none.
    let there = found.features.iter().filter(|kind| kind.is_there);
    let names: Vec<&str> = there.map(|kind| kind.name.as_str()).collect();
    assert_eq!(names, ["image", "image-edges", "image-colours"]);
    let figures = found.graph.unwrap();
    assert_eq!((figures.identical_groups, figures.identical), (1, 2));
    let project = session.project().unwrap();
    let pictured = project.picture_now().unwrap();
    let labels = project.picture_labels(&pictured);
    assert_eq!(labels, [0, 0, 0, 1, 1, 1].map(Some));
}

fn twins(session: &mut Session, at_least: f64) -> Vec<(Vec<u32>, bool)> {
    match answer(session, GraphAsk::Twins { at_least, start: 0 }) {
        GraphReply::Twins(twins) => {
            let groups = twins.groups.into_iter();
            groups.map(|group| (group.records, group.identical)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn equal_pixels_are_twins() {
    let mut session = session();
    view(&mut session, GraphAsk::Build);
    assert_eq!(twins(&mut session, 1.0), [(vec![0, 1], true)]);
}

/// Two shades without an edge look the same to edges alone, which say nothing of them.
#[test]
fn images_are_identical_by_their_pixels_and_not_by_what_they_look_like() {
    let flat = |shade| Image::new(Size::new(16, 16), Channels::Grey, vec![shade; 256]).unwrap();
    let in_colours = Image::new(Size::new(16, 16), Channels::Rgb, vec![90; 768]).unwrap();
    // Turned around its middle in the shades as well: edges without a sign run where they ran.
    let turned = {
        let bytes = halves(true, 250)
            .into_bytes()
            .into_iter()
            .map(|byte| 260 - u32::from(byte));
        let bytes = bytes.map(|byte| u8::try_from(byte).unwrap());
        Image::new(Size::new(16, 16), Channels::Grey, bytes.collect()).unwrap()
    };
    let mut session = imported_images(&[
        ("1.png", "", flat(90)),
        ("2.png", "", halves(true, 250)),
        ("3.png", "", in_colours),
        ("4.png", "", flat(91)),
        ("5.png", "", turned),
        ("6.png", "", flat(91)),
    ]);
    choose(&mut session, |choice| {
        choice.k = 2;
        choice.features = vec!["image-edges".into()];
    });
    let figures = view(&mut session, GraphAsk::Build).graph.unwrap();
    assert_eq!((figures.identical_groups, figures.identical), (2, 4));
    // Unless a bound was asked for, it is that of images.
    let usual = records(&mut session, &[Filter::NearDuplicates]);
    let mut asked: Vec<u32> = twins(&mut session, 0.98)
        .into_iter()
        .flat_map(|(group, _)| group)
        .collect();
    asked.sort_unstable();
    assert_eq!(usual, asked);
    assert_eq!(twins(&mut session, 1.0), [(vec![0, 2], true), (vec![3, 5], true)]);
    let alike = twins(&mut session, 0.95);
    assert!(alike.contains(&(vec![1, 4], false)), "{alike:?}");
    assert!(alike.contains(&(vec![0, 2], true)), "{alike:?}");
}

#[test]
fn features_of_texts_are_refused_by_name() {
    let mut session = session();
    let choice = GraphChoice::default();
    let error = session
        .answer(Request::Edit(Edit::Graph(choice)))
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("features: The features “words” are of texts, and the records are images. Choose among image, image-edges"),
        "{error}"
    );
    let mut texts = super::session();
    let choice = GraphChoice {
        features: vec!["image".into()],
        ..GraphChoice::default()
    };
    let error = texts
        .answer(Request::Edit(Edit::Graph(choice)))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("“image” are of images, and the records are texts"),
        "{error}"
    );
}

#[test]
fn graphs_of_images_are_compared() {
    let images: Vec<(String, &str, Image)> = (0..24u8)
        .map(|at| {
            let (label, is_upright) = if at % 2 == 0 {
                ("up", true)
            } else {
                ("down", false)
            };
            (
                format!("{label}/{at}.png"),
                label,
                halves(is_upright, 150 + at * 4),
            )
        })
        .collect();
    let images: Vec<(&str, &str, Image)> = images
        .iter()
        .map(|(path, label, image)| (path.as_str(), *label, image.clone()))
        .collect();
    let mut session = imported_images(&images);
    match answer(&mut session, GraphAsk::Choose) {
        GraphReply::Choices(choices) => {
            let best = choices.outcome.best().unwrap();
            assert!(
                best.features.iter().all(|name| name.starts_with("image")),
                "{best:?}"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_end_model_learns_from_images() {
    let mut session = session();
    rule(&mut session, "bright up", LabelId(0), "1.png");
    rule(&mut session, "bright down", LabelId(1), "4.png");
    let options = crate::model_choice::EndModelOptions::default();
    match session.answer(Request::EndModel(options)).unwrap() {
        Reply::EndModel(late) => {
            let view = late.open().unwrap();
            assert!(view.features > 0, "{view:?}");
        }
        other => panic!("{other:?}"),
    }
    let of_texts = crate::model_choice::EndModelOptions {
        features: vec!["words".into()],
        ..Default::default()
    };
    let error = session.answer(Request::EndModel(of_texts)).unwrap_err();
    assert!(error.what.contains("are of texts"), "{error}");
}
