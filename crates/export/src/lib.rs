//! The one wire form: what `--json`, the API and MCP print. Versioned apart from the types it shows.
//!
//! Each module turns one type of `variorum-text` into a serialisable shape; offsets become code
//! points here and nowhere else.

#![forbid(unsafe_code)]

/// The version of the wire form.
pub const SCHEMA: &str = "variorum/1";

mod markup;

pub mod blame;
pub mod brief;
pub mod citation;
pub mod collation;
pub mod coverage;
pub mod document;
pub mod dossier;
pub mod echo;
pub mod event;
pub mod history;
pub mod quantity;
pub mod verdict;
pub mod people;
pub mod place;
pub mod plot;
pub mod record;
pub mod novelty;
pub mod series;
pub mod usage;
