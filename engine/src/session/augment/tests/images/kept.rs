//! Variants of images that are accepted: generated, undone, opened again, exported.

use super::super::*;
use super::{chosen, made_again, pictures};
use crate::session::snapshot::Loading;

fn generated(session: &mut Session, choice: AugmentChoice) -> GeneratedView {
    let ask = AugmentAsk::Generate {
        selection: Selection::default(),
        choice: Some(choice),
        only_valid: true,
    };
    match answer(session, ask) {
        AugmentReply::Generated(view) => view,
        other => panic!("{other:?}"),
    }
}

fn accepted(session: &mut Session) -> Vec<AcceptedRow> {
    match answer(session, AugmentAsk::Accepted { start: 0, count: 500 }) {
        AugmentReply::Accepted(view) => view.variants,
        other => panic!("{other:?}"),
    }
}

#[test]
fn valid_variants_are_accepted_undone_and_opened_again() {
    let mut session = pictures();
    let choice = chosen(
        &[
            ("brightness", json!({"strength": 0.6})),
            ("cutmix", json!({"probability": 0.4})),
        ],
        3,
    );
    let view = generated(&mut session, choice.clone());
    assert!(
        view.taken > 8 && view.taken == view.counts.valid,
        "{:?}",
        view.counts
    );
    assert!(view.counts.valid < view.counts.variants);
    edit(&mut session, Edit::AcceptVariants(view.accept));
    let rows = accepted(&mut session);
    assert_eq!(rows.len(), view.taken as usize);
    assert_eq!(state(&mut session).accepted_by_operation[0].name, "brightness");
    let again = generated(&mut session, choice.clone());
    assert_eq!(
        (again.taken, again.counts.duplicates),
        (0, view.counts.duplicates + view.taken),
        "they are accepted already"
    );
    let made: Vec<MadeVariant> = rows.iter().map(|row| row.variant.made.clone()).collect();
    let twice = session.answer(Request::Edit(Edit::AcceptVariants(Late::of(&made).unwrap())));
    assert!(twice.unwrap_err().to_string().contains("accepted already"));
    let pixels = made_again(&mut session, &made);

    let project = session.project().unwrap();
    let mut loading = Loading::new(&project.head().unwrap()).unwrap();
    for part in project.parts() {
        loading.push(&part).unwrap();
    }
    while loading.step().is_some() {}
    let mut opened = Session::new();
    opened.open(loading.finish().unwrap());
    assert_eq!(accepted(&mut opened), rows);
    assert_eq!(made_again(&mut opened, &made), pixels);

    let gone = vec![VariantRef {
        record: rows[0].variant.made.record,
        number: rows[0].variant.number,
    }];
    edit(&mut session, Edit::RemoveVariants(Late::of(&gone).unwrap()));
    assert_eq!(accepted(&mut session).len() + 1, rows.len());
    session.answer(Request::Undo).unwrap();
    session.answer(Request::Undo).unwrap();
    assert!(accepted(&mut session).is_empty());
}

#[test]
fn exported_variants_have_statistics_of_their_own_and_mixtures_no_hard_label() {
    let mut session = pictures();
    let made = |session: &mut Session, operations: &[(&str, Value)]| {
        let view = shown(session, VariantScope::Record(0), 9, chosen(operations, 1));
        view.variants
            .into_iter()
            .map(|variant| variant.made)
            .next()
            .unwrap()
    };
    let inverted = made(&mut session, &[("invert", json!({}))]);
    let mixed = (1..40)
        .map(|seed| {
            let choice = AugmentChoice {
                seed,
                ..chosen(&[("mixup", json!({}))], 1)
            };
            shown(&mut session, VariantScope::Record(0), 1, choice)
                .variants
                .remove(0)
                .made
        })
        .find(|made| made.shares.len() == 2 && made.shares[1].record >= 12)
        .unwrap();
    let wanted = vec![inverted, mixed.clone()];
    edit(&mut session, Edit::AcceptVariants(Late::of(&wanted).unwrap()));
    let options = ExportOptions {
        format: "jsonl".to_owned(),
        model: Some("majority".to_owned()),
        include: Include::All,
        threshold: 0.0,
        at: None,
        augmented: Augmented::AsParent,
    };
    let Reply::File(file) = session.answer(Request::Export(options)).unwrap() else {
        panic!();
    };
    assert!(
        file.said
            .iter()
            .any(|said| said.contains("Mixtures have no hard label")),
        "{:?}",
        file.said
    );
    let text = String::from_utf8(file.bytes).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |id: &str| lines.iter().find(|line| line["id"] == id).unwrap();
    let (parent, inverted, mixture) = (of("day/00.png"), of("day/00.png~1"), of("day/00.png~2"));
    assert_eq!(inverted["name"], parent["name"], "images have names");
    assert_eq!(
        (&inverted["label"], &inverted["gold"]),
        (&parent["label"], &parent["gold"])
    );
    let brightness = |line: &Value| line["fields"]["brightness"].as_f64().unwrap();
    assert!(brightness(parent) > 130.0 && brightness(inverted) < 130.0);
    assert_eq!(inverted["parameters"], json!([{"name": "invert"}]));
    assert_eq!(
        mixture["parameters"][0]["partner"],
        json!(session.project().unwrap().corpus().id(mixed.shares[1].record))
    );
    assert!(mixture["gold"].is_null(), "{mixture}");
    let share = mixture["probabilities"]["day"].as_f64().unwrap();
    assert!(
        (share - mixed.shares[0].share).abs() < 1e-3,
        "{mixture} {mixed:?}"
    );
}

/// What was done is told otherwise, and the pixels are the same.
#[test]
fn the_pixels_of_an_accepted_variant_are_there_already_whatever_made_them() {
    let mut session = pictures();
    let scope = || VariantScope::Record(0);
    let inverted = chosen(&[("invert", json!({}))], 1);
    let made = shown(&mut session, scope(), 9, inverted).variants[0].made.clone();
    edit(&mut session, Edit::AcceptVariants(Late::of(&vec![made]).unwrap()));
    let thrice = chosen(
        &[
            ("invert", json!({})),
            ("invert", json!({})),
            ("invert", json!({})),
        ],
        1,
    );
    let view = shown(&mut session, scope(), 9, thrice);
    let again = &view.variants[0];
    assert!(again.duplicate && !again.accepted && !again.valid, "{again:?}");
}
