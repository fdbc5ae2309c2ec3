//! A reading: one capture read to the end: its document, its transcript, the meeting it tells of.

mod counted;

use jiff::civil::Date;

use crate::figure::Figure;
use crate::notice::{MeetingNotice, notice};
use crate::page::{Capture, Document, read_page};
use crate::people::page::name_speakers;
use crate::quantities::{Quantities, Said, quantities};
use crate::quotation::{Quotation, quotations};
use crate::rules::Rules;
use crate::span::Span;
use crate::time::Time;
use crate::transcript::{Transcript, transcribe};
use crate::words::{Word, words};

/// A capture read to the end.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The page.
    pub document: Document,
    /// Who speaks.
    pub transcript: Transcript,
    /// Whose words the page tells, direct and indirect.
    pub quotations: Vec<Quotation>,
    /// The meeting the page tells of; `None` when it tells of none.
    pub meeting: Option<MeetingNotice>,
    /// What is said in numbers, in turns and narration, in the order of the text.
    pub figures: Vec<Figure>,
    /// The times that are told, likewise.
    pub times: Vec<Time>,
}

/// A reading with the id by which meetings name its document.
#[derive(Clone, Copy, Debug)]
pub struct Held<'r> {
    /// The document's id.
    pub id: &'r str,
    /// The document, read.
    pub reading: &'r Reading,
}

/// A place in one of several documents that are handed in together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the document.
    pub document: usize,
    /// Where.
    pub span: Span,
    /// The sentence around.
    pub sentence: Span,
    /// The number of the sentence among the document's units, from one.
    pub number: usize,
    /// Who speaks, when named.
    pub speaker: Option<String>,
}

/// Most words of one sentence that are heard.
const HEARD: usize = 120;

/// A unit of comparison: a sentence of a turn or of narration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands in `Document::text`.
    pub span: Span,
    /// Index (from zero) of its turn; `None` for narration.
    pub turn: Option<usize>,
}

impl Reading {
    /// The day against which times are read: that of the meeting, else of publication, else the dateline's.
    /// A day on which the page was out before the words were said is none of these.
    pub fn day(&self) -> Option<Date> {
        let dateline = self.document.dateline.as_ref().and_then(|d| d.date);
        let told = self.document.occasion.as_ref().and_then(|o| o.date);
        let published = self.document.published.map(|p| p.date).filter(|_| !self.document.is_early);
        self.meeting.as_ref().and_then(|m| m.date).or(told).or(published).or(dateline)
    }

    /// The words of a sentence as they are heard: no notes, gaps or struck-out words; the first 120.
    pub fn heard(&self, sentence: Span) -> Vec<Word> {
        let mut found = self.whole(sentence);
        found.truncate(HEARD);
        found
    }

    /// All words of a sentence as they are heard.
    pub fn whole(&self, sentence: Span) -> Vec<Word> {
        let mut unheard = Vec::new();
        let notes = &self.transcript.notes;
        let from = notes.partition_point(|n| n.span.end <= sentence.start);
        unheard.extend(notes[from..].iter().map(|n| n.span).take_while(|n| n.start < sentence.end));
        let gaps = &self.transcript.gaps;
        let from = gaps.partition_point(|g| g.span.end <= sentence.start);
        unheard.extend(gaps[from..].iter().map(|g| g.span).take_while(|g| g.start < sentence.end));
        let struck = &self.document.struck;
        let from = struck.partition_point(|s| s.end <= sentence.start);
        unheard.extend(struck[from..].iter().take_while(|s| s.start < sentence.end));
        words(&self.document.text, sentence, &unheard).0
    }

    /// The sentences of turns and of narration, in the order of the text.
    pub fn units(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = self
            .transcript
            .turns
            .iter()
            .enumerate()
            .flat_map(|(n, turn)| turn.sentences.iter().map(move |s| Unit { span: *s, turn: Some(n) }))
            .chain(self.transcript.narration.iter().map(|s| Unit { span: *s, turn: None }))
            .collect();
        units.sort_by_key(|u| u.span);
        units
    }
}

