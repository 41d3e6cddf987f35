//! Folders of images and batches of CIFAR-10 as DATA: labeled by rules, compared, and carried along a graph.

use labelloom_engine::images::{Channels, Image, Size};
use serde_json::Value;

use super::support::Files;

/// Stripes that stand or lie, of a brightness.
fn stripes(stand: bool, bright: u8) -> Image {
    let pixel = |at: usize| {
        let place = if stand { at % 40 } else { at / 40 };
        if place % 10 < 5 { bright } else { 20 }
    };
    Image::new(Size::new(40, 30), Channels::Grey, (0..1200).map(pixel).collect()).unwrap()
}

/// Six images in two folders and two beside them, one file that is no image, and one that belies its ending.
fn folder(test: &str) -> Files {
    let files = Files::new(test);
    for at in 0..3u8 {
        for (name, stand) in [("stand", true), ("lie", false)] {
            let png = labelloom_images::encode_png(&stripes(stand, 150 + 40 * at)).unwrap();
            files.write_bytes(&format!("in/{name}/{name} {at}.png"), &png);
        }
    }
    for (name, stand) in [("in/x.png", true), ("in/y.png", false)] {
        files.write_bytes(name, &labelloom_images::encode_png(&stripes(stand, 200)).unwrap());
    }
    files.write_bytes("in/broken.jpg", b"\xFF\xD8\xFF no more");
    files.write_bytes("in/notes.txt", b"notes");
    files.write(
        "bright.json",
        r#"{"version":1,"labels":["lie","stand"],"rules":[
        {"name":"bright","label":"stand","query":"brightness>120"},
        {"name":"named","label":"lie","query":"lie"}]}"#,
    );
    files
}

#[test]
fn a_folder_is_data_like_any_other() {
    let files = folder("images_export");
    let run = files.run("export in --rules bright.json --format jsonl");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.err.contains("1 file is no PNG, JPEG or WebP by the name"),
        "{}",
        run.err
    );
    assert!(run.err.contains("8 records, 1 rows set aside"), "{}", run.err);
    assert!(
        run.err.contains("broken.jpg: The JPEG image is cut or broken"),
        "{}",
        run.err
    );
    let lines: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 8);
    assert_eq!(
        (&lines[0]["id"], &lines[0]["name"]),
        (&"lie/lie 0.png".into(), &"lie 0.png".into())
    );
    assert_eq!(
        (&lines[0]["gold"], &lines[0]["fields"]["width"]),
        (&"lie".into(), &40.into())
    );
    assert_eq!(lines[0]["votes"][0]["label"], "lie");
    assert!(lines[7].get("pixels").is_none() && lines[7]["gold"].is_null());
    let smaller = files.run("export in --rules bright.json --format jsonl --image-side 32");
    assert_eq!(smaller.status, 0, "{}", smaller.err);
    let line: Value = serde_json::from_str(smaller.out.lines().next().unwrap()).unwrap();
    assert_eq!(line["fields"]["width"], 40, "of the original");
    assert_eq!(
        files
            .run("export in --rules bright.json --format jsonl --image-side 8")
            .status,
        2
    );
}

#[test]
fn graphs_and_labels_are_of_what_images_look_like() {
    let files = folder("images_graph");
    let near = files.run("graph in -k 1");
    assert_eq!(near.status, 0, "{}", near.err);
    let of_x = near.out.lines().find(|line| line.starts_with("6,")).unwrap();
    assert!(
        ["3", "4", "5"].contains(&of_x.split(',').nth(1).unwrap()),
        "x stands: {}",
        near.out
    );
    let spread = files.run("propagate in --method poisson -k 3");
    assert_eq!(spread.status, 0, "{}", spread.err);
    let last = spread.out.lines().nth(8).unwrap();
    let first: f64 = last.split(',').next().unwrap().parse().unwrap();
    assert!(first > 0.5, "y lies: {}", spread.out);
    let edges = files.run("graph in -k 1 --features image-edges");
    assert_eq!(edges.status, 0, "{}", edges.err);
    let columns = files.run("graph in -k 1 --features brightness contrast");
    assert_eq!(columns.status, 0, "{}", columns.err);
    let words = files.run("graph in -k 1 --features tfidf");
    assert_eq!(words.status, 1);
    assert!(
        words.err.contains("are of texts, and the records are images"),
        "{}",
        words.err
    );
    let none = files.run("graph data.csv --features image");
    assert!(
        none.err.contains("are of images, and the records are texts"),
        "{}",
        none.err
    );
}

#[test]
fn a_project_of_images_is_written_and_read() {
    let files = folder("images_project");
    let saved = files.run("export in --rules bright.json --format project -o saved.json");
    assert_eq!(saved.status, 0, "{}", saved.err);
    let from_file = files.run("graph saved.json -k 2");
    let from_folder = files.run("graph in -k 2");
    assert_eq!((from_file.status, from_file.out), (0, from_folder.out));
    let checked = files.run("rules check bright.json in");
    assert_eq!(checked.status, 0, "{}", checked.err);
}

#[test]
fn a_batch_of_cifar_is_data() {
    let files = Files::new("images_cifar");
    let batch: Vec<u8> = (0..6u8)
        .flat_map(|at| {
            let pixels = stripes(at % 2 == 0, 100 + 20 * at);
            let row = |y: usize| pixels.rows().nth(y % 30).unwrap()[..32].to_vec();
            let plane: Vec<u8> = (0..32).flat_map(row).collect();
            [vec![at % 2], plane.repeat(3)].concat()
        })
        .collect();
    files.write_bytes("test_batch.bin", &batch);
    let run = files.run("propagate test_batch.bin --method poisson -k 2");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("read as cifar-10"), "{}", run.err);
    assert!(run.out.starts_with("airplane,automobile"), "{}", run.out);
    let twice = batch.repeat(2);
    files.write_bytes("cut.bin", &twice[..twice.len() - 1]);
    let cut = files.run("graph cut.bin -k 1");
    assert!(cut.err.contains("1 rows set aside"), "{}", cut.err);
    let empty = files.run("graph missing_folder -k 1");
    assert_eq!(empty.status, 1);
}
