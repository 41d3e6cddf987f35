//! Too few labels, features that are not there, records that nothing reaches, more than fits.

use super::*;

fn of_given(n: u32) -> Candidates {
    let mut candidates = Candidates::none();
    candidates.put_graph([telling(n)]);
    candidates.put_plain(telling(n));
    candidates
}

#[test]
fn too_few_labels_have_a_result_and_a_message() {
    let n = 40;
    let said = |gold: &[(u32, u32)]| {
        let known = Known {
            gold: gold.to_vec(),
            ..known(n, 0)
        };
        let outcome = choose(&known, of_given(n), &Options::default(), &corpus(n));
        assert_eq!((outcome.best, outcome.tried.len()), (None, 0));
        assert_eq!(outcome.advice.verdict, Verdict::TooFew);
        assert!(outcome.notes.is_empty());
        outcome.advice.words
    };
    assert!(said(&[]).starts_with("There is no hand label to judge by, 0 of labels"));
    assert!(said(&[(3, 1)]).starts_with("There is 1 hand label, 0 of labels that have two"));
    let nine: Vec<(u32, u32)> = (0..9).map(|record| (record, record % 2)).collect();
    assert!(
        said(&nine)
            .contains("9 of labels that have two or more: too few to choose by. Set gold on 10 records")
    );
    let one_label: Vec<(u32, u32)> = (0..12).map(|record| (record, u32::from(record == 0))).collect();
    assert!(said(&one_label).contains("only one label has two or more"));
}

#[test]
fn ten_labels_are_enough_and_a_single_one_is_not_judged() {
    let n = 40;
    let mut known = known(n, 10);
    known.labels = 4;
    known.others = Seeds::new(40, 4);
    known.gold.push((30, 3));
    let outcome = choose(&known, of_given(n), &Options::default(), &corpus(n));
    assert_eq!((outcome.judged, outcome.tried.len()), (10, 5));
    assert!(outcome.best.is_some());
    assert!(outcome.notes[0].starts_with("One label has a single hand label"));
}

/// Records 20.. have no features at all.
#[test]
fn what_is_not_reached_counts_as_wrong() {
    let n = 40;
    let half = || {
        given("half", n, |record| match (record < 20, record % 2) {
            (false, _) => [0.0, 0.0],
            (true, 0) => [1.0, 0.1],
            (true, _) => [0.1, 1.0],
        })
    };
    let mut candidates = Candidates::none();
    candidates.put_graph([half()]);
    candidates.put_plain(half());
    let outcome = choose(&known(n, n), candidates, &Options::default(), &corpus(n));
    for tried in &outcome.tried {
        assert_eq!((tried.unreached, tried.right), (20.0, 20.0), "{tried:?}");
        assert_eq!(tried.accuracy, Some(0.5));
    }
    assert_eq!(outcome.graphs[0].isolated, 20);
}

#[test]
fn what_takes_too_much_is_refused_and_the_others_are_judged() {
    let n = 60;
    let options = Options {
        most_bytes: 1 << 10,
        ..Options::default()
    };
    let mut candidates = Candidates::of_texts();
    candidates.put_plain(telling(n));
    let outcome = choose(&known(n, 20), candidates, &options, &corpus(n));
    assert_eq!(outcome.tried.len(), 2 + 2 + 5 * 3);
    let (judged, refused): (Vec<_>, Vec<_>) = outcome.tried.iter().partition(|tried| tried.problem.is_none());
    assert_eq!(judged.len(), 2);
    assert!(judged.iter().all(|tried| tried.title == "telling"));
    assert!(
        refused
            .iter()
            .all(|tried| tried.accuracy.is_none() && !tried.near_best)
    );
    assert_eq!(outcome.graphs.len(), 5);
    assert!(outcome.graphs.iter().all(|graph| graph.problem.is_some()));
    assert_eq!(outcome.advice.verdict, Verdict::NoGraph);
    assert!(!outcome.advice.words.contains("with a graph"));
}

#[test]
fn where_nothing_can_be_made_every_candidate_says_why() {
    let mut corpus = CorpusBuilder::default();
    (0..30).for_each(|_| corpus.push(None, "", []));
    let outcome = choose(
        &known(30, 20),
        Candidates::of_texts(),
        &Options::default(),
        &corpus.finish(),
    );
    assert_eq!(outcome.best, None);
    assert_eq!(outcome.tried.len(), 17);
    assert!(outcome.tried.iter().all(|tried| tried.problem.is_some()));
    assert_eq!(
        outcome.advice.words,
        "No candidate could be judged; each says why."
    );
}

#[test]
fn of_many_records_a_sample_is_judged() {
    let n = 300;
    let options = Options {
        most_records: 100,
        ..Options::default()
    };
    let outcome = choose(&known(n, 20), Candidates::of_texts(), &options, &corpus(n));
    assert_eq!(outcome.judged, 20);
    assert!(
        outcome.graphs.iter().all(|graph| graph.records == 100),
        "{:?}",
        outcome.graphs
    );
    assert!(outcome.notes[0].starts_with("Graphs were made of a sample of 100 records"));
    assert_eq!(outcome.best().unwrap().accuracy, Some(1.0));
}

#[test]
fn what_does_not_fit_is_refused_at_the_door() {
    let n = 40;
    let refused = |change: fn(&mut Known, &mut Options), candidates: Candidates| {
        let (mut known, mut options) = (known(n, 20), Options::default());
        change(&mut known, &mut options);
        Choosing::new(&known, candidates, &options)
            .unwrap_err()
            .to_string()
    };
    let usual = || of_given(n);
    assert!(refused(|known, _| known.gold.push((40, 0)), usual()).contains("label 0 of record 40"));
    assert!(refused(|known, _| known.gold.push((30, 2)), usual()).contains("label 2 of record 30"));
    assert!(refused(|known, _| known.gold.push((3, 0)), usual()).contains("Record 3 has two hand labels"));
    assert!(
        refused(|known, _| known.others = Seeds::new(39, 2), usual()).contains("other records or labels")
    );
    assert!(refused(|_, options| options.folds = 1, usual()).contains("1 parts"));
    assert!(
        refused(
            |_, options| options.joined = crate::graph::Joined::Directed,
            usual()
        )
        .starts_with("joined: ")
    );
    assert!(refused(|_, _| (), of_given(39)).contains("39 rows for 40 records"));
    let mut candidates = Candidates::none();
    assert!(
        candidates
            .put_kinds(["words", "smells"])
            .unwrap_err()
            .what
            .contains("“smells”")
    );
    assert!(candidates.put_kinds([]).is_err());
}

#[test]
fn a_graph_is_put_once() {
    let mut candidates = Candidates::of_texts();
    candidates.put_kinds(["lsa-100", "words"]).unwrap();
    candidates.put_kinds(["words", "words"]).unwrap();
    assert_eq!(candidates.graphs.len(), 5);
    candidates.put_kinds(["lsa-200"]).unwrap();
    assert_eq!((candidates.graphs.len(), candidates.features().len()), (6, 5));
}
