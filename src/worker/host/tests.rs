//! The host over memory: every call has one end, acknowledged work survives a killed tab, and two tabs never write one
//! project.

use labelloom_engine::formats::preview::preview;
use labelloom_engine::ids::LabelId;
use labelloom_engine::session::edit::{Draft, Edit, RuleText};
use labelloom_engine::session::import::ImportPlan;
use labelloom_engine::session::journal::{Change, JournalEntry};
use labelloom_engine::session::reply::{ProjectView, Reply};
use labelloom_engine::session::request::{ExportOptions, Include, Request, Selection};

use super::open::MOST_LINES;
use super::sealed::seal;
use super::store::{Key, Row, Table};
use crate::worker::CallError;
use crate::worker::inline::{Disk, Inline};
use crate::worker::protocol::{Answer, Call, End, Event, ProjectCard};
use crate::worker::slot::Slot;

const FILE: &[u8] = b"text,label\nfree cash now,SPAM\nhello there,HAM\nfree hugs,HAM\nsee you,HAM\n";

fn plan() -> ImportPlan {
    let preview = preview("mails.csv", FILE, true, None).unwrap();
    ImportPlan {
        source_name: "mails.csv".to_owned(),
        project_name: "mails".to_owned(),
        options: preview.options,
        mapping: preview.mapping,
        labels: None,
    }
}

fn import(tab: &Inline) -> (String, ProjectView) {
    match tab.call_with(Call::Import { plan: plan() }, Some(FILE)) {
        Ok(Answer::Imported { id, view }) => (id, *view),
        other => panic!("not imported: {other:?}"),
    }
}

fn rule(name: &str, query: &str) -> RuleText {
    RuleText {
        name: name.to_owned(),
        label: LabelId(0),
        query: query.to_owned(),
        ..RuleText::default()
    }
}

fn add_rule(name: &str) -> Call {
    Call::engine(Request::Edit(Edit::AddRule {
        text: rule(name, "free"),
    }))
}

fn project(answer: Result<Answer, CallError>) -> ProjectView {
    match answer {
        Ok(Answer::Engine(reply)) => match *reply {
            Reply::Project(view) => *view,
            other => panic!("not a project: {other:?}"),
        },
        other => panic!("no answer: {other:?}"),
    }
}

struct Opened {
    view: ProjectView,
    repaired: Option<String>,
    read_only: bool,
}

fn open(tab: &Inline, project: &str, take_over: bool) -> Opened {
    match tab.call(Call::Open {
        project: project.to_owned(),
        take_over,
    }) {
        Ok(Answer::Opened {
            view,
            repaired,
            read_only,
            ..
        }) => Opened {
            view: *view,
            repaired,
            read_only,
        },
        other => panic!("not opened: {other:?}"),
    }
}

fn cards(tab: &Inline) -> Vec<ProjectCard> {
    match tab.call(Call::Projects) {
        Ok(Answer::Projects(cards)) => cards,
        other => panic!("no cards: {other:?}"),
    }
}

fn rule_names(view: &ProjectView) -> Vec<&str> {
    view.rules.iter().map(|rule| rule.name.as_str()).collect()
}

#[test]
fn an_imported_project_is_listed_and_opens_again() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    let (id, imported) = import(&tab);
    assert_eq!((imported.records, imported.labels.len()), (4, 2));
    project(tab.call(add_rule("free")));
    tab.kill();

    let tab = Inline::open(&disk);
    let cards = cards(&tab);
    assert_eq!(cards.len(), 1);
    assert_eq!(
        (cards[0].name.as_str(), cards[0].records, cards[0].rules),
        ("mails", 4, 1)
    );
    assert_eq!(cards[0].labels, ["SPAM", "HAM"]);
    let opened = open(&tab, &id, false);
    assert_eq!(rule_names(&opened.view), ["free"]);
    assert_eq!(opened.view.rules[0].figures.coverage, 2);
    assert_eq!((opened.repaired, opened.read_only), (None, false));
}

