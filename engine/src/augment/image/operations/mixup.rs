//! Two images laid over each other (H. Zhang and others, 2018): λ of the image and 1 − λ of its partner, and so their
//! labels. λ is drawn from Beta(α, α).

use super::{Amount, Image, ImageOperation, Values, Work, values};
use crate::augment::random::Draw;
use crate::num::{exp, ln};

/// How much two images are mixed.
pub(super) const ALPHA: Option<Amount> = Some(Amount {
    title: "Mix",
    sentence: "α of Beta(α, α): 1 draws all shares alike often, less rather keeps one of the two images.",
    lowest: 0.1,
    highest: 2.0,
    usual: 1.0,
    is_whole: false,
});

/// Mixup.
pub static OPERATION: ImageOperation = ImageOperation {
    name: "mixup",
    title: "Mixup",
    sentence: "Two images are laid over each other, and their labels are shared in proportion. A partner of another size is \
               stretched to the image's.",
    amount: ALPHA,
    values: &["share"],
    draw: |_, alpha, random| values([beta(alpha, random)]),
    work: Work::Pair(mixup, |_, [share, ..]| *share),
};

/// Rounded to the nearest whole number, halves up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between two bytes"
)]
fn mixup(image: &Image, partner: &Image, [share, ..]: &Values) -> Image {
    let share = share.clamp(0.0, 1.0);
    let both = image.bytes().iter().zip(partner.bytes());
    let mixed =
        both.map(|(&own, &other)| (share * f64::from(own) + (1.0 - share) * f64::from(other) + 0.5) as u8);
    image.with_bytes(mixed.collect())
}

/// A number of Beta(α, α), by M. Jöhnk's method (1964): of two powers of fractions whose sum is at most 1 the part of the
/// first one.
pub(super) fn beta(alpha: f64, random: &mut dyn Draw) -> f64 {
    if alpha == 1.0 {
        return random.fraction();
    }
    loop {
        let [one, other] = [random.fraction(), random.fraction()].map(|fraction| exp(ln(fraction) / alpha));
        let sum = one + other;
        if sum > 0.0 && sum <= 1.0 {
            return one / sum;
        }
    }
}
