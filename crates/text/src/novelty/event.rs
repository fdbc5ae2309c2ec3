//! What is said in one meeting: by whom, of what, in which sentences.
//!
//! Sentences and counts are those of one version, the original; that a name or a word is there may be shown
//! by any version, in speech or narration.

use std::collections::{BTreeMap, BTreeSet};

use super::formula::Sketch;
use super::topic::{Shelf, phrases};
use crate::people::patronymic::is_patronymic;
use crate::reading::{Held, Place};
use crate::rules::Rules;
use crate::span::Span;
use crate::transcript::{Role, Speaker};
use crate::usage::{Heard, place};
use crate::words::{Word, plain};

/// Topics of a meeting that are kept.
const TOPICS: usize = 600;
/// People of a meeting that count.
const PEOPLE: usize = 8;

/// The documents with their names.
pub(super) struct Pages<'p> {
    pub held: &'p [Held<'p>],
    pub heard: &'p Heard,
    pub rules: &'p Rules,
}

/// How often something is said, by whom, and where first.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub count: usize,
    pub by: BTreeMap<Option<String>, usize>,
    pub place: Place,
    /// Stems of a topic's words; empty for a name.
    pub stems: Vec<u32>,
    /// True when the topic has two words.
    pub is_phrase: bool,
}

impl Tally {
    fn new(place: Place, stems: Vec<u32>) -> Tally {
        Tally { count: 0, by: BTreeMap::new(), place, is_phrase: stems.len() > 1, stems }
    }

    fn said(&mut self, speaker: Option<String>) {
        self.count += 1;
        *self.by.entry(speaker).or_default() += 1;
    }
}

/// A sentence of a named speaker.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The speaker as compared.
    pub key: String,
    /// The speaker's name.
    pub name: String,
    pub place: Place,
    pub sketch: Sketch,
}

/// What is said in one meeting.
#[derive(Debug, Default)]
pub(super) struct Event {
    pub meeting: usize,
    pub people: BTreeSet<String>,
    /// Things named in speech, in any version.
    pub named: BTreeMap<usize, Tally>,
    /// Things named anywhere, adjectives and peoples too.
    pub present: BTreeSet<usize>,
    /// Topics by the words of their phrase.
    pub topics: BTreeMap<Vec<u32>, Tally>,
    /// Stems of all words.
    pub stems: BTreeSet<u32>,
    /// The sentences of named speakers.
    pub lines: Vec<Line>,
}

/// Stems by number.
#[derive(Debug, Default)]
pub(super) struct Stems(BTreeMap<String, u32>);

impl Stems {
    fn number(&mut self, word: &Word, rules: &Rules) -> u32 {
        let stem = rules.series.stem(&plain(word.bare()));
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(stem).or_insert(next)
    }
}

/// The key by which a speaker is compared; one who asks takes no part.
fn key_of(speaker: &Speaker) -> Option<String> {
    let named = speaker.name.as_deref().filter(|_| speaker.role == Role::Speaker)?;
    let folded = || named.split_whitespace().map(plain).collect::<Vec<_>>().join(" ");
    Some(speaker.person.clone().unwrap_or_else(folded))
}

impl Event {
    /// Gathers a meeting; `documents` are its versions, the original first.
    pub fn of(meeting: usize, documents: &[usize], pages: &Pages, stems: &mut Stems) -> Event {
        let mut event = Event { meeting, ..Event::default() };
        for (n, document) in documents.iter().enumerate() {
            event.names(*document, pages);
            event.words(*document, n == 0, pages, stems);
        }
        event
    }

    fn names(&mut self, document: usize, pages: &Pages) {
        let turns = &pages.held[document].reading.transcript.turns;
        let own: BTreeSet<String> = turns
            .iter()
            .filter_map(|t| t.speaker.name.as_deref())
            .flat_map(|n| n.split_whitespace().map(crate::words::fold))
            .collect();
        // "Aron Tavitovich" is how the one who speaks is addressed, and no news.
        let addresses = |form: usize| {
            let form = pages.heard.names.forms[form].as_str();
            form.split(' ').all(|w| own.contains(w) || is_patronymic(w))
                && form.split(' ').any(|w| own.contains(w))
        };
        let mut here: BTreeMap<usize, Tally> = BTreeMap::new();
        for mention in pages.heard.names.within(document) {
            let root = pages.heard.things.root(mention.form);
            self.present.insert(root);
            if mention.turn.is_some() && !mention.is_people && !addresses(mention.form) {
                let tally =
                    here.entry(root).or_insert_with(|| Tally::new(place(pages.held, mention), Vec::new()));
                tally.said(mention.turn.and_then(|t| turns[t].speaker.name.clone()));
            }
        }
        // Versions of one meeting count once: the first that names it.
        for (root, tally) in here {
            self.named.entry(root).or_insert(tally);
        }
    }

    fn words(&mut self, document: usize, is_base: bool, pages: &Pages, stems: &mut Stems) {
        let reading = pages.held[document].reading;
        let language = reading.document.language.as_deref();
        let rules = pages.rules;
        let shelf = rules.novelty.words(language).map(|words| Shelf {
            words,
            light: rules.echoes.words(language),
            rules,
        });
        let units = reading.units();
        let said: Vec<Vec<Word>> = units.iter().map(|u| reading.heard(u.span)).collect();
        let mut named = pages.heard.names.within(document).iter().map(|m| m.span).peekable();
        for (n, (unit, words)) in units.iter().zip(&said).enumerate() {
            let mut here = Vec::new();
            while let Some(name) = named.next_if(|s| s.start < unit.span.end) {
                here.push(name);
            }
            let numbers: Vec<u32> = words.iter().map(|w| stems.number(w, rules)).collect();
            self.stems.extend(&numbers);
            let Some(turn) = unit.turn.map(|t| &reading.transcript.turns[t]) else { continue };
            let at = |span: Span| Place {
                document,
                span,
                sentence: unit.span,
                number: n + 1,
                speaker: turn.speaker.name.clone(),
            };
            let key = key_of(&turn.speaker);
            if self.people.len() < PEOPLE {
                self.people.extend(key.clone());
            }
            if !is_base || words.is_empty() {
                continue;
            }
            if let Some(shelf) = &shelf {
                let names: Vec<bool> =
                    words.iter().map(|w| here.iter().any(|s| s.overlaps(w.span))).collect();
                for range in phrases(words, &names, shelf) {
                    let span = Span::new(words[range.start].span.start, words[range.end - 1].span.end);
                    self.topic(&numbers[range], at(span));
                }
            }
            if let (Some(key), Some(name)) = (key, turn.speaker.name.clone()) {
                self.lines.push(Line { key, name, place: at(unit.span), sketch: Sketch::of(words) });
            }
        }
    }

    fn topic(&mut self, stems: &[u32], place: Place) {
        if self.topics.len() >= TOPICS && !self.topics.contains_key(stems) {
            return;
        }
        let speaker = place.speaker.clone();
        let tally = self.topics.entry(stems.to_vec()).or_insert_with(|| Tally::new(place, stems.to_vec()));
        tally.said(speaker);
    }
}
