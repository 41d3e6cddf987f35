//! From a key in a rule's query to the frame in which its figures are painted.

use labelloom_browser::{Page, Result};
use serde_json::json;

use crate::{table, texts};

/// Words that are searched, from the most common to rare ones.
const RANKS: [u64; 12] = [0, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 20_000, 30_000];

/// Changes the query as a key does; the milliseconds until the changed figures are painted, or none where no figure
/// changes. A task posted in a frame's callback runs once the frame is painted.
const TYPE: &str = "
    const field = document.querySelector('[data-testid=rule-query]');
    const figures = () => document.querySelector('[data-testid=live]')?.textContent;
    const before = figures();
    return new Promise(done => {
        const painted = () => requestAnimationFrame(() => {
            const {port1, port2} = new MessageChannel();
            port1.onmessage = () => done(performance.now() - begun);
            port2.postMessage(0);
        });
        const seen = new MutationObserver(() => {
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

/// Types the queries and prints the middle and the slow end of each kind.
pub(crate) async fn measure(page: &Page, records: u32) -> Result {
    page.new_rule().await?;
    if page.count("rule-first-label").await? == 1 {
        page.type_into("rule-first-label", "FOUND\u{e007}").await?;
        page.by_test_id("rule-label").await?;
    }
    for kind in kinds() {
        let mut ms = Vec::new();
        for query in &kind.queries {
            let given = vec![json!(query), json!(kind.patience_ms)];
            ms.extend(page.script(TYPE, given).await?.as_f64());
        }
        let unchanged = kind.queries.len() - ms.len();
        ms.sort_by(f64::total_cmp);
        let at = |share: usize| ms.get((ms.len() * share / 100).min(ms.len().saturating_sub(1)));
        let shown = |share: usize| at(share).map_or("–".to_owned(), |ms| format!("{ms:.1} ms"));
        let figures = format!(
            "p50 {}, p95 {} of {} keys ({unchanged} more changed no figure)",
            shown(50),
            shown(95),
            ms.len()
        );
        table::row(Some(records), kind.what, &figures);
    }
    Ok(())
}
