//! What would make a rule more tolerant: its words with misspellings, with other endings, with synonyms; of images what
//! their statistics are compared with. Each is told with what it would do to the records before it is taken.

mod moved;

use super::made::Variant;
use super::view::{MendKind, MendView};
use crate::augment::safety::{Altered, Family, Judge, JudgingRule};
use crate::augment::{Edited, Resources, Synonyms};
use crate::error::Result;
use crate::ids::RuleId;
use crate::modality::Modality;
use crate::num::count;
use crate::rules::{QueryTree, Source, TreeTerm, parse};
use crate::session::edit::{Edit, RuleText};
use crate::session::live::Live;
use crate::session::project::Project;

/// Shortest word that may be misspelt, in letters: below, one letter makes too many other words.
const SHORTEST_TYPO: usize = 5;

/// Shortest word that may have other endings.
const SHORTEST_ENDING: usize = 4;

/// A mend that makes a rule vote on more than so many times as many records is another rule; that many records are always
/// few.
const MOST_TIMES: u32 = 2;
const FEW_RECORDS: u32 = 10;

/// Synonyms that are added to a word.
const MOST_SYNONYMS: usize = 3;

/// A variant that a rule no longer votes on: what rules see of it.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    record: u32,
    seen: Seen,
}

#[derive(Clone, Debug)]
enum Seen {
    Text(Edited),
    Image {
        fields: Vec<(usize, String)>,
        /// Fields that crossed what the rule asks, with their values.
        crossed: Vec<(String, String)>,
    },
}

impl Lost {
    pub(super) fn of(project: &Project, record: u32, variant: &Variant, crossed: &[String]) -> Self {
        let seen = match variant {
            Variant::Text(variant) => Seen::Text(variant.edited.clone()),
            Variant::Image(picture) => {
                let all = project.corpus.fields();
                let named = picture.fields.iter().filter_map(|(place, value)| {
                    let name = &all.get(*place)?.name;
                    crossed.contains(name).then(|| (name.clone(), value.clone()))
                });
                Seen::Image {
                    crossed: named.collect(),
                    fields: picture.fields.clone(),
                }
            }
        };
        Self { record, seen }
    }

    fn altered(&self) -> Altered<'_> {
        match &self.seen {
            Seen::Text(edited) => Altered::Text(edited),
            Seen::Image { fields, .. } => Altered::Image {
                fields,
                partners: &[],
            },
        }
    }
}

/// Mends that recover something, the one that recovers most first.
pub(super) fn mends(
    project: &mut Project,
    id: RuleId,
    asked: &JudgingRule,
    lost: &[Lost],
    resources: &Resources,
) -> Result<Vec<MendView>> {
    let rule = project.document.rule(id)?.clone();
    let Ok(parsed) = parse(&rule.query, &project.names) else {
        return Ok(Vec::new());
    };
    let tree = parsed.condition.tree(&project.names);
    let synonyms = Synonyms {
        thesaurus: resources.thesaurus.clone(),
        polarity: resources.polarity.clone(),
        senses: 2,
        ..Synonyms::default()
    };
    let mut found = Vec::new();
    let kinds = match project.modality() {
        Modality::Text => &[MendKind::Typos, MendKind::Endings, MendKind::Synonyms][..],
        Modality::Image => &[MendKind::MovedHalf, MendKind::MovedAll],
    };
    for &kind in kinds {
        let moved = moved::terms(&parsed.condition, kind, lost);
        let query = mended(&tree, &|term| match moved.get(&term.print) {
            Some(moved) => vec![moved.clone()],
            None => tolerant(project, kind, term, &synonyms),
        });
        let query = query.print();
        let Ok(parsed) = parse(&query, &project.names) else {
            continue;
        };
        // Half of what was lost may be all of it.
        if query == tree.print() || found.iter().any(|mend: &MendView| mend.query == query) {
            continue;
        }
        let condition = std::sync::Arc::new(parsed.condition);
        let mended = JudgingRule {
            condition,
            ..asked.clone()
        };
        let recovered = recovered(project, mended, lost);
        if recovered > 0 {
            let text = RuleText {
                query: query.clone(),
                ..RuleText::of(&rule)
            };
            let mend = effect(project, id, text, kind, [recovered, count(lost.len())])?;
            if mend.after.coverage <= MOST_TIMES * mend.before.coverage.max(FEW_RECORDS) {
                found.push(mend);
            }
        }
    }
    found.sort_by_key(|mend| std::cmp::Reverse(mend.recovered));
    Ok(found)
}

