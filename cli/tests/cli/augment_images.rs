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
        (&"test_batch-1~1".into(), &"truck".into())
    );
    let inverted = labelloom_images::decode(&files.read("out/test_batch-0~1.png")).unwrap();
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
