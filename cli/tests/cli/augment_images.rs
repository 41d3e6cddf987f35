//! `augment` of images: a folder, a batch of CIFAR-10, and files that can't be read.

use labelloom_engine::images::{Channels, Image, Size};
use serde_json::Value;

use super::support::Files;

fn picture(shade: u8) -> Image {
    let bytes = (0..300)
        .map(|at| u8::try_from(at % 256).unwrap() ^ shade)
        .collect();
    Image::new(Size::new(10, 10), Channels::Rgb, bytes).unwrap()
}

/// A folder of two labels, each an image, and one image without a label.
fn folder(test: &str, policy: &str) -> Files {
    let files = Files::new(test);
    for (name, shade) in [("in/cat/1.png", 0), ("in/dog/1.png", 99), ("in/plain.PNG", 200)] {
        files.write_bytes(name, &labelloom_images::encode_png(&picture(shade)).unwrap());
    }
    files.write("policy.json", policy);
    files
}

fn lines(files: &Files, name: &str) -> Vec<Value> {
    let text = String::from_utf8(files.read(name)).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_folder_becomes_a_folder_of_variants() {
    let policy = r#"{"version": 1, "policy": "cifar10", "copies": 3, "keep_original": true, "blocks": {"dog": ["mirror"]}}"#;
    let files = folder("augment_images_folder", policy);
    let run = files.run("augment in --policy policy.json --seed 7 -o out");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("of 3 images"), "{}", run.err);
    let all = lines(&files, "out/variants.jsonl");
    assert_eq!(
        all[0],
        serde_json::json!({"id": "cat/1.png~0", "parent": "cat/1.png", "image": "cat/1.png~0.png", "label": "cat",
                           "operations": [], "seed": 7, "copy": 0})
    );
    for line in &all {
        let file = format!("out/{}", line["image"].as_str().unwrap());
        let image = labelloom_images::decode(&files.read(&file)).unwrap();
        assert_eq!(image.size(), Size::new(10, 10));
        let mirrors = line["operations"]
            .as_array()
            .unwrap()
            .iter()
            .any(|step| step["name"] == "mirror");
        assert!(!mirrors || line["label"] == "cat", "{line}");
    }
    assert!(
        all.iter()
            .any(|line| line["parent"] == "plain.PNG" && line.get("label").is_none())
    );
    let before = files.read("out/variants.jsonl");
    let picture = files.read("out/cat/1.png~2.png");
    assert_eq!(
        files
            .run("augment in --policy policy.json --seed 7 -o again")
            .status,
        0
    );
    assert_eq!(
        (before, picture),
        (
            files.read("again/variants.jsonl"),
            files.read("again/cat/1.png~2.png")
        )
    );
    assert_eq!(
        files
            .run("augment in --policy policy.json --seed 8 -o other")
            .status,
        0
    );
    assert_ne!(
        lines(&files, "out/variants.jsonl"),
        lines(&files, "other/variants.jsonl")
    );
}

#[test]
fn mixed_images_say_their_shares() {
    let policy = r#"{"version": 1, "policy": "chosen", "operations": [{"name": "mixup"}]}"#;
    let files = folder("augment_images_mixed", policy);
    let run = files.run("augment in --policy policy.json -o out");
    assert_eq!(run.status, 0, "{}", run.err);
    for line in lines(&files, "out/variants.jsonl") {
        let shares = line["shares"].as_array().unwrap();
        let sum: f64 = shares.iter().map(|share| share["share"].as_f64().unwrap()).sum();
        assert!(
            shares.len() == 2 && (sum - 1.0).abs() < 1e-12 && shares[0]["id"] == line["parent"],
            "{line}"
        );
    }
}

#[test]
fn images_of_several_sizes_are_mixed() {
    let policy = r#"{"version": 1, "policy": "chosen", "copies": 4, "operations": [{"name": "cutmix"}]}"#;
    let files = folder("augment_images_sizes", policy);
    let wide = Image::new(Size::new(14, 6), Channels::Grey, (0..84).collect()).unwrap();
    files.write_bytes("in/cat/wide.png", &labelloom_images::encode_png(&wide).unwrap());
    let run = files.run("augment in --policy policy.json --keep-unchanged -o out");
    assert_eq!(run.status, 0, "{}", run.err);
    let size = |file: &str| labelloom_images::decode(&files.read(file)).unwrap().size();
    let mut resized = 0;
    for line in lines(&files, "out/variants.jsonl") {
        let named = |key: &str| line[key].as_str().unwrap().to_owned();
        assert_eq!(
            size(&format!("out/{}", named("image"))),
            size(&format!("in/{}", named("parent")))
        );
        let partner = line["operations"][0]["partner"].as_str().unwrap();
        if let Some(from) = line["operations"][0].get("resized_from") {
            let sides = size(&format!("in/{partner}")).sides();
            assert_eq!(*from, serde_json::json!(sides));
            resized += 1;
        }
    }
    assert!(resized > 4, "{resized}");
}

