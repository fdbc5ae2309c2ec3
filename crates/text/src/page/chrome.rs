//! What each line of a page is: title, dateline, body, or site chrome.
//!
//! Works on line shapes, not on one site: words of chrome (data), lists of "headline, time stamp",
//! the zones before the first and after the last line of real text, a place-and-date line that is
//! printed again at the foot. A line that opens with a label which comes back on the page is never
//! chrome.
//!
//! ```text
//! View settings                               chrome (a word of chrome)
//! Meeting with President of Norland           title
//! March 3, 2031, The Old Hall, Brona          occasion
//! Vera Holt: Welcome.                         body
//! Latest news                                 chrome (head of a list)
//! Bridge opened in the north                  chrome (list)
//! 3 March 2031 - 19:13                        chrome (list)
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::BlockKind;
use super::dates::find_dates;
use super::draft::{Draft, DraftLine};
use super::light::{free_lines, light_lines, seen};
use super::reprint::drop_copies;
use super::site_lines::{REASON, drop_known};
use super::weigh::{Traits, traits};
use crate::rules::Rules;
use crate::sign::is_stop;

/// What a line is. The text of a document holds all but chrome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title of the page.
    Title,
    /// Place and day of the event ("March 3, 2031, The Old Hall, Brona").
    Occasion,
    /// A date, perhaps with time and rubric, of publication.
    Stamp,
    /// Place, day, agency.
    Dateline,
    /// A time of day alone, as at the head and foot of briefings.
    Clock,
    /// Signs that part sections.
    Separator,
    /// Text.
    Body,
    /// Not text; why not.
    Chrome(&'static str),
}

/// What a line looks like, before its neighbours are asked.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) part: Part,
    /// White space folded, lower case, no final colon.
    pub(super) folded: String,
    pub(super) words: usize,
    /// Ends as a sentence ends.
    pub(super) ends: bool,
    /// Long enough and ended as a sentence: real text wherever it stands.
    pub(super) prose: bool,
    /// Opens with a label that the page uses again, or with a question mark letter.
    pub(super) labelled: bool,
    /// Every word begins with a capital or is a small word of names.
    pub(super) titled: bool,
    /// The same line stands on the page again.
    pub(super) again: bool,
}

/// Says of each line of a draft what it is. One entry a line. `known` are lines that its site prints on
/// other pages too.
pub fn mark(draft: &Draft, known: Option<&BTreeSet<String>>, rules: &Rules) -> Vec<Part> {
    let mut shapes = shapes_of(draft, rules);
    if let Some(known) = known {
        drop_known(draft, &mut shapes, known, rules);
    }
    let title = find_title(draft, &shapes, rules);
    if let Some(at) = title {
        shapes[at].part = Part::Title;
    }
    mark_place(draft, &mut shapes);
    let light = (!draft.parted).then(|| light_lines(draft, &shapes, title, rules));
    mark_zones(draft, &mut shapes, title, rules);
    if let Some(light) = light {
        mark_light(&mut shapes, &light);
    }
    mark_repeated_occasion(&mut shapes);
    drop_copies(&mut shapes);
    shapes.into_iter().map(|s| s.part).collect()
}

/// For each line whether its weight decides (a line of a shape that is text or chrome in any case has
/// none), and its traits.
pub fn line_traits(draft: &Draft, rules: &Rules) -> Vec<(bool, Traits)> {
    let shapes = shapes_of(draft, rules);
    let seen = seen(draft, &shapes);
    let free = free_lines(draft, &shapes, rules);
    free.into_iter().zip(traits(&seen, rules)).collect()
}

/// The shapes of all lines, marked as far as the words and the labels of each tell.
pub(super) fn shapes_of(draft: &Draft, rules: &Rules) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = draft.lines.iter().map(|l| shape(l, rules)).collect();
    mark_again(&mut shapes);
    mark_labels(draft, &mut shapes, rules);
    mark_words(&mut shapes, rules);
    mark_lists(&mut shapes, rules);
    shapes
}

