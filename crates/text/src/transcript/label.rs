//! The label grammar: what a printed label says of a speaker.
//!
//! ```text
//! [the] [honorific]* [office words [of place]] [name] [, office] [(country|outlet|as interpreted)]*
//! ```
//! `President of Norland Vera Holt`, `MS. HOLT`, `В.Хольт`, `Mr. Peer Varga (Southland)`, `Q`. A label is
//! only parsed here; whether a line really opens with one is decided per page by `induction`.

use crate::rules::LabelRules;

/// What kind of speaker a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A person, an office or an outlet.
    Named,
    /// An unnamed questioner.
    Question,
    /// An unnamed answer.
    Answer,
    /// A part in the room: moderator, participant.
    Part,
    /// The audience.
    Audience,
    /// An interpreter.
    Interpreter,
}

/// A parsed label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As printed, without terminator.
    pub printed: String,
    /// What it names.
    pub sort: Sort,
    /// An honorific stands in it.
    pub honorific: bool,
    /// The honorific stands before family names only ("El señor LIND SOL"): the record prints a
    /// person in one way, and a last word shared with another label is no proof.
    pub family: bool,
    /// The words of office, name and place, honorifics left out, in order.
    pub words: Vec<String>,
    /// How many of `words` belong to the office at least; 0 without office.
    pub office_words: usize,
    /// A section head brings in the speech ("Statement by the President").
    pub declares: bool,
    /// The outlet printed before a comma ("Norland News, Marek").
    pub outlet: bool,
    /// An article and words that are no office ("The Brona Sentinel"): only a page that prints it again
    /// and again, and never in small letters, has a speaker of that name.
    pub article: bool,
    /// A word for a question stands before the name ("Question Marek").
    pub asks: bool,
    /// The office printed after a comma.
    pub office_after: Option<String>,
    /// Bracketed words, brackets left out.
    pub brackets: Vec<String>,
    /// The label says that the words are interpreted.
    pub interpreted: bool,
}

impl Label {
    /// A line that brings in speech without a name that could be read.
    pub fn unread(printed: &str) -> Label {
        Label {
            printed: printed.trim().to_string(),
            sort: Sort::Part,
            honorific: false,
            family: false,
            words: Vec::new(),
            office_words: 0,
            declares: false,
            outlet: false,
            article: false,
            asks: false,
            office_after: None,
            brackets: Vec::new(),
            interpreted: false,
        }
    }

    /// True when the label names an office.
    pub fn has_office(&self) -> bool {
        self.office_words > 0
    }

    /// True when every letter of its words is a capital.
    pub fn capitals(&self) -> bool {
        let letters = || self.words.iter().flat_map(|w| w.chars()).filter(|c| c.is_alphabetic());
        letters().count() > 1 && letters().all(|c| !c.is_lowercase())
    }

    /// An office or an outlet stands in its brackets: "ADA LIND (President of Norland)".
    pub fn is_presented(&self, rules: &LabelRules) -> bool {
        let tells = |w: &str| rules.is_office(w) || rules.outlets.holds(w.trim_end_matches(','));
        self.brackets.iter().any(|b| b.split_whitespace().any(tells))
    }

    /// A full name that a title calls the speaker: "Remarks by Minister Tomas Breck".
    pub fn is_of_speech(&self, title: Option<&str>, rules: &LabelRules) -> bool {
        let lower = title.unwrap_or("").to_lowercase();
        let declared = lower.split(' ').any(|w| rules.declarations.contains(w));
        self.words.len() > self.office_words + 1
            && declared
            && lower.contains(&self.words[self.office_words..].join(" ").to_lowercase())
    }

    /// The printed label in lower case, brackets and time codes left out: the same for each turn of a
    /// speaker who is printed in one way.
    pub fn form(&self) -> String {
        let plain = self.printed.split(['(', '[']).next().unwrap_or("").trim();
        if plain.is_empty() { self.printed.to_lowercase() } else { plain.to_lowercase() }
    }

    /// The last word, lower case: the surname of a name.
    pub fn key(&self) -> String {
        let last = self.words.last().map_or(self.printed.as_str(), String::as_str);
        last.rsplit('.').find(|p| !p.is_empty()).unwrap_or(last).to_lowercase()
    }
}

/// A label of more bytes is none, brackets and all.
const LONGEST: usize = 800;

