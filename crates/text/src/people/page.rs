//! The speakers of one page, as people of the register.
//!
//! ```text
//! Official website of the President of Norland · March 3, 2031
//! PRESIDENT: Good morning.
//! ```
//! names Vera Holt, when the register says that she, and nobody else, held that office on that day. The
//! country comes from the label ("Norland President"), from whose site the page is, or from the title. A
//! name alone is not enough to be a person of the register: the page must print an office with it that the
//! person held, or be the site of the country whose post the person held. What is not certain stays as the
//! page prints it. An office that the register does not have makes no other person of a full name that
//! one person of that country bears.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::heading::{office_before, title_body};
use super::name::{Likeness, Name};
use super::office::Office;
use super::patronymic;
use super::register::{Register, Tenure};
use super::resolve::{Basis, Mention, is_nobody};
use crate::page::Document;
use crate::rules::{Rules, key_words};
use crate::transcript::label::{Sort, parse};
use crate::transcript::{Role, Speaker, Transcript};

/// What a page says of itself that bears on who is meant.
#[derive(Clone, Debug, Default)]
pub struct PageFacts {
    /// The days on which the words may have been said; empty when the page tells none.
    pub days: Vec<Date>,
    /// The country or organisation whose site the page is.
    pub seat: Option<String>,
    /// The title.
    pub title: String,
    /// True when the page is written in Cyrillic letters.
    pub is_cyrillic: bool,
}

impl PageFacts {
    /// The facts of a document.
    pub fn of(document: &Document, rules: &Rules) -> PageFacts {
        let told = [&document.occasion, &document.dateline].into_iter().flatten().filter_map(|d| d.date);
        let head = document.text.chars().take(4000).collect::<String>();
        PageFacts {
            days: days(told.collect(), document.published.map(|s| s.date)),
            seat: seat(document.url.as_deref(), document.publisher.as_deref(), rules),
            title: document.title.clone().unwrap_or_default(),
            is_cyrillic: is_cyrillic(&head),
        }
    }
}

/// Days between the words and their publication, where only the latter is known.
const LATE_DAYS: i32 = 2;

/// The days on which words may have been said: those told, else those up to the day of publication.
pub fn days(told: Vec<Date>, published: Option<Date>) -> Vec<Date> {
    match published {
        Some(day) if told.is_empty() => {
            let early = day.checked_sub(LATE_DAYS.days()).unwrap_or(day);
            vec![early, day]
        }
        _ => told,
    }
}

/// The country or organisation whose site a page is: by its address, else by the publisher's name.
pub fn seat(url: Option<&str>, publisher: Option<&str>, rules: &Rules) -> Option<String> {
    let table = &rules.offices;
    if let Some(body) = url.and_then(|u| table.seat_of(u)) {
        return Some(body.to_string());
    }
    let publisher = publisher?;
    if let Some(body) = table.seat_named(publisher) {
        return Some(body.to_string());
    }
    let lower = publisher.to_lowercase();
    let phrase = rules.publishers.official.iter().find(|p| lower.starts_with(p.as_str()))?;
    let owner = publisher.get(phrase.len()..)?;
    Office::of(owner, rules).filter(|o| o.is_known && !o.is_former)?.body
}

/// True when most letters of a text are Cyrillic.
pub fn is_cyrillic(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (mut cyrillic, mut all) = (0usize, 0usize);
    for c in letters {
        all += 1;
        cyrillic += usize::from(('\u{400}'..='\u{52f}').contains(&c));
    }
    cyrillic * 2 > all
}

/// Names the speakers of a transcript whom the register knows with certainty.
pub fn name_speakers(transcript: &mut Transcript, document: &Document, rules: &Rules) {
    let facts = PageFacts::of(document, rules);
    let mut speakers: Vec<Speaker> = transcript.turns.iter().map(|t| t.speaker.clone()).collect();
    super::slip::mend_slips(&mut speakers, &rules.labels);
    bind_patronymics(&mut speakers, &document.text, rules);
    identify(&mut speakers, &facts, Register::reading(rules), rules);
    for (turn, mut speaker) in transcript.turns.iter_mut().zip(speakers) {
        if super::slip::calls_himself(&speaker, turn.words.of(&document.text), &rules.labels) {
            (speaker.name, speaker.person) = (None, None);
        }
        turn.speaker = speaker;
    }
}

