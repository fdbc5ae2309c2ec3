//! Which events are told as certain: those whose words alone say what it is, who takes part, and when.
//!
//! `"he met with them"`, `"a meeting with the Lind Holt …"`, `"her visit to Brona"` where nobody says whose:
//! the ledger keeps them, the dossier leaves them out. So it does with a day that may lie on either side, and
//! with words that put one event both behind and ahead. Depends on `draft`.

use std::collections::BTreeSet;

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

/// An event without a day that its document tells of with one, under the same name, says nothing more and
/// may be another.
pub(super) fn drop_undated_doubles(events: &mut [Event]) {
    let key = |e: &Event, document: usize| (e.kind, plain(&e.label), document);
    let documents = |e: &Event| e.mentions.iter().map(|m| m.document).collect::<BTreeSet<usize>>();
    let dated: BTreeSet<(EventKind, String, usize)> = events
        .iter()
        .filter(|e| e.is_clear && e.interval.is_some())
        .flat_map(|e| documents(e).into_iter().map(|d| key(e, d)).collect::<Vec<_>>())
        .collect();
    for event in events.iter_mut().filter(|e| e.interval.is_none() && e.held.is_none()) {
        event.is_clear &= !documents(event).into_iter().any(|d| dated.contains(&key(event, d)));
    }
}
