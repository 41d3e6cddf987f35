//! What is asked of a layout.

/// Rounds that points are moved in, unless options say otherwise.
pub const USUAL_ROUNDS: u32 = 200;

/// What is asked of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Rounds that points are moved in; 0 leaves them where they begin.
    pub rounds: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { rounds: USUAL_ROUNDS }
    }
}