/// Parses the words of a label. `None` when they cannot be one.
pub fn parse(printed: &str, rules: &LabelRules) -> Option<Label> {
    let printed = printed.trim().trim_end_matches([':', '：', ',']).trim_end();
    if printed.starts_with(['(', '[']) || printed.len() > LONGEST {
        return None;
    }
    let (plain, brackets) = take_brackets(printed)?;
    let folded = fold(&plain);
    if folded.is_empty()
        || rules.never.contains(&folded)
        || rules.minutes.contains(&folded)
        || plain.chars().count() > 140
    {
        return None;
    }
    let interpreted = brackets.iter().any(|b| {
        let b = b.to_lowercase();
        rules.interpreted.iter().any(|i| b.starts_with(i.as_str()))
    });
    if let Some(person) = interpreted_for(&plain, rules) {
        return parse(person, rules).map(|l| Label { printed: printed.to_string(), interpreted: true, ..l });
    }
    let base = Label {
        printed: printed.to_string(),
        sort: Sort::Named,
        honorific: false,
        family: false,
        words: Vec::new(),
        office_words: 0,
        declares: false,
        outlet: false,
        article: false,
        asks: false,
        office_after: None,
        brackets,
        interpreted,
    };
    let sort = whole(&folded, rules).or_else(|| numbered(&folded, rules));
    if let Some(sort) = sort.or_else(|| slip_of_role(&plain, &folded, rules)) {
        return Some(Label { sort, words: plain.split_whitespace().map(str::to_string).collect(), ..base });
    }
    if let Some(who) = asked_by(&plain, rules) {
        return named(who, base, rules).map(|l| Label { asks: true, ..l });
    }
    named(&plain, base, rules)
}

/// Parses "The Brona Sentinel", an interviewer that no table knows.
pub fn parse_article(printed: &str, rules: &LabelRules) -> Option<Label> {
    let name = printed.trim().strip_prefix("The ")?;
    let big =
        |w: &str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphanumeric() || c == '-');
    let label = parse(name, rules).filter(|l| {
        let bare = !l.honorific && !l.has_office() && l.office_after.is_none() && l.brackets.is_empty();
        bare && l.sort == Sort::Named && l.words.len() <= 3 && l.words.iter().all(|w| big(w))
    })?;
    let mut words = vec!["The".to_string()];
    words.extend(label.words.iter().cloned());
    Some(Label { printed: printed.trim().to_string(), words, article: true, ..label })
}

/// Letters of a role in whose label a slip is seen.
const LONG: usize = 8;

/// "MODRATOR", in capitals, is the moderator.
fn slip_of_role(plain: &str, folded: &str, rules: &LabelRules) -> Option<Sort> {
    let one = plain.len() + 1 >= LONG && plain.bytes().all(|b| b.is_ascii_uppercase());
    let is_slip = |role: &&String| role.len() >= LONG && super::slip::is_slip(role, folded);
    let role = one.then(|| rules.roles.iter().find(is_slip)).flatten()?;
    whole(role, rules)
}

/// "Speaker 2", "Participant #3", "Unidentified Male 1", "Reporter B".
fn numbered(folded: &str, rules: &LabelRules) -> Option<Sort> {
    let (part, number) = folded.rsplit_once([' ', '#'])?;
    let bare = number.trim_start_matches('#');
    let part = part.trim_end_matches([' ', '#']);
    let digits = !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit());
    let letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_alphabetic());
    let sort = whole(part, rules).or_else(|| rules.numbered.contains(part).then_some(Sort::Part));
    sort.filter(|_| digits || letter)
}

/// "Question Marek" gives "Marek".
fn asked_by<'p>(plain: &'p str, rules: &LabelRules) -> Option<&'p str> {
    let (first, who) = plain.split_once(' ')?;
    let word = first.trim_end_matches([',', '.']).to_lowercase();
    let name = who.trim().starts_with(char::is_uppercase) && who.split_whitespace().count() <= 3;
    (word.chars().count() > 1 && rules.questions.contains(&word) && name).then(|| who.trim())
}

/// "TRANSLATOR FOR PRESIDENT HOLT" gives "PRESIDENT HOLT".
fn interpreted_for<'p>(plain: &'p str, rules: &LabelRules) -> Option<&'p str> {
    let plain = plain.strip_prefix("The ").or_else(|| plain.strip_prefix("THE ")).unwrap_or(plain);
    let (first, rest) = plain.split_once(' ')?;
    let (small, person) = rest.split_once(' ')?;
    (rules.interpreters.holds(first) && small.eq_ignore_ascii_case("for")).then_some(person)
}

