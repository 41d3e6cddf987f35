use super::*;
use crate::formats::import::{Importer, MappedRow, RecordSink};
use crate::formats::preview::preview;
use crate::formats::report::ReadReport;
use crate::formats::{Cell, Place};
use crate::images::cifar::RECORD;
use crate::images::{Channels, Image, Size, StoredImage, pack};

/// Id, name, label, fields and image.
type Record = (Option<String>, String, Option<String>, Vec<String>, StoredImage);

#[derive(Default)]
struct Taken {
    names: Vec<String>,
    records: Vec<Record>,
    places: Vec<Place>,
}

impl RecordSink for Taken {
    fn field_names(&mut self, names: &[String]) {
        self.names = names.to_vec();
    }

    fn record(&mut self, row: MappedRow<'_>) {
        let field = |cell: &Cell<'_>| cell.text().unwrap_or("–").to_owned();
        self.places.push(row.place);
        self.records.push((
            row.id.map(str::to_owned),
            row.text.to_owned(),
            row.gold.map(str::to_owned),
            row.fields.iter().map(field).collect(),
            row.image.unwrap().clone(),
        ));
    }
}

fn import(name: &str, bytes: &[u8], chunk: usize) -> (Taken, ReadReport) {
    let head = preview(name, bytes, true, None).unwrap();
    let mut importer = Importer::new(&head.options, &head.mapping).unwrap();
    let mut taken = Taken::default();
    bytes
        .chunks(chunk)
        .for_each(|chunk| importer.push(chunk, &mut taken).unwrap());
    let report = importer.finish(&mut taken).unwrap();
    (taken, report)
}

fn folder() -> Vec<u8> {
    let mut bytes = Vec::new();
    pack::begin(&mut bytes);
    let red = Image::new(Size::new(2, 1), Channels::Rgb, vec![255, 0, 0, 255, 0, 0]).unwrap();
    let grey = Image::new(Size::new(1, 1), Channels::Grey, vec![64]).unwrap();
    pack::put(&mut bytes, "cats/old cat.png", "cats", Size::new(400, 200), &red).unwrap();
    pack::put_refused(&mut bytes, "cats/b.png", "The PNG image is cut.").unwrap();
    pack::put(&mut bytes, "c.webp", "", Size::new(1, 1), &grey).unwrap();
    bytes
}

/// Two records of CIFAR-10, a bird and a truck.
fn batch() -> Vec<u8> {
    let mut bytes = vec![7; 2 * RECORD];
    (bytes[0], bytes[RECORD]) = (2, 9);
    bytes
}

#[test]
fn readers_describe_themselves() {
    for (place, kind) in PICTURE_READERS.iter().enumerate() {
        let before = &PICTURE_READERS[..place];
        assert!(before.iter().all(|other| other.name() != kind.name()));
        assert!(super::super::reader(kind.name()).is_none(), "{}", kind.name());
        assert!(!kind.title().is_empty() && kind.sentence().ends_with('.'));
        assert!(kind.recognise("text.csv", b"text\na\n", true).is_none());
    }
}

#[test]
fn a_folder_becomes_records_with_pixels_and_numbers() {
    let (taken, report) = import("cats", &folder(), 11);
    assert_eq!((report.rows_accepted, report.rows_bad), (2, 1));
    assert_eq!(report.bad[0].excerpt, "cats/b.png");
    assert_eq!(
        report.bad[0].reason,
        "cats/b.png: The PNG image is cut. Set aside."
    );
    let (id, name, gold, fields, stored) = &taken.records[0];
    assert_eq!(id.as_deref(), Some("cats/old cat.png"));
    assert_eq!((name.as_str(), gold.as_deref()), ("old cat.png", Some("cats")));
    assert_eq!(stored.image.bytes(), [255, 0, 0, 255, 0, 0]);
    assert_eq!(taken.names[..3], ["brightness", "contrast", "hue"]);
    assert_eq!(fields[..3], ["76.0", "0.0", "0"]);
    assert_eq!(fields[5..], ["400", "200", "2.000"]);
    let (_, name, gold, fields, _) = &taken.records[1];
    assert_eq!(
        (name.as_str(), gold.as_deref(), fields[2].as_str()),
        ("c.webp", None, "–")
    );
    assert_eq!(taken.places[1].row, 3);
}

#[test]
fn a_batch_is_known_by_its_ending_and_its_classes() {
    let (taken, report) = import("test_batch.bin", &batch(), 1000);
    assert_eq!((report.rows_accepted, report.rows_bad), (2, 0));
    let (id, name, gold, _, stored) = &taken.records[1];
    assert_eq!(
        (id, name.as_str(), gold.as_deref()),
        (&None, "image 2", Some("truck"))
    );
    assert_eq!(stored.image.size(), Size::new(32, 32));
    let seen = preview("test_batch.bin", &batch(), true, None).unwrap();
    assert!(seen.said[0].contains("airplane … truck"), "{:?}", seen.said);
    assert!(preview("data.bin", &[7; 100], true, None).is_err());
    assert!(preview("data.bin", &[14; RECORD], true, None).is_err());
}

#[test]
fn a_cut_batch_gives_its_whole_records_and_tells_of_the_rest() {
    let whole = batch().repeat(6);
    let (taken, report) = import("a.bin", &whole[..whole.len() - 5], 4096);
    assert_eq!((taken.records.len(), report.rows_bad), (11, 1));
    assert!(
        report.bad[0].reason.contains("inside record 12"),
        "{}",
        report.bad[0].reason
    );
    let mut broken = whole;
    broken[4 * RECORD] = 77;
    let head = preview("a.bin", &batch(), true, None).unwrap();
    let mut importer = Importer::new(&head.options, &head.mapping).unwrap();
    let mut taken = Taken::default();
    importer.push(&broken, &mut taken).unwrap();
    let report = importer.finish(&mut taken).unwrap();
    assert_eq!((taken.records.len(), report.rows_bad), (4, 1));
    assert!(report.bad[0].reason.ends_with("Nothing is read from there on."));
}

#[test]
fn a_pack_that_breaks_tells_where() {
    let mut broken = folder();
    broken.extend([0xFF; 9]);
    let (taken, report) = import("cats", &broken, 7);
    assert_eq!((taken.records.len(), report.rows_bad), (2, 2));
    assert!(
        report.bad[1].reason.starts_with("Image 4 at byte"),
        "{}",
        report.bad[1].reason
    );
    let mut nothing = Vec::new();
    pack::begin(&mut nothing);
    let error = preview("cats", &nothing, true, None).unwrap_err();
    assert!(error.what.contains("no records"), "{}", error.what);
}

#[test]
fn a_preview_shows_the_images_and_no_column_that_is_always_empty() {
    let seen = preview("folder", &folder(), true, None).unwrap();
    assert_eq!((seen.rows.len(), seen.pictures.len()), (2, 2));
    assert_eq!(
        (seen.pictures[0].width, seen.pictures[0].rgba()),
        (2, vec![255, 0, 0, 255, 255, 0, 0, 255])
    );
    assert_eq!(seen.columns[0].name, PATH);
    let batch = preview("batch.bin", &batch(), true, None).unwrap();
    assert_eq!((batch.columns[0].name.as_str(), batch.pictures.len()), (NAME, 2));
    assert_eq!(
        (batch.pictures[0].width, batch.pictures[0].rgba().len()),
        (32, 4096)
    );
    let texts = preview("a.csv", b"text\none\ntwo\n", true, None).unwrap();
    assert!(texts.pictures.is_empty());
}
