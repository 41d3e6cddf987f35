//! A record's label comes with where it comes from.

use super::*;

fn node(session: &mut Session, index: u32) -> NodeView {
    match answer(session, GraphAsk::Node { index }) {
        GraphReply::Node(view) => *view,
        other => panic!("{other:?}"),
    }
}

/// A record that connects the two themes.
fn joined() -> Session {
    let mut session = imported(&format!("{DATA}k,free lunch,,\n"));
    choose(&mut session, |choice| {
        choice.k = 3;
        choice.seeds.posteriors = None;
    });
    session
}

#[test]
fn where_all_seeds_agree_none_pulls_and_the_way_is_told() {
    let mut session = session();
    let view = node(&mut session, 7);
    assert_eq!(
        (view.label, view.seeds.len(), view.origins.len()),
        (Some(HAM), 0, 0)
    );
    assert!(
        view.sentence.contains("All seeds that it is connected with"),
        "{}",
        view.sentence
    );
    let way: Vec<u32> = view.path.iter().map(|hop| hop.index).collect();
    assert_eq!((way[0], way[way.len() - 1]), (4, 7));
}

#[test]
fn along_lists_labels_are_shares_too_and_map_and_neighbours_stay() {
    let mut session = joined();
    let before = node(&mut session, 7);
    for (from, named) in [
        ("poisson", "sklearn-spreading"),
        ("propagation", "sklearn-propagation"),
    ] {
        choose(&mut session, |choice| {
            choice.join(JoinedChoice::Union);
            choice.method = from.to_owned();
            choice.join(JoinedChoice::Directed);
        });
        assert_eq!(picture(&mut session).method, named);
        let view = node(&mut session, 7);
        assert_eq!((view.label, view.meaning), (Some(HAM), Some(MeaningView::Share)));
        let of_label = view.seeds.iter().filter(|part| part.label == HAM);
        let sum: f64 = of_label.map(|part| part.share).sum();
        let probability = view
            .probabilities
            .iter()
            .find(|of| of.label == HAM)
            .unwrap()
            .share;
        assert!((sum - probability).abs() < 1e-6);
        assert_eq!(view.neighbors.len(), before.neighbors.len());
        let way: Vec<u32> = view.path.iter().map(|hop| hop.index).collect();
        assert_eq!((way[0], way[way.len() - 1]), (4, 7));
        let alike = view.path[1].similarity.unwrap();
        assert!(
            alike > 0.0 && alike < 1.0,
            "the cosine, not the weight in the list"
        );
        assert!(view.reach > 0.0);
    }
}

#[test]
fn a_label_comes_with_its_seeds_its_way_and_its_neighbours() {
    let mut session = joined();
    let view = node(&mut session, 7);
    assert_eq!((view.label, view.gold, view.is_seed), (Some(HAM), None, false));
    assert_eq!((view.id.as_str(), view.text.as_str()), ("h", "lunch with you"));
    let sum: f64 = view.probabilities.iter().map(|share| share.share).sum();
    assert!((sum - 1.0).abs() < 1e-9);
    assert_eq!(view.meaning, Some(MeaningView::Pull));
    assert_eq!((view.seeds[0].index, view.seeds[0].label), (4, HAM));
    assert_eq!(
        (view.seeds[0].origin, view.seeds[0].name.as_str()),
        (SeedOrigin::Gold, "gold")
    );
    let shares: f64 = view.seeds.iter().map(|part| part.share.abs()).sum();
    assert!((shares + view.rest.share.abs() - 1.0).abs() < 1e-9);
    assert_eq!(view.origins[0].part.seeds, 1);
    let way: Vec<u32> = view.path.iter().map(|hop| hop.index).collect();
    assert_eq!((way[0], way[way.len() - 1]), (4, 7));
    assert!(view.path[0].similarity.is_none() && view.path[0].shared.is_empty());
    let words: Vec<&str> = view.path[1]
        .shared
        .iter()
        .map(|term| term.term.as_str())
        .collect();
    assert!(words.contains(&"lunch") && words.contains(&"you"), "{words:?}");
    let parts: f64 = view.path[1].shared.iter().map(|term| term.share).sum();
    assert!((parts - 1.0).abs() < 1e-6);
    assert!(
        view.neighbors
            .windows(2)
            .all(|pair| pair[0].similarity >= pair[1].similarity)
    );
    assert!(
        view.neighbors
            .iter()
            .any(|near| near.index == 4 && near.gold == Some(HAM))
    );
}

#[test]
fn shares_add_up_to_the_probability_where_they_are_shares() {
    let mut session = session();
    choose(&mut session, |choice| choice.method = "spreading".into());
    let view = node(&mut session, 2);
    assert_eq!(view.meaning, Some(MeaningView::Share));
    let spam: f64 = view
        .seeds
        .iter()
        .filter(|part| part.label == SPAM)
        .map(|part| part.share)
        .sum();
    let p = view
        .probabilities
        .iter()
        .find(|share| share.label == SPAM)
        .unwrap()
        .share;
    assert!((spam - p).abs() < 1e-6, "{spam} {p}");
}

#[test]
fn a_record_that_nothing_reaches_says_so() {
    let mut session = session();
    let view = node(&mut session, 8);
    assert!(view.label.is_none() && view.probabilities.is_empty() && view.seeds.is_empty());
    assert_eq!((view.reach_words.as_str(), view.reach), ("not reached", 0.0));
    assert!(view.sentence.contains("like no other"), "{}", view.sentence);
    assert!(view.neighbors.is_empty());
    assert!(refused(&mut session, GraphAsk::Node { index: 10 }).contains("There is no record #11"));
}

#[test]
fn topics_tell_the_words_that_both_texts_hold() {
    let mut session = session();
    choose(&mut session, |choice| choice.features = vec!["lsa-50".into()]);
    let view = node(&mut session, 2);
    let twin = view.neighbors.iter().find(|near| near.index == 3).unwrap();
    let words: Vec<&str> = twin.shared.iter().map(|term| term.term.as_str()).collect();
    assert_eq!(words, ["inside", "free", "prize"]);
    let parts: f64 = twin.shared.iter().map(|term| term.share).sum();
    assert!((parts - 1.0).abs() < 1e-9);
}

#[test]
fn rules_are_named_where_they_are_seeds() {
    let mut session = session();
    rule(&mut session, "noon", HAM, "noon");
    choose(&mut session, |choice| {
        choice.seeds.rules = true;
        choice.seeds.gold = false;
    });
    let view = node(&mut session, 7);
    let id = session.project().unwrap().document().rules[0].id;
    assert_eq!(view.label, Some(HAM));
    assert!(
        view.origins
            .iter()
            .all(|of| of.origin == SeedOrigin::Rule(id) && of.name == "noon")
    );
    assert_eq!(view.origins[0].part.seeds, 3);
}
