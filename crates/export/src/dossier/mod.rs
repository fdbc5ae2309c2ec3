//! A dossier as one page of HTML that needs nothing beside it: no script, no font, no address.
//!
//! A reader sees the counts, the line of time, the sections with the most telling lines, the figures
//! drawn, who speaks how much, the documents, and at the end the sentences on which the lines rest. Each
//! line leads to its sentences, each section says how many more there are and which command shows them.

mod chart;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use variorum_text::dossier::{Chosen, Line, Material, Place, Section, Sentence, Shown, Topic};
use variorum_text::span::Span;

use crate::markup::{begin_page, escaped};
use crate::series::Sheet;

const STYLE: &str = include_str!("page.css");
/// Speakers in the table at most.
const SPEAKERS: usize = 40;
/// Documents listed at most.
const DOCUMENTS: usize = 400;
/// Letters of a sentence that a pointer over its place shows.
const POINTED: usize = 400;
/// Letters of a cited sentence at most.
const SENTENCE: usize = 1200;

/// What the page is made of.
pub struct Page<'p> {
    /// The documents and what was found in them.
    pub material: &'p Material<'p>,
    /// All sections.
    pub sections: &'p [Section],
    /// What is shown of them.
    pub chosen: &'p [Chosen<'p>],
    /// The figures, with the documents as the user calls them.
    pub sheet: Sheet<'p>,
    /// A short name for each document.
    pub names: &'p [String],
    /// Of which documents no events were read; `None` where of all.
    pub unread: Option<String>,
    /// The command that shows all of a topic; `None` where there is none.
    pub command: &'p dyn Fn(Topic) -> Option<String>,
    /// A place as a reader looks it up: a line of a file, or a sentence of a document.
    pub place: &'p dyn Fn(&Place) -> String,
    /// The command that compares two documents.
    pub compare: &'p dyn Fn(usize, usize) -> Option<String>,
}

