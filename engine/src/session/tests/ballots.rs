//! Votes against labels, rules that decide, and rules from a column.

use super::*;
use crate::rule::ColumnVotes;
use crate::session::reply::{ColumnView, LabelCount, RecordView};

/// The sample's records, all gold of which is shown.
const SHOWN: &str = "id,text,label,lang,split\n\
    a,check out my channel,SPAM,en,dev\n\
    b,I love this song,HAM,en,dev\n\
    c,love my channel,SPAM,en,dev\n\
    d,\"so, good\",HAM,de,dev\n\
    d,free money,spam?,en,dev\n\
    e,,,,\n";

const HAM: u32 = 0;
const SPAM: u32 = 1;

fn shown() -> Session {
    imported(SHOWN)
}

fn add(session: &mut Session, text: RuleText) -> ProjectView {
    edit(session, Edit::AddRule { text })
}

fn against(name: &str, label: u32, query: &str) -> RuleText {
    RuleText {
        against: true,
        ..text(name, label, query)
    }
}

/// A rule of the column `lang`: `en` is SPAM and `de` is HAM.
fn of_lang(query: &str) -> RuleText {
    RuleText {
        column: Some(ColumnVotes {
            column: "lang".into(),
            meaning: vec![
                ("en".into(), Some(LabelId(SPAM))),
                ("de".into(), Some(LabelId(HAM))),
                ("fr".into(), None),
            ],
        }),
        ..text("lang", HAM, query)
    }
}

