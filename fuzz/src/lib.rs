//! What the fuzz targets check: no panic; cuts never change the result, and bad rows keep the file's bytes; a query
//! prints to one that reads to the same tree, and finds and marks the same; a renamed word list is followed; what a rule
//! file, a list, a policy or a project lacks is said; a policy's variants are what their changes make of their parents; an
//! image's header says a size that is read, and its variants keep it; a Parquet file gives a pack that is read without a row set
//! aside for its form.

use std::sync::{Arc, OnceLock};

use labelloom_engine::augment::image::policies::Recipe;
use labelloom_engine::augment::image::{self, Variants};
use labelloom_engine::augment::{Augmenter, Parent, PolicyFile, Resources};
use labelloom_engine::corpus::CorpusBuilder;
use labelloom_engine::formats::import::{Importer, MappedRow, RecordSink};
use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::preview::preview;
use labelloom_engine::formats::rule_file::RuleFile;
use labelloom_engine::formats::{Encoding, ReadOptions};
use labelloom_engine::images::{Channels, Header, Image, Size, StoredImage, cifar as batches, pack};
use labelloom_engine::lists::{WordList, tidy};
use labelloom_engine::rules::{Condition, Names, ReadList, ReadText, Source, lists_used, parse, rename_list};
use labelloom_engine::session::reopen::Reopening;
use labelloom_engine::text::{Accents, IndexBuilder};
use labelloom_parquet::{Bytes, Job, Refused, Wanted};

#[derive(Default)]
struct Texts(Vec<String>);

impl RecordSink for Texts {
    fn record(&mut self, row: MappedRow<'_>) {
        self.0.push(row.text.to_owned());
    }
}

/// Reads the data in one format; its first two bytes choose the options and the size of the chunks.
pub fn read(format: &str, data: &[u8]) {
    let [choice, step, file @ ..] = data else { return };
    let encodings = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252];
    let options = ReadOptions {
        encoding: encodings[usize::from(choice & 3)],
        quotes: choice & 4 != 0,
        header: choice & 8 != 0,
        ..ReadOptions::of(format, Encoding::Utf8)
    };
    let text = if options.header || !format.ends_with("sv") { "text" } else { "column 1" };
    let mapping = Mapping { text: text.to_owned(), ..Mapping::default() };
    let whole = import(file, &options, &mapping, file.len());
    assert_eq!(whole, import(file, &options, &mapping, usize::from(*step)), "cuts change the result");
}

/// Every record's text and every bad row's reason, or the error.
fn import(
    file: &[u8],
    options: &ReadOptions,
    mapping: &Mapping,
    step: usize,
) -> Result<(Vec<String>, Vec<String>), String> {
    let mut texts = Texts::default();
    let mut importer = Importer::new(options, mapping).map_err(|error| error.to_string())?;
    for chunk in file.chunks(step.max(1)) {
        importer.push(chunk, &mut texts).map_err(|error| error.to_string())?;
    }
    let report = importer.finish(&mut texts).map_err(|error| error.to_string())?;
    for bad in &report.bad {
        let from = usize::try_from(bad.byte).expect("within the file");
        assert_eq!(&file[from..from + bad.raw.len()], &bad.raw[..], "raw bytes of {bad:?}");
    }
    Ok((texts.0, report.bad.into_iter().map(|bad| bad.reason).collect()))
}

/// Sniffs the data under a name that its first byte chooses, and shows a preview.
pub fn look(data: &[u8]) {
    let [choice, head @ ..] = data else { return };
    let names = ["a.csv", "a.tsv", "a.json", "a.jsonl", "a.txt", "a"];
    let name = names[usize::from(*choice) % names.len()];
    for complete in [true, false] {
        if let Ok(seen) = preview(name, head, complete, None) {
            preview(name, head, complete, Some(&seen.options)).expect("the options that were proposed");
        }
    }
}

/// Reads a query, and what it prints to; errors have their place in it. What it finds and marks is asked of a few texts.
pub fn query(data: &[u8]) {
    let Ok(written) = std::str::from_utf8(data) else { return };
    let names = names("greetings");
    match parse(written, &names) {
        Ok(parsed) => {
            let printed = parsed.condition.print();
            let again = parse(&printed, &names).unwrap_or_else(|error| panic!("{written} → {printed}: {error}"));
            assert_eq!(again.condition.print(), printed, "{written}");
            assert_eq!(again.condition.describe(), parsed.condition.describe(), "{written}");
            assert_eq!(found(&again.condition), found(&parsed.condition), "{written}");
            follow(written, &parsed.condition);
        }
        Err(error) => {
            assert!(error.start <= error.end && error.end <= written.len(), "{error}");
            assert!(written.is_char_boundary(error.start) && written.is_char_boundary(error.end), "{error}");
            assert!(!error.what.is_empty() && !error.remedy.is_empty(), "{error}");
        }
    }
}