#[test]
fn what_was_told_as_saved_survives_a_kill_at_any_write() {
    for writes in 0..4 {
        let disk = Disk::default();
        let tab = Inline::open(&disk);
        let (id, _) = import(&tab);
        tab.kill_after(writes);
        for name in ["a", "b", "c", "d", "e"] {
            tab.send(None, add_rule(name), None);
            tab.settle();
        }
        let saved = tab
            .events()
            .iter()
            .filter(|event| matches!(event, Event::Saved { .. }))
            .count();
        tab.kill();
        let opened = open(&Inline::open(&disk), &id, false);
        assert_eq!(opened.view.rules.len(), saved, "killed after {writes} writes");
        assert_eq!(opened.view.revision as usize, saved);
    }
}

#[test]
fn an_import_killed_at_any_write_leaves_a_whole_project_or_none() {
    for writes in 0..4 {
        let disk = Disk::default();
        let tab = Inline::open(&disk);
        tab.kill_after(writes);
        tab.send(None, Call::Import { plan: plan() }, Some(FILE));
        tab.settle();
        tab.kill();

        let tab = Inline::open(&disk);
        match cards(&tab).as_slice() {
            [] => assert_eq!(
                disk.rows(Table::Corpus),
                [],
                "leftovers are swept, {writes} writes"
            ),
            [card] => assert_eq!(open(&tab, &card.id, false).view.records, 4),
            more => panic!("one import, {} projects", more.len()),
        }
    }
}

#[test]
fn another_tabs_import_is_not_swept() {
    let disk = Disk::default();
    let first = Inline::open(&disk);
    first.kill_after(1);
    first.send(None, Call::Import { plan: plan() }, Some(FILE));
    first.settle();
    assert_eq!(disk.rows(Table::Corpus).len(), 1);
    let _second = Inline::open(&disk);
    assert_eq!(disk.rows(Table::Corpus).len(), 1, "the first tab is still at it");
}

#[test]
fn a_torn_journal_is_cut_and_that_is_said_once() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    let (id, _) = import(&tab);
    for name in ["a", "b", "c"] {
        project(tab.call(add_rule(name)));
    }
    tab.kill();
    disk.damage(
        Table::Journal,
        Key::new(&id, 2),
        Row::Text("0badf00d {\"rev".to_owned()),
    );

    let tab = Inline::open(&disk);
    let opened = open(&tab, &id, false);
    assert_eq!(rule_names(&opened.view), ["a", "b"]);
    assert!(
        opened
            .repaired
            .is_some_and(|said| said.contains("The last change"))
    );
    project(tab.call(add_rule("d")));
    tab.kill();
    let opened = open(&Inline::open(&disk), &id, false);
    assert_eq!(rule_names(&opened.view), ["a", "b", "d"]);
    assert_eq!(opened.repaired, None);
}

#[test]
fn a_failed_write_is_told_and_made_up_for() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    let (id, _) = import(&tab);
    tab.fail_writes(2);
    project(tab.call(add_rule("a")));
    project(tab.call(add_rule("b")));
    let events = tab.events();
    assert!(matches!(events.first(), Some(Event::SaveFailed(_))), "{events:?}");
    assert!(
        matches!(events.last(), Some(Event::Saved { revision: 2, .. })),
        "{events:?}"
    );
    tab.kill();
    assert_eq!(
        rule_names(&open(&Inline::open(&disk), &id, false).view),
        ["a", "b"]
    );
}

#[test]
fn the_second_tab_reads_until_it_takes_over() {
    let disk = Disk::default();
    let first = Inline::open(&disk);
    let (id, _) = import(&first);
    project(first.call(add_rule("first")));

    let second = Inline::open(&disk);
    assert!(open(&second, &id, false).read_only);
    assert!(matches!(second.call(add_rule("no")), Err(CallError::Failed(_))));

    let taken = open(&second, &id, true);
    assert!(!taken.read_only);
    assert_eq!(rule_names(&taken.view), ["first"]);
    assert_eq!(first.events().last(), Some(&Event::ProjectTakenOver));
    assert!(matches!(first.call(add_rule("no")), Err(CallError::Failed(_))));
    project(second.call(add_rule("second")));
    second.kill();
    first.kill();
    assert_eq!(
        rule_names(&open(&Inline::open(&disk), &id, false).view),
        ["first", "second"]
    );
}

