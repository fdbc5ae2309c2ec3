//! Sentences: where one ends, by the stop, by what stands before it and by what follows.
//!
//! ```text
//! Welcome, Dr. Holt. (Applause.) We sent 3.5 tons – "Why? Who asked?" he said.
//! ```
//! is two sentences: the note belongs to the sentence before it, the quotation is not divided.
//! Works on the bytes in one pass with short, bounded looks ahead. Words that matter (titles,
//! abbreviations, starters, notes) are data: `rules::SentenceRules`. Who speaks is not known here.

use crate::rules::{Rules, SentenceRules};
use crate::span::Span;

/// Longest note in brackets, in bytes.
const NOTE_BYTES: usize = 120;
/// How far a list is searched for its next number, in bytes.
const LIST_BYTES: usize = 600;
/// Longest word or address that is looked at around a stop, in bytes.
const TOKEN_BYTES: usize = 120;
/// Longest line of a list without stops, in bytes.
const ITEM_BYTES: usize = 60;

/// Splits the text at `within` into sentences, white space trimmed.
///
/// A blank line always ends a sentence; a single line break does not, unless the lines are items
/// of a list. Every byte of `within` that is no white space lies in exactly one sentence. A span
/// that does not fit the text gives no sentences.
pub fn split(text: &str, within: Span, rules: &Rules) -> Vec<Span> {
    let mut out = Vec::new();
    for paragraph in paragraphs(text, within) {
        let Some(known) = text.get(..paragraph.end) else {
            continue;
        };
        let mut scan =
            Scan { text: known, rules: &rules.sentences, start: paragraph.start, next_item: None, out };
        scan.walk(paragraph);
        out = scan.out;
    }
    out
}

/// The stretches between blank lines.
fn paragraphs(text: &str, within: Span) -> Vec<Span> {
    let words = within.of(text);
    let mut found = Vec::new();
    let (mut start, mut line_end) = (0, None);
    let lines = if words.contains('\n') { words } else { "" };
    for (at, byte) in lines.bytes().enumerate() {
        if byte != b'\n' {
            continue;
        }
        if let Some(last) = line_end
            && words.get(last..at).is_some_and(|line| line.trim().is_empty())
        {
            found.push(Span::new(start, at));
            start = at;
        }
        line_end = Some(at);
    }
    found.push(Span::new(start, words.len()));
    found.into_iter().map(|p| p.shifted(within.start).trimmed(text)).filter(|p| !p.is_empty()).collect()
}

/// What a byte may begin.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Plain,
    Stop,
    Open,
    Wide,
    Line,
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Plain; 256];
    table[b'.' as usize] = Class::Stop;
    table[b'!' as usize] = Class::Stop;
    table[b'?' as usize] = Class::Stop;
    table[b'"' as usize] = Class::Open;
    table[b'(' as usize] = Class::Open;
    table[b'[' as usize] = Class::Open;
    table[b'\n' as usize] = Class::Line;
    table[0xC2] = Class::Wide; // « ·
    table[0xE2] = Class::Wide; // „ “ … • ⁃ ▪ ●
    table
};

/// Signs of one stop: "." or "?!" or ". . .".
struct Run {
    start: usize,
    end: usize,
    dots: usize,
    /// Holds "?" or "!".
    asks: bool,
    /// The dots are parted by spaces.
    spaced: bool,
}

/// What follows a stop.
enum Next<'t> {
    /// Nothing, or signs only.
    End,
    /// A word in lower case.
    Lower,
    /// A number.
    Digit,
    /// The mark of a list item: "(b)", "ii)", "•".
    Item,
    /// A word with a capital or in a script without case; `initial` when a full stop follows it.
    Upper { word: &'t str, initial: bool },
}

struct Scan<'t> {
    /// The whole text up to the end of the paragraph.
    text: &'t str,
    rules: &'t SentenceRules,
    /// Where the open sentence begins.
    start: usize,
    /// Where the next item of an open list begins.
    next_item: Option<usize>,
    out: Vec<Span>,
}

