//! The Graph page's own steps: build, wait until the map stands, draw over points.

use std::time::Duration;

use serde_json::json;

use crate::{Page, Problem, Result};

/// The canvas in pixels of the window: left, top, width, height.
const CANVAS: &str = "
    const canvas = document.querySelector('[data-testid=graph-canvas]');
    canvas.scrollIntoView({block: 'nearest'});
    const box = canvas.getBoundingClientRect();
    return [box.left, box.top, box.width, box.height]";

impl Page {
    /// Opens the Graph page and builds the graph with the usual choice; done when the map stands.
    pub async fn build_graph(&self) -> Result {
        self.follow("nav-graph").await?;
        self.click("graph-begin").await?;
        self.until_graph_stands().await
    }

    /// Waits until no work is under way on the graph and the map is laid out.
    pub async fn until_graph_stands(&self) -> Result {
        self.until_long("the map stands", async || {
            let state = "return document.querySelector('[data-testid=graph-state]')?.dataset.done";
            Ok(self.script(state, vec![]).await? == json!("true"))
        })
        .await
    }

    /// Drags over the map, from one place to others; a place is parts of its width and height.
    pub async fn drag_over_map(&self, places: &[(f64, f64)]) -> Result {
        let canvas: [f64; 4] = serde_json::from_value(self.script(CANVAS, vec![]).await?)?;
        let [left, top, width, height] = canvas;
        let mut places = places.iter().map(|(across, down)| {
            #[expect(clippy::cast_possible_truncation, reason = "pixels of a window")]
            let pixel = |at: f64| at.round() as i64;
            (pixel(left + width * across), pixel(top + height * down))
        });
        let first = places
            .next()
            .ok_or_else(|| Problem::new("a drag begins somewhere"))?;
        let at_once = Some(Duration::ZERO);
        let chain = self.session().action_chain_with_delay(at_once, at_once);
        let mut chain = chain.move_to(first.0, first.1).click_and_hold();
        for (x, y) in places {
            chain = chain.move_to(x, y);
        }
        Ok(chain.release().perform().await?)
    }
}
