//! The loops that the engine's time, and the map's, goes into: plain functions over slices, without a dependency. They are a package of
//! their own because the page is compiled for size and these are compiled for speed, in vectors as wide as
//! wasm has them (`lanes.rs`).
//!
//! No function here is generic or inlined into its caller, since it would then be compiled as its caller is; and each does
//! about as much as one row needs, since browsers put quicker code in place between calls. Every sum has one order,
//! whatever the width of a vector: native and wasm results are the same to the bit.

mod chunk;
pub mod dense;
mod lanes;
pub mod nearest;
pub mod pairs;
mod panels;
pub mod parts;
pub mod pixels;
pub mod pushes;
pub mod rows;
pub mod stamps;
mod whole;
pub mod winners;
