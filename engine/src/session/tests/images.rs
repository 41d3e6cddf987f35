//! Projects of images.

use super::*;
use crate::images::{Channels, Image, Size, pack};
use crate::modality::Modality;
use crate::session::complete::Completing;
use crate::session::images::{ImageHead, ImagesAsk, ImagesHead};
use crate::session::reopen::Reopening;
use crate::session::request::{Augmented, ExportOptions, Include};

/// An image of one colour.
pub(in crate::session) fn plain(width: u32, height: u32, color: [u8; 3]) -> Image {
    let size = Size::new(width, height);
    let pixels = size.width() * size.height();
    Image::new(size, Channels::Rgb, color.repeat(pixels)).unwrap()
}

/// A session of images by their paths and labels, kept as they are; originals are twice as wide and high. Rules are none.
pub(in crate::session) fn imported_images(images: &[(&str, &str, Image)]) -> Session {
    let mut file = Vec::new();
    pack::begin(&mut file);
    for (path, label, image) in images {
        let [width, height] = image.size().sides();
        pack::put(&mut file, path, label, Size::new(2 * width, 2 * height), image).unwrap();
    }
    let head = preview("pictures", &file, true, None).unwrap();
    let plan = ImportPlan {
        source_name: "pictures".into(),
        project_name: "pictures".into(),
        options: head.options,
        mapping: head.mapping,
        labels: None,
    };
    let mut run = ImportRun::new(plan).unwrap();
    file.chunks(100).for_each(|chunk| run.push(chunk).unwrap());
    let mut session = Session::new();
    session.open(run.into_project().unwrap());
    session
}

/// Two dark cats and two bright dogs.
pub(in crate::session) fn pets() -> Session {
    imported_images(&[
        ("cats/black cat.png", "cats", plain(4, 2, [10, 0, 0])),
        ("cats/grey cat.png", "cats", plain(2, 2, [90, 90, 90])),
        ("dogs/white dog.png", "dogs", plain(3, 3, [250, 250, 250])),
        ("dogs/yellow dog.png", "dogs", plain(2, 5, [250, 250, 0])),
    ])
}

