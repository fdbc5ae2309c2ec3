//! The place that a page prints in an element of its own: `<div class="event-place">Brona</div>`.
//!
//! Under the title, beside the day, sites name where the meeting was held. The name of the element
//! says what it is; among links, comments and lists of other pages it says nothing.

use crate::rules::Rules;

use super::dated::Laid;
use super::dates::find_dates;

/// Characters and words of a place at most.
const MOST_CHARS: usize = 80;
const MOST_WORDS: usize = 10;

/// The place in the first element that is named for it, at the head of the text.
pub(super) fn printed_place(page: &Laid<'_>, rules: &Rules) -> Option<String> {
    let nodes = &page.tree.nodes;
    let is_named = |at: &usize| {
        let node = &nodes[*at];
        !node.hidden
            && (page.parts[*at].is_place() || node.itemprop.to_ascii_lowercase().contains("location"))
    };
    let window = page.window();
    let named = (0..nodes.len()).filter(is_named).filter(|at| page.is_under_title(&window, *at));
    named.map(|at| page.words(at)).find_map(|words| place_of(&words, rules))
}

/// "Brona", "Place: Brona"; `None` for words that are no place.
fn place_of(words: &str, rules: &Rules) -> Option<String> {
    let words = match words.split_once(':') {
        Some((key, rest)) if !key.contains(' ') => rest.trim(),
        Some(_) => return None,
        None => words,
    };
    let few = words.chars().count() <= MOST_CHARS && words.split_whitespace().nth(MOST_WORDS).is_none();
    let first = words.split_whitespace().next()?.to_lowercase();
    let named = words.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase())
        && words.contains(char::is_alphabetic)
        && !words.ends_with(['?', '!'])
        && find_dates(words, &rules.dates).is_empty()
        && !rules.dates.no_place.contains(&first);
    (few && named).then(|| words.trim_end_matches([',', ';', ' ']).to_string())
}

#[cfg(test)]
mod tests {
    use crate::page::html::read_html;
    use crate::rules::Rules;

    fn place(head: &str) -> Option<String> {
        let html = format!(
            "<html><body><nav><div class=location><a href=/>Home</a></div></nav><article><h1>Talks with the envoys</h1>{head}\
             <div class=entry-content><p>The two sides met in the morning and spoke of roads, of water and of the harbour.</p></div></article></body></html>"
        );
        read_html(&html, Rules::builtin()).head.place
    }

    #[test]
    fn an_element_under_the_title_names_the_place() {
        assert_eq!(place("<p class='read__place p-location'><i></i>Brona</p>").as_deref(), Some("Brona"));
        assert_eq!(
            place("<div><time>3 March 2031</time> <span class=event-place>The Old Hall, Brona</span></div>")
                .as_deref(),
            Some("The Old Hall, Brona")
        );
        assert_eq!(place("<p class=venue>Venue: Brona</p>").as_deref(), Some("Brona"));
    }

    #[test]
    fn a_list_of_links_a_day_and_nothing_name_none() {
        assert_eq!(place("<p class=location><a href=/news>News</a> <a href=/brona>Brona</a></p>"), None);
        assert_eq!(place("<p class=place>March 3, 2031</p>"), None);
        assert_eq!(place("<p class=date>March 3, 2031</p>"), None);
    }
}
