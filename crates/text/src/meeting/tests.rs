//! What makes documents versions of one meeting.

use super::*;
use crate::notice::MeetingNotice;
use crate::page::{Document, MediaType, Stamp};
use crate::reading::Reading;
use crate::span::Span;
use crate::transcript::{Role, Speaker, Transcript, Turn};

const SPEECH: &str = "We have sent three hundred tents and forty lorries to the flooded valleys of the north. \
The bridge at Brona will open again before the end of the month, and the railway in the spring. \
Our two governments agreed on a common fund for the harbour, and on a school for the river pilots. \
I want to thank the people of Norland for the bread, the blankets and the boats that came by night.";

fn reading(words: &str, day: Option<Date>, people: &[&str]) -> Reading {
    let turn = |name: &str, words: Span| Turn {
        speaker: Speaker {
            name: Some(name.into()),
            label: None,
            office: None,
            person: None,
            role: Role::Speaker,
        },
        label: None,
        words,
        sentences: vec![words],
        interpreted: false,
        continues: None,
    };
    Reading {
        document: Document {
            source: "page.txt".into(),
            sha256: String::new(),
            media_type: MediaType::Text,
            url: None,
            captured: None,
            canonical: None,
            title: Some("Talks in Brona".into()),
            publisher: None,
            language: Some("en".into()),
            authors: Vec::new(),
            published: day.map(|date| Stamp { date, time: None }),
            is_early: false,
            date_evidence: None,
            modified: None,
            dateline: None,
            cited_source: None,
            occasion: None,
            text: words.to_string(),
            origins: Vec::new(),
            blocks: Vec::new(),
            struck: Vec::new(),
            findings: Vec::new(),
        },
        transcript: Transcript {
            turns: vec![turn("Vera Holt", Span::new(0, words.len()))],
            ..Transcript::default()
        },
        quotations: Vec::new(),
        figures: Vec::new(),
        times: Vec::new(),
        meeting: Some(MeetingNotice {
            date: day,
            place: Some("Brona".into()),
            participants: people.iter().map(|p| p.to_string()).collect(),
        }),
    }
}

fn linked(documents: &[(&str, Reading)]) -> Vec<(String, Vec<String>)> {
    let traces: Vec<Trace> = documents.iter().map(|(id, r)| trace(r, id)).collect();
    let mut backwards: Vec<Trace> = traces.clone();
    backwards.reverse();
    let meetings = link(&traces);
    assert_eq!(meetings, link(&backwards), "the order of adding must not count");
    meetings.into_iter().map(|m| (m.id, m.members.into_iter().map(|d| d.document).collect())).collect()
}

fn day(year: i16) -> Option<Date> {
    Some(jiff::civil::date(year, 5, 25))
}

#[test]
fn two_tellings_of_one_day_are_one_meeting() {
    let copy = SPEECH.replace("three hundred", "300").replace("Norland", "the Norlands");
    let found = linked(&[
        ("d:02", reading(&copy, day(2031), &["Holt", "Adam Varga"])),
        ("d:01", reading(SPEECH, day(2031), &["Vera Holt", "Adam Varga"])),
    ]);
    assert_eq!(
        found,
        [("m:2031-05-25-holt-varga".to_string(), vec!["d:01".to_string(), "d:02".to_string()])]
    );
}

#[test]
fn the_same_people_another_year_are_another_meeting() {
    let later = "I am glad to see you again. We have sent three hundred tents and forty lorries. \
    The harbour fund has grown, the first class of pilots has left the school, and trade is up by a third since we last met here. \
    There is also the matter of the lighthouse, of the fishing grounds, of the customs post and of the new ferry line between our capitals.";
    let found = linked(&[
        ("d:01", reading(SPEECH, day(2031), &["Vera Holt", "Adam Varga"])),
        ("d:02", reading(later, day(2032), &["Vera Holt", "Adam Varga"])),
    ]);
    assert_eq!(found.len(), 2);
}

#[test]
fn a_copy_without_date_joins_by_its_words() {
    let found = linked(&[
        ("d:01", reading(SPEECH, day(2031), &["Vera Holt", "Adam Varga"])),
        ("d:02", reading(SPEECH, None, &[])),
    ]);
    assert_eq!(found.len(), 1);
}

#[test]
fn two_meetings_of_one_name_get_suffixes() {
    let other = "Nothing was agreed at noon, and nobody stayed for the second part, which dealt with quotas, tolls, a treaty on birds, \
    the dispute over the mill stream, the wages of the lock keepers, and with the map that the surveyors had drawn anew.";
    let found = linked(&[
        ("d:01aaaaaaaa", reading(SPEECH, day(2031), &["Vera Holt", "Adam Varga"])),
        ("d:02bbbbbbbb", reading(other, day(2031), &["Vera Holt", "Adam Varga"])),
    ]);
    let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["m:2031-05-25-holt-varga-01aaaa", "m:2031-05-25-holt-varga-02bbbb"]);
}

