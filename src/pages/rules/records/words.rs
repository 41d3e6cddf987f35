//! Why a record has its majority label, in one sentence.

use labelloom_engine::{ids::LabelId, session::reply::RecordView};

/// `2 of 3 rules say SPAM`; what is missing where there is no majority.
pub(super) fn majority(record: &RecordView, name: impl Fn(LabelId) -> String) -> String {
    let votes = record.votes.len();
    match (record.majority, votes) {
        (_, 0) => "No rule votes on this record.".into(),
        (Some(label), 1) => format!("The one rule that votes says {}.", name(label)),
        (Some(label), _) => {
            let agree = record.votes.iter().filter(|vote| vote.label == label).count();
            format!("{agree} of {votes} rules say {}.", name(label))
        }
        (None, _) => format!("{votes} rules vote and no label has the most: a tie."),
    }
}

#[cfg(test)]
mod tests {
    use labelloom_engine::session::reply::RuleVote;

    use super::*;

    fn record(labels: &[u32], majority: Option<u32>) -> RecordView {
        let vote = |label: &u32| RuleVote {
            rule: None,
            name: String::new(),
            label: LabelId(*label),
            words: Vec::new(),
        };
        RecordView {
            index: 0,
            id: "1".into(),
            pieces: Vec::new(),
            cut: 0,
            fields: Vec::new(),
            gold: None,
            held_out: false,
            votes: labels.iter().map(vote).collect(),
            majority: majority.map(LabelId),
        }
    }

    #[test]
    fn the_sentence_counts_those_who_agree() {
        let say = |labels: &[u32], winner| majority(&record(labels, winner), |label| format!("L{}", label.0));
        assert_eq!(say(&[1, 1, 0], Some(1)), "2 of 3 rules say L1.");
        assert_eq!(say(&[0], Some(0)), "The one rule that votes says L0.");
        assert_eq!(
            say(&[0, 1], None),
            "2 rules vote and no label has the most: a tie."
        );
        assert_eq!(say(&[], None), "No rule votes on this record.");
    }
}
