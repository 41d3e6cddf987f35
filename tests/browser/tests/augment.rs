//! Variants from the first look to the export: previewed with verdicts while a slider moves, accepted, removed, measured,
//! and rules mended by them; all of it by keyboard too.

use labelloom_browser::{Key, Page, Problem, Result, scenario};
use serde_json::json;

/// From a moved slider to other variants, in milliseconds: every wait of several.
const SLIDING: &str = "
    const slider = document.querySelector('[data-testid=augment-strength]');
    const list = document.querySelector('[data-testid=augment-preview]');
    const shown = () => [...list.querySelectorAll('ins')].map(mark => mark.textContent).join('|');
    const moved = value => new Promise(done => {
        const before = shown(), begun = performance.now();
        const seen = new MutationObserver(() => {
            if (shown() !== before) { seen.disconnect(); done(performance.now() - begun); }
        });
        seen.observe(list, {childList: true, characterData: true, subtree: true});
        setTimeout(() => { seen.disconnect(); done(5000); }, 5000);
        slider.value = value;
        slider.dispatchEvent(new InputEvent('input', {bubbles: true}));
    });
    const waits = [];
    for (const value of arguments[0]) waits.push(await moved(value));
    return waits.sort((a, b) => a - b)";

/// What a person takes for instant, on a machine that does other things besides.
const INSTANT_MS: f64 = 250.0;

#[test]
fn variants_are_seen_judged_and_accepted() {
    scenario("variants_are_seen_judged_and_accepted", async |stage| {
        let page = stage.open().await?;
        page.open_sample("comments").await?;
        page.follow("nav-augment").await?;
        until_made(&page).await?;
        page.until("fifty variants are shown", async || {
            Ok(page.count("augment-variant").await? == 50)
        })
        .await?;
        changes_are_marked_in_both(&page).await?;
        they_follow_a_slider(&page).await?;
        counts_add_up_and_filter(&page).await?;
        a_seed_makes_them_again(&page).await?;
        they_are_accepted_rejected_and_removed(&page).await?;
        one_record_has_its_own(&page).await
    });
}

/// Waits until variants are shown; how many.
async fn until_made(page: &Page) -> Result<usize> {
    page.by_test_id("augment-variant").await?;
    page.count("augment-variant").await
}

/// What is not marked is the same in both.
async fn changes_are_marked_in_both(page: &Page) -> Result {
    let script = "
        const bare = text => [...text.childNodes].filter(node => !['DEL', 'INS'].includes(node.nodeName))
            .map(node => node.textContent).join('');
        return [...document.querySelectorAll('[data-testid=augment-variant]')].filter(row => {
            const [parent, variant] = row.querySelectorAll('.augment-text');
            return bare(parent) !== bare(variant)
                || parent.querySelectorAll('del').length !== variant.querySelectorAll('ins').length
                || (parent.querySelectorAll('del').length === 0) === (parent.textContent !== variant.textContent);
        }).length";
    match page.script(script, vec![]).await?.as_u64() {
        Some(0) => Ok(()),
        wrong => Err(Problem::new(format!("{wrong:?} variants are marked wrongly"))),
    }
}

async fn they_follow_a_slider(page: &Page) -> Result {
    let strengths: Vec<u32> = (0..20).map(|step| if step % 2 == 0 { 60 } else { 5 }).collect();
    let waits = page.script(SLIDING, vec![json!(strengths)]).await?;
    let waits: Vec<f64> = serde_json::from_value(waits)?;
    let median = waits[waits.len() / 2];
    println!("variants followed the slider within {waits:.0?} ms");
    if median > INSTANT_MS {
        return Err(Problem::new(format!("variants came after {median} ms")));
    }
    // The end of the movement is kept.
    page.script(
        "document.querySelector('[data-testid=augment-strength]').dispatchEvent(new Event('change', {bubbles: true}))",
        vec![],
    )
    .await?;
    page.until_saved().await
}

