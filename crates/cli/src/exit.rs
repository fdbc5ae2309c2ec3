//! Exit codes and how an error is told.

use std::fmt;
use std::process::ExitCode;

/// How the command ended. The numbers are part of the wire contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done; for `check`: the words are there.
    Done = 0,
    /// Differences, or another verdict.
    Differs = 1,
    /// The command line was wrong.
    Usage = 2,
    /// Not in this record.
    NotHere = 3,
    /// No input could be read.
    Unreadable = 4,
    /// The record failed its integrity check.
    Damaged = 5,
    /// Some inputs failed, the others were read.
    Partial = 10,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// An error that knows its exit code and the way out.
#[derive(Debug)]
pub struct Told {
    /// The code to end with.
    pub exit: Exit,
    /// What happened and where: lower case, no final period.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Told {
    /// An error with its code, without a hint.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Told { exit, message: message.into(), hint: None }
    }

    /// Adds what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Told {}

/// Prints an error to standard error and gives its code. A closed pipe is no error.
pub fn report(error: &anyhow::Error) -> Exit {
    let broken_pipe = error
        .chain()
        .filter_map(|e| e.downcast_ref::<std::io::Error>())
        .any(|e| e.kind() == std::io::ErrorKind::BrokenPipe);
    if broken_pipe {
        return Exit::Done;
    }
    anstream::eprintln!("error: {error:#}");
    let told = error.chain().find_map(|e| e.downcast_ref::<Told>());
    if let Some(hint) = told.and_then(|t| t.hint.as_deref()) {
        anstream::eprintln!("hint: {hint}");
    }
    told.map_or(Exit::Unreadable, |t| t.exit)
}
