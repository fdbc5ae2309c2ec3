//! Names printed on one page: runs of capitalised words, offices and honorifics left out.
//!
//! "Peer Varga thanked President Vera Holt" holds the names `Peer Varga` and `Vera Holt`. Whom a label
//! means is decided by `cast`.

use std::collections::{BTreeMap, BTreeSet};

use super::digests::Digests;
use crate::rules::LabelRules;

/// How much of a text is searched for names, in bytes.
const SEARCHED: usize = 400_000;
/// How much of a head is searched for the holder of an office, in bytes.
const HEAD_BYTES: usize = 8_000;
/// Words with a capital inside that are kept.
const MOST_SHAPES: usize = 200;

/// Runs of capitalised words of one page.
#[derive(Debug, Default)]
pub struct NameIndex {
    /// Each run of two or more words as printed, with how often it occurs.
    runs: BTreeMap<Vec<String>, usize>,
    /// The runs of the title and of the text before the first turn: only these bind a surname to a
    /// full name. Speakers speak of other people of their own surname.
    bound: BTreeMap<Vec<String>, usize>,
    /// Only names that are surely names are collected.
    binding: bool,
    /// Words that end or begin some run, lower case.
    known: std::collections::BTreeSet<String>,
    /// Offices that the title prints directly before a name, lower case, with the names. The text is
    /// not asked: a speaker who is only called "the President" may speak of another president.
    offices: BTreeMap<String, std::collections::BTreeSet<Vec<String>>>,
    /// How many names of two and more words the title holds.
    titled: usize,
    /// The title and the text before the first turn.
    head: String,
    /// Names behind an office and what it is of: "Chair of the Council of Advisers Ada Lind" is no adviser.
    after_of: BTreeSet<Vec<String>>,
    /// Words seen in lower case outside names.
    common: Digests,
    /// Words that are printed in lower case somewhere on the page.
    plain: Digests,
    /// Words with a capital inside, as printed, by their lower case: "McTarn".
    shapes: BTreeMap<String, String>,
}

