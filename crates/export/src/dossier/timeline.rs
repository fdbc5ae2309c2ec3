//! Meetings and events on a line of time, as SVG: a lane for what is held here, one for agreements, one for
//! what is told.
//!
//! A filled mark is held here, a hollow one known from mention; a diamond is an agreement. Each mark is a
//! link to its line with a title. What lies far before the documents stands at the left edge. Many marks
//! of one lane become bars, one for each stretch of time.

use std::fmt::Write;

use jiff::civil::Date;

use crate::markup::escaped;

/// A mark on the line of time.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The first day.
    pub day: Date,
    /// The lane, from above.
    pub lane: usize,
    /// True when a document of it is at hand.
    pub held: bool,
    /// What the title says.
    pub title: String,
    /// What stands beside it where there is room.
    pub label: String,
    /// The id of the line that tells it.
    pub anchor: String,
}

/// Names of the lanes.
pub const LANES: [&str; 3] = ["held here", "agreements", "told"];

const LEFT: f64 = 84.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 10.0;
const LANE: f64 = 54.0;
const FOOT: f64 = 26.0;
/// Rows in which marks of one lane stand when they are near.
const ROWS: usize = 3;
/// From one row to the next.
const ROW: f64 = 16.0;
/// Room that a letter takes, and letters of a label at most.
const LETTER: f64 = 6.0;
const WORDS: f64 = 28.0;
/// Marks of a lane above which bars are drawn.
const MOST: usize = 90;
/// Days before the first held meeting that are still drawn to scale.
const BEFORE: f64 = 1.5;

/// The drawing, so many units wide; nothing when there is no mark.
pub fn timeline(marks: &[Mark], width: f64) -> String {
    if marks.is_empty() {
        return String::new();
    }
    let axis = Axis::of(marks, width);
    let height = TOP + LANE * LANES.len() as f64 + FOOT;
    let n = marks.len();
    let mut out = format!(
        "<svg class=\"chart time\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\">\
         <title>Line of time</title><desc>{n} meetings and events by day, from {} to {}; each mark leads to \
         its line.</desc>",
        axis.first, axis.last
    );
    axis.draw(&mut out, height - FOOT);
    for (lane, name) in LANES.iter().enumerate() {
        let y = TOP + LANE * (lane as f64 + 0.5);
        let _ = write!(
            out,
            "<text class=\"s\" x=\"0\" y=\"{:.0}\">{name}</text><line class=\"r\" x1=\"{LEFT}\" x2=\"{:.0}\" y1=\"{y:.0}\" y2=\"{y:.0}\"/>",
            y + 4.0,
            width - RIGHT
        );
        let own: Vec<&Mark> = marks.iter().filter(|m| m.lane == lane).collect();
        if own.len() > MOST { bars(&mut out, &own, &axis, y) } else { dots(&mut out, &own, &axis, y) }
    }
    out.push_str("</svg>\n");
    out
}

/// From days to places.
struct Axis {
    first: Date,
    last: Date,
    from: f64,
    to: f64,
    right: f64,
}

fn year(day: Date) -> f64 {
    f64::from(day.year()) + f64::from(day.day_of_year() - 1) / 365.25
}

impl Axis {
    fn of(marks: &[Mark], width: f64) -> Axis {
        let days = |held: bool| marks.iter().filter(move |m| m.held || !held).map(|m| m.day);
        let first = days(false).min().unwrap_or_default();
        let last = days(false).max().unwrap_or_default();
        let held = (days(true).min().unwrap_or(first), days(true).max().unwrap_or(last));
        let from = year(first).max(year(held.0) - BEFORE);
        let to = year(last).min(year(held.1) + BEFORE);
        let room = (0.04 * (to - from)).max(0.08);
        Axis { first, last, from: from - room, to: to + room, right: width - RIGHT }
    }

    /// Days before and after stand at the edges.
    fn at(&self, day: Date) -> f64 {
        let share = (year(day) - self.from) / (self.to - self.from);
        LEFT + share.clamp(0.0, 1.0) * (self.right - LEFT)
    }

    /// Ticks at the beginnings of years, or of quarters where the time is short.
    fn draw(&self, out: &mut String, y: f64) {
        let span = self.to - self.from;
        if year(self.first) < self.from {
            let _ = write!(
                out,
                "<text class=\"s\" x=\"{LEFT}\" y=\"{:.0}\" text-anchor=\"middle\">earlier</text>",
                y + 18.0
            );
        }
        let step: f64 = if span < 1.2 { 0.25 } else { (span / 7.0).ceil().max(1.0) };
        // The first tick leaves room for what is said of the edge.
        let mut tick = ((self.from + 0.06 * span) / step).ceil() * step;
        while tick <= self.to {
            let x = LEFT + (tick - self.from) / span * (self.right - LEFT);
            let quarter = (tick.fract() * 4.0).round() as i64;
            let label = match quarter {
                0 | 4 => format!("{:.0}", tick.round()),
                q => format!("{:02}/{:.0}", q * 3 + 1, tick.floor()),
            };
            let _ = write!(
                out,
                "<line class=\"r\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{:.0}\"/><text class=\"s\" x=\"{x:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{label}</text>",
                y + 4.0,
                y + 18.0
            );
            tick += step;
        }
    }
}

