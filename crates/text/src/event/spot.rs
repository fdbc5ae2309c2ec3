//! Mentions of events in the sentences of a document.
//!
//! A noun with a time, a name, or whom it is with ("your visit to Norland in 2031"), a verb with a time or
//! a named person ("we met in late November"), an anniversary ("the 50th anniversary of …"). What names
//! no one event ("our meetings", "any agreement", "if we sign") is left out. Nouns that only point ("this
//! declaration") are kept as pointers: `join` finds what they point to or drops them. Depends on `clause`,
//! `phrase`, `deed`; meetings held are made in `fold`.

use std::collections::BTreeSet;

use super::Status;
use super::clause::{Said, When};
use super::deed::{Deed, Tense, deeds, lead};
use super::draft::Draft;
use super::party::goes_on;
use super::phrase::{Phrase, mark_key, phrase};
use super::scene::{Scene, is_before_press};
use super::sign::Sign;
use crate::figure::{Figure, FigureKind};
use crate::rules::Rules;
use crate::rules::events::{EventKind, Lexis, Role, Stage};
use crate::span::Span;
use crate::words::Case;

/// First words of a sentence that may tell the day of the event before.
const BACK: [&str; 3] = ["It", "That", "This"];

/// Adds the mentions of a document.
pub(super) fn spot(scene: &Scene, at: usize, rules: &Rules, out: &mut Vec<Draft>) {
    let document = scene.document();
    let Some(lexis) = rules.events.lexis(document.language.as_deref()) else { return };
    let notes: Vec<Span> = scene.reading.transcript.notes.iter().map(|n| n.span).collect();
    let (mut times, mut figures, mut unheard) = (0, 0, 0);
    for (number, unit) in scene.reading.units().into_iter().enumerate() {
        let here = |from: &mut usize, spans: &dyn Fn(usize) -> Option<Span>| {
            while spans(*from).is_some_and(|s| s.end <= unit.span.start) {
                *from += 1;
            }
            let end = (*from..).take_while(|n| spans(*n).is_some_and(|s| s.start < unit.span.end)).count();
            *from..*from + end
        };
        let timed = here(&mut times, &|n| scene.reading.times.get(n).map(|t| t.span));
        let counted = here(&mut figures, &|n| scene.reading.figures.get(n).map(|f| f.span));
        let noted = here(&mut unheard, &|n| notes.get(n).copied());
        let figures = &scene.reading.figures[counted];
        let marks_years =
            figures.iter().any(|f| matches!(f.kind, FigureKind::Anniversary | FigureKind::Duration));
        let words = unit.span.of(&document.text);
        let goes_on = !timed.is_empty() && BACK.iter().any(|w| words.starts_with(w));
        if !marks_years && !goes_on && !is_worth_reading(words, lexis, !timed.is_empty()) {
            continue;
        }
        let said = Said::cut(&document.text, unit.span, &scene.reading.times[timed], &notes[noted], lexis);
        let (turn, span, number) = (unit.turn, unit.span, number + 1);
        let from = out.partition_point(|d| d.scene < at);
        Sentence { scene, at, said: &said, rules, figures, turn, span, number }.spot(from, out);
    }
}

/// True when a word of the sentence may tell of an event.
fn is_worth_reading(sentence: &str, lexis: &Lexis, is_dated: bool) -> bool {
    sentence
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .any(|w| !w.is_empty() && (lexis.triggers.holds(w) || is_dated && lexis.dated.holds(w)))
}

