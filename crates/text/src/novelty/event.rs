//! What is said in one meeting: by whom, of what, in which sentences.
//!
//! Sentences and counts are those of one version, the original; that a name or a word is there may be shown
//! by any version, in speech or narration.

use std::collections::{BTreeMap, BTreeSet};

use super::formula::Sketch;
use super::noun::Usage;
use super::topic::{MOST, Shelf, phrases};
use crate::page::BlockKind;
use crate::people::keys::Keys;
use crate::people::patronymic::is_patronymic;
use crate::reading::{Held, Place};
use crate::rules::{NoveltyWords, Rules};
use crate::span::Span;
use crate::transcript::Role;
use crate::usage::{Heard, place};
use crate::words::{Word, plain, words};

/// Topics of a meeting that are kept.
const TOPICS: usize = 600;
/// People of a meeting that count.
const PEOPLE: usize = 8;

/// Longer words that are looked at for one word.
const LONGER: usize = 64;

/// The documents with their names.
pub(super) struct Pages<'p> {
    pub held: &'p [Held<'p>],
    pub heard: &'p Heard,
    pub rules: &'p Rules,
    /// How their words are used.
    pub usage: &'p Usage,
    /// First words of names of two words: "Jan" of "Jan Lind".
    pub firsts: BTreeSet<String>,
    /// By which word their speakers are compared.
    pub keys: Keys,
}

impl<'p> Pages<'p> {
    pub fn of(held: &'p [Held<'p>], heard: &'p Heard, usage: &'p Usage, rules: &'p Rules) -> Pages<'p> {
        let mut firsts = BTreeSet::new();
        for form in &heard.names.forms {
            let Some((first, rest)) = form.split_once(' ') else { continue };
            let last = rest.rsplit(' ').next().unwrap_or(rest);
            if !rules.names.common.contains(last) {
                firsts.insert(first.to_string());
            }
        }
        let turns = held.iter().flat_map(|h| &h.reading.transcript.turns);
        let keys = Keys::of(turns.map(|t| &t.speaker));
        Pages { held, heard, rules, usage, firsts, keys }
    }
}

/// How often something is said, by whom, and where first.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub count: usize,
    pub by: BTreeMap<Option<String>, usize>,
    pub place: Place,
    /// Stems of its words.
    pub stems: Vec<u32>,
    /// True when the topic has two words.
    pub is_phrase: bool,
    /// How often a name is said of somebody or something, not called out to one who is there.
    pub told: usize,
    /// True when it stands behind "in" or "from".
    pub is_place: bool,
}

impl Tally {
    fn new(place: Place, stems: Vec<u32>) -> Tally {
        Tally {
            count: 0,
            by: BTreeMap::new(),
            place,
            is_phrase: stems.len() > 1,
            stems,
            told: 0,
            is_place: false,
        }
    }

    fn said(&mut self, speaker: Option<String>) {
        self.count += 1;
        *self.by.entry(speaker).or_default() += 1;
    }
}

/// A sentence for counting: who speaks, and of each word its stem, whether it may be part of a topic, and
/// whether no sign stands before it.
type Spoken = (Option<String>, Vec<(u32, bool, bool)>);

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
    /// What all words of the pages mean, those of title and dateline too.
    pub stems: BTreeSet<u32>,
    /// Words side by side, those of grammar left out.
    pub pairs: BTreeSet<(u32, u32)>,
    /// Acronyms, and the first letters of longer names.
    pub acronyms: BTreeSet<String>,
    pub initials: BTreeSet<String>,
    /// The sentences of named speakers.
    pub lines: Vec<Line>,
}

/// Stems by number.
#[derive(Debug, Default)]
pub(super) struct Stems {
    numbers: BTreeMap<String, u32>,
    /// For each stem the one that stands for all of its meaning.
    meant: Vec<u32>,
}

impl Stems {
    fn number(&mut self, form: &str, shelf: Option<&NoveltyWords>, rules: &Rules) -> u32 {
        let form = plain(form);
        let own = self.plain(&rules.series.stem(&form));
        if let Some(first) = shelf.and_then(|s| s.same.get(&form)) {
            self.meant[own as usize] = self.plain(&rules.series.stem(first));
        }
        own
    }

    fn plain(&mut self, stem: &str) -> u32 {
        if let Some(n) = self.numbers.get(stem) {
            return *n;
        }
        let next = u32::try_from(self.meant.len()).unwrap_or(u32::MAX);
        self.numbers.insert(stem.to_string(), next);
        self.meant.push(next);
        next
    }

    /// True when a longer word that begins like this one fits: "Norlandic" for "Norland".
    pub fn any_longer(&self, begins: &str, fits: &dyn Fn(u32) -> bool) -> bool {
        let longer =
            self.numbers.range(begins.to_string()..).take_while(|(stem, _)| stem.starts_with(begins));
        longer.take(LONGER).any(|(_, n)| fits(self.meant(*n)))
    }