#[test]
fn what_cannot_be_read_is_left_out_and_said() {
    let policy = r#"{"version": 1, "policy": "chosen", "operations": [{"name": "invert"}]}"#;
    let files = folder("augment_images_broken", policy);
    files.write_bytes(
        "in/cat/cut.png",
        &labelloom_images::encode_png(&picture(0)).unwrap()[..60],
    );
    let huge = [
        b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR",
        &40_000u32.to_be_bytes()[..],
        &40_000u32.to_be_bytes(),
    ]
    .concat();
    files.write_bytes("in/huge.png", &huge);
    let run = files.run("augment in --policy policy.json -o out");
    assert_eq!(
        (run.status, lines(&files, "out/variants.jsonl").len()),
        (0, 3),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("cut.png: The PNG image is cut or broken"),
        "{}",
        run.err
    );
    assert!(
        run.err
            .contains("huge.png: The image is 40,000 × 40,000 pixels, 1,600 million in all"),
        "{}",
        run.err
    );
    files.write_bytes("bad/huge.png", &huge);
    assert_eq!(files.run("augment bad --policy policy.json -o out").status, 1);
    assert_eq!(files.run("augment in --policy policy.json").status, 2);
}

#[test]
fn a_batch_of_cifar_is_read() {
    let policy = r#"{"version": 1, "policy": "chosen", "operations": [{"name": "invert"}]}"#;
    let files = folder("augment_images_cifar", policy);
    let record = |class: u8| [vec![class], vec![5; 3072]].concat();
    files.write_bytes("test_batch.bin", &[record(3), record(9)].concat());
    let run = files.run("augment test_batch.bin --policy policy.json -o out");
    assert_eq!(run.status, 0, "{}", run.err);
    let all = lines(&files, "out/variants.jsonl");
    assert_eq!(
        (&all[1]["id"], &all[1]["label"]),
        (&"2~1".into(), &"truck".into())
    );
    let inverted = labelloom_images::decode(&files.read("out/1~1.png")).unwrap();
    assert!(inverted.bytes().iter().all(|&byte| byte == 250));
    files.write_bytes("short.bin", &record(3)[..100]);
    let run = files.run("augment short.bin --policy policy.json -o out");
    assert_eq!(run.status, 1);
    assert!(
        run.err
            .contains("short.bin: The file ends at byte 100, inside record 1"),
        "{}",
        run.err
    );
}

/// The same folder as a project: what the page shows of variants, and what the command line makes of them.
mod beside_the_session {
    use labelloom_engine::formats::preview::preview;
    use labelloom_engine::images::{pack, rgba};
    use labelloom_engine::session::Session;
    use labelloom_engine::session::augment::{
        AugmentAsk, AugmentChoice, OperationChoice, PicturedPreview, VariantScope, VariantView,
    };
    use labelloom_engine::session::edit::Edit;
    use labelloom_engine::session::import::{ImportPlan, ImportRun};
    use labelloom_engine::session::late::Late;
    use labelloom_engine::session::reply::Reply;
    use labelloom_engine::session::request::{Augmented, ExportOptions, Include, Request, Selection};
    use serde_json::json;

    use super::*;

    fn session() -> Session {
        let mut file = Vec::new();
        pack::begin(&mut file);
        for (name, label, shade) in [
            ("plain.PNG", "", 200),
            ("dog/1.png", "dog", 99),
            ("cat/1.png", "cat", 0),
        ] {
            pack::put(&mut file, name, label, Size::new(10, 10), &picture(shade)).unwrap();
        }
        let head = preview("in", &file, true, None).unwrap();
        let plan = ImportPlan {
            source_name: "in".into(),
            project_name: "in".into(),
            options: head.options,
            mapping: head.mapping,
            labels: None,
        };
        let mut run = ImportRun::new(plan).unwrap();
        run.push(&file).unwrap();
        let mut session = Session::new();
        session.open(run.into_project().unwrap());
        session
    }