/// Reads a capture. Total: odd bytes give what was read and findings.
pub fn read(capture: &Capture, rules: &Rules) -> Reading {
    let mut page = read_page(capture, rules);
    let mut transcript = transcribe(&page, rules);
    let quotations = quotations(&page.document, &transcript, rules);
    // What the page itself prints goes into its quotations; the register knows more.
    name_speakers(&mut transcript, &page.document, rules);
    page.document.cited_source = cited_source(&page.document, &transcript, rules);
    let meeting = notice(&page.document, &transcript, rules);
    let mut reading = Reading {
        document: page.document,
        transcript,
        quotations,
        meeting,
        figures: Vec::new(),
        times: Vec::new(),
    };
    let told = told(&reading, rules);
    // "in May 2030 [2032]": what the page strikes out is not said.
    let is_said = |span: Span| !reading.document.struck.iter().any(|s| s.overlaps(span));
    let figures = told.figures.into_iter().filter(|f| is_said(f.span)).collect();
    let times = told.times.into_iter().filter(|t| is_said(t.span)).collect();
    (reading.figures, reading.times) = (figures, times);
    reading
}

/// The figures and times of a reading, against the day of the meeting, else that of publication.
fn told(reading: &Reading, rules: &Rules) -> Quantities {
    let document = &reading.document;
    let speaker = |n: usize| reading.transcript.turns.get(n).and_then(|t| t.speaker.name.as_deref());
    let said: Vec<Said> = reading
        .units()
        .into_iter()
        .map(|unit| Said { span: unit.span, turn: unit.turn, speaker: unit.turn.and_then(speaker) })
        .collect();
    quantities(&document.text, &said, reading.day(), document.language.as_deref(), rules)
}

/// Whom the page names as the source of its words, outside the words themselves.
fn cited_source(document: &Document, transcript: &Transcript, rules: &Rules) -> Option<String> {
    let labels = transcript.turns.iter().filter_map(|t| t.label);
    let mut outside: Vec<Span> = labels.chain(transcript.narration.iter().copied()).collect();
    outside.sort();
    // Where every noun has a capital, "laut Manuskript" names nobody.
    let nouns = document.language.as_ref().is_some_and(|l| rules.quotations.noun_capitals.contains(l));
    let named = |name: &String| !nouns || name.contains(' ') || rules.publishers.agency(name).is_some();
    let told = outside.iter().find_map(|span| source_in(span.of(&document.text), rules).filter(named));
    let reports = || outside.iter().find_map(|span| agency_that_reports(span.of(&document.text), rules));
    let agency = || {
        let of_line = document.dateline.as_ref().and_then(|d| d.agency.clone());
        of_line.filter(|agency| document.publisher.as_ref() != Some(agency))
    };
    told.or_else(|| document.cited_source.clone()).or_else(reports).or_else(agency)
}

/// "…, the Kolvany Press Agency reports." gives `Kolvany Press Agency`.
fn agency_that_reports(text: &str, rules: &Rules) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let reports = |w: &str| rules.publishers.reports.contains(&w.trim_end_matches(['.', ',']).to_lowercase());
    let agency = |w: &str| rules.publishers.agency_words.iter().any(|a| *a == w.to_lowercase());
    let at = (1..words.len()).find(|at| reports(words[*at]) && agency(words[*at - 1]))?;
    let named = |w: &&&str| w.starts_with(char::is_uppercase) && !w.ends_with([',', '.']);
    let n = words[..at].iter().rev().take(6).take_while(named).count();
    let first = usize::from(words.get(at - n).is_some_and(|w| *w == "The"));
    (n > 1 + first).then(|| words[at - n + first..at].join(" "))
}

/// "… said, according to Norpress:" gives `Norpress`; lower-case sources are no names.
fn source_in(text: &str, rules: &Rules) -> Option<String> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let (at, cue) =
        rules.publishers.cited.iter().filter_map(|c| lower.find(c.as_str()).map(|at| (at, c))).min()?;
    let before = lower.get(..at)?.chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = text.get(at + cue.len()..)?.trim_start();
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let words: Vec<&str> =
        rest.split_whitespace().take_while(|w| w.starts_with(char::is_uppercase)).take(4).collect();
    let mut name = String::new();
    for word in words {
        // "… the Norpress Line.2" has the number of a footnote.
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let bare = if bare.ends_with('.') { bare } else { word };
        let bare = bare.trim_end_matches([',', '.', ':', ';', ')', '”', '"']);
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    (name.chars().count() > 1).then_some(name)
}
