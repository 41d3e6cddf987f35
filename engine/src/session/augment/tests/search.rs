//! A search for policies on planted data: each label has forty words of its own, of which a record holds one, so that many
//! are new to an end model that learned from a few records. Only a person's own synonyms know that they mean the same.

use std::fmt::Write as _;

use super::*;
use crate::images::{Channels, Image, Size};
use crate::rng::Rng;
use crate::session::tests::images::imported_images;

/// Words of each label.
const WORDS: u64 = 40;

/// A word that no thesaurus has; `family` tells families of words apart.
fn word(family: &str, number: u64) -> String {
    let syllable = |at: u64| ["ka", "ri", "mo", "tu", "ve", "sli", "gro"][(at % 7) as usize];
    format!("{family}{}{}", syllable(number / 7), syllable(number))
}

/// Records: 80 with dev gold, 240 held out; one of `every` is HAM. Each holds one of so many words of its label's family,
/// and every second one bears a mark: `mi` or `nul mi`.
fn planted(words: u64, families: [&str; 2], every: usize) -> String {
    let mut rng = Rng::new(7);
    let mut data = "id,text,label,split\n".to_owned();
    for at in 0..320 {
        let is_spam = at % every != 0;
        let family = families[usize::from(is_spam)];
        let mut filling = || word("fu", rng.below(12));
        let (one, two, three) = (filling(), filling(), filling());
        let own = word(family, rng.below(words));
        let mark = match ((at / every).is_multiple_of(2), is_spam) {
            (true, true) => " nul mi",
            (true, false) => " mi",
            (false, _) => "",
        };
        let label = if is_spam { "SPAM" } else { "HAM" };
        let split = if at < 80 { "dev" } else { "test" };
        writeln!(data, "{at},{one} {own} {two}{mark} {three},{label},{split}").unwrap();
    }
    data
}

/// Words that mean the same, and a few records to learn them from.
fn learnable() -> String {
    planted(WORDS, ["pel", "zor"], 3)
}

fn searched(data: &str, trainings: u32) -> (SearchView, Session) {
    let mut session = imported(data);
    rule(&mut session, "mi", HAM, "mi -nul");
    rule(&mut session, "nul mi", SPAM, "\"nul mi\"");
    let view = search(&mut session, trainings, 4);
    (view, session)
}