/// Parses a section head that names a speaker: "Statement by the Prime Minister". Words after an
/// office are a name only when there are two: "the Federal Chancellor" may have its adjective last.
pub fn parse_declared(printed: &str, rules: &LabelRules) -> Option<Label> {
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let kind = printed.split_whitespace().take(3).position(|w| rules.declarations.contains(&bare(w)))?;
    let words: Vec<&str> = printed.split_whitespace().collect();
    let small = |w: &&&str| {
        rules.connectors.contains(&bare(w))
            || rules.articles.contains(&bare(w))
            || matches!(bare(w).as_str(), "by" | "par" | "por" | "da")
    };
    let joined = words[kind + 1..].iter().take_while(small).count();
    let who = words.get(kind + 1 + joined..)?.join(" ");
    let mut label = parse(&who, rules)
        .filter(|l| joined > 0 && l.sort == Sort::Named && (l.has_office() || l.honorific))?;
    if label.words.len() == label.office_words + 1 && !label.honorific {
        label.office_words = label.words.len();
    }
    Some(Label { printed: printed.to_string(), declares: true, ..label })
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ':']).to_lowercase()
}

fn whole(folded: &str, rules: &LabelRules) -> Option<Sort> {
    let tables = [
        (&rules.questions, Sort::Question),
        (&rules.answers, Sort::Answer),
        (&rules.audience, Sort::Audience),
        (&rules.interpreters, Sort::Interpreter),
        (&rules.roles, Sort::Part),
    ];
    tables.into_iter().find(|(set, _)| set.contains(folded)).map(|(_, sort)| sort)
}

/// Takes bracketed parts out of a label; `None` when a bracket stays open.
fn take_brackets(printed: &str) -> Option<(String, Vec<String>)> {
    let (mut plain, mut inner) = (String::new(), Vec::new());
    let mut open: Option<String> = None;
    for c in printed.chars() {
        match (&mut open, c) {
            (None, '(' | '[') => open = Some(String::new()),
            (None, ')' | ']') => return None,
            (None, c) => plain.push(c),
            (Some(part), ')' | ']') => {
                inner.push(std::mem::take(part));
                open = None;
            }
            (Some(part), c) => part.push(c),
        }
    }
    open.is_none().then(|| (plain.trim().to_string(), inner))
}

