//! Lines that a site prints around the text of each of its pages, learnt from text captures.
//!
//! ```text
//! View settings            on every page of gazette.example, before the text or after it
//! Bridge opens in Brona    on this page alone
//! ```
//! `Learner` takes the edges of many captures (the lines before the first sure line of text and after
//! the last) and gives the lines that stand at the edges of three pages of different text. What is
//! learnt is a table of rules (`hosts.toml`), so that a reading is still made by bytes and rules alone;
//! which captures were taken up first makes no difference. `drop_known` leaves such lines out of one
//! page, but no line of talk, no name, no title that has no better, no sentence beside the text: the
//! words by which a speaker opens and ends every speech come back on many pages too.

use std::collections::{BTreeMap, BTreeSet};

use super::chrome::{Part, Shape, find_title, is_anchor, is_speaker_line, shapes_of};
use super::draft::Draft;
use super::light::free_lines;
use super::{Capture, Finding, MediaType, draft_of, metadata};
use crate::rules::Rules;

/// The reason a reading gives for such a line.
pub(super) const REASON: &str = "site";

/// Pages of different text on which a line must stand.
const LEAST_PAGES: usize = 3;
/// Pages of a site from which is learnt: those with the smallest digests.
const MOST_PAGES: usize = 40;
/// Sites of which is learnt, the first by name.
const MOST_SITES: usize = 500;
/// Lines of one edge that are looked at, from the outside.
const MOST_LINES: usize = 40;
/// Words of a line that a site may print on every page.
const MOST_WORDS: usize = 25;
/// Lines of text by which two captures of one page are known as such.
const MOST_PROSE: usize = 32;

/// What stands around the text of one capture.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edges {
    /// The site: a host, else its name as the page prints it.
    pub site: String,
    /// Digests of the sure lines of its text, the smallest, rising; never empty.
    pub text: Vec<u64>,
    /// The lines before and after, folded, none twice.
    pub lines: BTreeSet<String>,
}

/// The edges of a text capture; `None` for a web page, a capture without site, one without text.
pub fn edges(capture: &Capture, rules: &Rules) -> Option<Edges> {
    if capture.media_type == MediaType::Html {
        return None;
    }
    let draft = draft_of(capture, rules).ok()?;
    let site = site_of(capture, &draft, rules)?;
    let shapes = shapes_of(&draft, rules);
    let text: BTreeSet<u64> = shapes.iter().filter(|s| is_anchor(s)).map(|s| digest(&s.folded)).collect();
    let (head, foot) = edge_ranges(&shapes)?;
    let lines = head.take(MOST_LINES).chain(foot.rev().take(MOST_LINES));
    let short = |at: &usize| matches!(shapes[*at].part, Part::Body) && is_short(&shapes[*at]);
    let lines = lines
        .filter(|at| short(at) && !is_above_clock(&shapes, *at))
        .map(|at| shapes[at].folded.clone())
        .collect();
    Some(Edges { site, text: text.into_iter().take(MOST_PROSE).collect(), lines })
}

/// The lines that are known of the site of a text capture.
pub(super) fn known<'r>(capture: &Capture, draft: &Draft, rules: &'r Rules) -> Option<&'r BTreeSet<String>> {
    let asks = capture.media_type != MediaType::Html && !rules.hosts.is_empty();
    rules.hosts.lines(&site_of(capture, draft, rules).filter(|_| asks)?)
}

/// Most lines that are told one by one.
const MOST_TOLD: usize = 40;

/// Tells each line that was left out because its site prints it on other pages too.
pub(super) fn findings(draft: &Draft, parts: &[Part]) -> Vec<Finding> {
    let lines = draft.lines.iter().zip(parts).filter(|(_, part)| **part == Part::Chrome(REASON));
    let told = lines.take(MOST_TOLD).map(|(line, _)| {
        let words: String = line.text.chars().take(80).collect();
        let message =
            format!("left out as {REASON}, a line that stands on other pages of the site: `{words}`");
        Finding { code: "chrome_dropped", message, span: None }
    });
    told.collect()
}

