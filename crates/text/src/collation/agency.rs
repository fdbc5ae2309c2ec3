//! Who acts is told in one version only: "We held talks" / "talks were held".

use std::ops::Range;

use super::Class;
use super::desk::{Desk, Sheet};
use super::kin::{Kin, same_stem};

/// A stretch that no rule took, on both sides.
type Stretch = (Range<usize>, Range<usize>);

/// Takes the stretches in which one version leaves out who acts.
pub(super) fn take(desk: &mut Desk, stretches: &[Stretch]) {
    for (x, y) in stretches {
        let free = |sheet: &Sheet, r: &Range<usize>| r.clone().all(|i| sheet.is_open(i));
        if !free(&desk.a, x) || !free(&desk.b, y) {
            continue;
        }
        // The passive is shown where the other side of the stretch is empty or is part of it.
        let shown = |sheet: &Sheet, here: &Range<usize>, passive: Range<usize>| match free(sheet, &passive) {
            true if here.is_empty() => passive,
            true if passive.start <= here.end && here.start <= passive.end => {
                here.start.min(passive.start)..here.end.max(passive.end)
            }
            _ => here.clone(),
        };
        if let Some(passive) = passive_for(&desk.a, &desk.b, x) {
            let there = shown(&desk.b, y, passive);
            desk.put(Class::Agency, x.clone(), there, None);
        } else if let Some(passive) = passive_for(&desk.b, &desk.a, y) {
            let there = shown(&desk.a, x, passive);
            desk.put(Class::Agency, there, y.clone(), None);
        }
    }
}

/// The passive of `other` that leaves out the one who acts in a stretch of `sheet`.
fn passive_for(sheet: &Sheet, other: &Sheet, range: &Range<usize>) -> Option<Range<usize>> {
    let words = sheet.words();
    let count = |s: &Sheet, form: &str| s.words().iter().filter(|w| w.form == form).count();
    let speaks = range.clone().any(|i| {
        let form = words[i].form.as_str();
        matches!(form, "we" | "i") && count(sheet, form) > count(other, form)
    });
    let there = other.words();
    (1..there.len()).find_map(|j| {
        let open = other.is_open(j - 1) || other.is_open(j);
        let passive = is_cue(&there[j - 1].form) && is_participle(&there[j].form);
        // "Our government sent tents": the verb, with its subject before it.
        let acts = |i: usize| {
            let verb = words[i].form == there[j].form || same_stem(&words[i].form, &there[j].form);
            verb && i > range.start && !is_cue(&words[i - 1].form)
        };
        // "Our council" sent / "tents were" sent: the verb stands after the stretch.
        let follows = !range.is_empty()
            && !is_cue(&words[range.end - 1].form)
            && range.clone().any(|i| !sheet.facts[i].function)
            && other.link[j] == Some((range.end, Kin::Same));
        let verb = is_be(&there[j - 1].form) && (range.clone().any(acts) || follows);
        (open && passive && (speaks || verb)).then_some(j - 1..j + 1)
    })
}

fn is_be(form: &str) -> bool {
    matches!(form, "is" | "are" | "was" | "were" | "been" | "be" | "being")
}

/// A word before a participle that makes it a passive.
fn is_cue(form: &str) -> bool {
    is_be(form) || matches!(form, "as" | "already")
}

fn is_participle(form: &str) -> bool {
    form.len() > 4 && form.ends_with("ed")
        || matches!(
            form,
            "held"
                | "made"
                | "done"
                | "said"
                | "shown"
                | "given"
                | "taken"
                | "told"
                | "sent"
                | "built"
                | "signed"
                | "known"
                | "seen"
        )
}
