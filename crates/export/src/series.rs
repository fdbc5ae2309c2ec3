//! Figures joined over documents on the wire: kinds `series` and `correction`.
//!
//! A point has the places where it stands: `start` and `end` are code points into the text of the
//! document, of the figure; `sentence` is the number of its sentence there, `exact` its words.

use serde::Serialize;
use variorum_text::series::{Charted, Correction, Doubt, Point, Series, Witness};
use variorum_text::span::{CharMap, Span};

use crate::SCHEMA;
use crate::quantity::{Interval, Number, direction, kind};

/// A document that figures stand in.
#[derive(Clone, Debug)]
pub struct Source<'r> {
    /// The document's id.
    pub document: &'r str,
    /// How the user calls it: a path, else the id.
    pub name: &'r str,
    /// Who publishes it.
    pub publisher: Option<&'r str>,
    /// Its address.
    pub url: Option<&'r str>,
    /// Its text.
    pub text: &'r str,
}

/// What is charted, with the documents that witnesses count.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'r> {
    /// Series, points and corrections.
    pub charted: &'r Charted,
    /// The documents, as they were handed in.
    pub sources: &'r [Source<'r>],
}

impl<'r> Sheet<'r> {
    /// The document of a witness.
    pub fn source(&self, witness: &Witness) -> &'r Source<'r> {
        &self.sources[witness.document]
    }

    /// Words of a document with single spaces.
    pub fn words(&self, witness: &Witness, span: Span) -> String {
        span.of(self.source(witness).text).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A series on the wire.
#[derive(Debug, Serialize)]
pub struct SeriesForm<'r> {
    name: &'r str,
    figures: &'static str,
    unit: Option<&'r str>,
    growth: bool,
    doubt: Option<&'static str>,
    points: Vec<PointForm<'r>>,
}

#[derive(Debug, Serialize)]
struct PointForm<'r> {
    value: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
    comparator: &'static str,
    direction: Option<&'static str>,
    time: Option<Interval>,
    date: Option<String>,
    speaker: Option<&'r str>,
    statement: Option<&'r str>,
    witnesses: Vec<WitnessForm<'r>>,
}

#[derive(Debug, Serialize)]
struct WitnessForm<'r> {
    document: &'r str,
    source: &'r str,
    publisher: Option<&'r str>,
    url: Option<&'r str>,
    statement: &'r str,
    sentence: usize,
    start: usize,
    end: usize,
    exact: String,
}

/// Two figures that do not go together, on the wire.
#[derive(Debug, Serialize)]
pub struct CorrectionForm<'r> {
    code: &'static str,
    sentence: &'r str,
    cue: Option<&'r str>,
    name: &'r str,
    unit: Option<&'r str>,
    first: PointForm<'r>,
    second: PointForm<'r>,
}

#[derive(Serialize)]
struct Line<T> {
    schema: &'static str,
    kind: &'static str,
    #[serde(flatten)]
    object: T,
}

/// One line of kind `series`.
pub fn series(sheet: &Sheet, series: &Series) -> String {
    line(&Line { schema: SCHEMA, kind: "series", object: series_form(sheet, series) })
}

/// A series as `brief` holds it.
pub fn series_form<'r>(sheet: &Sheet<'r>, series: &'r Series) -> SeriesForm<'r> {
    SeriesForm {
        name: &series.name,
        figures: kind(series.kind),
        unit: series.unit.as_deref(),
        growth: series.is_growth,
        doubt: series.doubt.map(Doubt::as_str),
        points: series.points.iter().map(|n| point(sheet, &sheet.charted.points[*n])).collect(),
    }
}

/// One line of kind `correction`, of the correction at `n`.
pub fn correction(sheet: &Sheet, n: usize) -> String {
    let object = correction_form(sheet, &sheet.charted.corrections[n]);
    line(&Line { schema: SCHEMA, kind: "correction", object })
}

/// A correction as `brief` holds it.
pub fn correction_form<'r>(sheet: &Sheet<'r>, found: &'r Correction) -> CorrectionForm<'r> {
    let Charted { points, series, .. } = sheet.charted;
    let second = &points[found.second];
    CorrectionForm {
        code: found.reason.as_str(),
        sentence: &found.sentence,
        cue: found.cue.as_deref(),
        name: &series[second.series].name,
        unit: series[second.series].unit.as_deref(),
        first: point(sheet, &points[found.first]),
        second: point(sheet, second),
    }
}

fn point<'r>(sheet: &Sheet<'r>, point: &'r Point) -> PointForm<'r> {
    PointForm {
        value: point.value.map(Number::new),
        low: point.low.map(Number::new),
        high: point.high.map(Number::new),
        comparator: point.comparator.as_str(),
        direction: point.direction.map(direction),
        time: point.time.map(Interval::new),
        date: point.day.map(|d| d.to_string()),
        speaker: point.speaker.as_deref(),
        statement: point.witnesses.first().map(|w| w.statement.as_str()),
        witnesses: point.witnesses.iter().map(|w| witness(sheet, w)).collect(),
    }
}

fn witness<'r>(sheet: &Sheet<'r>, witness: &'r Witness) -> WitnessForm<'r> {
    let source = sheet.source(witness);
    let place = CharMap::new(source.text).chars(witness.span);
    WitnessForm {
        document: source.document,
        source: source.name,
        publisher: source.publisher,
        url: source.url,
        statement: &witness.statement,
        sentence: witness.number,
        start: place.start,
        end: place.end,
        exact: sheet.words(witness, witness.sentence),
    }
}

fn line(form: &impl Serialize) -> String {
    serde_json::to_string(form).expect("plain data can be written as JSON")
}
