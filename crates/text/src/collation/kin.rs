//! How two words are related: one word in two spellings, one stem, opposites, degrees of strength.
//!
//! "organisation" and "organization" are one word; "able" and "unable" are opposites; "hope" and
//! "expect" differ in strength. Names and figures are told apart in `entity` and `figure`.

use unicode_normalization::UnicodeNormalization;

use crate::rules::WordingRules;
use crate::words::Word;

/// Most bytes of a negative syllable inside a word.
const MOST_INFIX: usize = 6;

/// The closest relation of two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kin {
    /// The same word.
    Same,
    /// The same word in another spelling.
    Spelling,
    /// Two forms of one stem.
    Stem,
    /// Two degrees of one thing.
    Strength,
    /// Words that may stand for each other.
    Synonym,
    /// Words that say the opposite.
    Opposite,
    /// None that is known.
    Other,
}

/// What is asked of a word again and again, looked up once.
#[derive(Clone, Debug)]
pub(super) struct Facts<'r> {
    pub function: bool,
    pub negator: bool,
    pub answer: bool,
    pub name: bool,
    pub number: bool,
    canonical: Option<String>,
    synonyms: &'r [usize],
    strength: &'r [(usize, usize)],
    opposite: bool,
}

impl<'r> Facts<'r> {
    pub fn of(word: &Word, name: bool, rules: &'r WordingRules) -> Facts<'r> {
        let form = word.form.as_str();
        let bare = word.bare();
        Facts {
            function: rules.is_function(form),
            negator: rules.negators.contains(form),
            answer: rules.answers.contains(form),
            name,
            number: word.is_digits()
                || rules.numbers.contains_key(bare)
                || rules.scales.contains_key(bare)
                || rules.ordinals.contains_key(bare),
            canonical: canonical(bare, rules),
            synonyms: rules.synonyms.get(bare).map_or(&[], Vec::as_slice),
            strength: rules.strength.get(bare).map_or(&[], Vec::as_slice),
            opposite: rules
                .opposites
                .range((form.to_string(), String::new())..)
                .next()
                .is_some_and(|(w, _)| w == form),
        }
    }
}

/// A word with its facts.
pub(super) type Known<'w> = (&'w Word, &'w Facts<'w>);

/// The relation of two words.
pub(super) fn kin((a, fa): Known, (b, fb): Known, rules: &WordingRules) -> Kin {
    if a.form == b.form {
        return Kin::Same;
    }
    let (x, y) = (a.bare(), b.bare());
    if x == y {
        return Kin::Stem;
    }
    if fa.number || fb.number {
        return Kin::Other;
    }
    let respelt = fa.canonical.is_some() || fb.canonical.is_some();
    if respelt && fa.canonical.as_deref().unwrap_or(x) == fb.canonical.as_deref().unwrap_or(y) {
        return Kin::Spelling;
    }
    if fa.opposite && rules.opposites.contains(&(a.form.clone(), b.form.clone()))
        || are_opposites(x, y, rules)
    {
        return Kin::Opposite;
    }
    let shares = fa.strength.iter().any(|place| fb.strength.contains(place));
    if !shares && fa.strength.iter().any(|(f, l)| fb.strength.iter().any(|(g, k)| f == g && l != k)) {
        return Kin::Strength;
    }
    if shares || fa.synonyms.iter().any(|g| fb.synonyms.contains(g)) {
        return Kin::Synonym;
    }
    if !fa.function && !fb.function && same_stem(x, y) {
        return Kin::Stem;
    }
    Kin::Other
}

/// True when one word is the other with a negative syllable before it or inside it.
pub(super) fn are_opposites(x: &str, y: &str, rules: &WordingRules) -> bool {
    let turned = |long: &str, short: &str| {
        let prefixed = || long.strip_suffix(short).is_some_and(|p| rules.negative_prefixes.contains(p));
        short.chars().nth(3).is_some()
            && long.len() > short.len()
            && (prefixed() && !rules.not_opposites.contains(short) || has_infix(long, short, rules))
    };
    turned(x, y) || turned(y, x)
}

