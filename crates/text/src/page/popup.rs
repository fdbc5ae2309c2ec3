//! Pop-ups inside a line of text: what a site shows when a reader points at a word.
//!
//! ```text
//! <b>President <a>Vera Holt<span class="tooltip">Holt Vera <i>President</i></span></a></b>: Welcome.
//! ```
//! is the line "President Vera Holt: Welcome.". Sites give the name of a pop-up to the word that has
//! one too (`<span class="tooltip">Brona<span class="tooltiptext">a town</span></span>`), so the name
//! alone decides nothing: a pop-up hangs on the end of the word before it, or lies after the words of
//! its element and is hidden, long or made of parts. Its words are left out as hidden ones are.

use crate::rules::parts::Parts;

use super::tree::{Node, Tag, Tree};

/// Bytes of a pop-up at most; what is longer is a part of the page.
const LONGEST: usize = 3_000;
/// Words from which on what stands after a word explains it.
const MANY: usize = 6;
/// Names of elements that are not shown at first.
const HIDDEN: [&str; 5] = ["hidden", "hide", "d-none", "invisible", "is-hidden"];

/// What stands before a node in its block.
#[derive(Clone, Copy, Default)]
struct Before {
    /// The last character.
    last: Option<char>,
    /// The innermost element that holds words before the node.
    holder: usize,
}

/// Hides the pop-ups of a page. `parts` are what the names of each element say.
pub(super) fn hide_popups(tree: &mut Tree, parts: &[Parts]) {
    if !parts.iter().any(|p| p.is_popup()) {
        return;
    }
    let letters = letters_before(tree);
    let mut before = Before::default();
    let mut blocks: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < tree.nodes.len() {
        while blocks.last().is_some_and(|end| *end <= at) {
            blocks.pop();
            before = Before::default();
        }
        let end = tree.nodes[at].end;
        let n_letters = letters[end] - letters[at];
        let named = parts[at].is_popup() && (1..=LONGEST).contains(&n_letters);
        if tree.nodes[at].hidden || named && is_popup(tree, at, before) {
            tree.nodes[at].hidden = true;
            at = end.max(at + 1);
            continue;
        }
        let node = &tree.nodes[at];
        if node.tag.is_block() {
            blocks.push(end);
            before = Before::default();
        } else if node.tag == Tag::Text {
            before = Before { last: node.text.chars().next_back().or(before.last), holder: node.parent };
        }
        at += 1;
    }
}

/// Bytes of words before each node, and before the end.
fn letters_before(tree: &Tree) -> Vec<usize> {
    let mut sum = 0;
    let mut sums = vec![0];
    sums.extend(tree.nodes.iter().map(|n| {
        sum += n.text.trim().len();
        sum
    }));
    sums
}

/// True for an element with the name of a pop-up that explains the words before it.
fn is_popup(tree: &Tree, at: usize, before: Before) -> bool {
    let Some(last) = before.last else { return false };
    let node = &tree.nodes[at];
    let inner = &tree.nodes[at + 1..node.end];
    let is_hidden = || node.names.split(' ').any(|n| HIDDEN.contains(&n));
    if last.is_alphabetic() && is_rest_of_word(inner) && !is_hidden() {
        return false;
    }
    if last.is_alphanumeric() || matches!(last, '”' | '»' | '"' | '’' | ')') {
        return true;
    }
    let explains = || {
        let words = inner.iter().flat_map(|n| n.text.split_whitespace());
        is_hidden() || inner.iter().any(|n| n.tag != Tag::Text) || words.take(MANY).count() == MANY
    };
    before.holder == node.parent && !tree.nodes[node.parent].tag.is_block() && explains()
}

/// "can<span class=tooltip>not</span>": small letters alone that stand right behind a word belong to it, whatever
/// their element is called. Without them the sentence may say the opposite.
fn is_rest_of_word(inner: &[Node]) -> bool {
    let mut words = inner.iter().flat_map(|n| n.text.split_inclusive(char::is_whitespace));
    let first = words.next().unwrap_or_default();
    first.chars().all(char::is_lowercase) && words.next().is_none()
}

#[cfg(test)]
mod tests {
    use crate::page::html::all_blocks;
    use crate::rules::Rules;

    fn check(html: &str, want: &str) {
        assert_eq!(all_blocks(html, Rules::builtin()), [want], "{html}");
    }

    #[test]
    fn what_explains_a_word_is_no_part_of_the_line() {
        check(
            "<p><b>President of Norland <a>Vera Holt<span class='read__tooltip hidden'> <span class=tooltip__text>\
             <span>Holt Vera</span> President of Norland</span></span></a></b>: Welcome.",
            "President of Norland Vera Holt: Welcome.",
        );
        check(
            "<p>The <dfn>grid code</dfn><span role=tooltip>Rules for wires</span> is in force.",
            "The grid code is in force.",
        );
        check(
            "<p>We met in <span class=tooltip>Brona<span class=tooltiptext>a town</span></span> in May.",
            "We met in Brona in May.",
        );
        check("<p>The <a>Norbank <span class='popover d-none'>A bank</span></a> pays.", "The Norbank pays.");
    }

    #[test]
    fn a_word_that_has_a_pop_up_stays() {
        check(
            "<p>We met in <span class=tooltip title='a town'>Brona</span> in May.",
            "We met in Brona in May.",
        );
        check("<p><b>President <a class=has-tooltip>Vera Holt</a></b>: Yes.", "President Vera Holt: Yes.");
        check("<p class=tooltip>The bridge is open.", "The bridge is open.");
        check("<p>We can<span class=tooltip>not</span> agree.", "We cannot agree.");
        check(
            "<p><span class=label>President <span class=tooltip>Vera Holt</span></span>: Yes.",
            "President Vera Holt: Yes.",
        );
    }
}
