//! A list of any length: only the rows in sight exist. It works by keys as by wheel, and says its true length to
//! screen readers.

mod scroll;

use leptos::{ev, html, prelude::*};
use scroll::Scroll;

use super::resize::on_resize;

/// Rows drawn beyond the window on each side.
const SPARE: u32 = 6;
/// Rows are asked for in steps of this many, so that a small movement asks for nothing.
const STEP: u32 = 32;

/// A list of `total` rows of one height. `row` draws the row at a position; `on_range` hears which positions are
/// wanted (in steps, a little more than is seen); `active` is the row the keys are at.
#[component]
pub(crate) fn VirtualList<F>(
    /// What is listed, for screen readers.
    #[prop(into)]
    name: String,
    #[prop(into)] total: Signal<u32>,
    /// In pixels.
    #[prop(into)]
    row_height: Signal<f64>,
    active: RwSignal<u32>,
    /// A row that `active` was put to because its record moved there: nothing scrolls for it.
    quiet: RwSignal<Option<u32>>,
    /// Whenever this changes, the list begins at its top again.
    #[prop(into)]
    reset: Signal<u32>,
    /// How often, and by how many rows the last time, what is listed moved as a whole: the window moves along.
    #[prop(into)]
    moved: Signal<(u32, i32)>,
    /// Hears which row is the first in sight.
    first: RwSignal<u32>,
    #[prop(into)] on_range: UnsyncCallback<(u32, u32)>,
    #[prop(into)] on_open: UnsyncCallback<u32>,
    row: F,
) -> impl IntoView
where
    F: Fn(u32) -> AnyView + Clone + Send + Sync + 'static,
{
    let element = NodeRef::<html::Div>::new();
    let view_height = RwSignal::new(0.0);
    let scroll = Memo::new(move |_| Scroll {
        total: total.get(),
        row: row_height.get(),
        view: view_height.get(),
    });
    // The place in the list, and the scroll bar's own place; they differ where the list is scaled.
    let top = RwSignal::new(0.0);
    let scrolled = RwSignal::new(0.0);

    let go_to = move |place: f64| {
        let Some(list) = element.get_untracked() else {
            return;
        };
        let scroll = scroll.get_untracked();
        let place = place.clamp(0.0, scroll.last_top());
        let bar = scroll.scrolled_at(place).round();
        top.set(place);
        scrolled.set(bar);
        list.set_scroll_top(pixels(bar));
    };
    let on_scroll = move || {
        let Some(list) = element.get_untracked() else {
            return;
        };
        let scroll = scroll.get_untracked();
        let now = f64::from(list.scroll_top());
        let moved = now - scrolled.get_untracked();
        // A wheel moves the rows by as much as it turns, however long the list; a dragged bar moves by its share.
        let by_wheel = scroll.is_scaled() && moved.abs() < 1.5 * scroll.view;
        let place = if by_wheel {
            top.get_untracked() + moved
        } else {
            scroll.top_at(now)
        };
        scrolled.set(now);
        top.set(place.clamp(0.0, scroll.last_top()));
    };
    // Once it rests, the bar shows the true place again.
    let on_rest = move || {
        if scroll.get_untracked().is_scaled() {
            go_to(top.get_untracked());
        }
    };

    on_resize(element, move |height| view_height.set(height));
    Effect::new(move |first: Option<()>| {
        reset.track();
        if first.is_some() {
            active.set(0);
            go_to(0.0);
        }
    });
    // A list that became shorter never leaves the window below its end.
    Effect::new(move || {
        let last_top = scroll.get().last_top();
        if top.get_untracked() > last_top {
            go_to(last_top);
        }
    });

    Effect::new(move |before: Option<u32>| {
        let row = active.get();
        if quiet.get_untracked() == Some(row) {
            return row;
        }
        quiet.set(None);
        if before.is_some_and(|before| before != row) {
            go_to(scroll.get_untracked().top_showing(row, top.get_untracked()));
        }
        row
    });

    Effect::new(move |before: Option<u32>| {
        let (times, by) = moved.get();
        if before.is_some_and(|before| before != times) {
            go_to(top.get_untracked() + f64::from(by) * row_height.get_untracked());
        }
        times
    });
    let first_in_sight = Memo::new(move |_| scroll.get().first_at(top.get()));
    Effect::new(move || first.set(first_in_sight.get()));

    let rows = Memo::new(move |_| scroll.get().rows(top.get(), SPARE));
    let wanted = Memo::new(move |_| {
        let (start, end) = rows.get();
        (start / STEP * STEP, end.div_ceil(STEP).saturating_mul(STEP))
    });
    Effect::new(move || on_range.run(wanted.get()));

    let on_key = move |event: ev::KeyboardEvent| {
        let scroll = scroll.get_untracked();
        if event.key() == "Enter" {
            event.prevent_default();
            on_open.run(active.get_untracked());
        } else if let Some(next) = step(&event.key(), active.get_untracked(), scroll) {
            event.prevent_default();
            active.set(next);
        }
    };
    let line = move |position: u32| {
        let drawn = row(position);
        view! {
            <div
                class="list-row"
                class:list-row-active=move || active.get() == position
                id=row_id(position)
                role="row"
                aria-rowindex=(position + 1).to_string()
                style:height=move || format!("{}px", row_height.get())
                style:transform=move || {
                    format!("translateY({:.1}px)", f64::from(position) * row_height.get() + scrolled.get() - top.get())
                }
                on:click=move |_| {
                    active.set(position);
                    // Who selects words in a row wants the words.
                    if !has_selected_words() {
                        on_open.run(position);
                    }
                }
            >
                {drawn}
            </div>
        }
    };
    view! {
        <div
            class="list"
            node_ref=element
            role="grid"
            tabindex="0"
            aria-label=name
            aria-rowcount=move || total.get().to_string()
            aria-activedescendant=move || row_id(active.get())
            on:scroll=move |_| on_scroll()
            on:scrollend=move |_| on_rest()
            on:keydown=on_key
        >
            <div class="list-box" role="presentation" style:height=move || format!("{:.0}px", scroll.get().box_height())>
                <For each=move || { let (start, end) = rows.get(); start..end } key=|position| *position children=line />
            </div>
        </div>
    }
}

fn has_selected_words() -> bool {
    window()
        .get_selection()
        .ok()
        .flatten()
        .is_some_and(|selection| !selection.is_collapsed())
}

fn row_id(position: u32) -> String {
    format!("row-{position}")
}

/// Where a key leads, where it leads anywhere.
fn step(key: &str, at: u32, scroll: Scroll) -> Option<u32> {
    let last = scroll.total.checked_sub(1)?;
    let (start, end) = Scroll {
        total: u32::MAX,
        ..scroll
    }
    .rows(0.0, 0);
    let page = (end - start).saturating_sub(1).max(1);
    Some(match key {
        "ArrowDown" => at.saturating_add(1).min(last),
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => at.saturating_add(page).min(last),
        "PageUp" => at.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

/// A place of the scroll bar as the browser takes it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a box is at most 15 million pixels high"
)]
fn pixels(place: f64) -> i32 {
    place as i32
}
