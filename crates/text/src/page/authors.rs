//! Who wrote a page, as its head and markup say.
//!
//! `<meta name=author content="By Vera Holt and Jan Lind">` gives "Vera Holt" and "Jan Lind". An address,
//! a handle, the name of the site and words that are no names give nothing.

use super::linked::Thing;
use super::tree::{Sign, Tree};
use crate::rules::Rules;

/// Most authors of a page.
const MOST: usize = 12;
/// Most words of a name.
const NAME_WORDS: usize = 5;
/// Bytes of an element that holds names.
const ELEMENT_BYTES: usize = 120;

const META: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "citation_author",
    "cxenseparse:author",
];

/// The authors in the order of the best source that names any: linked data, `<meta>`, microdata, `rel=author`.
pub(super) fn authors(tree: &Tree, things: &[Thing], site: Option<&str>, rules: &Rules) -> Vec<String> {
    let linked = || things.iter().filter(|t| t.rank() == 0).flat_map(|t| t.authors.clone()).collect();
    let meta = || {
        let of_key = |key: &str| -> Vec<String> {
            let values = tree.signs.iter().filter_map(move |sign| match sign {
                Sign::Meta(k, value) if k == key => Some(value.clone()),
                _ => None,
            });
            values.collect()
        };
        META.iter()
            .map(|key| of_key(key))
            .find(|values| !names(values, site, rules).is_empty())
            .unwrap_or_default()
    };
    let marked = || {
        let is_author = |prop: &str| prop.split_ascii_whitespace().any(|p| p == "author");
        let nodes = (0..tree.nodes.len()).filter(|at| is_author(&tree.nodes[*at].itemprop));
        nodes.take(MOST).map(|at| words(tree, at)).collect()
    };
    let sources: [&dyn Fn() -> Vec<String>; 3] = [&linked, &meta, &marked];
    sources
        .iter()
        .map(|source| names(&source(), site, rules))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// The words of a small element.
fn words(tree: &Tree, at: usize) -> String {
    let mut words = String::new();
    for node in &tree.nodes[at..tree.nodes[at].end] {
        words.push_str(&node.text);
        words.push(' ');
        if words.len() > ELEMENT_BYTES {
            return String::new();
        }
    }
    words
}

/// The names in some values, each once.
fn names(values: &[String], site: Option<&str>, rules: &Rules) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in values {
        for part in parts(value, rules) {
            let same = site.is_some_and(|s| s.eq_ignore_ascii_case(&part));
            if !same && is_name(&part) && !found.contains(&part) && found.len() < MOST {
                found.push(part);
            }
        }
    }
    found
}

/// "By Vera Holt, Jan Lind and Mara Vos" in three.
fn parts(value: &str, rules: &Rules) -> Vec<String> {
    let words: Vec<&str> = value.split_whitespace().collect();
    let is_by = |word: &str| rules.parts.by.contains(word.trim_end_matches(':').to_lowercase().as_str());
    let mut parts = vec![String::new()];
    for (n, word) in words.iter().enumerate() {
        if n == 0 && is_by(word) {
            continue;
        }
        if matches!(*word, "&" | "|" | "/" | "·") || rules.parts.and.contains(word.to_lowercase().as_str()) {
            parts.push(String::new());
            continue;
        }
        let bare = word.trim_end_matches([',', ';']);
        let last = parts.last_mut().expect("there is always a part");
        if !last.is_empty() {
            last.push(' ');
        }
        last.push_str(bare);
        if bare.len() < word.len() {
            parts.push(String::new());
        }
    }
    parts.retain(|p| !p.is_empty());
    parts
}

/// True for a few words that begin as names do, without signs of an address.
fn is_name(text: &str) -> bool {
    let n = text.split(' ').count();
    let plain = !text.contains(['@', '/', '<', '{', '#', '|', '_', ':'])
        && !text.contains("www.")
        && !text.bytes().any(|b| b.is_ascii_digit());
    let begins = text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    plain && begins && n <= NAME_WORDS && text.chars().count() > 2
}

#[cfg(test)]
mod tests {
    use super::super::linked::read_linked;
    use super::*;

    fn check(html: &str, want: &[&str]) {
        let tree = Tree::parse(html);
        let things: Vec<Thing> = tree
            .signs
            .iter()
            .flat_map(|s| match s {
                Sign::LinkedData(json) => read_linked(json),
                _ => Vec::new(),
            })
            .collect();
        assert_eq!(authors(&tree, &things, Some("Norland Gazette"), Rules::builtin()), want, "{html}");
    }

    #[test]
    fn names_are_told_from_all_else() {
        check(
            "<meta name=author content='By Vera Holt, Jan Lind and Mara Vos'>",
            &["Vera Holt", "Jan Lind", "Mara Vos"],
        );
        check("<meta name=author content='Norland Gazette'>", &[]);
        check(
            "<meta property=article:author content='https://norland.example/vera'><meta name=author content='Vera Holt'>",
            &["Vera Holt"],
        );
        check("<p>von <span itemprop=author>Jan Lind</span></p>", &["Jan Lind"]);
        check(
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"Mara Vos\"}}</script><meta name=author content=admin>",
            &["Mara Vos"],
        );
        check("<meta name=author content=admin>", &[]);
    }
}