/// A sentence with what its mentions are read against.
pub(super) struct Sentence<'a, 'r> {
    pub(super) scene: &'a Scene<'r>,
    /// Index of the scene.
    at: usize,
    pub(super) said: &'a Said<'r>,
    pub(super) rules: &'a Rules,
    /// The figures in it.
    pub(super) figures: &'a [Figure],
    pub(super) turn: Option<usize>,
    span: Span,
    pub(super) number: usize,
}
impl Sentence<'_, '_> {
    /// Adds the mentions of the sentence; those of its document begin at `first`.
    fn spot(&self, first: usize, out: &mut Vec<Draft>) {
        self.told_behind(&mut out[first..]);
        let from = out.len();
        let mut used: Vec<(usize, usize)> = Vec::new();
        for figure in self.figures.iter().filter(|f| self.is_anniversary(f)) {
            self.anniversary(figure, &mut used, out);
        }
        let signs = self.signs();
        for head in 0..self.said.len() {
            let noun = self.said.senses[head].noun.filter(|n| signs || !n.is_sealed);
            if noun.is_none() || is_used(&used, head) {
                continue;
            }
            let Some(phrase) = phrase(self.said, head) else { continue };
            used.push((phrase.start, phrase.end));
            self.noun(&phrase, from, &mut used, out);
        }
        for at in 0..self.said.len() {
            // "will be meeting": a noun of the table that is none here.
            if !is_used(&used, at) {
                self.verb(at, from, out);
            }
        }
    }

    pub(super) fn draft(&self, kind: EventKind, label: (usize, usize), all: (usize, usize)) -> Draft {
        Draft {
            scene: self.at,
            turn: self.turn,
            sentence: self.span,
            number: self.number,
            span: self.said.span(all.0, all.1),
            label: self.said.span(label.0, label.1),
            kind,
            entry: None,
            names: BTreeSet::new(),
            marks: BTreeSet::new(),
            people: Vec::new(),
            place: None,
            interval: None,
            step: None,
            time: None,
            is_stated: false,
            status: Status::Mentioned,
            is_past: false,
            sense: None,
            is_cut: false,
            is_guessed: false,
            is_here: false,
            is_pointer: false,
            of: None,
            is_definite: false,
            is_named: false,
            is_indefinite: false,
            has_group: false,
            company: 0,
            year: None,
            sign: Sign::default(),
        }
    }

