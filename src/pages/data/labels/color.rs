//! A label's colour: a swatch that opens the palette.

use labelloom_engine::labels::COLORS;
use leptos::{ev, html, prelude::*};

use crate::browser::focus;

/// The colours in words, in the palette's order: a colour is never known by sight alone.
const NAMES: [&str; COLORS as usize] = [
    "blue", "orange", "green", "pink", "ochre", "violet", "teal", "red", "olive", "brown", "slate", "navy",
];

/// A swatch button with the palette behind it. The arrow keys walk it; Escape closes it.
#[component]
pub(crate) fn ColorPick(
    /// Whose colour, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] color: Signal<u8>,
    #[prop(into)] on_pick: Callback<u8>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            // Focus can only fail on an element that left the page, and then there is nothing to return to.
            drop(button.focus());
        }
    };
    let pick = move |picked: u8| {
        close();
        on_pick.run(picked);
    };
    view! {
        <div class="color-pick">
            <button
                type="button"
                node_ref=button
                class=move || format!("color-button lc{}", color.get())
                aria-haspopup="true"
                aria-expanded=move || open.get().to_string()
                aria-label=move || format!("Colour of {}: {}", label.get(), color_name(color.get()))
                title="Colour"
                on:click=move |_| open.update(|open| *open = !*open)
            ></button>
            <Show when=move || open.get()>
                <Palette color=color pick=Callback::new(pick) close=Callback::new(move |()| close()) />
            </Show>
        </div>
    }
}

/// The twelve colours as one group of radio buttons.
#[component]
fn Palette(color: Signal<u8>, pick: Callback<u8>, close: Callback<()>) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(palette) = element.get() {
            focus_child(&palette, u32::from(color.get_untracked()));
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(palette) = element.get_untracked() else {
            return;
        };
        let now = focused_child(&palette).unwrap_or(0);
        let Some(next) = step(&event.key(), now) else {
            if matches!(event.key().as_str(), "Escape" | "Tab") {
                event.stop_propagation();
                close.run(());
            }
            return;
        };
        event.prevent_default();
        focus_child(&palette, next);
    };
    view! {
        <div class="palette" role="radiogroup" aria-label="Colours" node_ref=element on:keydown=on_key>
            {(0..COLORS)
                .map(|each| view! {
                    <button
                        type="button"
                        role="radio"
                        tabindex="-1"
                        class=format!("color-button lc{each}")
                        aria-checked=move || (color.get() == each).to_string()
                        aria-label=color_name(each)
                        title=color_name(each)
                        on:click=move |_| pick.run(each)
                    ></button>
                })
                .collect_view()}
        </div>
    }
}

fn color_name(color: u8) -> &'static str {
    NAMES.get(usize::from(color)).copied().unwrap_or("grey")
}

/// Where an arrow key leads in two rows of six.
fn step(key: &str, now: u32) -> Option<u32> {
    let all = u32::from(COLORS);
    let by = match key {
        "ArrowRight" => 1,
        "ArrowLeft" => all - 1,
        "ArrowDown" | "ArrowUp" => all / 2,
        _ => return None,
    };
    Some((now + by) % all)
}

fn focus_child(palette: &web_sys::Element, index: u32) {
    focus::give(palette.children().item(index));
}

fn focused_child(palette: &web_sys::Element) -> Option<u32> {
    let focused = document().active_element()?;
    let children = palette.children();
    (0..children.length()).find(|&index| children.item(index).as_ref() == Some(&focused))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_walk_two_rows_of_six() {
        assert_eq!(step("ArrowRight", 11), Some(0));
        assert_eq!(step("ArrowLeft", 0), Some(11));
        assert_eq!(step("ArrowDown", 2), Some(8));
        assert_eq!(step("ArrowUp", 8), Some(2));
        assert_eq!(step("x", 2), None);
    }
}
