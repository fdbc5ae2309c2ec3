//! One series drawn: axes, the line in the order of time, the marks.

use std::fmt::Write;

use variorum_text::figure::{Comparator, Direction};
use variorum_text::series::{Point, Series, scaled, stated};

use super::scale::{By, Scale, numbers, year};
use crate::markup::escaped;
use crate::series::Sheet;

const LEFT: f64 = 96.0;
const RIGHT: f64 = 24.0;
const HEAD: f64 = 34.0;
const TALL: f64 = 150.0;
const FOOT: f64 = 40.0;
/// Room that a letter of the head takes, with some for the unit.
const LETTER: f64 = 9.5;

/// A series on its own axis.
pub(super) struct Panel<'r> {
    sheet: &'r Sheet<'r>,
    series: &'r Series,
    speakers: &'r [Option<String>],
    width: f64,
    by: By,
    x: Scale,
    y: Scale,
}

/// Where a point is drawn: its middle, and both ends of a range.
struct Spot {
    x: f64,
    low: f64,
    high: f64,
}

impl<'r> Panel<'r> {
    pub(super) fn new(
        sheet: &'r Sheet<'r>,
        series: &'r Series,
        speakers: &'r [Option<String>],
        width: f64,
    ) -> Panel<'r> {
        let points = || series.points.iter().map(|n| &sheet.charted.points[*n]);
        let by = By::of(points());
        let years: Vec<f64> = points().filter_map(|p| year(p, by)).collect();
        let values: Vec<f64> = points()
            .map(|p| numbers(p, series.is_growth))
            .flat_map(|(low, high)| [low, high])
            .chain(series.is_growth.then_some(0.0))
            .collect();
        let x = Scale::of_years(&years, LEFT, width - RIGHT);
        let y = Scale::of_numbers(&values, HEAD + TALL, HEAD);
        Panel { sheet, series, speakers, width, by, x, y }
    }

    #[expect(clippy::unused_self, reason = "panels may differ in height later")]
    pub(super) fn height(&self) -> f64 {
        HEAD + TALL + FOOT
    }

    /// The panel as a group moved down to `top`.
    pub(super) fn draw(&self, top: f64) -> String {
        let mut out = format!("<g transform=\"translate(0 {top:.0})\">");
        self.axes(&mut out);
        let spots: Vec<Spot> = self.series.points.iter().map(|n| self.spot(*n)).collect();
        self.line(&mut out, &spots);
        self.links(&mut out, &spots);
        for (n, spot) in self.series.points.iter().zip(&spots) {
            self.mark(&mut out, &self.sheet.charted.points[*n], spot);
        }
        out.push_str("</g>");
        out
    }

    fn axes(&self, out: &mut String) {
        let name = if self.series.name.is_empty() { "figures" } else { &self.series.name };
        let room = ((self.width - LEFT) / LETTER) as usize;
        let more = if name.chars().count() > room { "…" } else { "" };
        let name = format!("{}{more}", name.chars().take(room).collect::<String>().trim_end());
        let growth = if self.series.is_growth { " · change" } else { "" };
        let unit = self.series.unit.as_deref().map(|u| format!(" · {u}")).unwrap_or_default();
        let _ = write!(
            out,
            "<text class=\"t\" x=\"{LEFT}\" y=\"18\">{}{}{growth}</text>",
            escaped(&name),
            escaped(&unit)
        );
        for tick in self.y.ticks(0.0) {
            let y = self.y.at(tick);
            let end = self.width - RIGHT;
            let _ = write!(
                out,
                "<line class=\"r\" x1=\"{LEFT}\" x2=\"{end}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/><text class=\"s\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                LEFT - 8.0,
                y + 4.0,
                scaled(tick)
            );
        }
        let years: Vec<(f64, String)> =
            self.x.ticks(1.0).into_iter().map(|t| (self.x.at(t), format!("{t:.0}"))).collect();
        let days = if years.is_empty() { self.first_day() } else { Vec::new() };
        for (x, label) in years.into_iter().chain(days) {
            let y = HEAD + TALL;
            let _ = write!(
                out,
                "<line class=\"r\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{y}\" y2=\"{}\"/><text class=\"s\" x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
                y + 5.0,
                y + 20.0
            );
        }
    }

    /// The day of the first point, where no year begins inside.
    fn first_day(&self) -> Vec<(f64, String)> {
        let point = self.series.points.first().map(|n| &self.sheet.charted.points[*n]);
        let day = point.and_then(|p| Some((self.x.at(year(p, self.by)?), p.day?.to_string())));
        day.into_iter().collect()
    }

    fn spot(&self, point: usize) -> Spot {
        let point = &self.sheet.charted.points[point];
        let (low, high) = numbers(point, self.series.is_growth);
        let x = year(point, self.by).map_or(LEFT + 8.0, |year| self.x.at(year));
        // Speakers of one day stand side by side.
        let shift = 16.0 * (self.speaker(point) % 4) as f64;
        Spot { x: x + shift, low: self.y.at(low), high: self.y.at(high) }
    }

    fn line(&self, out: &mut String, spots: &[Spot]) {
        let mut order: Vec<&Spot> = spots.iter().collect();
        order.sort_by(|a, b| a.x.total_cmp(&b.x));
        let places: Vec<String> =
            order.iter().map(|s| format!("{:.1},{:.1}", s.x, f64::midpoint(s.low, s.high))).collect();
        if places.len() > 1 {
            let _ = write!(out, "<polyline class=\"l\" points=\"{}\"/>", places.join(" "));
        }
    }

    /// Dashed lines between figures that do not go together.
    fn links(&self, out: &mut String, spots: &[Spot]) {
        for found in &self.sheet.charted.corrections {
            let place = |p: usize| self.series.points.iter().position(|n| *n == p).map(|at| &spots[at]);
            let Some((a, b)) = place(found.first).zip(place(found.second)) else { continue };
            let (from, to) = (f64::midpoint(a.low, a.high), f64::midpoint(b.low, b.high));
            let bend = f64::midpoint(a.x, b.x) + 26.0;
            let _ = write!(
                out,
                "<path class=\"x\" d=\"M{:.1} {from:.1} Q{bend:.1} {:.1} {:.1} {to:.1}\"><title>{}</title></path>",
                a.x,
                f64::midpoint(from, to),
                b.x,
                escaped(&found.sentence)
            );
        }
    }

    fn speaker(&self, point: &Point) -> usize {
        self.speakers.iter().position(|s| *s == point.speaker).unwrap_or(0)
    }

    fn mark(&self, out: &mut String, point: &Point, spot: &Spot) {
        let witness = &point.witnesses[0];
        let who = point.speaker.as_deref().unwrap_or("narration");
        let day = point.day.map_or_else(|| "no date".to_string(), |d| d.to_string());
        let source = self.sheet.source(witness);
        let title = format!(
            "{} – {who}, {day}, {} sentence {}: {}",
            stated(point, self.series),
            source.name,
            witness.number,
            self.sheet.words(witness, witness.sentence)
        );
        let speaker = self.speaker(point);
        let _ = write!(
            out,
            "<a href=\"#{}\" class=\"w{}\"><title>{}</title>",
            escaped(&witness.statement),
            speaker % 4,
            escaped(&title)
        );
        out.push_str(&shape(speaker, (spot.x, f64::midpoint(spot.low, spot.high)), point.comparator));
        let fell = self.series.is_growth && point.direction == Some(Direction::Down);
        tick(out, point.comparator, fell, spot);
        if (spot.low - spot.high).abs() > 1.0 {
            let _ = write!(
                out,
                "<line class=\"k\" x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{1:.1}\" y2=\"{2:.1}\"/>",
                spot.x, spot.low, spot.high
            );
        }
        out.push_str("</a>");
    }
}

