//! What heads a report: who wrote it, and the place, day and agency before its first words.
//!
//! ```text
//! By Ilse Hartnell                                       a byline
//! BRONA, 12 July (NORPRESS) - The ministers met.         place, day, agency
//! Ostrava Vale, March 9, KPA. Prime Minister Holt met …  place, day, agency
//! PORT SELLA — President Lind signed …                   place
//! ```
//! A dateline is cut from the paragraph that it opens, so that the words after it are the first
//! sentence; no character of the text moves. Where other lines open in the same way it is a
//! speaker's label and stays. Depends on `chrome` for what each line is.

use jiff::civil::Date;

use super::Dateline;
use super::chrome::{Part, fold};
use super::dates::{DateHit, find_dates};
use super::draft::{Draft, DraftLine};
use crate::rules::Rules;
use crate::span::Span;

/// Most words of a byline, and fewest names in it.
const BYLINE_WORDS: std::ops::RangeInclusive<usize> = 3..=9;
/// Lines of text that are looked at for a dateline.
const FIRST_LINES: usize = 3;
/// Characters in which a dateline ends.
const HEAD_CHARS: usize = 90;
/// Fewest words that follow a dateline in its paragraph.
const SENTENCE_WORDS: usize = 6;

/// The names of a line such as "By Ilse Hartnell and Jan Lind"; empty when it is no byline.
pub(super) fn byline_names(text: &str, rules: &Rules) -> Vec<String> {
    let mut words = text.split_whitespace();
    let opens = words.next().is_some_and(|w| {
        let bare = w.trim_end_matches(':').to_lowercase();
        rules.publishers.bylines.contains(&bare) && w.starts_with(char::is_uppercase)
    });
    let few = text.len() < 160 && BYLINE_WORDS.contains(&text.split_whitespace().count());
    if !opens || !few || text.ends_with(['.', '?', '!', ':', ';']) || text.contains(|c: char| c.is_numeric())
    {
        return Vec::new();
    }
    let mut names = vec![String::new()];
    for word in words {
        if word == "&" || rules.parts.and.contains(&word.to_lowercase()) {
            names.push(String::new());
            continue;
        }
        if !word.starts_with(char::is_uppercase) {
            return Vec::new();
        }
        let bare = word.trim_end_matches(',');
        let last = names.len() - 1;
        if !names[last].is_empty() {
            names[last].push(' ');
        }
        names[last].push_str(bare);
        if bare.len() < word.len() {
            names.push(String::new());
        }
    }
    names.retain(|n| !n.is_empty());
    let whole = names.iter().all(|n| n.contains(' '));
    if whole { names } else { Vec::new() }
}

/// Marks the byline of a text capture beside its title and gives the names of it.
pub(super) fn take_byline(draft: &Draft, parts: &mut [Part], rules: &Rules) -> Vec<String> {
    let title = parts.iter().position(|p| *p == Part::Title).filter(|_| !draft.parted);
    let Some(title) = title else { return Vec::new() };
    for at in title + 1..(title + 1 + FIRST_LINES).min(parts.len()) {
        let names = byline_names(&draft.lines[at].text, rules);
        if parts[at] == Part::Body && !names.is_empty() {
            parts[at] = Part::Chrome("byline");
            return names;
        }
    }
    Vec::new()
}

/// A dateline that opens a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// The line that it opens.
    pub line: usize,
    /// Its length in bytes, signs included, without the white space after it.
    pub end: usize,
    /// The place as printed.
    pub place: String,
    /// The day, perhaps without a year.
    pub day: Option<DateHit>,
    /// The agency as printed.
    pub agency: Option<String>,
}

impl Opening {
    /// The dateline; a day without a year is the last such up to the day after `published`.
    pub(super) fn dateline(&self, published: Option<Date>) -> Dateline {
        let near = |hit: DateHit| {
            let latest = published.map(|p| p.tomorrow().unwrap_or(p))?;
            let in_year = |year: i16| hit.date(Some(year)).filter(|d| *d <= latest);
            in_year(latest.year()).or_else(|| in_year(latest.year() - 1))
        };
        Dateline {
            place: Some(self.place.clone()),
            date: self.day.and_then(|hit| hit.date(None).or_else(|| near(hit))),
            agency: self.agency.clone(),
        }
    }
}

