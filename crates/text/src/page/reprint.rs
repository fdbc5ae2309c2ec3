//! A text that its page prints again: some hold their whole transcript twice or three times.
//!
//! Kept, each copy would be words said once more: counts doubled, and a sentence its own witness. Paragraphs
//! that come back together, in the same order and unchanged, are a copy; one that comes back alone is speech.

use std::collections::BTreeMap;

use super::chrome::{Part, Shape};

/// Fewer lines in a row may be a refrain.
const FEWEST_LINES: usize = 3;
/// Fewer bytes in a row may be a refrain, or the words of a form.
const FEWEST_BYTES: usize = 600;
/// A copy is looked for from lines of so many bytes.
const ANCHOR: usize = 40;
/// Earlier places of one line that are tried.
const MOST_PLACES: usize = 4;

/// Marks the lines of each copy but the first.
pub(super) fn drop_copies(shapes: &mut [Shape]) {
    let body: Vec<usize> = (0..shapes.len()).filter(|at| shapes[*at].part == Part::Body).collect();
    let has_labels = body.iter().any(|at| shapes[*at].labelled);
    let copies = copies(&body.iter().map(|at| shapes[*at].folded.as_str()).collect::<Vec<_>>());
    for (start, end) in copies {
        // Two may read the same prayer: then the words come back, and who says them does not.
        if has_labels && !body[start..end].iter().any(|at| shapes[*at].labelled) {
            continue;
        }
        for at in &body[start..end] {
            shapes[*at].part = Part::Chrome("printed again");
        }
    }
}

/// From where to where lines repeat what stands before them, in order.
fn copies(lines: &[&str]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].len() >= ANCHOR {
            let earlier = places.get(lines[at]).map_or(&[][..], Vec::as_slice);
            let run = earlier.iter().map(|from| (run(lines, *from, at), *from)).max();
            if let Some((length, from)) = run.filter(|(length, _)| is_copy(&lines[at..at + length])) {
                let free = at - found.last().map_or(0, |(_, end)| *end);
                found.push((at - before(lines, from, at).min(free), at + length));
                at += length;
                continue;
            }
            let earlier = places.entry(lines[at]).or_default();
            if earlier.len() < MOST_PLACES {
                earlier.push(at);
            }
        }
        at += 1;
    }
    found
}

/// How many lines from `at` on are those from `from` on.
fn run(lines: &[&str], from: usize, at: usize) -> usize {
    let pairs = lines[from..at].iter().zip(&lines[at..]);
    pairs.take_while(|(one, other)| one == other).count()
}

/// How many lines before `at` are those before `from`.
fn before(lines: &[&str], from: usize, at: usize) -> usize {
    let pairs = lines[..from].iter().rev().zip(lines[from..at].iter().rev());
    pairs.take_while(|(one, other)| one == other).count()
}

fn is_copy(lines: &[&str]) -> bool {
    lines.len() >= FEWEST_LINES && lines.iter().map(|l| l.len()).sum::<usize>() >= FEWEST_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Long paragraphs, each other words.
    fn page(order: &[usize]) -> Vec<String> {
        let line = |n: &usize| match n {
            0 => "Q Why?".to_string(),
            n => format!("Paragraph {n} of the minister tells of the harbour of Brona. ").repeat(7),
        };
        order.iter().map(line).collect()
    }

    #[test]
    fn copies_are_told_from_refrains() {
        for (order, expected) in [
            (vec![1, 2, 0, 3, 1, 2, 0, 3, 1, 2, 0, 3], vec![(4, 8), (8, 12)]),
            // A short line before the copy is part of it.
            (vec![0, 1, 2, 3, 4, 0, 1, 2, 3], vec![(5, 9)]),
            (vec![1, 2, 3, 4, 1, 2], vec![]),
            (vec![1, 2, 3, 2, 1, 3], vec![]),
            (vec![0, 0, 0, 0, 0, 0], vec![]),
        ] {
            let page = page(&order);
            let lines: Vec<&str> = page.iter().map(String::as_str).collect();
            assert_eq!(copies(&lines), expected, "{order:?}");
        }
    }
}
