//! The folder on disk: archive, catalogue, index, and the questions asked of it.
//!
//! The archive is the truth; catalogue and index are derived and can be made anew from it. Modules
//! in reading order: `warc` reads foreign and own archive files, `folder` knows the files of a
//! record, `archive` appends, `catalogue` and `index` find, `query` is the language of
//! search, `record` the one door; `intake`, `takeup`, `ask`, `search`, `check` and `coverage` are what can
//! be done through it.

#![forbid(unsafe_code)]

pub mod error;
pub mod warc;
pub mod folder;
pub mod archive;
pub mod catalogue;
pub mod index;
pub mod query;
pub mod record;
pub mod intake;
mod linking;
mod takeup;
pub mod ask;
pub mod search;
pub mod check;
pub mod coverage;
pub mod people;

pub use ask::{Held, speaks};
pub use catalogue::{CaptureEntry, CaptureState, DocumentEntry, Scope, StatementRow};
pub use check::{Answer, Checker};
pub use coverage::{Covered, Gone, Range};
pub use error::{Error, Result};
pub use index::{Facet, Sort};
pub use intake::{Added, Adder, Provenance, Status, files_under};
pub use record::{Record, Unread};
pub use search::{Found, Results, Search};
