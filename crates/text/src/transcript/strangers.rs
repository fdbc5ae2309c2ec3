//! Labels that open no turn of a known speaker and yet are not the words of the one before.
//!
//! ```text
//! ADA LIND: We have signed.
//! Mia Tolk (Harbour Times): Did you lie?      a label unlike those of the page
//! A voice from the hall: Never!               nobody's name
//! Ada Lind’s lawyer: She will not answer.     somebody near her
//! ```
//! After `induction` has found the turns of a page, such lines open turns of their own: under the name
//! they print, or under the printed label alone. The words are never the speaker's before.

use super::induction::{Form, Opening, first_word};
use super::label::{Label, Sort, parse};
use super::matter::is_bracketed;
use super::names::NameIndex;
use crate::page::{Block, BlockKind, Document};
use crate::rules::{LabelRules, Rules, WordSet};
use crate::sign::ends_with_stop;
use crate::span::Span;

/// Bytes of a block in which such a label must end, and its words.
const LABEL_BYTES: usize = 120;
const MOST_WORDS: usize = 12;

/// Labels of a page that are looked at.
const MOST_LABELS: usize = 200;

/// A page with its turns, as this room needs it.
pub(super) struct Strangers<'p> {
    pub document: &'p Document,
    pub leads: &'p [Option<Span>],
    pub index: &'p NameIndex,
    pub rules: &'p Rules,
}

/// A label at the head of a text: where it ends, where the words begin, what it says.
type Found = (usize, usize, Label);

