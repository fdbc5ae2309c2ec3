//! Names in use: who calls a place, a person or a thing by which name, by publisher, speaker and day.
//!
//! ```text
//! Upper-Velmar   Official website of the President of Norland · Vera Holt · 2031-04-12   ×3
//! Velmar         NORPRESS · Vera Holt · 2031-04-12   ×2
//!                Official website of the President of Norland · Vera Holt · 2029-05-20   ×1
//! ```
//! The table is whole, so that one pair of versions suggests no false story. Rival names are listed as used,
//! never judged. `mention` finds names, `thing` joins forms of one thing, with the reason. Adjectives and
//! peoples of a country are no names of it. Each row rests on sentences.
//!
//! A form counts wherever its words stand as a name, in longer names too ("the Velmar Railway Act"), as one would
//! count who looks for the words. It does not count in a longer form of the same thing ("Upper-Velmar"), and not
//! where the words are another thing's name ("Orest Velmar", "Voice of Norland"): these are told beside it.

mod mention;
mod run;
mod thing;
mod versions;
mod within;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use mention::{Mention, Names};
pub use thing::{Basis, Things};
pub use versions::aligned;

use crate::meeting::Meeting;
use crate::people::fold::sound;
use crate::reading::{Held, Place, Reading};
use crate::rules::Rules;
use crate::span::Span;
use crate::transcript::{Role, Speaker};
use crate::words::{plain, words};

/// Forms of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The forms, most used first.
    pub forms: Vec<Form>,
    /// Why they are taken for one thing.
    pub bases: Vec<Basis>,
    /// True when the forms are one thing for certain, and nothing is in doubt of what counts.
    pub is_sure: bool,
}

/// One form of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// As it is printed most often.
    pub name: String,
    /// How often.
    pub count: usize,
    /// Names of other things in which the words stand too, with how often: not counted.
    pub apart: Vec<(String, usize)>,
    /// Who uses it where and when, by day.
    pub uses: Vec<Use>,
}

/// A form in the words of one speaker of one publisher's page on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Who publishes the page.
    pub publisher: Option<String>,
    /// Who speaks; nobody for narration and for one who asks.
    pub who: Who,
    /// The day of the words.
    pub day: Option<Date>,
    /// How often.
    pub count: usize,
    /// Where, at most twelve.
    pub places: Vec<Place>,
    /// What other versions of the meeting print in their stead: the word may be the publisher's.
    pub others: Vec<Printed>,
}

/// Who says something: by name, else by the label as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    /// The name.
    pub name: Option<String>,
    /// "ADMINISTRATOR HOLT", where nothing tells whose name that is; `None` beside a name and for one who asks.
    pub label: Option<String>,
}

impl Who {
    pub(crate) fn of(speaker: &Speaker) -> Who {
        let name = speaker.name.clone();
        let label = speaker.label.clone().filter(|_| name.is_none() && speaker.role == Role::Speaker);
        Who { name, label }
    }

    /// The name, else the label.
    pub fn told(&self) -> Option<&str> {
        self.name.as_deref().or(self.label.as_deref())
    }
}

/// A name as another version of the meeting prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The name.
    pub name: String,
    /// Where.
    pub place: Place,
}

/// Places kept of one row.
const PLACES: usize = 12;

/// Day, publisher and speaker of a row.
type Row<'h> = (Option<Date>, Option<&'h str>, Who);

/// Names that stand for each other in two versions of a meeting: document and place of each.
pub type Aligned = ((usize, Span), (usize, Span));

/// The names of documents and which forms are one thing.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// The names.
    pub names: Names,
    /// The things.
    pub things: Things,
    /// For a name that another version prints otherwise the place there: document and span of each.
    others: BTreeMap<(usize, Span), Vec<(usize, Span)>>,
}

