//! What the editor asks while a person types, in generated texts: `cargo bench -p labelloom-engine --profile native
//! --bench editor [-- RECORDS …]`. For each question the median and the longest time over a few words of different
//! frequency, in milliseconds of the processor, where the system tells them.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/project.rs"]
mod project;
mod support;

use clock::now_ms;
use labelloom_engine::ids::LabelId;
use labelloom_engine::session::Session;
use labelloom_engine::session::complete::Completing;
use labelloom_engine::session::edit::{Draft, Edit, RuleText};
use labelloom_engine::session::request::{Keep, Request, Selection};
use project::import;
use support::Texts;

/// Rules besides the one being written.
const RULES: usize = 20;

/// Ranks of the words typed, the most frequent first.
const RANKS: [usize; 8] = [3, 12, 40, 150, 600, 2_000, 8_000, 30_000];

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![100_000, 1_000_000];
    }
    println!(
        "{:<10} {:<28} {:>9} {:>9}",
        "records", "what", "median", "longest"
    );
    sizes.into_iter().for_each(measure);
}

fn measure(records: usize) {
    let mut texts = Texts::new(1);
    let mut session = import(records, &mut texts);
    for rule in 0..RULES {
        let text = RuleText {
            name: format!("rule {rule}"),
            label: LabelId(u32::from(rule % 2 == 0)),
            query: format!("{}, {}", texts.word(40 + 7 * rule), texts.word(400 + 31 * rule)),
            ..RuleText::default()
        };
        session
            .answer(Request::Edit(Edit::AddRule { text }))
            .expect("a rule");
    }
    let words: Vec<String> = RANKS.iter().map(|&rank| texts.word(rank).to_owned()).collect();
    let draft = |query: &str| {
        Request::Draft(Draft {
            rule: None,
            text: RuleText {
                label: LabelId(1),
                query: query.to_owned(),
                ..RuleText::default()
            },
        })
    };
    let rows = |keep| Request::Rows {
        selection: Selection::default(),
        start: 0,
        end: 32,
        keep,
    };
    let completing = |query: String| Completing {
        cursor: u32::try_from(query.encode_utf16().count()).expect("a short query"),
        query,
        label: LabelId(1),
        against: false,
    };
    let first = |word: &str, letters: usize| word.chars().take(letters).collect::<String>();
    let sometimes = Keep {
        record: Some(u32::try_from(records / 2).expect("a number of records")),
        position: 100,
        active: Some(5),
    };
    time(&mut session, records, "figures of a draft", &words, |word| {
        vec![draft(word)]
    });
    time(&mut session, records, "and its rows", &words, |word| {
        vec![draft(word), rows(None)]
    });
    time(&mut session, records, "and its rows, scrolled", &words, |word| {
        vec![draft(word), rows(Some(sometimes))]
    });
    for letters in [1, 2, 3] {
        let what = format!("completions of {letters}");
        time(&mut session, records, &what, &words, |word| {
            vec![Request::Complete(completing(first(word, letters)))]
        });
    }
    time(&mut session, records, "words that may follow", &words, |word| {
        vec![Request::NextWords(completing(format!("{word} ")))]
    });
    time(&mut session, records, "forms and misspellings", &words, |word| {
        vec![Request::Related {
            words: word.to_owned(),
            record: Some(0),
        }]
    });
}

/// Asks the last of some requests per word, after the others, and prints how long it took.
fn time(
    session: &mut Session,
    records: usize,
    what: &str,
    words: &[String],
    requests: impl Fn(&str) -> Vec<Request>,
) {
    let mut times: Vec<f64> = Vec::new();
    for word in words {
        let mut requests = requests(word);
        let last = requests.pop().expect("a request");
        for request in requests {
            session.answer(request).expect("an answer");
        }
        let before = now_ms();
        session.answer(last).expect("an answer");
        times.push(now_ms() - before);
    }
    times.sort_by(f64::total_cmp);
    let (median, longest) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{records:<10} {what:<28} {median:>9.2} {longest:>9.2}");
}