impl<'t> Scan<'t> {
    fn walk(&mut self, paragraph: Span) {
        let items = has_line_items(paragraph.of(self.text));
        let bytes = self.text.as_bytes();
        self.expect_item();
        let mut at = paragraph.start;
        while at < bytes.len() {
            if self.next_item == Some(at) {
                self.cut(at);
            }
            at = match CLASSES[usize::from(bytes[at])] {
                Class::Plain => at + 1,
                Class::Stop => self.pass_stop(at),
                Class::Open => self.pass_opening(at),
                Class::Wide => self.pass_wide(at),
                Class::Line => self.pass_line(at, items),
            };
        }
        self.cut(bytes.len());
    }

    /// Ends the open sentence at `end` and begins the next one.
    fn cut(&mut self, end: usize) {
        let sentence = Span::new(self.start, end).trimmed(self.text);
        if !sentence.is_empty() {
            self.out.push(sentence);
        }
        self.start = self.past_space(end);
        self.expect_item();
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or("")
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn past_space(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + (rest.len() - rest.trim_start().len())
    }

    /// Handles a stop and gives the place to go on from.
    fn pass_stop(&mut self, at: usize) -> usize {
        let run = self.run(at);
        self.judge(&run, self.past_closers(run.end))
    }

    /// Decides whether the sentence ends with `run`; `end` is behind its closing quotes.
    fn judge(&mut self, run: &Run, end: usize) -> usize {
        if self.char_at(end).is_some_and(|c| !c.is_whitespace()) {
            if self.runs_on(run, end) {
                self.cut(end);
            }
            return end;
        }
        let end = self.past_notes(end);
        let next = self.next(end);
        if self.is_ending(run, &next) {
            let parted = run.spaced && run.dots >= 4 && self.is_attached(run);
            let first = self.char_at(run.start).map_or(1, char::len_utf8);
            self.cut(if parted { run.start + first } else { end });
        }
        end
    }

    /// Reads the signs of a stop.
    fn run(&self, at: usize) -> Run {
        let mut run = Run { start: at, end: at, dots: 0, asks: false, spaced: false };
        for c in self.rest(at).chars() {
            match c {
                '.' => run.dots += 1,
                '…' => run.dots += 3,
                '!' | '?' => run.asks = true,
                _ => break,
            }
            run.end += c.len_utf8();
        }
        while !run.asks && self.rest(run.end).trim_start_matches([' ', '\u{a0}']).starts_with('.') {
            let gap = self.rest(run.end).len() - self.rest(run.end).trim_start_matches([' ', '\u{a0}']).len();
            if gap == 0 || gap > 2 {
                break;
            }
            run.end += gap + 1;
            run.dots += 1;
            run.spaced = true;
        }
        run
    }

    /// True when the stop follows a word without a space.
    fn is_attached(&self, run: &Run) -> bool {
        run.start > self.start && self.char_before(run.start).is_some_and(|c| !c.is_whitespace())
    }

    /// Skips closing quotes and brackets, signs of emphasis and numbers of footnotes.
    fn past_closers(&self, mut at: usize) -> usize {
        while let Some(c) = self.char_at(at) {
            let after = at + c.len_utf8();
            at = match c {
                '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '*' | '_' => after,
                '“' if self.char_at(after).is_none_or(|n| !n.is_alphanumeric()) => after,
                '[' => match footnote_end(self.rest(at)) {
                    Some(len) => at + len,
                    None => return at,
                },
                '\u{a0}' | '\u{202f}' | ' ' if self.rest(after).starts_with('»') => after + '»'.len_utf8(),
                _ => return at,
            };
        }
        at
    }

    /// Skips notes on the sentence before: "(Applause.)".
    fn past_notes(&self, mut end: usize) -> usize {
        loop {
            let rest = self.rest(end);
            let at =
                end + (rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n').len());
            let Some(c) = self.char_at(at).filter(|c| matches!(c, '(' | '[')) else {
                return end;
            };
            let Some(close) = self.closing(at, c, NOTE_BYTES) else {
                return end;
            };
            if !self.is_note(Span::new(at + 1, close).of(self.text)) {
                return end;
            }
            let behind = self.rest(close + 1);
            end = close + 1 + (behind.len() - behind.trim_start_matches('.').len());
        }
    }

    fn is_note(&self, inner: &str) -> bool {
        let (mut n, mut letters) = (0, 0);
        for word in inner.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()) {
            if self.rules.is_note(&word.to_lowercase()) {
                return true;
            }
            n += 1;
            letters += word.len();
        }
        n <= 3 && letters >= 5 && !inner.contains(['.', '!', '?'])
    }

    /// Looks at what follows `from`.
    fn next(&self, from: usize) -> Next<'t> {
        let at = self.past_space(from);
        let rest = self.rest(at);
        if begins_item(rest) {
            return Next::Item;
        }
        for (n, (off, c)) in rest.char_indices().enumerate() {
            if c.is_lowercase() {
                return Next::Lower;
            }
            if c.is_numeric() {
                return Next::Digit;
            }
            if c.is_alphabetic() {
                let tail = rest.get(off..).unwrap_or("");
                let word = tail.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                return Next::Upper {
                    word,
                    initial: tail.get(word.len()..).is_some_and(|t| t.starts_with('.')),
                };
            }
            if n > 12 {
                break;
            }
        }
        Next::End
    }