impl Heard {
    /// Finds the names in documents and joins their forms.
    pub fn of(held: &[Held], meetings: &[Meeting], aligned: &[Aligned], rules: &Rules) -> Heard {
        let names = Names::of(held, rules);
        let speakers = held.iter().flat_map(|h| &h.reading.transcript.turns);
        let speakers = speakers.filter_map(|t| t.speaker.name.as_deref());
        let people = meetings.iter().flat_map(|m| m.participants.iter().map(String::as_str)).chain(speakers);
        let people: BTreeSet<String> = people.map(folded).collect();
        let at = |(document, span): (usize, Span)| {
            let found = names.within(document).iter().filter(|m| m.span.overlaps(span));
            found.max_by_key(|m| m.span.len())
        };
        let is_person = |m: &Mention| people.contains(&names.forms[m.form]);
        let pairs = aligned.iter().filter_map(|(a, b)| Some((at(*a)?, at(*b)?)));
        let pairs: Vec<_> = pairs.filter(|(a, b)| !is_person(a) && !is_person(b)).collect();
        let mut others: BTreeMap<(usize, Span), Vec<(usize, Span)>> = BTreeMap::new();
        for (a, b) in pairs.iter().filter(|(a, b)| a.form != b.form) {
            others.entry((a.document, a.span)).or_default().push((b.document, b.span));
            others.entry((b.document, b.span)).or_default().push((a.document, a.span));
        }
        let pairs: Vec<(usize, usize)> = pairs.into_iter().map(|(a, b)| (a.form, b.form)).collect();
        let things = Things::of(&names, &people, (&pairs, &events(held, meetings)), rules);
        Heard { names, things, others }
    }

    /// The things that are called by more than one name, most varied first; that a man is called by his surname
    /// too is nothing to tell.
    pub fn varied(&self, held: &[Held]) -> Vec<Usage> {
        let all = self.all(held, &|_| true);
        let is_surname = |u: &Usage| {
            let last = |name: &str| name.rsplit_once(' ').map(|(_, last)| last.to_string());
            u.bases == [Basis::Short] && u.forms.iter().any(|f| last(&f.name).is_some())
        };
        all.into_iter().filter(|u| u.forms.len() > 1 && !is_surname(u)).collect()
    }

    /// Pairs of an acronym and a longer name of which it may be made, by the numbers of their forms.
    pub fn acronyms(&self) -> Vec<(usize, usize)> {
        thing::likely_acronyms(&self.names)
    }

