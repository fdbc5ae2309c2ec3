//! A dossier kept to a number of lines: the most telling entries of each section.
//!
//! Each section first has a few lines; what is left goes round from section to section, an entry at a
//! time. So five pages and a thousand pages fill the same two screens, and no topic drives out another.

use super::{Entry, Line, Section, Topic};

/// What is shown of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen<'s> {
    /// The topic.
    pub topic: Topic,
    /// The entries shown, in the order of their days where they have one.
    pub entries: Vec<Shown<'s>>,
    /// Entries of the section that are not shown.
    pub hidden: usize,
}

/// An entry with as many of its lower lines as are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown<'s> {
    /// The entry.
    pub entry: &'s Entry,
    /// Lines below the first that are shown.
    pub below: usize,
}

/// Lines that a section's head takes.
const HEAD: usize = 2;
/// Lines below an entry at most.
const BELOW: usize = 4;

/// Lines that each topic has at first.
fn first_share(topic: Topic) -> usize {
    match topic {
        Topic::Figures => 13,
        Topic::Agreements => 11,
        Topic::Meetings | Topic::News => 8,
        Topic::Mentioned => 7,
        Topic::Differences => 6,
        Topic::Events => 5,
        Topic::Echoes => 4,
        Topic::Commitments | Topic::Names => 2,
    }
}

/// The entries that fit in `lines` lines, the heads of the sections counted; `height` tells how many lines of
/// the screen a line takes, the second of the two asked when it stands below another.
pub fn choose<'s>(
    sections: &'s [Section],
    lines: usize,
    height: &dyn Fn(&Line, bool) -> usize,
) -> Vec<Chosen<'s>> {
    let mut taken: Vec<usize> = vec![0; sections.len()];
    let mut left = lines.saturating_sub(HEAD * sections.len());
    let height = |section: &Section, at: usize| {
        let entry = section.entries.get(at)?;
        let below: usize = entry.below.iter().take(BELOW).map(|l| height(l, true)).sum();
        Some(height(&entry.head, false) + below)
    };
    for (section, taken) in sections.iter().zip(&mut taken) {
        let mut share = first_share(section.topic);
        while let Some(n) = height(section, *taken).filter(|n| *n <= share.min(left)) {
            (share, left, *taken) = (share - n, left - n, *taken + 1);
        }
    }
    let mut before = usize::MAX;
    while before != left {
        before = left;
        for (section, taken) in sections.iter().zip(&mut taken) {
            if let Some(n) = height(section, *taken).filter(|n| *n <= left) {
                (left, *taken) = (left - n, *taken + 1);
            }
        }
    }
    sections
        .iter()
        .zip(taken)
        .map(|(section, taken)| shown(section, taken))
        .filter(|c| !c.entries.is_empty())
        .collect()
}

fn shown(section: &Section, taken: usize) -> Chosen<'_> {
    let mut entries: Vec<&Entry> = section.entries.iter().take(taken).collect();
    if section.topic.is_by_day() {
        entries.sort_by_key(|e| (e.day.is_none(), e.day));
    }
    let entries = entries.into_iter().map(|entry| Shown { entry, below: entry.below.len().min(BELOW) });
    Chosen { topic: section.topic, entries: entries.collect(), hidden: section.entries.len() - taken }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(topic: Topic, n: usize, below: usize) -> Section {
        let entry = |w: usize| Entry {
            weight: u32::try_from(n - w).unwrap_or(0),
            below: vec![Line::default(); below],
            ..Entry::default()
        };
        Section { topic, entries: (0..n).map(entry).collect() }
    }

    fn check(sections: &[Section], lines: usize, want: &[(usize, usize)]) {
        let chosen = choose(sections, lines, &|_, _| 1);
        let got: Vec<(usize, usize)> = chosen.iter().map(|c| (c.entries.len(), c.hidden)).collect();
        assert_eq!(got, want, "{lines} lines");
        let used: usize =
            chosen.iter().map(|c| HEAD + c.entries.iter().map(|e| 1 + e.below).sum::<usize>()).sum();
        assert!(used <= lines, "{used} of {lines}");
    }

    #[test]
    fn many_entries_share_the_lines_and_few_are_all_shown() {
        let few = [section(Topic::Meetings, 3, 0), section(Topic::Figures, 2, 1)];
        check(&few, 90, &[(3, 0), (2, 0)]);
        let many = [section(Topic::Meetings, 900, 0), section(Topic::Figures, 4, 2)];
        check(&many, 30, &[(14, 886), (4, 0)]);
        check(&many, 6, &[(2, 898)]);
        check(&[], 30, &[]);
    }
}