/// Lines at the head of a page among which the place of its own element stands.
const HEAD_LINES: usize = 40;

/// The line of the element that names the place.
fn mark_place(draft: &Draft, shapes: &mut [Shape]) {
    let Some(place) = draft.declared.place.as_deref().map(fold) else { return };
    let is_place = |s: &&mut Shape| s.part == Part::Body && s.folded == place;
    if let Some(shape) = shapes.iter_mut().take(HEAD_LINES).find(is_place) {
        shape.part = Part::Occasion;
    }
}

fn mark_light(shapes: &mut [Shape], light: &[bool]) {
    for (shape, light) in shapes.iter_mut().zip(light) {
        if *light && shape.part == Part::Body {
            shape.part = Part::Chrome("shape");
        }
    }
}

fn mark_again(shapes: &mut [Shape]) {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for shape in shapes.iter().filter(|s| s.words <= 14) {
        *count.entry(&shape.folded).or_default() += 1;
    }
    let again: Vec<bool> =
        shapes.iter().map(|s| count.get(s.folded.as_str()).is_some_and(|n| *n > 1)).collect();
    for (shape, again) in shapes.iter_mut().zip(again) {
        shape.again = again;
    }
}

/// White space folded, lower case.
pub(super) fn fold(text: &str) -> String {
    if !text.is_ascii() {
        return text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = !folded.is_empty();
            continue;
        }
        if space {
            folded.push(' ');
        }
        space = false;
        folded.push(c.to_ascii_lowercase());
    }
    folded
}

/// A line of more characters is never a title, a label or a word of chrome.
const LONG_LINE: usize = 300;

/// Words of a line that are counted: more make no difference.
const MOST_COUNTED: usize = 48;

fn shape(line: &DraftLine, rules: &Rules) -> Shape {
    let text = line.text.as_str();
    // Chrome is told by short lines: of a long one the head is enough.
    let long = (text.len() > LONG_LINE).then(|| text.char_indices().nth(LONG_LINE)).flatten();
    let head = long.map_or(text, |(at, _)| &text[..at]);
    let mut folded = fold(head);
    folded.truncate(folded.trim_end_matches([':', ' ']).len());
    let worded = |w: &&str| w.contains(char::is_alphanumeric);
    let words = text.split_whitespace().filter(worded).take(MOST_COUNTED).count();
    let last = text.trim_end_matches(['"', '”', '’', '»', '“', ')', ']', '\'', '*']).chars().next_back();
    let ends = last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | ';'))
        || text.ends_with(")") && text.contains(". ");
    let titled = words <= 16 && titled(head, rules);
    let part = match line.kind {
        Some(BlockKind::Separator) => Part::Separator,
        _ if is_separator(text) => Part::Separator,
        _ => dated(text, words, rules),
    };
    let prose = part == Part::Body && ends && words >= 12;
    Shape { part, folded, words, ends, prose, labelled: false, titled, again: false }
}

fn is_separator(text: &str) -> bool {
    let signs = |c: char| {
        matches!(c, '*' | '-' | '_' | '=' | '#' | '~' | '•' | '·' | '—' | '–' | '\\' | '.')
            || c.is_whitespace()
    };
    text.chars().all(signs) && text.chars().any(|c| !c.is_whitespace() && c != '.')
}

fn titled(text: &str, rules: &Rules) -> bool {
    text.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).all(|w| {
        !w.starts_with(char::is_lowercase)
            || rules.labels.connectors.holds(w)
            || rules.labels.is_particle(&w.to_lowercase())
    })
}

