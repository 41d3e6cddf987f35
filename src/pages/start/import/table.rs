//! The first rows of the file, and above each column the part it plays.

use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::preview::{ColumnPreview, Preview, PreviewPicture};
use leptos::prelude::*;

use super::roles::{Role, with_role};
use crate::components::numbers::long_count;
use crate::components::{Canvas, Drawing};

/// Pixels of the page that an image takes each way.
const PICTURE: u32 = 40;

/// The table. Choosing a part changes the mapping alone; the file is not read again.
#[component]
pub(crate) fn PreviewTable(preview: Signal<Preview>, mapping: RwSignal<Mapping>) -> impl IntoView {
    let columns = Memo::new(move |_| preview.with(|preview| preview.columns.clone()));
    let rows = Memo::new(move |_| preview.with(|preview| preview.rows.clone()));
    let pictures = Memo::new(move |_| preview.with(|preview| preview.pictures.clone()));
    let has_pictures = move || pictures.with(|pictures| !pictures.is_empty());
    view! {
        <section class="import-card" aria-label="Columns">
            <h2>"Columns"</h2>
            <div class="preview-scroll" tabindex="0" role="group" aria-label="First rows of the file">
                <table class="preview-table">
                    <thead>
                        <tr>
                            <th class="row-number"><span class="unseen">"Row"</span></th>
                            {move || has_pictures().then(|| view! { <th scope="col">"image"</th> })}
                            {move || columns.get().into_iter().map(|column| view! {
                                <ColumnHead column=column columns=columns mapping=mapping />
                            }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            let roles = roles(columns, mapping);
                            let mut pictures = pictures.get().into_iter();
                            let row = |(at, row)| row_view(at + 1, row, pictures.next(), &roles);
                            rows.get().into_iter().enumerate().map(row).collect_view()
                        }}
                    </tbody>
                </table>
            </div>
            <p class="card-note">{move || preview.with(below)}</p>
        </section>
    }
}

/// A column's name, what it holds, and the list of parts.
#[component]
fn ColumnHead(
    column: ColumnPreview,
    columns: Memo<Vec<ColumnPreview>>,
    mapping: RwSignal<Mapping>,
) -> impl IntoView {
    let name = column.name.clone();
    let role = Memo::new(move |_| mapping.with(|mapping| Role::of(mapping, &name)));
    let name = column.name.clone();
    let pick = move |value: String| {
        let names = columns.with_untracked(|columns| {
            columns
                .iter()
                .map(|column| column.name.clone())
                .collect::<Vec<_>>()
        });
        if let Some(role) = Role::named(&value) {
            mapping.update(|mapping| *mapping = with_role(mapping, &names, &name, role));
        }
    };
    view! {
        <th scope="col" data-role=move || role.get().value() title=about(&column)>
            {column.name.clone()}
            <select
                class="input"
                aria-label=format!("What the column {} is", column.name)
                data-testid="column-role"
                prop:value=move || role.get().value()
                on:change:target=move |event| pick(event.target().value())
            >
                {Role::ALL
                    .map(|each| view! {
                        <option value=each.value() prop:selected=move || role.get() == each>{each.title()}</option>
                    })
                    .collect_view()}
            </select>
        </th>
    }
}

fn roles(columns: Memo<Vec<ColumnPreview>>, mapping: RwSignal<Mapping>) -> Vec<Role> {
    columns.with(|columns| {
        mapping.with(|mapping| {
            columns
                .iter()
                .map(|column| Role::of(mapping, &column.name))
                .collect()
        })
    })
}

fn row_view(
    number: usize,
    row: Vec<String>,
    picture: Option<PreviewPicture>,
    roles: &[Role],
) -> impl IntoView + use<> {
    let cell = |(value, role): (String, &Role)| {
        let shown = if value.is_empty() {
            view! { <span class="preview-empty">"empty"</span> }.into_any()
        } else {
            view! { <span>{value}</span> }.into_any()
        };
        view! { <td data-role=role.value()>{shown}</td> }
    };
    let cells = row.into_iter().zip(roles).map(cell).collect_view();
    let picture = picture.map(|picture| {
        let drawing = Drawing {
            width: picture.width,
            height: picture.height,
            rgba: picture.rgba().into(),
        };
        let shown = Signal::derive_local(move || Some(drawing.clone()));
        view! { <td><Canvas shown=shown side=PICTURE name=format!("Image {number}") /></td> }
    });
    view! { <tr><td class="row-number">{number}</td>{picture}{cells}</tr> }
}

/// What the sample says about a column.
fn about(column: &ColumnPreview) -> String {
    format!(
        "{} different values in the rows looked at, {} empty",
        long_count(column.distinct_in_sample),
        long_count(column.empty_in_sample)
    )
}

/// How much of the file is shown.
fn below(preview: &Preview) -> String {
    let all = match preview.pictures.is_empty() {
        true => "All rows are read at import; texts are never changed.",
        false => "All images are read at import.",
    };
    format!(
        "The first {} of {} rows looked at. {all}",
        preview.rows.len(),
        long_count(preview.rows_in_sample)
    )
}
