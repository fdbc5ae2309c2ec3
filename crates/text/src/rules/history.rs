//! Pages that stand in the place of the page, and parts of addresses: `data/history.toml`.

use std::collections::BTreeSet;

use super::table::Table;

use super::{RulesError, word_set, words};

/// Why a capture does not show the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The bytes are no text.
    Unreadable,
    /// No words were found.
    Empty,
    /// A test whether the reader is a person.
    Captcha,
    /// A question about cookies and data.
    Consent,
    /// The server's word that the page is not there or not for this reader.
    Error,
    /// A page that is filled by a script which did not run.
    Script,
    /// A page that asks the reader to log in or to subscribe.
    Login,
}

impl Fault {
    /// The code on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Fault::Unreadable => "unreadable",
            Fault::Empty => "empty",
            Fault::Captcha => "captcha",
            Fault::Consent => "consent",
            Fault::Error => "error",
            Fault::Script => "script",
            Fault::Login => "login",
        }
    }

    /// What the capture shows instead of the page, as the end of a sentence.
    pub fn told(self) -> &'static str {
        match self {
            Fault::Unreadable => "bytes that are no text",
            Fault::Empty => "a page without words",
            Fault::Captcha => "a test whether the reader is a person",
            Fault::Consent => "a question about cookies and consent",
            Fault::Error => "an error page",
            Fault::Script => "a page that waits for a script",
            Fault::Login => "a page that asks to log in or subscribe",
        }
    }
}

/// The words of one kind of page that is not the page.
#[derive(Clone, Debug, Default)]
pub struct FaultWords {
    /// Beginnings of titles.
    pub titles: Vec<String>,
    /// Words inside the text.
    pub phrases: Vec<String>,
}

/// What `history` knows of pages and addresses.
#[derive(Clone, Debug, Default)]
pub struct HistoryRules {
    /// Words by kind, in a fixed order.
    pub faults: Vec<(Fault, FaultWords)>,
    /// Parameters that say whence a reader came; a final `*` ends a beginning.
    pub tracking: BTreeSet<String>,
    /// File names for a bare folder.
    pub index: BTreeSet<String>,
    /// Beginnings of addresses of archives.
    pub archives: Vec<String>,
}

/// The kinds that a table gives words for.
const KINDS: [Fault; 5] = [Fault::Captcha, Fault::Consent, Fault::Error, Fault::Script, Fault::Login];

impl HistoryRules {
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let inner = |key: &str| match table.get(key) {
            None => Ok(None),
            Some(value) => value
                .as_table()
                .map(Some)
                .ok_or_else(|| RulesError { file: file.into(), message: format!("`{key}` is no table") }),
        };
        if self.faults.is_empty() {
            self.faults = KINDS.map(|kind| (kind, FaultWords::default())).into();
        }
        for (kind, known) in &mut self.faults {
            if let Some(table) = inner(kind.as_str())? {
                known.titles.extend(words(file, table, "titles")?);
                known.phrases.extend(words(file, table, "phrases")?);
            }
        }
        if let Some(table) = inner("address")? {
            self.tracking.extend(word_set(file, table, "tracking")?);
            self.index.extend(word_set(file, table, "index")?);
            self.archives.extend(words(file, table, "archives")?);
        }
        Ok(())
    }

    /// True for a parameter that says whence a reader came.
    pub fn is_tracking(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let begins = |t: &String| t.strip_suffix('*').is_some_and(|head| name.starts_with(head));
        self.tracking.contains(&name) || self.tracking.iter().any(begins)
    }
}
