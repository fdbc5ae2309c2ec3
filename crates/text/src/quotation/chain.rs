//! Quoted words that carry on: in the next sentence, in the next paragraph, without a teller.
//!
//! ```text
//! “We go,” she said. “We do not wait.
//! “We never did.”
//! ```
//! is one quotation in three pieces. Quoted words that stand alone are the last speaker's when his
//! quoted words stand directly before them, else the next one's when he follows in the same
//! paragraph. Nothing crosses the border of a turn.

use crate::rules::{Doubts, Rules, Tags};
use crate::span::Span;

use super::cue::Line;
use super::doubt::Doubt;
use super::marks::Quote;
use super::person::{Last, Mention, People};
use super::printed::{self, Name, Printed};
use super::sentence::{self, Told};
use super::source::Source as Printable;
use super::token::{Kind, Token};
use super::{Mode, Quotation, Source};

/// How a quotation is told.
struct Teller {
    paragraph: usize,
    /// How its source is printed.
    how: Printed,
    /// True when its words in quotation marks are surely the source's.
    is_sure: bool,
}

/// The quotations found so far, and which of them the next quoted words may carry on.
pub(super) struct Chain<'r> {
    rules: &'r Rules,
    /// True when the language writes every noun with a capital.
    nouns: bool,
    /// True when words that are not known may stand for a verb: the page is in another language than the
    /// one whose words are best known, or in none that is told.
    is_strict: bool,
    found: Vec<Quotation>,
    /// How each of them is told.
    tellers: Vec<Teller>,
    /// All names of the page.
    mentions: Vec<Mention>,
    paragraph: usize,
    /// True at the head of a paragraph.
    fresh: bool,
    /// The quotation whose words end directly before the place that is read.
    open: Option<usize>,
    /// A telling whose words follow a colon in the next paragraph.
    ahead: Option<(Quotation, Printed, bool)>,
    /// Quoted words without a teller, waiting for one in the same paragraph.
    waiting: Vec<Span>,
    turn: Option<usize>,
    /// The quotation that the sentence before tells or carries on.
    near: Option<usize>,
    /// The quotation to which the sentence before added words that stand alone.
    carried: Option<usize>,
    /// True when a mark of the paragraph before was left open.
    is_unclosed: bool,
    /// True when the sentence before ended with a colon.
    ends_with_colon: bool,
}

impl<'r> Chain<'r> {
    /// Begins a document.
    pub fn new(rules: &'r Rules, language: Option<&str>) -> Self {
        Chain {
            rules,
            nouns: language.is_some_and(|l| rules.quotations.noun_capitals.contains(l)),
            is_strict: language != Some("en"),
            found: Vec::new(),
            tellers: Vec::new(),
            near: None,
            carried: None,
            is_unclosed: false,
            ends_with_colon: false,
            mentions: Vec::new(),
            paragraph: 0,
            fresh: true,
            open: None,
            ahead: None,
            waiting: Vec::new(),
            turn: None,
        }
    }

    /// Tells that a new paragraph begins; `is_lone` when it holds nothing but quoted words. Only such a
    /// one goes on with closed quoted words, and any with a mark left open or behind a colon.
    pub fn begin_paragraph(&mut self, quotes: &[Quote], turn: Option<usize>, is_lone: bool) {
        if self.turn != turn || quotes.is_empty() {
            self.open = None;
            self.ahead = None;
        }
        let quoted = self.open.is_some_and(|n| self.found[n].mode != Mode::Indirect);
        if !(self.is_unclosed || self.ends_with_colon || is_lone && quoted) {
            self.open = None;
        }
        self.is_unclosed = quotes.last().is_some_and(|q| !q.closed);
        self.turn = turn;
        self.paragraph += 1;
        self.fresh = true;
        self.waiting.clear();
    }

