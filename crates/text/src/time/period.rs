//! A stretch of the calendar by its name: a day, a month, a year, a decade, a part of one of them.
//!
//! "late November", "the beginning of last year", "the first six months of 2031", "Q3 2031",
//! "May 25, 2031", "the 1990s", "the 21st century". A name without a year is read by the tense of its
//! clause. Parts of a period are its thirds. Depends on `relative` for "last" and "next".

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};

use super::date::{date_at, named_month, year_behind};
use super::{Found, Interval, Mod, Time, TimeKind, is_future, relative};
use crate::figure::numeral::{NumeralKind, numeral_at};
use crate::rules::dictionary::Class;
use crate::span::Span;
use crate::token::{Kind, Line};
use crate::words::Case;

/// How fine a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Day,
    Week,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
}

/// A stretch of the calendar with its tokens.
#[derive(Clone, Debug)]
pub struct Period {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) value: String,
    pub(super) days: Option<(Date, Date)>,
    pub(super) grain: Grain,
    pub(super) modifier: Option<Mod>,
    pub(super) kind: TimeKind,
    /// True when a length inside is a figure ("the first six months").
    pub(super) counts: bool,
}

impl Period {
    pub(super) fn found(self) -> Found {
        let interval = self.days.map(|(s, e)| Interval { start: Some(s), end: Some(e) });
        let time = Time {
            span: Span::default(),
            kind: self.kind,
            value: self.value,
            interval,
            modifier: self.modifier,
        };
        Found { first: self.first, end: self.end, time, counts: self.counts }
    }

    pub(super) fn new(
        first: usize,
        end: usize,
        value: String,
        days: Option<(Date, Date)>,
        grain: Grain,
    ) -> Period {
        Period { first, end, value, days, grain, modifier: None, kind: TimeKind::Date, counts: false }
    }
}

/// A whole year.
pub(super) fn year(y: i16) -> Option<(Date, Date)> {
    Some((Date::new(y, 1, 1).ok()?, Date::new(y, 12, 31).ok()?))
}