/// Stamps, occasions, datelines and clocks; everything else is body as yet.
fn dated(text: &str, words: usize, rules: &Rules) -> Part {
    if words > 16 {
        return Part::Body;
    }
    if is_clock(text) {
        return Part::Clock;
    }
    let hits = find_dates(text, &rules.dates);
    if hits.is_empty() {
        return Part::Body;
    }
    // "26 May 2031 - check against delivery": a date, a sign, a word about the page.
    let headed = super::dates::leading_date(text, &rules.dates).filter(|h| h.year.is_some());
    if headed.is_some_and(|h| {
        text.get(h.span.end..).is_some_and(|t| t.trim_start().starts_with(['-', '–', '—', '|']))
    }) {
        return Part::Stamp;
    }
    let key = text.split_once(':').map(|(key, _)| fold(key));
    if key.is_some_and(|k| rules.dates.stamps.contains(&k)) && hits.iter().any(|h| h.year.is_some()) {
        return Part::Stamp;
    }
    let mut rest = String::new();
    let mut at = 0;
    for hit in &hits {
        rest.push_str(&text[at..hit.span.start]);
        rest.push(',');
        at = hit.span.end;
    }
    let after = &text[at..];
    rest.push_str(after);
    let left: Vec<&str> = rest
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-' | '.'))
        .filter(|w| w.contains(char::is_alphanumeric))
        .collect();
    let loose = left.iter().filter(|w| !is_stamp_word(w, rules)).count();
    let year = hits.iter().any(|h| h.year.is_some());
    if loose == 0
        || loose <= 2
            && year
            && left.iter().all(|w| is_stamp_word(w, rules) || is_upper(w))
            && rules.publishers.agency(left.last().unwrap_or(&"")).is_none()
    {
        return if year || hits.iter().any(|h| h.time.is_some()) { Part::Stamp } else { Part::Body };
    }
    let named: Vec<&str> = left.iter().copied().filter(|w| !is_stamp_word(w, rules)).collect();
    // A place has few words; a title that ends with a day has more.
    // "Brona, 3 марта 2031 г." ends with a word of dates, "We met on May 3, 2031." with a stop.
    let stops = text.ends_with('.') && !left.last().is_some_and(|w| is_stamp_word(w, rules));
    let open = stops || text.ends_with([':', '?', '!']);
    if named.len() > 7 || open || !titled(&named.join(" "), rules) {
        return Part::Body;
    }
    let last = named.last().unwrap_or(&"");
    let agency = rules.publishers.agency(last).is_some() || is_upper(last) && last.chars().count() > 2;
    if agency && after.contains(*last) && left.len() >= 2 {
        Part::Dateline
    } else if year && text.contains(',') {
        Part::Occasion
    } else {
        Part::Body
    }
}

pub(super) fn is_stamp_word(word: &str, rules: &Rules) -> bool {
    let lower = word.to_lowercase();
    let lower = lower.trim_end_matches('.');
    let clock =
        ["a.m", "p.m", "am", "pm", "a", "p", "m", "est", "edt", "cst", "cdt", "gmt", "utc", "cet", "cest"];
    clock.contains(&lower)
        || rules.dates.around.contains(lower)
        || rules.dates.weekdays.contains(lower)
        || rules.dates.stamps.iter().any(|s| s.split(' ').any(|w| w == lower))
}

fn is_upper(word: &str) -> bool {
    word.chars().all(|c| !c.is_lowercase()) && word.chars().any(char::is_alphabetic)
}

