//! What is new in a meeting on the wire: kind `novelty`, one line a meeting; `entered` and `left` of a brief.

use serde::Serialize;
use variorum_text::meeting::Meeting;
use variorum_text::novelty::{Item, News, Novelty};

use crate::SCHEMA;
use crate::place::{PlaceForm, Places};

/// A name or topic that entered or left.
#[derive(Debug, Serialize)]
pub struct ItemForm<'e> {
    meeting: &'e str,
    what: &'static str,
    words: &'e str,
    count: usize,
    by: Vec<Share<'e>>,
    meetings: usize,
    certain: bool,
    mention: PlaceForm<'e>,
}

#[derive(Debug, Serialize)]
struct Share<'e> {
    speaker: Option<&'e str>,
    count: usize,
}

#[derive(Serialize)]
struct Line<'e> {
    schema: &'static str,
    kind: &'static str,
    meeting: &'e str,
    date: Option<String>,
    against: Vec<&'e str>,
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
    let line = Line {
        schema: SCHEMA,
        kind: "novelty",
        meeting: &meeting.id,
        date: meeting.date.map(|d| d.to_string()),
        against: found.against.iter().map(|m| meetings[*m].id.as_str()).collect(),
        speakers: found.speakers.iter().map(|s| speaker(s, places)).collect(),
        entered: items(&found.entered, &meeting.id, places),
        left: items(&found.left, &meeting.id, places),
    };
    serde_json::to_string(&line).expect("plain data can be written as JSON")
}

/// What entered or left a meeting.
fn items<'e, 's: 'e>(items: &'e [Item], meeting: &'e str, places: &Places<'s>) -> Vec<ItemForm<'e>> {
    items.iter().map(|i| item(i, meeting, places)).collect()
}

/// A name or topic that entered or left a meeting.
pub fn item<'e, 's: 'e>(item: &'e Item, meeting: &'e str, places: &Places<'s>) -> ItemForm<'e> {
    ItemForm {
        meeting,
        what: item.kind.as_str(),
        words: &item.words,
        count: item.count,
        by: item.by.iter().map(|(who, n)| Share { speaker: who.as_deref(), count: *n }).collect(),
        meetings: item.meetings,
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
