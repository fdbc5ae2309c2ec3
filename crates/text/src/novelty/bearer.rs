//! The people named in one document, by what they are called shortly.
//!
//! "Senator Orest Holt" and "Holt" are `Orest Holt` in a document that names nobody else so. A lake, an act and a
//! known place lend their last word to nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::event::Pages;

/// Most words of a person's name with what stands before it.
const MOST: usize = 4;

/// For the last word, and the last two, of names the things that end so.
#[derive(Debug, Default)]
pub(super) struct Bearers<'p>(BTreeMap<&'p str, BTreeSet<usize>>);

impl<'p> Bearers<'p> {
    /// Gathers the people of a document.
    pub fn of(document: usize, pages: &'p Pages) -> Bearers<'p> {
        let mut all = Bearers::default();
        let text = &pages.held[document].reading.document.text;
        let mentions = pages.heard.names.within(document).iter();
        // "the Holt-Lind plan" is nobody's name.
        let spaced = mentions.filter(|m| m.span.of(text).contains(char::is_whitespace));
        let forms: BTreeSet<usize> = spaced.map(|m| m.form).collect();
        for form in forms {
            let root = pages.heard.things.root(form);
            let form = pages.heard.names.forms[form].as_str();
            // "Holt's Rangers" are no person.
            let two = form.rsplit_once(' ').filter(|(first, _)| !first.contains([' ', '\'']));
            if let Some((_, last)) = two.filter(|_| is_person(form, pages)) {
                all.0.entry(last).or_default().insert(root);
                all.0.entry(form).or_default().insert(root);
            }
        }
        all
    }

    /// True when a longer name around is one of the same thing: "Holt" in "Orest Holt".
    pub fn is_part(&self, (form, root): (usize, usize), within: &[usize], pages: &Pages) -> bool {
        let own = pages.heard.things.root(form);
        pages.heard.is_part(own, within) || within.iter().any(|w| self.root(*w, pages) == root)
    }

    /// The thing of a form: the one who is so called here, else its own.
    pub fn root(&self, form: usize, pages: &Pages) -> usize {
        let own = pages.heard.things.root(form);
        let form = pages.heard.names.forms[form].as_str();
        let short = match form.split(' ').count() {
            1 => Some(form),
            3..=MOST if is_person(form, pages) => {
                form.match_indices(' ').rev().nth(1).map(|(at, _)| &form[at + 1..])
            }
            _ => None,
        };
        let found = short.and_then(|s| self.0.get(s)).filter(|all| all.len() == 1);
        found.and_then(BTreeSet::first).copied().unwrap_or(own)
    }
}

/// True for words of which none is of an institution, a landscape or a table.
fn is_person(form: &str, pages: &Pages) -> bool {
    let rules = pages.rules;
    let is_thing = |w: &str| {
        rules.names.common.contains(w)
            || rules.usage.bodies.contains(w)
            || rules.names.canonical.contains_key(w)
            || rules.names.sides.contains(w)
            || pages.usage.is_common(w)
    };
    !rules.names.canonical.contains_key(form) && !form.split(' ').any(is_thing)
}