    fn choice() -> AugmentChoice {
        let operation = |name: &str, settings: Value| OperationChoice {
            name: name.to_owned(),
            settings: settings.as_object().cloned().unwrap(),
            not_for: Vec::new(),
        };
        AugmentChoice {
            policy: "chosen".to_owned(),
            operations: vec![
                operation("pad-crop", json!({"amount": 3})),
                operation("rotate", json!({"strength": 0.3, "probability": 0.5})),
                operation("mixup", json!({"probability": 0.7})),
                operation("cutmix", json!({"strength": 0.2, "probability": 0.5})),
            ],
            copies: 4,
            seed: 7,
            ..AugmentChoice::default()
        }
    }

    fn shown(session: &mut Session) -> (Vec<VariantView>, Vec<u8>) {
        let ask = AugmentAsk::Preview {
            scope: VariantScope::Selection(Selection::default()),
            count: 200,
            choice: Some(choice()),
            side: Some(10),
        };
        match session.answer(Request::augment(&ask).unwrap()).unwrap() {
            Reply::Bytes(reply) => {
                let head: PicturedPreview = reply.head().unwrap();
                (head.preview.variants, reply.bytes)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_same_policy_and_seed_give_the_same_pixels() {
        let mut session = session();
        let (variants, bytes) = shown(&mut session);
        let ask = AugmentAsk::Policy {
            choice: Some(choice()),
        };
        let Reply::File(policy) = session.answer(Request::augment(&ask).unwrap()).unwrap() else {
            panic!();
        };
        let files = folder(
            "augment_images_session",
            &String::from_utf8(policy.bytes).unwrap(),
        );
        let run = files.run("augment in --policy policy.json --seed 7 --keep-unchanged -o out");
        assert_eq!(run.status, 0, "{}", run.err);
        assert_eq!(lines(&files, "out/variants.jsonl").len(), 12);
        assert_eq!((variants.len(), bytes.len()), (12, 12 * 400));
        for (variant, bytes) in variants.iter().zip(bytes.chunks(400)) {
            let file = format!("out/{}~{}.png", variant.id, variant.made.copy);
            assert_eq!(
                rgba(&labelloom_images::decode(&files.read(&file)).unwrap()),
                bytes,
                "{file}"
            );
        }
    }

    #[test]
    fn the_variants_of_an_export_are_made_again() {
        let mut session = session();
        let (variants, bytes) = shown(&mut session);
        let made: Vec<_> = variants.iter().map(|view| view.made.clone()).collect();
        session
            .answer(Request::Edit(Edit::AcceptVariants(Late::of(&made).unwrap())))
            .unwrap();
        let options = ExportOptions {
            format: "jsonl".to_owned(),
            model: None,
            include: Include::All,
            threshold: 0.0,
            at: None,
            augmented: Augmented::AsParent,
        };
        let Reply::File(export) = session.answer(Request::Export(options)).unwrap() else {
            panic!();
        };
        let files = folder("augment_images_again", "");
        files.write_bytes("export.jsonl", &export.bytes);
        let run = files.run("augment in --variants export.jsonl -o out");
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(
            run.err.contains("12 variants") && run.err.contains("3 lines are no variants"),
            "{}",
            run.err
        );
        let mut numbers = [0; 3];
        for (variant, bytes) in variants.iter().zip(bytes.chunks(400)) {
            let number = &mut numbers[variant.made.record as usize];
            *number += 1;
            let file = format!("out/{}~{number}.png", variant.id);
            assert_eq!(
                rgba(&labelloom_images::decode(&files.read(&file)).unwrap()),
                bytes,
                "{file}"
            );
        }
        files.write(
            "bad.jsonl",
            "{\"id\":\"x~1\",\"parent\":\"x\",\"parameters\":[]}\n",
        );
        let run = files.run("augment in --variants bad.jsonl -o out");
        assert_eq!(run.status, 1);
        assert!(
            run.err.contains("bad.jsonl, line 1: The image “x” is not there"),
            "{}",
            run.err
        );
        assert_eq!(files.run("augment in -o out").status, 2);
    }
}
