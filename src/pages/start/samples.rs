//! The projects that come with the page, each opened in one click.

use leptos::prelude::*;

use crate::actions::import::open_sample;
use crate::state::use_bench;

/// A sample as the page offers it.
struct Sample {
    /// Its name in the build.
    name: &'static str,
    title: &'static str,
    about: &'static str,
}

const SAMPLES: [Sample; 3] = [
    Sample {
        name: "comments",
        title: "Music-video comments",
        about: "470 comments, 2 labels: is it spam or a listener? With 14 rules; one of them is poor, find it.",
    },
    Sample {
        name: "support",
        title: "Customer messages",
        about: "503 messages to an electricity provider, 5 labels, 15 rules, four languages.",
    },
    Sample {
        name: "signs",
        title: "Road signs",
        about: "360 small pictures, 3 labels: rules on colour and edges, images that are alike, variants beside them.",
    },
];

/// The samples as cards.
#[component]
pub(crate) fn Samples() -> impl IntoView {
    let bench = use_bench();
    let busy = Memo::new(move |_| bench.progress.with(Option::is_some));
    view! {
        <section class="start-section" aria-labelledby="samples-title">
            <h2 id="samples-title">"Or look around with a sample"</h2>
            <div class="samples">
                {SAMPLES
                    .iter()
                    .map(|sample| view! {
                        <button
                            type="button"
                            class="sample"
                            data-testid=format!("sample-{}", sample.name)
                            disabled=busy
                            on:click=move |_| open_sample(bench, sample.name)
                        >
                            <span class="sample-name">{sample.title}</span>
                            <span class="sample-about">{sample.about}</span>
                        </button>
                    })
                    .collect_view()}
            </div>
        </section>
    }
}
