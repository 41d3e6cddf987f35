//! What became of a label.

/// What became of a record's label in a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The variant has the parent's label, or that of a record which it was mixed with.
    Kept,
    /// The parent had a label, the variant has none.
    Lost,
    /// The variant has another label.
    Flipped,
    /// The variant has a label, the parent had none.
    Gained,
    /// Neither has a label.
    Silent,
}

impl Fate {
    /// By the label of the record, those of the records that it was mixed with, and the variant's.
    #[must_use]
    pub fn of<T: PartialEq>(before: Option<T>, partners: &[Option<T>], after: Option<T>) -> Self {
        let is_known = before.is_some() || partners.iter().any(Option::is_some);
        match (is_known, &after) {
            (false, None) => Self::Silent,
            (false, Some(_)) => Self::Gained,
            (true, None) => Self::Lost,
            (true, Some(_)) if before == after || partners.contains(&after) => Self::Kept,
            _ => Self::Flipped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixture_keeps_the_label_of_either() {
        let of = |partners: &[Option<u8>], after| Fate::of(Some(1), partners, after);
        assert_eq!(
            [of(&[], Some(1)), of(&[], None), of(&[], Some(2))],
            [Fate::Kept, Fate::Lost, Fate::Flipped]
        );
        assert_eq!(
            [
                of(&[Some(2)], Some(1)),
                of(&[Some(2)], Some(2)),
                of(&[Some(2)], Some(3))
            ],
            [Fate::Kept, Fate::Kept, Fate::Flipped]
        );
        assert_eq!(
            [
                Fate::of(None, &[Some(2)], None),
                Fate::of(None, &[Some(2)], Some(2))
            ],
            [Fate::Lost, Fate::Kept]
        );
        assert_eq!(
            [Fate::of(None, &[None], Some(2)), Fate::of::<u8>(None, &[], None)],
            [Fate::Gained, Fate::Silent]
        );
    }
}
