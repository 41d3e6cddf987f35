//! Whether probabilities are what they say: of records whose label has probability 0.8, are eight in ten right? A dot a
//! range of probability, with Wilson's interval, against the line on which words and gold agree.

use leptos::prelude::*;

use crate::components::numbers::{count, counted};

/// Records with gold whose label's probability lies in a range.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dot {
    /// The range's bounds, 0..=1.
    pub(super) range: (f64, f64),
    /// The mean of their labels' probabilities.
    pub(super) said: f64,
    /// The share whose label is right; of a tie each label has its part.
    pub(super) share: f64,
    /// Its 95 % interval.
    pub(super) interval: (f64, f64),
    /// All of them; at least one.
    pub(super) n: u32,
    /// Where they are.
    pub(super) href: String,
}

impl Dot {
    fn words(&self) -> String {
        format!(
            "Says {:.0} %, right {} of {}",
            100.0 * self.said,
            self.right(),
            counted(self.n, "record", "records")
        )
    }

    /// `90 % (70–97 %)`.
    fn right(&self) -> String {
        let (low, high) = self.interval;
        format!(
            "{:.0} % ({:.0}–{:.0} %)",
            100.0 * self.share,
            100.0 * low,
            100.0 * high
        )
    }
}

/// How far words and gold are apart, in a sentence: the mean of the distances, each range weighing as much as it has
/// records (the expected calibration error).
pub(super) fn sentence(dots: &[Dot]) -> String {
    let n: f64 = dots.iter().map(|dot| f64::from(dot.n)).sum();
    let off: f64 = dots
        .iter()
        .map(|dot| f64::from(dot.n) * (dot.share - dot.said))
        .sum();
    let apart: f64 = dots
        .iter()
        .map(|dot| f64::from(dot.n) * (dot.share - dot.said).abs())
        .sum();
    if n == 0.0 {
        return String::new();
    }
    let points = |value: f64| format!("{:.0} points", 100.0 * value);
    let mean = off / n;
    let direction = if mean < -0.01 {
        format!("; on the whole it claims {} too much", points(-mean))
    } else if mean > 0.01 {
        format!("; on the whole it claims {} too little", points(mean))
    } else {
        String::new()
    };
    format!(
        "What it says and what is right differ by {} on average{direction}.",
        points(apart / n)
    )
}

/// The plot.
#[component]
pub(super) fn Calibration(dots: Vec<Dot>) -> impl IntoView {
    let sentence = sentence(&dots);
    let table = dots.clone();
    view! {
        <div class="calibration" data-testid="calibration">
            <div class="calibration-box">
                <span class="calibration-y muted small">"is right"</span>
                <div class="calibration-plot">
                    <svg class="calibration-ground" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
                        <path class="calibration-grid" d="M0 25h100M0 50h100M0 75h100M25 0v100M50 0v100M75 0v100" vector-effect="non-scaling-stroke" />
                        <path class="calibration-line" d="M0 100L100 0" vector-effect="non-scaling-stroke" />
                    </svg>
                    {dots.into_iter().map(mark).collect_view()}
                </div>
                <div class="calibration-x muted small" aria-hidden="true"><span>"0"</span><span>"probability it says"</span><span>"1"</span></div>
            </div>
            <p class="small">{sentence}</p>
            <Behind dots=table />
        </div>
    }
}

/// A dot with its interval.
fn mark(dot: Dot) -> impl IntoView {
    let (low, high) = dot.interval;
    let words = dot.words();
    let at = |share: f64| format!("{:.2}%", 100.0 * share.clamp(0.0, 1.0));
    let (said, share) = (dot.said, dot.share);
    let size = 7.0 + 2.0 * f64::from(dot.n).log10().clamp(0.0, 4.0);
    view! {
        <i class="calibration-interval" aria-hidden="true" style:left=at(said) style:bottom=at(low) style:height=at(high - low)></i>
        <a
            class="calibration-dot"
            href=dot.href
            title=words.clone()
            aria-label=words
            style:left=at(said)
            style:bottom=at(share)
        >
            <i style:width=format!("{size:.0}px") style:height=format!("{size:.0}px")></i>
        </a>
    }
}

/// The numbers as a table.
#[component]
fn Behind(dots: Vec<Dot>) -> impl IntoView {
    let row = |dot: Dot| {
        let range = format!("{:.2} to {:.2}", dot.range.0, dot.range.1);
        let right = dot.right();
        view! {
            <tr>
                <th scope="row"><a class="link" href=dot.href>{range}</a></th>
                <td>{format!("{:.0} %", 100.0 * dot.said)}</td>
                <td>{right}</td>
                <td>{count(dot.n)}</td>
            </tr>
        }
    };
    view! {
        <details class="behind">
            <summary>"As a table"</summary>
            <div class="fit-scroll">
                <table class="fit-table">
                    <thead><tr><th scope="col">"Probability"</th><th scope="col">"Says"</th><th scope="col">"Right"</th><th scope="col">"Records"</th></tr></thead>
                    <tbody>{dots.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(said: f64, share: f64, n: u32) -> Dot {
        Dot {
            range: (0.5, 1.0),
            said,
            share,
            interval: (0.7, 0.97),
            n,
            href: String::new(),
        }
    }

    /// 10 records said 0.9 with 7 right, 10 said 0.6 with 6: apart 0.2 and 0, so 0.1 of all.
    #[test]
    fn the_distance_weighs_each_range_by_its_records() {
        assert_eq!(
            sentence(&[dot(0.9, 0.7, 10), dot(0.6, 0.6, 10)]),
            "What it says and what is right differ by 10 points on average; on the whole it claims 10 points too much."
        );
        assert_eq!(
            sentence(&[dot(0.5, 0.5, 2)]),
            "What it says and what is right differ by 0 points on average."
        );
        assert_eq!(sentence(&[]), "");
    }

    #[test]
    fn a_dot_is_told_with_n_and_interval() {
        assert_eq!(
            dot(0.85, 0.9, 20).words(),
            "Says 85 %, right 90 % (70–97 %) of 20 records"
        );
    }
}
