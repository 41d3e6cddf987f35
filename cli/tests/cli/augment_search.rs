//! `augment --search`: a policy is found on planted data and written, or it is said that none helps.

use std::fmt::Write as _;

use labelloom_engine::images::{Channels, Image, Size};
use labelloom_engine::rng::Rng;
use serde_json::Value;

use super::support::Files;

/// Rules of which one loses its label to whatever deletes words.
const MARKS: &str = r#"{"version":1,"labels":["HAM","SPAM"],"rules":[
{"name":"mi","label":"HAM","query":"mi -nul"},
{"name":"nul mi","label":"SPAM","query":"\"nul mi\""}
]}
"#;

/// A word that no thesaurus has, of a family of so many that mean the same.
fn word(family: &str, number: usize) -> String {
    let syllable = |at: usize| ["ka", "ri", "mo", "tu", "ve", "sli", "gro"][at % 7];
    format!("{family}{}{}", syllable(number / 7), syllable(number))
}

/// Records that hold a word of their label's family among words that say nothing.
fn data(words: usize) -> String {
    let mut rng = Rng::new(7);
    let mut drawn = |bound: usize| usize::try_from(rng.below(bound as u64)).unwrap();
    let mut data = "id,text,label,split\n".to_owned();
    for at in 0..320_usize {
        let is_spam = at % 3 != 0;
        let (family, label) = if is_spam { ("zor", "SPAM") } else { ("pel", "HAM") };
        let mark = match ((at / 3).is_multiple_of(2), is_spam) {
            (true, true) => " nul mi",
            (true, false) => " mi",
            (false, _) => "",
        };
        let mut filling = || word("fu", drawn(12));
        let (one, two, three) = (filling(), filling(), filling());
        let own = word(family, drawn(words));
        let split = if at < 80 { "dev" } else { "test" };
        writeln!(data, "{at},{one} {own} {two}{mark} {three},{label},{split}").unwrap();
    }
    data
}

fn files(test: &str, words: usize) -> Files {
    let files = Files::new(test);
    files.write("data.csv", &data(words));
    files.write("rules.json", MARKS);
    files
}

/// The same as a project, in which every word of a family may stand for every other.
fn with_synonyms(files: &Files, words: usize) {
    let run = files.run("export data.csv --rules rules.json --format project -o p.labelloom.json");
    assert_eq!(run.status, 0, "{}", run.err);
    let mut project: Value = serde_json::from_slice(&files.read("p.labelloom.json")).unwrap();
    let mut synonyms = serde_json::Map::new();
    for family in ["zor", "pel"] {
        for one in 0..words {
            let others = (0..words).filter(|other| *other != one);
            let others: Vec<String> = others.map(|other| word(family, other)).collect();
            synonyms.insert(word(family, one), others.into());
        }
    }
    project["augment"] = serde_json::json!({"synonyms": synonyms});
    files.write("p.labelloom.json", &project.to_string());
}

#[test]
fn where_nothing_helps_there_is_no_policy() {
    let files = files("augment_search_none", 1);
    let run = files.run("augment data.csv --search --rules rules.json --trainings 100 --tries 2 --json");
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.err.contains("None helps here"), "{}", run.err);
    assert!(run.err.contains("flips too many labels"), "{}", run.err);
    let view: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(view["proposal"], Value::Null);
    assert!(view["trainings"].as_u64().unwrap() <= 100);
    let again = files.run("augment data.csv --search --rules rules.json --trainings 100 --tries 2 --json");
    assert_eq!(again.out, run.out);
}

#[test]
fn what_is_found_is_a_policy_file() {
    let files = files("augment_search", 40);
    with_synonyms(&files, 40);
    let run = files.run("augment p.labelloom.json --search --trainings 300 --tries 4 --seed 3 -o found.json");
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains(" helps here: +"), "{}", run.err);
    let policy: Value = serde_json::from_slice(&files.read("found.json")).unwrap();
    let operations = policy["operations"].as_array().unwrap();
    assert!(
        operations.iter().any(|operation| operation["name"] == "synonym"),
        "{operations:?}"
    );
    let made = files.run("augment p.labelloom.json --policy found.json --seed 3");
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.out.lines().count() > 320, "{}", made.err);
}

#[test]
fn searches_that_mean_nothing_are_refused() {
    let files = Files::new("augment_search_refused");
    for (arguments, status, said) in [
        ("augment data.csv", 2, "--policy <POLICY.JSON>"),
        (
            "augment data.csv --search --policy p.json",
            2,
            "cannot be used with",
        ),
        (
            "augment data.csv --search --trainings 5",
            2,
            "5 is not in 100..=10000",
        ),
        (
            "augment data.csv --policy p.json --tries 5",
            2,
            "cannot be used with",
        ),
        ("augment data.csv --search", 1, "too few to choose a policy by"),
    ] {
        let run = files.run(arguments);
        assert_eq!(
            (run.status, run.out.as_str()),
            (status, ""),
            "{arguments}: {}",
            run.err
        );
        assert!(run.err.contains(said), "{arguments}: {}", run.err);
    }
}

/// Bright and dark images, each in the folder of its label.
#[test]
fn policies_for_images_are_searched_too() {
    let files = Files::new("augment_search_images");
    for at in 0..72_u8 {
        let (label, ground) = if at.is_multiple_of(2) {
            ("day", 190)
        } else {
            ("night", 40)
        };
        let pixels = (0..64_u8).flat_map(|place| [ground + at / 2, ground, place / 2 + at / 4]);
        let image = Image::new(Size::new(8, 8), Channels::Rgb, pixels.collect()).unwrap();
        let png = labelloom_images::encode_png(&image).unwrap();
        files.write_bytes(&format!("in/{label}/{at}.png"), &png);
    }
    let run = files.run("augment in --search --trainings 100 --tries 2 --json");
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.err.contains("None helps here"), "{}", run.err);
    assert!(run.err.contains("Nobody judges yet"), "{}", run.err);
    let view: Value = serde_json::from_str(&run.out).unwrap();
    let policies: Vec<&str> = view["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["policy"].as_str().unwrap())
        .collect();
    assert!(
        policies.contains(&"cifar10") && policies.contains(&"apply-one"),
        "{policies:?}"
    );
}
