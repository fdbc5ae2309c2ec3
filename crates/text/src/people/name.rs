//! A printed name cut to its parts, and whether two printed names can be one person's.
//!
//! `HOLT Vera`, `Holt, Vera`, `V. Holt`, `В.Хольт`, `Vera Petrovna Holt` and `Dr. Vera Holt` can be one
//! person; `Roberta Holt` and `Robert Holt`, `H. W. Holt` and `W. Holt` cannot. Words are compared by
//! `fold`; which people there are is not known here.

use super::fold::Keys;
use super::patronymic;
use crate::rules::Rules;

/// One word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// As printed.
    pub printed: String,
    /// Its keys.
    pub keys: Keys,
    /// True for `V.` and for a single letter.
    pub is_initial: bool,
}

impl Part {
    fn of(word: &str) -> Part {
        let bare = word.trim_matches(['.', ',']);
        Part { printed: bare.to_string(), keys: Keys::of(bare), is_initial: is_initial(word) }
    }

    /// True when both are one word, or one is the initial of the other.
    fn fits(&self, other: &Part) -> bool {
        let begins = |short: &Part, long: &Part| {
            let first = |p: &Part| p.keys.sound.chars().next();
            short.keys.plain.len() <= long.keys.plain.len() && long.keys.plain.starts_with(&short.keys.plain)
                || first(short).is_some() && first(short) == first(long)
        };
        match (self.is_initial, other.is_initial) {
            (false, false) => self.keys.alike(&other.keys),
            (true, _) => begins(self, other),
            (_, true) => begins(other, self),
        }
    }
}

/// True for `V.`, `Yu.` and for a single letter.
fn is_initial(word: &str) -> bool {
    let bare = word.trim_matches(['.', ',']);
    let two = ["Yu", "Ya", "Ye", "Zh", "Ch", "Sh", "Kh", "Ts"].contains(&bare) && word.ends_with('.');
    two || bare.chars().filter(|c| c.is_alphabetic()).take(2).count() == 1
}

/// A name without honorifics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// Given names and their initials, in order; a father's name is left out.
    pub given: Vec<Part>,
    /// The father's name: a patronymic, or the word before `oğlu`.
    pub father: Option<Part>,
    /// The surname with its small words (`van`, `de`); empty when only given names are printed.
    pub surname: Vec<Part>,
    /// What tells father and son apart: "Jr.", "III".
    pub suffix: Option<String>,
    /// True when capitals, a comma or the order of initials show which word is the surname.
    pub is_marked: bool,
}

/// What two printed names are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same words, perhaps in another order or spelling.
    Same,
    /// One is less than the other and nothing speaks against it: surname alone, initials.
    Part,
    /// Nothing tells.
    Unclear,
    /// Two people.
    Other,
}

/// Words of a name at most.
const MOST: usize = 10;

impl Name {
    /// The parts of a printed name. Honorifics and offices before it must be left out, or be
    /// honorifics of `labels.toml`.
    pub fn of(printed: &str, rules: &Rules) -> Name {
        let suffix = printed.split_whitespace().skip(1).find(|w| is_suffix(w)).map(bare_suffix);
        Name { suffix, ..Name::parted(printed, rules) }
    }

    fn parted(printed: &str, rules: &Rules) -> Name {
        let (head, tail) = match printed.split_once(',') {
            Some((head, tail)) if is_given_names(tail, rules) => (head, tail),
            Some((head, _)) => (head, ""),
            None => (printed, ""),
        };
        let surname = words(head, rules);
        if !tail.is_empty() {
            let given = words(tail, rules);
            return Name::assemble(&given, &surname, true);
        }
        let (given, surname, is_marked) = order(surname, rules);
        Name::assemble(&given, &surname, is_marked)
    }

    fn assemble(given: &[String], surname: &[String], is_marked: bool) -> Name {
        let parts = |words: &[String]| words.iter().map(|w| Part::of(w)).collect::<Vec<Part>>();
        let mut name = Name { given: parts(given), surname: parts(surname), is_marked, ..Name::default() };
        if let Some(at) = given.iter().position(|w| patronymic::is_after(w)).filter(|at| *at > 0) {
            name.father = Some(name.given.remove(at - 1));
            name.given.remove(at - 1);
        } else if let Some(at) =
            (1..name.given.len()).find(|n| patronymic::is_patronymic(&name.given[*n].printed))
        {
            name.father = Some(name.given.remove(at));
        }
        name
    }

    /// True when there is a whole given name and a surname.
    pub fn is_full(&self) -> bool {
        !self.surname.is_empty() && self.given.first().is_some_and(|g| !g.is_initial)
    }