/// The mark of a speaker: dot, square, triangle, diamond; hollow for "about".
pub(super) fn shape(speaker: usize, (x, y): (f64, f64), comparator: Comparator) -> String {
    let hollow = if comparator == Comparator::About { "k h" } else { "k" };
    match speaker % 4 {
        0 => format!("<circle class=\"{hollow}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>"),
        1 => format!(
            "<rect class=\"{hollow}\" x=\"{:.1}\" y=\"{:.1}\" width=\"9\" height=\"9\"/>",
            x - 4.5,
            y - 4.5
        ),
        2 => format!(
            "<polygon class=\"{hollow}\" points=\"{x:.1},{:.1} {:.1},{:.1} {:.1},{:.1}\"/>",
            y - 6.0,
            x + 6.0,
            y + 5.0,
            x - 6.0,
            y + 5.0
        ),
        _ => format!(
            "<polygon class=\"{hollow}\" points=\"{x:.1},{:.1} {:.1},{y:.1} {x:.1},{:.1} {:.1},{y:.1}\"/>",
            y - 6.5,
            x + 6.5,
            y + 6.5,
            x - 6.5
        ),
    }
}

/// An arrow up for "more than", down for "less than"; what fell by more lies further down.
fn tick(out: &mut String, comparator: Comparator, fell: bool, spot: &Spot) {
    let way = match comparator {
        Comparator::More | Comparator::AtLeast => -1.0,
        Comparator::Less | Comparator::AtMost => 1.0,
        Comparator::Equal | Comparator::About => return,
    };
    let way = if fell { -way } else { way };
    let (x, y) = (spot.x, f64::midpoint(spot.low, spot.high));
    let _ = write!(
        out,
        "<path class=\"k\" style=\"fill:none\" d=\"M{x:.1} {:.1} V{:.1} M{:.1} {:.1} L{x:.1} {:.1} L{:.1} {:.1}\"/>",
        y + 6.0 * way,
        y + 18.0 * way,
        x - 4.0,
        y + 14.0 * way,
        y + 18.0 * way,
        x + 4.0,
        y + 14.0 * way
    );
}

/// Speakers with their shapes, and what the marks mean.
pub(super) fn legend(speakers: &[Option<String>], top: f64) -> String {
    let mut out = format!("<g transform=\"translate({LEFT} {top:.0})\">");
    for (n, speaker) in speakers.iter().enumerate() {
        let (x, y) = ((n % 3) as f64 * 240.0, (n / 3) as f64 * 18.0 + 10.0);
        let name = speaker.as_deref().unwrap_or("narration");
        let _ = write!(
            out,
            "<g class=\"w{}\">{}</g><text x=\"{:.0}\" y=\"{:.0}\">{}</text>",
            n % 4,
            shape(n, (x + 6.0, y), Comparator::Equal),
            x + 18.0,
            y + 4.0,
            escaped(name)
        );
    }
    let y = 36.0 + 18.0 * (speakers.len() as f64 / 3.0).ceil();
    let _ = write!(
        out,
        "<text class=\"s\" x=\"0\" y=\"{y:.0}\">filled: as said · hollow: about · arrow: more, less than · bar: range · dashed: figures that do not go together</text></g>"
    );
    out
}
