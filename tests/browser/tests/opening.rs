//! The page opens: from any path, under its policy, quietly.

use labelloom_browser::{Problem, Theme, scenario};
use serde_json::json;

#[test]
fn the_page_opens_quietly_from_a_sub_path() {
    scenario("the_page_opens_quietly_from_a_sub_path", async |stage| {
        let page = stage.open().await?;
        let title = page.session().title().await?;
        if title != "Labelloom" {
            return Err(Problem::new(format!("the title is `{title}`")));
        }
        // Errors, violations and later requests are refused for every scenario at its end.
        Ok(())
    });
}

#[test]
fn the_policy_stops_scripts_styles_and_requests_that_are_not_its_own() {
    const TRY_ALL: &str = "
        const script = document.createElement('script');
        script.textContent = 'window.foreignScriptRan = true';
        document.body.append(script);
        document.body.setAttribute('style', 'margin: 77px');
        await fetch('https://example.invalid/').catch(() => {});
        await new Promise(done => setTimeout(done, 100));
        return [window.foreignScriptRan === true, getComputedStyle(document.body).marginTop === '77px'];";
    scenario(
        "the_policy_stops_scripts_styles_and_requests_that_are_not_its_own",
        async |stage| {
            let page = stage.open().await?;
            let ran = page.script(TRY_ALL, vec![]).await?;
            let stopped = page.troubles().await?.join("\n");
            for directive in ["script-src", "style-src", "connect-src"] {
                if !stopped.contains(directive) {
                    return Err(Problem::new(format!(
                        "{directive} stopped nothing; the console says:\n{stopped}"
                    )));
                }
            }
            if ran != json!([false, false]) {
                return Err(Problem::new(format!(
                    "a foreign (script, style) had its way: {ran}"
                )));
            }
            // What it stopped was this test's doing.
            page.go_to("").await?;
            page.troubles().await.map(drop)
        },
    );
}

#[test]
fn a_telephone_in_the_dark_sees_no_sideways_scrolling() {
    scenario(
        "a_telephone_in_the_dark_sees_no_sideways_scrolling",
        async |stage| {
            let page = stage.open().await?;
            page.resize(390, 844).await?;
            page.set_theme(Theme::Dark).await?;
            let seen = "return [innerWidth, document.documentElement.scrollWidth, \
                    matchMedia('(prefers-color-scheme: dark)').matches]";
            let seen = page.script(seen, vec![]).await?;
            if seen == json!([390, 390, true]) {
                return Ok(());
            }
            Err(Problem::new(format!("width, scrolled width, dark: {seen}")))
        },
    );
}