    /// True when nothing was printed.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty() && self.surname.is_empty()
    }

    /// The word by which the name is looked up: the last of the surname, else the first given name.
    pub fn head(&self) -> Option<&Part> {
        self.surname.last().or(self.given.first())
    }

    /// True when the name is written in Latin letters.
    pub fn is_latin(&self) -> bool {
        self.all().iter().all(|p| p.keys.plain.is_ascii())
    }

    fn all(&self) -> Vec<&Part> {
        self.given.iter().chain(&self.father).chain(&self.surname).collect()
    }

    /// What two names are to each other.
    pub fn likeness(&self, other: &Name, rules: &Rules) -> Likeness {
        if self.is_empty() || other.is_empty() {
            return Likeness::Unclear;
        }
        let (x, y) = (self.all(), other.all());
        if same_words(&x, &y) {
            return self.same_order(other);
        }
        let across = self.is_latin() != other.is_latin();
        match self.given_and_surname(other, rules) {
            Likeness::Other if across => Likeness::Unclear,
            found => found,
        }
    }

    /// `Vera Holt` and `Holt Vera` are one name when one of them shows its surname, else perhaps two.
    fn same_order(&self, other: &Name) -> Likeness {
        let meets = |p: &[Part], q: &[Part]| {
            p.len() == q.len() && p.iter().zip(q).all(|(x, y)| x.keys.alike(&y.keys))
        };
        let straight = meets(&self.given, &other.given) && meets(&self.surname, &other.surname);
        let whole = self.all().len() <= 1 || straight || !(self.is_marked && other.is_marked);
        if whole { Likeness::Same } else { Likeness::Other }
    }

    fn given_and_surname(&self, other: &Name, rules: &Rules) -> Likeness {
        if let Some(alone) = self.alone(other) {
            return alone;
        }
        let (Some(x), Some(y)) = (self.surname.last(), other.surname.last()) else {
            return self.without_surname(other, rules);
        };
        if !x.fits(y) {
            return self.turned(other, rules);
        }
        if let (Some(p), Some(q)) = (&self.father, &other.father)
            && !p.fits(q)
            && !patronymic::same_father(&p.printed, &q.printed)
        {
            return Likeness::Other;
        }
        let found = given(&self.given, &other.given, rules);
        let both = self.father.is_some() == other.father.is_some();
        if both { found } else { found.max(Likeness::Part) }
    }

    /// One word: a surname, one of several surnames, or a given name that tells nothing.
    fn alone(&self, other: &Name) -> Option<Likeness> {
        let (one, many) = match (self.all().as_slice(), other.all().as_slice()) {
            ([one], _) => ((*one).clone(), other),
            (_, [one]) => ((*one).clone(), self),
            _ => return None,
        };
        if many.surname.iter().any(|s| s.fits(&one)) && !one.is_initial {
            return Some(Likeness::Part);
        }
        // "Lula" of "Luiz Inácio Lula da Silva": a word before the small words of a surname is one too.
        let before = many.given.last().filter(|_| many.surname.len() > 1 && many.given.len() > 1);
        let inner = before.is_some_and(|g| !g.is_initial && g.fits(&one));
        let first = many.given.first().is_some_and(|g| g.fits(&one));
        Some(if inner && !one.is_initial {
            Likeness::Part
        } else if first || one.is_initial {
            Likeness::Unclear
        } else {
            Likeness::Other
        })
    }

    /// Only given names on one side: "Aron Tavitovich".
    fn without_surname(&self, other: &Name, rules: &Rules) -> Likeness {
        let same = given(&self.given, &other.given, rules);
        let fathers = match (&self.father, &other.father) {
            (Some(p), Some(q)) => Some(patronymic::same_father(&p.printed, &q.printed)),
            _ => None,
        };
        match (same, fathers) {
            (Likeness::Other, _) | (_, Some(false)) => Likeness::Other,
            (Likeness::Same | Likeness::Part, Some(true)) => Likeness::Part,
            _ => Likeness::Unclear,
        }
    }

    /// The surnames differ: one of the names may be printed surname first.
    fn turned(&self, other: &Name, rules: &Rules) -> Likeness {
        let turn = |n: &Name| -> Option<Name> {
            let may = !n.is_marked && n.surname.len() == 1 && n.given.len() == 1 && n.father.is_none();
            may.then(|| Name {
                given: n.surname.clone(),
                surname: n.given.clone(),
                is_marked: true,
                ..Name::default()
            })
        };
        let marked = self.is_marked || other.is_marked;
        let tried =
            [(turn(self), other), (turn(other), self)].into_iter().filter_map(|(n, o)| n.map(|n| (n, o)));
        for (name, other) in tried.filter(|_| marked) {
            let meets = name.surname.last().zip(other.surname.last()).is_some_and(|(x, y)| x.fits(y));
            if meets && given(&name.given, &other.given, rules) != Likeness::Other {
                return Likeness::Part;
            }
        }
        Likeness::Other
    }
}

