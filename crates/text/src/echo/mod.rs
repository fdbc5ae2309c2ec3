//! Echoes: where a speaker cites another, or himself, and whether the words cited are there.
//!
//! ```text
//! Vera Holt: Our trade increased by more than 16 percent last year.
//! Jan Lind:  Our trade, as you mentioned, has increased by 16 percent.
//! ```
//! is an echo of Jan Lind, credited to Vera Holt, found in her sentence, altered: the comparator is
//! dropped. Cue words are data (`echoes.toml`); the original is found by its content among what the one
//! cited has said before in the same document, in other versions of the meeting, and in earlier meetings
//! that the documents hold. The room reports words: what is not found was not found in these documents.
//! `cue` finds cues, `cited` the words they bring in, `credit` and `folder` who is cited, `room` and `original` look
//! them up, `judge` compares, `proof` and `sure` know what a brief tells.

mod cited;
mod credit;
mod cue;
mod folder;
mod judge;
mod original;
mod proof;
mod room;
mod sure;

use std::collections::{BTreeMap, BTreeSet};

use cited::{Cited, cited};
use credit::{Credit, Mention, Party, key_of, parties};
use cue::{Cue, cues};
use folder::{Folder, Occasion};
pub use judge::Alteration;
use judge::{Side, alterations};
use original::{Hit, Reach, Want, content, find, is_enough, is_short};
use room::Room;
pub use sure::Doubt;

use crate::figure::Figure;
use crate::meeting::Meeting;
use crate::reading::{Held, Place};
use crate::rules::{CueForm, EchoWords, Rules, Whom};
use crate::span::Span;
use crate::words::Word;

/// Whether the words cited are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Their content stands there, in these or other words.
    Supported,
    /// It stands there, and a figure, a bound, a negation, a name or the reach differs.
    Altered,
    /// The documents do not hold the occasion.
    NotHeld,
    /// The words of the one cited are held, and nothing close is there.
    NotFound,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 4] = [Verdict::Altered, Verdict::NotFound, Verdict::Supported, Verdict::NotHeld];

    /// The word of the wire form.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Altered => "altered",
            Verdict::NotHeld => "not_held",
            Verdict::NotFound => "not_found",
        }
    }
}

/// A place where a speaker cites what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    /// Cue and words cited.
    pub mention: Place,
    /// The cue.
    pub cue: Span,
    /// Who is cited, as far as the cue tells.
    pub whom: Whom,
    /// The name of the one cited, when certain.
    pub credited_to: Option<String>,
    /// The words that they go back to.
    pub original: Option<Place>,
    /// Whether they are there.
    pub verdict: Verdict,
    /// What differs, for `Altered`.
    pub alterations: Vec<Alteration>,
    /// What was found, in a few fixed words.
    pub note: &'static str,
    /// How much of the words stands in the original and around it, in a hundred; `None` where none is found.
    pub percent: Option<u8>,
    /// Why a brief does not tell it; `None` for one that is certain.
    pub doubt: Option<Doubt>,
}

/// Sentences of a speaker's first words in the record in which "as I have said" means another occasion.
const OPENING: usize = 4;
/// Sentences of the same turn in which nobody looks for what "was mentioned".
const NEAR: usize = 3;
/// Earlier documents of a person that are looked through.
const EARLIER: usize = 8;
/// Words of a sentence that nobody says twice in the same way.
const LONG: usize = 8;
/// First words of a cue by which another sentence is seen to cite too.
const HEAD: usize = 3;
/// Documents whose speech is kept ready at one time.
const ROOMS: usize = 64;

/// The echoes of documents, by day, document and place. Which documents are versions of one meeting is
/// handed in.
pub fn echoes(held: &[Held], meetings: &[Meeting], rules: &Rules) -> Vec<Echo> {
    let mut shelves = Shelves::of(held, meetings, rules);
    let order = shelves.order.clone();
    let mut out = Vec::new();
    for n in order {
        // A page may print a speech twice.
        let mut seen: BTreeSet<(String, usize)> = BTreeSet::new();
        shelves.document(n, &mut |shelves, draft| {
            let text = &shelves.held[n].reading.document.text;
            let sentence = draft.sentence.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            if draft.words.len() < LONG || seen.insert((sentence, draft.cue.words.start)) {
                out.extend(shelves.echo(draft));
            }
        });
    }
    out
}

