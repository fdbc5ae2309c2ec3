//! The names of a transcript's turns: whom each label means on this page (`cast`), who asks, who
//! answers under `A`.

use std::collections::{BTreeMap, BTreeSet};

use super::cast::{Cast, Named};
use super::induction::Induced;
use super::label::{Label, Sort};
use super::names::NameIndex;
use super::principal::principal;
use super::quoted::OPENING_QUOTES;
use super::slip::without_slips;
use super::{Role, Speaker, Transcript};
use crate::page::Document;
use crate::rules::Rules;

/// A page with more different labels than this is no transcript: those beyond stay unresolved.
const MOST_LABELS: usize = 2_000;

/// Gives each turn the name its label means on this page.
pub(super) fn name_speakers(
    out: &mut Transcript,
    induced: &Induced,
    index: NameIndex,
    document: &Document,
    rules: &Rules,
) {
    let named = induced.openings.iter().filter_map(|o| o.label.as_ref()).filter(|l| l.sort == Sort::Named);
    let distinct: BTreeMap<&str, &Label> = named.rev().map(|l| (l.printed.as_str(), l)).collect();
    let labels: Vec<&Label> = distinct.into_values().take(MOST_LABELS).collect();
    let cast = Cast::new(index, &without_slips(&labels), &induced.bound, &rules.labels);
    let in_capitals = is_in_capitals(induced);
    let principal = principal(document, &rules.labels, &cast);
    let asked = out.turns.windows(2).filter(|pair| pair[0].speaker.role == Role::Question);
    let replies = asked.filter_map(|pair| pair[1].speaker.label.clone()).collect();
    let answers = answering(&labels, &cast, &replies, principal.as_deref());
    let mut before: Option<Speaker> = None;
    let mut known: BTreeMap<&str, Named> = BTreeMap::new();
    for turn in &mut out.turns {
        let at = turn.label.map(|l| induced.openings.partition_point(|o| o.span.start < l.start));
        let opening = at.and_then(|at| induced.openings.get(at)).filter(|o| Some(o.span) == turn.label);
        match opening.and_then(|o| o.label.as_ref()) {
            Some(label) => {
                let full = known.len() >= MOST_LABELS;
                let resolve = || if full { Named::default() } else { cast.resolve(label) };
                let named = known.entry(&label.printed).or_insert_with(resolve).clone();
                let asks = |n: &str| cast.is_outlet(n);
                let outlet = label.sort == Sort::Named
                    && !label.has_office()
                    && !label.honorific
                    && (named.name.as_deref().is_some_and(asks) || label.brackets.iter().any(|b| asks(b)));
                turn.speaker.name = if label.sort == Sort::Answer { answers.clone() } else { named.name };
                turn.speaker.office = named.office;
                let quotes = turn.words.of(&document.text).starts_with(OPENING_QUOTES);
                // Whose words one reads out is not the one who reads.
                if relays(label, rules) || in_capitals && quotes && !label.capitals() {
                    (turn.speaker.name, turn.speaker.office) = (None, None);
                }
                if outlet || label.asks {
                    turn.speaker.role = Role::Question;
                }
            }
            None if turn.label.is_some() => {
                if let Some(speaker) = before.clone().filter(|_| turn.speaker.label.is_none()) {
                    turn.speaker = Speaker { label: None, ..speaker };
                }
            }
            None => turn.speaker.name.clone_from(&principal),
        }
        before = Some(turn.speaker.clone());
    }
}

/// Turns that show how a page prints its labels.
const MANY: usize = 6;

/// True where all but few labels are in capitals: "Ada Lind, Harbour Times: “We …" is then read out.
fn is_in_capitals(induced: &Induced) -> bool {
    let named = induced.openings.iter().filter_map(|o| o.label.as_ref()).filter(|l| l.sort == Sort::Named);
    let (mut n, mut all) = (0, 0);
    for label in named {
        n += usize::from(label.capitals());
        all += 1;
    }
    n >= MANY && n * 10 >= all * 9
}

/// "Ada Lind (reading a letter)", "Ada Lind, quoting Mia Tolk", "Mia Tolk on behalf of Ada Lind".
fn relays(label: &Label, rules: &Rules) -> bool {
    let relay = |part: &str| {
        let lower = part.trim_start().to_lowercase();
        let whole = |w: &String| {
            lower.strip_prefix(w.as_str()).is_some_and(|r| !r.starts_with(char::is_alphanumeric))
        };
        // "(via Mia Tolk)" gives her words, "(via video)" the speaker's.
        let person = |p: &str| {
            p.split_whitespace().skip(1).take(2).filter(|w| w.starts_with(char::is_uppercase)).count() > 1
        };
        rules.labels.relays.iter().any(whole) || lower.starts_with("via ") && person(part)
    };
    let lower = label.printed.to_lowercase();
    let after = label.printed.split_once(',').map_or("", |(_, after)| after);
    let joined =
        [" on behalf of ", " от имени ", " im namen ", " au nom ", " en nombre ", " a nome ", " em nome "];
    label.brackets.iter().any(|b| relay(b)) || relay(after) || joined.iter().any(|j| lower.contains(j))
}

/// Who answers under `A`: the one person whom the page's other labels name, when that person replies to
/// a question under that name too, or is the one of the title: who is named once may be the one who asks.
/// Where the labels name nobody the title is asked; where they name several, nobody is named.
fn answering(
    labels: &[&Label],
    cast: &Cast<'_>,
    replies: &BTreeSet<String>,
    principal: Option<&str>,
) -> Option<String> {
    let asks = |l: &Label, name: &str| {
        cast.is_outlet(name) || l.outlet || l.brackets.iter().any(|b| cast.is_outlet(b))
    };
    let named = labels.iter().filter_map(|l| cast.resolve(l).name.filter(|n| !asks(l, n)));
    let people: BTreeSet<String> = named.collect();
    let labels_nobody = people.is_empty();
    let mut people = people.into_iter();
    let (Some(one), None) = (people.next(), people.next()) else {
        return if labels_nobody { principal.map(str::to_string) } else { None };
    };
    let named_one = |l: &&&Label| cast.resolve(l).name.as_deref() == Some(one.as_str());
    let replies = labels.iter().filter(named_one).any(|l| replies.contains(&l.printed));
    (replies || principal == Some(one.as_str())).then_some(one)
}