fn record(session: &mut Session, index: u32) -> RecordView {
    match session.answer(Request::Record { index }).unwrap() {
        Reply::Record(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn column(session: &mut Session, column: &str) -> Result<ColumnView> {
    let column = column.to_owned();
    session
        .answer(Request::Column { column })
        .map(|reply| match reply {
            Reply::Column(view) => view,
            other => panic!("{other:?}"),
        })
}

fn refused(session: &mut Session, text: RuleText) -> String {
    let error = session
        .answer(Request::Edit(Edit::AddRule { text }))
        .expect_err("wrong");
    assert!(!error.remedy.is_empty(), "{error}");
    error.what
}

#[test]
fn a_vote_against_counts_for_the_other_label_and_is_shown_as_what_it_is() {
    let mut session = shown();
    let view = add(&mut session, against("not spam", SPAM, "love"));
    assert_eq!(view.totals.majority, [2, 0], "b and c");
    assert_eq!((view.labels[0].rules, view.labels[1].rules), (0, 0));
    assert_eq!(
        (view.rules[0].figures.correct, view.rules[0].figures.incorrect),
        (1, 1),
        "b is HAM, c is SPAM"
    );
    assert_eq!(ids(&mut session, &[Filter::RuleIncorrect(RuleId(0))]), ["c"]);
    assert_eq!(ids(&mut session, &[Filter::RuleCorrect(RuleId(0))]), ["b"]);
    assert!(ids(&mut session, &[Filter::VotedFor(LabelId(SPAM))]).is_empty());
    let view = add(&mut session, text("channel", SPAM, "channel"));
    assert_eq!((view.totals.conflicted, view.totals.tied), (1, 1));
    let shown = rows(&mut session, &[Filter::Conflicted], "").rows.remove(0);
    let chip = |against| LabelCount {
        label: LabelId(SPAM),
        against,
        count: 1,
    };
    assert_eq!(shown.votes, [chip(false), chip(true)]);
    assert!(shown.conflicted);
    assert_eq!(
        ids(&mut session, &[Filter::RulesConflict(RuleId(0), RuleId(1))]),
        ["c"]
    );
    let agreed = record(&mut session, 1);
    assert_eq!(agreed.majority, Some(LabelId(HAM)));
    assert!(agreed.votes[0].against && agreed.votes[0].label == LabelId(SPAM));
}

#[test]
fn votes_that_agree_are_no_conflict_though_their_labels_differ() {
    let mut session = session();
    add(&mut session, against("not ham", HAM, "channel"));
    let view = add(&mut session, text("out", SPAM, "out"));
    assert_eq!((view.totals.overlapping, view.totals.conflicted), (1, 0));
    let a = rows(&mut session, &[Filter::Overlapping], "").rows.remove(0);
    assert!(!a.conflicted && a.votes.len() == 2);
}

#[test]
fn a_hard_rule_decides_and_is_said_with_its_vote() {
    let mut session = session();
    add(&mut session, text("channel", SPAM, "channel"));
    add(&mut session, text("my", SPAM, "my"));
    let hard = RuleText {
        hard: true,
        ..text("love", HAM, "love")
    };
    let view = add(&mut session, hard);
    assert_eq!(view.totals.majority, [2, 1], "c is HAM against two");
    assert_eq!((view.totals.conflicted, view.totals.tied), (1, 0));
    let c = record(&mut session, 2);
    assert_eq!(c.majority, Some(LabelId(HAM)));
    assert_eq!(
        c.votes.iter().map(|vote| vote.hard).collect::<Vec<_>>(),
        [false, false, true]
    );
}

#[test]
fn a_column_votes_what_its_values_mean() {
    let mut session = shown();
    let values = column(&mut session, "lang").unwrap();
    let counts: Vec<(&str, u32)> = values
        .values
        .iter()
        .map(|value| (value.value.as_str(), value.count))
        .collect();
    assert_eq!((counts, values.empty), (vec![("en", 4), ("de", 1)], 1));
    let view = add(&mut session, of_lang(""));
    let rule = &view.rules[0];
    assert_eq!((rule.problem.as_ref(), rule.figures.coverage), (None, 5));
    assert_eq!(rule.label, LabelId(SPAM), "the first that a value votes for");
    assert_eq!((rule.figures.correct, rule.figures.incorrect), (3, 1), "b is HAM");
    assert_eq!(view.totals.majority, [1, 4]);
    assert_eq!((view.labels[0].rules, view.labels[1].rules), (1, 1));
    assert_eq!(ids(&mut session, &[Filter::VotedFor(LabelId(HAM))]), ["d"]);
    assert_eq!(ids(&mut session, &[Filter::RuleIncorrect(RuleId(0))]), ["b"]);
    let vote = record(&mut session, 3).votes.remove(0);
    assert_eq!((vote.label, vote.words.len()), (LabelId(HAM), 0));
    let changed = Edit::SetRule {
        id: RuleId(0),
        text: of_lang("channel, good"),
    };
    assert_eq!(edit(&mut session, changed).rules[0].figures.coverage, 3);
    assert_eq!(ids(&mut session, &[Filter::Rule(RuleId(0))]), ["a", "c", "d"]);
}

#[test]
fn a_draft_of_a_column_has_figures_and_a_reading_without_a_query() {
    let mut session = session();
    add(&mut session, text("good", SPAM, "good"));
    let view = draft(&mut session, None, of_lang(""));
    assert!(view.is_counted && view.problem.is_none());
    assert_eq!(
        (view.figures.coverage, view.newly_covered, view.newly_conflicted),
        (5, 4, 1)
    );
    assert_eq!(view.conflicts_with[0].count, 1);
    assert_eq!(ids(&mut session, &[Filter::DraftConflicts(RuleId(0))]), ["d"]);
    assert_eq!(view.reading.unwrap().words, "has a value with a label in ‘lang’");
    let narrowed = draft(&mut session, None, of_lang("good, love"));
    assert_eq!(narrowed.figures.coverage, 3);
    let half = draft(&mut session, None, of_lang("(good"));
    assert!(half.problem.is_some() && half.is_counted);
}

#[test]
fn columns_that_make_no_votes_are_refused_with_words() {
    let mut session = session();
    let with = |change: fn(&mut ColumnVotes)| {
        let mut text = of_lang("");
        text.column.as_mut().map(change);
        text
    };
    let error = refused(&mut session, with(|of| of.column = "langs".into()));
    assert_eq!(error, "There is no column ‘langs’");
    let error = refused(&mut session, with(|of| of.meaning.truncate(0)));
    assert_eq!(error, "No value of the column ‘lang’ votes for a label");
    let error = refused(&mut session, with(|of| of.meaning[0].1 = Some(LabelId(9))));
    assert_eq!(error, "This label is gone");
    let not = RuleText {
        against: true,
        ..of_lang("")
    };
    assert!(refused(&mut session, not).contains("can't vote against"));
    assert!(refused(&mut session, of_lang("(x")).contains("never closes"));
    assert!(column(&mut session, "text").is_err(), "the text is no column");
    assert_eq!(view(&mut session, Request::Project).revision, 0);
}

#[test]
fn labels_that_are_merged_or_deleted_take_the_meanings_of_columns_along() {
    let mut session = session();
    add(&mut session, of_lang(""));
    add(&mut session, against("not ham", HAM, "channel"));
    let merge = Edit::MergeLabel {
        from: LabelId(HAM),
        into: LabelId(SPAM),
    };
    let Reply::Impact(impact) = session.answer(Request::Impact(merge.clone())).unwrap() else {
        panic!()
    };
    assert_eq!(impact.rules, ["lang", "not ham"]);
    assert!(
        impact
            .sentence
            .ends_with("1 rule against it would then vote against SPAM: look at it afterwards."),
        "{}",
        impact.sentence
    );
    let merged = edit(&mut session, merge);
    assert_eq!(merged.rules[0].figures.coverage, 5);
    assert_eq!(
        merged.rules[0].column.as_ref().unwrap().meaning[1],
        ("de".into(), Some(LabelId(SPAM)))
    );
    view(&mut session, Request::Undo);
    let delete = Edit::DeleteLabel { id: LabelId(SPAM) };
    let deleted = edit(&mut session, delete);
    assert_eq!(deleted.rules.len(), 2, "the one against HAM stays");
    assert_eq!(deleted.rules[0].label, LabelId(HAM));
    assert_eq!(deleted.rules[0].figures.coverage, 1, "en abstains");
    let deleted = edit(&mut session, Edit::DeleteLabel { id: LabelId(HAM) });
    assert!(deleted.rules.is_empty());
}

#[test]
fn too_many_values_are_no_answers() {
    let mut data = "text,n\n".to_owned();
    (0..201).for_each(|n| data += &format!("word,{n}\n"));
    let head = preview("data.csv", data.as_bytes(), true, None).unwrap();
    let mut mapping = head.mapping;
    (mapping.text, mapping.id, mapping.gold) = ("text".into(), None, None);
    mapping.fields = vec!["n".into()];
    let plan = ImportPlan {
        source_name: "data.csv".into(),
        project_name: "data".into(),
        options: head.options,
        mapping,
        labels: Some(vec!["A".into()]),
    };
    let mut run = ImportRun::new(plan).unwrap();
    run.push(data.as_bytes()).unwrap();
    let mut session = Session::new();
    session.open(run.into_project().unwrap());
    let error = column(&mut session, "n").unwrap_err();
    assert_eq!(error.what, "The column ‘n’ has more than 200 different values");
    let text = RuleText {
        column: Some(ColumnVotes {
            column: "n".into(),
            meaning: vec![("1".into(), Some(LabelId(0)))],
        }),
        ..text("n", 0, "")
    };
    assert!(refused(&mut session, text).contains("more than 200"));
}

#[test]
fn rule_files_with_votes_of_every_kind_are_written_as_they_were_read() {
    use crate::formats::rule_file::RuleFile;
    use crate::session::request::{ExportOptions, Include};
    let rules = concat!(
        r#"{"version":1,"labels":["HAM","SPAM"],"rules":["#,
        "\n",
        r#"{"name":"love","label":"SPAM","query":"love","against":true,"hard":true},"#,
        "\n",
        r#"{"name":"lang","query":"channel","column":"lang","values":{"en":"SPAM","de":"HAM"}}"#,
        "\n]}\n"
    );
    let mut project = project();
    project
        .load_rules(&RuleFile::read(rules.as_bytes()).unwrap())
        .unwrap();
    let options = ExportOptions {
        augmented: Default::default(),
        format: "rules".into(),
        model: None,
        include: Include::All,
        threshold: 0.0,
        at: None,
    };
    assert_eq!(project.export_preview(&options).unwrap().head, rules);
    let missing = rules.replace(r#""column":"lang""#, r#""column":"worker""#);
    let error = project
        .load_rules(&RuleFile::read(missing.as_bytes()).unwrap())
        .unwrap_err();
    assert_eq!(error.place, "rule 2 (\"lang\"), \"column\"");
    assert_eq!(project.document().rules.len(), 2);
}
