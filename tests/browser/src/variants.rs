//! Variants of images that follow a slider, and how soon they are painted.

use serde_json::json;

use crate::{Page, Problem, Result};

/// Moves the slider of brightness to each strength, and waits until no variant is painted any longer; in ms from the event to
/// the end of the frame with the last of them. At least so many must be painted. A task posted in a frame's callback runs
/// once the frame is painted.
const FOLLOWING: &str = "
    const [strengths, least] = arguments;
    const put = CanvasRenderingContext2D.prototype.putImageData;
    let painted = new Set(), last = 0;
    CanvasRenderingContext2D.prototype.putImageData = function (...image) {
        put.apply(this, image);
        if (this.canvas.dataset.variant !== undefined) { painted.add(this.canvas); last = performance.now(); }
    };
    const frame = () => new Promise(done => requestAnimationFrame(done));
    const rendered = () => new Promise(done => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
    });
    const slider = [...document.querySelectorAll('[data-testid=augment-operation]')]
        .find(box => box.dataset.name === 'brightness').closest('li').querySelector('[data-testid=augment-strength]');
    const waits = [];
    for (const strength of strengths) {
        painted.clear(); last = 0;
        const begin = performance.now();
        slider.value = strength;
        slider.dispatchEvent(new Event('input', {bubbles: true}));
        let seen = 0, end = 0;
        do {
            if (performance.now() - begin > 8000) return null;
            await frame();
            if (last > seen) { seen = last; await rendered(); end = performance.now(); }
        } while (painted.size < least || performance.now() - last < 150);
        waits.push(end - begin);
    }
    slider.dispatchEvent(new Event('change', {bubbles: true}));
    CanvasRenderingContext2D.prototype.putImageData = put;
    return waits.sort((a, b) => a - b)";

/// Variants that are shown at first are fifty; some are equal to others and need no paint.
const LEAST: u32 = 45;

impl Page {
    /// Moves the slider of brightness on the Augment page so many times; how long the images take to follow, in ms, the
    /// shortest first.
    pub async fn follow_strengths(&self, moves: u32) -> Result<Vec<f64>> {
        let strengths: Vec<u32> = (0..moves).map(|change| 20 + change * 37 % 77).collect();
        let waits = self
            .script(FOLLOWING, vec![json!(strengths), json!(LEAST)])
            .await?;
        let waits: Option<Vec<f64>> = serde_json::from_value(waits)?;
        waits.ok_or_else(|| Problem::new("variants did not follow the slider"))
    }
}
