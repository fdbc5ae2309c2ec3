//! The readings of a row as one text, word by word.
//!
//! ```text
//! The crossing at [-Sarnhold-] {+Velmost+} has not begun.
//! ```
//! Words are laid against each other before their signs are: a comma never stands against a word.
//! Where less than a third of the words is kept, the whole reading stands against the other.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use variorum_text::collation::{Collation, Row};

use super::screen::{Piece, Side};

/// Whether words that differ in their signs alone are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// Both forms are shown.
    Told,
    /// The form of the base stands for both.
    Folded,
}

/// The words of the base with those of each other version in place. More than two versions: the
/// readings of the versions follow each other.
pub fn merged(collation: &Collation, row: &Row, signs: Signs) -> Vec<Piece> {
    let readings: Vec<Vec<&str>> = (0..row.units.len()).map(|n| printed(collation, row, n)).collect();
    match readings.split_first() {
        Some((base, others)) => others.iter().flat_map(|other| laid(base, other, signs)).collect(),
        None => Vec::new(),
    }
}

/// The printed words of one version in a row.
fn printed<'c>(collation: &'c Collation, row: &Row, side: usize) -> Vec<&'c str> {
    let witness = &collation.witnesses[side];
    let units = witness.units.get(row.units[side].clone()).unwrap_or_default();
    units.iter().flat_map(|u| u.span.of(&witness.text).split_whitespace()).collect()
}

/// Two readings as one.
fn laid(a: &[&str], b: &[&str], signs: Signs) -> Vec<Piece> {
    let forms = |words: &[&str]| words.iter().map(|w| form(w)).collect::<Vec<_>>();
    let (x, y) = (forms(a), forms(b));
    let ops = capture_diff_slices(Algorithm::Patience, &x, &y);
    let kept: usize =
        ops.iter().map(|op| if matches!(op, DiffOp::Equal { .. }) { op.old_range().len() } else { 0 }).sum();
    let piece = |side: Side| move |word: &&str| Piece { word: word.to_string(), side };
    if kept * 3 < a.len().max(b.len()) {
        return a.iter().map(piece(Side::Base)).chain(b.iter().map(piece(Side::Other))).collect();
    }
    let mut out = Vec::new();
    for op in ops {
        let (old, new) = (&a[op.old_range()], &b[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            for (left, right) in old.iter().zip(new) {
                if signs == Signs::Folded || glyphs(left) == glyphs(right) {
                    out.push(piece(Side::Both)(left));
                } else {
                    out.extend([piece(Side::Base)(left), piece(Side::Other)(right)]);
                }
            }
        } else {
            out.extend(old.iter().map(piece(Side::Base)));
            out.extend(new.iter().map(piece(Side::Other)));
        }
    }
    out
}

/// A word with its signs, glyphs of quotes and dashes folded.
fn glyphs(word: &str) -> String {
    variorum_text::statement::fold_glyphs(word)
}

/// A word without the signs around it; signs that stand alone are their own form.
fn form(word: &str) -> String {
    let folded = glyphs(word);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() { folded } else { bare.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, signs: Signs, expected: &str) {
        let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
        let shown: Vec<String> = laid(&a, &b, signs)
            .into_iter()
            .map(|p| match p.side {
                Side::Both => p.word,
                Side::Base => format!("-{}", p.word),
                Side::Other => format!("+{}", p.word),
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn both_readings_stand_in_one_line() {
        check(
            "The crossing at Sarnhold has not begun.",
            "The crossing at Velmost has not begun.",
            Signs::Told,
            "The crossing at -Sarnhold +Velmost has not begun.",
        );
    }

    #[test]
    fn signs_give_way_to_words() {
        let (a, b) = ("We came, we saw", "We came we saw,");
        check(a, b, Signs::Told, "We -came, +came we -saw +saw,");
        check(a, b, Signs::Folded, "We came, we saw");
        check("“So” it was", "\"So\" it was", Signs::Told, "“So” it was");
    }

    #[test]
    fn a_reading_with_little_kept_stands_whole() {
        check(
            "the bridge was never built here",
            "people say the town has long forgotten it",
            Signs::Folded,
            "-the -bridge -was -never -built -here +people +say +the +town +has +long +forgotten +it",
        );
    }
}