/// "olmayacaq" is "olacaq" with a negative syllable behind its stem.
fn has_infix(long: &str, short: &str, rules: &WordingRules) -> bool {
    let n_more = long.len() - short.len();
    if n_more > MOST_INFIX || rules.negative_infixes.is_empty() {
        return false;
    }
    let stem = long.chars().zip(short.chars()).take_while(|(a, b)| a == b);
    let stem: usize = stem.map(|(c, _)| c.len_utf8()).sum();
    // The syllable may begin with letters that the rest begins with too.
    let cut = |at: usize| {
        let inside = long.get(at..at + n_more).is_some_and(|m| rules.negative_infixes.contains(m));
        inside && long.get(at + n_more..) == short.get(at..) && short.get(at..).is_some_and(|s| s.len() >= 3)
    };
    (2..=stem).any(cut)
}

/// True when two words share a stem: at least four letters and three fifths of the longer word.
pub(crate) fn same_stem(x: &str, y: &str) -> bool {
    let shared = x.chars().zip(y.chars()).take_while(|(a, b)| a == b).count();
    let longer = x.chars().count().max(y.chars().count());
    shared >= 3 && shared * 5 >= longer * 3 && (shared >= 4 || longer <= 5)
}

/// The one spelling of a word that is spelt in several ways; `None` when it is as it stands.
fn canonical(form: &str, rules: &WordingRules) -> Option<String> {
    if let Some(one) = rules.spellings.get(form) {
        return Some(one.clone());
    }
    let mut word: String =
        if form.is_ascii() { form.to_string() } else { form.nfd().filter(|c| !is_mark(*c)).collect() };
    if let Some(one) = rules.spellings.get(&word) {
        return Some(one.clone());
    }
    if word.len() >= 5 && word.is_ascii() {
        for (british, american) in [("isation", "ization"), ("isational", "izational")] {
            word = word.replace(british, american);
        }
        for end in ["ise", "ised", "ises", "ising", "iser", "isers", "yse", "ysed", "yses", "ysing"] {
            if let Some(head) = word.strip_suffix(end) {
                word = format!("{head}{}", end.replacen('s', "z", 1));
                break;
            }
        }
        if word.len() >= 6 {
            word = word.replacen("our", "or", 1).replace("ae", "e").replace("oe", "e");
            word = single_l(word);
        }
    }
    (word != form).then_some(word)
}

/// "travelled" as "traveled": the doubled letter before an ending, after two vowels or more.
fn single_l(word: String) -> String {
    for end in ["lled", "lling", "ller", "llers", "llor", "llors"] {
        if let Some(head) = word.strip_suffix(end) {
            let vowels = head.chars().filter(|c| "aeiou".contains(*c)).count();
            if vowels >= 2 {
                return format!("{head}{}", &end[1..]);
            }
        }
    }
    word
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;
    use crate::span::Span;

    #[test]
    fn words_are_related_as_readers_see_them() {
        let rules = &Rules::builtin().wording;
        for (x, y, want) in [
            ("organisation", "organization", Kin::Spelling),
            ("favour", "favor", Kin::Spelling),
            ("travelled", "traveled", Kin::Spelling),
            ("programme", "program", Kin::Spelling),
            ("emphasise", "emphasize", Kin::Spelling),
            ("able", "unable", Kin::Opposite),
            ("possible", "impossible", Kin::Opposite),
            ("valuable", "invaluable", Kin::Other),
            ("olacaq", "olmayacaq", Kin::Opposite),
            ("gelecek", "gelmeyecek", Kin::Opposite),
            ("gələcək", "gəlməyəcək", Kin::Opposite),
            ("возможно", "невозможно", Kin::Opposite),
            ("estate", "estimate", Kin::Other),
            ("expect", "hope", Kin::Strength),
            ("must", "should", Kin::Strength),
            ("ties", "relations", Kin::Synonym),
            ("governmental", "government", Kin::Stem),
            ("harvest", "envoy", Kin::Other),
            ("four", "for", Kin::Other),
        ] {
            let text = format!("{x} {y}");
            let (w, _) = crate::words::words(&text, Span::new(0, text.len()), &[]);
            let (fx, fy) = (Facts::of(&w[0], false, rules), Facts::of(&w[1], false, rules));
            assert_eq!(kin((&w[0], &fx), (&w[1], &fy), rules), want, "{x} / {y}");
        }
    }
}
