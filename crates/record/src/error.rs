//! What can go wrong with a record, each with its place and the way out.

use std::path::{Path, PathBuf};

/// A failure of a record or of something put into it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder holds no record.
    #[error("no record in `{}`", .path.display())]
    NoRecord {
        /// The folder.
        path: PathBuf,
    },
    /// The folder holds a record already.
    #[error("there is a record in `{}` already", .path.display())]
    IsThere {
        /// The folder.
        path: PathBuf,
    },
    /// The folder was written by a newer program.
    #[error("the record in `{}` has format {found}; this program knows formats up to {known}", .path.display())]
    NewerFormat {
        /// The folder.
        path: PathBuf,
        /// The format named in the folder.
        found: u64,
        /// The newest format known here.
        known: u64,
    },
    /// `record.toml` cannot be understood.
    #[error("cannot use `{}`: {message}", .path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// Another program writes to the record.
    #[error("another program is writing to the record in `{}`", .path.display())]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// The record was opened for reading only.
    #[error("the record in `{}` was opened for reading only", .path.display())]
    ReadOnly {
        /// The folder.
        path: PathBuf,
    },
    /// The catalogue is not there.
    #[error("the record in `{}` has no catalogue", .path.display())]
    NoCatalogue {
        /// The folder.
        path: PathBuf,
    },
    /// A file could not be read or written.
    #[error("cannot {action} `{}`: {source}", .path.display())]
    Io {
        /// What was tried: "read", "write".
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The catalogue failed.
    #[error("the catalogue `{}` failed: {source}", .path.display())]
    Catalogue {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// The index failed.
    #[error("the index `{}` failed: {message}", .path.display())]
    Index {
        /// The folder of the index.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// Bytes of the archive are not what they were.
    #[error("damaged record at byte {offset} of `{}`: {message}", .path.display())]
    Damaged {
        /// The archive file.
        path: PathBuf,
        /// Where in it.
        offset: u64,
        /// What is wrong.
        message: String,
    },
    /// An input that cannot be put into the record.
    #[error("cannot read `{origin}`: {message}")]
    Input {
        /// The file, or a place in a WARC.
        origin: String,
        /// Why.
        message: String,
    },
    /// Nothing of that name is in the record.
    #[error("`{id}` is not in this record")]
    Unknown {
        /// The id that was asked for.
        id: String,
    },
    /// A query that cannot be read, or that names what is not there.
    #[error("{}", told(.0))]
    Query(crate::query::QueryError),
    /// A table in the record's `data` folder cannot be used.
    #[error("{0}")]
    Rules(variorum_text::rules::RulesError),
}

/// What this crate's functions give.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        Some(match self {
            Error::Query(error) => &error.hint,
            Error::NoRecord { .. } => {
                "make one with `variorum init`, or name another folder with `--record DIR`"
            }
            Error::IsThere { .. } => {
                "add captures with `variorum add FILE…`, or name another folder with `--record DIR`"
            }
            Error::NewerFormat { .. } => {
                "use the newer version of variorum that wrote it; nothing was changed"
            }
            Error::Settings { .. } => "put the file back from a copy; the archive beside it is whole",
            Error::Locked { .. } => {
                "wait until it has finished, then try again; reading is possible meanwhile"
            }
            Error::ReadOnly { .. } => "open it for writing",
            Error::NoCatalogue { .. } => "run `variorum rebuild` to make it anew from the archive",
            Error::Catalogue { .. } | Error::Index { .. } => {
                "run `variorum rebuild` to make catalogue and index anew from the archive"
            }
            Error::Damaged { .. } => {
                "put the archive file back from a copy; the other captures are not affected"
            }
            Error::Unknown { .. } => "list what is there with `variorum meetings` or `variorum search WORDS`",
            Error::Rules(_) => "mend or remove the file in the record's `data` folder",
            Error::Io { .. } | Error::Input { .. } => return None,
        })
    }

    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
        let path = path.to_path_buf();
        move |source| Error::Io { action, path, source }
    }
}

/// A query's error with its column; a filter given beside the query has none.
fn told(error: &crate::query::QueryError) -> String {
    if error.column == 0 { error.message.clone() } else { error.to_string() }
}
