//! Times and counts in as few words as they can be told.

use jiff::civil::Date;

use crate::time::Interval;

/// `2031-04-12`, `2031-04`, `2031`, `2031-04-12 to 2031-04-14`; an open end is three points.
pub fn short_interval(interval: Interval) -> String {
    let (Some(start), Some(end)) = (interval.start, interval.end) else {
        let day = |d: Option<Date>| d.map_or_else(|| "…".to_string(), |d| d.to_string());
        return match (interval.start, interval.end) {
            (None, None) => String::new(),
            (start, end) => format!("{} to {}", day(start), day(end)),
        };
    };
    let whole_months = start.day() == 1 && end == end.last_of_month();
    if start == end {
        start.to_string()
    } else if whole_months && start.year() == end.year() && start.month() == end.month() {
        format!("{:04}-{:02}", start.year(), start.month())
    } else if whole_months && start.month() == 1 && end.month() == 12 {
        match start.year() == end.year() {
            true => format!("{:04}", start.year()),
            false => format!("{:04} to {:04}", start.year(), end.year()),
        }
    } else {
        format!("{start} to {end}")
    }
}

/// Names with a bar to their number: "Vera Holt, Jan Lind and 4 more".
pub fn some(names: &[String], most: usize) -> String {
    let shown = names.iter().take(most).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Words on one line, cut at a word's end.
pub fn cut(words: &str, most: usize) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let kept: String = line.chars().take(most).collect();
    let at = kept.rfind(' ').filter(|at| *at > kept.len() / 2).unwrap_or(kept.len());
    format!("{}…", kept[..at].trim_end_matches([',', ';', ':', ' ']))
}

/// The end of words, from the beginning of a word on; where some are left out it begins with three points.
pub fn end_of(words: &str, most: usize) -> String {
    let n = words.chars().count();
    if n <= most {
        return words.to_string();
    }
    let tail: String = words.chars().skip(n - most).collect();
    format!("…{}", tail.split_once(' ').map_or("", |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn intervals_are_as_short_as_they_can_be() {
        let check = |start: (i16, i8, i8), end: (i16, i8, i8), want: &str| {
            let day = |(y, m, d)| Some(date(y, m, d));
            assert_eq!(short_interval(Interval { start: day(start), end: day(end) }), want);
        };
        check((2031, 4, 12), (2031, 4, 12), "2031-04-12");
        check((2031, 4, 1), (2031, 4, 30), "2031-04");
        check((2031, 1, 1), (2031, 12, 31), "2031");
        check((2029, 1, 1), (2030, 12, 31), "2029 to 2030");
        check((2031, 4, 12), (2031, 4, 14), "2031-04-12 to 2031-04-14");
        check((2031, 1, 1), (2031, 6, 30), "2031-01-01 to 2031-06-30");
        assert_eq!(short_interval(Interval { start: Some(date(2031, 4, 12)), end: None }), "2031-04-12 to …");
        assert_eq!(short_interval(Interval { start: None, end: None }), "");
    }

    #[test]
    fn long_words_are_cut_at_a_word() {
        assert_eq!(cut("The  road\nis open.", 40), "The road is open.");
        assert_eq!(cut("The road, which leads north", 10), "The road…");
        assert_eq!(cut("Überlandverkehrsgesellschaft", 6), "Überla…");
        assert_eq!(end_of("The road leads north", 12), "…leads north");
        assert_eq!(end_of("north", 12), "north");
        assert_eq!(some(&["A".into(), "B".into(), "C".into()], 2), "A, B and 1 more");
    }
}