/// The page.
pub fn dossier_page(page: &Page) -> String {
    let mut out = begin_page(&title(page), STYLE);
    let cited = Cited::of(page);
    head(&mut out, page);
    out.push_str("<main>\n");
    line_of_time(&mut out, page);
    for chosen in page.chosen {
        section(&mut out, page, chosen);
    }
    speakers(&mut out, page);
    documents(&mut out, page);
    cited.write(&mut out, page);
    out.push_str(
        "</main>\n<footer>What the documents held here say, in their own words and with their places. ",
    );
    out.push_str("Whether it is true, and why versions differ, is not said.</footer>\n</body>\n</html>\n");
    out
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

fn days(page: &Page) -> String {
    match (page.material.found.brief.from, page.material.found.brief.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        _ => String::new(),
    }
}

fn title(page: &Page) -> String {
    let days = days(page);
    let of = counted(page.material.found.brief.documents, "document");
    if days.is_empty() { format!("What {of} tell") } else { format!("What {of} tell, {days}") }
}

fn head(out: &mut String, page: &Page) {
    let brief = page.material.found.brief;
    let publishers = brief.publishers.iter().filter(|(name, _)| name.is_some()).count();
    let counts = [
        counted(brief.documents, "document"),
        counted(publishers, "publisher"),
        counted(brief.meetings.len(), "meeting"),
        counted(brief.turns, "turn"),
    ];
    let facts: Vec<String> = counts.into_iter().chain([days(page)]).filter(|f| !f.is_empty()).collect();
    let unread = page.unread.as_deref().map(|u| format!("<p class=\"told\">{}</p>\n", escaped(u)));
    let unread = unread.unwrap_or_default();
    let _ = write!(
        out,
        "<header>\n<h1>{}</h1>\n<p class=\"sum\">{}</p>\n{unread}<nav aria-label=\"Sections\">",
        escaped(&title(page)),
        escaped(&facts.join(" · "))
    );
    for chosen in page.chosen {
        let n = chosen.entries.len() + chosen.hidden;
        let _ = write!(out, "<a href=\"#{}\">{} ({n})</a>", anchor(chosen.topic), chosen.topic.title());
    }
    out.push_str("<a href=\"#speakers\">Speakers</a><a href=\"#documents\">Documents</a><a href=\"#sentences\">Sentences</a></nav>\n</header>\n");
}

/// The id of a section.
fn anchor(topic: Topic) -> String {
    format!("{topic:?}").to_lowercase()
}

/// The id of an entry: its section and its place there.
fn entry_anchor(page: &Page, chosen: &Chosen, shown: &Shown) -> String {
    let section = page.sections.iter().find(|s| s.topic == chosen.topic);
    let n = section.and_then(|s| s.entries.iter().position(|e| std::ptr::eq(e, shown.entry)));
    format!("{}-{}", anchor(chosen.topic), n.unwrap_or(0) + 1)
}

fn line_of_time(out: &mut String, page: &Page) {
    let mut marks = Vec::new();
    for chosen in page.chosen {
        let lane = match chosen.topic {
            Topic::Meetings => 0,
            Topic::Agreements => 1,
            Topic::Events | Topic::Mentioned => 2,
            _ => continue,
        };
        for shown in &chosen.entries {
            let Some(day) = shown.entry.day else { continue };
            let head = &shown.entry.head;
            let title = format!("{}: {}", head.when, head.words);
            marks.push(timeline::Mark {
                day,
                lane,
                held: shown.entry.is_held,
                title,
                label: head.words.clone(),
                anchor: entry_anchor(page, chosen, shown),
            });
        }
    }
    if marks.len() < 2 {
        return;
    }
    let _ = write!(
        out,
        "<section id=\"time\">\n<h2>Line of time</h2>\n<p class=\"told\">Filled: held here. Hollow: known from mention. Each mark leads to its line.</p>\n"
    );
    for (kind, width) in [("broad", 960.0), ("narrow", 400.0)] {
        let drawn = timeline::timeline(&marks, width);
        out.push_str(&drawn.replacen("chart time", &format!("chart time {kind}"), 1));
    }
    out.push_str("</section>\n");
}

fn section(out: &mut String, page: &Page, chosen: &Chosen) {
    let _ = write!(
        out,
        "<section id=\"{}\">\n<h2>{}</h2>\n<p class=\"told\">{}</p>\n",
        anchor(chosen.topic),
        chosen.topic.title(),
        escaped(chosen.topic.told())
    );
    if chosen.topic == Topic::Figures {
        out.push_str(&chart::charts(page, chosen));
    }
    out.push_str("<ul class=\"entries\">\n");
    for shown in &chosen.entries {
        let _ = write!(out, "<li class=\"entry\" id=\"{}\">", entry_anchor(page, chosen, shown));
        line(out, page, &shown.entry.head);
        if shown.below > 0 {
            out.push_str("<div class=\"below\">");
            shown.entry.below.iter().take(shown.below).for_each(|l| line(out, page, l));
            out.push_str("</div>");
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    more(out, page, chosen);
    out.push_str("</section>\n");
}

/// How many more there are, and the command that shows them.
fn more(out: &mut String, page: &Page, chosen: &Chosen) {
    let command = (page.command)(chosen.topic).map(|c| format!("<code>{}</code>", escaped(&c)));
    let _ = match (chosen.hidden, command) {
        (0, None) => Ok(()),
        (0, Some(command)) => writeln!(out, "<p class=\"more\">More of each: {command}</p>"),
        (n, None) => writeln!(out, "<p class=\"more\">And {n} more.</p>"),
        (n, Some(command)) => writeln!(out, "<p class=\"more\">And {n} more: {command}</p>"),
    };
}

fn line(out: &mut String, page: &Page, line: &Line) {
    let mark = match line.mark.as_str() {
        "" => String::new(),
        "≠" => "<span class=\"clash\" title=\"these do not go together\">≠</span> ".to_string(),
        mark => format!("<span class=\"chip\">{}</span> ", escaped(mark)),
    };
    let compare = line.compare.and_then(|(a, b)| (page.compare)(a, b));
    let compare = compare.map(|c| format!(" <code>{}</code>", escaped(&c))).unwrap_or_default();
    let _ = write!(
        out,
        "<div class=\"line\"><span class=\"when\">{}</span><span class=\"what\">{mark}{}{compare}{}</span></div>",
        escaped(&line.when),
        escaped(&line.words),
        places(page, &line.places)
    );
}

/// Places of a line shown at most.
const PLACES: usize = 8;

/// The places as links to the sentences and documents below.
fn places(page: &Page, places: &[Place]) -> String {
    if places.is_empty() {
        return String::new();
    }
    let mut out = String::from(" <span class=\"at\">");
    for place in places.iter().take(PLACES) {
        let source = page.sheet.sources.get(place.document);
        let full = source.map_or("", |s| s.name);
        let name = page.names.get(place.document).map_or("", String::as_str);
        let (href, label, title) = match place.sentence {
            // What stands above the first sentence has no number.
            Some(s) if s.number == 0 => (
                format!("q-{}-0", place.document + 1),
                format!("{name} head"),
                format!("{full}, head of the page"),
            ),
            Some(s) => (
                format!("q-{}-{}", place.document + 1, s.number),
                (page.place)(place),
                format!("{full}, sentence {}: {}", s.number, quoted(page, place.document, s.span)),
            ),
            None => (format!("d-{}", place.document + 1), name.to_string(), full.to_string()),
        };
        let role = match place.role {
            "" => String::new(),
            role => format!(" <span class=\"role\">{role}</span>"),
        };
        let _ =
            write!(out, "<a href=\"#{href}\" title=\"{}\">{}{role}</a>", escaped(&title), escaped(&label));
    }
    if places.len() > PLACES {
        let _ = write!(out, "and {} more", places.len() - PLACES);
    }
    out.push_str("</span>");
    out
}

/// A sentence as a pointer shows it.
fn quoted(page: &Page, document: usize, span: Span) -> String {
    let Some(held) = page.material.held.get(document) else { return String::new() };
    let words = span.of(&held.reading.document.text).split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(POINTED).collect()
}

fn speakers(out: &mut String, page: &Page) {
    let all = &page.material.found.brief.speakers;
    if all.is_empty() {
        return;
    }
    let most = all.iter().map(|s| s.words).max().unwrap_or(1).max(1);
    out.push_str("<section id=\"speakers\">\n<h2>Speakers</h2>\n<p class=\"told\">Turns and words of named speakers; every version is counted.</p>\n<div class=\"wide\"><table>\n<thead><tr><th>Name</th><th class=\"n\">Turns</th><th class=\"n\">Words</th><th></th></tr></thead>\n<tbody>\n");
    for share in all.iter().take(SPEAKERS) {
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"share\"><i style=\"width:{:.1}%\"></i></td></tr>",
            escaped(&share.name),
            share.turns,
            share.words,
            100.0 * share.words as f64 / most as f64
        );
    }
    out.push_str("</tbody>\n</table></div>\n");
    if all.len() > SPEAKERS {
        let _ = writeln!(out, "<p class=\"more\">And {} more speakers.</p>", all.len() - SPEAKERS);
    }
    out.push_str("</section>\n");
}

fn documents(out: &mut String, page: &Page) {
    let held = page.material.held;
    out.push_str("<section id=\"documents\">\n<h2>Documents</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>Name</th><th>Day</th><th>Publisher</th><th>Title</th></tr></thead>\n<tbody>\n");
    for (n, one) in held.iter().enumerate().take(DOCUMENTS) {
        let document = &one.reading.document;
        let name = page.sheet.sources.get(n).map_or(one.id, |s| s.name);
        let title = escaped(document.title.as_deref().unwrap_or(""));
        let is_web = |u: &&str| u.starts_with("https://") || u.starts_with("http://");
        let title = match document.url.as_deref().filter(is_web) {
            Some(url) => format!("<a href=\"{}\" rel=\"noreferrer\">{title}</a>", escaped(url)),
            None => title,
        };
        let _ = writeln!(
            out,
            "<tr id=\"d-{}\"><td>{}</td><td class=\"when\">{}</td><td>{}</td><td>{title}</td></tr>",
            n + 1,
            escaped(name),
            one.reading.day().map(|d| d.to_string()).unwrap_or_default(),
            escaped(document.publisher.as_deref().unwrap_or("")),
        );
    }
    out.push_str("</tbody>\n</table></div>\n");
    if held.len() > DOCUMENTS {
        let _ = writeln!(out, "<p class=\"more\">And {} more documents.</p>", held.len() - DOCUMENTS);
    }
    out.push_str("</section>\n");
}

/// The sentences that the page cites, by document.
struct Cited {
    sentences: BTreeMap<usize, BTreeMap<usize, Span>>,
    /// Ids of statements that drawings lead to, with their place.
    statements: BTreeMap<(usize, usize), BTreeSet<String>>,
}

impl Cited {
    fn of(page: &Page) -> Cited {
        let mut found = Cited { sentences: BTreeMap::new(), statements: BTreeMap::new() };
        for shown in page.chosen.iter().flat_map(|c| &c.entries) {
            let below = shown.entry.below.iter().take(shown.below);
            for line in std::iter::once(&shown.entry.head).chain(below) {
                line.places.iter().take(PLACES).for_each(|p| found.take(p.document, p.sentence));
            }
        }
        let mut seen = BTreeSet::new();
        for witness in chart::drawn(page).flat_map(|p| p.witnesses.first()) {
            let sentence = Sentence { number: witness.number, span: witness.sentence };
            found.take(witness.document, Some(sentence));
            if seen.insert(witness.statement.as_str()) {
                let place = (witness.document, witness.number);
                found.statements.entry(place).or_default().insert(witness.statement.clone());
            }
        }
        found
    }

    fn take(&mut self, document: usize, sentence: Option<Sentence>) {
        if let Some(sentence) = sentence {
            let of = self.sentences.entry(document).or_default();
            of.entry(sentence.number).or_insert(sentence.span);
        }
    }

    fn write(&self, out: &mut String, page: &Page) {
        if self.sentences.is_empty() {
            return;
        }
        out.push_str("<section id=\"sentences\">\n<h2>Sentences</h2>\n<p class=\"told\">The sentences on which the lines above rest, as the documents print them.</p>\n");
        for (document, sentences) in &self.sentences {
            let Some(held) = page.material.held.get(*document) else { continue };
            let name = page.sheet.sources.get(*document).map_or(held.id, |s| s.name);
            let _ = write!(
                out,
                "<h3><a href=\"#d-{}\">{}</a></h3>\n<ol class=\"quotes\">\n",
                document + 1,
                escaped(name)
            );
            for (number, span) in sentences {
                let text = span.of(&held.reading.document.text);
                let words: String = text.chars().take(SENTENCE).collect();
                let anchors = self.statements.get(&(*document, *number)).into_iter().flatten();
                let anchors: String =
                    anchors.map(|id| format!("<span id=\"{}\"></span>", escaped(id))).collect();
                let _ = writeln!(
                    out,
                    "<li id=\"q-{}-{number}\" value=\"{number}\">{anchors}{}{}</li>",
                    document + 1,
                    speaker(page, *document, *span),
                    escaped(&words)
                );
            }
            out.push_str("</ol>\n");
        }
        out.push_str("</section>\n");
    }
}

/// The name of the one in whose turn a sentence stands.
fn speaker(page: &Page, document: usize, sentence: Span) -> String {
    let Some(held) = page.material.held.get(document) else { return String::new() };
    let turn = held.reading.transcript.turns.iter().find(|t| t.words.holds(sentence));
    let name = turn.and_then(|t| t.speaker.name.as_deref().or(t.speaker.label.as_deref()));
    name.map(|n| format!("<b>{}:</b> ", escaped(n))).unwrap_or_default()
}
