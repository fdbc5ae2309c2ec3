//! The one speaker whom a page's head names: of a speech without labels, of answers without labels.
//!
//! `Speech by Minister Vera Holt` names her; a title that names several people names nobody.

use super::cast::Cast;
use super::lines::{Line, is_personal};
use super::names::NameIndex;
use super::{Role, Speaker, Transcript, Turn};
use crate::page::Document;
use crate::rules::{LabelRules, Rules};
use crate::sentence;
use crate::sign::ends_with_stop;
use crate::span::Span;

/// The one speaker whom a page's head names ("Speech by Minister Vera Holt", "From: … The Rt Hon Vera Holt").
pub(super) fn principal(document: &Document, rules: &LabelRules, cast: &Cast<'_>) -> Option<String> {
    let title = document.title.as_deref().unwrap_or("");
    let lower = title.to_lowercase();
    for cue in [" by ", " with ", " von ", " de "] {
        if let Some(at) = lower.find(cue)
            && let Some(rest) = title.get(at + cue.len()..)
            && let Some(name) = leading_name(rest, rules, cast)
        {
            return Some(name);
        }
    }
    let possessive = title.split(['’', '\'']).next().filter(|h| {
        h.len() < title.len() && title[h.len()..].trim_start_matches(['’', '\'']).starts_with("s ")
    });
    if let Some(head) = possessive {
        return leading_name(head, rules, cast);
    }
    // "President Vera Holt answered questions": whom the title is about, when nobody else is named.
    let about = title.split_whitespace().any(|w| w.starts_with(char::is_lowercase));
    leading_name(title, rules, cast).filter(|_| about && cast.index().alone_in_title())
}

/// The name with which a phrase begins, office and honorific left out.
fn leading_name(phrase: &str, rules: &LabelRules, cast: &Cast<'_>) -> Option<String> {
    let words: Vec<&str> = phrase.split_whitespace().take(14).collect();
    // "Vera Holt As Delivered": titles print verbs and small words with capitals too.
    let tells = |w: &str| rules.title_words.holds(w) && !rules.is_office(w);
    let n = words
        .iter()
        .enumerate()
        .take_while(|(at, w)| *at == 0 || !tells(w))
        .take_while(|(_, w)| {
            w.starts_with(char::is_uppercase)
                || rules.connectors.holds(w)
                    && **w != "and"
                    && **w != "on"
                    && **w != "at"
                    && **w != "in"
                    && **w != "to"
        })
        .count();
    let head = words[..n].join(" ");
    // "the Secretary General, Vera Holt, at the forum": the name may stand after its office.
    let named = |part: &str| {
        let label = super::label::parse(part, rules)?;
        cast.resolve(&label).name.filter(|n| n.split_whitespace().count() > 1)
    };
    head.split([';', '(']).next().unwrap_or("").split(',').take(2).find_map(named)
}

/// A page without labels that its head calls a speech: one turn.
pub(super) fn monologue(out: &mut Transcript, document: &Document, lines: &[Line], rules: &Rules) {
    let head: String = document
        .blocks
        .iter()
        .take(8)
        .map(|b| b.span.of(&document.text))
        .filter(|t| t.len() < 300)
        .collect::<Vec<_>>()
        .join("\n");
    let title = document.title.as_deref().unwrap_or("");
    let lower = format!("{title}\n{head}").to_lowercase();
    let holds = |list: &[String]| list.iter().any(|s| lower.contains(s.as_str()));
    if !holds(&rules.notes.speeches) || holds(&rules.notes.readers) {
        return;
    }
    let mut index = NameIndex::new(title, &head, &rules.labels);
    index.bind(title, &head, &rules.labels);
    let cast = Cast::new(index, &[], &[], &rules.labels);
    let from = head.lines().find_map(|l| rt_hon(l, &rules.labels, &cast));
    let Some(name) = principal(document, &rules.labels, &cast).or(from) else { return };
    let body =
        |at: &usize| lines[*at] == Line::Words && is_spoken(document.blocks[*at].span.of(&document.text));
    let said: Vec<usize> = (0..lines.len()).filter(body).collect();
    let (Some(first), Some(last)) = (said.first(), said.last()) else { return };
    let spoken = said.iter().map(|at| document.blocks[*at].span.of(&document.text));
    if !is_speech(spoken, &name, rules) {
        return;
    }
    let words = Span::new(document.blocks[*first].span.start, document.blocks[*last].span.end);
    let sentences: Vec<Span> = (*first..=*last)
        .filter(|at| lines[*at] == Line::Words)
        .flat_map(|at| sentence::split(&document.text, document.blocks[at].span, rules))
        .collect();
    out.narration.retain(|s| !words.overlaps(*s));
    out.turns.push(Turn {
        speaker: Speaker { name: Some(name), label: None, office: None, person: None, role: Role::Speaker },
        label: None,
        words,
        sentences,
        interpreted: false,
        continues: None,
    });
}

/// A speech says "I" and "we" and hardly the name of its speaker; a report on one ("Vera Holt's speech
/// draws criticism") tells of her.
fn is_speech<'t>(paragraphs: impl Iterator<Item = &'t str>, name: &str, rules: &Rules) -> bool {
    let surname = name.split_whitespace().next_back().unwrap_or(name).to_lowercase();
    let names = |text: &str| {
        let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        words.any(|w| w.starts_with(char::is_uppercase) && w.to_lowercase() == surname)
    };
    let (mut n, mut personal, mut told) = (0, 0, 0);
    for text in paragraphs {
        n += 1;
        personal += usize::from(is_personal(text, rules));
        told += usize::from(names(text));
    }
    personal * 4 >= n && told * 3 <= personal
}

/// "From: Ministry of Roads and The Rt Hon Vera Holt" and "Vera Holt sets out the next steps."
fn rt_hon(line: &str, rules: &LabelRules, cast: &Cast<'_>) -> Option<String> {
    let at = line.find("Rt Hon ").map(|i| i + 7).or_else(|| line.find("Delivered by: ").map(|i| i + 14))?;
    leading_name(line.get(at..)?, rules, cast)
}

/// Paragraphs of a speech are longer than the lines of its head, or end as sentences do.
fn is_spoken(text: &str) -> bool {
    let metadata = ["from:", "delivered on", "published", "location:", "delivered by", "by:"];
    let lower: String = text.chars().take(20).flat_map(char::to_lowercase).collect();
    let words = text.split_whitespace().count();
    let stops = text.ends_with(':') || ends_with_stop(text);
    words >= 4
        && (stops || words > 24)
        && !metadata.iter().any(|m| lower.starts_with(m))
        && !text.contains("sets out")
}
