//! One test binary: linking the index library once is minutes saved.

mod analysis;
mod architecture;
mod commands;
mod durability;
mod hostile;
mod json;
mod poison;
mod properties;
mod queries;
mod support;