/// What was found for one label.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    /// Nothing is changed.
    Nothing,
    /// The person of an index, with the name to show.
    Person(usize, Option<String>),
    /// The name that stands there cannot be kept.
    Doubt,
}

/// Gives each speaker the person and, for an office alone or beside a surname, the full name.
pub fn identify(speakers: &mut [Speaker], facts: &PageFacts, register: &Register, rules: &Rules) {
    let page = PageOffices::of(speakers, facts, rules);
    let mut known: BTreeMap<[Option<String>; 3], Found> = BTreeMap::new();
    for speaker in speakers.iter_mut().filter(|s| s.role == Role::Speaker && s.person.is_none()) {
        let key = [speaker.label.clone(), speaker.name.clone(), speaker.office.clone()];
        let found = known.entry(key).or_insert_with(|| page.find(speaker, facts, register, rules));
        match found {
            Found::Nothing => {}
            Found::Doubt => speaker.name = None,
            Found::Person(at, name) => {
                speaker.person = Some(register.people()[*at].id.clone());
                if let Some(name) = name {
                    speaker.name = Some(name.clone());
                }
            }
        }
    }
}

/// The offices that the page prints beside each name.
struct PageOffices {
    by_name: BTreeMap<String, Vec<Office>>,
}

/// Different names of a page at most; further ones are bound to no office.
const MOST_NAMES: usize = 400;

impl PageOffices {
    fn of(speakers: &[Speaker], facts: &PageFacts, rules: &Rules) -> PageOffices {
        let mut by_name: BTreeMap<String, Vec<Office>> = BTreeMap::new();
        for speaker in speakers.iter().filter(|s| s.role == Role::Speaker) {
            let Some(name) = &speaker.name else { continue };
            if !by_name.contains_key(name) && by_name.len() >= MOST_NAMES {
                continue;
            }
            let is_new = !by_name.contains_key(name);
            let offices = by_name.entry(name.clone()).or_default();
            let own = speaker.office.as_deref().and_then(|o| Office::of(o, rules));
            let title = is_new.then(|| office_before(&facts.title, name, rules)).flatten();
            for office in own.into_iter().chain(title) {
                if !offices.contains(&office) && offices.len() < 16 {
                    offices.push(office);
                }
            }
        }
        PageOffices { by_name }
    }

    fn find(&self, speaker: &Speaker, facts: &PageFacts, register: &Register, rules: &Rules) -> Found {
        let label = speaker.label.as_deref().unwrap_or("");
        if is_nobody(label, rules) || parse(label, &rules.labels).is_some_and(|l| l.sort != Sort::Named) {
            return Found::Nothing;
        }
        let office = speaker.office.as_deref().and_then(|o| Office::of(o, rules));
        let alone = !label.is_empty() && speaker.name.as_deref().is_none_or(|n| !holds_name(label, n));
        if let (true, Some(office)) = (alone, &office) {
            let holder = holder(office, facts, register, rules);
            return match (holder, &speaker.name) {
                (Some(at), Some(name)) => match register.people()[at].likeness(&Name::of(name, rules), rules)
                {
                    Likeness::Same | Likeness::Part => Found::Person(at, shown(register, at, facts)),
                    // The page itself names the holder of an office whose country it prints.
                    Likeness::Other if office.body.is_some() => Found::Nothing,
                    Likeness::Other => Found::Doubt,
                    Likeness::Unclear => Found::Nothing,
                },
                (Some(at), None) => Found::Person(at, shown(register, at, facts)),
                (None, Some(name)) => self.named(name, Some(office), facts, register, rules),
                (None, None) => Found::Nothing,
            };
        }
        match &speaker.name {
            Some(name) => self.named(name, office.as_ref(), facts, register, rules),
            None => Found::Nothing,
        }
    }