/// How much of the words of each echo stands in what was said before, and in as many sentences of the next
/// document, to which they do not go back: in a hundred. What the threshold of `original` rests on.
pub fn by_chance(held: &[Held], rules: &Rules) -> Vec<(u8, u8)> {
    let mut shelves = Shelves::of(held, &[], rules);
    let mut out = Vec::new();
    for document in 0..held.len() {
        let other = (document + 1) % held.len();
        let mut drafts = Vec::new();
        shelves.document(document, &mut |_, draft| {
            if is_short(&draft.said(), (draft.shelf, rules)) {
                return;
            }
            drafts.push((draft.said(), draft.shelf.clone(), draft.credit.turns.clone(), draft.at));
        });
        for (said, shelf, turns, at) in drafts {
            let room = shelves.room(document);
            let may = |s: usize| s < at && turns.contains(&room.sentences[s].turn);
            let n = (0..room.sentences.len()).filter(|s| may(*s)).count();
            let percent = |hit: Option<Hit>| hit.map_or(0, |h| (h.score * 100.0) as u8);
            let here = percent(original::nearest(room, bare(&said), &may, (&shelf, rules)));
            let there =
                percent(original::nearest(shelves.room(other), bare(&said), &|s| s < n, (&shelf, rules)));
            out.push((here, there));
        }
    }
    out
}

/// Words that an original shows at least, where its sentence has them.
const SHOWN: usize = 6;

/// Words of a sentence carried on to the borders of their clause; of a short one to the next borders.
fn clause(words: &[Word], range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let border = |i: usize| !words[i].hyphened && words[i].lead.contains([',', ';', ':', '-', '(', '?', '!']);
    let (mut start, mut end) = (range.start, range.end);
    loop {
        start = (1..=start).rev().find(|i| border(*i)).unwrap_or(0);
        end = (end..words.len()).find(|i| border(*i)).unwrap_or(words.len());
        if end - start >= SHOWN || start == 0 && end == words.len() {
            return start..end;
        }
        start = start.saturating_sub(1);
        end = (end + 1).min(words.len());
    }
}

/// Words without figures.
fn bare(said: &[Word]) -> Want<'_> {
    Want { said, figures: &[] }
}

/// The documents, and what has been made ready of them.
struct Shelves<'h, 'r> {
    held: &'h [Held<'r>],
    rules: &'h Rules,
    /// Documents by day and id.
    order: Vec<usize>,
    /// The meeting of each document.
    event: Vec<Option<usize>>,
    /// The documents of each meeting.
    members: Vec<Vec<usize>>,
    folder: Folder,
    rooms: BTreeMap<usize, Room>,
}

/// An echo that is being looked into.
struct Draft<'d> {
    document: usize,
    turn: usize,
    shelf: &'d EchoWords,
    parties: &'d [Party],
    /// Index of the sentence in its room.
    at: usize,
    sentence: Span,
    words: &'d [Word],
    cue: &'d Cue,
    cited: Cited,
    credit: Credit,
}

impl Draft<'_> {
    fn said(&self) -> Vec<Word> {
        self.cited.places().map(|i| self.words[i].clone()).collect()
    }
}

/// An original with the document that holds it.
struct Found {
    document: usize,
    hit: Hit,
}

