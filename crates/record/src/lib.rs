//! The folder on disk: archive, catalogue, index, and the questions asked of it.
//!
//! The archive is the truth; catalogue and index are derived and can be made anew from it. Modules
//! in reading order: `warc` reads foreign and own archive files, `folder` knows the files of a
//! record, `archive` appends, `catalogue` and `index` find, `record` is the one door, `intake`,
//! `takeup` and `ask` are what can be done through it.

#![forbid(unsafe_code)]

pub mod error;
pub mod warc;
pub mod folder;
pub mod archive;
pub mod catalogue;
pub mod index;
pub mod record;
pub mod intake;
mod linking;
mod takeup;
pub mod ask;
pub mod check;
pub mod people;

pub use ask::{Candidate, Found, Held, speaks};
pub use catalogue::{CaptureEntry, CaptureState, DocumentEntry, Scope, StatementRow};
pub use check::{Answer, Checker};
pub use error::{Error, Result};
pub use index::Limits;
pub use intake::{Added, Adder, Provenance, Status, files_under};
pub use record::{Record, Unread};
