//! What a page says of itself in its lines: publisher, dates, datelines, language.
//!
//! Absent knowledge is `None`, never a guess. Depends on `chrome` for what each line is and on
//! `dates` for the calendar.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::chrome::{Part, fold, is_stamp_word};
use super::dates::{find_dates, leading_date, stamps_of};
use super::draft::{DateEvidence, Declared, Draft};
use super::{Dateline, Stamp};
use crate::rules::Rules;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// The title without the site's name.
    pub title: Option<String>,
    /// Who publishes.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Stamp>,
    /// True when it was published, on that day, before the clock at the head of its text.
    pub is_early: bool,
    /// What `published` rests on: `url`, `json-ld`, `meta …`, `microdata`, `time`, `element`, `line`, `byline`.
    pub date_evidence: Option<String>,
    /// When it was last changed.
    pub modified: Option<Stamp>,
    /// Place, day, agency of the report.
    pub dateline: Option<Dateline>,
    /// Place and day of the event.
    pub occasion: Option<Dateline>,
}

/// Where and when a page was captured: what its dates are held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Address<'c> {
    /// Its address.
    pub url: Option<&'c str>,
    /// The day of capture.
    pub captured: Option<Date>,
}

/// No page of the web is older.
const FIRST_YEAR: i16 = 1990;

impl Address<'_> {
    /// False for a day on which the page cannot have been published.
    fn allows(&self, day: Date) -> bool {
        let latest = self.captured.map(|c| c.tomorrow().unwrap_or(c));
        day.year() >= FIRST_YEAR && latest.is_none_or(|latest| day <= latest)
    }
}

/// A declared date with its source; `None` when no date can be read of it.
fn written(date: &DateEvidence, rules: &Rules) -> Option<(Stamp, String)> {
    let stamp = leading_date(&date.value, &rules.dates).and_then(|h| h.stamp())?;
    Some((stamp, date.from.clone()))
}

/// Reads the metadata of a marked draft.
pub fn read(draft: &Draft, parts: &[Part], address: &Address<'_>, rules: &Rules) -> Metadata {
    let line = |wanted: Part| parts.iter().position(|p| *p == wanted).map(|at| draft.lines[at].text.as_str());
    let declared = &draft.declared;
    let dateline = line(Part::Dateline).and_then(|l| dateline(l, rules));
    let occasion = occasion(draft, parts, rules);
    let stamp = |l: &str| find_dates(l, &rules.dates).first().and_then(super::dates::DateHit::stamp);
    let printed = |words: &str, from: &str| stamp(words).map(|s| (s, from.to_string()));
    let stamp_lines = draft.lines.iter().zip(parts).filter(|(_, p)| **p == Part::Stamp);
    let stamps: Vec<(Stamp, bool)> =
        stamp_lines.flat_map(|(l, _)| stamps_of(&l.text, &rules.dates)).collect();
    let told = || {
        let declared = declared.published.iter().filter_map(|d| written(d, rules));
        declared
            .chain(stamps.iter().filter(|(_, changed)| !changed).map(|(s, _)| (*s, "line".to_string())))
            .chain(draft.bylines.iter().filter_map(|words| printed(words, "byline")))
            .filter(|(stamp, _)| address.allows(stamp.date))
    };
    // An address tells no time of day: that of another source for the same day is taken.
    let of_address = address.url.and_then(super::address::day_of_address).filter(|day| address.allows(*day));
    let published = match of_address {
        Some(date) => {
            let timed = told().find(|(s, _)| s.date == date && s.time.is_some());
            Some((timed.map_or(Stamp { date, time: None }, |(s, _)| s), "url".to_string()))
        }
        None => told().next(),
    };
    let changes = stamps.iter().filter(|(_, changed)| *changed).map(|(s, _)| (*s, "line".to_string()));
    let modified = declared.modified.iter().filter_map(|d| written(d, rules));
    let modified = modified.chain(changes).find(|(s, _)| address.allows(s.date));
    let (published, date_evidence) = published.unzip();
    let said = published.and_then(|p| said_on(p, declared, line(Part::Clock), rules));
    let is_early = said == Some(Said::Earlier);
    let occasion = match occasion {
        Some(found) if found.date.is_some() => Some(found),
        found => {
            let elsewhere = said.and_then(|s| if let Said::OnAnotherDay(day) = s { Some(day) } else { None });
            let date = published.and_then(|p| bracketed_day(draft, parts, p.date, rules)).or(elsewhere);
            let place = found.and_then(|f| f.place).or_else(|| declared.place.clone());
            let any = date.is_some() || place.is_some();
            any.then_some(Dateline { place, date, agency: None })
        }
    };
    let dateline = dateline.map(|d| Dateline {
        date: d.date.or_else(|| day_without_year(line(Part::Dateline)?, published?.date, rules)),
        ..d
    });
    Metadata {
        title: title(draft, parts, rules),
        publisher: publisher(draft, parts, rules)
            .or_else(|| super::opening::named_publisher(draft, parts, rules))
            .or_else(|| dateline.as_ref().and_then(|d| d.agency.clone())),
        published,
        is_early,
        modified: modified.map(|(stamp, _)| stamp),
        date_evidence,
        dateline,
        occasion,
    }
}

