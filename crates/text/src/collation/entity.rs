//! Names in the words of a passage, and whether two names may mean the same.
//!
//! A word is a name when it is printed with a capital where grammar asks for none and never in small
//! letters. "EAEU" and "Eurasian Economic Union", "Russia" and "Russian Federation", "Mr Holt" and
//! "Vera Holt" may mean the same; "Norland" and "Sudland" do not. Places come from `names.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::rules::Rules;
use crate::words::{Case, Word};

/// How often a word is printed in each way.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    inside: u32,
    small: u32,
}

/// What the texts at hand show of their names.
#[derive(Debug, Default)]
pub struct NameBook {
    seen: BTreeMap<String, Seen>,
    /// Forms printed with a capital after a comma.
    cited: BTreeSet<String>,
}

impl NameBook {
    /// Adds the words of a passage.
    pub fn read(&mut self, words: &[Word]) {
        for word in words {
            let seen = self.seen.entry(word.bare().to_string()).or_default();
            match word.case {
                Case::Lower => seen.small += 1,
                _ if !word.opens && !is_cited(word) => seen.inside += 1,
                _ if !word.opens && !word.lead.contains('"') => {
                    self.cited.insert(word.bare().to_string());
                }
                _ => {}
            }
        }
    }

    /// True for a word that stands in small letters somewhere.
    pub fn is_small(&self, bare: &str) -> bool {
        self.seen.get(bare).is_some_and(|s| s.small > 0)
    }

    /// True for texts that print a capital where words are cited after a comma ("he said, Come"): a
    /// good part of such capitals are words that stand in small letters elsewhere.
    fn cites(&self) -> bool {
        let small = |w: &&String| self.seen.get(*w).is_some_and(|s| s.small > 0);
        self.cited.iter().filter(small).count() * CITES > self.cited.len()
    }

    /// For each word whether it is part of a name.
    pub fn flags(&self, words: &[Word], rules: &Rules) -> Vec<bool> {
        let cites = self.cites();
        words.iter().map(|w| self.is_name(w, cites, rules)).collect()
    }

    fn is_name(&self, word: &Word, cites: bool, rules: &Rules) -> bool {
        let (form, bare) = (word.form.as_str(), word.bare());
        let wording = &rules.wording;
        if word.case == Case::Lower
            || wording.is_function(form)
            || wording.titles.contains(bare)
            || wording.negators.contains(form)
        {
            return false;
        }
        let spoken = wording.calendar.contains_key(bare)
            || wording.numbers.contains_key(bare)
            || wording.ordinals.contains_key(bare)
            || word.is_digits();
        if spoken || form.len() < 2 {
            return false;
        }
        let seen = self.seen.get(bare).copied().unwrap_or_default();
        if rules.names.canonical.contains_key(bare) {
            return true;
        }
        match word.case {
            Case::Upper => seen.small == 0,
            _ if !may_open(word, cites) && is_cited(word) => seen.small == 0,
            _ if !may_open(word, cites) => seen.small * 3 <= seen.inside,
            _ => seen.inside > 0 && seen.small == 0,
        }
    }

    /// True for a capital at the head of a sentence that may be a name for all we know.
    pub fn may_be_name(&self, word: &Word, rules: &Rules) -> bool {
        let seen = self.seen.get(word.bare()).copied().unwrap_or_default();
        may_open(word, true)
            && word.case != Case::Lower
            && seen.small == 0
            && word.bare().len() > 2
            && !rules.wording.is_function(&word.form)
            && !rules.wording.titles.contains(word.bare())
            && !rules.wording.negators.contains(&word.form)
    }
}

/// One in so many capitals after a comma that is no name makes them a habit of the text.
const CITES: usize = 6;

/// True for a capital that grammar may ask for: at the head of a sentence, of a quotation, and, in
/// texts with that habit, of words that are cited after a comma ("he said, Come").
fn may_open(word: &Word, cites: bool) -> bool {
    word.opens || word.lead.contains('"') || cites && is_cited(word)
}

/// True for a word after a sign that may stand before a quotation.
fn is_cited(word: &Word) -> bool {
    word.lead.contains([',', ';', '"'])
}

/// What two names are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Another thing, or another name that takes a side.
    Differ,
    /// One thing in other words: acronym, form, place inside place.
    OneThing,
    /// One person, with and without title or father's name.
    OnePerson,
    /// One name in two spellings.
    Spelling,
}

/// A name inside the words of a passage.
pub(super) struct Phrase<'w> {
    pub words: &'w [Word],
    /// Words of the name that the other passage does not have.
    pub own: Vec<&'w str>,
}

impl Phrase<'_> {
    fn key(&self) -> String {
        self.words.iter().map(Word::bare).collect::<Vec<_>>().join(" ")
    }
}