/// Two fields, two text columns, and two word lists, the first under this name.
fn names(first: &str) -> Names {
    let list = |name: &str, entries: &[&str]| {
        let entries = entries.iter().map(ToString::to_string).collect();
        Arc::new(WordList { name: name.to_owned(), entries })
    };
    let lists = [
        list(first, &["hi", "good morning", "hel*", "*day*", "*ing", "♥", "\"!!\""]),
        list("a-b_c", &["é", "\":-)\""]),
    ];
    Names { texts: vec!["body".into(), "title".into()], ..Names::of_fields(["lang", "Order amount"]).with_lists(&lists) }
}

/// A renamed list is followed, and nothing else in the query changes.
fn follow(written: &str, condition: &Condition) {
    let used = condition.lists();
    let uses = used.iter().any(|name| name == "greetings");
    let now = names("greetings");
    assert_eq!(lists_used(written, &now).len(), used.len(), "{written}");
    let renamed = rename_list(written, "GREETINGS", "joy", &now);
    assert_eq!(renamed.is_some(), uses, "{written}");
    if let Some(renamed) = renamed {
        let again = parse(&renamed, &names("joy")).unwrap_or_else(|error| panic!("{written} → {renamed}: {error}"));
        assert_eq!(found(&again.condition), found(condition), "{written} → {renamed}");
        let back = rename_list(&renamed, "joy", "greetings", &now).expect("it names the list");
        assert_eq!(parse(&back, &names("greetings")).expect("as before").condition.print(), condition.print(), "{written}");
    }
}

/// Texts that hold a little of what queries ask for.
const TEXTS: [&str; 8] = [
    "", "hi there", "Good  morning!! ♥", "a e\u{301} é :-) day", "我的 helping hello", "hi hi hi", "n/a 1.50", "=x @y -z /w/",
];

/// What a condition finds in the texts, whether accents count or not; marks lie on whole characters.
fn found(condition: &Condition) -> Vec<Vec<u32>> {
    let (mut corpus, mut index) = (CorpusBuilder::default(), IndexBuilder::default());
    for text in TEXTS {
        corpus.push(None, text, []);
        index.push(text);
    }
    let (corpus, mut index) = (corpus.finish(), index.finish());
    let terms = OnceLock::new();
    let mut all = Vec::new();
    for accents in [Accents::Count, Accents::Ignored] {
        index.set_accents(accents);
        let source = Source::new(&corpus, &index).with_terms(&terms);
        // Whether the records are there that it names makes no difference to whether it can be asked.
        let _ = condition.check(&source);
        all.push(condition.select(&source).iter().collect());
        for text in TEXTS {
            for mark in condition.marks(&ReadText::new(text, &index)) {
                assert!(!text[mark].is_empty());
            }
        }
    }
    all
}

/// Reads the data as the lines of a word list.
pub fn list(data: &[u8]) {
    let Ok(written) = std::str::from_utf8(data) else { return };
    let entries = tidy(written.lines()).entries;
    assert_eq!(tidy(&entries).entries, entries, "tidied twice");
    let list = Arc::new(WordList { name: "list".to_owned(), entries });
    match ReadList::new(Arc::clone(&list)) {
        Ok(_) => {
            let names = Names::default().with_lists(&[list]);
            for query in ["@list", "=@list", "near(@list, hi, 2)", "count(@list)>1", "ends(@list)"] {
                found(&parse(query, &names).expect("the list is there").condition);
            }
        }
        Err(error) => assert!(!error.what.is_empty() && !error.remedy.is_empty(), "{error}"),
    }
}

/// Reads the data as a rule file and as a saved project.
pub fn rule_file(data: &[u8]) {
    if let Err(error) = RuleFile::read(data) {
        assert!(!error.what.is_empty() && !error.remedy.is_empty());
    }
    if let Ok(mut project) = Reopening::new(data) {
        while project.step().is_some() {}
        drop(project.into_project());
    }
}

/// Reads the data as a policy file, and as the thesaurus; a policy that can be read makes variants of the data itself.
pub fn policy(data: &[u8]) {
    if let Err(error) = Resources::english(data, b"good\t+\n") {
        assert!(!error.what.is_empty() && !error.remedy.is_empty());
    }
    let mut file = match PolicyFile::read(data) {
        Ok(file) => file,
        Err(error) => return assert!(!error.what.is_empty() && !error.remedy.is_empty()),
    };
    let text = String::from_utf8_lossy(data);
    file.shape.copies = file.shape.copies.min(3);
    file.shape.length = file.shape.length.min(3);
    let english = Resources::built_in().expect("the files that came with it").counted([&*text]);
    let Ok(augmenter) = Augmenter::new(file, &english, 1) else { return };
    for variant in augmenter.variants(&Parent { id: "a", text: &text, label: None, matched: &[0..2] }) {
        assert_eq!(variant.edited.replayed(&text), variant.edited.text);
    }
}