/// On which day a clock at the head of a text ("3:50 P.M. EDT") last stood so before the page was out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// On the day of publication.
    OnTheDay,
    /// On this day, as days are counted where the words were said.
    OnAnotherDay(Date),
    /// On an earlier day, which is not known: a page that is held back, or opened before its words are said.
    Earlier,
}

/// Sets the clock at the head against the hour of publication; `None` when the hour or a zone is not known.
fn said_on(published: Stamp, declared: &Declared, clock: Option<&str>, rules: &Rules) -> Option<Said> {
    let (said, zone) = clock.and_then(|c| clock_of(c, rules))?;
    let of_day = |d: &&DateEvidence| written(d, rules).is_some_and(|(s, _)| s == published);
    let offset = declared.published.iter().find(of_day).and_then(|d| offset_of(&d.value))?;
    let (hour, minute) = published.time?;
    // Minutes since the day of publication began, by the clocks of the place.
    let out = i32::from(hour) * 60 + i32::from(minute) - offset + zone * 60 + SLACK;
    let ago = (out - said).rem_euclid(MINUTES);
    Some(match (out - ago).div_euclid(MINUTES) {
        0 => Said::OnTheDay,
        1 => published.date.tomorrow().map_or(Said::Earlier, Said::OnAnotherDay),
        -1 if ago <= SOON => published.date.yesterday().map_or(Said::Earlier, Said::OnAnotherDay),
        _ => Said::Earlier,
    })
}

/// Minutes of a day, and those by which clocks of one house may differ.
const MINUTES: i32 = 24 * 60;
const SLACK: i32 = 5;
/// Words of the evening before are out within so many minutes; a page that is held back takes longer.
const SOON: i32 = 8 * 60;

/// "3:50 P.M. EDT" as minutes of the day, with the hours of its zone.
fn clock_of(line: &str, rules: &Rules) -> Option<(i32, i32)> {
    let (hour, rest) = line.trim().split_once(':')?;
    let minute: i32 = rest.get(..2)?.parse().ok()?;
    let hour: i32 = hour.parse().ok().filter(|h| (1..=12).contains(h))?;
    let lower = rest.get(2..)?.to_lowercase();
    let half = if lower.trim().starts_with('p') { 12 } else { 0 };
    let zone = lower.split_whitespace().next_back().and_then(|z| rules.dates.zones.get(z))?;
    Some(((hour % 12 + half) * 60 + minute, *zone))
}