    /// Takes up one sentence with its tellings.
    pub fn take(&mut self, line: Line, told: Vec<Told>, doubts: &Doubts) {
        self.take_names(line);
        let doubt = Doubt::new(line, doubts, self.is_strict);
        if let Some(n) = self.near.take()
            && doubt.takes_back()
        {
            self.tellers[n].is_sure = false;
        }
        if let Some(n) = self.carried.take()
            && self.found[n].content.len() > 1
            && doubt.retells()
        {
            self.found[n].content.pop();
            self.open = None;
        }
        self.take_tellings(line, told, &doubt);
        let told = self.found.len().checked_sub(1).filter(|_| line.tokens.iter().any(Token::is_quote));
        self.near = told;
        self.ends_with_colon = line.tokens.last().is_some_and(|t| t.kind == Kind::Colon);
    }

    fn take_tellings(&mut self, line: Line, told: Vec<Told>, doubt: &Doubt) {
        // A line in other quotation marks by itself is a title, not speech that goes on.
        if std::mem::take(&mut self.fresh) && line.tokens.len() == 1 && !self.goes_on_with(line) {
            self.open = None;
        }
        let signs = !line.tokens.is_empty() && line.tokens.iter().all(|t| !t.is_word());
        if line.tokens.first().is_some_and(|t| t.is_quote())
            && let Some((quotation, how, is_sure)) = self.ahead.take()
        {
            self.tellers.push(Teller { paragraph: self.paragraph, how, is_sure });
            self.open = Some(self.found.len());
            self.found.push(quotation);
        }
        if signs && told.is_empty() && self.take_labelled(line) {
            return;
        }
        if signs && line.tokens.iter().any(|t| t.is_quote()) && told.is_empty() {
            let (a, b) = sentence::trimmed(line, 0, line.tokens.len());
            self.carry_on(line.span(a, b));
            return;
        }
        // "He did not say when.": the same one may go on.
        let same = !told.iter().any(|t| t.says || t.mode(line) != Mode::Indirect)
            && line.is(0, Tags::HE.and(Tags::SHE).and(Tags::THEY));
        let mut open = self.open.filter(|_| same);
        let n = told.len();
        for (i, told) in told.into_iter().enumerate() {
            let is_sure = told.mode(line) == Mode::Indirect || !doubt.is_doubtful(&told);
            let Some(quotation) = self.quotation(line, &told, i == 0, is_sure) else { continue };
            if quotation.mode != Mode::Indirect || i + 1 == n && told.speech && open.is_none() {
                open = Some(self.found.len());
            }
            self.found.push(quotation);
        }
        self.open = open;
        self.waiting.clear();
        let ahead = sentence::brings_in(line).map(|told| {
            let (quotation, how) = self.empty(line, &told);
            (quotation, how, !doubt.is_doubtful(&told))
        });
        self.ahead = ahead.filter(|(_, how, _)| self.turn.is_none() || *how != Printed::Own);
    }

    /// A transcript cited in quotation marks: “HOLT: We go.” with the label inside the marks.
    fn take_labelled(&mut self, line: Line) -> bool {
        let Some(span) = line.tokens.iter().find(|t| t.is_quote()).map(|t| t.span) else { return false };
        let Some((label, rest)) = printed::label_inside(line.text, span) else { return false };
        let words = label.of(line.text).split_whitespace().map(str::to_string).collect();
        let name = Name {
            words,
            office: String::new(),
            qualified: false,
            placed: false,
            titled: false,
            gender: None,
        };
        self.tellers.push(Teller { paragraph: self.paragraph, how: Printed::Name(name), is_sure: true });
        self.open = Some(self.found.len());
        self.found.push(Quotation {
            content: vec![rest],
            source: Some(Source { span: label, name: None }),
            cue: None,
            mode: Mode::Direct,
        });
        true
    }

    /// A quotation whose words are still to come.
    fn empty(&self, line: Line, told: &Told) -> (Quotation, Printed) {
        let how = told.source.map_or(Printed::Other, |s| self.printed(line, &s));
        let quotation = Quotation {
            content: Vec::new(),
            source: told.source.map(|s| Source { span: line.span(s.start, s.end), name: None }),
            cue: told.cue.map(|(a, b)| line.span(a, b)),
            mode: Mode::Direct,
        };
        (quotation, how)
    }

