//! From a key in a rule's query to the frame in which its figures are painted.

use labelloom_browser::{Page, Result};
use serde_json::json;

use crate::texts;

/// Words whose beginnings are searched, letter by letter: from the most common to rare ones.
const RANKS: [u64; 8] = [0, 3, 30, 100, 300, 3_000, 10_000, 30_000];

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
        setTimeout(() => { seen.disconnect(); done(null); }, 1500);
        const begun = performance.now();
        field.value = arguments[0];
        field.dispatchEvent(new InputEvent('input', {bubbles: true}));
    });";

/// Types the queries and prints the middle and the slow end.
pub(crate) async fn measure(page: &Page, records: u32) -> Result {
    page.new_rule().await?;
    if page.count("rule-first-label").await? == 1 {
        page.type_into("rule-first-label", "FOUND\u{e007}").await?;
        page.by_test_id("rule-label").await?;
    }
    let mut ms = Vec::new();
    let mut unchanged = 0;
    for rank in RANKS {
        let word = texts::word(rank);
        for end in 1..=word.len() {
            let query = json!(format!("{}*", &word[..end]));
            match page.script(TYPE, vec![query]).await?.as_f64() {
                Some(took) => ms.push(took),
                None => unchanged += 1,
            }
        }
    }
    ms.sort_by(f64::total_cmp);
    let at = |share: usize| {
        ms.get((ms.len() * share / 100).min(ms.len().saturating_sub(1)))
            .copied()
    };
    println!(
        "{}",
        json!({"bench": "keystroke to painted figures", "records": records, "n": ms.len(), "figures_unchanged": unchanged,
            "p50_ms": at(50), "p95_ms": at(95)})
    );
    Ok(())
}
