//! How many points are drawn while the map moves: all where that is quick enough, else as many as go well. It goes by what
//! frames take on this machine, the page's own work and all that comes after it.

/// The page's own work in a frame, at most.
const SCRIPT_MS: f64 = 8.0;

/// Between two frames, at most: about fifty a second.
const FRAME_MS: f64 = 21.0;

/// So few are always drawn.
const LEAST: usize = 4_000;

/// How much a frame counts beside those before it.
const NEW: f64 = 0.25;

/// Below this part of what may be, more points are tried.
const EASY: f64 = 0.85;

/// One frame that was drawn while the map moved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Points that were drawn, of how many.
    pub(super) drawn: usize,
    pub(super) of: usize,
    /// What drawing took the page.
    pub(super) script_ms: f64,
    /// From its beginning to that of the next frame.
    pub(super) whole_ms: f64,
}

/// What was learned from frames so far.
#[derive(Debug)]
pub(super) struct Pace {
    /// Points that go well.
    points: usize,
    /// So many did not.
    too_many: Option<usize>,
    /// How much frames take of what they may, lately; 1 is just all of it.
    load: Option<f64>,
    /// What frames take however few points there are: a slow screen is no reason to draw fewer.
    least_ms: Option<f64>,
    /// Whether it was ever too slow here.
    is_eased: bool,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            points: usize::MAX,
            too_many: None,
            load: None,
            least_ms: None,
            is_eased: false,
        }
    }
}

impl Pace {
    /// The map begins to move. What was too slow once is tried again, little by little.
    pub(super) fn begin(&mut self) {
        self.load = None;
        self.too_many = self.too_many.map(|points| points.saturating_add(points / 4));
    }

    /// How many points to draw of so many.
    pub(super) fn points(&self, all: usize) -> usize {
        self.points.min(all)
    }

    /// Whether pixels are to be saved too: a screen of small pixels has four times as many.
    pub(super) fn is_eased(&self) -> bool {
        self.is_eased
    }

    /// A frame was drawn.
    pub(super) fn tell(&mut self, frame: Frame) {
        if frame.drawn <= LEAST {
            let least = self
                .least_ms
                .map_or(frame.whole_ms, |before| mixed(before, frame.whole_ms));
            self.least_ms = Some(least);
            if least > FRAME_MS {
                // It was not for the points.
                self.too_many = None;
            }
        }
        let may_take = self.least_ms.map_or(FRAME_MS, |least| FRAME_MS.max(1.25 * least));
        let now = (frame.script_ms / SCRIPT_MS).max(frame.whole_ms / may_take);
        // One slow frame may have other reasons.
        let load = self.load.map_or(now.min(1.0), |before| mixed(before, now));
        self.load = Some(load);
        if load > 1.0 {
            self.is_eased = true;
            self.too_many = Some(frame.drawn);
            self.points = scaled(frame.drawn, (1.0 / now.max(load)).max(0.25)).max(LEAST);
            self.load = Some(EASY);
        } else if load < EASY && self.points < frame.of {
            let most = self.too_many.map_or(frame.of, |points| points - points / 8);
            self.points = scaled(self.points, 1.06).min(most.max(self.points));
        }
    }
}

fn mixed(before: f64, now: f64) -> f64 {
    before + NEW * (now - before)
}

fn scaled(points: usize, by: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a number of points"
    )]
    let scaled = (points as f64 * by) as usize;
    scaled
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames of a machine that takes so many microseconds a point and so many milliseconds besides.
    fn drawn(pace: &mut Pace, all: usize, frames: usize, each_us: f64, besides_ms: f64) -> usize {
        for _ in 0..frames {
            let drawn = pace.points(all);
            let script_ms = each_us * drawn as f64 / 1_000.0;
            let whole_ms = (script_ms + besides_ms).max(16.7);
            pace.tell(Frame {
                drawn,
                of: all,
                script_ms,
                whole_ms,
            });
        }
        pace.points(all)
    }

    #[test]
    fn a_quick_machine_draws_all() {
        let mut pace = Pace::default();
        assert_eq!(drawn(&mut pace, 100_000, 100, 0.01, 1.0), 100_000);
        assert!(!pace.is_eased());
    }

    #[test]
    fn one_slow_frame_changes_nothing() {
        let mut pace = Pace::default();
        drawn(&mut pace, 100_000, 10, 0.01, 1.0);
        let slow = Frame {
            drawn: 100_000,
            of: 100_000,
            script_ms: 1.0,
            whole_ms: 30.0,
        };
        pace.tell(slow);
        assert_eq!(pace.points(100_000), 100_000);
    }

    #[test]
    fn a_slow_machine_comes_to_as_many_as_go_well_and_stays_there() {
        let mut pace = Pace::default();
        // 100,000 would take 50 ms; 8 ms are 16,000.
        let soon = drawn(&mut pace, 100_000, 12, 0.5, 1.0);
        assert!((8_000..=16_500).contains(&soon), "{soon}");
        for _ in 0..20 {
            pace.begin();
            let later = drawn(&mut pace, 100_000, 60, 0.5, 1.0);
            assert!((8_000..=20_000).contains(&later), "{later}");
        }
    }

    #[test]
    fn what_got_quicker_draws_all_again() {
        let mut pace = Pace::default();
        drawn(&mut pace, 100_000, 20, 0.5, 1.0);
        for _ in 0..30 {
            pace.begin();
            drawn(&mut pace, 100_000, 60, 0.01, 1.0);
        }
        assert_eq!(pace.points(100_000), 100_000);
    }

    #[test]
    fn a_slow_screen_is_no_reason_to_draw_fewer_for_long() {
        let mut pace = Pace::default();
        for _ in 0..30 {
            pace.begin();
            drawn(&mut pace, 100_000, 100, 0.01, 32.0);
        }
        assert_eq!(pace.points(100_000), 100_000);
    }
}