    /// The name, when it is surely one: where every noun has a capital it begins with a first name, or
    /// has a title before it.
    fn sure(&self, name: Name) -> Option<Name> {
        if !self.nouns || name.words.len() < 2 {
            return Some(name);
        }
        let quotations = &self.rules.quotations;
        let given = |w: &String| {
            let lower = w.to_lowercase();
            quotations.men.contains(&lower) || quotations.women.contains(&lower)
        };
        match name.words.iter().position(given) {
            Some(first) if first + 1 < name.words.len() => {
                Some(Name { words: name.words[first..].to_vec(), ..name })
            }
            _ => (name.titled && name.words.len() == 2).then_some(name),
        }
    }

    /// How a source is printed.
    fn printed(&self, line: Line, source: &Printable) -> Printed {
        match printed::printed(line, source, &self.rules.labels) {
            Printed::Name(name) => self.sure(name).map_or(Printed::Other, Printed::Name),
            other => other,
        }
    }

    /// Remembers the names of a sentence; a title prints all words with capitals.
    fn take_names(&mut self, line: Line) {
        if line.title {
            return;
        }
        for (place, name) in printed::names(line, &self.rules.labels) {
            let Some(name) = self.sure(name) else { continue };
            let at = line.span(place, place + 1).start;
            self.mentions.push(Mention { paragraph: self.paragraph, at, name });
        }
    }

    /// The quotation of a telling; `None` when it holds no words, or tells a speaker's own words.
    fn quotation(&mut self, line: Line, told: &Told, first: bool, is_sure: bool) -> Option<Quotation> {
        let mode = told.mode(line);
        let mut content = told.spans(line);
        let subject = told.source.filter(|_| !told.oblique);
        let how = subject.map_or(Printed::Other, |s| self.printed(line, &s));
        if content.is_empty() || self.turn.is_some() && how == Printed::Own {
            return None;
        }
        if first && mode != Mode::Indirect && line.tokens.first().is_some_and(|t| t.is_quote()) {
            let mut before = std::mem::take(&mut self.waiting);
            before.append(&mut content);
            content = before;
        }
        self.tellers.push(Teller { paragraph: self.paragraph, how, is_sure });
        Some(Quotation {
            content,
            source: told.source.map(|s| Source { span: line.span(s.start, s.end), name: None }),
            cue: told.cue.map(|(a, b)| line.span(a, b)),
            mode,
        })
    }

    /// True when a quoted line has the marks of the quotation it would carry on.
    fn goes_on_with(&self, line: Line) -> bool {
        let mark = |span: &Span| span.of(line.text).chars().next();
        let quoted = |s: &&Span| mark(s).is_some_and(|c| !c.is_alphanumeric());
        let before = self.open.and_then(|n| self.found[n].content.iter().rev().find(quoted));
        let here = line.tokens.first().map(|t| t.span);
        before.is_none_or(|b| here.is_none_or(|h| mark(b) == mark(&h)))
    }

    fn carry_on(&mut self, span: Span) {
        match self.open {
            Some(n) => {
                self.found[n].content.push(span);
                self.carried = Some(n);
                if self.found[n].mode == Mode::Indirect {
                    self.found[n].mode = Mode::Mixed;
                }
            }
            None => self.waiting.push(span),
        }
    }

    /// All quotations, in the order of the text. `speakers` are the names of the turns.
    pub fn finish(mut self, speakers: &[String]) -> Vec<Quotation> {
        let people = People::new(&self.mentions, speakers, &self.rules.quotations);
        let mut last: Option<Last> = None;
        for (quotation, teller) in self.found.iter_mut().zip(&self.tellers) {
            let paragraph = teller.paragraph;
            if let Some(source) = &mut quotation.source {
                source.name = people.name(&teller.how, paragraph, source.span.start, last.as_ref());
                last = Some(Last { paragraph, at: source.span.start, name: source.name.clone() });
            }
            if !teller.is_sure && quotation.mode != Mode::Indirect {
                quotation.source.iter_mut().for_each(|s| s.name = None);
                quotation.mode = Mode::Indirect;
            }
        }
        self.found.retain(|q| !q.content.is_empty());
        self.found.sort_by_key(|q| q.content.first().copied());
        self.found
    }
}