#[test]
fn a_draft_outlives_the_tab() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    let (id, _) = import(&tab);
    let draft = Draft {
        rule: None,
        text: rule("half", "fre"),
    };
    let kept = tab.call(Call::KeepDraft {
        draft: Some(draft.clone()),
        draft_revision: 7,
    });
    assert_eq!(kept, Ok(Answer::DraftKept { draft_revision: 7 }));
    tab.kill();
    let tab = Inline::open(&disk);
    assert_eq!(open(&tab, &id, false).view.draft, Some(draft));
    tab.call(Call::KeepDraft {
        draft: None,
        draft_revision: 8,
    })
    .unwrap();
    tab.kill();
    assert_eq!(open(&Inline::open(&disk), &id, false).view.draft, None);
}

#[test]
fn of_many_keystrokes_only_the_last_is_counted() {
    let tab = Inline::open(&Disk::default());
    import(&tab);
    let asked: Vec<u32> = ["f", "fr", "fre", "free"]
        .into_iter()
        .map(|query| {
            let draft = Draft {
                rule: None,
                text: rule("draft", query),
            };
            tab.send(Some(Slot::Draft), Call::engine(Request::Draft(draft)), None)
        })
        .collect();
    tab.settle();
    for id in &asked[..3] {
        assert_eq!(tab.ends(*id), [End::Dropped]);
    }
    match tab.ends(asked[3]).as_slice() {
        [End::Done(Answer::Engine(reply))] => match reply.as_ref() {
            Reply::Draft(view) => assert_eq!(view.figures.coverage, 2),
            other => panic!("not a draft: {other:?}"),
        },
        other => panic!("not one answer: {other:?}"),
    }
}

#[test]
fn questions_are_answered_during_an_import_and_cancelling_leaves_nothing() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    let (id, _) = import(&tab);
    let long: Vec<u8> = [FILE, "another line of text,HAM\n".repeat(300_000).as_bytes()].concat();
    let importing = tab.send(None, Call::Import { plan: plan() }, Some(&long));
    for _ in 0..4 {
        tab.step();
    }
    let rows = Request::Rows {
        selection: Selection::default(),
        start: 0,
        end: 2,
        keep: None,
    };
    let asked = tab.send(None, Call::engine(rows), None);
    for _ in 0..3 {
        tab.step();
    }
    assert_eq!(tab.ends(importing), [], "still reading");
    assert!(matches!(tab.ends(asked).as_slice(), [End::Done(_)]));
    assert!(tab.progress_count(importing) > 0);
    tab.cancel(importing);
    tab.settle();
    assert_eq!(tab.ends(importing), [End::Cancelled]);
    assert_eq!(cards(&tab).len(), 1);
    let view = project(tab.call(Call::engine(Request::Project)));
    assert_eq!(view.records, 4, "the open project stays");
    assert!(disk.rows(Table::Corpus).iter().all(|(key, _)| key.project == id));
}

#[test]
fn a_project_is_deleted_whole_but_not_under_another_tab() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    let (id, _) = import(&tab);
    project(tab.call(add_rule("a")));
    let other = Inline::open(&disk);
    assert!(matches!(
        other.call(Call::Delete { project: id.clone() }),
        Err(CallError::Failed(_))
    ));
    assert_eq!(tab.call(Call::Delete { project: id }), Ok(Answer::Deleted));
    for table in Table::ALL {
        assert_eq!(disk.rows(table), [], "{table:?}");
    }
}

