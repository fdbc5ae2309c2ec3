//! Who is cited, and in which turns the words are to be looked for.
//!
//! A name is given only when nobody else can be meant: "you" is the one other person who has spoken or
//! is called by name, "my colleague" the one who is left, a name or an office the one person who bears
//! it. Where it is not certain the words are looked for in the turns of all who may be meant, and nobody
//! is credited.

use std::collections::BTreeSet;

use super::cue::Cue;
use super::folder::{Folder, offices};
use crate::people::Likeness;
use crate::people::page::{PageFacts, identify};
use crate::people::register::Register;
use crate::people::wanted::{Wanted, without_titles};
use crate::reading::Reading;
use crate::rules::{Rules, Whom};
use crate::transcript::{Role, Speaker, Turn};
use crate::words::{Word, fold, plain};

/// Words at the head of a turn in which somebody is spoken to.
const GREETING: usize = 14;
/// People of a page that are told apart; further ones are nobody's candidates.
const MOST: usize = 60;

/// Somebody who speaks on a page.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// The person's id, else the folded name.
    pub key: String,
    pub name: String,
    pub asks: bool,
    /// Indices of the turns, in order.
    pub turns: Vec<usize>,
    offices: BTreeSet<String>,
    surname: String,
}

/// Who is cited.
#[derive(Clone, Debug, Default)]
pub(super) struct Credit {
    /// The name, when certain.
    pub name: Option<String>,
    /// The key of the party, when it is one of the page.
    pub key: Option<String>,
    /// The turns in which the words may stand.
    pub turns: BTreeSet<usize>,
    /// True when the words of all who may be meant are in the record: what is not there was not said there.
    pub is_closed: bool,
}

/// The key by which the speaker of a turn is compared; `None` for one who is not named.
pub(super) fn key_of(speaker: &Speaker) -> Option<String> {
    speaker.person.clone().or_else(|| speaker.name.as_deref().map(folded))
}

fn folded(name: &str) -> String {
    name.split_whitespace().map(plain).collect::<Vec<_>>().join(" ")
}

/// True when more than an article stands before the bare name.
fn h_is_long(printed: &str, bare: &str) -> bool {
    printed.split_whitespace().count() > bare.split_whitespace().count() + 1
}

/// The named speakers of a page, in the order of their first turns.
pub(super) fn parties(turns: &[Turn]) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for (n, turn) in turns.iter().enumerate() {
        let Some(key) = key_of(&turn.speaker) else { continue };
        let at = match found.iter().position(|p| p.key == key) {
            Some(at) => at,
            None if found.len() >= MOST => continue,
            None => {
                let name = turn.speaker.name.clone().unwrap_or_default();
                let surname = fold(name.split_whitespace().next_back().unwrap_or(""));
                let asks = turn.speaker.role == Role::Question;
                found.push(Party { key, name, asks, turns: Vec::new(), offices: BTreeSet::new(), surname });
                found.len() - 1
            }
        };
        found[at].turns.push(n);
        for office in turn.speaker.office.iter().chain(&turn.speaker.label) {
            found[at].offices.extend(office.split_whitespace().map(fold));
        }
    }
    found
}

/// A cue in its place.
pub(super) struct Mention<'m> {
    pub reading: &'m Reading,
    pub parties: &'m [Party],
    pub turn: usize,
    /// The words of the sentence.
    pub words: &'m [Word],
    pub cue: &'m Cue,
    /// The people of all documents.
    pub folder: &'m Folder,
    pub rules: &'m Rules,
}

