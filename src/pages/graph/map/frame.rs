//! A frame of the map: how many points are drawn and how finely, while the map moves and when it rests.

use leptos::prelude::window;
use web_sys::HtmlCanvasElement;

use super::{pace::Frame, painter::View, store::Stage};

/// So long after the last move the map rests, and all points are drawn.
const REST_MS: f64 = 160.0;

/// A frame that took longer was interrupted by something else: the page was hidden.
const INTERRUPTED_MS: f64 = 1_000.0;

/// Points are drawn larger where they stand for others, to this size at most.
const LARGER: f64 = 1.6;

/// What is known of frames.
#[derive(Debug, Default)]
pub(super) struct Frames {
    /// Whether something changed since the last one.
    pub(super) is_due: bool,
    /// Whether the last one has not all points in all pixels.
    is_rough: bool,
    /// When the map moved last.
    moved_ms: Option<f64>,
    /// The last one while the map moves, and when it began.
    last: Option<(f64, Frame)>,
}

/// What came of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Whether anything was drawn.
    pub(super) has_drawn: bool,
    /// Whether another frame is to follow.
    pub(super) goes_on: bool,
    /// Where only some points are drawn: how many, of how many.
    pub(super) part: Option<(usize, usize)>,
}

impl Stage {
    /// What is seen was moved.
    pub(super) fn has_moved(&mut self) {
        let now_ms = now_ms();
        if !self.moves_at(now_ms) {
            self.pace.begin();
        }
        self.frames.moved_ms = Some(now_ms);
    }

    fn moves_at(&self, now_ms: f64) -> bool {
        self.frames
            .moved_ms
            .is_some_and(|moved_ms| now_ms - moved_ms < REST_MS)
    }

    /// Draws what is due.
    pub(super) fn frame(&mut self, canvas: &HtmlCanvasElement) -> Shown {
        let begun_ms = now_ms();
        let moves = self.moves_at(begun_ms);
        if let Some((last_ms, mut frame)) = self.frames.last.take() {
            frame.whole_ms = begun_ms - last_ms;
            if frame.whole_ms < INTERRUPTED_MS {
                self.pace.tell(frame);
            }
        }
        let all = self.scene.painted.len();
        let is_to_be_whole = self.frames.is_rough && !moves;
        let has_drawn = self.frames.is_due || is_to_be_whole;
        let mut part = None;
        if has_drawn {
            let drawn = self.draw(canvas, moves);
            part = (drawn < all).then_some((drawn, all));
            let frame = Frame {
                drawn,
                of: all,
                script_ms: now_ms() - begun_ms,
                whole_ms: 0.0,
            };
            self.frames.last = moves.then_some((begun_ms, frame));
        }
        Shown {
            has_drawn,
            goes_on: moves,
            part,
        }
    }

    /// Draws now; returns how many points that were.
    pub(super) fn draw(&mut self, canvas: &HtmlCanvasElement, moves: bool) -> usize {
        // Variants among them: what is compared with this counts them too.
        let all = self.scene.painted.len();
        let fine = window().device_pixel_ratio().clamp(1.0, 4.0);
        let (most, ratio) = if moves {
            let is_eased = self.pace.is_eased();
            (self.pace.points(all), if is_eased { 1.0 } else { fine })
        } else {
            (all, fine)
        };
        let (width, height) = self.camera.size();
        let size = (pixels(width * ratio), pixels(height * ratio));
        // Setting a canvas's size empties it, even to the same.
        if (canvas.width(), canvas.height()) != size {
            canvas.set_width(size.0);
            canvas.set_height(size.1);
        }
        let view = View {
            camera: self.camera,
            size,
            diameter: self.camera.point_size(count(self.scene.points())) * ratio * larger(most, all),
            most,
        };
        self.frames.is_due = false;
        self.frames.is_rough = most < all || ratio < fine;
        match &mut self.painter {
            Some(painter) => painter.draw(&self.scene.painted, &view),
            None => all,
        }
    }
}

/// How much larger points are drawn where only some are.
fn larger(most: usize, all: usize) -> f64 {
    let each = f64::from(count(all)) / f64::from(count(most).max(1));
    each.max(1.0).sqrt().sqrt().min(LARGER)
}

fn count(points: usize) -> u32 {
    u32::try_from(points).unwrap_or(u32::MAX)
}

/// Milliseconds, finer than the clock's.
fn now_ms() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the size of a screen"
)]
fn pixels(size: f64) -> u32 {
    size.round().max(1.0) as u32
}

#[cfg(test)]
mod tests {
    use super::larger;

    #[test]
    fn points_that_stand_for_others_are_larger_but_not_without_end() {
        assert_eq!([larger(10, 10), larger(20, 10), larger(0, 0)], [1.0; 3]);
        assert!((larger(625, 2_500) - 2.0_f64.sqrt()).abs() < 1e-12);
        assert!((larger(1, 1_000_000) - 1.6).abs() < 1e-12);
    }
}