#[test]
fn a_long_journal_is_folded_at_opening_and_what_undo_offers_can_be_replayed() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    let (id, _) = import(&tab);
    project(tab.call(add_rule("a")));
    let (last, row) = disk.rows(Table::Journal).pop().unwrap();
    tab.kill();
    let recolor = |number: u32| {
        let change = Change::Edit(Edit::RecolorLabel {
            id: LabelId(0),
            color: u8::try_from(number % 7).unwrap(),
        });
        Row::Text(
            seal(&JournalEntry {
                revision: number + 1,
                change,
            })
            .unwrap(),
        )
    };
    let lines = u32::try_from(MOST_LINES).unwrap() + 10;
    for number in 1..lines {
        disk.damage(Table::Journal, Key::new(&id, number), recolor(number));
    }
    assert_eq!(disk.rows(Table::Journal)[0], (last, row));

    let tab = Inline::open(&disk);
    let opened = open(&tab, &id, false);
    assert_eq!(disk.rows(Table::Journal), []);
    assert_eq!(
        (opened.view.revision, opened.view.undo, opened.repaired),
        (lines, None, None)
    );
    project(tab.call(add_rule("b")));
    project(tab.call(Call::engine(Request::Undo)));
    tab.kill();
    let again = open(&Inline::open(&disk), &id, false);
    assert_eq!(
        (rule_names(&again.view), again.view.revision),
        (vec!["a"], lines + 2)
    );
    assert_eq!(again.view.labels, opened.view.labels);
}

#[test]
fn a_project_file_opens_as_the_same_project() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    import(&tab);
    let before = project(tab.call(add_rule("a")));
    let options = ExportOptions {
        augmented: Default::default(),
        format: "project".to_owned(),
        model: None,
        include: Include::All,
        threshold: 0.0,
        at: None,
    };
    let exported = tab.send(None, Call::engine(Request::Export(options)), None);
    tab.settle();
    let file = tab.attachment(exported).unwrap();
    match tab.call_with(Call::OpenProjectFile, Some(&file)) {
        Ok(Answer::Imported { view, .. }) => {
            assert_eq!((view.records, view.name.as_str()), (4, "mails"));
            assert_eq!(
                (&view.rules, &view.labels, &view.totals),
                (&before.rules, &before.labels, &before.totals)
            );
        }
        other => panic!("not opened: {other:?}"),
    }
    assert_eq!(cards(&tab).len(), 2);
}