    fn is_ending(&self, run: &Run, next: &Next) -> bool {
        let starter = matches!(next, Next::Upper { word, initial: false } if self.rules.is_starter(word));
        match next {
            Next::End | Next::Lower => return false,
            _ if run.asks => return true,
            _ if run.dots >= 3 => return self.is_ellipsis_ending(run, next),
            _ => {}
        }
        let word = self.word_before(run.start);
        if self.is_item_mark(run.start) || self.rules.is_title(word) {
            return false;
        }
        if !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return !self.is_ordinal(word, run.start, next);
        }
        let mut letters = word.chars();
        let single = letters.next().filter(|c| c.is_alphabetic() && letters.next().is_none());
        if single == Some('I') && self.is_lower_before(run.start - word.len()) {
            return true;
        }
        match next {
            Next::Digit if self.rules.is_numbered(word) => false,
            _ if single.is_some() || is_dotted(word) || self.rules.may_end(word) => {
                starter || matches!(next, Next::Item)
            }
            _ => true,
        }
    }

    /// Three dots may only mark a pause; four end a sentence.
    fn is_ellipsis_ending(&self, run: &Run, next: &Next) -> bool {
        let pause = run.spaced || !self.is_attached(run) || matches!(next, Next::Upper { word: "I", .. });
        run.dots >= 4 || !pause
    }

    /// "der 3. Oktober".
    fn is_ordinal(&self, number: &str, stop: usize, next: &Next) -> bool {
        let Next::Upper { word: after, .. } = next else {
            return false;
        };
        let before = self.text.get(..stop - number.len()).unwrap_or("").trim_end();
        number.len() <= 2 && self.rules.is_ordinal(self.word_before(before.len()), after)
    }

    /// The word that ends at `end`, with the stops inside it ("U.S", "100.00").
    fn word_before(&self, end: usize) -> &'t str {
        let known = self.text.get(self.start.min(end)..end).unwrap_or("");
        let mut from = known.len();
        for (off, c) in known.char_indices().rev() {
            let inside = c.is_alphanumeric() || matches!(c, '.' | '°' | '№');
            if !inside || known.len() - off > TOKEN_BYTES {
                break;
            }
            from = off;
        }
        known.get(from..).unwrap_or("").trim_start_matches('.')
    }

    fn is_lower_before(&self, at: usize) -> bool {
        let before = self.text.get(self.start.min(at)..at).unwrap_or("").trim_end();
        self.word_before(self.start.min(at) + before.len()).chars().next().is_some_and(char::is_lowercase)
    }

    /// True when the open sentence holds nothing but the mark of a list item before `stop`.
    fn is_item_mark(&self, stop: usize) -> bool {
        let head = self.text.get(self.start.min(stop)..stop).unwrap_or("");
        if head.len() > 12 {
            return false;
        }
        let head = head.trim_start_matches(|c: char| is_bullet(c) || c.is_whitespace() || c == '(');
        is_number(head)
            || is_roman(head)
            || head.chars().count() == 1 && head.chars().all(char::is_alphabetic)
    }

    /// A missing space: "Hello world.Today is fine."
    fn runs_on(&self, run: &Run, end: usize) -> bool {
        let rest = self.rest(end);
        let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let mut letters = next.chars();
        let capital =
            letters.next().is_some_and(char::is_uppercase) && letters.clone().all(char::is_lowercase);
        let lone = letters.next().is_none();
        let behind = rest.get(next.len()..).unwrap_or("");
        if !capital
            || lone && !matches!(next, "A" | "I")
            || lone && !behind.starts_with(' ')
            || run.dots > 1
            || begins_address(behind)
        {
            return false;
        }
        let word = self.word_before(run.start);
        let plain = word.bytes().all(|b| b.is_ascii_digit())
            || word.chars().count() > 1 && word.chars().skip(1).all(char::is_lowercase);
        let known = self.rules.is_title(word) || self.rules.may_end(word) || self.is_item_mark(run.start);
        let mut token = self
            .text
            .get(self.start..run.start)
            .unwrap_or("")
            .bytes()
            .rev()
            .take(TOKEN_BYTES)
            .take_while(|b| !b.is_ascii_whitespace());
        plain && !word.is_empty() && !known && !token.any(|b| matches!(b, b'@' | b'/' | b'\\' | b'_' | b':'))
    }

    /// Handles a quote or bracket: a short one that closes is not divided.
    fn pass_opening(&mut self, at: usize) -> usize {
        let Some(c) = self.char_at(at) else {
            return at + 1;
        };
        let inner = at + c.len_utf8();
        if c == '"' && !self.opens(at) {
            return inner;
        }
        let Some(close) = self.closing(at, c, self.rules.whole_quotation_bytes) else {
            return inner;
        };
        let end = self.past_closers(close);
        let words = Span::new(inner, close).of(self.text).trim_end();
        let tail = inner + words.len();
        let stops = words.len() - words.trim_end_matches(['.', '!', '?', '…', ' ']).len();
        let cut_off = !matches!(c, '(' | '[') && (words.ends_with("--") || words.ends_with('—'));
        if stops == words.len() || stops == 0 && !cut_off {
            return end;
        }
        let mut run = self.run(self.past_space(tail - stops));
        run.asks |= cut_off;
        self.judge(&run, end)
    }

    /// True when the straight quote at `at` opens.
    fn opens(&self, at: usize) -> bool {
        let before = self.char_before(at);
        let free = before
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–' | '—' | '\'' | '‘' | '“'));
        free && self.char_at(at + 1).is_some_and(|c| !c.is_whitespace())
    }

    /// Where the mark that closes `open` stands, at most `limit` bytes on.
    fn closing(&self, at: usize, open: char, limit: usize) -> Option<usize> {
        let from = at + open.len_utf8();
        let mut depth = 0;
        for (off, c) in self.rest(from).char_indices().take_while(|(off, _)| *off <= limit) {
            match (open, c) {
                ('"', '"') | ('“', '”') | ('„', '“' | '”') | ('«', '»') => {
                    return Some(from + off);
                }
                ('(', ')') | ('[', ']') if depth == 0 => return Some(from + off),
                ('(', ')') | ('[', ']') => depth -= 1,
                ('(', '(') | ('[', '[') if depth < 3 => depth += 1,
                _ if c == open => return None,
                _ => {}
            }
        }
        None
    }

    fn pass_wide(&mut self, at: usize) -> usize {
        let Some(c) = self.char_at(at) else {
            return at + 1;
        };
        match c {
            '…' => self.pass_stop(at),
            '“' | '„' | '«' => self.pass_opening(at),
            _ => {
                let listed = is_bullet(c) && self.char_at(self.start).is_some_and(is_bullet);
                if listed && at > self.start && self.char_before(at).is_some_and(char::is_whitespace) {
                    self.cut(at);
                }
                at + c.len_utf8()
            }
        }
    }

    /// Handles a line break: a new line may be an item of a list or the words of another speaker.
    fn pass_line(&mut self, at: usize, items: bool) -> usize {
        let rest = self.rest(at + 1).trim_start();
        let led_in = self.text.get(..at).unwrap_or("").trim_end().ends_with([':', ';']);
        let dash = rest.strip_prefix(['-', '–', '—']).is_some_and(|r| {
            r.starts_with(char::is_whitespace)
                && r.trim_start().starts_with(|c: char| c.is_uppercase() || "\"“«„".contains(c))
        });
        let numbered = led_in && read_mark(rest).is_some();
        if items || dash || numbered || rest.starts_with(is_bullet) {
            self.cut(at);
        }
        at + 1
    }

    /// When the open sentence begins with "1." or "(a)", finds "2." or "(b)" on the way.
    fn expect_item(&mut self) {
        self.next_item = self.find_next_item();
    }

    fn find_next_item(&self) -> Option<usize> {
        let rest = self.rest(self.start);
        let wanted = read_mark(rest)?;
        let dotted = wanted.ends_with('.');
        for (off, c) in rest.char_indices().take_while(|(off, _)| *off <= LIST_BYTES) {
            let Some(behind) = c
                .is_whitespace()
                .then(|| rest.get(off + c.len_utf8()..)?.strip_prefix(wanted.as_str()))
                .flatten()
            else {
                continue;
            };
            let spaced = behind.starts_with(char::is_whitespace);
            let capital = behind.trim_start().starts_with(char::is_uppercase);
            let after_name = rest
                .get(..off)?
                .split_whitespace()
                .next_back()
                .is_some_and(|w| w.starts_with(char::is_uppercase));
            if spaced && (!dotted || capital && !after_name) {
                return Some(self.start + off + c.len_utf8());
            }
        }
        None
    }
}