/// The stretch of name words around `at`; hyphens, "of" and titles are looked through.
pub(super) fn phrase_around(words: &[Word], names: &[bool], at: usize, rules: &Rules) -> Range<usize> {
    // "Eurasian Economic Union": a common noun with a capital goes with the name beside it.
    let part = |i: usize| {
        let capital = words[i].case != Case::Lower && !words[i].is_digits();
        // "Tel-melah": what a hyphen binds to a name is part of it.
        names[i]
            || words[i].hyphened && i > 0 && names[i - 1]
            || capital && (!words[i].opens || rules.wording.titles.contains(words[i].bare()))
    };
    let joined = |i: usize| {
        words[i].lead.is_empty() || words[i].hyphened || words[i].lead == "." && is_title(words, i, rules)
    };
    let (mut start, mut end) = (at, at + 1);
    while start > 0 && joined(start) && part(start - 1) {
        start -= 1;
    }
    while end < words.len() && joined(end) && part(end) {
        end += 1;
    }
    start..end
}

/// True when the word before `i` is a title, so that its point ends no sentence.
fn is_title(words: &[Word], i: usize, rules: &Rules) -> bool {
    i > 0 && rules.wording.titles.contains(words[i - 1].bare())
}

/// Compares two names that stand in one place of two versions.
pub(super) fn compare(a: &Phrase, b: &Phrase, rules: &Rules) -> Names {
    let (x, y) = (a.key(), b.key());
    let names = &rules.names;
    if names.are_rivals(&x, &y) {
        return Names::Differ;
    }
    if names.are_one_place(&x, &y) || is_acronym(&x, &y) || is_acronym(&y, &x) {
        return Names::OneThing;
    }
    let known = |own: &[&str]| own.iter().any(|w| names.canonical.contains_key(*w));
    if any_pair(&a.own, &b.own, |p, q| names.are_one_place(p, q)) {
        return Names::OneThing;
    }
    if any_pair(&a.own, &b.own, |p, q| is_acronym(p, q) || is_acronym(q, p)) {
        return Names::OneThing;
    }
    let (rest_a, rest_b) = (bearing(&a.own, rules), bearing(&b.own, rules));
    if are_other_bodies(a, b, (&rest_a, &rest_b), rules) {
        return Names::Differ;
    }
    if rest_a.is_empty() || rest_b.is_empty() {
        return if rest_a.len() == rest_b.len() { Names::OneThing } else { Names::OnePerson };
    }
    if known(&rest_a) && known(&rest_b) {
        return Names::Differ;
    }
    if rest_a.len() == rest_b.len() && rest_a.iter().zip(&rest_b).all(|(p, q)| are_forms(p, q)) {
        return Names::OneThing;
    }
    let pairwise = rest_a.len() == rest_b.len() && rest_a.iter().zip(&rest_b).all(|(p, q)| alike(p, q));
    let tight = |words: &[Word]| words.iter().map(Word::bare).collect::<String>();
    if pairwise || alike(&rest_a.concat(), &rest_b.concat()) || alike(&tight(a.words), &tight(b.words)) {
        return Names::Spelling;
    }
    Names::Differ
}

/// "Ministry of Defence" / "Ministry of Finance": two bodies of one kind with other tasks.
fn are_other_bodies(a: &Phrase, b: &Phrase, rest: (&[&str], &[&str]), rules: &Rules) -> bool {
    let names = &rules.names;
    let task = |own: &[&str]| own.iter().any(|w| names.tasks.contains(*w));
    let told = |own: &[&str], rest: &[&str]| task(own) || !rest.is_empty();
    let kind =
        |p: &Phrase| p.words.iter().map(Word::bare).any(|w| names.common.contains(w) && !p.own.contains(&w));
    let both = task(&a.own) && task(&b.own);
    both || (task(&a.own) || task(&b.own))
        && told(&a.own, rest.0)
        && told(&b.own, rest.1)
        && kind(a)
        && kind(b)
}

/// Words of a name that tell whom it means: no title, no father's name, no common noun.
fn bearing<'w>(own: &[&'w str], rules: &Rules) -> Vec<&'w str> {
    own.iter()
        .filter(|w| {
            !rules.wording.titles.contains(**w)
                && !is_patronymic(w, rules)
                && !rules.names.common.contains(**w)
        })
        .copied()
        .collect()
}

/// True for a name made of the father's name.
pub(super) fn is_patronymic(word: &str, rules: &Rules) -> bool {
    word.chars().count() >= 7 && rules.wording.patronymics.iter().any(|end| word.ends_with(end.as_str()))
}

fn any_pair(a: &[&str], b: &[&str], test: impl Fn(&str, &str) -> bool) -> bool {
    a.iter().any(|x| b.iter().any(|y| test(x, y)))
}

