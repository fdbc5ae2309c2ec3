//! What all subcommands share: where the record is, how to talk.

use std::path::{Path, PathBuf};

/// Flags of every subcommand.
#[derive(clap::Args)]
pub struct House {
    /// The record's folder [default: $VARIORUM_RECORD, else ./variorum.record]
    #[arg(long, global = true, value_name = "DIR", env = "VARIORUM_RECORD", hide_env = true)]
    record: Option<PathBuf>,
    /// Print JSON Lines (see the wire contract)
    #[arg(long, global = true)]
    pub json: bool,
    /// Print data only, no talk
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

impl House {
    /// The folder of the record that the command works on; it may not exist.
    pub fn record_dir(&self) -> &Path {
        self.record.as_deref().unwrap_or(Path::new("variorum.record"))
    }

    /// The same flags for the record in another folder.
    pub fn at(&self, dir: &Path) -> House {
        House { record: Some(dir.to_path_buf()), json: self.json, quiet: self.quiet }
    }

    /// True when the user named a record.
    pub fn record_named(&self) -> bool {
        self.record.is_some()
    }

    /// Says something to the user on standard error, unless `--quiet` or `--json`.
    pub fn say(&self, words: impl std::fmt::Display) {
        if !self.quiet && !self.json {
            anstream::eprintln!("{words}");
        }
    }
}