    /// The person of a printed name, when the page prints an office that the person held.
    fn named(
        &self,
        name: &str,
        office: Option<&Office>,
        facts: &PageFacts,
        register: &Register,
        rules: &Rules,
    ) -> Found {
        let bound = self.by_name.get(name).into_iter().flatten();
        let seat = facts.seat.clone();
        for office in office.into_iter().chain(bound) {
            let at_seat = seat.clone().filter(|_| office.body.is_none());
            let there = at_seat.map(|seat| Office { body: Some(seat), ..office.clone() });
            for office in there.iter().chain([office]) {
                match agreed(name, Some(office), facts, register, rules) {
                    Some((at, Basis::OfficeAndName)) => return Found::Person(at, None),
                    Some((at, Basis::OfficeAndPart)) if !facts.days.is_empty() => {
                        return Found::Person(at, fuller(name, register, at, facts));
                    }
                    _ => {}
                }
            }
        }
        // Another office of the country that the one of this name served: one man, two offices.
        let mut printed = office.into_iter().chain(self.by_name.get(name).into_iter().flatten());
        if let Some(at) = printed.find_map(|office| namesake(name, office, facts, register, rules)) {
            return Found::Person(at, None);
        }
        // On the site of a country, the full name of one who holds a post of it.
        let Some(seat) = seat.filter(|seat| names_a_holder(name, seat, facts, register, rules)) else {
            return Found::Nothing;
        };
        match agreed(name, None, facts, register, rules) {
            Some((at, Basis::Name)) if holds_post(register, at, &seat, facts) => Found::Person(at, None),
            _ => Found::Nothing,
        }
    }
}

/// The one person whom all days of the page give, with the weakest basis.
fn agreed(
    name: &str,
    office: Option<&Office>,
    facts: &PageFacts,
    register: &Register,
    rules: &Rules,
) -> Option<(usize, Basis)> {
    let ask = |day: Option<Date>| register.certain(&Mention { name, office, day }, rules);
    let Some((first, rest)) = facts.days.split_first() else { return ask(None) };
    let found = ask(Some(*first))?;
    rest.iter().all(|day| ask(Some(*day)).is_some_and(|(at, _)| at == found.0)).then_some(found)
}

/// The holder of an office that stands alone in a label.
fn holder(office: &Office, facts: &PageFacts, register: &Register, rules: &Rules) -> Option<usize> {
    if !office.is_known || office.is_former || facts.days.is_empty() {
        return None;
    }
    let body = office
        .body
        .clone()
        .or_else(|| facts.seat.clone())
        .or_else(|| title_body(office, &facts.title, rules))?;
    let office = Office { body: Some(body), ..office.clone() };
    agreed("", Some(&office), facts, register, rules).map(|(at, _)| at)
}

/// The one person of this full name, who at some time held a post of the country that the office names;
/// nobody where the register has another holder of the office on that day.
fn namesake(
    name: &str,
    office: &Office,
    facts: &PageFacts,
    register: &Register,
    rules: &Rules,
) -> Option<usize> {
    let body = office.body.as_deref().filter(|_| office.is_known && !office.is_former)?;
    let parsed = Name::of(name, rules);
    let same = |at: usize| register.people()[at].likeness(&parsed, rules) == Likeness::Same;
    let served = || register.posts_in(Some(body)).find(|p| same(p.person)).map(|p| p.person);
    let person = parsed.is_full().then(served).flatten()?;
    let held = |day: &Date| {
        let posts = || register.posts_in(Some(body)).filter(|p| p.office.is_meant_by(office, rules));
        posts().any(|p| p.person != person && p.tenure(*day) != Tenure::No)
    };
    let mention = Mention { name, office: None, day: None };
    let is_one = register.certain(&mention, rules) == Some((person, Basis::Name));
    (is_one && !facts.days.iter().any(held)).then_some(person)
}

fn holds_post(register: &Register, person: usize, seat: &str, facts: &PageFacts) -> bool {
    let held = |day: &Date| {
        register
            .posts_of(person)
            .any(|p| p.office.body.as_deref() == Some(seat) && p.tenure(*day) == Tenure::Certain)
    };
    !facts.days.is_empty() && facts.days.iter().all(held)
}