/// "5:02 P.M. CST", "END 10:15 A.M. EST", "2:15 p.m. EDT".
fn is_clock(text: &str) -> bool {
    if !text.contains(':') {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let from = usize::from(words.first().is_some_and(|w| matches!(*w, "END" | "End")));
    let clock = words.get(from).is_some_and(|w| {
        w.split_once(':').is_some_and(|(h, m)| {
            !h.is_empty()
                && h.len() <= 2
                && m.len() == 2
                && (h.to_string() + m).bytes().all(|b| b.is_ascii_digit())
        })
    });
    let rest = words.get(from + 1..).unwrap_or(&[]);
    clock
        && rest.len() <= 3
        && rest.iter().all(|w| {
            is_upper(w) || w.to_lowercase().starts_with("a.m") || w.to_lowercase().starts_with("p.m")
        })
}

/// Marks the lines that open with a label which comes back, or with `Q` and spaces.
fn mark_labels(draft: &Draft, shapes: &mut [Shape], rules: &Rules) {
    let keys: Vec<Option<String>> = draft.lines.iter().map(|l| label_key(&l.text, rules)).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for key in keys.iter().flatten() {
        *count.entry(key).or_default() += 1;
    }
    for (shape, key) in shapes.iter_mut().zip(&keys) {
        let known = key.as_ref().is_some_and(|k| {
            count[k.as_str()] > 1 || rules.labels.questions.contains(k) || rules.labels.answers.contains(k)
        });
        shape.labelled = known && shape.part == Part::Body;
    }
    // What follows a label is speech: headlines end without a sign.
    for (shape, line) in shapes.iter_mut().zip(&draft.lines) {
        shape.labelled &= shape.ends
            || line.text.ends_with([':', '—', '–', '-', '…', ',', '"', '”', '»', ')', ']', '>', '*', '_'])
            || shape.words > 24;
    }
}

/// Characters of a line in which a label must end.
const LABEL_CHARS: usize = 100;

/// The last word before a colon that opens a line, lower case: a surname, `q`, an outlet.
fn label_key(text: &str, rules: &Rules) -> Option<String> {
    if let Some(rest) = text.strip_prefix('Q') {
        let spaces = rest.chars().take_while(|c| c.is_whitespace()).count();
        if spaces > 1 || spaces == 1 && !rest.trim_start().starts_with(char::is_lowercase) {
            return Some("q".into());
        }
    }
    // A colon, or the first byte of a wide one.
    let near = text.bytes().take(LABEL_CHARS * char::MAX.len_utf8());
    if !near.into_iter().any(|b| matches!(b, b':' | 0xEF)) {
        return None;
    }
    let mut depth = 0usize;
    let sign = |(_, c): &(usize, char)| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ':' | '：')
    };
    let colon = text.char_indices().take(LABEL_CHARS).find(sign).map(|(at, _)| at)?;
    let head = text.get(..colon)?;
    let after = text.get(colon..)?.chars().nth(1);
    let apart = after.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '“' | '«' | '„'));
    if !apart || !head.starts_with(char::is_uppercase) || head.contains(['?', '!', ';', '“', '"']) {
        return None;
    }
    if rules.labels.never.contains(&fold(head)) || head.split_whitespace().count() > 12 {
        return None;
    }
    let plain: String = head.split('(').next().unwrap_or(head).trim().to_string();
    let word = plain.rsplit(|c: char| c.is_whitespace() || c == '.').find(|w| !w.is_empty())?;
    Some(word.to_lowercase())
}

fn mark_words(shapes: &mut [Shape], rules: &Rules) {
    for shape in shapes.iter_mut().filter(|s| s.part == Part::Body && !s.labelled) {
        let starts = || begins_with_one(&shape.folded, &rules.chrome.starts);
        if rules.chrome.lines.contains(&shape.folded) {
            shape.part = Part::Chrome("word");
        } else if shape.words <= 30 && starts() {
            shape.part = Part::Chrome("phrase");
        }
    }
}

/// True when a text begins with one of the words: these lie between its first letter and itself.
fn begins_with_one(text: &str, words: &BTreeSet<String>) -> bool {
    let first = text.chars().next().map_or("", |c| &text[..c.len_utf8()]);
    words
        .range::<str, _>((Bound::Included(first), Bound::Included(text)))
        .any(|w| text.starts_with(w.as_str()))
}

