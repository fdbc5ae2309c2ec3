//! Whether two titles before one surname can be one person's.
//!
//! "President Holm" and "Vice President Holm", "Mr. Holm" and "Mrs. Holm" are two; "Minister Holm" and
//! "Foreign Minister Holm", "Ms. Holm" and "President Holm" may be one.

use crate::rules::LabelRules;

/// True when the titles speak of two people. Words that are no title tell nothing.
pub fn conflict(one: &str, other: &str, rules: &LabelRules) -> bool {
    let (a, b) = (heads(one, rules), heads(other, rules));
    if !a.is_empty() && !b.is_empty() {
        // "PM" and "BK" are short for what is not written out.
        let short = |words: &[String]| words.iter().any(|w| w.chars().count() <= 2);
        return a != b && !short(&a) && !short(&b) && !is_one_of_two(&a, &b, rules);
    }
    let (woman, man) = (|t: &str| holds(t, &rules.women), |t: &str| holds(t, &rules.men));
    woman(one) && man(other) || man(one) && woman(other)
}

/// "Trade Representative Ambassador" bears the title "Ambassador" too; a "Vice President" is no President.
fn is_one_of_two(a: &[String], b: &[String], rules: &LabelRules) -> bool {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let more = || many.iter().filter(|w| !few.contains(w));
    few.iter().all(|w| many.contains(w)) && more().all(|w| rules.bears.contains(w))
}

/// True for a title that sets its holder apart from the one who holds the office: "Vice", "Former".
pub fn is_apart(title: &str, rules: &LabelRules) -> bool {
    holds(title, &rules.apart)
}

fn holds(title: &str, words: &crate::rules::WordSet) -> bool {
    title.split_whitespace().any(|w| words.holds(w.trim_end_matches(['.', ','])))
}

/// The words of the office, up to its place, in order and each once.
fn heads(title: &str, rules: &LabelRules) -> Vec<String> {
    let words = title.split_whitespace().map(|w| w.trim_end_matches(['.', ',']).to_lowercase());
    let of = |w: &String| rules.connectors.contains(w) && !rules.is_office(w) && w != "the";
    let mut found: Vec<String> = words.take_while(|w| !of(w)).filter(|w| rules.is_office(w)).collect();
    found.sort();
    found.dedup();
    found
}

/// The printed words before a name of a label, and those of its office.
pub fn before<'p>(printed: &'p str, name: &str) -> &'p str {
    let at = printed.to_lowercase().find(&name.to_lowercase()).unwrap_or(0);
    printed.get(..at).unwrap_or("").trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn titles_of_two_and_of_one() {
        let rules = &Rules::builtin().labels;
        for (one, other, two) in [
            ("President", "Vice President", true),
            ("PRESIDENT", "Prime Minister", true),
            ("Minister", "Foreign Minister", false),
            ("Minister", "Prime Minister", true),
            ("President of Norland", "the President", false),
            ("Mr.", "MRS.", true),
            ("Ms.", "President", false),
            ("PM", "Prime Minister", false),
            ("", "President", false),
            ("Sen.", "Mayor", true),
            ("Trade Representative Ambassador", "AMBASSADOR", false),
            ("Secretary General Dr.", "Secretary General", false),
        ] {
            assert_eq!(conflict(one, other, rules), two, "{one} / {other}");
        }
    }
}
