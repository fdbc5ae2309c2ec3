//! Series drawn: a page of SVG that stands alone, lines for a terminal, a Vega-Lite specification.
//!
//! In the SVG each mark is a link with a title: figure, speaker, day, document and sentence. A filled dot
//! is a number as said, a hollow one "about", a tick upward "more than", a tick downward "less than", a bar
//! a range; speakers have shapes, pairs that do not go together a dashed line. Colours are CSS variables
//! for light and dark; nothing runs. Rates of growth have a panel and an axis of their own, as every series.

mod lines;
mod panel;
mod scale;
mod vega;

pub use lines::lines;
pub use vega::vega;

use variorum_text::series::{Point, Series};

use crate::markup::escaped;
use crate::series::Sheet;
use panel::Panel;
use scale::{By, year};

/// Width of the drawing.
const WIDTH: f64 = 860.0;
/// Most panels of one drawing.
const MOST: usize = 40;

const STYLE: &str = "\
svg{--ink:#1a1a1a;--soft:#5f5f5f;--rule:#d9d9d9;--paper:#fff;--a:#0b57b0;--b:#9a4a00;--c:#5b3f99;--d:#1f6b3a;--clash:#b3261e;\
font-family:system-ui,sans-serif;background:var(--paper)}\
@media(prefers-color-scheme:dark){svg{--ink:#f2f2f2;--soft:#b8b8b8;--rule:#444;--paper:#161616;--a:#8cbbff;--b:#ffb066;--c:#c9b3ff;--d:#8fd6a8;--clash:#ff8a80}}\
text{fill:var(--ink);font-size:12px}.t{font-size:15px;font-weight:600}.s{fill:var(--soft)}.r{stroke:var(--rule)}\
.w0{stroke:var(--a);fill:var(--a)}.w1{stroke:var(--b);fill:var(--b)}.w2{stroke:var(--c);fill:var(--c)}.w3{stroke:var(--d);fill:var(--d)}\
.h{fill:var(--paper)}.k{stroke-width:2}.l{stroke:var(--soft);fill:none;opacity:.5}\
.x{stroke:var(--clash);stroke-width:1.5;stroke-dasharray:5 4;fill:none}a:focus{outline:2px solid var(--a)}";

/// The series as one SVG; those of two points and more when there are such, else all.
pub fn svg(sheet: &Sheet) -> String {
    let chosen = chosen(sheet);
    let speakers = speakers(sheet, &chosen);
    let mut body = String::new();
    let mut top = 16.0;
    for series in chosen.iter().take(MOST) {
        let panel = Panel::new(sheet, series, &speakers, WIDTH);
        body.push_str(&panel.draw(top));
        top += panel.height();
    }
    body.push_str(&panel::legend(&speakers, top));
    let height = top + 62.0 + 18.0 * (speakers.len() as f64 / 3.0).ceil();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.0}\" width=\"{WIDTH}\" height=\"{height:.0}\" role=\"img\" aria-labelledby=\"t d\">\
         <title id=\"t\">Figures as stated</title><desc id=\"d\">{}</desc><style>{STYLE}</style>\
         <rect width=\"100%\" height=\"100%\" style=\"fill:var(--paper)\"/>{body}</svg>\n",
        escaped(&format!(
            "{} series of figures as they are stated, by day; each mark names its speaker and sentence.",
            chosen.len().min(MOST)
        ))
    )
}

/// One series as a drawing for a page that has the style of drawings.
pub(crate) fn one(sheet: &Sheet, series: &Series, speakers: &[Option<String>], width: f64) -> String {
    let panel = Panel::new(sheet, series, speakers, width);
    let height = panel.height();
    let name = if series.name.is_empty() { "figures" } else { &series.name };
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height:.0}\" role=\"img\"><title>{}</title><desc>{} figures as \
         they are stated, by day; each mark names its speaker and leads to its sentence.</desc>{}</svg>\n",
        escaped(name),
        series.points.len(),
        panel.draw(0.0)
    )
}

/// The mark of a speaker, for a key.
pub(crate) fn speaker_mark(speaker: usize, at: (f64, f64)) -> String {
    panel::shape(speaker, at, variorum_text::figure::Comparator::Equal)
}

/// True when a drawing shows more than the words do: two numbers, at two times.
pub(crate) fn is_worth_drawing(sheet: &Sheet, series: &Series) -> bool {
    let points = || series.points.iter().filter_map(|n| sheet.charted.points.get(*n));
    let by = By::of(points());
    let differs = |of: &dyn Fn(&Point) -> Option<f64>| {
        let mut all = points().map(of);
        all.next().is_some_and(|first| all.any(|other| other != first))
    };
    differs(&|p| year(p, by)) && differs(&|p| p.value.or(p.low).or(p.high))
}

/// The series that are drawn.
fn chosen<'r>(sheet: &Sheet<'r>) -> Vec<&'r Series> {
    let all: Vec<&Series> = sheet.charted.series.iter().filter(|s| !s.points.is_empty()).collect();
    let long: Vec<&Series> = all.iter().copied().filter(|s| s.points.len() > 1).collect();
    if long.is_empty() { all } else { long }
}

/// The speakers in the order they are met; `None` is the page itself.
pub(crate) fn speakers(sheet: &Sheet, series: &[&Series]) -> Vec<Option<String>> {
    let mut found: Vec<Option<String>> = Vec::new();
    for point in series.iter().take(MOST).flat_map(|s| &s.points) {
        let speaker = &sheet.charted.points[*point].speaker;
        if !found.contains(speaker) {
            found.push(speaker.clone());
        }
    }
    found
}
