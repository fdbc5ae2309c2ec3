//! What a command tells of: captures read from files, or the documents of a record, with their meetings.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use variorum_export::series::Source;
use variorum_record::{DocumentEntry, Record, Unread, files_under};
use variorum_text::event::Ledger;
use variorum_text::identity::{READER_VERSION, capture_id, document_id};
use variorum_text::meeting::{Meeting, Trace, link, trace};
use variorum_text::page::Capture;
use variorum_text::reading::{Held, Reading, read};
use variorum_text::rules::Rules;
use variorum_text::span::Span;

use crate::at_once::at_once;
use crate::exit::{Exit, Told, report};
use crate::house::House;
use crate::input::captures;
use crate::kept::{open, plain, record_flag, told};
use crate::sites::learnt;

/// Documents and meetings, from wherever they came.
#[derive(Default)]
pub struct Gathered {
    /// The documents.
    pub pages: Vec<Page>,
    /// Which of them are versions of one meeting.
    pub meetings: Vec<Meeting>,
    /// Inputs that could not be read.
    pub n_failed: usize,
    /// What a command needs to find the record.
    pub flag: String,
    record: Option<Record>,
    /// The rules with what was learnt from the files.
    own_rules: Option<Box<Rules>>,
}

/// A document with how the user calls it.
pub struct Page {
    /// The document's id.
    pub id: String,
    /// A path, or the document's id: what the next command takes.
    pub name: String,
    /// The document, read.
    pub reading: Reading,
    /// The characters of the file, where line numbers can be told.
    raw: Option<String>,
}

impl Gathered {
    /// Files and folders when there are any, else the record.
    ///
    /// # Errors
    /// When none of the files can be read, or the record cannot be opened.
    pub fn of(paths: &[PathBuf], house: &House) -> anyhow::Result<Gathered> {
        if paths.is_empty() {
            return from_record(house);
        }
        let gathered = from_files(paths, house)?;
        if gathered.pages.is_empty() {
            return Err(Told::new(Exit::Unreadable, "none of the inputs holds a capture that can be read")
                .hint("name files or folders with text, Markdown or HTML captures")
                .into());
        }
        Ok(gathered)
    }

    /// True when the documents are those of a record.
    pub fn is_record(&self) -> bool {
        self.record.is_some()
    }

    /// The documents as the rooms of the library take them.
    pub fn held(&self) -> Vec<Held<'_>> {
        self.pages.iter().map(Page::held).collect()
    }

    /// "events and promises are not read in Russian (3 documents)"; `None` where all were read for them.
    pub fn unread(&self, ledger: &Ledger) -> Option<String> {
        let told = |(code, n): (&String, &usize)| {
            let name = self.rules().citations.language(code);
            format!("{name} ({n} document{})", if *n == 1 { "" } else { "s" })
        };
        let all: Vec<String> = ledger.unread.iter().map(told).collect();
        (!all.is_empty()).then(|| format!("events and promises are not read in {}", all.join(", ")))
    }

    /// The rules by which the documents were read.
    pub fn rules(&self) -> &Rules {
        let own = self.own_rules.as_deref().unwrap_or(Rules::builtin());
        self.record.as_ref().map_or(own, Record::rules)
    }
}

impl Page {
    /// The page as the rooms of the library take it.
    pub fn held(&self) -> Held<'_> {
        Held { id: &self.id, reading: &self.reading }
    }

    /// The page as the wire forms name it.
    pub fn source(&self) -> Source<'_> {
        let document = &self.reading.document;
        Source {
            document: &self.id,
            name: &self.name,
            publisher: document.publisher.as_deref(),
            url: document.url.as_deref(),
            text: &document.text,
        }
    }

    /// Where words stand, as a reader looks them up: `file:line`, else the document and the number
    /// of the sentence.
    pub fn place(&self, within: Span, sentence: usize) -> String {
        match self.line(within) {
            Some(line) => format!("{}:{line}", self.name),
            None => format!("{} sentence {sentence}", self.name),
        }
    }

    /// The line of the file on which a sentence begins; `None` when it cannot be told for certain.
    pub fn line(&self, within: Span) -> Option<usize> {
        let raw = self.raw.as_deref()?;
        let text = &self.reading.document.text;
        let words = within.of(text).lines().next()?;
        let before = text.get(..within.start)?.matches(words).count();
        let mut places = raw.match_indices(words).map(|(at, _)| at);
        let is_sure = raw.matches(words).count() == text.matches(words).count();
        let at = if is_sure { places.nth(before)? } else { return None };
        Some(raw.get(..at)?.matches('\n').count() + 1)
    }
}

