//! The names of a transcript's turns: whom each label means on this page (`cast`), who asks, who
//! answers under `A`.

use std::collections::BTreeMap;

use super::cast::{Cast, Named};
use super::induction::Induced;
use super::label::{Label, Sort};
use super::names::NameIndex;
use super::principal::principal;
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
    let cast = Cast::new(index, &labels, &induced.bound, &rules.labels);
    let principal = principal(document, &rules.labels, &cast);
    let answers = answering(&labels, &cast).unwrap_or_else(|| principal.clone());
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

/// Who answers under `A`: the one person whom the page's other labels name; `Some(None)` when they
/// name several, `None` when they name nobody and the title may be asked.
fn answering(labels: &[&Label], cast: &Cast<'_>) -> Option<Option<String>> {
    let asks = |l: &Label, name: &str| {
        cast.is_outlet(name) || l.outlet || l.brackets.iter().any(|b| cast.is_outlet(b))
    };
    let named = labels.iter().filter_map(|l| cast.resolve(l).name.filter(|n| !asks(l, n)));
    let people: std::collections::BTreeSet<String> = named.collect();
    match people.len() {
        0 => None,
        1 => Some(people.into_iter().next()),
        _ => Some(None),
    }
}