/// The minutes of "-04:00" at the end of a time.
fn offset_of(value: &str) -> Option<i32> {
    let tail = value.get(value.len().checked_sub(6)?..)?;
    let sign = if tail.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = tail.strip_prefix(['-', '+'])?.split_once(':')?;
    Some(sign * (hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn title(draft: &Draft, parts: &[Part], rules: &Rules) -> Option<String> {
    let printed = parts.iter().position(|p| *p == Part::Title).map(|at| words(&draft.lines[at].text));
    let declared = draft
        .declared
        .title
        .as_deref()
        .map(words)
        .map(|t| without_site(&t, draft.declared.site_name.as_deref()));
    // A page that has a date for its title has none.
    let dated = |t: &String| leading_date(t, &rules.dates).is_some_and(|h| h.span.len() + 2 >= t.len());
    // The heading of a section is not the title of a page whose head names another.
    let own = match (&printed, &declared) {
        (Some(printed), Some(declared)) => are_one(printed, declared),
        _ => true,
    };
    printed.filter(|_| own).or(declared).filter(|t| !t.is_empty() && !dated(t))
}

/// True for two titles of which one holds the other, white space, case and signs aside.
fn are_one(a: &str, b: &str) -> bool {
    let bare =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (a, b): (String, String) = (bare(a), bare(b));
    a.contains(&b) || b.contains(&a)
}

/// Takes the site's name from the end of a title ("Meeting | Norland Herald").
fn without_site(title: &str, site: Option<&str>) -> String {
    let Some(site) = site else { return title.to_string() };
    let tail = |sign: &str| {
        title
            .rsplit_once(sign)
            .filter(|(_, t)| fold(t) == fold(site))
            .map(|(head, _)| head.trim().to_string())
    };
    [" | ", " - ", " – ", " — ", " :: ", " · "]
        .iter()
        .find_map(|s| tail(s))
        .unwrap_or_else(|| title.to_string())
}

fn publisher(draft: &Draft, parts: &[Part], rules: &Rules) -> Option<String> {
    if let Some(name) = draft.declared.site_name.as_deref().map(words).filter(|n| !n.is_empty()) {
        return Some(name);
    }
    let lines = draft.lines.iter().zip(parts).filter(|(_, p)| matches!(p, Part::Chrome(_)));
    lines.map(|(l, _)| words(&l.text)).find(|t| is_official(t, rules) && !t.ends_with('.'))
}

/// True for a line that opens with the name of an official site.
pub(super) fn is_official(text: &str, rules: &Rules) -> bool {
    let folded = fold(text);
    let named = rules.publishers.official.iter().any(|o| folded.starts_with(o.as_str()));
    named && folded.split(' ').count() <= 14
}

/// "Brona, March 3, NORPRESS", with the year from another date of the line when the date lacks it.
fn dateline(text: &str, rules: &Rules) -> Option<Dateline> {
    let hits = find_dates(text, &rules.dates);
    let year = hits.iter().find_map(|h| h.year);
    let last = hits.last()?;
    let after = text.get(last.span.end..).unwrap_or("");
    let agency = Some(without_stamp_words(after, rules).to_string()).filter(|t| !t.is_empty());
    let from = if hits.len() > 1 { hits[hits.len() - 2].span.end } else { 0 };
    let place = text
        .get(from..last.span.start)
        .map(|t| t.trim_matches([' ', ',', '.', '\u{a0}']).to_string())
        .filter(|t| !t.is_empty());
    Some(Dateline { place, date: last.date(year), agency })
}

/// The day of "Brona, March 3, NORPRESS": the last such day up to the day after publication.
fn day_without_year(line: &str, published: Date, rules: &Rules) -> Option<Date> {
    let hits = find_dates(line, &rules.dates);
    let latest = published.tomorrow().unwrap_or(published);
    let in_year = |year: i16| hits.last()?.date(Some(year)).filter(|d| *d <= latest);
    in_year(published.year()).or_else(|| in_year(published.year() - 1))
}

fn occasion(draft: &Draft, parts: &[Part], rules: &Rules) -> Option<Dateline> {
    let mut found: Option<Dateline> = None;
    for (line, _) in draft.lines.iter().zip(parts).filter(|(_, p)| **p == Part::Occasion) {
        let text = line.text.as_str();
        let hit = find_dates(text, &rules.dates).into_iter().find(|h| h.year.is_some());
        let rest = match hit {
            Some(h) => {
                let after = text.get(h.span.end..).unwrap_or("");
                let before = text.get(..h.span.start).unwrap_or("");
                if before.contains(char::is_alphabetic) && leading_date(text, &rules.dates).is_none() {
                    before
                } else {
                    after
                }
            }
            None => text,
        };
        let place = words(without_stamp_words(rest, rules));
        let known = found.get_or_insert_with(Dateline::default);
        known.date = known.date.or(hit.and_then(|h| h.date(None)));
        known.place = known.place.take().or(Some(place).filter(|p| !p.is_empty()));
    }
    found
}

/// "(March 1, 2031)" alone on a line of the head: the day of the event, when it was published later.
fn bracketed_day(draft: &Draft, parts: &[Part], published: Date, rules: &Rules) -> Option<Date> {
    let stamps = draft.lines.iter().zip(parts).filter(|(_, p)| **p == Part::Stamp);
    let inside = |text: &str| text.trim().strip_prefix('(')?.strip_suffix(')').map(str::to_string);
    let day = stamps.filter_map(|(l, _)| inside(&l.text)).find_map(|words| {
        let hit = leading_date(&words, &rules.dates).filter(|h| h.span.end >= words.len())?;
        hit.date(None)
    })?;
    let is_before = day <= published && published.since(day).ok()?.get_days() <= 7;
    is_before.then_some(day)
}

/// What is left of a line beside its date without the words of dates at both ends: "г.", "p.m.", "le".
fn without_stamp_words<'t>(rest: &'t str, rules: &Rules) -> &'t str {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '–' | '—' | ':' | '|');
    let mut rest = rest.trim_matches(is_edge);
    loop {
        let first = rest.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or("");
        let last = rest.rsplit(|c: char| c.is_whitespace() || c == ',').next().unwrap_or("");
        rest = match () {
            // "The Old Hall" keeps its article.
            () if !is_titled(first) && is_stamp_word(first, rules) => &rest[first.len()..],
            () if !is_titled(last) && is_stamp_word(last, rules) => &rest[..rest.len() - last.len()],
            () => return rest,
        }
        .trim_matches(is_edge);
    }
}

/// True for a capital with small letters behind it, and for nothing at all.
fn is_titled(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_none_or(char::is_uppercase) && letters.next().is_none_or(char::is_lowercase)
}

/// Bytes of a text that show its language.
const LANGUAGE_BYTES: usize = 8_000;

/// The language whose small words the text uses most; `None` when there is too little to tell.
pub fn language(text: &str, rules: &Rules) -> Option<String> {
    let sample =
        text.get(..(0..=text.len().min(LANGUAGE_BYTES)).rev().find(|i| text.is_char_boundary(*i))?)?;
    let lower = sample.to_lowercase();
    let wide = |c: char| ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7af}').contains(&c);
    let mut hits: BTreeMap<&str, usize> = BTreeMap::new();
    for word in lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        for code in rules.languages.users(word).iter().filter(|_| !word.contains(wide)) {
            *hits.entry(code).or_default() += 1;
        }
    }
    // Words of scripts without spaces stand inside others.
    if !lower.is_ascii() && lower.contains(wide) {
        for (code, words) in &rules.languages.words {
            let inside = words.iter().filter(|w| w.contains(wide)).map(|w| lower.matches(w.as_str()).count());
            *hits.entry(code).or_default() += inside.sum::<usize>();
        }
    }
    let (best, hits) = hits.into_iter().max_by_key(|(code, n)| (*n, std::cmp::Reverse(*code)))?;
    (hits >= 3).then(|| best.to_string())
}

