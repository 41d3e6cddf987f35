//! Why a record has its majority label, in one sentence.

use labelloom_engine::{
    ids::LabelId,
    session::reply::{RecordView, RuleVote},
};

/// `2 of 3 rules say SPAM`; what is missing where there is no majority. Where rules that decide vote, it is about these.
pub(crate) fn majority(record: &RecordView, name: impl Fn(LabelId) -> String) -> String {
    let hard = record.votes.iter().any(|vote| vote.hard);
    let votes: Vec<&RuleVote> = record.votes.iter().filter(|vote| vote.hard == hard).collect();
    let says = |vote: &RuleVote| {
        let not = if vote.against { "not " } else { "" };
        format!("{not}{}", name(vote.label))
    };
    match (record.majority, votes.as_slice()) {
        (_, []) => "No rule votes on this record.".into(),
        (label, [vote]) => {
            let which = if hard { "decides" } else { "votes" };
            let so = match label {
                None => ", which leaves several labels: a tie".into(),
                Some(label) if vote.against => format!(", which leaves {}", name(label)),
                Some(_) => String::new(),
            };
            format!("The one rule that {which} says {}{so}.", says(vote))
        }
        (Some(label), _) => {
            let rules = if hard { "rules that decide" } else { "rules" };
            let for_it = votes.iter().filter(|vote| vote.label == label && !vote.against);
            let against_others = votes.iter().filter(|vote| vote.label != label && vote.against);
            let (say, besides) = (for_it.count(), against_others.count());
            let besides = if besides == 0 {
                String::new()
            } else {
                format!(", and {besides} not another label")
            };
            format!("{say} of {} {rules} say {}{besides}.", votes.len(), name(label))
        }
        (None, _) => {
            let rules = if hard { "rules decide" } else { "rules vote" };
            format!("{} {rules} and no label has the most: a tie.", votes.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use labelloom_engine::session::{reply::RuleVote, why::Decision};

    use super::*;

    /// A vote of a label's number, 10 more where it decides, 100 more where it is against.
    fn vote(code: &u32) -> RuleVote {
        RuleVote {
            rule: None,
            name: String::new(),
            label: LabelId(code % 10),
            against: *code >= 100,
            hard: code / 10 % 10 == 1,
            words: Vec::new(),
            correct: 0,
            incorrect: 0,
            without: Decision::NoVote,
        }
    }

    fn record(votes: &[u32], majority: Option<u32>) -> RecordView {
        RecordView {
            index: 0,
            id: "1".into(),
            pieces: Vec::new(),
            cut: 0,
            texts: Vec::new(),
            fields: Vec::new(),
            gold: None,
            by_hand: false,
            held_out: false,
            votes: votes.iter().map(vote).collect(),
            majority: majority.map(LabelId),
            decision: majority.map_or(Decision::NoVote, |label| Decision::Label(LabelId(label))),
            near: Vec::new(),
        }
    }

    fn say(votes: &[u32], winner: Option<u32>) -> String {
        majority(&record(votes, winner), |label| format!("L{}", label.0))
    }

    #[test]
    fn the_sentence_counts_those_who_agree() {
        assert_eq!(say(&[1, 1, 0], Some(1)), "2 of 3 rules say L1.");
        assert_eq!(say(&[0], Some(0)), "The one rule that votes says L0.");
        assert_eq!(
            say(&[0, 1], None),
            "2 rules vote and no label has the most: a tie."
        );
        assert_eq!(say(&[], None), "No rule votes on this record.");
    }

    #[test]
    fn votes_against_and_rules_that_decide_are_said() {
        assert_eq!(
            say(&[1, 100, 0], Some(1)),
            "1 of 3 rules say L1, and 1 not another label."
        );
        assert_eq!(
            say(&[100], Some(1)),
            "The one rule that votes says not L0, which leaves L1."
        );
        assert_eq!(
            say(&[100], None),
            "The one rule that votes says not L0, which leaves several labels: a tie."
        );
        assert_eq!(say(&[1, 1, 10], Some(0)), "The one rule that decides says L0.");
        assert_eq!(say(&[1, 10, 10], Some(0)), "2 of 2 rules that decide say L0.");
        assert_eq!(
            say(&[10, 11, 1], None),
            "2 rules decide and no label has the most: a tie."
        );
    }
}