impl NameIndex {
    /// Collects the runs of a title and a text.
    pub fn new(title: &str, text: &str, rules: &LabelRules) -> Self {
        let mut index = NameIndex::default();
        let cut = (0..=text.len().min(SEARCHED)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        for line in text[..cut].split('\n') {
            index.collect(line, rules, false);
        }
        let before: usize = index.runs.values().sum();
        index.collect(title, rules, true);
        index.titled = index.runs.values().sum::<usize>() - before;
        index
    }

    /// Takes the names of the title and of the page's head (all before the first turn) as binding.
    pub fn bind(&mut self, title: &str, head: &str, rules: &LabelRules) {
        let plain = std::mem::take(&mut self.plain);
        let mut lines = NameIndex { plain, binding: true, ..NameIndex::default() };
        lines.collect(title, rules, true);
        let cut = (0..=head.len().min(SEARCHED)).rev().find(|i| head.is_char_boundary(*i)).unwrap_or(0);
        for line in head[..cut].split('\n') {
            lines.collect(line, rules, false);
        }
        self.bound = lines.runs;
        self.plain = lines.plain;
        // "Coordinator for Harbours Aron Lind": what the page prints elsewhere as a name is the name.
        let mut tails = tails_after_of(title, rules);
        // The title may stand in the text too.
        let mut own = NameIndex::default();
        own.collect(title, rules, true);
        head.lines().filter(|l| l.trim() == title.trim()).for_each(|l| own.collect(l, rules, false));
        let is_elsewhere = |t: &[String]| self.count(t, true) > own.count(t, true);
        let begins = |t: &[String], before: &str| {
            rules.portfolios.holds(before) && is_given(&t[0], rules) && !self.is_plain(&t[0])
        };
        tails.retain(|(before, tail)| is_elsewhere(tail) || begins(tail, before));
        for (_, tail) in tails {
            *self.bound.entry(tail.clone()).or_default() += 1;
            self.after_of.insert(tail);
        }
        let cut = (0..=head.len().min(HEAD_BYTES)).rev().find(|i| head.is_char_boundary(*i)).unwrap_or(0);
        self.head = format!("{title}\n{}", &head[..cut]);
    }

    fn collect(&mut self, text: &str, rules: &LabelRules, title: bool) {
        let mut run: Vec<&str> = Vec::new();
        // "Secretary of Homeland Security Holt": where the place ends and the name begins is not told.
        let (mut office_of, mut last, mut listed) = (false, "", false);
        for raw in text.split_whitespace() {
            // Most words are small, outside a name, and only their smallness is of use.
            let small = !title && run.is_empty() && !office_of && raw.bytes().all(|b| b.is_ascii_lowercase());
            if small {
                // Whether a small word is plain is looked up once.
                if !self.common.knew(raw) {
                    self.add_plain(raw, rules);
                }
                if rules.connectors.contains(raw) {
                    office_of = rules.is_office(last);
                }
                last = raw;
                continue;
            }
            let joins = rules.connectors.contains(raw);
            office_of = if joins {
                office_of || rules.is_office(last)
            } else {
                office_of && raw.starts_with(char::is_uppercase)
            };
            last = raw;
            self.add_shape(raw);
            let opens = raw.starts_with(['(', '"', '“', '«', '[', '„', '‘', '—', '–', '-']);
            let word = raw.trim_matches(|c: char| !(c.is_alphanumeric() || c == '.')).trim_start_matches('.');
            let bare = word.trim_end_matches('.');
            let possessive = bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s"));
            let bare = possessive.unwrap_or(bare);
            // "Members of the Council, and Director Ada Lind", "Aide for Roads Dr. Ada Lind": here she begins.
            if rules.is_honorific(bare) || listed && rules.is_office(bare) {
                office_of = false;
            }
            listed = office_of && (listed || raw.ends_with(','));
            let was_of = office_of;
            if opens {
                self.close(&mut run, rules, title);
            }
            // Titles print small words with capitals too: "Holt Before Departure".
            let small =
                title && (self.is_plain(bare) || rules.title_words.holds(bare)) && !rules.is_office(bare);
            let opener = || run.is_empty() && rules.no_names.holds(bare);
            if was_of && self.binding {
                run.clear();
            } else if small || opener() {
                self.close(&mut run, rules, title);
            } else if bare.starts_with(char::is_uppercase) {
                run.push(if is_initial(word) { word } else { bare });
            } else if rules.is_particle(bare) && !run.is_empty() && !matches!(bare, "e" | "y" | "the") {
                run.push(bare);
            } else {
                if bare.starts_with(char::is_lowercase) {
                    self.plain.add(bare);
                }
                self.close(&mut run, rules, title);
            }
            let stops = possessive.is_some()
                || raw.ends_with([',', ';', ':', '!', '?', ')', '”', '"', '»', ']', '…'])
                || raw.ends_with('.') && !is_initial(word) && !rules.is_honorific(bare);
            if stops {
                self.close(&mut run, rules, title);
            }
        }
        self.close(&mut run, rules, title);
    }

    /// A word in lower case makes the word no name, unless it opens sentences: "may" is no proof
    /// against "May".
    fn add_plain(&mut self, word: &str, rules: &LabelRules) {
        if !rules.no_names.contains(word) {
            self.plain.add(word);
        }
    }

    /// Keeps "McTarn" and "DeLorne", which a label prints in capitals.
    fn add_shape(&mut self, raw: &str) {
        if !raw.bytes().skip(2).any(|b| b.is_ascii_uppercase()) || self.shapes.len() >= MOST_SHAPES {
            return;
        }
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
        let word = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
        let letters = || word.chars().zip(word.chars().skip(1));
        let inner = letters().any(|(a, b)| a.is_lowercase() && b.is_uppercase());
        if word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic) && inner {
            self.shapes.entry(word.to_lowercase()).or_insert_with(|| word.to_string());
        }
    }

    /// How the page prints a word that has a capital inside: "McTarn" for "MCTARN".
    pub(super) fn shape(&self, word: &str) -> Option<&str> {
        self.shapes.get(&word.to_lowercase()).map(String::as_str)
    }

    fn close(&mut self, run: &mut Vec<&str>, rules: &LabelRules, title: bool) {
        while run.last().is_some_and(|w| w.starts_with(char::is_lowercase)) {
            run.pop();
        }
        if run.len() < 2 {
            run.clear();
            return;
        }
        let form = |w: &&str| rules.is_office(w) || rules.is_honorific(w);
        let from = run.iter().rposition(form).map_or(0, |at| at + 1);
        let (office, named) = run.split_at(from);
        let owned = || named.iter().map(|w| w.to_string()).collect::<Vec<String>>();
        if title && !office.is_empty() && !named.is_empty() && named.len() <= 4 {
            let office: Vec<&str> = office.iter().copied().filter(|w| !rules.is_honorific(w)).collect();
            self.offices.entry(office.join(" ").to_lowercase()).or_default().insert(owned());
        }
        if named.len() >= 2 && named.len() <= 6 {
            self.known.extend([named[0], named[named.len() - 1]].map(str::to_lowercase));
            *self.runs.entry(owned()).or_default() += 1;
        } else if named.len() == 1 {
            self.known.insert(named[0].to_lowercase());
        }
        run.clear();
    }