/// Parses what is no whole-label word: honorifics, office, name.
fn named(plain: &str, mut label: Label, rules: &LabelRules) -> Option<Label> {
    let (head, after) = match plain.split_once(',') {
        Some((head, after)) => (head, Some(after.trim())),
        None => (plain, None),
    };
    let mut words: Vec<&str> = head.split_whitespace().collect();
    take_article(&mut words, rules);
    while words.first().is_some_and(|w| is_honorific(w, words.len(), rules)) {
        // "La señora PASTOR SOL": where the case changes the name begins.
        let lower = words.first().is_some_and(|w| w.chars().any(char::is_lowercase));
        label.honorific = true;
        label.family |= rules.is_family_honorific(words[0]);
        words.remove(0);
        if lower && words.iter().all(|w| capitals(w)) {
            break;
        }
    }
    // "Mme la ministre".
    take_article(&mut words, rules);
    if words.is_empty()
        || words.len() > 14
        || !words.iter().enumerate().all(|(at, w)| fits(w, at, &words, rules))
    {
        return None;
    }
    let office = |w: &str| rules.is_office(w) && !is_initial(w);
    let headed = words.iter().any(|w| office(w) && !rules.modifiers.holds(w));
    let last_office = words.iter().rposition(|w| office(w)).filter(|_| headed);
    label.office_words = last_office.map_or(0, |at| at + 1);
    // "On Iran", "So", "The bridge": what opens sentences names nobody.
    let opener = rules.no_names.holds(words[0]) && !rules.is_particle(&words[0].to_lowercase());
    let outlet = words.iter().any(|w| rules.outlets.holds(w));
    let article = head.trim_start().starts_with("The ") && label.office_words == 0;
    let initials = words.len() == 1
        && (2..=4).contains(&words[0].len())
        && words[0].bytes().all(|b| b.is_ascii_uppercase());
    let opener = opener && !initials;
    let alone = |w: &str| words.len() == 1 && w.contains(char::is_lowercase) && rules.lone_heads.holds(w);
    if alone(words[0]) {
        return None;
    }
    let heads = !label.honorific
        && !outlet
        && label.office_words == 0
        && words.iter().any(|w| rules.heads.holds(w.trim_end_matches([',', '.'])));
    if heads {
        return None;
    }
    if opener && !rules.is_office(words[0]) || article && !outlet {
        return None;
    }
    if article {
        words.insert(0, "The");
    }
    label.words = words.iter().map(|w| w.trim_end_matches(',').to_string()).collect();
    if let Some(after) = after {
        let titles: Vec<&str> = after.split_whitespace().collect();
        let office = titles.iter().any(|w| rules.is_office(w)) || titles.len() > 1;
        let channel = |at: usize, w: &str| at > 0 && w.len() <= 2 && w.bytes().all(|b| b.is_ascii_digit());
        let shaped = titles.iter().enumerate().all(|(at, w)| fits(w, at, &titles, rules) || channel(at, w));
        let trade = words.len() > 1 && is_trade(&titles, rules);
        // "States of Norland, Class of Counsellor": no name stands before the comma.
        let place = |w: &&&str| rules.connectors.contains(w) && !rules.is_particle(w);
        let nobody = label.office_words == 0 && words.iter().any(|w| place(&w));
        // "Mr. President, dear Joe:" is an address.
        let titled = after.starts_with(char::is_uppercase) && titles.iter().any(|w| rules.is_office(w));
        let address =
            !titled && titles.first().is_some_and(|w| rules.no_names.holds(w) && !rules.is_office(w));
        let nobody = nobody || address;
        if titles.is_empty() || !(shaped || trade) || words.len() > 5 || nobody {
            return None;
        }
        if trade && !shaped {
            return Some(label);
        }
        if label.office_words > 0 && !office {
            return None;
        }
        if outlet && titles.len() <= 3 && !titles.iter().any(|w| rules.is_office(w)) {
            // "Norland News, Marek": the outlet stands first.
            label.office_words = 0;
            label.brackets.push(head.to_string());
            label.outlet = true;
            label.words = titles.iter().map(|w| w.to_string()).collect();
            return Some(label);
        }
        label.office_after = Some(after.to_string());
    }
    if let Some(at) = name_in_brackets(&label, rules).filter(|_| label.office_words > 0) {
        let name = label.brackets.remove(at);
        label.office_words = label.words.len();
        // "Pastor Sol" after "La señora VICEPRESIDENTA" is all name.
        let title = |w: &&str| !label.family && rules.is_honorific(w);
        let named: Vec<String> = name.split_whitespace().skip_while(title).map(str::to_string).collect();
        label.words.extend(named);
        label.honorific = true;
    }
    Some(label)
}

/// Takes an article away: "The", or one of another tongue before an honorific or an office.
fn take_article(words: &mut Vec<&str>, rules: &LabelRules) {
    let Some([first, second]) = words.get(..2) else { return };
    let titled = || {
        rules.articles.holds(first)
            && (is_honorific(second, words.len() - 1, rules) || rules.is_office(second))
    };
    if first.eq_ignore_ascii_case("the") || titled() {
        words.remove(0);
    }
}

/// The bracket that holds the name of an office's holder: "(Mr Aron Lind)", or "(Lind Sol)" after an
/// honorific and an office without a name ("La señora MINISTRA DE PUERTOS").
fn name_in_brackets(label: &Label, rules: &LabelRules) -> Option<usize> {
    let titled = |b: &String| {
        let mut words = b.split_whitespace();
        words.next().is_some_and(|w| rules.is_honorific(w)) && words.next().is_some()
    };
    if let Some(at) = label.brackets.iter().position(titled) {
        return Some(at);
    }
    let after = label.words.get(label.office_words);
    let nameless = after.is_none_or(|w| rules.connectors.holds(w));
    let named = |b: &String| {
        let words: Vec<&str> = b.split_whitespace().collect();
        (1..=6).contains(&words.len())
            && words[0].starts_with(char::is_uppercase)
            && words.iter().all(|w| w.starts_with(char::is_uppercase) || rules.is_particle(w))
            && words
                .iter()
                .all(|w| w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '’' | '\'')))
            && !words.iter().any(|w| rules.outlets.holds(w) || rules.is_office(w))
            && !capitals(b)
    };
    (label.honorific && nameless).then(|| label.brackets.iter().position(named)).flatten()
}

