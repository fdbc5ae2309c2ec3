//! Mentions of events in the sentences of a document.
//!
//! A noun with a time, a name, or whom it is with ("your visit to Norland in 2031"), a verb with a time or
//! a named person ("we met in late November"), an anniversary ("the 50th anniversary of …"). What names
//! no one event ("our meetings", "any agreement", "if we sign") is left out. Nouns that only point ("this
//! declaration") are kept as pointers: `join` finds what they point to or drops them. Depends on `clause`,
//! `phrase`, `deed`; meetings held are made in `fold`.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Status;
use super::clause::{Said, When};
use super::deed::{Deed, Tense, deed, deeds};
use super::phrase::{Phrase, mark_key, name_key, phrase};
use super::scene::Scene;
use crate::figure::{Comparator, Figure, FigureKind};
use crate::rules::Rules;
use crate::rules::events::{EventKind, Lexis, Role, Stage};
use crate::span::Span;
use crate::time::Interval;
use crate::words::Case;

/// A mention of an event, not yet joined.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Index of the scene.
    pub(super) scene: usize,
    pub(super) turn: Option<usize>,
    pub(super) sentence: Span,
    pub(super) number: usize,
    /// The words.
    pub(super) span: Span,
    /// The words that call the event, without verb and time.
    pub(super) label: Span,
    pub(super) kind: EventKind,
    /// The entry of its noun; verbs have none.
    pub(super) entry: Option<u16>,
    /// Names in it, folded.
    pub(super) names: BTreeSet<String>,
    /// Stems of words that narrow it.
    pub(super) marks: BTreeSet<String>,
    pub(super) people: Vec<String>,
    pub(super) place: Option<String>,
    pub(super) interval: Option<Interval>,
    /// The words of the time.
    pub(super) time: Option<Span>,
    /// True when those words give the year, or are of the day itself.
    pub(super) is_stated: bool,
    pub(super) status: Status,
    pub(super) is_past: bool,
    /// True for "this meeting", "today's talks": what is going on.
    pub(super) is_here: bool,
    /// True for a noun that tells nothing but what is known already.
    pub(super) is_pointer: bool,
    /// For a clause that goes on about the draft before ("which we implement").
    pub(super) of: Option<usize>,
    pub(super) is_definite: bool,
    pub(super) is_named: bool,
}

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
        if !marks_years && !is_worth_reading(unit.span.of(&document.text), lexis) {
            continue;
        }
        let said = Said::cut(&document.text, unit.span, &scene.reading.times[timed], &notes[noted], lexis);
        let sentence =
            Sentence { scene, at, said: &said, rules, turn: unit.turn, span: unit.span, number: number + 1 };
        sentence.spot(figures, out);
    }
}

/// True when a word of the sentence may tell of an event.
fn is_worth_reading(sentence: &str, lexis: &Lexis) -> bool {
    sentence
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .any(|w| !w.is_empty() && lexis.triggers.holds(w))
}

struct Sentence<'a, 'r> {
    scene: &'a Scene<'r>,
    at: usize,
    said: &'a Said<'r>,
    rules: &'a Rules,
    turn: Option<usize>,
    span: Span,
    number: usize,
}

impl Sentence<'_, '_> {
    fn spot(&self, figures: &[Figure], out: &mut Vec<Draft>) {
        let mut used: Vec<(usize, usize)> = Vec::new();
        for figure in figures.iter().filter(|f| self.is_anniversary(f)) {
            self.anniversary(figure, &mut used, out);
        }
        for head in 0..self.said.len() {
            if self.said.senses[head].noun.is_none() || is_used(&used, head) {
                continue;
            }
            let Some(phrase) = phrase(self.said, head) else { continue };
            used.push((phrase.start, phrase.end));
            self.noun(&phrase, &mut used, out);
        }
        for at in 0..self.said.len() {
            if !is_used(&used, at) && self.said.senses[at].noun.is_none() {
                self.verb(at, out);
            }
        }
    }

    /// "the 50th anniversary", or "30 years of trade" where they are celebrated.
    fn is_anniversary(&self, figure: &Figure) -> bool {
        let years = figure.kind == FigureKind::Duration && figure.unit.as_deref() == Some("year");
        let kept =
            || (0..self.said.len()).any(|w| self.said.senses[w].verbs.iter().any(|v| self.said.marks(*v)));
        figure.kind == FigureKind::Anniversary || years && figure.comparator == Comparator::Equal && kept()
    }

