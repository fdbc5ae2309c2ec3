//! The day of publication in a page's address.
//!
//! `https://norland.example/2031/03/04/talks` was published on 4 March 2031; a year and a month alone
//! tell no day.

use jiff::civil::Date;

/// The day in an address: `/2031/03/03/`, `/20310303/`, `-2031-03-03`.
pub fn day_of_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/')?.1.split(['?', '#']).next()?;
    let numbers: Vec<(usize, &str)> = digits(path);
    let year = |text: &str| text.parse().ok().filter(|y: &i16| (1990..2100).contains(y));
    for (n, (at, number)) in numbers.iter().enumerate() {
        if number.len() == 8 && !path[..*at].ends_with(char::is_alphanumeric) {
            let day = year(&number[..4])
                .and_then(|y| Date::new(y, number[4..6].parse().ok()?, number[6..].parse().ok()?).ok());
            if day.is_some() {
                return day;
            }
        }
        let Some([(at2, month), (at3, day)]) = numbers.get(n + 1..n + 3) else { continue };
        let sign = path.get(at + number.len()..*at2)?;
        let parted = matches!(sign, "/" | "-" | "_" | ".") && path.get(at2 + month.len()..*at3) == Some(sign);
        let ends = !path[at3 + day.len()..].starts_with(char::is_alphanumeric);
        let starts = !path[..*at].ends_with(char::is_alphanumeric);
        if number.len() == 4 && month.len() <= 2 && day.len() <= 2 && parted && starts && ends {
            let found = year(number).and_then(|y| Date::new(y, month.parse().ok()?, day.parse().ok()?).ok());
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// The runs of digits of a text and where they begin.
fn digits(text: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.find(|c: char| c.is_ascii_digit())).map(|n| at + n)
    {
        let len = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        runs.push((start, &text[start..start + len]));
        at = start + len;
        if runs.len() == 64 {
            break;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_whole_days_only() {
        let cases = [
            ("https://norland.example/2031/03/04/talks", Some("2031-03-04")),
            ("https://norland.example/20310304/talks", Some("2031-03-04")),
            ("https://norland.example/news/talks-2031-03-04.html", Some("2031-03-04")),
            ("https://norland.example/2031/03/talks", None),
            ("https://norland.example/id/2031034455", None),
            ("https://norland.example/v12031/03/04", None),
            ("https://norland.example/2031/13/04/x", None),
            ("https://norland.example/?date=2031-03-04", None),
        ];
        for (url, want) in cases {
            assert_eq!(day_of_address(url).map(|d| d.to_string()).as_deref(), want, "{url}");
        }
    }
}