fn capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// "journalist", "writer and sailor": words of a trade in lower case after a name.
fn is_trade(titles: &[&str], rules: &LabelRules) -> bool {
    titles.len() <= 5
        && titles.iter().all(|w| w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | ',')))
        && !titles.iter().any(|w| rules.verbs.holds(w) || rules.no_names.holds(w))
}

/// "M" and "he" are honorifics only before more words and in their own shape.
fn is_honorific(word: &str, left: usize, rules: &LabelRules) -> bool {
    let single = word.trim_end_matches('.').chars().count() <= 2;
    left > 1
        && rules.is_honorific(word)
        && (!single || word.ends_with('.') || word.chars().nth(1).is_some_and(char::is_alphabetic))
        && !word.eq_ignore_ascii_case("he")
}

fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.trim_end_matches('.').chars().count() <= 2
}

/// True when a word can stand at this place of a label.
fn fits(word: &str, at: usize, words: &[&str], rules: &LabelRules) -> bool {
    let bare = word.trim_matches(['.', ',', '"', '“', '”', '‘', '’', '\'']);
    let inside = at > 0 && at + 1 < words.len();
    if bare.chars().any(|c| {
        !(c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '&' | '_' | '·' | '‐' | '–' | '/'))
    }) || bare.is_empty()
    {
        return bare == "&" && inside;
    }
    if bare.chars().all(|c| c.is_ascii_digit()) {
        return at > 0 && bare.len() <= 2 && rules.is_office(words[at - 1]);
    }
    if bare.starts_with(char::is_lowercase) {
        let lower = bare.to_lowercase();
        return inside && (rules.connectors.contains(&lower) || rules.is_particle(&lower))
            || rules.is_office(bare)
            || rules.is_particle(&lower) && at == 0 && words.len() > 1
            || caseless(bare);
    }
    true
}

fn caseless(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn check(printed: &str, expected: Option<(Sort, &str, usize)>) {
        let label = parse(printed, &Rules::builtin().labels);
        let got = label.as_ref().map(|l| (l.sort, l.words.join(" "), l.office_words));
        assert_eq!(got, expected.map(|(s, w, n)| (s, w.to_string(), n)), "{printed:?}");
    }

    #[test]
    fn labels_are_parsed() {
        check("President of Norland Vera Holt", Some((Sort::Named, "President of Norland Vera Holt", 1)));
        check("MS. HOLT", Some((Sort::Named, "HOLT", 0)));
        check("THE PRESIDENT", Some((Sort::Named, "PRESIDENT", 1)));
        check("Mr. Peer Varga (Southland) (spoke in Spanish)", Some((Sort::Named, "Peer Varga", 0)));
        check(
            "The Leader of the House (Mr Aron Lind)",
            Some((Sort::Named, "Leader of the House Aron Lind", 4)),
        );
        check("Q", Some((Sort::Question, "Q", 0)));
        check("В.Хольт", Some((Sort::Named, "В.Хольт", 0)));
        check("BK Varga", Some((Sort::Named, "BK Varga", 1)));
        check("Vera Holt, Press Secretary", Some((Sort::Named, "Vera Holt", 0)));
        check("Vera Holt, Minister for Roads", Some((Sort::Named, "Vera Holt", 0)));
        check("Norland News, Marek", Some((Sort::Named, "Marek", 0)));
        check("TRANSLATOR FOR PRESIDENT HOLT", Some((Sort::Named, "PRESIDENT HOLT", 1)));
        check("Font size", None);
        check("Remember", None);
        check("So, we asked a simple question", None);
        check("So, Norbank", None);
        check("On Norland", None);
        check("The N.B", None);
        check("SECREATRY HOLT", Some((Sort::Named, "SECREATRY HOLT", 1)));
        check("PRESIDEN HOLT", Some((Sort::Named, "PRESIDEN HOLT", 1)));
        check("Presiden Holt", Some((Sort::Named, "Presiden Holt", 0)));
        check("THE FIRST LADY", Some((Sort::Named, "FIRST LADY", 2)));
        check("Slide 16", None);
        check("The agreement is clear", None);
        check("One more thing (and", None);
    }

    #[test]
    fn an_interpreted_label_says_so() {
        let label = parse("PRESIDENT HOLT (As interpreted.)", &Rules::builtin().labels);
        assert!(label.is_some_and(|l| l.interpreted && l.capitals()));
    }
}
