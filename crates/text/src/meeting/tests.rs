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
            title: Some("Talks in Brona".into()),
            publisher: None,
            language: Some("en".into()),
            published: day.map(|date| Stamp { date, time: None }),
            modified: None,
            dateline: None,
            cited_source: None,
            occasion: None,
            text: words.to_string(),
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
