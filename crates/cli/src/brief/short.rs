//! Short names of documents, by which a reader finds the long ones.
//!
//! ```text
//! captures/101_7ac1e0b2.txt, captures/102_95d3f06a.txt        101, 102
//! briefing-by-vera-holt-march-3.md, briefing-by-vera-holt-march-4.md     briefing…march-3, briefing…march-4
//! d:0f41c2…                                                    d:0f41c2
//! ```
//! A name is cut where it is told apart from all others, at the end of a word; of a long one its beginning
//! and what tells it apart are kept.

/// Letters of a short name at most.
const MOST: usize = 24;
/// Digits of an id that are kept, where they tell it apart.
const DIGITS: usize = 8;

/// A short name for each name, in order.
pub fn short_names(names: &[String]) -> Vec<String> {
    let bare = bare(names);
    let mut order: Vec<usize> = (0..bare.len()).collect();
    order.sort_by_key(|n| bare[*n]);
    let mut found = vec![String::new(); bare.len()];
    for (at, n) in order.iter().enumerate() {
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| order.get(at));
        let shared = near.map(|other| shared(bare[*n], bare[*other])).max().unwrap_or(0);
        found[*n] = if bare.len() == 1 { cut(bare[*n], 0) } else { cut(bare[*n], shared) };
    }
    found
}

/// The names without the folders that all have, when they stay apart.
fn bare(names: &[String]) -> Vec<&str> {
    let first = names.first().map_or("", String::as_str);
    let folder = |len: usize| first.get(..len).and_then(|s| s.rfind('/')).map_or(0, |at| at + 1);
    let common = names.iter().map(|n| shared(first, n)).min().unwrap_or(0);
    let common = folder(common.min(first.len()));
    names.iter().map(|n| n.get(common..).unwrap_or(n)).collect()
}

/// Bytes that two names have alike at the head.
fn shared(a: &str, b: &str) -> usize {
    let pairs = a.char_indices().zip(b.chars());
    pairs.take_while(|((_, x), y)| x == y).last().map_or(0, |((at, c), _)| at + c.len_utf8())
}

/// The name up to the end of the word that tells it apart.
fn cut(name: &str, shared: usize) -> String {
    if let Some(digits) = name.strip_prefix("d:").filter(|d| d.chars().all(|c| c.is_ascii_hexdigit())) {
        let n = (shared + 1).saturating_sub(2).max(DIGITS).min(digits.len());
        return format!("d:{}", &digits[..n]);
    }
    let is_end = |c: char| !c.is_alphanumeric();
    let rest = &name[shared..];
    let own =
        rest.char_indices().find(|(at, c)| *at > 0 && is_end(*c)).map_or(name.len(), |(at, _)| shared + at);
    let name = &name[..own];
    if name.chars().count() <= MOST {
        return name.to_string();
    }
    let head: String = name.chars().take_while(|c| !is_end(*c)).take(MOST / 3).collect();
    let letters: Vec<char> = name.chars().collect();
    let from = letters.len() + 1 + head.chars().count() - MOST;
    // From the first whole word on, when what tells the name apart is not before it.
    let apart = name[..shared].chars().count();
    let word = (from..=apart).find(|at| at.checked_sub(1).is_none_or(|b| is_end(letters[b])));
    let tail: String = letters[word.unwrap_or(from)..].iter().collect();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], want: &[&str]) {
        let names: Vec<String> = names.iter().map(|n| n.to_string()).collect();
        assert_eq!(short_names(&names), want);
    }

    #[test]
    fn names_are_cut_where_they_are_told_apart() {
        check(&["in/001_4f29.txt", "in/002_841e.txt", "in/010_2143.txt"], &["001", "002", "010"]);
        check(&["norland.txt", "wire.html"], &["norland", "wire"]);
        check(&["a/norland.txt", "a/norland.html"], &["norland.txt", "norland.html"]);
        check(&["a/one.txt", "b/one.txt"], &["a", "b"]);
        check(&["one.txt"], &["one"]);
        check(
            &[
                "briefing-by-vera-holt-and-jan-lind-march-3.md",
                "briefing-by-vera-holt-and-jan-lind-march-4.md",
            ],
            &["briefing…lind-march-3", "briefing…lind-march-4"],
        );
        check(&["d:0f41c2aa91", "d:0f41c2bb17", "d:77"], &["d:0f41c2aa", "d:0f41c2bb", "d:77"]);
        check(&["å/ö.txt", "å/ü.txt"], &["ö", "ü"]);
        check(&[], &[]);
    }
}
