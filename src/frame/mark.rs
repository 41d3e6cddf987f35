//! The mark: three threads one way, two the other.

use leptos::prelude::*;

/// The mark, which leads to the start.
#[component]
pub(super) fn Mark() -> impl IntoView {
    view! {
        <a class="head-mark" href="#/" aria-label="Labelloom: projects" title="Projects">
            <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
                <g class="mark-lines">
                    <path class="mark-warp" d="M4 4v14M9 4v14M14 4v14" />
                    <path class="mark-weft" d="M2 8h4m5 0h7M2 14h9m5 0h4" />
                </g>
            </svg>
        </a>
    }
}