/// The mark that continues the list whose item begins `text`: "1.)" gives "2.)".
fn read_mark(text: &str) -> Option<String> {
    let open = if text.starts_with('(') { "(" } else { "" };
    let body = text.get(open.len()..)?;
    let name = head_before(body, &['.', ')']).filter(|n| n.len() <= 3)?;
    let sign = body.get(name.len()..)?;
    let sign = [".)", ")", "."].into_iter().find(|s| sign.starts_with(s))?;
    let spaced = body.get(name.len() + sign.len()..)?.starts_with(char::is_whitespace);
    let letter = name
        .bytes()
        .next()
        .filter(|b| name.len() == 1 && b.is_ascii_alphabetic() && !matches!(b, b'z' | b'Z'));
    let next = match letter {
        Some(l) if l.is_ascii_lowercase() || sign == ")" => char::from(l + 1).to_string(),
        _ => (name.parse::<u16>().ok().filter(|_| is_number(name))? + 1).to_string(),
    };
    (spaced && (open.is_empty() || sign == ")")).then(|| format!("{open}{next}{sign}"))
}

/// Lines of a list without stops: "harvest / roads / schools".
fn has_line_items(paragraph: &str) -> bool {
    let item = |line: &str| line.len() <= ITEM_BYTES && !line.contains(['.', '!', '?', '…', ';']);
    paragraph.split('\n').nth(2).is_some() && paragraph.split('\n').all(item)
}