#[test]
fn relations_follow_words_and_citations() {
    let mut excerpt = reading(&SPEECH[..200], day(2031), &["Vera Holt", "Adam Varga"]);
    excerpt.document.publisher = Some("Harbour Daily".into());
    let mut copy = reading(SPEECH, day(2031), &["Vera Holt", "Adam Varga"]);
    copy.document.publisher = Some("Valley Wire".into());
    copy.document.cited_source = Some("Office of the President".into());
    let traces = [
        trace(&reading(SPEECH, day(2031), &["Vera Holt", "Adam Varga"]), "d:01"),
        trace(&copy, "d:02"),
        trace(&excerpt, "d:03"),
    ];
    let meetings = link(&traces);
    assert_eq!(meetings.len(), 1);
    let relations: Vec<(&str, Relation, Option<&str>)> =
        meetings[0].members.iter().map(|m| (m.document.as_str(), m.relation, m.from.as_deref())).collect();
    assert_eq!(
        relations,
        [
            ("d:01", Relation::Original, None),
            ("d:02", Relation::Copy, Some("d:01")),
            ("d:03", Relation::Excerpt, Some("d:01"))
        ]
    );
}

#[test]
fn a_copy_of_a_translation_is_no_copy_of_the_original() {
    let people = ["Vera Holt", "Adam Varga"];
    let mut office = reading(
        "Three hundred tents and forty lorries have been sent to the northern valleys that the flood reached. \
         The Brona bridge is to be opened again by the end of this month, the railway next spring. \
         A common fund for the harbour and a school for river pilots were agreed by both governments. \
         My thanks go to all the people of Norland for bread, blankets and the boats that came in the night.",
        day(2031),
        &people,
    );
    office.document.publisher = Some("Office of the President".into());
    let mut wire = reading(SPEECH, day(2031), &people);
    wire.document.publisher = Some("NORPRESS".into());
    let mut portal = reading(&SPEECH[..SPEECH.len() - 20], day(2031), &people);
    portal.document.publisher = Some("Harbour Daily".into());
    portal.document.cited_source = Some("Norpress".into());
    let traces = [trace(&portal, "d:01"), trace(&office, "d:02"), trace(&wire, "d:03")];
    let meetings = link(&traces);
    let relations: Vec<(&str, Relation, Option<&str>)> =
        meetings[0].members.iter().map(|m| (m.document.as_str(), m.relation, m.from.as_deref())).collect();
    let portal = relations.iter().find(|(id, ..)| *id == "d:01");
    assert_eq!(portal, Some(&("d:01", Relation::Copy, Some("d:03"))));
}

// Longer texts are made of counted words: "a1 a2 a3 …" shares nothing with "b1 b2 b3 …".

fn prose(name: &str, n: usize) -> String {
    (0..n).map(|k| format!("{name}{k} ")).collect()
}

/// The part of a text from one word to another.
fn part(text: &str, from: usize, to: usize) -> String {
    text.split_whitespace().take(to).skip(from).map(|w| format!("{w} ")).collect()
}

const PAIR: &[&str] = &["Vera Holt", "Adam Varga"];

fn groups(documents: &[(&str, Reading)]) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = linked(documents)
        .into_iter()
        .map(|(_, mut members)| {
            members.sort();
            members
        })
        .collect();
    found.sort();
    found
}

#[test]
fn formulae_of_other_years_do_not_join() {
    let welcome = prose("welcome", 60);
    let talk = |name: &str, year| reading(&format!("{welcome}{}", prose(name, 300)), day(year), PAIR);
    let found = groups(&[
        ("d:01", talk("ferry", 2030)),
        ("d:02", talk("harvest", 2031)),
        ("d:03", talk("bridge", 2032)),
    ]);
    assert_eq!(found, [["d:01"], ["d:02"], ["d:03"]]);
    // Nor do telegrams of forty words that differ in a number.
    let wish =
        |n: &str, year| reading(&format!("{} {n} {}", prose("dear", 30), prose("glad", 90)), day(year), PAIR);
    assert_eq!(groups(&[("d:01", wish("tenth", 2030)), ("d:02", wish("eleventh", 2031))]).len(), 2);
}

#[test]
fn talks_and_press_conference_of_one_day_join_only_on_a_page_that_holds_both() {
    let (talks, press) = (prose("talk", 300), prose("press", 300));
    let both = format!("{talks}{press}");
    let mut pages =
        vec![("d:01", reading(&talks, day(2031), PAIR)), ("d:02", reading(&press, day(2031), PAIR))];
    assert_eq!(groups(&pages).len(), 2);
    pages.push(("d:03", reading(&both, day(2031), PAIR)));
    assert_eq!(groups(&pages), [["d:01", "d:02", "d:03"]]);
}