fn dots(out: &mut String, marks: &[&Mark], axis: &Axis, y: f64) {
    let mut order: Vec<&Mark> = marks.to_vec();
    order.sort_by_key(|m| m.day);
    let rows = rows(&order, axis);
    for (n, mark) in order.iter().enumerate() {
        let x = axis.at(mark.day);
        let next = (n + 1..order.len()).find(|m| rows[*m] == rows[n]).map(|m| axis.at(order[m].day));
        let y = y + [0.0, -ROW, ROW][rows[n]];
        let kind = if mark.held { "k" } else { "k h" };
        let _ = write!(
            out,
            "<a class=\"w{}\" href=\"#{}\"><title>{}</title>",
            mark.lane,
            escaped(&mark.anchor),
            escaped(&mark.title)
        );
        let _ = match mark.lane {
            1 => write!(out, "<path class=\"{kind}\" d=\"M{x:.1} {:.1} l6 6 -6 6 -6 -6z\"/>", y - 6.0),
            _ => write!(out, "<circle class=\"{kind}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>"),
        };
        let last = (0..n).rev().find(|m| rows[*m] == rows[n]).map(|m| axis.at(order[m].day));
        let right = next.unwrap_or(axis.right + RIGHT) - x;
        // To the left only where no label of the mark before can stand.
        let left = last.map_or(x - LEFT, |last| x - last - WORDS * LETTER);
        label(out, &mark.label, (x, y), (left, right));
        out.push_str("</a>");
    }
}

/// A label at the right of its mark, or at the left where there is no room.
fn label(out: &mut String, words: &str, (x, y): (f64, f64), (left, right): (f64, f64)) {
    let letters = |room: f64| ((room - 22.0) / LETTER).max(0.0) as usize;
    let (at, anchor, words) = match fitted(words, letters(right)) {
        short if short.is_empty() => (x - 9.0, "end", fitted(words, letters(left))),
        words => (x + 9.0, "start", words),
    };
    if !words.is_empty() {
        let words = escaped(&words);
        let _ = write!(
            out,
            "<text class=\"s n\" x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{words}</text>",
            y + 4.0
        );
    }
}

/// The row of each mark: of those whose last mark is far enough the one with most room.
fn rows(marks: &[&Mark], axis: &Axis) -> Vec<usize> {
    let mut last: [f64; ROWS] = [f64::NEG_INFINITY; ROWS];
    let mut found = Vec::with_capacity(marks.len());
    for mark in marks {
        let x = axis.at(mark.day);
        let free = last.iter().position(|last| x - last > WORDS * LETTER);
        let near = last.iter().position(|last| x - last > 13.0);
        let row = free.or(near).unwrap_or(0);
        last[row] = x;
        found.push(row);
    }
    found
}

/// A label cut to so many letters at the end of a word; nothing where too few fit to say something.
fn fitted(label: &str, most: usize) -> String {
    let most = most.min(WORDS as usize);
    if label.chars().count() <= most {
        return label.to_string();
    }
    let kept: String = label.chars().take(most.saturating_sub(1)).collect();
    match kept.rfind(' ').filter(|at| *at >= 8) {
        Some(at) => format!("{}…", kept[..at].trim_end_matches([',', '·', ' '])),
        None => String::new(),
    }
}

/// How many marks fall in each stretch; a bar leads to its first.
fn bars(out: &mut String, marks: &[&Mark], axis: &Axis, y: f64) {
    const WIDE: f64 = 9.0;
    let bins = ((axis.right - LEFT) / WIDE).floor().max(1.0) as usize;
    let mut counts: Vec<Vec<&Mark>> = vec![Vec::new(); bins + 1];
    for mark in marks {
        let bin = ((axis.at(mark.day) - LEFT) / WIDE) as usize;
        counts[bin.min(bins)].push(mark);
    }
    let most = counts.iter().map(Vec::len).max().unwrap_or(1) as f64;
    for (bin, found) in counts.iter().enumerate() {
        let days = found.iter().map(|m| m.day);
        let Some((first, from)) = found.iter().min_by_key(|m| m.day).zip(days.clone().min()) else {
            continue;
        };
        let to = days.max().unwrap_or(from);
        let tall = (LANE - 8.0) * (found.len() as f64 / most).max(0.06);
        let x = LEFT + bin as f64 * WIDE;
        let _ = write!(
            out,
            "<a class=\"w{}\" href=\"#{}\"><title>{} from {from} to {to}</title><rect class=\"k\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{tall:.1}\"/></a>",
            first.lane,
            escaped(&first.anchor),
            found.len(),
            y + LANE / 2.0 - 4.0 - tall,
            WIDE - 3.0
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn mark(year: i16, day: i8, lane: usize, held: bool) -> Mark {
        let day = date(year, 4, day);
        Mark {
            day,
            lane,
            held,
            title: format!("<{day}>"),
            label: "North <East>".into(),
            anchor: format!("a-{day}"),
        }
    }

    #[test]
    fn marks_are_links_inside_the_drawing() {
        let marks = [mark(2031, 12, 0, true), mark(2033, 22, 0, true), mark(1931, 1, 2, false)];
        for width in [400.0, 960.0] {
            let svg = timeline(&marks, width);
            assert_eq!(svg.matches("<a class").count(), 3, "{svg}");
            assert!(svg.contains("&lt;2031-04-12&gt;") && !svg.contains("<2031"), "{svg}");
            for part in svg.split("cx=\"").skip(1) {
                let x: f64 = part.split('"').next().and_then(|x| x.parse().ok()).expect("a number");
                assert!(x >= LEFT && x <= width, "{x}");
            }
        }
        assert!(timeline(&marks, 960.0).contains(">North &lt;East&gt;</text>"));
        assert_eq!(timeline(&[], 400.0), "");
    }

    #[test]
    fn many_marks_become_bars() {
        let marks: Vec<Mark> =
            (0..500).map(|n| mark(2031 + (n % 7) as i16, 1 + (n % 28) as i8, 0, true)).collect();
        let svg = timeline(&marks, 960.0);
        assert!(svg.matches("<rect").count() < 110 && svg.contains("<rect"), "{svg}");
    }
}