/// Marks lists that lead to other pages: after a heading that says so, and runs of headlines and stamps.
fn mark_lists(shapes: &mut [Shape], rules: &Rules) {
    // Before the first line of real text, "News" is a menu word and the title may follow it.
    let first = shapes.iter().position(is_anchor).unwrap_or(shapes.len());
    let mut at = 0;
    while at < shapes.len() {
        if !is_list_head(&shapes[at], rules) {
            at += 1;
            continue;
        }
        shapes[at].part = Part::Chrome("list");
        at = if at > first { mark_items(shapes, at + 1) } else { at + 1 };
    }
    mark_stamped(shapes);
}

fn is_list_head(shape: &Shape, rules: &Rules) -> bool {
    matches!(shape.part, Part::Body | Part::Chrome(_))
        && !shape.labelled
        && rules.chrome.lists.contains(&shape.folded)
}

/// Marks what looks like the items of a list; gives the first line that does not.
fn mark_items(shapes: &mut [Shape], from: usize) -> usize {
    let item = |s: &Shape| match s.part {
        Part::Stamp | Part::Clock | Part::Chrome(_) => true,
        Part::Body => !s.labelled && !s.prose && !(s.ends && s.words >= 4) && s.words <= 30,
        _ => false,
    };
    let n = shapes[from..].iter().take_while(|s| item(s)).count();
    for shape in &mut shapes[from..from + n] {
        shape.part = Part::Chrome("list");
    }
    from + n
}

/// Marks runs of at least three stamps with one to three headlines between.
fn mark_stamped(shapes: &mut [Shape]) {
    let headline = |s: &Shape| {
        matches!(s.part, Part::Body | Part::Chrome(_)) && !s.labelled && !(s.ends && s.prose) && s.words <= 30
    };
    let stamps: Vec<usize> = (0..shapes.len()).filter(|i| shapes[*i].part == Part::Stamp).collect();
    let near = |a: usize, b: usize| b - a >= 2 && b - a <= 4 && shapes[a + 1..b].iter().all(headline);
    let mut runs = Vec::new();
    let mut first = 0;
    while first < stamps.len() {
        let mut last = first;
        while last + 1 < stamps.len() && near(stamps[last], stamps[last + 1]) {
            last += 1;
        }
        if last - first >= 2 {
            let leads = stamps[first] > 0 && headline(&shapes[stamps[first] - 1]);
            let trails = shapes.get(stamps[last] + 1).is_some_and(|s| headline(s) && !leads);
            runs.push((stamps[first] - usize::from(leads), stamps[last] + usize::from(trails)));
        }
        first = last + 1;
    }
    for (from, to) in runs {
        for shape in &mut shapes[from..=to] {
            shape.part = Part::Chrome("list");
        }
    }
}

/// A line that is text wherever it stands.
pub(super) fn is_anchor(shape: &Shape) -> bool {
    shape.part == Part::Body && (shape.prose || shape.labelled)
}

/// "From: Ministry of Roads", "Delivered on: 3 March": a field of a form, never a title.
fn is_field(text: &str, rules: &Rules) -> bool {
    text.split_once(':').is_some_and(|(key, _)| rules.labels.never.contains(&fold(key)))
}