/// Reads files, and the files under folders; keeps nothing. What cannot be read is told and counted.
fn from_files(paths: &[PathBuf], house: &House) -> anyhow::Result<Gathered> {
    let files = listed(paths)?;
    let names: Vec<String> = files.iter().map(|f| f.to_string_lossy().into_owned()).collect();
    let own_rules = learnt(&names, None)?;
    let rules = own_rules.as_deref().unwrap_or(Rules::builtin());
    let mut gathered = Gathered::default();
    let mut seen = BTreeSet::new();
    let mut traces: Vec<Trace> = Vec::new();
    let hand_on = |put: &mut dyn FnMut(Handed) -> anyhow::Result<()>| {
        let mut each = files.iter().enumerate();
        each.try_for_each(|(n, path)| captures(&path.to_string_lossy(), &mut |capture| put((n, capture))))
    };
    let all = at_once(hand_on, &|(n, capture): Handed| -> anyhow::Result<_> {
        let page = capture.and_then(|c| page(&files[n], c, rules))?;
        Ok((trace(&page.reading, &page.id), page, n))
    })?;
    for read in all {
        match read {
            Ok((trace, page, _)) if seen.insert(page.id.clone()) => {
                traces.push(trace);
                gathered.pages.push(page);
            }
            Ok((_, _, n)) => {
                let file = plain(&files[n].display().to_string());
                house.say(format_args!("`{file}` holds a page that was read before; counted once"));
            }
            Err(error) => {
                report(&error);
                gathered.n_failed += 1;
            }
        }
    }
    gathered.meetings = link(&traces);
    gathered.own_rules = own_rules;
    Ok(gathered)
}

/// A capture on its way to be read, with the number of its file.
type Handed = (usize, anyhow::Result<Capture>);

/// Files as given, folders as the files under them.
fn listed(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let files =
                files_under(path).with_context(|| format!("cannot read the folder `{}`", path.display()))?;
            found.extend(files.into_iter().map(|(path, _)| path));
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

/// One capture, read. A page of a WARC file is called by its place there.
fn page(path: &Path, capture: Capture, rules: &Rules) -> anyhow::Result<Page> {
    let reading = read(&capture, rules);
    let is_whole_file = path.file_name().is_some_and(|n| *n == *capture.source);
    let name = if is_whole_file { path.display().to_string() } else { plain(&capture.source) };
    if let Some(why) = reading.document.findings.iter().find(|f| f.code == "unreadable") {
        return Err(Told::new(Exit::Unreadable, format!("`{name}` {}", why.message)).into());
    }
    // The id that the document would have in a record.
    let id = capture_id(&reading.document.sha256, capture.url.as_deref(), capture.captured.as_deref());
    let id = document_id(&id, READER_VERSION, rules.digest());
    let raw = if is_whole_file { String::from_utf8(capture.bytes).ok() } else { None };
    Ok(Page { id, name, reading, raw })
}

/// The documents of the record, each read again from its capture.
fn from_record(house: &House) -> anyhow::Result<Gathered> {
    let record = open(house)?;
    let documents = record.documents().map_err(told)?;
    let (pages, n_failed) = reread(&record, documents.into_iter().filter(|d| d.is_current))?;
    let meetings = record.meetings().map_err(told)?;
    let flag = record_flag(house);
    Ok(Gathered { pages, meetings, n_failed, flag, record: Some(record), own_rules: None })
}

/// Reads documents of a record again, on all cores. What cannot be read is told, and counted in the second.
///
/// # Errors
/// When the archive itself cannot be read.
pub fn reread(
    record: &Record,
    mut documents: impl Iterator<Item = DocumentEntry>,
) -> anyhow::Result<(Vec<Page>, usize)> {
    let rules = record.rules();
    let hand_on =
        |put: &mut dyn FnMut(_) -> anyhow::Result<()>| documents.try_for_each(|d| put(record.unread(d)));
    let all = at_once(hand_on, &|unread: variorum_record::Result<Unread>| {
        let unread = unread?;
        let id = unread.document.id.clone();
        unread.read(rules).map(|reading| Page { name: id.clone(), id, reading, raw: None })
    })?;
    let (mut pages, mut n_failed) = (Vec::new(), 0);
    for read in all {
        match read {
            Ok(page) => pages.push(page),
            Err(error) => {
                report(&told(error));
                n_failed += 1;
            }
        }
    }
    Ok((pages, n_failed))
}
