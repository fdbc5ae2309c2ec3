//! The folder on disk: archive, catalogue, index, and the questions asked of it.
#![forbid(unsafe_code)]

pub mod archive;
pub mod catalogue;
pub mod error;
pub mod folder;
pub mod warc;

pub use error::{Error, Result};