pub(super) fn find_title(draft: &Draft, shapes: &[Shape], rules: &Rules) -> Option<usize> {
    if let Some(declared) = draft.declared.title.as_deref() {
        let declared = fold(declared);
        let same = |s: &Shape| {
            s.part == Part::Body
                && s.words > 0
                && s.folded.chars().count() >= 4
                && (s.folded == declared || declared.starts_with(&s.folded))
        };
        if let Some(at) = shapes.iter().take(60).position(same) {
            return Some(at);
        }
    }
    if let Some(at) = draft.lines.iter().take(200).position(|l| l.kind == Some(BlockKind::Heading))
        && shapes[at].part == Part::Body
        && !shapes[at].labelled
        && shapes[at].words > 1
    {
        return Some(at);
    }
    if draft.parted {
        return None;
    }
    let head = shapes.iter().position(is_anchor).unwrap_or(shapes.len());
    // A line that comes back, or opens with an honorific, is a speaker's and no title.
    let speaker = |at: usize| is_speaker_line(draft, shapes, at, rules);
    let datelike = |at: Option<usize>| {
        at.and_then(|i| shapes.get(i))
            .is_some_and(|s| matches!(s.part, Part::Stamp | Part::Occasion | Part::Dateline))
    };
    let worth = |at: usize| {
        let s = &shapes[at];
        // "Talks with …", "The Old Hall, Brona", "March 3, 2031": the place may stand between.
        let place = shapes.get(at + 1).is_some_and(|n| n.part == Part::Body && n.titled && n.words <= 6)
            && draft.lines.get(at + 1).is_some_and(|l| l.text.contains(','));
        let dated = datelike(Some(at + 1)) || place && datelike(Some(at + 2));
        let beside = 8 * usize::from(dated) + 5 * usize::from(datelike(at.checked_sub(1)));
        // "I came by the new one. [laughs]" is no title either.
        let text = draft.lines[at].text.as_str();
        let noted = text.rfind(['(', '[']).filter(|_| text.ends_with([')', ']']));
        let before = noted.and_then(|open| text.get(..open)).map_or("", str::trim_end);
        let stops = text.ends_with('.') || before.ends_with(is_stop);
        let by = !super::opening::byline_names(text, rules).is_empty();
        if by || stops || s.ends && beside == 0 { 0 } else { s.words.min(14) + beside }
    };
    (0..head)
        .filter(|i| {
            shapes[*i].part == Part::Body && shapes[*i].words >= 2 && !draft.lines[*i].text.ends_with(':')
        })
        .filter(|i| worth(*i) > 2 && !is_field(&draft.lines[*i].text, rules) && !speaker(*i))
        .max_by_key(|i| (worth(*i), std::cmp::Reverse(*i)))
}

/// A short line that opens with an honorific, holds one in brackets, or comes back on the page.
pub(super) fn is_speaker_line(draft: &Draft, shapes: &[Shape], at: usize, rules: &Rules) -> bool {
    let text = draft.lines[at].text.as_str();
    let inner = text.split(['(', '[']).skip(1).filter_map(|p| p.split_whitespace().next());
    let mut heads = text.split_whitespace().next().into_iter().chain(inner);
    let short = shapes[at].words <= 14 && shapes[at].titled;
    short && (shapes[at].again || heads.any(|w| rules.labels.is_honorific(w)))
}

/// Drops what stands before the title and after the end of the text.
fn mark_zones(draft: &Draft, shapes: &mut [Shape], title: Option<usize>, rules: &Rules) {
    let Some(first) = shapes.iter().position(is_anchor) else { return };
    let last = shapes.iter().rposition(is_anchor).unwrap_or(first);
    if !draft.parted {
        let head = title.unwrap_or(0).min(first);
        for (shape, line) in shapes[..head].iter_mut().zip(&draft.lines) {
            if shape.part == Part::Body && !binds_office(&line.text, rules) {
                shape.part = Part::Chrome("menu");
            }
        }
    }
    place_after_stamp(draft, shapes, first);
    let end = end_of_text(draft, shapes, last, rules);
    for shape in shapes[end + 1..].iter_mut().filter(|s| s.part != Part::Chrome(REASON)) {
        shape.part = Part::Chrome("foot");
    }
}

/// "President: Mr. Peer Varga (Southland)." at the head of a record says who holds the chair.
fn binds_office(text: &str, rules: &Rules) -> bool {
    let Some((office, name)) = text.split_once(": ").filter(|_| text.len() < 120) else { return false };
    let titled = name.split_whitespace().next().is_some_and(|w| rules.labels.is_honorific(w));
    titled && office.split_whitespace().all(|w| rules.labels.is_office(w))
}

/// How many lines without a stop may stand before the next sentence of the text.
const LOOSE_LINES: usize = 3;

