//! Work in steps, timed: all of it, how many steps, the longest.

use labelloom_engine::error::Result;
use labelloom_engine::job::Step;

use crate::clock::now_ms;

/// Runs steps to the end and says how long they took and what came of it.
pub(crate) fn time<T>(
    records: usize,
    what: &str,
    mut step: impl FnMut() -> Result<Step<T>>,
    told: impl Fn(&T) -> String,
) -> T {
    let first = now_ms();
    let (mut steps, mut longest) = (0, 0.0f64);
    loop {
        let before = now_ms();
        let step = step().expect("a step");
        (steps, longest) = (steps + 1, longest.max(now_ms() - before));
        if let Step::Done(output) = step {
            println!(
                "{records:<10} {what:<32} {:>9.1} {steps:>6} {longest:>12.1}  {}",
                now_ms() - first,
                told(&output)
            );
            return output;
        }
    }
}