/// The lost variants that a rule votes on.
fn recovered(project: &Project, rule: JudgingRule, lost: &[Lost]) -> u32 {
    let judge = Judge::new(vec![rule], project.document.labels.len(), project.names.clone());
    let families: Vec<Family<'_>> = lost
        .iter()
        .map(|lost| Family {
            record: lost.record,
            variants: vec![lost.altered()],
        })
        .collect();
    let verdicts = judge.verdicts(&project.corpus, &families);
    let votes =
        |verdict: &&crate::augment::safety::Verdict| verdict.votes.first().is_some_and(Option::is_some);
    count(verdicts.iter().flatten().filter(votes).count())
}

/// What a rule's text would do to the records.
fn effect(
    project: &mut Project,
    id: RuleId,
    text: RuleText,
    kind: MendKind,
    [recovered, tried]: [u32; 2],
) -> Result<MendView> {
    let query = text.query.clone();
    let after = project
        .document
        .apply(&Edit::SetRule { id, text }, project.surroundings())?;
    let source = Source::new(&project.corpus, &project.index).with_terms(&project.terms);
    let live = Live::new(
        &after,
        None,
        &project.names,
        &mut project.cache,
        &source,
        &project.gold_sets,
    );
    let figures = |live: &Live| live.rule(id).map(|rule| live.figures(rule)).unwrap_or_default();
    Ok(MendView {
        kind,
        query,
        recovered,
        tried,
        before: figures(&project.saved),
        after: figures(&live),
        conflicted_before: project.saved.analysis.sets.conflicted.count(),
        conflicted_after: live.analysis.sets.conflicted.count(),
    })
}

/// A tree with more tolerant terms; what must not hold stays as it is.
fn mended(tree: &QueryTree, tolerant: &impl Fn(&TreeTerm) -> Vec<String>) -> QueryTree {
    let all = |parts: &[QueryTree]| parts.iter().map(|part| mended(part, tolerant)).collect();
    match tree {
        QueryTree::Term(term) => {
            let written = |print: String| {
                QueryTree::Term(TreeTerm {
                    print,
                    ..TreeTerm::default()
                })
            };
            let mut prints = tolerant(term);
            match prints.len() {
                0 => tree.clone(),
                1 => written(prints.remove(0)),
                _ => QueryTree::Any(prints.into_iter().map(written).collect()),
            }
        }
        QueryTree::All(parts) => QueryTree::All(all(parts)),
        QueryTree::Any(parts) => QueryTree::Any(all(parts)),
        QueryTree::Not(_) => tree.clone(),
    }
}

/// What may stand for a term that is one plain word; nothing for any other.
fn tolerant(project: &Project, kind: MendKind, term: &TreeTerm, synonyms: &Synonyms) -> Vec<String> {
    let word = &term.text;
    let is_plain = term.kind == "words" && !term.exact && term.column.is_empty();
    if !is_plain || term.print != *word || !word.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let letters = word.chars().count();
    match kind {
        MendKind::Typos if letters >= SHORTEST_TYPO => vec![format!("{word}~1")],
        MendKind::Endings if letters >= SHORTEST_ENDING => vec![format!("{word}*")],
        MendKind::Synonyms => {
            let others = synonyms.of(&word.to_lowercase());
            let others = others.into_iter().map(|candidate| synonyms.write(candidate));
            let plain = others.filter(|other| other.chars().all(char::is_alphabetic));
            // A word that no record holds can't be checked against any.
            let vocabulary = project.index.vocabulary();
            let known = plain.filter(|other| vocabulary.group(&vocabulary.fold(other)).is_some());
            let known: Vec<String> = known.take(MOST_SYNONYMS).collect();
            if known.is_empty() {
                return known;
            }
            std::iter::once(word.clone()).chain(known).collect()
        }
        _ => Vec::new(),
    }
}