#[test]
fn every_sample_opens_with_its_rules() {
    for name in ["comments", "support"] {
        let tab = Inline::open(&Disk::default());
        match tab.call(Call::Sample {
            name: name.to_owned(),
        }) {
            Ok(Answer::Imported { view, .. }) => {
                assert!(view.records > 400 && view.rules.len() > 5, "{name}");
                assert!(view.rules.iter().all(|rule| rule.problem.is_none()), "{name}");
                assert_eq!(view.undo, None, "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn without_its_part_a_call_fails_in_words_and_can_be_made_again() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    tab.set_offline(true);
    match tab.call_with(Call::Import { plan: plan() }, Some(FILE)) {
        Err(CallError::Failed(problem)) => assert!(!problem.what.is_empty() && !problem.remedy.is_empty()),
        other => panic!("imported without its part: {other:?}"),
    }
    assert_eq!(cards(&tab), [], "what needs no part goes on");
    assert_eq!(disk.rows(Table::Corpus), [], "nothing is begun");
    tab.set_offline(false);
    let (id, _) = import(&tab);
    project(tab.call(add_rule("free")));
    tab.set_offline(true);
    assert!(tab.call(add_rule("more")).is_err());
    let tab = Inline::open(&disk);
    assert_eq!(rule_names(&open(&tab, &id, true).view), ["free"]);
}

/// An array of one number for each of the four records.
fn npy(numbers: [f32; 4]) -> Vec<u8> {
    let dict = b"{'descr': '<f4', 'fortran_order': False, 'shape': (4, 1), }";
    let mut npy = b"\x93NUMPY\x01\x00".to_vec();
    npy.extend(u16::try_from(dict.len()).unwrap().to_le_bytes());
    npy.extend(dict);
    npy.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    npy
}

fn add_embeddings(tab: &Inline, npy: &[u8]) -> Result<Answer, CallError> {
    let call = Call::AddEmbeddings {
        name: "e.npy".to_owned(),
        ids: None,
    };
    tab.call_with(call, Some(npy))
}

#[test]
fn embeddings_are_kept_and_a_kill_leaves_a_whole_project() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    let (id, _) = import(&tab);
    let small = cards(&tab)[0].size_bytes;
    let view = project(add_embeddings(&tab, &npy([0.5, 1.0, -1.0, 2.0])));
    assert_eq!(view.undo.as_deref(), Some("take the embeddings of ‘e.npy’"));
    project(add_embeddings(&tab, &npy([1.0, 0.5, 1.0, 2.0])));
    assert!(cards(&tab)[0].size_bytes > small);
    let error = add_embeddings(&tab, b"no array").unwrap_err();
    assert!(matches!(error, CallError::Failed(problem) if problem.what.starts_with("e.npy")));
    tab.kill();
    let tab = Inline::open(&disk);
    let opened = open(&tab, &id, false);
    assert_eq!(
        opened.view.undo.as_deref(),
        Some("take the embeddings of ‘e.npy’")
    );
    let back = project(tab.call(Call::engine(Request::Undo)));
    assert_eq!(back.redo.as_deref(), Some("take the embeddings of ‘e.npy’"));
    project(tab.call(add_rule("free")));
    tab.kill();
    let tab = Inline::open(&disk);
    assert_eq!(rule_names(&open(&tab, &id, false).view), ["free"]);
}

/// Parts, head and journal are written one after the other; what stands after each opens, with the embeddings or without.
#[test]
fn embeddings_killed_at_any_write_leave_a_whole_project() {
    let mut kept = Vec::new();
    for writes in 0..5 {
        let disk = Disk::default();
        let tab = Inline::open(&disk);
        let (id, _) = import(&tab);
        tab.kill_after(writes);
        let call = Call::AddEmbeddings {
            name: "e.npy".to_owned(),
            ids: None,
        };
        tab.send(None, call, Some(&npy([0.5, 1.0, -1.0, 2.0])));
        tab.settle();
        tab.kill();
        let tab = Inline::open(&disk);
        kept.push(open(&tab, &id, false).view.undo.is_some());
        // Over what was left the next array is written.
        project(add_embeddings(&tab, &npy([1.0, 2.0, 3.0, 4.0])));
        tab.kill();
        let opened = open(&Inline::open(&disk), &id, false);
        assert!(opened.view.undo.is_some(), "killed after {writes} writes");
    }
    assert_eq!(kept, [false, false, false, true, true]);
}

/// A file of `tests/parquet`.
fn parquet(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parquet");
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn a_parquet_file_becomes_a_project_with_its_classes() {
    let (disk, file) = (Disk::default(), parquet("huggingface.parquet"));
    let tab = Inline::open(&disk);
    let call = Call::Preview {
        name: "train.parquet".to_owned(),
        options: None,
    };
    let Ok(Answer::Preview(preview)) = tab.call_with(call, Some(&file)) else {
        panic!("no preview");
    };
    assert!(
        preview.said[0].contains("\"image\" is left out"),
        "{:?}",
        preview.said
    );
    let plan = ImportPlan {
        source_name: "train.parquet".to_owned(),
        project_name: "train".to_owned(),
        options: preview.options,
        mapping: preview.mapping,
        labels: None,
    };
    let Ok(Answer::Imported { view, .. }) = tab.call_with(Call::Import { plan }, Some(&file)) else {
        panic!("not imported");
    };
    let names: Vec<&str> = view.labels.iter().map(|label| label.name.as_str()).collect();
    assert_eq!(names, ["negative", "neutral", "positive"]);
    let report = &view.source.report;
    assert_eq!((view.records, report.bytes), (4, file.len() as u64));
    assert_eq!(report.sha256.len(), 64);
}

#[test]
fn a_column_of_lists_in_a_parquet_file_is_added_as_an_array_is() {
    let disk = Disk::default();
    let tab = Inline::open(&disk);
    import(&tab);
    let error = add_embeddings(&tab, &parquet("embeddings.parquet")).unwrap_err();
    assert!(
        format!("{error:?}").contains("120 rows for 4 records"),
        "{error:?}"
    );
    let error = add_embeddings(&tab, &parquet("embeddings-two.parquet")).unwrap_err();
    assert!(format!("{error:?}").contains("several columns"), "{error:?}");
    let error = add_embeddings(&tab, b"PAR1 and nothing else").unwrap_err();
    assert!(format!("{error:?}").contains("damaged or cut"), "{error:?}");
}
