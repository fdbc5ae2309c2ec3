//! What a line of a text capture looks like, in numbers that know no language.
//!
//! ```text
//! Home | News | Contact                       3 words, open, two separators, all capitals
//! The bridge over the Brona opened on Monday. 8 words, ended, one capital in its middle
//! ```
//! `weigh` puts the numbers of a line beside those of its neighbours.

use std::collections::BTreeSet;

/// Characters of a line that are looked at; what follows makes no difference.
const MOST_CHARS: usize = 1_500;

/// Characters of a script without spaces that count as one word.
const WIDE_PER_WORD: usize = 2;

/// How a line stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// With no sign, as headlines and menus do.
    Open,
    /// As a sentence does.
    Ended,
    /// With a colon.
    Colon,
}

/// The numbers of one line.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Words; of a script without spaces, pairs of characters.
    pub size: usize,
    /// How it stops.
    pub stop: Stop,
    /// Small words of any language.
    pub small: usize,
    /// Words that begin with a capital, the first left out.
    pub capitals: usize,
    /// Words that could begin with one, the first left out.
    pub cased: usize,
    /// No letter is a small one.
    pub is_upper: bool,
    /// The first letter is a small one.
    pub is_low: bool,
    /// Commas.
    pub commas: usize,
    /// Sentences that end inside.
    pub inner_stops: usize,
    /// Signs that part the entries of a menu.
    pub separators: usize,
    /// Digits of a hundred characters.
    pub digits: usize,
    /// Holds an address of the web or of mail.
    pub has_address: bool,
    /// Opens with a quotation mark.
    pub is_quoted: bool,
}

impl Measure {
    /// True for a line that is a sentence by its shape.
    pub fn is_prose(&self) -> bool {
        self.size >= 10 && self.stop != Stop::Open || self.size >= 25 && self.inner_stops > 0
    }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9fff}' | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | ';' | '۔' | '।' | '؟' | '։')
}

/// Measures a line. `small` holds the commonest words of all languages, lower case.
pub fn measure(text: &str, small: &BTreeSet<&str>) -> Measure {
    let end = text.char_indices().nth(MOST_CHARS).map_or(text.len(), |(at, _)| at);
    let head = text.get(..end).unwrap_or(text);
    let mut m = Measure {
        size: 0,
        stop: stop(text),
        small: 0,
        capitals: 0,
        cased: 0,
        is_upper: false,
        is_low: false,
        commas: 0,
        inner_stops: 0,
        separators: 0,
        digits: 0,
        has_address: head.contains("://") || head.contains("www.") || head.contains('@'),
        is_quoted: head.starts_with(['"', '“', '«', '„', '”', '‘', '「', '›']),
    };
    let mut lower = String::new();
    for word in head.split_whitespace() {
        count_word(&mut m, word, small, &mut lower);
    }
    count_letters(&mut m, head);
    m
}

fn count_word(m: &mut Measure, word: &str, small: &BTreeSet<&str>, lower: &mut String) {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let Some(first) = bare.chars().next() else { return };
    if m.size > 0 && (first.is_uppercase() || first.is_lowercase()) {
        m.cased += 1;
        m.capitals += usize::from(first.is_uppercase());
    }
    m.is_low |= m.size == 0 && first.is_lowercase() && word.starts_with(first);
    m.size += 1;
    if bare.len() <= 16 {
        lower.clear();
        lower.extend(bare.chars().flat_map(char::to_lowercase));
        m.small += usize::from(small.contains(lower.as_str()));
    }
}

fn count_letters(m: &mut Measure, head: &str) {
    let (mut n, mut digits, mut wide, mut lowers, mut letters) = (0usize, 0usize, 0usize, 0usize, 0usize);
    let mut after_stop = false;
    for c in head.chars() {
        n += 1;
        digits += usize::from(c.is_numeric());
        wide += usize::from(is_wide(c));
        letters += usize::from(c.is_alphabetic());
        lowers += usize::from(c.is_lowercase() || c.is_alphabetic() && !c.is_uppercase());
        m.commas += usize::from(matches!(c, ',' | '，' | '、' | '،'));
        m.separators += usize::from(matches!(
            c,
            '|' | '·' | '•' | '»' | '›' | '→' | '←' | '«' | '‹' | '\t' | '¦' | '>' | '/'
        ));
        m.inner_stops += usize::from(after_stop && c.is_whitespace() || matches!(c, '。' | '！' | '？'));
        after_stop = ends_sentence(c) && c != ';';
    }
    m.digits = digits * 100 / n.max(1);
    m.is_upper = letters > 1 && lowers == 0;
    m.size += wide / WIDE_PER_WORD;
}

fn stop(text: &str) -> Stop {
    let closing = |c: char| {
        matches!(c, '"' | '”' | '’' | '»' | '“' | ')' | ']' | '\'' | '*' | '」' | '』') || c.is_whitespace()
    };
    match text.trim_end_matches(closing).chars().next_back() {
        Some(c) if ends_sentence(c) => Stop::Ended,
        Some(':' | '：') => Stop::Colon,
        _ => Stop::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Measure {
        measure(text, &BTreeSet::from(["the", "on", "of"]))
    }

    #[test]
    fn a_menu_and_a_sentence_differ() {
        let menu = of("Home | News | Contact");
        assert_eq!(
            (menu.size, menu.stop, menu.separators, menu.capitals, menu.cased),
            (3, Stop::Open, 2, 2, 2)
        );
        let prose = of("The bridge over the Brona opened on Monday.");
        assert_eq!(
            (prose.size, prose.stop, prose.small, prose.capitals, prose.cased),
            (8, Stop::Ended, 3, 2, 7)
        );
    }

    #[test]
    fn scripts_without_spaces_have_a_size() {
        assert!(of("大臣は月曜日に橋の開通式で演説を行い、住民に感謝の言葉を述べた。").is_prose());
        assert!(!of("ニュース").is_prose());
    }

    #[test]
    fn stops_are_seen_behind_quotation_marks() {
        for (text, stop) in [
            ("“So it is.”", Stop::Ended),
            ("She said:", Stop::Colon),
            ("Read more »", Stop::Open),
            ("क्या है।", Stop::Ended),
        ] {
            assert_eq!(of(text).stop, stop, "{text}");
        }
    }
}