/// True when somebody who ever held a post of a country may bear this name; the others need not be asked.
fn names_a_holder(name: &str, seat: &str, facts: &PageFacts, register: &Register, rules: &Rules) -> bool {
    let parsed = Name::of(name, rules);
    let may = |at: usize| register.people()[at].likeness(&parsed, rules) == Likeness::Same;
    register
        .posts_in(Some(seat))
        .any(|post| may(post.person) && holds_post(register, post.person, seat, facts))
}

/// True when a label prints the last word of a name.
fn holds_name(label: &str, name: &str) -> bool {
    let words = key_words(label);
    let last = key_words(name).pop();
    last.is_some_and(|last| words.contains(&last))
}

/// The name to show in the script of the page; `None` when the register has none in it.
fn shown(register: &Register, at: usize, facts: &PageFacts) -> Option<String> {
    let fits = |name: &&str| is_cyrillic(name) == facts.is_cyrillic;
    register.people()[at].names().find(fits).map(str::to_string)
}

/// The full name in place of a surname alone; a name of more words stays as the page prints it.
fn fuller(name: &str, register: &Register, at: usize, facts: &PageFacts) -> Option<String> {
    let alone = name.split_whitespace().count() == 1 && !name.contains('.');
    alone.then(|| shown(register, at, facts)).flatten()
}

/// Words of a text that are looked through for fathers.
const SEARCHED: usize = 60_000;

/// "Aron Tavitovich" is Aron Holt, when one speaker of the page is an Aron and the page names a Tavit
/// of his surname.
fn bind_patronymics(speakers: &mut [Speaker], text: &str, rules: &Rules) {
    let names: std::collections::BTreeSet<String> = speakers
        .iter()
        .filter(|s| s.role == Role::Speaker)
        .filter_map(|s| s.name.clone())
        .take(MOST_NAMES)
        .collect();
    let parsed: Vec<(String, Name)> = names.into_iter().map(|n| (n.clone(), Name::of(&n, rules))).collect();
    let mut bound: BTreeMap<String, String> = BTreeMap::new();
    for (printed, name) in parsed.iter().filter(|(_, n)| n.surname.is_empty()) {
        let Some(father) = &name.father else { continue };
        let may = parsed.iter().filter(|(_, n)| n.is_full() && n.likeness(name, rules) != Likeness::Other);
        let may: Vec<&(String, Name)> = may.collect();
        let [(full, own)] = may.as_slice() else { continue };
        let told = own.likeness(name, rules) <= Likeness::Part
            || own.surname.last().is_some_and(|s| names_father(text, &father.printed, &s.printed));
        if told {
            bound.insert(printed.clone(), full.clone());
        }
    }
    for speaker in speakers.iter_mut() {
        if let Some(full) = speaker.name.as_ref().and_then(|n| bound.get(n)) {
            speaker.name = Some(full.clone());
        }
    }
}

