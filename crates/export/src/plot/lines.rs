//! Series as lines of a terminal: one line a point, its place on a bar of the values of the series.
//!
//! ```text
//! trade turnover · USD
//! 2031-04-12  ───────────●▸              more than 3 billion USD  Vera Holt
//! ```

use variorum_text::figure::{Comparator, Direction};
use variorum_text::series::{Point, Series, stated};

use super::scale::{Scale, numbers};
use crate::series::Sheet;

/// Characters of the bar.
const WIDE: usize = 32;

/// All series that are drawn.
pub fn lines(sheet: &Sheet) -> String {
    let mut out = String::new();
    for series in super::chosen(sheet) {
        let growth = series.is_growth.then_some("change");
        let head: Vec<&str> =
            [Some(series.name.as_str()), series.unit.as_deref(), growth].into_iter().flatten().collect();
        out.push_str(&clean(&head.join(" · ")));
        out.push('\n');
        for line in of_series(sheet, series) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

fn of_series(sheet: &Sheet, series: &Series) -> Vec<String> {
    let points: Vec<&Point> = series.points.iter().map(|n| &sheet.charted.points[*n]).collect();
    let values: Vec<f64> =
        points.iter().map(|p| numbers(p, series.is_growth)).flat_map(|(low, high)| [low, high]).collect();
    let scale = Scale::of_numbers(&values, 0.0, (WIDE - 2) as f64);
    let line = |point: &&Point| {
        let day = point.day.map_or_else(|| "no date".to_string(), |d| d.to_string());
        let who = point.speaker.as_deref().unwrap_or("narration");
        let bar = bar(point, &scale, series.is_growth);
        format!("{day:10}  {bar}  {:30}  {}", clean(&stated(point, series)), clean(who))
    };
    points.iter().map(line).collect()
}

/// `●` as said, `○` about, `●▸` more than, `◂●` less than, `├──┤` a range.
fn bar(point: &Point, scale: &Scale, is_growth: bool) -> String {
    let (low, high) = numbers(point, is_growth);
    let place = |value: f64| (scale.at(value).round().max(0.0) as usize).min(WIDE - 2);
    let (from, to) = (place(low), place(high));
    let mut cells = vec!['·'; WIDE];
    if from < to {
        cells[from..=to].fill('─');
        (cells[from], cells[to]) = ('├', '┤');
        return cells.into_iter().collect();
    }
    cells[from] = if point.comparator == Comparator::About { '○' } else { '●' };
    let fell = is_growth && point.direction == Some(Direction::Down);
    let more = matches!(point.comparator, Comparator::More | Comparator::AtLeast);
    let less = matches!(point.comparator, Comparator::Less | Comparator::AtMost);
    // What fell by more lies further to the left.
    if (more && !fell) || (less && fell) {
        cells[from + 1] = '▸';
    } else if (more || less) && from > 0 {
        cells[from - 1] = '◂';
    }
    cells.into_iter().collect()
}

/// Control characters of a page do not reach the terminal.
fn clean(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