    /// "the 50th anniversary of the Northern Line": what is remembered lies so many years before.
    fn anniversary(&self, figure: &Figure, used: &mut Vec<(usize, usize)>, out: &mut Vec<Draft>) {
        let Some(day) = self.scene.day else { return };
        let Some(n) = figure.value.filter(|n| (1.0..3000.0).contains(n) && n.fract() == 0.0) else { return };
        let said = self.said;
        let inside = |w: usize| said.words[w].span.overlaps(figure.span);
        let Some(first) = (0..said.len()).find(|w| inside(*w)) else { return };
        let mut end = (first..said.len()).take_while(|w| inside(*w)).count() + first;
        let start = if first > 0 && said.is(first - 1, Role::Determiner) { first - 1 } else { first };
        let mut names = BTreeSet::new();
        let mut marks = BTreeSet::new();
        let of = end;
        // What is remembered: "of …" up to the end of the phrase.
        while end < said.len() && end - first < 24 && !said.parted(end) && said.time_at(end).is_none() {
            let ends = said.is(end, Role::Subject)
                || said.is(end, Role::Breaks)
                || said.is(end, Role::Be)
                || said.is(end, Role::Have)
                || said.is(end, Role::To)
                || said.is(end, Role::Future);
            let leads = end == of && said.form(end) != "of" && !said.is_name(end);
            if ends || leads {
                break;
            }
            if said.is_name(end) {
                names.insert(name_key(said, end));
            } else if !said.is_small(end) {
                marks.insert(mark_key(said.form(end)));
            }
            end += 1;
        }
        while end > of && said.is_small(end - 1) {
            end -= 1;
        }
        if end == of {
            // "Norland's 100th anniversary", "his 80th birthday": of whom is not told behind.
            return;
        }
        let when = self.time_near(first, end);
        let year = when.and_then(|w| w.interval()).and_then(|i| i.start).map_or(day.year(), Date::year);
        let Some(year) = (n as i64).try_into().ok().and_then(|n: i16| year.checked_sub(n)) else { return };
        let (Ok(from), Ok(to)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else { return };
        used.push((start, end));
        out.push(Draft {
            names,
            marks,
            interval: Some(Interval { start: Some(from), end: Some(to) }),
            time: Some(figure.span),
            is_past: true,
            is_named: true,
            is_definite: true,
            ..self.draft(EventKind::Anniversary, (start, end), (start, end))
        });
    }

    fn draft(&self, kind: EventKind, label: (usize, usize), all: (usize, usize)) -> Draft {
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
            time: None,
            is_stated: false,
            status: Status::Mentioned,
            is_past: false,
            is_here: false,
            is_pointer: false,
            of: None,
            is_definite: false,
            is_named: false,
        }
    }

