//! Lines between speeches that are nobody's words: heads in capitals, the number of a paper.
//!
//! ```text
//! — DRAFT LAW ON THE HARBOURS OF NORLAND.
//! (File number 121/000017).
//! The CHAIRMAN. We come to the next item.
//! ```
//! A record prints them inside what would otherwise be one run of a speaker's lines. Whether a line
//! opens a turn is decided by `induction`; what stands in brackets is typed by `notes`.

/// Fewer letters than this in capitals may be a cry or an acronym.
const FEWEST_LETTERS: usize = 12;

/// A shorter line that calls or asks is a cry.
const LETTERS_OF_A_QUESTION: usize = 40;

/// A head is at most so long, in bytes.
const LONGEST: usize = 8_000;

/// True when a line of several words is in capitals, bracketed words left out.
pub fn in_capitals(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let (mut depth, mut letters, mut words, mut inside) = (0usize, 0, 0, false);
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth > 0 || matches!(c, 'ª' | 'º') => {}
            c if c.is_lowercase() => return false,
            c => {
                let letter = c.is_uppercase();
                letters += usize::from(letter);
                words += usize::from(letter && !inside);
                inside = c.is_alphanumeric();
            }
        }
    }
    let cried = text.ends_with(['!', '?']) && letters < LETTERS_OF_A_QUESTION;
    letters >= FEWEST_LETTERS && words >= 2 && !cried
}

/// True when a whole short line stands in round brackets.
pub fn in_brackets(text: &str) -> bool {
    let inner = text.trim_end_matches(['.', ' ']);
    inner.len() < 120
        && inner.starts_with('(')
        && inner.ends_with(')')
        && inner.matches('(').count() == 1
        && !inner.contains([':', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_in_capitals_are_told() {
        for (text, head) in [
            ("— DRAFT LAW ON THE HARBOURS OF NORLAND (from decree 3).", true),
            ("MORNING BUSINESS", true),
            ("WHAT DOES THE MINISTER THINK OF THE HARBOURS OF NORLAND?", true),
            ("NORLAND", false),
            ("NO, NEVER, NOT IN TEN YEARS!", false),
            ("MORNING BUSINESS in the hall", false),
            ("ЗАКОН О ГАВАНЯХ НОРЛАНДА", true),
            ("3. 4. 5.", false),
        ] {
            assert_eq!(in_capitals(text), head, "{text:?}");
        }
    }

    #[test]
    fn a_line_in_brackets_is_told() {
        for (text, whole) in [
            ("(File number 121/000017).", true),
            ("(See page 3) and (page 4)", false),
            ("(Vera Holt: Never.)", false),
        ] {
            assert_eq!(in_brackets(text), whole, "{text:?}");
        }
    }
}