impl Strangers<'_> {
    /// The openings of blocks that are `free` and stand after the first turn.
    pub(super) fn openings(&self, known: &[Opening], free: &dyn Fn(usize) -> bool) -> Vec<Opening> {
        let Some(first) = known.first().map(|o| o.block) else { return Vec::new() };
        let count = |f: &dyn Fn(&Form) -> bool| known.iter().filter(|o| f(&o.form)).count();
        // Where labels end with a stop, a colon stands in printed matter; reports quote what they tell.
        let other = count(&|f| matches!(f, Form::Stop | Form::Said | Form::Bare));
        let asks = |o: &Opening| o.label.as_ref().is_none_or(|l| l.sort == Sort::Question);
        // Where only questions have labels, the answers have none.
        if other * 2 >= known.len() || known.iter().all(asks) {
            return Vec::new();
        }
        let signed = count(&|f| matches!(f, Form::Sign(_))) > 0;
        let is_titled = |o: &Opening| o.label.as_ref().is_some_and(|l| is_titled(l) || l.sort != Sort::Named);
        let titled = known.len() >= MANY && known.iter().all(is_titled);
        let taken: Vec<usize> = known.iter().map(|o| o.block).collect();
        (first + 1..self.document.blocks.len())
            .filter(|at| taken.binary_search(at).is_err() && free(*at))
            .filter_map(|at| self.opening(at, signed).or_else(|| self.short_name(at, known)))
            .map(|opening| if titled { self.untitled(opening) } else { opening })
            .collect()
    }

    /// "Kin" alone on a line between "Vera Kin" and "Boris Kin": somebody of the page, nobody knows who.
    fn short_name(&self, at: usize, known: &[Opening]) -> Option<Opening> {
        let block = self.document.blocks[at];
        let text = block.span.of(&self.document.text);
        let one =
            text.len() < 40 && !text.contains(char::is_whitespace) && text.chars().all(char::is_alphabetic);
        let lines = || known.iter().filter(|o| o.form == Form::Line).take(MOST_LABELS);
        let is_part = || lines().filter_map(|o| o.label.as_ref()).any(|l| l.words.iter().any(|w| w == text));
        (one && text.starts_with(char::is_uppercase) && is_part() && self.is_followed(at)).then(|| Opening {
            block: at,
            label: Some(Label::unread(text)),
            form: Form::Line,
            span: block.span,
            words: block.span.end,
        })
    }

    fn opening(&self, at: usize, signed: bool) -> Option<Opening> {
        let block = self.document.blocks[at];
        let text = block.span.of(&self.document.text);
        let lead = self.leads.get(at).copied().flatten().filter(|l| l.start == block.span.start);
        let heading = block.kind == BlockKind::Heading;
        // "[Dora Lunn: I never agreed.]" is a call, and the turn goes on.
        if is_bracketed(text) {
            return None;
        }
        let (end, words, label) = match heading {
            true => None,
            false => self.before_colon(text).or_else(|| self.marked(text)),
        }
        .or_else(|| self.dressed(text, lead.filter(|_| !signed)))
        .or_else(|| if signed || heading { None } else { self.set_off(text) })
        .or_else(|| self.over_lines(text))
        .or_else(|| self.alone(at, text, lead.is_some() || heading))?;
        Some(Opening {
            block: at,
            label: Some(label),
            form: Form::Line,
            span: Span::new(block.span.start, block.span.start + end),
            words: first_word(text, words, block),
        })
    }

    /// Where all labels are titles in capitals, "Harbour Statistics: The river rose" and "Dr. Ada Lind, Harbour
    /// Times: “We …" may be read out by the one who speaks: the words are surely nobody's.
    fn untitled(&self, opening: Opening) -> Opening {
        let after = self.document.text.get(opening.words..).unwrap_or("");
        let quotes = after.starts_with(['"', '“', '«', '„']);
        let titled = |l: &Label| {
            l.outlet || !l.brackets.is_empty() || l.has_office() || l.honorific || l.office_after.is_some()
        };
        let is_read = |l: &Label| l.sort == Sort::Named && !l.capitals() && (quotes || !titled(l));
        let label = opening.label.map(|l| if is_read(&l) { Label::unread(&l.printed) } else { l });
        Opening { label, ..opening }
    }

    /// `Mia Tolk (Harbour Times): words`, `[?] Ada Lind: words`.
    fn before_colon(&self, text: &str) -> Option<Found> {
        let head = head(text);
        let colon = head.find([':', '：'])?;
        let sign = head[colon..].chars().next().map_or(1, char::len_utf8);
        let printed = head.get(..colon)?.trim();
        let words = text.get(colon + sign..)?;
        if !words.is_empty() && !words.starts_with(char::is_whitespace) || !begins(words) {
            return None;
        }
        let label = self.label(printed)?;
        Some((colon + sign, colon + sign, label))
    }

    /// What a head before a colon says of one who is no speaker of the page so far.
    fn label(&self, printed: &str) -> Option<Label> {
        let rules = &self.rules.labels;
        let unread = || Some(Label::unread(printed));
        if opens(printed, &rules.unknown) {
            return unread();
        }
        // "Spokeswoman Lind on behalf of Minister Holt", "For Minister Holt": whose words is not certain.
        if speaks_for(printed, rules) {
            return unread();
        }
        let inner = printed.trim_start_matches(['[', '(', '<']).trim_end_matches([']', ')', '>']);
        let told = printed.contains(['!', ';', '"', '“', '«']) || self.is_told(printed);
        if told || rules.no_names.holds(first_word_of(inner)) {
            return None;
        }
        let doubted = printed.starts_with("[?]") || printed.ends_with('?');
        if let Some(label) = parse(inner, rules).filter(|l| !doubted && self.is_person(l)) {
            return Some(label);
        }
        self.is_near_somebody(printed).then(|| Label::unread(printed))
    }

    /// A verb or a person of speech: a sentence that goes on after its colon.
    fn is_told(&self, head: &str) -> bool {
        let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let mut words = head.split_whitespace().map(bare);
        words.any(|w| self.rules.labels.verbs.contains(&w) || self.rules.notes.first_person.contains(&w))
    }

    /// Two words and more of a name that the page never prints in small letters.
    fn is_person(&self, label: &Label) -> bool {
        let name = &label.words[label.office_words.min(label.words.len())..];
        label.sort == Sort::Named && !label.article && is_name(name, self.index, &self.rules.labels)
    }

    /// "Ada Lind’s husband", "Ada Lind or Mia Tolk", "Ada Lind?", "[?] Ada Lind".
    fn is_near_somebody(&self, printed: &str) -> bool {
        let rules = &self.rules.labels;
        let doubted = printed.starts_with("[?]") || printed.ends_with('?');
        let words: Vec<&str> = printed.trim_start_matches("[?]").split_whitespace().collect();
        let from = words.iter().take_while(|w| rules.is_honorific(w) || rules.is_office(w)).count();
        let named: Vec<&str> =
            words[from..].iter().copied().take_while(|w| w.starts_with(char::is_uppercase)).collect();
        let Some(last) = named.last() else { return false };
        let bare = last.trim_end_matches(['?', ',']);
        let owner = bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s"));
        let name: Vec<String> = named
            .iter()
            .enumerate()
            .map(|(at, w)| if at + 1 == named.len() { owner.unwrap_or(bare) } else { w }.to_string())
            .collect();
        let known = is_name(&name, self.index, rules) || from > 0 && !self.index.is_plain(&name[0]);
        let rest = words[from + named.len()..].first().map(|w| w.to_lowercase());
        let joined =
            rest.as_deref().is_some_and(|w| matches!(w, "or" | "and" | "&" | "/" | "и" | "und" | "et"));
        known && words.len() <= 8 && (doubted || owner.is_some() && rest.is_some() || joined)
    }

    /// `>> words`, `[Mia Tolk] words`, `<Mia Tolk> words`, `(Mia Tolk) words`.
    fn marked(&self, text: &str) -> Option<Found> {
        let rules = &self.rules.labels;
        if text.starts_with(">>") {
            let end = text.len() - text.trim_start_matches('>').len();
            return begins(&text[end..]).then(|| (end, end, Label::unread(">>")));
        }
        let open = text.chars().next().filter(|c| matches!(c, '[' | '(' | '<'))?;
        let close = match open {
            '[' => ']',
            '(' => ')',
            _ => '>',
        };
        let head = head(text);
        let end = head.find(close)?;
        let words = text.get(end + 1..)?;
        // "(Speaks Norlandic.) We came." tells of the room.
        let inner = head.get(1..end)?;
        let note = ends_with_stop(inner) || self.is_told(inner) || is_way(inner, self.rules);
        let label = parse(inner, rules).filter(|l| !note && self.is_person(l))?;
        (begins(words) && !words.trim().is_empty()).then_some((end + 1, end + 1, label))
    }

    /// `Mia Tolk — words`, `Mia Tolk>> words`, `MIA TOLK words`.
    fn set_off(&self, text: &str) -> Option<Found> {
        let head = head(text);
        let signs = [" — ", " – ", " -- ", " - ", " | ", ">> ", " > "];
        let signed = signs.iter().filter_map(|s| head.find(s).map(|at| (at, at + s.len()))).min();
        if let Some((end, words)) = signed {
            let label = parse(head.get(..end)?, &self.rules.labels).filter(|l| self.is_person(l));
            return label.filter(|_| begins(&text[words..])).map(|l| (end, words, l));
        }
        self.in_capitals(text, head)
    }

    /// Two to four words in capitals before a sentence in small letters.
    fn in_capitals(&self, text: &str, head: &str) -> Option<Found> {
        let big =
            |w: &&str| w.chars().count() > 1 && w.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '’'));
        let n = head.split(' ').take_while(big).count();
        let next = head.split(' ').nth(n)?;
        let end = head.split(' ').take(n).map(|w| w.len() + 1).sum::<usize>().checked_sub(1)?;
        let sentence = next.starts_with(char::is_uppercase) && next.chars().skip(1).any(char::is_lowercase);
        let label = parse(head.get(..end)?, &self.rules.labels)
            .filter(|l| (2..=4).contains(&n) && sentence && !l.has_office() && self.is_person(l))?;
        Some((end, end, label)).filter(|_| text.len() > end + 1)
    }

    /// Bold words before others: `<b>Mia Tolk.</b> words`.
    fn dressed(&self, text: &str, lead: Option<Span>) -> Option<Found> {
        let lead = lead.filter(|l| l.len() < text.len() && l.len() < LABEL_BYTES)?;
        let printed = text.get(..lead.len())?.trim_end().trim_end_matches(['.', ':', '—', '–', '-', ' ']);
        let rest = text.get(lead.len()..)?;
        let words = text.len() - rest.trim_start_matches(['.', ':', '—', '–', '-', ' ', '\n', '|']).len();
        let label = parse(printed, &self.rules.labels).filter(|l| self.is_person(l))?;
        begins(&text[words..]).then_some((lead.len(), words, label))
    }

    /// `Mia Tolk, Harbour Times` alone on a line, or in bold letters a name alone.
    fn alone(&self, at: usize, text: &str, dressed: bool) -> Option<Found> {
        let ends = text.ends_with(['.', '?', '!', ';', ':', ',', '…', '”', '"']);
        if ends || text.len() > LABEL_BYTES || text.contains('\n') || !self.is_followed(at) {
            return None;
        }
        let printed = text.trim_matches('*');
        let label = parse(printed, &self.rules.labels).filter(|l| self.is_person(l))?;
        // "Holt Lind, Vera" in a list of members is from nowhere.
        let tells = |w: &str| self.rules.labels.is_office(w) || self.rules.labels.outlets.holds(w);
        let after = printed.split_once(',').map_or("", |(_, after)| after);
        let from_somewhere = label.outlet || after.split_whitespace().any(tells);
        (dressed || text.starts_with("**") || from_somewhere).then_some((text.len(), text.len(), label))
    }

    /// A name alone on the first line of a paragraph.
    fn over_lines(&self, text: &str) -> Option<Found> {
        let (first, rest) = text.split_once('\n')?;
        let label = parse(first, &self.rules.labels)
            .filter(|l| first.len() < LABEL_BYTES && !l.has_office() && self.is_person(l))?;
        let spoken = begins(rest) && ends_with_stop(text) && !first.ends_with(['.', '?', '!', ',', ';']);
        spoken.then_some((first.len(), first.len(), label))
    }

    /// A paragraph that ends as speech does stands in the next block.
    fn is_followed(&self, at: usize) -> bool {
        let next: Option<&Block> = self.document.blocks.get(at + 1);
        next.is_some_and(|n| {
            matches!(n.kind, BlockKind::Paragraph | BlockKind::List)
                && ends_with_stop(n.span.of(&self.document.text))
        })
    }
}