    fn noun(&self, phrase: &Phrase, used: &mut Vec<(usize, usize)>, out: &mut Vec<Draft>) {
        let said = self.said;
        let found: Vec<Deed> = deeds(said, phrase);
        if phrase.is_vague(said) || found.iter().any(|d| d.is_denied) {
            return;
        }
        let main = found.first().copied();
        let which = main.is_some_and(|d| d.tells_which(phrase));
        let is_doubted =
            !which && (found.iter().any(|d| d.is_doubted) || self.is_wished(phrase, main.as_ref()));
        let when = self.time_of(phrase, main.as_ref());
        let mut draft = self.draft(phrase.noun.kind, (phrase.start, phrase.end), (phrase.start, phrase.end));
        draft.entry = Some(phrase.noun.entry);
        draft.names = phrase.names.clone();
        draft.marks = phrase.marks.clone();
        draft.is_definite = phrase.is_definite(said);
        draft.is_named = is_named(said, phrase);
        self.dated(&mut draft, when);
        if self.turn.is_none() && draft.interval.is_none() && main.is_some_and(|d| d.tense == Tense::Past) {
            self.same_day(&mut draft);
        }
        self.peopled(&mut draft, phrase, main.as_ref());
        draft.is_here = self.is_here(phrase, when);
        self.staged(&mut draft, phrase, main.as_ref());
        if is_doubted && !draft.is_named || !self.is_one(phrase, &mut draft, main.as_ref()) {
            return;
        }
        if is_doubted {
            draft.status = Status::Mentioned;
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
        out.push(draft);
    }

    /// The span of noun, verb and time together, where nothing else stands between.
    fn whole(&self, phrase: &Phrase, deed: Option<&Deed>, when: Option<&When>) -> Span {
        let (mut start, mut end) = (phrase.start, phrase.end);
        if let Some(deed) = deed {
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

    fn dated(&self, draft: &mut Draft, when: Option<&When>) {
        let Some(when) = when else { return };
        draft.interval = when.interval();
        draft.time = Some(when.time.span);
        let words = when.time.span.of(self.said.text);
        let year = words.split(|c: char| !c.is_ascii_digit()).any(|d| d.len() == 4);
        let today = when.interval().is_some_and(|i| i.start == i.end && i.start == self.scene.day);
        draft.is_stated = year || today;
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
            || matches!(draft.status, Status::Signed | Status::Planned) && paper;
        // What has neither name nor company nor place says too little to stand alone.
        let speaks = !draft.names.is_empty()
            || !draft.marks.is_empty()
            || draft.place.is_some()
            || draft.people.len() > 1;
        let tight = tight && (speaks || draft.is_here && draft.interval.is_some());
        let told = match () {
            () if draft.is_here => true,
            () if paper && phrase.noun.is_weak => {
                draft.is_named
                    && draft.kind == EventKind::Agreement
                    && phrase.names.len() > 1
                    && (signed || tight)
                    || signed && tight
            }
            () if paper => draft.is_named || signed && tight,
            () if phrase.noun.is_weak => {
                tight
                    && (draft.is_named
                        || draft.is_definite && (!phrase.marks.is_empty() || draft.place.is_some()))
            }
            () if draft.kind == EventKind::Visit => {
                let whose = phrase.opener.is_some_and(|o| is_whose(self.said, o));
                tight || draft.place.is_some() && whose && draft.is_definite
            }
            () if draft.kind == EventKind::Summit => {
                tight || draft.is_named && self.is_attended(phrase, deed)
            }
            () => {
                let narrated = self.turn.is_none() && deed.is_some_and(|d| d.tense == Tense::Past);
                tight || (draft.is_definite || narrated) && phrase.with.is_some() && !draft.names.is_empty()
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

    /// A place and a time right behind: "our contacts – in Brona in January".
    fn is_aside(&self, phrase: &Phrase) -> bool {
        let end = self.aside(phrase.end).map_or(phrase.end, |a| a.1);
        self.time_after(end, 1).is_some()
    }

    /// The place of "– in Brona in January", behind a dash, a comma or nothing: its first word, one past
    /// its last.
    fn aside(&self, at: usize) -> Option<(usize, usize)> {
        let said = self.said;
        let lead = said.words.get(at)?.lead.as_str();
        if !matches!(lead, "" | "-" | "," | "(")
            || !matches!(said.form(at), "in" | "at")
            || said.time_at(at + 1).is_some()
        {
            return None;
        }
        let names = |w: usize| said.is_name(w) || said.is(w, Role::Determiner) && w == at + 1;
        let end = (at + 1..said.len()).take_while(|w| names(*w) && !said.parted(*w)).count() + at + 1;
        (end > at + 1 && said.is_name(end - 1)).then_some((at + 1, end))
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
        kind && alone && !phrase.noun.is_plural && (today || opener && when.is_none())
    }

    fn staged(&self, draft: &mut Draft, phrase: &Phrase, deed: Option<&Deed>) {
        let said = self.said;
        let paper = matches!(draft.kind, EventKind::Agreement | EventKind::Decision);
        let ahead = draft.interval.and_then(|i| i.start).zip(self.scene.day).is_some_and(|(s, d)| s > d);
        draft.status = match deed.map(|d| (d.verb.stage, d.tense)) {
            _ if paper && said.phrase_before(phrase.start, "signing").is_some() => {
                let from = said.phrase_before(phrase.start, "signing").unwrap_or(phrase.start);
                let from = if from > 0 && said.is(from - 1, Role::Determiner) { from - 1 } else { from };
                if said.phrase_before(from, "ahead").is_some() { Status::Planned } else { Status::Mentioned }
            }
            _ if said.phrase_before(phrase.start, "ending").is_some() => Status::Cancelled,
            _ if paper && self.is_in_force(phrase) => Status::InForce,
            Some((Stage::Cancelled, Tense::Past)) => Status::Cancelled,
            Some((Stage::InForce, Tense::Future)) => Status::Mentioned,
            Some((_, Tense::Future)) => Status::Planned,
            Some((Stage::Signed, Tense::Past)) if paper => Status::Signed,
            Some((Stage::InForce, Tense::Past | Tense::Present)) if paper => Status::InForce,
            Some((Stage::Held, Tense::Present)) if ahead => Status::Planned,
            None if ahead => Status::Planned,
            _ => Status::Mentioned,
        };
        draft.is_past = deed.is_some_and(|d| d.tense == Tense::Past);
        // "you will take part in the meeting today": the verb need not be of the table.
        if deed.is_none() && draft.interval.is_some() && !draft.is_here && self.is_ahead(phrase) {
            draft.status = Status::Planned;
        }
    }

    /// "the implementation of the treaty", "the treaty entered into force".
    fn is_in_force(&self, phrase: &Phrase) -> bool {
        let said = self.said;
        let after =
            (phrase.end..said.len().min(phrase.end + 4)).any(|w| said.phrase_at(w, "force").is_some());
        said.phrase_before(phrase.start, "force").is_some() || after
    }

    /// True when "will" governs the clause of the noun.
    fn is_ahead(&self, phrase: &Phrase) -> bool {
        let part = self.said.parts[phrase.head];
        (0..phrase.start)
            .rev()
            .take_while(|w| self.said.parts[*w] == part)
            .any(|w| self.said.is(w, Role::Future))
    }

    /// The time of the event of a phrase: in its words, right behind, or with its verb.
    fn time_of(&self, phrase: &Phrase, deed: Option<&Deed>) -> Option<&When<'_>> {
        let said = self.said;
        let usable = |w: &&When| w.interval().is_some();
        let inside =
            said.times.iter().filter(usable).find(|w| phrase.start <= w.first && w.end <= phrase.end);
        if inside.is_some() {
            return inside;
        }
        if let Some(deed) = deed.filter(|d| d.at >= phrase.end) {
            // "the treaty, signed here in the Old Hall in February".
            if let Some(when) = self.time_after(deed.at + 1, 9) {
                return Some(when);
            }
        }
        let behind = self.aside(phrase.end).map_or(phrase.end, |a| a.1);
        if let Some(when) = self.time_after(phrase.end, 6).or_else(|| self.time_after(behind, 1)) {
            return Some(when);
        }
        let governed = deed.is_some_and(|d| d.at < phrase.start);
        let first = deed.map_or(phrase.start, |d| d.first.min(phrase.start));
        // "last week, four months after signing the bill": the time is another's.
        if deed
            .is_some_and(|d| d.tense == Tense::None && d.first > 0 && said.is(d.first - 1, Role::Preposition))
        {
            return None;
        }
        if governed || self.leads(first) { self.time_before(first) } else { None }
    }

    /// True when the words before are a time and no more, back to the border of the clause.
    fn leads(&self, first: usize) -> bool {
        self.time_before(first)
            .is_some_and(|w| w.end == first || w.end + 1 == first && self.said.is(w.end, Role::Preposition))
    }

    /// A time within `near` words behind, no other verb or event between.
    fn time_after(&self, from: usize, near: usize) -> Option<&When<'_>> {
        let said = self.said;
        let when = said.times.iter().find(|w| w.first >= from && w.interval().is_some())?;
        if when.first > from + near {
            return None;
        }
        for at in from..when.first {
            let barred = said.is(at, Role::Be)
                || said.is(at, Role::Have)
                || said.is(at, Role::Future)
                || said.is(at, Role::To) && said.is_small(at + 1)
                || said.is(at, Role::Breaks)
                || said.is(at, Role::And)
                || said.is(at, Role::Subject)
                || said.senses[at].noun.is_some_and(|n| !n.is_weak)
                || (said.senses[at].noun.is_none() && !said.senses[at].verbs.is_empty());
            if barred {
                return None;
            }
        }
        Some(when)
    }

    /// The time before a verb in the same clause.
    fn time_before(&self, first: usize) -> Option<&When<'_>> {
        let said = self.said;
        let part = *said.parts.get(first)?;
        let when = said.times.iter().rev().find(|w| w.end <= first && w.interval().is_some())?;
        let same = (when.first..first).all(|w| said.parts[w] == part);
        let barred = (when.end..first).any(|w| said.is_event(w));
        (same && !barred && first - when.end < 8).then_some(when)
    }

    /// The time of an anniversary: "next year – 30 years of …", "This year marks the 100th …".
    fn time_near(&self, first: usize, end: usize) -> Option<&When<'_>> {
        let outside = |w: &&When| (w.end <= first || w.first >= end) && w.interval().is_some();
        let far = |w: &&When| if w.end <= first { first - w.end } else { w.first - end + 1 };
        self.said.times.iter().filter(outside).min_by_key(far).filter(|w| far(w) < 10)
    }

    /// Whom the words name.
    fn peopled(&self, draft: &mut Draft, phrase: &Phrase, deed: Option<&Deed>) {
        let said = self.said;
        if let Some((from, to)) = phrase.place.or_else(|| self.aside(phrase.end)) {
            draft.place = Some(self.printed(from, to));
        }
        let speaker = self.scene.speaker(self.turn);
        let other = self.scene.other(speaker);
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
        if let Some((from, to)) = phrase.with {
            if said.is(from, Role::Subject) || said.form(from) == "you" {
                whose(from);
            } else if (from..to).any(|w| said.is_name(w)) {
                draft.people.push(self.printed(from, to));
            }
        }
        dedup(&mut draft.people);
    }

    fn printed(&self, from: usize, to: usize) -> String {
        let from = (from..to).find(|w| !self.said.is(*w, Role::Determiner)).unwrap_or(from);
        let words = self.said.span(from, to).of(self.said.text);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// "we met in late November", "yesterday Norland decided to …".
    fn verb(&self, at: usize, out: &mut Vec<Draft>) {
        let said = self.said;
        for n in 0..said.senses[at].verbs.len() {
            let Some(deed) = deed(said, at, n) else { continue };
            let Some(kind) =
                deed.verb.kind.filter(|_| matches!(deed.verb.stage, Stage::Held | Stage::Decided))
            else {
                continue;
            };
            let real = matches!(deed.tense, Tense::Past | Tense::Future)
                || deed.tense == Tense::Present && deed.first < at && kind == EventKind::Visit;
            if !real || deed.is_denied || deed.is_doubted || deed.is_passive {
                continue;
            }
            if let Some(draft) = self.deed(&deed, kind) {
                out.push(draft);
                return;
            }
        }
    }

    fn deed(&self, deed: &Deed, kind: EventKind) -> Option<Draft> {
        let said = self.said;
        let object = self.object(deed)?;
        let subject = self.subject(deed);
        let end = object.map_or(deed.at + 1, |o| o.1);
        let when = self.time_after(end, 5).or_else(|| self.time_before(deed.first.min(subject)));
        let named = object.is_some_and(|(from, to)| (from..to).any(|w| said.is_name(w)));
        let interval = when.and_then(|w| w.interval());
        let narrated = self.turn.is_none();
        let told = match kind {
            EventKind::Decision => {
                interval.is_some() && (subject < deed.first || said.is(deed.first, Role::Subject))
            }
            EventKind::Other => named && interval.is_some(),
            EventKind::Visit => named,
            _ => {
                let who = named || object.is_none() && (subject..deed.first).any(|w| said.is_name(w));
                interval.is_some() || narrated && who || named && deed.tense == Tense::Future
            }
        };
        if !told {
            return None;
        }
        let end = when.filter(|w| w.first >= end).map_or(end, |w| w.end);
        let start = when.filter(|w| w.end <= subject && w.end + 2 >= subject).map_or(subject, |w| w.first);
        let mut draft = self.draft(kind, (subject, end), (start, end));
        self.dated(&mut draft, when);
        let names = subject..end;
        for word in names.filter(|w| said.time_at(*w).is_none()) {
            if said.is_name(word) {
                draft.names.insert(name_key(said, word));
            } else if !said.is_small(word) && word > deed.at && said.form(word).len() > 3 {
                draft.marks.insert(mark_key(said.form(word)));
            }
        }
        self.with_people(&mut draft, deed, subject, object);
        draft.is_past = deed.tense == Tense::Past;
        draft.status = if deed.tense == Tense::Future { Status::Planned } else { Status::Mentioned };
        if narrated && interval.is_none() && kind == EventKind::Meeting {
            self.same_day(&mut draft);
        }
        draft.is_here = deed.tense == Tense::Present && kind == EventKind::Visit;
        Some(draft)
    }

    /// "Later, the two met with builders": a page tells of the day of its meeting.
    fn same_day(&self, draft: &mut Draft) {
        let Some(end) = self.said.phrase_at(0, "same_day") else { return };
        draft.interval = self.scene.day.map(Interval::day);
        draft.time = Some(self.said.span(0, end));
        draft.span = Span::new(self.said.words[0].span.start, draft.span.end);
    }

    fn with_people(&self, draft: &mut Draft, deed: &Deed, subject: usize, object: Option<(usize, usize)>) {
        let said = self.said;
        let speaker = self.scene.speaker(self.turn);
        let other = self.scene.other(speaker);
        let mut put = |who: Option<&str>| draft.people.extend(who.map(str::to_string));
        for at in subject..deed.at {
            match said.form(at) {
                "i" => put(speaker),
                "we" => put(speaker),
                "you" => put(other),
                _ => {}
            }
        }
        if let Some((from, to)) = object {
            if said.form(from) == "you" {
                put(other);
            } else if (from..to).any(|w| said.is_name(w)) && draft.kind == EventKind::Meeting {
                put(Some(&self.printed(from, to)));
            }
        } else if said.form(subject) == "we" {
            put(other);
        }
        if draft.kind == EventKind::Visit
            && let Some((from, to)) = object
        {
            draft.place = Some(self.printed(from, to));
        }
        // "Vera Holt and Jan Varga met": names before the verb.
        let mut at = subject;
        while at < deed.first {
            let end =
                (at..deed.first).take_while(|w| said.is_name(*w) && (*w == at || !said.parted(*w))).count()
                    + at;
            if end > at {
                put(Some(&self.printed(at, end)));
            }
            at = end.max(at + 1);
        }
        dedup(&mut draft.people);
    }

    /// What the verb takes: `Some(None)` when it needs nothing, `None` when what it needs is not there.
    #[expect(clippy::option_option, reason = "no object is another answer than a missing one")]
    fn object(&self, deed: &Deed) -> Option<Option<(usize, usize)>> {
        let said = self.said;
        let next = deed.at + 1;
        if deed.verb.stage == Stage::Decided {
            let taken = deed.verb.with.iter().any(|w| w == said.form(next));
            let end = (next..said.len()).take_while(|w| !said.parted(*w) && *w < next + 16).count() + next;
            return taken.then_some(Some((next, end)));
        }
        let with = deed.verb.with.iter().any(|w| w == said.form(next)) && !said.parted(next);
        let from = if with { next + 1 } else { next };
        let bare = deed.verb.with.is_empty() || deed.verb.base == "meet";
        if with || bare && !said.parted(next) {
            let to = self.run(from);
            if to > from && (with || deed.verb.base != "meet" || self.is_somebody(from)) {
                return Some(Some((from, to)));
            }
        }
        (deed.verb.base == "meet" && !with).then_some(None)
    }

    /// A name, an office or a pronoun: "met President Holt", not "met the needs".
    fn is_somebody(&self, from: usize) -> bool {
        let said = self.said;
        let at = if said.is(from, Role::Determiner) { from + 1 } else { from };
        let office = said.words.get(at).is_some_and(|w| self.rules.labels.is_office(w.span.of(said.text)));
        office
            || said.is_name(at) && at == from
            || matches!(said.form(from), "you" | "him" | "her" | "them" | "me" | "us")
    }

    /// One past a noun phrase: determiner, names, plain words, "of" and "and" between.
    fn run(&self, from: usize) -> usize {
        let said = self.said;
        let mut at = from;
        if said.is(at, Role::Subject) || matches!(said.form(at), "you" | "him" | "her" | "them" | "me" | "us")
        {
            return at + 1;
        }
        while at < said.len()
            && at < from + 14
            && (at == from || !said.parted(at))
            && said.time_at(at).is_none()
        {
            let joins = matches!(said.form(at), "of" | "and") && at > from;
            let opens = said.is(at, Role::Determiner);
            if said.is_small(at) && !joins && !opens
                || said.form(at) == "and" && said.is(at + 1, Role::Subject)
            {
                break;
            }
            at += 1;
        }
        while at > from && said.is_small(at - 1) {
            at -= 1;
        }
        at
    }

    /// Where the subject of a verb begins, within its clause.
    fn subject(&self, deed: &Deed) -> usize {
        let said = self.said;
        let part = said.parts[deed.at];
        let mut at = deed.first;
        if said.is(at, Role::Subject) {
            return at;
        }
        while at > 0 && deed.first - at < 16 && said.parts[at - 1] == part && !said.parted(at) {
            let before = at - 1;
            let barred = said.time_at(before).is_some()
                || said.is(before, Role::Breaks)
                || said.is(before, Role::Preposition) && said.form(before) != "of"
                || said.is(before, Role::To);
            if barred {
                break;
            }
            at = before;
            if said.is(at, Role::Subject) {
                break;
            }
        }
        at
    }
}

/// "my", "your", "Norland's".
fn is_whose(said: &Said, at: usize) -> bool {
    !matches!(said.form(at), "the" | "this" | "that" | "a" | "an")
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

fn dedup(people: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    people.retain(|p| seen.insert(p.clone()));
}
