//! The series of a dossier drawn, each on its own axes, with a key of the speakers.

use std::fmt::Write;

use variorum_text::dossier::{Chosen, Topic};
use variorum_text::series::{Point, Series};

use super::Page;
use crate::markup::escaped;
use crate::plot;

/// Series drawn at most.
const MOST: usize = 12;
/// Width of one drawing.
const WIDTH: f64 = 440.0;

/// The series that are drawn: of the entries shown those that have two numbers at two times.
fn series<'p>(page: &'p Page) -> impl Iterator<Item = &'p Series> {
    let figures = page.chosen.iter().filter(|c| c.topic == Topic::Figures);
    let shown = figures.flat_map(|c| &c.entries).filter_map(|s| s.entry.series);
    let all = shown.filter_map(|n| page.sheet.charted.series.get(n));
    all.filter(|s| plot::is_worth_drawing(&page.sheet, s)).take(MOST)
}

/// The points that are drawn.
pub(super) fn drawn<'p>(page: &'p Page) -> impl Iterator<Item = &'p Point> {
    series(page).flat_map(|s| &s.points).filter_map(|n| page.sheet.charted.points.get(*n))
}

/// The drawings; nothing when no series of the section can be drawn.
pub(super) fn charts(page: &Page, chosen: &Chosen) -> String {
    if chosen.topic != Topic::Figures {
        return String::new();
    }
    let all: Vec<&Series> = series(page).collect();
    if all.is_empty() {
        return String::new();
    }
    let speakers = plot::speakers(&page.sheet, &all);
    let mut out = String::from("<p class=\"key\">");
    for (n, speaker) in speakers.iter().enumerate() {
        let name = speaker.as_deref().unwrap_or("narration");
        let _ = write!(
            out,
            "<span><svg viewBox=\"0 0 14 14\" aria-hidden=\"true\"><g class=\"w{}\">{}</g></svg> {}</span>",
            n % 4,
            plot::speaker_mark(n, (7.0, 7.0)),
            escaped(name)
        );
    }
    out.push_str("<br>filled: as said · hollow: about · arrow: more, less than · bar: range · dashed: figures that do not go together</p>\n<div class=\"charts\">\n");
    for one in all {
        out.push_str(&plot::one(&page.sheet, one, &speakers, WIDTH));
    }
    out.push_str("</div>\n");
    out
}