async fn counts_add_up_and_filter(page: &Page) -> Result {
    let of = async |sort: &str| -> Result<u64> {
        let script = "return Number(document.querySelector(`[data-sort=\"${arguments[0]}\"] b`).textContent.replace(/,/g, ''))";
        Ok(page
            .script(script, vec![json!(sort)])
            .await?
            .as_u64()
            .unwrap_or(u64::MAX))
    };
    let all = of("all").await?;
    let fates = of("kept").await?
        + of("lost").await?
        + of("flipped").await?
        + of("gained").await?
        + of("no label").await?;
    if all != fates || all != of("valid").await? + of("invalid").await? {
        return Err(Problem::new(format!("{all} variants have {fates} fates")));
    }
    let invalid = of("invalid").await?;
    page.click_named("augment-count", "invalid").await?;
    page.until("invalid ones alone are listed and flagged", async || {
        let (listed, flagged) = (
            page.count("augment-variant").await?,
            page.count("augment-invalid").await?,
        );
        Ok(listed as u64 == invalid && flagged == listed && invalid > 0)
    })
    .await?;
    // What is not listed is not accepted with it.
    page.until("of what is listed none can be accepted", async || {
        Ok(page.text("augment-accept-all").await?.contains("all 0 valid"))
    })
    .await?;
    page.click_named("augment-count", "all").await?;
    page.until("all are listed again", async || {
        Ok(page.count("augment-variant").await? as u64 == all)
    })
    .await
}

async fn a_seed_makes_them_again(page: &Page) -> Result {
    let texts = "return [...document.querySelectorAll('[data-testid=augment-variant] .augment-text')].map(text => text.textContent).join('\\n')";
    let first = page.script(texts, vec![]).await?;
    page.click("augment-reseed").await?;
    page.until("another seed makes other variants", async || {
        Ok(page.script(texts, vec![]).await? != first)
    })
    .await?;
    page.click("undo").await?;
    page.until("the first seed makes the first ones", async || {
        Ok(page.script(texts, vec![]).await? == first)
    })
    .await
}

async fn they_are_accepted_rejected_and_removed(page: &Page) -> Result {
    page.script(
        "document.querySelector('[data-testid=augment-variant][data-valid=true]').focus()",
        vec![],
    )
    .await?;
    page.press("x").await?;
    page.by_test_id("augment-forget-rejected").await?;
    page.press(Key::Down).await?;
    let walked = "
        const rows = [...document.querySelectorAll('[data-testid=augment-variant]')];
        const at = rows.indexOf(document.activeElement);
        rows.find(row => row.dataset.valid === 'true' && !row.classList.contains('augment-rejected')).focus();
        return at";
    if page
        .script(walked, vec![])
        .await?
        .as_i64()
        .is_none_or(|at| at < 1)
    {
        return Err(Problem::new("the arrow key does not go from variant to variant"));
    }
    page.press(Key::Enter).await?;
    page.until("the key accepted one", async || {
        Ok(page.text("sheet-accepted").await?.ends_with('1'))
    })
    .await?;
    page.click("augment-accept-all").await?;
    page.until("all valid ones are accepted", async || {
        Ok(page.text("augment-accept-all").await?.contains("all 0 valid"))
    })
    .await?;
    page.follow("sheet-accepted").await?;
    page.by_test_id("accepted-list").await?;
    let accepted = page.number("accepted-count").await?;
    page.click("accepted-remove").await?;
    page.until_number("accepted-count", accepted - 1).await?;
    page.by_test_id("spread-figures").await?;
    page.until_saved().await?;
    // They are on disk.
    page.reload().await?;
    page.by_test_id("accepted-list").await?;
    page.until_number("accepted-count", accepted - 1).await?;
    page.follow("sheet-variants").await?;
    until_made(page).await.map(drop)
}

async fn one_record_has_its_own(page: &Page) -> Result {
    page.go_to("#/augment?record=6").await?;
    until_made(page).await?;
    let ids = "return [...new Set([...document.querySelectorAll('[data-testid=augment-variant] .augment-id')].map(id => id.textContent))]";
    page.until("variants are of record #7 alone", async || {
        Ok(page.script(ids, vec![]).await? == json!(["#7"]))
    })
    .await
}

