//! Words wrapped for a screen, alone or in two columns.
//!
//! ```text
//!   NORPRESS                     │ Official website of the President
//!   The survey was finished.     │ The survey was completed.
//! ```
//! Widths count characters; without a terminal a line has a hundred.

/// Columns of the screen.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(w, _)| usize::from(w.0)).clamp(40, 160)
}

/// Cuts words to lines of at most `width` characters; a longer word has a line of its own.
pub fn wrap(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

/// Paragraphs side by side; each pair begins on a line of its own.
pub fn beside(pairs: &[(&str, &str)], width: usize) -> Vec<String> {
    let column = (width.saturating_sub(5) / 2).max(8);
    let mut lines = Vec::new();
    for (left, right) in pairs {
        let (left, right) = (wrap(left, column), wrap(right, column));
        for at in 0..left.len().max(right.len()) {
            let side = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
            let line = format!("  {:column$} │ {}", side(&left), side(&right));
            lines.push(line.trim_end().to_string());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_between_words() {
        assert_eq!(wrap("we have sent tents", 9), ["we have", "sent", "tents"]);
        assert_eq!(wrap("Überschwemmungsgebiet ja", 5), ["Überschwemmungsgebiet", "ja"]);
        assert!(wrap("  ", 5).is_empty());
    }

    #[test]
    fn columns_stay_apart() {
        let lines = beside(&[("A", "B"), ("one two three", "one")], 21);
        assert_eq!(lines, ["  A        │ B", "  one two  │ one", "  three    │"]);
    }
}