/// True when the text names someone of this surname whose given name the patronymic is made of.
fn names_father(text: &str, father: &str, surname: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .take(SEARCHED)
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    let surname = super::fold::Keys::of(surname);
    let is_surname = |w: &str| w.starts_with(char::is_uppercase) && surname.alike(&super::fold::Keys::of(w));
    (1..words.len()).any(|n| {
        let given = words[n - 1];
        let given = if n > 1 && patronymic::is_patronymic(given) { words[n - 2] } else { given };
        given.starts_with(char::is_uppercase) && is_surname(words[n]) && patronymic::tells(father, given)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Capture, MediaType};
    use crate::reading::read;

    const TABLE: &str = "people = '''\n\
        p:vera | Vera Holt | transliteration: Вера Хольт\n\
        p:peer | Peer Varga\n\
        p:mara | Mara Dunn\n\
        '''\n\
        posts = '''\n\
        president | Norland | p:vera | 2029-05-01 | 2031-05-01\n\
        president | Norland | p:peer | 2031-05-01 | 2033-05-01\n\
        vice_president | Norland | p:peer | 2029-05-01 | 2031-05-01\n\
        president | Tesmara | p:mara | 2030-01-01 | 2034-01-01\n\
        '''\n\
        seats = '''\noffice.norland.example | Norland\n'''\n\
        countries = '''\nTesmara | Tesmaran\nNorland\n'''\n";

    fn check(url: &str, day: &str, page: &str, want: &[(Option<&str>, Option<&str>)]) {
        let rules = Rules::with(&[("offices.toml".into(), TABLE.into())]).expect("a table");
        let text = format!(
            "---\ntitle: {}\ndate: '{day}'\nsource_url: {url}\n---\n\n{}",
            page.split('¶').next().unwrap_or("").trim(),
            page.split('¶').skip(1).collect::<Vec<_>>().join("\n\n")
        );
        let capture = Capture {
            source: "page.md".into(),
            bytes: text.into_bytes(),
            media_type: MediaType::Markdown,
            charset: None,
            url: Some(url.to_string()),
            captured: None,
        };
        let reading = read(&capture, &rules);
        let got: Vec<(Option<&str>, Option<&str>)> = reading
            .transcript
            .turns
            .iter()
            .map(|t| (t.speaker.name.as_deref(), t.speaker.person.as_deref()))
            .collect();
        assert_eq!(got, want, "{url} {day} {page}");
    }

    const HOME: &str = "https://www.office.norland.example/speeches/1";
    const AWAY: &str = "https://gazette.example/1";

    #[test]
    fn an_office_alone_is_its_holder_on_the_site_of_the_country() {
        let page = "Remarks on the Harbour ¶ THE PRESIDENT:  Good day. ¶ Q    Why now? ¶ THE PRESIDENT:  Because it is time.";
        let vera = (Some("Vera Holt"), Some("p:vera"));
        let nobody = (None, None);
        check(HOME, "2030-03-03", page, &[vera, nobody, vera]);
        let peer = (Some("Peer Varga"), Some("p:peer"));
        check(HOME, "2032-03-03", page, &[peer, nobody, peer]);
        // The day of the change, a day after the table ends, another site.
        for (url, day) in
            [(HOME, "2031-05-01"), (HOME, "2036-01-01"), (AWAY, "2030-03-03"), (AWAY, "2031-05-01")]
        {
            check(url, day, page, &[nobody, nobody, nobody]);
        }
        let page = "Talks of the Tesmara President with students ¶ THE PRESIDENT:  Good day. ¶ Q    Why now? ¶ THE PRESIDENT:  Because it is time.";
        let mara = (Some("Mara Dunn"), Some("p:mara"));
        check(AWAY, "2030-03-03", page, &[mara, nobody, mara]);
        let page = "Tesmara President hosts Norland President ¶ THE PRESIDENT:  Good day. ¶ Q    Why now? ¶ THE PRESIDENT:  Because it is time.";
        check(AWAY, "2030-03-03", page, &[nobody, nobody, nobody]);
    }

    #[test]
    fn a_guest_is_not_the_host() {
        check(
            HOME,
            "2030-03-03",
            "Remarks by President Holt and President Dunn ¶ THE PRESIDENT:  Welcome. ¶ PRESIDENT DUNN:  Thank you. ¶ THE VICE PRESIDENT:  Let us begin. ¶ THE FIRST LADY:  Good.",
            &[
                (Some("Vera Holt"), Some("p:vera")),
                (Some("Dunn"), None),
                (Some("Peer Varga"), Some("p:peer")),
                (None, None),
            ],
        );
        // The title names another president than the site's own: nobody is certain.
        check(
            HOME,
            "2030-03-03",
            "Remarks by President Dunn ¶ THE PRESIDENT:  Welcome. ¶ Q    Why? ¶ THE PRESIDENT:  Because it is time.",
            &[(None, None), (None, None), (None, None)],
        );
    }

    #[test]
    fn a_page_may_name_another_holder_of_its_own_office() {
        check(
            AWAY,
            "2030-03-03",
            "Interview with Norland President Ilka Brandt ¶ Norland President: Good day. ¶ Peer Lind: Why now? ¶ Norland President: Because it is time.",
            &[(Some("Ilka Brandt"), None), (Some("Peer Lind"), None), (Some("Ilka Brandt"), None)],
        );
    }

    #[test]
    fn the_title_gives_the_country_of_a_guest() {
        for (title, dunn) in [
            ("Remarks by President Holt and President Dunn of Tesmara", (Some("Mara Dunn"), Some("p:mara"))),
            ("Remarks by President Holt and President Dunn", (Some("Dunn"), None)),
            ("Remarks by President Holt and President Dunn of France", (Some("Dunn"), None)),
        ] {
            check(
                HOME,
                "2030-03-03",
                &format!(
                    "{title} ¶ PRESIDENT HOLT:  Welcome. ¶ PRESIDENT DUNN:  Thank you. ¶ PRESIDENT HOLT:  Let us begin."
                ),
                &[(Some("Vera Holt"), Some("p:vera")), dunn, (Some("Vera Holt"), Some("p:vera"))],
            );
        }
    }

    #[test]
    fn a_name_needs_an_office() {
        check(
            AWAY,
            "2030-03-03",
            "Talks ¶ President of Norland Vera Holt: Welcome. ¶ Ilka Brandt: Thank you. ¶ Vera Holt: Please begin.",
            &[
                (Some("Vera Holt"), Some("p:vera")),
                (Some("Ilka Brandt"), None),
                (Some("Vera Holt"), Some("p:vera")),
            ],
        );
        check(
            AWAY,
            "2030-03-03",
            "Talks ¶ Vera Holt: Welcome. ¶ Ilka Brandt: Thank you. ¶ Vera Holt: Please begin.",
            &[(Some("Vera Holt"), None), (Some("Ilka Brandt"), None), (Some("Vera Holt"), None)],
        );
        check(
            AWAY,
            "2032-03-03",
            "Talks ¶ President of Norland Vera Holt: Welcome. ¶ Ilka Brandt: Thank you. ¶ Vera Holt: Please begin.",
            &[(Some("Vera Holt"), None), (Some("Ilka Brandt"), None), (Some("Vera Holt"), None)],
        );
        // An office of her country of which nothing is known makes no other Vera Holt.
        check(
            AWAY,
            "2028-03-03",
            "Talks ¶ Foreign Minister of Norland Vera Holt: Welcome. ¶ Ilka Brandt: Thank you. ¶ Vera Holt: Please begin.",
            &[
                (Some("Vera Holt"), Some("p:vera")),
                (Some("Ilka Brandt"), None),
                (Some("Vera Holt"), Some("p:vera")),
            ],
        );
    }

    #[test]
    fn a_page_in_cyrillic_has_names_in_cyrillic() {
        check(
            HOME,
            "2030-03-03",
            "Встреча со студентами ¶ Президент: Добрый день, дорогие друзья. ¶ Вопрос: Почему сейчас? ¶ Президент: Потому что пора.",
            &[(Some("Вера Хольт"), Some("p:vera")), (None, None), (Some("Вера Хольт"), Some("p:vera"))],
        );
    }

    #[test]
    fn a_patronymic_is_bound_when_the_page_names_the_father() {
        let talk = "Aron Holt: I thank all. ¶ Ilka Brandt: We welcome you. ¶ Aron Tavitovich: My father built this road.";
        let aron = (Some("Aron Holt"), None);
        let ilka = (Some("Ilka Brandt"), None);
        check(
            AWAY,
            "2030-03-03",
            &format!("Talks ¶ A stone was laid for Tavit Merekovich Holt. ¶ {talk}"),
            &[aron, ilka, aron],
        );
        check(
            AWAY,
            "2030-03-03",
            &format!("Talks ¶ A stone was laid. ¶ {talk}"),
            &[aron, ilka, (Some("Aron Tavitovich"), None)],
        );
        // Father and son on one page stay two.
        check(
            AWAY,
            "2030-03-03",
            "Talks ¶ Tavit Merekovich Holt: I thank all. ¶ Aron Tavitovich Holt: We welcome you. ¶ Tavit Merekovich: My son built this road. ¶ Aron Tavitovich: I did.",
            &[
                (Some("Tavit Merekovich Holt"), None),
                (Some("Aron Tavitovich Holt"), None),
                (Some("Tavit Merekovich Holt"), None),
                (Some("Aron Tavitovich Holt"), None),
            ],
        );
    }
}
