//! Labels whose names differ in case or spaces alone, as columns filled by hand have them: named, with the way to make
//! them one. Nothing is made one unasked, since names are compared exactly everywhere.

use labelloom_engine::ids::LabelId;
use labelloom_engine::session::reply::LabelView;
use leptos::prelude::*;

use super::change::Change;
use crate::components::{Button, Icon, Shape};

/// A line for each label that has a namesake before it.
#[component]
pub(super) fn AlikeLabels(labels: Signal<Vec<LabelView>>, change: RwSignal<Option<Change>>) -> impl IntoView {
    let lines = Memo::new(move |_| {
        labels.with(|labels| {
            let alike = labels
                .iter()
                .filter_map(|label| Some((label, namesake(labels, label.id)?)));
            let line = |(label, other): (&LabelView, &LabelView)| (label.id, sentence(label, other));
            alike
                .filter(|(label, other)| is_before(labels, other, label))
                .map(line)
                .collect::<Vec<_>>()
        })
    });
    move || {
        lines
            .get()
            .into_iter()
            .map(|(id, sentence)| {
                view! {
                    <p class="label-alike">
                        <Icon shape=Shape::Warning />
                        <span>{sentence}</span>
                        <Button on:click=move |_| change.set(Some(Change::Merge(id)))>"Merge"</Button>
                    </p>
                }
            })
            .collect_view()
    }
}

/// The first other label whose name differs from a label's in case or spaces alone.
pub(super) fn namesake(labels: &[LabelView], id: LabelId) -> Option<&LabelView> {
    let own = labels.iter().find(|label| label.id == id)?;
    labels
        .iter()
        .find(|label| label.id != id && plain(&label.name) == plain(&own.name))
}

fn is_before(labels: &[LabelView], one: &LabelView, other: &LabelView) -> bool {
    let place = |of: &LabelView| labels.iter().position(|label| label.id == of.id);
    place(one) < place(other)
}

fn plain(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn sentence(label: &LabelView, other: &LabelView) -> String {
    format!(
        "“{}” and “{}” differ in case or spaces alone.",
        other.name, label.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(id: u32, name: &str) -> LabelView {
        LabelView {
            id: LabelId(id),
            name: name.into(),
            color: 0,
            rules: 0,
            gold: 0,
        }
    }

    #[test]
    fn case_and_spaces_make_no_other_name() {
        let labels = [
            label(0, "Fraud"),
            label(1, "ok"),
            label(2, " fraud "),
            label(3, "frauds"),
        ];
        let of = |id| namesake(&labels, LabelId(id)).map(|label| label.id.0);
        assert_eq!([of(0), of(1), of(2), of(3)], [Some(2), None, Some(0), None]);
        assert!(is_before(&labels, &labels[0], &labels[2]));
    }
}
