//! Label models: votes in, posteriors out.

pub mod majority;
