//! The set of icons: one stroked path each in an 18 × 18 box, drawn in the colour of the text around.

use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Data,
    Rules,
    Labels,
    Conflicts,
    Graph,
    Augment,
    Export,
    Undo,
    Redo,
    Theme,
    Close,
    Search,
    Up,
    Down,
    Previous,
    Warning,
    More,
    File,
    Edit,
    Flag,
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Data => {
                "M3 4a6 2.3 0 0 1 12 0a6 2.3 0 0 1-12 0v10c0 1.3 2.7 2.3 6 2.3s6-1 6-2.3V4M3 9c0 1.3 2.7 2.3 6 2.3s6-1 6-2.3"
            }
            Self::Rules => {
                "M3 4h8M3 9h12M3 14h6M12.5 4a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M10.5 14a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0"
            }
            Self::Labels => {
                "M2.5 3.5a1 1 0 0 1 1-1h5.2l6.6 6.6a1 1 0 0 1 0 1.4l-4.8 4.8a1 1 0 0 1-1.4 0L2.5 8.7ZM5.9 5.9h.1"
            }
            Self::Conflicts => {
                "M2.5 4.5h3.5L12 13.5h3.5M13 11l2.5 2.5L13 16M2.5 13.5h3.5l1.6-2.4M10.4 6.9L12 4.5h3.5M13 2l2.5 2.5L13 7"
            }
            Self::Graph => {
                "M2 5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M12 4a2 2 0 1 0 4 0a2 2 0 1 0-4 0M8 14a2 2 0 1 0 4 0a2 2 0 1 0-4 0M6 5l6-1M5 6.8l4 5.4M13.5 6l-2.6 6.2"
            }
            Self::Augment => "M5.5 5.5V2.5h10v10h-3M2.5 5.5h10v10h-10ZM7.5 8v5M5 10.5h5",
            Self::Export => "M9 2.5v9m0 0l-3.5-3.5M9 11.5L12.5 8M3 15.5h12",
            Self::Undo => "M6.5 4L3 7.5L6.5 11M3 7.5h7.5a4 4 0 0 1 0 8H8",
            Self::Redo => "M11.5 4L15 7.5L11.5 11M15 7.5H7.5a4 4 0 0 0 0 8H10",
            Self::Theme => {
                "M9 2.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13v13M9 5.5l4.5-1M9 8.5h6.4M9 11.5l5.5 1.2"
            }
            Self::Close => "M4.5 4.5l9 9M13.5 4.5l-9 9",
            Self::Search => "M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10M11.7 11.7L15.5 15.5",
            Self::Up => "M4.5 11L9 6.5L13.5 11",
            Self::Down => "M4.5 7L9 11.5L13.5 7",
            Self::Previous => "M11 4.5L6.5 9L11 13.5",
            Self::Warning => "M9 2.5L16.5 15.5H1.5ZM9 7v4M9 13v.2",
            Self::More => "M4 9h.1M9 9h.1M14 9h.1",
            Self::Edit => "M3 15l.8-3.2L12 3.5l2.5 2.5L6.2 14.2ZM10.5 5l2.5 2.5",
            Self::Flag => "M5 16V3h8.5l-2 3.2l2 3.2H5",
            Self::File => "M4 2.5h6.5L14 6v9.5H4ZM10 2.5V6.5H14",
        }
    }
}

/// An icon beside words or inside a named button; screen readers skip it.
#[component]
pub(crate) fn Icon(shape: Shape) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 18 18" aria-hidden="true">
            <path d=shape.path() />
        </svg>
    }
}
