//! Previews of a project of drawn images, each with a strength of its own, and their pixels.

use labelloom_engine::formats::preview::preview;
use labelloom_engine::ids::LabelId;
use labelloom_engine::images::{Channels, Image, Size, pack};
use labelloom_engine::rng::Rng;
use labelloom_engine::session::Session;
use labelloom_engine::session::augment::{
    AugmentAsk, AugmentChoice, OperationChoice, PicturedPreview, VariantScope,
};
use labelloom_engine::session::edit::{Edit, RuleText};
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::{Request, Selection};
use serde_json::json;

use super::clock::now_ms;

/// Variants of a preview.
const VARIANTS: u32 = 50;

/// Settings that are tried.
const SETTINGS: u32 = 40;

/// Small images as of CIFAR-10, and images as a project keeps them at most as a rule.
pub(super) fn previews() {
    println!(
        "{:<44} {:>9} {:>9}",
        "50 variants judged, with pixels, ms", "median", "most"
    );
    for (images, side) in [(5_000, 32), (2_000, 128)] {
        let mut session = project(images, side);
        for operations in [&["rotate"][..], &["pad-crop", "mirror", "brightness"], &["mixup"]] {
            let mut times: Vec<f64> = (1..=SETTINGS)
                .map(|setting| {
                    let begin = now_ms();
                    ask(&mut session, operations, setting, side);
                    now_ms() - begin
                })
                .collect();
            times.sort_by(f64::total_cmp);
            let what = format!("{images} of {side} × {side}, {}", operations.join(" + "));
            println!(
                "{what:<44} {:>9.1} {:>9.1}",
                times[times.len() / 2],
                times[times.len() - 1]
            );
        }
    }
}

/// Images of two shades with noise, two labels and a rule for each.
fn project(images: u32, side: u32) -> Session {
    let mut rng = Rng::new(1);
    let mut file = Vec::new();
    pack::begin(&mut file);
    let size = Size::new(side, side);
    for at in 0..images {
        let shade = if at % 2 == 0 { 160 } else { 40 };
        let bytes =
            (0..size.width() * size.height() * 3).map(|_| shade + u8::try_from(rng.below(60)).unwrap_or(0));
        let image = Image::new(size, Channels::Rgb, bytes.collect()).expect("an image");
        let label = if at % 2 == 0 { "day" } else { "night" };
        pack::put(&mut file, &format!("{label}/{at}.png"), label, size, &image).expect("a pack");
    }
    let head = preview("drawn", &file, true, None).expect("a preview");
    let plan = ImportPlan {
        source_name: "drawn".into(),
        project_name: "drawn".into(),
        options: head.options,
        mapping: head.mapping,
        labels: None,
    };
    let mut run = ImportRun::new(plan).expect("an import");
    run.push(&file).expect("images");
    let mut session = Session::new();
    session.open(run.into_project().expect("a project"));
    for (label, query) in [(0, "brightness>=130"), (1, "brightness<90")] {
        let text = RuleText {
            name: query.into(),
            label: LabelId(label),
            query: query.into(),
            ..RuleText::default()
        };
        session
            .answer(Request::Edit(Edit::AddRule { text }))
            .expect("a rule");
    }
    session
}

fn ask(session: &mut Session, operations: &[&str], setting: u32, side: u32) {
    let operation = |name: &&str| OperationChoice {
        settings: json!({"probability": 1.0 - f64::from(setting) / 1000.0})
            .as_object()
            .cloned()
            .unwrap_or_default(),
        ..OperationChoice::of(name)
    };
    let choice = Some(AugmentChoice {
        policy: "chosen".to_owned(),
        operations: operations.iter().map(operation).collect(),
        ..AugmentChoice::default()
    });
    let ask = AugmentAsk::Preview {
        scope: VariantScope::Selection(Selection::default()),
        count: VARIANTS,
        choice,
        side: Some(side),
    };
    let asked = Request::augment(&ask).expect("a question");
    let Reply::Bytes(reply) = session.answer(asked).expect("variants with pixels") else {
        panic!("another answer");
    };
    let head: PicturedPreview = reply.head().expect("a preview");
    assert_eq!(head.preview.variants.len(), VARIANTS as usize);
    assert_eq!(reply.bytes.len() as u64, u64::from(VARIANTS * side * side * 4));
}
