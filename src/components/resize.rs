//! Hears how high or wide an element is, now and whenever that changes; hidden means 0.

use std::rc::Rc;

use leptos::{html::ElementType, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};

/// Calls `hear` with the element's inner height in pixels once it is there and at every change, while the caller lives.
pub(super) fn on_resize<E>(element: NodeRef<E>, hear: impl Fn(f64) + 'static)
where
    E: ElementType,
    E::Output: JsCast + Clone + AsRef<web_sys::Element> + 'static,
{
    observe(element, move |element| hear(f64::from(element.client_height())));
}

/// The same with its inner width and height.
pub(crate) fn on_size<E>(element: NodeRef<E>, hear: impl Fn(f64, f64) + 'static)
where
    E: ElementType,
    E::Output: JsCast + Clone + AsRef<web_sys::Element> + 'static,
{
    observe(element, move |element| {
        hear(
            f64::from(element.client_width()),
            f64::from(element.client_height()),
        );
    });
}

/// The same with its inner width.
pub(crate) fn on_width<E>(element: NodeRef<E>, hear: impl Fn(f64) + 'static)
where
    E: ElementType,
    E::Output: JsCast + Clone + AsRef<web_sys::Element> + 'static,
{
    observe(element, move |element| hear(f64::from(element.client_width())));
}

fn observe<E>(element: NodeRef<E>, hear: impl Fn(&web_sys::Element) + 'static)
where
    E: ElementType,
    E::Output: JsCast + Clone + AsRef<web_sys::Element> + 'static,
{
    let hear = Rc::new(hear);
    // In the next frame: what is drawn anew within the observer's own call would be observed again, without end.
    let heard = Closure::<dyn Fn()>::new(move || {
        let hear = Rc::clone(&hear);
        request_animation_frame(move || {
            if let Some(element) = element.try_get_untracked().flatten() {
                hear(element.as_ref());
            }
        });
    });
    // Without an observer (no browser we know of) the list stays empty, which is seen at once.
    let Ok(observer) = web_sys::ResizeObserver::new(heard.as_ref().unchecked_ref()) else {
        return;
    };
    let watcher = observer.clone();
    Effect::new(move || {
        if let Some(element) = element.get() {
            watcher.observe(element.as_ref());
        }
    });
    let kept = StoredValue::new_local((observer, heard));
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}
