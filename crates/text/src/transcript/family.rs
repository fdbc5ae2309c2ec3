//! What the candidates of one page say about each other.
//!
//! A label that comes back, that carries an office or an honorific, that shares a surname with such a
//! label, or that belongs to a family of labels covering the page, opens a turn.

use std::collections::{BTreeMap, BTreeSet};

use super::announced::Announced;
use super::clock::is_time_code;
use super::induction::{Form, Opening, starts_with_dash};
use super::label::{Label, Sort};
use super::names::NameIndex;
use crate::page::{BlockKind, Document};
use crate::rules::LabelRules;
use crate::sign::is_stop;
use crate::span::Span;

/// What the candidates of one page say about each other.
pub(super) struct Family<'p> {
    document: &'p Document,
    index: &'p NameIndex,
    rules: &'p LabelRules,
    /// Blocks that are tags of the transcript's maker.
    tags: &'p [usize],
    /// Names that the head of the page has brought in.
    announced: Announced,
    /// How often each key occurs, by form.
    keys: BTreeMap<(Form, String), usize>,
    /// How often each label is printed just so, lower case, by form.
    printed: BTreeMap<(Form, String), usize>,
    /// One word alone comes back on the page, and no other label with it: a heading ("Note"), no name.
    lonely: bool,
    /// A name without an article comes back before a colon: someone who may be asked.
    people: bool,
    /// Keys of labels that need no further proof.
    sure: BTreeMap<String, usize>,
    /// Sure candidates by form.
    by_form: BTreeMap<Form, usize>,
    /// All sure labels of names before a colon are in capitals.
    capitals: bool,
    /// Every sure label of a name before a colon has an honorific or an office, and they are many.
    titled: bool,
    /// Sure labels that end with a stop.
    stops: usize,
    /// A sure label carries an honorific or an office.
    principal: bool,
    /// Section heads that name a speaker.
    declared: usize,
    /// Different sure labels.
    voices: usize,
    /// The first block with a label before a colon whose words end as sentences end.
    stated: Option<usize>,
    /// Candidates with a label before a colon, and blocks of text.
    colons: usize,
    blocks: usize,
}

/// "V.Holt": a whole name in one word.
fn with_initial(label: &Label) -> bool {
    label.words.iter().any(|w| w.trim_end_matches('.').contains('.'))
}

