//! The figures of all documents with what joining needs to know of them, in the order of time.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::extent::Extent;
use super::measure::{Around, Measure};
use crate::figure::{Figure, FigureKind};
use crate::meeting::Meeting;
use crate::people::keys::Keys;
use crate::reading::Held;
use crate::rules::dictionary::Class;
use crate::rules::{Dictionary, Rules, SeriesRules};
use crate::span::Span;
use crate::statement::{Statement, statements};
use crate::words::{plain, words};

/// A figure as it is said in one document.
#[derive(Clone, Debug)]
pub(super) struct Said<'r> {
    pub(super) figure: &'r Figure,
    /// Index of the document.
    pub(super) document: usize,
    /// The meeting, else the document, that it belongs to.
    pub(super) event: usize,
    pub(super) day: Option<Date>,
    pub(super) statement: String,
    pub(super) sentence: Span,
    pub(super) number: usize,
    /// The phrase that is measured, own or taken over.
    pub(super) measured: Option<Span>,
    pub(super) measure: Measure,
    pub(super) extent: Extent,
    /// Who speaks, as compared: the person's id, else the folded name.
    pub(super) who: Option<String>,
    /// Who takes part.
    pub(super) parties: std::rc::Rc<BTreeSet<String>>,
    /// True for a rate or an amount by which something changed.
    pub(super) is_growth: bool,
    /// Words that announce another figure than that of somebody else.
    pub(super) cue: Cue,
}

/// What a sentence does with a figure that was said before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cue {
    /// The words that announce another figure, in this sentence.
    pub(super) here: Option<String>,
    /// Such words in one of the two sentences before, in the same turn.
    pub(super) before: Option<String>,
    /// Words by which a speaker takes back what he said, in this sentence.
    pub(super) mends: Option<String>,
    /// True when it is taken up as it is.
    pub(super) echoes: bool,
}

/// All figures, by day, document and place.
pub(super) fn gather<'r>(held: &[Held<'r>], meetings: &[Meeting], rules: &Rules) -> Vec<Said<'r>> {
    let mut event_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, meeting) in meetings.iter().enumerate() {
        event_of.extend(meeting.members.iter().map(|m| (m.document.as_str(), n)));
    }
    let mut order: Vec<usize> = (0..held.len()).collect();
    order.sort_by_key(|n| (held[*n].reading.day(), held[*n].id));
    let keys = Keys::of(held.iter().flat_map(|h| &h.reading.transcript.turns).map(|t| &t.speaker));
    let mut out = Vec::new();
    for (at, n) in order.into_iter().enumerate() {
        let event = event_of.get(held[n].id).copied().unwrap_or(meetings.len() + at);
        of_document(&held[n], (n, event), &keys, rules, &mut out);
    }
    out
}

fn of_document<'r>(
    held: &Held<'r>,
    (document, event): (usize, usize),
    keys: &Keys,
    rules: &Rules,
    out: &mut Vec<Said<'r>>,
) {
    let reading = held.reading;
    if reading.figures.is_empty() {
        return;
    }
    let Some(dictionary) = rules.dictionary(reading.document.language.as_deref()) else { return };
    let who = |turn: Option<usize>| keys.key(&reading.transcript.turns.get(turn?)?.speaker);
    let parties =
        std::rc::Rc::new((0..reading.transcript.turns.len()).filter_map(|n| who(Some(n))).collect());
    let told = statements(reading, held.id);
    let mut figures = reading.figures.iter().peekable();
    let mut times = reading.times.iter().map(|t| t.span).peekable();
    let mut cues = Cues::default();
    for (number, statement) in told.iter().enumerate() {
        let mut inside = Vec::new();
        while let Some(figure) = figures.next_if(|f| f.span.start < statement.span.end) {
            // What the page strikes out was taken back.
            let struck = &reading.document.struck;
            let from = struck.partition_point(|s| s.end <= figure.span.start);
            let struck = struck.get(from).is_some_and(|s| s.overlaps(figure.span));
            inside.extend((!struck).then_some(figure));
        }
        let mut timed = Vec::new();
        while let Some(time) = times.next_if(|t| t.start < statement.span.end) {
            timed.push(time);
        }
        let cue = cues.of(&reading.document.text, statement, &rules.series);
        let sentence = Sentence { text: &reading.document.text, statement, times: &timed, rules, dictionary };
        for (at, figure) in inside.iter().enumerate() {
            let (measured, measure) = sentence.measure(&inside, at);
            out.push(Said {
                figure,
                document,
                event,
                day: reading.day(),
                statement: statement.id.clone(),
                sentence: statement.span,
                number: number + 1,
                measured,
                measure,
                is_growth: sentence.is_growth(figure),
                extent: Extent::of(figure, sentence.is_growth(figure)),
                who: who(figure.turn),
                parties: std::rc::Rc::clone(&parties),
                cue: cue.clone(),
            });
        }
    }
}

