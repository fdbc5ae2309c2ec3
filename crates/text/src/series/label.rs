//! What a series is called, and why one is not told.
//!
//! "trade turnover" can stand alone; "also that we" cannot, "people" says too little, and money that a
//! company paid is not measured by the company. What is in doubt stays a series with its reason.

use jiff::civil::Date;
use std::collections::BTreeSet;

use super::gather::Said;
use super::measure::counts;
use super::phrase::{narrowing, whole};
use super::{Charted, Doubt, Point, Series};
use crate::figure::FigureKind;
use crate::reading::Held;
use crate::rules::dictionary::Class;
use crate::rules::{Rules, SeriesRules};
use crate::span::Span;
use crate::token::{Kind, Line, Token, cut};
use crate::words::{Case, plain, words};

/// Fewer of something are no figure that is followed.
const FEW: f64 = 10.0;
/// Most words of what is measured; more are a clause.
const MOST_WORDS: usize = 9;
/// Figures of a series whose words are weighed for its name.
const MOST_SAID: usize = 24;

/// The name of a series of these figures, and what is doubtful about it.
pub(super) fn label(said: &[&Said], held: &[Held], rules: &Rules) -> (String, Option<Doubt>) {
    let mut best: Option<(Option<Doubt>, &Said, Span)> = None;
    for one in said.iter().take(MOST_SAID) {
        let Some(span) = one.measured else { continue };
        let doubt = doubt(one, span, held, rules);
        let better = best.as_ref().is_none_or(|(known, _, _)| rank(doubt) < rank(*known));
        if better {
            best = Some((doubt, one, span));
        }
    }
    let Some((doubt, one, span)) = best else {
        let unit = said.first().and_then(|s| s.figure.unit.clone()).unwrap_or_default();
        return (unit, Some(Doubt::Unnamed));
    };
    let document = &held[one.document].reading.document;
    let text = &document.text;
    let short = without_vague_end(span, one, held, rules);
    let is_cut = short != span;
    let dictionary = rules.dictionary(document.language.as_deref()).filter(|_| doubt.is_none());
    let span = dictionary.map_or(short, |d| Span::new(whole(one.sentence, short, text, d).start, short.end));
    let end = dictionary.filter(|_| !is_cut).map_or(span.end, |d| whole(one.sentence, short, text, d).end);
    let span = Span::new(span.start, end);
    let mut name = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(place) = place(said, one, span, held) {
        name = format!("{name} ({place})");
    }
    (name, doubt)
}

/// True when the phrases of the figures are narrowed by different words, so that no one name is that of all.
pub(super) fn is_mixed(said: &[&Said], held: &[Held], rules: &Rules) -> bool {
    let mut all = said.iter().take(MOST_SAID).filter(|s| s.measured.is_some());
    let Some(first) = all.next() else { return false };
    let told = narrowing(first, held, rules);
    all.any(|s| s.measure.head != first.measure.head || narrowing(s, held, rules) != told)
}

/// "high-risk industries | in areas": what is behind a preposition and tells too little is left out.
fn without_vague_end(phrase: Span, one: &Said, held: &[Held], rules: &Rules) -> Span {
    let document = &held[one.document].reading.document;
    let Some(dictionary) = rules.dictionary(document.language.as_deref()) else { return phrase };
    let mut tokens: Vec<Token> = Vec::new();
    cut(&document.text, phrase, dictionary, &mut tokens);
    let line = Line { text: &document.text, tokens: &tokens, dictionary };
    let joint = (1..tokens.len()).rev().find(|i| line.is(*i, Class::Joins) && !line.is(*i - 1, Class::Joins));
    let Some(joint) = joint else { return phrase };
    let vague = |i: usize| {
        let named = line.get(i).is_some_and(|t| t.case != Case::Lower);
        is_grammar(&line, i)
            || !named && rules.series.vague.contains(&rules.series.stem(&plain(line.word(i))))
    };
    // "trade between our countries" is the trade of two.
    let shared =
        (joint..tokens.len()).any(|i| rules.series.shared.contains(&rules.series.stem(&plain(line.word(i)))));
    match !shared && (joint + 1..tokens.len()).all(vague) {
        true => Span::new(phrase.start, tokens[joint - 1].span.end),
        false => phrase,
    }
}

