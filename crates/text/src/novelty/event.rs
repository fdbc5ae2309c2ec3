//! What is said in one meeting: by whom, of what, in which sentences.
//!
//! One rule of counting holds for names and topics, for what entered and what left: counted is what anybody
//! says at the meeting, in one version of it: the original, or for a name the first version that has it. A name
//! counts as a whole and in all its forms (`usage`), a topic as a noun in the singular or the plural and
//! outside names. That a name or a word is there at all may be shown by any version, in speech, narration or title.

use std::collections::{BTreeMap, BTreeSet};

use super::bearer::Bearers;
use super::formula::Sketch;
use super::noun::Usage;
use super::speaker::Speakers;
use super::stem::Stems;
use super::subject::{Key, Spot, subjects};
use super::sure::initials;
use super::told::{is_adjective, is_place, is_told};
use super::topic::{MOST, Shelf, phrases};
use crate::page::BlockKind;
use crate::people::patronymic::is_patronymic;
use crate::reading::{Held, Place, Reading, Unit};
use crate::rules::Rules;
use crate::span::Span;
use crate::usage::{Heard, Who, place};
use crate::words::{Word, words};

/// Topics of a meeting that are kept.
const TOPICS: usize = 600;
/// Topics of weight of a meeting that are kept.
const SUBJECTS: usize = 2000;
/// Fewest words of a sentence that may return.
const LINE: usize = 4;
/// People of a meeting that count.
const PEOPLE: usize = 64;

/// The documents with their names.
pub(super) struct Pages<'p> {
    pub held: &'p [Held<'p>],
    pub heard: &'p Heard,
    pub rules: &'p Rules,
    /// How their words are used.
    pub usage: &'p Usage,
    /// First words of names of two words: "Jan" of "Jan Lind".
    pub firsts: BTreeSet<String>,
    /// Last words of names of two words and more: "Lind" of "Jan Lind".
    pub lasts: BTreeSet<String>,
    /// For each name those that an acronym may join to it.
    pub short_for: BTreeMap<usize, Vec<usize>>,
    /// Who speaks in them.
    pub speakers: Speakers,
}

impl<'p> Pages<'p> {
    pub fn of(held: &'p [Held<'p>], heard: &'p Heard, usage: &'p Usage, rules: &'p Rules) -> Pages<'p> {
        let (mut firsts, mut lasts) = (BTreeSet::new(), BTreeSet::new());
        for form in &heard.names.forms {
            let Some((first, rest)) = form.split_once(' ') else { continue };
            let last = rest.rsplit(' ').next().unwrap_or(rest);
            if !rules.names.common.contains(last) {
                firsts.insert(first.to_string());
                lasts.insert(last.to_string());
            }
        }
        let speakers = Speakers::of(held);
        let mut short_for: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (short, long) in heard.acronyms() {
            short_for.entry(short).or_default().push(heard.things.root(long));
            short_for.entry(long).or_default().push(heard.things.root(short));
        }
        Pages { held, heard, rules, usage, firsts, lasts, short_for, speakers }
    }
}

/// How often something is said, by whom, and where first.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub count: usize,
    pub by: BTreeMap<Who, usize>,
    pub place: Place,
    /// Stems of its words.
    pub stems: Vec<u32>,
    /// True when the topic has two words.
    pub is_phrase: bool,
    /// How often a name is said of somebody or something, not called out to one who is there.
    pub told: usize,
    /// True when it stands behind "in" or "from".
    pub is_place: bool,
    /// True for a name of capitals.
    pub is_acronym: bool,
    /// How often the words of a topic stand there as something else: a verb, a part of a name.
    pub otherwise: usize,
    /// Forms of a name by number: as printed, how often, where first.
    pub forms: BTreeMap<usize, (String, usize, Place)>,
    /// The words of a topic as printed, in small letters: how often, where first.
    pub printed: BTreeMap<String, (usize, Place)>,
    /// Names of other things in which its words stand too, with how often.
    pub apart: BTreeMap<String, usize>,
    /// Places of which it is not certain whether they name it.
    pub unsure: usize,
}

impl Tally {
    pub fn new(place: Place, stems: Vec<u32>) -> Tally {
        Tally {
            count: 0,
            by: BTreeMap::new(),
            place,
            is_phrase: stems.len() > 1,
            stems,
            told: 0,
            is_place: false,
            is_acronym: false,
            otherwise: 0,
            forms: BTreeMap::new(),
            printed: BTreeMap::new(),
            apart: BTreeMap::new(),
            unsure: 0,
        }
    }

    /// Takes up a form of a name.
    fn form(&mut self, form: usize, printed: &str, place: Place) {
        let words = || printed.split_whitespace().collect::<Vec<_>>().join(" ");
        self.forms.entry(form).or_insert_with(|| (words(), 0, place)).1 += 1;
    }

