//! Dates as pages print them: "March 3, 2031", "3 марта 2031 года, 14:10", "03.03.2031", "2031-03-03".
//!
//! Finds calendar dates with the place where they stand. Relative times ("last year") are not known
//! here. Depends on `rules::dates` for the names of months.

use jiff::civil::Date;

use super::Stamp;
use crate::rules::DateRules;
use crate::span::Span;

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateHit {
    /// Where it stands, time of day included.
    pub span: Span,
    /// The year, where printed.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// Hour and minute, where printed beside the date.
    pub time: Option<(i8, i8)>,
}

impl DateHit {
    /// The day; `year` fills in a year that is not printed. `None` when there is no such day.
    pub fn date(&self, year: Option<i16>) -> Option<Date> {
        Date::new(self.year.or(year)?, self.month, self.day).ok()
    }

    /// The day with its time; needs a printed year.
    pub fn stamp(&self) -> Option<Stamp> {
        Some(Stamp { date: self.date(None)?, time: self.time })
    }
}

/// Characters of a line in which words of a change are looked for.
const HEAD_CHARS: usize = 200;

/// The first day of publication and the first of a change in a line, by the words before them: "Published
/// 3 March 2031, updated 5 March 2031".
pub(super) fn stamps_of(line: &str, rules: &DateRules) -> Vec<(Stamp, bool)> {
    let mut found: Vec<(Stamp, bool)> = Vec::new();
    let mut from = 0;
    for hit in find_dates(line, rules) {
        let changed = line.get(from..hit.span.start).is_some_and(|before| tells_change(before, rules));
        from = hit.span.end;
        if let Some(stamp) = hit.stamp().filter(|_| found.iter().all(|f| f.1 != changed)) {
            found.push((stamp, changed));
        }
    }
    found
}

/// True for words such as "Updated 3 March 2031" that tell no other day before.
pub(super) fn tells_change(words: &str, rules: &DateRules) -> bool {
    let lower = words.chars().take(HEAD_CHARS).collect::<String>().to_lowercase();
    let first_number = lower.find(|c: char| c.is_ascii_digit()).unwrap_or(lower.len());
    let before = &lower[..first_number];
    rules.changed.iter().any(|word| before.contains(word.as_str()))
}

/// A word, a number or a sign.
#[derive(Clone, Copy, Debug)]
struct Piece<'t> {
    text: &'t str,
    start: usize,
    number: bool,
}

impl Piece<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// How many pieces of a text are looked at; a longer text has its dates at the head.
const MOST_PIECES: usize = 4_000;

/// All dates of a text, in order.
pub fn find_dates(text: &str, rules: &DateRules) -> Vec<DateHit> {
    // Every date has a number.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let pieces = cut(text);
    let mut hits = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match date_at(&pieces, at, rules) {
            Some((hit, next)) => {
                hits.push(hit);
                at = next;
            }
            None => at += 1,
        }
    }
    hits
}