fn rank(doubt: Option<Doubt>) -> u8 {
    match doubt {
        None => 0,
        Some(Doubt::Vague) => 1,
        Some(_) => 2,
    }
}

/// The name of a place that all figures name and the phrase does not, as printed.
fn place(said: &[&Said], one: &Said, phrase: Span, held: &[Held]) -> Option<String> {
    let shared = one.measure.places.iter().filter(|p| said.iter().all(|s| s.measure.places.contains(*p)));
    let text = &held[one.document].reading.document.text;
    let (all, _) = words(text, one.sentence, &[]);
    let forms: Vec<String> = all.iter().map(|w| plain(w.bare())).collect();
    // "Norlandic students" names the place already.
    let told = plain(phrase.of(text));
    for key in shared.filter(|key| !told.contains(&plain(key))) {
        let parts: Vec<&str> = key.split(' ').collect();
        let at = (0..forms.len())
            .find(|i| forms[*i..].iter().map(String::as_str).take(parts.len()).eq(parts.iter().copied()));
        let Some(at) = at else { continue };
        let printed = Span::new(all[at].span.start, all[at + parts.len() - 1].span.end);
        if !phrase.overlaps(printed) {
            return Some(printed.of(text).to_string());
        }
    }
    None
}

/// What is doubtful about a phrase as the name of what a figure measures.
fn doubt(one: &Said, phrase: Span, held: &[Held], rules: &Rules) -> Option<Doubt> {
    let document = &held[one.document].reading.document;
    let Some(dictionary) = rules.dictionary(document.language.as_deref()) else {
        return Some(Doubt::Unnamed);
    };
    let mut tokens: Vec<Token> = Vec::new();
    cut(&document.text, phrase, dictionary, &mut tokens);
    let line = Line { text: &document.text, tokens: &tokens, dictionary };
    if !stands_alone(&line, &rules.series) {
        return Some(Doubt::Unnamed);
    }
    let content = (0..line.tokens.len()).filter(|i| line.is_word(*i) && !is_grammar(&line, *i));
    let found: Vec<String> = content.map(|i| rules.series.stem(&plain(line.word(i)))).collect();
    if is_vague(one, phrase, &found, &rules.series) { Some(Doubt::Vague) } else { None }
}

/// True when the words say too little of what is measured.
fn is_vague(one: &Said, phrase: Span, stems: &[String], series: &SeriesRules) -> bool {
    let figure = one.figure;
    let head = &one.measure.head;
    let any = |set: &BTreeSet<String>| stems.iter().any(|s| set.contains(s));
    let unit = figure.unit.as_deref().map(|u| series.stem(&plain(u)));
    let behind = phrase.start >= figure.span.end;
    let is_told =
        |s: &&String| ![&series.vague, &series.people, &series.empty].iter().any(|set| set.contains(*s));
    let told = stems.iter().any(|s| is_told(&s));
    match figure.kind {
        FigureKind::Money if one.is_growth => !any(&series.levels),
        FigureKind::Money if behind => !series.sums.contains(head),
        FigureKind::Money => !series.levels.contains(head) && !(head.is_empty() && any(&series.shared)),
        // What a share is of does not say what the share is.
        FigureKind::Percent if !one.is_growth => behind || !any(&series.rates),
        FigureKind::Percent => {
            behind || !told || !one.sentence.holds(phrase) && !any(&series.levels) && !any(&series.rates)
        }
        FigureKind::Fraction => true,
        FigureKind::Count if one.measure.is_in_units => {
            !told || stems.iter().all(|s| Some(s) == unit.as_ref())
        }
        _ if counts(figure.kind) && series.trifles.contains(head) => true,
        _ => !told,
    }
}