    fn noun(&self, phrase: &Phrase, from: usize, used: &mut Vec<(usize, usize)>, out: &mut Vec<Draft>) {
        let said = self.said;
        let found: Vec<Deed> = deeds(said, phrase);
        let main = found.first().copied();
        // "There will be another meeting on 4 May" is one.
        let exists = main.is_some_and(|d| d.verb.base.is_empty() && d.at < phrase.start);
        let vague =
            phrase.is_vague(said) && !(exists && phrase.opener.is_some_and(|o| said.form(o) == "another"));
        if vague || found.iter().any(|d| d.is_denied || self.is_often(d)) {
            return;
        }
        let which = main.is_some_and(|d| d.tells_which(phrase));
        let is_doubted =
            !which && (found.iter().any(|d| d.is_doubted) || self.is_wished(phrase, main.as_ref()));
        let when = self.time_of(phrase, main.as_ref()).filter(|_| !self.is_entered(phrase));
        let mut draft = self.draft(phrase.noun.kind, (phrase.start, phrase.end), (phrase.start, phrase.end));
        draft.entry = Some(phrase.noun.entry);
        draft.sign = Sign::of_word(said.form(phrase.head), said.lexis);
        draft.names = phrase.names.clone();
        draft.marks = phrase.marks.clone();
        draft.is_definite = phrase.is_definite(said);
        draft.is_named = is_named(said, phrase);
        draft.is_indefinite = phrase.opener.is_some() && !draft.is_definite;
        draft.has_group = phrase
            .with
            .is_some_and(|(from, to)| !(from..to).any(|w| said.is_name(w) || said.is(w, Role::Subject)));
        self.dated(&mut draft, when);
        if self.is_one_of_many(phrase, main.as_ref(), draft.interval) {
            return;
        }
        if when.is_none() {
            self.dated_there(&mut draft, phrase, &out[from..]);
        }
        if self.turn.is_none() && draft.interval.is_none() && main.is_some_and(|d| d.tense == Tense::Past) {
            self.same_day(&mut draft);
        }
        self.peopled(&mut draft, phrase, main.as_ref(), when);
        self.between(&mut draft, phrase);
        draft.is_here = self.is_here(phrase, when);
        self.staged(&mut draft, phrase, main.as_ref());
        self.signed_here(&mut draft, main.as_ref());
        self.labelled(&mut draft, phrase, main.as_ref());
        self.sided(&mut draft, when, main.as_ref().filter(|d| !d.tells_which(phrase)), phrase.head);
        draft.is_cut |= phrase.is_cut(said) || phrase.noun.is_plural;
        let asked = said.is_question && !draft.is_definite && !draft.is_named;
        if asked || is_doubted && !draft.is_named || !self.is_one(phrase, &mut draft, main.as_ref()) {
            return;
        }
        if is_doubted {
            draft.status = Status::Mentioned;
            draft.sense = None;
        }
        // "In 2030, with the treaty": a time of the sentence is not that of the paper.
        let paper = matches!(draft.kind, EventKind::Agreement | EventKind::Decision);
        if paper && main.is_none() && when.is_some_and(|w| w.end <= phrase.start) {
            draft.interval = None;
            draft.time = None;
        }
        let when = when.filter(|_| draft.time.is_some());
        // "implementing the treaty signed in 2030": the day is that of the signing.
        let signed = main.is_some_and(|d| d.verb.stage == Stage::Signed);
        let inside = when.is_some_and(|w| phrase.start <= w.first && w.end <= phrase.end);
        if !signed && !inside {
            draft.put_step();
        }
        if draft.kind == EventKind::Decision && main.is_some_and(|d| d.verb.carries) {
            draft.label = self.decided(phrase);
        }
        draft.span = self.whole(phrase, main.as_ref(), when);
        if let Some(deed) = main {
            used.push((deed.at, deed.at + 1));
        }
        let first = out.len();
        out.push(draft);
        for more in found.iter().skip(1).filter(|d| !d.is_doubted) {
            used.push((more.at, more.at + 1));
            self.goes_on(more, phrase, first, out);
        }
        if let Some(deed) = main {
            self.comes_into_force(deed.at + 1, phrase, first, out);
        }
    }

    /// "The decision was taken on 28 April: the line will be built": the word alone says too little.
    fn decided(&self, phrase: &Phrase) -> Span {
        let open = |w: &usize| *w < phrase.end + 24 && !self.said.words[*w].lead.contains(';');
        let end = (phrase.end..self.said.len()).take_while(open).count() + phrase.end;
        self.said.span(phrase.start, end)
    }

    /// "The memorandum, which our ministers signed in January, | entered into force on 1 June".
    fn comes_into_force(&self, from: usize, phrase: &Phrase, of: usize, out: &mut Vec<Draft>) {
        let said = self.said;
        let paper = matches!(phrase.noun.kind, EventKind::Agreement | EventKind::Decision);
        let other = |w: &usize| said.senses[*w].noun.is_none();
        let comes = |w: usize| matches!(said.form(w), "entered" | "came" | "went") && said.parted(w);
        let verb = (from..said.len().min(from + 12)).take_while(other).find(|w| comes(*w));
        let Some((verb, end)) =
            verb.filter(|_| paper).and_then(|v| Some((v, said.phrase_at(v + 1, "force")?)))
        else {
            return;
        };
        let when = self.time_after(end, 4);
        let mut draft = self.draft(phrase.noun.kind, (verb, end), (verb, when.map_or(end, |w| w.end)));
        draft.entry = Some(phrase.noun.entry);
        draft.of = Some(of);
        self.dated(&mut draft, when);
        draft.status = Status::InForce;
        draft.put_step();
        out.push(draft);
    }

