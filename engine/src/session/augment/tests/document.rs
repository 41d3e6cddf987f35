//! What is chosen and what is accepted, as parts of the document.

use super::*;
use crate::session::snapshot::Loading;

fn accept(session: &mut Session, variants: &[MadeVariant]) -> ProjectView {
    edit(
        session,
        Edit::AcceptVariants(Late::of(&variants.to_vec()).unwrap()),
    )
}

fn some(session: &mut Session, record: u32) -> Vec<MadeVariant> {
    let view = shown(session, VariantScope::Record(record), 9, deleting());
    view.variants
        .into_iter()
        .filter(|variant| variant.valid)
        .map(|variant| variant.made)
        .collect()
}

fn ids(session: &mut Session) -> Vec<String> {
    match answer(session, AugmentAsk::Accepted { start: 0, count: 100 }) {
        AugmentReply::Accepted(view) => view.variants.into_iter().map(|row| row.id).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn variants_are_accepted_numbered_undone_and_let_go() {
    let mut session = session();
    let before = session.project().unwrap().analysis().sets.covered.count();
    let many = AugmentChoice {
        copies: 20,
        ..deleting()
    };
    let view = shown(&mut session, VariantScope::Record(0), 20, many);
    let made: Vec<_> = view
        .variants
        .iter()
        .filter(|variant| variant.valid)
        .map(|variant| variant.made.clone())
        .take(3)
        .collect();
    assert_eq!(made.len(), 3);
    assert_eq!(
        accept(&mut session, &made[..1]).undo.as_deref(),
        Some("accept 1 variant")
    );
    assert_eq!(
        accept(&mut session, &made).undo.as_deref(),
        Some("accept 3 variants")
    );
    assert_eq!(
        ids(&mut session),
        ["a~1", "a~2", "a~3"],
        "the first one is there already"
    );
    let again = session.answer(Request::Edit(Edit::AcceptVariants(Late::of(&made).unwrap())));
    assert!(again.unwrap_err().to_string().contains("accepted already"));
    let view = state(&mut session);
    assert_eq!((view.accepted, view.accepted_by_operation[0].count), (3, 3));
    assert_eq!(view.accepted_by_label[0].label, SPAM);
    assert_eq!(session.project().unwrap().analysis().sets.covered.count(), before);
    let gone = vec![VariantRef { record: 0, number: 2 }];
    edit(&mut session, Edit::RemoveVariants(Late::of(&gone).unwrap()));
    assert_eq!(ids(&mut session), ["a~1", "a~3"]);
    session.answer(Request::Undo).unwrap();
    session.answer(Request::Undo).unwrap();
    assert_eq!(ids(&mut session), ["a~1"]);
    let nowhere = MadeVariant {
        record: 99,
        ..made[0].clone()
    };
    let refused = session.answer(Request::Edit(Edit::AcceptVariants(
        Late::of(&vec![nowhere]).unwrap(),
    )));
    assert!(refused.unwrap_err().to_string().contains("no record 100"));
}

#[test]
fn choice_and_variants_come_back_from_head_journal_and_file() {
    let mut session = session();
    let mut chosen = deleting();
    chosen.operations[0].not_for = vec![HAM];
    edit(&mut session, Edit::Augment(Late::of(&chosen).unwrap()));
    let made = some(&mut session, 0);
    assert!(!made.is_empty());
    accept(&mut session, &made);
    let wanted = ids(&mut session);
    let project = session.project().unwrap();
    let mut loading = Loading::new(&project.head().unwrap()).unwrap();
    for part in project.parts() {
        loading.push(&part).unwrap();
    }
    while loading.step().is_some() {}
    let mut opened = Session::new();
    opened.open(loading.finish().unwrap());
    assert_eq!(
        (ids(&mut opened), state(&mut opened).choice),
        (wanted.clone(), chosen.clone())
    );

    let journal = session.take_journal();
    let mut replayed = imported(DATA);
    replayed.replay(&journal).unwrap();
    assert_eq!(
        (ids(&mut replayed), state(&mut replayed).choice),
        (wanted.clone(), chosen.clone())
    );

    let file = super::exported(&mut session, "project", Augmented::default());
    let mut reading = crate::session::reopen::Reopening::new(file.as_bytes()).unwrap();
    while reading.step().is_some() {}
    let mut reopened = Session::new();
    reopened.open(reading.into_project());
    assert_eq!(
        (ids(&mut reopened), state(&mut reopened).choice),
        (wanted, chosen)
    );
}

#[test]
fn a_choice_is_checked_and_follows_labels() {
    let mut session = session();
    let mut wrong = deleting();
    wrong.operations[0]
        .settings
        .insert("strength".to_owned(), json!(3));
    let refused = session
        .answer(Request::Edit(Edit::Augment(Late::of(&wrong).unwrap())))
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("operation 1 (\"delete\")") && refused.contains("from 0 to 1"),
        "{refused}"
    );
    let mut chosen = deleting();
    chosen.operations[0].not_for = vec![HAM];
    edit(&mut session, Edit::Augment(Late::of(&chosen).unwrap()));
    edit(
        &mut session,
        Edit::MergeLabel {
            from: HAM,
            into: SPAM,
        },
    );
    assert_eq!(state(&mut session).choice.operations[0].not_for, [SPAM]);
    session.answer(Request::Undo).unwrap();
    edit(&mut session, Edit::DeleteLabel { id: HAM });
    assert_eq!(state(&mut session).choice.operations[0].not_for, []);
    edit(
        &mut session,
        Edit::Augment(Late::of(&AugmentChoice::default()).unwrap()),
    );
    assert!(session.project().unwrap().document().augment.is_usual());
}

#[test]
fn the_policy_file_is_what_the_command_line_takes() {
    let mut session = session();
    edit(
        &mut session,
        Edit::SetList {
            name: "names".into(),
            entries: vec!["Ann".into()],
        },
    );
    let mut chosen = deleting();
    chosen.operations[0].not_for = vec![HAM];
    chosen.locks.matched = MatchedChoice::Keep;
    let ask = AugmentAsk::Policy { choice: Some(chosen) };
    let Reply::File(file) = session.answer(Request::augment(&ask).unwrap()).unwrap() else {
        panic!("no file")
    };
    let policy = crate::augment::PolicyFile::read(&file.bytes).unwrap();
    assert_eq!(policy.steps[0].not_for, ["HAM"]);
    assert_eq!(policy.lists["names"], ["Ann"]);
    assert!(file.said[0].contains("--seed 1"));
}

#[test]
fn accepted_variants_are_records_of_their_own_in_exports() {
    let mut session = session();
    let many = AugmentChoice {
        copies: 20,
        ..deleting()
    };
    let view = shown(&mut session, VariantScope::Record(0), 20, many);
    let kept = view.variants.iter().find(|variant| variant.valid).unwrap();
    let lost = view
        .variants
        .iter()
        .find(|variant| variant.made.fate == Fate::Lost)
        .unwrap();
    accept(&mut session, &[kept.made.clone(), lost.made.clone()]);
    let without = exported(&mut session, "jsonl", Augmented::Without);
    assert_eq!(
        (without.lines().count(), without.contains("augmented")),
        (8, false)
    );
    let as_parent = exported(&mut session, "jsonl", Augmented::AsParent);
    let lines: Vec<Value> = as_parent
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 10);
    assert_eq!(
        (&lines[0]["id"], &lines[1]["id"], &lines[2]["id"], &lines[3]["id"]),
        (&json!("a"), &json!("a~1"), &json!("a~2"), &json!("b"))
    );
    assert_eq!(
        (
            &lines[1]["augmented"],
            &lines[1]["parent"],
            &lines[1]["operation"]
        ),
        (&json!(true), &json!("a"), &json!("delete"))
    );
    assert_eq!(
        (&lines[1]["parameters"][0]["strength"], &lines[1]["seed"]),
        (&json!(0.5), &json!(1))
    );
    assert_eq!(
        (&lines[1]["gold"], &lines[1]["split"], &lines[1]["votes"]),
        (&json!("SPAM"), &json!("dev"), &json!([]))
    );
    let by_rules = exported(&mut session, "jsonl", Augmented::ByRules);
    let lines: Vec<Value> = by_rules
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (&lines[1]["votes"][0]["rule"], &lines[2]["votes"]),
        (&json!("channel"), &json!([]))
    );
    let csv = exported(&mut session, "csv", Augmented::AsParent);
    let mut rows = csv.lines();
    assert!(
        rows.next()
            .unwrap()
            .ends_with("augmented,parent,operation,parameters,seed")
    );
    assert!(rows.next().unwrap().ends_with(",false,,,,"));
    assert!(rows.next().unwrap().contains(",true,a,delete,"));
    assert_eq!(
        exported(&mut session, "project", Augmented::AsParent)
            .matches("\"augmented\"")
            .count(),
        0
    );
}