/// The site of a capture: the host of its address, else the name of an official site among its lines.
pub(super) fn site_of(capture: &Capture, draft: &Draft, rules: &Rules) -> Option<String> {
    let url = capture.url.as_deref().or(draft.declared.url.as_deref());
    if let Some((_, rest)) = url.and_then(|u| u.split_once("://")) {
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("").to_lowercase();
        return Some(host.trim_start_matches("www.").to_string()).filter(|h| !h.is_empty());
    }
    let mut lines = draft.lines.iter().map(|l| l.text.as_str()).filter(|l| l.len() <= 120);
    lines.find(|l| metadata::is_official(l, rules)).map(super::chrome::fold)
}

/// Lines between a place and the clock behind it at most.
const ABOVE: usize = 3;

/// "Old Hall" over "5:02 P.M.": where the words were said, on many pages of a site.
fn is_above_clock(shapes: &[Shape], at: usize) -> bool {
    shapes[at + 1..].iter().filter(|s| s.words > 0).take(ABOVE).any(|s| matches!(s.part, Part::Clock))
}

type Range = std::ops::Range<usize>;

/// The lines before the first sure line of text, and those after the last.
fn edge_ranges(shapes: &[Shape]) -> Option<(Range, Range)> {
    let first = shapes.iter().position(is_anchor)?;
    let last = shapes.iter().rposition(is_anchor)?;
    Some((0..first, last + 1..shapes.len()))
}

fn is_short(shape: &Shape) -> bool {
    !shape.labelled && (1..=MOST_WORDS).contains(&shape.words)
}

/// FNV-1a, the same on every machine.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, b| (sum ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

/// Learns the lines of sites from the edges of captures, in any order.
#[derive(Debug, Default)]
pub struct Learner {
    /// By site, the pages by the smallest digest of their text.
    sites: BTreeMap<String, BTreeMap<u64, Edges>>,
}

impl Learner {
    /// Takes up a capture.
    pub fn add(&mut self, edges: Edges) {
        let Some(key) = edges.text.first().copied() else { return };
        let pages = self.sites.entry(edges.site.clone()).or_default();
        // Of two captures of one text the same is kept, whichever came first.
        match pages.get(&key) {
            Some(kept) if *kept <= edges => {}
            _ => drop(pages.insert(key, edges)),
        }
        if pages.len() > MOST_PAGES {
            pages.pop_last();
        }
        if self.sites.len() > MOST_SITES {
            self.sites.pop_last();
        }
    }

    /// What was learnt: for each site the lines, both sorted. Empty when nothing was.
    pub fn lines(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let learnt = self.sites.iter().map(|(site, pages)| (site.as_str(), repeated(pages)));
        learnt.filter(|(_, lines)| !lines.is_empty()).collect()
    }

    /// What was learnt as a table of rules; `None` when nothing was.
    pub fn table(&self) -> Option<String> {
        let rows = self.lines().into_iter().map(|(site, lines)| {
            let lines: Vec<String> = lines.into_iter().map(quoted).collect();
            format!("{} = [{}]\n", quoted(site), lines.join(", "))
        });
        let rows: String = rows.collect();
        (!rows.is_empty()).then_some(rows)
    }
}