    /// "…, which we implement": one more stage of the event before.
    fn goes_on(&self, deed: &Deed, phrase: &Phrase, of: usize, out: &mut Vec<Draft>) {
        let start = phrase.end.min(deed.at);
        let when = self.time_after(deed.at + 1, 4);
        let end = when.map_or(deed.at + 1, |w| w.end);
        let mut draft = self.draft(phrase.noun.kind, (start, end), (start, end));
        draft.entry = Some(phrase.noun.entry);
        draft.of = Some(of);
        self.dated(&mut draft, when);
        self.staged(&mut draft, phrase, Some(deed));
        draft.put_step();
        out.push(draft);
    }

    /// The span of noun, verb and time together, where nothing else stands between.
    fn whole(&self, phrase: &Phrase, deed: Option<&Deed>, when: Option<&When>) -> Span {
        let (mut start, mut end) = (phrase.start, phrase.end);
        // "making the agreement real", "progress made at the summit": such a verb is no part of it.
        let carries =
            |d: &&Deed| d.verb.carries && (d.tense == Tense::None || d.at < phrase.start && d.first == d.at);
        if let Some(deed) = deed.filter(|d| !carries(d)) {
            start = start.min(deed.first);
            end = end.max(deed.at + 1);
        }
        if let Some(when) = when {
            let near = 8;
            if when.first < start && start - when.first <= near {
                start = when.first;
            }
            if when.end > end && when.first <= end + near {
                end = when.end;
            }
        }
        self.said.span(start, end)
    }

    /// True when the words are about what one wants, not about what is or was: "hope for a meeting".
    fn is_wished(&self, phrase: &Phrase, deed: Option<&Deed>) -> bool {
        let part = self.said.parts[phrase.head];
        let from = phrase.start.min(deed.map_or(phrase.start, |d| d.first));
        (0..from)
            .rev()
            .take_while(|w| self.said.parts[*w] == part)
            .take(6)
            .any(|w| self.said.is(w, Role::Doubt))
    }