/// Turns of a page that show how it prints its labels.
const MANY: usize = 6;

/// "MS. HOLT", "MINISTER LIND".
fn is_titled(label: &Label) -> bool {
    label.capitals() && (label.honorific || label.has_office())
}

/// True for two to five words that look like a name: capitals, none that the page prints in small
/// letters, none that opens sentences.
fn is_name(words: &[String], index: &NameIndex, rules: &LabelRules) -> bool {
    // "Neil Brod- — Brodley": a word that breaks off is no name.
    let big = |w: &String| {
        w.starts_with(char::is_uppercase) && !w.contains(|c: char| c.is_ascii_digit()) && !w.ends_with('-')
    };
    let plain = |w: &String| index.is_plain(w) && !super::names::capitals(w);
    let small = |w: &String| rules.is_particle(&w.to_lowercase());
    (2..=5).contains(&words.len())
        && words.first().is_some_and(big)
        && words.iter().all(|w| big(w) && !plain(w) && !rules.no_names.holds(w) || small(w))
}

/// "Speaks Norlandic": a word of speaking opens a note.
fn is_way(inner: &str, rules: &Rules) -> bool {
    inner.split_whitespace().next().is_some_and(|w| rules.notes.speaks.contains(&w.to_lowercase()))
}

/// A titled name after "for" or "on behalf of".
fn speaks_for(printed: &str, rules: &LabelRules) -> bool {
    let words: Vec<&str> = printed.split_whitespace().take(MOST_WORDS).collect();
    let titled = |w: &&str| rules.is_office(w) || rules.is_honorific(w);
    let joins = |at: usize| words[..at].ends_with(&["on", "behalf", "of"]) || at == 1 && words[0] == "For";
    let capitals = |at: usize| words[at..].iter().all(|w| w.starts_with(char::is_uppercase));
    (1..words.len()).any(|at| joins(at) && words.len() > at + 1 && titled(&words[at]) && capitals(at))
}

/// The first characters of a block's first line.
fn head(text: &str) -> &str {
    let cut = (0..=text.len().min(LABEL_BYTES)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    text.get(..cut).unwrap_or("").split('\n').next().unwrap_or("")
}

fn first_word_of(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric())
}

/// True when words begin as a sentence does, or stand in the next block.
fn begins(words: &str) -> bool {
    let words =
        words.trim_start().trim_start_matches(['"', '“', '«', '„', '‘', '¿', '¡', '(', '[', '…', '*']);
    words.chars().next().is_none_or(|c| c.is_numeric() || c.is_alphabetic() && !c.is_lowercase())
}

/// True when a text of a few words opens with one of these phrases.
fn opens(printed: &str, phrases: &WordSet) -> bool {
    let words: Vec<&str> = printed.split_whitespace().take(MOST_WORDS + 1).collect();
    let lower = words.join(" ").to_lowercase();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let whole =
        |p: &String| lower.strip_prefix(p.as_str()).is_some_and(|r| !r.starts_with(char::is_alphanumeric));
    words.len() <= MOST_WORDS && phrases.iter().any(whole)
}
