//! The rounds in which points move: towards those they are tied to, away from all others. A pair at distance d pulls
//! itself together by d / (1 + d²) times its share, as in t-SNE (van der Maaten & Hinton 2008), and pushes itself apart
//! by d / ((ε + d²)(1 + d²)), as in UMAP (McInnes, Healy & Melville 2018), with all pairs counted and none drawn.

use labelloom_kernels::pushes;

use super::cells::Cells;
use super::groups::Groups;
use super::ties::Ties;
use super::tuning::{DENSITY, FARTHEST, FENCE, HOLD, INERTIA, LAST_STEP, PASSING, PASSING_ROUNDS, PUSH};
use crate::num::{exact, index};

/// Points that are moved in one step.
const POINTS_A_STEP: usize = 24_000;

/// Points that take as long as the push from far away on one cell.
const POINTS_A_CELL: usize = 4;

/// Points that are put into cells while one is moved.
const FILLED_A_POINT: usize = 8;

/// The moving of points, in steps.
#[derive(Debug)]
pub(super) struct Moving {
    pub(super) points: Vec<[f32; 2]>,
    /// How far each point went in the last round.
    speeds: Vec<[f32; 2]>,
    cells: Cells,
    pub(super) round: u32,
    rounds: u32,
    course: Course,
    strength: Strength,
    group: usize,
    fence: Fence,
    stage: Stage,
    /// The cell or the place among points that is next in the stage.
    next: usize,
}

/// How a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// From where points are in no good order.
    Fresh,
    /// From a map that is good but for a few points.
    Updating,
}

/// What counts in one round.
#[derive(Clone, Copy, Debug)]
struct Strength {
    push: f32,
    step: f32,
}

/// A circle around a group that its points may hardly leave. A few records that are alike and tied to others by a thread
/// would fly out else: what pushes them is many, and what pulls them back gets weaker with the distance.
#[derive(Clone, Copy, Debug, Default)]
struct Fence {
    middle: [f32; 2],
    radius: f32,
}

impl Fence {
    #[expect(clippy::cast_possible_truncation, reason = "points are in single precision")]
    fn around(members: &[u32], points: &[[f32; 2]]) -> Self {
        let n = exact(members.len());
        let sum = |axis: usize| {
            members
                .iter()
                .map(|&member| f64::from(points[index(member)][axis]))
                .sum::<f64>()
        };
        let area = n / DENSITY;
        Self {
            middle: [sum(0) / n, sum(1) / n].map(|mean| mean as f32),
            radius: (FENCE * (area / std::f64::consts::PI).sqrt()) as f32,
        }
    }

    /// What holds a point back.
    fn hold(self, [x, y]: [f32; 2]) -> [f32; 2] {
        let (x, y) = (x - self.middle[0], y - self.middle[1]);
        let far = (x * x + y * y).sqrt();
        if far <= self.radius {
            return [0.0; 2];
        }
        let strength = -HOLD * (far - self.radius) / far;
        [strength * x, strength * y]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Filling,
    Reaching,
    Moving,
}

impl Course {
    /// At a share of all rounds.
    fn at(self, share: f32) -> Strength {
        let step = 1.0 - (1.0 - LAST_STEP) * share;
        match self {
            Self::Fresh => {
                let passing = (1.0 - share / PASSING_ROUNDS).max(0.0);
                Strength {
                    push: PUSH / (1.0 + (PASSING - 1.0) * passing),
                    step,
                }
            }
            Self::Updating => Strength {
                push: PUSH,
                step: step / 2.0,
            },
        }
    }
}

impl Moving {
    pub(super) fn new(points: Vec<[f32; 2]>, course: Course, rounds: u32) -> Self {
        Self {
            speeds: vec![[0.0; 2]; points.len()],
            points,
            cells: Cells::default(),
            round: 0,
            rounds,
            course,
            strength: course.at(0.0),
            group: 0,
            fence: Fence::default(),
            stage: Stage::Filling,
            next: 0,
        }
    }

    /// Whether all rounds are done.
    pub(super) const fn is_over(&self) -> bool {
        self.round >= self.rounds
    }

    /// Does some of it, to the end of a round at most.
    pub(super) fn step(&mut self, ties: &Ties, groups: &Groups) {
        let mut work = 0;
        while work < POINTS_A_STEP {
            if self.group == groups.len() {
                return self.end_round();
            }
            work += match self.stage {
                Stage::Filling => self.fill(groups),
                Stage::Reaching => self.reach(POINTS_A_STEP - work),
                Stage::Moving => self.shift_some(ties, POINTS_A_STEP - work),
            };
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a share of rounds")]
    fn end_round(&mut self) {
        (self.group, self.round) = (0, self.round + 1);
        let share = exact(index(self.round)) / exact(index(self.rounds.max(1)));
        self.strength = self.course.at(share as f32);
    }

    /// Puts a group into cells; returns how many points would be moved in that time.
    fn fill(&mut self, groups: &Groups) -> usize {
        let members = groups.members(self.group);
        self.cells.fill(members, &self.points);
        self.fence = Fence::around(members, &self.points);
        self.stage = Stage::Reaching;
        members.len() / FILLED_A_POINT
    }

    fn reach(&mut self, most: usize) -> usize {
        let until = self.cells.len().min(self.next + most / POINTS_A_CELL + 1);
        for cell in self.next..until {
            self.cells.reach_far(cell);
        }
        let done = until - self.next;
        self.next = until;
        if until == self.cells.len() {
            (self.stage, self.next) = (Stage::Moving, 0);
        }
        done * POINTS_A_CELL
    }

    fn shift_some(&mut self, ties: &Ties, most: usize) -> usize {
        let members = self.cells.members().len();
        let until = members.min(self.next + most);
        for place in self.next..until {
            self.shift(ties, place);
        }
        let done = until - self.next;
        self.next = until;
        if until == members {
            (self.stage, self.next) = (Stage::Filling, 0);
            self.group += 1;
        }
        done
    }

    /// Moves the point at a place of the cells.
    #[inline(never)]
    fn shift(&mut self, ties: &Ties, place: usize) {
        let record = self.cells.members()[place];
        let at = index(record);
        let pull = self.pull(ties, record);
        let push = self.cells.push(place, at + index(self.round));
        let hold = self.fence.hold(self.points[at]);
        let Strength { push: strength, step } = self.strength;
        for axis in 0..2 {
            let force = pull[axis] + strength * push[axis] + hold[axis];
            let speed = INERTIA * self.speeds[at][axis] + step * force;
            let speed = speed.clamp(-FARTHEST, FARTHEST);
            self.speeds[at][axis] = speed;
            self.points[at][axis] += speed;
        }
    }

    fn pull(&self, ties: &Ties, record: u32) -> [f32; 2] {
        let (ends, shares) = ties.of(record);
        pushes::pull(&self.points, self.points[index(record)], ends, shares)
    }
}
