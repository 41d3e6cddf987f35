//! Generated texts with posteriors: five labels, each voted for by words of its own, reach about half of the records, as
//! in `engine/benches/end_model.rs`.

use labelloom_engine::corpus::{Corpus, CorpusBuilder};
use labelloom_engine::models::majority;
use labelloom_engine::num::count;
use labelloom_engine::posteriors::Posteriors;

use crate::support::Texts;

/// k.
const LABELS: usize = 5;
/// Words that vote for each label.
const VOTERS: usize = 6;

/// So many texts, and what the words among them say.
pub(crate) fn generate(records: usize) -> (Corpus, Posteriors) {
    let mut texts = Texts::new(1);
    let mut corpus = CorpusBuilder::default();
    let mut posteriors = Posteriors::unreached(records, LABELS);
    for record in 0..count(records) {
        let text = texts.next_text();
        if let Some(row) = majority::row(&votes(&texts, &text)) {
            posteriors.set(record, &row);
        }
        corpus.push(None, &text, []);
    }
    (corpus.finish(), posteriors)
}

fn votes(texts: &Texts, text: &str) -> [u32; LABELS] {
    let words: Vec<&str> = text.split(' ').collect();
    std::array::from_fn(|label| {
        let voters = (0..VOTERS).map(|voter| texts.word(60 + voter * 40 + label * 7));
        count(voters.filter(|voter| words.contains(voter)).count())
    })
}