/// The date with which the text begins, if it begins with one.
pub fn leading_date(text: &str, rules: &DateRules) -> Option<DateHit> {
    let pieces = cut(text.get(..floor(text, 120)).unwrap_or(text));
    let skip = usize::from(pieces.first().is_some_and(|p| rules.weekdays.contains(&p.text.to_lowercase())));
    let skip = skip + usize::from(skip == 1 && pieces.get(1).is_some_and(|p| p.text == ","));
    date_at(&pieces, skip, rules).map(|(mut hit, _)| {
        hit.span.start = pieces.first().map_or(0, |p| p.start);
        hit
    })
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

fn cut(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let same = |c: char| {
            if first.is_ascii_digit() {
                c.is_ascii_digit()
            } else {
                first.is_alphabetic() && c.is_alphabetic()
            }
        };
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.peek().copied() {
            if !same(c) {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        pieces.push(Piece { text: &text[start..end], start, number: first.is_ascii_digit() });
        if pieces.len() == MOST_PIECES {
            break;
        }
    }
    pieces
}

fn date_at(pieces: &[Piece<'_>], at: usize, rules: &DateRules) -> Option<(DateHit, usize)> {
    iso(pieces, at)
        .or_else(|| month_first(pieces, at, rules))
        .or_else(|| day_first(pieces, at, rules))
        .or_else(|| dotted(pieces, at))
        .map(|(hit, next)| with_time(hit, pieces, next, rules))
}

fn number(pieces: &[Piece<'_>], at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let piece = pieces.get(at).filter(|p| p.number && digits.contains(&p.text.len()))?;
    piece.text.parse().ok()
}

fn sign(pieces: &[Piece<'_>], at: usize, signs: &[&str]) -> bool {
    pieces.get(at).is_some_and(|p| signs.contains(&p.text))
}

fn year_at(pieces: &[Piece<'_>], at: usize) -> Option<i16> {
    number(pieces, at, 4..=4).filter(|y| (1800..2200).contains(y))
}

fn hit(
    pieces: &[Piece<'_>],
    from: usize,
    to: usize,
    year: Option<i16>,
    month: i8,
    day: i16,
) -> Option<(DateHit, usize)> {
    let day = i8::try_from(day).ok().filter(|d| (1..=31).contains(d))?;
    (1..=12).contains(&month).then_some(())?;
    if let Some(year) = year {
        Date::new(year, month, day).ok()?;
    }
    let span = Span::new(pieces[from].start, pieces[to].end());
    Some((DateHit { span, year, month, day, time: None }, to + 1))
}

/// 2031-03-03, 2031/03/03
fn iso(pieces: &[Piece<'_>], at: usize) -> Option<(DateHit, usize)> {
    let year = year_at(pieces, at)?;
    let parted = sign(pieces, at + 1, &["-", "/", "."]) && sign(pieces, at + 3, &["-", "/", "."]);
    parted.then_some(())?;
    let month = number(pieces, at + 2, 1..=2)?;
    let day = number(pieces, at + 4, 1..=2)?;
    hit(pieces, at, at + 4, Some(year), i8::try_from(month).ok()?, day)
}

/// March 3, 2031; March 3; March 3rd 2031
fn month_first(pieces: &[Piece<'_>], at: usize, rules: &DateRules) -> Option<(DateHit, usize)> {
    let mut next = at + 1 + usize::from(sign(pieces, at + 1, &["."]));
    let day = number(pieces, next, 1..=2)?;
    // "may" and "march" are verbs too: before a number only a capital makes them months.
    let month = month_at(pieces, at, rules).filter(|_| !pieces[at].text.starts_with(char::is_lowercase))?;
    let mut last = next;
    next += 1;
    if pieces
        .get(next)
        .is_some_and(|p| ["st", "nd", "rd", "th"].contains(&p.text) && p.start == pieces[last].end())
    {
        last = next;
        next += 1;
    }
    let after = next + usize::from(sign(pieces, next, &[","]));
    match year_at(pieces, after) {
        Some(year) => hit(pieces, at, after, Some(year), month, day),
        None => hit(pieces, at, last, None, month, day),
    }
}

/// 3 March 2031; 3. März 2031; 3rd of March, 2031; 3 марта 2031 года; 15 March 203121:30
fn day_first(pieces: &[Piece<'_>], at: usize, rules: &DateRules) -> Option<(DateHit, usize)> {
    let day = number(pieces, at, 1..=2)?;
    let mut next = at + 1;
    while next <= at + 3
        && pieces.get(next).is_some_and(|p| [".", "st", "nd", "rd", "th", "of", "de"].contains(&p.text))
    {
        next += 1;
    }
    let month = month_at(pieces, next, rules)?;
    let named = next;
    next += 1;
    while sign(pieces, next, &[".", ","]) || sign(pieces, next, &["de", "del"]) {
        next += 1;
    }
    if let Some(year) = year_at(pieces, next) {
        return hit(pieces, at, next, Some(year), month, day);
    }
    if let Some((year, time, span)) = glued(pieces, next) {
        let (mut found, after) = hit(pieces, at, next, Some(year), month, day)?;
        found.time = Some(time);
        found.span.end = span;
        return Some((found, after + 2));
    }
    hit(pieces, at, named, None, month, day)
}

/// A year with the hour glued to it: "203121:30". Gives year, time, end.
fn glued(pieces: &[Piece<'_>], at: usize) -> Option<(i16, (i8, i8), usize)> {
    let both = pieces.get(at).filter(|p| p.number && (5..=6).contains(&p.text.len()))?;
    let minute = number(pieces, at + 2, 2..=2).filter(|_| sign(pieces, at + 1, &[":"]))?;
    let year: i16 = both.text.get(..4)?.parse().ok().filter(|y| (1800..2200).contains(y))?;
    let hour: i8 = both.text.get(4..)?.parse().ok()?;
    clock(hour.into(), minute).map(|time| (year, time, pieces[at + 2].end()))
}

/// 03.03.2031, 3/3/2031 when day and month cannot be mistaken or stand the European way with dots
fn dotted(pieces: &[Piece<'_>], at: usize) -> Option<(DateHit, usize)> {
    let first = number(pieces, at, 1..=2)?;
    let mark = pieces.get(at + 1).map(|p| p.text).filter(|m| [".", "/"].contains(m))?;
    let second = number(pieces, at + 2, 1..=2).filter(|_| sign(pieces, at + 3, &[mark]))?;
    let year = year_at(pieces, at + 4)?;
    let (day, month) = match mark {
        "." => (first, second),
        _ if first > 12 => (first, second),
        _ if second > 12 => (second, first),
        _ if first == second => (first, second),
        _ => return None,
    };
    hit(pieces, at, at + 4, Some(year), i8::try_from(month).ok()?, day)
}

fn month_at(pieces: &[Piece<'_>], at: usize, rules: &DateRules) -> Option<i8> {
    let piece = pieces.get(at).filter(|p| !p.number)?;
    rules.months.get(&piece.text.to_lowercase()).copied()
}

/// Takes up a time of day that stands just after a date: ", 18:25", " - 23:12", "T10:30".
fn with_time(
    mut found: DateHit,
    pieces: &[Piece<'_>],
    mut next: usize,
    rules: &DateRules,
) -> (DateHit, usize) {
    let small = |p: &Piece<'_>| {
        [",", "-", "–", "—", "|", ".", "T", "t"].contains(&p.text)
            || rules.around.contains(&p.text.to_lowercase())
    };
    if found.time.is_some() {
        return (found, next);
    }
    let mut look = next;
    while look < next + 4 && pieces.get(look).is_some_and(small) {
        look += 1;
    }
    let hour = number(pieces, look, 1..=2);
    let minute = number(pieces, look + 2, 2..=2).filter(|_| sign(pieces, look + 1, &[":"]));
    if let (Some(hour), Some(minute)) = (hour, minute)
        && let Some(time) = clock(afternoon(hour, pieces, look + 3), minute)
    {
        found.time = Some(time);
        found.span.end = pieces[look + 2].end();
        next = look + 3;
    }
    (found, next)
}

fn afternoon(hour: i16, pieces: &[Piece<'_>], at: usize) -> i16 {
    let p = pieces.get(at).map(|p| p.text.to_lowercase());
    let pm = p.as_deref() == Some("pm") || p.as_deref() == Some("p") && sign(pieces, at + 1, &["."]);
    let am = p.as_deref() == Some("am") || p.as_deref() == Some("a") && sign(pieces, at + 1, &["."]);
    match hour {
        12 if am => 0,
        1..=11 if pm => hour + 12,
        _ => hour,
    }
}

fn clock(hour: i16, minute: i16) -> Option<(i8, i8)> {
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour as i8, minute as i8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = find_dates(text, &Rules::builtin().dates)
            .iter()
            .map(|h| match h.stamp() {
                Some(stamp) => stamp.to_string(),
                None => format!("--{:02}-{:02}", h.month, h.day),
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn dates_are_found_in_every_common_shape() {
        check("March 3, 2031, The Old\u{a0}Hall, Brona", &["2031-03-03"]);
        check("CHRONICLE  25 May 2031 - 23:12", &["2031-05-25T23:12"]);
        check("date 2031-02-22 Brona, February 22, NORPRESS", &["2031-02-22", "--02-22"]);
        check("04 april 2031, 18:25", &["2031-04-04T18:25"]);
        check("26 мая 2031 года, 14:10", &["2031-05-26T14:10"]);
        check("- Freitag, 14. Juli 2031", &["2031-07-14"]);
        check("15 May 203121:30", &["2031-05-15T21:30"]);
        check("18 Oct. 2031 - | Last updated: 19 Oct. 2031 10:46", &["2031-10-18", "2031-10-19T10:46"]);
        check("Published 01.02.2031 at 9:05 p.m.", &["2031-02-01T21:05"]);
        check("signed on 3/4/2031 or 13/4/2031", &["2031-04-13"]);
    }

    #[test]
    fn what_is_no_date_is_left() {
        check("February 30, 2031; 300 schools; 2031-13-01; may 40; the 21st century; 10:30", &[]);
        check("we may 3 times march 4 miles", &[]);
    }

    #[test]
    fn a_line_may_begin_with_its_weekday() {
        let rules = &Rules::builtin().dates;
        assert_eq!(leading_date("Friday, 14 July 2031", rules).map(|h| h.span), Some(Span::new(0, 20)));
        assert_eq!(leading_date("Signed 14 July 2031", rules), None);
    }
}
