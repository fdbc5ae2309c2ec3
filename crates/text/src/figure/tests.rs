//! Small cases of what a figure takes from its sentence and from the turn before.

use jiff::civil::Date;

use super::{Direction, Figure};
use crate::quantities::{Quantities, Said, quantities};
use crate::rules::Rules;
use crate::span::Span;

/// Reads sentences said in turn by different speakers on 12 April 2031.
fn read(turns: &[&str]) -> (String, Quantities) {
    let mut text = String::new();
    let mut said = Vec::new();
    for (n, words) in turns.iter().enumerate() {
        let start = text.len();
        text.push_str(words);
        said.push(Said { span: Span::new(start, text.len()), turn: Some(n), speaker: None });
        text.push('\n');
    }
    let day = Date::new(2031, 4, 12).ok();
    let found = quantities(&text, &said, day, Some("en"), Rules::builtin());
    (text, found)
}

fn only(words: &str) -> (String, Figure) {
    let (text, mut found) = read(&[words]);
    assert_eq!(found.figures.len(), 1, "{words}: {:?}", found.figures);
    (text, found.figures.remove(0))
}

/// The days of a figure's time as `start/end`, empty when there is none.
fn check_time(words: &str, wanted: &str) {
    let (_, figure) = only(words);
    let day = |d: Option<Date>| d.map_or("..".to_string(), |d| d.to_string());
    let got = figure.time.map_or(String::new(), |t| format!("{}/{}", day(t.start), day(t.end)));
    assert_eq!(got, wanted, "{words}");
}

#[test]
fn a_figure_has_the_time_of_its_clause() {
    check_time("Trade fell by 10 percent last year.", "2030-01-01/2030-12-31");
    check_time("This year freight grew 20 percent over last year.", "2031-01-01/2031-12-31");
    check_time("In the first six months of the year it rained.", "2031-01-01/2031-06-30");
    check_time("It is good, because last year it dropped by 10 percent.", "2030-01-01/2030-12-31");
}

#[test]
fn a_state_in_the_present_has_the_day_of_the_meeting() {
    check_time("There are 300 schools in Brona.", "2031-04-12/2031-04-12");
    check_time("Our trade already exceeds $3 billion.", "2031-04-12/2031-04-12");
    check_time("We have received 300 tents from Tesmara.", "2031-04-12/2031-04-12");
    check_time("The two leaders continued their talk.", "");
    check_time("Trade has increased by 16 percent.", "");
    check_time("We will build 300 schools.", "");
}

#[test]
fn an_answer_takes_up_the_figure_before() {
    let (_, found) = read(&["We have sent 300 tents.", "Even more than that."]);
    let figure = &found.figures[1];
    assert_eq!((figure.value, figure.comparator.as_str()), (Some(300.0), ">"));
    assert_eq!((figure.unit.as_deref(), figure.turn), (Some("tents"), Some(1)));
    let (_, alone) = read(&["Even more than that."]);
    assert!(alone.figures.is_empty());
}

#[test]
fn a_direction_is_that_of_a_change() {
    for (words, wanted) in [
        ("Trade dropped by over 10 percent.", Some(Direction::Down)),
        ("Freight increased 20 percent.", Some(Direction::Up)),
        ("They want a 20 percent increase.", Some(Direction::Up)),
        ("Trade rose to $3 billion.", None),
        ("They gave up 500 tents.", None),
        ("Growth of -2.3 percent was told.", Some(Direction::Down)),
        ("The deficit narrowed by 3 percent.", Some(Direction::Down)),
    ] {
        assert_eq!(only(words).1.direction, wanted, "{words}");
    }
}

#[test]
fn what_is_measured_is_a_noun_phrase() {
    for (words, wanted) in [
        ("Our trade turnover exceeds $3 billion.", "trade turnover"),
        ("They spend 20 percent of the budget.", "budget"),
        ("We sent 300 tents from Brona.", "tents from Brona"),
        ("Last month exports rose 4 percent.", "exports"),
        ("In the fourth quarter of 2030 output shrank 4 percent.", "output"),
        ("Between 2025 and 2030 the population grew by 4 percent.", "population"),
    ] {
        let (text, figure) = only(words);
        assert_eq!(figure.measured.map_or("", |s| s.of(&text)), wanted, "{words}");
    }
}

#[test]
fn odd_and_hostile_text_is_read() {
    let long =
        ["one hundred and ", "3 ", "$ ", "from 2 to ", "the first ", "9,", "last ", "[", "½", "more than "];
    for part in long {
        let text = part.repeat(4_000);
        let said = [Said { span: Span::new(0, text.len()), turn: None, speaker: None }];
        let found = quantities(&text, &said, Date::new(2031, 4, 12).ok(), None, Rules::builtin());
        for span in found.figures.iter().map(|f| f.span).chain(found.times.iter().map(|t| t.span)) {
            assert!(!span.of(&text).is_empty());
        }
        let numbers = found.figures.iter().filter_map(|f| f.value);
        assert!(numbers.clone().all(f64::is_finite));
    }
}