#[test]
fn what_is_measured_of_variants_is_said() {
    scenario("what_is_measured_of_variants_is_said", async |stage| {
        let page = stage.open().await?;
        page.open_sample("comments").await?;
        page.follow("nav-augment").await?;
        until_made(&page).await?;
        page.click("augment-generate").await?;
        page.by_test_id("generated-said").await?;
        page.click("generated-accept").await?;
        page.until("all of them are accepted", async || {
            Ok(!page.text("sheet-accepted").await?.ends_with(" 0"))
        })
        .await?;
        page.follow("sheet-rates").await?;
        page.by_test_id("rates-cell").await?;
        if page.count("rates-row").await? != 4 {
            return Err(Problem::new("not every operation that is on has rates"));
        }
        page.follow("sheet-helps").await?;
        page.fill("helps-tries", "2").await?;
        page.click("helps-begin").await?;
        page.until_long("the verdict is there", async || {
            Ok(page.count("helps-verdict").await? > 0)
        })
        .await?;
        if page.count("helps-row").await? < 3 {
            return Err(Problem::new("ways to train are missing"));
        }
        what_is_of_before_is_said(&page).await?;
        a_policy_is_searched(&page).await?;
        page.follow("sheet-rules").await?;
        page.by_test_id("robust-rule").await?;
        page.by_test_id("robust-mend").await?;
        let query = page
            .script(
                "return document.querySelector('[data-testid=robust-mend] code').textContent",
                vec![],
            )
            .await?;
        page.click("robust-open").await?;
        page.until("the mend is in the editor", async || {
            Ok(json!(page.value("rule-query").await?) == query)
        })
        .await
    });
}

/// A verdict on variants that are made otherwise by now says so, until they are made as they were.
async fn what_is_of_before_is_said(page: &Page) -> Result {
    if page.count("augment-outdated").await? > 0 {
        return Err(Problem::new("what was measured now is said to be of before"));
    }
    page.script(
        "const slider = document.querySelector('[data-testid=augment-strength]');
        slider.value = 63;
        for (const name of ['input', 'change']) slider.dispatchEvent(new Event(name, {bubbles: true}));",
        vec![],
    )
    .await?;
    page.by_test_id("augment-outdated").await?;
    page.click("undo").await?;
    page.until("variants are made as they were", async || {
        Ok(page.count("augment-outdated").await? == 0)
    })
    .await
}

/// A search can be stopped, and comes to a verdict; what it proposes is taken with a click, and undone with another.
async fn a_policy_is_searched(page: &Page) -> Result {
    page.fill("search-trainings", "10000").await?;
    page.click("search-begin").await?;
    page.click("augment-stop").await?;
    page.until("the search is stopped", async || {
        Ok(page.count("augment-stop").await? == 0 && page.count("search-verdict").await? == 0)
    })
    .await?;
    page.fill("search-trainings", "100").await?;
    page.click("search-begin").await?;
    page.until_long("the search has a verdict", async || {
        Ok(page.count("search-verdict").await? > 0)
    })
    .await?;
    let (verdict, rows) = (
        page.text("search-verdict").await?,
        page.count("search-row").await?,
    );
    println!("{verdict}");
    let proposes = page.count("search-take").await? == 1;
    if rows < 30 || verdict.contains(" helps here: +") != proposes {
        return Err(Problem::new(format!("{rows} policies, and: {verdict}")));
    }
    if proposes {
        page.click("search-take").await?;
        page.until("the policy is taken", async || {
            Ok(page.text("search-take").await? == "Taken")
        })
        .await?;
        page.until_saved().await?;
        page.click("undo").await?;
        page.until("undo takes it back", async || {
            Ok(page.text("search-take").await? != "Taken")
        })
        .await?;
    }
    Ok(())
}

#[test]
fn hands_and_keys_go_on_where_they_were() {
    scenario("hands_and_keys_go_on_where_they_were", async |stage| {
        let page = stage.open().await?;
        page.open_sample("comments").await?;
        page.follow("nav-augment").await?;
        until_made(&page).await?;
        numbers_out_of_bounds_are_said(&page).await?;
        operations_come_back_with_their_policy(&page).await?;
        a_movement_by_keys_is_one_change(&page).await?;
        the_focus_goes_on_where_a_button_goes(&page).await?;
        all_accepted_are_removed_and_come_back(&page).await?;
        the_map_draws_them_all(&page).await
    });
}

async fn numbers_out_of_bounds_are_said(page: &Page) -> Result {
    let about = "return document.getElementById('augment-copies-about').textContent";
    let copies = page.value("augment-copies").await?;
    write(page, "augment-copies", "500").await?;
    let said = format!("A whole number from 1 to 100; it stays {copies}");
    page.until("what the number may be is said", async || {
        Ok(page.script(about, vec![]).await? == json!(said))
    })
    .await?;
    write(page, "scope-record", "100000").await?;
    page.until_text("scope-record-wrong", "A whole number from 1 to 470")
        .await?;
    write(page, "scope-record", "").await?;
    page.until_gone("scope-record-wrong").await?;
    write(page, "augment-copies", "2").await?;
    page.until("a number that can be is taken", async || {
        Ok(page.script(about, vec![]).await? == json!(""))
    })
    .await?;
    write(page, "augment-copies", &copies).await
}