/// True when `short` is made of the first letters of the words of `long`, in order.
pub(crate) fn is_acronym(short: &str, long: &str) -> bool {
    let words: Vec<&str> =
        long.split([' ', '-']).filter(|w| !matches!(*w, "of" | "the" | "and" | "for")).collect();
    if words.len() < 2 || short.contains(' ') || short.chars().count() < 2 {
        return false;
    }
    let mut letters = short.chars().peekable();
    for word in words {
        let mut inside = word.chars();
        if letters.peek().is_none() || inside.next() != letters.next() {
            return false;
        }
        // "EurAsian" gives two letters when the next one is not the head of the next word.
        while let Some(next) = letters.peek().copied() {
            if letters.clone().count() < 2 || !inside.any(|c| c == next) {
                break;
            }
            let rest: String = letters.clone().skip(1).collect();
            let heads: String = long
                .split([' ', '-'])
                .skip_while(|w| *w != word)
                .skip(1)
                .filter_map(|w| w.chars().next())
                .collect();
            if heads.starts_with(next) || !heads.starts_with(&rest) {
                break;
            }
            letters.next();
        }
    }
    letters.next().is_none()
}

/// "Canaanites" and "Canaan", "Moabite" and "Moabitish": one stem with endings of peoples.
fn are_forms(x: &str, y: &str) -> bool {
    let shared: usize = x.chars().zip(y.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let ending = |w: &str| {
        matches!(
            w.get(shared..).unwrap_or("?"),
            "" | "s"
                | "i"
                | "n"
                | "an"
                | "ans"
                | "ian"
                | "ians"
                | "e"
                | "es"
                | "ese"
                | "ish"
                | "im"
                | "ims"
                | "ite"
                | "ites"
                | "ns"
                | "tes"
                | "te"
                | "h"
                | "sh"
        )
    };
    shared >= 4 && ending(x) && ending(y)
}

/// One name in two transcriptions: the same consonants after folding, and close in letters.
fn alike(x: &str, y: &str) -> bool {
    if x.chars().count().min(y.chars().count()) < 4 || x.chars().count().max(y.chars().count()) > 40 {
        return false;
    }
    let most = 2.max(x.chars().count().max(y.chars().count()) / 4);
    bones(x) == bones(y) && distance(x, y) <= most
}

/// Letters that must change to make one word of the other.
fn distance(x: &str, y: &str) -> usize {
    let y: Vec<char> = y.chars().collect();
    let mut row: Vec<usize> = (0..=y.len()).collect();
    for (i, c) in x.chars().enumerate() {
        let mut cross = row[0];
        row[0] = i + 1;
        for (j, d) in y.iter().enumerate() {
            let cost = (cross + usize::from(c != *d)).min(row[j] + 1).min(row[j + 1] + 1);
            cross = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    row[y.len()]
}

/// The consonants of a name, as transcriptions agree on them.
fn bones(name: &str) -> String {
    let plain = unicode_normalization::UnicodeNormalization::nfd(name)
        .filter(|c| !matches!(*c, '\u{300}'..='\u{36f}'));
    let mut out = String::new();
    let mut before = ' ';
    for (n, c) in plain.enumerate() {
        let c = match c {
            'w' => 'v',
            'z' => 's',
            'q' | 'c' | 'x' => 'k',
            'f' => 'p',
            'ı' | 'y' | 'j' => 'i',
            c => c,
        };
        let vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h' | '\'');
        if (n == 0 || !vowel) && before != c {
            out.push(c);
        }
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::words::words;

    fn relation(a: &str, b: &str) -> Names {
        let cut = |t: &str| words(t, Span::new(0, t.len()), &[]).0;
        let (a, b) = (cut(a), cut(b));
        let own = |x: &[Word], y: &[Word]| -> Vec<String> {
            x.iter().map(|w| w.bare().to_string()).filter(|w| !y.iter().any(|v| v.bare() == w)).collect()
        };
        let (own_a, own_b) = (own(&a, &b), own(&b, &a));
        let phrase =
            |words, own: &'static [String]| Phrase { words, own: own.iter().map(String::as_str).collect() };
        compare(&phrase(&a, own_a.leak()), &phrase(&b, own_b.leak()), Rules::builtin())
    }

    #[test]
    fn names_that_mean_one_thing() {
        assert_eq!(relation("EAEU", "Eurasian Economic Union"), Names::OneThing);
        assert_eq!(relation("Russia", "Russian Federation"), Names::OneThing);
        assert_eq!(relation("Kremlin", "Moscow"), Names::OneThing);
        assert_eq!(relation("Zelensky", "Zelenskyy"), Names::Spelling);
        assert_eq!(relation("USA", "United States"), Names::OneThing);
        assert_eq!(relation("Vera Holt", "Holt"), Names::OnePerson);
    }

    #[test]
    fn names_that_differ() {
        for (a, b) in [
            ("Iran", "Iraq"),
            ("Austria", "Australia"),
            ("Niger", "Nigeria"),
            ("Nagorno-Karabakh", "Karabakh"),
            ("Vera Holt", "Mara Holt"),
            ("G20", "G7"),
            ("Norland", "Sudland"),
            ("Congress", "Senate"),
        ] {
            assert_eq!(relation(a, b), Names::Differ, "{a} / {b}");
        }
    }
}