/// The dateline that opens one of the first paragraphs.
pub(super) fn find_opening(draft: &Draft, parts: &[Part], rules: &Rules) -> Option<Opening> {
    let body = |(at, p): (usize, &Part)| (*p == Part::Body).then_some(at);
    let first = parts.iter().enumerate().filter_map(body).take(FIRST_LINES);
    let (line, (end, place, day, agency)) =
        first.into_iter().find_map(|at| Some((at, opening(&draft.lines[at].text, rules)?)))?;
    // Labels come back: "HOLT — Yes." and "LIND — No." are turns.
    let others = draft.lines.iter().enumerate().filter(|(at, _)| *at != line);
    let alike = others.filter(|(_, l)| opens_alike(&l.text)).take(1).count();
    (alike == 0).then_some(Opening { line, end, place, day, agency })
}

/// True for a line that opens with a few capitals and a dash, as labels of turns do.
fn opens_alike(text: &str) -> bool {
    let head = text.char_indices().take(60).find(|(_, c)| is_dash(*c)).and_then(|(at, _)| text.get(..at));
    head.is_some_and(|h| {
        let plain = h.split('(').next().unwrap_or(h).trim();
        h.ends_with(char::is_whitespace)
            && !plain.is_empty()
            && (is_upper(plain) || h.trim_end().ends_with(')'))
    })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

fn is_upper(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2 && !text.contains(char::is_lowercase)
}

type Parted = (usize, String, Option<DateHit>, Option<String>);

/// Place, day and agency at the head of a paragraph, and where they end.
fn opening(text: &str, rules: &Rules) -> Option<Parted> {
    let cut = text.char_indices().nth(HEAD_CHARS).map_or(text.len(), |(at, _)| at);
    let near = &text[..cut];
    dashed(text, near, rules).or_else(|| stopped(text, near, rules))
}

/// "BRONA, 12 July (NORPRESS) - The": all before a dash that stands apart.
fn dashed(text: &str, near: &str, rules: &Rules) -> Option<Parted> {
    let apart = |(at, c): &(usize, char)| {
        is_dash(*c)
            && near[..*at].ends_with(|c: char| c.is_whitespace() || c == ')')
            && text[at + c.len_utf8()..].starts_with(char::is_whitespace)
    };
    let (at, dash) = near.char_indices().find(apart)?;
    let head = near[..at].trim_end();
    let told = told(head, rules)?;
    // A place alone must be set off from the words: by capitals or in brackets.
    let bracketed = head.starts_with('(') && head.ends_with(')');
    let sure = told.1.is_some() || told.2.is_some() || is_upper(head) || bracketed;
    let end = at + dash.len_utf8();
    (sure && begins_sentence(&text[end..])).then_some((end, told.0, told.1, told.2))
}

/// "Ostrava Vale, March 9, KPA. Prime": a day must stand in it.
fn stopped(text: &str, near: &str, rules: &Rules) -> Option<Parted> {
    let hit = find_dates(near, &rules.dates).first().copied()?;
    let mut stop = near.get(hit.span.end..)?.find(". ").map(|n| hit.span.end + n)?;
    // "БРОНА, 4 мая. /НОРПРЕСС/. Совет": the agency has a stop of its own.
    let rest = near.get(stop + 1..)?;
    if rest.trim_start().starts_with(['/', '(']) {
        stop += 1 + rest.find(". ")?;
    }
    let (place, day, agency) = told(near.get(..stop)?, rules)?;
    // "Brona, 12 July. The": with no agency the place must be parted from the day.
    let parted = near.get(..hit.span.start)?.trim_end().ends_with([',', '.', ':']);
    (parted && begins_sentence(&text[stop + 1..])).then_some((stop + 1, place, day, agency))
}

fn begins_sentence(rest: &str) -> bool {
    let rest = rest.trim_start();
    let open = rest.trim_start_matches(['"', '“', '«', '„', '\'', '‘']);
    open.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && rest.split_whitespace().nth(SENTENCE_WORDS).is_some()
}

/// Place, day and agency of the words before the sign.
fn told(head: &str, rules: &Rules) -> Option<(String, Option<DateHit>, Option<String>)> {
    let hits = find_dates(head, &rules.dates);
    if hits.len() > 1 {
        return None;
    }
    let day = hits.first().copied();
    let (before, after) = match day {
        Some(hit) => (head.get(..hit.span.start)?, head.get(hit.span.end..)?),
        None => (head, ""),
    };
    let signs = [',', '.', '(', ')', '/', ';', ':', '[', ']'];
    let pieces = |text: &str| -> Vec<String> {
        let bare = text.split(signs).map(|p| p.trim().trim_matches(is_dash).trim());
        let named = |p: &&str| !p.is_empty() && !rules.dates.weekdays.contains(&p.to_lowercase());
        bare.filter(named).map(str::to_string).collect()
    };
    let (mut places, mut agencies) = (pieces(before), pieces(after));
    if agencies.is_empty() && places.len() > 1 && head.ends_with([')', ']']) {
        agencies.extend(places.pop());
    }
    if agencies.is_empty()
        && places.len() > 1
        && places.last().is_some_and(|p| rules.publishers.agency(p).is_some())
    {
        agencies.extend(places.pop());
    }
    let place = places.first()?.clone();
    let fits =
        places.len() <= 2 && agencies.len() <= 1 && places.iter().chain(&agencies).all(|p| is_named(p));
    fits.then(|| (place, day, agencies.pop()))
}

/// A few words, the first and the last with a capital, without figures.
fn is_named(words: &str) -> bool {
    let big = |w: Option<&str>| w.is_some_and(|w| w.starts_with(char::is_uppercase));
    big(words.split_whitespace().next())
        && big(words.split_whitespace().next_back())
        && words.split_whitespace().count() <= 4
        && !words.contains(|c: char| c.is_numeric() || matches!(c, '?' | '!' | '"' | '“' | '«'))
}

/// Cuts the dateline off the paragraph that it opens; every character keeps its place.
pub(super) fn cut_opening(draft: &mut Draft, parts: &mut Vec<Part>, opening: &Opening) {
    let line = &mut draft.lines[opening.line];
    let rest = line.text[opening.end..].trim_start();
    let start = line.text.len() - rest.len();
    let moved = |s: &Span| (s.start >= start).then(|| Span::new(s.start - start, s.end - start));
    let after = DraftLine {
        text: rest.to_string(),
        kind: line.kind,
        lead: None,
        struck: line.struck.iter().filter_map(moved).collect(),
        origin: line.origin.clone(),
        before: line.text[opening.end..start].to_string(),
    };
    line.text.truncate(opening.end);
    line.struck.retain(|s| s.end <= opening.end);
    line.lead = None;
    draft.lines.insert(opening.line + 1, after);
    parts[opening.line] = Part::Dateline;
    parts.insert(opening.line + 1, Part::Body);
}

/// The publisher that a line before the title names: "KOLVANY PRESS AGENCY", "Office of the President".
pub(super) fn named_publisher(draft: &Draft, parts: &[Part], rules: &Rules) -> Option<String> {
    let title = parts.iter().position(|p| *p == Part::Title).filter(|_| !draft.parted)?;
    let head = &draft.lines[..title.min(FIRST_LINES)];
    head.iter().enumerate().find_map(|(n, line)| {
        let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = fold(&text);
        let before = n.checked_sub(1).and_then(|n| head.get(n)).map(|l| l.text.clone());
        if rules.publishers.name_ends.contains(&folded) {
            return before.filter(|b| is_site_name(b));
        }
        let ends = || rules.publishers.name_ends.iter().any(|e| after_word(&folded, e));
        let opens = || rules.publishers.name_starts.iter().any(|s| folded.starts_with(s.as_str()));
        (is_site_name(&text) && (ends() || opens())).then_some(text)
    })
}

/// True for a text that ends with `end` as words of their own.
fn after_word(text: &str, end: &str) -> bool {
    text.strip_suffix(end).is_some_and(|before| before.ends_with(' '))
}

/// A few words that begin with a capital and are no sentence.
fn is_site_name(text: &str) -> bool {
    text.len() < 120
        && text.split_whitespace().count() <= 10
        && text.starts_with(char::is_uppercase)
        && !text.ends_with(['.', '?', '!', ':', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_told_from_titles() {
        let names = |text: &str| byline_names(text, Rules::builtin()).join("; ");
        assert_eq!(names("By Ilse Hartnell"), "Ilse Hartnell");
        assert_eq!(names("Text: Ilse Hartnell und Jan Lind"), "Ilse Hartnell; Jan Lind");
        assert_eq!(names("Von Ilse Hartnell, Jan Lind"), "Ilse Hartnell; Jan Lind");
        assert_eq!(names("Par Ilse Hartnell"), "Ilse Hartnell");
        for other in [
            "By the bridge of Lindar",
            "By 2032 the bridge will stand",
            "Von der Heide",
            "Text: open",
            "By Monday",
        ] {
            assert_eq!(names(other), "", "{other}");
        }
    }

    fn check(text: &str, want: Option<(&str, &str, &str)>) {
        let found = opening(text, Rules::builtin());
        let shown = found.as_ref().map(|(end, place, day, agency)| {
            (
                place.as_str(),
                if day.is_some() { "day" } else { "" },
                agency.as_deref().unwrap_or(""),
                text[*end..].trim_start(),
            )
        });
        let want = want.map(|(p, d, a)| (p, d, a, "President Lind met the ministers of Norland there."));
        assert_eq!(shown, want, "{text}");
    }

    #[test]
    fn datelines_at_the_head_of_a_paragraph() {
        let rest = "President Lind met the ministers of Norland there.";
        for (head, want) in [
            ("PORT SELLA —", Some(("PORT SELLA", "", ""))),
            ("Ostrava Vale, March 9, KPA.", Some(("Ostrava Vale", "day", "KPA"))),
            ("BRONA, 12 July (NORPRESS) -", Some(("BRONA", "day", "NORPRESS"))),
            ("BRONA, Norland (NORPRESS) —", Some(("BRONA", "", "NORPRESS"))),
            ("(Brona) –", Some(("Brona", "", ""))),
            ("Brona. 12 July. Norpress –", Some(("Brona", "day", "Norpress"))),
            ("Vera Holt —", None),
            ("In Brona on 12 July, the rain fell.", None),
            ("On 12 July, all was quiet.", None),
            ("Well —", None),
        ] {
            check(&format!("{head} {rest}"), want);
        }
        check("BRONA — yes.", None);
    }

    #[test]
    fn a_dateline_is_cut_and_nothing_moves() {
        let rules = Rules::builtin();
        let text = "Lind visits Tesmara\n\nBRONA, 12 July (NORPRESS) - The president met the ministers of Norland in the old hall.\n\nHe left in the evening and said that he would come back.\n";
        let mut draft = super::super::lines::cut(text);
        let mut parts = super::super::chrome::mark(&draft, None, rules);
        let opening = find_opening(&draft, &parts, rules).expect("a dateline");
        cut_opening(&mut draft, &mut parts, &opening);
        let whole = super::super::assemble::assemble(&draft, &parts);
        assert_eq!(whole.text, text.trim_end());
        assert_eq!(whole.blocks[1].span.of(&whole.text), "BRONA, 12 July (NORPRESS) -");
        assert!(whole.blocks[2].span.of(&whole.text).starts_with("The president"));
        let day: Date = "2032-07-13".parse().expect("a day");
        assert_eq!(opening.dateline(Some(day)).date, "2032-07-12".parse().ok());
        assert_eq!(opening.dateline(None).date, None);
    }

    #[test]
    fn labels_with_a_dash_are_no_datelines() {
        let rules = Rules::builtin();
        let text = "HOLT — Good morning, I have a short statement on the bridge.\nLIND — Thank you, and good morning to all of you here.\n";
        let draft = super::super::lines::cut(text);
        let parts = super::super::chrome::mark(&draft, None, rules);
        assert_eq!(find_opening(&draft, &parts, rules), None);
    }
}