/// A whole month.
pub(super) fn month(y: i16, m: i8) -> Option<(Date, Date)> {
    let first = Date::new(y, m, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// `months` months from the first of a month on.
fn months_from(y: i16, m: i8, months: i64) -> Option<(Date, Date)> {
    let first = Date::new(y, m, 1).ok()?;
    let end = first.checked_add(Length::new().try_months(months).ok()?).ok()?;
    Some((first, end.yesterday().ok()?))
}

/// The week of a day, Monday to Sunday, and its value.
pub(super) fn week(day: Date) -> Option<(String, (Date, Date))> {
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    let iso = monday.iso_week_date();
    Some((format!("{:04}-W{:02}", iso.year(), iso.week()), (monday, monday.checked_add(6.days()).ok()?)))
}

/// A quarter of a year, from 1.
pub(super) fn quarter(y: i16, q: i8) -> Option<(String, (Date, Date))> {
    Some((format!("{y:04}-Q{q}"), months_from(y, (q - 1) * 3 + 1, 3)?))
}

/// A decade by its first year.
pub(super) fn decade(first: i16) -> Option<(String, (Date, Date))> {
    Some((format!("{:03}", first / 10), (Date::new(first, 1, 1).ok()?, Date::new(first + 9, 12, 31).ok()?)))
}

/// A century by its number.
pub(super) fn century(n: i16) -> Option<(String, (Date, Date))> {
    let first = n.checked_sub(1)?.checked_mul(100)?;
    Some((format!("{:02}", n - 1), (Date::new(first + 1, 1, 1).ok()?, Date::new(first + 100, 12, 31).ok()?)))
}

/// The period that begins at token `at`, prepositions left out.
pub(super) fn period_at(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    part_of(line, at, day).or_else(|| share_of(line, at, day)).or_else(|| whole_at(line, at, day))
}

/// A period without a part in front.
pub(super) fn whole_at(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    date_at(line, at, day)
        .or_else(|| month_at(line, at, day))
        .or_else(|| relative::year_then_month(line, at, day))
        .or_else(|| relative::relative_at(line, at, day))
        .or_else(|| season_at(line, at, day))
        .or_else(|| weekday_at(line, at, day))
        .or_else(|| decade_at(line, at, day))
        .or_else(|| century_at(line, at))
        .or_else(|| quarter_name(line, at))
        .or_else(|| {
            let (y, end) = year_at(line, at)?;
            // The borders of a fiscal year are another state's custom.
            Some(match is_fiscal(line, at) {
                true => Period::new(at, end, format!("FY{y:04}"), None, Grain::Year),
                false => Period::new(at, end, format!("{y:04}"), year(y), Grain::Year),
            })
        })
}

/// "late November", "the beginning of last year", "mid-2031".
fn part_of(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    let (after, tag) = line.phrase(at, Class::Part)?;
    let the = usize::from(line.is(after, Class::Determiner) && !line.is(after, Class::This));
    let mut inner = whole_at(line, after, day)
        .or_else(|| if the == 1 { whole_at(line, after + 1, day) } else { None })
        .or_else(|| relative::this_unit(line, after + the, day).filter(|_| the == 1))?;
    if inner.modifier.is_some() {
        return None;
    }
    inner.first = at;
    inner.modifier = Some(match tag {
        "START" => Mod::Start,
        "MID" => Mod::Mid,
        _ => Mod::End,
    });
    let third = inner.days.and_then(|d| thirds(d, inner.grain, tag));
    inner.days = third.or(inner.days);
    Some(inner)
}

/// The first, second or last third: of a year four months each, of a month ten days.
fn thirds((start, end): (Date, Date), grain: Grain, tag: &str) -> Option<(Date, Date)> {
    let n: i64 = match tag {
        "START" => 0,
        "MID" => 1,
        _ => 2,
    };
    let step = |units: Length| start.checked_add(units).ok();
    let (from, to) = match grain {
        Grain::Year => (step((4 * n).months())?, step((4 * n + 4).months())?),
        Grain::Month => (step((10 * n).days())?, step((10 * n + 10).days())?),
        Grain::Quarter | Grain::Season => (step(n.months())?, step((n + 1).months())?),
        Grain::Half => (step((2 * n).months())?, step((2 * n + 2).months())?),
        Grain::Decade => (
            step([0, 3, 7][usize::try_from(n).ok()?].years())?,
            step([3, 7, 10][usize::try_from(n).ok()?].years())?,
        ),
        Grain::Century => (
            step([0, 33, 66][usize::try_from(n).ok()?].years())?,
            step([33, 66, 100][usize::try_from(n).ok()?].years())?,
        ),
        Grain::Week => (step((2 * n).days())?, step((2 * n + 2).days())?),
        Grain::Day => return None,
    };
    let last = if tag == "END" { end } else { to.yesterday().ok()? };
    Some((from, last))
}

/// "the first six months of the year", "the second half of 2031", "the first quarter", "last three weeks of May".
fn share_of(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    let the = usize::from(line.is(at, Class::Determiner));
    let ordinal = numeral_at(line, at + the).filter(|n| n.kind == NumeralKind::Ordinal && n.value < 100.0);
    let last = line.is(at + the, Class::Last);
    let mut next = ordinal.map_or(at + the + usize::from(last), |n| n.end);
    if ordinal.is_none() && !last {
        return None;
    }
    let count = numeral_at(line, next).filter(|n| n.kind == NumeralKind::Cardinal && n.value >= 1.0);
    if let Some(count) = count {
        next = count.end;
    }
    let half = line.is(next, Class::Half);
    let unit = if half {
        "half"
    } else {
        line.phrase(next, Class::TimeUnit).filter(|_| line.is(next, Class::TimeUnit))?.1
    };
    next += 1;
    let (base, end) = base_of(line, next, day);
    let base = match base {
        Some(base) => base,
        None if matches!(unit, "quarter") && ordinal.is_some() && count.is_none() => {
            // "In the third quarter output fell", said in January, is of the year before.
            let (day, q) = (day?, ordinal.map_or(1.0, |n| n.value) as i8);
            let ahead = q > (day.month() - 1) / 3 + 1 && !is_future(line, at);
            relative::year_of(if ahead { day.checked_sub(1.year()).ok()? } else { day })?
        }
        None => return None,
    };
    let first = ordinal.map_or(1.0, |n| n.value);
    let n = count.map_or(1.0, |c| c.value);
    let (value, days, grain) = cut_share(&base, unit, (first, n), last && ordinal.is_none())?;
    let mut period = Period::new(at, end.max(next), value, Some(days), grain);
    period.counts = count.is_some();
    Some(period)
}

/// "of the year", "of 2031", "of last year", "2031": what a share is taken of.
fn base_of(line: &Line, at: usize, day: Option<Date>) -> (Option<Period>, usize) {
    let of = usize::from(line.is(at, Class::Of) || line.is(at, Class::In));
    let from = at + of;
    let whole =
        whole_at(line, from, day).filter(|p| p.grain >= Grain::Month && (of == 1 || p.grain == Grain::Year));
    if let Some(whole) = whole {
        let end = whole.end;
        return (Some(whole), end);
    }
    if of == 1 && line.is(from, Class::Determiner) {
        if let Some(unit) = relative::this_unit(line, from + 1, day).filter(|p| p.grain >= Grain::Month) {
            let end = unit.end;
            return (Some(unit), end);
        }
        let inner = whole_at(line, from + 1, day).filter(|p| p.grain >= Grain::Month);
        if let Some(inner) = inner {
            let end = inner.end;
            return (Some(inner), end);
        }
    }
    (None, at)
}

/// The `first`th stretch of `n` units in a period, or its last one.
fn cut_share(
    base: &Period,
    unit: &str,
    (first, n): (f64, f64),
    last: bool,
) -> Option<(String, (Date, Date), Grain)> {
    let (start, end) = base.days?;
    let y = start.year();
    let whole_year = base.grain == Grain::Year && base.modifier.is_none();
    let (step, first, n) = (first as i64, first as i8, n as i64);
    if whole_year && unit == "half" {
        let h: i8 = if last { 2 } else { first };
        (h <= 2).then_some(())?;
        return Some((format!("{y:04}-H{h}"), months_from(y, (h - 1) * 6 + 1, 6)?, Grain::Half));
    }
    if whole_year && unit == "quarter" && n == 1 {
        let q: i8 = if last { 4 } else { first };
        (q <= 4).then_some(())?;
        let (value, days) = quarter(y, q)?;
        return Some((value, days, Grain::Quarter));
    }
    let length = |count: i64| -> Option<Length> {
        let span = Length::new();
        match unit {
            "day" => span.try_days(count).ok(),
            "week" => span.try_weeks(count).ok(),
            "month" => span.try_months(count).ok(),
            "quarter" => span.try_months(3 * count).ok(),
            "year" => span.try_years(count).ok(),
            "decade" => span.try_years(10 * count).ok(),
            _ => None,
        }
    };
    let (from, to) = if last {
        let next = end.tomorrow().ok()?;
        (next.checked_sub(length(n)?).ok()?, end)
    } else {
        let from = start.checked_add(length((step - 1) * n)?).ok()?;
        (from, from.checked_add(length(n)?).ok()?.yesterday().ok()?)
    };
    if from < start || to > end {
        return None;
    }
    let value = match (unit, n) {
        ("month", 6) if whole_year && from.month() == 1 => format!("{y:04}-H1"),
        ("month", 6) if whole_year && from.month() == 7 => format!("{y:04}-H2"),
        ("month", 3) if whole_year && (from.month() - 1) % 3 == 0 => {
            format!("{y:04}-Q{}", (from.month() - 1) / 3 + 1)
        }
        ("month", 1) => format!("{:04}-{:02}", from.year(), from.month()),
        ("day", 1) => from.to_string(),
        ("decade", 1) => format!("{:03}", from.year() / 10),
        _ => format!("{from}/{to}"),
    };
    let grain = match unit {
        "month" | "quarter" | "half" => Grain::Quarter,
        "year" | "decade" => Grain::Year,
        _ => Grain::Week,
    };
    Some((value, (from, to), grain))
}

/// A plain whole number of at most `most` digits.
pub(super) fn small(line: &Line, at: usize, most: usize) -> Option<i16> {
    let word = line.word(at);
    (line.digits(at) && word.len() <= most && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())?
}

/// A year in four digits that nothing makes a count, and one past it.
pub(super) fn year_at(line: &Line, at: usize) -> Option<(i16, usize)> {
    let y = small(line, at, 4).filter(|y| line.word(at).len() == 4 && (1500..2200).contains(y))?;
    if is_calendar(line, at) {
        return Some((y, at + 2));
    }
    let glued = line.get(at + 1).is_some_and(|t| t.glued && !t.hyphen && t.kind == Kind::Word);
    if glued || line.sign(at + 1, '%') || line.is(at + 1, Class::Scale) || line.sign(at + 1, '$') {
        return None;
    }
    let before = at.checked_sub(1)?;
    Some((y, at + 1)).filter(|_| !counts_something(line, at, before)).or(None)
}

/// "2031 году": four digits before a word that makes them a year of the calendar.
pub(super) fn is_calendar(line: &Line, at: usize) -> bool {
    line.digits(at) && line.word(at).len() == 4 && line.is(at + 1, Class::Calendar)
}

/// "fiscal year | 2030", "financial | 2030".
pub(super) fn is_fiscal(line: &Line, at: usize) -> bool {
    line.phrase_before(at, Class::Fiscal).is_some()
}

/// True when a number that looks like a year counts what follows ("2000 tents").
fn counts_something(line: &Line, at: usize, before: usize) -> bool {
    let money = matches!(line.get(before).map(|t| t.kind), Some(Kind::Sign(c)) if line.dictionary.symbols.iter().any(|(s, _)| s.ends_with(c)));
    let compared = line.phrase_before(at, Class::Comparator).is_some()
        && !line.is(before, Class::In)
        && !line.is(before, Class::By);
    let next = line.word(at + 1);
    let noun = line.get(at + 1).is_some_and(|t| t.case == Case::Lower && t.kind == Kind::Word && !t.glued)
        && (line.is(at + 1, Class::Plural)
            || next.ends_with('s') && next.len() > 3 && !line.is(at + 1, Class::Function))
        && !line.is(before, Class::Determiner)
        && !line.is(before, Class::Month)
        && !dates(line, before);
    let unit = line.is(at + 1, Class::Unit)
        || line.is(at + 1, Class::Money)
        || line.is(at + 1, Class::Measure)
        || line.is(at + 1, Class::TimeUnit) && line.word(at + 1).ends_with('s');
    money || compared || noun || unit
}

/// True for a word before a year: "since 2020 exports have grown", "In 2030 imports fell".
fn dates(line: &Line, before: usize) -> bool {
    let opens = before == 0 && line.is(before, Class::In) && !line.is(before, Class::For);
    line.is(before, Class::Since)
        || line.is(before, Class::Before)
        || line.is(before, Class::AfterTime)
        || opens
}

/// "February 2031", "January", "last November" is elsewhere.
fn month_at(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    let m = named_month(line, at)?;
    let after = at + 1 + usize::from(line.sign(at + 1, '.') && line.digits(at + 2));
    let hyphen_year = line.get(at + 1).is_some_and(|t| t.hyphen);
    let told = year_behind(line, after).filter(|_| !hyphen_year);
    if let Some((y, end)) = told.or_else(|| relative::year_behind(line, at + 1, day)) {
        return Some(Period::new(at, end, format!("{y:04}-{m:02}"), month(y, m), Grain::Month));
    }
    // A capital at the head of a sentence does not make a month of "May" and "March".
    let title = line.get(at)?.case == Case::Lower;
    let doubtful = matches!(line.sense(at).month, 3 | 5) && !line.dictionary.decimal_comma;
    let led = at.checked_sub(1).is_some_and(|b| {
        line.is(b, Class::In)
            || line.is(b, Class::Of)
            || line.is(b, Class::Since)
            || line.is(b, Class::By)
            || line.is(b, Class::Before)
            || line.is(b, Class::AfterTime)
            || line.is(b, Class::Part)
            || line.is(b, Class::From)
            || line.is(b, Class::To)
            || line.is(b, Class::Determiner)
            || line.is(b, Class::And)
    });
    if title && line.dictionary.decimal_comma && !led || doubtful && !led {
        return None;
    }
    // "Jan" alone is a name; short forms need a number beside them.
    if line.word(at).trim_end_matches('.').len() == 3 && !doubtful && !led {
        return None;
    }
    let days = day.and_then(|day| {
        let future = is_future(line, at);
        let y = match m.cmp(&day.month()) {
            std::cmp::Ordering::Less if future => day.year() + 1,
            std::cmp::Ordering::Greater if !future => day.year() - 1,
            _ => day.year(),
        };
        Some((y, month(y, m)?))
    });
    let value = days.map_or_else(|| format!("XXXX-{m:02}"), |(y, _)| format!("{y:04}-{m:02}"));
    Some(Period::new(at, at + 1, value, days.map(|d| d.1), Grain::Month))
}

/// A season of a year: winter belongs to the year of its January and February.
pub(super) fn season(y: i16, code: &str) -> Option<(String, (Date, Date))> {
    let (y0, m) = match code {
        "SP" => (y, 3),
        "SU" => (y, 6),
        "FA" => (y, 9),
        _ => (y - 1, 12),
    };
    Some((format!("{y:04}-{code}"), months_from(y0, m, 3)?))
}

/// "summer 2031", "the spring of 2031", "in the summer".
fn season_at(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    let the = usize::from(line.is(at, Class::Determiner));
    let code = line.phrase(at + the, Class::Season)?.1;
    let end = at + the + 1;
    if let Some((y, end)) = year_behind(line, end).or_else(|| relative::year_behind(line, end, day)) {
        let (value, days) = season(y, code)?;
        return Some(Period::new(at, end, value, Some(days), Grain::Season));
    }
    let led = at
        .checked_sub(1)
        .is_some_and(|b| line.is(b, Class::In) || line.is(b, Class::Since) || line.is(b, Class::By));
    if !led || line.is_word(end) && !line.is(end, Class::Function) {
        return None;
    }
    let day = day?;
    let (value, days) = season(day.year(), code)?;
    let (value, days) = match is_future(line, at) {
        true if days.1 < day => season(day.year() + 1, code)?,
        false if days.0 > day => season(day.year() - 1, code)?,
        _ => (value, days),
    };
    Some(Period::new(at, end, value, Some(days), Grain::Season))
}

/// "Monday", "on Friday morning".
fn weekday_at(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    let sense = line.sense(at);
    if !sense.is(Class::Weekday) || line.get(at)?.case == Case::Lower && !line.dictionary.decimal_comma {
        return None;
    }
    let date = day
        .and_then(|d| weekday_near(d, sense.weekday, if is_future(line, at) { 1 } else { -1 }, Strict::No));
    let value = date.map_or_else(|| format!("XXXX-WXX-{}", sense.weekday), |d| d.to_string());
    let mut period = Period::new(at, at + 1, value, date.map(|d| (d, d)), Grain::Day);
    super::clock::add_day_part(line, &mut period);
    super::clock::add_time(line, &mut period);
    Some(period)
}

/// Whether the day itself may be meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strict {
    /// The day itself is left out.
    Yes,
    /// The day itself is near enough.
    No,
}

/// The nearest day of the week before (`-1`) or after (`1`) a day.
pub(super) fn weekday_near(day: Date, weekday: i8, way: i64, strict: Strict) -> Option<Date> {
    let now = i64::from(day.weekday().to_monday_one_offset());
    let far = (way * (i64::from(weekday) - now)).rem_euclid(7);
    let far = if far == 0 && strict == Strict::Yes { 7 } else { far };
    day.checked_add((way * far).days()).ok()
}

/// "the 1990s", "the 90s", "the nineties" is left to others.
fn decade_at(line: &Line, at: usize, day: Option<Date>) -> Option<Period> {
    let the = usize::from(line.is(at, Class::Determiner));
    let apostrophe = line.sign(at + the, '\'') || line.sign(at + the, '’');
    let from = at + the + usize::from(apostrophe);
    let n = small(line, from, 4)?;
    let plural = line.get(from + 1).is_some_and(|t| t.glued && !t.hyphen) && line.word(from + 1) == "s";
    let tail = line.sign(from + 1, '\'') || line.sign(from + 1, '’');
    let end = if plural {
        from + 2
    } else if tail && line.word(from + 2) == "s" {
        from + 3
    } else {
        return None;
    };
    let first = match line.word(from).len() {
        4 if n % 10 == 0 => n,
        2 if n % 10 == 0 && (the == 1 || apostrophe) => {
            let century = day.map_or(1900, |d| d.year() - d.year() % 100);
            if century + n > day.map_or(1999, |d| d.year()) { century - 100 + n } else { century + n }
        }
        _ => return None,
    };
    let (value, days) = decade(first)?;
    Some(Period::new(at, end, value, Some(days), Grain::Decade))
}

/// "the 21st century", "the nineteenth century".
fn century_at(line: &Line, at: usize) -> Option<Period> {
    let the = usize::from(line.is(at, Class::Determiner));
    let n = numeral_at(line, at + the).filter(|n| n.kind == NumeralKind::Ordinal && n.value <= 30.0)?;
    line.is(n.end, Class::Century).then_some(())?;
    let (value, days) = century(n.value as i16)?;
    Some(Period::new(at, n.end + 1, value, Some(days), Grain::Century))
}

/// "Q3 2031", "H1 of 2031".
fn quarter_name(line: &Line, at: usize) -> Option<Period> {
    let word = line.word(at);
    let (letter, n) = (word.get(..1)?, word.get(1..)?.parse::<i8>().ok().filter(|_| word.len() == 2)?);
    let (y, end) = year_behind(line, at + 1)?;
    match letter {
        "Q" if (1..=4).contains(&n) => {
            let (value, days) = quarter(y, n)?;
            Some(Period::new(at, end, value, Some(days), Grain::Quarter))
        }
        "H" if (1..=2).contains(&n) => {
            let days = months_from(y, (n - 1) * 6 + 1, 6)?;
            Some(Period::new(at, end, format!("{y:04}-H{n}"), Some(days), Grain::Half))
        }
        _ => None,
    }
}
