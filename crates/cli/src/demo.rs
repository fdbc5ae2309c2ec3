//! The demo: two invented meetings of two invented states, as three invented publishers carry them.
//!
//! The captures stand in `crates/cli/demo/` and are part of the program, so the demo needs neither
//! files nor network. A demo record holds the demo and nothing else: invented words are never put
//! beside real ones.

use std::path::Path;

use variorum_record::{Added, Provenance, Record, Status};
use variorum_text::identity::{capture_id, sha256_hex};
use variorum_text::page::MediaType;

use crate::exit::{Exit, Told};
use crate::kept::told;

/// Words to check in the demo: the office and the agency have them in different translations.
pub const WORDS: &str =
    "The building of the crossing at Sarnhold has not begun, and people on both banks are waiting for it.";

/// A capture inside the program.
struct Bundled {
    name: &'static str,
    url: &'static str,
    captured: &'static str,
    media: MediaType,
    page: &'static str,
}

const CAPTURES: [Bundled; 4] = [
    Bundled {
        name: "ostrev-2029-official.txt",
        url: "https://president.tesmara.example/en/events/4417",
        captured: "2029-09-18T19:30:00Z",
        media: MediaType::Text,
        page: include_str!("../demo/ostrev-2029-official.txt"),
    },
    Bundled {
        name: "lindar-2031-official.txt",
        url: "https://president.tesmara.example/en/events/5208",
        captured: "2031-04-12T18:10:00Z",
        media: MediaType::Text,
        page: include_str!("../demo/lindar-2031-official.txt"),
    },
    Bundled {
        name: "lindar-2031-wire.html",
        url: "https://kolvena.example/en/politics/20310412-lindar",
        captured: "2031-04-12T18:12:00Z",
        media: MediaType::Html,
        page: include_str!("../demo/lindar-2031-wire.html"),
    },
    Bundled {
        name: "lindar-2031-portal.html",
        url: "https://pendrelpost.example/news/88214",
        captured: "2031-04-12T21:40:00Z",
        media: MediaType::Html,
        page: include_str!("../demo/lindar-2031-portal.html"),
    },
];

/// Whether the demo record was made now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was made.
    Now,
    /// It was there.
    Before,
}

/// Makes the demo record in `dir`, unless it is there.
///
/// # Errors
/// When `dir` holds another record, or cannot be written.
pub fn ensure(dir: &Path) -> anyhow::Result<Made> {
    if dir.join("record.toml").exists() {
        let record = Record::open_read_only(dir).map_err(told)?;
        for bundled in &CAPTURES {
            record.capture(&bundled.id()).map_err(|_| other_record(dir))?;
        }
        return Ok(Made::Before);
    }
    let mut record = Record::make(dir).map_err(told)?;
    let mut failed: Option<String> = None;
    let mut tell = |added: &Added| {
        if added.status == Status::Failed {
            failed = Some(format!("the demo's `{}` was not kept", added.source));
        }
    };
    let mut adder = record.adder().map_err(told)?;
    for bundled in &CAPTURES {
        let from = Provenance { url: Some(bundled.url.into()), captured: Some(bundled.captured.into()) };
        let bytes = bundled.page.as_bytes().to_vec();
        adder.bytes(bytes, bundled.name, bundled.media, &from, &mut tell).map_err(told)?;
    }
    adder.finish(&mut tell).map_err(told)?;
    match failed {
        Some(message) => Err(Told::new(Exit::Damaged, message).into()),
        None => Ok(Made::Now),
    }
}

/// What is said when the demo record was made.
pub fn made(dir: &Path) -> String {
    format!("made a demo record in `{}`: 2 invented meetings, 4 captures, 3 publishers", dir.display())
}

fn other_record(dir: &Path) -> anyhow::Error {
    Told::new(Exit::Unreadable, format!("the record in `{}` is not the demo's", dir.display()))
        .hint("name another folder: `--record demo.record`; invented words are not put beside real ones")
        .into()
}

impl Bundled {
    fn id(&self) -> String {
        capture_id(&sha256_hex(self.page.as_bytes()), Some(self.url), Some(self.captured))
    }
}
