//! What is new in a meeting on the wire: kind `novelty`, one line a meeting; `entered` and `left` of a brief.

use serde::Serialize;
use variorum_text::meeting::Meeting;
use variorum_text::novelty::{Item, News, Novelty};
use variorum_text::usage::Who;

use crate::SCHEMA;
use crate::place::{PlaceForm, Places};
use crate::usage::ApartForm;

/// A name or topic that entered or left.
#[derive(Debug, Serialize)]
pub struct ItemForm<'e> {
    meeting: &'e str,
    what: &'static str,
    words: &'e str,
    also: &'e [String],
    count: usize,
    not_counted: Vec<ApartForm<'e>>,
    by: Vec<Share<'e>>,
    meetings: usize,
    against: AgainstForm<'e>,
    certain: bool,
    mention: PlaceForm<'e>,
}

/// With what a meeting is compared: how many meetings of earlier days, between which, and who of its speakers
/// spoke there.
#[derive(Debug, Serialize)]
struct AgainstForm<'e> {
    meetings: usize,
    from: Option<String>,
    to: Option<String>,
    speakers: &'e [String],
}

#[derive(Debug, Serialize)]
struct Share<'e> {
    speaker: Option<&'e str>,
    /// As printed, where it names nobody for certain.
    label: Option<&'e str>,
    count: usize,
}

#[derive(Serialize)]
struct Line<'e> {
    schema: &'static str,
    kind: &'static str,
    meeting: &'e str,
    date: Option<String>,
    against: Vec<&'e str>,
    against_speakers: &'e [String],
    speakers: Vec<Speaker<'e>>,
    entered: Vec<ItemForm<'e>>,
    left: Vec<ItemForm<'e>>,
}

#[derive(Serialize)]
struct Speaker<'e> {
    name: &'e str,
    sentences: usize,
    returning: Vec<Returning<'e>>,
    new: Vec<PlaceForm<'e>>,
}

#[derive(Serialize)]
struct Returning<'e> {
    mention: PlaceForm<'e>,
    earlier: PlaceForm<'e>,
    same: bool,
}

/// One line of kind `novelty`; `places` are those of the documents as they were handed in.
pub fn line(found: &Novelty, meetings: &[Meeting], places: &Places) -> String {
    let meeting = &meetings[found.meeting];
    let form = |i| item(i, found, &|n| &meetings[n], places);
    let line = Line {
        schema: SCHEMA,
        kind: "novelty",
        meeting: &meeting.id,
        date: meeting.date.map(|d| d.to_string()),
        against: found.against.meetings.iter().map(|m| meetings[*m].id.as_str()).collect(),
        against_speakers: &found.against.speakers,
        speakers: found.speakers.iter().map(|s| speaker(s, places)).collect(),
        entered: found.entered.iter().map(form).collect(),
        left: found.left.iter().map(form).collect(),
    };
    serde_json::to_string(&line).expect("plain data can be written as JSON")
}

fn share<'e>((who, count): &'e (Who, usize)) -> Share<'e> {
    Share { speaker: who.name.as_deref(), label: who.label.as_deref(), count: *count }
}

/// A name or topic that entered or left a meeting; `meeting` gives a meeting by its index.
pub fn item<'e, 's: 'e>(
    item: &'e Item,
    found: &'e Novelty,
    meeting: &dyn Fn(usize) -> &'e Meeting,
    places: &Places<'s>,
) -> ItemForm<'e> {
    let against = &found.against;
    let day = |m: Option<&usize>| meeting(*m?).date.map(|d| d.to_string());
    ItemForm {
        meeting: &meeting(found.meeting).id,
        what: item.kind.as_str(),
        words: &item.words,
        also: &item.also,
        count: item.count,
        not_counted: crate::usage::apart(&item.apart),
        by: item.by.iter().map(share).collect(),
        meetings: item.meetings,
        against: AgainstForm {
            meetings: against.meetings.len(),
            from: day(against.meetings.last()),
            to: day(against.meetings.first()),
            speakers: &against.speakers,
        },
        certain: item.is_sure,
        mention: places.place(&item.place),
    }
}

fn speaker<'e, 's: 'e>(news: &'e News, places: &Places<'s>) -> Speaker<'e> {
    Speaker {
        name: &news.speaker,
        sentences: news.returning.len() + news.new.len(),
        returning: news
            .returning
            .iter()
            .map(|r| Returning {
                mention: places.place(&r.place),
                earlier: places.place(&r.earlier),
                same: r.is_same,
            })
            .collect(),
        new: news.new.iter().map(|p| places.place(p)).collect(),
    }
}