/// Compares given names in order. Middle names may be missing on one side; those printed must agree.
fn given(x: &[Part], y: &[Part], rules: &Rules) -> Likeness {
    let (Some(p), Some(q)) = (x.first(), y.first()) else { return Likeness::Part };
    let nick = rules.verdict.are_one_given(&p.keys.plain, &q.keys.plain);
    if !p.fits(q) && !nick {
        let begins =
            |a: &Part, b: &Part| a.keys.plain.chars().count() >= 3 && b.keys.plain.starts_with(&a.keys.plain);
        // "Rob" and "Robin" may be one; "Robert" and "Roberta" are two.
        let short = |a: &Part, b: &Part| {
            begins(a, b) && a.keys.plain.chars().count() + 2 <= b.keys.plain.chars().count()
        };
        return if short(p, q) || short(q, p) { Likeness::Unclear } else { Likeness::Other };
    }
    let middle = (&x[1..], &y[1..]);
    if middle.0.iter().zip(middle.1).all(|(a, b)| a.fits(b)) {
        return if x.len() == y.len() && x.iter().zip(y).all(|(a, b)| a.keys.alike(&b.keys)) {
            Likeness::Same
        } else {
            Likeness::Part
        };
    }
    // "Luiz Lula da Silva" and "Luiz Inácio Lula da Silva": whole words may be left out, initials not.
    let (short, long) = if x.len() <= y.len() { (middle.0, middle.1) } else { (middle.1, middle.0) };
    let whole = short.iter().chain(long).all(|p| !p.is_initial);
    let mut rest = long.iter();
    if whole && short.len() < long.len() && short.iter().all(|s| rest.any(|l| l.fits(s))) {
        return Likeness::Part;
    }
    Likeness::Other
}

/// True when the words are the same ones, each once, in any order; initials are no words.
fn same_words(x: &[&Part], y: &[&Part]) -> bool {
    if x.len() != y.len() || x.len() > MOST || x.iter().chain(y).any(|p| p.is_initial) {
        return false;
    }
    let mut free: Vec<&Part> = y.to_vec();
    x.iter().all(|p| free.iter().position(|q| p.keys.alike(&q.keys)).map(|at| free.remove(at)).is_some())
}

/// True for what may follow a comma as given names: "Vera", "Vera A."; an office or a country is none.
fn is_given_names(tail: &str, rules: &Rules) -> bool {
    let words: Vec<&str> = tail.split_whitespace().collect();
    let office = |w: &&str| rules.labels.is_office(w) || rules.labels.connectors.contains(&w.to_lowercase());
    (1..=3).contains(&words.len())
        && !words.iter().any(office)
        && words.iter().any(|w| w.chars().count() > 1)
        && !words.iter().any(|w| is_suffix(w))
}

