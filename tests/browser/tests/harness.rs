//! The harness itself: what scenarios rely on.

use labelloom_browser::{Problem, scenario};
use serde_json::{Value, json};

const OPEN_STORE: &str = "
    const open = () => new Promise((done, failed) => {
        const request = indexedDB.open('harness', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('kept');
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });";
const SAVE: &str = "
    const store = await open();
    const transaction = store.transaction('kept', 'readwrite', {durability: 'strict'});
    transaction.objectStore('kept').put(arguments[0], 'word');
    await new Promise(done => transaction.oncomplete = done);";
const LOAD: &str = "
    const request = (await open()).transaction('kept').objectStore('kept').get('word');
    return new Promise(done => request.onsuccess = () => done(request.result));";

fn script(body: &str) -> String {
    format!("{OPEN_STORE}{body}")
}

#[test]
fn a_kept_profile_survives_a_killed_browser() {
    scenario("a_kept_profile_survives_a_killed_browser", async |stage| {
        let profile = stage.profile()?;
        let page = stage.open_with(&profile).await?;
        page.script(&script(SAVE), vec![json!("woven")]).await?;
        page.kill();
        if page.script("return 1", vec![]).await.is_ok() {
            return Err(Problem::new("the browser still answers"));
        }
        let page = stage.open_with(&profile).await?;
        let found = page.script(&script(LOAD), vec![]).await?;
        let elsewhere = stage.open().await?.script(&script(LOAD), vec![]).await?;
        if (&found, &elsewhere) == (&json!("woven"), &Value::Null) {
            return Ok(());
        }
        Err(Problem::new(format!(
            "the same profile found {found}, a new one {elsewhere}"
        )))
    });
}

#[test]
fn files_go_in_by_drop_and_come_out_as_downloads() {
    const LISTEN: &str = "
        const zone = document.createElement('div');
        zone.dataset.testid = 'harness-zone';
        document.body.append(zone);
        zone.addEventListener('drop', async event => {
            const link = document.createElement('a');
            link.href = URL.createObjectURL(event.dataTransfer.files[0]);
            link.download = 'returned.toml';
            link.click();
        });";
    scenario("files_go_in_by_drop_and_come_out_as_downloads", async |stage| {
        let page = stage.open().await?;
        page.script(LISTEN, vec![]).await?;
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        page.drop_files("harness-zone", &[&file]).await?;
        let returned = page.wait_for_download("returned.toml").await?;
        if std::fs::read(&returned)? == std::fs::read(&file)? {
            return Ok(());
        }
        Err(Problem::new("the file came back changed"))
    });
}

#[test]
#[should_panic(expected = "requests after the page had loaded")]
fn a_late_request_is_refused() {
    scenario("a_late_request_is_refused", async |stage| {
        let page = stage.open().await?;
        page.script("await fetch('index.html').then(answer => answer.text())", vec![])
            .await?;
        Ok(())
    });
}

#[test]
#[should_panic(expected = "thrown on purpose")]
fn an_error_in_the_console_is_refused() {
    scenario("an_error_in_the_console_is_refused", async |stage| {
        let page = stage.open().await?;
        let throw = "setTimeout(() => { throw new Error('thrown on purpose') }); \
                     return new Promise(done => setTimeout(done, 50))";
        page.script(throw, vec![]).await?;
        Ok(())
    });
}

#[test]
#[should_panic(expected = "thrown in the worker")]
fn an_error_in_a_worker_is_refused() {
    scenario("an_error_in_a_worker_is_refused", async |stage| {
        let page = stage.open().await?;
        let throw = "const code = new Blob([`throw new Error('thrown in the worker')`]); \
                     new Worker(URL.createObjectURL(code)); \
                     return new Promise(done => setTimeout(done, 300))";
        page.script(throw, vec![]).await?;
        Ok(())
    });
}