impl<'p> Family<'p> {
    /// Gathers what the candidates show together.
    pub(super) fn new(
        document: &'p Document,
        candidates: &[Opening],
        index: &'p NameIndex,
        rules: &'p LabelRules,
        tags: &'p [usize],
    ) -> Self {
        let mut page = Family {
            document,
            index,
            rules,
            tags,
            announced: Announced::new(document, candidates),
            keys: BTreeMap::new(),
            printed: BTreeMap::new(),
            lonely: false,
            people: false,
            sure: BTreeMap::new(),
            by_form: BTreeMap::new(),
            capitals: false,
            titled: false,
            stops: 0,
            voices: 0,
            principal: false,
            declared: candidates.iter().filter(|c| c.label.as_ref().is_some_and(|l| l.declares)).count(),
            stated: None,
            colons: 0,
            blocks: 0,
        };
        page.blocks = document
            .blocks
            .iter()
            .filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Heading))
            .count();
        for c in candidates {
            let label = c.label.as_ref();
            if let Some(label) = label.filter(|_| c.form != Form::Line || page.line_speaks(c)) {
                *page.keys.entry((c.form, label.key())).or_default() += 1;
                *page.printed.entry((c.form, label.form())).or_default() += 1;
                page.colons += usize::from(c.form == Form::Colon);
                let stated = c.form == Form::Colon && page.speaks(c);
                page.stated = page.stated.or(Some(c.block).filter(|_| stated));
            }
        }
        let person = |c: &Opening, l: &Label| {
            c.form == Form::Colon && l.sort == Sort::Named && !l.article && page.is_sure(c, l)
        };
        page.people = candidates.iter().any(|c| c.label.as_ref().is_some_and(|l| person(c, l)));
        let is_sure = |c: &&Opening| c.label.as_ref().is_some_and(|l| page.is_sure(c, l));
        let mut labels = candidates.iter().filter(is_sure).filter_map(|c| c.label.as_ref()).peekable();
        let first = labels.peek().map(|l| l.form());
        let one_word = |l: &Label| {
            l.sort == Sort::Named && l.words.len() == 1 && !l.honorific && !l.has_office() && !with_initial(l)
        };
        page.lonely = first.is_some() && labels.all(|l| one_word(l) && Some(l.form()) == first);
        let with_label = candidates.iter().filter_map(|c| Some((c, c.label.as_ref()?)));
        let sure: Vec<(&Opening, &Label)> = with_label.filter(|(c, l)| page.is_sure(c, l)).collect();
        for (c, label) in &sure {
            *page.sure.entry(label.key()).or_default() += 1;
            *page.by_form.entry(c.form).or_default() += 1;
        }
        let stops = sure.iter().filter(|(c, l)| c.form == Form::Stop && page.accepts_stop(c, l));
        page.stops = stops.count();
        page.voices = page.sure.len();
        let titled = |l: &Label| l.honorific || l.has_office() || l.office_after.is_some();
        page.principal = sure.iter().any(|(_, l)| titled(l));
        let named = |(c, l): &&(&Opening, &Label)| c.form == Form::Colon && l.sort == Sort::Named;
        let names: Vec<&Label> = sure.iter().filter(named).map(|(_, l)| *l).collect();
        page.capitals = !names.is_empty() && names.iter().all(|l| l.capitals());
        let voices: BTreeSet<String> = names.iter().map(|l| l.key()).collect();
        page.titled =
            voices.len() > 2 && names.len() > 5 && names.iter().all(|l| l.honorific || l.has_office());
        page
    }

    fn count(&self, form: Form, label: &Label) -> usize {
        self.keys.get(&(form, label.key())).copied().unwrap_or(0)
    }

    /// The label needs no neighbour to be believed.
    fn is_sure(&self, c: &Opening, label: &Label) -> bool {
        let again = self.count(c.form, label) > 1;
        let same = self.printed.get(&(c.form, label.form())).is_some_and(|n| *n > 1);
        let same = same && !self.lonely;
        let titled = label.honorific
            || label.outlet
            || label.office_after.is_some()
            || label.has_office() && label.words.len() > 1
            || label.has_office() && (label.capitals() || again)
            || label.words.len() > 1 && label.is_presented(self.rules) && self.name_shaped(label)
            || label.is_of_speech(self.document.title.as_deref(), self.rules) && self.name_shaped(label);
        match c.form {
            Form::Colon => match label.sort {
                Sort::Named if label.article => {
                    let plain = label.words[1..].iter().any(|w| self.index.is_plain(w));
                    self.people && same && !plain && self.speaks(c)
                }
                Sort::Named if titled => self.speaks(c) || again,
                Sort::Named if self.announced.holds(label) => self.speaks(c),
                Sort::Named => {
                    let name = self.name_shaped(label) || self.index.knows(&label.key());
                    let often = self.printed.get(&(c.form, label.form())).is_some_and(|n| *n > 2);
                    same && name && !self.is_joined(label) && (self.speaks(c) || often)
                }
                Sort::Part => self.speaks(c),
                Sort::Question | Sort::Answer | Sort::Audience | Sort::Interpreter => again || self.speaks(c),
            },
            Form::Said => true,
            Form::Sign(_) | Form::Bare => false,
            // A question may break off; what comes back with a gap after it needs no more proof.
            Form::Spaces => again && self.gap(c) > 1 || self.speaks(c) && (again || self.gap(c) > 1),
            Form::Stop => again || label.honorific || label.has_office(),
            Form::Line => self.sure_line(c, label, again, same),
        }
    }

    /// White space between a label and its words, in bytes.
    fn gap(&self, c: &Opening) -> usize {
        c.words.saturating_sub(c.span.end)
    }

    /// Speech stands in the block after a label alone on its line.
    fn line_speaks(&self, c: &Opening) -> bool {
        if c.words < self.document.blocks[c.block].span.end {
            return true;
        }
        let text = |at: usize| self.document.blocks[at].span.of(&self.document.text);
        let next = (c.block + 1..self.document.blocks.len())
            .find(|at| !is_time_code(text(*at)) && self.tags.binary_search(at).is_err())
            .map(|at| &self.document.blocks[at]);
        next.is_some_and(|n| {
            let words = n.span.of(&self.document.text);
            let end = words.trim_end_matches(['"', '”', '’', ')', ']', '»']);
            let stops =
                end.ends_with(['.', '?', '!', '…', ':', '—', '-', '–']) || words.ends_with([']', ')']);
            n.kind != BlockKind::Dateline && (stops || words.split_whitespace().nth(11).is_some())
        })
    }

    fn sure_line(&self, c: &Opening, label: &Label, again: bool, same: bool) -> bool {
        let heading = self.document.blocks[c.block].kind == BlockKind::Heading;
        match label.sort {
            Sort::Named if label.declares => self.line_speaks(c) && (again || self.declared > 1),
            Sort::Named if label.honorific => {
                again || self.line_speaks(c) && (label.words.len() > 1 || label.has_office())
            }
            Sort::Named => {
                let words = label.words.iter().all(|w| self.index.is_plain(w));
                same && !words
                    && !self.is_joined(label)
                    && (self.name_shaped(label) || heading)
                    && (!heading || label.words.len() > 1)
            }
            _ => again,
        }
    }

    /// "Ease of Use": small words join things, not the parts of a name.
    fn is_joined(&self, label: &Label) -> bool {
        let small = |w: &String| self.rules.connectors.holds(w) && !self.rules.is_particle(&w.to_lowercase());
        label.words.len() > 2 && !label.honorific && !label.has_office() && label.words.iter().any(small)
    }

    /// Two or more words that all look like parts of a name, or capitals, or initial and surname.
    fn name_shaped(&self, label: &Label) -> bool {
        let plain = |w: &String| self.index.is_plain(w) && !label.capitals();
        let words = &label.words;
        words.len() <= 5
            && !self.is_joined(label)
            && words.iter().all(|w| !w.starts_with(char::is_lowercase) || self.rules.is_particle(w))
            && (words.len() > 1 && !words.iter().all(plain) || words.len() == 1 && !plain(&words[0]))
    }

    /// The label could be a speaker's, whatever stands after it.
    pub(super) fn could_speak(&self, label: &Label) -> bool {
        let titled = label.honorific
            || label.outlet
            || label.has_office() && (label.words.len() > 1 || label.capitals());
        let listed = label.words.len() < 5 && label.words.iter().any(|w| self.rules.outlets.holds(w));
        label.sort != Sort::Named
            || titled
            || listed
            || self.name_shaped(label)
            || self.index.knows(&label.key())
    }

    /// A label in capitals on a page whose labels are all in capitals.
    pub(super) fn capitals_like(&self, label: &Label) -> bool {
        label.capitals() || self.index.knows(&label.key())
    }

    /// What follows the label is speech: it ends as sentences end, or stands in the next block.
    pub(super) fn speaks(&self, c: &Opening) -> bool {
        let block = self.document.blocks[c.block];
        let rest = Span::new(c.words, block.span.end).of(&self.document.text).trim();
        let rest = if rest.is_empty() {
            self.document.blocks.get(c.block + 1).map_or("", |b| b.span.of(&self.document.text).trim())
        } else {
            rest
        };
        let end = rest.trim_end_matches(['"', '”', '’', '»', ')', ']', '\'', '*', '_', ' ', '“']);
        rest.split_whitespace().nth(24).is_some()
            || end.ends_with(|c| is_stop(c) || matches!(c, '—' | '–' | '-' | ':' | ',' | '，' | '：' | '>'))
            || rest.ends_with([')', ']'])
    }

    /// True when a candidate opens a turn.
    pub(super) fn accepts(&self, c: &Opening) -> bool {
        let sure_colons = self.by_form.get(&Form::Colon).copied().unwrap_or(0);
        let Some(label) = &c.label else {
            return c.form == Form::Said && self.by_form.contains_key(&Form::Said) && self.stops == 0;
        };
        // In a record whose labels end with a stop, what stands before a colon is quoted or printed matter.
        if self.stops * 3 > sure_colons && !matches!(c.form, Form::Stop) {
            return false;
        }
        if c.form == Form::Said {
            let next = self.document.blocks.get(c.block + 1).map_or("", |b| b.span.of(&self.document.text));
            let quoted = starts_with_dash(next) || next.starts_with(['“', '"', '«', '„', '‘', '‚']);
            let person = label.words.len() > 1 || label.honorific;
            return !next.is_empty() && (quoted || sure_colons < 2 && person);
        }
        if self.is_sure(c, label) {
            return match c.form {
                Form::Colon => !self.is_entry(c),
                Form::Line => {
                    sure_colons < 3 || self.by_form.get(&Form::Line).is_some_and(|n| *n > sure_colons)
                }
                Form::Stop => self.accepts_stop(c, label),
                Form::Spaces if label.sort == Sort::Answer => true,
                _ => true,
            };
        }
        match c.form {
            Form::Colon if label.article => false,
            Form::Colon => self.accepts_colon(c, label, sure_colons),
            Form::Line => {
                // One more name alone on a line is believed where such lines carry the page.
                let name = label.words.len() > 1
                    && !label.words.iter().any(|w| self.index.is_plain(w) && !label.capitals());
                let one_more =
                    name && self.by_form.get(&Form::Line).is_some_and(|n| *n >= 4) && self.voices > 1;
                let known = label.sort != Sort::Named
                    || self.sure.contains_key(&label.key())
                    || one_more && label.words.len() <= 4;
                known && self.line_speaks(c) && self.by_form.contains_key(&Form::Line) && sure_colons < 3
            }
            // One question between labels of others: it names nobody.
            Form::Spaces => label.sort == Sort::Question && sure_colons > 1 && self.speaks(c),
            _ => false,
        }
    }

    /// "Minister: opening words" of an agenda, before anybody speaks in sentences.
    fn is_entry(&self, c: &Opening) -> bool {
        let words = Span::new(c.words, self.document.blocks[c.block].span.end).of(&self.document.text);
        words.starts_with(char::is_lowercase) && self.stated.is_some_and(|first| c.block < first)
    }

    /// An honorific or an office, with the name in capitals: nothing else on a page looks so.
    fn accepts_stop(&self, c: &Opening, label: &Label) -> bool {
        let head = label.words.first().is_some_and(|w| w.chars().filter(|c| c.is_uppercase()).count() > 1);
        c.form == Form::Stop && head && (label.honorific || label.has_office())
            || self.by_form.get(&Form::Stop).is_some_and(|n| *n > 1)
    }

    fn accepts_colon(&self, c: &Opening, label: &Label, sure: usize) -> bool {
        if !self.speaks(c) || self.capitals && !label.capitals() {
            return false;
        }
        if self.sure.contains_key(&label.key()) {
            return true;
        }
        // Where all have titles, "As Lind wrote:" is no speaker.
        if self.titled && label.sort == Sort::Named && !label.honorific && !label.has_office() {
            return false;
        }
        let covered = self.colons * 10 >= self.blocks * 3 && self.colons >= 3;
        if label.words.len() == 1 {
            // On a page where most paragraphs are labelled, one more first name is believed.
            let crowded = sure >= 2 && self.colons * 2 >= self.blocks
                || sure >= 4 && self.voices > 1 && self.colons * 5 >= self.blocks
                || sure >= 2 && self.principal && self.colons * 5 >= self.blocks;
            let name = self.index.knows(&label.key()) || label.capitals() || crowded;
            return name
                && !(self.index.is_plain(&label.words[0]) && !label.capitals())
                && (sure >= 1 || covered);
        }
        self.name_shaped(label) && (sure >= 2 || covered)
    }
}
