//! Anniversaries: "the 50th anniversary of the Northern Line" tells of what was fifty years before.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::draft::Draft;
use super::phrase::{mark_key, name_key};
use super::spot::Sentence;
use crate::figure::{Comparator, Figure, FigureKind};
use crate::rules::events::{EventKind, Role};
use crate::time::Interval;
use crate::words::Case;

impl Sentence<'_, '_> {
    /// "the 50th anniversary", or "30 years of trade" where they are celebrated.
    pub(super) fn is_anniversary(&self, figure: &Figure) -> bool {
        let years = figure.kind == FigureKind::Duration && figure.unit.as_deref() == Some("year");
        let kept =
            || (0..self.said.len()).any(|w| self.said.senses[w].verbs.iter().any(|v| self.said.marks(*v)));
        figure.kind == FigureKind::Anniversary || years && figure.comparator == Comparator::Equal && kept()
    }

    /// "the 50th anniversary of the Northern Line": what is remembered lies so many years before.
    pub(super) fn anniversary(&self, figure: &Figure, used: &mut Vec<(usize, usize)>, out: &mut Vec<Draft>) {
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
        while end < said.len()
            && end - first < 24
            && (!said.parted(end) || said.words[end].lead == "/")
            && said.time_at(end).is_none()
        {
            let ends = said.is(end, Role::Subject)
                || said.is(end, Role::Breaks)
                || said.is(end, Role::Be)
                || said.is(end, Role::Have)
                || said.is(end, Role::To)
                || said.is(end, Role::Future);
            // "the 33rd anniversary of the Ferry Act and the 50th anniversary of the Harbour Act" are two.
            let next =
                |f: &Figure| f.kind == FigureKind::Anniversary && said.words[end].span.overlaps(f.span);
            let leads = end == of && said.form(end) != "of" && !said.is_name(end);
            if ends || leads || self.figures.iter().any(next) {
                break;
            }
            if said.is_name(end) {
                names.insert(name_key(said, end));
            } else if !said.is_small(end) {
                marks.insert(mark_key(said.form(end)));
            }
            end += 1;
        }
        let edge = |w: usize| said.is(w, Role::Edge) && said.words[w].case == Case::Lower;
        while end > of && (said.is_small(end - 1) || edge(end - 1)) {
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
        let whole = when.filter(|w| w.first.abs_diff(start) < 12 || w.first.abs_diff(end) < 12);
        let all = whole.map_or((start, end), |w| (start.min(w.first), end.max(w.end)));
        // What is remembered is called without "of".
        let told = if said.form(of) == "of" { of + 1 } else { of };
        // "our relations" are those of the two who speak.
        let ours = (start..end).any(|w| said.form(w) == "our");
        let speaker = self.scene.speaker(self.turn);
        let both = || [speaker, self.scene.other(speaker)].into_iter().flatten().map(str::to_string);
        let is_cut = said.words.get(end).is_some_and(|w| said.parted(end) && w.lead.starts_with('.'));
        out.push(Draft {
            people: if ours { both().collect() } else { Vec::new() },
            year: year.checked_add(n as i16),
            is_cut: is_cut || end - first >= 24,
            names,
            marks,
            interval: Some(Interval { start: Some(from), end: Some(to) }),
            time: Some(figure.span),
            is_past: true,
            is_named: true,
            is_definite: true,
            ..self.draft(EventKind::Anniversary, (told, end), all)
        });
    }
}
