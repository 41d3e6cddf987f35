//! From a key in a rule's query to the frame in which its figures are painted.

use labelloom_browser::{Page, Result};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{table, texts};

/// Words that are searched, from the most common to rare ones.
const RANKS: [u64; 12] = [0, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 20_000, 30_000];

/// Rules beside the one that is typed.
const RULES: u64 = 50;

/// Changes the query as a key does. Answers the milliseconds until the changed figures are painted, those in which the
/// engine counted them, and those until an estimate was shown, where one was; none where no figure changes. A task
/// posted in a frame's callback runs once the frame is painted.
const TYPE: &str = "
    const field = document.querySelector('[data-testid=rule-query]');
    const figures = () => document.querySelector('[data-testid=live]')?.textContent;
    const before = figures();
    let estimated = null;
    return new Promise(done => {
        const painted = () => requestAnimationFrame(() => {
            const {port1, port2} = new MessageChannel();
            port1.onmessage = () => {
                const painted = performance.now() - begun;
                const engine = document.querySelector('[data-testid=latency]')?.dataset.engineMs;
                done([painted, Number(engine), estimated]);
            };
            port2.postMessage(0);
        });
        const seen = new MutationObserver(() => {
            if (estimated === null && document.querySelector('[data-testid=scanning]')?.textContent.includes('About')) {
                estimated = performance.now() - begun;
            }
            if (figures() && figures() !== before) { seen.disconnect(); painted(); }
        });
        seen.observe(document.body, {childList: true, characterData: true, subtree: true});
        setTimeout(() => { seen.disconnect(); done(null); }, arguments[1]);
        const begun = performance.now();
        field.value = arguments[0];
        field.dispatchEvent(new InputEvent('input', {bubbles: true}));
    });";

/// A kind of query, and the queries to type one after the other.
struct Typed {
    what: &'static str,
    queries: Vec<String>,
    /// Past this the figures count as unchanged.
    patience_ms: u32,
}

fn kinds() -> [Typed; 5] {
    let quick = |what, queries: Vec<String>| Typed {
        what,
        queries,
        patience_ms: 1_500,
    };
    let words = || RANKS.into_iter().map(texts::word);
    let beginnings = |word: String| (1..=word.len()).map(move |end| format!("{}*", &word[..end]));
    let pairs = RANKS
        .windows(2)
        .map(|pair| format!("\"{} {}\"", texts::word(pair[0] / 100), texts::word(pair[1] / 10)));
    let literal = |word: String| ["\\b", "\\w\\w"].map(|rest| format!("/{word}{rest}/"));
    [
        quick("keyword", words().collect()),
        quick(
            "beginning of a word, letter by letter",
            words().flat_map(beginnings).collect(),
        ),
        quick("phrase", pairs.collect()),
        quick(
            "regular expression with a literal",
            words().skip(4).flat_map(literal).collect(),
        ),
        Typed {
            what: "regular expression without one",
            queries: "dfhlnprt"
                .chars()
                .map(|last| format!("/\\b[b-m]\\w{{3}}\\W+[b-{last}]/"))
                .collect(),
            patience_ms: 8_000,
        },
    ]
}

/// Writes the rules that stand beside.
pub(crate) async fn rules_beside(page: &Page) -> Result {
    for at in 0..RULES {
        let word = |rank: u64| texts::word(rank);
        let query = format!(
            "{}, {}, {}*",
            word(40 + 7 * at),
            word(400 + 31 * at),
            word(9_000 + at)
        );
        if at == 1 {
            page.follow("nav-data").await?;
            page.type_into("label-add", "OTHER\u{e007}").await?;
            page.follow("nav-rules").await?;
        }
        page.new_rule().await?;
        if page.count("rule-first-label").await? == 1 {
            page.type_into("rule-first-label", "FOUND\u{e007}").await?;
            page.by_test_id("rule-label").await?;
        }
        if at % 2 == 1 {
            page.select("rule-label", "OTHER").await?;
        }
        page.type_into("rule-query", query.as_str()).await?;
        page.by_test_id("draft-matches").await?;
        page.type_into("rule-query", Key::Control + Key::Enter).await?;
        page.until(&format!("rule {at} is in the table"), async || {
            Ok(page.count("rule-row").await? as u64 > at)
        })
        .await?;
    }
    Ok(())
}

/// Types the queries and prints the middle and the slow end of each kind.
pub(crate) async fn measure(page: &Page, records: u32) -> Result {
    page.new_rule().await?;
    for kind in kinds() {
        type_all(page, records, kind.what, &kind).await?;
    }
    Ok(())
}

/// Types the first kind of query alone, while something else is going on.
pub(crate) async fn while_busy(page: &Page, records: u32, what: &str) -> Result {
    page.new_rule().await?;
    let [keywords, ..] = kinds();
    type_all(page, records, what, &keywords).await
}

async fn type_all(page: &Page, records: u32, what: &str, kind: &Typed) -> Result {
    let mut taken = Taken::default();
    for query in &kind.queries {
        let given = vec![json!(query), json!(kind.patience_ms)];
        taken.add(&page.script(TYPE, given).await?);
    }
    let unchanged = kind.queries.len() - taken.painted_ms.len();
    let estimate = match taken.estimated_ms.is_empty() {
        true => String::new(),
        false => format!("; estimate {}", spread(&mut taken.estimated_ms)),
    };
    let keys = taken.painted_ms.len();
    let figures = format!(
        "painted {}; in the engine {}{estimate}; {keys} keys ({unchanged} more changed no figure)",
        spread(&mut taken.painted_ms),
        spread(&mut taken.engine_ms),
    );
    table::row(Some(records), what, &figures);
    Ok(())
}

/// Milliseconds of some keys.
#[derive(Default)]
struct Taken {
    painted_ms: Vec<f64>,
    engine_ms: Vec<f64>,
    estimated_ms: Vec<f64>,
}

impl Taken {
    fn add(&mut self, answer: &Value) {
        let lists = [&mut self.painted_ms, &mut self.engine_ms, &mut self.estimated_ms];
        for (at, list) in lists.into_iter().enumerate() {
            list.extend(answer[at].as_f64());
        }
    }
}

/// The middle and the slow end.
fn spread(ms: &mut [f64]) -> String {
    ms.sort_by(f64::total_cmp);
    let at = |share: usize| ms.get((ms.len() * share / 100).min(ms.len().saturating_sub(1)));
    let shown = |share: usize| at(share).map_or("–".to_owned(), |ms| format!("{ms:.1}"));
    format!("p50 {} p95 {} ms", shown(50), shown(95))
}