impl Mention<'_> {
    /// Who is cited.
    pub fn credit(&self) -> Credit {
        match self.cue.whom {
            Whom::You => self.you(),
            Whom::Own => self.own(),
            Whom::Ours | Whom::Nobody => self.anybody(),
            Whom::Colleague => self.colleague(),
            Whom::Other => self.other(),
            Whom::Named => self.named(),
        }
    }

    fn speaker(&self) -> &Speaker {
        &self.reading.transcript.turns[self.turn].speaker
    }

    fn own_key(&self) -> Option<String> {
        key_of(self.speaker())
    }

    /// Named parties other than the speaker.
    fn others(&self) -> Vec<&Party> {
        let own = self.own_key();
        self.parties.iter().filter(|p| Some(&p.key) != own.as_ref()).collect()
    }

    fn party(&self, party: &Party) -> Credit {
        let turns: BTreeSet<usize> = party.turns.iter().copied().filter(|t| *t < self.turn).collect();
        let is_closed = !turns.is_empty();
        Credit { name: Some(party.name.clone()), key: Some(party.key.clone()), turns, is_closed }
    }

    /// The turns before this one that are not the speaker's.
    fn turns_of_others(&self) -> BTreeSet<usize> {
        let own = self.own_key();
        let turns = self.reading.transcript.turns.iter().enumerate().take(self.turn);
        let label = &self.speaker().label;
        turns
            .filter(|(_, t)| match (key_of(&t.speaker), &own) {
                (Some(key), Some(own)) => key != *own,
                (None, None) => t.speaker.label != *label,
                _ => true,
            })
            .map(|(n, _)| n)
            .collect()
    }

    /// "As you noted": the one who is called by name, else the one other who has spoken.
    fn you(&self) -> Credit {
        let turns = self.turns_of_others();
        let before: Vec<&Party> = self.others().into_iter().filter(|p| p.turns[0] < self.turn).collect();
        let called: Vec<&&Party> = before.iter().filter(|p| self.calls(p)).collect();
        if let [one] = called.as_slice() {
            return self.party(one);
        }
        let asks = self.speaker().role == Role::Question;
        // One who asks speaks to one who answers; all others have asked too.
        let may: Vec<&&Party> = before.iter().filter(|p| !asks || !p.asks).collect();
        let named: BTreeSet<usize> = may.iter().flat_map(|p| p.turns.iter().copied()).collect();
        let rest = turns
            .iter()
            .filter(|t| !named.contains(t))
            .any(|t| !(asks && self.reading.transcript.turns[*t].speaker.role == Role::Question));
        match may.as_slice() {
            [one] if !rest && !(asks && self.has_more_principals(one)) => self.party(one),
            _ => Credit { is_closed: !turns.is_empty(), turns, ..Credit::default() },
        }
    }

    /// True when others answer on the page too, so that a question may be put to one of them.
    fn has_more_principals(&self, one: &Party) -> bool {
        self.parties.iter().any(|p| p.key != one.key && !p.asks && Some(&p.key) != self.own_key().as_ref())
    }

    /// True when the party's surname or office is called at the head of the turn or before the cue.
    fn calls(&self, party: &Party) -> bool {
        let turn = &self.reading.transcript.turns[self.turn];
        let head = turn.sentences.iter().take(2).flat_map(|s| self.reading.heard(*s)).take(GREETING);
        let here = self.words.iter().take(self.cue.words.start).cloned();
        let all: Vec<Word> = head.chain(here).collect();
        all.iter().any(|w| w.case != crate::words::Case::Lower && w.bare() == party.surname)
    }

    fn own(&self) -> Credit {
        let own = self.own_key();
        let label = &self.speaker().label;
        let turns = self.reading.transcript.turns.iter().enumerate().take(self.turn + 1);
        let mine = turns.filter(|(n, t)| match (&own, key_of(&t.speaker)) {
            (Some(own), key) => key.as_ref() == Some(own),
            // An unnamed voice under a label of its own may be one of several.
            (None, None) => {
                *n == self.turn
                    || label.is_some() && t.speaker.label == *label && t.speaker.role == Role::Speaker
            }
            (None, Some(_)) => false,
        });
        let turns: BTreeSet<usize> = mine.map(|(n, _)| n).collect();
        Credit { name: self.speaker().name.clone(), key: own, turns, is_closed: true }
    }

    fn anybody(&self) -> Credit {
        Credit { turns: (0..=self.turn).collect(), ..Credit::default() }
    }

    /// "My colleague": the one other who speaks and does not ask.
    fn colleague(&self) -> Credit {
        let others: Vec<&Party> = self.others().into_iter().filter(|p| !p.asks).collect();
        let unnamed = self
            .reading
            .transcript
            .turns
            .iter()
            .any(|t| key_of(&t.speaker).is_none() && t.speaker.role == Role::Speaker);
        match others.as_slice() {
            [one] if !unnamed => self.party(one),
            _ => Credit { turns: self.turns_of_others(), ..Credit::default() },
        }
    }

    /// "As he said": the party who was named last, when nobody else was named after.
    fn other(&self) -> Credit {
        let turn = &self.reading.transcript.turns[self.turn];
        let cue = self.words[self.cue.words.start].span.start;
        let before = turn.sentences.iter().rev().filter(|s| s.start < cue).take(3);
        for sentence in before {
            let said: Vec<Word> =
                self.reading.heard(*sentence).into_iter().filter(|w| w.span.end <= cue).collect();
            for word in said.iter().rev().filter(|w| w.case != crate::words::Case::Lower && !w.opens) {
                let borne: Vec<&Party> =
                    self.others().into_iter().filter(|p| p.surname == word.bare()).collect();
                if let [one] = borne.as_slice() {
                    return self.party(one);
                }
                let is_person = self.rules.wording.titles.contains(word.bare());
                if is_person {
                    return Credit { turns: self.turns_of_others(), ..Credit::default() };
                }
            }
        }
        Credit { turns: self.turns_of_others(), ..Credit::default() }
    }

    /// "As President Holt said".
    fn named(&self) -> Credit {
        let Some(who) = &self.cue.who else { return Credit::default() };
        let words = &self.words[who.clone()];
        let text = &self.reading.document.text;
        let span = crate::span::Span::new(words[0].span.start, words[words.len() - 1].span.end);
        let printed = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        // "Norland Premier Vera Holt": the name stands behind the last title.
        let is_title = |w: &&str| {
            let form = w.trim_end_matches('.').to_lowercase();
            self.rules.wording.titles.contains(&form) || self.rules.labels.is_office(w)
        };
        let all: Vec<&str> = printed.split_whitespace().collect();
        let from = all.iter().rposition(is_title).map_or(0, |at| at + 1);
        let behind = without_titles(&all[from..].join(" "), self.rules);
        let bare = if behind.is_empty() { without_titles(&printed, self.rules) } else { behind };
        if bare.is_empty() {
            return self.office(&printed, words);
        }
        let names: Vec<String> = self.parties.iter().map(|p| p.name.clone()).collect();
        let wanted = Wanted::of(&printed, self.rules);
        let like = |p: &&&Party| {
            wanted.as_ref().is_some_and(|w| {
                matches!(w.likeness(&p.name, &names, self.rules), Likeness::Same | Likeness::Part)
            })
        };
        let others = self.others();
        match others.iter().filter(like).collect::<Vec<_>>().as_slice() {
            [one] if self.is_another_office(&printed, one) => return Credit::default(),
            [one] => return self.party(one),
            [] => {}
            _ => return Credit::default(),
        }
        // A given name with the father's name: "Aron Tavitovich is right".
        let given = words.iter().map(|w| plain(w.bare())).collect::<Vec<_>>();
        let by_given: Vec<&&Party> = others
            .iter()
            .filter(|p| {
                let first = p.name.split_whitespace().next().map(plain).unwrap_or_default();
                given.len() == 2
                    && !first.is_empty()
                    && given[0] == first
                    && crate::people::patronymic::is_patronymic(words[1].span.of(text))
            })
            .collect();
        if let [one] = by_given.as_slice() {
            return self.party(one);
        }
        self.known(&bare, &printed)
    }

    /// True when the party is printed with offices and the one cited with none of them.
    fn is_another_office(&self, printed: &str, party: &Party) -> bool {
        let mut asked = offices(printed, self.rules).peekable();
        let borne = party.offices.iter().any(|o| self.rules.labels.is_office(o));
        borne && asked.peek().is_some() && !asked.any(|o| party.offices.contains(&o))
    }

    /// Somebody who does not speak here: as the register names him, else the one who speaks in another
    /// document under a name that ends so, else as printed.
    fn known(&self, bare: &str, printed: &str) -> Credit {
        // "Friends of the Lake": what stands before the last word is no title.
        let small = |w: &str| matches!(w.to_lowercase().as_str(), "of" | "the" | "and" | "for");
        let head = printed.strip_suffix(bare).and_then(|h| h.split_whitespace().next_back());
        if head.is_some_and(|w| small(w) && h_is_long(printed, bare)) {
            return Credit {
                name: Some(printed.to_string()),
                key: Some(folded(printed)),
                ..Credit::default()
            };
        }
        // "Vera and Lind" are two.
        if printed.split_whitespace().any(|w| w == "and") {
            return Credit::default();
        }
        let office = printed.strip_suffix(bare).map(str::trim).filter(|o| !o.is_empty());
        let person = self.registered(Some(bare), office, printed);
        let held = || self.folder.person(bare, printed, self.rules);
        let (name, key) = match person.or_else(|| held().map(|(name, key)| (Some(name), key))) {
            Some((_, key)) if Some(&key) == self.own_key().as_ref() => return Credit::default(),
            Some((name, key)) => (name, Some(key)),
            None => (Some(bare.to_string()), Some(folded(bare))),
        };
        Credit { name, key, ..Credit::default() }
    }

    /// "The President": the one party of that office, else its holder on the day.
    fn office(&self, printed: &str, words: &[Word]) -> Credit {
        let asked: Vec<&str> = words
            .iter()
            .map(Word::bare)
            .filter(|w| !matches!(*w, "the" | "of" | "and" | "mr" | "madam"))
            .collect();
        let others = self.others();
        let holds =
            |p: &&&Party| !p.asks && !asked.is_empty() && asked.iter().all(|w| p.offices.contains(*w));
        let holders: Vec<&&Party> = others.iter().filter(holds).collect();
        let own = self.parties.iter().find(|p| Some(&p.key) == self.own_key().as_ref());
        let is_own = own.is_some_and(|p| asked.iter().all(|w| p.offices.contains(*w)));
        match holders.as_slice() {
            [one] => return self.party(one),
            [] if !is_own => {}
            _ => return Credit::default(),
        }
        match self.registered(None, Some(printed), printed) {
            Some((name, key)) => Credit { name, key: Some(key), ..Credit::default() },
            None => Credit::default(),
        }
    }

    /// The name to show and the id of a person of the register, when certain.
    fn registered(
        &self,
        name: Option<&str>,
        office: Option<&str>,
        printed: &str,
    ) -> Option<(Option<String>, String)> {
        let facts = PageFacts::of(&self.reading.document, self.rules);
        let mut one = [Speaker {
            name: name.map(str::to_string),
            label: Some(printed.trim_start_matches("the ").trim_start_matches("The ").to_string()),
            office: office.map(|o| o.trim_start_matches("the ").trim_start_matches("The ").to_string()),
            person: None,
            role: Role::Speaker,
        }];
        identify(&mut one, &facts, Register::reading(self.rules), self.rules);
        let [speaker] = one;
        speaker.person.map(|person| (speaker.name, person))
    }
}