    /// Takes up the forms of another version, which is not counted.
    fn other_forms(&mut self, other: Tally) {
        for (form, (printed, _, place)) in other.forms {
            self.forms.entry(form).or_insert((printed, 0, place));
        }
    }

    pub fn said(&mut self, who: Who) {
        self.count += 1;
        *self.by.entry(who).or_default() += 1;
    }
}

/// A sentence for counting: who speaks, and of each word its stem, whether it may be part of a topic, and
/// whether no sign stands before it.
type Spoken = (Who, Vec<(u32, bool, bool)>);

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
    /// The named speakers: as compared, and by name.
    pub people: BTreeMap<String, String>,
    /// Things named in speech, in any version.
    pub named: BTreeMap<usize, Tally>,
    /// Things named anywhere, adjectives and peoples too.
    pub present: BTreeSet<usize>,
    /// Topics by the words of their phrase.
    pub topics: BTreeMap<Vec<u32>, Tally>,
    /// Those of weight.
    pub subjects: BTreeMap<Key, Tally>,
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

impl Event {
    /// With the numbers that its stems have among those of all meetings.
    pub fn settled(mut self, numbers: &[u32], stems: &Stems) -> Event {
        let of = |n: u32| numbers.get(n as usize).copied().unwrap_or(n);
        let tally = |t: Tally| Tally { stems: t.stems.iter().map(|n| of(*n)).collect(), ..t };
        let topics = std::mem::take(&mut self.topics).into_iter();
        self.topics = topics.map(|(key, t)| (key.into_iter().map(of).collect(), tally(t))).collect();
        let subjects = std::mem::take(&mut self.subjects).into_iter();
        self.subjects = subjects.map(|(key, t)| (key, tally(t))).collect();
        self.stems = self.stems.iter().map(|n| stems.meant(of(*n))).collect();
        self.pairs = self.pairs.iter().map(|(a, b)| stems.pair(of(*a), of(*b))).collect();
        self
    }