    /// The things of which a form holds these words, in another script or spelling too.
    pub fn asked(&self, held: &[Held], asked: &str) -> Vec<Usage> {
        let keys = |text: &str| -> Vec<(String, String)> {
            let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty());
            parts.map(|w| (plain(w), sound(w))).collect()
        };
        let wanted = keys(asked);
        let holds = |form: &str| {
            let there = keys(form);
            let one =
                |w: &(String, String)| there.iter().any(|t| t.0 == w.0 || !w.1.is_empty() && t.1 == w.1);
            !wanted.is_empty() && wanted.iter().all(one)
        };
        let forms = &self.names.forms;
        let roots: BTreeSet<usize> =
            (0..forms.len()).filter(|n| holds(&forms[*n])).map(|n| self.things.root(n)).collect();
        self.all(held, &|root| roots.contains(&root))
    }

    fn all(&self, held: &[Held], wanted: &dyn Fn(usize) -> bool) -> Vec<Usage> {
        let mut of_thing: BTreeMap<usize, BTreeMap<usize, Vec<&Mention>>> = BTreeMap::new();
        for mention in self.names.mentions.iter().filter(|m| !m.is_people) {
            let root = self.things.root(mention.form);
            if wanted(root) && !self.is_part(root, &mention.within) {
                of_thing.entry(root).or_default().entry(mention.form).or_default().push(mention);
            }
        }
        let (apart, unsure) = self.doubts(held);
        let mut out: Vec<Usage> = of_thing
            .into_iter()
            .map(|(root, forms)| {
                let form = |(n, all): (usize, Vec<&Mention>)| Form {
                    apart: apart.get(&n).into_iter().flatten().map(|(w, n)| (w.clone(), *n)).collect(),
                    ..self.form(held, &all)
                };
                let mut forms: Vec<Form> = forms.into_iter().map(form).collect();
                forms.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
                let bases = if forms.len() > 1 { self.things.bases(root) } else { Vec::new() };
                let is_sure = !bases.contains(&Basis::Letters) && !unsure.contains(&root);
                Usage { forms, bases, is_sure }
            })
            .collect();
        let count = |u: &Usage| u.forms.iter().map(|f| f.count).sum::<usize>();
        out.sort_by(|a, b| {
            (a.bases.is_empty(), a.bases.first())
                .cmp(&(b.bases.is_empty(), b.bases.first()))
                .then(b.forms.len().cmp(&a.forms.len()))
                .then(count(b).cmp(&count(a)))
                .then(a.forms[0].name.cmp(&b.forms[0].name))
        });
        out
    }

    /// True for a form of a thing that an acronym is joined to by its letters alone.
    pub(crate) fn is_joined_by_letters(&self, form: usize) -> bool {
        self.things.bases(self.things.root(form)).contains(&Basis::Letters)
    }

    /// True when one of the longer names around is the thing's too.
    pub(crate) fn is_part(&self, root: usize, within: &[usize]) -> bool {
        within.iter().any(|form| self.things.root(*form) == root)
    }

    /// For each form the names of other things that hold its words, and the things of which a place is in doubt.
    fn doubts(&self, held: &[Held]) -> (Apart, BTreeSet<usize>) {
        let (mut apart, mut unsure) = (Apart::new(), BTreeSet::new());
        for (document, doubts) in self.names.doubts.iter().enumerate() {
            for doubt in doubts {
                let root = self.things.root(doubt.form);
                if self.is_part(root, &doubt.within) {
                    continue;
                }
                if doubt.is_apart {
                    let words = told(held[document].reading, doubt.around);
                    *apart.entry(doubt.form).or_default().entry(words).or_default() += 1;
                } else {
                    unsure.insert(root);
                }
            }
        }
        (apart, unsure)
    }

    fn form(&self, held: &[Held], mentions: &[&Mention]) -> Form {
        let mut printed: BTreeMap<String, usize> = BTreeMap::new();
        for mention in mentions {
            *printed.entry(told(held[mention.document].reading, mention.span)).or_default() += 1;
        }
        let name = printed.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
        let mut rows: BTreeMap<Row, Use> = BTreeMap::new();
        for mention in mentions {
            let reading = held[mention.document].reading;
            let speaker = mention.turn.map(|t| &reading.transcript.turns[t].speaker);
            let who = speaker.map(Who::of).unwrap_or_default();
            let publisher = reading.document.publisher.as_deref();
            let row = rows.entry((reading.day(), publisher, who.clone())).or_insert_with(|| Use {
                publisher: publisher.map(str::to_string),
                who,
                day: reading.day(),
                count: 0,
                places: Vec::new(),
                others: Vec::new(),
            });
            row.count += 1;
            if row.places.len() < PLACES {
                row.places.push(place(held, mention));
                row.others.extend(self.others(held, mention));
            }
        }
        Form {
            name: name.map(|n| n.0).unwrap_or_default(),
            count: mentions.len(),
            apart: Vec::new(),
            uses: rows.into_values().collect(),
        }
    }

    /// What other versions print in the stead of a name.
    fn others(&self, held: &[Held], mention: &Mention) -> Vec<Printed> {
        let places = self.others.get(&(mention.document, mention.span)).into_iter().flatten();
        let there = |(document, span): &(usize, Span)| {
            let found = self.names.within(*document).iter().find(|m| m.span == *span)?;
            Some(Printed { name: told(held[*document].reading, *span), place: place(held, found) })
        };
        places.filter_map(there).collect()
    }
}

/// For each form the names of other things that hold its words, with how often.
type Apart = BTreeMap<usize, BTreeMap<String, usize>>;

/// Words of a page on one line.
fn told(reading: &Reading, span: Span) -> String {
    span.of(&reading.document.text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// For each document its meeting, else a number of its own.
fn events(held: &[Held], meetings: &[Meeting]) -> Vec<usize> {
    let members = meetings.iter().enumerate().flat_map(|(n, m)| m.members.iter().map(move |d| (d, n)));
    let of: BTreeMap<&str, usize> = members.map(|(d, n)| (d.document.as_str(), n)).collect();
    let own = |at: usize| meetings.len() + at;
    held.iter().enumerate().map(|(at, h)| of.get(h.id).copied().unwrap_or(own(at))).collect()
}

/// The words of a name as a form.
fn folded(name: &str) -> String {
    mention::key(&words(name, Span::new(0, name.len()), &[]).0)
}

/// A mention as a place.
pub(crate) fn place(held: &[Held], mention: &Mention) -> Place {
    let turns = &held[mention.document].reading.transcript.turns;
    Place {
        document: mention.document,
        span: mention.span,
        sentence: mention.sentence,
        number: mention.number,
        speaker: mention.turn.and_then(|t| turns[t].speaker.name.clone()),
    }
}