/// The last line of the text: after the last sure line more may follow, sentence by sentence, with
/// a name or a head between; a line of chrome ends it.
fn end_of_text(draft: &Draft, shapes: &[Shape], last: usize, rules: &Rules) -> usize {
    let (mut end, mut loose) = (last, 0);
    for at in last + 1..shapes.len() {
        let shape = &shapes[at];
        match shape.part {
            Part::Chrome(_) => break,
            Part::Body if shape.ends || draft.parted || shape.words > 24 => (end, loose) = (at, 0),
            Part::Body if draft.lines[at].text.starts_with(['(', '[']) => {}
            Part::Body if is_speaker_line(draft, shapes, at, rules) || shape.words <= 12 => loose += 1,
            Part::Body => break,
            _ => {}
        }
        if loose > LOOSE_LINES {
            break;
        }
    }
    // Signs, clocks, datelines and marks of a cut directly after the text belong to its foot.
    let foot = |(s, line): &(&Shape, &DraftLine)| {
        matches!(s.part, Part::Separator | Part::Clock | Part::Dateline | Part::Stamp | Part::Occasion)
            || is_cut_mark(&line.text)
    };
    end + shapes[end + 1..].iter().zip(&draft.lines[end + 1..]).take_while(foot).count()
}

/// `<…>` or `[...]` alone: the page left words out here.
fn is_cut_mark(text: &str) -> bool {
    let inner = text.trim().trim_start_matches(['<', '‹', '[', '(']).trim_end_matches(['>', '›', ']', ')']);
    inner.len() < text.trim().len()
        && !inner.is_empty()
        && inner.chars().all(|c| matches!(c, '…' | '.' | ' '))
}

/// A short line of capitals after a stamp at the head names the place ("Brona, Old Hall").
fn place_after_stamp(draft: &Draft, shapes: &mut [Shape], first: usize) {
    if !(1..first).any(|at| shapes[at - 1].part == Part::Stamp) {
        return;
    }
    // A name that ends short lines again and again is a speaker's, not a place's.
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let name = |line: &DraftLine| {
        let plain = line.text.split(['(', '[', ':']).next().unwrap_or("");
        let short = plain.len() < 120 && plain.split_whitespace().count() <= 12;
        plain.split_whitespace().next_back().filter(|_| short).map(str::to_lowercase)
    };
    for line in &draft.lines {
        *names.entry(name(line).unwrap_or_default()).or_default() += 1;
    }
    let speaks = |at: usize| name(&draft.lines[at]).is_some_and(|n| names.get(&n).is_some_and(|n| *n > 2));
    for at in 1..first {
        let follows = matches!(shapes[at - 1].part, Part::Stamp);
        let s = &shapes[at];
        let label = draft.lines[at].text.ends_with(':');
        if follows
            && !s.again
            && !speaks(at)
            && !label
            && s.part == Part::Body
            && s.titled
            && !s.ends
            && s.words > 0
            && s.words <= 7
        {
            shapes[at].part = Part::Occasion;
        }
    }
}

/// The same place-and-date line again is chrome.
fn mark_repeated_occasion(shapes: &mut [Shape]) {
    let mut seen = BTreeSet::new();
    for shape in shapes.iter_mut().filter(|s| matches!(s.part, Part::Occasion | Part::Stamp)) {
        if !seen.insert(shape.folded.clone()) {
            shape.part = Part::Chrome("repeated");
        }
    }
    // At the foot of a page whose head names place and day, a place-and-date line says it again.
    let last = shapes.iter().rposition(|s| s.part == Part::Body).unwrap_or(0);
    let dated = |s: &Shape| matches!(s.part, Part::Occasion | Part::Stamp);
    if shapes[..last.min(shapes.len())].iter().any(dated) {
        for shape in shapes.iter_mut().skip(last + 1).filter(|s| s.part == Part::Occasion) {
            shape.part = Part::Chrome("repeated");
        }
    }
}