    /// The stem that stands for all of one meaning.
    pub fn meant(&self, stem: u32) -> u32 {
        self.meant.get(stem as usize).copied().unwrap_or(stem)
    }

    /// Two words side by side, in either order.
    pub fn pair(&self, a: u32, b: u32) -> (u32, u32) {
        let (a, b) = (self.meant(a), self.meant(b));
        (a.min(b), a.max(b))
    }
}

impl Event {
    /// Gathers a meeting; `documents` are its versions, the original first.
    pub fn of(meeting: usize, documents: &[usize], pages: &Pages, stems: &mut Stems) -> Event {
        let mut event = Event { meeting, ..Event::default() };
        for (n, document) in documents.iter().enumerate() {
            event.names(*document, pages, stems);
            event.heads(*document, pages, stems);
            event.words(*document, n == 0, pages, stems);
        }
        event
    }

    /// The words of title, headings and dateline.
    fn heads(&mut self, document: usize, pages: &Pages, stems: &mut Stems) {
        let page = &pages.held[document].reading.document;
        let shelf = pages.rules.novelty.words(page.language.as_deref());
        let is_head = |kind: BlockKind| matches!(kind, BlockKind::Heading | BlockKind::Dateline);
        let blocks = page.blocks.iter().filter(|b| is_head(b.kind)).map(|b| b.span.of(&page.text));
        let place = pages.held[document].reading.meeting.as_ref().and_then(|m| m.place.as_deref());
        let dateline = page.dateline.as_ref().and_then(|d| d.place.as_deref());
        for text in blocks.chain(page.title.as_deref()).chain(place).chain(dateline) {
            for word in words(text, Span::new(0, text.len()), &[]).0 {
                let stem = stems.number(word.bare(), shelf, pages.rules);
                self.stems.insert(stems.meant(stem));
            }
        }
    }

