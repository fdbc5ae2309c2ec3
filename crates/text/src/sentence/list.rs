//! Lists: where the next item begins, by its mark or by its line.

use super::Scan;

/// How far a list is searched for its next number, in bytes.
const LIST_BYTES: usize = 600;
/// Longest line of a list without stops, in bytes.
const ITEM_BYTES: usize = 60;

impl Scan<'_> {
    /// Handles a line break: a new line may be an item of a list or the words of another speaker.
    pub(super) fn pass_line(&mut self, at: usize, items: bool) -> usize {
        let rest = self.rest(at + 1).trim_start();
        let led_in = self.text.get(..at).unwrap_or("").trim_end().ends_with([':', ';']);
        let dash = rest.strip_prefix(['-', '–', '—']).is_some_and(|r| {
            r.starts_with(char::is_whitespace)
                && r.trim_start().starts_with(|c: char| c.is_uppercase() || "\"“«„".contains(c))
        });
        let numbered = led_in && read_mark(rest).is_some();
        if items || dash || numbered || rest.starts_with(is_bullet) {
            self.cut(at);
        }
        at + 1
    }

    /// Handles a sign that may be the bullet of the next item.
    pub(super) fn pass_bullet(&mut self, at: usize, c: char) -> usize {
        let listed = is_bullet(c) && self.char_at(self.start).is_some_and(is_bullet);
        if listed && at > self.start && self.char_before(at).is_some_and(char::is_whitespace) {
            self.cut(at);
        }
        at + c.len_utf8()
    }

    /// When the open sentence begins with "1." or "(a)", finds "2." or "(b)" on the way.
    pub(super) fn expect_item(&mut self) {
        self.next_item = self.find_next_item();
    }

    fn find_next_item(&self) -> Option<usize> {
        let rest = self.rest(self.start);
        let wanted = read_mark(rest)?;
        let dotted = wanted.ends_with('.');
        for (off, c) in rest.char_indices().take_while(|(off, _)| *off <= LIST_BYTES) {
            let Some(behind) = c
                .is_whitespace()
                .then(|| rest.get(off + c.len_utf8()..)?.strip_prefix(wanted.as_str()))
                .flatten()
            else {
                continue;
            };
            let spaced = behind.starts_with(char::is_whitespace);
            let capital = behind.trim_start().starts_with(char::is_uppercase);
            let after_name = rest
                .get(..off)?
                .split_whitespace()
                .next_back()
                .is_some_and(|w| w.starts_with(char::is_uppercase));
            if spaced && (!dotted || capital && !after_name) {
                return Some(self.start + off + c.len_utf8());
            }
        }
        None
    }
}

/// The mark that continues the list whose item begins `text`: "1.)" gives "2.)".
fn read_mark(text: &str) -> Option<String> {
    let open = if text.starts_with('(') { "(" } else { "" };
    let body = text.get(open.len()..)?;
    let name = head_before(body, &['.', ')']).filter(|n| n.len() <= 3)?;
    let sign = body.get(name.len()..)?;
    let sign = [".)", ")", "."].into_iter().find(|s| sign.starts_with(s))?;
    let spaced = body.get(name.len() + sign.len()..)?.starts_with(char::is_whitespace);
    let letter = name
        .bytes()
        .next()
        .filter(|b| name.len() == 1 && b.is_ascii_alphabetic() && !matches!(b, b'z' | b'Z'));
    let next = match letter {
        Some(l) if l.is_ascii_lowercase() || sign == ")" => char::from(l + 1).to_string(),
        _ => (name.parse::<u16>().ok().filter(|_| is_number(name))? + 1).to_string(),
    };
    (spaced && (open.is_empty() || sign == ")")).then(|| format!("{open}{next}{sign}"))
}

/// Lines of a list without stops: "harvest / roads / schools".
pub(super) fn has_line_items(paragraph: &str) -> bool {
    let item = |line: &str| line.len() <= ITEM_BYTES && !line.contains(['.', '!', '?', '…', ';']);
    paragraph.split('\n').nth(2).is_some() && paragraph.split('\n').all(item)
}

/// "(b) …", "ii) …", "• …".
pub(super) fn begins_item(text: &str) -> bool {
    if text.starts_with(is_bullet) {
        return true;
    }
    let body = text.strip_prefix('(').unwrap_or(text);
    let name = head_before(body, &[')']).unwrap_or("");
    is_number(name) || is_roman(name) || name.len() == 1 && name.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The few bytes before the first of `signs`; `None` when none of them is near.
fn head_before<'t>(text: &'t str, signs: &[char]) -> Option<&'t str> {
    let (off, _) = text.char_indices().take(5).find(|(_, c)| signs.contains(c))?;
    text.get(..off)
}

pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '▪' | '●' | '◦' | '·' | '‣')
}

pub(super) fn is_number(name: &str) -> bool {
    (1..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn is_roman(name: &str) -> bool {
    let one_case =
        name.bytes().all(|b| b.is_ascii_lowercase()) || name.bytes().all(|b| b.is_ascii_uppercase());
    (1..=4).contains(&name.len()) && one_case && name.bytes().all(|b| b"ivxIVX".contains(&b))
}