impl<'h, 'r> Shelves<'h, 'r> {
    fn of(held: &'h [Held<'r>], meetings: &[Meeting], rules: &'h Rules) -> Shelves<'h, 'r> {
        let mut order: Vec<usize> = (0..held.len()).collect();
        order.sort_by_key(|n| (held[*n].reading.day(), held[*n].id));
        let by_id: BTreeMap<&str, usize> = held.iter().enumerate().map(|(n, h)| (h.id, n)).collect();
        let mut event = vec![None; held.len()];
        let mut members = vec![Vec::new(); meetings.len()];
        for (m, meeting) in meetings.iter().enumerate() {
            for n in meeting.members.iter().filter_map(|v| by_id.get(v.document.as_str())) {
                event[*n] = Some(m);
                members[m].push(*n);
            }
        }
        let folder = Folder::of(held, &order, rules);
        Shelves { held, rules, order, event, members, folder, rooms: BTreeMap::new() }
    }

    /// Hands on each echo of a document.
    fn document(&mut self, document: usize, take: &mut dyn FnMut(&mut Self, &Draft)) {
        let reading = self.held[document].reading;
        let Some(shelf) = self.rules.echoes.words(reading.document.language.as_deref()) else { return };
        let mut known: Option<Vec<Party>> = None;
        let mut at = 0;
        for unit in reading.units() {
            let Some(turn) = unit.turn else { continue };
            let here = at;
            at += 1;
            let words = reading.heard(unit.span);
            let found = cues(&words, shelf, self.rules);
            for cue in &found {
                let cited = cited(&words, cue, &found, (shelf, &reading.document.text));
                let said: Vec<Word> = cited.places().map(|i| words[i].clone()).collect();
                if !is_enough(&said, (shelf, self.rules)) {
                    continue;
                }
                let parties = known.get_or_insert_with(|| parties(&reading.transcript.turns));
                let (folder, rules) = (&self.folder, self.rules);
                let credit = Mention { reading, parties, turn, words: &words, cue, folder, rules }.credit();
                let speaks = |key: &String| !self.folder.spoken(key).is_empty();
                if cue.form == CueForm::Report && !credit.key.as_ref().is_some_and(speaks) {
                    continue;
                }
                let (at, sentence, words) = (here, unit.span, &words);
                let draft = Draft { document, turn, shelf, parties, at, sentence, words, cue, cited, credit };
                take(self, &draft);
            }
        }
    }

    fn room(&mut self, document: usize) -> &Room {
        if self.rooms.len() >= ROOMS && !self.rooms.contains_key(&document) {
            self.rooms.clear();
        }
        let (held, rules) = (self.held, self.rules);
        self.rooms.entry(document).or_insert_with(|| Room::of(held[document].reading, rules))
    }

    /// The echo; `None` for a few words that say little and stand nowhere: "as I said, it is good".
    fn echo(&mut self, draft: &Draft) -> Option<Echo> {
        let found = self.original(draft);
        if found.is_none() && is_short(&draft.said(), (draft.shelf, self.rules)) {
            return None;
        }
        let (verdict, alterations, note) = match &found {
            Some(found) => self.judged(draft, found),
            None => {
                let (verdict, note) = self.missing(draft);
                (verdict, Vec::new(), note)
            }
        };
        let range = draft.cited.with(draft.cue);
        let span = |r: std::ops::Range<usize>| {
            Span::new(draft.words[r.start].span.start, draft.words[r.end - 1].span.end)
        };
        let (mention, cue) = (span(range), span(draft.cue.words.clone()));
        let mention = self.place(draft.document, draft.at, Some(mention));
        let doubt = self.doubt(draft, found.as_ref(), (verdict, &alterations, note));
        let doubt = doubt.or_else(|| match &found {
            Some(found) if verdict == Verdict::Supported => self.unproven(draft, found),
            Some(found) => self.denied(draft, found),
            None => self.is_near(draft).then_some(Doubt::Elsewhere),
        });
        let percent = found.as_ref().map(|f| (f.hit.score * 100.0).round() as u8);
        let original = found.map(|f| {
            let sentence = f.hit.sentence;
            let span = self.matched(&f, draft);
            self.place(f.document, sentence, span)
        });
        let (whom, credited_to) = (draft.cue.whom, draft.credit.name.clone());
        Some(Echo { mention, cue, whom, credited_to, original, verdict, alterations, note, percent, doubt })
    }

    fn place(&mut self, document: usize, sentence: usize, span: Option<Span>) -> Place {
        let reading = self.held[document].reading;
        let found = self.room(document).sentences[sentence].clone();
        let speaker = reading.transcript.turns[found.turn].speaker.name.clone();
        let span = span.unwrap_or(found.span);
        Place { document, span, sentence: found.span, number: found.number, speaker }
    }

    /// The part of the original that holds the words: from the first to the last that answers.
    fn matched(&mut self, found: &Found, draft: &Draft) -> Option<Span> {
        let sentence = self.room(found.document).sentences[found.hit.sentence].span;
        let there = self.held[found.document].reading.heard(sentence);
        let said = draft.said();
        let answers = |w: &&Word| {
            content(std::slice::from_ref(*w), draft.shelf, self.rules).len() == 1
                && said.iter().any(|s| {
                    s.bare() == w.bare()
                        || crate::collation::same_stem(s.bare(), w.bare())
                        || self.rules.wording.are_synonyms(s.bare(), w.bare())
                })
        };
        if is_short(&said, (draft.shelf, self.rules)) {
            return None;
        }
        let places: Vec<usize> = (0..there.len()).filter(|i| answers(&&there[*i])).collect();
        let (first, last) = (*places.first()?, *places.last()?);
        let mut range = clause(&there, first..last + 1);
        // "invite the members after — soon after": a small word at a break says nothing.
        while range.end > last + 1 && draft.shelf.holds("trails", &there[range.end - 1].form) {
            range.end -= 1;
        }
        Some(Span::new(there[range.start].span.start, there[range.end - 1].span.end))
    }

    /// The figures among the words cited.
    fn figures(&self, draft: &Draft, said: &[Word]) -> Vec<&'r Figure> {
        let all = &self.held[draft.document].reading.figures;
        let Some((first, last)) = said.first().zip(said.last()) else { return Vec::new() };
        let from = all.partition_point(|f| f.span.end <= first.span.start);
        let near = all[from..].iter().take_while(|f| f.span.start < last.span.end);
        near.filter(|f| said.iter().any(|w| f.span.holds(w.span))).collect()
    }

    /// The same document first, then other versions of the meeting, then earlier meetings.
    fn original(&mut self, draft: &Draft) -> Option<Found> {
        let said = draft.said();
        let figures = self.figures(draft, &said);
        let want = Want { said: &said, figures: &figures };
        let rules = self.rules;
        let (turns, at) = (&draft.credit.turns, draft.at);
        let room = self.room(draft.document);
        // "As was mentioned" means more than the sentence before.
        let near = if draft.cue.whom == Whom::Nobody { NEAR } else { 0 };
        let cue: Vec<&str> = draft.cue.words.clone().map(|i| draft.words[i].bare()).collect();
        let again = |s: usize| room.holds(s, &cue) && room.run(s, &said, rules) * 5 >= said.len() * 4;
        let may = |s: usize| {
            let turn = room.sentences[s].turn;
            let before = s < at && turns.contains(&turn) && (turn != draft.turn || s + near < at);
            before && !room.are_same(s, at) && !again(s)
        };
        let vague = matches!(draft.cue.whom, Whom::Ours | Whom::Other | Whom::Nobody);
        let reach = if vague && draft.credit.key.is_none() { Reach::Elsewhere } else { Reach::Here };
        // What cites itself is the original only where nothing else is.
        let head = &cue[..cue.len().min(HEAD)];
        let plain = |s: usize| may(s) && !room.holds(s, head);
        let known = (draft.shelf, rules);
        let hit = find(room, want, &plain, reach, known).or_else(|| find(room, want, &may, reach, known));
        if let Some(hit) = hit {
            return Some(Found { document: draft.document, hit });
        }
        if let Some(found) = self.in_versions(draft, want) {
            return Some(found);
        }
        self.in_earlier(draft, want)
    }

    /// The one cited in another version: as many of his turns as came before here.
    fn in_versions(&mut self, draft: &Draft, want: Want) -> Option<Found> {
        let key = draft.credit.key.clone()?;
        let event = self.event[draft.document]?;
        let n_before = draft.credit.turns.iter().filter(|t| **t < draft.turn).count();
        let party = draft.parties.iter().find(|p| p.key == key);
        let name = party.map_or(draft.credit.name.clone(), |p| Some(p.name.clone()))?;
        let rules = self.rules;
        for other in self.members[event].clone().into_iter().filter(|n| *n != draft.document) {
            let all = parties(&self.held[other].reading.transcript.turns);
            let same = |p: &&Party| p.key == key || crate::meeting::same_person(&p.name, &name);
            let Some(there) = all.iter().find(same) else { continue };
            let turns: BTreeSet<usize> = there.turns.iter().copied().take(n_before).collect();
            let room = self.room(other);
            // The same sentence in another version is no original.
            let cue: Vec<&str> = draft.cue.words.clone().map(|i| draft.words[i].bare()).collect();
            let may = |s: usize| turns.contains(&room.sentences[s].turn) && !room.holds(s, &cue);
            if let Some(hit) = find(room, want, &may, Reach::Here, (draft.shelf, rules)) {
                return Some(Found { document: other, hit });
            }
        }
        None
    }

    /// What the cue tells of when and where it was said.
    fn occasion(&self, draft: &Draft) -> Occasion {
        let told = draft.cue.words.clone().filter(|i| draft.cue.who.as_ref().is_none_or(|w| !w.contains(i)));
        Occasion::of(told.map(|i| &draft.words[i]), draft.shelf, self.rules)
    }

    /// True when a document is of the occasion that a cue names.
    fn is_of_occasion(&self, draft: &Draft, document: usize) -> bool {
        let today = self.held[draft.document].reading.day();
        let occasion = self.occasion(draft);
        let suits = today.is_some_and(|today| occasion.suits(self.held[document].reading, today));
        document != draft.document && !occasion.is_open() && suits
    }

    /// The earlier meetings in which the one cited speaks: those of the occasion that is told, or, where
    /// none of them is held or told, the latest first. True with them when they answer to what is told.
    fn earlier(&self, draft: &Draft) -> (Vec<usize>, bool) {
        let today = self.held[draft.document].reading.day();
        let (Some(key), Some(today)) = (draft.credit.key.as_ref(), today) else { return (Vec::new(), false) };
        let event = self.event[draft.document];
        let may_hold = |n: &&usize| {
            let other = self.held[**n].reading.day();
            let is_own = **n == draft.document || event.is_some() && self.event[**n] == event;
            // Of two meetings of one day it is not known which came first.
            other.is_some_and(|d| d < today) && !is_own
        };
        let all: Vec<usize> = self.folder.spoken(key).iter().rev().filter(may_hold).copied().collect();
        let occasion = self.occasion(draft);
        let suits = |n: &usize| occasion.suits(self.held[*n].reading, today);
        let is_met = !occasion.is_open() && all.iter().any(suits);
        let (mut first, rest): (Vec<usize>, Vec<usize>) = all.into_iter().partition(suits);
        first.extend(rest);
        first.truncate(EARLIER);
        (first, is_met)
    }

    fn in_earlier(&mut self, draft: &Draft, want: Want) -> Option<Found> {
        let key = draft.credit.key.clone()?;
        let rules = self.rules;
        for other in self.earlier(draft).0 {
            let reading = self.held[other].reading;
            let turns = &reading.transcript.turns;
            let room = self.room(other);
            let may = |s: usize| {
                let turn = turns.get(room.sentences[s].turn);
                turn.is_some_and(|t| key_of(&t.speaker).as_deref() == Some(key.as_str()))
            };
            if let Some(hit) = find(room, want, &may, Reach::Elsewhere, (draft.shelf, rules)) {
                return Some(Found { document: other, hit });
            }
        }
        None
    }

    fn judged(&mut self, draft: &Draft, found: &Found) -> (Verdict, Vec<Alteration>, &'static str) {
        let sentence = self.room(found.document).sentences[found.hit.sentence].span;
        let reading = self.held[found.document].reading;
        let there = reading.heard(sentence);
        let said = draft.said();
        let original = Side { reading, words: &there };
        let cited = Side { reading: self.held[draft.document].reading, words: &said };
        let altered = alterations(original, cited, found.hit.alone, (draft.shelf, self.rules));
        let verbatim = found.hit.run * 5 >= said.len() * 4;
        match altered.first() {
            Some(first) => (Verdict::Altered, altered.clone(), first.note),
            None if verbatim => (Verdict::Supported, altered, "in the same words"),
            None => (Verdict::Supported, altered, "in other words"),
        }
    }
}