/// A year that the page gives for days printed without one.
pub fn year_of(metadata: &Metadata) -> Option<i16> {
    let day: Option<Date> =
        metadata.occasion.as_ref().and_then(|o| o.date).or(metadata.dateline.as_ref().and_then(|d| d.date));
    day.or(metadata.published.map(|s| s.date)).map(Date::year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_beside_a_date_has_no_words_of_dates() {
        let rules = Rules::builtin();
        for (line, place) in [
            ("4 мая 2031 года, Линдар", "Линдар"),
            ("Линдар, 25 мая 2031 г.", "Линдар"),
            ("25 травня 2031 року, Ліндар", "Ліндар"),
            ("Lindar, le 25 mai 2031", "Lindar"),
            ("Lindar, den 25. Mai 2031", "Lindar"),
            ("May 25, 2031, 5:30 p.m., The Old Hall, Lindar", "The Old Hall, Lindar"),
            ("The Old Hall, Lindar, May 25, 2031, 5:30 P.M.", "The Old Hall, Lindar"),
        ] {
            let draft =
                super::super::lines::cut(&format!("Meeting with the envoys\n\n{line}\n\nGood morning.\n"));
            let parts = super::super::chrome::mark(&draft, None, rules);
            let found = occasion(&draft, &parts, rules).expect("a line of the event");
            assert_eq!(found.place.as_deref(), Some(place), "{line}");
            assert!(found.date.is_some(), "{line}");
        }
    }

    #[test]
    fn a_day_in_brackets_under_the_place_is_that_of_the_event() {
        let page = "---\ndate: '2031-03-02'\ntitle: Remarks by President Holt\n---\n\nOld Hall\n\n(March 1, 2031)\n\n9:02 P.M.\n\nPRESIDENT HOLT: Good evening.\n";
        let draft = Draft::from_markdown(super::super::markdown::read_markdown(page));
        let parts = super::super::chrome::mark(&draft, None, Rules::builtin());
        let found = read(&draft, &parts, &Address { url: None, captured: None }, Rules::builtin());
        assert_eq!(found.occasion.and_then(|o| o.date), "2031-03-01".parse().ok());
        assert_eq!(found.published.map(|s| s.date), "2031-03-02".parse().ok());
    }
}
