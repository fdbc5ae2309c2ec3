//! What an event is called: the words of a page, cut down to what stands for itself.
//!
//! `"next year's Northern Summit"` is the `Northern Summit`, `"our Memorandum on Fishing"` a `Memorandum on
//! Fishing`: what points or tells whose without a name is left out, since a label stands alone. What only a
//! verb tells is called after those who take part.

use super::EventKind;
use crate::rules::events::Lexis;

/// Characters of a label at most: a title is told whole.
const MOST: usize = 300;

/// The words of a noun phrase as a name.
pub(super) fn label(words: &str, lexis: Option<&Lexis>) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let Some(lexis) = lexis else { return short(&words) };
    let articles = ["the", "a", "an"];
    let mut kept: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let passed = phrase_at(&words, at, lexis.phrases("passing"));
        let lower = folded(words[at]);
        let first = kept.is_empty();
        let whose = || lexis.phrases("possessor").iter().any(|p| p.iter().eq([&lower]));
        // "a good agreement", but "the Good Bridge Agreement"; "Tomorrow's" may begin a sentence.
        let plain = words[at].starts_with(char::is_lowercase)
            || first && (is_pronoun(&lower) || lower.contains('\''));
        match passed.filter(|_| plain) {
            Some(n) if first || n > 1 || !is_pronoun(&lower) => at += n,
            _ if first && (articles.contains(&lower.as_str()) || whose()) => at += 1,
            _ => {
                kept.push(words[at]);
                at += 1;
            }
        }
    }
    // "agreement on fisheries with Tarn's": whose is not told any more.
    if let Some(last) = kept.last_mut() {
        *last = last.strip_suffix("'s").or_else(|| last.strip_suffix("\u{2019}s")).unwrap_or(last);
    }
    if kept.is_empty() { short(&words) } else { short(&kept) }
}

/// "this", "that": they point only at the beginning; "current" may go anywhere.
fn is_pronoun(word: &str) -> bool {
    matches!(word, "this" | "that" | "these" | "those")
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}

/// How many words from `at` on are one of the phrases.
fn phrase_at(words: &[&str], at: usize, phrases: &[Vec<String>]) -> Option<usize> {
    let fits = |p: &&Vec<String>| {
        p.iter().enumerate().all(|(n, w)| words.get(at + n).is_some_and(|v| folded(v) == *w))
    };
    phrases.iter().filter(fits).map(Vec::len).max()
}

/// "meeting between Vera Holt and Jan Lind"; `None` where too few are known or the language has no words
/// for it.
pub(super) fn told_by_verb(
    kind: EventKind,
    people: &[String],
    place: Option<&str>,
    lexis: Option<&Lexis>,
) -> Option<String> {
    let words = |cue: &str| lexis?.phrases(cue).first().map(|p| p.join(" "));
    let listed = || match people {
        [all @ .., last] if !all.is_empty() => {
            Some(format!("{} {} {last}", all.join(", "), words("called_and")?))
        }
        _ => people.first().cloned(),
    };
    match kind {
        EventKind::Visit if !people.is_empty() => {
            Some(format!("{} {} {} {}", words("called_visit")?, listed()?, words("called_to")?, place?))
        }
        EventKind::Meeting if people.len() > 1 => Some(format!("{} {}", words("called_meeting")?, listed()?)),
        EventKind::Other if people.len() > 1 => Some(format!("{} {}", words("called_other")?, listed()?)),
        _ => None,
    }
}

/// Words with single spaces, cut where they are too many.
pub(super) fn short(words: &[&str]) -> String {
    let mut out = String::new();
    for word in words {
        if out.len() + word.len() > MOST {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn a_label_stands_alone() {
        let lexis = Rules::builtin().events.lexis(Some("en"));
        for (words, expected) in [
            ("next year\u{2019}s Northern Summit", "Northern Summit"),
            ("our  Memorandum on Fishing", "Memorandum on Fishing"),
            ("the Minister\u{2019}s upcoming visit to Brona", "Minister\u{2019}s visit to Brona"),
            ("my third visit to Norland", "third visit to Norland"),
            ("the Good Bridge Agreement", "Good Bridge Agreement"),
            ("this", "this"),
        ] {
            assert_eq!(label(words, lexis), expected, "{words}");
        }
        let people = ["Vera Holt".to_string(), "Jan Lind".to_string()];
        let told = |kind, people: &[String]| told_by_verb(kind, people, Some("Brona"), lexis);
        assert_eq!(
            told(EventKind::Meeting, &people).as_deref(),
            Some("meeting between Vera Holt and Jan Lind")
        );
        assert_eq!(told(EventKind::Visit, &people[..1]).as_deref(), Some("visit by Vera Holt to Brona"));
        assert_eq!(told(EventKind::Meeting, &people[..1]), None);
    }
}
