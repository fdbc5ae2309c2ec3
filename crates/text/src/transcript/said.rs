//! Lines that bring in speech: `Speaking at the talks, President Vera Holt said, according to NORPRESS:`.
//!
//! The verb is looked for before the colon, the speaker before the verb, or after it. Whether such a
//! line opens a turn on this page is decided by `induction`.

use super::induction::{Form, Opening};
use super::label::{Label, Sort, parse};
use crate::page::Block;
use crate::rules::Rules;

/// `Speaking at the talks, President of Norland Vera Holt said, according to NORPRESS:`
pub(super) fn said(text: &str, at: usize, block: Block, rules: &Rules) -> Option<Opening> {
    let line = text.strip_suffix(':')?;
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() > 40 {
        return None;
    }
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let verb = words.iter().rposition(|w| rules.labels.verbs.contains(&bare(w)))?;
    if words.len() - verb > 9 {
        return None;
    }
    let label = match subject_before(&words[..verb], rules) {
        Subject::Named(label) => Some(label),
        Subject::Pronoun => None,
        // Whoever it is, the words after it are not the speaker's before: a label without a name.
        Subject::Missing => {
            Some(subject_after(words.get(verb + 1..)?, rules).unwrap_or_else(|| Label::unread(line)))
        }
    };
    Some(Opening {
        block: at,
        label: label.map(|l| Label { printed: line.trim().to_string(), ..l }),
        form: Form::Said,
        span: block.span,
        words: block.span.end,
    })
}

enum Subject {
    Named(Label),
    Pronoun,
    Missing,
}

/// The speaker named just before the verb.
fn subject_before(words: &[&str], rules: &Rules) -> Subject {
    let Some(last) = words.last() else { return Subject::Missing };
    if matches!(
        last.to_lowercase().as_str(),
        "he" | "she" | "они" | "он" | "она" | "er" | "sie" | "il" | "elle"
    ) {
        return Subject::Pronoun;
    }
    if last.ends_with(',') {
        // "The President of Norland, Vera Holt, said:"
        let before = &words[..words.len() - 1];
        let from = before.iter().rposition(|w| w.ends_with(',')).map_or(0, |i| i + 1);
        let name = words[from..].join(" ");
        let office = tail_phrase(&before[..from], rules);
        let whole = if office.is_empty() {
            name.clone()
        } else {
            format!("{}, {}", name.trim_end_matches(','), office)
        };
        return parse(whole.trim_end_matches(','), &rules.labels)
            .filter(|l| l.sort == Sort::Named)
            .map_or(Subject::Missing, Subject::Named);
    }
    let phrase = tail_phrase(words, rules);
    parse(&phrase, &rules.labels)
        .filter(|l| l.sort == Sort::Named && !phrase.is_empty())
        .map_or(Subject::Missing, Subject::Named)
}

/// The longest run of label words at the end of `words`, not going over a comma.
fn tail_phrase(words: &[&str], rules: &Rules) -> String {
    let mut from = words.len();
    while from > 0 {
        let word = words[from - 1];
        let stops =
            word.ends_with([',', '.', ';', ':']) && from < words.len() && !rules.labels.is_honorific(word);
        let lower = word.to_lowercase();
        let lower = lower.trim_end_matches(',');
        let fits = word.starts_with(char::is_uppercase)
            || rules.labels.connectors.contains(lower)
            || rules.labels.is_particle(lower)
            || rules.labels.is_office(lower);
        if stops || !fits {
            break;
        }
        from -= 1;
    }
    let mut run = &words[from..];
    while run.first().is_some_and(|w| {
        rules.labels.connectors.holds(w)
            && !w.eq_ignore_ascii_case("the")
            && w.starts_with(char::is_lowercase)
    }) {
        run = &run[1..];
    }
    // "Then Vera Holt", "In reply Vera Holt": what opens the sentence is no part of the name.
    let opens = |w: &str| {
        let lower = w.to_lowercase();
        (rules.labels.no_names.contains(&lower) || rules.labels.connectors.contains(&lower))
            && !rules.labels.is_office(w)
            && lower != "the"
    };
    while run.first().is_some_and(|w| opens(w)) {
        run = &run[1..];
    }
    run.join(" ").trim_end_matches(',').to_string()
}

/// "…, said Vera Holt:"
fn subject_after(words: &[&str], rules: &Rules) -> Option<Label> {
    let n = words
        .iter()
        .take_while(|w| w.starts_with(char::is_uppercase) || rules.labels.connectors.holds(w))
        .count();
    parse(&words[..n].join(" "), &rules.labels).filter(|l| l.sort == Sort::Named && !l.words.is_empty())
}