/// Fills a field and leaves it.
async fn write(page: &Page, id: &str, text: &str) -> Result {
    page.fill(id, text).await?;
    page.press(Key::Tab).await
}

async fn operations_come_back_with_their_policy(page: &Page) -> Result {
    let on = "return [...document.querySelectorAll('[data-testid=augment-operation]')].filter(box => box.checked).length";
    let first =
        "return document.querySelector('[data-testid=augment-policy]').selectedOptions[0].textContent";
    let first: String = serde_json::from_value(page.script(first, vec![]).await?)?;
    let before = page.script(on, vec![]).await?;
    page.select("augment-policy", "Apply one").await?;
    page.until("one operation is on", async || {
        Ok(page.script(on, vec![]).await? == json!(1))
    })
    .await?;
    page.select("augment-policy", &first).await?;
    page.until("all that were on are on again", async || {
        Ok(before != json!(1) && page.script(on, vec![]).await? == before)
    })
    .await
}

async fn a_movement_by_keys_is_one_change(page: &Page) -> Result {
    let before = page.value("augment-strength").await?;
    page.script(
        "document.querySelector('[data-testid=augment-strength]').focus()",
        vec![],
    )
    .await?;
    for _ in 0..5 {
        page.press(Key::Right).await?;
    }
    if page.value("augment-strength").await? == before {
        return Err(Problem::new("the arrow keys do not move the slider"));
    }
    page.press(Key::Control + "z").await?;
    page.until_value("augment-strength", &before).await
}

async fn the_focus_goes_on_where_a_button_goes(page: &Page) -> Result {
    for _ in 0..3 {
        page.script(
            "document.querySelector('[data-testid=augment-variant][data-valid=true] [data-testid=augment-accept]').focus()",
            vec![],
        )
        .await?;
        let accepted = page.count("augment-accepted").await?;
        page.press(Key::Enter).await?;
        page.until("one more is accepted", async || {
            Ok(page.count("augment-accepted").await? == accepted + 1)
        })
        .await?;
        page.until_focus("augment-variant").await?;
    }
    page.follow("sheet-accepted").await?;
    page.until_number("accepted-count", 3).await?;
    page.by_test_id("accepted-remove").await?;
    page.script(
        "[...document.querySelectorAll('[data-testid=accepted-remove]')].at(-1).focus()",
        vec![],
    )
    .await?;
    page.press(Key::Enter).await?;
    page.until_number("accepted-count", 2).await?;
    page.until_focus("accepted-remove").await
}

/// More than a page of them.
async fn all_accepted_are_removed_and_come_back(page: &Page) -> Result {
    page.follow("sheet-variants").await?;
    page.click("augment-generate").await?;
    page.click("generated-accept").await?;
    page.until("many are accepted", async || {
        Ok(!page.text("sheet-accepted").await?.ends_with(" 2"))
    })
    .await?;
    page.follow("sheet-accepted").await?;
    page.by_test_id("accepted-remove-all").await?;
    let all = page.number("accepted-count").await?;
    page.click("accepted-remove-all").await?;
    page.by_test_id("accepted-none").await?;
    page.click("undo").await?;
    page.until_number("accepted-count", all).await
}

/// A map at rest says nothing of a part of its points.
async fn the_map_draws_them_all(page: &Page) -> Result {
    page.build_graph().await?;
    page.click("graph-variants").await?;
    page.until("the variants are on the map", async || {
        Ok(page.text("variants-said").await?.contains("accepted variant"))
    })
    .await?;
    page.drag_over_map(&[(0.5, 0.5), (0.4, 0.4)]).await?;
    let at_rest = "
        await new Promise(done => setTimeout(done, 600));
        return document.querySelectorAll('[data-testid=graph-part]').length";
    if page.script(at_rest, vec![]).await? != json!(0) {
        return Err(Problem::new("a map at rest draws a part of its points"));
    }
    Ok(())
}