/// Words as a string of TOML.
fn quoted(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The lines that stand at the edges of enough pages. Captures that share a line of text are one page.
fn repeated(pages: &BTreeMap<u64, Edges>) -> BTreeSet<&str> {
    let mut page_of: BTreeMap<u64, usize> = BTreeMap::new();
    let mut on: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (n, edges) in pages.values().enumerate() {
        let page = edges.text.iter().find_map(|line| page_of.get(line).copied()).unwrap_or(n);
        for line in &edges.text {
            page_of.entry(*line).or_insert(page);
        }
        for line in &edges.lines {
            on.entry(line).or_default().insert(page);
        }
    }
    on.into_iter().filter(|(_, pages)| pages.len() >= LEAST_PAGES).map(|(line, _)| line).collect()
}

/// Marks the lines that are known of the page's site as chrome.
pub(super) fn drop_known(draft: &Draft, shapes: &mut [Shape], known: &BTreeSet<String>, rules: &Rules) {
    let Some((head, foot)) = edge_ranges(shapes) else { return };
    let free = free_lines(draft, shapes, rules);
    let title = find_title(draft, shapes, rules);
    let is_known = |at: usize, shapes: &[Shape]| {
        let (shape, text) = (&shapes[at], draft.lines[at].text.as_str());
        let plain = shape.part == Part::Body && is_short(shape) && !text.starts_with(['(', '[', '<']);
        let plain = plain && !is_above_clock(shapes, at);
        free[at] && plain && known.contains(&shape.folded) && !names_somebody(draft, shapes, at, rules)
    };
    // What may be the words or the name of a speaker.
    let said = |at: usize, shapes: &[Shape]| {
        let (shape, text) = (&shapes[at], draft.lines[at].text.as_str());
        let named = shape.titled && (2..=4).contains(&shape.words) && !text.contains(char::is_numeric);
        named || shape.ends || text.ends_with([',', '，', '—', '–', ':', '…'])
    };
    // From the text outwards: a sentence or a name goes only when a line of chrome stands between.
    for edge in [head.rev().collect::<Vec<_>>(), foot.collect()] {
        let mut apart = false;
        for at in edge {
            if is_known(at, shapes) && (apart || !said(at, shapes)) {
                shapes[at].part = Part::Chrome(REASON);
            }
            apart |= matches!(shapes[at].part, Part::Chrome(_));
        }
    }
    // A title that comes back ("Daily briefing") stays when no other line can be one.
    if let Some(title) = title.filter(|t| shapes[*t].part == Part::Chrome(REASON)) {
        let other = find_title(draft, shapes, rules).filter(|at| shapes[*at].words >= 3);
        if other.is_none() {
            shapes[title].part = Part::Body;
        }
    }
}

/// True for a line with an office or an honorific that is not the name of an official site.
fn names_somebody(draft: &Draft, shapes: &[Shape], at: usize, rules: &Rules) -> bool {
    let text = draft.lines[at].text.as_str();
    let office = || text.split(|c: char| !c.is_alphanumeric()).any(|w| rules.labels.is_office(w));
    (is_speaker_line(draft, shapes, at, rules) || office()) && !metadata::is_official(text, rules)
}

#[cfg(test)]
mod tests {
    use super::super::read_page;
    use super::*;

    const HEAD: &str = "Official website of the Government of Norland\nFont size of this page\nSearch the archive of texts\n";
    const FOOT: &str =
        "Subscribe to the paper edition\nAll texts may be used when the site is named.\nWrite to the desk\n";
    const TEXTS: [(&str, &str); 4] = [
        (
            "The bridge over the Merrow",
            "The bridge over the Merrow was opened on Monday by the minister of roads and two masons.\nMany people came, and the first train crossed the river at noon with flags on its roof.\n",
        ),
        (
            "Ten schools in the north",
            "Ten schools will be built in the north before autumn, the ministry of schools has told us.\nThe money was set aside in spring, and the first of them will open in Lindar in May.\n",
        ),
        (
            "Harvest better than feared",
            "The harvest was better than the farmers had feared after the rain of the early summer.\nThe mills of Brona have bought most of it, and the price of bread will stay as it is.\n",
        ),
        (
            "Floods in the valley",
            "The river rose by two metres in one night and left its bed at three places in the valley.\nNobody was hurt, and the road to Lindar will be open again when the water has gone.\n",
        ),
    ];

    fn capture(n: usize, text: &str) -> Capture {
        Capture {
            source: format!("{n}.txt"),
            bytes: text.as_bytes().to_vec(),
            media_type: MediaType::Text,
            charset: None,
            url: Some(format!("https://www.norland.example/{n}")),
            captured: None,
        }
    }

    fn pages(around: impl Fn(&str, &str) -> String) -> Vec<Capture> {
        TEXTS.iter().enumerate().map(|(n, (title, text))| capture(n, &around(title, text))).collect()
    }

    fn learnt<'c>(captures: impl Iterator<Item = &'c Capture>) -> Rules {
        let mut learner = Learner::default();
        captures.filter_map(|c| edges(c, Rules::builtin())).for_each(|e| learner.add(e));
        let table = learner.table().unwrap_or_default();
        Rules::with(&[(crate::rules::hosts::FILE.into(), table)]).expect("a table")
    }

    fn texts(captures: &[Capture], rules: &Rules) -> Vec<String> {
        captures.iter().map(|c| read_page(c, rules).document.text).collect()
    }

    #[test]
    fn what_a_site_prints_on_every_page_goes_and_is_told() {
        let captures = pages(|title, text| format!("{HEAD}{title}\n{text}{FOOT}"));
        let rules = learnt(captures.iter());
        for (capture, (title, words)) in captures.iter().zip(TEXTS) {
            let document = read_page(capture, &rules).document;
            assert_eq!(document.title.as_deref(), Some(title));
            assert_eq!(
                document.text.split_whitespace().collect::<Vec<_>>(),
                format!("{title} {words}").split_whitespace().collect::<Vec<_>>()
            );
            let told =
                document.findings.iter().filter(|f| f.message.contains("other pages of the site")).count();
            assert!(told >= 3, "{:?}", document.findings);
        }
        let backwards = learnt(captures.iter().rev());
        assert_eq!(backwards.digest(), rules.digest());
    }

    #[test]
    fn a_table_holds_odd_words() {
        let odd = "a \"b\" \\ c \u{7f}";
        let table = format!("{} = [{}]", quoted(odd), quoted(odd));
        let rules = Rules::with(&[(crate::rules::hosts::FILE.into(), table)]).expect("a table");
        assert!(rules.hosts.lines(odd).is_some_and(|lines| lines.contains(odd)));
    }

    #[test]
    fn one_page_captured_often_teaches_nothing() {
        let (title, text) = TEXTS[0];
        let edits = [
            "",
            "It rained.\n",
            "The band played on the bank until the evening, and nobody went home before ten.\n",
        ];
        let captures: Vec<Capture> = edits
            .iter()
            .enumerate()
            .map(|(n, more)| capture(n, &format!("{HEAD}{title}\n{text}{more}{FOOT}")))
            .collect();
        assert_eq!(learnt(captures.iter()).digest(), learnt([].iter()).digest());
    }

    /// The words by which every speech is opened and closed, its speaker and its notes stay.
    #[test]
    fn what_comes_back_in_speeches_stays() {
        let kept = [
            "Dear friends,",
            "Vera Holt",
            "Thank you for your attention.",
            "(Applause)",
            "Long live Norland!",
        ];
        let captures = pages(|title, text| {
            format!(
                "{HEAD}{title}\n{}\n{}\n{text}{}\n{}\n{}\n{FOOT}",
                kept[1], kept[0], kept[2], kept[3], kept[4]
            )
        });
        for text in texts(&captures, &learnt(captures.iter())) {
            for words in kept {
                assert!(text.contains(words), "lost `{words}` of:\n{text}");
            }
            assert!(!text.contains("Font size"), "{text}");
        }
    }

    #[test]
    fn lines_of_talk_and_a_title_that_comes_back_stay() {
        let captures = pages(|_, text| {
            let said = text
                .lines()
                .map(|l| format!("Vera Holt: {l}\nGood evening\nJan Lind: Thank you.\n"))
                .collect::<String>();
            format!("Daily briefing\n3 May 2031\n{said}{FOOT}")
        });
        let rules = learnt(captures.iter());
        for capture in &captures {
            let document = read_page(capture, &rules).document;
            assert_eq!(document.title.as_deref(), Some("Daily briefing"));
            assert_eq!(document.text.matches("Good evening\n").count(), 2, "{}", document.text);
        }
    }
}