fn is_grammar(line: &Line, at: usize) -> bool {
    line.is(at, Class::Function) || line.is(at, Class::Determiner) || line.is(at, Class::Article)
}

/// True for a noun phrase: it neither begins nor ends with grammar, and no verb or pronoun is inside.
fn stands_alone(line: &Line, series: &SeriesRules) -> bool {
    let n = line.tokens.len();
    let edge = |i: usize| is_grammar(line, i) || is_adverb(line, i, series);
    if n == 0 || n > MOST_WORDS || edge(0) || edge(n - 1) || is_participle(line, n - 1) {
        return false;
    }
    (0..n).all(|i| belongs(line, i, series))
}

fn belongs(line: &Line, at: usize, series: &SeriesRules) -> bool {
    let Some(token) = line.get(at) else { return false };
    match token.kind {
        Kind::Sign(_) => return false,
        // "COVID-19".
        Kind::Digits => return token.hyphen,
        Kind::Word => {}
    }
    let lower = token.case == Case::Lower;
    let word = line.word(at);
    if !token.possessive && word.contains(['\'', '’']) || series.no_measures.contains(&plain(word)) {
        return false;
    }
    let joins = line.is(at, Class::Joins)
        || line.is(at, Class::And)
        || line.is(at, Class::Determiner)
        || line.is(at, Class::Article);
    if lower
        && line.is(at, Class::To)
        && !line.is(at + 1, Class::Determiner)
        && line.get(at + 1).is_none_or(|t| t.case == Case::Lower)
    {
        return false;
    }
    // "companies making", "cases reported": a verb has begun.
    let noun_before =
        at > 0 && line.word(at - 1).ends_with('s') && !line.get(at - 1).is_some_and(|t| t.possessive);
    if lower && noun_before && (is_participle(line, at) || word.len() > 4 && word.ends_with("ing")) {
        return false;
    }
    joins || !(lower && is_grammar(line, at))
}

fn is_participle(line: &Line, at: usize) -> bool {
    crate::time::is_past(line, at)
}

fn is_adverb(line: &Line, at: usize, series: &SeriesRules) -> bool {
    let word = line.word(at).to_lowercase();
    line.is(at, Class::Now) || word.len() > 4 && word.ends_with("ly") && !series.no_adverbs.contains(&word)
}

/// Why a series with a good name is not told; `None` for one that is. `is_mixed` tells that its figures are
/// narrowed by different words.
pub(super) fn not_followed(n: usize, charted: &Charted, is_mixed: bool) -> Option<Doubt> {
    let series: &Series = charted.series.get(n)?;
    let points: Vec<&Point> = series.points.iter().filter_map(|p| charted.points.get(*p)).collect();
    let of = |p: usize| charted.points.get(p).is_some_and(|p| p.series == n);
    let is_corrected = charted.corrections.iter().any(|c| of(c.first) || of(c.second));
    let few = |p: &&Point| p.value.is_some_and(|v| v < FEW);
    let is_measure = match series.kind {
        FigureKind::Duration | FigureKind::Ordinal | FigureKind::Anniversary | FigureKind::Other => false,
        FigureKind::Count => is_corrected || !points.iter().all(few),
        _ => true,
    };
    // "Thousands of jobs" is no figure that can be followed.
    let is_magnitude = |p: &Point| p.value.is_none() && p.high.is_some() && p.high == p.low.map(|l| l * 10.0);
    if !is_measure || points.iter().any(|p| is_magnitude(p)) {
        return Some(Doubt::NoMeasure);
    }
    let days: BTreeSet<Option<Date>> = points.iter().map(|p| p.day).collect();
    let speakers: BTreeSet<&str> = points.iter().filter_map(|p| p.speaker.as_deref()).collect();
    let again = points.len() > 1 && (days.len() > 1 || speakers.len() > 1);
    match is_corrected {
        true => None,
        false if !again => Some(Doubt::Once),
        false => is_mixed.then_some(Doubt::Mixed),
    }
}