/// "(b) …", "ii) …", "• …".
fn begins_item(text: &str) -> bool {
    if text.starts_with(is_bullet) {
        return true;
    }
    let body = text.strip_prefix('(').unwrap_or(text);
    let name = head_before(body, &[')']).unwrap_or("");
    is_number(name) || is_roman(name) || name.len() == 1 && name.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The few bytes before the first of `signs`; `None` when none of them is near.
fn head_before<'t>(text: &'t str, signs: &[char]) -> Option<&'t str> {
    let (off, _) = text.char_indices().take(5).find(|(_, c)| signs.contains(c))?;
    text.get(..off)
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '▪' | '●' | '◦' | '·' | '‣')
}

fn is_number(name: &str) -> bool {
    (1..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit())
}

fn is_roman(name: &str) -> bool {
    let one_case =
        name.bytes().all(|b| b.is_ascii_lowercase()) || name.bytes().all(|b| b.is_ascii_uppercase());
    (1..=4).contains(&name.len()) && one_case && name.bytes().all(|b| b"ivxIVX".contains(&b))
}

/// "U.S", "a.m", "Ph.D", "т.е".
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
}

/// True when an address goes on here: "@norland.example", ".example".
fn begins_address(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('@' | '/' | '_') => true,
        Some('.') => chars.next().is_some_and(char::is_lowercase),
        _ => false,
    }
}

