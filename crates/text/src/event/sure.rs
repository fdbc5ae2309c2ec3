//! Which events are told as certain: those whose words alone say what it is, who takes part, and when.
//!
//! `"he met with them"`, `"a meeting with the Lind Holt …"`, `"her visit to Brona"` where nobody says whose:
//! the ledger keeps them, the dossier leaves them out. So it does with a day that may lie on either side, and
//! with words that put one event both behind and ahead. Depends on `draft`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::draft::Draft;
use super::scene::Scene;
use super::{Event, EventKind, Sense, Status};
use crate::rules::Rules;
use crate::time::Interval;
use crate::words::plain;

/// What is weighed of an event.
pub(super) struct Weighed<'a, 'r> {
    /// The mention that gives the label.
    pub(super) best: &'a Draft,
    /// All mentions.
    pub(super) drafts: &'a [&'a Draft],
    pub(super) scenes: &'a [Scene<'r>],
    pub(super) label: &'a str,
    pub(super) people: &'a [String],
    pub(super) interval: Option<Interval>,
    pub(super) rules: &'a Rules,
}

impl Weighed<'_, '_> {
    /// True when the event may be told without a doubt about what it is.
    pub(super) fn is_sure(&self) -> bool {
        let best = self.best;
        !best.is_pointer
            && !best.is_cut
            && !self.is_guessed()
            && !self.is_of_two()
            && !self.is_anyones()
            && self.is_told()
    }

    /// True when only words that may mean two days give the day.
    fn is_guessed(&self) -> bool {
        let mut timed = self.drafts.iter().filter(|d| d.told().is_some()).peekable();
        self.interval.is_some() && timed.peek().is_some() && timed.all(|d| d.is_guessed)
    }

    /// True when it is told as over, and on that day or later as still to come.
    fn is_of_two(&self) -> bool {
        let day = |d: &&&Draft| self.scenes[d.scene].day;
        let of = |s: Sense| self.drafts.iter().filter(move |d| d.sense == Some(s));
        let one_day = self.interval.is_some_and(|i| i.start.is_some() && i.start == i.end);
        let over: Option<Option<Date>> = of(Sense::Over).map(|d| day(&d)).min();
        let ahead: Option<Option<Date>> = of(Sense::Ahead).map(|d| day(&d)).max();
        !one_day && over.zip(ahead).is_some_and(|(o, a)| o <= a)
    }

    /// "they met", "the anniversary of our relations": who it is, the label does not tell.
    fn is_anyones(&self) -> bool {
        let scene = &self.scenes[self.best.scene];
        let Some(lexis) = self.rules.events.lexis(scene.document().language.as_deref()) else { return true };
        let words: Vec<String> = self
            .label
            .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '\u{2019}'))
            .map(|w| w.to_lowercase().replace('\u{2019}', "'"))
            .collect();
        if words.len() < 2 {
            return true;
        }
        let among = |cue: &str, w: &String| lexis.phrases(cue).iter().any(|p| p.iter().eq([w]));
        words.first().is_some_and(|w| among("someone", w))
            || words.iter().any(|w| among("pronoun", w))
            || self.people.len() < 2 && words.iter().any(|w| among("possessor", w))
    }

    /// A paper under which nobody binds himself to another: "Declaration of Independence".
    fn is_of_one_side(&self) -> bool {
        let scene = &self.scenes[self.best.scene];
        let lexis = self.rules.events.lexis(scene.document().language.as_deref());
        let label = self.label.to_lowercase();
        lexis.is_some_and(|l| l.phrases("one_sided").iter().any(|p| label.contains(&p.join(" "))))
    }

    fn is_told(&self) -> bool {
        let best = self.best;
        let timed = self.interval.is_some();
        // When it was or will be, the page often tells elsewhere: without that it is half told.
        let talks =
            matches!(best.kind, EventKind::Meeting | EventKind::Visit | EventKind::Summit | EventKind::Other);
        if talks && !timed && !self.drafts.iter().any(|d| d.sense == Some(Sense::Over)) {
            return false;
        }
        let is_named = best.is_named && best.names.iter().any(|n| !super::join::is_common(n, self.rules));
        let signed = matches!(best.status, Status::Signed | Status::Initialled | Status::Ratified);
        let people = self.people.len();
        match best.kind {
            EventKind::Summit => is_named && (timed || !best.is_indefinite),
            EventKind::Agreement => {
                !self.is_of_one_side() && is_named
                    || signed && timed && !(best.names.is_empty() && best.marks.is_empty())
            }
            EventKind::Decision if best.entry.is_none() => timed && people > 0,
            EventKind::Decision => is_named,
            // Whom it is with tells of one side alone.
            EventKind::Meeting => {
                people > best.company.max(1) || timed && (is_named || people > 0 && best.has_group)
            }
            EventKind::Visit => people > 0 && (best.place.is_some() || timed),
            EventKind::Anniversary => !best.names.is_empty() || people > 1,
            EventKind::Other => timed && (is_named || people > 1 || people > 0 && best.entry.is_some()),
        }
    }
}

/// An event that its document tells of in another row too says nothing more there, and may be another: without
/// a day, where all words of its name stand in the name of one with a day or with more mentions; an anniversary,
/// where another number is counted of the same thing.
pub(super) fn drop_doubles(events: &mut [Event]) {
    let mut of: BTreeMap<(usize, u8), Vec<usize>> = BTreeMap::new();
    for (n, event) in events.iter().enumerate() {
        let documents: BTreeSet<usize> = event.mentions.iter().map(|m| m.document).collect();
        for document in documents {
            of.entry((document, super::join::family(event.kind))).or_default().push(n);
        }
    }
    let words = |e: &Event| name_words(&format!("{} {}", e.label, e.place.as_deref().unwrap_or_default()));
    let names: Vec<BTreeSet<String>> = events.iter().map(words).collect();
    let weight = |e: &Event| (e.held.is_some(), e.interval.is_some(), e.mentions.len());
    let mut doubles: BTreeSet<usize> = BTreeSet::new();
    for list in of.values().filter(|l| l.len() <= MOST_OF_A_PAGE) {
        for (a, b) in list.iter().flat_map(|a| list.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b) {
            let (x, y) = (&events[a], &events[b]);
            let what = |e: &Event| e.label.split(" (").next().map(plain);
            let anniversary =
                x.kind == EventKind::Anniversary && what(x) == what(y) && x.interval != y.interval;
            let less = x.held.is_none() && weight(x) < weight(y) && !super::join::is_paper(x.kind);
            let undated = x.interval.is_none() || super::join::is_paper(x.kind);
            let again = less && undated && !names[a].is_empty() && names[a].is_subset(&names[b]);
            // A page "at the Summit" is its row: the summit that it shows is not told once more.
            let is_own = |e: &Event| e.mentions.iter().any(|m| m.number == 0);
            let shown = x.held.is_some() && x.held == y.held && x.kind == y.kind && !is_own(x) && is_own(y);
            if anniversary || again || shown {
                doubles.insert(a);
            }
        }
    }
    for double in doubles {
        events[double].is_clear = false;
    }
}

/// Events of one page that are weighed against each other.
const MOST_OF_A_PAGE: usize = 64;

/// The words in capitals; what counts an anniversary has none.
fn name_words(told: &str) -> BTreeSet<String> {
    let words = told.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|w| !w.is_empty());
    words.filter(|w| w.starts_with(char::is_uppercase)).map(plain).collect()
}
