//! Who takes part, as the page prints it: whole names, or none.
//!
//! ```text
//! President Holt and the Tesmaran ministers | here      two parties
//! the Tesmaran | choir                                  none: the name goes on
//! ```
//! A party is a name, an office with its name or its country, or people named by a country. Where the end
//! of a name is not certain, or nobody is named, it is no party. Depends on `clause`; what an office is
//! stands in the rules.

use super::clause::Said;
use super::phrase::is_verblike;
use super::spot::Sentence;
use crate::rules::Rules;
use crate::rules::events::Role;
use crate::words::{Case, plain};

/// The parties that a run of words names.
#[derive(Clone, Debug, Default)]
pub(super) struct Parties {
    pub(super) names: Vec<String>,
    /// False where a name goes on behind the run, or somebody in it has none.
    pub(super) is_whole: bool,
}

/// Parties of one run at most.
const MOST: usize = 8;

impl Sentence<'_, '_> {
    /// The parties of the words `from..to`.
    pub(super) fn parties(&self, from: usize, to: usize) -> Parties {
        if goes_on(self.said, to) {
            return Parties::default();
        }
        match self.crowd(from, to) {
            Some(name) => Parties { names: vec![name], is_whole: true },
            None => self.listed(from, to),
        }
    }

    /// "builders and workers of the Northern Line": people by what they are of.
    fn crowd(&self, from: usize, to: usize) -> Option<String> {
        let said = self.said;
        let from = (from..to).find(|w| !said.is(*w, Role::Determiner))?;
        let plain = |w: usize| {
            said.words[w].case == Case::Lower && !said.is_small(w) && !is_title(said, w, self.rules)
        };
        let of = (from + 1..to).find(|w| said.form(*w) == "of")?;
        let people = (from..of).all(|w| plain(w) || said.is(w, Role::And)) && plain(from);
        let named = (of + 1..to).any(|w| said.is_name(w));
        (people && named && !(from..to).any(|w| said.words[w].lead.contains(',')))
            .then(|| self.printed(from, to))
    }

    /// "the President's": an office alone, which the day tells whose it is.
    pub(super) fn is_office(&self, from: usize, to: usize) -> bool {
        let said = self.said;
        let mut words = (from..to).filter(|w| !said.is(*w, Role::Determiner)).peekable();
        words.peek().is_some()
            && words.all(|w| said.words[w].case == Case::Title && is_title(said, w, self.rules))
    }

    /// The parties of the words before a verb, which ends them.
    pub(super) fn acting(&self, from: usize, to: usize) -> Parties {
        // "seventy crews from | Norland visited": it is the crews that came.
        let said = self.said;
        let inner = from > 1 && said.is(from - 1, Role::Preposition) && !said.parted(from);
        if inner { Parties::default() } else { self.listed(from, to) }
    }

    fn listed(&self, from: usize, to: usize) -> Parties {
        let said = self.said;
        let mut found = Parties { names: Vec::new(), is_whole: !said.is_cut_before(from) };
        let mut at = from;
        while at < to && found.names.len() < MOST {
            let parts = |w: usize| w > at && (said.is(w, Role::And) || said.words[w].lead.contains(','));
            let end = (at..to).find(|w| parts(*w)).unwrap_or(to);
            let first = if said.is(at, Role::And) { at + 1 } else { at };
            // "Marl and Ida | Korr": two given names of one family are told together.
            let end = if first + 1 == end && self.is_given(first, to) { to } else { end };
            match self.party(first, end) {
                Some(name) => found.names.push(name),
                None => found.is_whole &= first >= end,
            }
            at = end.max(at + 1);
        }
        if !found.is_whole {
            // What stands before the last one is whole, but who is meant by it all is not told.
            found.names.clear();
        }
        found
    }

    /// A name alone before "and" and a whole one.
    fn is_given(&self, at: usize, to: usize) -> bool {
        let said = self.said;
        let name = |w: usize| {
            w < to && said.is_name(w) && !is_title(said, w, self.rules) && said.words[w].case == Case::Title
        };
        name(at) && said.is(at + 1, Role::And) && name(at + 2) && name(at + 3) && at + 4 == to
    }

