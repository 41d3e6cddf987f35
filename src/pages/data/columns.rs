//! Which column of the file became what.

use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::modality::Modality;
use labelloom_engine::session::reply::SourceView;
use leptos::prelude::*;

/// The card on the columns.
#[component]
pub(crate) fn ColumnsCard(#[prop(into)] source: Signal<Option<SourceView>>) -> impl IntoView {
    let parts = Memo::new(move |_| {
        source.with(|source| {
            source
                .as_ref()
                .map(|source| parts(source.modality, &source.mapping, &source.fields))
                .unwrap_or_default()
        })
    });
    let of_images = Memo::new(move |_| {
        source.with(|source| {
            source
                .as_ref()
                .is_some_and(|source| source.modality == Modality::Image)
        })
    });
    let has_fields = Memo::new(move |_| {
        source.with(|source| source.as_ref().is_some_and(|source| !source.fields.is_empty()))
    });
    view! {
        <section class="card" aria-label="Columns">
            <div class="card-head"><h2>"Columns"</h2></div>
            <div class="card-body">
                <dl class="facts">
                    {move || parts.get().into_iter().map(|(part, names)| view! { <dt>{part}</dt><dd>{names}</dd> }).collect_view()}
                </dl>
                <Show when=move || has_fields.get()>
                    <p class="card-note">{move || if of_images.get() {
                        "Fields are numbers of each image and stand in every export. Rules compare them: brightness<80, hue<=20 colourfulness>=40."
                    } else {
                        "Fields are kept as they are and stand in every export. Rules can compare them: lang:en, amount>=100."
                    }}</p>
                </Show>
            </div>
        </section>
    }
}

/// Each part with the columns that play it; parts that no column plays are left out.
fn parts(modality: Modality, mapping: &Mapping, fields: &[String]) -> Vec<(&'static str, String)> {
    let single = [
        ("Id", &mapping.id),
        ("Gold label", &mapping.gold),
        ("Split", &mapping.split),
    ];
    let first = match modality {
        Modality::Text => "Text",
        Modality::Image => "Name",
    };
    let mut parts = vec![(first, mapping.text.clone())];
    parts.extend(
        single
            .into_iter()
            .filter_map(|(part, column)| Some((part, column.clone()?))),
    );
    if !mapping.more_texts.is_empty() {
        parts.push(("Texts too", mapping.more_texts.join(", ")));
    }
    if !fields.is_empty() {
        parts.push(("Fields", fields.join(", ")));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_without_a_column_are_not_named() {
        let mapping = Mapping {
            text: "body".into(),
            gold: Some("class".into()),
            ..Mapping::default()
        };
        let expected = [("Text", "body".to_owned()), ("Gold label", "class".to_owned())];
        assert_eq!(parts(Modality::Text, &mapping, &[]), expected);
        assert_eq!(
            parts(Modality::Text, &mapping, &["likes".into(), "video".into()])[2],
            ("Fields", "likes, video".into())
        );
    }

    #[test]
    fn an_image_has_a_name_instead_of_a_text() {
        let mapping = Mapping {
            text: "name".into(),
            ..Mapping::default()
        };
        assert_eq!(
            parts(Modality::Image, &mapping, &[]),
            [("Name", "name".to_owned())]
        );
    }
}