    /// Gathers a meeting; `documents` are its versions, the original first. Its words have numbers of their
    /// own.
    pub fn of(meeting: usize, documents: &[usize], pages: &Pages) -> (Event, Stems) {
        let (mut event, mut stems) = (Event { meeting, ..Event::default() }, Stems::default());
        for (n, document) in documents.iter().enumerate() {
            event.names(*document, pages);
            event.heads(*document, pages, &mut stems);
            event.words(*document, n == 0, pages, &mut stems);
        }
        (event, stems)
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

    fn names(&mut self, document: usize, pages: &Pages) {
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
        let bearers = Bearers::of(document, pages);
        // Sentences whose speaker is not known, no lines of the head: a reader counts these too.
        let mut untold: BTreeMap<usize, usize> = BTreeMap::new();
        let is_sentence = |s: Span| s.of(text).trim_end().ends_with(['.', '?', '!', '”', '"', ')']);
        for mention in pages.heard.names.within(document) {
            self.present.insert(pages.heard.things.root(mention.form));
            let root = bearers.root(mention.form, pages);
            self.present.insert(root);
            if mention.turn.is_none() && is_sentence(mention.sentence) {
                *untold.entry(root).or_default() += 1;
            }
            let form = &pages.heard.names.forms[mention.form];
            if !form.contains(' ') {
                self.acronyms.insert(form.clone());
            }
            self.initials.extend(initials(form));
            let within = &mention.within;
            if mention.turn.is_some()
                && !mention.is_people
                && !addresses(mention.form)
                && !bearers.is_part((mention.form, root), within, pages)
            {
                let found = place(pages.held, mention);
                let tally = here.entry(root).or_insert_with(|| Tally::new(found.clone(), Vec::new()));
                tally.said(mention.turn.map(|t| Who::of(&turns[t].speaker)).unwrap_or_default());
                tally.form(mention.form, mention.span.of(text), found);
                if !within.is_empty() {
                    continue;
                }
                let is_known = pages.rules.names.canonical.contains_key(form.as_str());
                let is_plain =
                    is_known || form.contains(' ') || !is_adjective(text, mention.span, shelf, pages.rules);
                let is_told = is_plain && is_told(text, mention.span, shelf, pages.rules);
                tally.told += usize::from(is_told);
                tally.is_place |= is_told && is_place(text, mention.span, shelf);
                tally.is_acronym |= !mention.span.of(text).contains(char::is_lowercase);
            }
        }
        for doubt in pages.heard.names.doubts.get(document).into_iter().flatten() {
            let root = bearers.root(doubt.form, pages);
            let tally = here.get_mut(&root).filter(|_| doubt.turn.is_some());
            let Some(tally) = tally else { continue };
            if bearers.is_part((doubt.form, root), &doubt.within, pages) {
                continue;
            }
            if doubt.is_apart {
                let words = doubt.around.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
                *tally.apart.entry(words).or_default() += 1;
            } else {
                tally.unsure += 1;
            }
        }
        for (root, tally) in &mut here {
            tally.unsure += untold.get(root).copied().unwrap_or(0);
        }
        // Versions of one meeting count once: the first that names it.
        for (root, tally) in here {
            match self.named.get_mut(&root) {
                Some(known) => known.other_forms(tally),
                None => _ = self.named.insert(root, tally),
            }
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
        let counts = reading.counts(&units);
        let thrown_in = thrown_in(reading, &units, pages);
        let mentions = pages.heard.names.within(document).iter();
        let mut named = mentions.filter(|m| m.within.is_empty()).map(|m| m.span).peekable();
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
            let key = pages.speakers.key(&turn.speaker);
            let who = Who::of(&turn.speaker);
            if self.people.len() < PEOPLE && key.as_ref().is_none_or(|k| !thrown_in.contains(k)) {
                self.people.extend(key.clone().zip(turn.speaker.name.clone()));
            }
            if !is_base || words.is_empty() || !counts[n] {
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
                for spot in subjects(words, &names, shelf) {
                    let stems = spot.key.stems(&mut |w| stems.number(w, own, rules));
                    let printed = in_small_letters(spot.span.of(&reading.document.text));
                    self.subject(spot, stems, (printed, &at), &who);
                }
                let open =
                    |(n, w): (&u32, &Word)| (*n, !names_at(&here, w) && !pages.usage.is_verb(w.bare()));
                let tight = |w: &Word| w.lead.is_empty() || w.hyphened;
                let words = numbers.iter().zip(words).map(|p| (open(p), tight(p.1)));
                spoken.push((who.clone(), words.map(|((n, o), t)| (n, o, t)).collect()));
            }
            // "Thank you." is said by everybody again and again.
            let is_line = words.len() >= LINE;
            if let (Some(key), Some(name), true) = (key, turn.speaker.name.clone(), is_line) {
                self.lines.push(Line { key, name, place: at(unit.span), sketch: Sketch::of(words) });
            }
        }
        for one in &spoken {
            self.count(one);
        }
    }

    /// Counts the topics of a sentence, behind whatever word they stand.
    fn count(&mut self, (who, words): &Spoken) {
        for at in 0..words.len() {
            let mut stems = Vec::new();
            for (n, (stem, is_open, is_tight)) in words[at..].iter().take(MOST).enumerate() {
                if !is_open || n > 0 && !is_tight {
                    break;
                }
                stems.push(*stem);
                if let Some(tally) = self.topics.get_mut(&stems) {
                    tally.said(who.clone());
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

    fn subject(
        &mut self,
        spot: Spot,
        stems: Vec<u32>,
        (printed, at): (String, &dyn Fn(Span) -> Place),
        who: &Who,
    ) {
        if self.subjects.len() >= SUBJECTS && !self.subjects.contains_key(&spot.key) {
            return;
        }
        let place = at(spot.span);
        let tally = self.subjects.entry(spot.key).or_insert_with(|| Tally::new(place.clone(), stems));
        if !spot.counts {
            tally.otherwise += 1;
            return;
        }
        if tally.count == 0 {
            tally.place = place.clone();
        }
        tally.printed.entry(printed).or_insert_with(|| (0, place.clone())).0 += 1;
        tally.said(who.clone());
    }

    fn topic(&mut self, stems: &[u32], place: Place) {
        if self.topics.len() >= TOPICS && !self.topics.contains_key(stems) {
            return;
        }
        self.topics.entry(stems.to_vec()).or_insert_with(|| Tally::new(place, stems.to_vec()));
    }
}

/// Without the capital that opens a sentence: "treaty", but "mRNA vaccine".
fn in_small_letters(words: &str) -> String {
    let is_title = |w: &str| !w.chars().skip(1).any(char::is_uppercase);
    let small = |w: &str| if is_title(w) { w.to_lowercase() } else { w.to_string() };
    words.split_whitespace().map(small).collect::<Vec<_>>().join(" ")
}

fn names_at(names: &[Span], word: &Word) -> bool {
    names.iter().any(|s| s.overlaps(word.span))
}

/// Sentences of one who throws in a word, and how many others a page has for each of them.
const THROWN_IN: usize = 2;
const OTHERS: usize = 50;

/// Those who throw in a word or two on a long page: "Sorry. (Laughter.)" makes it no meeting of theirs.
fn thrown_in(reading: &Reading, units: &[Unit], pages: &Pages) -> BTreeSet<String> {
    let turns = &reading.transcript.turns;
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    for turn in units.iter().filter_map(|u| turns.get(u.turn?)) {
        all += 1;
        if let Some(key) = pages.speakers.key(&turn.speaker) {
            *said.entry(key).or_default() += 1;
        }
    }
    said.retain(|_, n| *n <= THROWN_IN && *n * OTHERS < all);
    said.into_keys().collect()
}