/// Length of "[12]" at the start of `text`.
fn footnote_end(text: &str) -> Option<usize> {
    let body = text.strip_prefix('[')?;
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let closed = body.get(digits..)?.starts_with(']');
    ((1..=3).contains(&digits) && closed).then_some(digits + 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sentences of `text`, parted by " | ".
    fn check(text: &str, wanted: &str) {
        let found: Vec<&str> =
            split(text, Span::new(0, text.len()), Rules::builtin()).iter().map(|s| s.of(text)).collect();
        assert_eq!(found.join(" | "), wanted);
    }

    #[test]
    fn abbreviations_of_other_languages_end_no_sentence() {
        for wanted in [
            "La Sra. Holt llegó. | El Sr. Varga, D. Aron Lind y D.ª Vera Sol salieron. | El Excmo. Sr. Ministro habló. | Véase el art. 5 y la pág. 12. | Ud. lo sabe. | Costó 3 mill. de coronas, etc. | Luego salió.",
            "El Dr. Lind vino con la Dra. Holt. | EE. UU. no vino. | Lo dijo la Excma. Sra. D.ª Vera Sol. | Hablamos de la C. A. de Norte.",
            "Das gilt z. B. für Brücken. | Das heißt, d. h. bald, kommt er. | Art. 5 Abs. 2 Nr. 3 gilt. | Frau Dr. Holt und Herr Prof. Varga kamen u. a. mit Zelten. | Es kostet ca. 3 Mio. Kronen. | Wir kommen am 3. Oktober. | Vgl. S. 12 ff. des Berichts. | Er kam i. d. R. spät. | Das war o. k. so.",
            "M. Lind et Mme Holt sont venus. | L’art. 5 dit le contraire. | MM. Varga et Sol, p. ex., sont là. | Cf. p. 12. | Le n. 3 manque. | J.-P. Lind parle. | Il a dit, etc. | Puis il est parti. | Mgr. Sol est là.",
            "Это т. е. мост. | Он родился в 2031 г. в Броне. | Мы дали 3 млн руб. на мост. | Это стоит 5 тыс. долл. в год. | В т. ч. три моста. | И т. д. | Потом он ушёл. | Им. Хольт, ул. Мира, д. 5, здесь. | А. Б. Хольт пришла. | См. стр. 5. | До н. э. тут был лес.",
            "Sn. Holt geldi. | Prof. Dr. Varga konuştu. | M.Ö. 300 yılında köprü vardı. | Av. Sol ve Doç. Dr. Lind geldi. | Örn. köprü ve yol vb. işler. | Sonra gitti.",
            "O Sr. Lind e a Sra. Holt vieram. | V. Ex.ª sabe. | O art. 5.º diz isso. | A Dra. Sol falou. | Custou 3 mil., etc. | Depois saiu.",
            "Il dott. Varga e la sig.ra Sol parlano. | L’art. 5 e la pag. 3 valgono. | Il prof. Lind, ecc. | Poi è andato.",
            "Pan min. Lind i prof. Holt przyszli. | Art. 5 ust. 2 pkt 3 ustawy. | Np. most i tzw. droga. | Itd. | Potem wyszedł.",
            "Д-р Хольт прийшов. | Це т. зв. міст. | У 2031 р. був міст. | Напр. дорога, тощо. | Потім пішов.",
            "Dhr. Lind en mevr. Holt kwamen. | Bijv. de brug en d.w.z. de weg. | Zie art. 5, p. 12. | Enz. | Daarna ging hij.",
        ] {
            check(&wanted.replace(" | ", " "), wanted);
        }
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        for (text, wanted) in [
            ("Welcome, President Holt. First, thanks.", "Welcome, President Holt. | First, thanks."),
            ("Dear colleagues. Friends.", "Dear colleagues. | Friends."),
            (
                "V. Holt met Gen. A. B. Marlo at 5 p.m. on Jan. 5. Then they left.",
                "V. Holt met Gen. A. B. Marlo at 5 p.m. on Jan. 5. | Then they left.",
            ),
            ("We sent 3.5 tons in 2001. 15 people came.", "We sent 3.5 tons in 2001. | 15 people came."),
            (
                "I live in the N.U. How are you? The N.U. Senate met.",
                "I live in the N.U. | How are you? | The N.U. Senate met.",
            ),
            (
                "The law – a good law – passed. It was -- well, late.",
                "The law – a good law – passed. | It was -- well, late.",
            ),
            (
                "We waited… Then we left. We waited … Mr. Marlo left.",
                "We waited… | Then we left. | We waited … Mr. Marlo left.",
            ),
            ("Nobody spoke.[12] We left.", "Nobody spoke.[12] | We left."),
            (
                "It is so.Today is new. See norland.example.org for more.",
                "It is so. | Today is new. | See norland.example.org for more.",
            ),
        ] {
            check(text, wanted);
        }
    }

    #[test]
    fn notes_belong_to_the_sentence_before() {
        check(
            "Thank you. (Applause.) We go on. [Laughter] And so.",
            "Thank you. (Applause.) | We go on. [Laughter] | And so.",
        );
        check(
            "We left. (The hall was cold.) We came back.",
            "We left. | (The hall was cold.) | We came back.",
        );
        check("We left.\n\n(Applause.)\n\nWe came.", "We left. | (Applause.) | We came.");
    }

    #[test]
    fn a_short_quotation_is_whole() {
        check(
            "\"Why? Who knows!\" said Mr. Marlo. He left.",
            "\"Why? Who knows!\" said Mr. Marlo. | He left.",
        );
        let long = format!("“{}Done.”", "We sent three hundred tents to the north. ".repeat(9));
        assert_eq!(split(&long, Span::new(0, long.len()), Rules::builtin()).len(), 10);
    }

    #[test]
    fn other_languages() {
        for (text, wanted) in [
            (
                "«Мы рады. Спасибо», – сказал В.Холт. В 2023 г. Норландия и ООО «Норд» подписали договор.",
                "«Мы рады. Спасибо», – сказал В.Холт. | В 2023 г. Норландия и ООО «Норд» подписали договор.",
            ),
            ("Рост на 3,5 млрд долл. Это хорошо.", "Рост на 3,5 млрд долл. | Это хорошо."),
            (
                "Am 3. Oktober kam Dr. Weber. Das war z. B. wichtig.",
                "Am 3. Oktober kam Dr. Weber. | Das war z. B. wichtig.",
            ),
            ("„Gut. Weiter“, sagte er. Dann ging er.", "„Gut. Weiter“, sagte er. | Dann ging er."),
            (
                "M. Dupré est venu. « Bonjour. » Il a souri.",
                "M. Dupré est venu. | « Bonjour. » | Il a souri.",
            ),
            (
                "Sayın Başkan, teşekkürler. Prof. Dr. Aktaş konuştu.",
                "Sayın Başkan, teşekkürler. | Prof. Dr. Aktaş konuştu.",
            ),
            (
                "Hörmətli cənab Prezident. Əziz dostlar. Mən şadam.",
                "Hörmətli cənab Prezident. | Əziz dostlar. | Mən şadam.",
            ),
        ] {
            check(text, wanted);
        }
    }

    #[test]
    fn lines_and_lists() {
        check(
            "We sent\nthree tents to Mr.\nHolt.\nHe came.",
            "We sent\nthree tents to Mr.\nHolt. | He came.",
        );
        check("harvest\nroads and bridges\nschools", "harvest | roads and bridges | schools");
        check("1. The harvest 2. The roads", "1. The harvest | 2. The roads");
        check("- Thank you.\n- You are welcome.", "- Thank you. | - You are welcome.");
    }

    #[test]
    fn a_wide_ellipsis_before_a_stop_loses_nothing() {
        check("0…. . Mr. Holt", "0… | . . Mr. Holt");
    }

    #[test]
    fn a_span_that_does_not_fit_gives_nothing() {
        assert!(split("é", Span::new(1, 2), Rules::builtin()).is_empty());
        assert!(split("a", Span::new(0, 9), Rules::builtin()).is_empty());
    }

    proptest! {
        #[test]
        fn every_word_lies_in_one_sentence(text in "([A-Za-z0-9é«»„“”\"'().!?…\\[\\] \n•-]{0,4}|[.] |Mr[.] |1[.] |[(]a[)] ){0,60}") {
            let found = split(&text, Span::new(0, text.len()), Rules::builtin());
            let mut covered = String::new();
            let mut last = 0;
            for span in &found {
                prop_assert!(span.start >= last && !span.is_empty() && span.trimmed(&text) == *span);
                last = span.end;
                covered.push_str(span.of(&text));
            }
            let bare = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&covered), bare(&text));
        }
    }
}
