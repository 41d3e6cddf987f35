//! Gradient descent on μ: with R = M ∘ (O − μ P μᵀ) and r = μ p − diag O the gradient is
//! G = −4 R μ P + 2 r pᵀ + 2 l2² (μ − μ_init) + l2 μ, the last from the optimiser's weight decay; v = 0.9 v + G, and
//! μ = μ − rate · v.

use crate::models::SnorkelOptions;

const MOMENTUM: f64 = 0.9;

/// d rows of votes, k labels.
#[derive(Debug)]
pub(super) struct Descent {
    /// Length k.
    balance: Vec<f64>,
    /// d × d: O.
    shares: Vec<f64>,
    /// Length d: the rule of each row, ascending.
    rules: Vec<u32>,
    /// d × k: μ_init.
    first: Vec<f64>,
    /// d × k: μ.
    mu: Vec<f64>,
    /// d × k: v.
    velocity: Vec<f64>,
    /// d × k, working memory: μ P.
    weighed: Vec<f64>,
    gradient: Vec<f64>,
    l2: f64,
    epochs: u32,
    /// Before the first step, nine tenths through, and before the last.
    losses: [Option<f64>; 3],
}

impl Descent {
    pub(super) fn new(
        balance: Vec<f64>,
        shares: Vec<f64>,
        rules: Vec<u32>,
        first: Vec<f64>,
        options: SnorkelOptions,
    ) -> Self {
        Self {
            mu: first.iter().map(|value| value * options.scale).collect(),
            velocity: vec![0.0; first.len()],
            weighed: vec![0.0; first.len()],
            gradient: vec![0.0; first.len()],
            balance,
            shares,
            rules,
            first,
            l2: options.l2,
            epochs: 0,
            losses: [None; 3],
        }
    }

    /// Multiplications of an epoch.
    pub(super) const fn work(&self) -> usize {
        self.rules.len() * self.rules.len() * self.balance.len() * 2
    }

    /// One step of so many.
    pub(super) fn epoch(&mut self, rate: f64, of: u32) {
        let loss = self.differentiate();
        self.losses[0] = self.losses[0].or(Some(loss));
        if self.epochs < of - of / 10 {
            self.losses[1] = Some(loss);
        }
        self.losses[2] = Some(loss);
        let moving = self.velocity.iter_mut().zip(&self.gradient).zip(&mut self.mu);
        for ((velocity, gradient), mu) in moving {
            *velocity = MOMENTUM * *velocity + gradient;
            *mu -= rate * *velocity;
        }
        self.epochs += 1;
    }

    /// The loss, and its gradient. One call an epoch, since browsers optimise a function between its calls.
    #[inline(never)]
    fn differentiate(&mut self) -> f64 {
        match self.balance.len() {
            2 => self.differentiate_of::<2>(),
            3 => self.differentiate_of::<3>(),
            4 => self.differentiate_of::<4>(),
            5 => self.differentiate_of::<5>(),
            _ => self.differentiate_any(),
        }
    }

    /// The number of labels known, the loops over them are gone.
    fn differentiate_of<const K: usize>(&mut self) -> f64 {
        let balance: [f64; K] = std::array::from_fn(|label| self.balance[label]);
        let rows = |values: &[f64]| -> Vec<[f64; K]> {
            let row = |row: &[f64]| std::array::from_fn(|label| row[label]);
            values.chunks_exact(K).map(row).collect()
        };
        let mu = rows(&self.mu);
        let weighed: Vec<[f64; K]> = mu
            .iter()
            .map(|row| std::array::from_fn(|label| row[label] * balance[label]))
            .collect();
        let d = mu.len();
        let mut loss = 0.0;
        for (a, mine) in mu.iter().enumerate() {
            let shares = &self.shares[a * d..][..d];
            let mut pull = [0.0; K];
            for (b, theirs) in weighed.iter().enumerate() {
                if self.rules[a] == self.rules[b] {
                    continue;
                }
                let met: f64 = (0..K).map(|label| mine[label] * theirs[label]).sum();
                let rest = shares[b] - met;
                loss += rest * rest;
                (0..K).for_each(|label| pull[label] += rest * theirs[label]);
            }
            loss += self.close_row(a, &pull);
        }
        loss
    }

    fn differentiate_any(&mut self) -> f64 {
        let (d, k) = (self.rules.len(), self.balance.len());
        for (row, weighed) in self.mu.chunks(k).zip(self.weighed.chunks_mut(k)) {
            let both = row.iter().zip(&self.balance);
            weighed
                .iter_mut()
                .zip(both)
                .for_each(|(weighed, (value, share))| *weighed = value * share);
        }
        let mut loss = 0.0;
        let mut pull = vec![0.0; k];
        for a in 0..d {
            pull.fill(0.0);
            for b in (0..d).filter(|&b| self.rules[a] != self.rules[b]) {
                let (mine, weighed) = (&self.mu[a * k..][..k], &self.weighed[b * k..][..k]);
                let met: f64 = mine.iter().zip(weighed).map(|(one, other)| one * other).sum();
                let rest = self.shares[a * d + b] - met;
                loss += rest * rest;
                pull.iter_mut()
                    .zip(weighed)
                    .for_each(|(pull, weighed)| *pull += rest * weighed);
            }
            loss += self.close_row(a, &pull);
        }
        loss
    }

    /// A row's gradient, its (R μ P) known; returns its part of the loss beside R.
    fn close_row(&mut self, row: usize, pull: &[f64]) -> f64 {
        let (d, k) = (self.rules.len(), self.balance.len());
        let mu = &self.mu[row * k..][..k];
        let first = &self.first[row * k..][..k];
        let voted: f64 = mu
            .iter()
            .zip(&self.balance)
            .map(|(value, share)| value * share)
            .sum();
        let rest = voted - self.shares[row * d + row];
        let mut loss = rest * rest;
        let square = self.l2 * self.l2;
        for label in 0..k {
            let moved = mu[label] - first[label];
            loss += square * moved * moved;
            self.gradient[row * k + label] = -4.0 * pull[label]
                + 2.0 * rest * self.balance[label]
                + 2.0 * square * moved
                + self.l2 * mu[label];
        }
        loss
    }

    /// μ, d × k.
    pub(super) fn parameters(&self) -> Vec<f64> {
        self.mu.clone()
    }

    /// Steps done.
    pub(super) const fn epochs(&self) -> u32 {
        self.epochs
    }

    /// Before the last step.
    pub(super) const fn loss(&self) -> Option<f64> {
        self.losses[2]
    }

    /// Whether the loss is no number, or many times what it began with.
    pub(super) fn has_blown_up(&self) -> bool {
        match self.losses {
            [Some(first), _, Some(last)] => !last.is_finite() || last > 10.0 * first + 1.0,
            _ => false,
        }
    }

    /// Whether the last tenth of the steps took less than a hundredth of what all took.
    pub(super) fn is_settled(&self) -> bool {
        match self.losses {
            [Some(first), Some(before), Some(last)] => before - last <= 0.01 * (first - last).max(1e-12),
            _ => true,
        }
    }
}
