//! A search for the policy of variants that helps, as the page asks for it: `cargo bench -p labelloom-engine --profile native
//! --bench augment_search`. The sample comments with their rules; where `../shared/data` is beside the repository, short
//! messages too, and digits as images of 8 × 8. The longest step is how long a keystroke could have to wait for it. One
//! thread; times are the processor's, where the system tells them.

#[path = "support/asking.rs"]
mod asking;
#[path = "support/clock.rs"]
mod clock;
#[path = "support/steps.rs"]
mod steps;

use std::path::PathBuf;

use labelloom_engine::formats::preview::preview;
use labelloom_engine::images::{Channels, Image, Size, pack};
use labelloom_engine::session::Session;
use labelloom_engine::session::augment::{AugmentAsk, AugmentReply};
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;

const COMMENTS: &str = include_str!("../samples/comments.csv");

/// As on the page and the command line.
const TRAININGS: u32 = 600;
const TRIES: u32 = 6;

fn main() {
    println!(
        "{:<10} {:<32} {:>9} {:>6} {:>12}  what came of it",
        "records", "what", "ms", "steps", "longest, ms"
    );
    search("comments", opened("comments.csv", COMMENTS.as_bytes()));
    for (what, name, file) in [
        (
            "short messages",
            "sms_spam/sms.tsv",
            messages as fn(&str) -> Vec<u8>,
        ),
        ("digits as images", "digits/digits_8x8.csv", digits),
    ] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../shared/data")
            .join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => search(what, opened(what, &file(&text))),
            Err(error) => println!("skipped: {}: {error}", path.display()),
        }
    }
}

fn search(what: &str, mut session: Session) {
    let ask = AugmentAsk::Search {
        choice: None,
        trainings: TRAININGS,
        seeds: TRIES,
    };
    let request = Request::augment(&ask).expect("a question");
    let records = session.project().map_or(0, |project| project.corpus().len());
    asking::ask(&mut session, records, what, request, |reply| {
        let Reply::Augment(reply) = reply else {
            return String::new();
        };
        match reply.open() {
            Ok(AugmentReply::Search(view)) => view.verdict,
            _ => String::new(),
        }
    });
}

/// A project of a file, its columns guessed.
fn opened(name: &str, file: &[u8]) -> Session {
    let head = preview(name, file, true, None).expect("a preview");
    let plan = ImportPlan {
        source_name: name.into(),
        project_name: name.into(),
        options: head.options,
        mapping: head.mapping,
        labels: None,
    };
    let mut run = ImportRun::new(plan).expect("a plan");
    file.chunks(1 << 20)
        .for_each(|chunk| run.push(chunk).expect("rows"));
    let mut session = Session::new();
    session.open(run.into_project().expect("a project"));
    session
}

/// Lines of label and text, with a head.
fn messages(text: &str) -> Vec<u8> {
    format!("label\ttext\n{text}").into_bytes()
}

/// Rows of 64 greys in 16 steps and a digit.
fn digits(text: &str) -> Vec<u8> {
    let mut file = Vec::new();
    pack::begin(&mut file);
    let size = Size::new(8, 8);
    for (at, line) in text.lines().skip(1).enumerate() {
        let (pixels, label) = line.rsplit_once(',').expect("a digit");
        let grey = |number: &str| number.parse::<u8>().expect("a grey") * 15;
        let image =
            Image::new(size, Channels::Grey, pixels.split(',').map(grey).collect()).expect("an image");
        pack::put(&mut file, &format!("{label}/{at}.png"), label, size, &image).expect("a pack");
    }
    file
}
