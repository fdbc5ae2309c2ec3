//! Reading WARC files: `stream` undoes gzip and zstd and finds the way back after damage, `frame` cuts to
//! records, `http` makes bodies readable, `item` says what a record holds.
//!
//! Written for what archives really hold: chunked bodies that are not chunked, records cut short,
//! one gzip member for many records. What cannot be read is named with its offset, and the good
//! records before and after it are kept.

pub mod frame;
pub mod http;
pub mod item;
pub mod stream;
mod zstd;

pub use frame::{Damage, Head};
pub use item::{Item, ItemKind, Items, READ_CAP, looks_binary, media_type};
pub use stream::Source;

#[cfg(test)]
mod tests;