    /// True when the word is part of a name printed on the page, or never printed in lower case
    /// although it stands there as part of a run.
    pub fn knows(&self, word: &str) -> bool {
        self.known.contains(&word.to_lowercase())
    }

    /// True when the page also prints the word in lower case: then it is no name.
    pub fn is_plain(&self, word: &str) -> bool {
        self.plain.holds(word)
    }

    /// The one name that the title prints directly after this office; `None` when there are more.
    pub(super) fn holder(&self, office: &str) -> Option<Vec<String>> {
        let names = self.offices.get(&office.to_lowercase())?;
        let mut surnames = names.iter().filter_map(|n| n.last()).map(|s| s.to_lowercase());
        let first = surnames.next()?;
        // "Tavit Holt and Aron Holt" are two.
        let given = |n: &&Vec<String>| n.len() > 1;
        let initials = names.iter().filter(given).filter_map(|n| n[0].chars().next());
        let one = initials.collect::<BTreeSet<char>>().len() < 2;
        let same = one && surnames.all(|s| s == first);
        same.then(|| names.iter().max_by_key(|n| n.len()).cloned()).flatten()
    }

    /// The full name that the head of the page prints directly after an office with its country, always
    /// the same one: "President of Norland Vera Holt".
    pub(super) fn holder_in_head(&self, office: &str, rules: &LabelRules) -> Option<Vec<String>> {
        let mut found: Option<Vec<String>> = None;
        for (at, _) in self.head.match_indices(office) {
            // "Vice President of Norland", "Adviser to President of Norland" are others.
            let line = self.head[..at].rsplit('\n').next().unwrap_or("");
            let before = line.split_whitespace().next_back().unwrap_or("");
            let set_apart = before.starts_with(char::is_uppercase) && !before.ends_with(',')
                || rules.apart.holds(before)
                || matches!(before, "to" | "for" | "of")
                || !line.is_empty() && !line.ends_with(char::is_whitespace);
            if set_apart {
                return None;
            }
            let after = self.head.get(at + office.len()..).filter(|a| a.starts_with(char::is_whitespace))?;
            let name = leading_name(after);
            if !(2..=4).contains(&name.len()) || found.as_ref().is_some_and(|f| *f != name) {
                return None;
            }
            found = Some(name);
        }
        found
    }

    /// True for a word that the page prints between an office and a name: «Президентом Норландии Верой
    /// Хольт» makes «Норландии» a state.
    pub(super) fn stands_before_name(&self, word: &str) -> bool {
        let before = |run: &Vec<String>| run.iter().rev().skip(2).any(|w| same_word(w, word));
        self.runs.keys().any(before)
    }

    /// The one name of several words that the title prints after an office and that begins with this
    /// one: "Lee Tarn Vel" for "Lee" in "Remarks by Premier Lee Tarn Vel of Norland".
    /// So is "Ada Maria Lind do Vale" for "Lind", with a small word in the name.
    pub(crate) fn begun_by(&self, word: &str) -> Option<&[String]> {
        let begun = self.offices.values().flatten().filter(|n| n.len() > 1 && same_word(&n[0], word));
        let inner = |n: &[String]| n.len() > 2 && n[1..n.len() - 1].iter().any(|w| same_word(w, word));
        let small = |n: &[String]| n.iter().any(|w| particle_like(w));
        let holding = self.runs.keys().filter(|n| inner(n) && small(n));
        let mut found = begun.chain(holding);
        let one = found.next()?;
        found.all(|n| n == one).then_some(one.as_slice())
    }

    /// The offices that the title prints directly before this name.
    pub(super) fn offices_of(&self, name: &[String]) -> Vec<String> {
        let same =
            |n: &Vec<String>| n.len() == name.len() && n.iter().zip(name).all(|(x, y)| same_word(x, y));
        if self.after_of.iter().any(same) {
            return Vec::new();
        }
        self.offices.iter().filter(|(_, names)| names.iter().any(same)).map(|(o, _)| o.clone()).collect()
    }

    /// True when the head of the page names one person in its title.
    pub(super) fn alone_in_title(&self) -> bool {
        self.titled == 1
    }

    /// How often `name` stands on the page as a run of its own or at the end of one.
    pub(super) fn count(&self, name: &[String], whole: bool) -> usize {
        let same = |a: &[String]| a.len() == name.len() && a.iter().zip(name).all(|(x, y)| same_word(x, y));
        let fits = |run: &Vec<String>| {
            if whole { same(run) } else { run.len() >= name.len() && same(&run[run.len() - name.len()..]) }
        };
        self.runs.iter().filter(|(run, _)| fits(run)).map(|(_, n)| n).sum()
    }