    fn names(&mut self, document: usize, pages: &Pages, stems: &mut Stems) {
        let reading = pages.held[document].reading;
        let shelf = pages.rules.novelty.words(reading.document.language.as_deref());
        let text = &reading.document.text;
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
            let form = &pages.heard.names.forms[mention.form];
            if !form.contains(' ') {
                self.acronyms.insert(form.clone());
            }
            self.initials.extend(initials(form));
            if mention.turn.is_some() && !mention.is_people && !addresses(mention.form) {
                let tally = here.entry(root).or_insert_with(|| {
                    let number = |w: &str| {
                        let own = stems.number(w, shelf, pages.rules);
                        stems.meant(own)
                    };
                    let words = form.split([' ', '-']).map(number).collect();
                    Tally::new(place(pages.held, mention), words)
                });
                tally.said(mention.turn.and_then(|t| turns[t].speaker.name.clone()));
                let is_told = is_told(text, mention.span, shelf, pages.rules);
                tally.told += usize::from(is_told);
                tally.is_place |= is_told && is_place(text, mention.span, shelf);
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
        let own = rules.novelty.words(language);
        let shelf = own.map(|words| Shelf { words, light: rules.echoes.words(language), rules });
        let units = reading.units();
        let said: Vec<Vec<Word>> = units.iter().map(|u| reading.heard(u.span)).collect();
        let mut named = pages.heard.names.within(document).iter().map(|m| m.span).peekable();
        let mut spoken: Vec<Spoken> = Vec::new();
        for (n, (unit, words)) in units.iter().zip(&said).enumerate() {
            let mut here = Vec::new();
            while let Some(name) = named.next_if(|s| s.start < unit.span.end) {
                here.push(name);
            }
            let numbers: Vec<u32> = words.iter().map(|w| stems.number(w.bare(), own, rules)).collect();
            self.stems.extend(numbers.iter().map(|n| stems.meant(*n)));
            self.side_by_side(words, &numbers, stems, rules);
            let Some(turn) = unit.turn.map(|t| &reading.transcript.turns[t]) else { continue };
            let at = |span: Span| Place {
                document,
                span,
                sentence: unit.span,
                number: n + 1,
                speaker: turn.speaker.name.clone(),
            };
            // One who asks takes no part.
            let speaks = turn.speaker.role == Role::Speaker && turn.speaker.name.is_some();
            let key = pages.keys.key(&turn.speaker).filter(|_| speaks);
            if self.people.len() < PEOPLE {
                self.people.extend(key.clone());
            }
            if !is_base || words.is_empty() {
                continue;
            }
            if let Some(shelf) = &shelf {
                let names: Vec<bool> = words.iter().map(|w| names_at(&here, w)).collect();
                for range in phrases(words, &names, shelf) {
                    let last = words[range.end - 1].span;
                    let span = Span::new(words[range.start].span.start, last.end);
                    self.topic(&numbers[range.end - 1..range.end], at(last));
                    self.topic(&numbers[range], at(span));
                }
                let open =
                    |(n, w): (&u32, &Word)| (*n, !names_at(&here, w) && !pages.usage.is_verb(w.bare()));
                let tight = |w: &Word| w.lead.is_empty() || w.hyphened;
                let words = numbers.iter().zip(words).map(|p| (open(p), tight(p.1)));
                spoken.push((turn.speaker.name.clone(), words.map(|((n, o), t)| (n, o, t)).collect()));
            }
            if let (Some(key), Some(name)) = (key, turn.speaker.name.clone()) {
                self.lines.push(Line { key, name, place: at(unit.span), sketch: Sketch::of(words) });
            }
        }
        for one in &spoken {
            self.count(one);
        }
    }

    /// Counts the topics of a sentence, behind whatever word they stand.
    fn count(&mut self, (speaker, words): &Spoken) {
        for at in 0..words.len() {
            let mut stems = Vec::new();
            for (n, (stem, is_open, is_tight)) in words[at..].iter().take(MOST).enumerate() {
                if !is_open || n > 0 && !is_tight {
                    break;
                }
                stems.push(*stem);
                if let Some(tally) = self.topics.get_mut(&stems) {
                    tally.said(speaker.clone());
                }
            }
        }
    }

    /// Words with nothing but words of grammar between.
    fn side_by_side(&mut self, words: &[Word], numbers: &[u32], stems: &Stems, rules: &Rules) {
        let mut before = None;
        for (word, number) in words.iter().zip(numbers) {
            if rules.wording.is_function(&word.form) {
                continue;
            }
            if let Some(last) = before.filter(|_| word.lead.is_empty() || word.hyphened) {
                self.pairs.insert(stems.pair(last, *number));
            }
            before = Some(*number);
        }
    }

    fn topic(&mut self, stems: &[u32], place: Place) {
        if self.topics.len() >= TOPICS && !self.topics.contains_key(stems) {
            return;
        }
        self.topics.entry(stems.to_vec()).or_insert_with(|| Tally::new(place, stems.to_vec()));
    }
}

fn names_at(names: &[Span], word: &Word) -> bool {
    names.iter().any(|s| s.overlaps(word.span))
}

/// The first letters of a name of three words or more, small words left out and taken in.
pub(super) fn initials(form: &str) -> Vec<String> {
    let letters = |all: bool| -> String {
        let is_small = |w: &&str| matches!(*w, "of" | "the" | "and" | "for" | "on" | "in" | "&");
        form.split([' ', '-']).filter(|w| all || !is_small(w)).filter_map(|w| w.chars().next()).collect()
    };
    let mut found = vec![letters(false), letters(true)];
    found.dedup();
    found.retain(|i| i.chars().count() >= 3);
    found
}

/// False for a name called out to one who is there, and for a piece of something longer: "Go ahead, Jan.",
/// "Jan, please", "Minister of **Trade Jan Lind**", "the Ras **al Tavit**".
fn is_told(text: &str, name: Span, shelf: Option<&NoveltyWords>, rules: &Rules) -> bool {
    let before = text[..name.start].trim_end();
    let after = text[name.end..].trim_start();
    let led = before.is_empty() || before.ends_with([',', ':', '\n', '.', '?', '!', '—', '–']);
    let called = led && (after.is_empty() || after.starts_with([',', '.', '?', '!', '—', '–']));
    let goes_on = text[name.end..].starts_with(['-', '‑', '–']);
    let is_rest = text[..name.start].ends_with(['-', '‑', '\'', '’']);
    let mut words = before.rsplit(|c: char| c.is_whitespace());
    let last = words.next().unwrap_or_default();
    let before_last = words.next().unwrap_or_default();
    let of_office = last == "of" && rules.labels.is_office(before_last);
    // "the Ministry of Fishing and | River Trade", "the Miners and | Smelters Union".
    let head = name.of(text).rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_head = |w: &str| rules.names.common.contains(w);
    let of_list = matches!(last, "and" | "&")
        && before_last.starts_with(char::is_uppercase)
        && (is_head(&head) || is_head(head.trim_end_matches('s')));
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_piece = |w: &str| {
        (2..=3).contains(&w.len())
            && w.chars().all(char::is_lowercase)
            && !rules.wording.is_function(w)
            && !w.chars().any(|c| c.is_ascii_digit())
    };
    // "the Crown | Prince": a title was cut off.
    let is_cut = after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !text[name.end..].starts_with('\n');
    let is_called = shelf.is_some_and(|s| s.calls.contains(&last.to_lowercase()));
    !called
        && !goes_on
        && !is_cut
        && !is_rest
        && !of_office
        && !of_list
        && !is_called
        && !is_piece(last)
        && !is_piece(next)
}

/// "in Brona", "from Kolvany".
fn is_place(text: &str, name: Span, shelf: Option<&NoveltyWords>) -> bool {
    let before = text[..name.start].trim_end_matches(' ').rsplit(|c: char| !c.is_alphabetic()).next();
    before.zip(shelf).is_some_and(|(b, s)| s.places.contains(b))
}