    /// Whether the noun tells of one event; a pointer is kept as such.
    fn is_one(&self, phrase: &Phrase, draft: &mut Draft, deed: Option<&Deed>) -> bool {
        let paper = matches!(draft.kind, EventKind::Agreement | EventKind::Decision);
        let tight = draft.interval.is_some();
        if phrase.noun.is_plural {
            // "our contacts in Brona in January" are what happened there and then.
            return tight && !paper && draft.place.is_some() && draft.is_definite && self.is_aside(phrase);
        }
        let signed = deed.is_some_and(|d| matches!(d.verb.stage, Stage::Signed | Stage::Cancelled))
            || matches!(
                draft.status,
                Status::Signed | Status::Planned | Status::Initialled | Status::Ratified
            ) && paper;
        // What has neither name nor company nor place says too little to stand alone.
        let speaks = !draft.names.is_empty()
            || !draft.marks.is_empty()
            || draft.place.is_some()
            || draft.people.len() > 1;
        let acted = deed.is_some_and(|d| self.is_acted(d, draft)) || self.slated(phrase).is_some();
        if phrase.noun.is_sealed && !deed.is_some_and(|d| self.is_sealed(d, phrase, draft)) {
            return false;
        }
        // "the November elections": of which year is not told.
        let loose = draft.kind == EventKind::Other && deed.is_none() && !draft.is_stated;
        if loose && self.is_bare_month(phrase) {
            return false;
        }
        let tight = tight && (speaks || draft.is_here && draft.interval.is_some());
        let told = match () {
            () if draft.is_here => true,
            // "The decision was taken on 28 April".
            () if draft.kind == EventKind::Decision
                && !phrase.noun.is_weak
                && deed.is_some_and(|d| d.verb.carries && d.is_passive && d.tense == Tense::Past) =>
            {
                draft.interval.is_some()
            }
            () if draft.status == Status::Cancelled && !paper => draft.interval.is_some() || speaks,
            () if paper && phrase.noun.is_weak => {
                draft.is_named
                    && draft.kind == EventKind::Agreement
                    && phrase.names.len() > 1
                    && (signed || tight)
                    || signed && tight
            }
            () if paper => {
                // "the ceasefire of last September"
                let of = self.said.form(phrase.end) == "of" && self.said.time_at(phrase.end + 1).is_some();
                let dated = of && draft.is_definite && draft.interval.is_some();
                draft.is_named || signed && tight || dated && draft.kind == EventKind::Agreement
            }
            () if phrase.noun.is_weak => {
                let narrowed = !phrase.marks.is_empty() || draft.place.is_some();
                let ours =
                    draft.kind == EventKind::Meeting && phrase.opener.is_some_and(|o| is_ours(self.said, o));
                tight && (draft.is_named || (draft.is_definite || acted) && narrowed)
                    || ours && draft.interval.is_some() && !draft.people.is_empty()
            }
            () if draft.kind == EventKind::Visit => {
                let whose = phrase.opener.is_some_and(|o| is_whose(self.said, o));
                tight
                    || draft.interval.is_some() && acted
                    || draft.place.is_some() && whose && draft.is_definite
            }
            () if draft.kind == EventKind::Summit => {
                let there = draft.is_definite
                    && draft.place.is_some()
                    && (!draft.marks.is_empty() || !draft.names.is_empty());
                tight
                    || there
                    || draft.interval.is_some() && acted
                    || draft.is_named && self.is_attended(phrase, deed)
            }
            () if deed.is_some_and(|d| self.is_poll(d, phrase)) => true,
            () => {
                let narrated = self.turn.is_none() && deed.is_some_and(|d| d.tense == Tense::Past);
                let whose = phrase.noun.kind == EventKind::Other
                    && phrase.opener.is_some_and(|o| is_whose(self.said, o));
                let narrowed = !draft.names.is_empty() || !draft.marks.is_empty();
                tight
                    || draft.interval.is_some() && (acted || whose)
                    || draft.is_definite && draft.place.is_some() && narrowed && !phrase.noun.is_weak
                    || (draft.is_definite || narrated) && phrase.with.is_some() && !draft.names.is_empty()
            }
        };
        let points =
            !told && (draft.is_definite || signed) && !phrase.noun.is_weak || !told && paper && signed;
        let unnamed = paper && !draft.is_named && told;
        let bare =
            unnamed && (draft.interval.is_none() || phrase.noun.is_weak && draft.status == Status::Planned);
        draft.is_pointer = points || bare || draft.is_here && !speaks;
        told || points
    }

    /// "at the … Forum", "attend the … Summit": the event, not the body of the same name.
    fn is_attended(&self, phrase: &Phrase, deed: Option<&Deed>) -> bool {
        let before = phrase.start.checked_sub(1).map(|b| self.said.form(b));
        let summit = self.said.form(phrase.head).starts_with("summit");
        summit
            || deed.is_some()
            || matches!(before, Some("at" | "during" | "before" | "after" | "for" | "attend"))
    }

    /// "this meeting", "today's talks", "our visit today": what is going on as they speak.
    fn is_here(&self, phrase: &Phrase, when: Option<&When>) -> bool {
        let today =
            when.and_then(|w| w.interval()).is_some_and(|i| i.start == i.end && i.start == self.scene.day);
        let opener = phrase.opener.is_some_and(|o| self.said.is(o, Role::Here));
        let kind = matches!(phrase.noun.kind, EventKind::Meeting | EventKind::Visit | EventKind::Summit);
        let visit = phrase.noun.kind == EventKind::Visit;
        let alone = phrase.marks.is_empty() && (phrase.names.is_empty() || visit);
        // "This is my 48th visit to Norland."
        let shown = phrase.start > 1
            && self.said.is(phrase.start - 1, Role::Be)
            && self.said.form(phrase.start - 2) == "this";
        // "…, who is on an official visit to Norland": the page tells of its day.
        let going = self.turn.is_none()
            && phrase.start > 1
            && self.said.form(phrase.start - 1) == "on"
            && self.said.is(phrase.start - 2, Role::Be);
        if visit && (shown && when.is_none() || going) {
            return true;
        }
        // "this meeting" of a press briefing is one that it speaks of.
        let told_of = phrase.noun.kind == EventKind::Meeting && is_before_press(self.scene, self.said.lexis);
        kind && alone && !phrase.noun.is_plural && (today || opener && when.is_none() && !told_of)
    }