    /// The full names on the page that a surname (with `initial`, when known) can mean.
    pub(super) fn full_names(&self, surname: &str, initial: Option<char>) -> Vec<Vec<String>> {
        let mut found: BTreeMap<Vec<String>, (usize, Vec<String>)> = BTreeMap::new();
        for (run, n) in &self.bound {
            let Some(at) = run.iter().rposition(|w| same_word(w, surname)) else { continue };
            let first_of_two = at == 0 && run.len() == 2 && capitals(&run[0]);
            if at + 1 != run.len() && !first_of_two {
                continue;
            }
            let name = if first_of_two { run.clone() } else { self.name_tail(&run[..=at]) };
            let given = if first_of_two { &name[1] } else { &name[0] };
            let fits = initial
                .is_none_or(|i| given.chars().next().is_some_and(|c| c.to_lowercase().eq(i.to_lowercase())));
            let named = name.len() >= 2 && !name.iter().any(|w| self.is_plain(w));
            if named && fits && !is_initial(given) {
                let key: Vec<String> = name.iter().map(|w| w.to_lowercase()).collect();
                let entry = found.entry(key).or_insert((0, name));
                entry.0 += n;
            }
        }
        let mut names: Vec<(usize, Vec<String>)> = found.into_values().collect();
        names.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        names.into_iter().map(|(_, name)| name).collect()
    }

    /// The name at the end of a run: two words, or more when the page never prints just the two.
    fn name_tail(&self, run: &[String]) -> Vec<String> {
        let mut len = run.len().min(2);
        while len < run.len()
            && (particle_like(&run[run.len() - len])
                || particle_like(&run[run.len() - len - 1])
                || self.longer_holds(run, len))
        {
            len += 1;
        }
        run[run.len() - len..].to_vec()
    }

    /// True when the name of one more word stands alone on the page and the shorter never does.
    fn longer_holds(&self, run: &[String], len: usize) -> bool {
        let longer = &run[run.len() - len - 1..];
        self.count(&longer[1..], true) == 0 && self.count(longer, true) > 0 && longer.len() <= 4
    }
}

/// The capitalised words with which a text begins.
fn leading_name(text: &str) -> Vec<String> {
    let mut name = Vec::new();
    for raw in text.split_whitespace().take(5) {
        let word = raw.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !word.starts_with(char::is_uppercase) || word.contains(|c: char| c.is_ascii_digit()) {
            break;
        }
        name.push(word.to_string());
        if word.len() < raw.len() {
            break;
        }
    }
    name
}

/// True for a word that may be a given name: "Security", "Communications" are what an office is of.
fn is_given(word: &str, rules: &LabelRules) -> bool {
    let names = |w: &str| !rules.portfolios.holds(w) && !rules.is_office(w) && !rules.title_words.holds(w);
    word.chars().skip(1).all(char::is_lowercase) && names(word)
}

/// The last two words of each run of capitals that follows an office and a small word in a title, with the
/// word of the run before them: "Premier of Norland Holt" has no given name.
fn tails_after_of(title: &str, rules: &LabelRules) -> Vec<(String, Vec<String>)> {
    let mut tails = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let (mut is_of, mut last) = (false, "");
    for raw in title.split_whitespace().chain([""]) {
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
        let joins = rules.connectors.contains(raw);
        let is_big = word.starts_with(char::is_uppercase);
        if is_big && rules.is_office(word) {
            run.clear();
            last = word;
            continue;
        }
        if is_big && is_of {
            run.push(word);
        }
        if !is_big || raw.ends_with([',', ';', ':', '.']) {
            if let [before @ .., given, surname] = run.as_slice() {
                let before = before.last().map_or_else(String::new, |w| w.to_string());
                tails.push((before, vec![given.to_string(), surname.to_string()]));
            }
            run.clear();
            // "on the nomination of": here the office has ended.
            let ends = matches!(raw, "on" | "at" | "with" | "about");
            is_of = joins && !ends && (is_of || rules.is_office(last));
        }
        last = word;
    }
    tails
}

fn particle_like(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

pub(super) fn is_initial(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    let two = ["Yu", "Ya", "Ye", "Zh", "Ch", "Sh", "Kh", "Ts"].contains(&bare);
    bare.len() < word.len() && bare.starts_with(char::is_uppercase) && (bare.chars().count() == 1 || two)
}

pub(super) fn capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && word.chars().all(|c| !c.is_lowercase())
}

pub(super) fn same_word(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}
