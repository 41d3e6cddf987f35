//! Variants of texts: `cargo bench -p labelloom-engine --profile native --bench augment_text`. Four copies of each of the
//! 973 sample texts by each operation alone, at strength 0.1, with all that a policy does: sequence, words, locks, marked
//! changes. Prints the operation's name and variants a second of the processor's time, the best of several rounds; `eda` is
//! EDA's four operations in turn. `xtask/peers/augment_text.py` sets it beside nlpaug and EDA in Python.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/samples.rs"]
mod samples;

use clock::now_ms;
use labelloom_engine::augment::text::OPERATIONS;
use labelloom_engine::augment::{Augmenter, Parent, PolicyFile, Resources};

const ROUNDS: u32 = 5;

/// The clock goes in steps of some milliseconds: a round takes the texts so often.
const PASSES: usize = 25;

fn main() {
    let texts = samples::texts();
    let words: usize = texts
        .iter()
        .map(|text| text.split_ascii_whitespace().count())
        .sum();
    eprintln!("{} texts, {words} words, four copies each", texts.len());
    let resources = Resources::built_in()
        .expect("the files that came with it")
        .counted(texts.iter().map(String::as_str));
    let eda = ["synonym", "insert", "swap", "delete"];
    measure("eda", "apply-each", 1, &eda, &texts, &resources);
    for operation in OPERATIONS.iter().filter(|operation| operation.name != "template") {
        measure(
            operation.name,
            "apply-one",
            4,
            &[operation.name],
            &texts,
            &resources,
        );
    }
}

fn measure(
    what: &str,
    policy: &str,
    copies: u32,
    operations: &[&str],
    texts: &[String],
    resources: &Resources,
) {
    let steps: Vec<String> = operations
        .iter()
        .map(|name| format!("{{\"name\":\"{name}\",\"strength\":0.1}}"))
        .collect();
    let policy = format!(
        "{{\"version\":1,\"policy\":\"{policy}\",\"copies\":{copies},\"operations\":[{}]}}",
        steps.join(",")
    );
    let file = PolicyFile::read(policy.as_bytes()).expect("a policy file");
    let augmenter = Augmenter::new(file, resources, 1).expect("all that it needs");
    let mut best = 0.0_f64;
    let mut letters = 0;
    for _ in 0..ROUNDS {
        let begun = now_ms();
        let mut made = 0_u32;
        for (number, text) in std::iter::repeat_n(texts, PASSES).flatten().enumerate() {
            let id = number.to_string();
            let parent = Parent {
                id: &id,
                text,
                label: None,
                matched: &[],
            };
            // Copies of which nothing can be changed were tried as well.
            made += 4;
            letters += augmenter
                .variants(&parent)
                .iter()
                .map(|variant| variant.edited.text.len())
                .sum::<usize>();
        }
        best = best.max(f64::from(made) / (now_ms() - begun) * 1000.0);
    }
    assert!(letters > 0, "something was made");
    println!("{what} {best:.0}");
}