fn bare_suffix(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_suffix(word: &str) -> bool {
    matches!(bare_suffix(word).as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// The words of a name: honorifics and suffixes left out, glued initials parted.
fn words(text: &str, rules: &Rules) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_start_matches('.');
        // "Vera-Anna" is one word, "J.-P." two initials.
        let mut rest = word;
        while let Some((initial, tail)) =
            rest.split_once('.').filter(|(i, t)| i.chars().count() <= 2 && !t.is_empty())
        {
            found.push(format!("{initial}."));
            rest = tail.trim_start_matches(['-', '‐']);
        }
        if !rest.is_empty() {
            found.push(rest.to_string());
        }
    }
    let title = |w: &String| rules.labels.is_honorific(w) && !(w.ends_with('.') && w.chars().count() == 2);
    while found.len() > 1 && title(&found[0]) {
        found.remove(0);
    }
    while found.len() > 1 && found.last().is_some_and(|w| is_suffix(w)) {
        found.pop();
    }
    found.truncate(MOST);
    found
}

/// Parts the words into given names and surname.
fn order(words: Vec<String>, rules: &Rules) -> (Vec<String>, Vec<String>, bool) {
    let capitals = |w: &String| {
        w.chars().filter(|c| c.is_alphabetic()).count() > 1 && !w.chars().any(char::is_lowercase)
    };
    let initial = |w: &String| is_initial(w);
    let small = |w: &String| rules.labels.is_particle(&w.to_lowercase()) && !initial(w);
    let n = words.len();
    if n <= 1 {
        // A patronymic or a given name alone cannot be told from a surname.
        return (Vec::new(), words, false);
    }
    let mixed = words.iter().any(capitals) && words.iter().any(|w| !capitals(w) && !initial(w));
    let first_run = words.iter().take_while(|w| capitals(w)).count();
    if mixed && first_run > 0 && !capitals(&words[n - 1]) {
        return (words[first_run..].to_vec(), words[..first_run].to_vec(), true);
    }
    // "Holt V.", "Holt V. A."
    if !initial(&words[0]) && words[1..].iter().all(initial) {
        return (words[1..].to_vec(), words[..1].to_vec(), true);
    }
    // "Aron Tavitovich"; "Holt Aron Tavitovich"; "Holt Aron Tavit oğlu".
    if n == 2
        && patronymic::is_patronymic(&words[1])
        && !patronymic::is_patronymic(&words[0])
        && !capitals(&words[1])
    {
        return (words, Vec::new(), false);
    }
    if n == 3 && patronymic::is_patronymic(&words[2]) && !patronymic::is_patronymic(&words[1]) {
        return (words[1..].to_vec(), words[..1].to_vec(), true);
    }
    if n >= 3 && patronymic::is_after(&words[n - 1]) {
        let from = usize::from(n == 4);
        return (words[from..].to_vec(), words[..from].to_vec(), from == 1);
    }
    let mut from = n - 1;
    // "Al Holt" has a given name, "van Holt" none.
    while from > 0 && small(&words[from - 1]) && (from > 1 || words[0].starts_with(char::is_lowercase)) {
        from -= 1;
    }
    let is_marked = mixed && capitals(&words[n - 1]) || words[..from].iter().all(initial);
    (words[..from].to_vec(), words[from..].to_vec(), is_marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, &str, Likeness)]) {
        let rules = Rules::builtin();
        for (a, b, want) in cases {
            let (x, y) = (Name::of(a, rules), Name::of(b, rules));
            assert_eq!(x.likeness(&y, rules), *want, "{a} / {b}: {x:?} {y:?}");
            assert_eq!(y.likeness(&x, rules), *want, "{b} / {a}");
        }
    }

    #[test]
    fn forms_of_one_name() {
        use Likeness::{Part, Same};
        check(&[
            ("Vera Holt", "VERA HOLT", Same),
            ("Vera Holt", "HOLT Vera", Same),
            ("Vera Holt", "Holt, Vera", Same),
            ("Vera Holt", "Holt Vera", Same),
            ("Vera Holt", "Вера Хольт", Same),
            ("Vera Holt", "ХОЛЬТ Вера", Same),
            ("Vera Holt", "Holt", Part),
            ("Vera Holt", "V. Holt", Part),
            ("Vera Holt", "Holt V.", Part),
            ("Vera Holt", "В.Хольт", Part),
            ("Vera Holt", "Ms. Holt", Part),
            ("Vera Holt", "Vera A. Holt", Part),
            ("Vera Holt", "Vera Petrovna Holt", Part),
            ("Vera Holt", "Dr. Vera Holt Jr.", Same),
            ("V. P. Holt", "Vera P. Holt", Part),
            ("Joe Varga", "Joseph Varga", Part),
            ("Lula", "Luiz Inácio Lula da Silva", Part),
            ("Luiz Lula da Silva", "Luiz Inácio Lula da Silva", Part),
            ("Piet van der Holt", "van der Holt", Part),
            ("Al Holt", "Holt", Part),
            ("Aron Tavitovich", "Aron Tavitovich Holt", Part),
            ("Holt Aron Tavitovich", "Aron Tavitovich Holt", Same),
            ("Aron Tavit oğlu Holt", "Holt Aron Tavitovich", Part),
            ("Ilkin Əliyev", "Ильгин Алиев", Likeness::Unclear),
        ]);
    }

    #[test]
    fn two_people_are_not_one() {
        use Likeness::{Other, Unclear};
        check(&[
            ("Robert Holt", "Roberta Holt", Other),
            ("Vera Holt", "Anna Holt", Other),
            ("Al Holt", "Vera Holt", Other),
            ("George W. Holt", "George H. W. Holt", Other),
            ("H. W. Holt", "W. Holt", Other),
            ("Vera A. Holt", "Vera B. Holt", Other),
            ("Vera Petrovna Holt", "Vera Ivanovna Holt", Other),
            ("Tavit Merekovich Holt", "Aron Tavitovich Holt", Other),
            ("Aron Tavitovich", "Tavit Merekovich", Other),
            ("Aron Tavitovich", "Aron Merekovich Holt", Other),
            ("Aron Tavitovich", "Aron Holt", Unclear),
            ("Vera", "Vera Holt", Unclear),
            ("Brandt", "Vera Brandt Holt", Other),
            ("Rob Holt", "Robin Holt", Unclear),
            ("THOMAS Martin", "MARTIN Thomas", Other),
            ("Anna Holt", "Vera Anna Holt", Other),
            ("Vera Holt", "Vera Holten", Other),
            ("", "Holt", Unclear),
            ("В.Хольт", "Peer Varga", Unclear),
        ]);
    }
}