    /// What the noun alone would not tell: "parliamentary elections in Norland", "a roadmap for the sector".
    fn labelled(&self, draft: &mut Draft, phrase: &Phrase, deed: Option<&Deed>) {
        let said = self.said;
        let mut start = lead(said, phrase);
        // "the June 14th Northern Summit" is called without its day; a year tells which one it is.
        let opener = phrase.opener.filter(|o| said.is(*o, Role::Determiner));
        let dated = said.times.iter().find(|w| opener.is_some_and(|o| w.first == o || w.first == o + 1));
        if let Some(when) = dated.filter(|w| w.end <= phrase.head && !said.words[w.end - 1].is_year()) {
            start = when.end;
        }
        let mut end = phrase.end;
        let paper = super::join::is_paper(draft.kind);
        // "signed the Ferry Protocol in Brona": where, is no part of what a paper is called.
        if let Some((from, to)) = phrase.place.filter(|p| paper && said.form(p.0 - 1) == "in" && p.1 == end) {
            end = from - 1;
            draft.is_cut |= goes_on(said, to);
        }
        if paper && !draft.is_named && matches!(said.form(end), "for" | "on" | "in") && !said.parted(end) {
            let to = self.run(end + 1).min(end + 7);
            let ends = said.time_at(end + 1).is_none() && to > end + 1;
            let told = end + 1..if ends { to } else { end };
            draft.marks.extend(told.clone().filter(|w| !said.is_small(*w)).map(|w| mark_key(said.form(w))));
            end = told.end.max(end);
        }
        if draft.kind == EventKind::Other && draft.names.is_empty() && deed.is_some() {
            let behind = self.aside(end).or_else(|| deed.and_then(|d| self.aside(d.at + 1)));
            let of = behind.filter(|b| b.1 > end);
            end = of.map_or(end, |b| b.1);
        }
        draft.label = said.span(start, end);
    }

    /// Whom the words name.
    fn peopled(&self, draft: &mut Draft, phrase: &Phrase, deed: Option<&Deed>, when: Option<&When>) {
        let said = self.said;
        // "at the Lowland Summit, at the Tarn Forum": the second is no place of the first.
        let summit = phrase.noun.kind == EventKind::Summit;
        let apart = |a: &(usize, usize)| !(summit && said.form(a.0 - 1) == "at");
        let behind = |w: Option<usize>| w.and_then(|w| self.aside(w)).filter(apart);
        let place = phrase.place.or_else(|| behind(Some(phrase.end)));
        let place = place.or_else(|| behind(deed.map(|d| d.at + 1).filter(|w| *w > phrase.end)));
        let place = place.or_else(|| self.met_at(phrase).1);
        if let Some((from, to)) = place.or_else(|| behind(when.map(|w| w.end))) {
            draft.is_cut |= goes_on(said, to);
            draft.place = Some(self.printed(from, to)).filter(|_| !goes_on(said, to));
        }
        let speaker = self.scene.speaker(self.turn);
        let other = self.scene.other(speaker);
        if let Some(first) = deed.map(|d| d.first).filter(|f| said.form(*f) == "i") {
            draft.people.extend(self.beside(first).names);
        }
        let met = matches!(draft.kind, EventKind::Meeting | EventKind::Visit);
        if let Some(deed) = deed.filter(|d| met && d.verb.carries && !d.is_passive && d.at < phrase.start) {
            // "Jan Lind and Vera Holt | had a meeting with …".
            let subject = self.subject(deed);
            if !said.is(subject, Role::Subject) {
                draft.people.extend(self.acting(subject, deed.first).names);
            }
        }
        let mut whose = |at: usize| {
            let who: Vec<&str> = match said.form(at) {
                "i" | "my" => speaker.into_iter().collect(),
                "you" | "your" => other.into_iter().collect(),
                "we" | "our" if draft.kind == EventKind::Meeting => speaker.into_iter().collect(),
                _ => Vec::new(),
            };
            draft.people.extend(who.into_iter().map(str::to_string));
        };
        phrase.opener.into_iter().for_each(&mut whose);
        if let Some(first) = deed.map(|d| d.first) {
            whose(first);
        }
        if let Some((from, _)) =
            phrase.with.filter(|w| said.is(w.0, Role::Subject) || said.form(w.0) == "you")
        {
            whose(from);
        } else if let Some((from, to)) = phrase.with {
            self.join_in(draft, from, to);
        }
        if let Some(owner) =
            phrase.opener.filter(|o| met && said.form(*o).contains('\'') && said.time_at(*o).is_none())
        {
            self.owned(draft, phrase.start, owner + 1);
        }
        dedup(&mut draft.people);
    }

