//! Two accuracies of a rule on one line from 0 to 100 %: what gold has seen, with its interval, and what the model
//! believes. It repeats numbers beside it, so screen readers skip it.

use leptos::prelude::*;

use crate::components::numbers::wilson;

/// The line.
#[component]
pub(super) fn Track(
    /// Votes that gold agrees with, of so many on gold.
    seen: (u32, u32),
    /// What the model estimates, 0..=1.
    fitted: Option<f64>,
    /// What a guess would reach, 0..=1.
    chance: f64,
    /// The rule's label's place in the palette.
    color: u8,
) -> impl IntoView {
    let (right, n) = seen;
    let at = |share: f64| format!("{:.1}%", 100.0 * share.clamp(0.0, 1.0));
    let observed = (n > 0).then(|| {
        let (low, high) = wilson(right, n);
        view! {
            <i class="track-interval" style:left=at(low) style:width=at(high - low)></i>
            <i class="track-seen" style:left=at(f64::from(right) / f64::from(n))></i>
        }
    });
    view! {
        <span class=format!("track lc{color}") aria-hidden="true">
            <i class="track-chance" style:left=at(chance)></i>
            {observed}
            {fitted.map(|fitted| view! { <i class="track-fitted" style:left=at(fitted)></i> })}
        </span>
    }
}
