//! The words of the page: terms and what they mean.

use labelloom_engine::session::augment::{Fate, JudgeKind, VariantView};

/// What the page is for.
pub(super) const AUGMENT: &str = "Variants are records with small changes that should leave the label as it is. Here they are \
    seen, judged and chosen before anything is made of them; only those that you accept go into exports.";

/// What a seed is.
pub(super) const SEED: &str =
    "All draws hang on it: the same seed gives the same variants, here and on the command line.";

/// What locks are.
pub(super) const LOCKS: &str = "What stays as it is in every variant.";

/// How far a variant is from its record.
pub(super) const SIMILARITY: &str =
    "The cosine of the variant's words with its record's, rare words weighing more. Below 0.5 it is far.";

/// The same of images.
pub(super) const SIMILARITY_OF_IMAGES: &str = "The cosine of what the variant looks like with what its record looks like: edges, colours, and the image made very \
    small. A low one is far.";

/// What becomes of variants that are equal to their record.
pub(super) const UNCHANGED: &str =
    "Equal to the record; left out unless such variants are to count as any others";

/// What rates are.
pub(super) const RATES: &str = "Each operation is tried alone, once a record and strength, on a sample: how often the rules \
    keep the record's label, lose it, or give another.";

/// What robustness is.
pub(super) const ROBUST: &str = "The same small changes turned on the rules: of the records a rule votes on, on how many \
    changed ones it votes still. A mend is a query that would lose fewer; its effect is counted before you take it.";

/// What is measured.
pub(super) const HELPS: &str = "The end model is trained without variants, with all, with valid ones alone, and by \
    consistency; each several times, and judged on held-out gold that taught none of them.";

/// What a search is.
pub(super) const SEARCH: &str = "Operations are tried at several strengths, and the best ones together. Those that flip too \
    many labels are left out; the others are compared on dev gold, ever fewer ever more often; the best one is told on \
    held-out gold, which chose nothing.";

/// What coverage is.
pub(super) const SPREAD: &str = "Records that are set aside, and how near the nearest other record is by its features: without \
    and with accepted variants, but those of their own.";

/// What becomes of a label, in a word.
pub(super) const fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => "kept",
        Fate::Lost => "lost",
        Fate::Flipped => "flipped",
        Fate::Gained => "gained",
        Fate::Silent => "no label",
    }
}

/// The same as a sign beside the word.
pub(super) const fn sign(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => "✓",
        Fate::Lost => "○",
        Fate::Flipped => "⇄",
        Fate::Gained => "+",
        Fate::Silent => "–",
    }
}

/// The class that gives it its colour.
pub(super) const fn class(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => "fate fate-kept",
        Fate::Lost => "fate fate-lost",
        Fate::Flipped => "fate fate-flipped",
        Fate::Gained => "fate fate-gained",
        Fate::Silent => "fate",
    }
}

/// Who judges.
pub(super) const fn judge(judge: JudgeKind) -> &'static str {
    match judge {
        JudgeKind::Rules => "rules",
        JudgeKind::Model => "label model",
        JudgeKind::Graph => "neighbours",
        JudgeKind::EndModel => "end model",
    }
}

/// Who judges, all of them, in a sentence.
pub(super) fn judges(judges: &[JudgeKind]) -> String {
    let names: Vec<&str> = judges.iter().map(|kind| judge(*kind)).collect();
    match names.split_last() {
        None => "Nobody judges yet: write a rule, or carry labels along the graph.".to_owned(),
        Some((last, [])) => format!("Judged by the {last}."),
        Some((last, first)) => format!("Judged by the {} and the {last}.", first.join(", the ")),
    }
}

/// Who could judge besides, and what to do about it; nothing where all do.
pub(super) fn absent(judges: &[JudgeKind]) -> Option<String> {
    let ways = [
        (JudgeKind::Rules, "rules (write some)"),
        (JudgeKind::Model, "the label model (open Labels)"),
        (JudgeKind::Graph, "neighbours (build the graph)"),
        (JudgeKind::EndModel, "the end model (train it on Labels)"),
    ];
    let absent = ways.iter().filter(|(kind, _)| !judges.contains(kind));
    let absent: Vec<&str> = absent.map(|(_, way)| *way).collect();
    (!absent.is_empty()).then(|| format!("Not asked: {}.", absent.join(", ")))
}

/// Which variants are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    /// All of them.
    #[default]
    All,
    /// Those that nothing speaks against.
    Valid,
    /// Those that something speaks against.
    Invalid,
    /// Those that were accepted.
    Accepted,
    /// By what became of the label.
    Of(Fate),
    /// Those equal to their record.
    Unchanged,
    /// Those that are there already.
    Duplicate,
    /// Those with little in common with their record.
    Far,
}

/// Every sort, with its name and meaning.
pub(super) const SORTS: &[(Sort, &str, &str)] = &[
    (Sort::All, "all", "Every variant"),
    (Sort::Valid, "valid", "Nothing speaks against them"),
    (Sort::Invalid, "invalid", "Something speaks against them"),
    (Sort::Accepted, "accepted", "They were accepted"),
    (Sort::Of(Fate::Kept), "kept", "They have their record's label"),
    (
        Sort::Of(Fate::Lost),
        "lost",
        "Their record has a label, and they have none",
    ),
    (
        Sort::Of(Fate::Flipped),
        "flipped",
        "They have another label than their record",
    ),
    (
        Sort::Of(Fate::Gained),
        "gained",
        "They have a label, and their record has none",
    ),
    (
        Sort::Of(Fate::Silent),
        "no label",
        "Neither they nor their record have a label",
    ),
    (Sort::Unchanged, "unchanged", UNCHANGED),
    (
        Sort::Duplicate,
        "duplicates",
        "Another record or variant is the same",
    ),
    (Sort::Far, "far", "They have little in common with their record"),
];

/// Whether a variant is of a sort. One that is accepted is there already, so that it counts as a duplicate to its judges.
pub(super) fn is_of(variant: &VariantView, sort: Sort) -> bool {
    match sort {
        Sort::All => true,
        Sort::Valid => variant.valid && !variant.accepted,
        Sort::Invalid => !variant.valid && !variant.accepted,
        Sort::Accepted => variant.accepted,
        Sort::Of(fate) => variant.made.fate == fate,
        Sort::Unchanged => variant.unchanged,
        Sort::Duplicate => variant.duplicate && !variant.accepted,
        Sort::Far => variant.far,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_are_named_as_people_list_them() {
        assert_eq!(judges(&[JudgeKind::Rules]), "Judged by the rules.");
        assert_eq!(
            judges(&[JudgeKind::Rules, JudgeKind::Model, JudgeKind::EndModel]),
            "Judged by the rules, the label model and the end model."
        );
        assert!(judges(&[]).starts_with("Nobody"));
        assert_eq!(
            absent(&[JudgeKind::Rules, JudgeKind::Graph]).as_deref(),
            Some("Not asked: the label model (open Labels), the end model (train it on Labels).")
        );
        let all = [
            JudgeKind::Rules,
            JudgeKind::Model,
            JudgeKind::Graph,
            JudgeKind::EndModel,
        ];
        assert_eq!(absent(&all), None);
    }
}