fn search(session: &mut Session, trainings: u32, seeds: u32) -> SearchView {
    match answer(session, ask(trainings, seeds)) {
        AugmentReply::Search(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn ask(trainings: u32, seeds: u32) -> AugmentAsk {
    AugmentAsk::Search {
        choice: Some(own_synonyms()),
        trainings,
        seeds,
    }
}

/// Every word of a label may stand for every other.
fn own_synonyms() -> AugmentChoice {
    let of = |family: &'static str| (0..WORDS).map(move |number| word(family, number));
    let mut choice = AugmentChoice::default();
    for family in ["zor", "pel"] {
        for one in of(family) {
            let others = of(family).filter(|other| *other != one);
            choice.synonyms.insert(one.clone(), others.collect());
        }
    }
    choice
}

fn names(row: &SearchRow) -> Vec<&str> {
    row.operations.iter().map(|of| of.name.as_str()).collect()
}

#[test]
fn the_helper_is_found_and_the_flipper_refused() {
    let (view, mut session) = searched(&learnable(), 300);
    let proposal = view.proposal.clone().unwrap();
    let best = &view.candidates[0];
    assert_eq!(
        (names(best), best.verdict),
        (vec!["synonym"], SearchVerdict::Helps)
    );
    assert_eq!(proposal.operations, best.operations);
    assert!(
        best.counts.flipped == 0 && best.gain.unwrap().difference > 0.1,
        "{best:?}"
    );
    let of = |name: &str, strength: f64| {
        let is_it =
            |row: &&SearchRow| names(row) == [name] && row.operations[0].settings["strength"] == strength;
        view.candidates.iter().find(is_it).unwrap()
    };
    let flipper = of("delete", 0.4);
    assert_eq!((flipper.verdict, flipper.gain), (SearchVerdict::Flips, None));
    assert!(20 * flipper.counts.flipped > flipper.counts.kept + flipper.counts.lost + flipper.counts.flipped);
    assert_eq!(
        of("number", 0.1).verdict,
        SearchVerdict::ChangesLittle,
        "there is no number"
    );
    assert_eq!(
        of("swap", 0.1).verdict,
        SearchVerdict::Same,
        "one word of six is one at 0.05 too"
    );
    assert!(
        view.candidates
            .iter()
            .any(|row| names(row).len() == 2 && row.gain.is_some())
    );
    assert!(
        view.rungs > 1 && view.trainings <= 300 && view.trainings > 150,
        "{} trainings in {} rungs",
        view.trainings,
        view.rungs
    );
    assert_eq!((view.judged_on, view.trained_on, view.screened_on), (80, 80, 80));
    assert!(
        view.verdict.starts_with("Synonyms 5 % helps here: +"),
        "{}",
        view.verdict
    );
    assert!(view.said.iter().any(|said| said.starts_with("Only 80 records")));

    // The figure is that of the same choice on the sheet beside it.
    let ask = AugmentAsk::Helps {
        choice: Some(proposal.clone()),
        seeds: 4,
    };
    let AugmentReply::Helps(helps) = answer(&mut session, ask) else {
        panic!("no figures")
    };
    assert!(view.held_out.as_ref() == Some(&helps));
    let row = &helps.rows[1];
    assert!(row.over_records[0] > 0.05 && row.over_records[0] < row.difference);
    assert!(view == search(&mut session, 300, 4), "the same again");

    // To take it is an edit, which undo takes back.
    let before = state(&mut session).choice;
    edit(&mut session, Edit::Augment(Late::of(&proposal).unwrap()));
    assert!(state(&mut session).choice == proposal);
    session.answer(Request::Undo).unwrap();
    assert_eq!(state(&mut session).choice, before);
}

#[test]
fn where_nothing_helps_it_is_said() {
    // Everything is learned without variants; nothing can be learned at all.
    for (data, said) in [
        (planted(1, ["pel", "zor"], 3), "not one did better on dev gold"),
        (
            planted(WORDS, ["wan", "wan"], 2),
            "held-out gold does not confirm it",
        ),
    ] {
        let (view, _) = searched(&data, 100);
        assert!(
            view.verdict.starts_with("None helps here") && view.verdict.contains(said),
            "{}",
            view.verdict
        );
        assert!(view.proposal.is_none() && view.trainings <= 100);
        assert!(
            view.candidates
                .iter()
                .any(|row| row.verdict == SearchVerdict::NotTried)
        );
        assert!(
            view.candidates
                .iter()
                .all(|row| row.verdict != SearchVerdict::Helps)
        );
    }
}

#[test]
fn without_held_out_gold_nothing_is_proposed() {
    let (view, _) = searched(&learnable().replace(",test", ",dev"), 100);
    assert_eq!((view.judged_on, view.held_out), (320, None));
    assert!(view.proposal.is_none());
    assert_eq!(view.candidates[0].verdict, SearchVerdict::NotConfirmed);
    assert!(
        view.verdict.contains("no held-out gold to confirm it"),
        "{}",
        view.verdict
    );
}

#[test]
fn searches_that_can_say_nothing_are_refused() {
    let mut session = imported("id,text,label\n1,one text,SPAM\n2,another text,HAM\n");
    assert!(refused(&mut session, ask(300, 4)).contains("too few to choose"));
    assert!(refused(&mut session, ask(99, 4)).contains("99 trainings"));
    assert!(refused(&mut session, ask(300, 1)).contains("1 tries"));
}

/// Bright and dark images by their rules; that is all there is to learn.
fn pictured() -> Session {
    let picture = |at: u8| {
        let (label, ground) = if at.is_multiple_of(2) {
            ("day", 190)
        } else {
            ("night", 40)
        };
        let pixels = (0..64_u8).flat_map(|place| [ground + at / 2, ground, place / 2 + at / 4]);
        let image = Image::new(Size::new(8, 8), Channels::Rgb, pixels.collect()).unwrap();
        (format!("{label}/{at}.png"), label, image)
    };
    let all: Vec<(String, &str, Image)> = (0..96).map(picture).collect();
    let images: Vec<(&str, &str, Image)> = all
        .iter()
        .map(|(path, label, image)| (path.as_str(), *label, image.clone()))
        .collect();
    let mut session = imported_images(&images);
    rule(&mut session, "bright", LabelId(0), "brightness>=130");
    rule(&mut session, "dark", LabelId(1), "brightness<90");
    session
}

#[test]
fn images_are_searched_too() {
    let mut session = pictured();
    let ask = AugmentAsk::Search {
        choice: None,
        trainings: 300,
        seeds: 2,
    };
    let AugmentReply::Search(view) = answer(&mut session, ask) else {
        panic!("no search")
    };
    let of = |name: &str| {
        let is_it = |row: &&SearchRow| names(row).first() == Some(&name) || row.policy == name;
        view.candidates.iter().find(is_it).unwrap()
    };
    assert_eq!(of("invert").verdict, SearchVerdict::Flips);
    assert!(
        of("mirror").gain.is_some() || of("cifar10").gain.is_some(),
        "{}",
        view.verdict
    );
    assert!(view.candidates.iter().any(|row| row.policy == "randaugment"));
    assert!(of("mixup").problem.is_none());
    assert!(view.judged_on >= 20 && view.screened_on > 20 && view.trainings > 100);
    assert!(view.verdict.starts_with("None helps here"), "{}", view.verdict);
    assert!(view.proposal.is_none());
}
