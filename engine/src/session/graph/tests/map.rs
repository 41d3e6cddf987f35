//! The map: laid out while it is looked at, picked from, and drawn.

use super::*;

fn layout(session: &mut Session, rounds: u32) -> (LayoutHead, Vec<f32>) {
    match bytes(session, GraphAsk::Layout { rounds }) {
        (GraphHead::Layout(head), bytes) => {
            let places = bytes.chunks_exact(4);
            let places = places.map(|bytes| f32::from_le_bytes(bytes.try_into().unwrap()));
            (head, places.collect())
        }
        (GraphHead::Legend(_) | GraphHead::Variants(_), _) => panic!("this is no layout"),
    }
}

fn pick(session: &mut Session, polygon: &[[f32; 2]], how: PickHow) -> u32 {
    let polygon = polygon.to_vec();
    match answer(session, GraphAsk::Pick { polygon, how }) {
        GraphReply::Picked { picked } => picked,
        other => panic!("{other:?}"),
    }
}

/// A small square around a record.
fn around(places: &[f32], record: usize) -> [[f32; 2]; 4] {
    let (x, y) = (places[record * 2], places[record * 2 + 1]);
    let d = 1e-4;
    [[x - d, y - d], [x + d, y - d], [x + d, y + d], [x - d, y + d]]
}

#[test]
fn the_map_goes_on_until_it_is_finished() {
    let mut session = session();
    let (head, places) = layout(&mut session, 0);
    assert_eq!((head.rounds, head.finished, places.len()), (0, false, 20));
    let mut rounds = 0;
    loop {
        let (head, places) = layout(&mut session, 40);
        assert!(head.rounds > rounds && places.iter().all(|place| (-1.0..=1.0).contains(place)));
        rounds = head.rounds;
        if head.finished {
            break;
        }
        assert_eq!(rounds % 40, 0);
    }
    let (done, places) = layout(&mut session, 40);
    assert_eq!((done.rounds, done.total), (rounds, rounds));
    assert_eq!(view(&mut session, GraphAsk::State).layout, Some(done));
    let apart =
        |a: usize, b: usize| (places[a * 2] - places[b * 2]).hypot(places[a * 2 + 1] - places[b * 2 + 1]);
    assert!(apart(2, 3) < apart(2, 6), "twins are nearer than other themes");
    let mut again = super::session();
    layout(&mut again, 1000);
    assert_eq!(layout(&mut again, 0).1, places);
}

#[test]
fn another_graph_has_another_map() {
    let mut session = session();
    layout(&mut session, 1000);
    choose(&mut session, |choice| choice.k = 2);
    assert!(view(&mut session, GraphAsk::State).layout.is_none());
    let (head, places) = layout(&mut session, 0);
    assert!(
        !head.finished && head.total < 200,
        "it goes on from how records lay"
    );
    assert!(places.iter().any(|place| *place != 0.0));
    choose(&mut session, |choice| {
        choice.features = vec!["characters-in-words".into()]
    });
    assert!(layout(&mut session, 0).0.total >= 200);
}

#[test]
fn records_are_picked_by_a_shape_or_by_number() {
    let mut session = session();
    let (_, places) = layout(&mut session, 1000);
    assert_eq!(pick(&mut session, &around(&places, 2), PickHow::Replace), 1);
    assert_eq!(records(&mut session, &[Filter::Picked]), [2]);
    assert_eq!(pick(&mut session, &around(&places, 8), PickHow::Add), 2);
    assert_eq!(records(&mut session, &[Filter::Picked]), [2, 8]);
    assert_eq!(pick(&mut session, &around(&places, 2), PickHow::Remove), 1);
    let all = [[-1.1, -1.1], [1.1, -1.1], [1.1, 1.1], [-1.1, 1.1]];
    assert_eq!(pick(&mut session, &all, PickHow::Replace), 10);
    let by_number = GraphAsk::PickRecords {
        records: vec![1, 5],
        how: PickHow::Replace,
    };
    assert_eq!(answer(&mut session, by_number), GraphReply::Picked { picked: 2 });
    let (_, _, marks) = colored(&mut session, GraphAsk::Color(GraphColor::Gold));
    let picked: Vec<usize> = (0..10).filter(|at| marks[*at] & flags::PICKED > 0).collect();
    assert_eq!(picked, [1, 5]);
    assert_eq!(view(&mut session, GraphAsk::State).picked, 2);
    let line = GraphAsk::Pick {
        polygon: vec![[0.0, 0.0], [1.0, 1.0]],
        how: PickHow::Add,
    };
    assert!(refused(&mut session, line).contains("no shape"));
    let far = GraphAsk::PickRecords {
        records: vec![10],
        how: PickHow::Add,
    };
    assert!(refused(&mut session, far).contains("no record #11"));
}

#[test]
fn a_shape_needs_a_map() {
    let polygon = vec![[0.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    let asked = GraphAsk::Pick {
        polygon,
        how: PickHow::Add,
    };
    assert!(refused(&mut session(), asked).contains("There is no map yet"));
}

#[test]
fn the_map_is_drawn_with_what_its_colours_mean() {
    let mut session = session();
    layout(&mut session, 1000);
    rule(&mut session, "a < b & \"c\"", HAM, "noon");
    let id = session.project().unwrap().document().rules[0].id;
    let mut with = |color, variants| match ask(&mut session, GraphAsk::Svg { color, variants }) {
        Reply::File(file) => (file.name, String::from_utf8(file.bytes).unwrap()),
        other => panic!("{other:?}"),
    };
    let (_, varied) = with(GraphColor::Label, vec![0.0, 0.0, 1.0, -1.0]);
    assert!(varied.contains(">accepted variant: 2</text>"));
    assert!(
        varied.contains("M520.0 520.0m0 -6.6l6.6 6.6l-6.6 6.6l-6.6 -6.6zM1020.0 1020.0m0 -6.6"),
        "{varied}"
    );
    let mut drawn = |color| with(color, Vec::new());
    let (name, label) = drawn(GraphColor::Label);
    assert!(!label.contains("accepted variant"));
    assert_eq!(name, "map.svg");
    assert!(
        label.contains(">HAM: 4</text>") && label.contains(">no seed reaches it: 2</text>"),
        "{label}"
    );
    assert_eq!(
        label.matches('M').count() - label.matches("HAM").count() - label.matches("SPAM").count(),
        8 + 2 * 2 + 4
    );
    // The second label's points are squares, on the map and beside it.
    assert_eq!(label.matches("m-3.44 -3.44l6.88 0").count(), 4, "{label}");
    assert_eq!(label.matches("m-4.3 -4.3l8.6 0").count(), 1);
    assert!(label.contains(">seed: 2</text>"));
    let (_, of_rule) = drawn(GraphColor::Rule(id));
    assert!(
        of_rule.contains("Votes of ‘a &lt; b &amp; &quot;c&quot;’"),
        "{of_rule}"
    );
    let (_, certainty) = drawn(GraphColor::Certainty);
    assert!(!certainty.contains("m-3.44"), "a scale has no shapes");
    assert!(certainty.contains(">not sure</text>") && certainty.contains(">sure</text>"));
    assert!(certainty.starts_with("<svg") && certainty.ends_with("</svg>\n"));
}
