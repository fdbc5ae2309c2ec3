//! The folder on disk: archive, catalogue, index, and the questions asked of it.
#![forbid(unsafe_code)]

pub mod warc;
