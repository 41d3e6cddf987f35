//! The numbers that maps were made good with, on digits, TREC, CLINC and generated texts.

/// How far from the middle of its group a point may go freely, beside the radius that the group takes.
pub(super) const FENCE: f64 = 0.75;

/// How hard a point is held back behind that, by unit of distance.
pub(super) const HOLD: f32 = 0.5;

/// Points to a unit of area, about, once they have settled. A unit is the distance at which a pull is strongest.
pub(super) const DENSITY: f64 = 0.4;

/// How hard one point pushes another, against the pull of all that it is tied to.
pub(super) const PUSH: f32 = 0.025;

/// The square of the distance below which a push gets no stronger.
pub(super) const CLOSE: f32 = 0.05;

/// How much weaker pushes are at first, so that points may pass each other.
pub(super) const PASSING: f32 = 6.0;

/// The share of all rounds in which pushes grow to their strength.
pub(super) const PASSING_ROUNDS: f32 = 0.33;

/// How much of its speed a point keeps from round to round.
pub(super) const INERTIA: f32 = 0.8;

/// How much of a force moves a point in the last round; in the first all of it does.
pub(super) const LAST_STEP: f32 = 0.02;

/// The farthest that a point moves along an axis in one round.
pub(super) const FARTHEST: f32 = 4.0;