#[test]
fn labels_of_exported_variants_are_the_records_or_those_of_their_own_text() {
    let mut session = session();
    let many = AugmentChoice {
        copies: 20,
        ..deleting()
    };
    let view = shown(&mut session, VariantScope::Record(0), 20, many);
    let lost = view
        .variants
        .iter()
        .find(|variant| variant.made.fate == Fate::Lost)
        .unwrap();
    accept(&mut session, std::slice::from_ref(&lost.made));
    for (augmented, label) in [
        (Augmented::AsParent, json!("SPAM")),
        (Augmented::ByRules, Value::Null),
    ] {
        let options = ExportOptions {
            format: "jsonl".to_owned(),
            model: Some("majority".to_owned()),
            include: Include::All,
            threshold: 0.0,
            at: None,
            augmented,
        };
        let Reply::File(file) = session.answer(Request::Export(options)).unwrap() else {
            panic!("no file")
        };
        let text = String::from_utf8(file.bytes).unwrap();
        let line: Value = serde_json::from_str(text.lines().nth(1).unwrap()).unwrap();
        assert_eq!((&line["id"], &line["label"]), (&json!("a~1"), &label));
        assert!(
            file.said
                .iter()
                .any(|said| said.contains("1 accepted variant stands behind")),
            "{:?}",
            file.said
        );
    }
}