#[test]
fn a_round_up_of_two_meetings_does_not_join_them() {
    let (first, second) = (prose("ferry", 400), prose("harvest", 400));
    let quotes = format!("{}{}{}", prose("today", 30), part(&first, 50, 110), part(&second, 200, 250));
    let found = groups(&[
        ("d:01", reading(&first, day(2031), PAIR)),
        ("d:02", reading(&second, day(2031), &["Vera Holt", "Ines Kolm"])),
        ("d:03", reading(&quotes, day(2031), &["Vera Holt", "Adam Varga", "Ines Kolm"])),
    ]);
    assert_eq!(found, vec![vec!["d:01", "d:03"], vec!["d:02"]]);
}

#[test]
fn a_digest_that_holds_two_meetings_of_other_people_whole_does_not_join_them() {
    let (first, second) = (prose("ferry", 200), prose("harvest", 200));
    let digest = format!("{}{first}{}{second}", prose("today", 30), prose("also", 30));
    let found = groups(&[
        ("d:01", reading(&first, day(2031), PAIR)),
        ("d:02", reading(&second, day(2031), &["Ines Kolm", "Jonas Reed"])),
        ("d:03", reading(&digest, day(2031), &["Vera Holt", "Adam Varga", "Ines Kolm", "Jonas Reed"])),
    ]);
    assert!(
        !found.iter().any(|g| g.contains(&"d:01".to_string()) && g.contains(&"d:02".to_string())),
        "{found:?}"
    );
}

#[test]
fn a_report_with_three_quoted_sentences_and_an_excerpt_of_one_turn_are_versions() {
    let talk = prose("ferry", 900);
    let quotes = [part(&talk, 100, 118), part(&talk, 400, 422), part(&talk, 700, 720)].join("said he ");
    let mut report =
        reading(&format!("{}{quotes}{}", prose("reported", 120), prose("background", 100)), day(2031), PAIR);
    report.transcript.turns[0].sentences = Vec::new();
    report.transcript.narration = vec![Span::new(0, report.document.text.len())];
    let excerpt = reading(&part(&talk, 300, 340), day(2031), &["Varga"]);
    let pages = [("d:01", reading(&talk, day(2031), PAIR)), ("d:02", report), ("d:03", excerpt)];
    assert_eq!(groups(&pages), [["d:01", "d:02", "d:03"]]);
    let traces: Vec<Trace> = pages.iter().map(|(id, r)| trace(r, id)).collect();
    let found: Vec<(String, Relation)> =
        link(&traces)[0].members.iter().map(|m| (m.document.clone(), m.relation)).collect();
    assert_eq!(
        found,
        [
            ("d:01".to_string(), Relation::Original),
            ("d:03".to_string(), Relation::Excerpt),
            ("d:02".to_string(), Relation::Report)
        ]
    );
}

#[test]
fn languages_of_one_day_join_where_they_leave_no_choice() {
    let page = |name: &str, language: &str| {
        let mut page = reading(&prose(name, 200), day(2031), PAIR);
        page.document.language = Some(language.into());
        page
    };
    let one = vec![("d:01", page("ferry", "en")), ("d:02", page("fähre", "de")), ("d:03", page("bac", "fr"))];
    assert_eq!(groups(&one), [["d:01", "d:02", "d:03"]]);
    let mut two = one;
    two.push(("d:04", page("press", "en")));
    assert_eq!(groups(&two).len(), 4, "which of the two English ones is translated is not told");
}

/// A version with publisher, cited source and day of publication.
fn version(words: &str, publisher: Option<&str>, cited: Option<&str>, published: Option<i8>) -> Reading {
    let mut page = reading(words, day(2031), PAIR);
    page.document.publisher = publisher.map(str::to_string);
    page.document.cited_source = cited.map(str::to_string);
    page.document.published = published.map(|d| Stamp { date: jiff::civil::date(2031, 5, d), time: None });
    page
}

/// Document, relation, source, percent of each version of the one meeting.
fn tree(pages: &[(&str, Reading)]) -> Vec<String> {
    let traces: Vec<Trace> = pages.iter().map(|(id, r)| trace(r, id)).collect();
    let meetings = link(&traces);
    assert_eq!(meetings.len(), 1);
    let line = |m: &Member| {
        let from = m.from.as_deref().unwrap_or("-");
        let evidence = m.evidence.map_or("-", Evidence::as_str);
        format!("{} {} {from} {evidence} {}", m.document, m.relation.as_str(), m.percent.unwrap_or(0))
    };
    let mut found: Vec<String> = meetings[0].members.iter().map(line).collect();
    found.sort();
    found
}

