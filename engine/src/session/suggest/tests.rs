//! Suggestions as the page asks for them.

use super::*;
use crate::formats::mapping::Mapping;
use crate::formats::{Encoding, ReadOptions};
use crate::ids::{LabelId, RuleId, SliceId};
use crate::rng::Rng;
use crate::session::Session;
use crate::session::edit::{Edit, RuleText};
use crate::session::import::{ImportPlan, ImportRun};
use crate::session::reply::{LabelCount, RuleCount};
use crate::session::request::{Filter, Request, Selection};

/// A text, its gold, and whether that is held out.
type Row<'a> = (&'a str, &'a str, bool);

/// A project over the labels HAM and SPAM.
fn session(rows: &[Row<'_>]) -> Session {
    let mut file = String::from("text\tlabel\tsplit\n");
    for (text, label, is_held_out) in rows {
        let split = if *is_held_out { "test" } else { "dev" };
        file.push_str(&format!("{text}\t{label}\t{split}\n"));
    }
    let plan = ImportPlan {
        source_name: "rows.tsv".into(),
        project_name: "rows".into(),
        options: ReadOptions::of("tsv", Encoding::Utf8),
        mapping: Mapping {
            text: "text".into(),
            gold: Some("label".into()),
            split: Some("split".into()),
            ..Mapping::default()
        },
        labels: Some(vec!["HAM".into(), "SPAM".into()]),
    };
    let mut run = ImportRun::new(plan).unwrap();
    run.push(file.as_bytes()).unwrap();
    let mut session = Session::new();
    session.open(run.into_project().unwrap());
    session
}

const HAM: LabelId = LabelId(0);
const SPAM: LabelId = LabelId(1);

fn options(evidence: Evidence, label: Option<LabelId>) -> SuggestOptions {
    SuggestOptions {
        evidence,
        label,
        precision: 0.9,
        dismissed: Vec::new(),
    }
}

fn ask(session: &mut Session, options: SuggestOptions) -> SuggestionsView {
    match session.answer(Request::Suggest(options)).unwrap() {
        Reply::Suggestions(view) => view.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn queries(view: &SuggestionsView) -> Vec<&str> {
    view.suggestions.iter().map(|term| term.query.as_str()).collect()
}

fn add_rule(session: &mut Session, label: LabelId, query: &str) {
    let text = RuleText {
        name: query.into(),
        label,
        query: query.into(),
        ..RuleText::default()
    };
    session.answer(Request::Edit(Edit::AddRule { text })).unwrap();
}

/// Ten records: prize in all four that are SPAM, cheap in two of these and one HAM, song in three of the six HAM.
const SMALL: &[Row<'_>] = &[
    ("win a prize now", "SPAM", false),
    ("prize for you", "SPAM", false),
    ("cheap prize", "SPAM", false),
    ("cheap prize, cheap", "SPAM", false),
    ("what a song", "HAM", false),
    ("old song", "HAM", false),
    ("the song is cheap", "HAM", false),
    ("good morning", "HAM", false),
    ("see you", "HAM", false),
    ("fine", "HAM", false),
    ("another prize", "", false),
    ("a prize and a song", "", false),
];

/// prize: 4 of 4, lower end 4 / 7.8415 = 0.5101, base 4 of 10, six records new: gain 6 × 0.1101.
#[test]
fn figures_of_a_small_corpus_by_hand() {
    let mut session = session(SMALL);
    let view = ask(&mut session, options(Evidence::Gold, None));
    assert_eq!(
        (view.judged, view.least_records, view.sampled, view.nothing),
        (10, 3, None, None)
    );
    let [prize] = view.suggestions.as_slice() else {
        panic!("{:?}", queries(&view))
    };
    assert_eq!(
        (prize.query.as_str(), prize.kind.as_str(), prize.label),
        ("prize", "word", Some(SPAM))
    );
    assert_eq!(
        (prize.records, prize.fresh, prize.judged, prize.right),
        (6, 6, 4, 4.0)
    );
    assert!((prize.lower - 0.5101).abs() < 1e-4 && prize.upper == 1.0);
    assert!((prize.score - 6.0 * 0.1101).abs() < 1e-3, "{}", prize.score);
    assert_eq!((prize.overlap, view.further, view.in_rules), (None, 0, 0));
}

/// song is right in 3 of 3 with a lower end of 0.4385, below HAM's share of 0.6: nothing vouches for it. With five more,
/// and ten SPAM, it is: 8 of 8 have 0.6756, and the share is 0.44.
#[test]
fn a_term_must_beat_its_labels_share() {
    let mut few = session(SMALL);
    assert!(
        ask(&mut few, options(Evidence::Gold, Some(HAM)))
            .suggestions
            .is_empty()
    );
    let mut more = SMALL.to_vec();
    more.extend([("song", "HAM", false); 5]);
    more.extend([("junk", "SPAM", false); 10]);
    let view = ask(&mut session(&more), options(Evidence::Gold, Some(HAM)));
    assert_eq!(queries(&view), ["song"]);
}

/// Noise of common words, and one word that is planted in each label.
fn planted(flip: bool) -> Vec<(String, &'static str, bool)> {
    const NOISE: &[&str] = &[
        "the", "and", "you", "is", "was", "here", "there", "now", "then", "so",
    ];
    let mut rng = Rng::new(11);
    let mut rows = Vec::new();
    for record in 0..600u32 {
        let is_spam = record % 3 == 0;
        let mut words: Vec<&str> = Vec::new();
        for _ in 0..8 {
            words.push(NOISE[usize::try_from(rng.below(10)).unwrap()]);
        }
        if record % 5 < 2 {
            let place = usize::try_from(rng.below(8)).unwrap();
            words[place] = if is_spam { "jackpot" } else { "grandma" };
        }
        let is_held_out = record % 2 == 0;
        let label = if is_spam ^ (flip && is_held_out) {
            "SPAM"
        } else {
            "HAM"
        };
        rows.push((words.join(" "), label, is_held_out));
    }
    rows
}

fn planted_session(flip: bool) -> Session {
    let rows = planted(flip);
    let rows: Vec<Row<'_>> = rows
        .iter()
        .map(|(text, label, is_held_out)| (text.as_str(), *label, *is_held_out))
        .collect();
    session(&rows)
}

#[test]
fn planted_words_come_first() {
    let mut session = planted_session(false);
    for (label, word) in [(SPAM, "jackpot"), (HAM, "grandma")] {
        let view = ask(&mut session, options(Evidence::Gold, Some(label)));
        let first = &view.suggestions[0];
        assert_eq!((first.query.as_str(), first.label), (word, Some(label)));
        assert_eq!(first.right, f64::from(first.judged));
    }
    let both = ask(&mut session, options(Evidence::Gold, None));
    let first: Vec<_> = both.suggestions[..2]
        .iter()
        .map(|term| term.query.as_str())
        .collect();
    assert!(
        first.contains(&"jackpot") && first.contains(&"grandma"),
        "{first:?}"
    );
}

/// Turning every held-out label into the other one changes nothing that is suggested.
#[test]
fn held_out_gold_is_never_used() {
    let (mut one, mut other) = (planted_session(false), planted_session(true));
    let evidence = [Evidence::Gold, Evidence::Votes];
    for session in [&mut one, &mut other] {
        add_rule(session, SPAM, "jackpot now");
        add_rule(session, HAM, "grandma now");
    }
    for evidence in evidence {
        let view = ask(&mut one, options(evidence.clone(), None));
        assert!(!view.suggestions.is_empty());
        assert_eq!(view, ask(&mut other, options(evidence, None)));
    }
    let themes = |session: &mut Session| session.answer(Request::Themes(ThemeScope::Uncovered)).unwrap();
    assert_eq!(themes(&mut one), themes(&mut other));
    assert_eq!(
        ask(&mut one, options(Evidence::Gold, None)).judged,
        one.project().unwrap().gold().dev_known.count()
    );
}

#[test]
fn the_same_project_gives_the_same_answer() {
    let ask_all = || {
        let mut session = planted_session(false);
        let gold = ask(&mut session, options(Evidence::Gold, None));
        (
            gold,
            session.answer(Request::Themes(ThemeScope::Uncovered)).unwrap(),
        )
    };
    assert_eq!(ask_all(), ask_all());
}

#[test]
fn the_rule_that_shares_most_is_named() {
    let mut session = session(SMALL);
    add_rule(&mut session, HAM, "you");
    add_rule(&mut session, SPAM, "cheap");
    let view = ask(&mut session, options(Evidence::Gold, None));
    let prize = &view.suggestions[0];
    assert_eq!((prize.records, prize.fresh), (6, 3));
    let shares = RuleCount {
        rule: RuleId(1),
        count: 2,
    };
    assert_eq!(prize.overlap, Some(shares));
}

/// A rule of the label with 19 of a term's 20 records makes the term pointless, one of another label does not, nor one
/// with 18.
#[test]
fn terms_that_a_rule_has_are_left_out() {
    let mut rows: Vec<Row<'_>> = vec![("prize win", "SPAM", false); 18];
    rows.extend([("prize w1n", "SPAM", false), ("prize", "SPAM", false)]);
    rows.extend([("song", "HAM", false); 20]);
    let suggested = |label, query| {
        let mut session = session(&rows);
        add_rule(&mut session, label, query);
        let view = ask(&mut session, options(Evidence::Gold, Some(SPAM)));
        (
            view.suggestions.iter().any(|term| term.query == "prize"),
            view.in_rules,
        )
    };
    assert_eq!(suggested(SPAM, "win, w1n"), (false, 1));
    assert_eq!(suggested(HAM, "win, w1n"), (true, 0));
    assert_eq!(suggested(SPAM, "win"), (true, 0));
}

#[test]
fn terms_of_the_same_records_are_told_together() {
    let rows: Vec<Row<'_>> = (0..40)
        .map(|record| match record % 4 {
            0 => ("buy followers today", "SPAM", false),
            1 => ("buy followers, buy them", "SPAM", false),
            2 => ("hello there", "HAM", false),
            _ => ("hello again", "HAM", false),
        })
        .collect();
    let view = ask(&mut session(&rows), options(Evidence::Gold, Some(SPAM)));
    assert_eq!(queries(&view), ["buy"]);
    let alike: Vec<&str> = view.suggestions[0]
        .alike
        .iter()
        .map(|term| term.query.as_str())
        .collect();
    assert!(
        alike.contains(&"followers") && alike.contains(&"\"buy followers\""),
        "{alike:?}"
    );
}

#[test]
fn what_is_dismissed_stays_away() {
    let mut session = session(SMALL);
    let mut wanted = options(Evidence::Gold, None);
    wanted.dismissed = vec!["prize".into()];
    assert!(ask(&mut session, wanted).suggestions.is_empty());
}

#[test]
fn why_there_is_nothing_is_said() {
    let without: Vec<Row<'_>> = SMALL.iter().map(|(text, ..)| (*text, "", false)).collect();
    let mut session = session(&without);
    let why = |session: &mut Session, evidence| ask(session, options(evidence, None)).nothing;
    assert_eq!(why(&mut session, Evidence::Gold), Some(Nothing::NoGold));
    assert_eq!(why(&mut session, Evidence::Votes), Some(Nothing::NoVotes));
    add_rule(&mut session, SPAM, "prize");
    assert_eq!(why(&mut session, Evidence::Votes), Some(Nothing::OneLabel(SPAM)));
    let all = Evidence::List(Selection::default());
    assert_eq!(why(&mut session, all), Some(Nothing::ListIsAll));
    let none = Selection {
        filters: vec![Filter::Tied],
        search: String::new(),
    };
    assert_eq!(
        why(&mut session, Evidence::List(none)),
        Some(Nothing::ListIsEmpty)
    );
    let gone = options(Evidence::Gold, Some(LabelId(9)));
    assert!(session.answer(Request::Suggest(gone)).is_err());
}

/// Of a list what counts is whether a term is in it.
#[test]
fn a_list_is_told_from_the_others() {
    let mut session = planted_session(false);
    let list = Selection {
        filters: Vec::new(),
        search: "jackpot".into(),
    };
    let view = ask(&mut session, options(Evidence::List(list), Some(SPAM)));
    let first = &view.suggestions[0];
    assert_eq!((first.query.as_str(), first.label), ("jackpot", Some(SPAM)));
    assert_eq!(
        (first.records, first.right),
        (view.judged, f64::from(view.judged))
    );
}

/// Votes that tie count in halves: go has one sure vote for SPAM and four ties.
#[test]
fn ties_of_votes_are_shared() {
    let mut rows: Vec<Row<'_>> = vec![("go red", "", false); 5];
    rows.extend([("go red blue", "", false); 4]);
    rows.extend([("blue", "", false); 40]);
    let mut session = session(&rows);
    add_rule(&mut session, SPAM, "red");
    add_rule(&mut session, HAM, "blue");
    let mut wanted = options(Evidence::Votes, Some(SPAM));
    wanted.precision = 0.5;
    let project = session.project_mut().unwrap();
    let job = match project.suggest(wanted).unwrap() {
        Outcome::Job(SessionJob::Suggest(job)) => job,
        other => panic!("{other:?}"),
    };
    let evidence = job.evidence();
    assert_eq!(
        (evidence.judged(), evidence.total(1), evidence.total(0)),
        (49, 7.0, 42.0)
    );
}

/// Three groups of texts with words of their own, and texts that share nothing.
fn themed() -> Session {
    const GROUPS: &[(&str, &[&str], &[&str])] = &[
        (
            "SPAM",
            &["parcel", "courier"],
            &["late", "lost", "driver", "door", "again"],
        ),
        (
            "HAM",
            &["password", "login"],
            &["reset", "locked", "link", "mail", "code"],
        ),
        (
            "",
            &["invoice", "billing"],
            &["twice", "month", "wrong", "paid", "total"],
        ),
    ];
    let mut rows: Vec<(String, &str, bool)> = Vec::new();
    for (label, always, sometimes) in GROUPS {
        for record in 0..30usize {
            let text = [
                always[record % 2],
                always[1],
                sometimes[record % 5],
                sometimes[(record + 2) % 5],
            ];
            rows.push((text.join(" "), label, record % 3 == 0));
        }
    }
    for record in 0..60 {
        rows.push((format!("w{record} x{record} y{record}"), "", false));
    }
    let rows: Vec<Row<'_>> = rows
        .iter()
        .map(|(text, label, is_held_out)| (text.as_str(), *label, *is_held_out))
        .collect();
    session(&rows)
}

fn themes(session: &mut Session, scope: ThemeScope) -> ThemesView {
    match session.answer(Request::Themes(scope)).unwrap() {
        Reply::Themes(view) => view.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn groups_of_records_become_themes() {
    let mut session = themed();
    let view = themes(&mut session, ThemeScope::Uncovered);
    assert_eq!((view.records, view.fitted, view.seed), (150, None, 1));
    let found: u32 = view.themes.iter().map(|theme| theme.size).sum();
    assert_eq!(found + view.apart, 150);
    assert!(view.apart >= 60, "{view:?}");
    for word in ["courier", "login", "billing"] {
        let own: Vec<&ThemeView> = view
            .themes
            .iter()
            .filter(|theme| theme.query.contains(word))
            .collect();
        assert!(!own.is_empty(), "{word}: {view:?}");
    }
    for theme in &view.themes {
        assert!(theme.in_theme <= theme.in_scope && theme.in_scope <= theme.records);
        assert!(!theme.terms.is_empty() && !theme.typical.is_empty());
        let texts: Vec<&str> = theme.typical.iter().map(|record| record.text.as_str()).collect();
        assert!(texts.windows(2).all(|pair| pair[0] != pair[1]));
    }
    let parcels = view
        .themes
        .iter()
        .find(|theme| theme.query.contains("courier"))
        .unwrap();
    assert!(
        matches!(parcels.gold.as_slice(), [LabelCount { label: SPAM, .. }]),
        "{parcels:?}"
    );
}

#[test]
fn themes_are_looked_for_in_the_scope_alone() {
    let mut session = themed();
    add_rule(&mut session, SPAM, "courier");
    let view = themes(&mut session, ThemeScope::Uncovered);
    assert_eq!(view.records, 120);
    assert!(view.themes.iter().all(|theme| !theme.query.contains("courier")));
    let list = Selection {
        filters: Vec::new(),
        search: "login".into(),
    };
    assert_eq!(themes(&mut session, ThemeScope::List(list)).records, 30);
    let none = Selection {
        filters: vec![Filter::Tied],
        search: String::new(),
    };
    assert_eq!(themes(&mut session, ThemeScope::List(none)).themes, []);
}

/// Whatever draft is open, what saved rules cover stays told apart.
#[test]
fn what_is_new_leads_to_its_records() {
    let mut session = session(SMALL);
    add_rule(&mut session, SPAM, "cheap");
    let draft = crate::session::edit::Draft {
        rule: None,
        text: RuleText {
            name: "prize".into(),
            label: SPAM,
            query: "prize".into(),
            ..RuleText::default()
        },
    };
    session.answer(Request::Draft(draft)).unwrap();
    let prize = ask(&mut session, options(Evidence::Gold, None))
        .suggestions
        .remove(0);
    let mut total = |filter| {
        let selection = Selection {
            filters: vec![filter],
            search: prize.query.clone(),
        };
        match session
            .answer(Request::Rows {
                selection,
                start: 0,
                end: 0,
                keep: None,
            })
            .unwrap()
        {
            Reply::Rows(rows) => rows.total,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(total(Filter::UncoveredAsSaved), prize.fresh);
    assert_eq!(total(Filter::CoveredAsSaved), prize.records - prize.fresh);
    assert_eq!(total(Filter::Uncovered), 0);
}

/// In a slice everything is told of its records alone: six of twelve, four of them with prize.
#[test]
fn a_slice_in_force_is_all_that_is_looked_at() {
    let mut session = session(SMALL);
    let add = Edit::AddSlice {
        name: "longer".into(),
        query: "words>=3".into(),
    };
    session.answer(Request::Edit(add)).unwrap();
    session.answer(Request::Within(Some(SliceId(0)))).unwrap();
    let mut wanted = options(Evidence::Gold, Some(SPAM));
    wanted.precision = 0.5;
    let view = ask(&mut session, wanted.clone());
    // Of SPAM "win a prize now", "prize for you" and "cheap prize, cheap"; of HAM "what a song", "the song is cheap".
    assert_eq!(view.judged, 5);
    add_rule(&mut session, HAM, "song");
    let list = Selection {
        filters: Vec::new(),
        search: "prize".into(),
    };
    wanted.evidence = Evidence::List(list);
    assert_eq!(ask(&mut session, wanted).judged, 4);
    assert_eq!(themes(&mut session, ThemeScope::Uncovered).records, 3);
}
