//! Names that stand for each other in versions of one meeting.

use std::collections::BTreeMap;

use super::Aligned;
use crate::collation::{Class, Witness, collate};
use crate::meeting::Meeting;
use crate::reading::Held;
use crate::rules::Rules;

/// Versions of one meeting that are compared with the one they were taken from.
const MOST: usize = 12;

/// The differences of name between versions: each version with the one it was taken from, else with the
/// original.
pub fn aligned(held: &[Held], meetings: &[Meeting], rules: &Rules) -> Vec<Aligned> {
    let by_id: BTreeMap<&str, usize> = held.iter().enumerate().map(|(n, h)| (h.id, n)).collect();
    let mut out = Vec::new();
    for meeting in meetings {
        let Some((original, others)) = meeting.members.split_first() else { continue };
        for member in others.iter().take(MOST) {
            let base = member.from.as_deref().unwrap_or(&original.document);
            let (Some(a), Some(b)) = (by_id.get(base), by_id.get(member.document.as_str())) else { continue };
            out.extend(between((*a, *b), held, rules));
        }
    }
    out
}

fn between((a, b): (usize, usize), held: &[Held], rules: &Rules) -> Vec<Aligned> {
    let witnesses =
        vec![Witness::from_reading(held[a].reading, "A"), Witness::from_reading(held[b].reading, "B")];
    let rows = collate(witnesses, rules).rows;
    let named = rows.iter().flat_map(|r| &r.differences).map(|d| &d.difference);
    let named = named.filter(|d| d.class == Class::Name);
    named.filter_map(|d| Some(((a, d.a?), (b, d.b?)))).collect()
}