#[test]
fn a_text_is_followed_over_three_hops() {
    let office = prose("ferry", 400);
    // The agency's own translation keeps half of the words in runs.
    let wire: String = (0..8)
        .map(|n| format!("{}{}", part(&office, n * 50, n * 50 + 25), prose(&format!("own{n}x"), 25)))
        .collect();
    let portal = part(&wire, 0, 380);
    let blog = format!("{}{}", part(&portal, 0, 370), prose("note", 5));
    let found = tree(&[
        ("d:01", version(&blog, Some("Valley Blog"), None, Some(27))),
        ("d:02", version(&portal, Some("Harbour Daily"), Some("Norpress"), Some(26))),
        ("d:03", version(&wire, Some("NORPRESS"), Some("Office of the President"), Some(25))),
        ("d:04", version(&office, Some("Office of the President"), None, Some(25))),
    ]);
    assert_eq!(
        found,
        [
            "d:01 copy d:02 date 98",
            "d:02 copy d:03 citation 100",
            "d:03 translation d:04 citation 46",
            "d:04 original - - 0"
        ]
    );
}

#[test]
fn where_date_and_source_do_not_decide_no_source_is_named() {
    let text = prose("ferry", 300);
    let other = format!("{}{}", part(&text, 0, 295), prose("end", 5));
    let found = tree(&[
        ("d:01", version(&text, Some("Harbour Daily"), None, None)),
        ("d:02", version(&other, Some("Valley Blog"), None, None)),
    ]);
    assert_eq!(found, ["d:01 original - - 0", "d:02 copy - - 0"]);
    let dated = tree(&[
        ("d:01", version(&text, Some("Harbour Daily"), None, Some(25))),
        ("d:02", version(&other, Some("Valley Blog"), None, Some(26))),
    ]);
    assert_eq!(dated, ["d:01 original - - 0", "d:02 copy d:01 date 98"]);
    // An excerpt that came out before the whole was not made from it.
    let early = tree(&[
        ("d:01", version(&text, Some("Harbour Daily"), None, Some(26))),
        ("d:02", version(&part(&text, 50, 150), Some("Valley Blog"), None, Some(25))),
    ]);
    assert_eq!(early, ["d:01 original - - 0", "d:02 excerpt - - 0"]);
}

#[test]
fn sources_that_lead_in_a_circle_are_cut() {
    let text = prose("ferry", 300);
    let found = tree(&[
        ("d:01", version(&text, Some("Alder News"), Some("Birch News"), None)),
        ("d:02", version(&text, Some("Birch News"), Some("Cedar News"), None)),
        ("d:03", version(&text, Some("Cedar News"), Some("Alder News"), None)),
    ]);
    assert!(found.iter().any(|line| line.contains(" - - 0")), "{found:?}");
}

/// A small collection in which all that linking looks at occurs: a seed gives versions of a few
/// meetings with formulae, days and people missing here and there.
fn collection(seed: u64) -> Vec<Trace> {
    let mut state = seed;
    let mut dice = move |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut traces = Vec::new();
    let formula = prose("welcome", 40);
    for event in 0..4 {
        let talk = format!("{}{formula}", prose(&format!("topic{event}x"), 150));
        let when = jiff::civil::date(2031, 5, 1 + dice(6) as i8);
        let people: Vec<&str> = PAIR.iter().copied().take(1 + dice(2)).collect();
        for _ in 0..1 + dice(13) {
            let words = match dice(4) {
                0 => part(&talk, 0, 60),
                1 => format!("{}{}", part(&talk, 0, 100), prose("other", 60)),
                2 => format!("{talk}{}", prose(&format!("topic{}x", dice(4)), 150)),
                _ => format!("{}{talk}", prose("intro", dice(9))),
            };
            let mut page =
                reading(&words, (dice(4) > 0).then_some(when), if dice(4) > 0 { &people } else { &[] });
            page.document.language = Some(["en", "en", "de"][dice(3)].into());
            page.document.publisher =
                [None, Some("Norpress".to_string()), Some("Valley Blog".into())][dice(3)].clone();
            page.document.cited_source = [None, Some("Norpress".to_string())][dice(2)].clone();
            traces.push(trace(&page, &format!("d:{:08x}", dice(1 << 30))));
        }
    }
    traces
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(16))]
    #[test]
    fn order_and_threads_do_not_count(seed in 1u64..1_000_000, turn in 1usize..50) {
        let traces = collection(seed);
        let expected = format!("{:?}", link(&traces));
        let mut other = traces.clone();
        let n = other.len();
        other.rotate_left(turn % n);
        other.reverse();
        other.swap(0, turn % n);
        proptest::prop_assert_eq!(&format!("{:?}", link(&other)), &expected);
        let order = ordered(&other);
        for threads in [1, 2, 3] {
            proptest::prop_assert_eq!(pairs(&order, threads), pairs(&order, 1));
        }
    }
}
