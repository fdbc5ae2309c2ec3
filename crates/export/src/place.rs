//! Places of several documents on the wire: code points into the text of the document named beside them.

use std::cell::OnceCell;

use serde::Serialize;
use variorum_text::reading::Place;
use variorum_text::span::{CharMap, Span};

use crate::series::Source;

/// The documents that places point into, as they were handed in.
pub struct Places<'e> {
    sources: &'e [Source<'e>],
    /// The map to code points of each, made when it is first asked for.
    maps: Vec<OnceCell<CharMap<'e>>>,
}

impl<'e> Places<'e> {
    /// The places of these documents.
    pub fn of(sources: &'e [Source<'e>]) -> Places<'e> {
        Places { sources, maps: sources.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The wire form of a place.
    pub(crate) fn place<'p>(&self, place: &'p Place) -> PlaceForm<'p>
    where
        'e: 'p,
    {
        let source = &self.sources[place.document];
        let Words { start, end, exact } = self.words(place.document, place.span);
        PlaceForm {
            document: source.document,
            source: source.name,
            publisher: source.publisher,
            speaker: place.speaker.as_deref(),
            sentence: place.number,
            start,
            end,
            exact,
        }
    }

    /// The wire form of words, white space single.
    pub(crate) fn words(&self, document: usize, span: Span) -> Words {
        let text = self.sources[document].text;
        let place = self.maps[document].get_or_init(|| CharMap::new(text)).chars(span);
        let exact = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        Words { start: place.start, end: place.end, exact }
    }
}

/// Words where they stand.
#[derive(Debug, Serialize)]
pub(crate) struct PlaceForm<'e> {
    document: &'e str,
    source: &'e str,
    publisher: Option<&'e str>,
    speaker: Option<&'e str>,
    sentence: usize,
    start: usize,
    end: usize,
    exact: String,
}

/// Words of a document that is named elsewhere.
#[derive(Debug, Serialize)]
pub(crate) struct Words {
    start: usize,
    end: usize,
    exact: String,
}