/// Reads a batch of CIFAR-10; its first byte is the size of the chunks, in hundreds.
pub fn cifar(data: &[u8]) {
    let [step, file @ ..] = data else { return };
    let whole = batch(file, file.len());
    assert_eq!(whole, batch(file, usize::from(*step) * 100), "cuts change the result");
}

/// Every record's class and image, or the error.
fn batch(file: &[u8], step: usize) -> Result<Vec<batches::Record>, String> {
    let (mut batch, mut records) = (batches::Batch::default(), Vec::new());
    for chunk in file.chunks(step.max(1)) {
        batch.push(chunk, |record| records.push(record)).map_err(|error| error.to_string())?;
    }
    batch.finish().map_err(|error| error.to_string())?;
    Ok(records)
}

/// Imports a pack of images; its first byte is the size of the chunks. The magic stands before it, so that entries are read.
pub fn image_pack(data: &[u8]) {
    let [step, entries @ ..] = data else { return };
    let file = [&pack::MAGIC[..], entries].concat();
    let whole = packed(&file, file.len());
    assert_eq!(whole, packed(&file, usize::from(*step)), "cuts change the result");
}

/// Every image's name, label and pixels, and every reason of what was set aside; or the error.
fn packed(file: &[u8], step: usize) -> Result<(Vec<Packed>, Vec<(u64, String)>), String> {
    let options = ReadOptions::of("images", Encoding::Utf8);
    let mapping = Mapping { text: "name".to_owned(), gold: Some("label".to_owned()), ..Mapping::default() };
    let mut images = Images::default();
    let mut importer = Importer::new(&options, &mapping).map_err(|error| error.to_string())?;
    for chunk in file.chunks(step.max(1)) {
        importer.push(chunk, &mut images).map_err(|error| error.to_string())?;
    }
    let report = importer.finish(&mut images).map_err(|error| error.to_string())?;
    Ok((images.0, report.bad.into_iter().map(|bad| (bad.byte, bad.reason)).collect()))
}

type Packed = (String, Option<String>, StoredImage);

#[derive(Default)]
struct Images(Vec<Packed>);

impl RecordSink for Images {
    fn record(&mut self, row: MappedRow<'_>) {
        let image = row.image.expect("a row of a pack is an image").clone();
        assert!(image.image.size().check().is_ok() && image.original.pixels() > 0);
        self.0.push((row.text.to_owned(), row.gold.map(str::to_owned), image));
    }
}

/// Reads the header of an image file.
pub fn image_header(data: &[u8]) {
    match Header::read(data) {
        Ok(header) => assert!(header.size.check().is_ok()),
        Err(error) => assert!(!error.what.is_empty() && !error.remedy.is_empty()),
    }
}

/// Reads a policy for images and makes variants of a small one.
pub fn image_policy(data: &[u8]) {
    let mut recipe = match Recipe::read(data) {
        Ok(recipe) => recipe,
        Err(error) => return assert!(!error.what.is_empty() && !error.remedy.is_empty()),
    };
    recipe.copies = recipe.copies.min(3);
    recipe.length = recipe.length.min(3);
    recipe.count = recipe.count.min(3);
    let image = Image::new(Size::new(3, 2), Channels::Rgb, (0..18).collect()).expect("an image");
    let [one, other] = ["a", "b"].map(|id| image::Parent { id, label: None, image: &image });
    let variants = Variants::new(&recipe, 1).of(&one, &[one, other]).expect("a partner is there");
    assert!(variants.iter().all(|variant| variant.image.size() == image.size()));
}

/// Reads a Parquet file; its first byte chooses what is made of it. Files of `tests/parquet` are a good corpus to begin with, a
/// byte before each.
pub fn parquet(data: &[u8]) {
    let [choice, file @ ..] = data else { return };
    let wanted = [Wanted::Preview, Wanted::Table, Wanted::Numbers(None)][usize::from(*choice % 3)].clone();
    match made(file, &wanted) {
        Ok(pack) if wanted != Wanted::Numbers(None) => look_at_pack(&pack),
        Ok(_) => {}
        Err(refused) => assert!(!refused.what.is_empty() && !refused.remedy.is_empty()),
    }
}

/// As far as it goes: rows without end are cut off.
fn made(file: &[u8], wanted: &Wanted) -> Result<Vec<u8>, Refused> {
    let (mut job, mut out) = Job::new(Box::new(Bytes(file.to_vec())), wanted)?;
    while out.len() < 64 << 20 && job.step(&mut out)?.is_some() {}
    Ok(out)
}

fn look_at_pack(pack: &[u8]) {
    if let Ok(seen) = preview("a.parquet", pack, false, None) {
        let is_of_form = |reason: &str| !reason.starts_with("The table can't be read");
        assert!(seen.bad.iter().all(|bad| is_of_form(&bad.reason)), "{:?}", seen.bad);
    }
}
