//! Keys without a mouse: where the focus is, whether it can be seen, and the way to an element by Tab.

use serde_json::json;
use thirtyfour::Key;

use crate::page::selector;
use crate::{Page, Problem, Result};

/// Whether the focused element is marked: an outline, a ring, or a border that the others lack; else its name.
const SEEN: &str = "
    const at = document.activeElement;
    if (!at || at === document.body) return 'nothing has the focus';
    const seen = element => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
    };
    const box = at.getBoundingClientRect();
    const holder = at.parentElement;
    const marked = seen(at) || holder && seen(holder);
    return marked && box.width > 0 ? '' : `the focus on ${at.outerHTML.slice(0, 160)} can't be seen`;";

const MOST_TABS: usize = 160;

impl Page {
    /// Whether an element with that test id has the focus, now.
    pub async fn has_focus(&self, id: &str) -> Result<bool> {
        let at = "return document.activeElement?.dataset.testid ?? ''";
        Ok(self.script(at, vec![]).await? == json!(id))
    }

    /// Waits until an element with that test id has the focus.
    pub async fn until_focus(&self, id: &str) -> Result {
        self.until(&format!("`{id}` has the focus"), async || {
            self.has_focus(id).await
        })
        .await
    }

    /// Fails unless the focus can be seen.
    pub async fn focus_is_seen(&self) -> Result {
        let said = self.script(SEEN, vec![]).await?;
        match said.as_str() {
            Some("") => Ok(()),
            said => Err(Problem::new(said.unwrap_or("the focus can't be asked for"))),
        }
    }

    /// Tab until an element has the focus, which is seen at every stop.
    pub async fn tab_to(&self, id: &str) -> Result {
        for _ in 0..MOST_TABS {
            self.press(Key::Tab).await?;
            // Past the last stop a browser goes through its own.
            if !self.is_at_rest().await? {
                self.focus_is_seen().await?;
            }
            if self.has_focus(id).await? {
                return Ok(());
            }
        }
        Err(Problem::new(format!(
            "{MOST_TABS} times Tab do not lead to `{id}`"
        )))
    }

    /// Whether no element has the focus.
    pub async fn is_at_rest(&self) -> Result<bool> {
        let at_rest = "return document.activeElement === document.body";
        Ok(self.script(at_rest, vec![]).await? == json!(true))
    }

    /// Points at a place inside an element, by parts of its width and height from its left upper corner. The element
    /// is waited for: it may come with an answer, and be made anew by the next.
    pub async fn point_at(&self, id: &str, inner: &str, (across, down): (f64, f64)) -> Result {
        let place = format!(
            "const at = document.querySelector(`{} ${{arguments[0]}}`);
            if (!at) return null;
            at.scrollIntoView({{block: 'nearest'}});
            const box = at.getBoundingClientRect();
            return [box.left + box.width * arguments[1], box.top + box.height * arguments[2]].map(Math.round)",
            selector(id)
        );
        let mut found = None;
        self.until(&format!("`{inner}` stands in `{id}`"), async || {
            let asked = vec![json!(inner), json!(across), json!(down)];
            found = serde_json::from_value::<Option<(i64, i64)>>(self.script(&place, asked).await?)?;
            Ok(found.is_some())
        })
        .await?;
        if let Some((x, y)) = found {
            self.session().action_chain().move_to(x, y).perform().await?;
        }
        Ok(())
    }

    /// Clicks where the pointer is.
    pub async fn click_there(&self) -> Result {
        Ok(self.session().action_chain().click().perform().await?)
    }

    /// Does something by its name in the palette.
    pub async fn command_by_name(&self, typed: &str) -> Result {
        self.press(Key::Control + "k").await?;
        self.until_focus("palette-input").await?;
        self.press(typed).await?;
        self.until(&format!("the palette has found `{typed}`"), async || {
            let found = self.texts("palette-row").await?;
            let first = found.first().map(|row| row.to_lowercase());
            Ok(first.is_some_and(|row| row.contains(&typed.to_lowercase())))
        })
        .await?;
        self.press(Key::Enter).await?;
        self.until_gone("palette-input").await
    }
}