fn ask(session: &mut Session, records: &[u32], side: u32) -> Result<(Vec<ImageHead>, Vec<u8>)> {
    let records = records.to_vec();
    match session.answer(Request::images(&ImagesAsk { records, side })?)? {
        Reply::Bytes(reply) => Ok((reply.head::<ImagesHead>()?.images, reply.bytes)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn images_are_shown_small_in_the_order_that_was_asked() {
    let mut session = pets();
    let (heads, bytes) = ask(&mut session, &[3, 0], 2).unwrap();
    let head = |record, [width, height]: [u32; 2], original| ImageHead {
        record,
        width,
        height,
        original,
    };
    assert_eq!(heads, [head(3, [1, 2], [4, 10]), head(0, [2, 1], [8, 4])]);
    assert_eq!(
        bytes,
        [[250, 250, 0, 255].repeat(2), [10, 0, 0, 255].repeat(2)].concat()
    );
    let told = |records: &[u32], side| ask(&mut pets(), records, side).unwrap_err().what;
    assert!(told(&[4], 2).contains("no record 4; there are 4"));
    assert!(told(&[0; 501], 2).starts_with("501 images are asked for"));
    assert!(told(&[0], 0).contains("0 pixels"));
    let texts = ask(&mut super::session(), &[0], 2).unwrap_err();
    assert!(texts.what.contains("are texts"), "{texts}");
}

#[test]
fn an_answer_has_a_bound_in_bytes() {
    let large = plain(1200, 1200, [1, 2, 3]);
    let mut session = imported_images(&[("a.png", "", large)]);
    assert!(ask(&mut session, &[0; 11], 1200).is_ok());
    let error = ask(&mut session, &[0; 12], 1200).unwrap_err().to_string();
    assert!(
        error.starts_with("These images take 66 MB at this size; an answer holds 64 MB"),
        "{error}"
    );
}

#[test]
fn rules_ask_for_names_and_numbers() {
    let mut session = pets();
    let found = |session: &mut Session, query: &str| -> Vec<u32> {
        rows(session, &[], query)
            .rows
            .iter()
            .map(|row| row.index)
            .collect()
    };
    assert_eq!(found(&mut session, "cat"), [0, 1]);
    assert_eq!(found(&mut session, "brightness>200"), [2, 3]);
    assert_eq!(found(&mut session, "width<=4 dog"), [3]);
    assert_eq!(found(&mut session, "hue=60"), [3]);
    assert!(
        found(&mut session, "cats").is_empty(),
        "folders are labels, no words"
    );
    let view = edit(
        &mut session,
        Edit::AddRule {
            text: text("bright", 1, "brightness>200"),
        },
    );
    assert_eq!(
        (view.rules[0].figures.coverage, view.rules[0].figures.correct),
        (2, 1),
        "one of the two is held out"
    );
    assert_eq!(view.source.modality, Modality::Image);
    let labels: Vec<&str> = view.labels.iter().map(|label| label.name.as_str()).collect();
    assert_eq!(labels, ["cats", "dogs"]);
}

#[test]
fn images_are_saved_and_opened_again() {
    let mut session = pets();
    edit(
        &mut session,
        Edit::AddRule {
            text: text("bright", 1, "brightness>200"),
        },
    );
    let project = session.project().unwrap();
    let (head, parts) = (project.head().unwrap(), project.parts().collect::<Vec<_>>());
    assert!(head.contains("\"version\":2") && parts[0].starts_with(b"LLP2"));
    let mut loading = Loading::new(&head).unwrap();
    parts
        .iter()
        .for_each(|part| assert_eq!(loading.push(part).unwrap(), 4));
    while loading.step().is_some() {}
    let opened = loading.finish().unwrap();
    assert_eq!(opened.modality(), Modality::Image);
    for record in 0..4 {
        assert_eq!(opened.corpus().image(record), project.corpus().image(record));
    }
    assert_eq!(opened.parts().collect::<Vec<_>>(), parts);
    assert_eq!(opened.view().rules[0].figures.coverage, 2);
    assert!(opened.corpus().image(4).is_none());
}

#[test]
fn a_damaged_image_stops_the_opening() {
    let session = pets();
    let project = session.project().unwrap();
    let mut part = project.parts().next().unwrap();
    let mut loading = Loading::new(&project.head().unwrap()).unwrap();
    let last = part.len() - 9;
    part[last] ^= 1;
    let error = loading.push(&part).unwrap_err().to_string();
    assert!(error.contains("fails its checksum"), "{error}");
}

#[test]
fn texts_are_saved_as_ever() {
    let session = super::session();
    let project = session.project().unwrap();
    assert!(project.head().unwrap().contains("\"version\":1"));
    assert!(project.parts().next().unwrap().starts_with(b"LLP1"));
}

#[test]
fn a_project_file_holds_the_images() {
    let mut session = pets();
    edit(
        &mut session,
        Edit::AddRule {
            text: text("bright", 1, "brightness>200"),
        },
    );
    let options = ExportOptions {
        format: "project".into(),
        model: None,
        include: Include::All,
        threshold: 0.0,
        at: None,
        augmented: Augmented::default(),
    };
    let Reply::File(file) = session.answer(Request::Export(options.clone())).unwrap() else {
        panic!("no file");
    };
    let written = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(written.starts_with("{\"format\":\"labelloom-project\",\"version\":2,"));
    let mut reopening = Reopening::new(&file.bytes).unwrap();
    while reopening.step().is_some() {}
    let opened = reopening.into_project();
    let project = session.project().unwrap();
    assert_eq!(opened.modality(), Modality::Image);
    for record in 0..4 {
        assert_eq!(opened.corpus().image(record), project.corpus().image(record));
        assert_eq!(
            opened.corpus().images().unwrap().original(record),
            project.corpus().images().unwrap().original(record)
        );
    }
    assert_eq!(opened.document().graph, project.document().graph);
    let broken = written.replacen("\"pixels\":\"", "\"pixels\":\"AAAA", 1);
    let error = Reopening::new(broken.as_bytes()).unwrap_err().to_string();
    assert!(
        error.contains("4 × 2 pixels has 27 bytes instead of 24"),
        "{error}"
    );
    let error =
        Reopening::new(written.replacen("\"pixels\":\"", "\"pixels\":\"!", 1).as_bytes()).unwrap_err();
    assert!(error.to_string().contains("no base64"), "{error}");
    let jsonl = ExportOptions {
        format: "jsonl".into(),
        ..options
    };
    let Reply::File(file) = session.answer(Request::Export(jsonl)).unwrap() else {
        panic!("no file");
    };
    let line = String::from_utf8(file.bytes).unwrap();
    assert!(
        line.starts_with(
            "{\"id\":\"cats/black cat.png\",\"name\":\"black cat.png\",\"fields\":{\"brightness\":3.0,"
        ),
        "{line}"
    );
    assert!(!line.contains("pixels"));
}

#[test]
fn numbers_of_images_are_offered_while_a_query_is_written() {
    let mut session = pets();
    let mut offers = |query: &str| -> Vec<String> {
        let asked = Completing {
            query: query.into(),
            cursor: u32::try_from(query.len()).unwrap(),
            label: LabelId(0),
            against: false,
        };
        let Reply::Complete(view) = session.answer(Request::Complete(asked)).unwrap() else {
            panic!("no completions");
        };
        view.offers.into_iter().map(|offer| offer.shown).collect()
    };
    assert!(
        offers("brigh").contains(&"brightness>".to_owned()),
        "{:?}",
        offers("brigh")
    );
    assert!(
        offers("yel").contains(&"yellow".to_owned()),
        "{:?}",
        offers("yel")
    );
    let column = "hue".to_owned();
    let Reply::Column(hues) = session.answer(Request::Column { column }).unwrap() else {
        panic!("no column");
    };
    let values: Vec<(&str, u32)> = hues
        .values
        .iter()
        .map(|value| (value.value.as_str(), value.count))
        .collect();
    assert_eq!((values, hues.empty), (vec![("0", 1), ("60", 1)], 2));
}