    /// "President Holt and | I": who stands beside the one who speaks.
    pub(super) fn beside(&self, pronoun: usize) -> Parties {
        let said = self.said;
        let Some(end) = pronoun.checked_sub(1).filter(|a| said.is(*a, Role::And) && !said.parted(pronoun))
        else {
            return Parties::default();
        };
        let fits = |w: usize| said.is_name(w) || said.is(w, Role::Inside) || is_title(said, w, self.rules);
        let mut from = end;
        while from > 0 && !said.parted(from) && fits(from - 1) && said.time_at(from - 1).is_none() {
            from -= 1;
        }
        let first = (from..end).find(|w| !said.is(*w, Role::Inside));
        first.map_or_else(Parties::default, |first| self.acting(first, end))
    }

    /// One party, without article and without words behind the name.
    fn party(&self, from: usize, to: usize) -> Option<String> {
        let said = self.said;
        let to = (from..to).rev().find(|w| !is_edge(said, *w)).map_or(from, |w| w + 1);
        let from = (from..to).find(|w| !said.is(*w, Role::Determiner))?;
        let is_title = |w: usize| is_title(said, w, self.rules);
        let fits = |w: usize| {
            said.is_name(w)
                || is_title(w)
                || said.is(w, Role::Group)
                || (said.is(w, Role::Inside) || said.is(w, Role::And)) && w > from && w + 1 < to
        };
        let core: Vec<usize> = (from..to).filter(|w| said.is_name(*w) && !is_title(*w)).collect();
        let told = (from..to).any(|w| is_title(w) || said.is(w, Role::Group));
        let only_people = core.iter().all(|w| is_people(said, *w, self.rules));
        let whole = !core.is_empty() && (from..to).all(fits) && !(only_people && !told);
        // "The White House hosted the Minister": nobody that could be met.
        let house = said.phrase_at(from, "institutions").is_some_and(|end| end == to);
        let whole = whole && !house;
        whole.then(|| self.printed(from, to))
    }
}

/// True where the words before `end` are not all of the name or the phrase.
pub(super) fn goes_on(said: &Said, end: usize) -> bool {
    let Some(word) = said.words.get(end) else { return false };
    if said.parted(end) {
        // "Holt v. Lind": the point ends no sentence; "the governors of Tarn, | Marl, and Brona" goes on.
        return word.lead.starts_with('.') || word.lead == "," && lists_names(said, end);
    }
    let closed = word.hyphened
        || said.is_small(end)
        || is_edge(said, end)
        || said.time_at(end).is_some()
        || is_verblike(said, end)
        || word.form.ends_with("ing") && word.case == Case::Lower;
    !closed || word.hyphened
}

/// True where names follow, each behind a comma, the last one behind "and".
fn lists_names(said: &Said, from: usize) -> bool {
    let joined = |w: &usize| said.is_name(*w) && (said.words[*w].lead == "," || !said.parted(*w));
    let end = from + (from..said.len().min(from + 8)).take_while(joined).count();
    end > from && said.is(end, Role::And) && said.is_name(end + 1)
}

impl Said<'_> {
    /// "Envoy for | Climate Holt": a title that begins before.
    fn is_cut_before(&self, from: usize) -> bool {
        let Some(joint) = from.checked_sub(1) else { return false };
        let name = joint.checked_sub(1).is_some_and(|n| self.is_name(n));
        let joins = self.is(joint, Role::Inside) || self.is(joint, Role::And);
        name && joins && !self.parted(from) && !self.parted(joint)
    }
}

fn is_edge(said: &Said, at: usize) -> bool {
    let lower = said.words.get(at).is_some_and(|w| w.case == Case::Lower);
    lower && (said.is(at, Role::Edge) || said.form(at).ends_with("ly"))
}

fn is_title(said: &Said, at: usize, rules: &Rules) -> bool {
    let Some(word) = said.words.get(at) else { return false };
    let bare = plain(word.bare());
    rules.wording.titles.contains(&bare) || rules.labels.is_office(word.span.of(said.text))
}

/// The adjective or the people of a country.
fn is_people(said: &Said, at: usize, rules: &Rules) -> bool {
    let form = plain(said.words[at].bare());
    rules.names.canonical.get(&form).is_some_and(|country| rules.usage.is_people(&form, &plain(country)))
}