struct Sentence<'r> {
    text: &'r str,
    statement: &'r Statement,
    times: &'r [Span],
    rules: &'r Rules,
    dictionary: &'r Dictionary,
}

impl Sentence<'_> {
    /// "grew by 3 billion", "up 3 billion" and "grew 16 percent", not "grew to 3 billion".
    fn is_growth(&self, figure: &Figure) -> bool {
        let before = self.text.get(self.statement.span.start..figure.span.start).unwrap_or("");
        let word = before.split_whitespace().next_back().map(plain).unwrap_or_default();
        let rate = matches!(figure.kind, FigureKind::Percent | FigureKind::Fraction);
        // "half a million more than in 2030".
        let behind = self.text.get(figure.span.end..self.statement.span.end).unwrap_or("");
        let mut behind = behind.split_whitespace().map(plain);
        let differs = behind.next().is_some_and(|w| self.rules.series.differs.contains(&w))
            && behind.next().is_some_and(|w| self.dictionary.sense(self.dictionary.id(&w)).is(Class::Base));
        let moved = self.dictionary.sense(self.dictionary.id(&word)).is(Class::Direction);
        differs || figure.direction.is_some() && (rate || moved || self.rules.series.changes.contains(&word))
    }

    /// What the figure at `at` measures. A rate or a sum without a phrase of its own takes that of the
    /// figure before it: "trade exceeds $3 billion and has grown by 16 percent".
    fn measure(&self, figures: &[&Figure], at: usize) -> (Option<Span>, Measure) {
        let figure = figures[at];
        // What stands between two figures is told of the first: "15,000 study in Norland and 16,000 …".
        let start = if at == 0 { self.statement.span.start } else { figure.span.start };
        let end = figures.get(at + 1).map_or(self.statement.span.end, |f| f.span.start);
        let zone = Span::new(start.min(figure.span.start), end.max(figure.span.end));
        let sums = |f: &Figure| matches!(f.kind, FigureKind::Money | FigureKind::Percent);
        let takes = sums(figure) && figure.measured.is_none();
        // A second sum in a sentence is of something else.
        let before =
            at.checked_sub(1).map(|b| figures[b]).filter(|f| takes && sums(f) && f.kind != figure.kind);
        let measured = figure.measured.or_else(|| before.and_then(|f| f.measured));
        let around = Around {
            text: self.text,
            rules: self.rules,
            dictionary: self.dictionary,
            zone,
            times: self.times,
        };
        (measured, Measure::of(figure, self.is_growth(figure), measured, &around))
    }
}

/// Cue words of the last two sentences of a turn.
#[derive(Default)]
struct Cues {
    turn: Option<usize>,
    last: [Option<String>; 2],
}

impl Cues {
    fn of(&mut self, text: &str, statement: &Statement, rules: &SeriesRules) -> Cue {
        if statement.turn != self.turn {
            *self = Cues { turn: statement.turn, last: [None, None] };
        }
        let (all, _) = words(text, statement.span, &[]);
        let forms: Vec<&str> = all.iter().map(|w| w.form.as_str()).take(80).collect();
        let here = anywhere(&forms, &rules.corrects);
        let mends = anywhere(&forms, &rules.mends).or_else(|| opening(&forms, &rules.opens));
        let echoes = anywhere(&forms, &rules.echoes).is_some();
        let before = self.last.iter().flatten().next().cloned();
        self.last = [here.clone(), self.last[0].take()];
        Cue { here, before, mends, echoes }
    }
}

fn opening(forms: &[&str], phrases: &[Vec<String>]) -> Option<String> {
    phrases.iter().find(|p| begins(forms, p)).map(|p| p.join(" "))
}

fn anywhere(forms: &[&str], phrases: &[Vec<String>]) -> Option<String> {
    (0..forms.len()).find_map(|at| opening(&forms[at..], phrases))
}

fn begins(forms: &[&str], phrase: &[String]) -> bool {
    forms.len() >= phrase.len() && phrase.iter().zip(forms).all(|(p, f)| p == f)
}
