//! Slips of the pen in labels: a letter more or less, or two that changed places.
//!
//! "HARGOVEN" beside "HARGROVEN", "PREMIR HOLT" beside "PREMIER HOLT". Which of the two is right, and whether
//! they are one speaker, is decided where the turns are counted (`people::slip`).

use super::label::Label;

/// Letters of a word in which a slip is seen.
const LONG: usize = 6;

/// Letters of a word in which a letter out of its place is seen.
const LONGER: usize = 8;

/// True for two long names of which one has a letter more, or two neighbouring letters are swapped; in
/// longer ones a letter may stand two places off ("Presdeint").
pub(crate) fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short < LONG || same == 0 {
        return false;
    }
    let swapped = || a[same] == b[same + 1] && a[same + 1] == b[same] && same + 2 + tail >= short;
    let moved = || {
        let (mut x, mut y) = (a[same..same + 3].to_vec(), b[same..same + 3].to_vec());
        let turned = x[0] == y[2] || x[2] == y[0];
        x.sort_unstable();
        y.sort_unstable();
        turned && x == y
    };
    let is_moved = same + 3 + tail == short && short >= LONGER && long == short;
    long == short + 1 && same + tail >= short
        || long == short && short >= same + 2 && swapped()
        || is_moved && moved()
}

/// True for two labels of the same words but for a slip in one that is no surname: that word is the only
/// one but for an article, or another stands behind it.
pub(crate) fn are_one_label(a: &str, b: &str) -> bool {
    let words = |label| -> Vec<&str> { without_article(label).split_whitespace().collect() };
    let (a, b) = (words(a), words(b));
    if a.len() != b.len() || a.is_empty() {
        return false;
    }
    let mut differ = (0..a.len()).filter(|n| a[*n] != b[*n]);
    let (Some(at), None) = (differ.next(), differ.next()) else { return false };
    (at + 1 < a.len() || a.len() == 1) && is_slip(a[at], b[at])
}

fn without_article(label: &str) -> &str {
    label.strip_prefix("THE ").or_else(|| label.strip_prefix("The ")).unwrap_or(label)
}

/// Titled labels of a page that a name is held against.
const MOST: usize = 64;

/// The labels without those that are a slip of one with a title: "PREMIR HOLT" is no given name.
pub(super) fn without_slips<'l>(labels: &[&'l Label]) -> Vec<&'l Label> {
    let titled = |l: &&&Label| l.has_office() || l.honorific;
    let right: Vec<&&Label> = labels.iter().filter(titled).take(MOST).collect();
    let is_slip = |l: &Label| !l.has_office() && right.iter().any(|r| are_one_label(&l.printed, &r.printed));
    labels.iter().copied().filter(|l| !is_slip(l)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_a_title_or_a_role_makes_no_other_speaker() {
        assert!(are_one_label("PREMIR HOLT", "PREMIER HOLT"));
        assert!(are_one_label("MODRATOR", "MODERATOR"));
        assert!(are_one_label("THE PREISDENT", "THE PRESIDENT"));
        assert!(!are_one_label("PREMIER HARGOVEN", "PREMIER HARGROVEN"), "a surname needs more");
        assert!(!are_one_label("MR. HOLT", "MRS. HOLT"), "short words differ by a letter");
    }

    #[test]
    fn one_letter_is_a_slip_and_another_name_is_none() {
        assert!(is_slip("Hargoven", "Hargroven"));
        assert!(is_slip("Hargorven", "Hargroven"));
        assert!(is_slip("Presdeint", "President"));
        assert!(!is_slip("Hargreven", "Hargroven"), "another letter may be another person");
        assert!(!is_slip("Lind", "Linda"), "short names differ by one letter");
        assert!(!is_slip("Hargroven", "Hargroven"));
    }
}
