//! Offices that a title prints: with a country ("Norland President visits the coast"), before a name
//! ("Remarks by President Holt of Norland").

use super::office::Office;
use crate::rules::{Rules, key_words};

/// Words of a country's name at most: "Democratic People's Republic of Norland".
const MOST_OF_A_NAME: usize = 6;

/// The one country that the title prints with this office: "Norland President visits the coast".
pub(super) fn title_body(office: &Office, title: &str, rules: &Rules) -> Option<String> {
    let words = key_words(title);
    let table = &rules.offices;
    let mut found: Option<String> = None;
    let mut at = 0;
    while at < words.len().min(60) {
        let Some((key, len)) = table.office_at(&words[at..]) else {
            at += 1;
            continue;
        };
        if key == office.key {
            let before = (1..=2).rev().filter_map(|n| at.checked_sub(n)).map(|from| &words[from..at]);
            let rest = &words[(at + len).min(words.len())..];
            let joined =
                rest.split_first().filter(|(w, _)| matches!(w.as_str(), "of" | "de" | "der")).map(|(_, r)| r);
            let after = joined.into_iter().flat_map(|r| (1..=4.min(r.len())).rev().map(|n| &r[..n]));
            let body = before.chain(after).find(|w| table.is_body(w)).and_then(|w| table.body(w))?;
            if found.as_ref().is_some_and(|f| *f != body) {
                return None;
            }
            found = Some(body);
        }
        at += len;
    }
    found
}

/// The known office that a title prints directly before a name.
pub(super) fn office_before(title: &str, name: &str, rules: &Rules) -> Option<Office> {
    let surname = name.split_whitespace().last()?;
    let words: Vec<&str> = title.split_whitespace().take(60).collect();
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let end = words.iter().position(|w| bare(w) == surname.to_lowercase())?;
    let given = name.split_whitespace().count() - 1;
    let whole = end.checked_sub(given).filter(|at| {
        words[*at..end].iter().zip(name.split_whitespace()).all(|(w, n)| bare(w) == n.to_lowercase())
    });
    let before = &words[..whole.unwrap_or(end)];
    // "President Holt of Norland and Premier Dunn of Tesmara", "President Holt Ve Ra of Norland": where the
    // surname stands first the other names follow.
    let alone = given == 0 && !words[end].ends_with([',', ';']);
    let more = words[end + 1..].iter().take(2).take_while(|w| {
        alone && w.starts_with(char::is_uppercase) && !rules.labels.is_office(w) && !w.ends_with([',', ';'])
    });
    let from = end + 1 + more.count();
    let after: Vec<String> = words[from..].iter().take(2 + MOST_OF_A_NAME).map(|w| w.to_string()).collect();
    let of = after.split_first().filter(|(w, _)| matches!(w.as_str(), "of" | "de" | "von")).map(|(_, r)| r);
    let of = of.map(|r| r.split_first().filter(|(w, _)| *w == "the").map_or(r, |(_, r)| r));
    let body_after = of.and_then(|rest| {
        let runs = (1..=rest.len().min(MOST_OF_A_NAME)).rev().map(|n| key_words(&rest[..n].join(" ")));
        runs.filter(|w| rules.offices.is_body(w)).find_map(|w| rules.offices.body(&w))
    });
    // The nearest words first: "Talks between Premier Dunn and President Holt".
    (1..=before.len().min(8)).rev().find_map(|n| {
        let phrase = &before[before.len() - n..];
        let small = phrase[0].starts_with(char::is_lowercase);
        let clean = phrase.iter().all(|w| !w.ends_with([',', ';', ':', '.']));
        let office = Office::of(&phrase.join(" "), rules).filter(|o| o.is_known && clean && !small)?;
        let body = office.body.clone().or_else(|| body_after.clone());
        Some(Office { body, ..office })
    })
}