    /// The parties of `from..to`, where they are whole names; "with governors" is whole without a name.
    fn join_in(&self, draft: &mut Draft, from: usize, to: usize) {
        let parties = self.parties(from, to);
        let named = (from..to).any(|w| self.said.is_name(w));
        draft.is_cut |= named && !parties.is_whole || goes_on(self.said, to);
        draft.company += parties.names.len();
        draft.people.extend(parties.names);
    }

    /// "President Holt's visit", "the Minister's visit": whose it is, where the words name him.
    fn owned(&self, draft: &mut Draft, from: usize, to: usize) {
        let owner = self.acting(from, to);
        if owner.names.is_empty() && draft.company > 0 && self.is_office(from, to) {
            let name = self.printed(from, to);
            draft.people.extend(
                name.strip_suffix("'s").or_else(|| name.strip_suffix("\u{2019}s")).map(str::to_string),
            );
        }
        let endings = ["'s", "\u{2019}s", "'", "\u{2019}"];
        let bare = |n: &String| endings.iter().find_map(|e| n.strip_suffix(e)).unwrap_or(n).to_string();
        draft.people.extend(owner.names.iter().map(bare));
    }

    pub(super) fn printed(&self, from: usize, to: usize) -> String {
        let from = (from..to).find(|w| !self.said.is(*w, Role::Determiner)).unwrap_or(from);
        let words = self.said.span(from, to).of(self.said.text);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// "my", "your", "Norland's".
fn is_whose(said: &Said, at: usize) -> bool {
    !matches!(said.form(at), "the" | "this" | "that" | "a" | "an")
}

/// "our", "your".
fn is_ours(said: &Said, at: usize) -> bool {
    matches!(said.form(at), "our" | "your")
}

fn is_used(used: &[(usize, usize)], at: usize) -> bool {
    used.iter().any(|(from, to)| *from <= at && at < *to)
}

/// True when words in capitals, more than a country or a person, tell which one it is.
fn is_named(said: &Said, phrase: &Phrase) -> bool {
    let capital = said.words[phrase.head].case != Case::Lower && !said.words[phrase.head].opens;
    let before = phrase
        .head
        .checked_sub(1)
        .is_some_and(|b| b >= phrase.start && said.is_name(b) && !said.form(b).ends_with("'s"));
    let after = said.is(phrase.head + 1, Role::Joins)
        && phrase.end > phrase.head + 1
        && (phrase.head + 2..phrase.end).any(|w| said.is_name(w));
    (capital && (before || after) || before && phrase.noun.kind == EventKind::Summit)
        && !phrase.names.is_empty()
}

pub(super) fn dedup(people: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    people.retain(|p| seen.insert(p.clone()));
}
